//! What checks need to be run: those with the same futures, step and events share one experiment.

use std::collections::HashMap;

use linchpin_core::experiment::{Arm, Ask, Experiment, Fault, Futures};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Check, Clause, Kind, Model, Setting, TimeAxis, VarId, When};
use linchpin_core::table::Chunk;

use super::SEED;

/// Arms of one experiment at most: more would hold too many series in memory at once.
const ARMS: usize = 64;

/// Checks that share an experiment.
pub(crate) struct Group {
    pub experiment: Experiment,
    pub axis: TimeAxis,
    pub members: Vec<Member>,
    every_step: bool,
}

/// One check of a group.
pub(crate) struct Member {
    /// Index among the checks asked for.
    pub check: usize,
    /// Its arm.
    pub when: usize,
    /// The arm that `baseline` means, where it is used.
    pub against: Option<usize>,
    /// The model as it stands, for a check that sets nothing and runs in another way.
    pub as_it_stands: Option<Box<Group>>,
}

/// All groups, and checks that cannot be run with the reason.
pub(crate) struct Plan {
    pub groups: Vec<Group>,
    pub impossible: Vec<(usize, String)>,
}

pub(crate) fn plan(model: &Model, checks: &[&Check]) -> Plan {
    let mut plan = Plan { groups: Vec::new(), impossible: Vec::new() };
    for (at, check) in checks.iter().enumerate() {
        let axis = match check.dt {
            None => model.time.clone(),
            Some(dt) => match model.time.with_step(dt) {
                Some(axis) => axis,
                None => {
                    plan.impossible.push((at, "its step does not divide the horizon and the recording interval".into()));
                    continue;
                }
            },
        };
        // A check that reads every step keeps long series; it runs alone, so that no other check's series are as long.
        let every_step = check.then.iter().any(|clause| matches!(clause.when, When::Always | When::Until(_)));
        let fits = |group: &Group| {
            let Experiment { futures, ask, arms } = &group.experiment;
            !every_step
                && !group.every_step
                && futures.count == u64::from(check.futures)
                && ask.events != check.no_events
                && ask.dt == check.dt
                && arms.len() + 2 <= ARMS
        };
        let group = plan.groups.iter().position(fits).unwrap_or_else(|| {
            plan.groups.push(Group::new(check.futures, axis, !check.no_events, check.dt, every_step));
            plan.groups.len() - 1
        });
        plan.groups[group].add(model, at, check);
    }
    plan.groups.iter_mut().for_each(Group::sort_steps);
    plan
}

impl Group {
    fn new(futures: u32, axis: TimeAxis, events: bool, dt: Option<f64>, every_step: bool) -> Group {
        let ask = Ask { outcomes: Vec::new(), series: Vec::new(), at_steps: Vec::new(), events, dt };
        let futures = Futures { seed: SEED, first: 0, count: u64::from(futures) };
        Group { experiment: Experiment { futures, arms: Vec::new(), ask }, axis, members: Vec::new(), every_step }
    }

    fn sort_steps(&mut self) {
        let steps = &mut self.experiment.ask.at_steps;
        steps.sort_unstable();
        steps.dedup();
    }

    fn add(&mut self, model: &Model, at: usize, check: &Check) {
        let base = check.policy.and_then(|id| model.policies.get(id.idx())).map(|p| p.settings.clone()).unwrap_or_default();
        let when = self.arm(check, [base.clone(), check.when.clone()].concat());
        let mut compares = false;
        for clause in &check.then {
            clause.condition.walk(&mut |e| compares |= matches!(e, Expr::Baseline(_)));
            self.ask_for(model, clause, self.steps(clause));
        }
        let sets_nothing = check.when.is_empty() && check.against.is_empty();
        let as_it_stands = (compares && sets_nothing).then(|| Box::new(self.as_it_stands(model, check)));
        let against = (compares && !sets_nothing).then(|| self.arm(check, [base, check.against.clone()].concat()));
        self.members.push(Member { check: at, when, against, as_it_stands });
    }

    /// The same futures with nothing set, the model's own step, and events.
    fn as_it_stands(&self, model: &Model, check: &Check) -> Group {
        let mut group = Group::new(check.futures, model.time.clone(), true, None, true);
        group.experiment.arms.push(Arm { name: check.title.clone(), policy: None, world: None, settings: Vec::new() });
        for clause in &check.then {
            let steps: Vec<u32> = self.steps(clause).map(|step| model.time.step_at(self.axis.at(step))).collect();
            group.ask_for(model, clause, steps);
        }
        group.sort_steps();
        group
    }

    fn arm(&mut self, check: &Check, settings: Vec<(VarId, Setting)>) -> usize {
        let arms = &mut self.experiment.arms;
        arms.iter().position(|arm| arm.settings == settings && arm.policy == check.policy).unwrap_or_else(|| {
            arms.push(Arm { name: check.title.clone(), policy: check.policy, world: None, settings });
            arms.len() - 1
        })
    }

    fn ask_for(&mut self, model: &Model, clause: &Clause, steps: impl IntoIterator<Item = u32>) {
        let ask = &mut self.experiment.ask;
        ask.at_steps.extend(steps);
        clause.condition.walk(&mut |e| match e {
            Expr::Variable(id) => {
                let outcome = matches!(model.variable(*id).kind, Kind::Outcome { .. });
                let list = if outcome { &mut ask.outcomes } else { &mut ask.series };
                if !list.contains(id) {
                    list.push(*id);
                }
            }
            Expr::Initial(_) => ask.at_steps.push(0),
            _ => {}
        });
    }

    /// Steps at which a clause is read.
    pub(crate) fn steps(&self, clause: &Clause) -> std::ops::RangeInclusive<u32> {
        let last = self.axis.steps;
        match clause.when {
            When::Stop => last..=last,
            When::At(time) => self.axis.step_at(time)..=self.axis.step_at(time),
            When::Until(time) => 0..=self.axis.step_at(time),
            When::Always => 0..=last,
        }
    }
}

/// What a group's run recorded, by arm, variable, step and future.
pub(crate) struct Recorded<'a> {
    chunk: &'a Chunk,
    outcomes: HashMap<VarId, usize>,
    series: HashMap<VarId, usize>,
    points: HashMap<u32, usize>,
    constants: HashMap<VarId, f64>,
    last: u32,
    /// Futures run.
    pub futures: usize,
}

impl<'a> Recorded<'a> {
    pub(crate) fn new(model: &Model, group: &Group, chunk: &'a Chunk) -> Self {
        let ask = &group.experiment.ask;
        let numbered = |ids: &[VarId]| ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let constant = |id: VarId| match model.variable(id).kind {
            Kind::Constant { value } => Some((id, value)),
            _ => None,
        };
        Recorded {
            chunk,
            outcomes: numbered(&ask.outcomes),
            series: numbered(&ask.series),
            points: ask.at_steps.iter().enumerate().map(|(at, step)| (*step, at)).collect(),
            constants: ask.series.iter().copied().filter_map(constant).collect(),
            last: group.axis.steps,
            futures: chunk.count,
        }
    }

    /// One number; NaN where nothing was recorded, or the run had faulted.
    pub(crate) fn value(&self, arm: usize, id: VarId, step: u32, future: usize) -> f64 {
        if let Some(&value) = self.constants.get(&id) {
            return value;
        }
        let found = match (self.outcomes.get(&id), self.series.get(&id)) {
            (Some(&at), _) if step == self.last => self.chunk.outcomes.get(arm).and_then(|arm| arm.get(at)?.get(future)),
            (_, Some(&at)) => {
                let point = self.points.get(&step);
                point.and_then(|&point| self.chunk.series.get(arm)?.get(at)?.get(point)?.get(future))
            }
            _ => None,
        };
        found.copied().unwrap_or(f64::NAN)
    }

    /// Faults of one arm.
    pub(crate) fn faults(&self, arm: usize) -> Vec<&'a Fault> {
        self.chunk.faults.iter().filter(|fault| fault.arm as usize == arm).collect()
    }
}

/// Number of futures with a fault among these.
pub(crate) fn faulted(faults: &[&Fault]) -> usize {
    let mut futures: Vec<u64> = faults.iter().map(|fault| fault.future).collect();
    futures.sort_unstable();
    futures.dedup();
    futures.len()
}
