//! Faults, and how reading goes on after them.

use linchpin_core::diagnostic::{Diagnostic, Label, Span};

use super::{Parser, Skip};
use crate::lexer::Kind;
use crate::words;

impl Parser<'_> {
    pub(super) fn report(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> Reported<'_> {
        self.diagnostics.push(Diagnostic::error(code, span, message));
        Reported(self.diagnostics.last_mut().expect("one was pushed just now"))
    }

    /// The token under the eye, in words.
    pub(super) fn found(&self) -> String {
        match self.peek() {
            Kind::End => "the end of the line".into(),
            Kind::Text => "a string".into(),
            Kind::Number => format!("the number `{}`", self.word()),
            Kind::Date => format!("the date `{}`", self.word()),
            _ => format!("`{}`", self.word().chars().take(60).collect::<String>()),
        }
    }

    /// Reports that something else should stand here. At the end of a line the last token of the line is shown.
    pub(super) fn expected(&mut self, what: &str) -> Skip {
        match self.peek() {
            Kind::End if self.reported.contains(&self.last_span().start) => {}
            Kind::End => {
                let last = self.last_span();
                let shown = self.slice(last).chars().take(60).collect::<String>();
                self.report("syntax", last, format!("after `{shown}` the line ends where {what} should follow"));
            }
            _ if self.reported.contains(&self.token().start) => {}
            _ => {
                let (span, found) = (self.span(), self.found());
                self.report("syntax", span, format!("expected {what}, found {found}"));
            }
        }
        Skip
    }

    /// Says how something is written to faults without help, from this one on.
    pub(super) fn add_form(&mut self, since: usize, form: &str) {
        for diagnostic in self.diagnostics[since..].iter_mut().filter(|d| d.help.is_none()) {
            diagnostic.help = Some(format!("it is written `{form}`"));
        }
    }

    /// Reports a statement that does not start at column 1, and lets it start here.
    pub(super) fn indented_statement(&mut self) {
        let (word, span) = (self.word(), self.span());
        self.report("indent", span, format!("`{word}` starts a statement, and statements start at column 1"))
            .help("take away the space before it");
        self.tokens[self.at].opens_statement = true;
        self.line = usize::MAX;
    }

    /// Reports a property at column 1 and takes it as indented. False when something else stands there.
    pub(super) fn stray_property(&mut self) -> bool {
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

    /// Skips to the next property of the statement, or to its end.
    pub(super) fn skip_line(&mut self) {
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
    pub(super) fn skip_statement(&mut self) {
        if self.token().kind != Kind::End {
            self.at += 1;
        }
        self.skip_statement_end();
    }

    pub(super) fn skip_statement_end(&mut self) {
        while !self.token().opens_statement {
            self.at += 1;
        }
    }

    /// True for the first word of a property that the statement may have.
    pub(super) fn is_property(&self, word: &str) -> bool {
        self.keyword.properties.iter().chain(words::COMMON).any(|property| property.word == word)
    }
}

/// On a line whose quotes do not pair, words and strings are swapped from one quote on: that fault alone is worth telling.
/// Diagnostics are in order of place.
pub(super) fn keep_one_where_quotes_do_not_pair(text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut lines = Vec::new();
    for diagnostic in diagnostics.iter_mut().filter(|d| d.code == "unclosed-string") {
        let at = diagnostic.span.start as usize;
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        if text[start..at].contains('"') {
            diagnostic.message = "the quotes on this line do not pair: the last string is not closed".into();
        }
        lines.push(start as u32..end as u32);
    }
    let mut lines = lines.into_iter().peekable();
    diagnostics.retain(|d| {
        while lines.next_if(|line| line.end <= d.span.start && !line.is_empty()).is_some() {}
        d.code == "unclosed-string" || lines.peek().is_none_or(|line| !line.contains(&d.span.start))
    });
}

/// A diagnostic just reported, to add help to.
pub(crate) struct Reported<'d>(&'d mut Diagnostic);

impl Reported<'_> {
    pub(super) fn help(self, text: impl Into<String>) -> Self {
        self.0.help = Some(text.into());
        self
    }

    pub(super) fn related(self, span: Span, text: impl Into<String>) -> Self {
        self.0.related.push(Label { span, text: text.into() });
        self
    }
}
