//! Every place of the ledger looked up in the documents at hand, and what the ledger itself leaves open.
//!
//! Comes in: a model with its texts, documents at hand. Goes out: a verdict for every place, faults, lists that are no faults, and
//! for each document which paragraphs the ledger speaks for. Refuses nothing.

use linchpin_core::diagnostic::{SourceMap, Span};
use linchpin_core::evidence::{Claim, Locator, SourceDocId};
use linchpin_core::model::Model;
use linchpin_core::unit::Unit;
use linchpin_read::document::Document;
use linchpin_read::quantity::{self, Quantity};

use super::amount::{Beside, beside};
use super::copies;
use super::documents::{AtHand, holds};
use super::lists;
use crate::figure::exact_with_unit;
use crate::wire::{CopyShown, DocumentShown, LedgerReport, LocatorShown, ParagraphShown};

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its texts.
    pub sources: &'a SourceMap,
    /// The documents at hand; empty when no folder was named.
    pub documents: &'a [AtHand],
    /// Years before the model's start from which a claim with a newer one beside it is stale.
    pub stale_after: f64,
}

/// One place where somebody says something.
struct Place<'a> {
    /// The claim's name, or the check's sentence.
    name: &'a str,
    at: &'a Locator,
    /// What the ledger says stands there.
    number: Option<(&'a Unit, f64)>,
    span: Span,
}

/// Looks up everything.
pub fn check(question: Question<'_>) -> LedgerReport {
    let Question { model, sources, documents, stale_after } = question;
    let everywhere = places(model);
    let shown: Vec<LocatorShown> = everywhere.iter().map(|place| look_up(question, place)).collect();
    let faults = shown.iter().filter(|place| place.fault).count();
    let missing = documents.iter().filter(|at_hand| at_hand.document.is_none());
    let missing: Vec<String> = missing.map(|at_hand| at_hand.file.clone()).collect();
    let at_hand: Vec<(&AtHand, &Document)> =
        documents.iter().filter_map(|at_hand| Some((at_hand, at_hand.document.as_ref()?))).collect();
    let read: Vec<&Document> = at_hand.iter().map(|(_, document)| *document).collect();
    let name = |id: SourceDocId| model.sources.get(id.idx()).map(|source| source.name.clone()).unwrap_or_default();
    let copies = copies::copies(&read)
        .into_iter()
        .map(|pair| CopyShown {
            one: name(at_hand[pair.one].0.source),
            other: name(at_hand[pair.other].0.source),
            share: pair.share,
            counted_twice: lists::counted_twice(model, at_hand[pair.one].0.source, at_hand[pair.other].0.source),
        })
        .collect();
    LedgerReport {
        model: model.name.clone(),
        claims: model.claims.len(),
        sources: model.sources.len(),
        ok: faults == 0 && missing.is_empty(),
        faults: faults + missing.len(),
        missing,
        places: shown,
        documents: at_hand.iter().map(|(at_hand, document)| document_shown(model, &everywhere, at_hand, document)).collect(),
        copies,
        standing: lists::standing(model, stale_after),
        lists: lists::lists(model, sources, stale_after),
    }
}

/// All places of claims, of those who say otherwise, and of sentences put to the model.
fn places(model: &Model) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for claim in &model.claims {
        let number = claim.quantity.as_ref().map(|(unit, value)| (unit, *value));
        let of = |at, number, span| Place { name: &claim.name, at, number, span };
        places.extend(claim.found.iter().map(|at| of(at, number, claim.span)));
        places.extend(claim.dissent.iter().map(|dissent| {
            let unit = claim.quantity.as_ref().map(|(unit, _)| unit);
            of(&dissent.at, unit.zip(dissent.value), claim.span)
        }));
    }
    for check in &model.checks {
        let found = check.sentence.iter().flat_map(|sentence| &sentence.found);
        places.extend(found.map(|at| Place { name: &check.title, at, number: None, span: check.span }));
    }
    places
}

fn look_up(question: Question<'_>, place: &Place<'_>) -> LocatorShown {
    let Question { model, sources, documents, .. } = question;
    let Locator { source, paragraph, figure, span, .. } = place.at;
    let source_name = model.sources.get(source.idx()).map(|source| source.name.clone()).unwrap_or_default();
    let ours = place.number.map(|(unit, value)| exact_with_unit(value, unit));
    let document = documents.iter().find(|at_hand| at_hand.source == *source).and_then(|at_hand| at_hand.document.as_ref());
    let (verdict, fault, said) = match (document, paragraph, figure) {
        (None, ..) => ("not at hand", false, None),
        (Some(_), None, None) => ("no place given", false, None),
        (Some(document), _, _) => verdict(model, place, document),
    };
    LocatorShown {
        claim: place.name.to_owned(),
        source: source_name,
        paragraph: *paragraph,
        figure: figure.clone(),
        value: ours,
        verdict,
        fault,
        said,
        place: sources.place(if *span == Span::default() { place.span } else { *span }),
    }
}

/// What a document says to a place: the verdict, whether it is a fault, and what was found instead.
fn verdict(model: &Model, place: &Place<'_>, document: &Document) -> (&'static str, bool, Option<String>) {
    let Locator { paragraph, figure, .. } = place.at;
    let text = match paragraph {
        None => document.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join(" "),
        Some(number) => match document.paragraph(*number) {
            Some(paragraph) => paragraph.text.clone(),
            None => {
                let last = document.paragraphs.len();
                return ("no such paragraph", true, Some(format!("the document has {last} paragraphs")));
            }
        },
    };
    let there = quantity::find(&text);
    let meant = figure.as_deref().map(quantity::find).unwrap_or_default();
    if let Some(figure) = figure
        && !holds(&text, figure)
        && !same_amount(&meant, &there)
    {
        return ("figure not there", true, elsewhere(document, figure, &there));
    }
    let Some((unit, value)) = place.number else { return ("found", false, None) };
    // The figure's own number first; where it has none, any number of the paragraph will do.
    let compared = |numbers: &[Quantity]| -> (bool, Option<(f64, String)>, usize) {
        let mut other = None;
        let mut sorts = 0;
        for said in numbers {
            match beside(model, unit, value, said) {
                Beside::Same => return (true, None, 1),
                Beside::Other(number) => {
                    sorts += 1;
                    other = other.or(Some((number, said.literal.clone())));
                }
                Beside::AnotherSort => {}
            }
        }
        (false, other, sorts)
    };
    let (same, other, _) = compared(&meant);
    if same {
        return ("found", false, None);
    }
    if let Some((number, literal)) = other {
        return ("another number", true, Some(format!("\"{literal}\" is {}", exact_with_unit(number, unit))));
    }
    if !meant.is_empty() && meant.iter().any(|said| said.unit.kind() != "date" && said.unit.kind() != "number") {
        let sorts: Vec<&str> = meant.iter().map(|said| said.unit.kind()).collect();
        return ("another unit", true, Some(format!("the figure is a {}, the claim is in {}", sorts.join(" and a "), unit.text)));
    }
    match compared(&there) {
        (true, ..) => ("found", false, None),
        (false, None, _) => ("no number to compare", false, None),
        (false, Some((number, literal)), _) => {
            ("another number", true, Some(format!("\"{literal}\" is {}", exact_with_unit(number, unit))))
        }
    }
}

fn same_amount(meant: &[Quantity], there: &[Quantity]) -> bool {
    !meant.is_empty() && meant.iter().all(|figure| there.iter().any(|said| said.same(figure)))
}

/// Where the figure stands instead, or what stands in its place.
fn elsewhere(document: &Document, figure: &str, there: &[Quantity]) -> Option<String> {
    let other = document.paragraphs.iter().find(|paragraph| holds(&paragraph.text, figure));
    if let Some(other) = other {
        return Some(format!("it stands in paragraph {}", other.number));
    }
    let numbers: Vec<&str> = there.iter().map(|said| said.literal.as_str()).collect();
    (!numbers.is_empty()).then(|| format!("there it says {}", numbers.join(", ")))
}

/// Which paragraphs of a document the ledger speaks for.
fn document_shown(model: &Model, places: &[Place<'_>], at_hand: &AtHand, document: &Document) -> DocumentShown {
    let spoken = |number: u32| {
        places.iter().filter(|place| place.at.source == at_hand.source && place.at.paragraph == Some(number)).count()
    };
    let paragraphs: Vec<ParagraphShown> = document
        .paragraphs
        .iter()
        .map(|paragraph| ParagraphShown {
            number: paragraph.number,
            spoken_for: spoken(paragraph.number),
            heading: paragraph.heading,
            text: paragraph.text.clone(),
        })
        .collect();
    DocumentShown {
        source: model.sources.get(at_hand.source.idx()).map(|source| source.name.clone()).unwrap_or_default(),
        file: at_hand.file.clone(),
        spoken_for: paragraphs.iter().filter(|paragraph| paragraph.spoken_for > 0).count(),
        paragraphs,
        notes: document.notes.iter().cloned().chain(unspoken(places, at_hand.source, document)).collect(),
    }
}

/// Figures of a document that no claim speaks of, so that a change of one of them is seen too.
fn unspoken(places: &[Place<'_>], source: SourceDocId, document: &Document) -> Option<String> {
    let mut left = Vec::new();
    for paragraph in &document.paragraphs {
        let here = places.iter().filter(|place| place.at.source == source && place.at.paragraph == Some(paragraph.number));
        let figures: Vec<&str> = here.filter_map(|place| place.at.figure.as_deref()).collect();
        let spoken = |said: &Quantity| {
            figures.iter().any(|figure| {
                let meant = quantity::find(figure);
                holds(figure, &said.literal) || same_amount(&meant, std::slice::from_ref(said))
            })
        };
        let said = quantity::find(&paragraph.text).into_iter().filter(|said| said.literal.bytes().any(|b| b.is_ascii_digit()));
        left.extend(
            said.filter(|said| !spoken(said)).map(|said| format!("p{} \u{201c}{}\u{201d}", paragraph.number, said.literal)),
        );
    }
    (!left.is_empty()).then(|| format!("figures that no claim speaks of: {}", left.join(", ")))
}

/// True when the claim has the source among those who say it, or who say otherwise.
pub(super) fn speaks(claim: &Claim, source: SourceDocId) -> bool {
    claim.found.iter().any(|at| at.source == source) || claim.dissent.iter().any(|other| other.at.source == source)
}
