//! Checks: what is set, what is compared, what must hold when and in which futures.

use linchpin_core::diagnostic::Span;

use super::properties::Common;
use super::{Parsed, Parser};
use crate::ast::{AcrossText, Body, ClauseText, SetText, WhenText};
use crate::lexer::Kind;

pub(crate) fn check(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let header = p.last_span();
    let (mut futures, mut policy, mut step, mut no_events) = (None, None, None, None);
    let (mut when, mut against, mut then) = (SetText::default(), SetText::default(), Vec::new());
    let (mut found, mut speaker, mut expect) = (Vec::new(), None, None);
    // Which list a setting on a line of its own goes on with.
    let mut sets_baseline = None;
    p.properties(common, &mut |p, word| {
        match word {
            "futures" => futures = Some(p.amount()?),
            "policy" => policy = Some(p.name("the name of a policy")?),
            "step" => step = Some(p.amount()?),
            "no" => {
                let start = p.last_span();
                p.expect_word("events", "`events`")?;
                no_events = Some(start.to(p.last_span()));
            }
            "when" => {
                sets_baseline = Some(false);
                p.set(&mut when)?;
            }
            "against" => {
                sets_baseline = Some(true);
                p.set(&mut against)?;
            }
            "then" => {
                sets_baseline = None;
                let start = p.last_span();
                then.push(p.clause(start)?);
            }
            "in" => found.push(p.locator()?),
            "speaker" => speaker = Some(p.speaker()?),
            "expect" => expect = Some(p.name("`reproduced`, `contradicted` or `depends`")?),
            _ => match sets_baseline {
                Some(true) => return p.settings_here(&mut against.settings, "a lever or an uncertainty"),
                Some(false) => return p.settings_here(&mut when.settings, "a lever or an uncertainty"),
                None => return Ok(false),
            },
        }
        Ok(true)
    });
    if common.title.is_none() {
        p.report("syntax", header, "this check does not say what it checks").help("write `check \"what must hold\"`");
    }
    Ok(Body::Check { futures, policy, step, no_events, when, against, then, found, speaker, expect })
}

impl Parser<'_> {
    /// What follows `when` and `against`: a policy, settings, or both.
    fn set(&mut self, set: &mut SetText) -> Parsed<()> {
        let named = self.peek() == Kind::Word && self.word() == "policy" && self.ahead(1) == Kind::Word;
        if named {
            self.bump();
            set.policy = Some(self.name("the name of a policy")?);
            if self.take(Kind::Comma).is_none() {
                return Ok(());
            }
        }
        self.settings(&mut set.settings, "a lever or an uncertainty")
    }

    /// What follows `then`: a condition, when it must hold, and in which futures.
    fn clause(&mut self, start: Span) -> Parsed<ClauseText> {
        let condition = self.expression()?;
        let (mut when, mut across) = (None, None);
        while self.peek() == Kind::Word {
            let (word, span) = (self.word(), self.span());
            let twice = match word {
                "at" | "until" | "always" => when.is_some(),
                "in" | "on" => across.is_some(),
                _ => break,
            };
            if twice {
                self.report("given-twice", span, format!("`{word}` says a second time when or where this must hold"))
                    .help("delete one of the two");
            }
            self.bump();
            match word {
                "at" => when = Some(WhenText::At(self.amount()?)),
                "until" => when = Some(WhenText::Until(self.amount()?)),
                "always" => when = Some(WhenText::Always(span)),
                "on" => {
                    self.expect_word("average", "`average`")?;
                    across = Some(AcrossText::Average(span.to(self.last_span())));
                }
                _ => across = Some(self.futures_of(span)?),
            }
        }
        Ok(ClauseText { condition, when, across, span: start.to(self.last_span()) })
    }

    /// `all futures` or `n % of futures`, after `in`.
    fn futures_of(&mut self, start: Span) -> Parsed<AcrossText> {
        if self.take_word("all").is_some() {
            self.expect_word("futures", "`futures`")?;
            return Ok(AcrossText::All(start.to(self.last_span())));
        }
        if self.peek() != Kind::Number {
            return Err(self.expected("`all futures` or a share such as `95 % of futures`"));
        }
        let share = self.amount()?;
        if self.peek() == Kind::Word && self.word() == "futures" {
            let span = self.span();
            self.report("syntax", span, "`of` is missing before `futures`").help("write `in 95 % of futures`");
        } else {
            self.expect_word("of", "`of futures`")?;
        }
        self.expect_word("futures", "`futures`")?;
        Ok(AcrossText::Share(share))
    }
}
