//! Small ensembles held in memory, for checks, games and loops.
//!
//! Comes in: a model and an experiment. Goes out: one chunk with all of it. Refuses: what the engine refuses.

use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Experiment, Futures};
use linchpin_core::model::Model;
use linchpin_core::table::Chunk;
use linchpin_engine::{Control, Finish, Prepared, run};
use linchpin_explore::sample::{Design, Draws, SAMPLERS};

/// Runs an experiment on all cores and keeps everything. Futures are those of a default design of just this size.
pub fn in_memory(model: &Model, experiment: &Experiment) -> Result<Chunk, Refusal> {
    of_design(model, experiment, experiment.futures.first + experiment.futures.count)
}

/// The same with futures out of a default design of this size, which gives future 17 the draws that it has in a run of
/// so many futures.
pub fn of_design(model: &Model, experiment: &Experiment, size: u64) -> Result<Chunk, Refusal> {
    let futures = experiment.futures;
    if futures.first + futures.count > size {
        return Err(Refusal::new(
            format!("there is no future {} among {size}", futures.first + futures.count - 1),
            format!("futures are counted from 0 to {}", size.saturating_sub(1)),
        ));
    }
    let cancel = AtomicBool::new(false);
    Ok(until(model, experiment, size, 0, &cancel)?.unwrap_or_default())
}

/// The same on so many threads (0 for one a core), and `None` where `cancel` was set before the last future.
pub fn until(
    model: &Model,
    experiment: &Experiment,
    size: u64,
    threads: usize,
    cancel: &AtomicBool,
) -> Result<Option<Chunk>, Refusal> {
    let draws = (SAMPLERS[0].draws)(model, &Design { seed: experiment.futures.seed, size, vary: Vec::new() })?;
    let control = Control { threads, block: None, draws: true, cancel, progress: &|_, _| {} };
    gathered(|sink| run(model, experiment, draws.as_ref(), &control, sink))
}

/// All futures of a default design with programs that are kept; `model` says what the uncertainties are drawn from.
pub fn prepared(
    prepared: &Prepared,
    model: &Model,
    experiment: &Experiment,
    threads: usize,
    cancel: &AtomicBool,
) -> Result<Option<Chunk>, Refusal> {
    let Futures { seed, first, count } = experiment.futures;
    let draws = (SAMPLERS[0].draws)(model, &Design { seed, size: first + count, vary: Vec::new() })?;
    let control = Control { threads, block: None, draws: true, cancel, progress: &|_, _| {} };
    gathered(|sink| prepared.run(&experiment.futures, &experiment.arms, draws.as_ref(), &control, sink))
}

/// Futures whose draws are given.
pub(crate) fn of_draws(model: &Model, experiment: &Experiment, draws: &Draws) -> Result<Chunk, Refusal> {
    let cancel = AtomicBool::new(false);
    let control = Control { threads: 0, block: None, draws: true, cancel: &cancel, progress: &|_, _| {} };
    Ok(gathered(|sink| run(model, experiment, draws.as_ref(), &control, sink))?.unwrap_or_default())
}

type Sink<'a> = dyn FnMut(Chunk) -> Result<(), Refusal> + 'a;

fn gathered(run: impl FnOnce(&mut Sink) -> Result<Finish, Refusal>) -> Result<Option<Chunk>, Refusal> {
    let mut whole: Option<Chunk> = None;
    let finish = run(&mut |chunk| {
        match &mut whole {
            None => whole = Some(chunk),
            Some(whole) => append(whole, chunk),
        }
        Ok(())
    })?;
    Ok((!finish.cancelled).then(|| whole.unwrap_or_default()))
}

/// Puts the next futures behind those there are.
pub(crate) fn append(whole: &mut Chunk, next: Chunk) {
    whole.count += next.count;
    extend(&mut whole.draws, next.draws);
    for (arm, more) in whole.outcomes.iter_mut().zip(next.outcomes) {
        extend(arm, more);
    }
    for (arm, more) in whole.series.iter_mut().zip(next.series) {
        for (variable, more) in arm.iter_mut().zip(more) {
            extend(variable, more);
        }
    }
    whole.faults.extend(next.faults);
}

fn extend(rows: &mut [Vec<f64>], more: Vec<Vec<f64>>) {
    for (row, more) in rows.iter_mut().zip(more) {
        row.extend(more);
    }
}
