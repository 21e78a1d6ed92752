//! Who is speaking.
//!
//! Comes in: a sentence and its stances. Goes out: the words that name the speaker, where the sentence names one.

use std::ops::Range;

use super::stance::{Stance, StanceKind};

/// The speaker as the sentence names it; `body` is where its dateline ends.
pub(super) fn speaker(text: &str, body: usize, stances: &[Stance], korean: bool) -> Option<String> {
    let body = body.min(text.len());
    // A topic of a Korean sentence speaks only where somebody says something.
    let told = if korean { of_korean(&text[body..], !stances.is_empty()) } else { of_english(text, body, stances) }?;
    let told = told.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim();
    let told = if korean { told } else { bare(told) };
    (!told.is_empty() && told.chars().count() <= 80).then(|| told.to_string())
}

/// A name without the words around it that tell when or how: "When President Lee", "the office on Wednesday flatly".
fn bare(told: &str) -> &str {
    const DAYS: [&str; 8] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Tuesday’s"];
    let mut told = told;
    loop {
        let before = told;
        for word in
            ["When ", "As ", "While ", "But ", "And ", "After ", "Although ", "Though ", "If ", "Yet ", "Because ", "Meanwhile "]
        {
            told = told.strip_prefix(word).unwrap_or(told);
        }
        let last = told.rsplit(' ').next().unwrap_or_default();
        let adverb = last.len() > 4 && last.ends_with("ly") && last.starts_with(|c: char| c.is_lowercase());
        if adverb || DAYS.contains(&last) || matches!(last, "on" | "yesterday" | "today") {
            told = told[..told.len() - last.len()].trim_end();
        }
        if told == before {
            return told;
        }
    }
}

fn of_english(text: &str, body: usize, stances: &[Stance]) -> Option<String> {
    if let Some(at) = text.find("ccording to ") {
        let rest = &text[at + "ccording to ".len()..];
        let end = rest.find([',', '.', ';']).unwrap_or(rest.len());
        return Some(rest[..end].to_string());
    }
    let cue = stances
        .iter()
        .find(|stance| stance.kind == StanceKind::Holds || stance.kind == StanceKind::Denies)
        .or_else(|| stances.first())?;
    let before = (cue.cue.start >= body).then(|| name_before(text, body, &cue.cue)).flatten();
    before.or_else(|| name_behind(text, &cue.cue))
}

/// The words from the last stop up to the cue: "Defence Minister Ahn said".
fn name_before(text: &str, body: usize, cue: &Range<usize>) -> Option<String> {
    let front = text[body..cue.start].trim_end();
    let start =
        front.rfind([',', ';', ':', '”', '"', '—']).map_or(0, |at| at + front[at..].chars().next().map_or(1, char::len_utf8));
    let part = front[start..].trim();
    let part = ["has", "have", "had", "also", "is", "was", "reportedly", "then", "later", "are", "would", "will"]
        .iter()
        .fold(part, |part, word| part.strip_suffix(word).map_or(part, str::trim_end));
    let words: Vec<&str> = part.split_whitespace().collect();
    if words.is_empty() || words.len() > 9 {
        // A long subject: keep the capital words at its start.
        let capitals: Vec<&str> = words.iter().take_while(|word| word.starts_with(char::is_uppercase)).copied().collect();
        return (!capitals.is_empty()).then(|| capitals.join(" "));
    }
    // "He is thus", "the 3.5 percent that Berlin": up to the verb, and from the pronoun on.
    let from = words.iter().rposition(|word| *word == "that").map_or(0, |at| at + 1);
    let verb = words.iter().skip(from + 1).position(|word| matches!(*word, "is" | "was" | "are" | "were" | "has" | "had"));
    let words = &words[from..verb.map_or(words.len(), |at| from + 1 + at)];
    words.iter().any(|word| word.len() > 1).then(|| words.join(" "))
}

/// `said Defence Minister Ahn`.
fn name_behind(text: &str, cue: &Range<usize>) -> Option<String> {
    let words: Vec<&str> = text[cue.end..]
        .split_whitespace()
        .take(7)
        .take_while(|word| word.starts_with(char::is_uppercase) || matches!(*word, "a" | "the" | "of"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The first topic or subject before the verb: `국방부는`, `안규백 국방부 장관이`; or `…에 따르면`.
fn of_korean(text: &str, says: bool) -> Option<String> {
    if let Some(at) = text.find("에 따르면").or_else(|| text.find("에 의하면")) {
        let front = &text[..at];
        let start = front.rfind([',', '.', '”', '"']).map_or(0, |at| at + front[at..].chars().next().map_or(1, char::len_utf8));
        let words: Vec<&str> = front[start..].split_whitespace().collect();
        return Some(words[words.len().saturating_sub(4)..].join(" "));
    }
    if !says {
        return None;
    }
    let mut words: Vec<&str> = Vec::new();
    let mut quoted = false;
    for word in text.split_whitespace() {
        quoted ^= word.matches(['"', '“', '”']).count() % 2 == 1;
        if quoted {
            continue;
        }
        words.push(word);
        let subject = ["은", "는", "이", "가"]
            .iter()
            .find_map(|particle| word.strip_suffix(particle))
            .filter(|stem| stem.chars().count() >= 2 && is_name(stem));
        if let Some(stem) = subject {
            let from = words.len().saturating_sub(4);
            let mut name: Vec<&str> = words[from..words.len() - 1]
                .iter()
                .rev()
                .take_while(|word| !word.ends_with([',', '.', '은', '는', '을', '를', '에']))
                .copied()
                .collect();
            name.reverse();
            name.push(stem);
            return Some(name.join(" "));
        }
        if words.len() > 12 {
            break;
        }
    }
    None
}

/// False for what only ends like a subject: "2030년까지는", "늘린다는", "것인가".
fn is_name(stem: &str) -> bool {
    const NONE: [&str; 16] =
        ["까지", "부터", "에서", "에", "으로", "로", "다", "라", "하", "되", "있", "없", "않", "던", "인", "는"];
    !stem.contains(|c: char| c.is_ascii_digit()) && !NONE.iter().any(|end| stem.ends_with(end)) || stem == "청와대"
}
