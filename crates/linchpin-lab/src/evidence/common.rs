//! What a sentence has in common with the subjects of a model: cue phrases and words.
//!
//! Comes in: sentences with the countries that they name. Goes out: which subjects are met, by which cues and words, and reasons in
//! words. Refuses nothing.

use std::ops::Range;

use linchpin_read::statement::Place;

use super::matching::ENOUGH;
use super::subject::{Posting, Subjects};
use super::words::{canonical, each_english_stem, each_korean_stem, stands_at};

/// What a sentence shares with the subjects, found once for all of its numbers.
pub struct Shared<'s> {
    /// Subjects with a cue or a word in common, in their order.
    pub(super) touched: Vec<Touched<'s>>,
    /// Stems of the sentence that subjects have, with the subjects.
    stems: Vec<(&'s str, &'s [u32])>,
}

/// A subject and what a sentence shares with it.
pub(super) struct Touched<'s> {
    pub subject: u32,
    /// The score of its words.
    pub overlap: f64,
    /// How many words.
    pub words: u32,
    /// How many of them tell of the subject: not who, not how much.
    pub telling: u32,
    /// Its cues.
    pub cues: Vec<&'s str>,
    /// The cues stand beside the sentence only.
    pub far: bool,
}

/// Cue phrases that were found, with their subjects.
pub type Cues<'s> = Vec<(u32, &'s str)>;

/// Cues and words that a sentence shares with the subjects. `around` are the cues of what stands around it.
pub fn shared<'s>(subjects: &'s Subjects, lower: &str, here: &Cues<'s>, around: &Cues<'s>) -> Shared<'s> {
    let mut stems: Vec<(&str, &Posting)> = Vec::new();
    let mut known = |stem: &str| stems.extend(subjects.by_stem.get_key_value(stem).map(|(stem, at)| (stem.as_str(), at)));
    each_english_stem(lower, &mut known);
    each_korean_stem(lower, &mut known);
    stems.sort_unstable_by_key(|(stem, _)| *stem);
    stems.dedup_by_key(|(stem, _)| *stem);
    let mut met = Met::of(subjects.list.len());
    for (_, posting) in &stems {
        for at in &posting.subjects {
            met.word(*at, posting);
        }
    }
    here.iter().chain(around).for_each(|(at, _)| met.mark(*at));
    let cues_of = |cues: &Cues<'s>, at: u32| -> Vec<&'s str> {
        let from = cues.partition_point(|(known, _)| *known < at);
        cues[from..].iter().take_while(|(known, _)| *known == at).map(|(_, cue)| *cue).collect()
    };
    let touched = met
        .each()
        .map(|at| {
            let Words { sum, count: words, telling } = met.words[at as usize];
            let all = subjects.list[at as usize].whole;
            // Short titles should not win by one common word: an absolute part and a part of the whole.
            let overlap = (1.5 * sum / all.max(1e-9) + sum / 10.0).min(3.0);
            let near = cues_of(here, at);
            let far = near.is_empty();
            let cues = if far { cues_of(around, at) } else { near };
            Touched { subject: at, overlap, words, telling, far: far && !cues.is_empty(), cues }
        })
        .collect();
    Shared { touched, stems: stems.into_iter().map(|(stem, posting)| (stem, posting.subjects.as_slice())).collect() }
}

/// The words that a subject shares.
#[derive(Clone, Copy, Default)]
struct Words {
    /// Their weights together.
    sum: f64,
    count: u32,
    telling: u32,
}

/// Which subjects are met, and by which words.
struct Met {
    words: Vec<Words>,
    bits: Vec<u64>,
}

impl Met {
    fn of(subjects: usize) -> Met {
        Met { words: vec![Words::default(); subjects], bits: vec![0; subjects.div_ceil(64)] }
    }

    fn mark(&mut self, at: u32) {
        self.bits[at as usize / 64] |= 1 << (at % 64);
    }

    fn word(&mut self, at: u32, posting: &Posting) {
        let words = &mut self.words[at as usize];
        words.sum += posting.weight;
        words.count += 1;
        words.telling += u32::from(posting.telling);
        self.mark(at);
    }

    /// In ascending order.
    fn each(&self) -> impl Iterator<Item = u32> {
        self.bits.iter().enumerate().flat_map(|(at, bits)| {
            let mut left = *bits;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at as u32 * 64 + bit)
            })
        })
    }
}

/// The cue phrases that stand in a text in lower case, by subject; those of one subject in order of place. `places` are the countries
/// that it names, counted from `start`.
pub fn cues<'s>(subjects: &'s Subjects, lower: &str, places: &[(Place, Range<usize>)], start: usize) -> Cues<'s> {
    let mut out: Cues = Vec::new();
    let text = canonical(lower, places, start);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        for (cue, shown, subject) in subjects.by_first.get(&text[at..at + len]).into_iter().flatten() {
            if stands_at(&text, at, cue) {
                out.push((*subject, shown));
            }
        }
        at += len.max(1);
        while at < bytes.len() && !bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
    }
    if !lower.is_ascii() {
        // Korean is spaced freely and often explains in brackets: 국내총생산(GDP) 대비.
        let tight: String = lower.chars().filter(|c| !matches!(c, ' ' | '(' | ')')).collect();
        out.extend(
            subjects.other_cues.iter().filter(|(cue, _)| tight.contains(cue.as_str())).map(|(cue, at)| (*at, cue.as_str())),
        );
    }
    once(out)
}

/// By subject, each cue once.
pub fn once(cues: Cues<'_>) -> Cues<'_> {
    let mut out: Cues = Vec::with_capacity(cues.len());
    for (at, cue) in cues {
        if !out.contains(&(at, cue)) {
            out.push((at, cue));
        }
    }
    out.sort_by_key(|(at, _)| *at);
    out
}

impl Shared<'_> {
    /// What a subject and the sentence share, in words.
    pub(super) fn reasons(&self, at: u32, cues: &[&str], far: bool) -> Vec<String> {
        let mut why = Vec::new();
        if !cues.is_empty() {
            why.push(format!("{}: {}", if far { "cue near by" } else { "cue" }, cues.join(", ")));
        }
        let words: Vec<&str> =
            self.stems.iter().filter(|(_, subjects)| subjects.binary_search(&at).is_ok()).map(|(stem, _)| *stem).collect();
        if !words.is_empty() {
            why.push(format!("words: {}", words.join(", ")));
        }
        why
    }

    /// Claims without a number of which a sentence names enough, best first, with the reasons.
    pub(super) fn qualitative(&self, subjects: &Subjects) -> Vec<(usize, f64, Vec<String>)> {
        let score = |touched: &Touched| {
            let cue = match (touched.cues.is_empty(), touched.far) {
                (true, _) => 0.0,
                (false, true) => 1.0,
                (false, false) => 3.0,
            };
            // Two words in common at least: one is chance.
            cue + if touched.words >= 2 { 1.5 * touched.overlap } else { 0.0 }
        };
        let mut out: Vec<(usize, f64, Vec<String>)> = self
            .touched
            .iter()
            .filter(|touched| subjects.list[touched.subject as usize].unit.is_none())
            .map(|touched| (touched, score(touched)))
            .filter(|(_, score)| *score >= ENOUGH)
            .map(|(touched, score)| (touched.subject as usize, score, self.reasons(touched.subject, &touched.cues, touched.far)))
            .collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        out
    }
}
