//! Uncertainties that do not move alone: correlations, and shares of a whole.

use super::properties::Common;
use super::{Parsed, Parser};
use crate::ast::Body;
use crate::lexer::Kind;

pub(crate) fn correlation(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let names = p.names("the name of an uncertainty")?;
    p.expect(Kind::Assign, "`=` and a number between -1 and 1")?;
    let value = p.value_or_zero();
    p.properties(common, &mut |_, _| Ok(false));
    Ok(Body::Correlation { names, value })
}

pub(crate) fn shares(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of what is divided")?;
    p.expect(Kind::Assign, "`=` and the names of uncertainties")?;
    let members = p.names("the name of an uncertainty")?;
    let mut concentration = None;
    p.properties(common, &mut |p, word| {
        match word {
            "concentration" => concentration = Some(p.value_or_zero()),
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Shares { name, members, concentration })
}
