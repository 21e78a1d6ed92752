//! Tokens to statements.
//!
//! Comes in: one text and the names of all units. Goes out: what the text says, and every syntax fault of it in one go.
//! Refuses nothing: a fault is reported at its place, and reading goes on at the next property or statement. A value that
//! could not be read stands as 0, which fits any unit, so that its name stays defined.

pub(crate) mod checks;
pub(crate) mod dependence;
pub(crate) mod evidence;
mod expressions;
pub(crate) mod frame;
pub(crate) mod games;
mod properties;
pub(crate) mod quantities;
mod recovery;
pub(crate) mod settings;
#[cfg(test)]
pub(crate) mod tests;
mod tokens;
mod units;

use std::collections::HashSet;

use linchpin_core::diagnostic::{Diagnostic, nearest};

use crate::ast::{Body, Comment, Expr, File, Statement};
use crate::lexer::{Kind, Lexed, Token, lex};
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
    recovery::keep_one_where_quotes_do_not_pair(text, &mut diagnostics);
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
        (
            Parser {
                source,
                text,
                tokens,
                at: 0,
                line: usize::MAX,
                depth: 0,
                in_list: false,
                keyword,
                units,
                reported,
                diagnostics,
            },
            comments,
        )
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
                    self.report("indent", span, format!("{found} stands before any statement"))
                        .help("a statement starts at column 1 with its keyword");
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
        if let Some(keyword) =
            self.tokens.get(self.at + 1).filter(|next| !next.opens_line).and_then(|next| words::keyword(self.text_of(*next)))
        {
            self.report("unknown-keyword", span, format!("`{word}` stands before `{}`", keyword.word)).help("delete it");
            self.at += 1;
            return Some(keyword);
        }
        let meant = words::OTHER_WORDS.iter().find(|(other, _)| *other == word.to_lowercase()).map(|(_, ours)| *ours);
        let meant = meant.or_else(|| nearest(word, words::STATEMENTS.iter().map(|k| k.word)));
        let next = self.tokens.get(self.at + 1).map_or(Kind::End, |token| token.kind);
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                let all = words::STATEMENTS.iter().map(|k| k.word).collect::<Vec<_>>().join(", ");
                match next {
                    Kind::Colon | Kind::Assign => {
                        format!("put the kind before the name, as in `aux {word} : 1 = ...`; kinds are {all}")
                    }
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
        let Common { title, ko, text, text_ko, from, because, also, hidden, .. } = common;
        Some(Statement { body: body.ok()?, title, ko, text, text_ko, from, because, also, hidden, span, keyword: keyword_span })
    }
}
