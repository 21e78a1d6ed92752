//! One run of a study again, alone, with every variable.
//!
//! Comes in: a study, a future, a strategy. Goes out: what was drawn, every variable over time, the outcomes beside those that
//! the study holds. Refuses: futures and strategies that the study does not have.

use std::collections::HashMap;

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::experiment::{Ask, Experiment, Fault, Futures};
use linchpin_core::model::{Kind, Model, Origin, VarId};
use linchpin_core::table::Chunk;
use linchpin_explore::sample::Draws;
use linchpin_store::Study;

use super::{opened_model, request_of};
use crate::ensemble::of_draws;
use crate::faults;
use crate::figure::date;
use crate::run::plan;
use crate::wire::{RerunOutcome, RerunReport, RerunVariable};

/// Runs future `row` of a study under one of its arms again; `every_step` keeps all steps instead of the recorded ones.
pub fn rerun(study: &Study, row: u64, arm: Option<&str>, every_step: bool) -> Result<RerunReport, Refusal> {
    let asked = &study.asked;
    if row >= asked.futures {
        return Err(Refusal::new(
            format!("there is no future {row} in {}", study.path.display()),
            format!("its futures are counted from 0 to {}", asked.futures.saturating_sub(1)),
        ));
    }
    let (_, model) = opened_model(study)?;
    let plan = plan(&model, &request_of(study, &model)?)?;
    let names: Vec<&str> = plan.experiment.arms.iter().map(|arm| arm.name.as_str()).collect();
    let name = arm.unwrap_or(&asked.baseline);
    let at = names.iter().position(|known| *known == name).ok_or_else(|| {
        let near = nearest(name, names.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        Refusal::new(format!("the study ran no strategy `{name}`"), format!("{near}it ran {}", names.join(", ")))
    })?;
    let series: Vec<VarId> = model.ids(|kind| !matches!(kind, Kind::Outcome { .. } | Kind::Constant { .. }));
    let series: Vec<VarId> = series.into_iter().filter(|&id| model.variable(id).origin != Origin::Check).collect();
    let at_steps = if every_step { (0..=model.time.steps).collect() } else { plan.experiment.ask.at_steps.clone() };
    let alone = Experiment {
        futures: Futures { first: row, count: 1, ..plan.experiment.futures },
        arms: vec![plan.experiment.arms[at].clone()],
        ask: plan.experiment.ask.clone(),
    };
    let draws = plan.draws(&model)?;
    // First as the study ran it: what it did not look at must not end the run.
    let mut chunk = of_draws(&model, &alone, &draws)?;
    let fault = chunk.faults.first().map(|fault| {
        let fault = Fault { arm: 0, ..*fault };
        faults::with_origin(&model, &fault, &faults::origin(&model, &alone, &draws, &fault))
    });
    chunk.series = vec![every_variable(&model, &alone, &draws, &series, &at_steps)?];
    let held = held(study, row, at)?;
    Ok(report(&model, study, (row, name), &chunk, (&series, &at_steps), held, (plan.experiment.ask.outcomes, fault)))
}

/// Values over time: `[variable][point][future]`.
type Courses = Vec<Vec<Vec<f64>>>;

/// The values of all variables. One that is no finite number at some time ends the run of whatever
/// is asked for beside it, so it is run apart.
fn every_variable(
    model: &Model,
    alone: &Experiment,
    draws: &Draws,
    series: &[VarId],
    at_steps: &[u32],
) -> Result<Courses, Refusal> {
    let mut values: HashMap<VarId, Vec<Vec<f64>>> = HashMap::new();
    let run = |ids: &[VarId]| -> Result<(Option<VarId>, Courses), Refusal> {
        let ask = Ask { outcomes: Vec::new(), series: ids.to_vec(), at_steps: at_steps.to_vec(), ..alone.ask.clone() };
        let chunk = of_draws(model, &Experiment { ask, ..alone.clone() }, draws)?;
        Ok((chunk.faults.first().map(|fault| fault.variable), chunk.series.into_iter().next().unwrap_or_default()))
    };
    let mut together = series.to_vec();
    loop {
        let (fault, found) = run(&together)?;
        match fault.and_then(|fault| together.iter().position(|id| *id == fault)) {
            Some(at) if together.len() > 1 => {
                let id = together.remove(at);
                values.extend(run(&[id])?.1.into_iter().map(|points| (id, points)));
            }
            _ => {
                values.extend(together.iter().copied().zip(found));
                break;
            }
        }
    }
    Ok(series.iter().map(|id| values.remove(id).unwrap_or_default()).collect())
}

/// What the study holds of this run, in the units shown; `None` for a future that it does not hold yet.
fn held(study: &Study, row: u64, arm: usize) -> Result<Option<Vec<f64>>, Refusal> {
    let Some(chunk) = study.chunks.iter().find(|chunk| (chunk.first..chunk.end()).contains(&row)) else { return Ok(None) };
    let columns: Vec<usize> = (0..study.outcome_names()?.len()).collect();
    let read = study.outcomes_of(chunk, &[arm], &columns)?;
    let at = usize::try_from(row - chunk.first).unwrap_or(usize::MAX);
    Ok(read.first().map(|columns| columns.iter().map(|column| column.get(at).copied().unwrap_or(f64::NAN)).collect()))
}

fn report(
    model: &Model,
    study: &Study,
    (row, arm): (u64, &str),
    chunk: &Chunk,
    (series, at_steps): (&[VarId], &[u32]),
    held: Option<Vec<f64>>,
    (outcomes, fault): (Vec<VarId>, Option<String>),
) -> RerunReport {
    let first = |values: &Vec<f64>| values.first().copied().unwrap_or(f64::NAN);
    let drawn = model.uncertainties().into_iter().zip(&chunk.draws).map(|(id, values)| variable(model, id, vec![first(values)]));
    let points = chunk.series.first().map(Vec::as_slice).unwrap_or_default();
    let variables = series.iter().zip(points).map(|(&id, points)| variable(model, id, points.iter().map(first).collect()));
    let found = chunk.outcomes.first().map(Vec::as_slice).unwrap_or_default();
    let outcomes: Vec<RerunOutcome> = outcomes
        .into_iter()
        .zip(found)
        .enumerate()
        .map(|(at, (id, values))| {
            let known = model.variable(id);
            let value = first(values) / known.unit.scale;
            let held = held.as_ref().and_then(|held| held.get(at)).copied();
            RerunOutcome {
                name: known.name.clone(),
                title: known.words.title.clone(),
                unit: known.unit.text.clone(),
                value,
                in_study: held,
                same: held.map(|held| held.to_bits() == value.to_bits() || (held.is_nan() && value.is_nan())),
            }
        })
        .collect();
    RerunReport {
        study: study.path.display().to_string(),
        model: model.name.clone(),
        future: row,
        strategy: arm.to_owned(),
        seed: study.asked.seed,
        same: held.is_some().then(|| outcomes.iter().all(|outcome| outcome.same == Some(true))),
        fault,
        times: at_steps.iter().map(|&step| model.time.at(step) / time_scale(model)).collect(),
        dates: at_steps.iter().map(|&step| date(&model.time, model.time.at(step))).collect(),
        drawn: drawn.collect(),
        outcomes,
        variables: variables.collect(),
    }
}

fn time_scale(model: &Model) -> f64 {
    if model.time.calendar { 1.0 } else { model.time.unit.scale }
}

fn variable(model: &Model, id: VarId, values: Vec<f64>) -> RerunVariable {
    let known = model.variable(id);
    RerunVariable {
        name: known.name.clone(),
        title: known.words.title.clone(),
        unit: known.unit.text.clone(),
        values: values.into_iter().map(|value| value / known.unit.scale).collect(),
    }
}
