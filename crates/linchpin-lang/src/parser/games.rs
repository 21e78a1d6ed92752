//! Games: players, nodes with actions, terminals with payoffs.

use super::properties::Common;
use super::{Parsed, Parser};
use crate::ast::{ActionText, Body, Expr, GamePart, Name, Titles};
use crate::lexer::Kind;

pub(crate) fn game(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the game")?;
    let (mut solution, mut parts) = (None, Vec::new());
    // Below a node or terminal that could not be read, actions and payoffs are read for their faults.
    let mut lost = false;
    p.properties(common, &mut |p, word| {
        match word {
            "solution" => solution = Some(p.name("`logit`")?),
            "player" => {
                let actor = p.name("the actor who plays")?;
                p.expect_word("precision", "`precision` and a value")?;
                parts.push(GamePart::Player { actor, precision: p.value_or_zero() });
                p.no_title("a player");
            }
            "node" => {
                lost = true;
                let name = p.declared("the name of the node")?;
                let actor = p.name("the actor who moves there")?;
                lost = false;
                parts.push(GamePart::Node { name, actor, actions: Vec::new() });
                p.no_title("a node");
            }
            "terminal" => {
                lost = true;
                let name = p.declared("the name of the terminal")?;
                lost = false;
                // With titles that cannot be read it is a terminal all the same, and its payoffs are its own.
                let titles = p.titles();
                let (titles, skip) = titles.map_or_else(|skip| (Titles::default(), Some(skip)), |titles| (titles, None));
                parts.push(GamePart::Terminal { name, titles, payoffs: Vec::new() });
                return skip.map_or(Ok(true), Err);
            }
            _ => return p.deeper_part(parts.last_mut(), lost),
        }
        Ok(true)
    });
    Ok(Body::Game { name, solution, parts })
}

impl Parser<'_> {
    /// Actions of the node above, payoffs of the terminal above.
    fn deeper_part(&mut self, part: Option<&mut GamePart>, lost: bool) -> Parsed<bool> {
        if self.peek() != Kind::Word {
            return Ok(false);
        }
        let (word, span) = (self.word(), self.span());
        match (self.ahead(1), part) {
            (Kind::Arrow, Some(GamePart::Node { actions, .. })) if !lost => actions.extend(self.actions()?),
            (Kind::Assign, Some(GamePart::Terminal { payoffs, .. })) if !lost => payoffs.extend(self.payoffs()?),
            (Kind::Arrow, _) if lost => drop(self.actions()?),
            (Kind::Assign, _) if lost => drop(self.payoffs()?),
            (Kind::Arrow, _) => {
                self.report("syntax", span, format!("the action `{word}` stands under no node"))
                    .help("put it below its node: `node NAME ACTOR`");
                return Err(super::Skip);
            }
            (Kind::Assign, _) => {
                self.report("syntax", span, format!("the payoff of `{word}` stands under no terminal"))
                    .help("put it below its terminal: `terminal NAME`");
                return Err(super::Skip);
            }
            (_, Some(part)) if self.token().first && !self.is_property(word) && !self.resembles_property(word) => {
                let form = match part {
                    GamePart::Player { .. } => return Ok(false),
                    GamePart::Node { .. } => "an action of a node is written `ACTION -> NODE`",
                    GamePart::Terminal { .. } => "a payoff at a terminal is written `ACTOR = VALUE`",
                };
                self.report("syntax", span, format!("`{word}` says nothing here")).help(form);
                return Err(super::Skip);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn actions(&mut self) -> Parsed<Vec<ActionText>> {
        let mut actions = Vec::new();
        loop {
            let name = self.name("an action")?;
            self.expect(Kind::Arrow, "`->` and where the action leads")?;
            let to = self.name("the node or terminal that the action leads to")?;
            actions.push(ActionText { name, to, titles: self.titles()? });
            if self.take(Kind::Comma).is_none() {
                return Ok(actions);
            }
        }
    }

    fn payoffs(&mut self) -> Parsed<Vec<(Name, Expr)>> {
        let mut payoffs = Vec::new();
        loop {
            let actor = self.name("the actor who gets the payoff")?;
            self.expect(Kind::Assign, "`=` and the payoff")?;
            payoffs.push((actor, self.expression()?));
            if self.take(Kind::Comma).is_none() {
                return Ok(payoffs);
            }
        }
    }

    /// `"Title" ko "제목"`, either or both or none.
    fn titles(&mut self) -> Parsed<Titles> {
        let title = if self.peek() == Kind::Text { Some(self.quoted("a title, in quotes")?) } else { None };
        let ko = if self.take_word("ko").is_some() { Some(self.quoted("the Korean title, in quotes")?) } else { None };
        Ok(Titles { title, ko })
    }

    fn no_title(&mut self, what: &str) {
        while let Some(span) = self.take(Kind::Text) {
            self.report("syntax", span, format!("{what} has no title")).help("say it in the game's longer text, or in a comment");
        }
    }
}
