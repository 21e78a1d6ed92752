//! Cards of what is no variable: tables, games, policies, worlds, sectors, actors, criteria, claims, sources.

use linchpin_core::evidence::{Claim, ClaimId, STALE_AFTER_YEARS, SourceDocId, Standing, Support, basis, standing};
use linchpin_core::game::Game;
use linchpin_core::model::{ActorId, Kind, Model, SectorId, TableId, VarId, Words};

use super::evidence::{basis_word, claim_shown, claims, quantity, standing_word};
use super::{Subject, blank, reference, sector};
use crate::figure;
use crate::links;
use crate::wire::{Card, Detail, Reference};

pub(super) fn cards(subject: Subject<'_>, name: &str) -> Vec<Card> {
    let model = subject.model;
    let mut out = Vec::new();
    out.extend(model.tables.iter().position(|t| t.name == name).map(|at| table(subject, at)));
    out.extend(model.games.iter().find(|g| g.name == name).map(|g| game(subject, g)));
    out.extend(model.policies.iter().find(|p| p.name == name).map(|policy| {
        let mut card = blank(subject, name, "policy", &policy.words, policy.span);
        if policy.stress {
            card.details.push(detail("stress test", "shown, never ranked best, never a search's aim"));
        }
        card.members = policy.settings.iter().map(|(lever, _)| reference(model, *lever)).collect();
        card
    }));
    out.extend(model.worlds.iter().find(|w| w.name == name).map(|world| {
        let mut card = blank(subject, name, "world", &world.words, world.span);
        card.details.extend(world.beyond.iter().map(|why| detail("beyond declared ranges", why)));
        card.details.extend(world.settings.iter().map(|(id, value)| {
            let variable = model.variable(*id);
            detail(&variable.name, &figure::exact_with_unit(*value, &variable.unit))
        }));
        card.basis = (!world.from.is_empty()).then(|| basis_word(basis(&world.from)));
        card.standing = (!world.from.is_empty()).then(|| standing_word(model, &world.from));
        card.claims = claims(model, &world.from);
        card.members = world.settings.iter().map(|(id, _)| reference(model, *id)).collect();
        card
    }));
    out.extend(model.sectors.iter().position(|s| s.name == name).map(|at| sector_card(subject, at)));
    out.extend(model.actors.iter().position(|a| a.name == name).map(|at| actor(subject, at)));
    out.extend(model.criteria.iter().find(|c| c.name == name).map(|criterion| {
        let mut card = blank(subject, name, "criterion", &criterion.words, criterion.span);
        card.members = criterion.outcomes.iter().map(|id| reference(model, *id)).collect();
        card
    }));
    out.extend(model.claims.iter().position(|c| c.name == name).map(|at| claim(subject, at)));
    out.extend(model.sources.iter().position(|s| s.name == name).map(|at| source(subject, at)));
    out
}

fn detail(label: &str, text: &str) -> Detail {
    Detail { label: label.into(), text: text.into() }
}

fn named(kind: &'static str, name: &str, words: &Words) -> Reference {
    Reference { name: name.into(), kind, title: words.title.clone() }
}

fn table(subject: Subject<'_>, at: usize) -> Card {
    let model = subject.model;
    let table = &model.tables[at];
    let mut card = blank(subject, &table.name, "table", &table.words, table.span);
    card.sector = sector(model, table.sector);
    card.unit = Some(format!("({}) -> {}", table.x_unit.text, table.y_unit.text));
    card.details.push(detail("outside its points", if table.extrapolate { "the end pieces go on" } else { "flat" }));
    card.basis = (!table.from.is_empty()).then(|| basis_word(basis(&table.from)));
    card.standing = (!table.from.is_empty()).then(|| standing_word(model, &table.from));
    card.claims = claims(model, &table.from);
    for (idx, variable) in model.variables.iter().enumerate() {
        if links::tables(&variable.kind).contains(&TableId(at as u32))
            && let Some(owner) = links::owner(model, VarId(idx as u32))
        {
            let reader = reference(model, owner);
            if !card.used_by.contains(&reader) {
                card.used_by.push(reader);
            }
        }
    }
    card
}

fn game(subject: Subject<'_>, game: &Game) -> Card {
    let model = subject.model;
    let actor = |id: ActorId| model.actors.get(id.idx()).map_or("?", |a| a.name.as_str());
    let mut card = blank(subject, &game.name, "game", &game.words, game.span);
    card.sector = sector(model, game.sector);
    card.details.push(detail("solution", game.solution));
    let players: Vec<_> = game.players.iter().map(|p| actor(p.actor)).collect();
    card.details.push(detail("players", &players.join(", ")));
    let mut read: Vec<VarId> = Vec::new();
    for expr in game.players.iter().map(|p| &p.precision).chain(game.terminals.iter().flat_map(|t| &t.payoffs)) {
        read.extend(links::reads_of(model, expr));
    }
    read.sort();
    read.dedup();
    card.uses = read.iter().map(|id| reference(model, *id)).collect();
    for (at, list) in links::reads(model).iter().enumerate() {
        let outside = !game.variables.contains(&VarId(at as u32));
        if outside && list.iter().any(|id| game.variables.contains(id)) {
            card.used_by.push(reference(model, VarId(at as u32)));
        }
    }
    card
}

fn sector_card(subject: Subject<'_>, at: usize) -> Card {
    let model = subject.model;
    let sector = &model.sectors[at];
    let mut card = blank(subject, &sector.name, "sector", &sector.words, sector.span);
    if !sector.theory.is_empty() {
        card.details.push(detail("theory", &sector.theory));
    }
    let own = Some(SectorId(at as u32));
    for (idx, variable) in model.variables.iter().enumerate() {
        let id = VarId(idx as u32);
        if variable.sector == own && variable.origin == linchpin_core::model::Origin::Written {
            card.members.push(reference(model, id));
        }
    }
    card.members.extend(model.tables.iter().filter(|t| t.sector == own).map(|t| named("table", &t.name, &t.words)));
    card.members.extend(model.games.iter().filter(|g| g.sector == own).map(|g| named("game", &g.name, &g.words)));
    card
}

fn actor(subject: Subject<'_>, at: usize) -> Card {
    let model = subject.model;
    let actor = &model.actors[at];
    let own = ActorId(at as u32);
    let mut card = blank(subject, &actor.name, "actor", &actor.words, actor.span);
    let sets = |kind: &Kind| matches!(kind, Kind::Lever { actors, .. } if actors.contains(&own));
    card.members = model.ids(sets).into_iter().map(|id| reference(model, id)).collect();
    let plays = model.games.iter().filter(|game| game.players.iter().any(|p| p.actor == own));
    card.used_by = plays.map(|game| named("game", &game.name, &game.words)).collect();
    card
}

fn claim(subject: Subject<'_>, at: usize) -> Card {
    let model = subject.model;
    let claim = &model.claims[at];
    let id = ClaimId(at as u32);
    let mut card = blank(subject, &claim.name, "claim", &claim.words, claim.span);
    card.unit = claim.quantity.as_ref().map(|(unit, _)| unit.text.clone());
    card.value = claim.quantity.as_ref().map(|(unit, value)| quantity(*value, unit));
    card.details = said_of(model, claim);
    card.claims.extend(claim_shown(model, id));
    card.uses = claim.informs.iter().map(|id| reference(model, *id)).collect();
    card.used_by = cited_by(model, id);
    card
}

/// What a claim says of itself, as labelled lines.
fn said_of(model: &Model, claim: &Claim) -> Vec<Detail> {
    let mut details = Vec::new();
    if let Some(speaker) = &claim.speaker {
        let actor = speaker.actor.and_then(|id| model.actors.get(id.idx()));
        let of = actor.map(|actor| format!(", for {}", actor.words.title)).unwrap_or_default();
        details.push(detail("speaker", &format!("{}{of}", speaker.name)));
    }
    details.extend(claim.stance.map(|stance| detail("stance", stance.word())));
    if let Some(dated) = claim.dated {
        let to = dated.to.map(|to| format!(" to {to}")).unwrap_or_default();
        details.push(detail(dated.status.word(), &format!("{}{to}", dated.from)));
    }
    details.extend(claim.as_of.map(|day| detail("as of", &day.to_string())));
    details.extend(claim.about.as_ref().map(|about| detail("about", about)));
    details.extend(claim.disposition.map(|disposition| detail("disposition", &disposition.word().replace('_', " "))));
    details
}

/// What stands on a claim.
fn cited_by(model: &Model, id: ClaimId) -> Vec<Reference> {
    let cites = |from: &[Support]| from.contains(&Support::Claim(id));
    let variables =
        model.variables.iter().enumerate().filter(|(_, v)| cites(&v.from)).map(|(at, _)| reference(model, VarId(at as u32)));
    let tables = model.tables.iter().filter(|t| cites(&t.from)).map(|t| named("table", &t.name, &t.words));
    let worlds = model.worlds.iter().filter(|w| cites(&w.from)).map(|w| named("world", &w.name, &w.words));
    let title =
        |check: &linchpin_core::model::Check| Reference { name: check.title.clone(), kind: "check", title: String::new() };
    let checks = model.checks.iter().filter(|check| cites(&check.from)).map(title);
    variables.chain(tables).chain(worlds).chain(checks).collect()
}

fn source(subject: Subject<'_>, at: usize) -> Card {
    let model = subject.model;
    let source = &model.sources[at];
    let id = SourceDocId(at as u32);
    let mut card = blank(subject, &source.name, "source", &source.words, source.span);
    let facts = [
        ("publisher", &source.publisher),
        ("published", &source.published),
        ("kind", &source.kind),
        ("file", &source.file),
        ("url", &source.url),
    ];
    card.details.extend(facts.into_iter().filter_map(|(label, fact)| fact.as_ref().map(|text| detail(label, text))));
    let via: Vec<&str> = source.via.iter().filter_map(|id| model.sources.get(id.idx())).map(|s| s.name.as_str()).collect();
    if !via.is_empty() {
        card.details.push(detail("derived from", &via.join(", ")));
    }
    for claim in &model.claims {
        let says = claim.found.iter().any(|l| l.source == id);
        let otherwise = claim.dissent.iter().any(|d| d.at.source == id);
        if says || otherwise {
            let title = if says { claim.words.title.clone() } else { format!("says otherwise: {}", claim.words.title) };
            card.members.push(Reference { name: claim.name.clone(), kind: "claim", title });
        }
    }
    let claims: Vec<_> = model
        .claims
        .iter()
        .filter(|claim| claim.found.iter().any(|at| at.source == id))
        .map(|claim| standing(model, claim, STALE_AFTER_YEARS))
        .collect();
    let single = claims.iter().filter(|standing| **standing == Standing::Single).count();
    if single > 0 {
        card.details.push(detail("alone in saying", &format!("{single} of {} claims", claims.len())));
    }
    card
}
