//! The pinned elementary functions: the same bits on every processor, and a shape that compilers turn into vectors.
//!
//! Comes in: one number (two for `pow`), any bits, NaN included. Goes out: one number. Nothing is refused and nothing
//! panics: outside its domain a function gives NaN, always `f64::NAN` itself. Angles are in radians.
//!
//! Why not the platform's functions: each C library rounds its own way, so results would change with the machine, and a
//! call per number costs five times a lane loop. Here only operations occur that IEEE 754 defines exactly: + - * /, square
//! root, rounding to whole numbers, explicit fused multiply-add, comparison, selection, and integer work on the bits. A
//! processor without fused multiply-add computes it in software: slowly, with the same bits.
//!
//! Each function is written once over [`Lanes`], so that it serves a single number and the vectors of every back end. There are no
//! early returns, no loops that depend on data and no tables in memory (a gather is slow, on some processors very slow);
//! special cases are selections at the end; rounding to a whole number is done by adding 1.5 * 2^52, because conversion to
//! `i64` is not a vector instruction on AVX2. Whatever takes lanes is inlined always, and is no closure: what is compiled by itself
//! is compiled without the processor's features, and then each operation in it is a call.
//!
//! | function | worst error seen, ulp | correctly rounded | inputs compared |
//! |---|---|---|---|
//! | `sqrt` | 0.5, by IEEE 754 | all | |
//! | `exp` | 0.88 | 92 % | 1.2 million |
//! | `ln` | 0.90 | 97 % | 2.4 million |
//! | `log10` | 0.51 | 99.9 % | 1.2 million |
//! | `pow` | 1.29 | 97 % | 1.2 million |
//! | `sin` | 0.83 | 98 % | 2.2 million |
//! | `cos` | 0.79 | 98 % | 1.2 million |
//! | `tan` | 2.18 | 69 % | 2.2 million |
//! | `arctan` | 1.51 | 89 % | 2.2 million |
//! | `tanh` | 2.06 | 66 % | 2.2 million |
//! | `logistic` | 2.41 | 69 % | 2.2 million |
//! | `normal_quantile` | 4.66 | 38 % | 2.4 million |
//!
//! Errors are against 140-bit arithmetic (MPFR), over the whole domain with extra weight on subnormals, ends, seams between
//! pieces, and multiples of pi/2; one ulp is the gap between doubles at the exact result. Coefficients without another
//! source are minimax fits by our own Remez exchange at 260 bits, weighted for the relative error of the result, each then
//! rounded to double; the errors beside them include that rounding.

mod circular;
mod exponential;
mod logarithm;
mod normal;
mod power;
#[cfg(test)]
mod tests;

pub use circular::{arctan, cos, sin, tan};
pub use exponential::{exp, exp_plain, is_plain_exponent, logistic, logistic_plain, tanh};
pub use logarithm::{ln, log10};
pub use normal::normal_quantile;
pub use power::{is_plain_power, pow, pow_plain};

use crate::lanes::Lanes;

/// Square root; sqrt(-0) is -0.
/// Errors: correctly rounded, by IEEE 754. Faults: NaN below zero.
#[inline(always)]
pub fn sqrt<V: Lanes>(x: V) -> V {
    // By way of the absolute value, because LLVM takes a NaN chosen for the root of a negative number for the root's own.
    let size = x.abs().sqrt().copysign(x);
    V::select(V::all(0.0).at_most(x), size, V::all(f64::NAN))
}

/// `result`, or the one NaN that is given for all of them: which NaN arithmetic makes differs between processors.
#[inline(always)]
fn or_nan<V: Lanes>(result: V) -> V {
    V::select(result.is_nan(), V::all(f64::NAN), result)
}

/// Sum of `coefficients[i] * x^i`: Horner's rule in x^2, over pairs. Half as long a chain as Horner's in x and no more work;
/// even and odd powers apart would be as short, but lose digits where signs alternate and x reaches 1.
#[inline(always)]
fn polynomial<const N: usize, V: Lanes>(x: V, coefficients: &[f64; N]) -> V {
    let square = x * x;
    let mut idx = (N - 1) & !1;
    let mut sum = if idx + 1 < N { line(x, coefficients, idx) } else { V::all(coefficients[idx]) };
    while idx > 0 {
        idx -= 2;
        sum = sum.mul_add(square, line(x, coefficients, idx));
    }
    sum
}

/// `coefficients[idx] + coefficients[idx + 1] * x`.
#[inline(always)]
fn line<const N: usize, V: Lanes>(x: V, coefficients: &[f64; N], idx: usize) -> V {
    V::all(coefficients[idx + 1]).mul_add(x, V::all(coefficients[idx]))
}
