//! How much better a box looks in the futures in which it was searched than in others.
//!
//! Comes in: the same as a search, and how a box is chosen. Goes out: what density and coverage lose in futures that the
//! search has not seen, and intervals that allow for it. Refuses: nothing; where no part of the futures gives a box there is
//! nothing to allow for.
//!
//! A search takes, among thousands of boxes, one that is dense by merit and by luck. The luck is measured by searching again in
//! four fifths of the futures and counting in the fifth that was left, each fifth in turn; for a box that is not searched the
//! differences cancel. Half of what is lost there is allowed for: fewer futures flatter more, and intervals made this way hold
//! the truth in 95 of 100 (`./test --slow`), those of the box as it was found in 46 to 95.

use super::stability::Search;
use super::{Choice, Step};
use crate::analysis::{sum, wilson};
use crate::method::region::Input;
use crate::method::resample::parts;
use crate::method::rows::gather;

/// What a box loses in other futures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flattery {
    /// Of its density, as a share of 1.
    pub density: f64,
    /// Of its coverage.
    pub coverage: f64,
}

/// Searches in parts of the futures and counts in the others.
pub fn flattery(inputs: &[Input<'_>], marks: &[f64], choice: Choice, seed: u64, search: &Search<'_>) -> Flattery {
    let mut lost: Vec<(f64, f64)> = Vec::new();
    for (seen, unseen) in parts(seed, marks.len()) {
        let columns: Vec<Vec<f64>> = inputs.iter().map(|input| gather(input.values, &seen)).collect();
        let some: Vec<Input<'_>> = inputs.iter().zip(&columns).map(|(input, values)| Input { values, ..*input }).collect();
        let Ok(trajectory) = search(&some, &gather(marks, &seen)) else { continue };
        let Ok(chosen) = trajectory.choose(choice) else { continue };
        lost.extend(loss(&trajectory.steps[chosen], inputs, marks, &unseen));
    }
    let half = |of: fn(&(f64, f64)) -> f64| (0.5 * sum(lost.iter().map(of)) / lost.len().max(1) as f64).max(0.0);
    Flattery { density: half(|one| one.0), coverage: half(|one| one.1) }
}

/// What one box loses among futures that the search has not seen; `None` where none of them is inside, or of interest.
fn loss(step: &Step, inputs: &[Input<'_>], marks: &[f64], unseen: &[usize]) -> Option<(f64, f64)> {
    let known = || unseen.iter().copied().filter(|&row| !marks[row].is_nan());
    let inside = || known().filter(|&row| step.region.holds(inputs, row));
    let of_interest = |rows: &mut dyn Iterator<Item = usize>| rows.filter(|&row| marks[row] == 1.0).count() as f64;
    let (n, k, all) = (inside().count() as f64, of_interest(&mut inside()), of_interest(&mut known()));
    (n > 0.0 && all > 0.0).then(|| (step.density - k / n, step.coverage - k / all))
}

/// The 95 % interval in other futures of a share `part` of `whole`, of which `lost` is flattery: Wilson's, moved by it, and
/// wider by as much, since what a search gains by luck is as uncertain as it is large.
pub fn interval(part: usize, whole: usize, lost: f64) -> (f64, f64) {
    let (low, high) = wilson(part, whole);
    let share = part as f64 / whole as f64;
    let wider = |side: f64| (side * side + lost * lost).sqrt();
    ((share - lost - wider(share - low)).max(0.0), (share - lost + wider(high - share)).min(1.0))
}
