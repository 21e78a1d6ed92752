//! What an article leaves out that articles of its kind carry.
//!
//! Comes in: a document, and the ledger: the questions that its claims speak of, with their cues, and the documents in which they
//! were found. Goes out: questions that no sentence of the article names, those first whose silence is itself a claim of the ledger.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_core::evidence::{Disposition, SourceDocId};
use linchpin_core::model::Model;
use linchpin_read::document::{Document, Language};
use linchpin_read::statement::{Place, places};

use super::subject::{About, Subject};

/// Claims that make a source one of the articles at hand.
const READ_CLOSELY: usize = 8;

/// So many are told: a short article leaves out nearly everything.
const MOST: usize = 5;

/// One question that goes unmentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct Omission {
    /// The question, as claims name it.
    pub question: String,
    /// A claim that speaks of it.
    pub says: String,
    /// Articles of the ledger that speak of it.
    pub carried: usize,
    /// Articles of the ledger.
    pub of: usize,
    /// The ledger expects the silence, and has it as a claim.
    pub expected: bool,
}

/// A question that claims of the ledger speak of.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    question: String,
    cues: BTreeSet<String>,
    sources: BTreeSet<SourceDocId>,
    says: String,
    expected: bool,
}

/// The questions of a ledger, and its articles: found once, asked of every document.
#[derive(Clone, Debug, Default)]
pub(super) struct Questions {
    asked: Vec<Asked>,
    articles: usize,
}

/// Gathers the questions of a model's claims with all of their cues.
pub(super) fn questions(model: &Model, list: &[Subject]) -> Questions {
    let mut closely: BTreeMap<SourceDocId, usize> = BTreeMap::new();
    for claim in &model.claims {
        for at in claim.found.iter().filter(|at| at.paragraph.is_some()) {
            *closely.entry(at.source).or_default() += 1;
        }
    }
    let articles: BTreeSet<SourceDocId> =
        closely.into_iter().filter(|(_, count)| *count >= READ_CLOSELY).map(|(source, _)| source).collect();
    let mut asked: BTreeMap<&str, Asked> = BTreeMap::new();
    for claim in &model.claims {
        let Some(about) = claim.about.as_deref() else { continue };
        let entry = asked.entry(about).or_insert_with(|| Asked {
            question: about.replace('_', " "),
            cues: BTreeSet::from([about.replace('_', " ")]),
            sources: BTreeSet::new(),
            says: claim.words.title.clone(),
            expected: false,
        });
        entry.cues.extend(claim.words.also.iter().map(|cue| cue.to_lowercase()));
        for id in &claim.informs {
            entry.cues.extend(
                list.iter().filter(|s| s.about == About::Variable(*id)).flat_map(|s| s.cues.iter().map(|cue| cue.to_lowercase())),
            );
        }
        entry.sources.extend(claim.found.iter().map(|at| at.source).filter(|source| articles.contains(source)));
        if claim.disposition == Some(Disposition::ExpectedOmission) {
            entry.expected = true;
            entry.says = claim.words.title.clone();
        }
    }
    Questions { asked: asked.into_values().collect(), articles: articles.len() }
}

/// Questions that the ledger's articles carry and this one does not, when it speaks of two of them at least.
/// An article that never names the country which the model is about is of another kind, and leaves nothing out.
pub(super) fn omissions(questions: &Questions, document: &Document, theatre: Option<Place>) -> Vec<Omission> {
    let named_in = |text: &str| places(text).iter().any(|(place, _)| Some(*place) == theatre);
    let spoken_of =
        theatre.is_none() || document.language() == Language::Korean || document.paragraphs.iter().any(|p| named_in(&p.text));
    if !spoken_of {
        return Vec::new();
    }
    let text: String = document.paragraphs.iter().map(|p| p.text.to_lowercase() + "\n").collect();
    let found = Beginnings::of(&text);
    let names = |cue: &String| found.may_hold(cue) && text.contains(cue.as_str());
    let named: Vec<bool> = questions.asked.iter().map(|asked| asked.cues.iter().any(names)).collect();
    if named.iter().filter(|named| **named).count() < 2 {
        return Vec::new();
    }
    let of = questions.articles;
    let carried = |asked: &Asked| asked.expected || of > 0 && asked.sources.len() * 2 > of;
    let mut out: Vec<Omission> = questions
        .asked
        .iter()
        .zip(&named)
        .filter(|(asked, named)| carried(asked) && !**named)
        .map(|(asked, _)| Omission {
            question: asked.question.clone(),
            says: asked.says.clone(),
            carried: asked.sources.len(),
            of,
            expected: asked.expected,
        })
        .collect();
    out.sort_by(|a, b| b.expected.cmp(&a.expected).then(b.carried.cmp(&a.carried)).then(a.question.cmp(&b.question)));
    out.truncate(MOST);
    out
}

/// Which four bytes stand in a text one behind the other, as far as a small table tells them apart. Most cues of a ledger are in no
/// given article, and this says so without a search.
struct Beginnings(Vec<u64>);

impl Beginnings {
    /// Bits of the table: many times the bytes of an article.
    const BITS: u32 = 16;

    fn of(text: &str) -> Beginnings {
        let mut table = vec![0u64; 1 << (Self::BITS - 6)];
        for four in text.as_bytes().windows(4) {
            let bit = Self::bit(four);
            table[bit / 64] |= 1 << (bit % 64);
        }
        Beginnings(table)
    }

    fn bit(four: &[u8]) -> usize {
        let number = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        (number.wrapping_mul(0x9e37_79b1) >> (32 - Self::BITS)) as usize
    }

    /// False where the text surely does not hold it.
    fn may_hold(&self, cue: &str) -> bool {
        cue.as_bytes().windows(4).all(|four| {
            let bit = Self::bit(four);
            self.0[bit / 64] & (1 << (bit % 64)) != 0
        })
    }
}
