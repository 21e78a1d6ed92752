//! The semantics of a step read off the language's page, one future and one number at a time, with no thought of speed.

use std::collections::HashMap;

use linchpin_core::builtin::Body;
use linchpin_core::chance::Stream;
use linchpin_core::elementary::exp;
use linchpin_core::experiment::{Experiment, Fault, FaultKind};
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::*;
use linchpin_core::order::{Phase, order};
use linchpin_core::table::Chunk;

use crate::build::draws;

/// Every future under every arm.
pub fn run_plainly(model: &Model, experiment: &Experiment) -> Chunk {
    let (futures, ask) = (experiment.futures, &experiment.ask);
    let count = futures.count as usize;
    let mut chunk = Chunk { first: futures.first, count, ..Chunk::default() };
    chunk.draws = vec![vec![0.0; count]; model.uncertainties().len()];
    draws(model, futures.seed)(futures.first..futures.first + futures.count, &mut chunk.draws);
    for (at, arm) in experiment.arms.iter().enumerate() {
        let mut outcomes = vec![Vec::new(); ask.outcomes.len()];
        let mut series = vec![vec![Vec::new(); ask.at_steps.len()]; ask.series.len()];
        for lane in 0..count {
            let drawn = chunk.draws.iter().map(|values| values[lane]).collect();
            let future = futures.first + lane as u64;
            let time = ask.dt.map_or(Some(model.time.clone()), |dt| model.time.with_step(dt)).expect("a fitting step");
            let mut one = One::new(model, &arm.settings, &time, futures.seed, future, drawn, ask.events);
            one.run(experiment, at as u32, &mut outcomes, &mut series);
            chunk.faults.extend(one.fault);
        }
        chunk.outcomes.push(outcomes);
        chunk.series.push(series);
    }
    chunk
}

#[derive(Clone, Copy, PartialEq)]
enum Moment {
    First,
    Step(u32),
    Inner(u32, f64),
    End,
}

struct One<'a> {
    model: &'a Model,
    settings: &'a [(VarId, Setting)],
    time: &'a TimeAxis,
    seed: u64,
    future: u64,
    drawn: HashMap<VarId, f64>,
    events: bool,
    moment: Moment,
    /// Values at the first step, with starts in the place of stocks and memory.
    first: HashMap<VarId, f64>,
    /// Values at this moment.
    now: HashMap<VarId, f64>,
    /// Values at the beginning of this step.
    at_step: HashMap<VarId, f64>,
    state: HashMap<VarId, f64>,
    passed: HashMap<VarId, Vec<f64>>,
    fault: Option<Fault>,
}

impl<'a> One<'a> {
    fn new(
        model: &'a Model,
        settings: &'a [(VarId, Setting)],
        time: &'a TimeAxis,
        seed: u64,
        future: u64,
        drawn: Vec<f64>,
        events: bool,
    ) -> Self {
        let empty = HashMap::new;
        One {
            model,
            settings,
            time,
            seed,
            future,
            drawn: model.uncertainties().into_iter().zip(drawn).collect(),
            events,
            moment: Moment::First,
            first: empty(),
            now: empty(),
            at_step: empty(),
            state: empty(),
            passed: HashMap::new(),
            fault: None,
        }
    }

    fn run(&mut self, experiment: &Experiment, arm: u32, outcomes: &mut [Vec<f64>], series: &mut [Vec<Vec<f64>>]) {
        let ask = &experiment.ask;
        let orders = [Phase::First, Phase::Step].map(|phase| order(self.model, self.settings, phase).expect("no loop"));
        for &id in &orders[0] {
            let value = self.variable(id);
            self.first.insert(id, value);
        }
        for (id, variable) in self.all() {
            let start = match &variable.kind {
                Kind::Stock { .. } | Kind::Memory(Memory::Previous { .. }) => self.first[&id],
                Kind::Memory(Memory::Least(_)) => f64::INFINITY,
                Kind::Memory(Memory::Greatest(_)) => f64::NEG_INFINITY,
                Kind::Memory(Memory::First(_)) => self.time.stop,
                _ => continue,
            };
            self.state.insert(id, start);
        }
        self.look_at_stocks(arm, 0);
        let mut dead = false;
        for step in 0..=self.time.steps {
            let last = step == self.time.steps;
            self.moment = if last { Moment::End } else { Moment::Step(step) };
            self.compute(&orders[1]);
            self.at_step = self.now.clone();
            self.look_at_rules_and_rates(arm, step, last);
            if let Some(point) = ask.at_steps.iter().position(|&at| at == step) {
                ask.series.iter().for_each(|&id| self.look_at_asked(arm, step, id));
                dead |= self.fault.is_some_and(|fault| fault.time <= self.time.at(step));
                for (series, id) in series.iter_mut().zip(&ask.series) {
                    series[point].push(if dead { f64::NAN } else { self.now[id] });
                }
            }
            if last {
                ask.outcomes.iter().for_each(|&id| self.look_at_asked(arm, step, id));
                dead |= self.fault.is_some();
                if dead {
                    series.iter_mut().for_each(|s| {
                        if ask.at_steps.last() == Some(&step) {
                            *s.last_mut().and_then(|p| p.last_mut()).expect("just recorded") = f64::NAN;
                        }
                    });
                }
                for (out, id) in outcomes.iter_mut().zip(&ask.outcomes) {
                    out.push(if dead { f64::NAN } else { self.now[id] });
                }
                return;
            }
            dead |= self.fault.is_some_and(|fault| fault.time <= self.time.at(step));
            self.move_on(&orders[1], step);
            if !dead {
                self.look_at_stocks(arm, step + 1);
            }
        }
    }

    fn all(&self) -> Vec<(VarId, &'a Variable)> {
        let model = self.model;
        (0..).map(VarId).zip(&model.variables).collect()
    }

    fn compute(&mut self, order: &[VarId]) {
        self.now.clear();
        for &id in order {
            let value = self.variable(id);
            self.now.insert(id, value);
        }
    }

    fn rates(&mut self) -> HashMap<VarId, f64> {
        self.all()
            .into_iter()
            .filter_map(|(id, variable)| match &variable.kind {
                Kind::Stock { change, .. } => Some((id, self.expr(change))),
                _ => None,
            })
            .collect()
    }

    fn move_on(&mut self, order: &[VarId], step: u32) {
        let dt = self.time.dt;
        let mut next = self.state.clone();
        for (id, variable) in self.all() {
            match &variable.kind {
                Kind::Memory(Memory::Previous { input, .. }) => {
                    next.insert(id, self.expr(input));
                }
                Kind::Memory(Memory::DelayFixed { input, .. }) => {
                    let value = self.expr(input);
                    self.passed.entry(id).or_default().push(value);
                }
                Kind::Memory(_) => {
                    next.insert(id, self.now[&id]);
                }
                _ => {}
            }
        }
        let k1 = self.rates();
        match self.time.method {
            Method::Euler => k1.iter().for_each(|(id, rate)| {
                next.insert(*id, self.state[id] + dt * rate);
            }),
            Method::Rk4 => {
                let (before, axis) = (self.state.clone(), self.time);
                let mut inner = |time: f64, by: f64, rates: &HashMap<VarId, f64>| {
                    for (id, rate) in rates {
                        self.state.insert(*id, before[id] + by * rate);
                    }
                    self.moment = Moment::Inner(step, time);
                    self.compute(order);
                    self.rates()
                };
                let half = axis.at(step) + 0.5 * dt;
                let k2 = inner(half, 0.5 * dt, &k1);
                let k3 = inner(half, 0.5 * dt, &k2);
                let k4 = inner(axis.at(step + 1), dt, &k3);
                for id in k1.keys() {
                    let sum = k1[id] + 2.0 * k2[id] + 2.0 * k3[id] + k4[id];
                    next.insert(*id, before[id] + dt / 6.0 * sum);
                }
            }
        }
        self.state = next;
    }

    fn variable(&mut self, id: VarId) -> f64 {
        let model = self.model;
        let setting = self.settings.iter().rev().find(|(set, _)| *set == id).map(|(_, setting)| setting);
        match setting {
            Some(Setting::Constant(value)) => return *value,
            Some(Setting::Path(points)) => {
                let (xs, ys): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
                return interpolate(&xs, &ys, false, self.clock());
            }
            Some(Setting::Rule(rule)) => return self.expr(rule),
            None => {}
        }
        let kind = &model.variable(id).kind;
        if let (Moment::Inner(..), Kind::Event { .. } | Kind::Memory(_)) = (self.moment, kind) {
            return self.at_step[&id];
        }
        match kind {
            Kind::Constant { value } => *value,
            Kind::Uncertainty { .. } => self.drawn[&id],
            Kind::Lever { default, .. } => *default,
            Kind::Stock { start, .. } if self.moment == Moment::First => self.expr(start),
            Kind::Stock { .. } => self.state[&id],
            Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Outcome { value: e, .. } => self.expr(e),
            Kind::Event { rate } => {
                if !self.events || self.moment == Moment::End {
                    return 0.0;
                }
                let rate = self.expr(rate);
                let u = Stream::new(self.seed, &model.variable(id).name).uniform(self.future, self.step(), 0);
                if rate.is_nan() {
                    rate
                } else if u < 1.0 - exp(-rate * self.time.dt) {
                    1.0 / self.time.dt
                } else {
                    0.0
                }
            }
            Kind::Memory(memory) => self.memory(id, memory),
        }
    }

    fn memory(&mut self, id: VarId, memory: &'a Memory) -> f64 {
        let first = self.moment == Moment::First;
        match memory {
            Memory::Previous { start, .. } | Memory::DelayFixed { start, .. } if first => self.expr(start),
            Memory::Previous { .. } => self.state[&id],
            Memory::DelayFixed { delay, start, .. } => {
                let wait = (self.initially(delay) / self.time.dt).round();
                let wait = if wait < 1.0 { 1.0 } else { wait };
                let step = f64::from(self.step());
                if wait.is_nan() {
                    wait
                } else if step < wait {
                    self.initially(start)
                } else {
                    self.passed[&id][(step - wait) as usize]
                }
            }
            Memory::Least(e) | Memory::Greatest(e) if first => self.expr(e),
            Memory::Least(e) => {
                let (held, x) = (self.state[&id], self.expr(e));
                if held.is_nan() || held < x { held } else { x }
            }
            Memory::Greatest(e) => {
                let (held, x) = (self.state[&id], self.expr(e));
                if held.is_nan() || held > x { held } else { x }
            }
            Memory::First(condition) => {
                let held = if first { self.time.stop } else { self.state[&id] };
                let holds = self.expr(condition);
                if held != self.time.stop || holds == 0.0 {
                    held
                } else if holds.is_nan() {
                    holds
                } else {
                    self.clock()
                }
            }
        }
    }

    fn initially(&mut self, expr: &'a Expr) -> f64 {
        let moment = std::mem::replace(&mut self.moment, Moment::First);
        let value = self.expr(expr);
        self.moment = moment;
        value
    }

    fn step(&self) -> u32 {
        match self.moment {
            Moment::First => 0,
            Moment::Step(step) | Moment::Inner(step, _) => step,
            Moment::End => self.time.steps,
        }
    }

    fn clock(&self) -> f64 {
        match self.moment {
            Moment::First => self.time.start,
            Moment::Step(step) => self.time.at(step),
            Moment::Inner(_, time) => time,
            Moment::End => self.time.stop,
        }
    }

    fn expr(&mut self, expr: &'a Expr) -> f64 {
        match expr {
            Expr::Number(value) => *value,
            Expr::Variable(id) => {
                let known = if self.moment == Moment::First { &self.first } else { &self.now };
                known.get(id).copied().unwrap_or_else(|| panic!("{} is computed later", self.model.variable(*id).name))
            }
            Expr::Clock(Clock::Time) => self.clock(),
            Expr::Clock(Clock::Held) => self.time.at(self.step()),
            Expr::Clock(Clock::Step) => self.time.dt,
            Expr::Clock(Clock::Start) => self.time.start,
            Expr::Clock(Clock::Stop) => self.time.stop,
            Expr::Operate(operator, args) => {
                let values: Vec<f64> = args.iter().map(|arg| self.expr(arg)).collect();
                operator.kernel().of(&values)
            }
            Expr::Call(row, args) => {
                let values: Vec<f64> = args.iter().map(|arg| self.expr(arg)).collect();
                row.kernel().expect("a function of this instant").of(&values)
            }
            Expr::Lookup(table, x) => {
                let x = self.expr(x);
                self.model.tables[table.idx()].at(x)
            }
            Expr::Initial(x) => self.initially(x),
            Expr::Draw(row, args, name) => {
                let Body::Draw(kernel) = &row.body else { panic!("{} draws", row.name) };
                // Draws hold for the step: at inner points they are what they were at its beginning.
                let (moment, now) = (self.moment, self.now.clone());
                if let Moment::Inner(step, _) = moment {
                    self.moment = Moment::Step(step);
                    self.now = self.at_step.clone();
                }
                let mut values = vec![Stream::new(self.seed, name).uniform(self.future, self.step(), 0)];
                values.extend(args.iter().map(|arg| self.expr(arg)));
                (self.moment, self.now) = (moment, now);
                kernel.of(&values)
            }
            Expr::Baseline(_) | Expr::Spread(_) => panic!("only in checks"),
        }
    }

    fn see(&mut self, arm: u32, step: u32, variable: VarId, value: f64, kind: FaultKind) {
        let time = self.time.at(step);
        let earlier = self.fault.is_some_and(|fault| (fault.time, fault.variable) <= (time, variable));
        if !earlier {
            self.fault = Some(Fault { future: self.future, arm, time, variable, value, kind });
        }
    }

    fn look_at_stocks(&mut self, arm: u32, step: u32) {
        for (id, variable) in self.all() {
            let Kind::Stock { within: (low, high), .. } = &variable.kind else { continue };
            let x = self.state[&id];
            let slack = |bound: f64| 1e-9 * bound.abs().max(1.0);
            let kind = match (low, high) {
                _ if x.is_nan() => FaultKind::NotANumber,
                _ if x.is_infinite() => FaultKind::Infinite,
                (Some(low), _) if x < low - slack(*low) => FaultKind::Below(*low),
                (_, Some(high)) if x > high + slack(*high) => FaultKind::Above(*high),
                _ => continue,
            };
            self.see(arm, step, id, x, kind);
        }
    }

    fn look_at_rules_and_rates(&mut self, arm: u32, step: u32, last: bool) {
        if self.fault.is_some_and(|fault| fault.time < self.time.at(step)) {
            return;
        }
        for (id, variable) in self.all() {
            let rule = self.settings.iter().rev().find(|(set, _)| *set == id).map(|(_, setting)| setting);
            match (&variable.kind, rule) {
                (Kind::Lever { range, .. }, Some(Setting::Rule(_))) if !range.contains(self.now[&id]) => {
                    let value = self.now[&id];
                    let kind = if value.is_nan() { FaultKind::NotANumber } else { FaultKind::RuleOutOfRange };
                    self.see(arm, step, id, value, kind);
                }
                (Kind::Event { rate }, _) if !last && self.events => {
                    let rate = self.expr(rate);
                    if rate < 0.0 {
                        self.see(arm, step, id, rate, FaultKind::NegativeRate);
                    }
                }
                _ => {}
            }
        }
    }

    fn look_at_asked(&mut self, arm: u32, step: u32, id: VarId) {
        let x = self.now[&id];
        if x.is_nan() {
            self.see(arm, step, id, x, FaultKind::NotANumber);
        } else if x.is_infinite() {
            self.see(arm, step, id, x, FaultKind::Infinite);
        }
    }
}
