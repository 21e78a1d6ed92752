//! Korean numbers: digits with 조, 억, 만, 천; words of Chinese and of Korean origin.
//!
//! Comes in: text that starts at a number. Goes out: the value and how many bytes it took.

use super::digits::{self, Read};

/// The power of ten of a scale syllable within a section.
fn within(c: char) -> Option<f64> {
    Some(match c {
        '십' => 10.0,
        '백' => 100.0,
        '천' => 1000.0,
        _ => return None,
    })
}

/// The power of ten of a scale syllable that closes a section.
fn closing(c: char) -> Option<f64> {
    Some(match c {
        '만' => 1e4,
        '억' => 1e8,
        '조' => 1e12,
        '경' => 1e16,
        _ => return None,
    })
}

fn digit(c: char) -> Option<f64> {
    Some(match c {
        '영' | '공' => 0.0,
        '일' => 1.0,
        '이' => 2.0,
        '삼' => 3.0,
        '사' => 4.0,
        '오' => 5.0,
        '육' => 6.0,
        '칠' => 7.0,
        '팔' => 8.0,
        '구' => 9.0,
        _ => return None,
    })
}

/// Digits with Korean scales: `65조 8,642억`, `2만8천500`, `3천`, `1억5천만`. `None` where no scale follows the digits.
pub(super) fn scaled(text: &str) -> Option<Read> {
    let first = digits::literal(text)?;
    let (mut total, mut section, mut current) = (0.0, 0.0, Some(first.value));
    let (mut len, mut last_close, mut any) = (first.len, f64::INFINITY, false);
    loop {
        let rest = &text[len..];
        if let Some(c) = rest.chars().next() {
            if let (Some(power), Some(value)) = (within(c), current) {
                section += value * power;
                current = None;
                len += c.len_utf8();
                any = true;
                continue;
            }
            if let Some(power) = closing(c).filter(|power| *power < last_close && (current.is_some() || section > 0.0)) {
                total += (section + current.unwrap_or(0.0)) * power;
                (section, current, last_close, any) = (0.0, None, power, true);
                len += c.len_utf8();
                continue;
            }
        }
        if current.is_some() || !any {
            break;
        }
        // Another part: with its own scale, or the bare rest of the number before a counter.
        let gap = digits::space(rest).min(1);
        let Some(next) = digits::literal(&rest[gap..]) else { break };
        let behind = &rest[gap + next.len..];
        let c = behind.chars().next();
        let has_scale = c.is_some_and(|c| within(c).is_some() || closing(c).is_some_and(|power| power < last_close));
        let is_date = behind.starts_with(['년', '월', '일']) || behind.starts_with("시간");
        let fits = next.value < last_close.min(if section > 0.0 { 1000.0 } else { f64::INFINITY });
        if !fits || !(has_scale || gap == 0 && !is_date || gap == 1 && counted(behind) && next.width >= 3) {
            break;
        }
        current = Some(next.value);
        len += gap + next.len;
    }
    any.then_some(Read { value: total + section + current.unwrap_or(0.0), len, plain: false, width: 0 })
}

/// True when a counter or a currency follows at once.
fn counted(behind: &str) -> bool {
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    ["명", "원", "달러", "대", "발", "개", "톤", "기", "척", "여 명", "여명", "인"]
        .iter()
        .any(|counter| behind.starts_with(counter))
}

/// Number words of Chinese origin: `이만 팔천오백`, `삼십`, `육십오조`. The caller asks for a counter behind.
pub(super) fn sino(text: &str) -> Option<Read> {
    let (mut total, mut section, mut current): (f64, f64, Option<f64>) = (0.0, 0.0, None);
    let (mut len, mut end, mut syllables, mut last_close, mut last_within) = (0, 0, 0, f64::INFINITY, f64::INFINITY);
    for c in text.chars() {
        if c == ' ' && last_close.is_finite() && current.is_none() && section == 0.0 && len == end {
            len += 1;
            continue;
        }
        if let (Some(value), None) = (digit(c), current) {
            current = Some(value);
        } else if let Some(power) = within(c).filter(|power| *power < last_within) {
            section += current.unwrap_or(1.0) * power;
            (current, last_within) = (None, power);
        } else if let Some(power) = closing(c).filter(|power| *power < last_close) {
            let value = section + current.unwrap_or(0.0);
            total += if value == 0.0 { 1.0 } else { value } * power;
            (section, current, last_close, last_within) = (0.0, None, power, f64::INFINITY);
        } else {
            break;
        }
        len += c.len_utf8();
        end = len;
        syllables += 1;
    }
    (syllables > 0).then_some(Read { value: total + section + current.unwrap_or(0.0), len: end, plain: false, width: syllables })
}

/// Number words of Korean origin as they stand before a counter: `두`, `열두`, `스무`, `아홉`.
pub(super) fn native(text: &str) -> Option<Read> {
    const TENS: [(&str, f64); 9] = [
        ("열", 10.0),
        ("스물", 20.0),
        ("서른", 30.0),
        ("마흔", 40.0),
        ("쉰", 50.0),
        ("예순", 60.0),
        ("일흔", 70.0),
        ("여든", 80.0),
        ("아흔", 90.0),
    ];
    const ONES: [(&str, f64); 11] = [
        ("다섯", 5.0),
        ("여섯", 6.0),
        ("일곱", 7.0),
        ("여덟", 8.0),
        ("아홉", 9.0),
        ("한", 1.0),
        ("두", 2.0),
        ("세", 3.0),
        ("네", 4.0),
        ("석", 3.0),
        ("넉", 4.0),
    ];
    if text.starts_with("스무") {
        return Some(Read { value: 20.0, len: "스무".len(), plain: false, width: 2 });
    }
    let (mut value, mut len) = (0.0, 0);
    if let Some((name, tens)) = TENS.iter().find(|(name, _)| text.starts_with(name)) {
        value = *tens;
        len = name.len();
    }
    if let Some((name, ones)) = ONES.iter().find(|(name, _)| text[len..].starts_with(name)) {
        value += ones;
        len += name.len();
    }
    (len > 0).then_some(Read { value, len, plain: false, width: len / 3 })
}
