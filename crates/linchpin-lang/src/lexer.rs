//! Text to tokens.
//!
//! Comes in: any text. Goes out: tokens with their places and line structure, comments, and a diagnostic for whatever is
//! no token. Refuses nothing: an unreadable stretch becomes one `Unreadable` token, so that nobody reports it twice.

mod text;

use linchpin_core::diagnostic::{Diagnostic, Span};

use crate::ast::Comment;
use crate::words;

pub(crate) use text::unescape;

/// What a token is; its content is the text under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Number,
    Date,
    Text,
    If,
    Then,
    Else,
    And,
    Or,
    Not,
    LeftParenthesis,
    RightParenthesis,
    LeftBrace,
    RightBrace,
    Comma,
    Colon,
    Assign,
    Plus,
    Minus,
    Times,
    Over,
    Caret,
    Percent,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Dots,
    Arrow,
    Tilde,
    /// Already reported.
    Unreadable,
    /// After the last token, or where a logical line ends.
    End,
}

impl Kind {
    /// True when a line that ends in this token goes on on the next one.
    pub(crate) fn continues(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Plus | Minus
                | Times
                | Over
                | Caret
                | Less
                | LessEqual
                | Greater
                | GreaterEqual
                | Equal
                | NotEqual
                | And
                | Or
                | Not
                | Comma
                | Assign
                | Then
                | Else
                | If
                | Arrow
                | Tilde
                | Colon
        )
    }
}

/// A token with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub kind: Kind,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// First on its line.
    pub first: bool,
    /// First on its line, and the line before does not go on.
    pub opens_line: bool,
    /// A word at column 1 that opens a statement.
    pub opens_statement: bool,
}

/// All that the lexer found.
pub(crate) struct Lexed {
    pub tokens: Vec<Token>,
    pub comments: Vec<Comment>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a text. The last token is always `End`.
pub(crate) fn lex(source: u32, text: &str) -> Lexed {
    // A span holds 32 bits; a longer text is cut, with a diagnostic.
    let mut cut = text.len().min(u32::MAX as usize - 8);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let mut lexer = Lexer {
        source,
        text: &text[..cut],
        at: 0,
        depth: 0,
        stray: None,
        out: Lexed { tokens: Vec::new(), comments: Vec::new(), diagnostics: Vec::new() },
    };
    if cut < text.len() {
        lexer.report("character", 0, 0, "this text is longer than four gigabytes", "split it into several files");
    }
    lexer.run();
    lexer.out
}

pub(crate) struct Lexer<'t> {
    source: u32,
    text: &'t str,
    at: usize,
    /// Open parentheses and braces.
    depth: u32,
    /// The number of the token that follows a stray one at column 1.
    stray: Option<usize>,
    out: Lexed,
}

impl<'t> Lexer<'t> {
    fn run(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        let (mut line_start, mut first) = (self.at, true);
        while let Some(c) = self.peek(0) {
            let start = self.at;
            if c == '\n' {
                self.at += 1;
                (line_start, first) = (self.at, true);
            } else if c.is_whitespace() {
                self.at += c.len_utf8();
            } else if c == '#' {
                let rest = &self.text[start..];
                let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
                self.at += line.len();
                let comment = line.trim_end();
                let span = self.span(start, start + comment.len());
                self.out.comments.push(Comment { text: comment.into(), span, own_line: first });
            } else if let Some(kind) = self.token(c) {
                self.push(kind, start, first, start == line_start);
                first = false;
            }
        }
        self.out.tokens.push(Token {
            kind: Kind::End,
            start: self.at as u32,
            end: self.at as u32,
            first: true,
            opens_line: true,
            opens_statement: true,
        });
    }

    fn push(&mut self, kind: Kind, start: usize, first: bool, column_one: bool) {
        let goes_on = self.depth > 0 || self.out.tokens.last().is_some_and(|last| last.kind.continues());
        let token = &self.text[start..self.at];
        let wordlike = token.starts_with(|c: char| c == '_' || c.is_alphabetic());
        let is_keyword = wordlike && words::keyword(token).is_some();
        // Something stray before a keyword does not hide the statement.
        let after_stray = is_keyword && self.stray == Some(self.out.tokens.len());
        let opens_statement = after_stray || column_one && wordlike && (!goes_on || is_keyword);
        if opens_statement {
            self.depth = 0;
        } else if column_one && !matches!(kind, Kind::RightParenthesis | Kind::RightBrace | Kind::Unreadable) {
            let token = token.chars().take(40).collect::<String>();
            let message = if goes_on {
                format!("`{token}` continues the line above and stands at column 1")
            } else {
                format!("`{token}` starts no statement")
            };
            self.report("indent", start, self.at, message, "only statements start at column 1: indent it by two spaces");
            self.stray = Some(self.out.tokens.len() + 1);
        }
        match kind {
            Kind::LeftParenthesis | Kind::LeftBrace => self.depth += 1,
            Kind::RightParenthesis | Kind::RightBrace => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        let opens_line = opens_statement || (first && !goes_on);
        self.out.tokens.push(Token { kind, start: start as u32, end: self.at as u32, first, opens_line, opens_statement });
    }

    /// Reads one token that starts with `c`; `None` when what was read stands for nothing.
    fn token(&mut self, c: char) -> Option<Kind> {
        if c == '_' || c.is_alphabetic() {
            return Some(self.word());
        }
        if c.is_ascii_digit() {
            return Some(self.number());
        }
        if matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\'' | '\u{2018}') {
            return Some(self.string(c));
        }
        if self.text[self.at..].starts_with("//") {
            return self.foreign_comment();
        }
        if let Some(kind) = self.foreign_pair() {
            return Some(kind);
        }
        if let Some((sign, kind)) = SIGNS.iter().find(|(sign, _)| self.text[self.at..].starts_with(sign)) {
            let start = self.at;
            self.at += sign.len();
            if *sign == ".." && self.peek(0) == Some('.') {
                self.at += 1;
                self.report("foreign-sign", start, self.at, "a range is written with two dots", "write `0 .. 1`");
            }
            return Some(*kind);
        }
        self.foreign(c)
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        let mut strange = false;
        loop {
            while let Some(c) = self.peek(0).filter(|&c| c == '_' || c.is_alphanumeric()) {
                strange |= !c.is_ascii();
                self.at += c.len_utf8();
            }
            if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c == '_' || c.is_alphabetic()) {
                self.at += 1;
            } else {
                break;
            }
        }
        let word = &self.text[start..self.at];
        if strange {
            self.report(
                "character",
                start,
                self.at,
                format!("`{word}` is no name: names are made of the letters a to z, A to Z, digits and `_`"),
                match text::lookalike(word) {
                    Some((found, plain)) => {
                        format!(
                            "`{found}` (U+{:04X}) only looks like the `{plain}` of the keyboard; write that",
                            u32::from(found)
                        )
                    }
                    None => "other letters belong into strings and comments, a Korean title into `ko \"...\"`".into(),
                },
            );
        }
        match word {
            "if" => Kind::If,
            "then" => Kind::Then,
            "else" => Kind::Else,
            "and" => Kind::And,
            "or" => Kind::Or,
            "not" => Kind::Not,
            _ => Kind::Word,
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek(0).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// A number or a date. A number never swallows the dots of a range.
    fn number(&mut self) -> Kind {
        let start = self.at;
        let whole = self.digits();
        if whole == 4 && self.date_tail() {
            return Kind::Date;
        }
        if self.peek(0) == Some('_') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            while self.peek(0).is_some_and(|c| c == '_' || c.is_ascii_digit()) {
                self.at += 1;
            }
            let digits = self.text[start..self.at].replace('_', "");
            self.report("number", start, self.at, "a number is written without `_`", format!("write `{digits}`"));
        }
        if self.peek(0) == Some('.') {
            if self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1;
                self.digits();
            } else if self.peek(1) != Some('.') {
                let number = &self.text[start..self.at];
                self.at += 1;
                self.report(
                    "number",
                    start,
                    self.at,
                    "a number does not end in a dot",
                    format!("write `{number}` or `{number}.0`"),
                );
            }
        }
        if matches!(self.peek(0), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.peek(1), Some('+' | '-')));
            if self.peek(1 + sign).is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1 + sign;
                self.digits();
            }
        }
        Kind::Number
    }

    /// Reads `-MM` or `-MM-DD` after four digits, when nothing else clings to it.
    fn date_tail(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let two = |from: usize| {
            rest.get(from) == Some(&b'-') && rest[from + 1..].iter().take_while(|b| b.is_ascii_digit()).count() == 2
        };
        let clings = |at: usize| {
            rest.get(at).is_some_and(|&b| b == b'_' || b.is_ascii_alphabetic())
                || (rest.get(at) == Some(&b'.') && rest.get(at + 1).is_some_and(u8::is_ascii_digit))
        };
        let length = if two(0) && two(3) && !clings(6) {
            6
        } else if two(0) && !clings(3) {
            3
        } else {
            return false;
        };
        self.at += length;
        true
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.text[self.at..].chars().nth(ahead)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { source: self.source, start: start as u32, end: end as u32 }
    }

    fn report(&mut self, code: &'static str, start: usize, end: usize, message: impl Into<String>, help: impl Into<String>) {
        let span = self.span(start, end);
        self.out.diagnostics.push(Diagnostic::error(code, span, message).help(help));
    }
}

/// Signs of the language, longer ones first.
const SIGNS: &[(&str, Kind)] = &[
    ("..", Kind::Dots),
    ("->", Kind::Arrow),
    ("<=", Kind::LessEqual),
    (">=", Kind::GreaterEqual),
    ("==", Kind::Equal),
    ("!=", Kind::NotEqual),
    ("<", Kind::Less),
    (">", Kind::Greater),
    ("(", Kind::LeftParenthesis),
    (")", Kind::RightParenthesis),
    ("{", Kind::LeftBrace),
    ("}", Kind::RightBrace),
    (",", Kind::Comma),
    (":", Kind::Colon),
    ("=", Kind::Assign),
    ("+", Kind::Plus),
    ("-", Kind::Minus),
    ("*", Kind::Times),
    ("/", Kind::Over),
    ("^", Kind::Caret),
    ("%", Kind::Percent),
    ("~", Kind::Tilde),
];
