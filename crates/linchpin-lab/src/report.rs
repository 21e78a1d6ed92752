//! A run as a shape for programs.
//!
//! Comes in: a plan, what came of it, comparisons, words. Goes out: a [`RunReport`]. Refuses: nothing.

use linchpin_core::model::{Acceptable, Better, Model};
use linchpin_explore::analysis::{Difference, Level, Share, Verdict};

use crate::compare::{Cell, Comparison, CriterionShown, OutcomeShown, Standing};
use crate::figure::{exact, exact_with_unit, in_unit};
use crate::run::{Plan, Ran};
use crate::wire::{
    DifferenceShown, FaultsShown, InputsShown, LevelShown, Quantity, RunArm, RunCell, RunCriterion, RunCriterionCell, RunOutcome,
    RunReport, RunWorld, SettingShown, ShareShown,
};
use crate::words::Told;

/// All that a run shows, for programs. `study` is the folder that was written, `faults` what failed, in words.
pub struct Shown<'a> {
    /// The model.
    pub model: &'a Model,
    /// SHA-256 of its texts.
    pub fingerprint: &'a str,
    /// What was run.
    pub plan: &'a Plan,
    /// What came of it.
    pub ran: &'a Ran,
    /// Its comparisons.
    pub comparisons: &'a [Comparison],
    /// Its words.
    pub told: &'a Told,
    /// What the inputs stand on.
    pub standing: Standing,
    /// What failed.
    pub faults: Vec<FaultsShown>,
    /// The study's folder.
    pub study: Option<String>,
}

/// The shape.
pub fn report(shown: Shown<'_>) -> RunReport {
    let Shown { model, fingerprint, plan, ran, comparisons, told, standing, faults, study } = shown;
    let setting = |set: &crate::run::SetByHand| {
        let variable = model.variable(set.id);
        let value = Quantity {
            value: in_unit(set.value, &variable.unit),
            unit: variable.unit.text.clone(),
            shown: exact_with_unit(set.value, &variable.unit),
        };
        SettingShown { name: variable.name.clone(), value }
    };
    RunReport {
        model: model.name.clone(),
        title: model.words.title.clone(),
        fingerprint: fingerprint.to_owned(),
        futures: usize::try_from(ran.futures).unwrap_or(usize::MAX),
        asked: plan.experiment.futures.count,
        cancelled: ran.cancelled,
        seed: plan.experiment.futures.seed,
        design: plan.design(),
        events: plan.experiment.ask.events,
        settings: plan.settings.iter().map(setting).collect(),
        paragraph: told.paragraph.clone(),
        caveats: told.caveats.clone(),
        inputs: InputsShown { evidence: standing.evidence, bounded_judgement: standing.bounded, judgement: standing.judgement },
        failed: ran.faults,
        faults,
        worlds: comparisons.iter().map(world).collect(),
        study,
    }
}

fn world(comparison: &Comparison) -> RunWorld {
    let arms = &comparison.arms;
    RunWorld {
        world: comparison.world.as_ref().map(|(name, _)| name.clone()),
        baseline: arms[comparison.baseline].name.clone(),
        arms: arms
            .iter()
            .map(|arm| RunArm { name: arm.name.clone(), title: arm.title.clone(), stress: arm.stress, failed: arm.faulted })
            .collect(),
        outcomes: (0..comparison.outcomes.len()).map(|at| outcome(comparison, at)).collect(),
        criteria: comparison.criteria.iter().map(|found| criterion(comparison, found)).collect(),
    }
}

fn outcome(comparison: &Comparison, at: usize) -> RunOutcome {
    let found = &comparison.outcomes[at];
    let name = |arm: usize| comparison.arms[arm].name.clone();
    RunOutcome {
        name: found.name.clone(),
        title: found.title.clone(),
        ko: found.ko.clone(),
        unit: found.unit.clone(),
        better: match found.better {
            Better::Higher => "higher",
            Better::Lower => "lower",
            Better::Neither => "neither",
        },
        acceptable: found.acceptable.map(|acceptable| threshold(acceptable, found.scale)),
        headline: comparison.headline.contains(&at),
        best: found.extremes.best.map(name),
        worst: found.extremes.worst.map(name),
        arms: found.cells.iter().enumerate().map(|(arm, cell)| run_cell(name(arm), found, cell)).collect(),
    }
}

fn run_cell(arm: String, outcome: &OutcomeShown, cell: &Cell) -> RunCell {
    RunCell {
        arm,
        level: level(&cell.level, outcome.scale),
        difference: cell.difference.map(|found| difference(&found, outcome.scale, outcome.better, cell.superiority)),
        acceptable: cell.acceptable.map(|found| share(&found)),
    }
}

fn criterion(comparison: &Comparison, found: &CriterionShown) -> RunCriterion {
    let name = |arm: usize| comparison.arms[arm].name.clone();
    RunCriterion {
        name: found.name.clone(),
        title: found.title.clone(),
        ko: found.ko.clone(),
        best: found.extremes.best.map(name),
        worst: found.extremes.worst.map(name),
        arms: found
            .shares
            .iter()
            .zip(&found.differences)
            .enumerate()
            .map(|(arm, (of, from))| RunCriterionCell {
                arm: name(arm),
                share: share(of),
                difference: from.map(|found| difference(&found, 1.0, Better::Higher, None)),
            })
            .collect(),
    }
}

/// A threshold with its direction, in the unit shown: `<= 3.4`.
pub fn threshold(acceptable: Acceptable, scale: f64) -> String {
    match acceptable {
        Acceptable::AtMost(limit) => format!("<= {}", exact(limit / scale)),
        Acceptable::AtLeast(limit) => format!(">= {}", exact(limit / scale)),
    }
}

fn level(of: &Level, scale: f64) -> LevelShown {
    LevelShown {
        mean: of.mean.value / scale,
        standard_error: of.mean.standard_error / scale,
        p5: of.low / scale,
        median: of.median / scale,
        p95: of.high / scale,
        futures: of.mean.n,
        left_out: of.mean.left_out,
    }
}

fn difference(of: &Difference, scale: f64, better: Better, better_in: Option<f64>) -> DifferenceShown {
    DifferenceShown {
        mean: of.mean / scale,
        low: of.low / scale,
        high: of.high / scale,
        standard_error: of.standard_error / scale,
        verdict: match (of.verdict, of.improves(better)) {
            (Verdict::Same, _) => "same",
            (Verdict::Undecided, _) => "undecided",
            (_, Some(true)) => "better",
            (_, Some(false)) => "worse",
            (Verdict::More, None) => "more",
            (Verdict::Less, None) => "less",
        },
        better_in,
        futures: of.n,
        left_out: of.left_out,
    }
}

fn share(of: &Share) -> ShareShown {
    ShareShown { share: of.value, low: of.low, high: of.high, futures: of.n }
}
