//! Quantiles of a sample.
//!
//! Comes in: values by future. Goes out: the value below which a share of them lies. NaN is left out.

/// The values that are no NaN, rising.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// The value below which a share `p` of rising values lies: linear between order statistics, position `p * (n - 1)`.
/// NaN for an empty sample; `p` is held within 0 and 1.
/// Source: Hyndman & Fan 1996, definition 7.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let position = p.clamp(0.0, 1.0) * last as f64;
    let below = (position.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let (low, high) = (sorted[below], sorted[above]);
    if low == high {
        return low;
    }
    low + (high - low) * (position - below as f64)
}

/// Several quantiles of one sample.
pub fn quantiles<const N: usize>(values: &[f64], shares: [f64; N]) -> [f64; N] {
    let sorted = sorted(values);
    shares.map(|p| quantile(&sorted, p))
}
