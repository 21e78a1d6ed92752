//! What varies in a run: levers drawn like uncertainties, a few uncertainties alone, a table of one's own.
//!
//! Comes in: a model, names, a file. Goes out: the model with levers turned into uncertainties and others held, so that every
//! design, table and analysis treats them alike; columns in base units. Refuses: names that are nothing of the sort, tables
//! that do not fit.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::distribution::{Distribution, Shape, UNIFORM};
use linchpin_core::model::{Kind, Model, Range, Setting, VarId};

/// Levers that are drawn, and the only uncertainties that vary, by name; empty for none and for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Varied {
    /// Levers that are drawn evenly over their range in every strategy, in place of what strategies set them to.
    pub levers: Vec<String>,
    /// The only uncertainties that vary, held ones too; empty for all that are not held.
    pub only: Vec<String>,
}

impl Varied {
    /// The model in which just that varies.
    pub fn apply(&self, model: &Model) -> Result<Model, Refusal> {
        let mut model = model.clone();
        for name in &self.levers {
            let id = find(&model, name, "lever", |kind| matches!(kind, Kind::Lever { .. }))?;
            let Kind::Lever { default, range, .. } = model.variable(id).kind.clone() else { continue };
            let distribution = match range {
                Range::OneOf(values) => Distribution::Set(values.into_iter().map(|value| (value, 1.0)).collect()),
                Range::Between(low, high) => Distribution::Continuous(
                    &UNIFORM,
                    Shape { low: Some(low), high: Some(high), mode: default, params: Vec::new() },
                ),
            };
            model.variables[id.idx()].kind = Kind::Uncertainty { default, distribution, held: false };
            model.policies.iter_mut().for_each(|policy| forget(&mut policy.settings, id));
        }
        if !self.only.is_empty() {
            let mut wanted = Vec::new();
            for name in &self.only {
                wanted.push(find(&model, name, "uncertainty", |kind| matches!(kind, Kind::Uncertainty { .. }))?);
            }
            // Levers that are drawn vary too: they were named.
            wanted.extend(self.levers.iter().filter_map(|name| model.find(name)));
            for at in 0..model.variables.len() {
                let varies = wanted.contains(&VarId(at as u32));
                if let Kind::Uncertainty { held, .. } = &mut model.variables[at].kind {
                    *held = !varies;
                }
            }
        }
        Ok(model)
    }
}

fn forget(settings: &mut Vec<(VarId, Setting)>, id: VarId) {
    settings.retain(|(known, _)| *known != id);
}

fn find(model: &Model, name: &str, kind: &str, fits: impl Fn(&Kind) -> bool) -> Result<VarId, Refusal> {
    if let Some(id) = model.find(name).filter(|&id| fits(&model.variable(id).kind)) {
        return Ok(id);
    }
    let names = model.variables.iter().filter(|variable| fits(&variable.kind)).map(|variable| variable.name.as_str());
    let near = nearest(name, names);
    let help =
        near.map_or_else(|| format!("`linchpin list {}` names them", model.name), |near| format!("did you mean `{near}`?"));
    Err(Refusal::new(format!("the model has no {kind} `{name}`"), help))
}

/// A table of futures: columns by name, in base units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// Columns, equally long.
    pub columns: Vec<(String, Vec<f64>)>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Given {
    /// Futures.
    pub fn rows(&self) -> u64 {
        self.columns.first().map_or(0, |(_, values)| values.len() as u64)
    }
}

/// Reads a table with the names of uncertainties at its head, values in the units that the model declares. A column `future`
/// numbers the rows and is left out.
pub fn given(model: &Model, path: &Path) -> Result<Given, Refusal> {
    let shown = path.display();
    let table = linchpin_store::read_table(path)?;
    let mut columns = Vec::new();
    for (name, values) in table.columns.into_iter().filter(|(name, _)| name != "future") {
        let id = find(model, &name, "uncertainty", |kind| matches!(kind, Kind::Uncertainty { .. }))
            .map_err(|refusal| Refusal { why: format!("{shown}: {}", refusal.why), ..refusal })?;
        let variable = model.variable(id);
        if let Some(row) = values.iter().position(|value| !value.is_finite()) {
            return Err(Refusal::new(
                format!("{shown}: `{name}` has no number in row {row}"),
                "give every uncertainty of the table a number in every row",
            ));
        }
        columns.push((name, values.into_iter().map(|value| value * variable.unit.scale).collect()));
    }
    if columns.is_empty() {
        return Err(Refusal::new(
            format!("{shown} has no column of an uncertainty"),
            "name uncertainties at the head of its columns",
        ));
    }
    Ok(Given { columns, sha256: table.sha256, path: path.to_owned() })
}
