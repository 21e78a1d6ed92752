//! Evidence: sources, and claims with the places where they are made.

use super::properties::Common;
use super::{Parsed, Parser};
use crate::ast::{Body, ClaimText, DatedText, LocatorText, Name, Quoted};
use crate::lexer::Kind;

pub(crate) fn source(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the source")?;
    let (mut publisher, mut published, mut url, mut kind, mut file) = (None, None, None, None, None);
    let mut via = Vec::new();
    p.properties(common, &mut |p, word| {
        match word {
            "publisher" => publisher = Some(p.quoted("the publisher, in quotes")?),
            "published" => published = Some(p.published()?),
            "url" => url = Some(p.quoted("the address, in quotes")?),
            "kind" => kind = Some(p.name("a word such as `official` or `press`")?),
            "file" => file = Some(p.quoted("the name of the file, in quotes")?),
            "via" => via = p.names("the name of the source that it is derived from")?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Source { name, publisher, published, url, kind, file, via })
}

pub(crate) fn claim(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the claim")?;
    let mut unit = None;
    if p.take(Kind::Colon).is_some() {
        unit = p.unit("a unit, or 1 for a pure number").ok();
        while unit.is_none() && !matches!(p.peek(), Kind::Assign | Kind::End) {
            p.bump();
        }
    }
    let value = if p.take(Kind::Assign).is_some() { Some(p.value_or_zero()) } else { None };
    let mut text = ClaimText {
        name,
        unit,
        value,
        found: Vec::new(),
        dissent: Vec::new(),
        speaker: None,
        stance: None,
        dated: None,
        as_of: None,
        about: None,
        disposition: None,
        informs: Vec::new(),
    };
    p.properties(common, &mut |p, word| {
        match word {
            "in" => text.found.push(p.locator()?),
            "but" => {
                let start = p.last_span();
                let value = if p.peek() == Kind::Word && p.word() == "in" { None } else { Some(p.amount()?) };
                p.expect_word("in", "`in` and the source that says so")?;
                let locator = p.locator()?;
                text.dissent.push(LocatorText { value, span: start.to(locator.span), ..locator });
            }
            "speaker" => text.speaker = Some(p.speaker()?),
            "stance" => text.stance = Some(p.name("a word such as `supports` or `denies`")?),
            "on" => text.dated = Some(p.dated()?),
            "as" => {
                p.expect_word("of", "`of` and a date")?;
                text.as_of = Some(p.published()?);
            }
            "about" => text.about = Some(p.name("one word for the quantity or event")?),
            "disposition" => text.disposition = Some(p.name("a word such as `mechanism` or `context`")?),
            "informs" => text.informs = p.names("the name of a variable")?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Claim(Box::new(text)))
}

impl Parser<'_> {
    /// `SOURCE p7 "7.5"`, after `in`: paragraph and figure may be left out.
    pub(super) fn locator(&mut self) -> Parsed<LocatorText> {
        let start = self.last_span();
        let source = self.name("the name of a source")?;
        let digits = |word: &str| word.strip_prefix('p').and_then(|digits| digits.parse::<u32>().ok());
        let paragraph = match (self.peek(), digits(self.word())) {
            (Kind::Word, Some(number)) => Some((number, self.bump())),
            (Kind::Number, _) => {
                let (digits, span) = (self.word(), self.bump());
                self.report("syntax", span, format!("`{digits}` is no paragraph"))
                    .help(format!("write `p{digits}`; a figure to look for stands in quotes"));
                None
            }
            _ => None,
        };
        let figure = if self.peek() == Kind::Text { Some(self.quoted("a figure")?) } else { None };
        let via = if self.take_word("via").is_some() { self.names("the name of a source")? } else { Vec::new() };
        Ok(LocatorText { source, paragraph, figure, value: None, via, span: start.to(self.last_span()) })
    }

    /// `"..." of ACTOR`, after `speaker`: the actor may be left out.
    pub(super) fn speaker(&mut self) -> Parsed<(Quoted, Option<Name>)> {
        let who = self.quoted("who says it, in quotes")?;
        let actor = if self.take_word("of").is_some() { Some(self.name("the name of an actor")?) } else { None };
        Ok((who, actor))
    }

    /// `DATE .. DATE planned`, after `on`: the second date may be left out.
    fn dated(&mut self) -> Parsed<DatedText> {
        let from = self.published()?;
        let to = if self.take(Kind::Dots).is_some() { Some(self.published()?) } else { None };
        if self.peek() == Kind::Word && self.is_property(self.word()) {
            return Err(self.expected("`planned` or `observed`"));
        }
        let status: Name = self.name("`planned` or `observed`")?;
        Ok(DatedText { from, to, status })
    }

    /// A year, a month or a day, as written.
    fn published(&mut self) -> Parsed<Quoted> {
        let text = match self.peek() {
            Kind::Date => {
                if let Some(wrong) = no_such_day(self.word()) {
                    self.report("date", self.span(), wrong)
                        .help("write a year, a month or a day, such as `2025`, `2025-12` or `2025-12-03`");
                }
                self.word().to_string()
            }
            Kind::Number if self.word().len() == 4 && self.word().bytes().all(|b| b.is_ascii_digit()) => self.word().to_string(),
            Kind::Text => return self.quoted("a date"),
            _ => return Err(self.expected("a date such as `2025`, `2025-12` or `2025-12-03`")),
        };
        Ok(Quoted { text, span: self.bump() })
    }
}

/// What the calendar says against `YYYY-MM` or `YYYY-MM-DD`.
fn no_such_day(date: &str) -> Option<String> {
    let mut parts = date.split('-').map(|digits| digits.parse::<u32>().unwrap_or(0));
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next());
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => return Some(format!("there is no month {month:02}")),
    };
    let day = day.filter(|day| !(1..=days).contains(day))?;
    Some(format!("{} has no day {day:02}", &date[..7]))
}
