//! Tokens to statements.
//!
//! Comes in: one text and the names of all units. Goes out: what the text says, and every syntax fault of it in one go.
//! Refuses nothing: a fault is reported at its place, and reading goes on at the next property or statement. A value that
//! could not be read stands as 0, which fits any unit, so that its name stays defined.

pub(crate) mod checks;
pub(crate) mod evidence;
mod expressions;
pub(crate) mod frame;
pub(crate) mod games;
mod properties;
pub(crate) mod quantities;
pub(crate) mod settings;
#[cfg(test)]
pub(crate) mod tests;
mod units;

use std::collections::HashSet;

use linchpin_core::diagnostic::{Diagnostic, Span, nearest};

use crate::ast::{Body, Comment, Expr, File, Name, Quoted, Statement};
use crate::lexer::{Kind, Lexed, Token, lex, unescape};
use crate::words::{self, Keyword};
use properties::Common;
pub use units::{TIME_UNITS, UnitNames, unit_names};

/// Reading was given up here, and the reason was reported.
#[derive(Debug)]
pub(crate) struct Skip;
/// What was read, unless reading was given up.
pub(crate) type Parsed<T> = Result<T, Skip>;
/// Reads a statement after its keyword: header and properties.
pub(crate) type Header = for<'p, 't> fn(&'p mut Parser<'t>, &'p mut Common) -> Parsed<Body>;

/// Diagnostics beyond this number say nothing new: the file is no model text.
const MOST_DIAGNOSTICS: usize = 500;

/// Reads one text. `source` is its index in the source map, `units` the names of the units of all texts of the model: a name
/// straight after a number is a unit. Never fails; all faults are among the diagnostics, in order of place.
pub fn parse(source: u32, text: &str, units: &UnitNames) -> (File, Vec<Diagnostic>) {
    let (mut parser, comments) = Parser::new(source, text, units);
    let statements = parser.statements();
    let mut diagnostics = parser.diagnostics;
    diagnostics.sort_by_key(|d| (d.span.start, d.span.end));
    diagnostics.truncate(MOST_DIAGNOSTICS);
    (File { statements, comments, source }, diagnostics)
}

/// Reads one expression, such as the text of a built-in function; `None` when it has a fault or something follows it.
pub fn expression(text: &str) -> Option<Expr> {
    let units = UnitNames::of([]);
    let (mut parser, _) = Parser::new(0, text, &units);
    parser.enter_line();
    let expression = parser.expression().ok()?;
    // It stands at column 1, where only statements should.
    let faulty = parser.diagnostics.iter().any(|d| d.code != "indent");
    (parser.token().kind == Kind::End && !faulty).then_some(expression)
}

/// Stands for a statement whose keyword is unknown: it has no properties.
static NO_STATEMENT: Keyword = Keyword { word: "", form: "", doc: "", properties: &[], parse: |_, _| Err(Skip) };

/// Where reading stands.
pub(crate) struct Parser<'t> {
    source: u32,
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    /// The token that opened the line being read: it counts as on the line.
    line: usize,
    /// Nesting of expressions.
    depth: u32,
    /// Within arguments or a set, where a comma after a number separates.
    in_list: bool,
    /// The statement being read.
    keyword: &'static Keyword,
    units: &'t UnitNames,
    /// Starts of what the lexer reported: nothing else is said about these places.
    reported: HashSet<u32>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Parser<'t> {
    fn new(source: u32, text: &'t str, units: &'t UnitNames) -> (Self, Vec<Comment>) {
        let Lexed { tokens, comments, diagnostics } = lex(source, text);
        let reported = diagnostics.iter().map(|d| d.span.start).collect();
        let keyword = &NO_STATEMENT;
        (Parser { source, text, tokens, at: 0, line: usize::MAX, depth: 0, in_list: false, keyword, units, reported, diagnostics }, comments)
    }

    fn statements(&mut self) -> Vec<Statement> {
        let mut statements: Vec<Statement> = Vec::new();
        if !self.token().opens_statement {
            self.enter_line();
            if words::keyword(self.word()).is_some() {
                self.indented_statement();
            } else {
                let (span, found) = (self.span(), self.found());
                if !self.reported.contains(&span.start) {
                    self.report("indent", span, format!("{found} stands before any statement")).help("a statement starts at column 1 with its keyword");
                }
                self.skip_statement();
            }
            self.line = usize::MAX;
        }
        while self.token().kind != Kind::End {
            match self.keyword_here() {
                Some(keyword) => statements.extend(self.statement(keyword)),
                None => {
                    self.keyword = &NO_STATEMENT;
                    self.skip_statement();
                }
            }
        }
        statements
    }

    /// The keyword under the eye; a wrong one is reported, and read as what was meant where that is plain.
    fn keyword_here(&mut self) -> Option<&'static Keyword> {
        let (word, span) = (self.word(), self.span());
        if let Some(keyword) = words::keyword(word) {
            return Some(keyword);
        }
        if self.is_property(word) {
            // The statement above could not be read.
            self.stray_property();
            return None;
        }
        let meant = words::OTHER_WORDS.iter().find(|(other, _)| *other == word.to_lowercase()).map(|(_, ours)| *ours);
        let meant = meant.or_else(|| nearest(word, words::STATEMENTS.iter().map(|k| k.word)));
        let next = self.tokens.get(self.at + 1).map_or(Kind::End, |token| token.kind);
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                let all = words::STATEMENTS.iter().map(|k| k.word).collect::<Vec<_>>().join(", ");
                match next {
                    Kind::Colon | Kind::Assign => format!("put the kind before the name, as in `aux {word} : 1 = ...`; kinds are {all}"),
                    _ => format!("a statement starts with one of {all}"),
                }
            }
        };
        self.report("unknown-keyword", span, format!("`{word}` starts no statement")).help(help);
        words::keyword(meant?)
    }

    fn statement(&mut self, keyword: &'static Keyword) -> Option<Statement> {
        self.keyword = keyword;
        let keyword_span = self.span();
        self.at += 1;
        let mut common = Common::default();
        let before = self.diagnostics.len();
        let body = (keyword.parse)(self, &mut common);
        self.add_form(before, keyword.form);
        self.skip_statement_end();
        let span = keyword_span.to(self.last_span());
        let Common { title, ko, text, from, because, hidden, .. } = common;
        Some(Statement { body: body.ok()?, title, ko, text, from, because, hidden, span, keyword: keyword_span })
    }

    // Tokens.

    /// The token under the eye, line ends not looked at.
    fn token(&self) -> Token {
        // The last token is `End`, and nothing moves beyond it.
        self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    /// What stands next on this logical line; `End` where it ends.
    fn peek(&self) -> Kind {
        let token = self.token();
        if token.opens_line && self.at != self.line { Kind::End } else { token.kind }
    }

    /// The kind of a token further on, on this logical line.
    fn ahead(&self, n: usize) -> Kind {
        if self.peek() == Kind::End {
            return Kind::End;
        }
        for at in self.at + 1..=self.at + n {
            match self.tokens.get(at) {
                Some(token) if !token.opens_line => {}
                _ => return Kind::End,
            }
        }
        self.tokens[self.at + n].kind
    }

    /// True at the end of the statement.
    fn at_statement_end(&self) -> bool {
        self.token().opens_statement && self.at != self.line
    }

    /// Lets reading go on at a token that opens a line.
    fn enter_line(&mut self) {
        self.line = self.at;
    }

    fn bump(&mut self) -> Span {
        let span = self.span();
        if self.token().kind != Kind::End {
            self.at += 1;
        }
        span
    }

    /// Takes the next token when it is of this kind.
    fn take(&mut self, kind: Kind) -> Option<Span> {
        (self.peek() == kind).then(|| self.bump())
    }

    /// Takes the next token when it is this word.
    fn take_word(&mut self, word: &str) -> Option<Span> {
        (self.peek() == Kind::Word && self.word() == word).then(|| self.bump())
    }

    /// The text of the token under the eye.
    fn word(&self) -> &'t str {
        let token = self.token();
        &self.text[token.start as usize..token.end as usize]
    }

    fn span_of(&self, token: Token) -> Span {
        Span { source: self.source, start: token.start, end: token.end }
    }

    fn span(&self) -> Span {
        self.span_of(self.token())
    }

    /// The place of the token before.
    fn last_span(&self) -> Span {
        self.span_of(self.tokens[self.at.saturating_sub(1).min(self.tokens.len() - 1)])
    }

    fn slice(&self, span: Span) -> &'t str {
        &self.text[span.start as usize..span.end as usize]
    }

    // Faults.

    fn report(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> Reported<'_> {
        self.diagnostics.push(Diagnostic::error(code, span, message));
        Reported(self.diagnostics.last_mut().expect("one was pushed just now"))
    }

    /// The token under the eye, in words.
    fn found(&self) -> String {
        match self.peek() {
            Kind::End => "the end of the line".into(),
            Kind::Text => "a string".into(),
            Kind::Number => format!("the number `{}`", self.word()),
            Kind::Date => format!("the date `{}`", self.word()),
            _ => format!("`{}`", self.word().chars().take(60).collect::<String>()),
        }
    }

    /// Reports that something else should stand here. At the end of a line the last token of the line is shown.
    fn expected(&mut self, what: &str) -> Skip {
        match self.peek() {
            _ if self.reported.contains(&self.token().start) => {}
            Kind::End => {
                let last = self.last_span();
                let shown = self.slice(last).chars().take(60).collect::<String>();
                self.report("syntax", last, format!("after `{shown}` the line ends where {what} should follow"));
            }
            _ => {
                let (span, found) = (self.span(), self.found());
                self.report("syntax", span, format!("expected {what}, found {found}"));
            }
        }
        Skip
    }

    /// Says how something is written to faults without help, from this one on.
    fn add_form(&mut self, since: usize, form: &str) {
        for diagnostic in self.diagnostics[since..].iter_mut().filter(|d| d.help.is_none()) {
            diagnostic.help = Some(format!("it is written `{form}`"));
        }
    }

    /// Reports a statement that does not start at column 1, and lets it start here.
    fn indented_statement(&mut self) {
        let (word, span) = (self.word(), self.span());
        self.report("indent", span, format!("`{word}` starts a statement, and statements start at column 1")).help("take away the space before it");
        self.tokens[self.at].opens_statement = true;
        self.line = usize::MAX;
    }

    /// Reports a property at column 1 and takes it as indented. False when something else stands there.
    fn stray_property(&mut self) -> bool {
        let (word, span) = (self.word(), self.span());
        let next = self.tokens.get(self.at + 1).map_or(Kind::End, |token| token.kind);
        let part = match self.keyword.word {
            "game" => matches!(next, Kind::Arrow | Kind::Assign),
            "policy" | "world" | "check" => next == Kind::Assign,
            _ => false,
        };
        if self.token().kind == Kind::End || words::keyword(word).is_some() || !(part || self.is_property(word)) {
            return false;
        }
        let message = format!("`{word}` starts no statement: it belongs to the `{}` above", self.keyword.word);
        self.report("indent", span, message).help("indent it by two spaces");
        self.tokens[self.at].opens_statement = false;
        true
    }

    /// Takes a token of this kind or reports that it is missing.
    fn expect(&mut self, kind: Kind, what: &str) -> Parsed<Span> {
        match self.take(kind) {
            Some(span) => Ok(span),
            None => Err(self.expected(what)),
        }
    }

    // Pieces that many statements share.

    /// A name that is used here.
    fn name(&mut self, what: &str) -> Parsed<Name> {
        if self.peek() != Kind::Word {
            return Err(self.expected(what));
        }
        let text = self.word().to_string();
        Ok(Name { text, span: self.bump() })
    }

    /// A name that is defined here.
    fn declared(&mut self, what: &str) -> Parsed<Name> {
        let name = match self.peek() {
            Kind::If | Kind::Then | Kind::Else | Kind::And | Kind::Or | Kind::Not => Name { text: self.word().to_string(), span: self.bump() },
            Kind::Number => {
                let span = self.span();
                self.report("syntax", span, format!("expected {what}, found a number")).help("a name starts with a letter or `_`");
                return Err(Skip);
            }
            _ => self.name(what)?,
        };
        if words::RESERVED.contains(&name.text.as_str()) {
            let message = format!("`{}` is a word of the language and cannot be a name", name.text);
            self.report("reserved-name", name.span, message).help("choose another name");
        } else if name.text.contains('.') {
            let message = format!("`{}` cannot be defined: a name has no dot", name.text);
            let help = format!("write `{}`; dotted names read the chances and values of games", name.text.replace('.', "_"));
            self.report("syntax", name.span, message).help(help);
        }
        Ok(name)
    }

    /// Names separated by commas.
    fn names(&mut self, what: &str) -> Parsed<Vec<Name>> {
        let mut names = vec![self.name(what)?];
        while self.take(Kind::Comma).is_some() {
            names.push(self.name(what)?);
        }
        Ok(names)
    }

    fn quoted(&mut self, what: &str) -> Parsed<Quoted> {
        if self.peek() != Kind::Text {
            return Err(self.expected(what));
        }
        let text = unescape(self.word());
        Ok(Quoted { text, span: self.bump() })
    }

    // Going on after a fault.

    /// Skips to the next property of the statement, or to its end.
    fn skip_line(&mut self) {
        while !self.at_statement_end() {
            let token = self.token();
            if token.opens_line && self.at != self.line {
                return;
            }
            if matches!(token.kind, Kind::Word | Kind::Then) && self.at != self.line && self.is_property(self.word()) {
                return;
            }
            self.at += 1;
        }
    }

    /// Skips to the next statement; what is left of this one was reported.
    fn skip_statement(&mut self) {
        if self.token().kind != Kind::End {
            self.at += 1;
        }
        self.skip_statement_end();
    }

    fn skip_statement_end(&mut self) {
        while !self.token().opens_statement {
            self.at += 1;
        }
    }

    /// True for the first word of a property that the statement may have.
    fn is_property(&self, word: &str) -> bool {
        self.keyword.properties.iter().chain(words::COMMON).any(|property| property.word == word)
    }
}

/// A diagnostic just reported, to add help to.
pub(crate) struct Reported<'d>(&'d mut Diagnostic);

impl Reported<'_> {
    fn help(self, text: impl Into<String>) -> Self {
        self.0.help = Some(text.into());
        self
    }

    fn related(self, span: Span, text: impl Into<String>) -> Self {
        self.0.related.push(linchpin_core::diagnostic::Label { span, text: text.into() });
        self
    }
}
