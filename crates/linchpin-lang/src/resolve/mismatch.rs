//! Words for units that do not fit, and the mend where it is evident.

use linchpin_core::diagnostic::Diagnostic;
use linchpin_core::model::{Kind, Origin};
use linchpin_core::unit::{Dimension, Unit};

use super::draft::{Draft, Type};
use crate::ast;

impl Draft<'_> {
    /// An equation whose dimension is not the declared one.
    pub(crate) fn equation_mismatch(&self, whose: &str, unit: &Unit, given: &Dimension, e: &ast::Expr) -> Diagnostic {
        let declared = if unit.dimension.is_none() { "is a pure number".to_owned() } else { format!("is in {}", unit.text) };
        let message = format!("{whose} {declared}, its equation gives {}", self.units.say(given));
        Diagnostic::error("unit-mismatch", e.span, message).help(self.mend(&unit.dimension, given))
    }

    /// What turns a quantity of one dimension into another.
    pub(crate) fn mend(&self, wanted: &Dimension, given: &Dimension) -> String {
        let ratio = wanted.over(given);
        let time = self.time_dimension();
        let shown = self.units.say(&ratio);
        let declare = if given.is_none() { "or declare it as a pure number (`: 1`)".to_owned() } else { format!("or declare it in {}", self.units.say(given)) };
        if given.is_none() && !shown.starts_with("1/") {
            return format!("write the unit after the number, or multiply by a quantity in {shown}, such as `1 {shown}`, {declare}");
        }
        if ratio == Dimension::NONE.over(&time) {
            let example = self.quantity_in(&time).unwrap_or_else(|| format!("1 {}", self.units.say(&time)));
            return format!("divide by a time, such as `{example}`, {declare}");
        }
        if ratio == time {
            let example = self.quantity_in(&time).unwrap_or_else(|| format!("1 {}", self.units.say(&time)));
            return format!("multiply by a time, such as `{example}`, {declare}");
        }
        if let Some(factor) = self.quantity_in(&ratio) {
            return format!("multiply by a quantity in {shown}, such as `{factor}`, {declare}");
        }
        let inverse = Dimension::NONE.over(&ratio);
        if let Some(divisor) = self.quantity_in(&inverse) {
            return format!("divide by a quantity in {}, such as `{divisor}`, {declare}", self.units.say(&inverse));
        }
        if wanted.is_none() {
            return format!("divide by a quantity in {}, {declare}", self.units.say(&inverse));
        }
        format!("multiply by a quantity in {shown}, {declare}")
    }

    /// How two sides could be made alike.
    pub(crate) fn mend_pair(&self, a: &Type, b: &Type) -> String {
        match (a, b) {
            (Type::Quantity(a), Type::Quantity(b)) if a.is_none() || b.is_none() => {
                let unit = self.units.say(if a.is_none() { b } else { a });
                format!("give the pure number its unit, such as `1 {unit}`, or divide the other side by a quantity in {unit}")
            }
            (Type::Quantity(a), Type::Quantity(b)) => {
                let ratio = a.over(b);
                let inverse = b.over(a);
                if let Some(factor) = self.quantity_in(&ratio) {
                    format!("multiply the second by a quantity in {}, such as `{factor}`", self.units.say(&ratio))
                } else if let Some(factor) = self.quantity_in(&inverse) {
                    format!("multiply the first by a quantity in {}, such as `{factor}`", self.units.say(&inverse))
                } else {
                    format!("one of the two lacks a factor: their ratio is in {}", self.units.say(&ratio))
                }
            }
            _ => "a condition is no number: say what it is worth, `if ... then 1 else 0`".into(),
        }
    }

    /// A quantity of the text with this dimension: a constant before an uncertainty, before anything computed.
    fn quantity_in(&self, dimension: &Dimension) -> Option<String> {
        let rank = |kind: &Kind| match kind {
            Kind::Constant { .. } => Some(0),
            Kind::Uncertainty { .. } => Some(1),
            _ => None,
        };
        self.variables
            .iter()
            .filter(|v| v.origin == Origin::Written && !v.hidden && !dimension.is_none() && v.unit.dimension == *dimension)
            .filter_map(|v| rank(&v.kind).map(|rank| (rank, &v.name)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, name)| name.clone())
    }
}
