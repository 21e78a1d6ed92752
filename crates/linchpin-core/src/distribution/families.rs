//! The families, one row each: those that fill a range first, then those that a range cuts.

use super::special::{GREATEST_SHAPE, beta_quantile, gamma_quantile, gamma_share, normal_share};
use super::{Family, Param, Shape};
use crate::elementary::{exp, ln, normal_quantile, pow};
use crate::lanes::Lanes;

/// Straight up to the mode, straight down from it.
pub static TRIANGULAR: Family = Family {
    name: "triangular",
    params: &[],
    fills_range: true,
    doc: "Rises straight from the low end to the default and falls straight to the high end.",
    source: "standard",
    quantile: |shape, u| triangular_at(shape, u),
    quantiles: Some(triangular),
    share_below: None,
    improper: |_| None,
};

#[inline(always)]
fn triangular_at<V: Lanes>(shape: &Shape, u: V) -> V {
    let (low, high) = ends(shape);
    let (width, mode) = (high - low, shape.mode);
    if width == 0.0 {
        return V::all(low);
    }
    let split = (mode - low) / width;
    let rising = V::all(low) + (u * V::all(width) * V::all(mode - low)).sqrt();
    let falling = V::all(high) - ((V::all(1.0) - u) * V::all(width) * V::all(high - mode)).sqrt();
    V::select(u.less(V::all(split)), rising, falling)
}

vectorised! {
    fn triangular<V>(shape: &Shape, shares: &mut [f64]) {
        let mut tiles = shares.chunks_exact_mut(V::WIDTH);
        for shares in &mut tiles {
            triangular_at(shape, V::read(shares)).write(shares);
        }
        for share in tiles.into_remainder() {
            *share = triangular_at(shape, *share);
        }
    }
}

/// Every value of the range alike.
pub static UNIFORM: Family = Family {
    name: "uniform",
    params: &[],
    fills_range: true,
    doc: "Every value of the range is as likely as any other.",
    source: "standard",
    quantile: |shape, u| {
        let (low, high) = ends(shape);
        low + (high - low) * u
    },
    quantiles: None,
    share_below: None,
    improper: |_| None,
};

/// Beta over the range with the default as mode.
pub static PERT: Family = Family {
    name: "pert",
    params: &[],
    fills_range: true,
    doc: "A smooth hump over the range with the default as mode: a beta distribution whose mean is (low + 4 mode + high)/6.",
    source: "Malcolm, Roseboom, Clark & Fazar 1959",
    quantile: |shape, u| {
        let (low, high) = ends(shape);
        let width = high - low;
        if width == 0.0 {
            return low;
        }
        let (a, b) = (1.0 + 4.0 * (shape.mode - low) / width, 1.0 + 4.0 * (high - shape.mode) / width);
        low + width * beta_quantile(a, b, u)
    },
    quantiles: None,
    share_below: None,
    improper: |_| None,
};

/// Uniform in the logarithm.
pub static LOGUNIFORM: Family = Family {
    name: "loguniform",
    params: &[],
    fills_range: true,
    doc: "Every ratio of the range is as likely as any other: the logarithm is uniform.",
    source: "standard",
    quantile: |shape, u| {
        let (low, high) = ends(shape);
        exp(ln(low) + (ln(high) - ln(low)) * u)
    },
    quantiles: None,
    share_below: None,
    improper: |shape| (shape.low.is_some_and(|low| low <= 0.0)).then_some("its range must lie above zero"),
};

/// Beta over the range.
pub static BETA: Family = Family {
    name: "beta",
    params: &[Param { name: "a", in_unit: false }, Param { name: "b", in_unit: false }],
    fills_range: true,
    doc: "A beta distribution stretched over the range: its mean lies a/(a + b) of the way up, and the greater a + b, the narrower it is.",
    source: "standard",
    quantile: |shape, u| {
        let (low, high) = ends(shape);
        low + (high - low) * beta_quantile(shape.params[0], shape.params[1], u)
    },
    quantiles: None,
    share_below: None,
    improper: |shape| {
        let proper = |x: f64| x > 0.0 && x <= GREATEST_SHAPE;
        (!shape.params.iter().all(|&x| proper(x))).then_some("its a and b must be above zero, and at most a million")
    },
};

/// Normal, cut to the range where there is one.
pub static NORMAL: Family = Family {
    name: "normal",
    params: &[Param { name: "mean", in_unit: true }, Param { name: "sd", in_unit: true }],
    fills_range: false,
    doc: "The normal distribution with this mean and standard deviation; a range cuts it.",
    source: "standard",
    quantile: |shape, u| shape.params[0] + shape.params[1] * normal_quantile(u),
    quantiles: None,
    share_below: Some(|shape, x| normal_share((x - shape.params[0]) / shape.params[1])),
    improper: |shape| (shape.params[1].is_nan() || shape.params[1] <= 0.0).then_some("its standard deviation must be above zero"),
};

/// Lognormal by its median and the factor of one standard deviation.
pub static LOGNORMAL: Family = Family {
    name: "lognormal",
    params: &[Param { name: "median", in_unit: true }, Param { name: "factor", in_unit: false }],
    fills_range: false,
    doc: "The logarithm is normal: two thirds of the values lie between median/factor and median*factor; a range cuts it.",
    source: "standard",
    quantile: |shape, u| shape.params[0] * exp(ln(shape.params[1]) * normal_quantile(u)),
    quantiles: None,
    share_below: Some(|shape, x| if x <= 0.0 { 0.0 } else { normal_share(ln(x / shape.params[0]) / ln(shape.params[1])) }),
    improper: |shape| match shape.params[..] {
        [median, factor] if median > 0.0 && factor > 1.0 => None,
        _ => Some("its median must be above zero and its factor above one"),
    },
};

/// Gamma by shape and scale, cut to the range where there is one.
pub static GAMMA: Family = Family {
    name: "gamma",
    params: &[Param { name: "shape", in_unit: false }, Param { name: "scale", in_unit: true }],
    fills_range: false,
    doc: "The gamma distribution, above zero: its mean is shape*scale, its standard deviation the mean over the root of shape; a range cuts it.",
    source: "standard",
    quantile: |shape, u| shape.params[1] * gamma_quantile(shape.params[0], u),
    quantiles: None,
    share_below: Some(|shape, x| gamma_share(shape.params[0], x / shape.params[1])),
    improper: |shape| match shape.params[..] {
        [shape, scale] if shape > 0.0 && shape <= GREATEST_SHAPE && scale > 0.0 => None,
        _ => Some("its shape and scale must be above zero, and the shape at most a million"),
    },
};

/// Weibull by shape and scale, cut to the range where there is one.
pub static WEIBULL: Family = Family {
    name: "weibull",
    params: &[Param { name: "shape", in_unit: false }, Param { name: "scale", in_unit: true }],
    fills_range: false,
    doc: "The Weibull distribution, above zero, of lasting times: 63 % of the values lie below the scale, and a shape above 1 means that an end grows likelier with time; a range cuts it.",
    source: "Weibull 1951",
    quantile: |shape, u| shape.params[1] * pow(-ln(1.0 - u), 1.0 / shape.params[0]),
    quantiles: None,
    share_below: Some(|shape, x| if x <= 0.0 { 0.0 } else { 1.0 - exp(-pow(x / shape.params[1], shape.params[0])) }),
    improper: |shape| match shape.params[..] {
        [shape, scale] if shape > 0.0 && scale > 0.0 => None,
        _ => Some("its shape and scale must be above zero"),
    },
};

fn ends(shape: &Shape) -> (f64, f64) {
    (shape.low.unwrap_or(f64::NAN), shape.high.unwrap_or(f64::NAN))
}
