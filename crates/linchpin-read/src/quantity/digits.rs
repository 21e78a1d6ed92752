//! Numbers as digits and as words, without their units.
//!
//! Comes in: text that starts at a number. Goes out: the value and how many bytes it took.

/// A number read from the start of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Read {
    /// Its value, scale words included.
    pub value: f64,
    /// Bytes taken.
    pub len: usize,
    /// Only digits were written: no comma, point, scale or word.
    pub plain: bool,
    /// Digits of the whole part.
    pub width: usize,
}

/// Digits with thousands separators and a decimal point. A point that starts another group (`2026.1.26`) is not taken.
pub(super) fn literal(text: &str) -> Option<Read> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let first = digits(0);
    // Twenty digits are an identifier, not an amount.
    if first == 0 || first > 20 {
        return None;
    }
    let mut len = first;
    let mut width = first;
    let mut grouped = false;
    while first <= 3 && bytes.get(len) == Some(&b',') && digits(len + 1) == 3 && width < 18 {
        len += 4;
        width += 3;
        grouped = true;
    }
    let mut decimal = false;
    if bytes.get(len) == Some(&b'.') {
        let fraction = digits(len + 1);
        let another = bytes.get(len + 1 + fraction) == Some(&b'.') && digits(len + 2 + fraction) > 0;
        if fraction > 0 && fraction <= 12 && !another {
            len += 1 + fraction;
            decimal = true;
        }
    }
    let cleaned: String = text[..len].chars().filter(|c| *c != ',').collect();
    let value = cleaned.parse().ok()?;
    Some(Read { value, len, plain: !grouped && !decimal, width })
}

/// Bytes of the spaces at the start, at most two.
pub(super) fn space(text: &str) -> usize {
    text.bytes().take(2).take_while(|b| *b == b' ').count()
}

/// The ASCII word at the start.
pub(super) fn word(text: &str) -> &str {
    let len = text.bytes().take_while(|b| b.is_ascii_alphabetic()).count();
    &text[..len]
}

/// Bytes of `word` at the start when it stands there as a whole word.
pub(super) fn whole(text: &str, word: &str) -> Option<usize> {
    let rest = text.strip_prefix(word)?;
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then_some(word.len())
}

/// The power of ten of an English scale word; short ones only behind digits.
fn scale(word: &str, tight: bool) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        "mn" | "mln" => 1e6,
        "bn" | "bln" => 1e9,
        "tn" | "trn" => 1e12,
        "k" if tight => 1e3,
        "m" if tight => 1e6,
        "b" if tight => 1e9,
        _ => return None,
    })
}

/// An English scale behind digits: ` billion`, `-billion`, `bn`. `short` allows `m`, `b` and `k`, which stand for money only.
pub(super) fn scale_behind(lower: &str, short: bool) -> Option<(f64, usize)> {
    let gap = if lower.starts_with('-') { 1 } else { space(lower) };
    let name = word(&lower[gap..]);
    let after = &lower[gap + name.len()..];
    if name.is_empty() || after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let power = scale(name, gap == 0 && short)?;
    let mut len = gap + name.len();
    // "28 hundred thousand" is not written; "2 million million" neither.
    if power == 1e2 {
        let gap = space(after);
        let next = word(&after[gap..]);
        if let Some(more) = scale(next, false).filter(|more| *more >= 1e3) {
            len += gap + next.len();
            return Some((power * more, len));
        }
    }
    Some((power, len))
}

/// A small English number word.
fn small(word: &str) -> Option<f64> {
    Some(match word {
        "zero" => 0.0,
        "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "eleven" => 11.0,
        "twelve" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    })
}

/// English number words: `nine`, `twenty-eight thousand five hundred`, `a dozen`, `a million`, `half a billion`.
pub(super) fn words(lower: &str) -> Option<Read> {
    let first = word(lower);
    let mut total = 0.0;
    let mut section: f64;
    let mut len = first.len();
    match first {
        "a" | "an" | "half" => {
            let mut at = len + space(&lower[len..]);
            if first == "half" {
                at += whole(&lower[at..], "a")?;
                at += space(&lower[at..]);
            }
            let next = word(&lower[at..]);
            let value = if next == "dozen" { 12.0 } else { scale(next, false)? };
            let value = if first == "half" { value / 2.0 } else { value };
            return Some(Read { value, len: at + next.len(), plain: false, width: 0 });
        }
        "dozen" => return Some(Read { value: 12.0, len, plain: false, width: 0 }),
        _ => section = small(first)?,
    }
    let mut last = section;
    loop {
        let rest = &lower[len..];
        let gap = if rest.starts_with('-') { 1 } else { space(rest) };
        if gap == 0 {
            break;
        }
        let mut at = gap;
        let mut next = word(&rest[at..]);
        if next == "and" && last == 100.0 {
            at += 3 + space(&rest[at + 3..]);
            next = word(&rest[at..]);
        }
        if let Some(power) = scale(next, false) {
            if power == 100.0 {
                section *= power;
            } else {
                total += section * power;
                section = 0.0;
            }
            last = power;
        } else if let Some(value) = small(next) {
            // "twenty eight" and "five hundred six" go on, "two three" does not.
            let goes_on = ((20.0..100.0).contains(&last) && value < 10.0 && value > 0.0) || last >= 100.0;
            if !goes_on {
                break;
            }
            section += value;
            last = value;
        } else {
            break;
        }
        len += at + next.len();
    }
    let ends = !lower[len..].starts_with(|c: char| c.is_alphanumeric());
    ends.then_some(Read { value: total + section, len, plain: false, width: 0 })
}
