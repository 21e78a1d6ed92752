//! Drawing futures again: the bootstrap of all methods.
//!
//! Comes in: a seed and the number of rows. Goes out: the rows of a resample, or how often each row is in it.
//! Source: Efron 1979, Bootstrap methods: another look at the jackknife.

use linchpin_core::chance::Stream;

use crate::analysis::sum;

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

/// Standard deviation with divisor n - 1.
pub(super) fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = sum(values.clone()) / n;
    (sum(values.map(|v| (v - mean) * (v - mean))) / (n - 1.0)).sqrt()
}
