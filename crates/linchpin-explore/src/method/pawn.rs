//! PAWN: how far the outcome's distribution moves when one input is held in a slice of its range.
//!
//! Comes in: any futures. Goes out: Kolmogorov-Smirnov distances between the outcome in each slice and in all futures,
//! summed up by input, beside those of an input that has no effect. Refuses: fewer than two futures a slice, a constant
//! outcome. Inputs may depend on one another; the index then carries what an input shares with others.
//!
//! A distance is never below zero, so the fewer futures the more of it is luck, in every input. The interval says how far the
//! median moves with other futures, as many as these; what the input without effect shows is luck that all of them share.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;

use super::resample::{deviation, half};
use super::rows::{complete_rows, enough, gather, order, varies};
use super::{Method, Needs};
use crate::analysis::{Z95, quantile, sorted, sum};

/// The row of this method.
pub const PAWN: Method = Method {
    name: "pawn",
    doc: "How far the outcome's whole distribution moves when one input is held in a slice of its range: 0 not at all, 1 entirely.",
    source: "Pianosi & Wagener 2018; Kolmogorov-Smirnov distance",
    needs: Needs::Futures,
    independent: false,
    refuses: &["fewer than two futures a slice", "fewer than two slices", "an outcome that is the same in every future"],
};

/// Distances of one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distances {
    /// The least over slices.
    pub minimum: f64,
    /// The mean over slices.
    pub mean: f64,
    /// The median over slices: the usual index.
    pub median: f64,
    /// Half the width of the interval in which the median of as many other futures lies in 95 of 100 cases: sampling alone.
    pub half_width: f64,
    /// The greatest over slices.
    pub maximum: f64,
    /// Deviation over slices, divisor n.
    pub deviation: f64,
    /// Deviation by mean.
    pub variation: f64,
    /// Slices that hold a future.
    pub slices: usize,
}

/// Distances of all inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Pawn {
    /// By input; all NaN for an input with one value only.
    pub inputs: Vec<Distances>,
    /// Distances of a made input that is drawn at random and has no effect: what lies below its maximum may be luck.
    pub without_effect: Distances,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Settings of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Slices of an input's range; 10 is usual.
    pub slices: usize,
    /// Halves of the futures from which intervals come; fewer than 2 leave them out (NaN).
    pub resamples: usize,
    /// Seed of the halves and of the input without effect.
    pub seed: u64,
}

/// By so much less than the median of half the futures spreads that of all: between slices whose distances differ the median
/// jumps, and with fewer futures it jumps more. Measured over 200 seeds (`./test --slow` looks whether intervals hold).
const SMOOTHER: f64 = 0.85;

/// PAWN indices over slices of equal numbers of futures; an input with at most as many different values as slices is sliced
/// by value.
pub fn pawn(inputs: &[&[f64]], outcome: &[f64], options: &Options) -> Result<Pawn, Refusal> {
    let Options { slices, resamples, seed } = *options;
    let complete = complete_rows(inputs, outcome)?;
    if !(2..=250).contains(&slices) {
        return Err(Refusal::new(
            format!("`pawn` cannot cut a range into {slices} slices"),
            "ask for 2 to 250 slices; 10 is usual",
        ));
    }
    let futures = complete.rows.len();
    enough("pawn", futures, 2 * slices, "futures")?;
    let values = gather(outcome, &complete.rows);
    varies("pawn", &values)?;
    let ranked = Ranked::new(&values);
    // Halves in which the outcome does not vary, or a slice would hold next to nothing, say nothing of how figures move.
    let halves: Vec<(Vec<usize>, Ranked)> = (0..if futures < 4 * slices { 0 } else { resamples })
        .map(|resample| half(seed, resample, futures))
        .map(|rows| (Ranked::new(&gather(&values, &rows)), rows))
        .filter(|(half, _)| half.ends.len() > 1)
        .map(|(half, rows)| (rows, half))
        .collect();
    let of = |input: &[f64]| {
        let medians = halves.iter().map(|(rows, half)| half.distances(&gather(input, rows), slices).median);
        let spread = if halves.len() < 2 { f64::NAN } else { deviation(medians.collect::<Vec<f64>>().into_iter()) };
        Distances { half_width: Z95 * SMOOTHER * spread, ..ranked.distances(input, slices) }
    };
    let stream = Stream::new(seed, "without effect");
    let noise: Vec<f64> = (0..futures as u64).map(|future| stream.uniform(future, 0, 0)).collect();
    let distances = match complete.left_out {
        0 => inputs.iter().map(|input| of(input)).collect(),
        _ => inputs.iter().map(|input| of(&gather(input, &complete.rows))).collect(),
    };
    Ok(Pawn { inputs: distances, without_effect: of(&noise), futures, left_out: complete.left_out })
}

/// Futures in order of the outcome, in runs of equal outcomes.
struct Ranked {
    rows: Vec<usize>,
    /// Where each run of equal outcomes ends.
    ends: Vec<usize>,
}

/// A future in no slice.
const NOWHERE: u8 = u8::MAX;

impl Ranked {
    fn new(outcome: &[f64]) -> Self {
        let rows = order(outcome);
        let n = rows.len();
        let ends = (1..=n).filter(|&at| at == n || outcome[rows[at]] != outcome[rows[at - 1]]).collect();
        Ranked { rows, ends }
    }

    fn distances(&self, input: &[f64], slices: usize) -> Distances {
        let (slice_of, count) = slice(input, slices);
        let mut sizes = vec![0_usize; count];
        slice_of.iter().filter(|&&slice| slice != NOWHERE).for_each(|&slice| sizes[slice as usize] += 1);
        let all = self.greatest(&slice_of, &sizes);
        let used: Vec<f64> = all.iter().zip(&sizes).filter(|(_, size)| **size > 0).map(|(distance, _)| *distance).collect();
        let rising = sorted(&used);
        let n = used.len() as f64;
        let mean = sum(used.iter().copied()) / n;
        let deviation = (sum(used.iter().map(|d| (d - mean) * (d - mean))) / n).sqrt();
        Distances {
            minimum: quantile(&rising, 0.0),
            mean,
            median: quantile(&rising, 0.5),
            half_width: f64::NAN,
            maximum: quantile(&rising, 1.0),
            deviation,
            variation: deviation / mean,
            slices: used.len(),
        }
    }

    /// Greatest distance between the share of each slice and the share of all futures that lie at or below an outcome.
    /// A slice's distance is greatest just before or at one of its own futures, so one pass over the futures serves all.
    fn greatest(&self, slice_of: &[u8], sizes: &[usize]) -> Vec<f64> {
        let n = self.rows.len() as f64;
        let (mut met, mut top) = (vec![0_usize; sizes.len()], vec![0.0_f64; sizes.len()]);
        let mut start = 0;
        for &end in &self.ends {
            let run = &self.rows[start..end];
            let slices = || run.iter().map(|&row| slice_of[row]).filter(|&slice| slice != NOWHERE).map(usize::from);
            let apart = |met: usize, size: usize, all: usize| (met as f64 / size as f64 - all as f64 / n).abs();
            slices().for_each(|s| top[s] = top[s].max(apart(met[s], sizes[s], start)));
            slices().for_each(|s| met[s] += 1);
            slices().for_each(|s| top[s] = top[s].max(apart(met[s], sizes[s], end)));
            start = end;
        }
        top
    }
}

/// The slice of each future, and how many slices there are. The topmost value of a sliced range lies in none, as in SALib.
fn slice(input: &[f64], slices: usize) -> (Vec<u8>, usize) {
    let mut values: Vec<f64> = Vec::new();
    let few = input.iter().all(|v| {
        if let Err(at) = values.binary_search_by(|known| known.total_cmp(v)) {
            values.insert(at, *v);
        }
        values.len() <= slices
    });
    if few {
        let of = input.iter().map(|v| values.partition_point(|known| known < v) as u8);
        return (of.collect(), values.len());
    }
    let mut rising = input.to_vec();
    rising.sort_unstable_by(f64::total_cmp);
    let step = 1.0 / slices as f64;
    let edges: Vec<f64> = (0..=slices).map(|at| edge(&rising, (at as f64 * step).min(1.0))).collect();
    let of = input.iter().map(|v| match edges.partition_point(|edge| edge <= v) {
        0 => NOWHERE,
        above if above > slices => NOWHERE,
        above => (above - 1) as u8,
    });
    (of.collect(), slices)
}

/// Quantile, linear between neighbours, from the nearer of them: a value on an edge must fall on the side where other
/// programs see it.
fn edge(rising: &[f64], share: f64) -> f64 {
    let position = (rising.len() - 1) as f64 * share;
    let below = (position.floor() as usize).min(rising.len() - 1);
    let (low, high) = (rising[below], rising[(below + 1).min(rising.len() - 1)]);
    let (part, width) = (position - below as f64, high - low);
    if part >= 0.5 { high - width * (1.0 - part) } else { low + width * part }
}
