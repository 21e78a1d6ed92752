//! Quantiles over futures, by strategy and date, without keeping every series.
//!
//! Comes in: a plan. Goes out: quantiles of the recorded variables over all of its futures: exact where their values fit
//! 256 MiB, else from counts in bins, with a stated bound. Refuses: a model that records nothing.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Ask, Experiment};
use linchpin_core::model::Model;
use linchpin_engine::Control;
use linchpin_explore::analysis::{COARSE, Sketch, quantile, sorted};
use linchpin_store::Bands;

use super::{Manner, Plan};

/// Shares of futures whose quantiles are kept.
pub const SHARES: [f64; 7] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
/// Numbers that are held for exact quantiles: 256 MiB.
const EXACT_NUMBERS: f64 = (32 << 20) as f64;

/// What is known of one variable at one date under one arm.
enum Held {
    All(Vec<f64>),
    Counted(Sketch),
}

impl Held {
    fn add(&mut self, values: &[f64]) {
        match self {
            Held::All(all) => all.extend_from_slice(values),
            Held::Counted(sketch) => values.iter().for_each(|&value| sketch.add(value)),
        }
    }

    fn quantiles(&self) -> Vec<f64> {
        match self {
            Held::All(all) => {
                let rising = sorted(all);
                SHARES.iter().map(|&share| quantile(&rising, share)).collect()
            }
            Held::Counted(sketch) => SHARES.iter().map(|&share| sketch.quantile(share)).collect(),
        }
    }
}

/// Runs a plan's futures for their bands; `None` where it was cancelled. `exact` overrules the size up to which values are
/// held.
pub fn bands(model: &Model, plan: &Plan, manner: Manner<'_>, exact: Option<bool>) -> Result<Option<Bands>, Refusal> {
    let ask = &plan.experiment.ask;
    if ask.series.is_empty() {
        return Err(Refusal::new(
            format!("{} records no series", model.name),
            "name variables in its text: `record every 3 months of ...`",
        ));
    }
    let experiment = Experiment { ask: Ask { outcomes: Vec::new(), ..ask.clone() }, ..plan.experiment.clone() };
    let (arms, variables, points) = (experiment.arms.len(), ask.series.len(), ask.at_steps.len());
    let numbers = experiment.futures.count as f64 * (arms * variables * points) as f64;
    let exact = exact.unwrap_or(numbers <= EXACT_NUMBERS);
    let empty = || if exact { Held::All(Vec::new()) } else { Held::Counted(Sketch::new(COARSE)) };
    let mut held: Vec<Vec<Vec<Held>>> =
        (0..arms).map(|_| (0..variables).map(|_| (0..points).map(|_| empty()).collect()).collect()).collect();
    let draws = plan.draws(model)?;
    let size = experiment.futures.count;
    let progress = |runs: u64, _: u64| (manner.progress)(runs / arms.max(1) as u64, size);
    let control = Control { threads: manner.threads, block: None, draws: false, cancel: manner.cancel, progress: &progress };
    let finish = linchpin_engine::run(model, &experiment, draws.as_ref(), &control, &mut |chunk| {
        for (held, arm) in held.iter_mut().zip(&chunk.series) {
            for (held, variable) in held.iter_mut().zip(arm) {
                held.iter_mut().zip(variable).for_each(|(held, values)| held.add(values));
            }
        }
        Ok(())
    })?;
    if finish.cancelled {
        return Ok(None);
    }
    let quantiles = |points: &Vec<Held>| points.iter().map(Held::quantiles).collect::<Vec<_>>();
    Ok(Some(Bands {
        shares: SHARES.to_vec(),
        values: held.iter().map(|arm| arm.iter().map(quantiles).collect()).collect(),
        futures: size,
        bound: if exact { 0.0 } else { Sketch::new(COARSE).bound() },
    }))
}
