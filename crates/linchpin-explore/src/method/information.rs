//! Value of information: how much better one would choose if an uncertainty were known beforehand.
//!
//! Comes in: an uncertainty, and an outcome under every policy in the same futures. Goes out: the mean gain of choosing by
//! that uncertainty over choosing once and for all, with its interval. Refuses: one policy, too few futures, an uncertainty
//! that is the same in every future.
//!
//! Futures are divided into classes of the uncertainty. Which policy is best, overall and in each class, is learnt on nine
//! tenths of the futures and counted on the tenth that is left, each tenth in turn: a choice that only fits the luck of its own
//! futures earns nothing, so that the value is not flattered by the number of policies or inputs.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;

use super::resample::deviation;
use super::rows::{complete_rows, enough, gather, order, varies};
use super::sobol::Estimate;
use super::{Method, Needs};
use crate::analysis::{Z95, sum};

/// The row of this method.
pub const INFORMATION: Method = Method {
    name: "information",
    doc: "Mean gain of choosing among policies after an uncertainty has become known, over choosing once and for all.",
    source: "Howard 1966; Strong & Oakley 2013 (one input, from the futures at hand); Stone 1974 (learnt on some futures, counted on the others)",
    needs: Needs::SharedFutures,
    independent: false,
    refuses: &["one policy", "fewer than 80 futures", "an uncertainty that is the same in every future"],
};

/// What knowing an uncertainty is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// Mean gain by future, with half the width of its 95 % interval; below zero where what was learnt was luck.
    pub gain: Estimate,
    /// Share of futures in which another policy would be chosen.
    pub changes: f64,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

const LEAST: usize = 80;
/// Parts of the futures: on each is judged what was learnt on the others.
const PARTS: usize = 10;
/// Futures of a class, at least; and classes, at most.
const CLASS: usize = 40;
const CLASSES: usize = 16;

/// What knowing one uncertainty is worth. `policies` are outcomes by policy and future.
pub fn information(input: &[f64], policies: &[&[f64]], better: Better) -> Result<Worth, Refusal> {
    let [first, rest @ ..] = policies else {
        return Err(Refusal::new("`information` chooses among policies; there is none", "run two or more"));
    };
    if rest.is_empty() {
        return Err(Refusal::new(
            "`information` chooses among policies; there is one",
            "run a second policy in the same futures",
        ));
    }
    let columns: Vec<&[f64]> = std::iter::once(input).chain(rest.iter().copied()).collect();
    let complete = complete_rows(&columns, first)?;
    enough("information", complete.rows.len(), LEAST, "futures")?;
    let input = gather(input, &complete.rows);
    varies("information", &input)?;
    let sign = if better == Better::Lower { -1.0 } else { 1.0 };
    let payoffs: Vec<Vec<f64>> =
        policies.iter().map(|values| gather(values, &complete.rows).into_iter().map(|v| sign * v).collect()).collect();
    let class = classes(&input);
    let n = input.len();
    let mut gains = vec![0.0; n];
    let mut changes = 0_usize;
    for part in 0..PARTS {
        let learns = |at: &usize| at % PARTS != part;
        let all = best(&payoffs, (0..n).filter(learns)).unwrap_or(0);
        let count = class.iter().max().map_or(0, |most| most + 1);
        // A class that those who learn do not hold says nothing: the choice stays.
        let by_class: Vec<usize> =
            (0..count).map(|of| best(&payoffs, (0..n).filter(learns).filter(|&at| class[at] == of)).unwrap_or(all)).collect();
        for at in (0..n).filter(|at| !learns(at)) {
            let chosen = by_class[class[at]];
            gains[at] = payoffs[chosen][at] - payoffs[all][at];
            changes += usize::from(chosen != all);
        }
    }
    let value = sum(gains.iter().copied()) / n as f64;
    let sampling = Z95 * deviation(gains.iter().copied()) / (n as f64).sqrt();
    // Who knows the futures themselves would gain more, by as much as learning from others costs: it may be wrong by that too.
    let lost = (flattered(&payoffs, &class) - value).max(0.0);
    let gain = Estimate { value, half_width: (sampling * sampling + lost * lost).sqrt() };
    Ok(Worth { gain, changes: changes as f64 / n as f64, futures: n, left_out: complete.left_out })
}

/// The gain where it is learnt and counted on the same futures.
fn flattered(payoffs: &[Vec<f64>], class: &[usize]) -> f64 {
    let n = class.len();
    let Some(all) = best(payoffs, 0..n) else { return f64::NAN };
    let count = class.iter().max().map_or(0, |most| most + 1);
    let by_class: Vec<usize> = (0..count).map(|of| best(payoffs, (0..n).filter(|&at| class[at] == of)).unwrap_or(all)).collect();
    sum((0..n).map(|at| payoffs[by_class[class[at]]][at] - payoffs[all][at])) / n as f64
}

/// The policy with the greatest mean over some futures; the earlier of equals, `None` without a future.
fn best(payoffs: &[Vec<f64>], futures: impl Iterator<Item = usize> + Clone) -> Option<usize> {
    futures.clone().next()?;
    let mut best: Option<(usize, f64)> = None;
    for (policy, payoff) in payoffs.iter().enumerate() {
        let total = sum(futures.clone().map(|at| payoff[at]));
        if best.is_none_or(|(_, most)| total > most) {
            best = Some((policy, total));
        }
    }
    best.map(|(policy, _)| policy)
}

/// Classes of about equally many futures in the order of the values; equal values are never parted.
fn classes(input: &[f64]) -> Vec<usize> {
    let n = input.len();
    let count = (n / CLASS).clamp(2, CLASSES);
    let rows = order(input);
    let mut class = vec![0; n];
    let (mut now, mut last) = (0, f64::NAN);
    for (place, &row) in rows.iter().enumerate() {
        let wanted = place * count / n;
        if wanted > now && input[row] != last {
            now += 1;
        }
        class[row] = now;
        last = input[row];
    }
    class
}
