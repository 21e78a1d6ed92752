//! One pass over a text: at each word, is this the start of a quantity?
//!
//! Comes in: a paragraph. Goes out: quantities in order, none overlapping another. Work is linear in the text: each place looks a
//! bounded stretch ahead and behind.

use super::date::{self, ReadDate};
use super::digits::{self, Read, literal, space, word};
use super::english;
use super::gate;
use super::korean;
use super::unit::{self, Behind, ends_eojeol, is_hangul};
use super::{Hedge, Quantity, TimeUnit, Unit, When, count};

/// How far back a word in front may stand, in bytes.
const BACK: usize = 48;

/// Finds every quantity of a text, in order of place.
pub fn find(text: &str) -> Vec<Quantity> {
    // Same length as the text, so that places agree.
    let lower = text.to_ascii_lowercase();
    let page = Page { text, lower: &lower };
    let mut out: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let after_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let found = match c {
            '0'..='9' => page.at_digit(at),
            'a'..='z' | 'A'..='Z' if !after_word => {
                let may = gate::english(word(&lower[at..]));
                debug_assert!(may || page.at_word(at).is_none(), "the gate is shut before {}", &text[at..]);
                if may { page.at_word(at) } else { None }
            }
            _ if is_hangul(c) && !text[..at].chars().next_back().is_some_and(is_hangul) => {
                debug_assert!(gate::korean(c) || page.at_hangul(at).is_none(), "the gate is shut before {}", &text[at..]);
                if gate::korean(c) { page.at_hangul(at) } else { None }
            }
            '$' | '€' | '£' | '¥' | '₩' | '￦' | '₹' => page.money(at),
            '½' => Some(page.quantity(at, at + c.len_utf8(), 0.5, Unit::Number)),
            _ => None,
        };
        at = match found {
            Some(quantity) => {
                let end = quantity.span.end;
                out.push(quantity);
                end
            }
            None => page.skip(at, c),
        };
    }
    share_units(&mut out, text);
    out
}

/// "between 2 and 3 percent" and "from 2.3 to 3.5 percent": the first number has the unit of the second.
fn share_units(found: &mut Vec<Quantity>, text: &str) {
    let mut out: Vec<Quantity> = Vec::with_capacity(found.len());
    for quantity in found.drain(..) {
        let Some(first) = out.last_mut() else {
            out.push(quantity);
            continue;
        };
        let between = text[first.span.end..quantity.span.start].trim();
        let joins = matches!(between, "and" | "to" | "에서" | "and $" | "to $" | "or");
        let takes =
            joins && matches!(first.unit, Unit::Number) && !matches!(quantity.unit, Unit::Number | Unit::Date(_) | Unit::Rank);
        if !takes {
            out.push(quantity);
            continue;
        }
        let front = text[..first.span.start].trim_end();
        let ends = |word: &str| {
            front.len().checked_sub(word.len()).and_then(|at| front.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
        };
        first.unit = quantity.unit.clone();
        first.per = quantity.per;
        if ends("between") || between == "to" && !ends("from") || between == "or" {
            first.upper = Some(quantity.value);
            first.span.end = quantity.span.end;
            first.literal = text[first.span.clone()].to_string();
        } else {
            out.push(quantity);
        }
    }
    *found = out;
}

struct Page<'a> {
    text: &'a str,
    lower: &'a str,
}

impl Page<'_> {
    /// The place behind what is no quantity: the whole word.
    fn skip(&self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        let len = if c.is_ascii_alphabetic() {
            rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())
        } else if c.is_ascii_digit() {
            rest.find(|c: char| !(c.is_ascii_alphanumeric())).unwrap_or(rest.len())
        } else if is_hangul(c) {
            rest.find(|c: char| !is_hangul(c)).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        at + len.max(c.len_utf8())
    }

    /// What stands in front, in lower case, at most `BACK` bytes of it.
    fn before(&self, at: usize) -> &str {
        let mut start = at.saturating_sub(BACK);
        while !self.lower.is_char_boundary(start) {
            start += 1;
        }
        &self.lower[start..at]
    }

    fn quantity(&self, start: usize, end: usize, value: f64, unit: Unit) -> Quantity {
        let before = self.before(start);
        let (front, hedge) = english::hedge(before);
        let hedge = if hedge == Hedge::Exact { english::hedge_behind(&self.text[end..]) } else { hedge };
        let role = english::role(front, &self.text[end..]);
        Quantity {
            value,
            upper: None,
            unit,
            per: None,
            hedge,
            role,
            span: start..end,
            literal: self.text[start..end].to_string(),
        }
    }

    fn date(&self, start: usize, read: ReadDate) -> Quantity {
        let end = start + read.len;
        let mut quantity = self.quantity(start, end, read.when.year().unwrap_or(f64::NAN), Unit::Date(read.when));
        quantity.upper = read.until.and_then(When::year);
        if matches!(read.when, When::Decade(..)) {
            quantity.hedge = Hedge::About;
        }
        quantity
    }

    /// A number in digits.
    fn at_digit(&self, at: usize) -> Option<Quantity> {
        let before = self.before(at);
        if english::is_name(before, &self.text[..at], &self.lower[at..]) {
            return None;
        }
        if let Some(read) = date::by_digits(&self.lower[at..], &self.text[at..], before) {
            return Some(self.date(at, read));
        }
        let number = self.number(at, false)?;
        let end = at + number.len;
        if let Some(rank) = self.ordinal(at, end, number) {
            return rank;
        }
        if let Some(fraction) = self.fraction(at, number) {
            return Some(fraction);
        }
        if english::is_clock(&self.lower[end..]) || self.lower[end..].starts_with(['/', '@', '_']) {
            return None;
        }
        self.finish(at, at, number)
    }

    /// Digits with their scale in either language. `money` allows `m`, `b`, `k`.
    fn number(&self, at: usize, money: bool) -> Option<Read> {
        let lower = &self.lower[at..];
        if let Some(number) = korean::scaled(lower) {
            return Some(number);
        }
        let number = literal(lower)?;
        if let Some((power, len)) = digits::scale_behind(&lower[number.len..], money) {
            return Some(Read { value: scaled(number.value, power), len: number.len + len, plain: false, width: 0 });
        }
        Some(number)
    }

    /// `5th`, `제3차`, `57차 회의`. `Some(None)` where it is a name after all, such as a parallel or an article of a law.
    fn ordinal(&self, at: usize, end: usize, number: Read) -> Option<Option<Quantity>> {
        let rest = &self.lower[end..];
        if self.text[..at].ends_with('제') {
            let len = ["차", "회", "위", "기", "번"].iter().find(|name| rest.starts_with(**name)).map(|name| name.len());
            return Some(len.map(|len| self.quantity(at - '제'.len_utf8(), end + len, number.value, Unit::Rank)));
        }
        if number.plain && rest.starts_with('차') && ends_eojeol(&rest['차'.len_utf8()..]) {
            return Some(Some(self.quantity(at, end + '차'.len_utf8(), number.value, Unit::Rank)));
        }
        let th = ["st", "nd", "rd", "th"].iter().find(|th| digits::whole(rest, th).is_some()).filter(|_| number.plain)?;
        let after = self.lower[end + th.len()..].trim_start_matches([' ', '-']);
        if after.starts_with("parallel") || after.starts_with("century") {
            return Some(None);
        }
        Some(Some(self.quantity(at, end + th.len(), number.value, Unit::Rank)))
    }

    /// `3분의 1`, `1/3 of`.
    fn fraction(&self, at: usize, number: Read) -> Option<Quantity> {
        let rest = &self.lower[at + number.len..];
        if let Some(more) = rest.strip_prefix("분의") {
            let gap = space(more).min(1);
            let above = literal(&more[gap..])?;
            let end = at + number.len + "분의".len() + gap + above.len;
            return (number.value > 0.0).then(|| self.quantity(at, end, above.value / number.value, Unit::Times));
        }
        let below = literal(rest.strip_prefix('/')?).filter(|below| {
            below.plain && below.value > 1.0 && below.value <= 20.0 && number.plain && number.value < below.value
        })?;
        let end = at + number.len + 1 + below.len;
        let of = self.lower[end..].starts_with(" of ");
        of.then(|| self.quantity(at, end, number.value / below.value, Unit::Times))
    }

    /// A currency sign, its number, scale and perhaps the end of a range.
    fn money(&self, at: usize) -> Option<Quantity> {
        let (currency, len) = unit::currency_before(&self.lower[at..])?;
        let gap = space(&self.lower[at + len..]).min(1);
        let start = at + len + gap;
        let mut number = self.number(start, true)?;
        let mut end = start + number.len;
        let mut upper = None;
        if let Some((to, more, power)) = self.range(end, true) {
            // "$8-10 billion": the scale of the end holds for both.
            if number.plain || number.value < 1e3 && power > 1.0 {
                number.value = scaled(number.value, if number.value < 1e3 { power } else { 1.0 });
            }
            upper = Some(to);
            end += more;
        }
        let mut quantity = self.quantity(at, end, number.value, Unit::Money(currency));
        quantity.upper = upper;
        Some(self.with_rate(quantity))
    }

    /// The end of a range behind a number: its value, the bytes it takes and its scale.
    fn range(&self, end: usize, money: bool) -> Option<(f64, usize, f64)> {
        let rest = &self.lower[end..];
        let gap = space(rest).min(1);
        let behind = &rest[gap..];
        let (mark, tight) = match behind.chars().next()? {
            c @ ('-' | '–' | '—' | '~' | '∼' | '〜' | '～') => (c.len_utf8(), true),
            't' if behind.starts_with("to ") => ("to ".len(), false),
            _ => return None,
        };
        if tight && gap > 0 && !behind[mark..].starts_with(' ') {
            return None;
        }
        let mut at = gap + mark;
        if tight {
            at += space(&rest[at..]).min(gap);
        }
        if money {
            at += unit::currency_before(&rest[at..]).map_or(0, |(_, len)| len);
        }
        let plain = literal(&rest[at..])?;
        let number = self.number(end + at, money)?;
        if !tight && date::by_digits(&rest[at..], &self.text[end + at..], "to ").is_some() {
            return None;
        }
        let power = if plain.value > 0.0 { number.value / plain.value } else { 1.0 };
        Some((number.value, at + number.len, power))
    }

    /// The unit behind a number that is already read, with a range where one stands.
    fn finish(&self, start: usize, number_at: usize, mut number: Read) -> Option<Quantity> {
        let mut end = number_at + number.len;
        let mut upper = None;
        let from = self.before(start).trim_end().ends_with("from");
        if unit::after(&self.lower[end..]).is_none()
            && !from
            && let Some((to, more, power)) = self.range(end, false)
        {
            let unit_follows =
                unit::after(&self.lower[end + more..]).is_some() || count::noun(&self.text[end + more..]).is_some();
            if unit_follows && to > number.value {
                if number.value * power <= to && power > 1.0 {
                    number.value = scaled(number.value, power);
                }
                upper = Some(to);
                end += more;
            }
        }
        // "$8 to 10 billion" is money; "20%~30%" and "20%에서 30%" are ranges too.
        if let Some(behind) = unit::after(&self.lower[end..]) {
            return self.with_unit(start, end, number, upper, behind);
        }
        let tail = &self.text[end..];
        if tail.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '\'' | '’')) {
            return None;
        }
        if let Some(rest) = tail.strip_prefix('-') {
            let name = word(&self.lower[end + 1..]);
            if matches!(name, "strong" | "member" | "nation" | "country" | "page" | "point" | "seat") {
                let unit = if name == "strong" { "people" } else { name };
                return Some(self.with_rate(self.quantity(start, end + 1 + name.len(), number.value, Unit::Count(unit.into()))));
            }
            if rest.starts_with(|c: char| c.is_alphanumeric()) {
                return None;
            }
        }
        if let Some((words, len)) = count::noun(tail) {
            let mut quantity = self.quantity(start, end, number.value, Unit::Count(words));
            quantity.upper = upper;
            quantity = self.with_rate_behind(quantity, end + len);
            quantity.span.end = end + len;
            quantity.literal = self.text[start..end + len].to_string();
            return Some(quantity);
        }
        // A bare number: a score, a page, a list mark say nothing.
        let opens = start == 0 || self.text[..start].ends_with(['(', '[']);
        let listed = opens && tail.starts_with(['.', ')', ']']) && number.plain;
        let scored = tail.starts_with(['-', '–', ':']) || self.text[..start].ends_with(['-', '–', ':']);
        if listed || scored || number.plain && number.width > 6 {
            return None;
        }
        let mut quantity = self.quantity(start, end, number.value, Unit::Number);
        quantity.upper = upper;
        Some(self.with_rate(quantity))
    }

    fn with_unit(&self, start: usize, end: usize, number: Read, mut upper: Option<f64>, behind: Behind) -> Option<Quantity> {
        let mut stop = end + behind.len;
        if upper.is_none() {
            // "20%~30%", "2만명~3만명": the unit stands at both ends.
            if let Some((to, more, _)) = self.range(stop, false) {
                let tight = !self.lower[stop..].trim_start().starts_with("to ");
                if let Some(second) = unit::after(&self.lower[stop + more..])
                    .filter(|second| second.unit == behind.unit && to > number.value && tight)
                {
                    upper = Some(to);
                    stop += more + second.len;
                }
            }
        }
        let mut quantity = self.quantity(start, stop, number.value * behind.factor, behind.unit);
        quantity.upper = upper.map(|upper| upper * behind.factor);
        if quantity.unit == Unit::Times
            && english::is_frequency(&self.lower[stop..], number.value)
            && self.literal_ends(stop, "times")
        {
            quantity.unit = Unit::Count("times".into());
        }
        if english::is_age(&self.lower[stop..]) {
            stop += english::age_len(&self.lower[stop..]);
            quantity.span.end = stop;
            quantity.literal = self.text[start..stop].to_string();
        }
        Some(self.with_rate(quantity))
    }

    fn literal_ends(&self, stop: usize, name: &str) -> bool {
        self.lower[..stop].ends_with(name)
    }

    fn with_rate(&self, quantity: Quantity) -> Quantity {
        let end = quantity.span.end;
        self.with_rate_behind(quantity, end)
    }

    /// "$10 billion annually", "연간 10억 달러".
    fn with_rate_behind(&self, mut quantity: Quantity, end: usize) -> Quantity {
        let timed = matches!(quantity.unit, Unit::Duration(_) | Unit::Date(_) | Unit::Rank);
        if !timed {
            quantity.per = english::per_behind(&self.lower[end..]).or_else(|| self.per_before(quantity.span.start));
        }
        quantity
    }

    fn per_before(&self, start: usize) -> Option<TimeUnit> {
        let (front, _) = english::hedge(self.before(start));
        let front = front.trim_end();
        let yearly = ["연간", "연평균", "매년", "해마다", "한 해", "한해", "1년에", "연", "annual"];
        let monthly = ["매달", "매월", "한 달", "월평균", "monthly"];
        let stands = |name: &str| {
            front.strip_suffix(name).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
        };
        if yearly.iter().any(|name| stands(name)) {
            return Some(TimeUnit::Year);
        }
        monthly.iter().any(|name| stands(name)).then_some(TimeUnit::Month)
    }

    /// A number, a date or a currency in English words.
    fn at_word(&self, at: usize) -> Option<Quantity> {
        let lower = &self.lower[at..];
        let before = self.before(at);
        if let Some((_, len)) = unit::currency_before(lower) {
            let gap = space(&lower[len..]);
            if lower[len + gap..].starts_with(|c: char| c.is_ascii_digit()) {
                return self.money(at);
            }
        }
        if let Some(read) = date::by_word(&self.text[at..], lower, before) {
            return Some(self.date(at, read));
        }
        if let Some((value, unit, len)) = english::single(&self.text[at..], lower, before) {
            return Some(self.quantity(at, at + len, value, unit));
        }
        let number = digits::words(lower)?;
        let name = word(lower);
        // "one of them", "the one": a number only with a unit behind.
        let unsure = matches!(name, "one" | "a" | "an" | "zero") && number.value <= 1.0;
        if unsure && unit::after(&lower[number.len..]).is_none() {
            return None;
        }
        if self.text[at..].starts_with(char::is_uppercase)
            && english::inside_a_name(&self.text[..at], &self.text[at + number.len..])
        {
            return None;
        }
        let found = self.finish(at, at, number)?;
        // Words without anything they count are rarely amounts ("the two").
        (found.unit != Unit::Number || number.value >= 100.0).then_some(found)
    }

    /// A number or a date in Korean words.
    fn at_hangul(&self, at: usize) -> Option<Quantity> {
        let text = &self.text[at..];
        if let Some(read) = date::by_hangul(text, self.before(at)) {
            return Some(self.date(at, read));
        }
        if let Some((value, unit, len)) = english::korean_single(text) {
            return Some(self.quantity(at, at + len, value, unit));
        }
        if let Some(number) = korean::native(text)
            && let Some(found) = self.korean_words(at, number, true)
        {
            return Some(found);
        }
        let number = korean::sino(text)?;
        if let Some(rest) = text[number.len..].strip_prefix("분의 ") {
            let above = korean::sino(rest).filter(|above| number.value > 1.0 && above.value < number.value)?;
            let end = at + number.len + "분의 ".len() + above.len;
            return Some(self.quantity(at, end, above.value / number.value, Unit::Times));
        }
        self.korean_words(at, number, false)
    }

    fn korean_words(&self, at: usize, number: Read, native: bool) -> Option<Quantity> {
        let end = at + number.len;
        let rest = &self.lower[end..];
        let behind = unit::after(rest)?;
        let spaced = rest.starts_with(' ');
        let counter = rest[..behind.len].trim();
        let fine = if native {
            // 한국, 한편, 한층, 세대, 세기, 세종 are words of their own; 한 번 is "once" only sometimes.
            let one = number.value == 1.0;
            let own_word = matches!(counter, "국" | "인" | "정" | "문" | "종" | "편" | "층" | "세" | "점" | "장" | "통" | "살")
                && (one || !spaced);
            let tight = !spaced
                && (matches!(counter, "대" | "기")
                    || one && !matches!(counter, "명" | "개" | "척" | "차례" | "달" | "시간" | "번째"));
            !(own_word || tight || one && matches!(counter, "번" | "발" | "대" | "표" | "단계"))
        } else if number.width == 1 {
            // One syllable is a number only before a unit that leaves no doubt.
            let clear = matches!(counter, "퍼센트" | "개월" | "년" | "주년")
                || number.value >= 10.0 && matches!(counter, "명" | "배" | "%");
            let doubtful = matches!(&self.text[at..end], "이" | "일") && spaced && counter == "년" && &self.text[at..end] == "이";
            clear && !doubtful
        } else {
            true
        };
        if !fine || matches!(behind.unit, Unit::Money(_)) && !native && number.width == 1 {
            return None;
        }
        self.with_unit(at, end, number, None, behind)
    }
}

/// A decimal times a power of ten, rounded as a reader would: 65.8642 trillion is 65,864,200,000,000.
fn scaled(value: f64, power: f64) -> f64 {
    let product = value * power;
    let nearest = product.round();
    if power >= 10.0 && (product - nearest).abs() < 1e-6 * power.max(1.0) && nearest.abs() < 9e15 { nearest } else { product }
}
