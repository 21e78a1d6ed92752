//! Distributions of uncertainties, each by its quantile function, so that every design serves every distribution.
//!
//! Comes in: a uniform number in [0, 1). Goes out: the value below which that share of futures lies. Refuses: improper
//! shapes, in words for the modeller.

mod families;
mod special;
#[cfg(test)]
mod tests;

pub use families::{BETA, GAMMA, LOGNORMAL, LOGUNIFORM, NORMAL, PERT, TRIANGULAR, UNIFORM, WEIBULL};
pub use special::normal_share;
pub(crate) use special::{GREATEST_SHAPE, ln_gamma_quantile};

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
    /// `quantile` of many shares, each in place, for families that are drawn often.
    pub quantiles: Option<fn(shape: &Shape, shares: &mut [f64])>,
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

    /// [`Self::quantile`] of each, in place.
    pub fn quantiles(&self, shares: &mut [f64]) {
        match self {
            Distribution::Continuous(Family { quantiles: Some(quantiles), .. }, shape) => {
                quantiles(shape, shares);
                let (low, high) = self.range();
                shares.iter_mut().for_each(|value| *value = value.max(low).min(high));
            }
            _ => shares.iter_mut().for_each(|share| *share = self.quantile(*share)),
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

    /// Share of the uncut family that its range leaves; one where nothing cuts.
    pub fn share_left(&self) -> f64 {
        match self {
            Distribution::Continuous(Family { share_below: Some(share), .. }, shape) => {
                shape.high.map_or(1.0, |x| share(shape, x)) - shape.low.map_or(0.0, |x| share(shape, x))
            }
            _ => 1.0,
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
pub const FAMILIES: &[&Family] = &[&TRIANGULAR, &UNIFORM, &PERT, &LOGUNIFORM, &BETA, &NORMAL, &LOGNORMAL, &GAMMA, &WEIBULL];

/// The family of this name.
pub fn find(name: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.name == name).copied()
}
