//! What is known about a name, and what a model holds.

use super::Count;
use schemars::JsonSchema;
use serde::Serialize;

/// Another thing of the model or language, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reference {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Its title; may be empty.
    pub title: String,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Quantity {
    /// In `unit`.
    pub value: f64,
    /// As declared; `1` for a pure number.
    pub unit: String,
    /// As shown.
    pub shown: String,
}

/// Where a source says something.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Found {
    /// Name of the source.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// What sort of source it is.
    pub kind: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Paragraph, counted over non-empty lines.
    pub paragraph: Option<u32>,
    /// The literal words to look for.
    pub figure: Option<String>,
    /// Sources whose words are passed on there.
    pub via: Vec<String>,
    /// The number that it gives instead, where it says otherwise.
    pub instead: Option<Quantity>,
}

/// A claim of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimShown {
    /// Name.
    pub name: String,
    /// What is claimed.
    pub says: String,
    /// The quantity, where it is one.
    pub quantity: Option<Quantity>,
    /// `corroborated`, `single`, `stale`, `disputed` or `unsourced`.
    pub standing: &'static str,
    /// Sources that say it independently: copies of one report count once, what a machine wrote not at all.
    pub independent: usize,
    /// Sources named for it.
    pub named: usize,
    /// Who says it.
    pub found: Vec<Found>,
    /// Who says otherwise.
    pub dissent: Vec<Found>,
}

/// A labelled line of a card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Detail {
    /// What it is about.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// All that is known about a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Card {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// The model it was found in; empty for words of the language.
    pub model: String,
    /// English title.
    pub title: String,
    /// Korean title.
    pub title_ko: String,
    /// Longer text.
    pub text: String,
    /// Name and title of its sector.
    pub sector: Option<Reference>,
    /// Where it is declared: `file:line:column`.
    pub place: Option<String>,
    /// The statement as written.
    pub statement: String,
    /// Unit as declared.
    pub unit: Option<String>,
    /// Its value or default.
    pub value: Option<Quantity>,
    /// Range, distribution, bounds, who sets it, points: whatever its kind has.
    pub details: Vec<Detail>,
    /// `evidence`, `bounded judgement` or `judgement`, for what must stand on something.
    pub basis: Option<&'static str>,
    /// How firmly it stands: `corroborated`, `single`, `stale`, `disputed`, `unsourced` or `judgement`.
    pub standing: Option<&'static str>,
    /// Why the number differs from what it cites.
    pub because: Option<String>,
    /// What it stands on.
    pub claims: Vec<ClaimShown>,
    /// What it reads.
    pub uses: Vec<Reference>,
    /// What reads, sets or judges it.
    pub used_by: Vec<Reference>,
    /// What belongs to it.
    pub members: Vec<Reference>,
}

/// A model that comes along, or a line about any model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelLine {
    /// Name to call it by.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it holds, by kind.
    pub counts: Vec<Count>,
}

/// One thing of a model in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListLine {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Sector it belongs to; empty where none.
    pub sector: String,
    /// Unit; empty where none.
    pub unit: String,
    /// Title.
    pub title: String,
    /// Value, default or threshold as shown; empty where none.
    pub shown: String,
}

/// What a model holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listing {
    /// Name in the text.
    pub model: String,
    /// Title.
    pub title: String,
    /// Its time axis in words.
    pub time: String,
    /// How many of each kind.
    pub counts: Vec<Count>,
    /// The things, in order of kind, then of declaration.
    pub lines: Vec<ListLine>,
}
