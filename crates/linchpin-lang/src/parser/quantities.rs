//! Quantities: constants, uncertainties, levers, stocks, flows, auxiliaries, events, tables, outcomes, criteria.

use linchpin_core::diagnostic::Span;

use super::expressions::zero;
use super::properties::Common;
use super::{Parsed, Parser, Skip};
use crate::ast::{Body, Expr, Name, RangeText, Sign, UnitText};
use crate::lexer::Kind;

pub(crate) fn constant(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let (name, unit, value) = p.declaration()?;
    p.properties(common, &mut |_, _| Ok(false));
    Ok(Body::Constant { name, unit, value })
}

pub(crate) fn uncertainty(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let (name, unit, value) = p.declaration()?;
    let (mut range, mut among, mut family, mut held) = (None, Vec::new(), None, None);
    p.properties(common, &mut |p, word| {
        match word {
            "in" => range = Some(p.range()?),
            "among" => among = p.weighted_claims()?,
            "~" => family = Some(p.family()?),
            "held" => held = Some(p.last_span()),
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Uncertainty { name, unit, value, range, among, family, held })
}

pub(crate) fn lever(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let (name, unit, value) = p.declaration()?;
    let (mut range, mut actors) = (None, Vec::new());
    p.properties(common, &mut |p, word| {
        match word {
            "in" => range = Some(p.range()?),
            "by" => actors = p.names("the name of an actor")?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Lever { name, unit, value, range, actors })
}

pub(crate) fn stock(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let (name, unit, start) = p.declaration()?;
    let (mut within, mut change, mut inflow, mut outflow) = (None, None, Vec::new(), Vec::new());
    p.properties(common, &mut |p, word| {
        match word {
            "within" => within = Some(p.bounds()?),
            "change" => change = Some(p.value_or_zero()),
            "inflow" => inflow = p.names("the name of a flow")?,
            "outflow" => outflow = p.names("the name of a flow")?,
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Stock { name, unit, start, within, change, inflow, outflow })
}

pub(crate) fn flow(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let (name, unit, value) = p.declaration()?;
    p.properties(common, &mut |_, _| Ok(false));
    Ok(Body::Flow { name, unit, value })
}

pub(crate) fn auxiliary(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let (name, unit, value) = p.declaration()?;
    p.properties(common, &mut |_, _| Ok(false));
    Ok(Body::Auxiliary { name, unit, value })
}

pub(crate) fn event(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the event")?;
    let mut rate = None;
    p.properties(common, &mut |p, word| {
        match word {
            "at" => rate = Some(p.value_or_zero()),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let rate = rate.unwrap_or_else(|| {
        let message = format!("the event `{}` has no rate", name.text);
        p.report("syntax", name.span, message).help(format!("write `event {} at RATE`", name.text));
        zero(name.span)
    });
    Ok(Body::Event { name, rate })
}

pub(crate) fn table(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the table")?;
    let (x, y) = match p.axes() {
        Ok(axes) => axes,
        Err(_) => {
            p.skip_line();
            (one(name.span), one(name.span))
        }
    };
    let (mut points, mut extrapolate) = (Vec::new(), None);
    p.properties(common, &mut |p, word| {
        match word {
            "extrapolate" => extrapolate = Some(p.last_span()),
            "" if matches!(p.peek(), Kind::Number | Kind::Date | Kind::Minus | Kind::LeftParenthesis)
                || p.ahead(1) == Kind::Arrow =>
            {
                points.push(p.point()?);
                while p.take(Kind::Comma).is_some() {
                    points.push(p.point()?);
                }
            }
            "" if p.peek() == Kind::Arrow && !p.reported.contains(&p.span().start) => {
                let arrow = p.span();
                p.report("syntax", arrow, "this point has a value, and does not say where it lies")
                    .help("write what the table is read at before the arrow: `X -> Y`");
                return Err(Skip);
            }
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Table { name, x, y, points, extrapolate })
}

pub(crate) fn outcome(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let (name, unit, value) = p.declaration()?;
    let (mut better, mut acceptable) = (None, None);
    p.properties(common, &mut |p, word| {
        match word {
            "better" => better = Some(p.name("`higher`, `lower` or `neither`")?),
            "acceptable" => {
                let sign = match p.peek() {
                    Kind::LessEqual => Sign::LessEqual,
                    Kind::GreaterEqual => Sign::GreaterEqual,
                    Kind::Less => Sign::Less,
                    Kind::Greater => Sign::Greater,
                    _ => return Err(p.expected("`<=` or `>=` and a threshold")),
                };
                p.bump();
                acceptable = Some((sign, p.amount()?));
            }
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(Body::Outcome { name, unit, value, better, acceptable })
}

pub(crate) fn criterion(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the criterion")?;
    p.expect(Kind::Assign, "`=` and the names of outcomes")?;
    let outcomes = p.names("the name of an outcome")?;
    p.properties(common, &mut |_, _| Ok(false));
    Ok(Body::Criterion { name, outcomes })
}

/// The unit of a pure number.
pub(super) fn one(span: Span) -> UnitText {
    UnitText { factors: vec![(Name { text: "1".into(), span }, 1)], span }
}

impl Parser<'_> {
    /// `NAME : UNIT = VALUE`. Without a name there is nothing to go on with; a unit or value that cannot be read is
    /// reported and stands as 1 or 0.
    fn declaration(&mut self) -> Parsed<(Name, UnitText, Expr)> {
        let kind = self.keyword.word;
        let name = self.declared(&format!("the name of the {kind}"))?;
        let before = self.diagnostics.len();
        let has_unit = self.take(Kind::Colon).is_some();
        let unit = if has_unit {
            self.unit("a unit, or 1 for a pure number").unwrap_or_else(|_| {
                while !matches!(self.peek(), Kind::Assign | Kind::End) {
                    self.bump();
                }
                one(name.span)
            })
        } else {
            let (word, span) = (&name.text, name.span);
            self.report("missing-unit", span, format!("`{word}` has no unit"))
                .help(format!("write `{kind} {word} : UNIT = ...`; the unit of a pure number is 1"));
            one(span)
        };
        let value = if self.take(Kind::Assign).is_some() {
            self.value_or_zero()
        } else {
            // Without a unit the header was reported already.
            if has_unit {
                self.expected("`=` and a value");
            }
            self.skip_line();
            zero(name.span)
        };
        self.add_form(before, self.keyword.form);
        Ok((name, unit, value))
    }

    /// An expression; one that cannot be read is reported and stands as 0.
    pub(super) fn value_or_zero(&mut self) -> Expr {
        self.expression().unwrap_or_else(|_| {
            let span = self.last_span();
            self.skip_line();
            zero(span)
        })
    }

    /// `a .. b` or a set, after `in`.
    fn range(&mut self) -> Parsed<RangeText> {
        if let Some(open) = self.take(Kind::LeftBrace) {
            let mut values = Vec::new();
            loop {
                let value = self.in_list(true, Self::amount)?;
                let weight = if self.take(Kind::Colon).is_some() { Some(self.in_list(true, Self::amount)?) } else { None };
                values.push((value, weight));
                if self.take(Kind::Comma).is_none() {
                    break;
                }
            }
            self.close(open, Kind::RightBrace, "`,`, `:` or `}`")?;
            return Ok(RangeText::Set(values));
        }
        let low = self.amount()?;
        self.expect(Kind::Dots, "`..` and the upper end")?;
        Ok(RangeText::Between(low, self.amount()?))
    }

    /// `CLAIM: WEIGHT, CLAIM`, after `among`.
    fn weighted_claims(&mut self) -> Parsed<Vec<(Name, Option<Expr>)>> {
        let mut claims = Vec::new();
        loop {
            let claim = self.name("the name of a claim")?;
            let weight = if self.take(Kind::Colon).is_some() { Some(self.in_list(true, Self::amount)?) } else { None };
            claims.push((claim, weight));
            if self.take(Kind::Comma).is_none() {
                return Ok(claims);
            }
        }
    }

    /// `a .. b` after `within`, where either end may be left out.
    fn bounds(&mut self) -> Parsed<(Option<Expr>, Option<Expr>)> {
        let start = self.last_span();
        let low = if self.peek() == Kind::Dots { None } else { Some(self.amount()?) };
        self.expect(Kind::Dots, "`..` and the upper bound")?;
        let value = match self.peek() {
            Kind::Number | Kind::Date | Kind::Minus | Kind::LeftParenthesis => true,
            Kind::Word => !self.is_property(self.word()),
            _ => false,
        };
        let high = if value { Some(self.amount()?) } else { None };
        if low.is_none() && high.is_none() {
            let span = start.to(self.last_span());
            self.report("syntax", span, "`within` names no bound").help("give one end or both: `within 0 ..`, `within 0 .. 1`");
        }
        Ok((low, high))
    }

    /// `family` or `family(a, b)`, after `~`.
    fn family(&mut self) -> Parsed<(Name, Vec<Expr>)> {
        let name = self.name("a distribution, such as `triangular` or `normal(0, 1)`")?;
        let mut arguments = Vec::new();
        if let Some(open) = self.take(Kind::LeftParenthesis) {
            loop {
                arguments.push(self.in_list(true, Self::expression)?);
                if self.take(Kind::Comma).is_none() {
                    break;
                }
            }
            self.close(open, Kind::RightParenthesis, "`,` or `)`")?;
        }
        Ok((name, arguments))
    }

    /// `(UNIT) -> UNIT`
    fn axes(&mut self) -> Parsed<(UnitText, UnitText)> {
        let open = self.expect(Kind::LeftParenthesis, "`(` and the unit of what the table is read at")?;
        let x = self.unit("a unit, or 1 for a pure number")?;
        self.close(open, Kind::RightParenthesis, "`)`")?;
        self.expect(Kind::Arrow, "`->` and the unit of what the table gives")?;
        Ok((x, self.unit("a unit, or 1 for a pure number")?))
    }
}
