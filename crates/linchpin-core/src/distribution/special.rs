//! Special functions behind the distributions: shares below a value, and the values below which a share lies.
//!
//! Built from the pinned elementary functions alone, so that the bits are the same on every processor. Every loop ends: where
//! a series has not settled after its bound, the last sum is the answer, and [`GREATEST_SHAPE`] keeps shapes where it has.

use crate::elementary::{exp, ln, normal_quantile, pow};

/// Shapes of beta and gamma up to this are proper: a million is a spread of a tenth of a percent.
pub(crate) const GREATEST_SHAPE: f64 = 1e6;

/// Terms of a series at the greatest shape: some nine times its square root.
const MOST_TERMS: u32 = 10_000;

/// Share of a standard normal below `z`. NaN in, NaN out.
/// Error below 1e-14 absolute, and relative below zero: the series near zero, the continued fraction in the tails.
/// Source: Abramowitz & Stegun 1964, 26.2.10 and 26.2.14.
pub fn normal_share(z: f64) -> f64 {
    if z.is_nan() {
        return f64::NAN;
    }
    let density = exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
    let size = z.abs();
    let tail = if size < 3.0 {
        let (mut term, mut sum, mut k) = (size, size, 1.0);
        while term > 1e-18 * sum {
            k += 2.0;
            term *= size * size / k;
            sum += term;
        }
        0.5 - density * sum
    } else {
        density / (1..=60).rev().fold(size, |below, k| size + f64::from(k) / below)
    };
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// Logarithm of the gamma function for x > 0: Stirling's series after the argument is raised above 15.
/// Source: DLMF 5.11.1.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    let (mut product, mut x) = (1.0, x);
    while x < 15.0 {
        product *= x;
        x += 1.0;
    }
    let w = 1.0 / (x * x);
    let series = (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w * (1.0 / 1188.0))))) / x;
    (x - 0.5) * ln(x) - x + 0.5 * ln(2.0 * std::f64::consts::PI) + series - ln(product)
}

/// Share of a gamma of this shape and scale 1 below `x`.
pub(crate) fn gamma_share(shape: f64, x: f64) -> f64 {
    gamma_shares(shape, x).0
}

/// Shares of a gamma of this shape and scale 1 below and above `x`: the series below the mean, the continued fraction above.
/// Source: DLMF 8.11.4 and 8.9.2.
fn gamma_shares(shape: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x.is_infinite() {
        return (1.0, 0.0);
    }
    let front = exp(shape * ln(x) - x - ln_gamma(shape));
    if x < shape + 1.0 {
        let (mut term, mut sum, mut at) = (1.0 / shape, 1.0 / shape, shape);
        for _ in 0..MOST_TERMS {
            at += 1.0;
            term *= x / at;
            sum += term;
            if term <= 1e-17 * sum {
                break;
            }
        }
        return (front * sum, 1.0 - front * sum);
    }
    let above = front / lentz(x + 1.0 - shape, |n| (n * (shape - n), x + 2.0 * n + 1.0 - shape));
    (1.0 - above, above)
}

/// Value below which a share `u` of a gamma of this shape and scale 1 lies; infinite at 1.
/// Error about 1e-15 relative times the logarithm's condition, below 1e-12 for shapes to 1000.
pub(crate) fn gamma_quantile(shape: f64, u: f64) -> f64 {
    if u <= 0.0 {
        return 0.0;
    }
    if u >= 1.0 {
        return f64::INFINITY;
    }
    let small = gamma_lower_end(shape, u);
    if small < NEXT_TO_ZERO {
        return exp(small);
    }
    // Wilson & Hilferty 1931, good above shape 1; below it, the lower end of the distribution.
    let cube = 1.0 - 1.0 / (9.0 * shape) + normal_quantile(u) / (3.0 * shape.sqrt());
    let start = if shape > 1.0 && cube > 0.0 { shape * cube * cube * cube } else { exp(small.min(0.0)) };
    solve(
        start,
        f64::INFINITY,
        // What lies above is the exact part where little does.
        |x| if u < 0.5 { gamma_shares(shape, x).0 - u } else { (1.0 - u) - gamma_shares(shape, x).1 },
        |x| exp((shape - 1.0) * ln(x) - x - ln_gamma(shape)),
        |x| (shape - 1.0) / x - 1.0,
    )
}

/// Logarithm of [`gamma_quantile`], also where the value itself is too small for a number. `u` in (0, 1).
pub(crate) fn ln_gamma_quantile(shape: f64, u: f64) -> f64 {
    let small = gamma_lower_end(shape, u);
    if small < NEXT_TO_ZERO { small } else { ln(gamma_quantile(shape, u)) }
}

/// Below e^-40 a gamma's share is x^shape / gamma(shape + 1) to the last bit.
const NEXT_TO_ZERO: f64 = -40.0;

fn gamma_lower_end(shape: f64, u: f64) -> f64 {
    (ln(u) + ln_gamma(shape + 1.0)) / shape
}

/// Shares of a beta(a, b) below and above `x`: the regularised incomplete beta function by its continued fraction.
/// Source: DLMF 8.17.22.
pub(crate) fn beta_shares(a: f64, b: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x >= 1.0 {
        return (1.0, 0.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        let above = beta_front(b, a, 1.0 - x, x);
        return (1.0 - above, above);
    }
    let below = beta_front(a, b, x, 1.0 - x);
    (below, 1.0 - below)
}

/// The share below `x` where the fraction settles quickly; `rest` is 1 - x.
fn beta_front(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let front = exp(ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * ln(x) + b * ln(rest)) / a;
    let fraction = lentz(1.0, |n| {
        let m = (0.5 * n).floor();
        let coefficient = if n % 2.0 == 0.0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        (coefficient, 1.0)
    });
    front / fraction
}

/// Value below which a share `u` of a beta(a, b) lies.
/// Error below 1e-12 for a and b from 0.02 to 1000.
pub(crate) fn beta_quantile(a: f64, b: f64, u: f64) -> f64 {
    if u <= 0.0 || u >= 1.0 {
        return u.clamp(0.0, 1.0);
    }
    // The end that is nearer is the one from which the value is exact.
    let (below, above) = beta_shares(a, b, 0.5);
    if u <= below { beta_below_half(a, b, (u, 1.0 - u)) } else { 1.0 - beta_below_half(b, a, ((1.0 - u).min(above), u)) }
}

/// The value where these shares lie below and above, known to be at most a half.
fn beta_below_half(a: f64, b: f64, (below, above): (f64, f64)) -> f64 {
    let scale = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    // Where the lower end is steep, the value may lie many magnitudes below 1: there the share is scale * x^a / a.
    let small = (ln(below) - scale + ln(a)) / a;
    if small < NEXT_TO_ZERO - ln(1.0 + b) {
        return exp(small);
    }
    let mean = a / (a + b);
    let start = if a < 1.0 && small < ln(mean) { exp(small) } else { mean };
    solve(
        start,
        1.0,
        // The smaller share is the exact one.
        |x| if below < 0.5 { beta_shares(a, b, x).0 - below } else { above - beta_shares(a, b, x).1 },
        |x| exp(scale) * pow(x, a - 1.0) * pow(1.0 - x, b - 1.0),
        |x| (a - 1.0) / x - (b - 1.0) / (1.0 - x),
    )
}

/// Where a rising `miss` is zero, between 0 and `high`: Halley's steps, kept inside the bracket and halved where they leave
/// it. `density` is the slope, `bend` its logarithm's.
fn solve(start: f64, high: f64, miss: impl Fn(f64) -> f64, density: impl Fn(f64) -> f64, bend: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high, mut x) = (0.0_f64, high, start);
    for _ in 0..200 {
        let off = miss(x);
        if off == 0.0 {
            return x;
        }
        if off > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = off / density(x);
        let correction = 1.0 - 0.5 * newton * bend(x);
        let halley = x - newton / if correction > 0.5 && correction < 2.0 { correction } else { 1.0 };
        if halley > low && halley < high {
            // The next step would be about the cube of this one.
            if (halley - x).abs() <= 1e-8 * x {
                return halley;
            }
            x = halley;
        } else if high - low <= 2e-16 * low {
            return x;
        } else if high.is_finite() {
            // Halving the ratio, where the end is many magnitudes away.
            x = if low > 0.0 && high > 4.0 * low { (low * high).sqrt() } else { 0.5 * (low + high) };
        } else {
            x *= 2.0;
        }
    }
    x
}

/// A continued fraction from its first term on: `term(n)` gives numerator and denominator of the n-th, from 1.
/// Source: Lentz 1976, as modified by Thompson & Barnett 1986.
fn lentz(first: f64, term: impl Fn(f64) -> (f64, f64)) -> f64 {
    const TINY: f64 = 1e-300;
    let kept = |x: f64| if x.abs() < TINY { TINY } else { x };
    let mut value = kept(first);
    let (mut above, mut below) = (value, 0.0);
    for n in 1..=MOST_TERMS {
        let (numerator, denominator) = term(f64::from(n));
        below = 1.0 / kept(denominator + numerator * below);
        above = kept(denominator + numerator / above);
        let change = above * below;
        value *= change;
        if (change - 1.0).abs() <= 1e-16 {
            break;
        }
    }
    value
}
