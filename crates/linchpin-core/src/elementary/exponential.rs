//! `exp`, and `tanh` and `logistic` made of it.
//!
//! x = n ln 2 + r with n whole and |r| <= (ln 2)/2. Then e^x = 2^n (1 + u), where u = e^r - 1 is a polynomial in r and 2^n
//! is written straight into exponent bits.

use core::f64::consts::{LN_2, LOG2_E};

use super::{or_nan, polynomial};
use crate::lanes::{Lanes, Words};

/// 1.5 * 2^52 + 2046: adding it rounds to a whole number n and leaves n + 2046 in the low bits. The 2046 keeps that field
/// positive for every n in use, so it can be halved without a signed shift, which AVX2 lacks for 64 bits.
pub(super) const ROUNDING: f64 = 6755399441055744.0 + 2046.0;

/// ln 2 minus its nearest double.
pub(super) const LN_2_LOW: f64 = 2.3190468138462996e-17;

/// (e^r - 1 - r) / r^2 on |r| <= 0.34661: minimax, error of e^r 2^-56.4.
const EXP: [f64; 10] = [
    0.5000000000000011,
    0.16666666666666413,
    0.04166666666653016,
    0.008333333333494465,
    0.001388888894363005,
    0.0001984126950657133,
    2.480149309892918e-05,
    2.7557586380882427e-06,
    2.7630248379742436e-07,
    2.5000059256054842e-08,
];

/// e to the power `x`. Above 709.782 infinity; below -708.396 subnormal, below -745.133 zero.
/// Errors: 0.88 ulp at most in 1.2 million inputs.
#[inline(always)]
pub fn exp<V: Lanes>(x: V) -> V {
    or_nan(power_of_e(x))
}

/// Hyperbolic tangent; tanh(-0) is -0, and tiny `x`, subnormal ones too, are their own result.
/// Errors: 2.06 ulp at most in 2.2 million inputs.
#[inline(always)]
pub fn tanh<V: Lanes>(x: V) -> V {
    // (1 - e^a) / (1 + e^a) with a = -2|x|; beyond -50 the result is 1.
    let a = V::all(-2.0) * x.abs();
    let (bits, u) = reduced(V::select(a.less(V::all(-50.0)), V::all(-50.0), a));
    let power = V::from_bits(bits.minus(Words::all(1023)).left(52));
    // power - 1 and power + 1 are exact where u matters, so e^a itself is never rounded.
    let size = u.mul_add(power, power - V::all(1.0)) / -u.mul_add(power, power + V::all(1.0));
    or_nan(size.copysign(x))
}

/// Logistic curve 1 / (1 + e^-x): 0.5 at zero, 1 far above, like e^x far below, down to subnormals.
/// Errors: 2.41 ulp at most in 2.2 million inputs.
#[inline(always)]
pub fn logistic<V: Lanes>(x: V) -> V {
    or_nan(from_power(x, power_of_e(-x.abs())))
}

/// The logistic curve from e^-|x|.
#[inline(always)]
fn from_power<V: Lanes>(x: V, power: V) -> V {
    V::select(x.less(V::all(0.0)), power, V::all(1.0)) / (V::all(1.0) + power)
}

/// True of the arguments for which `exp_plain` and `logistic_plain` hold.
#[inline(always)]
pub fn is_plain_exponent<V: Lanes>(x: V) -> V::Mask {
    x.abs().at_most(V::all(700.0))
}

/// `exp`, the same bits with less work, for |x| up to 700.
#[inline(always)]
pub fn exp_plain<V: Lanes>(x: V) -> V {
    let (bits, u) = reduced(x);
    scaled_plain(bits, V::all(1.0), u)
}

/// `logistic`, the same bits with less work, for |x| up to 700.
#[inline(always)]
pub fn logistic_plain<V: Lanes>(x: V) -> V {
    from_power(x, exp_plain(-x.abs()))
}

/// `exp` but for the choice of NaN.
#[inline(always)]
fn power_of_e<V: Lanes>(x: V) -> V {
    // Written so that NaN passes: a comparison with NaN is false.
    let (least, most) = (V::all(-746.0), V::all(710.0));
    let low = V::select(x.less(least), least, x);
    let (bits, u) = reduced(V::select(most.less(low), most, low));
    scaled(bits, V::all(1.0), u)
}

/// n + 2046 in the low twelve bits, and e^r - 1.
#[inline(always)]
fn reduced<V: Lanes>(x: V) -> (V::Words, V) {
    let rounded = x.mul_add(V::all(LOG2_E), V::all(ROUNDING));
    let n = rounded - V::all(ROUNDING);
    // Exact for n other than zero: |x| is above 0.34, so both terms are multiples of 2^-54, and the difference is below 0.35.
    let r_high = n.mul_add(V::all(-LN_2), x);
    let r_low = n * V::all(-LN_2_LOW);
    let r = r_high + r_low;
    let bend = (r * r).mul_add(polynomial(r, &EXP), r_low);
    (rounded.to_bits(), r_high + bend)
}

/// (m + m_low) * 2^n, where m is near 1, the low twelve bits of `bits` are n + 2046, and |n| is below 1100. It is rounded once,
/// and once more when subnormal; above the range it is infinity, below it zero.
#[inline(always)]
pub(super) fn scaled<V: Lanes>(bits: V::Words, m: V, m_low: V) -> V {
    // Two factors, because 2^n alone leaves the range at both ends. The first product is always normal.
    let first = bits.right(1);
    let second = bits.minus(first);
    let power = V::from_bits(first.left(52));
    m_low.mul_add(power, m * power) * V::from_bits(second.left(52))
}

/// `scaled` for |n| up to 1010, where 2^n and the result are normal: powers of two change no other bit.
#[inline(always)]
pub(super) fn scaled_plain<V: Lanes>(bits: V::Words, m: V, m_low: V) -> V {
    let power = V::from_bits(bits.minus(Words::all(1023)).left(52));
    m_low.mul_add(power, m * power)
}
