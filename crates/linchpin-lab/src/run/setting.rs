//! `name=value`, as a reader sets a lever or an uncertainty.
//!
//! Comes in: text. Goes out: the variable and its value in base units. Refuses: what is no setting, names that are no
//! lever or uncertainty, units that do not fit, values out of range, a share of a whole without the others.

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::distribution::Distribution;
use linchpin_core::model::{Kind, Model, Range, Setting, VarId, Variable};
use linchpin_core::unit::Unit;
use linchpin_lang::Reach;

use crate::figure::{exact, exact_with_unit};

/// A lever or uncertainty set by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct SetByHand {
    /// Which.
    pub id: VarId,
    /// Its value, in base units.
    pub value: f64,
}

/// Reads `name=value`, the value as in a policy: a lone number takes the declared unit, any unit of the model that fits may
/// follow it, a calendar model's years may be dates. Levers and uncertainties stay within their ranges.
pub fn setting(model: &Model, text: &str) -> Result<SetByHand, Refusal> {
    let (name, value) = text
        .split_once('=')
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .ok_or_else(|| {
            Refusal::new(format!("`{text}` sets nothing"), "write a lever, `=` and a value, such as `--set share_target=3.2%`")
        })?;
    let settable = || model.variables.iter().filter(|v| matches!(v.kind, Kind::Lever { .. } | Kind::Uncertainty { .. }));
    let Some(id) = model.find(name) else {
        let help = match nearest(name, settable().map(|v| v.name.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`linchpin list {} --kind levers` names the levers", model.name.replace('_', "-")),
        };
        return Err(Refusal::new(format!("the model has no lever or uncertainty `{name}`"), help));
    };
    let variable = model.variable(id);
    let in_percent = value.ends_with('%') && variable.unit.text == "1";
    let unit = if in_percent { Unit { scale: 0.01, text: "%".into(), ..Unit::none() } } else { variable.unit.clone() };
    if !settable().any(|known| known.name == name) {
        return Err(Refusal::new(
            format!("`{name}` is computed by the model and cannot be set"),
            "set a lever or an uncertainty; a policy in the text may set levers by rules",
        ));
    }
    stands_alone(model, id)?;
    let value = number(model, variable, value)?;
    within_range(variable, value, &unit)?;
    Ok(SetByHand { id, value })
}

/// Refuses a value of a lever or an uncertainty outside its range; `unit` is the one to speak in.
pub(super) fn within_range(variable: &Variable, value: f64, unit: &Unit) -> Result<(), Refusal> {
    let range = match &variable.kind {
        Kind::Lever { range, .. } => range.clone(),
        Kind::Uncertainty { distribution: Distribution::Set(values), .. } => {
            Range::OneOf(values.iter().map(|(value, _)| *value).collect())
        }
        Kind::Uncertainty { distribution, .. } => Range::Between(distribution.range().0, distribution.range().1),
        // Only these two are settable.
        _ => return Ok(()),
    };
    match range.contains(value) {
        true => Ok(()),
        false => Err(out_of_range(&variable.name, value, &range, unit)),
    }
}

fn number(model: &Model, variable: &Variable, text: &str) -> Result<f64, Refusal> {
    let read = linchpin_lang::setting(model, &format!("{} = {text}", variable.name), Reach::Beyond);
    let unit = &variable.unit;
    let unit = if unit.text == "1" { "a pure number or one in %".to_owned() } else { format!("a number in {}", unit.text) };
    let why = format!("`{text}` is no value for `{}`", variable.name);
    match read {
        Ok((_, Setting::Constant(value))) => Ok(value),
        Ok(_) => Err(Refusal::new(why, "write one number; a path over time belongs in a `policy` of the model")),
        Err(refusal) if refusal.help.starts_with("did you mean") => Err(Refusal::new(why, refusal.help)),
        Err(_) => Err(Refusal::new(why, format!("write {unit}, without thousands separators"))),
    }
}

/// Refuses to move a share of a whole alone: the others would no longer make up the rest.
pub fn stands_alone(model: &Model, id: VarId) -> Result<(), Refusal> {
    match model.shares.iter().find(|whole| whole.members.contains(&id)) {
        None => Ok(()),
        Some(whole) => Err(Refusal::new(
            format!(
                "`{}` is a share of `{}`, and shares sum to one: it cannot be moved alone",
                model.variable(id).name,
                whole.name
            ),
            "set all of them together in a `world` of the model",
        )),
    }
}

fn out_of_range(name: &str, value: f64, range: &Range, unit: &Unit) -> Refusal {
    let range = match range {
        Range::Between(low, high) => format!("{} .. {}", exact(low / unit.scale), exact_with_unit(*high, unit)),
        Range::OneOf(values) => {
            let values: Vec<String> = values.iter().map(|value| exact_with_unit(*value, unit)).collect();
            format!("one of {}", values.join(", "))
        }
    };
    Refusal::new(
        format!("`{name}` cannot be {}", exact_with_unit(value, unit)),
        format!("its range is {range}; a range is a statement of the model, and can be widened there"),
    )
}
