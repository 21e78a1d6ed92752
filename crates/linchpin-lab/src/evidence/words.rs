//! Words of titles and sentences made comparable.
//!
//! Comes in: text in English or Korean. Goes out: stems of its telling words. English: lower case, no plural, one spelling.
//! Korean: no particle at the end.

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
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'' || c == '’'));
    words.filter_map(english_stem).collect()
}

fn english_stem(word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    let lower = lower.trim_end_matches("'s").trim_end_matches("’s").trim_matches(['\'', '’']);
    if lower.len() < 2 || SMALL.contains(&lower) || lower.bytes().all(|b| b.is_ascii_digit()) || !lower.is_ascii() {
        return None;
    }
    let one = lower
        .replace("defence", "defense")
        .replace("isation", "ization")
        .replace("programme", "program")
        .replace("labour", "labor");
    let stem = match one.as_str() {
        "us" | "uss" => "us".to_string(),
        word if word.len() > 4 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        word if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") => {
            word[..word.len() - 1].to_string()
        }
        word => word.to_string(),
    };
    Some(stem)
}

/// Stems of the Korean words of a text.
pub(super) fn korean_stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !('가'..='힣').contains(&c));
    words
        .filter(|word| word.chars().count() >= 2)
        .map(|word| {
            let stem = PARTICLES.iter().find_map(|particle| word.strip_suffix(particle)).filter(|stem| stem.chars().count() >= 2);
            stem.unwrap_or(word).to_string()
        })
        .collect()
}

/// The first word of an English phrase, as it stands; `None` for other scripts.
pub(super) fn first_word(cue: &str) -> Option<String> {
    let first: String = cue.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    (!first.is_empty() && cue.is_ascii()).then_some(first)
}

/// True when a phrase stands at `at` of a text as whole words; its last word may be in the plural.
pub(super) fn stands_at(lower: &str, at: usize, cue: &str) -> bool {
    let Some(rest) = lower[at..].strip_prefix(cue) else { return false };
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}
