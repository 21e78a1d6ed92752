//! Whose number it is: the countries around a number against those of a subject.
//!
//! Comes in: a number with the countries that its sentence names and the one that was spoken of before. Goes out: what they add to
//! the match, or the country that the number is about instead. Refuses nothing.

use std::ops::Range;

use linchpin_read::statement::{Place, Told};

use super::matching::Sentence;
use super::subject::{Subject, Subjects};

/// Bytes between a country and the number that it owns, at most.
const NEAR: usize = 48;

/// What the countries around a number say for a subject: `Err` for a country that is neither the subject's nor the model's theatre.
pub(super) fn owner(subjects: &Subjects, sentence: &Sentence, told: &Told, subject: &Subject) -> Result<f64, Place> {
    let theatre = subjects.theatre;
    let is_theatre = |place: &Place| Some(*place) == theatre;
    // A subject without a country is the theatre's.
    let of_subject = |place: &Place| subject.places.contains(place) || subject.places.is_empty() && is_theatre(place);
    let own = |place: &Place| of_subject(place) || subjects.home.contains(place);
    let span = &told.quantity.span;
    let theatre_named = sentence.places.iter().any(|(place, _)| is_theatre(place));
    let reach = |range: &Range<usize>| joined(sentence, range, span).then(|| distance(range, span));
    let theatre_at = sentence.places.iter().filter(|(place, _)| is_theatre(place)).filter_map(|(_, range)| reach(range)).min();
    // A country beside the number owns it, unless the theatre stands between them.
    let beside = sentence
        .places
        .iter()
        .filter(|(place, _)| !own(place))
        .find(|(_, range)| reach(range).is_some_and(|far| far <= NEAR && theatre_at.is_none_or(|theatre| far < theatre)));
    if let Some((foreign, _)) = beside {
        return Err(foreign);
    }
    // The last one in front owns it at any distance, where the theatre stands beyond a turn: "Poland will serve 24 months, ...".
    let last = sentence.places.iter().rev().find(|(_, range)| range.end <= span.start).map(|(place, _)| *place);
    if let Some(foreign) = last.filter(|place| !own(place) && theatre_at.is_none()) {
        return Err(foreign);
    }
    // One of the subject's own beside the partner, who is in every story.
    let named = sentence.places.iter().any(|(place, _)| of_subject(place));
    let named_alone = sentence.places.iter().any(|(place, _)| of_subject(place) && Some(*place) != subjects.partner);
    let foreign = sentence.places.iter().find(|(place, _)| !own(place));
    if let Some((foreign, _)) = foreign.filter(|_| !theatre_named && !named_alone) {
        return Err(foreign);
    }
    let spoken_of = sentence.context.filter(|_| !theatre_named && !named_alone);
    if let Some(context) = spoken_of.filter(|place| !own(place)) {
        return Err(context);
    }
    if let Some(other) = told.place.filter(|place| !named && !theatre_named && !of_subject(place)) {
        // Another of the model's own countries: its number, unless the theatre was spoken of just before.
        let before =
            sentence.context.is_some_and(|place| is_theatre(&place)) || sentence.context.is_none() && is_beside(sentence);
        let lent = before && Some(other) == subjects.partner;
        return if lent { Ok(-1.0) } else { Err(other) };
    }
    if spoken_of.is_some_and(|place| !of_subject(&place) && !is_theatre(&place)) {
        // The paragraph or the headline is about another of the model's own countries; from further away that weighs little.
        let other = |place: Option<Place>| place.filter(|place| !of_subject(place) && !is_theatre(place));
        return other(sentence.context.filter(|_| sentence.fresh)).or(other(sentence.topic)).map_or(Ok(-1.0), Err);
    }
    Ok(match told.place {
        Some(place) if of_subject(&place) || named && is_theatre(&place) => 1.0,
        Some(place) if !named && !is_theatre(&place) => -3.0,
        _ => 0.0,
    })
}

/// True where Korean names a country only as one that takes part: "미국과 합의했다".
fn is_beside(sentence: &Sentence) -> bool {
    let behind = |range: &Range<usize>| sentence.lower.get(range.end.saturating_sub(sentence.span.start)..).unwrap_or_default();
    let mut each = sentence.places.iter().map(|(_, range)| behind(range));
    each.all(|rest| ["과 ", "와 ", "에 ", "측과 ", "측에 ", "과의 ", "와의 "].iter().any(|particle| rest.starts_with(particle)))
}

/// Bytes between two ranges.
fn distance(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// True where no turn of the sentence stands between a country and a number.
fn joined(sentence: &Sentence, place: &Range<usize>, number: &Range<usize>) -> bool {
    let gap = if place.end <= number.start { place.end..number.start } else { number.end..place.start.max(number.end) };
    let (from, to) = (gap.start.saturating_sub(sentence.span.start), gap.end.saturating_sub(sentence.span.start));
    let between = sentence.lower.get(from..to).unwrap_or_default();
    !TURNS.iter().any(|turn| between.contains(turn))
}

/// Where a sentence turns to something else.
const TURNS: [&str; 8] = [",", ";", "–", "—", " but ", " while ", " whereas ", " - "];
