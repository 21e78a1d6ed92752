//! The compiler: one arm of an experiment becomes a [`Program`].
//!
//! Comes in: a checked model, what the arm sets, what is asked. Goes out: flat lists of instructions. Passes: what is
//! needed (`reach`), equations as one graph (`lower`, `graph`), tempos, order and rows (`plan`). Refuses names and steps
//! that the model does not have.
//!
//! What depends on no future is computed once per arm, what depends on no time once per run, what is a function of time
//! alone once per arm for all steps; only the rest runs in the step loop.

mod reach;
mod graph;
mod lower;
mod fuse;
mod numbers;
mod plan;
mod weave;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Ask;
use linchpin_core::model::{Kind, Memory, Method, Model, Setting, TimeAxis, VarId};
use linchpin_core::order::{Phase, order};

use crate::program::Program;
use graph::{Operation, ValueId};
use lower::{At, Lowering};

/// The program of one arm.
///
/// Constant settings are inputs of the program, not part of it: two arms that set the same variables to other constants
/// share one. Stocks that nothing asked for depends on are neither moved nor watched; variables of checks are computed
/// only when asked for. A later setting of the same variable overrules an earlier one.
///
/// Refuses: settings of anything but levers and uncertainties, steps or variables that the model does not have, a step
/// length that does not divide the horizon, `baseline` and `sd`, which compare runs.
pub fn compile(model: &Model, settings: &[(VarId, Setting)], ask: &Ask) -> Result<Program, Refusal> {
    compile_by(model, settings, ask, Passes::ALL)
}

/// What the compiler does to make a program quick. None of it changes a bit of a result: tests leave parts out and look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passes {
    /// Operations on numbers become numbers, and operations that change nothing their argument.
    pub fold: bool,
    /// Equal operations on equal values are computed once.
    pub share: bool,
    /// What is the same for all futures is computed once for all of them.
    pub hoist: bool,
    /// Neighbouring operations become one instruction.
    pub fuse: bool,
    /// What can be one loop of machine code is; only where the processor and the system allow it.
    pub weave: bool,
    /// Under Euler a stock moves as soon as nothing in the step reads it any more.
    pub early: bool,
    /// A row is used again once its value has been read for the last time.
    pub reuse: bool,
}

impl Passes {
    /// Everything: what [`compile`] does.
    pub const ALL: Passes = Passes { fold: true, share: true, hoist: true, fuse: true, weave: true, early: true, reuse: true };
    /// Nothing: the equations as they stand.
    pub const NONE: Passes =
        Passes { fold: false, share: false, hoist: false, fuse: false, weave: false, early: false, reuse: false };
}

/// [`compile`] with a part of its passes; refuses the same.
pub fn compile_by(model: &Model, settings: &[(VarId, Setting)], ask: &Ask, passes: Passes) -> Result<Program, Refusal> {
    let settings = effective(model, settings)?;
    let time = axis(model, ask)?;
    let asked = || ask.outcomes.iter().chain(&ask.series).copied();
    if let Some(id) = asked().find(|id| id.idx() >= model.variables.len()) {
        return Err(Refusal::new(format!("the model has no variable number {}", id.0), ""));
    }
    if !ask.at_steps.windows(2).all(|pair| pair[0] < pair[1]) || ask.at_steps.last().is_some_and(|&last| last > time.steps) {
        return Err(Refusal::new(
            "the steps at which series are kept do not rise, or pass the last step",
            format!("name rising steps from 0 to {}", time.steps),
        ));
    }
    let needed = reach::needed(model, &settings, asked());
    let ordered = |phase| {
        order(model, &settings, phase).map_err(|cycle| {
            let names: Vec<&str> = cycle.0.iter().map(|id| model.variable(*id).name.as_str()).collect();
            Refusal::new(
                format!("these variables need each other within a step: {}", names.join(" -> ")),
                "break the loop with a stock",
            )
        })
    };
    let mut lowering = Lowering::new(model, &settings, &time, ask.events, passes);
    for id in ordered(Phase::First)?.into_iter().filter(|id| needed.first[id.idx()]) {
        lowering.variable(id, At::First);
    }
    let in_order: Vec<VarId> = ordered(Phase::Step)?.into_iter().filter(|id| needed.step[id.idx()]).collect();
    let inner = time.method == Method::Rk4;
    for at in [At::Step, At::End].into_iter().chain(inner.then_some(At::Inner)) {
        for &id in &in_order {
            lowering.variable(id, at);
        }
    }
    let roots = roots(&mut lowering, &in_order, ask, inner);
    match lowering.refusal.take() {
        Some(refusal) => Err(refusal),
        None => Ok(plan::plan(lowering, roots, ask, passes)),
    }
}

/// Settings without those that a later one overrules.
fn effective(model: &Model, settings: &[(VarId, Setting)]) -> Result<Vec<(VarId, Setting)>, Refusal> {
    let mut kept: Vec<(VarId, Setting)> = Vec::new();
    for (id, setting) in settings {
        match model.variables.get(id.idx()) {
            Some(variable) if matches!(variable.kind, Kind::Lever { .. } | Kind::Uncertainty { .. }) => {}
            Some(variable) => {
                return Err(Refusal::new(
                    format!("`{}` is neither a lever nor an uncertainty", variable.name),
                    "only these can be set",
                ));
            }
            None => return Err(Refusal::new(format!("the model has no variable number {}", id.0), "")),
        }
        if let Setting::Path(points) = setting
            && (points.is_empty() || !points.windows(2).all(|pair| pair[0].0 < pair[1].0))
        {
            let name = &model.variable(*id).name;
            return Err(Refusal::new(format!("the path of `{name}` is empty or its dates do not rise"), "give rising dates"));
        }
        kept.retain(|(known, _)| known != id);
        kept.push((*id, setting.clone()));
    }
    Ok(kept)
}

fn axis(model: &Model, ask: &Ask) -> Result<TimeAxis, Refusal> {
    match ask.dt {
        None => Ok(model.time.clone()),
        Some(dt) => model.time.with_step(dt).ok_or_else(|| {
            Refusal::new(
                format!("a step of {dt} does not divide the horizon and the recording interval"),
                "choose a step that goes into both a whole number of times",
            )
        }),
    }
}

/// The values that must come out of each pass.
#[derive(Debug, Default)]
struct Roots {
    /// State slots and their first values.
    starts: Vec<(u32, ValueId)>,
    /// Length and first value of each fixed delay, by slot.
    delays: Vec<(ValueId, ValueId)>,
    step: PassRoots,
    /// State slots of stocks and their rates.
    changes: Vec<(u32, ValueId)>,
    /// The rates at inner points, in the same order.
    inner_changes: Vec<ValueId>,
    end: PassRoots,
    judged: Vec<ValueId>,
}

#[derive(Debug, Default)]
struct PassRoots {
    series: Vec<ValueId>,
    rules: Vec<(VarId, ValueId)>,
    stores: Vec<(u32, ValueId)>,
    entering: Vec<ValueId>,
}

fn roots(lowering: &mut Lowering, in_order: &[VarId], ask: &Ask, inner: bool) -> Roots {
    let mut roots = Roots::default();
    let model = lowering.model;
    if ask.at_steps.iter().any(|&step| step < lowering.time.steps) {
        roots.step.series = ask.series.iter().map(|&id| lowering.variable(id, At::Step)).collect();
    }
    if ask.at_steps.contains(&lowering.time.steps) {
        roots.end.series = ask.series.iter().map(|&id| lowering.variable(id, At::End)).collect();
    }
    roots.judged = ask.outcomes.iter().map(|&id| lowering.variable(id, At::End)).collect();
    for &id in in_order {
        let ruled = lowering.settings.iter().any(|(set, setting)| *set == id && matches!(setting, Setting::Rule(_)));
        if ruled && matches!(model.variable(id).kind, Kind::Lever { .. }) {
            roots.step.rules.push((id, lowering.variable(id, At::Step)));
            roots.end.rules.push((id, lowering.variable(id, At::End)));
        }
    }
    // Lowering a rate or an input can meet no new state: the variables that it reads are all in `in_order`.
    let states = lowering.states.variables.clone();
    for (slot, id) in (0..).zip(states) {
        match &model.variable(id).kind {
            Kind::Stock { change, .. } => {
                roots.starts.push((slot, lowering.variable(id, At::First)));
                let change_now = lowering.expr(change, At::Step);
                roots.changes.push((slot, own_row(lowering, change_now)));
                if inner {
                    let change_inner = lowering.expr(change, At::Inner);
                    roots.inner_changes.push(own_row(lowering, change_inner));
                }
            }
            Kind::Memory(memory) => {
                let (start, next) = match memory {
                    Memory::Previous { input, .. } => (lowering.variable(id, At::First), lowering.expr(input, At::Step)),
                    Memory::Least(_) => (lowering.graph.number(f64::INFINITY), lowering.variable(id, At::Step)),
                    Memory::Greatest(_) => (lowering.graph.number(f64::NEG_INFINITY), lowering.variable(id, At::Step)),
                    Memory::First(_) => (lowering.graph.number(lowering.time.stop), lowering.variable(id, At::Step)),
                    Memory::DelayFixed { .. } => continue,
                };
                roots.starts.push((slot, start));
                roots.step.stores.push((slot, own_row(lowering, next)));
            }
            _ => {}
        }
    }
    for id in lowering.delays.variables.clone() {
        if let Kind::Memory(Memory::DelayFixed { input, delay, start }) = &model.variable(id).kind {
            let length = lowering.expr(delay, At::First);
            let start = lowering.expr(start, At::First);
            roots.delays.push((length, start));
            roots.step.entering.push(lowering.expr(input, At::Step));
        }
    }
    roots
}

/// A state is overwritten when states move, so whatever is a bare state gets a row of its own before that.
fn own_row(lowering: &mut Lowering, value: ValueId) -> ValueId {
    match lowering.graph.node(value).operation {
        Operation::State(_) | Operation::Trial(_) => lowering.graph.add(Operation::Copy, vec![value]),
        _ => value,
    }
}
