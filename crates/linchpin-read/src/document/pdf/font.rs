//! From the codes of a PDF font to letters.
//!
//! Comes in: a font dictionary. Goes out: text for its codes: by its map to Unicode where it has one, by the name of its encoding
//! else. Codes that no map knows are counted, not guessed.

use std::collections::HashMap;

use encoding_rs::{EUC_KR, Encoding, WINDOWS_1252};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

/// Entries of a map that are kept at most.
const MOST_ENTRIES: usize = 200_000;

enum Letters {
    /// A map from codes of so many bytes.
    Map { wide: bool, map: HashMap<u32, String> },
    /// Big-endian UTF-16.
    Utf16,
    /// An encoding of single bytes or of East Asia, with glyphs that differ.
    Plain(&'static Encoding, HashMap<u8, char>),
    /// The letters are not told.
    Unknown,
}

/// A font as far as reading needs it.
pub(super) struct Font(Letters);

impl Font {
    /// A font that is not told.
    pub fn unknown() -> Font {
        Font(Letters::Unknown)
    }

    /// The font of a dictionary.
    pub fn of(dict: &Dict) -> Font {
        let composite = dict.get::<Name>(b"Subtype").is_some_and(|name| name.as_ref() == b"Type0");
        let map = dict.get::<Stream>(b"ToUnicode").and_then(|stream| stream.decoded_data().ok().map(|data| to_unicode(&data)));
        if let Some(map) = map.filter(|map| !map.is_empty()) {
            return Font(Letters::Map { wide: composite, map });
        }
        let name =
            dict.get::<Name>(b"Encoding").map(|name| String::from_utf8_lossy(name.as_ref()).into_owned()).unwrap_or_default();
        if composite {
            return Font(match name.as_str() {
                n if n.contains("UCS2") || n.contains("UTF16") => Letters::Utf16,
                n if n.starts_with("KSC") => Letters::Plain(EUC_KR, HashMap::new()),
                _ => Letters::Unknown,
            });
        }
        let differences = dict
            .get::<Dict>(b"Encoding")
            .and_then(|encoding| encoding.get::<Array>(b"Differences"))
            .map(|list| differences(&list));
        Font(Letters::Plain(WINDOWS_1252, differences.unwrap_or_default()))
    }

    /// The text of codes, and how many have none.
    pub fn decode(&self, bytes: &[u8]) -> (String, usize) {
        match &self.0 {
            Letters::Map { wide, map } => {
                let mut out = String::new();
                let mut unknown = 0;
                let step = if *wide { 2 } else { 1 };
                for code in bytes.chunks(step) {
                    let code = code.iter().fold(0u32, |sum, b| sum << 8 | u32::from(*b));
                    match map.get(&code) {
                        Some(text) => out.push_str(text),
                        None => unknown += 1,
                    }
                }
                (out, unknown)
            }
            Letters::Utf16 => {
                let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                (char::decode_utf16(units).filter_map(Result::ok).collect(), 0)
            }
            Letters::Plain(encoding, differences) if differences.is_empty() => {
                (encoding.decode_without_bom_handling(bytes).0.into_owned(), 0)
            }
            Letters::Plain(encoding, differences) => {
                let one = |byte: &u8| {
                    differences
                        .get(byte)
                        .map(char::to_string)
                        .unwrap_or_else(|| encoding.decode_without_bom_handling(&[*byte]).0.into_owned())
                };
                (bytes.iter().map(one).collect(), 0)
            }
            Letters::Unknown => (String::new(), bytes.len()),
        }
    }
}

/// `bfchar` and `bfrange` of a map to Unicode.
fn to_unicode(data: &[u8]) -> HashMap<u32, String> {
    let text = String::from_utf8_lossy(data);
    let mut map = HashMap::new();
    for (open, close, range) in [("beginbfchar", "endbfchar", false), ("beginbfrange", "endbfrange", true)] {
        for part in text.split(open).skip(1) {
            let body = &part[..part.find(close).unwrap_or(part.len())];
            entries(body, range, &mut map);
        }
    }
    map
}

fn entries(body: &str, range: bool, map: &mut HashMap<u32, String>) {
    let mut tokens = tokens(body).into_iter().peekable();
    while let Some(first) = tokens.next() {
        if map.len() > MOST_ENTRIES {
            return;
        }
        let Some(low) = code(&first) else { continue };
        if !range {
            if let Some(to) = tokens.next() {
                map.insert(low, letters(&to));
            }
            continue;
        }
        let Some(high) = tokens.next().and_then(|t| code(&t)) else { continue };
        match tokens.next() {
            Some(t) if t == "[" => {
                let mut at = low;
                for t in tokens.by_ref().take_while(|t| t != "]") {
                    map.insert(at, letters(&t));
                    at = at.saturating_add(1);
                }
            }
            Some(t) => {
                let start = letters(&t);
                let Some(last) = start.chars().next_back() else { continue };
                let lead: String = start.chars().take(start.chars().count() - 1).collect();
                for at in low..=high.min(low.saturating_add(0xffff)) {
                    if let Some(c) = char::from_u32(last as u32 + (at - low)) {
                        map.insert(at, format!("{lead}{c}"));
                    }
                }
            }
            None => return,
        }
    }
}

/// Hexadecimal strings without their brackets, and `[` and `]`.
fn tokens(body: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: Option<String> = None;
    for c in body.chars() {
        match (c, &mut open) {
            ('<', _) => open = Some(String::new()),
            ('>', _) => out.extend(open.take()),
            ('[' | ']', None) => out.push(c.to_string()),
            (c, Some(text)) if c.is_ascii_hexdigit() => text.push(c),
            _ => {}
        }
    }
    out
}

fn code(token: &str) -> Option<u32> {
    u32::from_str_radix(token, 16).ok()
}

fn letters(token: &str) -> String {
    let bytes: Vec<u8> =
        (0..token.len() / 2).filter_map(|at| u8::from_str_radix(token.get(2 * at..2 * at + 2)?, 16).ok()).collect();
    if bytes.len() == 1 {
        return char::from(bytes[0]).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

/// Glyphs that differ from the encoding, by their usual names.
fn differences(list: &Array) -> HashMap<u8, char> {
    let mut out = HashMap::new();
    let mut at = 0u32;
    for item in list.iter::<Object>() {
        match item {
            Object::Number(number) => at = number.as_f64().clamp(0.0, 255.0) as u32,
            Object::Name(name) => {
                if let (Some(c), Ok(byte)) = (glyph(&String::from_utf8_lossy(name.as_ref())), u8::try_from(at)) {
                    out.insert(byte, c);
                }
                at += 1;
            }
            _ => {}
        }
    }
    out
}

fn glyph(name: &str) -> Option<char> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    if let Some(hex) = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))
        && let Some(c) = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
    {
        return Some(c);
    }
    Some(match name {
        "space" => ' ',
        "zero" => '0',
        "one" => '1',
        "two" => '2',
        "three" => '3',
        "four" => '4',
        "five" => '5',
        "six" => '6',
        "seven" => '7',
        "eight" => '8',
        "nine" => '9',
        "period" => '.',
        "comma" => ',',
        "colon" => ':',
        "semicolon" => ';',
        "hyphen" | "minus" => '-',
        "endash" => '–',
        "emdash" => '—',
        "percent" => '%',
        "dollar" => '$',
        "parenleft" => '(',
        "parenright" => ')',
        "quoteright" => '’',
        "quoteleft" => '‘',
        "quotedblleft" => '“',
        "quotedblright" => '”',
        "quotesingle" => '\'',
        "slash" => '/',
        "question" => '?',
        "exclam" => '!',
        "ampersand" => '&',
        "fi" => 'ﬁ',
        "fl" => 'ﬂ',
        "ff" => 'ﬀ',
        _ => return None,
    })
}
