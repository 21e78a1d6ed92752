//! Which claim or variable a number of an article speaks of.
//!
//! Comes in: a number with its sentence and what stands around it. Goes out: candidates with a score and the reasons for it. The
//! score is a plain sum, made to be explained:
//!
//! ```text
//! cue phrase of the subject in the sentence     4, one more for a second; 2 when it stands in the sentence before or the headline
//! words of its titles in the sentence           up to 3, rare words more
//! unit named in full                            1
//! value of a claim, literally                   2; within a quarter 0.5
//! country of the subject named                  1; another one of the model's own  -3
//! growth against a level, GDP against none      -4, -1.5
//! ```
//!
//! A date is of a subject only where a cue stands in its own sentence. A number about a country that is neither the subject's nor the model's own matches nothing.

use std::ops::Range;

use linchpin_core::model::Model;
use linchpin_read::quantity::{Role, TimeUnit, Unit, When};
use linchpin_read::statement::{Mood, Place, Told};

use super::amount::in_base_units;
use super::subject::{About, Posting, Subject, Subjects};
use super::words::{each_english_stem, each_korean_stem, stands_at};

/// A candidate below this is no match.
pub const ENOUGH: f64 = 4.5;

/// A sentence with what stands around it.
#[derive(Clone, Debug)]
pub struct Sentence<'a> {
    /// Its text, in lower case.
    pub lower: &'a str,
    /// Where it stands in its paragraph.
    pub span: Range<usize>,
    /// Countries that it names, with their places in the paragraph.
    pub places: &'a [(Place, Range<usize>)],
    /// The country that was spoken of last before it.
    pub context: Option<Place>,
}

/// A subject that a number may speak of.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Index into [`Subjects::list`].
    pub subject: usize,
    /// The sum of the reasons.
    pub score: f64,
    /// The number in base units of the subject.
    pub value: f64,
    /// The reasons.
    pub why: Vec<String>,
}

/// What a sentence shares with the subjects, found once for all of its numbers.
pub struct Shared<'s> {
    /// Subjects with a cue or a word in common, in their order.
    touched: Vec<Touched<'s>>,
    /// Stems of the sentence that subjects have, with the subjects.
    stems: Vec<(&'s str, &'s [u32])>,
}

/// A subject and what a sentence shares with it.
struct Touched<'s> {
    subject: u32,
    /// The score of its words.
    overlap: f64,
    /// How many words.
    words: u32,
    /// Its cues.
    cues: Vec<&'s str>,
    /// The cues stand beside the sentence only.
    far: bool,
}

/// Cue phrases that were found, with their subjects.
pub type Cues<'s> = Vec<(u32, &'s str)>;

/// Cues and words that a sentence shares with the subjects. `around` are the cues of what stands around it.
pub fn shared<'s>(subjects: &'s Subjects, sentence: &Sentence, here: &Cues<'s>, around: &Cues<'s>) -> Shared<'s> {
    let mut stems: Vec<(&str, &Posting)> = Vec::new();
    let mut known = |stem: &str| stems.extend(subjects.by_stem.get_key_value(stem).map(|(stem, at)| (stem.as_str(), at)));
    each_english_stem(sentence.lower, &mut known);
    each_korean_stem(sentence.lower, &mut known);
    stems.sort_unstable_by_key(|(stem, _)| *stem);
    stems.dedup_by_key(|(stem, _)| *stem);
    let mut met = Met::of(subjects.list.len());
    for (_, posting) in &stems {
        for at in &posting.subjects {
            met.word(*at, posting.weight);
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
            let (sum, words) = met.words[at as usize];
            let all = subjects.list[at as usize].whole;
            // Short titles should not win by one common word: an absolute part and a part of the whole.
            let overlap = (1.5 * sum / all.max(1e-9) + sum / 10.0).min(3.0);
            let near = cues_of(here, at);
            let far = near.is_empty();
            let cues = if far { cues_of(around, at) } else { near };
            Touched { subject: at, overlap, words, far: far && !cues.is_empty(), cues }
        })
        .collect();
    Shared { touched, stems: stems.into_iter().map(|(stem, posting)| (stem, posting.subjects.as_slice())).collect() }
}

/// Which subjects are met, with the sum and the number of the words that they share.
struct Met {
    words: Vec<(f64, u32)>,
    bits: Vec<u64>,
}

impl Met {
    fn of(subjects: usize) -> Met {
        Met { words: vec![(0.0, 0); subjects], bits: vec![0; subjects.div_ceil(64)] }
    }

    fn mark(&mut self, at: u32) {
        self.bits[at as usize / 64] |= 1 << (at % 64);
    }

    fn word(&mut self, at: u32, weight: f64) {
        let (sum, count) = &mut self.words[at as usize];
        *sum += weight;
        *count += 1;
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

/// The cue phrases that stand in a text in lower case, by subject; those of one subject in order of place.
pub fn cues<'s>(subjects: &'s Subjects, lower: &str) -> Cues<'s> {
    let mut out: Cues = Vec::new();
    let bytes = lower.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'.').count();
        for (cue, subject) in subjects.by_first.get(&lower[at..at + len]).into_iter().flatten() {
            if stands_at(lower, at, cue) {
                out.push((*subject, cue));
            }
        }
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
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

/// Candidates for one number, best first. `Err` names the country when the number is about another one.
pub fn candidates(
    model: &Model,
    subjects: &Subjects,
    sentence: &Sentence,
    shared: &Shared,
    told: &Told,
) -> Result<Vec<Candidate>, Place> {
    let quantity = &told.quantity;
    let mut out = Vec::new();
    let mut elsewhere = None;
    let dated = matches!(quantity.unit, Unit::Date(_));
    if let Unit::Date(When::Weekday(..) | When::DayOnly(..) | When::Relative(_, TimeUnit::Day | TimeUnit::Week, ..)) =
        quantity.unit
    {
        return Ok(out);
    }
    let growth = quantity.unit == Unit::Percent && is_growth(sentence, told);
    let gdp =
        sentence.lower.contains("gdp") || sentence.lower.contains("국내총생산") || sentence.lower.contains("gross domestic");
    for Touched { subject: at, overlap, cues, far, .. } in &shared.touched {
        let subject = &subjects.list[*at as usize];
        let Some(unit) = &subject.unit else { continue };
        let Some(converted) = in_base_units(model, quantity, unit, told.at) else { continue };
        // A date is of a subject only where the subject is named beside it.
        if dated && (cues.is_empty() || *far) {
            continue;
        }
        // Reasons are put into words only for what is a match: most subjects are not.
        let mut notes: Vec<&'static str> = Vec::new();
        let mut score = *overlap;
        if !cues.is_empty() {
            score += if *far { 2.0 } else { 4.0 } + if cues.len() > 1 { 1.0 } else { 0.0 };
        }
        if converted.clear {
            score += 1.0;
        }
        if let (About::Claim(_), Some(value)) = (subject.about, subject.value) {
            if same(value, converted.value) {
                score += 2.0;
                notes.push("the same number");
            } else if (value - converted.value).abs() <= 0.25 * value.abs() {
                score += 0.5;
            }
        }
        if growth && !subject.grows {
            score -= 4.0;
            notes.push("a growth, not a level");
        }
        if quantity.unit == Unit::Percent && !growth && !gdp && subject.of_product {
            score -= 1.5;
        }
        if told.mood == Mood::Demanded && subject.asks {
            score += 1.5;
            notes.push("a demand");
        }
        if matches!(told.mood, Mood::Planned | Mood::Demanded) && subject.lever {
            score += 1.0;
            notes.push("a plan, and a lever");
        }
        // No country adds more than one.
        if score + 1.0 < ENOUGH {
            continue;
        }
        match country(subjects, sentence, told, subject) {
            Ok(bonus) => score += bonus,
            Err(place) => {
                if score >= ENOUGH {
                    elsewhere = Some(place);
                }
                continue;
            }
        }
        if score >= ENOUGH {
            let mut why = shared.reasons(*at, cues, *far);
            if !converted.clear {
                why.push(format!("unit taken as {}", unit.text));
            }
            why.extend(notes.into_iter().map(String::from));
            out.push(Candidate { subject: *at as usize, score, value: converted.value, why });
        }
    }
    out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.subject.cmp(&b.subject)));
    match (out.is_empty(), elsewhere) {
        (true, Some(place)) => Err(place),
        _ => Ok(out),
    }
}

/// Values that differ by no more than the rounding of text.
pub fn same(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
}

/// True when a percentage tells by how much something grew.
fn is_growth(sentence: &Sentence, told: &Told) -> bool {
    match told.quantity.role {
        Role::By => return true,
        Role::To | Role::From => return false,
        Role::Plain => {}
    }
    let span = &told.quantity.span;
    let end = span.end.saturating_sub(sentence.span.start).min(sentence.lower.len());
    let start = span.start.saturating_sub(sentence.span.start).min(end);
    let behind: String = sentence.lower[end..].chars().take(24).collect();
    let front: String = sentence.lower[..start].chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect();
    [
        "increase", "rise", "growth", "hike", "jump", "boost", "cut ", "higher", "more", "decline", "drop", "증가", "늘", "인상",
        "증액", "감소", "줄", "오른", "올라", "상승",
    ]
    .iter()
    .any(|word| behind.contains(word))
        || ["grew ", "rose ", "up ", "fell ", "increased ", "down "].iter().any(|word| front.ends_with(word))
}

/// What the countries around a number say for a subject: `Err` for a country that is not the model's.
fn country(subjects: &Subjects, sentence: &Sentence, told: &Told, subject: &Subject) -> Result<f64, Place> {
    let own = |place: &Place| subject.places.contains(place) || subjects.home.contains(place);
    let theatre_named = sentence.places.iter().any(|(place, _)| Some(*place) == subjects.theatre);
    if let Some((foreign, range)) = sentence.places.iter().find(|(place, _)| !own(place)) {
        let span = &told.quantity.span;
        let gap = if range.end <= span.start { range.end..span.start } else { span.end..range.start.max(span.end) };
        let near = gap.len() <= 48 && {
            let (from, to) = (gap.start.saturating_sub(sentence.span.start), gap.end.saturating_sub(sentence.span.start));
            let between = sentence.lower.get(from..to).unwrap_or_default();
            ![",", ";", "–", "—", " but ", " while "].iter().any(|turn| between.contains(turn))
        };
        if near || !theatre_named {
            return Err(foreign);
        }
    } else if !theatre_named && let Some(context) = sentence.context.filter(|place| !own(place)) {
        return Err(context);
    }
    let theatre = subjects.theatre;
    let of_subject = |place: &Place| subject.places.contains(place) || subject.places.is_empty() && Some(*place) == theatre;
    let named = sentence.places.iter().any(|(place, _)| of_subject(place));
    Ok(match told.place {
        Some(place) if of_subject(&place) => 1.0,
        Some(_) if !named => -3.0,
        _ => 0.0,
    })
}

impl Shared<'_> {
    /// What a subject and the sentence share, in words.
    fn reasons(&self, at: u32, cues: &[&str], far: bool) -> Vec<String> {
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
