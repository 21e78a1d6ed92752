//! `pow`: 2^(y log2 |x|), with the logarithm and the product in two words each, and the cases of IEEE 754.

use core::f64::consts::LN_2;

use super::exponential::{LN_2_LOW, ROUNDING, scaled, scaled_plain};
use super::logarithm::{log2_in_two_words, log2_of_normal};
use super::polynomial;
use crate::lanes::{Lanes, Words};

/// (2^r - 1 - r ln 2) / r^2 on |r| <= 0.5002: minimax, error of 2^r 2^-57.5.
const EXP2: [f64; 10] = [
    0.24022650695910133,
    0.05550410866482169,
    0.009618129107593479,
    0.001333355814638654,
    0.00015403530457964448,
    1.5252733862674699e-05,
    1.3215434849763719e-06,
    1.0178047949783483e-07,
    7.07385771898337e-09,
    4.457213288065132e-10,
];

/// `x` to the power `y`, with the special cases of `pow` in IEEE 754-2019, 9.2.1: `pow(x, 0)` and `pow(1, y)` are 1 even for
/// NaN; a negative `x` needs a whole `y`, an odd one keeps the sign; zeros and infinities as limits.
/// Errors: 1.29 ulp at most in 1.2 million inputs; a result that is a double is met exactly. Faults: NaN for negative finite `x`
/// with a `y` that is not whole.
#[inline(always)]
pub fn pow<V: Lanes>(x: V, y: V) -> V {
    let (zero, one) = (V::all(0.0), V::all(1.0));
    let base = x.abs();
    let finite = base.less(V::all(f64::INFINITY));
    let (log, log_low) = log2_in_two_words(base);
    let log = V::select(finite, log, base);
    let log = V::select(base.equal(zero), V::all(f64::NEG_INFINITY), log);
    let power = y * log;
    let power_low = y.mul_add(log_low, y.mul_add(log, -power));
    // Far outside, the low word may be NaN or huge; the limits leave room for what it may be otherwise, less than 1.
    let power_low = V::select(V::all(1100.0).less(power.abs()), zero, power_low);
    let (least, most) = (V::all(-1090.0), V::all(1030.0));
    let low = V::select(power.less(least), least, power);
    let (bits, high, high_low) = power_of_two(V::select(most.less(low), most, low), power_low);
    let size = scaled(bits, high, high_low);
    // Infinity times log2(1).
    let size = V::select(base.equal(one), one, size);

    let whole = y.floor().equal(y);
    let half = V::all(0.5) * y;
    let odd = whole & !half.floor().equal(half);
    let sign = x.to_bits() & Words::all(1 << 63);
    let signed = V::select(odd, V::from_bits(size.to_bits() | sign), size);
    let no_power = x.less(zero) & finite & !whole;
    let result = V::select(no_power | size.is_nan() | y.is_nan(), V::all(f64::NAN), signed);
    V::select(y.equal(zero) | x.equal(one), one, result)
}

/// True of the arguments for which `pow_plain` holds: no special case is near.
#[inline(always)]
pub fn is_plain_power<V: Lanes>(x: V, y: V) -> V::Mask {
    const LOWEST: f64 = 1.0 / (1_u64 << 60) as f64;
    const HIGHEST: f64 = (1_u64 << 60) as f64;
    V::all(LOWEST).at_most(x) & x.at_most(V::all(HIGHEST)) & y.abs().at_most(V::all(16.0))
}

/// `pow`, the same bits with less work, for `x` between 2^-60 and 2^60 and |y| up to 16.
#[inline(always)]
pub fn pow_plain<V: Lanes>(x: V, y: V) -> V {
    let (log, log_low) = log2_of_normal(x);
    let power = y * log;
    let power_low = y.mul_add(log_low, y.mul_add(log, -power));
    let (bits, one, low) = power_of_two(power, power_low);
    scaled_plain(bits, one, low)
}

/// 2 to the power `x + x_low`, for |x| up to 1090 and |x_low| below |x| / 1024. Everything up to the last addition is kept in two
/// words, so that x^1 is x. It comes as what `scaled` takes.
#[inline(always)]
fn power_of_two<V: Lanes>(x: V, x_low: V) -> (V::Words, V, V) {
    let sum = x + x_low;
    let sum_low = x_low - (sum - x);
    let rounded = sum + V::all(ROUNDING);
    let r = sum - (rounded - V::all(ROUNDING));
    // 2^r = 1 + r ln 2 + ..., of which `line` and `one` are the leading words.
    let line = r * V::all(LN_2);
    let line_low = sum_low.mul_add(V::all(LN_2), r.mul_add(V::all(LN_2), -line));
    let total = r + sum_low;
    let bend = total.mul_add(polynomial(total, &EXP2), V::all(LN_2_LOW));
    let one = V::all(1.0) + line;
    let one_low = (V::all(1.0) - one) + line;
    (rounded.to_bits(), one, one_low + total.mul_add(bend, line_low))
}
