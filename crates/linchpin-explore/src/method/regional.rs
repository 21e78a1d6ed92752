//! Regional sensitivity: which inputs differ between futures of interest and the others.
//!
//! Comes in: any futures, and either marks or an outcome. Goes out: distances between distributions of each input.
//! Refuses: marks that are all alike, too few futures, a constant outcome.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::elementary::exp;

use super::region::{Cases, Input};
use super::resample::{deviation, half};
use super::rows::{complete_rows, enough, gather, order, varies};
use super::{Method, Needs};
use crate::analysis::Z95;

/// The row of this method.
pub const REGIONAL: Method = Method {
    name: "regional",
    doc: "Compares each input's distribution in the futures of interest with that in the others: the greatest distance between them, and how likely chance alone gives it.",
    source: "Spear & Hornberger 1980; Kolmogorov-Smirnov two-sample test; Cramer-von Mises test by Anderson 1962",
    needs: Needs::Futures,
    independent: false,
    refuses: &[
        "no future of interest, or every future",
        "fewer than two futures in a bin",
        "an outcome that is the same in every future",
    ],
};

/// How far one input differs between the two kinds of futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Kolmogorov-Smirnov distance, 0 to 1.
    pub distance: f64,
    /// Half the width of the interval in which the distance in as many other futures lies in 95 of 100 cases: sampling alone,
    /// for a distance is never below zero and luck alone makes some (`by_chance`). NaN where none was asked for.
    pub half_width: f64,
    /// Where it is greatest: the value of the input.
    pub at: f64,
    /// Chance of such a distance without any difference, for large samples.
    pub by_chance: f64,
    /// True when the input is greater in the futures of interest, at that value.
    pub greater: bool,
}

/// Differences of all inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Regional {
    /// By input.
    pub inputs: Vec<Difference>,
    /// Futures of interest.
    pub of_interest: usize,
    /// The others.
    pub others: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Kolmogorov-Smirnov distances of each input between futures of interest (marked 1) and the others, with intervals from
/// `resamples` halves of the futures; fewer than 2 leave them out.
pub fn regional(inputs: &[Input<'_>], marks: &[f64], resamples: usize, seed: u64) -> Result<Regional, Refusal> {
    let cases = Cases::new("regional", inputs, marks)?;
    let of_interest = cases.marks.iter().filter(|&&mark| mark).count();
    let others = cases.marks.len() - of_interest;
    let halves: Vec<Vec<bool>> = (0..resamples)
        .map(|resample| {
            let mut inside = vec![false; cases.marks.len()];
            half(seed, resample, cases.marks.len()).into_iter().for_each(|row| inside[row] = true);
            inside
        })
        .collect();
    let compare = |column: &[f64]| {
        let rows = order(column);
        let best = greatest(column, &rows, &cases.marks);
        let some = |inside: &Vec<bool>| {
            let rows: Vec<usize> = rows.iter().copied().filter(|&row| inside[row]).collect();
            greatest(column, &rows, &cases.marks).distance
        };
        // A half without a future of interest, or with nothing else, has no distance.
        let again: Vec<f64> = halves.iter().map(some).filter(|distance| !distance.is_nan()).collect();
        let half_width = if again.len() < 2 { f64::NAN } else { Z95 * deviation(again.iter().copied()) };
        let size = (of_interest as f64 * others as f64 / (of_interest + others) as f64).sqrt();
        Difference { half_width, by_chance: kolmogorov_tail(size * best.distance), ..best }
    };
    let differences = cases.columns.iter().map(|column| compare(column)).collect();
    Ok(Regional { inputs: differences, of_interest, others, left_out: cases.complete.left_out })
}

/// The greatest distance between the distributions of marked and other rows, which stand in order of the column.
fn greatest(column: &[f64], rows: &[usize], marks: &[bool]) -> Difference {
    let of_interest = rows.iter().filter(|&&row| marks[row]).count() as f64;
    let others = rows.len() as f64 - of_interest;
    let least = if of_interest * others > 0.0 { 0.0 } else { f64::NAN };
    let mut best = Difference { distance: least, half_width: f64::NAN, at: f64::NAN, by_chance: 1.0, greater: false };
    let (mut inside, mut outside) = (0, 0);
    for (at, &row) in rows.iter().enumerate() {
        if marks[row] {
            inside += 1
        } else {
            outside += 1
        }
        if rows.get(at + 1).is_some_and(|&next| column[next] == column[row]) {
            continue;
        }
        let gap = inside as f64 / of_interest - outside as f64 / others;
        if gap.abs() > best.distance {
            best = Difference { distance: gap.abs(), at: column[row], greater: gap < 0.0, ..best }
        }
    }
    best
}

/// Chance that Kolmogorov's limiting statistic exceeds x.
fn kolmogorov_tail(x: f64) -> f64 {
    if x < 0.2 {
        return 1.0;
    }
    let terms = (1..=100).map(|k| if k % 2 == 1 { 2.0 } else { -2.0 } * exp(-2.0 * f64::from(k * k) * x * x));
    terms.sum::<f64>().clamp(0.0, 1.0)
}

/// Cramer-von Mises statistic of each input in each bin of the outcome against the rest: `[input][bin]`; NaN for a bin
/// that holds none or all futures, or one value. Bins hold equal numbers of futures.
pub fn regional_by_bins(inputs: &[&[f64]], outcome: &[f64], bins: usize) -> Result<Vec<Vec<f64>>, Refusal> {
    let complete = complete_rows(inputs, outcome)?;
    if bins < 2 {
        return Err(Refusal::new("one bin has nothing to compare with", "ask for two bins or more; 10 is usual"));
    }
    enough("regional", complete.rows.len(), 2 * bins, "futures")?;
    let values = gather(outcome, &complete.rows);
    varies("regional", &values)?;
    let rising = crate::analysis::sorted(&values);
    let edges: Vec<f64> = (0..=bins).map(|at| crate::analysis::quantile(&rising, (at as f64 / bins as f64).min(1.0))).collect();
    let inside = |bin: usize| -> Vec<bool> {
        values.iter().map(|v| (if bin == 0 { edges[0] <= *v } else { edges[bin] < *v }) && *v <= edges[bin + 1]).collect()
    };
    let members: Vec<Vec<bool>> = (0..bins).map(inside).collect();
    let of = |input: &&[f64]| {
        let column = gather(input, &complete.rows);
        let rows = order(&column);
        members.iter().map(|inside| cramer_von_mises(&column, &rows, inside, &values)).collect()
    };
    Ok(inputs.iter().map(of).collect())
}

/// The two-sample statistic T with mid-ranks for ties.
fn cramer_von_mises(column: &[f64], rows: &[usize], inside: &[bool], outcome: &[f64]) -> f64 {
    let n = inside.iter().filter(|&&x| x).count();
    let m = inside.len() - n;
    let mut seen = (0..inside.len()).filter(|&row| inside[row]).map(|row| outcome[row]);
    let first = seen.next();
    if n == 0 || m == 0 || seen.all(|v| Some(v) == first) {
        return f64::NAN;
    }
    // u = n sum (r_i - i)^2 + m sum (s_j - j)^2 over ranks of either sample in both.
    let (mut one, mut other, mut i, mut j, mut start) = (0.0, 0.0, 0.0, 0.0, 0);
    while start < rows.len() {
        let mut end = start + 1;
        while end < rows.len() && column[rows[end]] == column[rows[start]] {
            end += 1;
        }
        let rank = (start + 1 + end) as f64 / 2.0;
        for &row in &rows[start..end] {
            let (total, place) = if inside[row] { (&mut one, &mut i) } else { (&mut other, &mut j) };
            *place += 1.0;
            *total += (rank - *place) * (rank - *place);
        }
        start = end;
    }
    let (n, m) = (n as f64, m as f64);
    let u = n * one + m * other;
    u / (n * m * (n + m)) - (4.0 * n * m - 1.0) / (6.0 * (n + m))
}
