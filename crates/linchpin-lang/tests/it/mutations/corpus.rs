//! The valid models: their texts, statements, tokens and names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use linchpin_core::builtin;
use linchpin_lang::ast::{self, Body};
use linchpin_lang::files::{Disk, Files};
use linchpin_lang::parser::{UnitNames, parse};
use linchpin_lang::words;

/// A file and a line of it, from 1.
pub type Place = (usize, usize);

/// What a token is, as far as the mutations care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Word,
    Number,
    Date,
    Text,
    Sign,
}

/// A token outside comments.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub shape: Shape,
    pub start: usize,
    pub end: usize,
    pub line: usize,
    pub first: bool,
}

/// One valid model.
pub struct Valid {
    pub name: String,
    pub paths: Vec<String>,
    pub texts: Vec<String>,
    pub units: UnitNames,
    pub statements: Vec<Vec<ast::Statement>>,
    pub tokens: Vec<Vec<Token>>,
    /// Lines on which each word stands, outside strings and comments.
    pub uses: BTreeMap<String, BTreeSet<Place>>,
    /// Every word that means something somewhere, so that a misspelt one may avoid it.
    pub known: BTreeSet<String>,
    declared: BTreeMap<String, usize>,
}

impl Valid {
    /// Reads a model of the repository.
    pub fn read(folder: &Path) -> Valid {
        let disk = Disk::new(folder);
        let mut paths = disk.list().unwrap();
        paths.sort_by_key(|path| (path != "model.lin", path.clone()));
        let texts: Vec<String> = paths.iter().map(|path| disk.read(path).unwrap()).collect();
        let units = UnitNames::of(texts.iter().map(String::as_str));
        let statements: Vec<Vec<ast::Statement>> =
            texts.iter().enumerate().map(|(idx, text)| parse(idx as u32, text, &units).0.statements).collect();
        let tokens: Vec<Vec<Token>> = texts.iter().map(|text| tokens(text)).collect();
        let mut uses: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
        let mut known: BTreeSet<String> = units.iter().map(str::to_owned).collect();
        for (file, (text, tokens)) in texts.iter().zip(&tokens).enumerate() {
            for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.shape == Shape::Word) {
                let word = &text[token.start..token.end];
                known.extend(word.split('.').map(str::to_owned));
                // The name of an action is no use of the variable of that name.
                if tokens.get(at + 1).is_none_or(|next| &text[next.start..next.end] != "->") {
                    uses.entry(word.to_owned()).or_default().insert((file, token.line));
                }
            }
        }
        known.extend(words::RESERVED.iter().map(|word| (*word).to_owned()));
        known.extend(words::OTHER_WORDS.iter().map(|(word, _)| (*word).to_owned()));
        known.extend(builtin::all().map(|row| row.name.to_owned()));
        for keyword in words::STATEMENTS {
            known.insert(keyword.word.to_owned());
            known.extend(keyword.properties.iter().map(|property| property.word.to_owned()));
        }
        let mut declared = BTreeMap::new();
        for name in statements.iter().flatten().filter_map(|statement| name_of(&statement.body)) {
            *declared.entry(name.text.clone()).or_insert(0) += 1;
        }
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        Valid { name, paths, texts, units, statements, tokens, uses, known, declared }
    }

    /// The text under a token.
    pub fn word(&self, file: usize, token: &Token) -> &str {
        &self.texts[file][token.start..token.end]
    }

    /// First and last line of a statement, up to its last token.
    pub fn lines_of(&self, file: usize, statement: &ast::Statement) -> (usize, usize) {
        let (start, end) = (statement.span.start as usize, statement.span.end as usize);
        (line_of(&self.texts[file], start), line_of(&self.texts[file], end.max(start + 1) - 1))
    }

    /// The statement of which a line is part.
    pub fn statement_at(&self, place: Place) -> Option<&ast::Statement> {
        self.statements[place.0].iter().find(|statement| {
            let (first, last) = self.lines_of(place.0, statement);
            (first..=last).contains(&place.1)
        })
    }

    /// All statements with their file.
    pub fn all(&self) -> impl Iterator<Item = (usize, &ast::Statement)> {
        self.statements
            .iter()
            .enumerate()
            .flat_map(|(file, statements)| statements.iter().map(move |statement| (file, statement)))
    }

    /// How many statements of any kind declare this name.
    pub fn declared(&self, name: &str) -> usize {
        self.declared.get(name).copied().unwrap_or(0)
    }
}

/// The name that a statement declares.
pub fn name_of(body: &Body) -> Option<&ast::Name> {
    match body {
        Body::Model { name, .. }
        | Body::Actor { name }
        | Body::Sector { name, .. }
        | Body::Unit { name, .. }
        | Body::Constant { name, .. }
        | Body::Uncertainty { name, .. }
        | Body::Lever { name, .. }
        | Body::Stock { name, .. }
        | Body::Flow { name, .. }
        | Body::Auxiliary { name, .. }
        | Body::Event { name, .. }
        | Body::Table { name, .. }
        | Body::Game { name, .. }
        | Body::Outcome { name, .. }
        | Body::Criterion { name, .. }
        | Body::Policy { name, .. }
        | Body::World { name, .. }
        | Body::Source { name, .. }
        | Body::Shares { name, .. } => Some(name),
        Body::Claim(claim) => Some(&claim.name),
        Body::Correlation { .. } | Body::Check { .. } => None,
    }
}

/// The line of a byte, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// A reader of its own, so that a fault of the lexer cannot hide in the mutations.
fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let (mut found, mut at, mut line, mut first) = (Vec::new(), 0, 1, true);
    while at < bytes.len() {
        let start = at;
        let is = |at: usize, what: fn(&u8) -> bool| bytes.get(at).is_some_and(what);
        let shape = match bytes[at] {
            b'\n' => {
                (at, line, first) = (at + 1, line + 1, true);
                continue;
            }
            b'#' => {
                at += text[at..].find('\n').unwrap_or(text.len() - at);
                continue;
            }
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                at += 1;
                Shape::Text
            }
            byte if byte == b'_' || byte.is_ascii_alphabetic() => {
                while is(at, |b| *b == b'_' || b.is_ascii_alphanumeric())
                    || is(at, |b| *b == b'.') && is(at + 1, u8::is_ascii_alphabetic)
                {
                    at += 1;
                }
                Shape::Word
            }
            byte if byte.is_ascii_digit() => {
                while is(at, u8::is_ascii_digit) || is(at, |b| *b == b'.') && is(at + 1, u8::is_ascii_digit) {
                    at += 1;
                }
                let mut shape = Shape::Number;
                let four = at - start == 4;
                while four && is(at, |b| *b == b'-') && is(at + 1, u8::is_ascii_digit) && is(at + 2, u8::is_ascii_digit) {
                    (at, shape) = (at + 3, Shape::Date);
                }
                shape
            }
            _ => {
                let two = ["..", "->", "<=", ">=", "==", "!="].iter().any(|sign| text[at..].starts_with(sign));
                at += if two { 2 } else { text[at..].chars().next().map_or(1, char::len_utf8) };
                Shape::Sign
            }
        };
        found.push(Token { shape, start, end: at, line, first });
        first = false;
    }
    found
}
