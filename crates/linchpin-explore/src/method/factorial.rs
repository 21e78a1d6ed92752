//! Lever effects: a bundle of levers taken apart by a two-level factorial.
//!
//! Comes in: an outcome under every on-off combination of some levers, in the same futures. Goes out: the effect of each
//! lever and of each combination, paired by future. Refuses: missing combinations, one future, too many levers.

use linchpin_core::diagnostic::Refusal;

use super::resample::deviation;
use super::rows::enough;
use super::sobol::Estimate;
use super::{Method, Needs};
use crate::analysis::{Z95, sum};

/// The row of this method.
pub const FACTORIAL: Method = Method {
    name: "factorial",
    doc: "Takes a bundle of levers apart: what each lever changes on average over the settings of the others, and what combinations add.",
    source: "Yates 1937; Box, Hunter & Hunter 2005",
    needs: Needs::Factorial,
    independent: false,
    refuses: &[
        "a number of policies that is no power of two",
        "fewer than two futures that are complete under all",
        "more than 12 levers",
    ],
};

/// The effect of a lever, or what a combination adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Levers, rising; one for a main effect.
    pub levers: Vec<usize>,
    /// Mean over futures of the change from off to on (for a combination: of half the change of the change), with half the
    /// width of its 95 % interval. In the outcome's unit.
    pub size: Estimate,
}

/// All effects.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// Main effects first, then pairs, and so on; within an order by levers.
    pub effects: Vec<Effect>,
    /// Mean over all settings and futures.
    pub mean: f64,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a run in them is missing under some setting.
    pub left_out: usize,
}

/// Most levers: 4,096 policies.
const MOST: usize = 12;

/// Effects of levers. Shape: `outcomes` is [setting][future]; bit `j` of a setting's index says whether lever `j` is on.
pub fn factorial(outcomes: &[&[f64]]) -> Result<Effects, Refusal> {
    let levers = outcomes.len().checked_ilog2().unwrap_or(0) as usize;
    if outcomes.len() < 2 || !outcomes.len().is_power_of_two() || levers > MOST {
        return Err(Refusal::new(
            format!("{} policies are not every combination of some levers", outcomes.len()),
            format!("run 2, 4, 8, ... policies: every on-off combination of up to {MOST} levers"),
        ));
    }
    let futures = outcomes[0].len();
    if outcomes.iter().any(|setting| setting.len() != futures) {
        return Err(Refusal::new(
            "the policies were not run in the same futures",
            "run them together: effects are paired future by future",
        ));
    }
    let rows: Vec<usize> = (0..futures).filter(|&row| outcomes.iter().all(|setting| setting[row].is_finite())).collect();
    enough("factorial", rows.len(), 2, "futures that are complete under every setting")?;
    // Yates' sums and differences, future by future: entry s becomes the contrast of the levers in s.
    let mut contrasts = vec![Vec::with_capacity(rows.len()); outcomes.len()];
    let mut work = vec![0.0; outcomes.len()];
    for &row in &rows {
        work.iter_mut().zip(outcomes).for_each(|(w, setting)| *w = setting[row]);
        for lever in 0..levers {
            for low in (0..outcomes.len()).filter(|s| (s >> lever) & 1 == 0) {
                let high = low | (1 << lever);
                (work[low], work[high]) = (work[low] + work[high], work[high] - work[low]);
            }
        }
        contrasts.iter_mut().zip(&work).for_each(|(list, w)| list.push(w / (outcomes.len() / 2) as f64));
    }
    let n = rows.len() as f64;
    let mut sets: Vec<usize> = (1..outcomes.len()).collect();
    let members = |set: usize| (0..levers).filter(|lever| (set >> lever) & 1 == 1).collect::<Vec<usize>>();
    sets.sort_by_key(|&set| (set.count_ones(), members(set)));
    let effect = |set: usize| {
        let of = || contrasts[set].iter().copied();
        Effect { levers: members(set), size: Estimate { value: sum(of()) / n, half_width: Z95 * deviation(of()) / n.sqrt() } }
    };
    Ok(Effects {
        effects: sets.into_iter().map(effect).collect(),
        mean: sum(contrasts[0].iter().copied()) / n / 2.0,
        futures: rows.len(),
        left_out: futures - rows.len(),
    })
}
