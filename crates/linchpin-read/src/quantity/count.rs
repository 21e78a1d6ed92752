//! What an English number counts: the noun behind it.
//!
//! Comes in: the text behind a number. Goes out: the words up to the noun in the plural, and how many bytes they took.

/// Plural nouns that do not end in s.
const PLURALS: [&str; 22] = [
    "troops",
    "people",
    "personnel",
    "men",
    "women",
    "children",
    "soldiers",
    "aircraft",
    "police",
    "staff",
    "dead",
    "wounded",
    "military",
    "countrymen",
    "servicemen",
    "servicewomen",
    "spacecraft",
    "helicopters",
    "hovercraft",
    "data",
    "media",
    "criteria",
];

/// Words that end in s and are no plural, or that end the search.
const NO_NOUN: [&str; 34] = [
    "is",
    "was",
    "has",
    "its",
    "his",
    "this",
    "thus",
    "as",
    "us",
    "us's",
    "vs",
    "across",
    "perhaps",
    "always",
    "sometimes",
    "yes",
    "less",
    "plus",
    "minus",
    "versus",
    "says",
    "does",
    "goes",
    "makes",
    "means",
    "aims",
    "wants",
    "needs",
    "takes",
    "continues",
    "remains",
    "gives",
    "previous",
    "various",
];

/// Words behind which no counted noun is looked for.
const STOPS: [&str; 86] = [
    "of", "in", "on", "at", "by", "to", "for", "from", "with", "and", "or", "but", "than", "that", "which", "who", "while",
    "when", "where", "because", "if", "after", "before", "since", "until", "during", "over", "under", "between", "against",
    "into", "about", "around", "the", "a", "an", "their", "her", "our", "your", "it", "he", "she", "they", "we", "i", "you",
    "will", "would", "could", "should", "can", "may", "might", "must", "are", "were", "be", "been", "being", "had", "have",
    "not", "per", "each", "every", "within", "through", "across", "last", "next", "this", "these", "those", "now", "then",
    "there", "here", "today", "ago", "two", "three", "four", "five", "six", "ten",
];

/// The counted noun: at most five words, none of them beyond a comma or a stop word, the last one a plural.
pub(super) fn noun(text: &str) -> Option<(String, usize)> {
    let mut at = 0;
    let mut first = true;
    for _ in 0..5 {
        let rest = &text[at..];
        let gap = super::digits::space(rest);
        if gap == 0 && !(first && rest.starts_with('-')) {
            return None;
        }
        let start = at + if gap == 0 { 1 } else { gap };
        let len = word_len(&text[start..]);
        if len == 0 {
            return None;
        }
        let lower = text[start..start + len].to_lowercase();
        let bare = lower.trim_end_matches("'s").trim_end_matches("’s");
        if STOPS.contains(&bare) {
            return None;
        }
        at = start + len;
        first = false;
        // "US's" and "Seoul's troops" are owners, not what is counted.
        if bare.len() == lower.len() && plural(bare) {
            let from = text.len() - text.trim_start_matches([' ', '-']).len();
            return Some((text[from..at].to_string(), at));
        }
    }
    None
}

/// Bytes of a word with inner dots, apostrophes and hyphens: `U.S.`, `South`, `anti-tank`, `Seoul’s`.
fn word_len(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins =
            matches!(c, '-' | '\'' | '’' | '.' | '&') && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let abbreviation = c == '.' && at > 1 && text[..at].rfind('.').is_some_and(|dot| at - dot == 2);
        if !(c.is_alphanumeric() || joins || abbreviation) {
            break;
        }
        if ('가'..='힣').contains(&c) {
            return 0;
        }
        end = at + c.len_utf8();
    }
    end
}

fn plural(word: &str) -> bool {
    if PLURALS.contains(&word) {
        return true;
    }
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("ous")
        && !word.ends_with("sis")
        && !NO_NOUN.contains(&word)
}
