//! First order Sobol' indices from futures that were drawn for something else.
//!
//! Comes in: any futures with independent inputs. Goes out: the share of the outcome's variance that each input explains
//! alone, two ways. Refuses: too few futures, a constant outcome. Interactions need a Saltelli design.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::elementary::{cos, sin, tanh};

use super::resample::{deviation, rows};
use super::rows::{complete_rows, enough, gather, order, varies};
use super::sobol::Estimate;
use super::{Method, Needs};
use crate::analysis::{Z95, sum};

/// The row of this method.
pub const GIVEN_DATA: Method = Method {
    name: "given_data",
    doc: "First order Sobol' indices from any futures with independent inputs: the variance of the outcome's mean along each input.",
    source: "Plischke, Borgonovo & Smith 2013 (classes); Tarantola, Gatelli & Mara 2006 and Tissot & Prieur 2012 (harmonics, correction)",
    needs: Needs::Futures,
    independent: true,
    refuses: &["fewer than 50 futures", "an outcome that is the same in every future", "inputs that depend on one another"],
};

/// Settings of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Harmonics of the spectral estimate; 10 is usual.
    pub harmonics: usize,
    /// Bootstrap resamples; 0 leaves the intervals out (NaN).
    pub resamples: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
}

/// Indices of all inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// By input, from class means. Never negative; what class means carry by luck is taken off.
    pub by_classes: Vec<Estimate>,
    /// By input, from the spectrum along the sorted input, corrected for the share that noise puts into the harmonics.
    pub by_harmonics: Vec<f64>,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Least number of futures: fewer leave a class of the partition almost empty.
const LEAST: usize = 50;

/// First order indices by input.
pub fn given_data(inputs: &[&[f64]], outcome: &[f64], options: &Options) -> Result<Given, Refusal> {
    let complete = complete_rows(inputs, outcome)?;
    let n = complete.rows.len();
    enough("given_data", n, LEAST.max(4 * options.harmonics), "futures")?;
    let values = gather(outcome, &complete.rows);
    varies("given_data", &values)?;
    let (mut by_classes, mut by_harmonics) = (Vec::new(), Vec::new());
    let draws: Vec<Vec<usize>> = (0..options.resamples).map(|resample| rows(options.seed, resample, n)).collect();
    for input in inputs {
        let column = gather(input, &complete.rows);
        let sorted = order(&column);
        let value = share_of_classes(&values, &sorted).max(0.0);
        by_harmonics.push(harmonics(&values, &sorted, options.harmonics));
        let mut place = vec![0; n];
        sorted.iter().enumerate().for_each(|(at, &row)| place[row] = at);
        let again: Vec<f64> = draws.iter().map(|draw| share_of_drawn(&values, &sorted, &place, draw)).collect();
        let half_width = if again.len() < 2 { f64::NAN } else { Z95 * deviation(again.iter().copied()) };
        by_classes.push(Estimate { value, half_width });
    }
    Ok(Given { by_classes, by_harmonics, futures: n, left_out: complete.left_out })
}

/// Classes whose means make a share: few futures in each, so that an outcome that rises and falls within the range is
/// followed; the noise of small classes is known and taken off.
fn fine_classes(n: usize) -> usize {
    ((n as f64).sqrt() as usize).clamp(2, 100)
}

/// Number of classes for `n` futures, where densities are compared.
/// Source: Plischke, Borgonovo & Smith 2013, section 4.
pub(super) fn class_count(n: usize) -> usize {
    let n = n as f64;
    let exponent = 2.0 / (7.0 + tanh((1500.0 - n) / 500.0));
    (linchpin_core::elementary::pow(n, exponent).ceil() as usize).clamp(1, 48)
}

/// The share below which an input without effect stays in 19 of 20 cases: its class means spread by luck, about as a normal.
pub fn by_luck(futures: usize) -> f64 {
    1.645 * (2.0 * (fine_classes(futures) as f64 - 1.0)).sqrt() / (futures as f64 - 1.0)
}

/// Class of each place in the order of an input: classes hold equal numbers, up to rounding.
pub(super) fn class_ends(n: usize) -> Vec<usize> {
    let classes = class_count(n);
    (1..=classes).map(|at| n * at / classes).collect()
}

/// Variance of class means by variance of all, less what they would have of it without any effect.
/// Source: Kelley 1935, An unbiased correlation ratio measure.
fn share_of_classes(values: &[f64], sorted: &[usize]) -> f64 {
    let n = values.len() as f64;
    let mean = sum(values.iter().copied()) / n;
    let total = sum(values.iter().map(|v| (v - mean) * (v - mean)));
    let mut start = 0;
    let classes = fine_classes(values.len());
    let between = (1..=classes).map(|at| values.len() * at / classes).map(|end| {
        let class = &sorted[start..end];
        start = end;
        let gap = sum(class.iter().map(|&row| values[row] - mean)) / class.len() as f64;
        class.len() as f64 * gap * gap
    });
    let (share, luck) = (sum(between) / total, (classes as f64 - 1.0) / (n - 1.0));
    (share - luck) / (1.0 - luck)
}

/// The same for a resample, whose order follows from that of all futures by counting.
fn share_of_drawn(values: &[f64], sorted: &[usize], place: &[usize], draw: &[usize]) -> f64 {
    let mut times = vec![0_u32; sorted.len()];
    draw.iter().for_each(|&row| times[place[row]] += 1);
    let drawn: Vec<f64> = sorted.iter().zip(&times).flat_map(|(&row, &n)| std::iter::repeat_n(values[row], n as usize)).collect();
    let in_order: Vec<usize> = (0..drawn.len()).collect();
    share_of_classes(&drawn, &in_order)
}

/// Share of the outcome's spectrum in the first harmonics, when the futures are walked up along the input by every other
/// and down again by the rest, less what white noise would put there.
fn harmonics(values: &[f64], sorted: &[usize], harmonics: usize) -> f64 {
    let n = values.len();
    let mean = sum(values.iter().copied()) / n as f64;
    let walk = || {
        sorted
            .iter()
            .step_by(2)
            .chain(sorted[1..].iter().step_by(2).collect::<Vec<_>>().into_iter().rev())
            .map(|&row| values[row] - mean)
    };
    let walked: Vec<f64> = walk().collect();
    // Parseval: the whole spectrum but the mean is n times the sum of squares; harmonics below n/2 count twice.
    let total = n as f64 * sum(walked.iter().map(|v| v * v));
    let turn: Vec<(f64, f64)> =
        (0..n).map(|k| 2.0 * std::f64::consts::PI * k as f64 / n as f64).map(|a| (cos(a), sin(a))).collect();
    let power = (1..=harmonics).map(|h| {
        let part = |which: fn(&(f64, f64)) -> f64| sum(walked.iter().enumerate().map(|(at, v)| v * which(&turn[at * h % n])));
        let (real, imaginary) = (part(|t| t.0), part(|t| t.1));
        2.0 * (real * real + imaginary * imaginary)
    });
    let share = sum(power) / total;
    let noise = 2.0 * harmonics as f64 / n as f64;
    share - noise / (1.0 - noise) * (1.0 - share)
}
