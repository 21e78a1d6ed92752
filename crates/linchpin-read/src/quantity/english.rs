//! Words around a number: hedges, changes, rates, names that only look like numbers; words that are numbers by themselves.
//!
//! Comes in: the text in front of and behind a number. Goes out: what those words make of it.

use super::digits::{space, whole, word};
use super::unit::{ends_eojeol, time_named};
use super::{Hedge, Role, TimeUnit, Unit};

/// Hedges in front of a number; longer ones first.
const HEDGES: [(&str, Hedge); 47] = [
    ("approximately", Hedge::About),
    ("roughly", Hedge::About),
    ("around", Hedge::About),
    ("about", Hedge::About),
    ("nearly", Hedge::About),
    ("almost", Hedge::About),
    ("some", Hedge::About),
    ("an estimated", Hedge::About),
    ("estimated", Hedge::About),
    ("close to", Hedge::About),
    ("circa", Hedge::About),
    ("more than", Hedge::AtLeast),
    ("no fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("at least", Hedge::AtLeast),
    ("a minimum of", Hedge::AtLeast),
    ("greater than", Hedge::AtLeast),
    ("over", Hedge::AtLeast),
    ("above", Hedge::AtLeast),
    ("exceeding", Hedge::AtLeast),
    ("no more than", Hedge::AtMost),
    ("less than", Hedge::AtMost),
    ("fewer than", Hedge::AtMost),
    ("at most", Hedge::AtMost),
    ("up to", Hedge::AtMost),
    ("as many as", Hedge::AtMost),
    ("as much as", Hedge::AtMost),
    ("as high as", Hedge::AtMost),
    ("below", Hedge::AtMost),
    ("under", Hedge::AtMost),
    ("a maximum of", Hedge::AtMost),
    ("only", Hedge::Exact),
    ("just", Hedge::Exact),
    ("exactly", Hedge::Exact),
    ("a total of", Hedge::Exact),
    ("약", Hedge::About),
    ("대략", Hedge::About),
    ("거의", Hedge::About),
    ("어림잡아", Hedge::About),
    ("최소", Hedge::AtLeast),
    ("최소한", Hedge::AtLeast),
    ("적어도", Hedge::AtLeast),
    ("최대", Hedge::AtMost),
    ("많게는", Hedge::AtMost),
    ("무려", Hedge::Exact),
    ("총", Hedge::Exact),
    ("모두", Hedge::Exact),
];

/// The text in front without its hedge, and the hedge.
pub(super) fn hedge(before: &str) -> (&str, Hedge) {
    let front = before.trim_end().trim_end_matches(['~', '$']);
    for (name, hedge) in HEDGES {
        if let Some(rest) = front.strip_suffix(name)
            && !rest.chars().next_back().is_some_and(char::is_alphanumeric)
        {
            return (rest.trim_end(), hedge);
        }
    }
    (front, Hedge::Exact)
}

/// A Korean hedge behind the number: `20여 년`, `3천 명 이상`, `5% 안팎`.
pub(super) fn hedge_behind(behind: &str) -> Hedge {
    let rest = behind.trim_start_matches(' ');
    let starts = |names: &[&str]| names.iter().any(|name| rest.starts_with(name));
    if starts(&["여", "가량", "정도", "안팎", "내외", "쯤", "or so"]) {
        Hedge::About
    } else if starts(&["이상", "초과", "넘", "or more", "plus"]) {
        Hedge::AtLeast
    } else if starts(&["이하", "미만", "or less", "or fewer"]) {
        Hedge::AtMost
    } else {
        Hedge::Exact
    }
}

/// Which end of a change a number is, from the words around it.
pub(super) fn role(front: &str, behind: &str) -> Role {
    let front = front.trim_end();
    let last = front.rsplit(' ').next().unwrap_or_default();
    let rest = behind.trim_start_matches([')', ' ']);
    match last {
        "from" => return Role::From,
        "to" => return Role::To,
        "by" => return Role::By,
        _ => {}
    }
    let level = ["수준", "선", "정도", "규모", "가량"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or_default();
    if rest.starts_with("에서") {
        Role::From
    } else if rest.starts_with("으로")
        || behind.starts_with("로 ")
        || behind.starts_with("까지")
        || ["으로", "까지", "로 "].iter().any(|to| level.starts_with(to))
    {
        Role::To
    } else {
        Role::Plain
    }
}

/// "annually", "a year", "per month", "/yr" behind a number.
pub(super) fn per_behind(lower: &str) -> Option<TimeUnit> {
    if let Some(rest) = lower.strip_prefix('/') {
        return time_named(word(rest)).map(|(unit, _)| unit);
    }
    let rest = lower.trim_start_matches([' ', '-']);
    let first = word(rest);
    match first {
        "annually" | "yearly" => return Some(TimeUnit::Year),
        "monthly" => return Some(TimeUnit::Month),
        "weekly" => return Some(TimeUnit::Week),
        "daily" => return Some(TimeUnit::Day),
        "a" | "per" | "each" | "every" => {}
        _ => return None,
    }
    let rest = &rest[first.len()..];
    let rest = &rest[space(rest)..];
    let name = word(rest);
    if first == "per" && name == "annum" {
        return Some(TimeUnit::Year);
    }
    let singular = matches!(name, "year" | "month" | "week" | "day" | "quarter" | "hour");
    let tail = rest[name.len()..].trim_start();
    let (unit, _) = time_named(name).filter(|_| singular)?;
    // "a year ago", "a day after" tell when, not how often.
    let tells_when = first == "a" && ["ago", "earlier", "later", "after", "before"].contains(&word(tail));
    (!tells_when).then_some(unit)
}

/// True where digits are part of a name: `F-35`, `Hyunmoo-5`, `Resolution 2397`, `#12`, `No. 1`.
pub(super) fn is_name(before: &str, text_before: &str, lower: &str) -> bool {
    let Some(last) = text_before.chars().next_back() else { return false };
    if last.is_ascii_alphabetic() || matches!(last, '#' | '@' | '_' | '/' | '\\' | '&' | '=') {
        return true;
    }
    if last == '.' && text_before[..text_before.len() - 1].ends_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    if matches!(last, '-' | '‑' | '–') {
        let front = &text_before[..text_before.len() - last.len_utf8()];
        let name_len: usize = front.chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        let name = front[front.len() - name_len..].to_lowercase();
        let fine = matches!(name.as_str(), "" | "mid" | "pre" | "post" | "early" | "late" | "sub" | "to" | "non");
        if !fine && !name.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
    }
    let front = before.trim_end();
    if front.len() == before.len() {
        return false;
    }
    let front = front.trim_end_matches('.');
    let name = front.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let numbered = [
        "article",
        "section",
        "resolution",
        "chapter",
        "paragraph",
        "page",
        "figure",
        "table",
        "no",
        "nos",
        "number",
        "phase",
        "stage",
        "step",
        "flight",
        "route",
        "room",
        "type",
        "title",
        "volume",
        "level",
        "part",
        "episode",
        "category",
        "track",
        "option",
        "vol",
        "group",
        "generation",
        "version",
        "windows",
        "boeing",
        "airbus",
        "channel",
        "unit",
        "division",
        "brigade",
        "corps",
        "tel",
        "phone",
        "fax",
        "isbn",
        "copyright",
    ];
    // "in the fiscal year 2026 no. 3" is rare; a unit behind the digits speaks for an amount.
    numbered.contains(&name)
        && !lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == '.').starts_with([' ', '%', '-'])
        || numbered.contains(&name) && !amount_follows(lower)
}

fn amount_follows(lower: &str) -> bool {
    let rest = lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
    super::unit::after(rest).is_some()
}

/// `3:30`, `3 p.m.`, `9 am`.
pub(super) fn is_clock(behind: &str) -> bool {
    if behind.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let rest = behind.trim_start();
    ["p.m", "a.m"].iter().any(|name| rest.starts_with(name))
        || ["pm", "am", "gmt", "kst", "est", "utc"].iter().any(|name| whole(rest, name).is_some())
}

/// "three times in May" counts occasions, "three times the size" multiplies.
pub(super) fn is_frequency(behind: &str, value: f64) -> bool {
    if value.fract() != 0.0 {
        return false;
    }
    let rest = behind.trim_start();
    let next = word(rest);
    if rest.starts_with(['.', ',', ';', ')']) {
        return true;
    }
    matches!(
        next,
        "in" | "since"
            | "during"
            | "last"
            | "this"
            | "over"
            | "before"
            | "after"
            | "within"
            | "on"
            | "a"
            | "per"
            | "between"
            | "for"
            | "and"
            | "at"
            | "already"
            | "from"
            | "with"
            | "by"
            | "to"
            | "annually"
    )
}

/// `35 years old`, `35-year-old`.
pub(super) fn is_age(behind: &str) -> bool {
    age_len(behind) > 0
}

/// Bytes of ` old` or `-old`.
pub(super) fn age_len(behind: &str) -> usize {
    [" old", "-old"]
        .iter()
        .find(|old| behind.starts_with(**old) && !behind[old.len()..].starts_with(|c: char| c.is_alphanumeric()))
        .map_or(0, |old| old.len())
}

/// True when a capital number word belongs to a name: `Three Mile Island`, `Big Five`, `Seven Sisters`.
pub(super) fn inside_a_name(before: &str, behind: &str) -> bool {
    let starts_sentence = before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?', '"', '”', '“', ':', '\n']);
    let next_capital = behind.trim_start().starts_with(char::is_uppercase);
    !starts_sentence
        || next_capital
            && !behind.trim_start().starts_with("US ")
            && !behind.trim_start().starts_with("U.S.")
            && next_two_capital(behind)
}

fn next_two_capital(behind: &str) -> bool {
    let mut words = behind.split_whitespace();
    let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    capital(words.next()) && capital(words.next())
}

/// English words that are quantities by themselves: `twice`, `doubled`, `half of`, `a third of`, `fifth-largest`, `a decade`.
pub(super) fn single(text: &str, lower: &str, before: &str) -> Option<(f64, Unit, usize)> {
    let name = word(lower);
    let rest = &lower[name.len()..];
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let gap = if rest.starts_with('-') { 1 } else { space(rest) };
    let next = word(&rest[gap..]);
    let capital = text.starts_with(char::is_uppercase);
    match name {
        "twice" | "thrice" => {
            let value = if name == "twice" { 2.0 } else { 3.0 };
            let occasions = is_frequency(rest, value);
            let unit = if occasions { Unit::Count("times".into()) } else { Unit::Times };
            return Some((value, unit, name.len()));
        }
        "double" | "doubled" | "doubling" | "doubles" => {
            let idiom = matches!(
                next,
                "standard" | "standards" | "down" | "digit" | "digits" | "check" | "edged" | "blow" | "agent" | "game" | "bind"
            );
            return (!idiom && !capital).then_some((2.0, Unit::Times, name.len()));
        }
        "triple" | "tripled" | "tripling" | "triples" => {
            return (!capital && next != "axis").then_some((3.0, Unit::Times, name.len()));
        }
        "quadruple" | "quadrupled" | "quadrupling" => return Some((4.0, Unit::Times, name.len())),
        "twofold" => return Some((2.0, Unit::Times, name.len())),
        "threefold" => return Some((3.0, Unit::Times, name.len())),
        "fourfold" => return Some((4.0, Unit::Times, name.len())),
        "fivefold" => return Some((5.0, Unit::Times, name.len())),
        "ninefold" => return Some((9.0, Unit::Times, name.len())),
        "tenfold" => return Some((10.0, Unit::Times, name.len())),
        "half" => {
            let of = matches!(next, "of" | "the" | "its" | "their" | "that" | "his");
            return (of && !before.trim_end().ends_with("other")).then_some((0.5, Unit::Times, name.len()));
        }
        "one" | "two" | "three" => return fraction(name, rest, gap, next),
        "a" | "an" => {
            if matches!(next, "third" | "quarter" | "fifth" | "tenth") && rest[gap + next.len()..].starts_with(" of ") {
                return Some((1.0 / part(next)?, Unit::Times, name.len() + gap + next.len()));
            }
            if matches!(next, "decade" | "century") {
                let years = if next == "decade" { 10.0 } else { 100.0 };
                let per = is_rate_word(before);
                return (!per).then(|| (years, Unit::Duration(TimeUnit::Year), name.len() + gap + next.len()));
            }
            return None;
        }
        // "the past decade", "the last decade"
        "decade" => {
            let framed = ["past", "last", "next", "coming", "previous"].iter().any(|word| before.trim_end().ends_with(word));
            return framed.then_some((10.0, Unit::Duration(TimeUnit::Year), name.len()));
        }
        _ => {}
    }
    rank(text, name, gap, next, before)
}

fn is_rate_word(before: &str) -> bool {
    before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '%')
}

fn part(name: &str) -> Option<f64> {
    Some(match name {
        "half" => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" => 4.0,
        "fifth" | "fifths" => 5.0,
        "tenth" | "tenths" => 10.0,
        _ => return None,
    })
}

fn fraction(name: &str, rest: &str, gap: usize, next: &str) -> Option<(f64, Unit, usize)> {
    let below = part(next)?;
    let above = match name {
        "one" => 1.0,
        "two" => 2.0,
        _ => 3.0,
    };
    let tail = &rest[gap + next.len()..];
    let fine = gap > 0
        && (next.ends_with('s') || rest.starts_with('-') || tail.starts_with(" of "))
        && above < below
        && next != "quarters"
        || next == "quarters" && above == 3.0;
    fine.then(|| (above / below, Unit::Times, name.len() + gap + next.len()))
}

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Ordinal words where they order something: `fifth-largest`, `his first official visit`, `a second term`.
fn rank(text: &str, name: &str, gap: usize, next: &str, before: &str) -> Option<(f64, Unit, usize)> {
    let at = ORDINALS.iter().position(|ordinal| *ordinal == name)?;
    let value = at as f64 + 1.0;
    let front = before.trim_end();
    let last = front.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let capital = text.starts_with(char::is_uppercase);
    let sentence_start = front.is_empty() || front.ends_with(['.', '!', '?', '“', '"']);
    if capital && !sentence_start || next.is_empty() || gap == 0 {
        return None;
    }
    let superlative = next.ends_with("est")
        && next.len() > 4
        && !matches!(next, "interest" | "west" | "protest" | "request" | "guest" | "test" | "contest")
        || matches!(next, "most" | "least");
    if superlative {
        return Some((value, Unit::Rank, name.len()));
    }
    if value <= 3.0 {
        let idiom = matches!(
            next,
            "of" | "and"
                | "to"
                | "in"
                | "the"
                | "lady"
                | "line"
                | "class"
                | "hand"
                | "place"
                | "party"
                | "parties"
                | "countries"
                | "country"
                | "rate"
                | "world"
                | "step"
                | "half"
                | "quarter"
                | "ever"
                | "or"
                | "that"
                | "aid"
                | "responders"
                | "name"
                | "with"
                | "on"
                | "at"
                | "strike"
                | "use"
                | "nations"
                | "thing"
                | "guess"
                | "nature"
                | "island"
                | "by"
                | "a"
                | "but"
        );
        let determined = matches!(
            last,
            "the" | "his" | "her" | "its" | "their" | "our" | "a" | "this" | "s" | "for" | "an" | "us" | "korean" | "my"
        );
        return (!idiom && determined).then_some((value, Unit::Rank, name.len()));
    }
    (!matches!(next, "of" | "estate")).then_some((value, Unit::Rank, name.len()))
}

/// Korean words that are quantities by themselves: 첫, 절반, 갑절.
pub(super) fn korean_single(text: &str) -> Option<(f64, Unit, usize)> {
    for (name, value) in [
        ("첫 번째", 1.0),
        ("첫번째", 1.0),
        ("두 번째", 2.0),
        ("두번째", 2.0),
        ("첫째", 1.0),
        ("둘째", 2.0),
        ("셋째", 3.0),
        ("넷째", 4.0),
    ] {
        if text.starts_with(name) {
            return Some((value, Unit::Rank, name.len()));
        }
    }
    if let Some(rest) = text.strip_prefix("첫") {
        return rest.starts_with(' ').then_some((1.0, Unit::Rank, "첫".len()));
    }
    if text.starts_with("절반") {
        return Some((0.5, Unit::Times, "절반".len()));
    }
    if let Some(rest) = text.strip_prefix("갑절") {
        return ends_eojeol(rest).then_some((2.0, Unit::Times, "갑절".len()));
    }
    None
}
