//! What a name is, what it stands on, and what it touches.
//!
//! Comes in: a checked model with its texts, and a name. Goes out: a card for the name, or the list of a model. Refuses:
//! names that are nowhere, with the nearest one.

mod evidence;
mod list;
mod members;
mod variable;
mod words;

pub use evidence::claim_shown;
pub(crate) use evidence::{basis_word, found_at, support_names};
pub use list::{count_in_words, counts, kind_of, list, plural};
pub use words::language_card;

use linchpin_core::diagnostic::{Refusal, SourceMap, Span, nearest};
use linchpin_core::model::{Model, VarId, Words};

use crate::wire::{Card, Reference};

/// A checked model with its texts.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its texts.
    pub sources: &'a SourceMap,
}

/// All that is called by this name in the model. Refuses a name that is nowhere, with the nearest.
pub fn show(subject: Subject<'_>, name: &str) -> Result<Vec<Card>, Refusal> {
    let mut cards = Vec::new();
    cards.extend(subject.model.find(name).map(|id| variable::card(subject, id)));
    cards.extend(members::cards(subject, name));
    if cards.is_empty() {
        let known = names(subject.model);
        let words = words::names();
        let near = nearest(name, known.iter().map(String::as_str).chain(words.iter().copied()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`linchpin list {}` lists what is in it", subject.model.name.replace('_', "-")),
        };
        return Err(Refusal::new(format!("nothing in {} is called `{name}`", subject.model.name), help));
    }
    Ok(cards)
}

/// Every name of a model that can be shown.
pub fn names(model: &Model) -> Vec<String> {
    let mut names: Vec<String> = model.variables.iter().map(|v| v.name.clone()).collect();
    names.extend(model.tables.iter().map(|t| t.name.clone()));
    names.extend(model.games.iter().map(|g| g.name.clone()));
    names.extend(model.policies.iter().map(|p| p.name.clone()));
    names.extend(model.worlds.iter().map(|w| w.name.clone()));
    names.extend(model.sectors.iter().map(|s| s.name.clone()));
    names.extend(model.actors.iter().map(|a| a.name.clone()));
    names.extend(model.criteria.iter().map(|c| c.name.clone()));
    names.extend(model.claims.iter().map(|c| c.name.clone()));
    names.extend(model.sources.iter().map(|s| s.name.clone()));
    names
}

/// A card with what every kind of statement has.
fn blank(subject: Subject<'_>, name: &str, kind: &'static str, words: &Words, span: Span) -> Card {
    Card {
        name: name.to_string(),
        kind,
        model: subject.model.name.clone(),
        title: words.title.clone(),
        title_ko: words.ko.clone(),
        text: words.text.clone(),
        place: (span != Span::default()).then(|| subject.sources.place(span)),
        statement: subject.sources.text(span).trim_end().to_string(),
        ..Card::default()
    }
}

/// A variable by name.
pub(crate) fn reference(model: &Model, id: VarId) -> Reference {
    let variable = model.variable(id);
    Reference { name: variable.name.clone(), kind: kind_of(model, id), title: variable.words.title.clone() }
}

/// The sector of a thing, as a reference.
fn sector(model: &Model, sector: Option<linchpin_core::model::SectorId>) -> Option<Reference> {
    let sector = model.sectors.get(sector?.idx())?;
    Some(Reference { name: sector.name.clone(), kind: "sector", title: sector.words.title.clone() })
}
