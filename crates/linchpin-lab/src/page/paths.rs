//! Variables over time: bands, single futures, paired differences.
//!
//! Comes in: a question and names of variables. Goes out: a [`PathsAnswer`]. Refuses: unknown variables, too many, and too many
//! times too many futures.

use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Experiment;
use linchpin_core::model::{Origin, VarId};
use linchpin_explore::analysis::{difference, quantiles};

use super::question::{Question, find};
use crate::compare::shown_unit;
use crate::ensemble;
use crate::wire::page::{Number, PathsAnswer, PathsDifference, PathsStrategy, PathsVariable};

/// The most variables of one question: all that a page shows side by side at one date.
const MOST_VARIABLES: usize = 32;
/// The most futures whose series are computed.
const MOST_PATHS: u64 = 4096;
/// The most series of one question, variables times futures: they are held in memory together.
const MOST_SERIES: u64 = 8 * MOST_PATHS;
/// Futures shown one by one.
const SAMPLES: usize = 3;

/// Runs the last rung of the ladder, at most 4,096 futures, with series; `None` where `cancel` was set before the end.
pub fn paths(
    question: &Question<'_>,
    variables: &[String],
    threads: usize,
    cancel: &AtomicBool,
) -> Result<Option<PathsAnswer>, Refusal> {
    let model = &question.model;
    let series = variables_of(question, variables)?;
    let futures = question.size().min(MOST_PATHS);
    if futures * series.len() as u64 > MOST_SERIES {
        return Err(Refusal::new(
            format!("{} variables in {futures} futures are more than a page may ask for", series.len()),
            format!("ask for fewer variables, or for at most {} futures", MOST_SERIES / series.len() as u64),
        ));
    }
    let plan = question.plan(futures);
    let at_steps = points(question);
    let mut experiment: Experiment = plan.experiment;
    experiment.ask.outcomes.clear();
    experiment.ask.series = series.clone();
    experiment.ask.at_steps = at_steps.clone();
    let prepared = question.lab.prepared(&experiment.ask)?;
    let Some(chunk) = ensemble::prepared(&prepared, model, &experiment, threads, cancel)? else { return Ok(None) };
    let shown = |(at, &id): (usize, &VarId)| {
        let (unit, scale) = shown_unit(model.variable(id), &question.lab.sources);
        let rows = |arm: usize| &chunk.series[arm][at];
        let strategy = |arm: usize| {
            let mut bands: Vec<Vec<Number>> = (0..5).map(|_| Vec::with_capacity(at_steps.len())).collect();
            for values in rows(arm) {
                let found = quantiles(values, [0.05, 0.25, 0.5, 0.75, 0.95]);
                bands.iter_mut().zip(found).for_each(|(band, value)| band.push(Number(value / scale)));
            }
            let sample = |future: usize| rows(arm).iter().map(|values| Number(values[future] / scale)).collect();
            PathsStrategy { id: question.id(arm), bands, samples: (0..chunk.count.min(SAMPLES)).map(sample).collect() }
        };
        let apart = |arm: usize| {
            let found: Vec<_> = rows(arm).iter().zip(rows(question.reference)).map(|(arm, base)| difference(arm, base)).collect();
            let row =
                |of: fn(&linchpin_explore::analysis::Difference) -> f64| found.iter().map(|d| Number(of(d) / scale)).collect();
            PathsDifference { id: question.id(arm), low: row(|d| d.low), mean: row(|d| d.mean), high: row(|d| d.high) }
        };
        let arms = question.arms.len();
        let differences: Vec<PathsDifference> = (0..arms).filter(|&arm| arm != question.reference).map(apart).collect();
        PathsVariable {
            name: model.variable(id).name.clone(),
            unit,
            strategies: (0..arms).map(strategy).collect(),
            difference: differences.first().cloned(),
            differences,
        }
    };
    let variables = series.iter().enumerate().map(shown).collect();
    let points = at_steps.iter().map(|&step| model.time.at(step) / model.time.unit.scale).collect();
    Ok(Some(PathsAnswer { futures: chunk.count, points, variables }))
}

fn variables_of(question: &Question<'_>, names: &[String]) -> Result<Vec<VarId>, Refusal> {
    let model = &question.model;
    if names.is_empty() || names.len() > MOST_VARIABLES {
        return Err(Refusal::new(format!("{} variables in one question", names.len()), format!("ask for 1 to {MOST_VARIABLES}")));
    }
    let ids: Vec<VarId> = (0..model.variables.len() as u32)
        .map(VarId)
        .filter(|&id| matches!(model.variable(id).origin, Origin::Written | Origin::Game(_)))
        .filter(|&id| !matches!(model.variable(id).kind, linchpin_core::model::Kind::Outcome { .. }))
        .collect();
    let known: Vec<&str> = ids.iter().map(|&id| model.variable(id).name.as_str()).collect();
    let mut found = Vec::new();
    for name in names {
        let id = ids[find("variable", name, &known, "variables")?];
        if found.contains(&id) {
            return Err(Refusal::new(format!("`{}` is asked for twice", model.variable(id).name), "name each variable once"));
        }
        found.push(id);
    }
    Ok(found)
}

/// Steps at which series have points: those that a study keeps.
fn points(question: &Question<'_>) -> Vec<u32> {
    recorded(&question.model.time)
}

/// Every recorded step of a time axis, and the last one.
pub(super) fn recorded(time: &linchpin_core::model::TimeAxis) -> Vec<u32> {
    let mut steps: Vec<u32> = (0..=time.steps).step_by(time.record_every.max(1) as usize).collect();
    if steps.last() != Some(&time.steps) {
        steps.push(time.steps);
    }
    steps
}
