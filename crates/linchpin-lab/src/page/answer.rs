//! One rung of the ladder: strategies side by side, in tables.
//!
//! Comes in: a question and a number of futures. Goes out: an [`Answer`], or nothing where it was cancelled. Refuses: what
//! the engine refuses.

use std::sync::atomic::{AtomicBool, Ordering};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Arm;
use linchpin_core::model::Better;
use linchpin_explore::analysis::{Difference, Share, Z95, quantiles};

use super::question::Question;
use super::{headline, measures};
use crate::compare::{Compared, Comparison, OutcomeShown, compare};
use crate::run::{Manner, Ran, run_prepared};
use crate::wire::page::{Answer, AnswerCriterion, AnswerDifference, AnswerDots, AnswerLevel, AnswerOutcome, AnswerShare, Number};

/// Futures drawn as dots.
const DOTS: usize = 100;

/// Runs so many futures and says what they show; `None` where `cancel` was set before the last one.
pub fn answer(question: &Question<'_>, futures: u64, threads: usize, cancel: &AtomicBool) -> Result<Option<Answer>, Refusal> {
    let plan = question.plan(futures);
    let prepared = question.lab.prepared(&plan.experiment.ask)?;
    let ran = run_prepared(&prepared, &question.model, &plan, Manner { threads, cancel, progress: &|_, _| {} })?;
    if ran.cancelled || cancel.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let reference = question.id(question.reference);
    let is_baseline = |arm: &Arm| arm.name == reference;
    let compared = Compared {
        model: &question.model,
        sources: &question.lab.sources,
        arms: &plan.experiment.arms,
        outcomes: &plan.experiment.ask.outcomes,
        is_baseline: &is_baseline,
    };
    let Some(comparison) = compare(compared, &ran.outcomes)?.into_iter().next() else { return Ok(None) };
    if cancel.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let (robustness, regret) = measures::measures(question, &comparison, &ran.outcomes);
    Ok(Some(Answer {
        futures: ran.outcomes.futures,
        complete: futures == question.size(),
        faults: ran.faults,
        headline: headline::headline(question, &comparison, ran.faults),
        outcomes: (0..comparison.outcomes.len()).map(|at| outcome(question, &comparison, &ran, at)).collect(),
        criteria: criteria(question, &comparison),
        dots: dots(question, &comparison, &ran),
        robustness,
        regret,
    }))
}

fn outcome(question: &Question<'_>, comparison: &Comparison, ran: &Ran, at: usize) -> AnswerOutcome {
    let shown: &OutcomeShown = &comparison.outcomes[at];
    let number = |value: f64| Number(value / shown.scale);
    let level = |(arm, cell): (usize, &crate::compare::Cell)| {
        let mean = cell.level.mean;
        let half = Z95 * mean.standard_error;
        let [p25, p75] = quantiles(&ran.outcomes.values[arm][at], [0.25, 0.75]);
        let share = cell.acceptable;
        let part = |of: fn(&Share) -> f64| Number(share.as_ref().map_or(f64::NAN, of));
        AnswerLevel {
            id: question.id(arm),
            mean: number(mean.value),
            mean_low: number(mean.value - half),
            mean_high: number(mean.value + half),
            p05: number(cell.level.low),
            p25: number(p25),
            p50: number(cell.level.median),
            p75: number(p75),
            p95: number(cell.level.high),
            share: part(|share| share.value),
            share_low: part(|share| share.low),
            share_high: part(|share| share.high),
        }
    };
    let difference = |(arm, cell): (usize, &crate::compare::Cell)| {
        let Difference { mean, low, high, .. } = cell.difference?;
        let superior = Number(cell.superiority.unwrap_or(f64::NAN));
        Some(AnswerDifference { id: question.id(arm), mean: number(mean), low: number(low), high: number(high), superior })
    };
    let extreme = |arm: Option<usize>| arm.filter(|_| shown.better != Better::Neither).map(|arm| question.id(arm));
    AnswerOutcome {
        name: shown.name.clone(),
        strategies: shown.cells.iter().enumerate().map(level).collect(),
        differences: shown.cells.iter().enumerate().filter_map(difference).collect(),
        best: extreme(shown.extremes.best),
        worst: extreme(shown.extremes.worst),
    }
}

fn criteria(question: &Question<'_>, comparison: &Comparison) -> Vec<AnswerCriterion> {
    let shares = |shares: &[Share]| {
        let shown = |(arm, share): (usize, &Share)| AnswerShare {
            id: question.id(arm),
            share: Number(share.value),
            share_low: Number(share.low),
            share_high: Number(share.high),
        };
        shares.iter().enumerate().map(shown).collect()
    };
    let criterion =
        |shown: &crate::compare::CriterionShown| AnswerCriterion { name: shown.name.clone(), strategies: shares(&shown.shares) };
    comparison.criteria.iter().map(criterion).collect()
}

/// The first futures by the first criterion; without one, whether the run went through.
fn dots(question: &Question<'_>, comparison: &Comparison, ran: &Ran) -> Vec<AnswerDots> {
    let core = question.model.criteria.first().map_or(&[][..], |criterion| &criterion.outcomes[..]);
    let of = |arm: usize| {
        let state = |future: usize| {
            let mut met = true;
            for (outcome, values) in comparison.outcomes.iter().zip(&ran.outcomes.values[arm]) {
                let value = values[future];
                if value.is_nan() {
                    return 'x';
                }
                met &= !core.contains(&outcome.id) || outcome.acceptable.is_none_or(|acceptable| acceptable.holds(value));
            }
            if met { '1' } else { '0' }
        };
        AnswerDots { id: question.id(arm), states: (0..ran.outcomes.futures.min(DOTS)).map(state).collect() }
    };
    (0..question.arms.len()).map(of).collect()
}
