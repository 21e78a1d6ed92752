//! Shares of an outcome's spread: by input, by groups of inputs, and by luck.
//!
//! Comes in: a model and a number of futures. Goes out: first order variance shares with 95 % intervals. Refuses: what the
//! engine and the method refuse.
//!
//! One input: from the futures as they are ([`given_data`]). A group: the futures are run again with all but the group
//! drawn anew, luck too, and the share is the correlation of the two runs, which is the share of the variance that the
//! group explains by itself, interactions within it included. What a group takes part in altogether is one less the
//! correlation with the run in which the group alone is drawn anew.
//! Source: Janon, Klein, Lagnoux, Nodet & Prieur 2014, estimator with pooled moments; interval by its influence values.

use std::ops::Range;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Kind, Model, VarId};
use linchpin_explore::analysis::{Z95, sum};
use linchpin_explore::method::given_data::{Options, given_data};
use linchpin_explore::sample::{Design, Draws, SAMPLERS};

use crate::ensemble::of_draws;
use crate::run::AS_IT_STANDS;
use crate::wire::TraceShare;

/// Resamples behind the interval of a single input's share.
const RESAMPLES: usize = 40;

/// One ensemble of the model as it stands, and the draws of as many futures again.
pub(super) struct Ensemble<'a> {
    model: &'a Model,
    seed: u64,
    n: u64,
    outcomes: Vec<VarId>,
    /// `[uncertainty][future]`, twice as many futures as are in the ensemble.
    draws: Vec<Vec<f64>>,
    /// `[outcome][future]`
    values: Vec<Vec<f64>>,
}

impl<'a> Ensemble<'a> {
    pub(super) fn new(model: &'a Model, seed: u64, n: u64) -> Result<Ensemble<'a>, Refusal> {
        let all = (SAMPLERS[0].draws)(model, &Design { seed, size: 2 * n, vary: Vec::new() })?;
        let mut draws = vec![vec![0.0; 2 * n as usize]; model.uncertainties().len()];
        all(0..2 * n, &mut draws);
        let mut ensemble = Ensemble { model, seed, n, outcomes: model.outcomes(), draws, values: Vec::new() };
        ensemble.values = ensemble.run(0, &[])?;
        Ok(ensemble)
    }

    pub(super) fn futures(&self) -> u64 {
        self.n
    }

    /// True for an uncertainty that differs between futures.
    pub(super) fn varies(&self, id: VarId) -> bool {
        matches!(self.model.variable(id).kind, Kind::Uncertainty { held: false, .. })
    }

    /// Futures without a value of this outcome.
    pub(super) fn left_out(&self, outcome: VarId) -> usize {
        let at = self.outcomes.iter().position(|id| *id == outcome);
        at.map_or(0, |at| self.values[at].iter().filter(|value| value.is_nan()).count())
    }

    /// Runs the futures from `first` on, with the draws of these inputs taken from the other half of the futures.
    fn run(&self, first: u64, swapped: &[VarId]) -> Result<Vec<Vec<f64>>, Refusal> {
        let n = self.n;
        let ids = self.model.uncertainties();
        let table: Vec<Vec<f64>> = self
            .draws
            .iter()
            .zip(&ids)
            .map(|(draws, id)| match swapped.contains(id) {
                true => draws[n as usize..].iter().chain(&draws[..n as usize]).copied().collect(),
                false => draws.clone(),
            })
            .collect();
        let draws: Draws = Box::new(move |futures: Range<u64>, out: &mut [Vec<f64>]| {
            for (column, out) in table.iter().zip(out) {
                out.iter_mut().zip(futures.clone()).for_each(|(x, future)| *x = column[future as usize]);
            }
        });
        let experiment = Experiment {
            futures: Futures { seed: self.seed, first, count: n },
            arms: vec![Arm { name: AS_IT_STANDS.into(), policy: None, world: None, settings: Vec::new() }],
            ask: Ask { outcomes: self.outcomes.clone(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None },
        };
        let mut chunk = of_draws(self.model, &experiment, &draws)?;
        Ok(if chunk.outcomes.is_empty() { Vec::new() } else { chunk.outcomes.swap_remove(0) })
    }

    /// The share of each of these inputs; none where the outcome is the same in every future.
    pub(super) fn shares(&self, outcome: VarId, inputs: &[VarId]) -> Result<Vec<TraceShare>, Refusal> {
        let ids = self.model.uncertainties();
        let at = self.outcomes.iter().position(|id| *id == outcome).unwrap_or(0);
        if self.is_constant(at) {
            return Ok(vec![TraceShare { value: 0.0, half_width: 0.0 }; inputs.len()]);
        }
        let columns: Vec<&[f64]> = inputs
            .iter()
            .filter_map(|id| ids.iter().position(|known| known == id))
            .map(|at| &self.draws[at][..self.n as usize])
            .collect();
        let options = Options { harmonics: 10, resamples: RESAMPLES, seed: self.seed };
        let found = given_data(&columns, &self.values[at], &options)?;
        Ok(found.by_classes.iter().map(|share| TraceShare { value: share.value, half_width: share.half_width }).collect())
    }

    fn is_constant(&self, at: usize) -> bool {
        let mut whole = self.values[at].iter().filter(|value| !value.is_nan());
        let first = whole.next();
        whole.all(|value| Some(value) == first)
    }

    /// The futures again with all but this group drawn anew.
    pub(super) fn group(&self, group: &[VarId]) -> Result<Vec<Vec<f64>>, Refusal> {
        self.run(self.n, group)
    }

    /// The share of an outcome's variance that two runs have in common; `None` where it has none.
    pub(super) fn share(&self, again: &[Vec<f64>], outcome: usize) -> Option<TraceShare> {
        common(&self.values[outcome], again.get(outcome)?)
    }

    /// The share that luck carries by itself: events and draws of each step.
    pub(super) fn luck(&self, outcome: usize) -> Result<Option<TraceShare>, Refusal> {
        let again = self.run(0, &self.model.uncertainties())?;
        Ok(self.share(&again, outcome))
    }

    /// The share in which a group takes part, by itself or together with others.
    pub(super) fn total(&self, group: &[VarId], outcome: usize) -> Result<Option<TraceShare>, Refusal> {
        if group.is_empty() {
            return Ok(Some(TraceShare { value: 0.0, half_width: 0.0 }));
        }
        let rest = self.share(&self.run(0, group)?, outcome);
        Ok(rest.map(|rest| TraceShare { value: 1.0 - rest.value, ..rest }))
    }
}

/// Correlation of two runs with pooled mean and variance, with its interval.
fn common(a: &[f64], b: &[f64]) -> Option<TraceShare> {
    let pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).filter(|(a, b)| !a.is_nan() && !b.is_nan()).collect();
    let n = pairs.len() as f64;
    if pairs.len() < 2 {
        return None;
    }
    let mean = sum(pairs.iter().map(|(a, b)| (a + b) / 2.0)) / n;
    let variance = sum(pairs.iter().map(|(a, b)| ((a - mean) * (a - mean) + (b - mean) * (b - mean)) / 2.0)) / n;
    if variance.is_nan() || variance <= 0.0 {
        return None;
    }
    let value = sum(pairs.iter().map(|(a, b)| (a - mean) * (b - mean))) / n / variance;
    let influence = pairs.iter().map(|(a, b)| {
        let (a, b) = (a - mean, b - mean);
        (a * b - value * (a * a + b * b) / 2.0) / variance
    });
    let half_width = Z95 * (sum(influence.map(|x| x * x)) / n / n).sqrt();
    Some(TraceShare { value, half_width })
}
