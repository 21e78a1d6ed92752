//! Solution concepts: what a game becomes.
//!
//! Comes in: a tree with payoffs and precisions. Goes out: equations for chances, reaches and values, computed in the
//! step like any other. They stand among the words because the language needs their names and their loops, and the
//! engine sees only equations.

mod logit;

use crate::expr::Expr;
use crate::game::Place;

/// The shape of a game and what its players gain.
#[derive(Clone, Debug)]
pub struct Tree {
    /// Name of the game.
    pub game: String,
    /// Names of the players.
    pub players: Vec<String>,
    /// Precision of each player.
    pub precision: Vec<Expr>,
    /// Nodes, root first: name, player, actions with where they lead.
    pub nodes: Vec<TreeNode>,
    /// Terminals: name and payoff of each player.
    pub terminals: Vec<(String, Vec<Expr>)>,
}

/// One node of a [`Tree`].
#[derive(Clone, Debug)]
pub struct TreeNode {
    /// Name.
    pub name: String,
    /// Player who moves, by index.
    pub player: usize,
    /// Actions.
    pub actions: Vec<(String, Place)>,
}

/// What a generated variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Chance that the mover at a node takes an action.
    Chance {
        /// The node.
        node: usize,
        /// The action.
        action: usize,
    },
    /// Chance that a place is reached from the root.
    Reach(Place),
    /// A player's expected payoff at a place.
    Value {
        /// The place.
        place: Place,
        /// The player.
        player: usize,
    },
    /// A step on the way, of no interest outside.
    Inner,
}

/// One equation of a solved game. `Expr::Variable` inside it may name another equation of the same game: id
/// `base + index in the list`.
#[derive(Clone, Debug)]
pub struct Equation {
    /// Full name, such as `crisis.open.press`.
    pub name: String,
    /// What it stands for.
    pub role: Role,
    /// True when it is in the unit of payoffs, false when it is a pure number.
    pub payoff: bool,
    /// Its equation.
    pub expr: Expr,
}

/// A solution concept as a row.
pub struct Solution {
    /// Keyword in the language.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Where it is published.
    pub source: &'static str,
    /// Lowers a game whose equations will get consecutive ids from `base`.
    pub lower: fn(tree: &Tree, base: u32) -> Vec<Equation>,
}

/// All solution concepts; the first is the default.
pub const SOLUTIONS: &[Solution] = &[logit::LOGIT];

/// The solution concept of this name.
pub fn find(name: &str) -> Option<&'static Solution> {
    SOLUTIONS.iter().find(|solution| solution.name == name)
}
