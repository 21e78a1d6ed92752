//! The sign of a link, measured: how an equation answers when one of the values that it reads is moved.

use std::cell::RefCell;
use std::collections::HashMap;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Kind, Model, Range, Setting, VarId};
use linchpin_core::order::Settings;

use super::Runner;
use super::cycles::{Graph, driving};
use crate::moment::Moment;

/// Futures whose luck moves the model through different states.
const FUTURES: u64 = 8;
/// Times at which every link is measured.
const TIMES: u32 = 7;

/// Parameters that cut a link, with the value that does.
type Cuts = Vec<(VarId, f64)>;

/// Values of all variables at some moments of the default run, and the signs measured there.
pub(super) struct Signs<'a> {
    model: &'a Model,
    graph: &'a Graph,
    settings: &'a Settings,
    /// Moments: time, values now, values at the first step.
    moments: Vec<(f64, Vec<f64>, Vec<f64>)>,
    /// Least and greatest value of each variable over the moments, or that its bounds allow.
    ranges: Vec<(f64, f64)>,
    known: RefCell<HashMap<(VarId, VarId), char>>,
    known_cuts: RefCell<HashMap<(VarId, VarId), Cuts>>,
}

impl<'a> Signs<'a> {
    /// Runs the model with every uncertainty at its default, under these settings and a few kinds of luck.
    pub(super) fn measure(model: &'a Model, graph: &'a Graph, settings: &'a Settings, run: Runner<'_>) -> Result<Self, Refusal> {
        let mut fixed: Vec<(VarId, Setting)> = Vec::new();
        for id in model.uncertainties() {
            if let Kind::Uncertainty { default, .. } = model.variable(id).kind {
                fixed.push((id, Setting::Constant(default)));
            }
        }
        fixed.extend(settings.iter().cloned());
        let mut at_steps: Vec<u32> = (0..TIMES).map(|i| model.time.steps * i / (TIMES - 1)).collect();
        at_steps.dedup();
        let series = model.ids(|kind| !matches!(kind, Kind::Outcome { .. }));
        let arm = Arm { name: "default".into(), policy: None, world: None, settings: fixed };
        let ask = Ask { outcomes: Vec::new(), series: series.clone(), at_steps: at_steps.clone(), events: true, dt: None };
        let futures = Futures { seed: 42, first: 0, count: FUTURES };
        let chunk = run(model, &Experiment { futures, arms: vec![arm], ask })?;
        let mut moments = Vec::new();
        for future in 0..FUTURES as usize {
            let values = |point: usize| {
                let mut row = vec![f64::NAN; model.variables.len()];
                for (at, id) in series.iter().enumerate() {
                    let cell = chunk.series.first().and_then(|arm| arm.get(at)?.get(point)?.get(future));
                    row[id.idx()] = cell.copied().unwrap_or(f64::NAN);
                }
                row
            };
            let first = values(0);
            for (point, step) in at_steps.iter().enumerate() {
                moments.push((model.time.at(*step), values(point), first.clone()));
            }
        }
        let ranges = (0..model.variables.len())
            .map(|at| {
                let known = moments.iter().map(|(_, now, _)| now[at]).filter(|x| x.is_finite());
                let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
                // A state that never moved in these runs is moved across what it may be.
                match model.variables[at].kind {
                    Kind::Stock { within: (Some(least), Some(most)), .. } => (low.min(least), high.max(most)),
                    _ => (low, high),
                }
            })
            .collect();
        let known = RefCell::default();
        Ok(Signs { model, graph, settings, moments, ranges, known, known_cuts: RefCell::default() })
    }

    /// `+`, `-`, or `?` where the link goes both ways or moves nothing at any of the moments.
    pub(super) fn of(&self, from: VarId, to: VarId) -> char {
        if let Some(&sign) = self.known.borrow().get(&(from, to)) {
            return sign;
        }
        // First a small move; where that changes nothing (a threshold), a move across all that was seen.
        let sign = [false, true]
            .into_iter()
            .map(|wide| {
                let answers = self.answers(from, to, None, wide);
                match (answers.iter().any(|a| *a > 0.0), answers.iter().any(|a| *a < 0.0)) {
                    (true, false) => Some('+'),
                    (false, true) => Some('-'),
                    (true, true) => Some('?'),
                    (false, false) => None,
                }
            })
            .find_map(|sign| sign)
            .unwrap_or('?');
        self.known.borrow_mut().insert((from, to), sign);
        sign
    }

    /// Levers and uncertainties of the link's own equation that switch the link off at an end of their range.
    pub(super) fn cuts(&self, from: VarId, to: VarId) -> Cuts {
        if let Some(cuts) = self.known_cuts.borrow().get(&(from, to)) {
            return cuts.clone();
        }
        let moves = |cut| self.answers(from, to, cut, false).iter().any(|a| *a != 0.0);
        let mut cuts = Vec::new();
        if moves(None) {
            for &parameter in self.graph.reads(to).iter().filter(|id| **id != from) {
                let ends = self.ends(parameter);
                cuts.extend(ends.into_iter().find(|&value| !moves(Some((parameter, value)))).map(|value| (parameter, value)));
            }
        }
        self.known_cuts.borrow_mut().insert((from, to), cuts.clone());
        cuts
    }

    fn ends(&self, parameter: VarId) -> Vec<f64> {
        if self.settings.iter().any(|(set, _)| *set == parameter) {
            return Vec::new();
        }
        let ends = match &self.model.variable(parameter).kind {
            Kind::Uncertainty { distribution, .. } => vec![distribution.range().0, distribution.range().1],
            Kind::Lever { range: Range::Between(low, high), .. } => vec![*low, *high],
            Kind::Lever { range: Range::OneOf(values), .. } => values.clone(),
            _ => Vec::new(),
        };
        ends.into_iter().filter(|x| x.is_finite()).collect()
    }

    /// How the driven equation changes, moment by moment, when `from` goes up; 0 where it does not.
    fn answers(&self, from: VarId, to: VarId, with: Option<(VarId, f64)>, wide: bool) -> Vec<f64> {
        let (low, high) = self.ranges[from.idx()];
        let exprs = driving(self.model, self.settings, to);
        let mut answers = Vec::new();
        for moment in &self.moments {
            let now = moment.1[from.idx()];
            let reach = now.abs().max(high - low).max(1e-6);
            let (below, above) = if wide { (low, high) } else { (now - 1e-4 * reach, now + 1e-4 * reach) };
            // Nothing to move across, or nothing known of it.
            if below.partial_cmp(&above) != Some(std::cmp::Ordering::Less) {
                continue;
            }
            for expr in &exprs {
                let at = |value| self.value(expr, moment, from, value, with);
                let (down, up) = (at(below), at(above));
                let noise = 1e-11 * down.abs().max(up.abs());
                let answer = up - down;
                answers.push(if answer.abs() > noise { answer } else { 0.0 });
            }
        }
        answers
    }

    /// An expression with one or two values replaced, the equations inside games computed anew.
    fn value(
        &self,
        expr: &linchpin_core::expr::Expr,
        (time, now, first): &(f64, Vec<f64>, Vec<f64>),
        from: VarId,
        value: f64,
        with: Option<(VarId, f64)>,
    ) -> f64 {
        let inner = Inner { signs: self, time: *time, now, first, from, value, with, done: RefCell::default() };
        inner.of(expr)
    }
}

struct Inner<'a> {
    signs: &'a Signs<'a>,
    time: f64,
    now: &'a [f64],
    first: &'a [f64],
    from: VarId,
    value: f64,
    with: Option<(VarId, f64)>,
    done: RefCell<HashMap<VarId, f64>>,
}

impl Inner<'_> {
    fn of(&self, expr: &linchpin_core::expr::Expr) -> f64 {
        let (model, now, first) = (self.signs.model, |id| self.read(id), |id: VarId| self.first[id.idx()]);
        let axis = &model.time;
        Moment { model, axis, time: self.time, now: &now, first: &first, baseline: None, spread: None }.of(expr)
    }

    fn read(&self, id: VarId) -> f64 {
        if id == self.from {
            return self.value;
        }
        if let Some((_, value)) = self.with.filter(|(with, _)| *with == id) {
            return value;
        }
        if !self.signs.graph.is_inner(id) {
            return self.now[id.idx()];
        }
        if let Some(&value) = self.done.borrow().get(&id) {
            return value;
        }
        let exprs = driving(self.signs.model, self.signs.settings, id);
        let value = exprs.first().map_or(self.now[id.idx()], |expr| self.of(expr));
        self.done.borrow_mut().insert(id, value);
        value
    }
}
