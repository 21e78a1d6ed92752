//! The frame of a model: model, units, actors, sectors.

use super::properties::Common;
use super::{Parsed, Parser};
use crate::ast::Body;
use crate::lexer::Kind;

pub(crate) fn model(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the model")?;
    let (mut time, mut record, mut method) = (None, None, None);
    p.properties(common, &mut |p, word| {
        match word {
            "time" => {
                let start = p.amount()?;
                p.expect(Kind::Dots, "`..` and the last time")?;
                let stop = p.amount()?;
                p.expect_word("by", "`by` and the step")?;
                time = Some((start, stop, p.amount()?));
            }
            "record" => {
                p.expect_word("every", "`every` and a spacing, such as `every 3 months`")?;
                let spacing = p.amount()?;
                let names = if p.take_word("of").is_some() { p.names("the name of a variable")? } else { Vec::new() };
                record = Some((spacing, names));
            }
            "method" => method = Some(p.name("`euler` or `rk4`")?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Model { name, time, record, method })
}

pub(crate) fn unit(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the unit")?;
    let definition = if p.take(Kind::Assign).is_some() { Some(p.value_or_zero()) } else { None };
    p.properties(common, &mut |_, _| Ok(false));
    Ok(Body::Unit { name, definition })
}

pub(crate) fn actor(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the actor")?;
    p.properties(common, &mut |_, _| Ok(false));
    Ok(Body::Actor { name })
}

pub(crate) fn sector(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the sector")?;
    let mut theory = None;
    p.properties(common, &mut |p, word| {
        match word {
            "theory" => theory = Some(p.quoted("the literature, in quotes")?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Sector { name, theory })
}

impl Parser<'_> {
    /// Takes a word or reports that it is missing.
    pub(super) fn expect_word(&mut self, word: &str, what: &str) -> Parsed<()> {
        match self.take_word(word) {
            Some(_) => Ok(()),
            None => Err(self.expected(what)),
        }
    }
}
