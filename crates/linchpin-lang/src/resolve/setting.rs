//! One setting given outside the text, such as `--set tax_rate=0.2`.
//!
//! Comes in: a checked model and `NAME = VALUE`, written as in a policy. Goes out: the variable and what it is set to, in
//! base units. Refuses: names that cannot be set, other units, values outside the range unless asked to go beyond it.

use linchpin_core::diagnostic::{Diagnostic, Refusal, SourceMap};
use linchpin_core::model::{Model, Setting, VarId};

use super::draft::{Draft, Symbol};
use super::settings::{Setter, range_of};
use super::unit_table::UnitTable;
use crate::ast::{Assignment, Body};
use crate::parser::{UnitNames, parse};

/// Whether a setting may leave the declared range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Within the range.
    Declared,
    /// Anywhere: a question about the model, not a choice in the world.
    Beyond,
}

/// Reads `NAME = VALUE` for a lever or uncertainty of a checked model. A value is a number in the declared unit, a number
/// with a unit, a date, or a path `(2026-01 -> 2.4 %, 2035-01 -> 3.5 %)`.
pub fn setting(model: &Model, text: &str, reach: Reach) -> Result<(VarId, Setting), Refusal> {
    let (family, units) = UnitTable::of(model);
    let unit_lines: String = units.names().iter().map(|name| format!("unit {name}\n")).collect();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let statement = format!("policy setting\n  {line}\n");
    let mut sources = SourceMap::default();
    let source = sources.add("setting", statement.clone());
    let (file, faults) = parse(source, &statement, &UnitNames::of([unit_lines.as_str()]));
    if let Some(fault) = faults.into_iter().next() {
        return Err(refused(text, fault));
    }
    let assignments: &[Assignment] = match file.statements.first().map(|statement| &statement.body) {
        Some(Body::Policy { settings, .. }) => settings,
        _ => &[],
    };
    let [assignment] = assignments else {
        return Err(Refusal::new(
            format!("`{text}` sets nothing"),
            "write NAME=VALUE, such as `tax_rate=0.2` or `start_year=2030-07`, one at a time",
        ));
    };
    let mut draft = Draft::new(&sources, family, units);
    draft.time = model.time.clone();
    draft.time_known = true;
    draft.symbols = model.by_name.iter().map(|(name, id)| (name.clone(), Symbol::Variable(*id))).collect();
    draft.variables = model.variables.clone();
    let set = draft.settings(std::slice::from_ref(assignment), Setter::Check, "setting");
    if let Some(fault) = draft.out.into_iter().next() {
        return Err(refused(text, fault));
    }
    let Some((id, value)) = set.into_iter().next() else {
        return Err(Refusal::new(format!("`{text}` sets nothing"), "write NAME=VALUE, such as `tax_rate=0.2`"));
    };
    let values: Vec<f64> = match &value {
        Setting::Constant(value) => vec![*value],
        Setting::Path(points) => points.iter().map(|(_, value)| *value).collect(),
        Setting::Rule(_) => {
            return Err(Refusal::new(
                format!("`{text}` is a rule, which reads the state"),
                "write rules into a `policy` of the model, where they are checked for loops",
            ));
        }
    };
    let variable = model.variable(id);
    if let Some(whole) = model.shares.iter().find(|whole| whole.members.contains(&id)) {
        return Err(Refusal::new(
            format!("`{}` is a share of `{}`, and shares sum to one: it cannot be set alone", variable.name, whole.name),
            "set all of them together in a `world` of the model",
        ));
    }
    if reach == Reach::Declared
        && let Some(range) = range_of(&variable.kind)
        && let Some(outside) = values.iter().find(|value| !range.contains(**value))
    {
        let draft = Draft::new(&sources, UnitTable::of(model).0, UnitTable::of(model).1);
        return Err(Refusal::new(
            format!("{} lies outside the range of `{}`", draft.figure(*outside, &variable.unit), variable.name),
            format!("{} is allowed", draft.range_words(&range, &variable.unit)),
        ));
    }
    Ok((id, value))
}

fn refused(text: &str, fault: Diagnostic) -> Refusal {
    Refusal::new(format!("cannot set `{text}`: {}", fault.message), fault.help.unwrap_or_default())
}
