//! Drawing futures again: the bootstrap of all methods.
//!
//! Comes in: a seed and the number of rows. Goes out: the rows of a resample, how often each row is in it, a half of the rows,
//! parts to search in and to count in.
//! Source: Efron 1979, Bootstrap methods: another look at the jackknife; Shao & Wu 1989, A general theory for jackknife
//! variance estimation (halves, for figures that jump).

use linchpin_core::chance::Stream;

use super::rows::order;
use crate::analysis::{Z95, sum};

/// Rows of one resample, drawn with replacement.
pub(super) fn rows(seed: u64, resample: usize, n: usize) -> Vec<usize> {
    let stream = Stream::new(seed, "bootstrap");
    let mut rows = Vec::with_capacity(n);
    // Two draws from each word: 32 bits favour no row by more than n / 2^32.
    for at in 0..n.div_ceil(2) {
        let word = stream.word(at as u64, resample as u32, 0);
        for bits in [word >> 32, word & 0xffff_ffff].into_iter().take(n - 2 * at) {
            rows.push(((u128::from(bits) * n as u128) >> 32) as usize);
        }
    }
    rows
}

/// How often each row is in one resample; the resample of [`rows`].
pub(super) fn counts(seed: u64, resample: usize, n: usize) -> Vec<u16> {
    let mut counts = vec![0_u16; n];
    for row in rows(seed, resample, n) {
        counts[row] = counts[row].saturating_add(1);
    }
    counts
}

/// A random half of the rows, rising. What a figure of half the rows spreads over halves is what the figure of all rows spreads
/// over futures: half as many rows spread twice as much (in squares), and two halves of the same rows share half of that.
pub(super) fn half(seed: u64, resample: usize, n: usize) -> Vec<usize> {
    let stream = Stream::new(seed, "half");
    let mut rows: Vec<usize> = (0..n).collect();
    for at in 0..n / 2 {
        let word = stream.word(at as u64, resample as u32, 0);
        let left = n - at;
        rows.swap(at, at + ((u128::from(word) * left as u128) >> 64) as usize);
    }
    rows.truncate(n / 2);
    rows.sort_unstable();
    rows
}

/// The rows in five parts, parted anew four times: each time those of four parts, to search in, and those of the fifth, to
/// count in.
pub(super) fn parts(seed: u64, n: usize) -> impl Iterator<Item = (Vec<usize>, Vec<usize>)> {
    const PARTS: usize = 5;
    const ROUNDS: u32 = 4;
    let stream = Stream::new(seed, "parts");
    (0..ROUNDS).flat_map(move |round| {
        let keys: Vec<f64> = (0..n).map(|at| stream.uniform(at as u64, round, 0)).collect();
        let shuffled = order(&keys);
        (0..PARTS).map(move |part| {
            let (mut seen, mut unseen) = (Vec::new(), Vec::new());
            shuffled.iter().enumerate().for_each(|(at, &row)| if at % PARTS == part { unseen.push(row) } else { seen.push(row) });
            seen.sort_unstable();
            (seen, unseen)
        })
    })
}

/// Half the width of a 95 % interval in standard errors that come from so few independent values: Student's t at 97.5 %.
/// Source: Abramowitz & Stegun 1964, 26.7.5; within 0.1 % from three degrees of freedom on, exact for one and two.
pub(super) fn t95(freedom: usize) -> f64 {
    match freedom {
        0 => f64::NAN,
        1 => 12.706_204_736_432_1,
        2 => 4.302_652_729_911_3,
        many => {
            let (n, z) = (many as f64, Z95);
            let (z3, z5, z7) = (z.powi(3), z.powi(5), z.powi(7));
            let fourth = (79.0 * z.powi(9) + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z) / 92_160.0;
            z + (z3 + z) / (4.0 * n)
                + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * n * n)
                + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * n.powi(3))
                + fourth / n.powi(4)
        }
    }
}

/// Standard deviation with divisor n - 1.
pub(super) fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = sum(values.clone()) / n;
    (sum(values.map(|v| (v - mean) * (v - mean))) / (n - 1.0)).sqrt()
}
