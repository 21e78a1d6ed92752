//! Properties: what a statement says about itself, in any order, on the header line or indented below.

use linchpin_core::diagnostic::{Span, nearest};

use super::{Parsed, Parser, Skip};
use crate::ast::{Name, Quoted};
use crate::lexer::Kind;
use crate::words;

/// Properties that any statement may have.
#[derive(Default)]
pub(crate) struct Common {
    pub title: Option<Quoted>,
    pub ko: Option<Quoted>,
    pub text: Option<Quoted>,
    pub text_ko: Option<Quoted>,
    pub from: Vec<Name>,
    pub because: Option<Quoted>,
    pub also: Vec<Quoted>,
    pub hidden: Option<Span>,
    /// Properties given so far, with their places.
    seen: Vec<(&'static str, Span)>,
}

/// Reads a property of one kind of statement: its word, already taken, or an empty word for what starts with a name or a
/// number. `false` when it is none of the statement's.
pub(crate) type Own<'f, 't> = &'f mut dyn FnMut(&mut Parser<'t>, &'static str) -> Parsed<bool>;

impl<'t> Parser<'t> {
    /// Reads properties up to the end of the statement. A fault costs one property, not the rest.
    pub(super) fn properties(&mut self, common: &mut Common, own: Own<'_, 't>) {
        while !self.at_statement_end() || self.stray_property() {
            self.enter_line();
            let (before, faults) = (self.at, self.diagnostics.len());
            if self.property(common, own).is_err() {
                // What has no word of its own is a setting or a point.
                if let Some(part) = self.keyword.properties.iter().find(|property| property.word.is_empty()) {
                    self.add_form(faults, part.form);
                }
                if self.at == before && !self.token().opens_statement {
                    self.at += 1;
                }
                self.skip_line();
            }
        }
    }

    fn property(&mut self, common: &mut Common, own: Own<'_, 't>) -> Parsed<()> {
        match self.peek() {
            Kind::Text => self.string(common),
            kind @ (Kind::Word | Kind::Then | Kind::Tilde) if kind == Kind::Word || self.is_property(self.word()) => {
                let word = self.word();
                // A setting or an action may be called like a property.
                let defines = matches!(self.ahead(1), Kind::Assign | Kind::Arrow);
                if defines && own(self, "")? {
                    return Ok(());
                }
                match self.keyword.properties.iter().chain(words::COMMON).find(|property| property.word == word) {
                    Some(property) => {
                        let span = self.bump();
                        if let Some(assign) = self.take(Kind::Assign) {
                            let message = format!("`{word}` is followed by what it says, without `=`");
                            self.report("syntax", assign, message).help(format!("write `{}`", property.form));
                        }
                        self.known(property, span, common, own)
                    }
                    None if !defines && own(self, "")? => Ok(()),
                    None => self.unknown_word(common, own),
                }
            }
            _ if own(self, "")? => Ok(()),
            _ => Err(self.unexpected()),
        }
    }

    fn known(&mut self, property: &'static words::Property, span: Span, common: &mut Common, own: Own<'_, 't>) -> Parsed<()> {
        if !property.repeats {
            match common.seen.iter().find(|(word, _)| *word == property.word) {
                Some(&(word, first)) => {
                    self.report("given-twice", span, format!("`{word}` is given twice"))
                        .related(first, "first given here")
                        .help("delete one of the two");
                }
                None => common.seen.push((property.word, span)),
            }
        }
        let before = self.diagnostics.len();
        let result = match property.word {
            "ko" => self.quoted("the Korean title, in quotes").map(|ko| self.korean(common, ko)),
            "because" => self.quoted("the reason, in quotes").map(|reason| common.because = Some(reason)),
            "hidden" => {
                common.hidden = Some(span);
                Ok(())
            }
            "also" => self.quoted_list("a cue word, in quotes").map(|cues| common.also.extend(cues)),
            "from" => self.names("the name of a claim, or `judgement`").map(|names| common.from.extend(names)),
            word => own(self, word).map(|_| ()),
        };
        self.add_form(before, property.form);
        result
    }

    fn string(&mut self, common: &mut Common) -> Parsed<()> {
        let string = self.quoted("a string")?;
        if common.title.is_none() {
            common.title = Some(string);
        } else if common.text.is_none() {
            common.text = Some(string);
        } else {
            let first = common.title.as_ref().map_or(string.span, |title| title.span);
            self.report("given-twice", string.span, "a statement has a title and one longer text; this is a third string")
                .related(first, "the title")
                .help("join it with the longer text, or write it as a comment");
        }
        Ok(())
    }

    /// The first `ko` is the title, the second the longer text: as the strings without a word are.
    fn korean(&mut self, common: &mut Common, ko: Quoted) {
        match (&common.ko, &common.text_ko) {
            (None, _) => common.ko = Some(ko),
            (Some(_), None) => common.text_ko = Some(ko),
            (Some(first), Some(_)) => {
                let first = first.span;
                self.report("given-twice", ko.span, "a statement has a Korean title and one longer text; this is a third `ko`")
                    .related(first, "the title")
                    .help("join it with the longer text, or write it as a comment");
            }
        }
    }

    /// A word that is no property of this statement.
    fn unknown_word(&mut self, common: &mut Common, own: Own<'_, 't>) -> Parsed<()> {
        let (word, span, first) = (self.word(), self.span(), self.token().first);
        let header = self.keyword.word;
        if self.reported.contains(&span.start) {
            return Err(Skip);
        }
        if first && words::keyword(word).is_some() && matches!(self.ahead(1), Kind::Word | Kind::Text) {
            self.indented_statement();
            return Ok(());
        }
        if first && self.ahead(1) == Kind::Colon {
            self.report("unknown-keyword", span, format!("`{word}` is defined here, but no keyword says as what"))
                .help(format!("start the line at column 1 with its kind, as in `aux {word} : 1 = ...`"));
            // What follows is about it, and not about the statement above.
            self.skip_statement();
            return Ok(());
        }
        let properties = || self.keyword.properties.iter().chain(words::COMMON).filter(|property| !property.word.is_empty());
        if let Some(property) = self.nearest_property(word) {
            self.report("unknown-property", span, format!("`{header}` has no property `{word}`"))
                .help(format!("did you mean `{}`?", property.word));
            let span = self.bump();
            return self.known(property, span, common, own);
        }
        let all = properties().map(|property| format!("`{}`", property.word)).collect::<Vec<_>>().join(", ");
        let has = |keyword: &&words::Keyword| keyword.properties.iter().any(|property| property.word == word);
        let owner = words::STATEMENTS.iter().find(has).map(|keyword| keyword.word);
        if let Some(owner) = owner {
            self.report("unknown-property", span, format!("`{header}` has no property `{word}`: it belongs to `{owner}`"))
                .help(format!("properties of `{header}` are {all}"));
        } else if first || self.ahead(1) == Kind::Text {
            self.report("unknown-property", span, format!("`{header}` has no property `{word}`"))
                .help(format!("its properties are {all}"));
        } else {
            let help = if self.units.contains(word) {
                "a unit stands straight after a number, as in `3 year`".to_string()
            } else {
                format!("put an operator or a comma before it; properties of `{header}` are {all}")
            };
            self.report("syntax", span, format!("`{word}` does not belong here: what stands before it is complete")).help(help);
        }
        Err(Skip)
    }

    /// True for what may be a misspelt property of the statement.
    pub(super) fn resembles_property(&self, word: &str) -> bool {
        self.nearest_property(word).is_some()
    }

    fn nearest_property(&self, word: &str) -> Option<&'static words::Property> {
        // A single letter is near to many words and means none.
        let named = || self.keyword.properties.iter().chain(words::COMMON).filter(|p| word.len() > 1 && p.word.len() > 1);
        let meant = nearest(word, named().map(|property| property.word))?;
        named().find(|property| property.word == meant)
    }

    /// Anything but a word or a string where a property should stand.
    fn unexpected(&mut self) -> Skip {
        let (kind, span, sign, first) = (self.peek(), self.span(), self.word(), self.token().first);
        use Kind::*;
        match kind {
            _ if self.reported.contains(&span.start) => {}
            Plus | Minus | Times | Over | Caret | Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual | And | Or
            | Not | Then | Else | Assign
                if first =>
            {
                self.report("syntax", span, format!("a line cannot start with `{sign}`")).help(
                    "end the line above with it: a line goes on when it ends in an operator, a comma, `=`, `then` or `else`",
                );
            }
            RightParenthesis | RightBrace => {
                self.report("unopened-parenthesis", span, format!("`{sign}` closes nothing"))
                    .help("delete it, or open it before");
            }
            Comma => {
                self.report("syntax", span, "nothing is listed here that a comma could separate")
                    .help("properties follow one another without commas, on one line or on lines of their own");
            }
            Percent => {
                self.report("syntax", span, "`%` stands straight after a number")
                    .help("a share of 3 in a hundred is `3 %`; there is `mod(x, y)` for remainders");
            }
            Assign => {
                let words::Keyword { word, form, .. } = self.keyword;
                self.report("syntax", span, format!("`{word}` is not set with `=`")).help(format!("it is written `{form}`"));
            }
            Number | Date | LeftParenthesis if !first => {
                let found = self.found();
                self.report("syntax", span, format!("{found} does not belong here: what stands before it is complete"))
                    .help("put an operator or a comma before it");
            }
            _ => {
                let (found, header) = (self.found(), self.keyword.word);
                self.report("syntax", span, format!("expected a property of `{header}`, found {found}"));
            }
        }
        Skip
    }
}
