//! Borgonovo's delta: how much the outcome's density moves when one input is known.
//!
//! Comes in: any futures. Goes out: delta by input, with bootstrap intervals and bias taken off. Refuses: fewer than 100
//! futures, a constant outcome. Inputs may depend on one another.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;
use linchpin_core::elementary::{exp, pow};

use super::given_data::class_ends;
use super::resample::{deviation, rows, t95};
use super::rows::{complete_rows, enough, gather, order, varies};
use super::sobol::Estimate;
use super::{Method, Needs};
use crate::analysis::sum;

/// The row of this method.
pub const DELTA: Method = Method {
    name: "delta",
    doc: "How much the outcome's whole density moves when one input is known: 0 not at all, 1 entirely, whatever the moments.",
    source: "Borgonovo 2007; Plischke, Borgonovo & Smith 2013 (estimator, bias); Silverman 1986 (bandwidth)",
    needs: Needs::Futures,
    independent: false,
    refuses: &["fewer than 100 futures", "an outcome that is the same in every future"],
};

/// Delta of one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delta {
    /// On the futures as they were drawn.
    pub as_drawn: Estimate,
    /// On resamples that draw ten equal parts of the input's range alike, parts of few futures joined; NaN where only one is left.
    pub balanced: Estimate,
}

/// Deltas of all inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Deltas {
    /// By input.
    pub inputs: Vec<Delta>,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Points at which densities are compared.
const POINTS: usize = 100;
/// Cells between two of them into which outcomes are sorted before smoothing.
const CELLS: usize = 4;
/// Equal parts of an input's range that a balanced resample draws alike.
const PARTS: usize = 10;
const LEAST: usize = 100;
/// What is taken off for bias spreads too: so much wider is the spread of the reduced estimate than that of the resamples,
/// measured over 200 seeds with 500 futures each (`./test --slow` looks whether intervals hold).
const REDUCED: f64 = 1.16;

/// Deltas by input, from `resamples` bootstrap resamples (2 or more).
pub fn delta(inputs: &[&[f64]], outcome: &[f64], resamples: usize, seed: u64) -> Result<Deltas, Refusal> {
    let complete = complete_rows(inputs, outcome)?;
    let n = complete.rows.len();
    enough("delta", n, LEAST, "futures")?;
    enough("delta", resamples, 2, "resamples")?;
    let values = gather(outcome, &complete.rows);
    varies("delta", &values)?;
    let smooth = Smooth::new(&values);
    let estimate = |sorted: &[usize], draw: &dyn Fn(usize) -> Vec<usize>| {
        let whole = smooth.delta(&in_order(sorted, draw(0)));
        let reduced: Vec<f64> =
            (1..=resamples).map(|resample| 2.0 * whole - smooth.delta(&in_order(sorted, draw(resample)))).collect();
        // Resamples are few: their spread is a guess, and their mean has some of its own.
        let wider = REDUCED * t95(resamples - 1) * (1.0 + 1.0 / resamples as f64).sqrt();
        Estimate {
            value: sum(reduced.iter().copied()) / resamples as f64,
            half_width: wider * deviation(reduced.iter().copied()),
        }
    };
    let deltas = inputs.iter().enumerate().map(|(at, input)| {
        let column = gather(input, &complete.rows);
        let sorted = order(&column);
        // The futures themselves stand in for the first resample: its luck would stay in the estimate.
        let as_drawn = estimate(&sorted, &|resample| if resample == 0 { sorted.clone() } else { rows(seed, resample, n) });
        let balanced = match parts(&column, n) {
            None => Estimate { value: f64::NAN, half_width: f64::NAN },
            Some(parts) => estimate(&sorted, &|resample| draw_alike(&parts, n, seed, at, resample)),
        };
        Delta { as_drawn, balanced }
    });
    Ok(Deltas { inputs: deltas.collect(), futures: n, left_out: complete.left_out })
}

/// Drawn futures in order of an input, by counting along the order of all.
fn in_order(sorted: &[usize], drawn: Vec<usize>) -> Vec<usize> {
    let mut times = vec![0_u32; sorted.len()];
    drawn.iter().for_each(|&row| times[row] += 1);
    sorted.iter().flat_map(|&row| std::iter::repeat_n(row, times[row] as usize)).collect()
}

/// Futures by equal parts of an input's range; a part of too few joins the next, the last the one before. `None` when that
/// leaves no two parts.
fn parts(column: &[f64], n: usize) -> Option<Vec<Vec<usize>>> {
    let least = (n / 200).max(10);
    let (low, high) = column.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (v.min(l), v.max(h)));
    if low == high {
        return None;
    }
    let mut parts = vec![Vec::new(); PARTS];
    for (row, v) in column.iter().enumerate() {
        let part = ((v - low) / (high - low) * PARTS as f64).ceil() as usize;
        parts[part.clamp(1, PARTS) - 1].push(row);
    }
    let mut joined: Vec<Vec<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.len() < least => last.extend(part),
            _ => joined.push(part),
        }
    }
    if let Some(last) = joined.pop_if(|last| last.len() < least) {
        joined.last_mut()?.extend(last);
    }
    (joined.len() > 1).then_some(joined)
}

fn draw_alike(parts: &[Vec<usize>], n: usize, seed: u64, input: usize, resample: usize) -> Vec<usize> {
    let stream = Stream::new(seed, "balanced");
    let place = |at: usize| {
        let part = &parts[at % parts.len()];
        let word = stream.word(at as u64, resample as u32, input as u32);
        part[((u128::from(word) * part.len() as u128) >> 64) as usize]
    };
    (0..n).map(place).collect()
}

/// Outcomes as cells of a fine grid, between two of which each is shared in proportion.
struct Smooth<'a> {
    values: &'a [f64],
    cells: Vec<(u32, f64)>,
    width: f64,
}

impl<'a> Smooth<'a> {
    fn new(values: &'a [f64]) -> Self {
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (v.min(l), v.max(h)));
        let last = (POINTS - 1) * CELLS;
        let width = (high - low) / last as f64;
        let cell = |v: &f64| {
            let position = ((v - low) / width).clamp(0.0, last as f64);
            let below = (position.floor() as usize).min(last - 1);
            (below as u32, position - below as f64)
        };
        Smooth { values, cells: values.iter().map(cell).collect(), width }
    }

    /// Delta of one resample, its futures in order of the input: the mean over classes of half the area between the density
    /// in the class and that in all.
    fn delta(&self, drawn: &[usize]) -> f64 {
        let (Some(all), n) = (self.density(drawn.iter().copied()), drawn.len()) else { return 0.0 };
        let mut start = 0;
        let parts = class_ends(n).into_iter().map(|end| {
            let class = drawn[start..end].iter().copied();
            let share = (end - start) as f64 / n as f64;
            start = end;
            match self.density(class) {
                None => 0.0,
                Some(own) => {
                    let gaps: Vec<f64> = own.iter().zip(&all).map(|(a, b)| (a - b).abs()).collect();
                    let ends = 0.5 * (gaps[0] + gaps[POINTS - 1]);
                    0.5 * share * (sum(gaps.iter().copied()) - ends) * self.width * CELLS as f64
                }
            }
        });
        sum(parts)
    }

    /// Gaussian kernel density at the points; `None` when all outcomes are equal. Kernels end at five bandwidths.
    fn density(&self, rows: impl Iterator<Item = usize> + Clone) -> Option<Vec<f64>> {
        let values = rows.clone().map(|row| self.values[row]);
        let n = values.clone().count() as f64;
        let bandwidth = deviation(values) * pow(n * 0.75, -0.2);
        if bandwidth.is_nan() || bandwidth <= 0.0 {
            return None;
        }
        let mut weights = vec![0.0; (POINTS - 1) * CELLS + 1];
        for row in rows {
            let (below, part) = self.cells[row];
            weights[below as usize] += 1.0 - part;
            weights[below as usize + 1] += part;
        }
        let reach = ((5.0 * bandwidth / self.width).ceil() as usize).min(weights.len() - 1);
        let scale = 1.0 / (n * bandwidth * (2.0 * std::f64::consts::PI).sqrt());
        let kernel: Vec<f64> =
            (0..=reach).map(|offset| offset as f64 * self.width / bandwidth).map(|z| scale * exp(-0.5 * z * z)).collect();
        let at = |point: usize| {
            let centre = point * CELLS;
            let below = weights[centre.saturating_sub(reach)..=centre].iter().rev().zip(&kernel).map(|(w, k)| w * k).sum::<f64>();
            let above = weights[centre + 1..].iter().zip(&kernel[1..]).map(|(w, k)| w * k).sum::<f64>();
            below + above
        };
        Some((0..POINTS).map(at).collect())
    }
}
