//! What is in a model, by kind and sector.

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::model::{Kind, Model, Origin, SectorId, VarId};

use super::evidence::quantity;
use super::variable::{acceptable_text, better_word};
use crate::figure;
use crate::wire::{Count, ListLine, Listing};

/// Kinds in the order in which they are listed, singular and plural.
const KINDS: &[(&str, &str)] = &[
    ("policy", "policies"),
    ("world", "worlds"),
    ("outcome", "outcomes"),
    ("criterion", "criteria"),
    ("lever", "levers"),
    ("uncertainty", "uncertainties"),
    ("constant", "constants"),
    ("stock", "stocks"),
    ("flow", "flows"),
    ("auxiliary", "auxiliaries"),
    ("event", "events"),
    ("table", "tables"),
    ("game", "games"),
    ("actor", "actors"),
    ("sector", "sectors"),
    ("check", "checks"),
    ("claim", "claims"),
    ("source", "sources"),
];

/// What a variable is, in one word.
pub fn kind_of(model: &Model, id: VarId) -> &'static str {
    let variable = model.variable(id);
    match (&variable.kind, variable.origin) {
        (_, Origin::Game(_)) => "part of a game",
        (Kind::Constant { .. }, _) => "constant",
        (Kind::Uncertainty { .. }, _) => "uncertainty",
        (Kind::Lever { .. }, _) => "lever",
        (Kind::Stock { .. }, _) => "stock",
        (Kind::Flow(_), _) => "flow",
        (Kind::Auxiliary(_), _) => "auxiliary",
        (Kind::Event { .. }, _) => "event",
        (Kind::Memory(_), _) => "memory",
        (Kind::Outcome { .. }, _) => "outcome",
    }
}

/// How many of each kind a model holds; kinds that it lacks are left out.
pub fn counts(model: &Model) -> Vec<Count> {
    let lines = lines(model);
    KINDS
        .iter()
        .map(|(kind, plural)| Count { kind: (*plural).into(), count: lines.iter().filter(|line| line.kind == *kind).count() })
        .filter(|count| count.count > 0)
        .collect()
}

/// The word for many of a kind.
pub fn plural(kind: &str) -> &str {
    KINDS.iter().find(|(one, _)| *one == kind).map_or(kind, |(_, many)| many)
}

/// A count in words: `1 world`, `2 worlds`.
pub fn count_in_words(count: &Count) -> String {
    let one = KINDS.iter().find(|(_, many)| *many == count.kind && count.count == 1);
    format!("{} {}", count.count, one.map_or(count.kind.as_str(), |(one, _)| one))
}

/// What is in a model; only one kind or one sector where asked. Refuses kinds and sectors that are none.
pub fn list(model: &Model, kind: Option<&str>, sector: Option<&str>) -> Result<Listing, Refusal> {
    let mut kept = lines(model);
    if let Some(kind) = kind {
        let word = kind.to_lowercase();
        let Some((kind, _)) =
            KINDS.iter().find(|(one, many)| *one == word || *many == word || (word == "aux" && *one == "auxiliary"))
        else {
            let all: Vec<_> = KINDS.iter().map(|(_, many)| *many).collect();
            let near = nearest(&word, all.iter().copied().chain(KINDS.iter().map(|(one, _)| *one)));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            return Err(Refusal::new(format!("`{kind}` is no kind of thing"), format!("{near}kinds: {}", all.join(", "))));
        };
        kept.retain(|line| line.kind == *kind);
    }
    if let Some(sector) = sector {
        if !model.sectors.iter().any(|known| known.name == sector) {
            let all: Vec<_> = model.sectors.iter().map(|s| s.name.as_str()).collect();
            let near = nearest(sector, all.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            return Err(Refusal::new(
                format!("{} has no sector `{sector}`", model.name),
                format!("{near}sectors: {}", all.join(", ")),
            ));
        }
        kept.retain(|line| line.sector == sector);
    }
    let time = &model.time;
    Ok(Listing {
        model: model.name.clone(),
        title: model.words.title.clone(),
        time: format!("{} .. {}, {} steps", figure::date(time, time.start), figure::date(time, time.stop), time.steps),
        counts: counts(model),
        lines: kept,
    })
}

fn lines(model: &Model) -> Vec<ListLine> {
    let sector = |id: Option<SectorId>| id.and_then(|id| model.sectors.get(id.idx())).map(|s| s.name.clone()).unwrap_or_default();
    let line = |name: &str, kind, of: Option<SectorId>, title: &str, shown: String| ListLine {
        name: name.into(),
        kind,
        sector: sector(of),
        unit: String::new(),
        title: title.into(),
        shown,
    };
    let mut lines = Vec::new();
    for (at, variable) in model.variables.iter().enumerate().filter(|(_, v)| v.origin == Origin::Written) {
        let kind = kind_of(model, VarId(at as u32));
        let shown = match &variable.kind {
            Kind::Constant { value } => quantity(*value, &variable.unit).shown,
            Kind::Uncertainty { default, .. } | Kind::Lever { default, .. } => quantity(*default, &variable.unit).shown,
            Kind::Outcome { better, acceptable, .. } => {
                let acceptable =
                    acceptable.map(|a| format!(", acceptable {}", acceptable_text(a, &variable.unit))).unwrap_or_default();
                format!("better {}{acceptable}", better_word(*better))
            }
            _ => String::new(),
        };
        let mut one = line(&variable.name, kind, variable.sector, &variable.words.title, shown);
        one.unit = variable.unit.text.clone();
        lines.push(one);
    }
    lines.extend(model.tables.iter().map(|t| line(&t.name, "table", t.sector, &t.words.title, format!("{} points", t.xs.len()))));
    lines.extend(model.games.iter().map(|g| line(&g.name, "game", g.sector, &g.words.title, format!("{} nodes", g.nodes.len()))));
    for policy in &model.policies {
        let stress = if policy.stress { ", a stress test" } else { "" };
        lines.push(line(&policy.name, "policy", None, &policy.words.title, format!("sets {}{stress}", policy.settings.len())));
    }
    lines
        .extend(model.worlds.iter().map(|w| line(&w.name, "world", None, &w.words.title, format!("fixes {}", w.settings.len()))));
    lines.extend(
        model.criteria.iter().map(|c| line(&c.name, "criterion", None, &c.words.title, format!("{} outcomes", c.outcomes.len()))),
    );
    lines.extend(model.actors.iter().map(|a| line(&a.name, "actor", None, &a.words.title, String::new())));
    lines.extend(model.sectors.iter().map(|s| line(&s.name, "sector", None, &s.words.title, String::new())));
    lines.extend(model.checks.iter().map(|c| line("", "check", None, &c.title, String::new())));
    for claim in &model.claims {
        let shown = claim.quantity.as_ref().map(|(unit, value)| figure::exact_with_unit(*value, unit)).unwrap_or_default();
        lines.push(line(&claim.name, "claim", None, &claim.words.title, shown));
    }
    for source in &model.sources {
        lines.push(line(&source.name, "source", None, &source.words.title, source.published.clone().unwrap_or_default()));
    }
    let rank = |kind: &str| KINDS.iter().position(|(one, _)| *one == kind).unwrap_or(KINDS.len());
    lines.sort_by_key(|line| rank(line.kind));
    lines
}
