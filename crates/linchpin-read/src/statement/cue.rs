//! Cue phrases of a sentence, all lists at once.
//!
//! Comes in: lists of phrases in lower case, and a sentence. Goes out: where which phrase stands as whole words. One pass over the
//! sentence answers for all lists: a search for each of two hundred phrases took most of the time that an article is read in.

use std::collections::HashMap;
use std::ops::Range;

/// Phrases by their first word.
pub(super) struct Phrases {
    by_first: HashMap<&'static str, Vec<(&'static str, Key)>>,
}

/// Which phrase: its list, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    list: u8,
    place: u8,
}

/// Where phrases stand in a sentence.
#[derive(Default)]
pub(super) struct Hits(Vec<(Key, &'static str, Range<usize>)>);

impl Phrases {
    /// Of lists that are known by their order.
    pub fn of(lists: &[&[&'static str]]) -> Phrases {
        let mut by_first: HashMap<&str, Vec<(&str, Key)>> = HashMap::new();
        for (list, phrases) in lists.iter().enumerate() {
            for (place, phrase) in phrases.iter().enumerate() {
                let key = Key { list: list as u8, place: place as u8 };
                by_first.entry(first_word(phrase)).or_default().push((phrase, key));
            }
        }
        Phrases { by_first }
    }

    /// Where they stand as whole words.
    pub fn stand_in(&self, text: &str) -> Hits {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let word = first_word(&text[at..]);
            if word.is_empty() {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            for (phrase, key) in self.by_first.get(word).into_iter().flatten() {
                let end = at + phrase.len();
                if text[at..].starts_with(phrase) && !text[end..].starts_with(char::is_alphanumeric) {
                    found.push((*key, *phrase, at..end));
                }
            }
            at += word.len();
        }
        Hits(found)
    }
}

impl Hits {
    /// The first phrase of a list, in the list's order, that stands within a range.
    pub fn first(&self, list: usize, within: &Range<usize>) -> Option<&'static str> {
        let inside = |at: &Range<usize>| at.start >= within.start && at.end <= within.end;
        let of_list = self.0.iter().filter(|(key, _, at)| usize::from(key.list) == list && inside(at));
        of_list.min_by_key(|(key, ..)| key.place).map(|(_, phrase, _)| *phrase)
    }

    /// The phrases of a list with their places, in order of place.
    pub fn each(&self, list: usize) -> impl Iterator<Item = (&'static str, &Range<usize>)> {
        self.0.iter().filter(move |(key, ..)| usize::from(key.list) == list).map(|(_, phrase, at)| (*phrase, at))
    }

    /// Keeps those that count.
    pub fn retain(&mut self, counts: impl Fn(&str, &Range<usize>) -> bool) {
        self.0.retain(|(_, phrase, at)| counts(phrase, at));
    }
}

/// The letters and digits at the start.
fn first_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    let ascii = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    match bytes.get(ascii) {
        Some(b) if !b.is_ascii() => &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())],
        _ => &text[..ascii],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_stand_as_whole_words_and_the_list_decides_which_comes_first() {
        let phrases = Phrases::of(&[&["no plan", "denied", "won't"], &["plans to", "no"]]);
        let text = "it denied that it has no plan; it won't, it plans to";
        let hits = phrases.stand_in(text);
        let all = 0..text.len();
        assert_eq!((hits.first(0, &all), hits.first(1, &all)), (Some("no plan"), Some("plans to")));
        assert_eq!(hits.first(0, &(0..10)), Some("denied"));
        assert_eq!(hits.first(0, &(30..text.len())), Some("won't"));
        assert_eq!(phrases.stand_in("undenied, no planes").first(0, &(0..20)), None);
        assert_eq!(phrases.stand_in("é denied").first(0, &(0..9)), Some("denied"));
    }
}
