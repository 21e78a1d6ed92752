//! Numbers that stand in a place of their own: defaults, ends of ranges, bounds, points, thresholds, claims.
//!
//! Comes in: an expression that must be a number, and the unit of its place. Goes out: its value in base units. Refuses:
//! names (a number that depends on something is an equation), other units, what is no finite number.

use linchpin_core::diagnostic::Diagnostic;
use linchpin_core::model::VarId;
use linchpin_core::unit::Unit;

use super::draft::{Draft, Type};
use super::expression::{Ground, Scope, constant, lone};
use super::unit_table::in_base;
use crate::ast::{self, ExprKind};

impl Draft<'_> {
    /// A number in its place; `None` when it is at fault (reported) or its unit is.
    pub(crate) fn number(&mut self, e: &ast::Expr, unit: Option<&Unit>, what: &str) -> Option<f64> {
        if let Some(value) = lone(e) {
            return unit.map(|unit| in_base(value, unit.scale)).filter(|value| value.is_finite());
        }
        if let Some(name) = first_name(e) {
            let known = self.symbols.contains_key(&name.text) || linchpin_core::builtin::find(&name.text, 1).is_some();
            if !known && !self.units.knows(&name.text) {
                let mut found = Diagnostic::error(
                    "not-a-number",
                    name.span,
                    format!("{what} is a written number, and `{}` is none", name.text),
                );
                if let Some(near) = linchpin_core::diagnostic::nearest(&name.text, self.units.names()) {
                    found = found.help(format!("write a number; if a unit is meant, `{near}` is the nearest"));
                } else {
                    found = found.help("write a number, with or without its unit");
                }
                self.report(found);
            } else {
                let found = Diagnostic::error(
                    "not-a-number",
                    name.span,
                    format!("{what} is a written number, it cannot be computed from `{}`", name.text),
                )
                .help("write the number; what is computed belongs in an `aux`");
                self.report(found);
            }
            return None;
        }
        let mut scope = Scope::of(VarId(0), "", Ground::Equation);
        scope.owner = None;
        let typed = self.expression(&mut scope, e);
        let unit = unit?;
        match &typed.what {
            Type::Unknown => return None,
            Type::Condition => {
                let found = Diagnostic::error("not-a-number", e.span, format!("{what} is a number, this is a condition"))
                    .help("write a number");
                self.report(found);
                return None;
            }
            Type::Quantity(given) if *given != unit.dimension => {
                let declared = if unit.dimension.is_none() { "a pure number".to_owned() } else { format!("in {}", unit.text) };
                let found = Diagnostic::error(
                    "unit-mismatch",
                    e.span,
                    format!("{what} is {declared}, {} {}", self.quote(e.span), self.is(&typed.what)),
                )
                .help(if unit.dimension.is_none() {
                    "write the number without a unit".to_owned()
                } else if given.is_none() {
                    format!("write a number alone, which is in {}, or give it a unit", unit.text)
                } else {
                    format!("write it in {}, or a number alone", unit.text)
                });
                self.report(found);
                return None;
            }
            Type::Quantity(_) | Type::Zero => {}
        }
        let value = constant(&typed.expr).filter(|value| value.is_finite());
        if value.is_none() {
            let found = Diagnostic::error("not-a-number", e.span, format!("{what} is no finite number")).help("write a number");
            self.report(found);
        }
        value
    }

    /// A number of base units as the reader wrote it: in the declared unit.
    pub(crate) fn figure(&self, value: f64, unit: &Unit) -> String {
        if self.family == super::unit_table::TimeFamily::Calendar
            && unit.dimension == self.time_dimension()
            && value.abs() >= 1000.0
        {
            let months = (value * 12.0).round();
            if value == value.trunc() {
                return format!("{value}");
            }
            if (value * 12.0 - months).abs() < 1e-6 {
                return format!("{}-{:02}", (months / 12.0).floor(), months.rem_euclid(12.0) + 1.0);
            }
        }
        let number = short(value / unit.scale);
        if unit.text == "1" { number } else { format!("{number} {}", unit.text) }
    }
}

/// A number with the digits that matter to a reader.
pub(crate) fn short(value: f64) -> String {
    let rounded = format!("{value:.9e}").parse::<f64>().unwrap_or(value);
    format!("{rounded}")
}

/// The first name or function in an expression.
fn first_name(e: &ast::Expr) -> Option<&ast::Name> {
    match &e.kind {
        ExprKind::Number { .. } | ExprKind::Date { .. } => None,
        ExprKind::Name(name) | ExprKind::Call(name, _) => Some(name),
        ExprKind::Negate(x) | ExprKind::Not(x) | ExprKind::Group(x) => first_name(x),
        ExprKind::Chain(first, rest) => first_name(first).or_else(|| rest.iter().find_map(|joined| first_name(&joined.operand))),
        ExprKind::Power(base, exponent) => first_name(base).or_else(|| first_name(exponent)),
        ExprKind::If(a, b, c) => first_name(a).or_else(|| first_name(b)).or_else(|| first_name(c)),
    }
}
