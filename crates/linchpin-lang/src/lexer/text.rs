//! Strings, and signs that other languages use.

use super::{Kind, Lexer};

/// Signs of other languages and of word processors, what they are read as, and what to write. Longer ones first.
const FOREIGN: &[(&str, Kind, &str)] = &[
    ("&&", Kind::And, "write `and`"),
    ("||", Kind::Or, "write `or`"),
    ("&", Kind::And, "write `and`"),
    ("|", Kind::Or, "write `or`"),
    ("!", Kind::Not, "write `not`"),
    ("\u{2264}", Kind::LessEqual, "write `<=`"),
    ("\u{2265}", Kind::GreaterEqual, "write `>=`"),
    ("\u{2260}", Kind::NotEqual, "write `!=`"),
    ("\u{d7}", Kind::Times, "write `*`"),
    ("\u{b7}", Kind::Times, "write `*`"),
    ("\u{f7}", Kind::Over, "write `/`"),
    ("\u{2212}", Kind::Minus, "write `-`, the minus of the keyboard"),
    ("\u{2013}", Kind::Minus, "write `-`, the minus of the keyboard"),
    ("\u{2014}", Kind::Minus, "write `-`, the minus of the keyboard"),
    ("\u{2192}", Kind::Arrow, "write `->`"),
    ("\u{2026}", Kind::Dots, "write `..`"),
    ("\u{ff05}", Kind::Percent, "write `%`"),
    ("?", Kind::Unreadable, "a choice is written `if condition then this else that`"),
    (";", Kind::Unreadable, "statements and properties end with their line, without a sign; lists are separated by commas"),
    ("[", Kind::Unreadable, "lists need no brackets; a set of values stands in `{ }`"),
    ("]", Kind::Unreadable, "lists need no brackets; a set of values stands in `{ }`"),
];

/// Pairs that would be read as two signs of the language and are never meant so.
const FOREIGN_PAIRS: &[(&str, Kind, &str)] = &[
    ("**", Kind::Caret, "a power is written `^`"),
    (":=", Kind::Assign, "write `=`"),
    ("<>", Kind::NotEqual, "write `!=`"),
    ("=<", Kind::LessEqual, "write `<=`"),
    ("=>", Kind::Unreadable, "write `>=` for at least, `->` for leads to"),
    ("===", Kind::Equal, "write `==`"),
];

/// Letters of other alphabets that look like those of names, in two lists of one order.
const ALIKE: (&str, &str) = (
    "\u{430}\u{435}\u{43e}\u{440}\u{441}\u{443}\u{445}\u{456}\u{455}\u{458}\u{501}\u{4bb}\u{51b}\u{51d}\u{3bf}\u{3b1}\u{3bd}\u{3c1}\u{3b9}\u{410}\u{412}\u{415}\u{41a}\u{41c}\u{41d}\u{41e}\u{420}\u{421}\u{422}\u{425}\u{391}\u{392}\u{395}\u{397}\u{399}\u{39a}\u{39c}\u{39d}\u{39f}\u{3a1}\u{3a4}\u{3a5}\u{3a7}\u{396}",
    "aeopcyxisjdhqwoavpiABEKMHOPCTXABEHIKMNOPTYXZ",
);

/// A letter of another alphabet in a word, with the one of names that it looks like.
pub(super) fn lookalike(word: &str) -> Option<(char, char)> {
    word.chars().find_map(|c| Some((c, ALIKE.0.chars().zip(ALIKE.1.chars()).find(|(other, _)| *other == c)?.1)))
}

impl Lexer<'_> {
    /// Reads a pair of signs that is at home in another language, when one stands here.
    pub(super) fn foreign_pair(&mut self) -> Option<Kind> {
        let &(sign, kind, help) = FOREIGN_PAIRS.iter().find(|(sign, _, _)| self.text[self.at..].starts_with(sign))?;
        let start = self.at;
        self.at += sign.len();
        self.report("foreign-sign", start, self.at, format!("`{sign}` is not a sign of this language"), help);
        Some(kind)
    }

    /// Skips a comment in the form of other languages.
    pub(super) fn foreign_comment(&mut self) -> Option<Kind> {
        let start = self.at;
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.at += 1;
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
        self.report("foreign-sign", start, start + 2, "`//` is not a sign of this language", "a comment starts with `#`");
        None
    }

    /// Reads what starts no token of the language.
    pub(super) fn foreign(&mut self, c: char) -> Option<Kind> {
        let start = self.at;
        if let Some(&(sign, kind, help)) = FOREIGN.iter().find(|(sign, _, _)| self.text[start..].starts_with(sign)) {
            self.at += sign.len();
            self.report("foreign-sign", start, self.at, format!("`{sign}` is not a sign of this language"), help);
            return Some(kind);
        }
        if c == '.' && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            self.digits();
            let number = &self.text[start..self.at];
            if self.text[..start].ends_with(|before: char| before.is_ascii_digit()) {
                self.report("number", start, self.at, "a number has one decimal point", "take the second one away");
            } else {
                self.report("number", start, self.at, "a number starts with a digit", format!("write `0{number}`"));
            }
            return Some(Kind::Number);
        }
        while let Some(c) = self.peek(0).filter(|&c| strange(c)) {
            self.at += c.len_utf8();
        }
        if self.at == start {
            self.at += c.len_utf8();
        }
        let stretch = &self.text[start..self.at];
        let message = match (c, stretch.chars().count()) {
            ('\0', _) => "this is a NUL byte: the file may be binary, or UTF-16".to_string(),
            (c, 1) if c.is_control() || c.len_utf8() > 1 && !c.is_alphanumeric() => {
                format!("the character U+{:04X} has no meaning here", c as u32)
            }
            (_, 1) => format!("`{stretch}` has no meaning here"),
            _ => "these characters have no meaning here".to_string(),
        };
        self.report("character", start, self.at, message, "delete it, or put it into a string or a comment");
        Some(Kind::Unreadable)
    }

    /// Reads a string up to its closing quote or the end of the line.
    pub(super) fn string(&mut self, quote: char) -> Kind {
        let start = self.at;
        self.at += quote.len_utf8();
        let closing = |c: char| match quote {
            '"' => c == '"',
            '\'' => c == '\'',
            '\u{2018}' => c == '\u{2019}',
            _ => matches!(c, '"' | '\u{201c}' | '\u{201d}'),
        };
        let mut closed = false;
        while let Some(c) = self.peek(0).filter(|&c| c != '\n') {
            self.at += c.len_utf8();
            if closing(c) {
                closed = true;
                break;
            }
            if c == '\\' {
                let Some(escaped) = self.peek(0).filter(|&c| c != '\n') else { break };
                if quote == '"' && !matches!(escaped, '"' | '\\') {
                    let shown = &self.text[self.at - 1..self.at + escaped.len_utf8()];
                    let message = format!("`{}` stands for nothing in a string", shown.trim_end());
                    self.report(
                        "escape",
                        self.at - 1,
                        self.at + escaped.len_utf8(),
                        message,
                        "only `\\\"` and `\\\\` do; write a backslash as `\\\\`",
                    );
                }
                self.at += escaped.len_utf8();
            }
        }
        if !closed {
            let content = self.text[start..self.at].trim_end();
            self.at = start + content.len().max(quote.len_utf8());
            let help = "a string ends on its line, with `\"`; a quote inside is written `\\\"`";
            self.report("unclosed-string", start, self.at, "this string is not closed", help);
        } else if quote != '"' {
            self.report("foreign-sign", start, self.at, "a string stands in straight double quotes", "write `\"...\"`");
        }
        Kind::Text
    }
}

/// A character that no token starts with and that cannot be taken for a sign.
fn strange(c: char) -> bool {
    let known = c.is_whitespace()
        || c == '_'
        || c.is_alphanumeric()
        || c == '#'
        || "\"'\u{201c}\u{201d}\u{201e}\u{2018}.,:;=+-*/^%<>(){}~![]&|?".contains(c);
    !known && !FOREIGN.iter().any(|(sign, _, _)| sign.starts_with(c))
}

/// The content of a string token: without its quotes, escapes resolved.
pub(crate) fn unescape(token: &str) -> String {
    let mut chars = token.chars();
    let quote = chars.next();
    let inner = chars.as_str();
    let closes = match quote {
        Some('\'') => inner.ends_with('\''),
        Some('\u{2018}') => inner.ends_with('\u{2019}'),
        _ => inner.ends_with(['"', '\u{201c}', '\u{201d}']),
    };
    let inner = if closes { inner.char_indices().next_back().map_or(inner, |(at, _)| &inner[..at]) } else { inner };
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next @ ('"' | '\\'))) => {
                out.push(next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}
