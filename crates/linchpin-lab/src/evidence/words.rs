//! Words of titles and sentences made comparable.
//!
//! Comes in: text in English or Korean. Goes out: stems of its telling words. English: lower case, no plural, one spelling.
//! Korean: no particle at the end.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use linchpin_read::statement::{Place, places};

/// Words that tell nothing of a subject.
const SMALL: [&str; 74] = [
    "the", "of", "and", "to", "in", "a", "an", "that", "is", "was", "for", "on", "with", "as", "by", "it", "from", "are", "has",
    "be", "at", "its", "this", "will", "or", "not", "no", "than", "more", "most", "less", "per", "one", "two", "what", "which",
    "who", "would", "could", "their", "his", "her", "they", "have", "had", "were", "been", "but", "into", "over", "under",
    "also", "up", "out", "all", "some", "such", "if", "so", "about", "year", "yearly", "share", "level", "number", "rate",
    "percent", "part", "time", "new", "make", "made", "said", "says",
];

const PARTICLES: [&str; 34] = [
    "으로부터",
    "에서는",
    "으로는",
    "까지는",
    "에게는",
    "이라는",
    "이라고",
    "에서",
    "으로",
    "까지",
    "부터",
    "에게",
    "보다",
    "에는",
    "에도",
    "라는",
    "라고",
    "하는",
    "했다",
    "한다",
    "하기",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "로",
    "과",
    "와",
    "도",
    "만",
];

/// Stems of the English words of a text, in order, repeats included.
pub(super) fn english_stems(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    each_english_stem(text, |stem| out.push(stem.to_string()));
    out
}

/// Takes the stems of the English words of a text one by one.
pub(super) fn each_english_stem(text: &str, mut take: impl FnMut(&str)) {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'' || c == '’'));
    words.filter_map(english_stem).for_each(|stem| take(&stem));
}

fn english_stem(word: &str) -> Option<Cow<'_, str>> {
    if word.bytes().any(|b| b.is_ascii_uppercase()) {
        return lower_stem(&word.to_ascii_lowercase()).map(|stem| Cow::Owned(stem.into_owned()));
    }
    lower_stem(word)
}

/// The stem of a word in lower case. Most words need no change, and are given back as they stand.
fn lower_stem(word: &str) -> Option<Cow<'_, str>> {
    let word = word.trim_end_matches("'s").trim_end_matches("’s").trim_matches(['\'', '’']);
    if word.len() < 2 || is_small(word) || word.bytes().all(|b| b.is_ascii_digit()) || !word.is_ascii() {
        return None;
    }
    let word = one_spelling(word);
    Some(match word.as_ref() {
        "uss" => Cow::Borrowed("us"),
        long if long.len() > 4 && long.ends_with("ies") => Cow::Owned(format!("{}y", &long[..long.len() - 3])),
        long if long.len() > 3 && long.ends_with('s') && !long.ends_with("ss") && !long.ends_with("us") => match word {
            Cow::Borrowed(long) => Cow::Borrowed(&long[..long.len() - 1]),
            Cow::Owned(long) => Cow::Owned(long[..long.len() - 1].to_string()),
        },
        _ => word,
    })
}

/// The word in American spelling.
fn one_spelling(word: &str) -> Cow<'_, str> {
    const SPELLINGS: [(&str, &str); 4] =
        [("defence", "defense"), ("isation", "ization"), ("programme", "program"), ("labour", "labor")];
    SPELLINGS.iter().fold(Cow::Borrowed(word), |word, (british, american)| {
        if word.len() >= british.len() && word.contains(british) { Cow::Owned(word.replace(british, american)) } else { word }
    })
}

fn is_small(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    word.len() <= 7 && WORDS.get_or_init(|| SMALL.into_iter().collect()).contains(word)
}

/// Stems of the Korean words of a text.
pub(super) fn korean_stems(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    each_korean_stem(text, |stem| out.push(stem.to_string()));
    out
}

/// Takes the stems of the Korean words of a text one by one.
pub(super) fn each_korean_stem(text: &str, mut take: impl FnMut(&str)) {
    if text.is_ascii() {
        return;
    }
    let words = text.split(|c: char| !('가'..='힣').contains(&c));
    for word in words.filter(|word| word.chars().count() >= 2) {
        let stem = PARTICLES.iter().find_map(|particle| word.strip_suffix(particle)).filter(|stem| stem.chars().count() >= 2);
        take(stem.unwrap_or(word));
    }
}

/// The first word of an English phrase, as it stands; `None` for other scripts.
pub(super) fn first_word(cue: &str) -> Option<String> {
    let first: String = cue.chars().take_while(char::is_ascii_alphanumeric).collect();
    (!first.is_empty() && cue.is_ascii()).then_some(first)
}

/// True for a stem that tells of a subject, not of who or how much: names of countries and capitals, scales and lengths of time do not.
pub(super) fn is_telling(stem: &str) -> bool {
    const PLAIN: [&str; 44] = [
        "billion",
        "million",
        "trillion",
        "thousand",
        "hundred",
        "dollar",
        "won",
        "month",
        "day",
        "week",
        "decade",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "north",
        "south",
        "republic",
        "president",
        "minister",
        "ministry",
        "official",
        "government",
        "reported",
        "report",
        "plan",
        "agreed",
        "announced",
        "them",
        "then",
        "there",
        "when",
        "while",
        "between",
        "after",
        "before",
        "until",
    ];
    let capital: String = stem.chars().take(1).flat_map(char::to_uppercase).chain(stem.chars().skip(1)).collect();
    let name = |text: &str| places(text).first().is_some_and(|(_, range)| *range == (0..text.len()));
    !(PLAIN.contains(&stem) || name(&capital) || name(&stem.to_uppercase()))
}

/// A text in lower case in which one thing has one name: countries by their code, `us troops` for soldiers and forces of a country,
/// American spelling, and no hyphens. `places` are the countries that it names, counted from `start`.
pub(super) fn canonical(lower: &str, places: &[(Place, Range<usize>)], start: usize) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut done = 0;
    for (place, range) in places {
        let (from, to) = (range.start.saturating_sub(start), range.end.saturating_sub(start));
        let Some(name) = lower.get(from..to).filter(|name| name.is_ascii() && from >= done) else { continue };
        spell(&mut out, &lower[done..from]);
        done = to;
        let rest = &lower[to..];
        done +=
            if name.ends_with('s') { 0 } else { ["'s", "’s"].iter().find(|s| rest.starts_with(**s)).map_or(0, |s| s.len()) };
        out.push_str(&place.to_ascii_lowercase());
        let rest = &lower[done..];
        if let Some(len) = forces(rest) {
            out.push_str(" troops");
            done += len;
        }
    }
    spell(&mut out, &lower[done..]);
    out
}

/// Bytes of ` soldiers`, ` military personnel`, ` combat troops` behind the name of a country.
fn forces(rest: &str) -> Option<usize> {
    const BEFORE: [&str; 7] = [" military", " combat", " ground", " army", " active-duty", " armed", " service"];
    const NOUNS: [&str; 8] =
        [" troops", " soldiers", " forces", " personnel", " servicemembers", " members", " troop numbers", " service personnel"];
    let mut at = 0;
    while let Some(word) = BEFORE.iter().find(|word| rest[at..].starts_with(**word)) {
        at += word.len();
    }
    let noun = NOUNS.iter().find(|noun| rest[at..].starts_with(**noun))?;
    let end = at + noun.len();
    (!rest[end..].starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(end)
}

fn spell(out: &mut String, text: &str) {
    if text.contains(['-', '’', '%']) || text.contains("defence") {
        out.push_str(&text.replace('-', " ").replace('’', "'").replace('%', " percent").replace("defence", "defense"));
    } else {
        out.push_str(text);
    }
}

/// True when a phrase stands at `at` of a text as whole words; its last word may be in the plural.
pub(super) fn stands_at(lower: &str, at: usize, cue: &str) -> bool {
    let Some(rest) = lower[at..].strip_prefix(cue) else { return false };
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}
