//! Sentences of a paragraph.
//!
//! Comes in: a paragraph. Goes out: byte ranges of its sentences, by the rules of Unicode, with abbreviations mended.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that a capital may follow without a new sentence.
const ABBREVIATIONS: [&str; 44] = [
    "u.s.", "u.k.", "u.n.", "mr.", "mrs.", "ms.", "dr.", "prof.", "gen.", "lt.", "col.", "maj.", "capt.", "sgt.", "adm.", "sen.",
    "rep.", "gov.", "pres.", "st.", "no.", "vs.", "inc.", "co.", "corp.", "ltd.", "jr.", "sr.", "jan.", "feb.", "mar.", "apr.",
    "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.", "fig.", "approx.", "ret.", "e.g.",
];

/// Bytes of a sentence at most: what goes on longer is no sentence, and is cut so that work stays linear.
const LONGEST: usize = 8 << 10;

/// The sentences of a paragraph, without the spaces around them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut starts = bounds(text);
    starts.push(text.len());
    let mut from = 0;
    for to in starts {
        let (at, part) = (from, &text[from..to]);
        from = to;
        let end = at + part.trim_end().len();
        if end <= at {
            continue;
        }
        match out.last_mut().filter(|last| open && end - last.start <= LONGEST) {
            Some(last) => last.end = end,
            None => out.push(at + part.len() - part.trim_start().len()..end),
        }
        open = goes_on(&text[at..end]);
    }
    if out.iter().any(|range| range.len() > LONGEST) {
        out.into_iter().flat_map(|range| pieces(text, range)).collect()
    } else {
        out
    }
}

/// A sentence of no bearable length in pieces, cut at a space where there is one.
fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = range.start;
    while range.end - from > LONGEST {
        let mut to = from + LONGEST;
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let cut = text[from..to].rfind(' ').filter(|at| *at > 0).map_or(to, |at| from + at);
        out.push(from..cut);
        from = cut + text[cut..range.end].len() - text[cut..range.end].trim_start().len();
    }
    if from < range.end {
        out.push(from..range.end);
    }
    out
}

/// Where a sentence starts by the rules of Unicode, but for the first. Asking those rules of every letter takes long, and they end a
/// sentence only behind a stop: they are asked of each stop with the letter before it and all up to the next letter, which is as far
/// as they look.
fn bounds(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut done = 0;
    while let Some(stop) = text[done..].find(may_end).map(|found| done + found) {
        // A mark that belongs to the letter before stands between them.
        let before = text[..stop].char_indices().rev().find(|(_, c)| c.is_ascii() || c.is_alphanumeric());
        let start = before.map_or(0, |(at, _)| at);
        let behind = text[stop..].find(char::is_alphabetic).map(|found| stop + found);
        let end = behind.map_or(text.len(), |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let inner = text[start..end].split_sentence_bound_indices().map(|(at, _)| start + at);
        out.extend(inner.filter(|at| *at > stop));
        done = end;
    }
    out
}

/// False for a character behind which no sentence ends.
fn may_end(c: char) -> bool {
    match c {
        '.' | '!' | '?' | '\n' | '\r' => true,
        c if c.is_ascii() => false,
        '\u{2013}' | '\u{2014}' | '\u{2018}'..='\u{201d}' => false,
        c => !c.is_alphanumeric(),
    }
}

/// True when the stop at the end belongs to an abbreviation or an initial.
fn goes_on(text: &str) -> bool {
    let word = text.rsplit([' ', '(', '“', '"', '‘']).next().unwrap_or_default();
    if !word.ends_with('.') {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    // "in the U.S." may end a sentence; what follows decides nothing that matters here.
    ABBREVIATIONS.contains(&lower.as_str()) || word.len() == 2 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of nasty pieces in every order, without chance: a counter picks them.
    #[test]
    fn bounds_are_those_of_unicode() {
        const PIECES: [&str; 30] = [
            "a", "B", "7", ".", "!", "?", " ", "  ", ",", ";", "”", "“", "\"", ")", "(", "’", "다", "é", "\u{301}", "…", "。",
            "\n", "-", "–", "—", "U.S.", " the ", "3.5", "\u{200b}", "Ω",
        ];
        let mut state: u64 = 1;
        for _ in 0..4000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(PIECES[(state >> 33) as usize % PIECES.len()]);
            }
            let unicode: Vec<usize> = text.split_sentence_bound_indices().map(|(at, _)| at).filter(|at| *at > 0).collect();
            assert_eq!(bounds(&text), unicode, "{text:?}");
        }
    }

    #[test]
    fn what_never_ends_is_cut() {
        let text = "a sentence without an end ".repeat(2000);
        let found = sentences(&text);
        assert!(found.len() > 5 && found.iter().all(|range| range.len() <= LONGEST));
        assert_eq!(found.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>().join(" "), text.trim_end());
        assert_eq!(sentences(&"가".repeat(10_000)).iter().map(|range| range.len()).sum::<usize>(), 30_000);
    }

    #[test]
    fn sentences_in_both_languages() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(sentences(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>(), expected);
        };
        check("Gen. Lee said so. It was 3.5 percent.", &["Gen. Lee said so.", "It was 3.5 percent."]);
        check("The U.S. Forces stay. “Yes,” he said.", &["The U.S. Forces stay.", "“Yes,” he said."]);
        check("국방부는 유지한다고 밝혔다. 예산은 65.8조 원이다.", &["국방부는 유지한다고 밝혔다.", "예산은 65.8조 원이다."]);
        check("", &[]);
    }
}
