//! What is computed: stocks, flows, auxiliaries, events, outcomes and criteria.
//!
//! Comes in: statements with equations. Goes out: resolved equations. Refuses: changes that are not in unit per time,
//! bounds the wrong way round, rates that are not in 1/time, outcomes that do not say which way is good.

use linchpin_core::builtin::Operator;
use linchpin_core::diagnostic::{Diagnostic, nearest};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Acceptable, Better, Criterion, Kind, VarId};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item, Symbol, words};
use super::expression::{Ground, Scope, constant};
use crate::ast::{self, Body, Sign};

impl Draft<'_> {
    /// The equation of a flow or auxiliary.
    pub(crate) fn plain_equation(&mut self, id: VarId, value: &ast::Expr) -> Expr {
        let (name, unit) = self.named(id);
        let mut scope = Scope::of(id, &name, Ground::Equation);
        self.equation(&mut scope, value, unit.as_ref(), &format!("`{name}`"))
    }

    /// A random occurrence.
    pub(crate) fn event(&mut self, id: VarId, rate: &ast::Expr) {
        let (name, unit) = self.named(id);
        let mut scope = Scope::of(id, &name, Ground::Equation);
        let span = rate.span;
        let rate = self.equation(&mut scope, rate, unit.as_ref(), &format!("the rate of `{name}`"));
        if constant(&rate).is_some_and(|rate| rate < 0.0) {
            let message = format!("the rate of `{name}` is below zero: nothing happens less often than never");
            self.report(Diagnostic::error("impossible-number", span, message).help("write a rate of zero or above"));
        }
        self.variables[id.idx()].kind = Kind::Event { rate };
    }

    /// Integrated state.
    pub(crate) fn stock(&mut self, id: VarId, item: &Item<'_>) {
        let Body::Stock { name: place, start, within, change, inflow, outflow, .. } = &item.statement.body else { return };
        let (name, unit) = self.named(id);
        let mut scope = Scope::of(id, &name, Ground::Equation);
        let start_expr = self.equation(&mut scope, start, unit.as_ref(), &format!("the start of `{name}`"));
        let rate_unit = unit.as_ref().map(|unit| self.per_time(unit));
        let change_expr = match change {
            Some(change) => {
                if let Some(flow) = inflow.iter().chain(outflow).next() {
                    let found = Diagnostic::error("bad-stock", flow.span, format!("`{name}` has both a change and flows"))
                        .related(change.span, "the change")
                        .help("give it one or the other");
                    self.report(found);
                }
                let before = self.out.len();
                let expr = self.equation(&mut scope, change, rate_unit.as_ref(), &format!("the change of `{name}`"));
                let declared = unit.as_ref().map_or_else(String::new, |unit| format!("`{name}` is declared in {}", unit.text));
                self.relate(before, "the change of", place.span, &declared);
                expr
            }
            None if inflow.is_empty() && outflow.is_empty() => {
                let found = Diagnostic::error("bad-stock", place.span, format!("nothing moves the stock `{name}`"))
                    .help("add `change RATE`, or `inflow FLOW` and `outflow FLOW`; what never moves is a `constant`");
                self.report(found);
                Expr::Number(f64::NAN)
            }
            None => self.net_flow(id, &name, rate_unit.as_ref(), inflow, outflow),
        };
        let bounds = match within {
            None => (None, None),
            Some((low, high)) => {
                let low_value =
                    low.as_ref().and_then(|low| self.number(low, unit.as_ref(), &format!("the lower bound of `{name}`")));
                let high_value =
                    high.as_ref().and_then(|high| self.number(high, unit.as_ref(), &format!("the upper bound of `{name}`")));
                if let (Some(a), Some(b), Some(low), Some(high)) = (low_value, high_value, low, high)
                    && a > b
                {
                    let found =
                        Diagnostic::error("bad-range", low.span.to(high.span), format!("the bounds of `{name}` run backwards"))
                            .help("write the lower bound first");
                    self.report(found);
                }
                (low_value, high_value)
            }
        };
        if let (Some(value), Some(unit)) = (super::expression::constant(&start_expr).filter(|value| value.is_finite()), &unit) {
            let slack = |bound: f64| 1e-9 * bound.abs().max(1.0);
            let below = bounds.0.is_some_and(|low| value < low - slack(low));
            let above = bounds.1.is_some_and(|high| value > high + slack(high));
            if (below || above) && bounds.0.unwrap_or(f64::NEG_INFINITY) <= bounds.1.unwrap_or(f64::INFINITY) {
                let side = if below { "below its lower" } else { "above its upper" };
                let bound = if below { bounds.0 } else { bounds.1 }.unwrap_or(0.0);
                let found = Diagnostic::error(
                    "out-of-range",
                    start.span,
                    format!("`{name}` starts {side} bound of {}", self.figure(bound, unit)),
                )
                .help("move the start or the bound: a run would stop at once");
                self.report(found);
            }
        }
        self.variables[id.idx()].kind = Kind::Stock { start: start_expr, change: change_expr, within: bounds };
    }

    fn net_flow(&mut self, id: VarId, name: &str, rate: Option<&Unit>, inflow: &[ast::Name], outflow: &[ast::Name]) -> Expr {
        let mut sum: Option<Expr> = None;
        for (flow, fills) in inflow.iter().map(|flow| (flow, true)).chain(outflow.iter().map(|flow| (flow, false))) {
            let Some(Symbol::Variable(flow_id)) = self.symbols.get(&flow.text).copied() else {
                match self.symbols.get(&flow.text) {
                    None => self.unknown_name(flow),
                    Some(_) => {
                        let found = Diagnostic::error("not-a-flow", flow.span, format!("`{}` is no flow", flow.text))
                            .help("name a `flow`");
                        self.report(found);
                    }
                }
                continue;
            };
            if !matches!(self.variables[flow_id.idx()].kind, Kind::Flow(_)) {
                let place = self.variables[flow_id.idx()].name_span;
                let found = Diagnostic::error("not-a-flow", flow.span, format!("`{}` is no flow", flow.text))
                    .related(place, "defined here")
                    .help(format!("define it as `flow {}`, or use it in a `change`", flow.text));
                self.report(found);
                continue;
            }
            self.links.entry((id, flow_id)).or_insert(flow.span);
            let given = &self.variables[flow_id.idx()].unit;
            if let Some(rate) = rate
                && !self.unitless.contains(&flow_id)
                && given.dimension != rate.dimension
            {
                let message = format!("`{}` moves `{name}`, so it must be in {}; it is in {}", flow.text, rate.text, given.text);
                let place = self.variables[flow_id.idx()].name_span;
                let found = Diagnostic::error("unit-mismatch", flow.span, message)
                    .related(place, "defined here")
                    .help(format!("declare `{}` in {}", flow.text, rate.text));
                self.report(found);
            }
            let read = Expr::Variable(flow_id);
            sum = Some(match (sum, fills) {
                (None, true) => read,
                (None, false) => Expr::operate(Operator::Negate, [read]),
                (Some(so_far), true) => Expr::operate(Operator::Add, [so_far, read]),
                (Some(so_far), false) => Expr::operate(Operator::Subtract, [so_far, read]),
            });
        }
        sum.unwrap_or(Expr::Number(f64::NAN))
    }

    /// A unit per time, in the unit of time that is shown.
    fn per_time(&self, unit: &Unit) -> Unit {
        let time = self.units.units.describe(&self.time_dimension());
        let text = if unit.dimension == self.time_dimension() && unit.scale == 1.0 {
            "1".into()
        } else {
            format!("{}/{time}", unit.text)
        };
        Unit { dimension: unit.dimension.over(&self.time_dimension()), scale: unit.scale, text }
    }

    /// What futures are judged by.
    pub(crate) fn outcome(&mut self, id: VarId, item: &Item<'_>) {
        let Body::Outcome { name: place, value, better, acceptable, .. } = &item.statement.body else { return };
        let (name, unit) = self.named(id);
        let mut scope = Scope::of(id, &name, Ground::Outcome);
        let value = self.equation(&mut scope, value, unit.as_ref(), &format!("`{name}`"));
        let better_word = better.as_ref().map(|word| (word.text.as_str(), word.span));
        let way = match better_word {
            Some(("higher", _)) => Some(Better::Higher),
            Some(("lower", _)) => Some(Better::Lower),
            Some(("neither", _)) => Some(Better::Neither),
            Some((other, span)) => {
                let help = match nearest(other, ["higher", "lower", "neither"]) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `better higher`, `better lower` or `better neither`".into(),
                };
                self.report(Diagnostic::error("no-better", span, format!("`{other}` does not say which way is good")).help(help));
                None
            }
            None => {
                let found =
                    Diagnostic::error("no-better", place.span, format!("the outcome `{name}` does not say which way is good"))
                        .help("add `better higher`, `better lower` or `better neither`");
                self.report(found);
                None
            }
        };
        let mut threshold = None;
        if let Some((sign, limit)) = acceptable {
            let limit_value = self.number(limit, unit.as_ref(), &format!("the threshold of `{name}`"));
            let (most, words) = match sign {
                Sign::LessEqual | Sign::Less => (true, "at most"),
                _ => (false, "at least"),
            };
            if matches!(sign, Sign::Less | Sign::Greater) {
                let wanted = if most { "<=" } else { ">=" };
                let found = Diagnostic::error("bad-threshold", limit.span, "a threshold is met by a value that equals it")
                    .help(format!("write `acceptable {wanted} ...`"));
                self.report(found);
            }
            let contradiction = match way {
                Some(Better::Higher) if most => Some("higher is better"),
                Some(Better::Lower) if !most => Some("lower is better"),
                Some(Better::Neither) => Some("neither way is better"),
                _ => None,
            };
            if let Some(says) = contradiction {
                let found = Diagnostic::error(
                    "bad-threshold",
                    limit.span,
                    format!("{says}, yet `{name}` is acceptable {words} a threshold"),
                )
                .help("turn the sign of the threshold, or change `better`");
                let found = match better_word {
                    Some((_, span)) => found.related(span, "which way is good"),
                    None => found,
                };
                self.report(found);
            }
            threshold = limit_value.map(|limit| if most { Acceptable::AtMost(limit) } else { Acceptable::AtLeast(limit) });
        }
        self.variables[id.idx()].kind = Kind::Outcome { value, better: way.unwrap_or(Better::Neither), acceptable: threshold };
    }

    /// Outcomes that must be acceptable together.
    pub(crate) fn criterion(&mut self, item: &Item<'_>, thresholds: &dyn Fn(VarId) -> bool) -> Option<Criterion> {
        let Body::Criterion { name, outcomes } = &item.statement.body else { return None };
        let mut ids: Vec<VarId> = Vec::new();
        for outcome in outcomes {
            let id = match self.symbols.get(&outcome.text).copied() {
                Some(Symbol::Variable(id)) if matches!(self.variables[id.idx()].kind, Kind::Outcome { .. }) => id,
                Some(_) => {
                    let found = Diagnostic::error(
                        "not-an-outcome",
                        outcome.span,
                        format!("`{}` is no outcome, and only outcomes are judged", outcome.text),
                    )
                    .help(format!("define an outcome that reads it: `outcome m_{0} : ... = {0}`", outcome.text));
                    self.report(found);
                    continue;
                }
                None => {
                    self.unknown_name(outcome);
                    continue;
                }
            };
            if ids.contains(&id) {
                let found = Diagnostic::error(
                    "defined-twice",
                    outcome.span,
                    format!("`{}` stands twice in `{}`", outcome.text, name.text),
                )
                .help("delete one of the two");
                self.report(found);
                continue;
            }
            if !thresholds(id) {
                let place = self.variables[id.idx()].name_span;
                let found = Diagnostic::error(
                    "no-threshold",
                    outcome.span,
                    format!("`{}` has no threshold, so nothing says when it is acceptable", outcome.text),
                )
                .related(place, "the outcome")
                .help("add `acceptable <= VALUE` or `acceptable >= VALUE` to the outcome, or leave it out here");
                self.report(found);
            }
            ids.push(id);
        }
        Some(Criterion { name: name.text.clone(), words: words(item.statement), outcomes: ids, span: item.statement.span })
    }
}
