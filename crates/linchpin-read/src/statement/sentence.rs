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

/// The sentences of a paragraph, without the spaces around them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, part) in text.split_sentence_bound_indices() {
        let end = at + part.trim_end().len();
        if end <= at {
            continue;
        }
        match out.last_mut().filter(|_| open) {
            Some(last) => last.end = end,
            None => out.push(at + part.len() - part.trim_start().len()..end),
        }
        open = goes_on(&text[..end]);
    }
    out
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
