//! Whose number is right: the comparison of policies once for each side of a dispute, in the same futures.
//!
//! Comes in: a model, an uncertainty and the claims that disagree about it. Goes out: for each outcome the best policy and the signs of
//! the paired differences under each claim, and whether the verdict flips. Refuses: names that are no uncertainty or claim, claims
//! in another unit, and fewer than two different numbers.

use linchpin_core::diagnostic::{Refusal, SourceMap, nearest};
use linchpin_core::evidence::Claim;
use linchpin_core::experiment::{Arm, Ask, Experiment};
use linchpin_core::model::{Better, Kind, Model, Setting, VarId};
use linchpin_core::table::Outcomes;
use linchpin_explore::analysis::Verdict;

use crate::compare::{Compared, Comparison, OutcomeShown, compare};
use crate::figure::exact_with_unit;
use crate::loops::Runner;
use crate::run::{Plan, Request, plan};
use crate::wire::{AlternativeShown, DisputeReport, DisputedOutcome, SideShown, SignShown};

/// An uncertainty with the claims that disagree about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quarrel {
    /// What is uncertain.
    pub variable: VarId,
    /// Names of claims, each with its number in base units.
    pub alternatives: Vec<(String, f64)>,
}

/// How a dispute is run.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Names of policies; empty for all.
    pub policies: Vec<String>,
    /// The policy that others are compared with.
    pub baseline: Option<String>,
    /// How many futures.
    pub futures: u64,
    /// Seed of all luck.
    pub seed: u64,
}

impl Asked {
    pub(super) fn request(&self) -> Request {
        Request {
            policies: self.policies.clone(),
            baseline: self.baseline.clone(),
            series: Some(0),
            ..Request::of(self.futures, self.seed)
        }
    }
}

/// The disputes of a model, or the one that the reader names: an uncertainty, and the claims among which it is to be drawn.
pub fn alternatives(model: &Model, name: Option<&str>, among: &[String]) -> Result<Vec<Quarrel>, Refusal> {
    let declared = |variable: VarId| {
        let dispute = model.disputes.iter().find(|dispute| dispute.variable == variable)?;
        let named =
            dispute.alternatives.iter().filter_map(|(id, value)| Some((model.claims.get(id.idx())?.name.clone(), *value)));
        Some(Quarrel { variable, alternatives: named.collect() })
    };
    let Some(name) = name else {
        if model.disputes.is_empty() {
            return Err(Refusal::new(
                format!("{} declares no dispute", model.name),
                "write `uncertainty NAME : UNIT = DEFAULT among CLAIM, CLAIM`, or name an uncertainty and its claims: `NAME --among CLAIM,CLAIM`",
            ));
        }
        return Ok(model.disputes.iter().filter_map(|dispute| declared(dispute.variable)).collect());
    };
    let uncertain = |id: &VarId| matches!(model.variable(*id).kind, Kind::Uncertainty { .. });
    let Some(variable) = model.find(name).filter(uncertain) else {
        let names: Vec<&str> = model.uncertainties().iter().map(|id| model.variable(*id).name.as_str()).collect();
        let help = nearest(name, names.iter().copied())
            .map_or("name an uncertainty".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(Refusal::new(format!("{} has no uncertainty `{name}`", model.name), help));
    };
    if among.is_empty() {
        return declared(variable).map(|quarrel| vec![quarrel]).ok_or_else(|| {
            Refusal::new(format!("`{name}` is not drawn among claims"), "say which claims disagree: `--among CLAIM,CLAIM`")
        });
    }
    let unit = &model.variable(variable).unit;
    let mut alternatives: Vec<(String, f64)> = Vec::new();
    for wanted in among {
        let claim: &Claim = model.claims.iter().find(|claim| claim.name == *wanted).ok_or_else(|| {
            let near = nearest(wanted, model.claims.iter().map(|claim| claim.name.as_str()));
            let help = near
                .map_or("`linchpin list MODEL --kind claims` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            Refusal::new(format!("{} has no claim `{wanted}`", model.name), help)
        })?;
        let said = claim.quantity.as_ref().filter(|(said, _)| said.dimension == unit.dimension).map(|(_, value)| *value);
        let said = said.ok_or_else(|| {
            Refusal::new(format!("`{wanted}` gives no number in {}", unit.text), format!("name claims about `{name}`"))
        })?;
        if !alternatives.iter().any(|(_, known)| *known == said) {
            alternatives.push((wanted.clone(), said));
        }
    }
    if alternatives.len() < 2 {
        return Err(Refusal::new("these claims give one number: there is no dispute", "name claims that differ"));
    }
    Ok(vec![Quarrel { variable, alternatives }])
}

/// Runs every policy under every alternative, in the same futures.
pub fn dispute(
    model: &Model,
    sources: &SourceMap,
    quarrel: &Quarrel,
    asked: &Asked,
    run: Runner<'_>,
) -> Result<DisputeReport, Refusal> {
    let plan = plan(model, &asked.request())?;
    let own = plan.experiment.arms.clone();
    let mut arms: Vec<Arm> = Vec::with_capacity(own.len() * quarrel.alternatives.len());
    for (claim, value) in &quarrel.alternatives {
        arms.extend(own.iter().map(|arm| {
            let mut settings = arm.settings.clone();
            settings.push((quarrel.variable, Setting::Constant(*value)));
            Arm { name: format!("{} if {claim}", arm.name), settings, ..arm.clone() }
        }));
    }
    let ask = Ask { series: Vec::new(), at_steps: Vec::new(), ..plan.experiment.ask.clone() };
    let chunk = run(model, &Experiment { futures: plan.experiment.futures, arms, ask })?;
    let mut comparisons = Vec::new();
    for values in chunk.outcomes.chunks(own.len().max(1)) {
        comparisons.push(compared(model, sources, &plan, &own, values.to_vec(), chunk.count)?);
    }
    Ok(report(model, quarrel, asked, &comparisons))
}

fn compared(
    model: &Model,
    sources: &SourceMap,
    plan: &Plan,
    arms: &[Arm],
    values: Vec<Vec<Vec<f64>>>,
    futures: usize,
) -> Result<Comparison, Refusal> {
    let ids = &plan.experiment.ask.outcomes;
    let outcomes = Outcomes {
        arms: arms.iter().map(|arm| arm.name.clone()).collect(),
        names: ids.iter().map(|&id| model.variable(id).name.clone()).collect(),
        futures,
        values,
        ..Outcomes::default()
    };
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let compared = Compared { model, sources, arms, outcomes: ids, is_baseline: &is_baseline };
    let refused = || Refusal::new("nothing was compared", "run at least one policy");
    compare(compared, &outcomes)?.into_iter().next().ok_or_else(refused)
}

fn report(model: &Model, quarrel: &Quarrel, asked: &Asked, comparisons: &[Comparison]) -> DisputeReport {
    let variable = model.variable(quarrel.variable);
    let alternatives = quarrel.alternatives.iter().map(|(name, value)| {
        let claim = model.claims.iter().find(|claim| claim.name == *name);
        AlternativeShown {
            claim: name.clone(),
            says: claim.map(|claim| claim.words.title.clone()).unwrap_or_default(),
            value: exact_with_unit(*value, &variable.unit),
        }
    });
    let mut outcomes = Vec::new();
    if let Some(first) = comparisons.first() {
        for (at, outcome) in first.outcomes.iter().enumerate() {
            if outcome.better != Better::Neither && !outcome.hidden {
                outcomes.push(disputed(first, at, comparisons));
            }
        }
    }
    let flips = outcomes.iter().filter(|outcome| outcome.verdict == "flips").count();
    DisputeReport {
        model: model.name.clone(),
        variable: variable.name.clone(),
        title: variable.words.title.clone(),
        futures: comparisons.first().map_or(0, |comparison| comparison.futures),
        seed: asked.seed,
        baseline: comparisons.first().map(|c| c.arms[c.baseline].name.clone()).unwrap_or_default(),
        alternatives: alternatives.collect(),
        outcomes,
        flips,
    }
}

/// One outcome under all alternatives. It flips when two alternatives decide for different best policies, or when a policy is better
/// than the baseline under one and worse under another.
fn disputed(first: &Comparison, at: usize, comparisons: &[Comparison]) -> DisputedOutcome {
    let shown: &OutcomeShown = &first.outcomes[at];
    let sign = |comparison: &Comparison, arm: usize| -> &'static str {
        let outcome = &comparison.outcomes[at];
        match outcome.cells[arm].difference.map(|difference| (difference.verdict, difference.improves(outcome.better))) {
            None => "baseline",
            Some((Verdict::Same, _)) => "same",
            Some((_, Some(true))) => "better",
            Some((_, Some(false))) => "worse",
            Some((_, None)) => "undecided",
        }
    };
    let sides: Vec<SideShown> = comparisons
        .iter()
        .map(|comparison| SideShown {
            best: comparison.outcomes[at].extremes.best.map(|arm| comparison.arms[arm].name.clone()),
            signs: (0..comparison.arms.len())
                .filter(|&arm| arm != comparison.baseline)
                .map(|arm| {
                    let difference = comparison.outcomes[at].cells[arm].difference;
                    let scaled = |value: f64| value / shown.scale;
                    SignShown {
                        policy: comparison.arms[arm].name.clone(),
                        sign: sign(comparison, arm),
                        difference: difference.map(|d| scaled(d.mean)),
                        low: difference.map(|d| scaled(d.low)),
                        high: difference.map(|d| scaled(d.high)),
                    }
                })
                .collect(),
        })
        .collect();
    let mut decided: Vec<&String> = sides.iter().filter_map(|side| side.best.as_ref()).collect();
    decided.sort();
    decided.dedup();
    let policies = sides.first().map_or(0, |side| side.signs.len());
    let turned: Vec<String> = (0..policies)
        .filter(|&policy| {
            let has = |sign: &str| sides.iter().any(|side| side.signs[policy].sign == sign);
            has("better") && has("worse")
        })
        .map(|policy| sides[0].signs[policy].policy.clone())
        .collect();
    let some_undecided = sides.iter().any(|side| side.best.is_none()) && !decided.is_empty();
    let verdict = match () {
        () if decided.len() > 1 || !turned.is_empty() => "flips",
        () if some_undecided => "weakens",
        () if decided.is_empty() => "open",
        () => "holds",
    };
    DisputedOutcome { outcome: shown.name.clone(), title: shown.title.clone(), unit: shown.unit.clone(), verdict, turned, sides }
}
