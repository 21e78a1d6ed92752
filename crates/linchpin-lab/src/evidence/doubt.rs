//! Numbers that an article takes back itself: a headline whose text denies it, a report that is quoted first and then denied.
//!
//! Comes in: what an article says. Goes out: which of it is in doubt. Refuses nothing.

use linchpin_read::document::Document;
use linchpin_read::statement::Mood;

use super::matching::same;
use super::reading::{Item, Verdict, subject_of};
use super::subject::Subjects;

/// Items that would be taken over and must not be, by index: the same amount is denied elsewhere, or a headline says it and the text
/// only that it may be or that one side claims it.
pub(super) fn doubtful(subjects: &Subjects, document: &Document, items: &[Item]) -> Vec<usize> {
    let taken = |item: &Item| item.verdict != Verdict::NotTaken;
    let meant = |item: &Item, moods: &[Mood]| moods.iter().any(|mood| mood.name() == item.mood);
    let in_doubt = |(at, item): &(usize, &Item)| {
        if !taken(item) || item.kind == "stance" || item.value.is_none() || item.verdict == Verdict::Confirms {
            return false;
        }
        let others = || items.iter().enumerate().filter(|(other, _)| other != at).map(|(_, other)| other);
        let alike = || others().filter(|other| alike(subjects, item, other));
        let heading = document.paragraph(item.paragraph).is_some_and(|paragraph| paragraph.heading);
        let said_below = || alike().any(|other| taken(other) && other.paragraph != item.paragraph);
        alike().any(|other| meant(other, &[Mood::Denied]))
            || heading && alike().any(|other| meant(other, &[Mood::Contested, Mood::Hypothetical])) && !said_below()
    };
    items.iter().enumerate().filter(in_doubt).map(|(at, _)| at).collect()
}

/// True when two items tell the same amount of the same sort.
fn alike(subjects: &Subjects, one: &Item, other: &Item) -> bool {
    let unit = |item: &Item| subject_of(subjects, item).and_then(|subject| subject.unit.as_ref());
    let digits = |item: &Item| item.literal.chars().filter(char::is_ascii_digit).collect::<String>();
    match (one.value.zip(other.value), unit(one).zip(unit(other))) {
        (Some((a, b)), Some((sort, kind))) => sort.dimension == kind.dimension && same(a, b),
        // What matches nothing has no value in a unit of the model.
        _ => one.kind == other.kind && !digits(one).is_empty() && digits(one) == digits(other),
    }
}
