//! Datelines: "GENEVA, Feb. 17, 2026 (Newswire) -" at the start of a report.
//!
//! Comes in: the text of a paragraph. Goes out: where its dateline ends, and the day that it tells. Refuses nothing: most paragraphs
//! have none.

use super::Paragraph;
use crate::quantity::{self, Day, Unit, When};

/// Bytes that a dateline may take.
const LONGEST: usize = 110;
/// Paragraphs at the top among which it is looked for.
const TOP: usize = 8;

/// Bytes of the dateline with its dash; 0 where there is none.
pub fn end(text: &str) -> usize {
    const DASHES: [&str; 6] = [" - ", " -- ", " – ", " — ", "— ", " = "];
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[..limit];
    let Some((at, dash)) = DASHES.iter().filter_map(|dash| head.find(dash).map(|at| (at, dash))).min_by_key(|(at, _)| *at) else {
        return 0;
    };
    let front = &head[..at];
    let agency = front.starts_with('(') && (front.ends_with(')') || *dash == " = ");
    if agency || shouts(front) || is_day(front) { at + dash.len() } else { 0 }
}

/// A day and nothing else: "July 2, 2026 — The president".
fn is_day(front: &str) -> bool {
    let day = |q: &quantity::Quantity| matches!(q.unit, Unit::Date(When::Day(_))) && q.span == (0..front.trim_end().len());
    front.len() <= 24 && quantity::find(front).first().is_some_and(day)
}

/// A place in capitals, alone or before a comma, a date or an agency.
fn shouts(front: &str) -> bool {
    let capitals = front.chars().take_while(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '/')).count();
    let place = front.chars().take(capitals).filter(|c| c.is_uppercase()).count();
    let behind = front.chars().nth(capitals).filter(|c| !c.is_whitespace());
    place >= 3 && capitals >= 4 && behind.is_none_or(|c| matches!(c, ',' | '(' | ':') || c.is_ascii_digit())
        || place >= 3 && front.chars().all(|c| !c.is_lowercase())
        || place >= 4 && behind.is_some_and(char::is_lowercase) && front.contains(", ")
}

/// The day that the first dateline of an article tells.
pub(super) fn day(paragraphs: &[Paragraph]) -> Option<Day> {
    paragraphs.iter().take(TOP).find_map(|paragraph| {
        let head = &paragraph.text[..end(&paragraph.text)];
        quantity::find(head).iter().find_map(|q| match q.unit {
            Unit::Date(When::Day(day)) => Some(day),
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_ends_at_its_dash() {
        for (text, head) in [
            ("GENEVA, Feb 17, 2026 (Newswire) - The United States has", "GENEVA, Feb 17, 2026 (Newswire) - "),
            ("SEOUL, April 22, 2026 -- South Korea", "SEOUL, April 22, 2026 -- "),
            ("BRUSSELS — Ministers met", "BRUSSELS — "),
            ("SEOUL/TOKYO (Agency) - Ministers met", "SEOUL/TOKYO (Agency) - "),
            ("(제네바=연합) 이준서 특파원 = 미국 정부는", "(제네바=연합) 이준서 특파원 = "),
            ("July 2, 2026 — President Trump said", "July 2, 2026 — "),
            ("The plan - a bold one - fails", ""),
            ("US troops - all of them - stay", ""),
            ("He spoke of 2030", ""),
        ] {
            assert_eq!(&text[..end(text)], head, "{text}");
        }
    }
}
