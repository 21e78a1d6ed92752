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
    between(sorted.len(), p, |below| (sorted[below], sorted[(below + 1).min(sorted.len() - 1)]))
}

/// Several quantiles of one sample, without putting all of it in order.
pub fn quantiles<const N: usize>(values: &[f64], shares: [f64; N]) -> [f64; N] {
    let mut values: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    shares.map(|p| {
        between(values.len(), p, |below| {
            let (_, low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
            (*low, above.iter().copied().min_by(f64::total_cmp).unwrap_or(*low))
        })
    })
}

/// The quantile between two order statistics of `n`: that of this place, and the next one or itself.
fn between(n: usize, p: f64, statistics: impl FnOnce(usize) -> (f64, f64)) -> f64 {
    let Some(last) = n.checked_sub(1) else { return f64::NAN };
    let position = p.clamp(0.0, 1.0) * last as f64;
    let below = (position.floor() as usize).min(last);
    let (low, high) = statistics(below);
    if low == high {
        return low;
    }
    low + (high - low) * (position - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use linchpin_core::chance::Stream;

    #[test]
    fn selected_statistics_are_those_of_the_sorted_sample() {
        let stream = Stream::new(1, "quantiles");
        for n in [0, 1, 2, 3, 10, 1000] {
            // Ties, zeros of both signs and NaN among them.
            let values: Vec<f64> = (0..n)
                .map(|at| match stream.uniform(at, 0, 0) {
                    u if u < 0.1 => f64::NAN,
                    u if u < 0.2 => -0.0,
                    u if u < 0.3 => 0.0,
                    u => (u * 50.0).floor() - 30.0 + if u > 0.7 { u } else { 0.0 },
                })
                .collect();
            let shares = [0.05, 0.5, 0.95, 0.0, 1.0, 0.25];
            let all = sorted(&values);
            assert_eq!(quantiles(&values, shares).map(f64::to_bits), shares.map(|p| quantile(&all, p).to_bits()));
        }
    }
}
