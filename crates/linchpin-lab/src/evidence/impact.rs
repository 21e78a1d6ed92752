//! What follows when an article is right: the same futures with and without what it would set.
//!
//! Comes in: a model, settings that an article proposes, and how many futures. Goes out: paired differences of every outcome under
//! every policy, and what changes in the order of policies. Both sides run in one experiment, under the same draws and luck, so that
//! the result is what setting the same values by hand gives, to the bit. Refuses: no settings, and what a run refuses.

use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::{Refusal, SourceMap, nearest};
use linchpin_core::experiment::Arm;
use linchpin_core::model::{Model, Setting};
use linchpin_core::table::Outcomes;
use linchpin_explore::analysis::{Difference, Share, Verdict as Sign, difference};

use super::reading::{Change, Reading};
use crate::compare::{Compared, Comparison, compare};
use crate::figure;
use crate::run::{Manner, Plan, Ran, Request, SetByHand, plan, run, setting};

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

/// Runs the settings against their absence over the same futures.
pub fn impact(
    model: &Model,
    sources: &SourceMap,
    request: &Request,
    settings: &[String],
    threads: usize,
) -> Result<Impact, Refusal> {
    if settings.is_empty() {
        return Err(Refusal::new(
            "there is nothing to set",
            "`linchpin evidence read` says what an article would change, and why not",
        ));
    }
    let by_hand = settings.iter().map(|text| setting(model, text)).collect::<Result<Vec<_>, _>>()?;
    let mut both = plan(model, request)?;
    let half = both.experiment.arms.len();
    let with: Vec<Arm> = both.experiment.arms.iter().map(|arm| also_set(arm, &by_hand)).collect();
    both.experiment.arms.extend(with);
    let cancel = AtomicBool::new(false);
    let ran = run(model, &both, Manner { threads, cancel: &cancel, progress: &|_, _| {} }, None)?;
    let side = |from: usize| -> Result<Comparison, Refusal> { one_side(model, sources, &both, &ran, from, half) };
    let (without, with) = (side(0)?, side(half)?);
    Ok(Impact {
        settings: settings.to_vec(),
        policies: without.arms.iter().map(|arm| arm.name.clone()).collect(),
        futures: ran.outcomes.futures,
        moved: moved(&without, &with, &ran, half),
        reordered: reordered(&without, &with),
        without,
        with,
        faults: ran.faults,
    })
}

fn also_set(arm: &Arm, by_hand: &[SetByHand]) -> Arm {
    let mut arm = arm.clone();
    arm.settings.extend(by_hand.iter().map(|set| (set.id, Setting::Constant(set.value))));
    arm
}

fn one_side(
    model: &Model,
    sources: &SourceMap,
    plan: &Plan,
    ran: &Ran,
    from: usize,
    count: usize,
) -> Result<Comparison, Refusal> {
    let arms = &plan.experiment.arms[from..from + count];
    let held = Outcomes {
        arms: ran.outcomes.arms[from..from + count].to_vec(),
        values: ran.outcomes.values[from..from + count].to_vec(),
        names: ran.outcomes.names.clone(),
        futures: ran.outcomes.futures,
        ..Outcomes::default()
    };
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let compared = Compared { model, sources, arms, outcomes: &plan.experiment.ask.outcomes, is_baseline: &is_baseline };
    compare(compared, &held)?.into_iter().next().ok_or_else(|| Refusal::new("nothing was run", "ask for a policy of the model"))
}

fn moved(without: &Comparison, with: &Comparison, ran: &Ran, half: usize) -> Vec<Moved> {
    let mut out = Vec::new();
    for policy in 0..half {
        for (outcome, shown) in without.outcomes.iter().enumerate() {
            let difference = difference(&ran.outcomes.values[half + policy][outcome], &ran.outcomes.values[policy][outcome]);
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

fn reordered(without: &Comparison, with: &Comparison) -> Vec<Reordered> {
    let name = |side: &Comparison, best: Option<usize>| best.map(|at| side.arms[at].name.clone());
    let outcomes = without.outcomes.iter().zip(&with.outcomes).filter(|(before, _)| !before.hidden);
    let outcomes = outcomes
        .map(|(before, after)| (before.title.clone(), name(without, before.extremes.best), name(with, after.extremes.best)));
    let criteria = without.criteria.iter().zip(&with.criteria);
    let criteria = criteria
        .map(|(before, after)| (before.title.clone(), name(without, before.extremes.best), name(with, after.extremes.best)));
    outcomes
        .chain(criteria)
        .filter(|(_, before, after)| before != after)
        .map(|(what, before, after)| Reordered { what, before, after })
        .collect()
}
