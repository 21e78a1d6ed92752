//! What an article leaves out that articles of its kind carry.
//!
//! Comes in: a document, and the ledger: the questions that its claims speak of, with their cues, and the documents in which they
//! were found. Goes out: questions that no sentence of the article names, those first whose silence is itself a claim of the ledger.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_core::evidence::{Disposition, SourceDocId};
use linchpin_core::model::Model;
use linchpin_read::document::Document;

use super::subject::{About, Subjects};

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

struct Asked {
    cues: BTreeSet<String>,
    sources: BTreeSet<SourceDocId>,
    says: String,
    expected: bool,
}

/// Questions that the ledger's articles carry and this one does not, when it speaks of two of them at least.
pub(super) fn omissions(model: &Model, subjects: &Subjects, document: &Document) -> Vec<Omission> {
    let mut closely: BTreeMap<SourceDocId, usize> = BTreeMap::new();
    for claim in &model.claims {
        for at in claim.found.iter().filter(|at| at.paragraph.is_some()) {
            *closely.entry(at.source).or_default() += 1;
        }
    }
    let articles: BTreeSet<SourceDocId> =
        closely.into_iter().filter(|(_, count)| *count >= READ_CLOSELY).map(|(source, _)| source).collect();
    let text: String = document.paragraphs.iter().map(|p| p.text.to_lowercase() + "\n").collect();
    let mut asked: BTreeMap<&str, Asked> = BTreeMap::new();
    for claim in &model.claims {
        let Some(about) = claim.about.as_deref() else { continue };
        let entry = asked.entry(about).or_insert_with(|| Asked {
            cues: BTreeSet::new(),
            sources: BTreeSet::new(),
            says: claim.words.title.clone(),
            expected: false,
        });
        entry.cues.extend(claim.words.also.iter().map(|cue| cue.to_lowercase()));
        for id in &claim.informs {
            entry
                .cues
                .extend(subjects.list.iter().filter(|s| s.about == About::Variable(*id)).flat_map(|s| s.cues.iter().cloned()));
        }
        entry.cues.insert(about.replace('_', " "));
        entry.sources.extend(claim.found.iter().map(|at| at.source).filter(|source| articles.contains(source)));
        if claim.disposition == Some(Disposition::ExpectedOmission) {
            entry.expected = true;
            entry.says = claim.words.title.clone();
        }
    }
    let named = |asked: &Asked| asked.cues.iter().any(|cue| text.contains(cue.as_str()));
    if asked.values().filter(|asked| named(asked)).count() < 2 {
        return Vec::new();
    }
    let carried = |asked: &Asked| asked.expected || !articles.is_empty() && asked.sources.len() * 2 > articles.len();
    let mut out: Vec<Omission> = asked
        .iter()
        .filter(|(_, asked)| carried(asked) && !named(asked))
        .map(|(question, asked)| Omission {
            question: question.replace('_', " "),
            says: asked.says.clone(),
            carried: asked.sources.len(),
            of: articles.len(),
            expected: asked.expected,
        })
        .collect();
    out.sort_by(|a, b| b.expected.cmp(&a.expected).then(b.carried.cmp(&a.carried)).then(a.question.cmp(&b.question)));
    out.truncate(MOST);
    out
}
