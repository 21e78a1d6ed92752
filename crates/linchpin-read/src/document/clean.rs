//! Invisible and look-alike characters, so that what is read is what is seen.
//!
//! Comes in: decoded text. Goes out: the same text with composed Hangul, plain spaces and digits, and nothing invisible. Line
//! breaks stay. Writing of both directions is kept in stored order; marks that only steer its display are taken away.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text without invisible characters, composed, with plain spaces and digits.
pub fn clean(text: &str) -> String {
    let visible = |b: u8| (0x20..0x7f).contains(&b) || matches!(b, b'\n' | b'\r');
    if text.bytes().all(visible) {
        return text.to_string();
    }
    let composed: Cow<str> = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    };
    composed.chars().filter_map(plain).collect()
}

/// The character as it is read, `None` where it is invisible.
fn plain(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{0b}' | '\u{0c}' => Some(c),
        '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        c if is_invisible(c) => None,
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xff01 + 0x21),
        // Arabic and Persian digits.
        '\u{660}'..='\u{669}' => char::from_u32(c as u32 - 0x660 + 0x30),
        '\u{6f0}'..='\u{6f9}' => char::from_u32(c as u32 - 0x6f0 + 0x30),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        c if c.is_control() => None,
        c => Some(c),
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// What a reader should know about the characters that were taken away.
pub(super) fn note(text: &str) -> Vec<String> {
    let (mut turned, mut hidden) = (0usize, 0usize);
    for c in text.chars().filter(|c| *c >= '\u{200b}') {
        turned += usize::from(matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
        hidden += usize::from(matches!(c,
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}'));
    }
    let mut notes = Vec::new();
    if turned > 0 {
        notes.push(format!(
            "{turned} marks that turn the direction of writing were taken out; what is shown may differ from what is stored"
        ));
    }
    if hidden > 0 {
        notes.push(format!("{hidden} invisible characters were taken out"));
    }
    notes
}
