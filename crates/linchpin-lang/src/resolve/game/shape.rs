//! The shape of a game: who plays, where, what leads where.
//!
//! Comes in: players, nodes and terminals as written. Goes out: the same with indices. Refuses: what is no tree (or tree
//! with joining branches) from the first node, places never reached, payoffs missing.

use std::collections::HashMap;

use linchpin_core::diagnostic::{Diagnostic, Span, nearest};
use linchpin_core::expr::Expr;
use linchpin_core::game::{Action, Game, Node, Place, Player, Terminal};
use linchpin_core::model::{ActorId, Words};

use super::Plan;
use crate::ast::{self, GamePart};
use crate::resolve::draft::Draft;
use crate::resolve::names::Names;

/// Solving walks a game by recursion, and nobody reads a tree as large as this.
const MOST_NODES: usize = 1000;

/// Words in the names of generated variables, which nodes and actions may not be called.
const KEPT: [&str; 6] = ["reach", "value", "payoff", "top", "total", "weight"];

impl Draft<'_> {
    pub(super) fn players(
        &mut self,
        game: &ast::Name,
        parts: &[GamePart],
        names: &Names,
    ) -> (Vec<Player>, Vec<ast::Expr>, Vec<String>) {
        let (mut players, mut precisions, mut known): (Vec<Player>, Vec<ast::Expr>, Vec<String>) = Default::default();
        for part in parts {
            let GamePart::Player { actor, precision } = part else { continue };
            let id = names.actors.find(actor, self);
            if let Some(at) = known.iter().position(|name| *name == actor.text) {
                let first = players[at].span;
                let found = Diagnostic::error("defined-twice", actor.span, format!("`{}` plays twice in this game", actor.text))
                    .related(first, "already a player here")
                    .help("delete one of the two lines");
                self.report(found);
                continue;
            }
            players.push(Player { actor: ActorId(id.unwrap_or(0)), precision: Expr::Number(f64::NAN), span: actor.span });
            precisions.push(precision.clone());
            known.push(actor.text.clone());
        }
        if players.is_empty() {
            let found = Diagnostic::error("game-shape", game.span, format!("nobody plays in the game `{}`", game.text))
                .help("name its players: `player ACTOR precision VALUE`");
            self.report(found);
        }
        (players, precisions, known)
    }

    /// Nodes and terminals by name, in the order of the text.
    pub(super) fn places(&mut self, parts: &[GamePart]) -> HashMap<String, (Place, Span)> {
        let mut places: HashMap<String, (Place, Span)> = HashMap::new();
        let (mut n_nodes, mut n_terminals) = (0, 0);
        for part in parts {
            let (name, place) = match part {
                GamePart::Player { .. } => continue,
                GamePart::Node { name, .. } => {
                    n_nodes += 1;
                    (name, Place::Node(n_nodes - 1))
                }
                GamePart::Terminal { name, .. } => {
                    n_terminals += 1;
                    (name, Place::Terminal(n_terminals - 1))
                }
            };
            self.kept_name(name, "node or terminal");
            if let Some((_, first)) = places.get(&name.text) {
                let found = Diagnostic::error(
                    "defined-twice",
                    name.span,
                    format!("`{}` is the name of two places in this game", name.text),
                )
                .related(*first, "first defined here")
                .help("nodes and terminals share names: rename one of the two");
                self.report(found);
            } else {
                places.insert(name.text.clone(), (place, name.span));
            }
        }
        places
    }

    fn kept_name(&mut self, name: &ast::Name, what: &str) {
        if KEPT.contains(&name.text.as_str()) {
            let found = Diagnostic::error("reserved-name", name.span, format!("no {what} may be called `{}`", name.text))
                .help("the numbers that a game makes are named with this word; choose another");
            self.report(found);
        }
    }

    fn player_idx(&mut self, players: &[String], actor: &ast::Name, plays: &str) -> Option<usize> {
        let at = players.iter().position(|name| *name == actor.text);
        if at.is_none() {
            let found = Diagnostic::error(
                "unknown-player",
                actor.span,
                format!("`{}` {plays}, but is no player of this game", actor.text),
            );
            let help = match nearest(&actor.text, players.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add `player {} precision VALUE`", actor.text),
            };
            self.report(found.help(help));
        }
        at
    }

    pub(super) fn node(
        &mut self,
        plan: &mut Plan,
        places: &HashMap<String, (Place, Span)>,
        name: &ast::Name,
        actor: &ast::Name,
        actions: &[ast::ActionText],
    ) {
        let player = self.player_idx(&plan.players, actor, "moves here").unwrap_or(0);
        let mut known: Vec<Action> = Vec::new();
        for action in actions {
            self.kept_name(&action.name, "action");
            if let Some(first) = known.iter().find(|other| other.name == action.name.text) {
                let found = Diagnostic::error(
                    "defined-twice",
                    action.name.span,
                    format!("`{}` stands twice at the node `{}`", action.name.text, name.text),
                )
                .related(first.span, "first here")
                .help("rename one of the two actions");
                self.report(found);
                continue;
            }
            let to = match places.get(&action.to.text) {
                Some((place, _)) => *place,
                None => {
                    let mut all: Vec<&str> = places.keys().map(String::as_str).collect();
                    all.sort_unstable();
                    let found = Diagnostic::error(
                        "unknown-place",
                        action.to.span,
                        format!("this game has no node or terminal `{}`", action.to.text),
                    );
                    let found = match nearest(&action.to.text, all).and_then(|near| places.get_key_value(near)) {
                        Some((near, (_, place))) => {
                            found.related(*place, format!("`{near}` is defined here")).help(format!("did you mean `{near}`?"))
                        }
                        None => found.help(format!("add `node {0} ACTOR` or `terminal {0}`", action.to.text)),
                    };
                    self.report(found);
                    continue;
                }
            };
            known.push(Action { name: action.name.text.clone(), words: called(&action.titles), to, span: action.name.span });
        }
        if actions.is_empty() {
            let found = Diagnostic::error("game-shape", name.span, format!("nothing can be done at the node `{}`", name.text))
                .help("give it actions, `ACTION -> PLACE`, or make it a terminal");
            self.report(found);
        }
        plan.game.nodes.push(Node { name: name.text.clone(), player, actions: known, span: name.span });
    }

    pub(super) fn terminal(
        &mut self,
        plan: &mut Plan,
        name: &ast::Name,
        titles: &ast::Titles,
        payoffs: &[(ast::Name, ast::Expr)],
    ) {
        let mut paid: Vec<Option<ast::Expr>> = vec![None; plan.players.len()];
        for (actor, payoff) in payoffs {
            let Some(player) = self.player_idx(&plan.players, actor, "is paid here") else { continue };
            if let Some(first) = &paid[player] {
                let first = first.span;
                let found =
                    Diagnostic::error("defined-twice", actor.span, format!("`{}` is paid twice at `{}`", actor.text, name.text))
                        .related(first, "first here")
                        .help("delete one of the two payoffs");
                self.report(found);
                continue;
            }
            paid[player] = Some(payoff.clone());
        }
        for (player, _) in paid.iter().enumerate().filter(|(_, payoff)| payoff.is_none()) {
            let who = &plan.players[player];
            let found = Diagnostic::error("missing-payoff", name.span, format!("`{who}` gets no payoff at `{}`", name.text))
                .help(format!("every player is paid at every terminal: add `{who} = 0`"));
            self.report(found);
        }
        plan.payoffs.push(paid);
        let words = called(titles);
        plan.game.terminals.push(Terminal { name: name.text.clone(), words, payoffs: Vec::new(), span: name.span });
    }

    /// One root, which is the first node; everything reached; no way back.
    /// Where actions or places are at fault already (`whole` is false), nothing is said about what is reached.
    pub(super) fn shape(&mut self, game: &Game, name: &ast::Name, whole: bool) {
        if game.nodes.is_empty() {
            let found = Diagnostic::error("game-shape", name.span, format!("the game `{}` has no node", game.name))
                .help("add one: `node NAME ACTOR`, with its actions below");
            return self.report(found);
        }
        if game.terminals.is_empty() {
            let found = Diagnostic::error("game-shape", name.span, format!("the game `{}` has no end", game.name))
                .help("add `terminal NAME` with the payoffs of all players below");
            return self.report(found);
        }
        if game.nodes.len() > MOST_NODES {
            let found =
                Diagnostic::error("game-shape", name.span, format!("the game `{}` has more than {MOST_NODES} nodes", game.name))
                    .help("split it into several games");
            return self.report(found);
        }
        // Depth first with a path of its own: a game of the text may be a very long chain.
        let mut state = vec![0_u8; game.nodes.len()];
        let mut reached = vec![false; game.terminals.len()];
        let mut path: Vec<(usize, usize)> = vec![(0, 0)];
        state[0] = 1;
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(action) = game.nodes[node].actions.get(*next) else {
                state[node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match action.to {
                Place::Terminal(end) => reached[end] = true,
                Place::Node(to) if state[to] == 0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                Place::Node(to) if state[to] == 1 => {
                    let from = path.iter().position(|(open, _)| *open == to).unwrap_or(0);
                    let round: Vec<&str> = path[from..]
                        .iter()
                        .map(|(open, _)| game.nodes[*open].name.as_str())
                        .chain([game.nodes[to].name.as_str()])
                        .collect();
                    let found = Diagnostic::error(
                        "game-shape",
                        action.span,
                        format!("the game `{}` goes in a circle: {}", game.name, round.join(" -> ")),
                    )
                    .related(game.nodes[to].span, "back to here")
                    .help("a game runs forward to its ends: let this action lead to a new place");
                    return self.report(found);
                }
                Place::Node(_) => {}
            }
        }
        if !whole {
            return;
        }
        let unreached_nodes =
            game.nodes.iter().zip(&state).filter(|(_, state)| **state == 0).map(|(node, _)| (&node.name, node.span));
        let unreached_ends =
            game.terminals.iter().zip(&reached).filter(|(_, reached)| !**reached).map(|(end, _)| (&end.name, end.span));
        let unreached: Vec<(String, Span)> =
            unreached_nodes.chain(unreached_ends).map(|(name, span)| (name.clone(), span)).collect();
        for (place, span) in unreached {
            let found = Diagnostic::error("game-shape", span, format!("no play of the game `{}` gets to `{place}`", game.name))
                .help(format!("play begins at the first node, `{}`: let an action lead here, or delete it", game.nodes[0].name));
            self.report(found);
        }
    }
}

fn called(titles: &ast::Titles) -> Words {
    let text = |quoted: &Option<ast::Quoted>| quoted.as_ref().map_or_else(String::new, |quoted| quoted.text.clone());
    Words { title: text(&titles.title), ko: text(&titles.ko), ..Words::default() }
}
