//! One rung of the ladder: strategies side by side, in tables.
//!
//! Comes in: a question and a number of futures. Goes out: an [`Answer`], or nothing where it was cancelled; later the same
//! answer with only the verdicts that survive other weights. Refuses: what the engine refuses.

use std::sync::atomic::{AtomicBool, Ordering};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Arm;
use linchpin_core::model::Better;
use linchpin_explore::analysis::{Difference, Share, Verdict, Z95, quantiles};

use super::question::Question;
use super::{headline, known, measures};
use crate::compare::{Compared, Comparison, OutcomeShown, compare};
use crate::explore::Hands;
use crate::explore::survival::{HEADLINE, Tested, hold, survival, yardsticks};
use crate::run::{Manner, Ran};
use crate::wire::page::{
    Answer, AnswerCriterion, AnswerDifference, AnswerDots, AnswerLevel, AnswerOutcome, AnswerShare, AnswerTested, Number,
};

/// Futures drawn as dots.
const DOTS: usize = 100;

/// An answer with the comparison behind it.
#[derive(Debug)]
pub struct Rung {
    /// The answer.
    pub answer: Answer,
    comparison: Comparison,
}

/// Runs so many futures and says what they show; `None` where `cancel` was set before the last one.
pub fn rung(question: &Question<'_>, futures: u64, threads: usize, cancel: &AtomicBool) -> Result<Option<Rung>, Refusal> {
    let plan = question.plan(futures);
    let ran = known::run(question, plan, Manner { threads, cancel, progress: &|_, _| {} })?;
    if ran.cancelled || cancel.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let reference = question.id(question.reference);
    let is_baseline = |arm: &Arm| arm.name == reference;
    let compared = Compared {
        model: &question.model,
        sources: &question.lab.sources,
        arms: &question.arms,
        outcomes: &question.model.outcomes(),
        is_baseline: &is_baseline,
    };
    let Some(comparison) = compare(compared, &ran.outcomes)?.into_iter().next() else { return Ok(None) };
    if cancel.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let (robustness, regret) = measures::measures(question, &comparison, &ran.outcomes);
    let answer = Answer {
        futures: ran.outcomes.futures,
        complete: futures == question.size(),
        faults: ran.faults,
        headline: headline::headline(question, &comparison, ran.faults),
        outcomes: (0..comparison.outcomes.len()).map(|at| outcome(question, &comparison, &ran, at)).collect(),
        criteria: criteria(question, &comparison),
        dots: dots(question, &comparison, &ran),
        robustness,
        regret,
        tested: None,
    };
    Ok(Some(Rung { answer, comparison }))
}

/// Draws all fixed weights anew, and takes back every verdict whose ordering does not survive; `None` where `cancel` was set
/// on the way, or where there is nothing to compare.
pub fn tested(question: &Question<'_>, rung: Rung, threads: usize, cancel: &AtomicBool) -> Result<Option<Answer>, Refusal> {
    let Rung { mut answer, mut comparison } = rung;
    if question.arms.len() < 2 {
        return Ok(None);
    }
    let yardsticks = yardsticks(&question.model, &comparison);
    let tested = Tested {
        model: &question.model,
        arms: &question.arms,
        outcomes: &question.model.outcomes(),
        yardsticks: &yardsticks,
        seed: question.seed,
        events: question.events,
    };
    let found = survival(tested, HEADLINE, Hands { threads, cancel });
    if cancel.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let found = found?;
    let decided = told(&answer, &comparison);
    hold(&mut comparison, &found);
    answer.headline = headline::headline(question, &comparison, answer.faults);
    for (told, shown) in answer.outcomes.iter_mut().zip(&comparison.outcomes) {
        (told.best, told.worst) = ends(question, shown);
        told.differences = differences(question, shown);
    }
    let kept = told(&answer, &comparison);
    answer.tested = Some(AnswerTested {
        draws: found.draws,
        futures: HEADLINE.futures,
        weights: found.weights,
        bound: HEADLINE.bound,
        decided,
        taken_back: decided - kept,
    });
    Ok(Some(answer))
}

/// Verdicts as the reader sees them: decided differences of outcomes that have a direction.
fn told(answer: &Answer, comparison: &Comparison) -> usize {
    let directed = answer.outcomes.iter().zip(&comparison.outcomes).filter(|(_, shown)| shown.better != Better::Neither);
    directed.flat_map(|(told, _)| &told.differences).filter(|difference| difference.decided).count()
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
    let (best, worst) = ends(question, shown);
    AnswerOutcome {
        name: shown.name.clone(),
        strategies: shown.cells.iter().enumerate().map(level).collect(),
        differences: differences(question, shown),
        best,
        worst,
    }
}

fn differences(question: &Question<'_>, shown: &OutcomeShown) -> Vec<AnswerDifference> {
    let number = |value: f64| Number(value / shown.scale);
    let difference = |(arm, cell): (usize, &crate::compare::Cell)| {
        let Difference { mean, low, high, verdict, .. } = cell.difference?;
        Some(AnswerDifference {
            id: question.id(arm),
            mean: number(mean),
            low: number(low),
            high: number(high),
            superior: Number(cell.superiority.unwrap_or(f64::NAN)),
            decided: matches!(verdict, Verdict::More | Verdict::Less),
        })
    };
    shown.cells.iter().enumerate().filter_map(difference).collect()
}

/// The best and the worst strategy, where they are decided.
fn ends(question: &Question<'_>, shown: &OutcomeShown) -> (Option<String>, Option<String>) {
    let extreme = |arm: Option<usize>| arm.filter(|_| shown.better != Better::Neither).map(|arm| question.id(arm));
    (extreme(shown.extremes.best), extreme(shown.extremes.worst))
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
