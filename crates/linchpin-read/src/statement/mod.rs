//! What an article says, sentence by sentence: numbers with how they are meant, stances, dated events, and who speaks.
//!
//! Comes in: a document. Goes out: statements in order of place. Refuses nothing: a sentence that says nothing of the kind gives
//! none. The rules are word lists and the order of words; they are made to be explained, and each mood carries its cue.

mod cue;
mod mood;
mod place;
mod sentence;
mod speaker;
mod stance;

use std::ops::Range;

use crate::document::{Document, Language, Paragraph, dateline};
use crate::quantity::{self, Day, Quantity, Unit, When};

pub use mood::Mood;
use mood::Moods;
pub use place::{Place, places};
pub use sentence::sentences;
pub use stance::{Stance, StanceKind};

/// One number of a sentence, and how it is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The number; its span counts within the paragraph.
    pub quantity: Quantity,
    /// How it is meant.
    pub mood: Mood,
    /// The words that show it.
    pub cue: Option<String>,
    /// The date that the sentence gives for it, seen from the day of the article where that is known.
    pub at: Option<When>,
    /// The country named nearest to it.
    pub place: Option<Place>,
}

/// One sentence that says something.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Number of its paragraph.
    pub paragraph: u32,
    /// Number of the sentence in it, from 1.
    pub sentence: u32,
    /// Bytes of the paragraph.
    pub span: Range<usize>,
    /// Who speaks, where the sentence says so.
    pub speaker: Option<String>,
    /// Its numbers.
    pub told: Vec<Told>,
    /// Its stances.
    pub stances: Vec<Stance>,
    /// The date at which it says that something happened or is to happen.
    pub event: Option<When>,
    /// Countries that it names, with their places in the paragraph.
    pub places: Vec<(Place, Range<usize>)>,
}

/// All statements of a document.
pub fn statements(document: &Document) -> Vec<Statement> {
    let mut out = Vec::new();
    for paragraph in &document.paragraphs {
        of_paragraph(paragraph, document.published, &mut out);
    }
    out
}

fn of_paragraph(paragraph: &Paragraph, today: Option<Day>, out: &mut Vec<Statement>) {
    if paragraph.language == Language::Other && paragraph.text.len() > 60 {
        return;
    }
    let text = paragraph.text.as_str();
    let korean = paragraph.language == Language::Korean;
    // A dateline tells where and when the article was written, not what it speaks of.
    let body = dateline::end(text);
    let mut quantities = quantity::find(text);
    quantities.retain(|q| q.span.start >= body);
    let mut named = places(text);
    named.retain(|(_, range)| range.start >= body);
    let mut of_before: Option<usize> = None;
    let mut then: Option<When> = None;
    for (at, span) in sentences(text).into_iter().enumerate() {
        let sentence = &text[span.clone()];
        let lower = sentence.to_ascii_lowercase();
        // Both stand in order of place: a long paragraph is not searched anew for each of its sentences.
        let from = quantities.partition_point(|q| q.span.start < span.start);
        let here: Vec<&Quantity> = quantities[from..].iter().take_while(|q| q.span.start < span.end).collect();
        let from = named.partition_point(|(_, range)| range.start < span.start);
        let places: Vec<_> = named[from..].iter().take_while(|(_, range)| range.start < span.end).cloned().collect();
        let stances = stance::stances(sentence, &lower, korean);
        let moods = Moods::of(sentence, &lower, korean);
        if moods.takes_back()
            && let Some(before) = of_before.and_then(|before| out.get_mut(before))
        {
            for told in &mut before.told {
                told.mood = Mood::Denied;
                told.cue = Some("the next sentence denies it".into());
            }
        }
        let mut told: Vec<Told> = here.iter().map(|q| tell(q, &here, &moods, &lower, &span, &places, today)).collect();
        // "By then", "at the time": the date that was spoken of last.
        if let Some(then) = then.filter(|_| speaks_of_then(&lower)) {
            told.iter_mut().filter(|told| told.at.is_none()).for_each(|told| told.at = Some(then));
        }
        then = told.iter().rev().filter(|told| matches!(told.quantity.unit, Unit::Date(_))).find_map(|told| told.at).or(then);
        let event = event(&here, &lower, korean, today);
        if told.is_empty() && stances.is_empty() {
            of_before = None;
            continue;
        }
        of_before = (!told.is_empty()).then_some(out.len());
        out.push(Statement {
            paragraph: paragraph.number,
            sentence: at as u32 + 1,
            speaker: speaker::speaker(sentence, body.saturating_sub(span.start), &stances, korean),
            span,
            told,
            stances,
            event,
            places,
        });
    }
}

fn tell(
    quantity: &Quantity,
    all: &[&Quantity],
    moods: &Moods,
    lower: &str,
    span: &Range<usize>,
    places: &[(Place, Range<usize>)],
    today: Option<Day>,
) -> Told {
    let inner = quantity.span.start - span.start..(quantity.span.end - span.start).min(lower.len());
    let (mood, cue) = moods.at(inner);
    let place = places.iter().min_by_key(|(_, range)| distance(range, &quantity.span)).map(|(place, _)| *place);
    Told { quantity: quantity.clone(), mood, cue, at: date_of(quantity, all, lower, span, today), place }
}

/// Bytes between two ranges.
fn distance(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// The date nearest to a number in its sentence; "since 2008" tells when a state began, not when the number holds.
fn date_of(quantity: &Quantity, all: &[&Quantity], lower: &str, span: &Range<usize>, today: Option<Day>) -> Option<When> {
    if let Unit::Date(when) = quantity.unit {
        return Some(today.map_or(when, |today| when.seen_from(today)));
    }
    let fits = |date: &&&Quantity| {
        let front = lower[..date.span.start - span.start].trim_end();
        let behind = &lower[(date.span.end - span.start).min(lower.len())..];
        let started = front.ends_with("since") || behind.starts_with(" 이후") || behind.starts_with("부터");
        // "To 78 percent, from 76 percent last year": the date is that of the number beside it.
        let between = |q: &&&Quantity| q.span.start >= quantity.span.end && q.span.end <= date.span.start;
        let of_other = all.iter().filter(between).any(|q| q.unit.kind() == quantity.unit.kind());
        !started && !of_other && !is_compared_with(date, front, behind)
    };
    let dates = all.iter().filter(|q| matches!(q.unit, Unit::Date(_))).filter(fits);
    let nearest = dates.min_by_key(|date| distance(&date.span, &quantity.span))?;
    match nearest.unit {
        Unit::Date(when) => Some(today.map_or(when, |today| when.seen_from(today))),
        _ => None,
    }
}

/// True for a date that something is compared with: "7.5 percent more than last year", "지난해보다 7.5% 늘어난".
fn is_compared_with(date: &Quantity, front: &str, behind: &str) -> bool {
    let relative = matches!(date.unit, Unit::Date(When::Relative(..)));
    let against = ["than", "compared with", "compared to", "versus", "vs", "vs.", "relative to", "up on", "down on"];
    against.iter().any(|word| front.ends_with(word))
        || relative && [" from", " over", " on", " than in", " of"].iter().any(|word| front.ends_with(word))
        || ["보다", " 대비", "에 비해", "에 비하면", "에 견줘", "과 비교", "와 비교"].iter().any(|word| behind.starts_with(word))
}

/// True where a sentence leans on the date of the one before.
fn speaks_of_then(lower: &str) -> bool {
    ["by then", "at the time", "at that time", "back then", "that year", "당시", "그때", "그해"]
        .iter()
        .any(|words| lower.contains(words))
}

/// The date of what a sentence tells, where it tells that something happens: a date and a verb.
fn event(here: &[&Quantity], lower: &str, korean: bool, today: Option<Day>) -> Option<When> {
    let when = here.iter().find_map(|q| match q.unit {
        Unit::Date(when) => Some(when),
        _ => None,
    })?;
    let verbal = if korean { lower.trim_end_matches(['.', '"', '”', ' ']).ends_with(['다', '요']) } else { has_verb(lower) };
    verbal.then(|| today.map_or(when, |today| when.seen_from(today)))
}

/// True when a sentence has a finite verb, by its usual endings and the common irregular ones.
fn has_verb(lower: &str) -> bool {
    const VERBS: [&str; 58] = [
        "is", "are", "was", "were", "will", "has", "have", "had", "met", "held", "began", "took", "made", "sent", "led", "won",
        "lost", "came", "went", "rose", "fell", "grew", "put", "set", "cut", "gave", "broke", "built", "bought", "sold", "left",
        "saw", "became", "said", "told", "says", "plans", "aims", "wants", "seeks", "would", "could", "should", "may", "can",
        "must", "ends", "begins", "starts", "takes", "meets", "holds", "visits", "expires", "kept", "flew", "struck", "fought",
    ];
    lower.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 4 && word.ends_with("ed") || VERBS.contains(&word))
}

#[cfg(test)]
mod tests;
