//! Every JSON shape of the lab. What is serialisable is a promise, so promises live in one file.
//!
//! Comes in: plain results of the other files. Goes out: JSON text. Numbers are in the unit that stands beside them;
//! a number that is not finite is `null`. Refuses: nothing.

use linchpin_core::diagnostic::{Diagnostic, Severity, SourceMap};
use serde::Serialize;

/// Any shape of this file as indented JSON with a final line break.
pub fn json<T: Serialize>(value: &T) -> String {
    // Shapes here have string keys only, so the one thing that could fail cannot.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

/// A place in a text; lines and columns count from 1, columns count characters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Path as shown to the reader.
    pub file: String,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
    /// The text there.
    pub text: String,
}

/// A second place that a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelatedPlace {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What is there.
    pub note: String,
}

/// One finding about a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// A stable word for the kind of finding.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<RelatedPlace>,
}

/// What checking a model found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckReport {
    /// The model as it was asked for.
    pub model: String,
    /// True when there is no error.
    pub ok: bool,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// What the model holds, by kind; empty when there is none.
    pub counts: Vec<Count>,
    /// All findings, in order of place.
    pub diagnostics: Vec<Finding>,
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    /// Of what.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// A place of a source map.
pub fn place(sources: &SourceMap, span: linchpin_core::diagnostic::Span) -> Place {
    let (line, column) = sources.line_column(span);
    let file = sources.sources.get(span.source as usize).map(|source| source.path.clone()).unwrap_or_default();
    Place { file, line, column, text: sources.text(span).to_string() }
}

/// A diagnostic with its places looked up.
pub fn finding(sources: &SourceMap, diagnostic: &Diagnostic) -> Finding {
    Finding {
        severity: if diagnostic.severity == Severity::Error { "error" } else { "warning" },
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        place: place(sources, diagnostic.span),
        help: diagnostic.help.clone(),
        related: diagnostic
            .related
            .iter()
            .map(|label| RelatedPlace { place: place(sources, label.span), note: label.text.clone() })
            .collect(),
    }
}

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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// In `unit`.
    pub value: f64,
    /// As declared; `1` for a pure number.
    pub unit: String,
    /// As shown.
    pub shown: String,
}

/// Where a source says something.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// `corroborated`, `single`, `disputed` or `unsourced`.
    pub standing: &'static str,
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
