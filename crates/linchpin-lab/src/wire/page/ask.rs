//! What the page asks: strategies, moved ranges and thresholds.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One strategy of a question: a policy, and levers moved by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrategyAsked {
    /// A short name, such as `A`.
    #[schemars(regex(pattern = "^[A-Za-z0-9_-]{1,16}$"))]
    pub id: String,
    /// The policy; empty for every lever at its default.
    #[serde(default)]
    pub policy: String,
    /// Levers moved by hand, in their shown units.
    #[serde(default)]
    pub set: BTreeMap<String, f64>,
}

/// What a reader has set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Setting {
    /// The model.
    pub model: String,
    /// Seed of all luck.
    #[serde(default = "default_seed")]
    pub seed: u64,
    /// Numbers of futures, rising: one answer each. A number is the size of the design too.
    #[serde(default = "default_ladder")]
    #[schemars(length(min = 1, max = 4), inner(range(min = 1, max = 65_536)))]
    pub ladder: Vec<u64>,
    /// The strategies, one to four.
    #[schemars(length(min = 1, max = 4))]
    pub strategies: Vec<StrategyAsked>,
    /// The strategy that the others are compared with; the first when left out.
    #[serde(default)]
    pub reference: Option<String>,
    /// A world whose uncertainties are fixed.
    #[serde(default)]
    pub world: Option<String>,
    /// Ranges of uncertainties moved by hand, in their shown units.
    #[serde(default)]
    pub ranges: BTreeMap<String, [f64; 2]>,
    /// Uncertainties held at a value, in their shown units.
    #[serde(default)]
    pub locks: BTreeMap<String, f64>,
    /// Thresholds of outcomes moved by hand, in their shown units.
    #[serde(default)]
    pub thresholds: BTreeMap<String, f64>,
    /// False: every event is silent.
    #[serde(default = "default_events")]
    pub events: bool,
    /// True: a comparison ends with one more answer, in which only verdicts that survive other weights are told.
    #[serde(default)]
    pub weights: bool,
}

fn default_seed() -> u64 {
    42
}

fn default_ladder() -> Vec<u64> {
    vec![256, 4096]
}

fn default_events() -> bool {
    true
}

/// A question about what breaks a strategy, or what should be found out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExploreSetting {
    /// What is set. The last number of the ladder, at most 4,096, is the number of futures.
    #[serde(flatten)]
    pub setting: Setting,
    /// The strategy that is looked at; every one when left out.
    #[serde(default)]
    pub about: Option<String>,
}

/// A question about series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathsSetting {
    /// What is set. The last number of the ladder, at most 4,096, is the number of futures.
    #[serde(flatten)]
    pub setting: Setting,
    /// The variables, one to thirty-two.
    #[schemars(length(min = 1, max = 32))]
    pub variables: Vec<String>,
}

/// A question about a game.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GameSetting {
    /// What is set. The last number of the ladder is the number of futures that the future is one of.
    #[serde(flatten)]
    pub setting: Setting,
    /// The game.
    pub game: String,
    /// When, in the model's unit of time; the start when left out.
    #[serde(default)]
    pub at: Option<f64>,
    /// Which future, from 0; left out, every uncertainty is at its default and no event happens.
    #[serde(default)]
    pub future: Option<u64>,
    /// Under which strategy; the reference when left out.
    #[serde(default)]
    pub strategy: Option<String>,
}
