//! Numbers of a model that an article may set: levers and uncertainties, and what is neither: constants and starts of stocks.
//!
//! Comes in: `name=value`. Goes out: a setting of the run, or a number that stands in the model's text, and the model with such
//! numbers changed: what it would be with another number written there. Refuses: what is computed, and values that a bound forbids.

use std::borrow::Cow;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Model, VarId};

use crate::figure::exact_with_unit;
use crate::run::{SetByHand, setting};

/// What a number is put in place of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Put {
    /// A lever or an uncertainty.
    Input(SetByHand),
    /// A constant, or the start of a stock; the value in base units.
    Number(VarId, f64),
}

/// What a figure of today is put in place of: a constant itself, and for a stock the one name or number that it starts from.
pub(super) fn stands_for(model: &Model, id: VarId) -> Option<VarId> {
    match &model.variable(id).kind {
        Kind::Constant { .. } => Some(id),
        Kind::Stock { start: Expr::Number(_), .. } => Some(id),
        Kind::Stock { start: Expr::Variable(other), .. } => match &model.variable(*other).kind {
            Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. } => Some(*other),
            _ => None,
        },
        _ => None,
    }
}

/// The number that stands in the text for it.
pub(super) fn held(model: &Model, id: VarId) -> Option<f64> {
    match &model.variable(id).kind {
        Kind::Constant { value } => Some(*value),
        Kind::Lever { default, .. } | Kind::Uncertainty { default, .. } => Some(*default),
        Kind::Stock { start: Expr::Number(value), .. } => Some(*value),
        Kind::Stock { .. } => stands_for(model, id).and_then(|other| held(model, other)),
        _ => None,
    }
}

/// True for an uncertainty over whose number is right: an article is one more voice, and may say what no other says.
pub(super) fn is_disputed(model: &Model, id: VarId) -> bool {
    model.disputes.iter().any(|dispute| dispute.variable == id)
}

/// Why the start of a stock cannot have this value, in base units.
pub(super) fn bound(model: &Model, id: VarId, value: f64) -> Option<String> {
    let variable = model.variable(id);
    let Kind::Stock { within: (low, high), .. } = &variable.kind else { return None };
    let shown = |value: f64| exact_with_unit(value, &variable.unit);
    let (below, above) = (low.filter(|low| value < *low), high.filter(|high| value > *high));
    below
        .map(|low| format!("{} lies below {}, the least it may be", shown(value), shown(low)))
        .or_else(|| above.map(|high| format!("{} lies above {}, the most it may be", shown(value), shown(high))))
}

/// Reads `name=value`, as an article's change is typed.
pub(super) fn put(model: &Model, text: &str) -> Result<Put, Refusal> {
    let name = text.split('=').next().unwrap_or(text).trim();
    let Some(id) = model.find(name) else { return setting(model, text).map(Put::Input) };
    let variable = model.variable(id);
    let number = matches!(variable.kind, Kind::Constant { .. } | Kind::Stock { .. });
    if !number && !is_disputed(model, id) {
        return setting(model, text).map(Put::Input);
    }
    if number && stands_for(model, id) != Some(id) {
        return Err(Refusal::new(
            format!("`{name}` starts from what the model computes and cannot be set"),
            "set what its start is computed from",
        ));
    }
    let typed = text.split_once('=').map(|(_, value)| value.trim()).unwrap_or_default();
    let value = typed.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value * variable.unit.scale);
    let Some(value) = value else {
        let unit = if variable.unit.text == "1" { String::new() } else { format!(" in {}", variable.unit.text) };
        return Err(Refusal::new(format!("`{typed}` is no value for `{name}`"), format!("write a number{unit}")));
    };
    if let Some(why) = bound(model, id, value) {
        return Err(Refusal::new(
            format!("`{name}` cannot be set: {why}"),
            "a bound is a statement of the model, and can be moved there",
        ));
    }
    Ok(if number { Put::Number(id, value) } else { Put::Input(SetByHand { id, value }) })
}

/// The model with other numbers in its text.
pub(super) fn edited<'m>(model: &'m Model, puts: &[Put]) -> Cow<'m, Model> {
    let mut out = Cow::Borrowed(model);
    for one in puts {
        let Put::Number(id, number) = one else { continue };
        match &mut out.to_mut().variables[id.idx()].kind {
            Kind::Constant { value } => *value = *number,
            Kind::Stock { start, .. } => *start = Expr::Number(*number),
            _ => {}
        }
    }
    out
}
