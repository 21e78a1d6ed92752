//! The eye on the tokens, and pieces that many statements share.

use linchpin_core::diagnostic::Span;

use super::{Parsed, Parser, Skip};
use crate::ast::{Name, Quoted};
use crate::lexer::{Kind, Token, unescape};
use crate::words;

impl<'t> Parser<'t> {
    /// The token under the eye, line ends not looked at.
    pub(super) fn token(&self) -> Token {
        // The last token is `End`, and nothing moves beyond it.
        self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    /// What stands next on this logical line; `End` where it ends.
    pub(super) fn peek(&self) -> Kind {
        let token = self.token();
        if token.opens_line && self.at != self.line { Kind::End } else { token.kind }
    }

    /// The kind of a token further on, on this logical line.
    pub(super) fn ahead(&self, n: usize) -> Kind {
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
    pub(super) fn at_statement_end(&self) -> bool {
        self.token().opens_statement && self.at != self.line
    }

    /// Lets reading go on at a token that opens a line.
    pub(super) fn enter_line(&mut self) {
        self.line = self.at;
    }

    pub(super) fn bump(&mut self) -> Span {
        let span = self.span();
        if self.token().kind != Kind::End {
            self.at += 1;
        }
        span
    }

    /// Takes the next token when it is of this kind.
    pub(super) fn take(&mut self, kind: Kind) -> Option<Span> {
        (self.peek() == kind).then(|| self.bump())
    }

    /// Takes the next token when it is this word.
    pub(super) fn take_word(&mut self, word: &str) -> Option<Span> {
        (self.peek() == Kind::Word && self.word() == word).then(|| self.bump())
    }

    /// The text of the token under the eye.
    pub(super) fn word(&self) -> &'t str {
        self.text_of(self.token())
    }

    pub(super) fn text_of(&self, token: Token) -> &'t str {
        &self.text[token.start as usize..token.end as usize]
    }

    pub(super) fn span_of(&self, token: Token) -> Span {
        Span { source: self.source, start: token.start, end: token.end }
    }

    pub(super) fn span(&self) -> Span {
        self.span_of(self.token())
    }

    /// The place of the token before.
    pub(super) fn last_span(&self) -> Span {
        self.span_of(self.tokens[self.at.saturating_sub(1).min(self.tokens.len() - 1)])
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Takes a token of this kind or reports that it is missing.
    pub(super) fn expect(&mut self, kind: Kind, what: &str) -> Parsed<Span> {
        match self.take(kind) {
            Some(span) => Ok(span),
            None => Err(self.expected(what)),
        }
    }

    /// A name that is used here.
    pub(super) fn name(&mut self, what: &str) -> Parsed<Name> {
        if self.peek() != Kind::Word {
            return Err(self.expected(what));
        }
        let text = self.word().to_string();
        Ok(Name { text, span: self.bump() })
    }

    /// A name that is defined here.
    pub(super) fn declared(&mut self, what: &str) -> Parsed<Name> {
        let name = match self.peek() {
            Kind::If | Kind::Then | Kind::Else | Kind::And | Kind::Or | Kind::Not => {
                Name { text: self.word().to_string(), span: self.bump() }
            }
            Kind::Number => {
                let span = self.span();
                self.report("syntax", span, format!("expected {what}, found a number"))
                    .help("a name starts with a letter or `_`");
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
    pub(super) fn names(&mut self, what: &str) -> Parsed<Vec<Name>> {
        let mut names = vec![self.name(what)?];
        while self.take(Kind::Comma).is_some() {
            names.push(self.name(what)?);
        }
        Ok(names)
    }

    /// Strings separated by commas.
    pub(super) fn quoted_list(&mut self, what: &str) -> Parsed<Vec<Quoted>> {
        let mut strings = vec![self.quoted(what)?];
        while self.take(Kind::Comma).is_some() {
            strings.push(self.quoted(what)?);
        }
        Ok(strings)
    }

    pub(super) fn quoted(&mut self, what: &str) -> Parsed<Quoted> {
        if self.peek() != Kind::Text {
            return Err(self.expected(what));
        }
        let text = unescape(self.word());
        Ok(Quoted { text, span: self.bump() })
    }
}
