//! `sin`, `cos`, `tan` and `arctan`; angles are in radians.
//!
//! x = n pi/2 + r with n whole and |r| <= pi/4 (a little more for huge x); sine and cosine of r are polynomials, and n says
//! which of them is wanted and with which sign.

use core::f64::consts::{FRAC_2_PI, FRAC_PI_2};

use super::{or_nan, polynomial};
use crate::lanes::{Lanes, Words};

/// 1.5 * 2^52: adding it rounds to a whole number and leaves that in the low bits.
const ROUNDING: f64 = 6755399441055744.0;

/// 2^47. Beyond, n is no longer sure; doubles are 1/32 apart there, so an angle says little anyway.
const LARGEST: f64 = 140737488355328.0;

/// 2^-27, below which sine and tangent differ from `x` by less than a quarter of an ulp.
const TINY: f64 = 1.0 / 134217728.0;

const SIGN: u64 = 1 << 63;

/// pi/2 minus its nearest double, as two doubles.
const FRAC_PI_2_MID: f64 = 6.123233995736766e-17;
const FRAC_PI_2_LOW: f64 = -1.4973849048591698e-33;

/// (sin(r) - r) / r^3 as a polynomial in r^2, on |r| <= 0.79: minimax, error of the sine 2^-56.2.
const SIN: [f64; 6] = [
    -0.16666666666666627,
    0.00833333333332144,
    -0.00019841269829028624,
    2.7557313421000915e-06,
    -2.5050715551920057e-08,
    1.5894318102785987e-10,
];

/// (cos(r) - 1 + r^2/2) / r^4 as a polynomial in r^2, on |r| <= 0.79: minimax, error of the cosine 2^-61.5.
const COS: [f64; 6] = [
    0.04166666666666659,
    -0.001388888888887209,
    2.4801587288234545e-05,
    -2.755731399733415e-07,
    2.0875675639749407e-09,
    -1.1357208814643003e-11,
];

/// (arctan(t) - t) / t^3 as a polynomial in t^2, on |t| <= 1: minimax, error of the angle 2^-55.1.
const ARCTAN: [f64; 20] = [
    -0.3333333333333307,
    0.19999999999951462,
    -0.14285714282575138,
    0.11111111007026689,
    -0.09090907002996286,
    0.07692279839307578,
    -0.06666404057432249,
    0.05880527812609273,
    -0.05253518540393661,
    0.04722322166020851,
    -0.04219178806888027,
    0.036641907650186344,
    -0.029903853049731643,
    0.02198484645895723,
    -0.013900553525553442,
    0.007196498559277947,
    -0.0028849161132110004,
    0.0008313210416913609,
    -0.00015216069639493277,
    1.3225059252217695e-05,
];

/// Sine of an angle; sin(-0) is -0.
/// Errors: 0.83 ulp at most in 2.2 million inputs. Faults: NaN beyond 2^47 (1.4e14) either way.
#[inline(always)]
pub fn sin<V: Lanes>(x: V) -> V {
    let (n, sine, cosine) = reduced(x);
    let size = V::select(even::<V>(n), sine, cosine);
    let result = V::from_bits(size.to_bits() ^ (n.left(62) & Words::all(SIGN)));
    with_ends(x, tiny_or(x, result))
}

/// Cosine of an angle.
/// Errors: 0.79 ulp at most in 1.2 million inputs. Faults: NaN beyond 2^47 (1.4e14) either way.
#[inline(always)]
pub fn cos<V: Lanes>(x: V) -> V {
    let (n, sine, cosine) = reduced(x);
    let size = V::select(even::<V>(n), cosine, sine);
    let result = V::from_bits(size.to_bits() ^ (n.plus(Words::all(1)).left(62) & Words::all(SIGN)));
    with_ends(x, result)
}

/// Tangent of an angle; tan(-0) is -0. It is finite everywhere: no double is an odd multiple of pi/2.
/// Errors: 2.18 ulp at most in 2.2 million inputs. Faults: NaN beyond 2^47 (1.4e14) either way.
#[inline(always)]
pub fn tan<V: Lanes>(x: V) -> V {
    let (n, sine, cosine) = reduced(x);
    let even = even::<V>(n);
    let (top, bottom) = (V::select(even, sine, cosine), V::select(even, cosine, sine));
    let result = V::from_bits((top / bottom).to_bits() ^ n.left(63));
    with_ends(x, tiny_or(x, result))
}

/// Angle from -pi/2 to pi/2 whose tangent is `x`; infinities have one, arctan(-0) is -0.
/// Errors: 1.51 ulp at most in 2.2 million inputs.
#[inline(always)]
pub fn arctan<V: Lanes>(x: V) -> V {
    let (zero, size) = (V::all(0.0), x.abs());
    let steep = V::all(1.0).less(size);
    // arctan(x) = pi/2 + arctan(-1/x) for x > 1.
    let t = V::select(steep, V::all(-1.0) / size, size);
    let base = V::select(steep, V::all(FRAC_PI_2), zero);
    let base_low = V::select(steep, V::all(FRAC_PI_2_MID), zero);
    let z = t * t;
    let bend = (t * z).mul_add(polynomial(z, &ARCTAN), base_low);
    let high = base + t;
    let lost = t - (high - base);
    or_nan((high + (lost + bend)).copysign(x))
}

#[inline(always)]
fn even<V: Lanes>(n: V::Words) -> V::Mask {
    V::no_bits(n & Words::all(1))
}

#[inline(always)]
fn tiny_or<V: Lanes>(x: V, result: V) -> V {
    V::select(x.abs().less(V::all(TINY)), x, result)
}

#[inline(always)]
fn with_ends<V: Lanes>(x: V, result: V) -> V {
    V::select(x.abs().at_most(V::all(LARGEST)), result, V::all(f64::NAN))
}

/// n, of which the two lowest bits count, and sine and cosine of r.
#[inline(always)]
fn reduced<V: Lanes>(x: V) -> (V::Words, V, V) {
    let one = V::all(1.0);
    let rounded = x.mul_add(V::all(FRAC_2_PI), V::all(ROUNDING));
    let n = rounded - V::all(ROUNDING);
    // Exact for n other than zero: both terms are multiples of 2^-53, and the difference is below 1.
    let near = n.mul_add(V::all(-FRAC_PI_2), x);
    let mid = n * V::all(FRAC_PI_2_MID);
    let mid_low = n.mul_add(V::all(FRAC_PI_2_MID), -mid);
    // r + r_low: near is a multiple of the last bit of mid, or mid is zero, so what the difference loses is found exactly.
    let r = near - mid;
    let r_low = n.mul_add(V::all(-FRAC_PI_2_LOW), ((near - r) - mid) - mid_low);

    let z = r * r;
    // first + first_low = 1 - r^2/2, exactly.
    let half = V::all(0.5) * r;
    let first = (-half).mul_add(r, one);
    let first_low = (-half).mul_add(r, one - first);
    let sine = r + r_low.mul_add(first, r * z * polynomial(z, &SIN));
    let cosine = first + (z * z).mul_add(polynomial(z, &COS), (-r).mul_add(r_low, first_low));
    (rounded.to_bits(), sine, cosine)
}
