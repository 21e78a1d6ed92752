//! A game as it stands in one future at one date.

use serde::Serialize;

/// A player of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlayerShown {
    /// Name of the actor.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Precision, in 1/payoff unit.
    pub precision: f64,
}

/// An action with its chance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionShown {
    /// Name.
    pub name: String,
    /// Name of the node or terminal that it leads to.
    pub to: String,
    /// Chance that the mover takes it, once there.
    pub chance: f64,
}

/// A node or terminal of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceShown {
    /// Name.
    pub name: String,
    /// Index of the player who moves; a terminal has none.
    pub player: Option<usize>,
    /// Chance that it is reached from the root.
    pub reach: f64,
    /// Expected payoff of each player from here on, in the payoff unit.
    pub values: Vec<f64>,
    /// What the mover can do; a terminal has none.
    pub actions: Vec<ActionShown>,
}

/// A game as it stands in one future at one date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GameShown {
    /// Name of the model.
    pub model: String,
    /// Name of the game.
    pub game: String,
    /// Its title.
    pub title: String,
    /// The policy; none is the model as it stands.
    pub policy: Option<String>,
    /// The date or time of the step shown.
    pub date: String,
    /// The future; none is every uncertainty at its default and no event.
    pub future: Option<u64>,
    /// The seed.
    pub seed: u64,
    /// Unit of payoffs.
    pub payoff_unit: String,
    /// Who plays.
    pub players: Vec<PlayerShown>,
    /// Nodes, root first, then terminals.
    pub places: Vec<PlaceShown>,
}
