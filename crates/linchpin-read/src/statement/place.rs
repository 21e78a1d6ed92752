//! Which countries a text speaks of.
//!
//! Comes in: text. Goes out: codes of countries with their places, from a list of names that is data. Nothing here knows one
//! country from another.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::quantity::is_hangul;

/// The code of a country or union, such as those of ISO 3166.
pub type Place = &'static str;

const LIST: &str = include_str!("../../data/places.txt");

/// Most words in an English name.
const WORDS: usize = 4;

struct Names {
    /// English names, in lower case.
    english: HashMap<&'static str, Place>,
    /// Korean names by their first character, longer ones first.
    korean: HashMap<char, Vec<(&'static str, Place)>>,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = Names { english: HashMap::new(), korean: HashMap::new() };
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('|');
            let (Some(code), Some(english), Some(korean)) = (parts.next(), parts.next(), parts.next()) else { continue };
            names.english.extend(english.split(',').map(|name| (name, code)));
            for name in korean.split(',').filter(|name| !name.is_empty()) {
                if let Some(first) = name.chars().next() {
                    names.korean.entry(first).or_default().push((name, code));
                }
            }
        }
        names.korean.values_mut().for_each(|list| list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
        names
    })
}

/// Countries that are named in a text, in order of place.
pub fn places(text: &str) -> Vec<(Place, Range<usize>)> {
    let names = names();
    let lower = text.to_ascii_lowercase();
    let mut out: Vec<(Place, Range<usize>)> = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = text[at..].chars().next() {
        let mut step = c.len_utf8();
        if c.is_ascii_alphabetic() && !before.is_alphanumeric() {
            if let Some((place, len)) = english(names, &text[at..], &lower[at..]) {
                out.push((place, at..at + len));
                step = len;
            } else {
                step = lower[at..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(lower.len() - at);
            }
        } else if (is_hangul(c) || !c.is_ascii())
            && !is_hangul(before)
            && let Some((place, len)) = korean(names, &text[at..])
        {
            out.push((place, at..at + len));
            step = len;
        }
        before = text[..at + step].chars().next_back().unwrap_or(' ');
        at += step;
    }
    out
}

/// The longest name of up to four words at the start.
fn english(names: &Names, text: &str, lower: &str) -> Option<(Place, usize)> {
    // Names are written with a capital; most words are not, and need no closer look.
    let may = text.starts_with(|c: char| c.is_ascii_uppercase()) || ["the ", "u.s", "u.k."].iter().any(|s| lower.starts_with(s));
    if !may {
        return None;
    }
    let mut ends = [0usize; WORDS];
    let mut count = 0;
    let mut at = 0;
    while count < WORDS {
        let len = lower[at..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '\'')).unwrap_or(lower.len() - at);
        if len == 0 {
            break;
        }
        at += len;
        ends[count] = at;
        count += 1;
        if !lower[at..].starts_with(' ') {
            break;
        }
        at += 1;
    }
    if let Some(rest) = lower.strip_prefix("u.s.").or_else(|| lower.strip_prefix("u.s")) {
        return Some((names.english.get("u.s.")?, lower.len() - rest.len()));
    }
    if let Some(rest) = lower.strip_prefix("u.k.") {
        return Some((names.english.get("u.k.")?, lower.len() - rest.len()));
    }
    ends[..count].iter().rev().find_map(|end| {
        let name = lower[..*end].strip_suffix("'s").unwrap_or(&lower[..*end]);
        let place = names.english.get(name)?;
        // Names are written with a capital; "us" in small letters is a pronoun, "turkey" a bird.
        let written = text.starts_with(|c: char| c.is_ascii_uppercase()) || name.starts_with("the ");
        let short = name.len() <= 3 && !text[..name.len()].bytes().all(|b| b.is_ascii_uppercase());
        (written && !short).then_some((*place, name.len()))
    })
}

fn korean(names: &Names, text: &str) -> Option<(Place, usize)> {
    let list = names.korean.get(&text.chars().next()?)?;
    list.iter()
        .find(|(name, _)| text.starts_with(name) && (name.chars().count() > 1 || single(&text[name.len()..])))
        .map(|(name, place)| (*place, name.len()))
}

/// A name of one syllable stands alone or before a particle.
fn single(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| is_hangul(*c)).collect();
    matches!(word.as_str(), "" | "은" | "이" | "의" | "과" | "에" | "측" | "측은" | "측이" | "핵" | "도발")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<Place> {
        places(text).into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn countries_are_found_in_both_languages() {
        assert_eq!(codes("US troops in South Korea and Germany's army"), ["US", "KR", "DE"]);
        assert_eq!(codes("North Korean leader Kim Jong Un told us that U.S. forces stay"), ["KP", "KP", "US"]);
        assert_eq!(codes("주일미군은 독일과 일본에, 북한은 러시아에"), ["JP", "DE", "JP", "KP", "RU"]);
        assert_eq!(codes("they ate turkey and polish sausage"), [] as [Place; 0]);
        assert_eq!(codes("북쪽의 지원이 북돋우는"), [] as [Place; 0]);
    }
}
