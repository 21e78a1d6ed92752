//! Tipping points: at which value of an uncertainty the preferred policy changes.
//!
//! Comes in: an uncertainty and the paired advantage of one policy over another, future by future. Goes out: the value at
//! which the preference changes, what switching there is worth, and how sure it is. Refuses: too few futures, an
//! uncertainty or an advantage that is the same in every future.

use linchpin_core::diagnostic::Refusal;

use super::resample::{counts, deviation};
use super::rows::{complete_rows, enough, gather, order, varies};
use super::sobol::Estimate;
use super::{Method, Needs};
use crate::analysis::{Z95, quantile, sorted, sum};

/// The row of this method.
pub const TIPPING: Method = Method {
    name: "tipping",
    doc: "The value of an uncertainty at which the preferred policy changes, and what it is worth to switch there.",
    source: "Kwadijk et al. 2010 (tipping points); Efron 1979 (bootstrap)",
    needs: Needs::SharedFutures,
    independent: false,
    refuses: &[
        "fewer than 20 futures",
        "an uncertainty that is the same in every future",
        "policies that do equally in every future",
    ],
};

/// Where a preference changes along one uncertainty.
#[derive(Clone, Debug, PartialEq)]
pub struct Tipping {
    /// The value that divides best, midway between two futures; `None` when one policy is best to hold throughout.
    pub at: Option<f64>,
    /// Middle 95 % of that value over resamples that have one; NaN when none has.
    pub between: (f64, f64),
    /// Mean gain by future of switching there, over the better policy throughout; 0 without a tipping point.
    pub gain: f64,
    /// True when the first policy is preferred above the value.
    pub first_above: bool,
    /// Mean advantage of the first policy below the value, and above it; both are the whole mean without one.
    pub sides: (Estimate, Estimate),
    /// Share of resamples in which the preference changes in the same direction.
    pub returns: f64,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Advantage of the first policy where an uncertainty has one of its values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// The value: a category, a theory world.
    pub value: f64,
    /// Futures of it.
    pub futures: usize,
    /// Mean advantage of the first policy, with half the width of its 95 % interval.
    pub advantage: Estimate,
}

/// Least share of the futures on either side of a tipping point: a handful at the end of a range is no side.
const LEAST_SIDE: f64 = 0.05;
const LEAST: usize = 20;

fn checked(input: &[f64], advantage: &[f64]) -> Result<(Vec<f64>, Vec<f64>, usize), Refusal> {
    let complete = complete_rows(&[input], advantage)?;
    enough("tipping", complete.rows.len(), LEAST, "futures")?;
    let (input, advantage) = (gather(input, &complete.rows), gather(advantage, &complete.rows));
    varies("tipping", &input)?;
    if advantage.iter().all(|v| *v == 0.0) {
        return Err(Refusal::new("the two policies do equally in every future", "compare policies that differ"));
    }
    Ok((input, advantage, complete.left_out))
}

/// The tipping point along a number. `advantage` is the first policy's outcome less the second's, turned so that more is
/// better for the first.
pub fn tipping(input: &[f64], advantage: &[f64], resamples: usize, seed: u64) -> Result<Tipping, Refusal> {
    let (input, advantage, left_out) = checked(input, advantage)?;
    let n = input.len();
    let rows = order(&input);
    let in_order: Vec<f64> = rows.iter().map(|&row| advantage[row]).collect();
    let values: Vec<f64> = rows.iter().map(|&row| input[row]).collect();
    let found = split(&values, &in_order, None);
    let again: Vec<Split> = (0..resamples).map(|resample| split(&values, &in_order, Some(&counts(seed, resample, n)))).collect();
    let direction = |split: &Split| split.place.map(|_| split.first_above);
    let same: Vec<&Split> = again.iter().filter(|other| other.place.is_some() && direction(other) == direction(&found)).collect();
    let rising = sorted(&same.iter().filter_map(|split| split.at).collect::<Vec<f64>>());
    let mean = |part: &[f64]| Estimate {
        value: sum(part.iter().copied()) / part.len() as f64,
        half_width: Z95 * deviation(part.iter().copied()) / (part.len() as f64).sqrt(),
    };
    let sides = match found.place {
        Some(place) => (mean(&in_order[..place]), mean(&in_order[place..])),
        None => (mean(&in_order), mean(&in_order)),
    };
    Ok(Tipping {
        at: found.at,
        between: (quantile(&rising, 0.025), quantile(&rising, 0.975)),
        gain: found.gain,
        first_above: found.first_above,
        sides,
        returns: if found.place.is_some() { same.len() as f64 / resamples as f64 } else { f64::NAN },
        futures: n,
        left_out,
    })
}

struct Split {
    place: Option<usize>,
    at: Option<f64>,
    gain: f64,
    first_above: bool,
}

/// The place at which holding one policy below and the other above is worth most, and more than either throughout.
fn split(values: &[f64], advantage: &[f64], times: Option<&[u16]>) -> Split {
    let weight = |at: usize| times.map_or(1.0, |times| f64::from(times[at]));
    let total: f64 = sum((0..values.len()).map(|at| weight(at) * advantage[at]));
    let least = (LEAST_SIDE * values.len() as f64).ceil();
    let (mut below, mut seen, mut best) = (0.0, 0.0, Split { place: None, at: None, gain: 0.0, first_above: total > 0.0 });
    // Holding the second policy is worth 0, the first its advantage: a switch gains over the better of 0 and the total.
    let throughout = total.max(0.0);
    for place in 1..values.len() {
        below += weight(place - 1) * advantage[place - 1];
        seen += weight(place - 1);
        if values[place] == values[place - 1] || seen < least || values.len() as f64 - seen < least {
            continue;
        }
        for (worth, first_above) in [(total - below, true), (below, false)] {
            let gain = (worth - throughout) / values.len() as f64;
            if gain > best.gain {
                best = Split { place: Some(place), at: Some((values[place - 1] + values[place]) / 2.0), gain, first_above };
            }
        }
    }
    best
}

/// The advantage by value of an uncertainty that has categories, such as theory worlds; values rise. A preference is
/// decided where the interval holds no zero; a category of one future has no interval (NaN).
pub fn by_category(input: &[f64], advantage: &[f64]) -> Result<(Vec<Group>, usize), Refusal> {
    let (input, advantage, left_out) = checked(input, advantage)?;
    let mut values = sorted(&input);
    values.dedup();
    if values.len() > super::region::MOST_CATEGORIES {
        return Err(Refusal::new(
            format!("an uncertainty of {} values has no categories", values.len()),
            "ask for its tipping point as a number",
        ));
    }
    let group = |&value: &f64| {
        let own: Vec<f64> = input.iter().zip(&advantage).filter(|(v, _)| **v == value).map(|(_, a)| *a).collect();
        let mean = sum(own.iter().copied()) / own.len() as f64;
        let half_width = Z95 * deviation(own.iter().copied()) / (own.len() as f64).sqrt();
        Group { value, futures: own.len(), advantage: Estimate { value: mean, half_width } }
    };
    Ok((values.iter().map(group).collect(), left_out))
}
