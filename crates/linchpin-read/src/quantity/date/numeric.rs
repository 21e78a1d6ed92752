//! Dates that start with digits, in both languages.
//!
//! Comes in: text at a digit. Goes out: the date, or `None` where the digits are an amount.

use super::super::count;
use super::super::digits::{literal, space, word};
use super::super::unit::{self, is_hangul};
use super::super::{TimeUnit, Unit};
use super::calendar::Day;
use super::english::{DATE_PREPOSITIONS, ago_behind, decade, month_named, with_year};
use super::{ReadDate, When, read};

/// A plausible year of four plain digits at the start.
pub(super) fn year_at(lower: &str) -> Option<(i32, usize)> {
    four_digits(lower).filter(|_| !lower[4..].starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Like `year_at`, but letters may touch it.
pub(super) fn four_digits(lower: &str) -> Option<(i32, usize)> {
    let number = literal(lower).filter(|number| number.plain && number.width == 4)?;
    let year = number.value as i32;
    (1800..=2199).contains(&year).then_some((year, 4))
}

fn small_at(text: &str, most: f64) -> Option<(u8, usize)> {
    let number = literal(text).filter(|number| number.plain && number.width <= 2)?;
    (number.value >= 1.0 && number.value <= most).then_some((number.value as u8, number.len))
}

/// A date at a digit. `before` is the text in front of it, in lower case.
pub(in super::super) fn by_digits(lower: &str, text: &str, before: &str) -> Option<ReadDate> {
    let number = literal(lower).filter(|number| number.plain)?;
    let rest = &lower[number.len..];
    korean(lower, number.value, number.width, number.len, before)
        .or_else(|| separated(lower, number.value, number.width))
        .or_else(|| day_first(lower, text, number.len, number.value, number.width))
        .or_else(|| ago_behind(rest, number.value).map(|read| ReadDate { len: number.len + read.len, ..read }))
        .or_else(|| year(lower, text, before))
}

/// `2026년 1월 26일`, `1월 26일`, `26일`, `2030년대 중반`, `2026년 상반기`, `2026~2030년`.
fn korean(lower: &str, value: f64, width: usize, len: usize, before: &str) -> Option<ReadDate> {
    let rest = &lower[len..];
    if width == 4
        && (1000.0..3000.0).contains(&value)
        && let Some((until, more)) = range_end(rest).filter(|(_, more)| rest[*more..].trim_start_matches(' ').starts_with('년'))
    {
        let end = len + more + lower[len + more..].find('년')? + '년'.len_utf8();
        return Some(ReadDate { when: When::Year(value as i32), until: Some(When::Year(until)), len: end });
    }
    let gap = space(rest).min(1);
    let rest = &rest[gap..];
    let at = len + gap;
    if rest.starts_with('년') && width == 4 && (1000.0..3000.0).contains(&value) {
        return korean_year(lower, value as i32, at + '년'.len_utf8());
    }
    if rest.starts_with('월') && width <= 2 && (1.0..=12.0).contains(&value) {
        let way = direction(before);
        let end = at + '월'.len_utf8();
        return match korean_day(&lower[end..]) {
            Some((day, more)) => read(When::MonthDay(value as u8, day, way), end + more),
            None => read(When::MonthDay(value as u8, 0, way), end),
        };
    }
    if rest.starts_with('일') && width <= 2 && (1.0..=31.0).contains(&value) && gap == 0 {
        let end = at + '일'.len_utf8();
        return is_day(&lower[end..]).then(|| read(When::DayOnly(value as u8, direction(before)), end)).flatten();
    }
    if rest.starts_with("분기") && (1.0..=4.0).contains(&value) && width == 1 {
        let end = at + "분기".len();
        let lasts = ["동안", "째", "연속", "만에"].iter().any(|more| lower[end..].trim_start().starts_with(more));
        return (!lasts).then(|| read(When::PartOnly(value as u8, 3), end)).flatten();
    }
    let past = ["년 전", "개월 전", "달 전", "주 전", "일 전"].iter().find(|name| rest.starts_with(**name))?;
    let unit = match past.chars().next() {
        Some('년') => TimeUnit::Year,
        Some('주') => TimeUnit::Week,
        Some('일') => TimeUnit::Day,
        _ => TimeUnit::Month,
    };
    let end = at + past.len();
    // 전 begins other words too (전쟁, 전망).
    (unit::ends_eojeol(&lower[end..]) && value <= 10_000.0)
        .then(|| read(When::Relative(-(value as i32), unit, 0, 0), end))
        .flatten()
}

/// What may follow a Korean year: a month and day, a half, a quarter, `대 중반`.
fn korean_year(lower: &str, year: i32, end: usize) -> Option<ReadDate> {
    let rest = &lower[end..];
    if rest.starts_with('대') && year % 10 == 0 {
        let mut len = end + '대'.len_utf8();
        let mut middle = year;
        for (name, offset) in [("초반", 1), ("초", 1), ("중반", 5), ("후반", 8), ("말", 9)] {
            let gap = space(&lower[len..]).min(1);
            if lower[len + gap..].starts_with(name) {
                middle = year + offset;
                len += gap + name.len();
                break;
            }
        }
        return read(When::Decade(year, middle), len);
    }
    let gap = space(rest).min(1);
    let rest = &rest[gap..];
    for (name, half) in [("상반기", 1), ("하반기", 2)] {
        if rest.starts_with(name) {
            return read(When::Half(year, half), end + gap + name.len());
        }
    }
    if let Some((number, len)) = small_at(rest, 12.0) {
        if number <= 4 && rest[len..].starts_with("분기") {
            return read(When::Quarter(year, number), end + gap + len + "분기".len());
        }
        if rest[len..].starts_with('월') {
            let end = end + gap + len + '월'.len_utf8();
            let day = korean_day(&lower[end..]).and_then(|(day, more)| Some((Day::checked(year, number, day)?, more)));
            return match day {
                Some((day, more)) => read(When::Day(day), end + more),
                None => read(When::Month(year, number), end),
            };
        }
    }
    read(When::Year(year), end)
}

/// ` 26일` behind a month.
pub(super) fn korean_day(text: &str) -> Option<(u8, usize)> {
    let gap = space(text).min(1);
    let (day, len) = small_at(&text[gap..], 31.0)?;
    let rest = &text[gap + len..];
    (rest.starts_with('일') && is_day(&rest['일'.len_utf8()..])).then_some((day, gap + len + '일'.len_utf8()))
}

/// True when `일` behind a number is a day of a month, not a length of time.
fn is_day(behind: &str) -> bool {
    let tight = ["간", "째", "짜리", "치", "장", "당"].iter().any(|more| behind.starts_with(more));
    let loose = ["동안", "이내", "만에", "연속"].iter().any(|more| behind.trim_start_matches(' ').starts_with(more));
    let word: String = behind.chars().take_while(|c| is_hangul(*c)).collect();
    !tight && !loose && (word.is_empty() || unit::ends_eojeol(behind) || word.starts_with("자") || word.starts_with("쯤"))
}

/// "지난" looks back, "오는" and "다음" ahead.
pub(super) fn direction(before: &str) -> i8 {
    let before = before.trim_end();
    match () {
        _ if before.ends_with("지난") || before.ends_with("작년") => -1,
        _ if before.ends_with("오는") || before.ends_with("다음") => 1,
        _ => 0,
    }
}

/// `2026-01-26`, `2026-01`, `2026.1.26.`, `2026/01/26`, `1/26/2026`.
fn separated(lower: &str, value: f64, width: usize) -> Option<ReadDate> {
    let rest = lower.get(width..)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '.' | '/'))?;
    let gap = if separator == '.' { space(&rest[1..]).min(1) } else { 0 };
    let second_at = width + 1 + gap;
    let second = literal(lower.get(second_at..)?).filter(|n| n.width <= 2)?;
    let (a, second_len) = (value as i32, second.width);
    // `2026.1.26` is read by `literal` as 2026 alone; `2026.1` as a decimal, so that the width decides.
    let second_value = lower[second_at..second_at + second_len].parse::<u8>().ok()?;
    let third_at = second_at + second_len;
    let third_gap = if separator == '.' { space(lower[third_at..].strip_prefix('.').unwrap_or_default()).min(1) } else { 0 };
    let third = lower[third_at..].strip_prefix(separator).and_then(|more| literal(&more[third_gap..]));
    let end = |len: usize| third_at + 1 + third_gap + len;
    let free = |at: usize| !lower[at..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    if width == 4 && (1800..=2199).contains(&a) {
        if let Some(third) = third.filter(|n| n.width <= 2 && free(end(n.width))) {
            let day = lower[end(0)..end(third.width)].parse::<u8>().ok()?;
            let dot = usize::from(
                separator == '.'
                    && lower[end(third.width)..].starts_with('.')
                    && lower[end(third.width) + 1..].starts_with([' ', ')']),
            );
            return read(When::Day(Day::checked(a, second_value, day)?), end(third.width) + dot);
        }
        let two = second_len == 2 && separator == '-' && free(third_at) && !lower[third_at..].starts_with(['-', '.']);
        if two && (1..=12).contains(&second_value) && i32::from(second_value) != (a + 1) % 100 {
            return read(When::Month(a, second_value), third_at);
        }
    }
    if separator == '/' && width <= 2 {
        let year = third.filter(|n| n.plain && n.width == 4)?;
        return read(When::Day(Day::checked(year.value as i32, a as u8, second_value)?), end(4));
    }
    None
}

/// `26 January 2026`, `26th of January`.
fn day_first(lower: &str, text: &str, len: usize, value: f64, width: usize) -> Option<ReadDate> {
    if width > 2 || !(1.0..=31.0).contains(&value) {
        return None;
    }
    let th = ["st", "nd", "rd", "th"].iter().find(|th| lower[len..].starts_with(**th)).map_or(0, |th| th.len());
    let gap = space(&lower[len + th..]);
    if gap == 0 && !lower[len + th..].starts_with('-') {
        return None;
    }
    let mut at = len + th + gap.max(1);
    if th > 0 && lower[at..].starts_with("of ") {
        at += 3;
    }
    let name = word(&lower[at..]);
    let capital = text[at..].starts_with(|c: char| c.is_ascii_uppercase());
    let (month, _) = month_named(name).filter(|_| capital)?;
    let mut end = at + name.len();
    if lower[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if name.len() <= 4 && lower[end..].starts_with(". ") {
        end += 1;
    }
    with_year(lower, end, month, value as u8)
}

/// The end of a range of years: `-2030`, `–30`, `~2030`.
fn range_end(rest: &str) -> Option<(i32, usize)> {
    let dash = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '~' | '∼' | '〜' | '～'))?;
    let at = dash.len_utf8();
    let number = literal(&rest[at..]).filter(|n| n.plain && n.width == 4)?;
    Some((number.value as i32, at + number.len))
}

/// A bare year, a decade, a range of years.
fn year(lower: &str, text: &str, before: &str) -> Option<ReadDate> {
    let number = literal(lower).filter(|number| number.plain && number.width == 4)?;
    let year = number.value as i32;
    if !(1800..=2199).contains(&year) {
        return None;
    }
    let behind = &lower[4..];
    if let Some(len) = decade(behind, year) {
        return read(When::Decade(year, year), 4 + len);
    }
    if behind.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if let Some((until, len)) = range_end(behind)
        && (year..=2199).contains(&until)
    {
        return Some(ReadDate { when: When::Year(year), until: Some(When::Year(until)), len: 4 + len });
    }
    let dash = behind.chars().next().filter(|c| matches!(c, '-' | '–' | '~'));
    if let Some(at) = dash.map(char::len_utf8)
        && let Some(short) = literal(&behind[at..])
            .filter(|n| n.plain && n.width == 2 && !behind[at + 2..].starts_with(|c: char| c.is_alphanumeric()))
    {
        let until = year - year % 100 + short.value as i32;
        if until > year {
            return Some(ReadDate { when: When::Year(year), until: Some(When::Year(until)), len: 4 + at + 2 });
        }
    }
    let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let unit = unit::after(behind);
    if unit.is_some_and(|behind| !matches!(behind.unit, Unit::Duration(_))) {
        return None;
    }
    // "2000 troops" is an amount, "In 2022 missiles" is not.
    let counted = count::noun(&text[4..]).is_some_and(|(words, _)| {
        !words.starts_with(|c: char| c.is_uppercase()) || words.starts_with("US ") || words.starts_with("U.S. ")
    });
    let prepared = DATE_PREPOSITIONS.contains(&last);
    let one_word =
        count::noun(&text[4..]).is_some_and(|(words, _)| !words.contains(' ') && words.starts_with(|c: char| c.is_lowercase()));
    let strong = matches!(last, "in" | "by" | "since" | "until" | "year" | "fy" | "fiscal");
    if counted && (!prepared || one_word && !strong) {
        return None;
    }
    read(When::Year(year), 4)
}
