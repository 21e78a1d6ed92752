//! Which language a paragraph is in.
//!
//! Comes in: text. Goes out: English, Korean or another one. Letters decide for Korean; for English the small words that no
//! English sentence does without.

/// The languages that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Korean.
    Korean,
    /// Another one, or too little to tell.
    Other,
}

impl Language {
    /// The language of a text.
    pub fn of(text: &str) -> Language {
        let (mut hangul, mut latin, mut other) = (0usize, 0usize, 0usize);
        for c in text.chars().take(4000) {
            match c {
                'a'..='z' | 'A'..='Z' => latin += 1,
                '가'..='힣' | 'ㄱ'..='ㅣ' => hangul += 1,
                c if c.is_alphabetic() => other += 1,
                _ => {}
            }
        }
        // A syllable of Hangul weighs about as much as two and a half letters.
        if hangul * 5 > latin * 2 && hangul > other {
            return Language::Korean;
        }
        if latin == 0 || other > latin {
            return Language::Other;
        }
        const SMALL: [&str; 24] = [
            "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "by", "it", "from", "are",
            "has", "be", "at", "its", "an", "this", "will",
        ];
        let (mut words, mut small) = (0, 0);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(200) {
            words += 1;
            small += usize::from(word.len() <= 4 && SMALL.iter().any(|small| word.eq_ignore_ascii_case(small)));
        }
        if words >= 12 && small * 12 < words { Language::Other } else { Language::English }
    }
}
