//! Sobol' indices: which share of an outcome's variance each input, or group of inputs, explains.
//!
//! Comes in: outcomes of a Saltelli design, block after block A, AB_1..AB_D, [BA_1..BA_D], B. Goes out: first, total and
//! second order indices with bootstrap intervals. Refuses: another layout, fewer than two whole blocks, a constant outcome.
//! A block in which any run is missing is left out whole and counted: its products need all of its runs.

use linchpin_core::diagnostic::Refusal;

use super::resample::{counts, deviation};
use super::rows::{enough, varies};
use super::{Method, Needs};
use crate::analysis::{Z95, sum};

/// The row of this method.
pub const SOBOL: Method = Method {
    name: "sobol",
    doc: "Shares of an outcome's variance that each input or group explains alone (first order), with all it takes part in (total) and in pairs (second order).",
    source: "Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola 2010 (first order); Jansen 1999 (total); Saltelli 2002 (second order)",
    needs: Needs::Saltelli,
    independent: true,
    refuses: &[
        "a design that is not laid out in Saltelli blocks",
        "fewer than two blocks without a missing run",
        "an outcome that is the same in every run",
        "inputs that depend on one another, unless they are in one group",
    ],
};

/// Layout and intervals of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Number of inputs, or of groups when the design moves groups.
    pub groups: usize,
    /// True when the blocks hold the BA rows.
    pub second_order: bool,
    /// Bootstrap resamples of blocks; 0 leaves the intervals out (NaN).
    pub resamples: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
}

/// An index with half the width of its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The index; sampling error can push it below 0 or above 1.
    pub value: f64,
    /// Half the width of the 95 % interval: 1.96 bootstrap standard deviations.
    pub half_width: f64,
}

/// Interaction of two groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The lesser group.
    pub one: usize,
    /// The greater group.
    pub other: usize,
    /// Share of variance that the two explain together beyond their first order indices.
    pub index: Estimate,
}

/// All indices of one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// First order, by group.
    pub first: Vec<Estimate>,
    /// Total order, by group.
    pub total: Vec<Estimate>,
    /// Second order, by pair, rising; empty without BA rows.
    pub second: Vec<Pair>,
    /// Blocks used.
    pub blocks: usize,
    /// Blocks left out because a run in them is missing.
    pub left_out: usize,
    /// Runs that are missing.
    pub missing_runs: usize,
    /// Variance of the outcome over the A and B runs, in the outcome's unit squared.
    pub variance: f64,
}

/// Rows that are handled together in the bootstrap, so that one resample's sums stay in the cache.
const ROWS_AT_ONCE: usize = 16;

impl Options {
    /// Runs in one block.
    pub fn block(&self) -> usize {
        if self.second_order { 2 * self.groups + 2 } else { self.groups + 2 }
    }
}

/// Refuses inputs that are not laid out in Saltelli blocks: in AB_g the columns of group `g` come from B and all others
/// from A, in BA_g the other way round. `group_of` names the group of each input, from 0.
pub fn check_layout(inputs: &[&[f64]], group_of: &[usize], options: &Options) -> Result<(), Refusal> {
    let block = options.block();
    let runs = inputs.first().map_or(0, |input| input.len());
    check_count(runs, options)?;
    if inputs.len() != group_of.len() || group_of.iter().any(|&g| g >= options.groups) {
        return Err(Refusal::new("the groups do not cover the inputs", "give each input one group, counted from 0"));
    }
    for (input, &group) in inputs.iter().zip(group_of) {
        for (at, rows) in input.chunks_exact(block).enumerate() {
            let (a, b) = (rows[0], rows[block - 1]);
            let fits = (0..options.groups).all(|g| {
                let (own, other) = if g == group { (b, a) } else { (a, b) };
                rows[1 + g] == own && (!options.second_order || rows[1 + options.groups + g] == other)
            });
            if !fits {
                return Err(Refusal::new(
                    format!(
                        "`sobol` needs a saltelli design; runs {} to {} are no block of it",
                        at * block + 1,
                        (at + 1) * block
                    ),
                    "draw the futures with the saltelli design, with the same groups and the same order of indices",
                ));
            }
        }
    }
    Ok(())
}

fn check_count(runs: usize, options: &Options) -> Result<(), Refusal> {
    let block = options.block();
    if options.groups == 0 {
        return Err(Refusal::new("there is no input to look at", "choose at least one input or group"));
    }
    if runs == 0 || !runs.is_multiple_of(block) {
        let other = Options { second_order: !options.second_order, ..*options };
        let help = match runs > 0 && runs.is_multiple_of(other.block()) {
            true => "the count fits a design with the other order: ask for first and total order only, or for second order too",
            false => "draw the futures with the saltelli design for just these inputs or groups",
        };
        return Err(Refusal::new(
            format!("{runs} runs are no multiple of the {block} runs of a saltelli block of {} inputs", options.groups),
            help,
        ));
    }
    Ok(())
}

/// Sobol' indices of one outcome. Shape: `outcome` is [block][run of the block]. Units: indices are shares, in 1.
/// Bits: equal for equal outcomes, options and seed.
pub fn sobol(outcome: &[f64], options: &Options) -> Result<Indices, Refusal> {
    check_count(outcome.len(), options)?;
    let block = options.block();
    let whole: Vec<&[f64]> = outcome.chunks_exact(block).filter(|rows| rows.iter().all(|v| v.is_finite())).collect();
    let left_out = outcome.len() / block - whole.len();
    enough("sobol", whole.len(), 2, "saltelli blocks without a missing run")?;
    let ends: Vec<f64> = whole.iter().flat_map(|rows| [rows[0], rows[block - 1]]).collect();
    varies("sobol", &ends)?;

    let count = (whole.len() * block) as f64;
    let mean = sum(whole.iter().flat_map(|rows| rows.iter().copied())) / count;
    let spread = (sum(whole.iter().flat_map(|rows| rows.iter().map(|v| (v - mean) * (v - mean)))) / count).sqrt();
    let products = Products { options, mean, spread };

    let width = products.width();
    let mut totals = vec![(0.0, 0.0); width];
    let mut row = vec![0.0; width];
    for rows in &whole {
        products.of(rows, &mut row);
        totals.iter_mut().zip(&row).for_each(|(total, value)| add(total, *value));
    }
    let sums: Vec<f64> = totals.iter().map(|(total, lost)| total + lost).collect();
    let centre = sum(ends.iter().copied()) / ends.len() as f64;
    let variance = sum(ends.iter().map(|v| (v - centre) * (v - centre))) / ends.len() as f64;
    let values = products.indices(&sums, whole.len() as f64, variance / (spread * spread));
    let half_widths = half_widths(&whole, &products, options);

    let estimate = |at: usize| Estimate { value: values[at], half_width: half_widths[at] };
    let groups = options.groups;
    Ok(Indices {
        first: (0..groups).map(estimate).collect(),
        total: (groups..2 * groups).map(estimate).collect(),
        second: products
            .pairs()
            .enumerate()
            .map(|(at, (one, other))| Pair { one, other, index: estimate(2 * groups + at) })
            .collect(),
        blocks: whole.len(),
        left_out,
        missing_runs: outcome.iter().filter(|v| !v.is_finite()).count(),
        variance,
    })
}

/// Adds with the lost low bits carried along (Neumaier 1974).
fn add((total, lost): &mut (f64, f64), value: f64) {
    let next = *total + value;
    *lost += if total.abs() >= value.abs() { (*total - next) + value } else { (value - next) + *total };
    *total = next;
}

/// The products of one block whose means make the indices: first order, total order, pairs, then half the sum and half
/// the sum of squares of A and B, from which the variance of a resample comes.
struct Products<'a> {
    options: &'a Options,
    mean: f64,
    spread: f64,
}

impl Products<'_> {
    fn width(&self) -> usize {
        let d = self.options.groups;
        2 * d + if self.options.second_order { d * (d - 1) / 2 } else { 0 } + 2
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let d = if self.options.second_order { self.options.groups } else { 0 };
        (0..d).flat_map(move |one| (one + 1..d).map(move |other| (one, other)))
    }

    fn of(&self, rows: &[f64], out: &mut [f64]) {
        let d = self.options.groups;
        // Centred and scaled first: products of uncentred outcomes lose their digits and are biased.
        let y = |at: usize| (rows[at] - self.mean) / self.spread;
        let (a, b) = (y(0), y(rows.len() - 1));
        for g in 0..d {
            let ab = y(1 + g);
            out[g] = b * (ab - a);
            out[d + g] = 0.5 * ((a - ab) * (a - ab));
        }
        let mut at = 2 * d;
        for (one, other) in self.pairs() {
            out[at] = y(1 + d + one) * y(1 + other) - a * b;
            at += 1;
        }
        out[at] = 0.5 * (a + b);
        out[at + 1] = 0.5 * (a * a + b * b);
    }

    fn indices(&self, sums: &[f64], blocks: f64, variance: f64) -> Vec<f64> {
        let d = self.options.groups;
        let mut out: Vec<f64> = sums[..sums.len() - 2].iter().map(|total| total / blocks / variance).collect();
        for (at, (one, other)) in self.pairs().enumerate() {
            out[2 * d + at] -= out[one] + out[other];
        }
        out
    }
}

fn half_widths(whole: &[&[f64]], products: &Products<'_>, options: &Options) -> Vec<f64> {
    let (width, blocks, resamples) = (products.width(), whole.len(), options.resamples);
    if resamples < 2 {
        return vec![f64::NAN; width - 2];
    }
    let drawn: Vec<Vec<u16>> = (0..resamples).map(|resample| counts(options.seed, resample, blocks)).collect();
    let mut sums = vec![vec![0.0; width]; resamples];
    let mut rows = vec![0.0; width * ROWS_AT_ONCE];
    for (at, some) in whole.chunks(ROWS_AT_ONCE).enumerate() {
        for (rows_of, out) in some.iter().zip(rows.chunks_exact_mut(width)) {
            products.of(rows_of, out);
        }
        let first = at * ROWS_AT_ONCE;
        for (sums, counts) in sums.iter_mut().zip(&drawn) {
            for (row, &times) in rows.chunks_exact(width).zip(&counts[first..first + some.len()]) {
                if times > 0 {
                    sums.iter_mut().zip(row).for_each(|(total, value)| *total += f64::from(times) * value);
                }
            }
        }
    }
    let n = blocks as f64;
    let all: Vec<Vec<f64>> = sums
        .iter()
        .map(|sums| {
            let mean = sums[width - 2] / n;
            products.indices(sums, n, sums[width - 1] / n - mean * mean)
        })
        .collect();
    // A resample that drew one block only has no variance and says nothing.
    (0..width - 2).map(|at| Z95 * deviation(all.iter().map(|one| one[at]).filter(|v| v.is_finite()))).collect()
}
