//! What is given: constants, uncertainties with what they are drawn from, levers with what they may be set to, tables.
//!
//! Comes in: statements with numbers. Goes out: values in base units. Refuses: defaults outside their range, ranges that
//! run backwards, improper distributions, points that do not rise.

use linchpin_core::diagnostic::{Diagnostic, nearest};
use linchpin_core::distribution::{self, Distribution, FAMILIES, Family, Shape};
use linchpin_core::model::{ActorId, Kind, Range, TableId, VarId};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item};
use super::names::Names;
use crate::ast::{self, Body, RangeText};

impl Draft<'_> {
    /// A number nobody doubts.
    pub(crate) fn constant_value(&mut self, id: VarId, value: &ast::Expr) {
        let (name, unit) = self.named(id);
        let value = self.number(value, unit.as_ref(), &format!("the value of `{name}`"));
        self.variables[id.idx()].kind = Kind::Constant { value: value.unwrap_or(f64::NAN) };
    }

    /// A number nobody sets.
    pub(crate) fn uncertainty(&mut self, id: VarId, item: &Item<'_>) {
        let Body::Uncertainty { value, range, among, family, held, .. } = &item.statement.body else { return };
        let (name, unit) = self.named(id);
        let unit = unit.as_ref();
        let default = self.number(value, unit, &format!("the default of `{name}`"));
        let distribution = match range {
            // A share is drawn with the others of its division, and gets its distribution there.
            _ if self.divided.contains(&name) => {
                let other = family.as_ref().map(|(family, _)| family).or(among.first().map(|(claim, _)| claim));
                self.share_stands_alone(&name, range.as_ref(), other);
                None
            }
            Some(RangeText::Set(values)) => {
                if let Some((family, _)) = family {
                    let found = Diagnostic::error(
                        "improper-distribution",
                        family.span,
                        format!("`{name}` is drawn from a set, so it has no family"),
                    )
                    .help("delete `~ ...`; give the values weights instead: `in {1: 0.2, 2: 0.8}`");
                    self.report(found);
                }
                self.set(&name, unit, values).map(Distribution::Set)
            }
            Some(RangeText::Between(low, high)) => match self.ends(&name, unit, low, high) {
                Some((low, high)) => self.continuous(&name, unit, item, default, Some((low, high))),
                None => None,
            },
            // What claims say is read with the evidence.
            None if !among.is_empty() => None,
            None => self.continuous(&name, unit, item, default, None),
        };
        if let (Some(default), Some(distribution), Some(unit)) = (default, &distribution, unit) {
            let range = match distribution {
                Distribution::Set(values) => Range::OneOf(values.iter().map(|(value, _)| *value).collect()),
                Distribution::Continuous(..) => {
                    let (low, high) = distribution.range();
                    Range::Between(low, high)
                }
            };
            self.default_in_range(&name, default, &range, value, unit);
        }
        // A stand-in keeps references whole; with a fault among the diagnostics no model leaves.
        let stand_in = || Distribution::Set(vec![(default.unwrap_or(f64::NAN), 1.0)]);
        let distribution = distribution.unwrap_or_else(stand_in);
        self.variables[id.idx()].kind =
            Kind::Uncertainty { default: default.unwrap_or(f64::NAN), distribution, held: held.is_some() };
    }

    /// A choice.
    pub(crate) fn lever(&mut self, id: VarId, item: &Item<'_>, names: &Names) {
        let Body::Lever { name: place, value, range, actors, .. } = &item.statement.body else { return };
        let (name, unit) = self.named(id);
        let unit = unit.as_ref();
        let default = self.number(value, unit, &format!("the default of `{name}`"));
        let range = match range {
            None => {
                let found =
                    Diagnostic::error("no-range", place.span, format!("the lever `{name}` does not say what it may be set to"))
                        .help("add a range, `in LOW .. HIGH`, or a set, `in {1, 2}`");
                self.report(found);
                None
            }
            Some(RangeText::Between(low, high)) => self.ends(&name, unit, low, high).map(|(low, high)| Range::Between(low, high)),
            Some(RangeText::Set(values)) => {
                if let Some(weight) = values.iter().find_map(|(_, weight)| weight.as_ref()) {
                    let found = Diagnostic::error(
                        "improper-distribution",
                        weight.span,
                        format!("`{name}` is chosen, not drawn: its values have no weights"),
                    )
                    .help("delete the weights, or make it an `uncertainty`");
                    self.report(found);
                }
                self.set(&name, unit, values).map(|values| Range::OneOf(values.into_iter().map(|(value, _)| value).collect()))
            }
        };
        if let (Some(default), Some(range), Some(unit)) = (default, &range, unit) {
            self.default_in_range(&name, default, range, value, unit);
        }
        let actors = actors.iter().filter_map(|actor| names.actors.find(actor, self)).map(ActorId).collect();
        let default = default.unwrap_or(f64::NAN);
        self.variables[id.idx()].kind = Kind::Lever { default, range: range.unwrap_or(Range::OneOf(vec![default])), actors };
    }

    /// The points of a table.
    pub(crate) fn table(&mut self, id: TableId, item: &Item<'_>) {
        let Body::Table { name, points, extrapolate, .. } = &item.statement.body else { return };
        let known = !self.unitless_tables.contains(&id);
        let (x_unit, y_unit) = (self.tables[id.idx()].x_unit.clone(), self.tables[id.idx()].y_unit.clone());
        if points.is_empty() {
            let found = Diagnostic::error("bad-table", name.span, format!("the table `{}` has no points", name.text))
                .help("add points below, one a line: `2026 -> 0.027`");
            self.report(found);
        }
        let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        let mut last: Option<(f64, linchpin_core::diagnostic::Span)> = None;
        for (x, y) in points {
            let at = self.number(x, Some(&x_unit).filter(|_| known), &format!("a point of `{}`", name.text));
            let value = self.number(y, Some(&y_unit).filter(|_| known), &format!("a value of `{}`", name.text));
            let (Some(at), Some(value)) = (at, value) else { continue };
            if let Some((before, span)) = last
                && at <= before
            {
                let (at, before) = (self.figure(at, &x_unit), self.figure(before, &x_unit));
                let (message, help) = if at == before {
                    (format!("`{}` has two points at {at}", name.text), "delete one of the two, or move it")
                } else {
                    let message = format!("the points of `{}` do not rise here: {at} stands after {before}", name.text);
                    (message, "sort the points; each must lie beyond the one before")
                };
                let found = Diagnostic::error("bad-table", x.span, message).related(span, "the point before").help(help);
                self.report(found);
                continue;
            }
            last = Some((at, x.span));
            xs.push(at);
            ys.push(value);
        }
        let table = &mut self.tables[id.idx()];
        (table.xs, table.ys, table.extrapolate) = (xs, ys, extrapolate.is_some());
    }

    /// Name and unit of a variable; no unit when its unit is at fault.
    pub(crate) fn named(&self, id: VarId) -> (String, Option<Unit>) {
        let variable = &self.variables[id.idx()];
        (variable.name.clone(), (!self.unitless.contains(&id)).then(|| variable.unit.clone()))
    }

    fn ends(&mut self, name: &str, unit: Option<&Unit>, low: &ast::Expr, high: &ast::Expr) -> Option<(f64, f64)> {
        let a = self.number(low, unit, &format!("the low end of the range of `{name}`"));
        let b = self.number(high, unit, &format!("the high end of the range of `{name}`"));
        let (a, b) = (a?, b?);
        if a >= b {
            let (message, help) = if a > b {
                (format!("the range of `{name}` runs backwards"), "write the lower end first")
            } else {
                (format!("the range of `{name}` has no width"), "widen it, or make this a `constant`")
            };
            self.report(Diagnostic::error("bad-range", low.span.to(high.span), message).help(help));
            return None;
        }
        Some((a, b))
    }

    fn set(&mut self, name: &str, unit: Option<&Unit>, values: &[(ast::Expr, Option<ast::Expr>)]) -> Option<Vec<(f64, f64)>> {
        let mut known: Vec<(f64, f64)> = Vec::new();
        let mut whole = true;
        for (value, weight) in values {
            let at = self.number(value, unit, &format!("a value of `{name}`"));
            let weight_value = match weight {
                Some(weight) => self.number(weight, Some(&Unit::none()), &format!("a weight of `{name}`")),
                None => Some(1.0),
            };
            let (Some(at), Some(weight_value)) = (at, weight_value) else {
                whole = false;
                continue;
            };
            if weight_value < 0.0 {
                let span = weight.as_ref().map_or(value.span, |weight| weight.span);
                let found = Diagnostic::error("improper-distribution", span, format!("a weight of `{name}` is below zero"))
                    .help("weights are shares of futures: zero or more");
                self.report(found);
                whole = false;
            }
            if known.iter().any(|(other, _)| *other == at) {
                let found = Diagnostic::error("bad-range", value.span, format!("this value stands twice in the set of `{name}`"))
                    .help("delete one of the two, and add their weights");
                self.report(found);
                whole = false;
                continue;
            }
            known.push((at, weight_value));
        }
        if whole && known.iter().map(|(_, weight)| weight).sum::<f64>() <= 0.0 {
            let span = values.first().map_or_else(Default::default, |(value, _)| value.span);
            let found = Diagnostic::error("improper-distribution", span, format!("the weights of `{name}` sum to zero"))
                .help("give at least one value a weight above zero");
            self.report(found);
            whole = false;
        }
        whole.then_some(known)
    }

    fn continuous(
        &mut self,
        name: &str,
        unit: Option<&Unit>,
        item: &Item<'_>,
        default: Option<f64>,
        range: Option<(f64, f64)>,
    ) -> Option<Distribution> {
        let Body::Uncertainty { name: place, family, .. } = &item.statement.body else { return None };
        let (row, args, span): (&'static Family, &[ast::Expr], _) = match family {
            None => (FAMILIES[0], &[], place.span),
            Some((wanted, args)) => match distribution::find(&wanted.text) {
                Some(row) => (row, args, wanted.span),
                None => {
                    let known: Vec<&str> = FAMILIES.iter().map(|row| row.name).collect();
                    let help = match nearest(&wanted.text, known.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("choose one of: {}", known.join(", ")),
                    };
                    self.report(
                        Diagnostic::error("unknown-family", wanted.span, format!("there is no distribution `{}`", wanted.text))
                            .help(help),
                    );
                    return None;
                }
            },
        };
        if args.len() != row.params.len() {
            let wanted: Vec<&str> = row.params.iter().map(|param| param.name).collect();
            let (message, help) = if wanted.is_empty() {
                (
                    format!("`{}` takes nothing in parentheses, it fills the range", row.name),
                    format!("write `in LOW .. HIGH ~ {}`", row.name),
                )
            } else {
                (
                    format!("`{}` takes {} numbers, here are {}", row.name, wanted.len(), args.len()),
                    format!("write `~ {}({})`", row.name, wanted.join(", ")),
                )
            };
            self.report(Diagnostic::error("improper-distribution", span, message).help(help));
            return None;
        }
        let mut params = Vec::new();
        let pure = Unit::none();
        for (param, arg) in row.params.iter().zip(args) {
            let wanted = if param.in_unit { unit } else { Some(&pure) };
            params.push(self.number(arg, wanted, &format!("the {} of `{name}`", param.name)));
        }
        if row.fills_range && range.is_none() {
            let found = Diagnostic::error("no-range", span, format!("`{name}` does not say from what range it is drawn"))
                .help(format!("add `in LOW .. HIGH` for `{}`, or name a distribution such as `~ normal(mean, sd)`", row.name));
            self.report(found);
            return None;
        }
        let params: Vec<f64> = params.into_iter().collect::<Option<_>>()?;
        let shape = Shape { low: range.map(|r| r.0), high: range.map(|r| r.1), mode: default?, params };
        if let Some(wrong) = (row.improper)(&shape) {
            let found = Diagnostic::error(
                "improper-distribution",
                span,
                format!("`{name}` cannot be drawn from `{}`: {wrong}", row.name),
            )
            .help("change the numbers, or choose another distribution");
            self.report(found);
            return None;
        }
        let distribution = Distribution::Continuous(row, shape);
        /// With less of the distribution within the range, quantiles there have lost their digits.
        const LEAST_LEFT: f64 = 1e-9;
        let can_be_drawn = distribution.share_left() >= LEAST_LEFT && distribution.quantile(0.5).is_finite();
        let default_inside =
            range.is_none_or(|(low, high)| default.is_some_and(|default| Range::Between(low, high).contains(default)));
        if default_inside && !can_be_drawn {
            let found = Diagnostic::error(
                "improper-distribution",
                span,
                format!("`{name}` cannot be drawn: its range lies where `{}` has no weight", row.name),
            )
            .help("move the range nearer to the middle of the distribution");
            self.report(found);
            return None;
        }
        Some(distribution)
    }

    fn default_in_range(&mut self, name: &str, default: f64, range: &Range, value: &ast::Expr, unit: &Unit) {
        if range.contains(default) {
            return;
        }
        let found = Diagnostic::error("out-of-range", value.span, format!("the default of `{name}` lies outside its range"))
            .help(format!("{} is allowed; move the default or widen the range", self.range_words(range, unit)));
        self.report(found);
    }

    /// A range as a reader says it.
    pub(crate) fn range_words(&self, range: &Range, unit: &Unit) -> String {
        match range {
            Range::Between(low, high) if low.is_infinite() && high.is_infinite() => "any value".into(),
            Range::Between(low, high) => {
                let (low, high) = (self.figure(*low, unit), self.figure(*high, unit));
                // The unit once is enough.
                let low = low.strip_suffix(&format!(" {}", unit.text)).unwrap_or(&low);
                format!("{low} .. {high}")
            }
            Range::OneOf(values) => {
                let values: Vec<String> = values.iter().map(|value| self.figure(*value, unit)).collect();
                format!("one of {}", values.join(", "))
            }
        }
    }
}
