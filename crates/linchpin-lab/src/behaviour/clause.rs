//! One clause of a check: does it hold, and what was measured?

use linchpin_core::diagnostic::SourceMap;
use linchpin_core::experiment::Fault;
use linchpin_core::expr::Expr;
use linchpin_core::model::{Across, Clause, Model, VarId};
use linchpin_core::unit::Unit;

use super::plan::{Group, Member, Recorded};
use crate::figure;
use crate::moment::Moment;
use crate::wire::{ClauseResult, Measured};

pub(super) fn judge(
    model: &Model,
    sources: &SourceMap,
    clause: &Clause,
    group: &Group,
    member: &Member,
    recorded: &Recorded<'_>,
    faults: &[&Fault],
) -> ClauseResult {
    let judge = Judge { model, clause, group, member, recorded, faults };
    let (passed, measured) = match clause.across {
        Across::Average => judge.on_average(),
        Across::All => judge.per_future(1.0),
        Across::Share(needed) => judge.per_future(needed),
    };
    ClauseResult { text: sources.text(clause.span).split_whitespace().collect::<Vec<_>>().join(" "), passed, measured }
}

struct Judge<'a> {
    model: &'a Model,
    clause: &'a Clause,
    group: &'a Group,
    member: &'a Member,
    recorded: &'a Recorded<'a>,
    faults: &'a [&'a Fault],
}

/// Where an expression is read.
#[derive(Clone, Copy)]
enum Place {
    Future(usize),
    Mean,
}

impl Judge<'_> {
    fn has_fault(&self, future: usize) -> bool {
        let number = self.group.experiment.futures.first + future as u64;
        self.faults.iter().any(|fault| fault.future == number)
    }

    /// The value of an expression at a step, in the check's run with its baseline beside it.
    fn value(&self, expr: &Expr, step: u32, place: Place) -> f64 {
        let time = self.group.axis.at(step);
        let read = |arm: usize, id: VarId, step: u32| match place {
            Place::Future(future) => self.recorded.value(arm, id, step, future),
            Place::Mean => self.mean(|future| self.recorded.value(arm, id, step, future)),
        };
        let spread = |arm: usize, expr: &Expr| self.deviation(|future| self.alone(expr, arm, step, future));
        let (when, against) = (self.member.when, self.member.against.unwrap_or(self.member.when));
        let (then_now, then_first) = (|id| read(against, id, step), |id| read(against, id, 0));
        let then_spread = |expr: &Expr| spread(against, expr);
        let (now, first) = (|id| read(when, id, step), |id| read(when, id, 0));
        let now_spread = |expr: &Expr| spread(when, expr);
        let axis = &self.group.axis;
        let base = Moment { model: self.model, axis, time, now: &then_now, first: &then_first, baseline: None, spread: Some(&then_spread) };
        let base = self.member.against.map(|_| &base);
        Moment { model: self.model, axis, time, now: &now, first: &first, baseline: base, spread: Some(&now_spread) }.of(expr)
    }

    /// An expression in one arm and one future, nothing beside it.
    fn alone(&self, expr: &Expr, arm: usize, step: u32, future: usize) -> f64 {
        let now = |id| self.recorded.value(arm, id, step, future);
        let first = |id| self.recorded.value(arm, id, 0, future);
        let axis = &self.group.axis;
        Moment { model: self.model, axis, time: axis.at(step), now: &now, first: &first, baseline: None, spread: None }.of(expr)
    }

    /// Futures without a fault.
    fn whole(&self) -> impl Iterator<Item = usize> {
        (0..self.recorded.futures).filter(|future| !self.has_fault(*future))
    }

    fn mean(&self, of: impl Fn(usize) -> f64) -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for future in self.whole() {
            sum += of(future);
            count += 1.0;
        }
        sum / count
    }

    fn deviation(&self, of: impl Fn(usize) -> f64) -> f64 {
        let values: Vec<f64> = self.whole().map(of).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        (values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (values.len() as f64 - 1.0)).sqrt()
    }

    fn on_average(&self) -> (bool, Measured) {
        let steps = self.group.steps(self.clause);
        let holds = |step| self.value(&self.clause.condition, step, Place::Mean) == 1.0;
        let failed = steps.clone().find(|&step| !holds(step));
        let measured = self.sides(failed.unwrap_or(*steps.end()), Place::Mean);
        (failed.is_none() && self.faults.is_empty(), measured)
    }

    fn per_future(&self, needed: f64) -> (bool, Measured) {
        let steps = self.group.steps(self.clause);
        let mut passes = 0;
        let mut first_failure = None;
        for future in 0..self.recorded.futures {
            let holds = |step| self.value(&self.clause.condition, step, Place::Future(future)) == 1.0;
            match steps.clone().find(|&step| self.has_fault(future) || !holds(step)) {
                None => passes += 1,
                Some(step) => {
                    first_failure.get_or_insert((future, step));
                }
            }
        }
        let share = passes as f64 / self.recorded.futures as f64;
        let (future, step) = first_failure.unwrap_or((0, *steps.end()));
        let mut measured = self.sides(step, Place::Future(future));
        measured.share = Some(share);
        measured.needed = Some(needed);
        measured.future = first_failure.map(|(future, _)| self.group.experiment.futures.first + future as u64);
        (share >= needed - 1e-12, measured)
    }

    /// Both sides of a comparison as measured.
    fn sides(&self, step: u32, place: Place) -> Measured {
        let mut measured = Measured {
            at: figure::date(&self.group.axis, self.group.axis.at(step)),
            left: None,
            right: None,
            unit: String::new(),
            shown: String::new(),
            share: None,
            needed: None,
            future: None,
        };
        if let Expr::Operate(operator, args) = &self.clause.condition
            && let [left, right] = &args[..]
            && operator.is_condition()
        {
            let unit = self.unit(left).or_else(|| self.unit(right)).unwrap_or_else(Unit::none);
            let in_unit = |expr: &Expr| figure::in_unit(self.value(expr, step, place), &unit);
            let (left, right) = (in_unit(left), in_unit(right));
            measured.shown = format!("{} {} {}{}", close(left, right), operator.sign(), close(right, left), figure::unit_suffix(&unit));
            measured.unit = unit.text.clone();
            measured.left = Some(left);
            measured.right = Some(right);
        }
        measured
    }

    /// The declared unit of a lone name.
    fn unit(&self, expr: &Expr) -> Option<Unit> {
        match expr {
            Expr::Variable(id) => Some(self.model.variable(*id).unit.clone()),
            Expr::Baseline(inner) | Expr::Initial(inner) => self.unit(inner),
            _ => None,
        }
    }
}

/// A number with as many digits as it takes to tell it from the other, four at least.
fn close(number: f64, other: f64) -> String {
    let text = figure::short(number);
    if number != other && text == figure::short(other) { figure::exact(number) } else { text }
}
