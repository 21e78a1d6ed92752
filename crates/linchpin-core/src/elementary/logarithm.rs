//! `ln`, `log10`, and the two-word logarithm that `pow` needs.
//!
//! x = 2^k m with m in [sqrt(1/2), sqrt(2)). With s = (m - c) / (m + c), ln(m / c) = 2 artanh(s) = 2s + 2/3 s^3 + ...

use core::f64::consts::LOG10_2;

use super::polynomial;
use crate::lanes::{Lanes, Words};

const TWO_52: f64 = 4503599627370496.0;
const TWO_54: f64 = 18014398509481984.0;
const ONE_BITS: u64 = 0x3FF0_0000_0000_0000;
const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
const MANTISSA_BITS: u64 = 0x000F_FFFF_FFFF_FFFF;

/// ln 2 cut after 42 bits, so that its product with a binary exponent is exact, and what was cut off.
const LN_2_HIGH: f64 = 0.6931471805598903;
const LN_2_LOW: f64 = 5.497923018708371e-14;

/// (2 artanh(s) - 2s) / s^3 as a polynomial in s^2, on |s| <= 0.17158: minimax, error of the logarithm 2^-58.9.
const LN: [f64; 7] = [
    0.6666666666666734,
    0.39999999999414304,
    0.2857142874247805,
    0.22222198563197176,
    0.18183564879563516,
    0.15314035555598027,
    0.14796107793018992,
];

/// 2 / ln 2, the first coefficient of log2, and what its double lacks.
const LOG2_FIRST: f64 = 2.8853900817779268;
const LOG2_FIRST_LOW: f64 = 4.0710547481862066e-17;

/// (2 artanh(s) - 2s) / (s^3 ln 2) as a polynomial in s^2, on |s| <= 0.03466: minimax, error of the logarithm 2^-65.5.
const LOG2: [f64; 5] = [0.9617966939259757, 0.5770780163554232, 0.4121985837324114, 0.3205978595469619, 0.2630958218996589];

/// Where a piece of [sqrt(1/2), sqrt(2)) ends towards 1, its centre c, and log2(c). Five pieces keep |s| small. The centres
/// were searched among doubles near 2^(i/5) so that log2(c) is a multiple of 2^-40 up to an error of 2^-69.
const LOWEST: (f64, f64, f64) = (0.8122523963562355, 0.7578582814389305, -0.40000000345753506);
const LOWER: (f64, f64, f64) = (0.9330329915368074, 0.8705505611443617, -0.20000000356594683);
const UPPER: (f64, f64, f64) = (1.0717734625362931, 1.1486983585083186, 0.2000000044099579);
const UPMOST: (f64, f64, f64) = (1.2311444133449163, 1.3195078614064322, 0.39999994602476363);

/// log10(2) minus its nearest double.
const LOG10_2_LOW: f64 = -2.8037281277851704e-18;

/// Natural logarithm; of either zero minus infinity.
/// Errors: 0.90 ulp at most in 2.4 million inputs. Faults: NaN below zero.
#[inline(always)]
pub fn ln<V: Lanes>(x: V) -> V {
    let (k, m) = split(x);
    let f = m - V::all(1.0);
    let s = f / (V::all(2.0) + f);
    let z = s * s;
    // 2s = f - s f, so ln(1 + f) = f - s (f - z P(z)), where the second term is about f^2 / 2 and its rounding small.
    let slope = (-z).mul_add(polynomial(z, &LN), f);
    let power = k * V::all(LN_2_HIGH);
    let high = power + f;
    let lost = f - (high - power);
    with_ends(x, high + (-s).mul_add(slope, k.mul_add(V::all(LN_2_LOW), lost)))
}

/// Logarithm to base ten, exact at the powers of ten that are doubles; of either zero minus infinity.
/// Errors: 0.51 ulp at most in 1.2 million inputs. Faults: NaN below zero.
#[inline(always)]
pub fn log10<V: Lanes>(x: V) -> V {
    let (log, log_low) = log2_in_two_words(x);
    let high = log * V::all(LOG10_2);
    let low = log_low.mul_add(V::all(LOG10_2), log.mul_add(V::all(LOG10_2_LOW), log.mul_add(V::all(LOG10_2), -high)));
    with_ends(x, high + low)
}

/// `inside` for positive finite `x`, and the values at zero, infinity, NaN and below zero.
#[inline(always)]
fn with_ends<V: Lanes>(x: V, inside: V) -> V {
    let above = V::select(x.less(V::all(f64::INFINITY)), inside, x);
    let below = V::select(x.equal(V::all(0.0)), V::all(f64::NEG_INFINITY), V::all(f64::NAN));
    V::select(V::all(0.0).less(x), above, below)
}

/// Logarithm to base two of a positive finite number, as a sum whose second word is up to 2^-11 of the first.
/// Errors: 2^-63 of the logarithm, also next to 1.
#[inline(always)]
pub(super) fn log2_in_two_words<V: Lanes>(x: V) -> (V, V) {
    let (k, m) = split(x);
    log2_of_parts(k, m)
}

/// `log2_in_two_words`, the same bits with less work, for a normal number.
#[inline(always)]
pub(super) fn log2_of_normal<V: Lanes>(x: V) -> (V, V) {
    let (k, m) = parts(x, V::all(TWO_52 + 1023.0));
    log2_of_parts(k, m)
}

#[inline(always)]
fn log2_of_parts<V: Lanes>(k: V, m: V) -> (V, V) {
    let (mut c, mut shift) = (V::all(1.0), V::all(0.0));
    for (end, centre, log) in [LOWER, LOWEST] {
        let here = m.less(V::all(end));
        (c, shift) = (V::select(here, V::all(centre), c), V::select(here, V::all(log), shift));
    }
    for (end, centre, log) in [UPPER, UPMOST] {
        let here = V::all(end).less(m);
        (c, shift) = (V::select(here, V::all(centre), c), V::select(here, V::all(log), shift));
    }
    // Exact: 40 bits after the point, eleven before.
    let shift = k + shift;

    // s + s_low = (m - c) / (m + c). The difference is exact; m is below 2c, so sum_low is what the sum lost.
    let f = m - c;
    let sum = c + m;
    let sum_low = m - (sum - c);
    let inverse = V::all(1.0) / sum;
    let s = f * inverse;
    let s_low = (-s).mul_add(sum_low, (-s).mul_add(sum, f)) * inverse;

    // log2(m / c) = s (FIRST + bend), of which only s FIRST needs two words: bend is below FIRST / 2400. The slope, by
    // which s_low counts, includes the bend's.
    let z = s * s;
    let bend = z * polynomial(z, &LOG2);
    let slope = bend.mul_add(V::all(3.0), V::all(LOG2_FIRST));
    let line = s * V::all(LOG2_FIRST);
    let line_low = s.mul_add(V::all(LOG2_FIRST_LOW), s_low.mul_add(slope, s.mul_add(V::all(LOG2_FIRST), -line)));

    let high = shift + line;
    let lost = line - (high - shift);
    (high, lost + s.mul_add(bend, line_low))
}

/// k and m with x = 2^k m and m in [sqrt(1/2), sqrt(2)), for a positive finite number; anything for others.
#[inline(always)]
fn split<V: Lanes>(x: V) -> (V, V) {
    let subnormal = x.less(V::all(f64::MIN_POSITIVE));
    let normal = x * V::select(subnormal, V::all(TWO_54), V::all(1.0));
    parts(normal, V::select(subnormal, V::all(TWO_52 + 1077.0), V::all(TWO_52 + 1023.0)))
}

#[inline(always)]
fn parts<V: Lanes>(normal: V, bias: V) -> (V, V) {
    // Moves the seam between two exponents from 1 to sqrt(1/2).
    let raised = normal.to_bits().plus(Words::all(ONE_BITS - SQRT_HALF_BITS));
    // An integer below 2^52 is put into the mantissa of 2^52: conversion without a conversion instruction.
    let k = V::from_bits(raised.right(52) | Words::all(TWO_52.to_bits())) - bias;
    let m = V::from_bits((raised & Words::all(MANTISSA_BITS)).plus(Words::all(SQRT_HALF_BITS)));
    (k, m)
}
