//! Korean particles by final consonant.
//!
//! Comes in: a word and two forms. Goes out: the word with the form that follows it. Refuses: nothing.

/// The word with the particle for words that end in a consonant, or the one for those that end in a vowel. Digits and
/// Latin letters count by their Korean reading; a word that ends in a small `r` ends in the vowel of -er.
pub(crate) fn with(word: &str, after_consonant: &str, after_vowel: &str) -> String {
    let read = without_brackets(word);
    let sound = read.chars().rev().find(|c| c.is_alphanumeric());
    // -ing and its kind end in a nasal, which is a consonant there.
    let nasal = read.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with("ng");
    let form = if nasal || sound.is_some_and(ends_in_consonant) { after_consonant } else { after_vowel };
    format!("{word}{form}")
}

/// A word without the brackets behind it: `목표(GDP 비중)` takes the particle of `목표`.
fn without_brackets(word: &str) -> &str {
    let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    match bare.strip_suffix(')').and_then(|inside| inside.rfind('(')).map(|open| &bare[..open]) {
        Some(before) if before.chars().any(char::is_alphanumeric) => before,
        _ => word,
    }
}

fn ends_in_consonant(c: char) -> bool {
    match c {
        '\u{ac00}'..='\u{d7a3}' => !(c as u32 - 0xac00).is_multiple_of(28),
        '0' | '1' | '3' | '6' | '7' | '8' => true,
        'l' | 'm' | 'n' | 'L' | 'M' | 'N' | 'R' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn particles_follow_the_sound() {
        assert_eq!(with("핵심 기준", "을", "를"), "핵심 기준을");
        assert_eq!(with("안보 부담(GDP 비중)", "은", "는"), "안보 부담(GDP 비중)은");
        assert_eq!(with("‘국방비 목표(GDP 비중)’", "이", "가"), "‘국방비 목표(GDP 비중)’가");
        assert_eq!(with("전략 A", "이", "가"), "전략 A가");
        assert_eq!(with("방기 위도", "과", "와"), "방기 위도와");
        assert_eq!(with("10", "은", "는"), "10은");
        assert_eq!(with("N", "은", "는"), "N은");
        assert_eq!(with("`middling`", "은", "는"), "`middling`은");
        assert_eq!(with("paced_handover", "은", "는"), "paced_handover는");
    }
}
