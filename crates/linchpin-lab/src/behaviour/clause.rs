//! One clause of a check: does it hold, and what was measured?

use linchpin_core::experiment::Fault;
use linchpin_core::expr::Expr;
use linchpin_core::model::{Across, Clause, VarId};
use linchpin_core::unit::Unit;

use super::{Compared, Judged};
use crate::figure;
use crate::moment::Moment;
use crate::wire::{ClauseResult, Measured};

pub(super) fn judge(judged: Judged<'_>, clause: &Clause, against: Option<Compared<'_>>, faults: &[&Fault]) -> ClauseResult {
    let judge = Judge { judged, clause, against, faults };
    let (passed, measured) = match clause.across {
        Across::Average => judge.on_average(),
        Across::All => judge.per_future(1.0),
        Across::Share(needed) => judge.per_future(needed),
    };
    let text = judged.sources.text(clause.span).split_whitespace().collect::<Vec<_>>().join(" ");
    ClauseResult { text, passed, measured }
}

/// The value of an expression by future, in the check's run and in the comparison run; NaN in both where either faulted.
pub(super) fn by_future(judged: Judged<'_>, clause: &Clause, expr: &Expr, against: Compared<'_>) -> [Vec<f64>; 2] {
    let mut faults = judged.recorded.faults(judged.member.when);
    faults.extend(against.recorded.faults(against.arm));
    let judge = Judge { judged, clause, against: None, faults: &faults };
    let step = *judged.group.steps(clause).end();
    let own = judge.own(step);
    let other = At { run: against, step: against.group.axis.step_at(judged.group.axis.at(step)) };
    let mut faulted = vec![false; judged.recorded.futures];
    for fault in &faults {
        if let Some(mark) = faulted.get_mut((fault.future - judged.group.experiment.futures.first) as usize) {
            *mark = true;
        }
    }
    [own, other].map(|at| {
        let value = |future: usize| if faulted[future] { f64::NAN } else { judge.in_run(expr, at, Place::Future(future), None) };
        (0..faulted.len()).map(value).collect()
    })
}

struct Judge<'a> {
    judged: Judged<'a>,
    clause: &'a Clause,
    against: Option<Compared<'a>>,
    faults: &'a [&'a Fault],
}

/// One run at one step.
#[derive(Clone, Copy)]
struct At<'a> {
    run: Compared<'a>,
    step: u32,
}

/// Where an expression is read.
#[derive(Clone, Copy)]
enum Place {
    Future(usize),
    Mean,
}

impl Judge<'_> {
    fn has_fault(&self, future: usize) -> bool {
        let number = self.judged.group.experiment.futures.first + future as u64;
        self.faults.iter().any(|fault| fault.future == number)
    }

    fn own(&self, step: u32) -> At<'_> {
        let Judged { group, recorded, member, .. } = self.judged;
        At { run: Compared { group, recorded, arm: member.when }, step }
    }

    /// The value of an expression at a step, in the check's run with its baseline beside it.
    fn value(&self, expr: &Expr, step: u32, place: Place) -> f64 {
        let own = self.own(step);
        let other = self.against.map(|run| At { run, step: run.group.axis.step_at(own.run.group.axis.at(step)) });
        match other {
            None => self.in_run(expr, own, place, None),
            Some(other) => self.with_moment(other, place, None, &mut |moment| self.in_run(expr, own, place, Some(moment))),
        }
    }

    fn in_run(&self, expr: &Expr, at: At<'_>, place: Place, baseline: Option<&Moment<'_>>) -> f64 {
        self.with_moment(at, place, baseline, &mut |moment| moment.of(expr))
    }

    /// Gives the moment of a run to `read`.
    fn with_moment(
        &self,
        at: At<'_>,
        place: Place,
        baseline: Option<&Moment<'_>>,
        read: &mut dyn FnMut(&Moment<'_>) -> f64,
    ) -> f64 {
        let axis = &at.run.group.axis;
        let value = |id: VarId, step: u32| match place {
            Place::Future(future) => at.run.recorded.value(at.run.arm, id, step, future),
            Place::Mean => self.mean(|future| at.run.recorded.value(at.run.arm, id, step, future)),
        };
        let (now, first) = (|id| value(id, at.step), |id| value(id, 0));
        let spread = |expr: &Expr| self.deviation(|future| self.in_run(expr, at, Place::Future(future), None));
        let model = self.judged.model;
        read(&Moment { model, axis, time: axis.at(at.step), now: &now, first: &first, baseline, spread: Some(&spread) })
    }

    /// Futures without a fault.
    fn whole(&self) -> impl Iterator<Item = usize> {
        (0..self.judged.recorded.futures).filter(|future| !self.has_fault(*future))
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
        let steps = self.judged.group.steps(self.clause);
        let holds = |step| self.value(&self.clause.condition, step, Place::Mean) == 1.0;
        let failed = steps.clone().find(|&step| !holds(step));
        let measured = self.sides(failed.unwrap_or(*steps.end()), Place::Mean);
        (failed.is_none() && self.faults.is_empty(), measured)
    }

    fn per_future(&self, needed: f64) -> (bool, Measured) {
        let steps = self.judged.group.steps(self.clause);
        let mut passes = 0;
        let mut first_failure = None;
        for future in 0..self.judged.recorded.futures {
            let holds = |step| self.value(&self.clause.condition, step, Place::Future(future)) == 1.0;
            match steps.clone().find(|&step| self.has_fault(future) || !holds(step)) {
                None => passes += 1,
                Some(step) => {
                    first_failure.get_or_insert((future, step));
                }
            }
        }
        let share = passes as f64 / self.judged.recorded.futures as f64;
        let (future, step) = first_failure.unwrap_or((0, *steps.end()));
        let mut measured = self.sides(step, Place::Future(future));
        measured.share = Some(share);
        measured.needed = Some(needed);
        measured.future = first_failure.map(|(future, _)| self.judged.group.experiment.futures.first + future as u64);
        (share >= needed - 1e-12, measured)
    }

    /// Both sides of a comparison as measured.
    fn sides(&self, step: u32, place: Place) -> Measured {
        let mut measured = Measured {
            at: figure::date(&self.judged.group.axis, self.judged.group.axis.at(step)),
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
            measured.shown =
                format!("{} {} {}{}", close(left, right), operator.sign(), close(right, left), figure::unit_suffix(&unit));
            measured.unit = unit.text.clone();
            measured.left = Some(left);
            measured.right = Some(right);
        }
        measured
    }

    /// The declared unit of a lone name.
    fn unit(&self, expr: &Expr) -> Option<Unit> {
        match expr {
            Expr::Variable(id) => Some(self.judged.model.variable(*id).unit.clone()),
            Expr::Baseline(inner) | Expr::Initial(inner) => self.unit(inner),
            _ => None,
        }
    }
}

/// A number with as many digits as it takes to tell it from the other, four at least.
fn close(number: f64, other: f64) -> String {
    let forms = [figure::short, figure::exact];
    let told = forms.into_iter().find(|form| number == other || form(number) != form(other));
    told.map_or_else(|| number.to_string(), |form| form(number))
}
