//! Units: their names are collected before anything else is read, because a name straight after a number is a unit.

use std::collections::HashSet;

use linchpin_core::diagnostic::nearest;

use super::{Parsed, Parser};
use crate::ast::{Name, UnitText};
use crate::lexer::Kind;
use crate::words;

/// Units of time, which every model has.
pub const TIME_UNITS: &[&str] = &[
    "year", "years", "quarter", "quarters", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute",
    "minutes", "second", "seconds",
];

/// Names of all units of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitNames {
    names: HashSet<String>,
}

impl UnitNames {
    /// The units that these texts define, and the units of time.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let built_in = TIME_UNITS.iter().map(|name| (*name).to_string());
        UnitNames { names: built_in.chain(texts.into_iter().flat_map(unit_names)).collect() }
    }

    /// True for the name of a unit.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// All names, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// Names of the units that a text defines, in its order. Indented definitions count too: they are a fault, but one is enough.
pub fn unit_names(text: &str) -> Vec<String> {
    let name = |line: &str| {
        let rest = line.trim_start_matches('\u{feff}').trim_start().strip_prefix("unit")?;
        let name = rest.strip_prefix(|c: char| c.is_whitespace())?.trim_start();
        let end = name.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(name.len());
        (end > 0 && !name.starts_with(|c: char| c.is_numeric())).then(|| name[..end].to_string())
    };
    text.lines().filter_map(name).filter(|name| !words::RESERVED.contains(&name.as_str())).collect()
}

/// Most names of units that an unknown word is compared with, so that no text takes long to read.
const MOST_COMPARED: usize = 1000;

/// Words that follow a value in some statement and are no properties.
const AFTER_VALUES: &[&str] = &["in", "of", "at", "until", "always", "on", "by", "every", "all", "futures", "precision"];

impl Parser<'_> {
    /// A unit where one is declared: any names, known or not.
    pub(super) fn unit(&mut self, what: &str) -> Parsed<UnitText> {
        let one = self.peek() == Kind::Number && self.word() == "1";
        if !one && !matches!(self.peek(), Kind::Word | Kind::Percent) {
            return Err(self.unit_expected(what));
        }
        let mut unit = UnitText { factors: Vec::new(), span: self.span() };
        self.factor_of_unit(&mut unit, 1)?;
        loop {
            let sign = match self.peek() {
                Kind::Over => -1,
                Kind::Times => 1,
                _ => return Ok(unit),
            };
            self.bump();
            if self.peek() != Kind::Word {
                return Err(self.unit_expected("the name of a unit"));
            }
            self.factor_of_unit(&mut unit, sign)?;
        }
    }

    fn unit_expected(&mut self, what: &str) -> super::Skip {
        if self.peek() == Kind::LeftParenthesis {
            let span = self.span();
            self.report("syntax", span, "a unit has no parentheses").help("divide twice, as in `KRW_trn/year/kperson`");
            return super::Skip;
        }
        self.expected(what)
    }

    /// A unit straight after a number, as far as names of units go.
    pub(super) fn unit_after_number(&mut self) -> Parsed<Option<UnitText>> {
        if !self.unit_follows() {
            return Ok(None);
        }
        let mut unit = UnitText { factors: Vec::new(), span: self.span() };
        self.factor_of_unit(&mut unit, 1)?;
        while matches!(self.peek(), Kind::Over | Kind::Times) && self.ahead(1) == Kind::Word && self.is_unit(1) {
            let sign = if self.peek() == Kind::Over { -1 } else { 1 };
            self.bump();
            self.factor_of_unit(&mut unit, sign)?;
        }
        Ok(Some(unit))
    }

    /// One name, `%` or `1`, with its exponent.
    fn factor_of_unit(&mut self, unit: &mut UnitText, sign: i32) -> Parsed<()> {
        let name = Name { text: self.word().to_string(), span: self.bump() };
        let mut end = name.span;
        let mut exponent = sign;
        let minus = self.ahead(1) == Kind::Minus;
        if self.peek() == Kind::Caret && self.ahead(if minus { 2 } else { 1 }) == Kind::Number {
            let at = self.at + if minus { 2 } else { 1 };
            let token = self.tokens[at];
            let digits = &self.text[token.start as usize..token.end as usize];
            if let Ok(power @ 1..=99) = digits.parse::<i32>() {
                exponent *= if minus { -power } else { power };
                self.at = at + 1;
                end = self.last_span();
            }
        }
        unit.factors.push((name, exponent));
        unit.span = unit.span.to(end);
        Ok(())
    }

    /// True when the token so many places on is the name of a unit, and no call.
    fn is_unit(&self, ahead: usize) -> bool {
        let Some(token) = self.tokens.get(self.at + ahead) else { return false };
        let call = self
            .tokens
            .get(self.at + ahead + 1)
            .is_some_and(|next| next.kind == Kind::LeftParenthesis && next.start == token.end);
        self.units.contains(&self.text[token.start as usize..token.end as usize]) && !call
    }

    /// True when the next token is a unit, or was meant as one: a name that no property or operator explains.
    fn unit_follows(&self) -> bool {
        let next = self.ahead(1);
        match self.peek() {
            Kind::Percent => true,
            Kind::Number => self.word() == "1" && next == Kind::Over && self.ahead(2) == Kind::Word && self.is_unit(2),
            Kind::Word if self.is_unit(0) => true,
            Kind::Word => {
                let word = self.word();
                let explained = self.token().first || word.contains('.') || self.ends_value(word);
                // Before one of these a name can be no unit.
                let starts_something = matches!(
                    next,
                    Kind::Number | Kind::Date | Kind::LeftParenthesis | Kind::LeftBrace | Kind::Assign | Kind::Colon
                ) || next == Kind::Word
                    && !self
                        .tokens
                        .get(self.at + 1)
                        .is_some_and(|t| self.ends_value(&self.text[t.start as usize..t.end as usize]));
                let near_property = || self.resembles_property(word);
                let near_unit = || nearest(word, self.units.iter().take(MOST_COMPARED)).is_some();
                !explained && !starts_something && (!near_property() || near_unit())
            }
            _ => false,
        }
    }

    /// True for a word that may follow a value.
    fn ends_value(&self, word: &str) -> bool {
        AFTER_VALUES.contains(&word) || self.is_property(word)
    }
}
