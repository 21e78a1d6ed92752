//! Copies of one report among the documents at hand.
//!
//! Comes in: documents. Goes out: pairs of which one repeats most of the other. Refuses nothing.
//! Source: Broder 1997, on the resemblance and containment of documents: shingles of words, containment of the shorter one.

use std::collections::BTreeSet;

use linchpin_read::document::Document;

/// Words of a shingle.
const WORDS: usize = 5;
/// Shared part of the shorter document from which it is a copy.
const COPY: f64 = 0.5;
/// Documents with fewer shingles say too little to be told apart.
const FEWEST: usize = 20;

/// Two documents, by place, and the share of the shorter one's shingles that the other has too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub one: usize,
    pub other: usize,
    pub share: f64,
}

/// Pairs of near-duplicates, in order of place.
pub(super) fn copies(documents: &[&Document]) -> Vec<Pair> {
    let shingled: Vec<BTreeSet<Vec<String>>> = documents.iter().map(|document| shingles(document)).collect();
    let mut pairs = Vec::new();
    for one in 0..shingled.len() {
        for other in one + 1..shingled.len() {
            let fewer = shingled[one].len().min(shingled[other].len());
            if fewer < FEWEST {
                continue;
            }
            let share = shingled[one].intersection(&shingled[other]).count() as f64 / fewer as f64;
            if share >= COPY {
                pairs.push(Pair { one, other, share });
            }
        }
    }
    pairs
}

fn shingles(document: &Document) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for paragraph in &document.paragraphs {
        let text = paragraph.text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        found.extend(words.windows(WORDS).map(|window| window.iter().map(|word| (*word).to_owned()).collect()));
    }
    found
}
