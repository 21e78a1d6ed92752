//! The card of a variable.

use linchpin_core::distribution::Distribution;
use linchpin_core::evidence::basis;
use linchpin_core::expr::Expr;
use linchpin_core::model::{Acceptable, Better, Kind, Model, Origin, Range, Setting, VarId, Variable};
use linchpin_core::unit::Unit;

use super::evidence::{basis_word, claims, quantity, standing_word};
use super::{Subject, blank, kind_of, reference, sector};
use crate::figure::{self, exact_with_unit};
use crate::links;
use crate::wire::{Card, Detail, Reference};

pub(super) fn card(subject: Subject<'_>, id: VarId) -> Card {
    let model = subject.model;
    let variable = model.variable(id);
    let mut card = blank(subject, &variable.name, kind_of(model, id), &variable.words, variable.span);
    card.sector = sector(model, variable.sector);
    card.unit = Some(variable.unit.text.clone());
    card.details = details(model, variable);
    card.value = match variable.kind {
        Kind::Constant { value } => Some(quantity(value, &variable.unit)),
        Kind::Uncertainty { default, .. } | Kind::Lever { default, .. } => Some(quantity(default, &variable.unit)),
        _ => None,
    };
    if card.value.is_some() || !variable.from.is_empty() {
        card.basis = Some(basis_word(basis(&variable.from)));
        card.standing = Some(standing_word(model, &variable.from));
    }
    card.because = variable.because.clone();
    card.claims = claims(model, &variable.from);
    let informing: Vec<&str> =
        model.claims.iter().filter(|claim| claim.informs.contains(&id)).map(|claim| claim.name.as_str()).collect();
    if !informing.is_empty() {
        card.details.push(detail("informed by", informing.join(", ")));
    }
    let all = links::reads(model);
    card.uses = all[id.idx()].iter().filter(|read| **read != id).map(|read| reference(model, *read)).collect();
    for (at, other) in model.variables.iter().enumerate() {
        if links::owner(model, VarId(at as u32)) == Some(id) {
            card.uses.extend(
                links::tables(&other.kind).into_iter().filter_map(|table| model.tables.get(table.idx())).map(|table| Reference {
                    name: table.name.clone(),
                    kind: "table",
                    title: table.words.title.clone(),
                }),
            );
        }
    }
    card.used_by = used_by(model, id, &all);
    card
}

fn detail(label: &str, text: impl Into<String>) -> Detail {
    Detail { label: label.into(), text: text.into() }
}

fn details(model: &Model, variable: &Variable) -> Vec<Detail> {
    let unit = &variable.unit;
    let mut out = Vec::new();
    match &variable.kind {
        Kind::Uncertainty { distribution, held, .. } => {
            out.push(detail("distribution", distribution_text(distribution, unit)));
            if *held {
                out.push(detail("held", "stays at its default unless a run asks to vary it"));
            }
        }
        Kind::Lever { range, actors, .. } => {
            out.push(detail("range", range_text(range, unit)));
            if !actors.is_empty() {
                let who: Vec<_> = actors.iter().filter_map(|a| model.actors.get(a.idx())).map(|a| a.name.as_str()).collect();
                out.push(detail("set by", who.join(", ")));
            }
        }
        Kind::Stock { within, .. } => {
            let end = |end: Option<f64>| end.map(|v| figure::exact(figure::in_unit(v, unit))).unwrap_or_default();
            if *within != (None, None) {
                let bounds = format!("{} .. {}", end(within.0), end(within.1));
                out.push(detail("watched within", format!("{}{}", bounds.trim(), figure::unit_suffix(unit))));
            }
        }
        Kind::Outcome { better, acceptable, .. } => {
            out.push(detail("better", better_word(*better)));
            if let Some(acceptable) = acceptable {
                out.push(detail("acceptable", acceptable_text(*acceptable, unit)));
            }
        }
        _ => {}
    }
    if let Origin::Game(game) = variable.origin
        && let Some(game) = model.games.get(game.idx())
    {
        out.push(detail("solved by", format!("game {} ({})", game.name, game.solution)));
    }
    if variable.hidden {
        out.push(detail("hidden", "kept off the page"));
    }
    out
}

/// `higher`, `lower` or `neither`.
pub(super) fn better_word(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Neither => "neither",
    }
}

/// A threshold with its sign and unit.
pub(super) fn acceptable_text(acceptable: Acceptable, unit: &Unit) -> String {
    match acceptable {
        Acceptable::AtMost(limit) => format!("<= {}", exact_with_unit(limit, unit)),
        Acceptable::AtLeast(limit) => format!(">= {}", exact_with_unit(limit, unit)),
    }
}

/// A lever's range in its unit.
pub(super) fn range_text(range: &Range, unit: &Unit) -> String {
    let number = |value: &f64| figure::exact(figure::in_unit(*value, unit));
    match range {
        Range::Between(low, high) => format!("{} .. {}{}", number(low), number(high), figure::unit_suffix(unit)),
        Range::OneOf(values) => {
            format!("{{{}}}{}", values.iter().map(number).collect::<Vec<_>>().join(", "), figure::unit_suffix(unit))
        }
    }
}

/// What an uncertainty is drawn from, in its unit.
pub(super) fn distribution_text(distribution: &Distribution, unit: &Unit) -> String {
    let number = |value: f64| figure::exact(figure::in_unit(value, unit));
    let suffix = figure::unit_suffix(unit);
    match distribution {
        Distribution::Set(values) => {
            let total: f64 = values.iter().map(|(_, weight)| weight).sum();
            let each = |&(value, weight): &(f64, f64)| format!("{}: {}", number(value), figure::short(weight / total));
            format!("one of {{{}}}{suffix}, with its chance", values.iter().map(each).collect::<Vec<_>>().join(", "))
        }
        Distribution::Continuous(family, shape) => {
            let params: Vec<_> = family
                .params
                .iter()
                .zip(&shape.params)
                .map(|(param, value)| {
                    format!("{} {}", param.name, if param.in_unit { number(*value) } else { figure::exact(*value) })
                })
                .collect();
            let name =
                if params.is_empty() { family.name.to_string() } else { format!("{}({})", family.name, params.join(", ")) };
            match (shape.low, shape.high) {
                (None, None) => format!("{name}{suffix}"),
                (low, high) => {
                    let end = |end: Option<f64>| end.map(number).unwrap_or_default();
                    format!("{name} in {} .. {}{suffix}", end(low), end(high)).replace("  ", " ")
                }
            }
        }
    }
}

/// Everything that reads, sets or judges a variable.
fn used_by(model: &Model, id: VarId, reads: &[Vec<VarId>]) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    let mut games = vec![false; model.games.len()];
    for (at, list) in reads.iter().enumerate() {
        let reader = VarId(at as u32);
        if reader == id || !list.contains(&id) {
            continue;
        }
        match (model.variable(reader).origin, model.variable(id).origin) {
            // Within one game the equations of the solution read one another; nobody asks for that.
            (Origin::Game(a), Origin::Game(b)) if a == b => {}
            (Origin::Game(game), _) => games[game.idx()] = true,
            _ => out.push(reference(model, reader)),
        }
    }
    let reads_it = |expr: &Expr| links::reads_of(model, expr).contains(&id);
    for (game, mut used) in model.games.iter().zip(games) {
        used = used
            || game.players.iter().any(|p| reads_it(&p.precision))
            || game.terminals.iter().flat_map(|t| &t.payoffs).any(reads_it);
        if used {
            out.push(Reference { name: game.name.clone(), kind: "game", title: game.words.title.clone() });
        }
    }
    for policy in &model.policies {
        let rules = |setting: &Setting| matches!(setting, Setting::Rule(rule) if reads_it(rule));
        if policy.settings.iter().any(|(lever, setting)| *lever == id || rules(setting)) {
            out.push(Reference { name: policy.name.clone(), kind: "policy", title: policy.words.title.clone() });
        }
    }
    for world in model.worlds.iter().filter(|world| world.settings.iter().any(|(set, _)| *set == id)) {
        out.push(Reference { name: world.name.clone(), kind: "world", title: world.words.title.clone() });
    }
    for criterion in model.criteria.iter().filter(|criterion| criterion.outcomes.contains(&id)) {
        out.push(Reference { name: criterion.name.clone(), kind: "criterion", title: criterion.words.title.clone() });
    }
    for check in &model.checks {
        let sets = |list: &[(VarId, Setting)]| list.iter().any(|(set, _)| *set == id);
        if sets(&check.when) || sets(&check.against) || check.then.iter().any(|clause| reads_it(&clause.condition)) {
            out.push(Reference { name: check.title.clone(), kind: "check", title: String::new() });
        }
    }
    out
}
