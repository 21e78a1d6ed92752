//! What varies in a run: levers drawn like uncertainties, a few uncertainties alone, a table of one's own.
//!
//! Comes in: a model, names, a file. Goes out: the model with levers turned into uncertainties and others held, so that every
//! design, table and analysis treats them alike; columns in base units. Refuses: names that are nothing of the sort, tables
//! that do not fit.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::distribution::{Distribution, Shape, UNIFORM};
use linchpin_core::model::{Kind, Model, Range, Setting, VarId};

use super::Request;
use super::setting::{SetByHand, within_range};

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

/// Refuses a request in which two say what one quantity is: what was drawn would be listed beside what was run.
pub(super) fn one_say(model: &Model, request: &Request, settings: &[SetByHand]) -> Result<(), Refusal> {
    let varied = &request.varied;
    for (at, set) in settings.iter().enumerate() {
        let name = &model.variable(set.id).name;
        let other = if settings[..at].iter().any(|earlier| earlier.id == set.id) {
            "another `--set`"
        } else if request.table.as_ref().is_some_and(|table| table.columns.iter().any(|(column, _)| column == name)) {
            "the table of futures"
        } else if varied.levers.contains(name) {
            "`--sample-lever`"
        } else if varied.only.contains(name) {
            "`--vary-only`"
        } else {
            continue;
        };
        return Err(Refusal::new(format!("`--set` and {other} both say what `{name}` is"), "leave one of the two out"));
    }
    match varied.only.first() {
        Some(name) if request.table.is_some() => Err(Refusal::new(
            format!("`--vary-only {name}` and a table of futures both say what varies"),
            "leave --vary-only out: what the table does not name stays at its default",
        )),
        _ => Ok(()),
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

/// Refuses rows that are not numbered 0, 1, 2 and so on.
fn numbered(futures: &[f64]) -> Result<(), Refusal> {
    match futures.iter().enumerate().find(|(row, future)| **future != *row as f64) {
        None => Ok(()),
        Some((row, future)) => Err(Refusal::new(
            format!("row {row} is numbered {future} in its column `future`"),
            "number rows from 0 without gaps, or leave that column out: luck goes by the number of the row",
        )),
    }
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

/// Reads a table with the names of uncertainties at its head, values in the units that the model declares and within their
/// ranges. A column `future` numbers the rows from 0 and is left out: luck goes by the number of a future, so another
/// numbering would be other luck. Rows are counted as futures are, from 0.
pub fn given(model: &Model, path: &Path) -> Result<Given, Refusal> {
    let shown = path.display();
    let table = linchpin_store::read_table(path)?;
    if table.columns.first().is_some_and(|(_, values)| values.is_empty()) {
        return Err(Refusal::new(format!("{shown} has a head and no rows"), "write a row for every future"));
    }
    let mut columns = Vec::new();
    for (name, values) in table.columns {
        if name == "future" {
            numbered(&values).map_err(|refusal| Refusal { why: format!("{shown}: {}", refusal.why), ..refusal })?;
            continue;
        }
        if model.find(&name).is_some_and(|id| matches!(model.variable(id).kind, Kind::Lever { .. })) {
            return Err(Refusal::new(
                format!("{shown}: `{name}` is a lever, which strategies set"),
                format!("with `--sample-lever {name}` the table sets it in every strategy"),
            ));
        }
        let id = find(model, &name, "uncertainty", |kind| matches!(kind, Kind::Uncertainty { .. }))
            .map_err(|refusal| Refusal { why: format!("{shown}: {}", refusal.why), ..refusal })?;
        let variable = model.variable(id);
        if let Some(row) = values.iter().position(|value| !value.is_finite()) {
            return Err(Refusal::new(
                format!("{shown}: `{name}` has no number in row {row}"),
                "give every uncertainty of the table a number in every row",
            ));
        }
        let values: Vec<f64> = values.into_iter().map(|value| value * variable.unit.scale).collect();
        for (row, &value) in values.iter().enumerate() {
            within_range(variable, value, &variable.unit)
                .map_err(|refusal| Refusal { why: format!("{shown}: {} in row {row}", refusal.why), ..refusal })?;
        }
        columns.push((name, values));
    }
    if columns.is_empty() {
        return Err(Refusal::new(
            format!("{shown} has no column of an uncertainty"),
            "name uncertainties at the head of its columns",
        ));
    }
    Ok(Given { columns, sha256: table.sha256, path: path.to_owned() })
}
