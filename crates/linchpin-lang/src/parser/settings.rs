//! Policies, worlds and settings: `NAME = value`, separated by commas or lines.

use super::expressions::zero;
use super::properties::Common;
use super::{Parsed, Parser};
use crate::ast::{Assignment, Body, Expr, SettingText};
use crate::lexer::Kind;

pub(crate) fn policy(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the policy")?;
    let (mut settings, mut stress) = (Vec::new(), None);
    p.properties(common, &mut |p, word| {
        match word {
            "stress" => stress = Some(p.last_span()),
            _ => return p.settings_here(&mut settings, "a lever"),
        }
        Ok(true)
    });
    Ok(Body::Policy { name, settings, stress })
}

pub(crate) fn world(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the world")?;
    let (mut settings, mut beyond) = (Vec::new(), None);
    p.properties(common, &mut |p, word| {
        match word {
            "beyond" => beyond = Some(p.quoted("the reason, in quotes")?),
            _ => return p.settings_here(&mut settings, "an uncertainty"),
        }
        Ok(true)
    });
    Ok(Body::World { name, settings, beyond })
}

impl Parser<'_> {
    /// Settings, when some stand here.
    pub(super) fn settings_here(&mut self, settings: &mut Vec<Assignment>, what: &str) -> Parsed<bool> {
        if self.peek() != Kind::Word || self.ahead(1) != Kind::Assign {
            return Ok(false);
        }
        let end = settings.last().map(|setting| match &setting.value {
            SettingText::Value(value) => value.span.end,
            SettingText::Path(_, span) => span.end,
        });
        if !self.token().first && end == Some(self.last_span().end) {
            let (word, span) = (self.word(), self.span());
            self.report("syntax", span, format!("a comma is missing before `{word}`"))
                .help("settings on one line are separated by commas");
        }
        self.settings(settings, what)?;
        Ok(true)
    }

    /// One setting, and more after commas.
    pub(super) fn settings(&mut self, settings: &mut Vec<Assignment>, what: &str) -> Parsed<()> {
        loop {
            let name = self.name(&format!("the name of {what}"))?;
            self.expect(Kind::Assign, "`=` and a value")?;
            let value = if self.is_path() { self.path()? } else { SettingText::Value(self.expression()?) };
            settings.push(Assignment { name, value });
            if self.take(Kind::Comma).is_none() {
                return Ok(());
            }
        }
    }

    /// A path and not a value in parentheses: an arrow stands behind its first date.
    fn is_path(&self) -> bool {
        if self.peek() != Kind::LeftParenthesis {
            return false;
        }
        let after = self.tokens[self.at + 1..].iter().take_while(|token| !token.opens_statement);
        let first = after
            .map(|token| token.kind)
            .find(|kind| matches!(kind, Kind::Arrow | Kind::Comma | Kind::LeftParenthesis | Kind::RightParenthesis));
        first == Some(Kind::Arrow)
    }

    fn path(&mut self) -> Parsed<SettingText> {
        let open = self.bump();
        let mut points = Vec::new();
        loop {
            points.push(self.point()?);
            if self.take(Kind::Comma).is_none() {
                break;
            }
        }
        let close = self.close(open, Kind::RightParenthesis, "`,` or `)`")?;
        Ok(SettingText::Path(points, open.to(close)))
    }

    /// `x -> y`. One without its value is reported and has 0, so that the points after it are read.
    pub(super) fn point(&mut self) -> Parsed<(Expr, Expr)> {
        let x = self.in_list(true, Self::amount)?;
        let arrow = self.expect(Kind::Arrow, "`->` and a value")?;
        if self.reported.contains(&self.token().start) || !self.value_is_missing() {
            return Ok((x, self.in_list(true, Self::amount)?));
        }
        let place = x.span.to(arrow);
        let shown = self.slice(x.span).chars().take(60).collect::<String>();
        self.report("syntax", place, format!("the point at `{shown}` has no value"))
            .help(format!("write it behind the arrow, `{shown} -> VALUE`, or delete the point"));
        Ok((x, zero(arrow)))
    }

    /// Behind an arrow: nothing stands there, or what does is the next point or a property on a line of its own.
    fn value_is_missing(&self) -> bool {
        match self.peek() {
            Kind::End | Kind::Comma | Kind::RightParenthesis => return true,
            _ if !self.token().first => return false,
            Kind::Text => return true,
            Kind::Word if self.is_property(self.word()) => return true,
            _ => {}
        }
        let later = self.tokens[self.at + 1..].iter().take_while(|token| !token.first);
        later.map(|token| token.kind).find(|kind| matches!(kind, Kind::Arrow | Kind::Comma)) == Some(Kind::Arrow)
    }
}
