//! What follows when an article is right: the same futures with and without what it would set.
//!
//! Comes in: a model, settings that an article proposes, and how many futures. Goes out: paired differences of every outcome under
//! every policy, and what changes in the order of policies. Both sides run under the same draws and luck, so that the result is what
//! setting the same values by hand gives, to the bit. Refuses: no settings, and what a run refuses.

use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::{Refusal, SourceMap, nearest};
use linchpin_core::experiment::{Arm, Experiment};
use linchpin_core::model::{Model, Setting};
use linchpin_core::table::Outcomes;
use linchpin_explore::analysis::{Difference, Share, Verdict as Sign, difference};

use super::number::{Put, edited, put};
use super::reading::{Change, Reading};
use crate::compare::{Compared, Comparison, compare};
use crate::figure;
use crate::run::{Manner, Plan, Ran, Request, plan, run};

/// A difference below this part of an outcome's spread over futures is not worth a change of mind.
const MATTERS: f64 = 0.02;

/// A change as it would be typed: `usfk_target=20`. It goes through the same door as a setting by hand.
pub fn typed(model: &Model, change: &Change) -> String {
    let variable = model.variable(change.variable);
    format!("{}={}", variable.name, figure::exact(change.value / variable.unit.scale))
}

/// The changes of a reading to run: all that can be set, or the chosen ones by name of their input.
/// Refuses names that the reading does not change, and inputs that cannot take the value.
pub fn accepted<'r>(model: &Model, reading: &'r Reading, chosen: &[String]) -> Result<Vec<&'r Change>, Refusal> {
    if chosen.is_empty() {
        return Ok(reading.changes.iter().filter(|change| change.hindered.is_none()).collect());
    }
    let name = |change: &Change| model.variable(change.variable).name.clone();
    chosen
        .iter()
        .map(|wanted| {
            let Some(change) = reading.changes.iter().find(|change| name(change) == *wanted) else {
                let names: Vec<String> = reading.changes.iter().map(name).collect();
                let near = nearest(wanted, names.iter().map(String::as_str))
                    .map(|near| format!("did you mean `{near}`? "))
                    .unwrap_or_default();
                let list =
                    if names.is_empty() { "it changes nothing".to_string() } else { format!("it changes {}", names.join(", ")) };
                return Err(Refusal::new(format!("the article does not change `{wanted}`"), format!("{near}{list}")));
            };
            match &change.hindered {
                Some(why) => Err(Refusal::new(
                    format!("`{wanted}` cannot be accepted: {why}"),
                    "a range is a statement of the model, and can be widened there",
                )),
                None => Ok(change),
            }
        })
        .collect()
}

/// One outcome under one policy, with the settings against without.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Index of the policy in [`Impact::policies`].
    pub policy: usize,
    /// Index of the outcome in the comparison.
    pub outcome: usize,
    /// The paired difference, in base units.
    pub difference: Difference,
    /// It in parts of the spread (5 to 95 %) over futures without the settings; 0 where there is no spread.
    pub of_spread: f64,
    /// Share of futures that are acceptable, without and with; `None` without a threshold.
    pub acceptable: Option<(Share, Share)>,
    /// Large and sure enough to matter.
    pub matters: bool,
}

/// A change in which policy is best.
#[derive(Clone, Debug, PartialEq)]
pub struct Reordered {
    /// Name of the outcome or criterion.
    pub name: String,
    /// Title of the outcome or criterion.
    pub what: String,
    /// The best policy without; `None` where it is not decided.
    pub before: Option<String>,
    /// The best policy with.
    pub after: Option<String>,
}

/// What the settings do.
pub struct Impact {
    /// As they would be typed.
    pub settings: Vec<String>,
    /// Names of the policies.
    pub policies: Vec<String>,
    /// Futures.
    pub futures: usize,
    /// Without the settings.
    pub without: Comparison,
    /// With them.
    pub with: Comparison,
    /// Every outcome under every policy, by policy.
    pub moved: Vec<Moved>,
    /// Where the best policy changes.
    pub reordered: Vec<Reordered>,
    /// Runs that faulted with the settings.
    pub faults: u64,
}

impl Impact {
    /// True when no outcome moves enough to matter and no order changes.
    pub fn nothing_that_matters(&self) -> bool {
        self.reordered.is_empty() && self.moved.iter().all(|moved| !moved.matters)
    }
}

/// What is asked: a plan, and what is set in it on one of two sides.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its texts.
    pub sources: &'a SourceMap,
    /// What is run on both sides.
    pub plan: &'a Plan,
    /// Which arm the others are compared with.
    pub is_baseline: &'a dyn Fn(&Arm) -> bool,
    /// `name=value`, set on one side.
    pub settings: &'a [String],
}

/// Runs the settings against their absence over the same futures.
pub fn impact(
    model: &Model,
    sources: &SourceMap,
    request: &Request,
    settings: &[String],
    threads: usize,
) -> Result<Impact, Refusal> {
    let plan = plan(model, request)?;
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let asked = Asked { model, sources, plan: &plan, is_baseline: &is_baseline, settings };
    let cancel = AtomicBool::new(false);
    let found = impact_of(asked, Manner { threads, cancel: &cancel, progress: &|_, _| {} })?;
    found.ok_or_else(|| Refusal::new("the run was stopped", ""))
}

/// The same for a plan that stands already; `None` where it was stopped before the last future.
pub fn impact_of(asked: Asked<'_>, manner: Manner<'_>) -> Result<Option<Impact>, Refusal> {
    let Asked { model, plan, settings, .. } = asked;
    if settings.is_empty() {
        return Err(Refusal::new(
            "there is nothing to set",
            "`linchpin evidence read` says what an article would change, and why not",
        ));
    }
    let puts = settings.iter().map(|text| put(model, text)).collect::<Result<Vec<_>, _>>()?;
    let changed = edited(model, &puts);
    let Experiment { futures, arms, ask } = &plan.experiment;
    let arms = arms.iter().map(|arm| also_set(arm, &puts)).collect();
    let other = plan.with_experiment(Experiment { futures: *futures, arms, ask: ask.clone() });
    let (progress, half) = (manner.progress, plan.experiment.arms.len() as u64);
    // The two sides are one piece of work to whoever waits.
    let side = |first: bool| move |done: u64, of: u64| progress(if first { done } else { of + done }, 2 * of);
    let (first, second) = (side(true), side(false));
    let ran = run(model, plan, Manner { progress: &first, ..manner }, None)?;
    let ran_with = run(&changed, &other, Manner { progress: &second, ..manner }, None)?;
    if ran.cancelled || ran_with.cancelled || half == 0 {
        return Ok(None);
    }
    let (without, with) = (one_side(asked, model, plan, &ran)?, one_side(asked, &changed, &other, &ran_with)?);
    // Two strategies on a page may be one policy, each with its own levers: the arm has its name.
    let names: Vec<String> = plan.experiment.arms.iter().map(|arm| arm.name.clone()).collect();
    Ok(Some(Impact {
        settings: settings.to_vec(),
        futures: ran.outcomes.futures,
        moved: moved(&without, &with, &ran, &ran_with),
        reordered: reordered(&names, &without, &with),
        policies: names,
        without,
        with,
        faults: ran_with.faults,
    }))
}

fn also_set(arm: &Arm, puts: &[Put]) -> Arm {
    let mut arm = arm.clone();
    let inputs = puts.iter().filter_map(|one| match one {
        Put::Input(set) => Some((set.id, Setting::Constant(set.value))),
        Put::Number(..) => None,
    });
    arm.settings.extend(inputs);
    arm
}

fn one_side(asked: Asked<'_>, model: &Model, plan: &Plan, ran: &Ran) -> Result<Comparison, Refusal> {
    let held = Outcomes {
        arms: ran.outcomes.arms.clone(),
        values: ran.outcomes.values.clone(),
        names: ran.outcomes.names.clone(),
        futures: ran.outcomes.futures,
        ..Outcomes::default()
    };
    let arms = &plan.experiment.arms;
    let outcomes = &plan.experiment.ask.outcomes;
    let compared = Compared { model, sources: asked.sources, arms, outcomes, is_baseline: asked.is_baseline };
    compare(compared, &held)?.into_iter().next().ok_or_else(|| Refusal::new("nothing was run", "ask for a policy of the model"))
}

fn moved(without: &Comparison, with: &Comparison, ran: &Ran, ran_with: &Ran) -> Vec<Moved> {
    let mut out = Vec::new();
    for policy in 0..without.arms.len() {
        for (outcome, shown) in without.outcomes.iter().enumerate() {
            let difference = difference(&ran_with.outcomes.values[policy][outcome], &ran.outcomes.values[policy][outcome]);
            let cell = &shown.cells[policy];
            let spread = cell.level.high - cell.level.low;
            let of_spread = if spread > 0.0 { difference.mean / spread } else { 0.0 };
            let sure = matches!(difference.verdict, Sign::More | Sign::Less);
            let acceptable = cell.acceptable.zip(with.outcomes[outcome].cells[policy].acceptable);
            let crossed = acceptable.is_some_and(|(before, after)| (before.value - after.value).abs() >= MATTERS);
            let large = of_spread.abs() >= MATTERS || spread == 0.0;
            out.push(Moved {
                policy,
                outcome,
                difference,
                of_spread,
                acceptable,
                matters: sure && !shown.hidden && (large || crossed),
            });
        }
    }
    out
}

fn reordered(names: &[String], without: &Comparison, with: &Comparison) -> Vec<Reordered> {
    let name = |best: Option<usize>| best.and_then(|at| names.get(at).cloned());
    let outcomes = without.outcomes.iter().zip(&with.outcomes).filter(|(before, _)| !before.hidden);
    let outcomes =
        outcomes.map(|(before, after)| (&before.name, &before.title, name(before.extremes.best), name(after.extremes.best)));
    let criteria = without.criteria.iter().zip(&with.criteria);
    let criteria =
        criteria.map(|(before, after)| (&before.name, &before.title, name(before.extremes.best), name(after.extremes.best)));
    outcomes
        .chain(criteria)
        .filter(|(.., before, after)| before != after)
        .map(|(name, what, before, after)| Reordered { name: name.clone(), what: what.clone(), before, after })
        .collect()
}
