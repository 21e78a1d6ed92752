//! From points of a design to values of uncertainties.
//!
//! Comes in: a model, a design, points between 0 and 1. Goes out: values that keep every distribution, correlation and
//! division of a whole. Refuses: to vary what is no uncertainty, and a design that begins at least values where there is none.

use linchpin_core::chance::Stream;
use linchpin_core::dependence::{Copula, Shares};
use linchpin_core::diagnostic::Refusal;
use linchpin_core::distribution::Distribution;
use linchpin_core::model::{Kind, Model, VarId};

use super::{Design, Draws, Sampler};

/// An uncertainty that varies: one dimension of a design.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// Its name.
    pub name: String,
    /// Luck of its own, keyed by its name.
    pub stream: Stream,
}

/// The values of an uncertainty.
enum Value {
    /// It stays there.
    Default(f64),
    /// The quantile at a coordinate, or the default where the design leaves it.
    Quantile(usize, Distribution, f64),
    /// A member of a division: its coordinate becomes its share.
    Share(usize, f64),
}

/// Turns the points of a sampler into draws.
pub fn drawn(sampler: &Sampler, model: &Model, design: &Design) -> Result<Draws, Refusal> {
    let mut varying = varying(sampler, model, design)?;
    // A division varies whole or not at all.
    for shares in &model.shares {
        if shares.members.iter().any(|member| !varying.contains(member)) {
            varying.retain(|id| !shares.members.contains(id));
        }
    }
    let dimensions: Vec<Dimension> = varying
        .iter()
        .map(|&id| {
            let name = model.variable(id).name.clone();
            Dimension { stream: Stream::new(design.seed, &name), name }
        })
        .collect();
    let place = |id: &VarId| varying.iter().position(|known| known == id);
    let places = |members: &[VarId]| members.iter().filter_map(place).collect::<Vec<usize>>();
    let copulas: Vec<(Copula, Vec<usize>)> =
        model.copulas(|id| varying.contains(&id)).into_iter().map(|copula| (copula.clone(), places(&copula.members))).collect();
    let divisions: Vec<(Shares, Vec<usize>)> = model
        .shares
        .iter()
        .map(|shares| (shares.clone(), places(&shares.members)))
        .filter(|(shares, places)| places.len() == shares.members.len())
        .collect();
    if sampler.alone
        && let Some(first) = copulas.iter().map(|(_, places)| places).chain(divisions.iter().map(|(_, places)| places)).next()
    {
        return Err(Refusal::new(
            format!("`{}` moves one uncertainty at a time, and `{}` moves with others", sampler.name, dimensions[first[0]].name),
            "choose another design, or hold the uncertainties that move together",
        ));
    }
    let value = |id: VarId| {
        let Kind::Uncertainty { default, distribution, .. } = &model.variable(id).kind else {
            unreachable!("`uncertainties` lists uncertainties");
        };
        match place(&id) {
            None => Value::Default(*default),
            Some(at) if divisions.iter().any(|(_, places)| places.contains(&at)) => Value::Share(at, *default),
            Some(at) => Value::Quantile(at, distribution.clone(), *default),
        }
    };
    let values: Vec<Value> = model.uncertainties().into_iter().map(value).collect();
    let points = (sampler.points)(&dimensions, design)?;
    let size = dimensions.len();
    let mut first = vec![vec![0.5]; size];
    if design.size > 0 {
        points(0..1, &mut first);
    }
    let endless = values.iter().find_map(|value| match value {
        Value::Quantile(at, distribution, _) if first[*at][0] == 0.0 && distribution.quantile(0.0).is_infinite() => Some(*at),
        _ => None,
    });
    if let Some(at) = endless.filter(|at| !copulas.iter().any(|(_, places)| places.contains(at))) {
        return Err(without_least(sampler, &dimensions[at].name));
    }
    Ok(Box::new(move |futures, out| {
        let count = out.first().map_or(0, Vec::len);
        let mut coordinates = vec![vec![0.0; count]; size];
        points(futures, &mut coordinates);
        for (copula, places) in &copulas {
            together(&mut coordinates, places, |point| copula.couple(point));
        }
        for (shares, places) in &divisions {
            together(&mut coordinates, places, |point| shares.divide(point));
        }
        for (value, out) in values.iter().zip(out) {
            match value {
                Value::Default(default) => out.fill(*default),
                Value::Quantile(at, distribution, default) => {
                    out.copy_from_slice(&coordinates[*at]);
                    distribution.quantiles(out);
                    for (x, u) in out.iter_mut().zip(&coordinates[*at]) {
                        *x = if u.is_nan() { *default } else { *x };
                    }
                }
                Value::Share(at, default) => {
                    for (x, &share) in out.iter_mut().zip(&coordinates[*at]) {
                        *x = if share.is_nan() { *default } else { share };
                    }
                }
            }
        }
    }))
}

/// Points as published begin at the corner of the cube, where a distribution without a least value is at minus infinity. Moving
/// them would make other points of them, so they are refused instead.
fn without_least(sampler: &Sampler, name: &str) -> Refusal {
    let other = sampler.name.strip_suffix("_unscrambled").filter(|other| super::find(other).is_some());
    Refusal::new(
        format!("`{}` begins with the least value of every uncertainty, and `{name}` has none", sampler.name),
        match other {
            Some(other) => format!("choose `{other}`, whose points are scrambled, or give `{name}` a range"),
            None => format!("choose another design, or give `{name}` a range"),
        },
    )
}

/// Hands the coordinates of some dimensions over, future by future.
fn together(coordinates: &mut [Vec<f64>], places: &[usize], change: impl Fn(&mut [f64])) {
    let count = coordinates.first().map_or(0, Vec::len);
    let mut point = vec![0.0; places.len()];
    (0..count).for_each(|future| {
        point.iter_mut().zip(places).for_each(|(x, &at)| *x = coordinates[at][future]);
        change(&mut point);
        point.iter().zip(places).for_each(|(x, &at)| coordinates[at][future] = *x);
    });
}

/// The uncertainties that vary, in order of declaration; refuses to vary what is none.
fn varying(sampler: &Sampler, model: &Model, design: &Design) -> Result<Vec<VarId>, Refusal> {
    for id in &design.vary {
        match model.variables.get(id.idx()) {
            Some(variable) if matches!(variable.kind, Kind::Uncertainty { .. }) => {}
            Some(variable) => {
                return Err(Refusal::new(format!("`{}` is no uncertainty", variable.name), "name uncertainties to vary"));
            }
            None => return Err(Refusal::new(format!("the model has no variable number {}", id.0), "")),
        }
    }
    let varies = |id: &VarId| {
        let held = matches!(&model.variable(*id).kind, Kind::Uncertainty { held: true, .. });
        (!held && !sampler.named_only) || design.vary.contains(id)
    };
    Ok(model.uncertainties().into_iter().filter(varies).collect())
}
