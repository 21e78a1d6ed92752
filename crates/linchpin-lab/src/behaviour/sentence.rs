//! A sentence of a source put to the model: how much does what it speaks of move, and which way?
//!
//! Comes in: a check that has been run. Goes out: the change by future and the verdict. Refuses: nothing.
//!
//! `shift` is the mean change in standard deviations of the comparison run; `share` is the share of the futures that move
//! in which the change has the claimed sign (for "stays as it is": of all futures, those that stay within a fifth of a
//! standard deviation). Reproduced: share at least 0.8, and the mean agrees. Contradicted: share at most 0.2, and the
//! mean does not agree. Otherwise it depends. Where nothing moves, a claimed change is contradicted.

use linchpin_core::model::{Answer, Claimed, Sentence};
use linchpin_explore::analysis::{Difference, difference, mean, quantiles};

use super::{Compared, Judged, clause};
use crate::wire::Measured;

/// A sentence is reproduced from this share of futures on.
const MOST: f64 = 0.8;
/// And contradicted up to this one.
const FEW: f64 = 0.2;
/// A change of the mean below this, in standard deviations, is small.
const SMALL: f64 = 0.1;
/// "Stays as it is" means: within this, in standard deviations.
const STILL: f64 = 0.2;
/// Below this share of the level a change is rounding.
const ROUNDING: f64 = 1e-9;

/// What came of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    /// Change by future; NaN where either run faulted.
    pub changes: Vec<f64>,
    /// Mean change with its interval.
    pub difference: Difference,
    /// Standard deviation in the comparison run.
    pub deviation: f64,
    /// Mean change in standard deviations of the comparison run.
    pub shift: f64,
    /// Futures in which anything moves.
    pub moved: usize,
    /// Share of these that go the claimed way; NaN where none moves.
    pub share: f64,
    /// Changes below which 5 % and 95 % of the futures lie.
    pub range: [f64; 2],
    /// The verdict.
    pub answer: Answer,
    /// The effect is there, and small.
    pub small: bool,
}

/// Measures a sentence from the runs of its check.
pub(crate) fn measure(judged: Judged<'_>, sentence: &Sentence, against: Compared<'_>) -> Effect {
    let values = judged.check.then.first().map(|clause| clause::by_future(judged, clause, &sentence.measured, against));
    let [own, other] = values.unwrap_or_default();
    effect(sentence.claimed, &own, &other)
}

/// The effect of a change: values by future with it and without.
pub(crate) fn effect(claimed: Claimed, own: &[f64], other: &[f64]) -> Effect {
    let changes: Vec<f64> = own.iter().zip(other).map(|(own, other)| own - other).collect();
    let difference = difference(own, other);
    let level = mean(other);
    let deviation = level.standard_error * (level.n as f64).sqrt();
    let level = level.value.abs().max(mean(own).value.abs());
    let whole = || changes.iter().copied().filter(|change| !change.is_nan());
    let moves = |change: f64| change.abs() > ROUNDING * level;
    let moved = whole().filter(|&change| moves(change)).count();
    let shift = if moved == 0 { 0.0 } else { difference.mean / deviation };
    let share = match claimed {
        Claimed::Same => whole().filter(|change| change.abs() <= STILL * deviation).count() as f64 / difference.n as f64,
        _ => whole().filter(|&change| moves(change) && goes(claimed, change)).count() as f64 / moved as f64,
    };
    let agrees = agrees(claimed, difference.mean, deviation);
    let answer = match claimed {
        Claimed::Up | Claimed::Down if moved == 0 => Answer::Contradicted,
        _ if share >= MOST && agrees => Answer::Reproduced,
        _ if share <= FEW && !agrees => Answer::Contradicted,
        _ => Answer::Depends,
    };
    let small = answer != Answer::Depends && claimed != Claimed::Same && shift.abs() < SMALL;
    let range = quantiles(&changes, [0.05, 0.95]);
    Effect { changes, difference, deviation, shift, moved, share, range, answer, small }
}

/// True when a mean change goes the claimed way.
pub(crate) fn agrees(claimed: Claimed, mean: f64, deviation: f64) -> bool {
    match claimed {
        Claimed::Same => mean.abs() <= STILL * deviation,
        _ => goes(claimed, mean),
    }
}

fn goes(claimed: Claimed, change: f64) -> bool {
    match claimed {
        Claimed::Up => change > 0.0,
        Claimed::Down => change < 0.0,
        Claimed::Same => change == 0.0,
    }
}

impl Effect {
    /// The effect as a check reports it.
    pub(super) fn measured(&self, at: String) -> Measured {
        let share = match self.share.is_finite() {
            true => format!("the claimed way in {:.0} of 100 futures that move", 100.0 * self.share),
            false => "nothing moves".into(),
        };
        Measured {
            at,
            left: Some(self.shift),
            right: Some(0.0),
            unit: "standard deviations".into(),
            shown: format!("a shift of {:+.2} standard deviations, {share},", self.shift),
            share: None,
            needed: None,
            future: None,
        }
    }

    /// Means of the change in the lower and the upper half of the futures by an input, each with its interval.
    pub(crate) fn halves(&self, input: &[f64]) -> Option<[Difference; 2]> {
        let mut order: Vec<usize> = (0..self.changes.len().min(input.len())).filter(|&at| !self.changes[at].is_nan()).collect();
        order.sort_by(|&a, &b| input[a].total_cmp(&input[b]).then(a.cmp(&b)));
        let middle = order.len() / 2;
        let (low, high) = order.split_at(middle);
        // An input that has one value throughout has no halves.
        if low.len() < 2 || input[*low.last()?] == input[*high.last()?] {
            return None;
        }
        let of = |half: &[usize]| {
            let changes: Vec<f64> = half.iter().map(|&at| self.changes[at]).collect();
            difference(&changes, &vec![0.0; changes.len()])
        };
        Some([of(low), of(high)])
    }
}
