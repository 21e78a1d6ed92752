//! Unit algebra: dimensions are checked, scales are converted.

use std::fmt::Write as _;

/// A base unit of a model, such as a year or a trillion won: the index of its name in [`Units::bases`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BaseUnit(pub u16);

/// A product of base units with whole exponents. Empty means dimensionless.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension {
    powers: Vec<(BaseUnit, i32)>,
}

impl Dimension {
    /// Dimensionless.
    pub const NONE: Dimension = Dimension { powers: Vec::new() };

    /// The dimension of one base unit.
    pub fn base(unit: BaseUnit) -> Self {
        Dimension { powers: vec![(unit, 1)] }
    }

    /// True for a pure number.
    pub fn is_none(&self) -> bool {
        self.powers.is_empty()
    }

    /// Base units with their exponents, none of them zero, in order of base unit.
    pub fn powers(&self) -> &[(BaseUnit, i32)] {
        &self.powers
    }

    /// The dimension of a product.
    pub fn times(&self, other: &Dimension) -> Dimension {
        self.combine(other, 1)
    }

    /// The dimension of a quotient.
    pub fn over(&self, other: &Dimension) -> Dimension {
        self.combine(other, -1)
    }

    /// The dimension raised to a whole power.
    pub fn power(&self, exponent: i32) -> Dimension {
        if exponent == 0 {
            return Dimension::NONE;
        }
        Dimension { powers: self.powers.iter().map(|&(unit, power)| (unit, power.saturating_mul(exponent))).collect() }
    }

    /// The dimension of an n-th root, where every exponent divides.
    pub fn root(&self, n: i32) -> Option<Dimension> {
        let whole = self.powers.iter().all(|&(_, power)| power % n == 0);
        whole.then(|| Dimension { powers: self.powers.iter().map(|&(unit, power)| (unit, power / n)).collect() })
    }

    fn combine(&self, other: &Dimension, sign: i32) -> Dimension {
        let mut powers = self.powers.clone();
        for &(unit, power) in &other.powers {
            match powers.binary_search_by_key(&unit, |p| p.0) {
                Ok(at) => powers[at].1 = powers[at].1.saturating_add(sign * power),
                Err(at) => powers.insert(at, (unit, sign * power)),
            }
        }
        powers.retain(|p| p.1 != 0);
        Dimension { powers }
    }
}

/// A unit as declared for a quantity: values are held in base units, shown divided by `scale`.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Base units in one of this unit.
    pub scale: f64,
    /// As written, such as `KRW_trn/year`; `1` for a pure number.
    pub text: String,
}

impl Unit {
    /// The unit of a pure number.
    pub fn none() -> Self {
        Unit { dimension: Dimension::NONE, scale: 1.0, text: "1".into() }
    }
}

/// The units of one model, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    /// Names of the base units, indexed by [`BaseUnit`].
    pub bases: Vec<String>,
    /// Units that the text derives from others, by name in [`Unit::text`].
    pub derived: Vec<Unit>,
    /// The base unit in which the model counts time.
    pub time: Option<BaseUnit>,
}

impl Units {
    /// A dimension in words, such as `KRW_trn/year`; `1` for a pure number.
    pub fn describe(&self, dimension: &Dimension) -> String {
        let name = |unit: BaseUnit| self.bases.get(unit.0 as usize).map_or("?", String::as_str);
        let mut out = String::new();
        for &(unit, power) in dimension.powers().iter().filter(|p| p.1 > 0) {
            if !out.is_empty() {
                out.push('*');
            }
            out.push_str(name(unit));
            if power > 1 {
                let _ = write!(out, "^{power}");
            }
        }
        if out.is_empty() {
            out.push('1');
        }
        for &(unit, power) in dimension.powers().iter().filter(|p| p.1 < 0) {
            let _ = write!(out, "/{}", name(unit));
            if power < -1 {
                let _ = write!(out, "^{}", -power);
            }
        }
        out
    }

    /// The dimension of time.
    pub fn time(&self) -> Dimension {
        self.time.map_or(Dimension::NONE, Dimension::base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_quotients_and_roots() {
        let (won, year) = (Dimension::base(BaseUnit(0)), Dimension::base(BaseUnit(1)));
        let units = Units { bases: vec!["KRW_trn".into(), "year".into()], derived: Vec::new(), time: Some(BaseUnit(1)) };
        let rate = won.over(&year);
        assert_eq!(units.describe(&rate), "KRW_trn/year");
        assert_eq!(rate.times(&year), won);
        assert_eq!(units.describe(&Dimension::NONE.over(&year.power(2))), "1/year^2");
        assert_eq!(year.power(2).root(2), Some(year.clone()));
        assert_eq!(year.root(2), None);
        assert!(year.power(0).is_none());
    }
}
