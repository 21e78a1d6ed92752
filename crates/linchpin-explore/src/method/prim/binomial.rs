//! Upper tail of the binomial distribution.

use linchpin_core::elementary::{exp, ln};

/// Chance of `k` or more successes in `n` trials of chance `p`. Relative error below 1e-12 for n up to a million.
/// Source: Loader 2000, Fast and accurate computation of binomial probabilities, for the single terms.
pub(super) fn at_least(k: usize, n: usize, p: f64) -> f64 {
    if k == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 || k > n {
        return 0.0;
    }
    let odds = p / (1.0 - p);
    // The smaller tail is summed, from its greatest term outwards, until terms no longer count.
    if k as f64 > n as f64 * p {
        let (mut term, mut total, mut at) = (1.0, 1.0, k);
        while at < n && term > 1e-18 * total {
            term *= (n - at) as f64 / (at + 1) as f64 * odds;
            total += term;
            at += 1;
        }
        chance_of(k, n, p) * total
    } else {
        let (mut term, mut total, mut at) = (1.0, 1.0, k - 1);
        while at > 0 && term > 1e-18 * total {
            term *= at as f64 / (n - at + 1) as f64 / odds;
            total += term;
            at -= 1;
        }
        1.0 - chance_of(k - 1, n, p) * total
    }
}

/// Chance of exactly `k` successes, 0 < p < 1.
fn chance_of(k: usize, n: usize, p: f64) -> f64 {
    let (kf, nf, rest) = (k as f64, n as f64, (n - k) as f64);
    if k == 0 {
        return exp(nf * ln_one_minus(p));
    }
    if k == n {
        return exp(nf * ln(p));
    }
    let exponent =
        stirling_error(nf) - stirling_error(kf) - stirling_error(rest) - deviance(kf, nf * p) - deviance(rest, nf * (1.0 - p));
    exp(exponent) * (nf / (2.0 * std::f64::consts::PI * kf * rest)).sqrt()
}

/// ln(1 - p), also for small p.
fn ln_one_minus(p: f64) -> f64 {
    if p > 0.1 {
        return ln(1.0 - p);
    }
    let (mut term, mut total) = (p, 0.0);
    for j in 1..40 {
        total -= term / f64::from(j);
        term *= p;
    }
    total
}

/// ln(n!) less Stirling's approximation of it.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        let product: f64 = (1..=n as u32).map(f64::from).product();
        return ln(product) - (n + 0.5) * ln(n) + n - 0.5 * ln(2.0 * std::f64::consts::PI);
    }
    let w = 1.0 / (n * n);
    (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / n
}

/// x ln(x / m) + m - x, without the loss of digits where x and m are close.
fn deviance(x: f64, m: f64) -> f64 {
    let v = (x - m) / (x + m);
    if v.abs() >= 0.1 {
        return x * ln(x / m) + m - x;
    }
    let (mut total, mut term) = ((x - m) * v, 2.0 * x * v);
    for j in 1..60 {
        term *= v * v;
        let next = total + term / f64::from(2 * j + 1);
        if next == total {
            break;
        }
        total = next;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::at_least;

    #[test]
    fn tails_match_exact_sums() {
        // Exact: 1 - (1 + 10 + 45) / 1024, and by hand.
        assert!((at_least(3, 10, 0.5) - 968.0 / 1024.0).abs() < 1e-14);
        assert!((at_least(10, 10, 0.5) - 1.0 / 1024.0).abs() < 1e-16);
        assert_eq!(at_least(0, 10, 0.5), 1.0);
        assert_eq!(at_least(4, 10, 1.0), 1.0);
        assert_eq!(at_least(1, 10, 0.0), 0.0);
        // Both tails together.
        for (k, n, p) in [(7, 20, 0.3), (30, 1000, 0.02), (900, 1000, 0.91), (1, 5, 0.01)] {
            let below = at_least(n - k + 1, n, 1.0 - p);
            assert!((at_least(k, n, p) + below - 1.0).abs() < 1e-12, "{k} {n} {p}");
        }
    }
}
