//! Games between governments as data: extensive form with perfect information.

use crate::diagnostic::Span;
use crate::expr::Expr;
use crate::model::{ActorId, SectorId, VarId, Words};

/// Who chooses, and how surely.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// The actor.
    pub actor: ActorId,
    /// Precision of its choices, in 1/payoff.
    pub precision: Expr,
    /// Where it is declared.
    pub span: Span,
}

/// Where an action leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A decision node, by index.
    Node(usize),
    /// A terminal, by index.
    Terminal(usize),
}

/// One choice at a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Name, unique within its node.
    pub name: String,
    /// Titles; may be empty.
    pub words: Words,
    /// Where it leads.
    pub to: Place,
    /// Where it is declared.
    pub span: Span,
}

/// A point at which one player chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Name, unique among nodes and terminals of the game.
    pub name: String,
    /// The player who moves, by index.
    pub player: usize,
    /// What it can do; at least one.
    pub actions: Vec<Action>,
    /// Where it is declared.
    pub span: Span,
}

/// An end of the game.
#[derive(Clone, Debug, PartialEq)]
pub struct Terminal {
    /// Name, unique among nodes and terminals of the game.
    pub name: String,
    /// Titles; may be empty.
    pub words: Words,
    /// Payoff of each player, in the order of `Game::players`.
    pub payoffs: Vec<Expr>,
    /// Where it is declared.
    pub span: Span,
}

/// A game: the first node is the root; every node and terminal is reached; no node is its own successor.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// Chapter it belongs to.
    pub sector: Option<SectorId>,
    /// Solution concept: the name of a row of [`crate::solution::SOLUTIONS`].
    pub solution: &'static str,
    /// Who plays.
    pub players: Vec<Player>,
    /// Decision nodes, root first.
    pub nodes: Vec<Node>,
    /// Ends.
    pub terminals: Vec<Terminal>,
    /// The variables that the game became, in the order of its solution's equations.
    pub variables: Vec<VarId>,
    /// Not shown on the page.
    pub hidden: bool,
    /// Where it is declared.
    pub span: Span,
}
