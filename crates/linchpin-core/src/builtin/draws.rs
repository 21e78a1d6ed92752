//! Numbers drawn anew each step, by quantile from one uniform draw of the stream that the place in the model names.

use super::{Body, Builtin, Place, UnitRule, param};
use crate::elementary as e;
use crate::lanes::Lanes;

const fn row(name: &'static str, params: &'static [super::Param], result: UnitRule, doc: &'static str, body: Body) -> Builtin {
    Builtin { name, params, variadic: false, result, doc, source: "standard", examples: &[], body, place: Place::Anywhere }
}

/// Quantile of the standard normal; the one draw in 2^53 that is exactly 0 counts as 2^-54.
#[inline(always)]
fn standard_normal<V: Lanes>(u: V) -> V {
    e::normal_quantile(V::select(u.less(V::all(5.6e-17)), V::all(5.551_115_123_125_783e-17), u))
}

static NORMAL: Builtin = row(
    "normal",
    &[param("mean", UnitRule::Any), param("sd", UnitRule::SameAs(0))],
    UnitRule::SameAs(0),
    "A normal number with this mean and standard deviation, new in each step.",
    Body::Draw(kernel!(|u, mean, sd| mean + sd * standard_normal(u))),
);

static UNIFORM: Builtin = row(
    "uniform",
    &[param("low", UnitRule::Any), param("high", UnitRule::SameAs(0))],
    UnitRule::SameAs(0),
    "A number between `low` and `high`, each as likely as any other, new in each step.",
    Body::Draw(kernel!(|u, low, high| low + (high - low) * u)),
);

static POISSON: Builtin = row(
    "poisson",
    &[param("mean", UnitRule::None)],
    UnitRule::None,
    "A count with this mean, new in each step. Above a mean of 500 the normal approximation is rounded.",
    Body::Draw(kernel!(|u, mean| V::each([u, mean], |[u, mean]| poisson(u, mean)))),
);

static LOGNORMAL: Builtin = row(
    "lognormal",
    &[param("median", UnitRule::Any), param("factor", UnitRule::None)],
    UnitRule::SameAs(0),
    "A number whose logarithm is normal, with this median and the factor of one standard deviation, new in each step.",
    Body::Draw(kernel!(|u, median, factor| median * e::exp(e::ln(factor) * standard_normal(u)))),
);

/// Least count whose cumulated chance exceeds `u`. Faults: NaN for a negative or NaN mean.
fn poisson(u: f64, mean: f64) -> f64 {
    if mean.is_nan() || mean < 0.0 {
        return f64::NAN;
    }
    if mean > 500.0 {
        return (mean + mean.sqrt() * standard_normal(u)).round().max(0.0);
    }
    let (mut count, mut chance) = (0.0, e::exp(-mean));
    let mut below = chance;
    while below <= u && count < 2000.0 {
        count += 1.0;
        chance *= mean / count;
        below += chance;
    }
    count
}

/// In the order of the book.
pub static ROWS: &[&Builtin] = &[&NORMAL, &UNIFORM, &POISSON, &LOGNORMAL];
