//! What the ledger leaves open: claims and sources that nothing uses, what is old, disputed or said by one alone, numbers that
//! differ from what they cite. None of it is a fault.

use linchpin_core::diagnostic::SourceMap;
use linchpin_core::evidence::{Claim, ClaimId, SourceDocId, Standing, Support, newer_than, standing as standing_of, witnesses};
use linchpin_core::model::{Kind, Model, Variable};

use super::check::speaks;
use super::odds::odds;
use crate::figure::exact_with_unit;
use crate::wire::{ListShown, ListedShown, StandingShown};

/// How many claims stand how.
pub(super) fn standing(model: &Model, stale_after: f64) -> Vec<StandingShown> {
    let all: Vec<Standing> = model.claims.iter().map(|claim| standing_of(model, claim, stale_after)).collect();
    let of = |standing: Standing| all.iter().filter(|one| **one == standing).count();
    let words = Standing::ALL.iter().filter(|standing| **standing != Standing::Judgement);
    words.map(|standing| StandingShown { standing: standing.word(), claims: of(*standing) }).collect()
}

/// Claims that count two sources as two witnesses, which may be one.
pub(super) fn counted_twice(model: &Model, one: SourceDocId, other: SourceDocId) -> Vec<String> {
    let root = |id: SourceDocId| model.sources.get(id.idx()).map(|source| (source.machine_written(), source.via.clone()));
    let witness = |id: SourceDocId| root(id).is_some_and(|(machine, _)| !machine);
    if !witness(one) || !witness(other) {
        return Vec::new();
    }
    let both = |claim: &&Claim| {
        let says = |id: SourceDocId| claim.found.iter().any(|at| at.source == id);
        says(one) && says(other) && witnesses(model, claim).independent > 1
    };
    model.claims.iter().filter(both).map(|claim| claim.name.clone()).collect()
}

/// All lists, those that matter most first; empty ones are left out.
pub(super) fn lists(model: &Model, sources: &SourceMap, stale_after: f64) -> Vec<ListShown> {
    let used = |at: usize, claim: &Claim| !users(model, at, claim).is_empty();
    let listed = |at: usize, note: String| {
        let claim = &model.claims[at];
        ListedShown { name: claim.name.clone(), says: claim.words.title.clone(), note, place: sources.place(claim.span) }
    };
    let stands = |wanted: Standing, note: &dyn Fn(usize, &Claim) -> String| -> Vec<ListedShown> {
        let claims = model.claims.iter().enumerate();
        let of = claims.filter(|(_, claim)| standing_of(model, claim, stale_after) == wanted);
        of.map(|(at, claim)| listed(at, note(at, claim))).collect()
    };
    let behind = |at: usize, claim: &Claim| {
        let users = users(model, at, claim);
        if users.is_empty() { "nothing hangs on it".to_owned() } else { format!("behind {}", users.join(", ")) }
    };
    let disputed =
        stands(Standing::Disputed, &|at, claim| format!("{} say otherwise; {}", claim.dissent.len(), behind(at, claim)));
    let stale = stands(Standing::Stale, &|at, claim| {
        let newer = newer_than(model, claim, stale_after).map(|newer| newer.name.clone()).unwrap_or_default();
        format!("{newer} is newer; {}", behind(at, claim))
    });
    let single: Vec<ListedShown> =
        stands(Standing::Single, &behind).into_iter().filter(|one| one.note.starts_with("behind")).collect();
    let unsourced = stands(Standing::Unsourced, &behind);
    let unused: Vec<ListedShown> = model
        .claims
        .iter()
        .enumerate()
        .filter(|(at, claim)| !used(*at, claim) && claim.disposition.is_none())
        .map(|(at, _)| listed(at, "no number, variable or check names it".into()))
        .collect();
    let claims = model.claims.iter().enumerate();
    let at_odds = claims.filter_map(|(at, claim)| Some(listed(at, odds(model, claim)?))).collect();
    let rows = [
        ("at odds", "claims whose own sentence, date or sources say otherwise", at_odds),
        ("differing", "numbers that differ from what they cite, with their reason", differing(model, sources)),
        ("disputed", "claims that a source contradicts", disputed),
        ("stale", "claims with a newer one about the same thing", stale),
        ("unsourced", "claims that no independent source makes", unsourced),
        ("single", "claims behind the model that one source makes", single),
        ("unused", "claims that nothing uses", unused),
        ("unnamed", "sources that no claim names", unnamed(model, sources)),
    ];
    rows.into_iter()
        .filter(|(_, _, members)| !members.is_empty())
        .map(|(name, title, members)| ListShown { name, title, members })
        .collect()
}

/// What uses a claim: variables and tables that cite it, what it informs, checks.
fn users(model: &Model, at: usize, claim: &Claim) -> Vec<String> {
    let support = Support::Claim(ClaimId(at as u32));
    let mut users: Vec<String> = Vec::new();
    users.extend(model.variables.iter().filter(|v| v.from.contains(&support)).map(|v| v.name.clone()));
    users.extend(model.tables.iter().filter(|t| t.from.contains(&support)).map(|t| t.name.clone()));
    users.extend(model.worlds.iter().filter(|w| w.from.contains(&support)).map(|w| w.name.clone()));
    users.extend(
        claim.informs.iter().map(|id| model.variable(*id).name.clone()).filter(|name| !users.contains(name)).collect::<Vec<_>>(),
    );
    let checks = model.checks.iter().filter(|check| check.from.contains(&support)).count();
    if checks > 0 {
        users.push(format!("{checks} check{}", if checks == 1 { "" } else { "s" }));
    }
    users
}

/// Numbers whose statement says why they differ from every claim that they cite.
fn differing(model: &Model, sources: &SourceMap) -> Vec<ListedShown> {
    let value = |variable: &Variable| match variable.kind {
        Kind::Constant { value } => Some(value),
        Kind::Uncertainty { default, .. } | Kind::Lever { default, .. } => Some(default),
        _ => None,
    };
    let mut listed = Vec::new();
    for variable in &model.variables {
        let (Some(value), Some(because)) = (value(variable), &variable.because) else { continue };
        let mut equal = false;
        let cited: Vec<String> = variable
            .from
            .iter()
            .filter_map(|support| match support {
                Support::Claim(id) => model.claims.get(id.idx()),
                Support::Judgement => None,
            })
            .filter_map(|claim| match &claim.quantity {
                Some((unit, said)) if unit.dimension == variable.unit.dimension => {
                    equal |= (said - value).abs() <= 1e-9 * said.abs().max(value.abs());
                    Some(format!("{} says {}", claim.name, exact_with_unit(*said, unit)))
                }
                _ => None,
            })
            .collect();
        if !cited.is_empty() && !equal {
            listed.push(ListedShown {
                name: variable.name.clone(),
                says: format!("is {}; {}", exact_with_unit(value, &variable.unit), cited.join(", ")),
                note: because.clone(),
                place: sources.place(variable.span),
            });
        }
    }
    listed
}

/// Sources that no claim, sentence or other source names.
fn unnamed(model: &Model, sources: &SourceMap) -> Vec<ListedShown> {
    let named = |id: SourceDocId| {
        model.claims.iter().any(|claim| {
            let via = claim.found.iter().any(|at| at.via.contains(&id));
            via || speaks(claim, id)
        }) || model
            .checks
            .iter()
            .flat_map(|check| &check.sentence)
            .any(|sentence| sentence.found.iter().any(|at| at.source == id))
            || model.sources.iter().any(|source| source.via.contains(&id))
    };
    let each = model.sources.iter().enumerate().filter(|(at, _)| !named(SourceDocId(*at as u32)));
    each.map(|(_, source)| ListedShown {
        name: source.name.clone(),
        says: source.words.title.clone(),
        note: String::new(),
        place: sources.place(source.span),
    })
    .collect()
}
