//! Dates in English words: months, weekdays, "last November", "three years ago", "mid-2030s".
//!
//! Comes in: text at a word. Goes out: the date. A word that is a month only sometimes (May, March) needs a reason.

use super::super::TimeUnit;
use super::super::digits::{literal, space, whole, word, words};
use super::super::unit::time_named;
use super::calendar::Day;
use super::numeric::{four_digits, year_at};
use super::{ReadDate, When, read};

/// Words behind which a bare number of four digits is a year.
pub(in super::super) const DATE_PREPOSITIONS: [&str; 28] = [
    "in", "by", "since", "until", "till", "from", "during", "before", "after", "through", "year", "fiscal", "fy", "early",
    "late", "mid", "circa", "around", "of", "to", "for", "spring", "summer", "autumn", "fall", "winter", "and", "between",
];

/// Month by name or its usual short form, and whether the word means nothing else.
pub(super) fn month_named(word: &str) -> Option<(u8, bool)> {
    Some(match word {
        "january" | "jan" => (1, true),
        "february" | "feb" => (2, true),
        "march" => (3, false),
        "mar" => (3, false),
        "april" | "apr" => (4, true),
        "may" => (5, false),
        "june" => (6, true),
        "jun" => (6, false),
        "july" => (7, true),
        "jul" => (7, false),
        "august" => (8, false),
        "aug" => (8, true),
        "september" | "sept" | "sep" => (9, true),
        "october" | "oct" => (10, true),
        "november" | "nov" => (11, true),
        "december" | "dec" => (12, true),
        _ => return None,
    })
}

fn weekday_named(word: &str) -> Option<u8> {
    Some(match word {
        "monday" => 1,
        "tuesday" => 2,
        "wednesday" => 3,
        "thursday" => 4,
        "friday" => 5,
        "saturday" => 6,
        "sunday" => 7,
        _ => return None,
    })
}

/// A date at an English word. `before` is the text in front of it, in lower case.
pub(in super::super) fn by_word(text: &str, lower: &str, before: &str) -> Option<ReadDate> {
    let name = word(lower);
    let capital = text.starts_with(|c: char| c.is_ascii_uppercase());
    if capital {
        if let Some((month, sure)) = month_named(name) {
            return month_first(lower, name.len(), month, sure || prepared(before));
        }
        if let Some(weekday) = weekday_named(name) {
            return ends(lower, name.len()).then(|| read(When::Weekday(weekday, 0), name.len())).flatten();
        }
    }
    match name {
        "yesterday" => read(When::Relative(-1, TimeUnit::Day, 0, 0), name.len()),
        "today" | "tonight" => read(When::Relative(0, TimeUnit::Day, 0, 0), name.len()),
        "tomorrow" => read(When::Relative(1, TimeUnit::Day, 0, 0), name.len()),
        "last" | "previous" => relative(text, lower, name.len(), -1),
        "next" | "coming" => relative(text, lower, name.len(), 1),
        "this" => relative(text, lower, name.len(), 0),
        "fiscal" => {
            let mut at = name.len() + space(&lower[name.len()..]);
            if let Some(len) = whole(&lower[at..], "year") {
                at += len + space(&lower[at + len..]);
            }
            let (year, len) = year_at(&lower[at..])?;
            read(When::Year(year), at + len)
        }
        "mid" | "early" | "late" => {
            let gap = if lower[name.len()..].starts_with('-') { 1 } else { space(&lower[name.len()..]) };
            let at = name.len() + gap;
            let (year, len) = four_digits(&lower[at..])?;
            let offset = match name {
                "early" => 1,
                "mid" => 5,
                _ => 8,
            };
            match decade(&lower[at + len..], year) {
                Some(more) => read(When::Decade(year, year + offset), at + len + more),
                None => ends(lower, at + len).then(|| read(When::Year(year), at + len)).flatten(),
            }
        }
        "q" => {
            let quarter = lower[1..].bytes().next().filter(|b| (b'1'..=b'4').contains(b))? - b'0';
            let at = 2 + space(&lower[2..]);
            let (year, len) = year_at(&lower[at..])?;
            read(When::Quarter(year, quarter), at + len)
        }
        "first" | "second" | "third" | "fourth" => part(lower, name),
        "a" | "an" | "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven"
        | "twelve" | "fifteen" | "twenty" | "thirty" | "forty" | "fifty" => ago(lower),
        _ => None,
    }
}

/// The letters of a decade behind its year: `s` or `'s`.
pub(super) fn decade(behind: &str, year: i32) -> Option<usize> {
    let len = ["s", "'s", "’s"].iter().find_map(|s| whole(behind, s))?;
    (year % 10 == 0).then_some(len)
}

fn ends(lower: &str, at: usize) -> bool {
    !lower[at..].starts_with(|c: char| c.is_alphanumeric())
}

/// True when the word in front makes a month of the next word.
fn prepared(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    matches!(
        last,
        "in" | "by"
            | "since"
            | "until"
            | "till"
            | "early"
            | "late"
            | "mid"
            | "from"
            | "through"
            | "of"
            | "to"
            | "during"
            | "before"
            | "after"
            | "and"
    ) || last.ends_with("th") && last.starts_with(|c: char| c.is_ascii_digit())
}

/// `January 26, 2026`, `Jan. 26`, `January 2026`, `January of 2026`, `January`.
fn month_first(lower: &str, len: usize, month: u8, sure: bool) -> Option<ReadDate> {
    if !ends(lower, len) {
        return None;
    }
    let dot = if len <= 4 && lower[len..].starts_with('.') { 1 } else { 0 };
    let gap = space(&lower[len + dot..]);
    let mut at = len + dot + gap;
    if let Some(of) = whole(&lower[at..], "of") {
        let after = at + of + space(&lower[at + of..]);
        if year_at(&lower[after..]).is_some() {
            at = after;
        }
    }
    if gap > 0 {
        if let Some((year, more)) = year_at(&lower[at..]) {
            return read(When::Month(year, month), at + more);
        }
        if let Some(day) = literal(&lower[at..]).filter(|day| day.plain && day.width <= 2 && (1.0..=31.0).contains(&day.value)) {
            let mut end = at + day.len;
            end += ["st", "nd", "rd", "th"].iter().find_map(|th| whole(&lower[end..], th)).unwrap_or(0);
            let next = lower[end..].bytes().next();
            let unit_follows = next == Some(b'%') || lower[end..].starts_with(|c: char| c.is_alphanumeric());
            if !unit_follows {
                return with_year(lower, end, month, day.value as u8);
            }
        }
    }
    sure.then(|| read(When::MonthDay(month, 0, 0), len + dot.min(usize::from(gap > 0)))).flatten()
}

/// A day and month whose year may follow, after a comma or not.
pub(super) fn with_year(lower: &str, end: usize, month: u8, day: u8) -> Option<ReadDate> {
    let comma = usize::from(lower[end..].starts_with(','));
    let gap = space(&lower[end + comma..]);
    if gap > 0
        && let Some((year, more)) = year_at(&lower[end + comma + gap..])
        && let Some(whole_date) = Day::checked(year, month, day)
    {
        return read(When::Day(whole_date), end + comma + gap + more);
    }
    // A leap year tells whether the month can have such a day at all.
    Day::checked(2024, month, day)?;
    read(When::MonthDay(month, day, 0), end)
}

/// `last year`, `next month`, `this week`, `last Friday`, `next March`.
fn relative(text: &str, lower: &str, len: usize, way: i8) -> Option<ReadDate> {
    let gap = space(&lower[len..]);
    if gap == 0 {
        return None;
    }
    let at = len + gap;
    let name = word(&lower[at..]);
    let end = at + name.len();
    if !ends(lower, end) {
        return None;
    }
    let capital = text[at..].starts_with(|c: char| c.is_ascii_uppercase());
    if let Some((month, _)) = month_named(name).filter(|_| capital) {
        return read(When::MonthDay(month, 0, way), end);
    }
    if let Some(weekday) = weekday_named(name).filter(|_| capital) {
        return read(When::Weekday(weekday, way), end);
    }
    let unit = match name {
        "year" | "month" | "week" | "quarter" => time_named(name)?.0,
        "night" => TimeUnit::Day,
        "spring" | "summer" | "autumn" | "fall" | "winter" if way != 0 || name != "fall" => {
            let month = match name {
                "spring" => 4,
                "summer" => 7,
                "winter" => 1,
                _ => 10,
            };
            return read(When::MonthDay(month, 0, way), end);
        }
        _ => return None,
    };
    let count = if name == "night" && way == 0 { 0 } else { i32::from(way) };
    read(When::Relative(count, unit, 0, 0), end)
}

/// `second half of 2026`, `first quarter`.
fn part(lower: &str, which: &str) -> Option<ReadDate> {
    let number = match which {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        _ => 4,
    };
    let gap = if lower[which.len()..].starts_with('-') { 1 } else { space(&lower[which.len()..]) };
    let at = which.len() + gap;
    let name = word(&lower[at..]);
    let months = match name {
        "quarter" => 3,
        "half" if number <= 2 => 6,
        _ => return None,
    };
    let end = at + name.len();
    let mut of = end + space(&lower[end..]);
    if let Some(len) = whole(&lower[of..], "of") {
        of += len + space(&lower[of + len..]);
    }
    if let Some((year, len)) = year_at(&lower[of..]) {
        let when = if months == 3 { When::Quarter(year, number) } else { When::Half(year, number) };
        return read(when, of + len);
    }
    read(When::PartOnly(number, months), end)
}

/// `three years ago`, `a decade ago`.
fn ago(lower: &str) -> Option<ReadDate> {
    let (count, at) = match words(lower) {
        Some(number) => (number.value, number.len),
        None => (1.0, whole(lower, "a").or_else(|| whole(lower, "an"))?),
    };
    ago_behind(&lower[at..], count).map(|read| ReadDate { len: at + read.len, ..read })
}

/// The unit and "ago" behind a count.
pub(super) fn ago_behind(lower: &str, count: f64) -> Option<ReadDate> {
    let gap = space(lower);
    let name = word(&lower[gap..]);
    let (unit, factor) = time_named(name)?;
    let end = gap + name.len();
    let after = end + space(&lower[end..]);
    let len = whole(&lower[after..], "ago")?;
    let count = count * factor;
    let coarse = matches!(unit, TimeUnit::Year | TimeUnit::Month | TimeUnit::Week | TimeUnit::Day | TimeUnit::Quarter);
    (coarse && count.fract() == 0.0 && count <= 10_000.0)
        .then(|| read(When::Relative(-(count as i32), unit, 0, 0), after + len))
        .flatten()
}
