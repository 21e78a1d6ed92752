//! Distributions of uncertainties, each by its quantile function, so that every design serves every distribution.
//!
//! Comes in: a uniform number in [0, 1). Goes out: the value below which that share of futures lies.

use crate::elementary::{exp, ln, normal_quantile, pow};

/// What is known of the shape of one uncertainty, in base units.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Least value, where the range says so.
    pub low: Option<f64>,
    /// Greatest value, where the range says so.
    pub high: Option<f64>,
    /// The default, which is the mode of families that have one.
    pub mode: f64,
    /// The family's own parameters, in the order of [`Family::params`].
    pub params: Vec<f64>,
}

/// A family of distributions as a row.
#[derive(Debug)]
pub struct Family {
    /// Keyword in the language.
    pub name: &'static str,
    /// Names of its own parameters; empty for families that fill the range.
    pub params: &'static [Param],
    /// True when it fills the range and so needs one; false when a range only cuts it.
    pub fills_range: bool,
    /// One sentence.
    pub doc: &'static str,
    /// Where it is published, or `standard`.
    pub source: &'static str,
    /// Value below which a share `u` lies, before cutting. Faults: NaN where the shape is improper.
    pub quantile: fn(shape: &Shape, u: f64) -> f64,
    /// Share below a value, for cutting; `None` for families that fill the range.
    pub share_below: Option<fn(shape: &Shape, x: f64) -> f64>,
    /// What is wrong with a shape, in words; `None` when it is proper.
    pub improper: fn(shape: &Shape) -> Option<&'static str>,
}

/// A parameter of a family: its name and whether it has the variable's unit (else it is a pure number).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// Name in the book.
    pub name: &'static str,
    /// True when it is in the unit of the variable.
    pub in_unit: bool,
}

/// What an uncertainty is drawn from.
#[derive(Clone, Debug)]
pub enum Distribution {
    /// A family with its shape.
    Continuous(&'static Family, Shape),
    /// One of these values with these weights, which need not sum to one.
    Set(Vec<(f64, f64)>),
}

impl PartialEq for Distribution {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Distribution::Continuous(a, x), Distribution::Continuous(b, y)) => a.name == b.name && x == y,
            (Distribution::Set(a), Distribution::Set(b)) => a == b,
            _ => false,
        }
    }
}

impl Distribution {
    /// The value below which a share `u` of futures lies. `u` in [0, 1).
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Distribution::Set(values) => {
                let total: f64 = values.iter().map(|(_, weight)| weight).sum();
                let mut left = u * total;
                for (value, weight) in values {
                    left -= weight;
                    if left < 0.0 {
                        return *value;
                    }
                }
                values.last().map_or(f64::NAN, |(value, _)| *value)
            }
            Distribution::Continuous(family, shape) => {
                let u = match family.share_below {
                    None => u,
                    Some(share) => {
                        let low = shape.low.map_or(0.0, |x| share(shape, x));
                        let high = shape.high.map_or(1.0, |x| share(shape, x));
                        low + (high - low) * u
                    }
                };
                let value = (family.quantile)(shape, u);
                value.max(shape.low.unwrap_or(f64::NEG_INFINITY)).min(shape.high.unwrap_or(f64::INFINITY))
            }
        }
    }

    /// Least and greatest value, infinite where nothing bounds it.
    pub fn range(&self) -> (f64, f64) {
        match self {
            Distribution::Continuous(_, shape) => (shape.low.unwrap_or(f64::NEG_INFINITY), shape.high.unwrap_or(f64::INFINITY)),
            Distribution::Set(values) => values
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (value, _)| (low.min(*value), high.max(*value))),
        }
    }

    /// Keyword of the family, or `set`.
    pub fn name(&self) -> &'static str {
        match self {
            Distribution::Continuous(family, _) => family.name,
            Distribution::Set(_) => "set",
        }
    }
}

/// All families; the first is the default.
pub const FAMILIES: &[&Family] = &[&TRIANGULAR, &UNIFORM, &PERT, &LOGUNIFORM, &NORMAL, &LOGNORMAL];

/// The family of this name.
pub fn find(name: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.name == name).copied()
}

fn ends(shape: &Shape) -> (f64, f64) {
    (shape.low.unwrap_or(f64::NAN), shape.high.unwrap_or(f64::NAN))
}

/// Straight up to the mode, straight down from it.
pub static TRIANGULAR: Family = Family {
    name: "triangular",
    params: &[],
    fills_range: true,
    doc: "Rises straight from the low end to the default and falls straight to the high end.",
    source: "standard",
    quantile: |shape, u| {
        let (low, high) = ends(shape);
        let (width, mode) = (high - low, shape.mode);
        if width == 0.0 {
            return low;
        }
        let split = (mode - low) / width;
        if u < split { low + (u * width * (mode - low)).sqrt() } else { high - ((1.0 - u) * width * (high - mode)).sqrt() }
    },
    share_below: None,
    improper: |_| None,
};

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
    share_below: None,
    improper: |shape| (shape.low.is_some_and(|low| low <= 0.0)).then_some("its range must lie above zero"),
};

/// Normal, cut to the range where there is one.
pub static NORMAL: Family = Family {
    name: "normal",
    params: &[Param { name: "mean", in_unit: true }, Param { name: "sd", in_unit: true }],
    fills_range: false,
    doc: "The normal distribution with this mean and standard deviation; a range cuts it.",
    source: "standard",
    quantile: |shape, u| shape.params[0] + shape.params[1] * normal_quantile(u),
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
    share_below: Some(|shape, x| if x <= 0.0 { 0.0 } else { normal_share(ln(x / shape.params[0]) / ln(shape.params[1])) }),
    improper: |shape| match shape.params[..] {
        [median, factor] if median > 0.0 && factor > 1.0 => None,
        _ => Some("its median must be above zero and its factor above one"),
    },
};

/// Share of a standard normal below z, by the series near zero and the continued fraction in the tails.
/// Error below 1e-14 absolute. Source: Abramowitz & Stegun 1964, 26.2.10 and 26.2.14.
fn normal_share(z: f64) -> f64 {
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

/// Value below which a share `u` of a beta(a, b) lies, a and b at least 1: bisection steps kept inside the bracket,
/// quickened by Newton's. Error below 1e-14.
fn beta_quantile(a: f64, b: f64, u: f64) -> f64 {
    if u <= 0.0 {
        return 0.0;
    }
    let scale = exp(ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b));
    let (mut low, mut high, mut x) = (0.0_f64, 1.0_f64, a / (a + b));
    for _ in 0..200 {
        let miss = beta_share(a, b, x) - u;
        if miss > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = scale * pow(x, a - 1.0) * pow(1.0 - x, b - 1.0);
        let step = x - miss / density;
        let next = if step > low && step < high { step } else { 0.5 * (low + high) };
        if (next - x).abs() <= 1e-16 * x.abs().max(1e-300) || high - low <= 1e-16 {
            return next;
        }
        x = next;
    }
    x
}

/// Regularised incomplete beta function by its continued fraction. Source: DLMF 8.17.22.
fn beta_share(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_share(b, a, 1.0 - x);
    }
    let front = exp(ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * ln(x) + b * ln(1.0 - x)) / a;
    let fraction = (1..=120).rev().fold(1.0, |below, n| {
        let m = f64::from(n / 2);
        let coefficient = if n % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        1.0 + coefficient / below
    });
    front / fraction
}

/// Logarithm of the gamma function for x > 0: Stirling's series after the argument is raised above 15.
/// Source: DLMF 5.11.1.
fn ln_gamma(x: f64) -> f64 {
    let (mut product, mut x) = (1.0, x);
    while x < 15.0 {
        product *= x;
        x += 1.0;
    }
    let w = 1.0 / (x * x);
    let series = (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w * (1.0 / 1188.0))))) / x;
    (x - 0.5) * ln(x) - x + 0.5 * ln(2.0 * std::f64::consts::PI) + series - ln(product)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(low: f64, mode: f64, high: f64) -> Shape {
        Shape { low: Some(low), high: Some(high), mode, params: Vec::new() }
    }

    #[test]
    fn ends_and_middles() {
        let half = |family, s: Shape| Distribution::Continuous(family, s).quantile(0.5);
        assert_eq!(half(&UNIFORM, shape(2.0, 3.0, 6.0)), 4.0);
        assert_eq!(half(&TRIANGULAR, shape(0.0, 1.0, 2.0)), 1.0);
        assert!((half(&PERT, shape(0.0, 1.0, 2.0)) - 1.0).abs() < 1e-14);
        assert!((half(&LOGUNIFORM, shape(1.0, 2.0, 100.0)) - 10.0).abs() < 1e-13);
        for family in [&TRIANGULAR, &UNIFORM, &PERT, &LOGUNIFORM] {
            let d = Distribution::Continuous(family, shape(1.0, 2.0, 9.0));
            let values: Vec<f64> = (0..=1000).map(|k| d.quantile(f64::from(k) / 1000.0)).collect();
            assert!((values[0] - 1.0).abs() < 1e-12 && (values[1000] - 9.0).abs() < 1e-9, "{}", family.name);
            assert!(values.windows(2).all(|w| w[0] < w[1]), "{}", family.name);
        }
    }

    #[test]
    fn pert_against_a_beta_with_a_closed_form() {
        // Mode at the low end: beta(1, 5), whose quantile is 1 - (1-u)^(1/5).
        let d = Distribution::Continuous(&PERT, shape(0.0, 0.0, 1.0));
        for k in 1..100 {
            let u = f64::from(k) / 100.0;
            assert!((d.quantile(u) - (1.0 - pow(1.0 - u, 0.2))).abs() < 1e-13, "{u}");
        }
    }

    #[test]
    fn a_range_cuts_a_normal() {
        let cut = Shape { low: Some(-1.0), high: Some(2.0), mode: 0.0, params: vec![0.0, 1.0] };
        let d = Distribution::Continuous(&NORMAL, cut);
        assert_eq!(d.quantile(0.0), -1.0);
        assert!(d.quantile(1.0 - 1e-16) <= 2.0);
        // Shares below -1 and 2 are 0.158655253931457 and 0.977249868051821; half way lies 0.1726...
        let middle = 0.5 * (0.158_655_253_931_457_05 + 0.977_249_868_051_820_8);
        assert!((normal_share(d.quantile(0.5)) - middle).abs() < 1e-13);
        assert!((normal_share(-5.0) - 2.866_515_718_791_939e-7).abs() < 1e-20);
    }

    #[test]
    fn sets_follow_their_weights() {
        let d = Distribution::Set(vec![(1.0, 0.2), (2.0, 0.8)]);
        assert_eq!((d.quantile(0.0), d.quantile(0.199), d.quantile(0.2), d.quantile(0.999)), (1.0, 1.0, 2.0, 2.0));
    }
}
