//! Which divisions go the short way (`lanes/quotient.rs`).
//!
//! Comes in: the steps of a weave. Goes out: an answer for each division whose divisor stays the same. A processor divides in one place
//! and multiplies in others, so both are kept busy as long.

use super::tape::{Step, Two};

/// Which divisions of a weave go the short way, one after the other.
pub(super) struct Shortcuts {
    short: usize,
    all: usize,
    /// The remainder of taking so many of all, evenly.
    rest: usize,
}

impl Shortcuts {
    /// What an operation, a division, and the short way take, in halves of a cycle of processors with full vectors. On others the
    /// second and third are nearer to one another, and it matters less which is taken.
    const OPERATION: usize = 1;
    const DIVISION: usize = 32;
    const SHORT: usize = 8;

    /// Those of a weave of these steps.
    pub(super) fn of(steps: &[Step]) -> Self {
        let count = |is: fn(&Step) -> bool| steps.iter().filter(|step| is(step)).count();
        let all = count(|step| matches!(step, Step::Quotient(..)));
        let divisions = all + count(|step| matches!(step, Step::Two(Two::Divide, ..) | Step::Root(_)));
        let leaves = count(|step| matches!(step, Step::Row(_) | Step::Number(_) | Step::Constant(_)));
        let others = (steps.len() - leaves - divisions) * Self::OPERATION;
        // So many short ones take as long as the divisions that are left, to the nearest.
        let each = Self::DIVISION + Self::SHORT;
        let short = ((divisions * Self::DIVISION).saturating_sub(others) + each / 2) / each;
        Shortcuts { short: short.min(all), all, rest: 0 }
    }

    /// Whether the next division that could be short is.
    pub(super) fn next(&mut self) -> bool {
        self.rest += self.short;
        let short = self.rest >= self.all;
        self.rest -= if short { self.all } else { 0 };
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of so many divisions by what stays the same are short, beside so many others and so many sums.
    fn chosen(quotients: usize, divisions: usize, sums: usize) -> Vec<bool> {
        let steps = std::iter::repeat_n(Step::Quotient(0, 1, 2), quotients)
            .chain(std::iter::repeat_n(Step::Two(Two::Divide, 0, 1), divisions))
            .chain(std::iter::repeat_n(Step::Two(Two::Add, 0, 1), sums))
            .collect::<Vec<_>>();
        let mut shortcuts = Shortcuts::of(&steps);
        (0..quotients).map(|_| shortcuts.next()).collect()
    }

    #[test]
    fn short_ones_fill_the_time_of_the_long_ones_evenly() {
        assert_eq!(chosen(1, 0, 1), [true], "nothing else to do while dividing");
        assert!(chosen(4, 4, 10).into_iter().all(|short| short), "the other divisions take long enough");
        assert!(chosen(4, 0, 1000).into_iter().all(|short| !short), "the sums take longer than all divisions");
        assert_eq!(chosen(4, 0, 48), [false, true, false, true]);
    }
}
