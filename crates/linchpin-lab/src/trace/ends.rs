//! Numbers that no future draws, moved one at a time.
//!
//! Comes in: levers, held uncertainties and constants. Goes out: for each the ends it was moved to and the mean paired
//! difference of every outcome. Refuses: what the engine refuses.
//!
//! A lever and a held uncertainty go to the ends of their range (to a twentieth from its ends where nothing bounds them);
//! a constant goes to what other sources give for it. A constant that nobody disputes has no ends and is left out.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::distribution::Distribution;
use linchpin_core::evidence::Support;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Kind, Model, Range, Setting, VarId};
use linchpin_explore::analysis::{difference, mean};

use crate::ensemble::in_memory;
use crate::figure;
use crate::run::AS_IT_STANDS;
use crate::wire::TraceEnd;

/// Futures in which ends are compared: shifts of a fiftieth of a standard deviation show.
const FUTURES: u64 = 300;

/// One end of a number.
pub(super) struct End {
    shown: String,
    said_by: Option<String>,
    /// By outcome: mean difference in standard deviations.
    shifts: Vec<f64>,
}

impl End {
    /// For one of the outcomes.
    pub(super) fn shown(&self, outcome: usize) -> TraceEnd {
        TraceEnd { of: None, value: self.shown.clone(), said_by: self.said_by.clone(), shift: self.shifts[outcome] }
    }
}

/// The ends of these numbers, with what they do to the outcomes.
pub(super) fn ends(model: &Model, seed: u64, ids: &[VarId], outcomes: &[VarId]) -> Result<Vec<(VarId, Vec<End>)>, Refusal> {
    let as_it_stands = Arm { name: AS_IT_STANDS.into(), policy: None, world: None, settings: Vec::new() };
    let mut experiment = Experiment {
        futures: Futures { seed, first: 0, count: FUTURES },
        arms: vec![as_it_stands.clone()],
        ask: Ask { outcomes: outcomes.to_vec(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None },
    };
    let mut settings: Vec<(VarId, f64)> = Vec::new();
    for &id in ids {
        settings.extend(range(&model.variable(id).kind).into_iter().map(|value| (id, value)));
    }
    experiment.arms.extend(settings.iter().map(|(id, value)| Arm {
        name: model.variable(*id).name.clone(),
        settings: vec![(*id, Setting::Constant(*value))],
        ..as_it_stands.clone()
    }));
    let chunk = in_memory(model, &experiment)?;
    let base = chunk.outcomes.first().cloned().unwrap_or_default();
    let mut found: Vec<(VarId, Vec<End>)> = Vec::new();
    for (&(id, value), values) in settings.iter().zip(chunk.outcomes.iter().skip(1)) {
        let end =
            End { shown: figure::exact_with_unit(value, &model.variable(id).unit), said_by: None, shifts: shifts(values, &base) };
        match found.last_mut() {
            Some((known, ends)) if *known == id => ends.push(end),
            _ => found.push((id, vec![end])),
        }
    }
    experiment.arms.truncate(1);
    for &id in ids {
        let mut ends = Vec::new();
        for (value, said_by) in otherwise(model, id) {
            let mut changed = model.clone();
            changed.variables[id.idx()].kind = Kind::Constant { value };
            let chunk = in_memory(&changed, &experiment)?;
            let shown = figure::exact_with_unit(value, &model.variable(id).unit);
            ends.push(End { shown, said_by: Some(said_by), shifts: shifts(&chunk.outcomes[0], &base) });
        }
        if !ends.is_empty() {
            found.push((id, ends));
        }
    }
    Ok(found)
}

fn shifts(values: &[Vec<f64>], base: &[Vec<f64>]) -> Vec<f64> {
    let one = |values: &Vec<f64>, base: &Vec<f64>| {
        let (found, level) = (difference(values, base), mean(base));
        let deviation = level.standard_error * (level.n as f64).sqrt();
        if found.mean == 0.0 { 0.0 } else { found.mean / deviation }
    };
    values.iter().zip(base).map(|(values, base)| one(values, base)).collect()
}

/// The ends that a lever or a held uncertainty can be moved to, its default left out.
fn range(kind: &Kind) -> Vec<f64> {
    let (default, ends) = match kind {
        Kind::Lever { default, range: Range::Between(low, high), .. } => (*default, vec![*low, *high]),
        Kind::Lever { default, range: Range::OneOf(values), .. } => (*default, values.clone()),
        Kind::Uncertainty { default, distribution, held: true } => {
            let (low, high) = distribution.range();
            let end = |end: f64, u: f64| if end.is_finite() { end } else { quantile(distribution, u) };
            (*default, vec![end(low, 0.05), end(high, 0.95)])
        }
        _ => return Vec::new(),
    };
    ends.into_iter().filter(|end| *end != default).collect()
}

fn quantile(distribution: &Distribution, u: f64) -> f64 {
    distribution.quantile(u)
}

/// What other sources give for a constant, and which.
fn otherwise(model: &Model, id: VarId) -> Vec<(f64, String)> {
    let variable = model.variable(id);
    let Kind::Constant { value } = variable.kind else { return Vec::new() };
    let mut found: Vec<(f64, String)> = Vec::new();
    for support in &variable.from {
        let Support::Claim(claim) = support else { continue };
        let Some(claim) = model.claims.get(claim.idx()) else { continue };
        let alike = |unit: &linchpin_core::unit::Unit| unit.dimension == variable.unit.dimension;
        if !claim.quantity.as_ref().is_some_and(|(unit, said)| alike(unit) && (said - value).abs() <= 1e-9 * said.abs()) {
            continue;
        }
        for other in &claim.dissent {
            let source = model.sources.get(other.at.source.idx()).map(|source| source.name.clone()).unwrap_or_default();
            if let Some(said) = other.value.filter(|said| *said != value && found.iter().all(|(known, _)| known != said)) {
                found.push((said, source));
            }
        }
    }
    found
}
