//! Morris screening: the average effect of moving one input at a time by a fixed step.
//!
//! Comes in: inputs and outcome of a Morris design, trajectory after trajectory. Goes out: mean effect, mean absolute
//! effect and spread, by input or group. Refuses: runs that are no such trajectories, fewer than two of them, a constant
//! outcome. A trajectory in which any run is missing is left out whole and counted.

use linchpin_core::diagnostic::Refusal;

use super::resample::{counts, deviation, t95};
use super::rows::{enough, varies};
use super::{Method, Needs};
use crate::analysis::sum;

/// The row of this method.
pub const MORRIS: Method = Method {
    name: "morris",
    doc: "Screens inputs: the average change of the outcome when one input moves by a fixed step, and how much that change varies (interactions, curvature).",
    source: "Morris 1991; Campolongo, Cariboni & Saltelli 2007 (absolute effects); Sin & Gernaey 2009 (scaled effects)",
    needs: Needs::Morris,
    independent: true,
    refuses: &[
        "runs that are no trajectories of one step a group",
        "fewer than two trajectories without a missing run",
        "an outcome that is the same in every run",
    ],
};

/// Layout and intervals of an analysis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Levels of the design's grid, an even number; the step is `levels / (2 (levels - 1))` of a range.
    pub levels: usize,
    /// True to scale effects by the deviations of input and outcome within each trajectory.
    pub scaled: bool,
    /// Bootstrap resamples of trajectories; 0 leaves the intervals out (NaN).
    pub resamples: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
}

/// Effects of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Mean effect; effects of opposite sign cancel.
    pub mean: f64,
    /// Mean absolute effect.
    pub mean_absolute: f64,
    /// Half the width of the 95 % interval of the mean absolute effect: bootstrap, widened for few trajectories (t).
    pub half_width: f64,
    /// Standard deviation of the effects, divisor n - 1; NaN for a group of several inputs, which has no one direction.
    pub deviation: f64,
}

/// Effects of all groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// By group. In the outcome's unit by range of the input, or a pure number when scaled.
    pub effects: Vec<Effect>,
    /// Trajectories used.
    pub trajectories: usize,
    /// Trajectories left out because a run in them is missing.
    pub left_out: usize,
}

/// Elementary effects. Shape: `inputs` is [input][run], `group_of` names the group of each input, from 0.
pub fn morris(inputs: &[&[f64]], outcome: &[f64], group_of: &[usize], options: &Options) -> Result<Effects, Refusal> {
    let groups = group_of.iter().max().map_or(0, |top| top + 1);
    let length = groups + 1;
    let fits = inputs.len() == group_of.len() && inputs.iter().all(|input| input.len() == outcome.len());
    if groups == 0 || !fits || !(0..groups).all(|group| group_of.contains(&group)) {
        return Err(Refusal::new(
            "inputs, groups and outcome do not belong together",
            "give each input one group, counted from 0, and one value a run",
        ));
    }
    if options.levels < 2 || !options.levels.is_multiple_of(2) {
        return Err(Refusal::new(
            format!("a grid of {} levels has no step", options.levels),
            "give the even number of levels of the design; 4 is usual",
        ));
    }
    if outcome.is_empty() || !outcome.len().is_multiple_of(length) {
        return Err(Refusal::new(
            format!("{} runs are no multiple of the {length} runs of a trajectory of {groups} groups", outcome.len()),
            "draw the futures with the morris design for just these inputs or groups",
        ));
    }
    let starts: Vec<usize> = (0..outcome.len()).step_by(length).collect();
    let whole: Vec<usize> =
        starts.iter().copied().filter(|&start| outcome[start..start + length].iter().all(|v| v.is_finite())).collect();
    enough("morris", whole.len(), 2, "trajectories without a missing run")?;
    varies("morris", &whole.iter().flat_map(|&start| outcome[start..start + length].iter().copied()).collect::<Vec<f64>>())?;

    // [input][trajectory]
    let mut effects = vec![Vec::with_capacity(whole.len()); inputs.len()];
    for &start in &whole {
        let moved = moves(inputs, group_of, groups, start).ok_or_else(|| {
            Refusal::new(
                format!(
                    "`morris` needs trajectories that move one group a step; runs {} to {} are none",
                    start + 1,
                    start + length
                ),
                "draw the futures with the morris design, with the same groups",
            )
        })?;
        for (input, values) in inputs.iter().enumerate() {
            let at = start + moved[group_of[input]];
            let rises = values[at + 1] > values[at];
            let difference = if rises { outcome[at + 1] - outcome[at] } else { outcome[at] - outcome[at + 1] };
            let own = &values[start..start + length];
            effects[input].push(match options.scaled {
                false => difference / (options.levels as f64 / (2.0 * (options.levels as f64 - 1.0))),
                true => scaled(difference, own, &outcome[start..start + length]),
            });
        }
    }
    let draws: Vec<Vec<u16>> = (0..options.resamples).map(|resample| counts(options.seed, resample, whole.len())).collect();
    let effects = (0..groups).map(|group| {
        let members: Vec<&Vec<f64>> = effects.iter().zip(group_of).filter(|(_, of)| **of == group).map(|(e, _)| e).collect();
        summary(&members, &draws)
    });
    Ok(Effects { effects: effects.collect(), trajectories: whole.len(), left_out: starts.len() - whole.len() })
}

/// The step at which each group moves; `None` when a step moves no group or two, or only a part of one.
fn moves(inputs: &[&[f64]], group_of: &[usize], groups: usize, start: usize) -> Option<Vec<usize>> {
    let mut moved = vec![None; groups];
    for step in 0..groups {
        let changed = |input: usize| inputs[input][start + step + 1] != inputs[input][start + step];
        let group = group_of[(0..inputs.len()).find(|&input| changed(input))?];
        let whole = (0..inputs.len()).all(|input| changed(input) == (group_of[input] == group));
        if !whole || moved[group].replace(step).is_some() {
            return None;
        }
    }
    moved.into_iter().collect()
}

/// An effect in deviations of the outcome by deviation of the input, both within the trajectory.
fn scaled(difference: f64, input: &[f64], outcome: &[f64]) -> f64 {
    let spread = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = sum(values.iter().copied()) / n;
        (sum(values.iter().map(|v| (v - mean) * (v - mean))) / n).sqrt()
    };
    let (low, high) = input.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (v.min(l), v.max(h)));
    let of_outcome = spread(outcome);
    if of_outcome == 0.0 { 0.0 } else { difference / (high - low) * (spread(input) / of_outcome) }
}

fn summary(members: &[&Vec<f64>], draws: &[Vec<u16>]) -> Effect {
    let over = |value: &dyn Fn(&[f64]) -> f64| sum(members.iter().map(|effects| value(effects))) / members.len() as f64;
    let mean = over(&|effects| sum(effects.iter().copied()) / effects.len() as f64);
    let mean_absolute = over(&|effects| sum(effects.iter().map(|e| e.abs())) / effects.len() as f64);
    let resampled = draws.iter().map(|times| {
        over(&|effects| sum(effects.iter().zip(times).map(|(e, &times)| e.abs() * f64::from(times))) / effects.len() as f64)
    });
    let resampled: Vec<f64> = resampled.collect();
    // Trajectories are few: a resample spreads less than they do by one in n, and their spread itself is a guess.
    let n = members[0].len() as f64;
    let few = t95(members[0].len() - 1) * (n / (n - 1.0)).sqrt();
    Effect {
        mean,
        mean_absolute,
        half_width: if draws.len() < 2 { f64::NAN } else { few * deviation(resampled.iter().copied()) },
        deviation: if members.len() == 1 { deviation(members[0].iter().copied()) } else { f64::NAN },
    }
}
