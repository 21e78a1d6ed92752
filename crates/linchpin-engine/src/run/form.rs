//! What of an arm's settings makes a program, and what is only a number in it.
//!
//! Comes in: settings. Goes out: their form, equal for arms that share a program, and the constants.

use linchpin_core::model::{Kind, Model, Setting, VarId};

/// Settings that make a program: paths and rules as they are, constants of uncertainties as `None`.
pub(super) type Form = Vec<(VarId, Option<Setting>)>;

pub(super) fn form(model: &Model, settings: &[(VarId, Setting)]) -> Form {
    let mut form: Form = Vec::new();
    for (id, setting) in settings {
        form.retain(|(known, _)| known != id);
        let lever = model.variables.get(id.idx()).is_some_and(|variable| matches!(variable.kind, Kind::Lever { .. }));
        match setting {
            Setting::Constant(_) if lever => {}
            Setting::Constant(_) => form.push((*id, None)),
            _ => form.push((*id, Some(setting.clone()))),
        }
    }
    form.sort_by_key(|(id, _)| *id);
    form
}

/// What an arm sets a variable to, else its default.
pub(super) fn constant(model: &Model, settings: &[(VarId, Setting)], id: VarId) -> f64 {
    let set = settings.iter().rev().find(|(set, _)| *set == id);
    match (set, &model.variable(id).kind) {
        (Some((_, Setting::Constant(value))), _) => *value,
        (_, Kind::Lever { default, .. } | Kind::Uncertainty { default, .. }) => *default,
        _ => f64::NAN,
    }
}
