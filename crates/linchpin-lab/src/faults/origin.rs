//! Where a value that is no finite number came from.
//!
//! Comes in: a fault as the run saw it, in an outcome or a stock. Goes out: the fault where it arose, walked back through
//! what each variable is computed from: one future is run again for each step of the walk. Refuses: nothing; where the
//! walk finds nothing the fault arose where it was seen.

use linchpin_core::experiment::{Ask, Experiment, Fault, FaultKind, Futures};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Memory, Model, VarId};
use linchpin_core::order::{Phase, inputs};
use linchpin_explore::sample::Draws;

use crate::ensemble::of_draws;

/// Equations that are walked back through; each is a run of one future.
const MOST_STEPS: usize = 100;

/// The fault in the variable in which it arose. Faults other than missing and infinite numbers arise where they are seen.
pub fn origin(model: &Model, experiment: &Experiment, draws: &Draws, fault: &Fault) -> Fault {
    let dt = experiment.ask.dt.unwrap_or(model.time.dt);
    let step_of = |fault: &Fault| ((fault.time - model.time.start) / dt).round() as u32;
    let mut found = *fault;
    for _ in 0..MOST_STEPS {
        if !matches!(found.kind, FaultKind::NotANumber | FaultKind::Infinite) {
            break;
        }
        let sources = sources(model, experiment, &found, step_of(&found));
        let Some(earlier) = sources.into_iter().find_map(|source| seen(model, experiment, draws, &found, source)) else { break };
        found = earlier;
    }
    found
}

/// Variables, and the steps at which another variable read them.
type Source = (Vec<VarId>, Vec<u32>);

/// What a variable at a step was computed from.
fn sources(model: &Model, experiment: &Experiment, fault: &Fault, step: u32) -> Vec<Source> {
    let settings = &experiment.arms[fault.arm as usize].settings;
    let id = fault.variable;
    let now = |exprs: Vec<&Expr>, steps: Vec<u32>| {
        let (mut now, mut first) = (Vec::new(), Vec::new());
        for expr in exprs {
            expr.reads_now(&mut |read| now.push(read));
            expr.walk(&mut |inner| {
                if let Expr::Initial(of) = inner {
                    of.reads(&mut |read| first.push(read));
                }
            });
        }
        [(now, steps), (first, vec![0])]
    };
    let set = settings.iter().any(|(set, _)| *set == id);
    let all = match &model.variable(id).kind {
        Kind::Stock { change, .. } if !set && step > 0 => now(vec![change], vec![step - 1]),
        Kind::Memory(Memory::Previous { input, .. }) if step > 0 => now(vec![input], vec![step - 1]),
        Kind::Memory(Memory::DelayFixed { input, start, .. }) if step > 0 => now(vec![input, start], (0..step).rev().collect()),
        Kind::Memory(Memory::Least(e) | Memory::Greatest(e) | Memory::First(e)) => now(vec![e], (0..=step).rev().collect()),
        _ => {
            let phase = if step == 0 { Phase::First } else { Phase::Step };
            now(inputs(model, settings, id, phase), vec![step])
        }
    };
    all.into_iter()
        .map(|(mut reads, mut steps)| {
            reads.sort();
            reads.dedup();
            reads.retain(|read| *read != id && !matches!(model.variable(*read).kind, Kind::Constant { .. }));
            steps.sort_unstable();
            (reads, steps)
        })
        .filter(|(reads, _)| !reads.is_empty())
        .collect()
}

/// The first value among these that is no finite number, when there is one.
fn seen(model: &Model, experiment: &Experiment, draws: &Draws, fault: &Fault, (reads, at_steps): Source) -> Option<Fault> {
    let (outcomes, series) = reads.iter().partition(|id| matches!(model.variable(**id).kind, Kind::Outcome { .. }));
    let alone = Experiment {
        futures: Futures { first: fault.future, count: 1, ..experiment.futures },
        arms: vec![experiment.arms[fault.arm as usize].clone()],
        ask: Ask { outcomes, series, at_steps, ..experiment.ask.clone() },
    };
    let chunk = of_draws(model, &alone, draws).ok()?;
    let earlier = chunk.faults.into_iter().next()?;
    // What this variable itself feeds is no source of it.
    (earlier.variable != fault.variable).then_some(Fault { arm: fault.arm, ..earlier })
}
