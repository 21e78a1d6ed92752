//! Korean dates in words: 지난해 12월, 올해, 내달 3일, 지난달 23일, 어제, 토요일.
//!
//! Comes in: text at the start of a Korean word. Goes out: the date.

use super::super::TimeUnit;
use super::super::digits::{literal, space};
use super::super::unit::ends_eojeol;
use super::numeric::korean_day;
use super::{ReadDate, When, read};

/// Years and months seen from now; longer ones first.
const RELATIVE: [(&str, i32, TimeUnit); 33] = [
    ("재작년", -2, TimeUnit::Year),
    ("지난해", -1, TimeUnit::Year),
    ("작년", -1, TimeUnit::Year),
    ("올해", 0, TimeUnit::Year),
    ("금년", 0, TimeUnit::Year),
    ("내후년", 2, TimeUnit::Year),
    ("내년", 1, TimeUnit::Year),
    ("지난달", -1, TimeUnit::Month),
    ("지난 달", -1, TimeUnit::Month),
    ("이번 달", 0, TimeUnit::Month),
    ("이번달", 0, TimeUnit::Month),
    ("이달", 0, TimeUnit::Month),
    ("다음 달", 1, TimeUnit::Month),
    ("다음달", 1, TimeUnit::Month),
    ("내달", 1, TimeUnit::Month),
    ("지난주", -1, TimeUnit::Week),
    ("지난 주", -1, TimeUnit::Week),
    ("이번 주", 0, TimeUnit::Week),
    ("이번주", 0, TimeUnit::Week),
    ("금주", 0, TimeUnit::Week),
    ("다음 주", 1, TimeUnit::Week),
    ("다음주", 1, TimeUnit::Week),
    ("지난 분기", -1, TimeUnit::Quarter),
    ("이번 분기", 0, TimeUnit::Quarter),
    ("다음 분기", 1, TimeUnit::Quarter),
    ("그저께", -2, TimeUnit::Day),
    ("그제", -2, TimeUnit::Day),
    ("어제", -1, TimeUnit::Day),
    ("어젯밤", -1, TimeUnit::Day),
    ("오늘", 0, TimeUnit::Day),
    ("내일", 1, TimeUnit::Day),
    ("모레", 2, TimeUnit::Day),
    ("금일", 0, TimeUnit::Day),
];

const WEEKDAYS: [&str; 7] = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];

/// A date at a Korean word.
pub(in super::super) fn by_hangul(text: &str, before: &str) -> Option<ReadDate> {
    if let Some(at) = WEEKDAYS.iter().position(|name| text.starts_with(name)) {
        return read(When::Weekday(at as u8 + 1, super::numeric::direction(before)), WEEKDAYS[at].len());
    }
    for (name, half) in [("상반기", 1), ("하반기", 2)] {
        if text.starts_with(name) && ends_eojeol(&text[name.len()..]) {
            return read(When::PartOnly(half, 6), name.len());
        }
    }
    let (name, count, unit) = RELATIVE.iter().find(|(name, ..)| text.starts_with(name))?;
    let end = name.len();
    let fine = ends_eojeol(&text[end..])
        || text[end..].starts_with("초")
        || text[end..].starts_with("말")
        || text[end..].starts_with("도");
    if !fine {
        return None;
    }
    let gap = space(&text[end..]).min(1);
    if *unit == TimeUnit::Month
        && let Some((day, more)) = korean_day(&text[end..])
    {
        return read(When::Relative(*count, *unit, 0, day), end + more);
    }
    if *unit == TimeUnit::Year && gap == 1 {
        let month = literal(&text[end + gap..]).filter(|n| n.plain && (1.0..=12.0).contains(&n.value));
        if let Some(month) = month.filter(|n| text[end + gap + n.len..].starts_with('월')) {
            let at = end + gap + month.len + '월'.len_utf8();
            let (day, more) = korean_day(&text[at..]).unwrap_or((0, 0));
            return read(When::Relative(*count, *unit, month.value as u8, day), at + more);
        }
        for (name, half) in [("상반기", 1), ("하반기", 7)] {
            if text[end + gap..].starts_with(name) {
                return read(When::Relative(*count, *unit, half, 0), end + gap + name.len());
            }
        }
    }
    read(When::Relative(*count, *unit, 0, 0), end)
}
