//! Numbers and lists inside sentences, in English and Korean.
//!
//! Comes in: shares, limits, names. Goes out: short text. Refuses: nothing.

use linchpin_explore::method::region::{Limit, Region};

use super::finding::Said;
use super::ground::{Ground, Varied};
use crate::figure::short;
use crate::page::particle::with;

/// A share as a whole number of a hundred, as sentences say it.
pub fn hundred(share: f64) -> String {
    let hundred = 100.0 * share;
    match hundred {
        h if h.is_nan() => "not a number".into(),
        h if h > 0.0 && h < 0.5 => "fewer than 1".into(),
        h if h < 100.0 && h > 99.5 => "more than 99".into(),
        h => format!("{h:.0}"),
    }
}

/// The same in Korean.
pub fn hundred_ko(share: f64) -> String {
    let hundred = 100.0 * share;
    match hundred {
        h if h.is_nan() => "판정 불가".into(),
        h if h > 0.0 && h < 0.5 => "1개 미만".into(),
        h if h < 100.0 && h > 99.5 => "99개 초과".into(),
        h => format!("{h:.0}개"),
    }
}

/// A part of a hundred in Korean, without a word for what is counted.
pub fn part_ko(share: f64) -> String {
    hundred_ko(share).replace('개', "")
}

/// The two ends of an interval of shares in Korean: once where they read alike.
pub fn between_ko(low: f64, high: f64) -> String {
    match (part_ko(low), part_ko(high)) {
        (low, high) if low == high => low,
        (low, high) => format!("{low}~{high}"),
    }
}

/// A title in Korean marks with the particle that follows it.
pub fn marked(title: &str, after_consonant: &str, after_vowel: &str) -> String {
    with(&format!("‘{title}’"), after_consonant, after_vowel)
}

/// `a, b and c`.
pub fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A name marked as one.
pub fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// A value of an input in its unit.
pub fn value(input: &Varied, value: f64) -> String {
    let unit = if input.unit == "1" || input.unit.is_empty() { String::new() } else { format!(" {}", input.unit) };
    format!("{}{unit}", short(value / input.scale))
}

/// What a region says of one input.
pub fn limit(input: &Varied, limit: &Limit, whole: &Limit) -> Said {
    let name = quoted(&input.name);
    match (limit, whole) {
        (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => match (low > least, high < most) {
            (true, false) => Said::same(format!("{name} > {}", value(input, *low))),
            (false, true) => Said::same(format!("{name} < {}", value(input, *high))),
            _ => {
                let (a, b) = (short(low / input.scale), value(input, *high));
                Said::new(format!("{name} between {a} and {b}"), format!("{name} {a}~{b}"))
            }
        },
        (Limit::Among(values), _) => {
            let words: Vec<String> = values.iter().map(|v| value(input, *v)).collect();
            let or = words.join(" or ");
            Said::new(format!("{name} is {or}"), format!("{name} = {}", words.join(" 또는 ")))
        }
        (Limit::Range { low, .. }, Limit::Among(_)) => Said::same(format!("{name} > {}", value(input, *low))),
    }
}

/// All that a region restricts, as a condition: `a > 1 and b < 2`.
pub fn condition(ground: &Ground<'_>, region: &Region, whole: &Region, order: &[usize]) -> Said {
    let parts: Vec<Said> = order.iter().map(|&at| limit(&ground.inputs[at], &region.limits[at], &whole.limits[at])).collect();
    let en: Vec<String> = parts.iter().map(|part| part.en.clone()).collect();
    let ko: Vec<String> = parts.into_iter().map(|part| part.ko).collect();
    Said::new(and(&en), ko.join(", "))
}

/// Topic particle.
pub fn topic(word: &str) -> String {
    with(word, "은", "는")
}

/// Subject particle.
pub fn subject(word: &str) -> String {
    with(word, "이", "가")
}

/// A count with groups of digits.
pub fn count(n: usize) -> String {
    crate::words::grouped(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_as_counts_of_a_hundred() {
        assert_eq!(hundred(0.714), "71");
        assert_eq!(hundred(0.001), "fewer than 1");
        assert_eq!(hundred(0.0), "0");
        assert_eq!(hundred(0.999), "more than 99");
        assert_eq!(hundred_ko(0.5), "50개");
        assert_eq!((part_ko(0.001).as_str(), between_ko(0.04, 0.11).as_str()), ("1 미만", "4~11"));
        assert_eq!(between_ko(0.999, 0.9995), "99 초과");
        assert_eq!(marked("억제 신뢰도", "을", "를"), "‘억제 신뢰도’를");
        assert_eq!(and(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
