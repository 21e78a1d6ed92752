//! Games: players, nodes with actions, terminals with payoffs.

use super::properties::Common;
use super::{Parsed, Parser};
use crate::ast::{ActionText, Body, GamePart};
use crate::lexer::Kind;

pub(crate) fn game(p: &mut Parser, common: &mut Common) -> Parsed<Body> {
    let name = p.declared("the name of the game")?;
    let (mut solution, mut parts) = (None, Vec::new());
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
                let name = p.declared("the name of the node")?;
                let actor = p.name("the actor who moves there")?;
                parts.push(GamePart::Node { name, actor, actions: Vec::new() });
                p.no_title("a node");
            }
            "terminal" => {
                let name = p.declared("the name of the terminal")?;
                parts.push(GamePart::Terminal { name, payoffs: Vec::new() });
                p.no_title("a terminal");
            }
            _ => return p.deeper_part(parts.last_mut()),
        }
        Ok(true)
    });
    Ok(Body::Game { name, solution, parts })
}

impl Parser<'_> {
    /// Actions of the node above, payoffs of the terminal above.
    fn deeper_part(&mut self, part: Option<&mut GamePart>) -> Parsed<bool> {
        if self.peek() != Kind::Word {
            return Ok(false);
        }
        match (self.ahead(1), part) {
            (Kind::Arrow, Some(GamePart::Node { actions, .. })) => loop {
                let name = self.name("an action")?;
                self.expect(Kind::Arrow, "`->` and where the action leads")?;
                actions.push(ActionText { name, to: self.name("the node or terminal that the action leads to")? });
                if self.take(Kind::Comma).is_none() {
                    break;
                }
            },
            (Kind::Assign, Some(GamePart::Terminal { payoffs, .. })) => loop {
                let actor = self.name("the actor who gets the payoff")?;
                self.expect(Kind::Assign, "`=` and the payoff")?;
                payoffs.push((actor, self.expression()?));
                if self.take(Kind::Comma).is_none() {
                    break;
                }
            },
            (Kind::Arrow, _) => {
                let (word, span) = (self.word(), self.span());
                self.report("syntax", span, format!("the action `{word}` stands under no node")).help("put it below its node: `node NAME ACTOR`");
                return Err(super::Skip);
            }
            (Kind::Assign, _) => {
                let (word, span) = (self.word(), self.span());
                self.report("syntax", span, format!("the payoff of `{word}` stands under no terminal")).help("put it below its terminal: `terminal NAME`");
                return Err(super::Skip);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn no_title(&mut self, what: &str) {
        while let Some(span) = self.take(Kind::Text) {
            self.report("syntax", span, format!("{what} has no title")).help("say it in the game's longer text, or in a comment");
        }
    }
}
