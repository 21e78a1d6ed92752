//! Numbers that an article takes back itself: a headline whose text denies it, a report that is quoted first and then denied.
//!
//! Comes in: what an article says. Goes out: which of it is in doubt. Refuses nothing.

use std::collections::HashMap;

use linchpin_read::document::Document;
use linchpin_read::statement::Mood;

use super::reading::{Item, Verdict, subject_of};
use super::subject::Subjects;

/// Items that would be taken over and must not be, by index: the same amount is denied elsewhere, or a headline says it and the text
/// only denies it, doubts it or puts it into the past.
pub(super) fn doubtful(subjects: &Subjects, document: &Document, items: &[Item]) -> Vec<usize> {
    let taken = |item: &Item| item.verdict != Verdict::NotTaken;
    let mut by_amount: HashMap<Amount, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.kind != "stance") {
        for amount in amounts(subjects, item) {
            by_amount.entry(amount).or_default().push(at);
        }
    }
    let in_doubt = |(at, item): &(usize, &Item)| {
        if !taken(item) || item.kind == "stance" || item.value.is_none() || item.verdict == Verdict::Confirms {
            return false;
        }
        // A number that stands a thousand times is in no article: enough of them tell.
        let alike = || {
            let lists = amounts(subjects, item);
            let others: Vec<usize> = lists
                .iter()
                .filter_map(|amount| by_amount.get(amount))
                .flat_map(|list| list.iter().take(ENOUGH).copied())
                .collect();
            others.into_iter().filter(|other| other != at).map(|other| &items[other])
        };
        let heading = document.paragraph(item.paragraph).is_some_and(|paragraph| paragraph.heading);
        let said_below = || alike().any(|other| taken(other) && other.value.is_some() && other.paragraph != item.paragraph);
        alike().any(|other| other.mood == Mood::Denied.name()) || heading && alike().any(|other| !taken(other)) && !said_below()
    };
    items.iter().enumerate().filter(in_doubt).map(|(at, _)| at).collect()
}

/// Items of one amount that are looked at.
const ENOUGH: usize = 100;

/// An amount by which items are told to be alike: sort and number.
type Amount = (String, String);

/// Its value in a unit of the model, and its literal digits: what matches nothing has no value.
fn amounts(subjects: &Subjects, item: &Item) -> Vec<Amount> {
    let unit = subject_of(subjects, item).and_then(|subject| subject.unit.as_ref());
    let digits: String = item.literal.chars().filter(char::is_ascii_digit).collect();
    let valued = item.value.zip(unit).map(|(value, unit)| (format!("{:?}", unit.dimension), format!("{value:.6e}")));
    let literal = (!digits.is_empty()).then(|| (item.kind.to_string(), digits));
    valued.into_iter().chain(literal).collect()
}
