//! What the page is answered. A number that is missing is `null`.

use schemars::JsonSchema;
use serde::Serialize;

/// A number that may be missing: NaN travels as `null`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Number(#[schemars(with = "Option<f64>")] pub f64);

/// A sentence or two in two languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Headline {
    /// English, at most sixty words.
    pub en: String,
    /// Korean.
    pub ko: String,
}

/// One outcome under one strategy.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerLevel {
    /// The strategy.
    pub id: String,
    /// Mean over futures.
    pub mean: Number,
    /// Lower end of its 95 % interval.
    pub mean_low: Number,
    /// Upper end of its 95 % interval.
    pub mean_high: Number,
    /// The value below which one future in twenty lies.
    pub p05: Number,
    /// First quartile.
    pub p25: Number,
    /// Median.
    pub p50: Number,
    /// Third quartile.
    pub p75: Number,
    /// The value above which one future in twenty lies.
    pub p95: Number,
    /// Share of futures in which it is acceptable; `null` without a threshold.
    pub share: Number,
    /// Lower end of its 95 % interval.
    pub share_low: Number,
    /// Upper end of its 95 % interval.
    pub share_high: Number,
}

/// The paired difference of one strategy from the reference.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerDifference {
    /// The strategy.
    pub id: String,
    /// Mean difference in the same futures.
    pub mean: Number,
    /// Lower end of its 95 % interval.
    pub low: Number,
    /// Upper end of its 95 % interval.
    pub high: Number,
    /// Share of futures in which it does better than the reference; `null` without direction.
    pub superior: Number,
    /// True where the interval is clear of zero and, once that was tested, the ordering survives other weights.
    pub decided: bool,
}

/// One outcome under all strategies.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerOutcome {
    /// Name.
    pub name: String,
    /// Under each strategy.
    pub strategies: Vec<AnswerLevel>,
    /// Of each strategy but the reference.
    pub differences: Vec<AnswerDifference>,
    /// The best strategy, where the futures decide it.
    pub best: Option<String>,
    /// The worst strategy, where the futures decide it.
    pub worst: Option<String>,
}

/// In how many futures a criterion is met.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerShare {
    /// The strategy.
    pub id: String,
    /// Share of futures.
    pub share: Number,
    /// Lower end of its 95 % interval.
    pub share_low: Number,
    /// Upper end of its 95 % interval.
    pub share_high: Number,
}

/// A criterion under all strategies.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerCriterion {
    /// Name.
    pub name: String,
    /// Under each strategy.
    pub strategies: Vec<AnswerShare>,
}

/// The first hundred futures under one strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnswerDots {
    /// The strategy.
    pub id: String,
    /// One letter a future: `1` the first criterion is met, `0` it is not, `x` the run failed.
    pub states: String,
}

/// One robustness measure of all strategies.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerMeasure {
    /// Name of the measure and, where it is of one outcome, of that: `minimax_regret:m_burden`.
    pub measure: String,
    /// Title.
    pub title: String,
    /// Korean title.
    pub ko: String,
    /// Strategies, best first; stress tests stand last.
    pub order: Vec<String>,
    /// Values in that order; those of an outcome in its shown unit.
    pub values: Vec<Number>,
}

/// How far a strategy falls short of the best one of each future.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerRegret {
    /// The strategy.
    pub id: String,
    /// Mean over futures of the shortfall on the outcomes of the first criterion, each as a share of its spread (5 to
    /// 95 % of all futures under all strategies), averaged over those outcomes.
    pub mean: Number,
    /// The shortfall that is exceeded in one of ten futures.
    pub p90: Number,
}

/// How verdicts were tested on other weights: all numbers fixed inside equations are multiplied, in every draw, by factors of
/// their own; an ordering survives that holds in nine of ten draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AnswerTested {
    /// Draws that count.
    pub draws: usize,
    /// Futures of each.
    pub futures: u64,
    /// Numbers that were changed; 0 where the equations hold none.
    pub weights: usize,
    /// How far, as a share of each.
    pub bound: f64,
    /// Differences from the reference, of outcomes with a direction, that sampling decides.
    pub decided: usize,
    /// Those of them whose ordering does not survive: undecided now.
    pub taken_back: usize,
}

/// What one rung of the ladder says.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Answer {
    /// Futures.
    pub futures: usize,
    /// True for the last rung.
    pub complete: bool,
    /// Runs that failed.
    pub faults: u64,
    /// In words.
    pub headline: Headline,
    /// Outcomes, in order of declaration.
    pub outcomes: Vec<AnswerOutcome>,
    /// Criteria, in order of declaration.
    pub criteria: Vec<AnswerCriterion>,
    /// The first hundred futures.
    pub dots: Vec<AnswerDots>,
    /// Robustness measures; empty for a single strategy.
    pub robustness: Vec<AnswerMeasure>,
    /// Regret; empty for a single strategy.
    pub regret: Vec<AnswerRegret>,
    /// How verdicts were tested on other weights; `null` where they are tested by sampling alone.
    pub tested: Option<AnswerTested>,
}

/// A variable over time under one strategy.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PathsStrategy {
    /// The strategy.
    pub id: String,
    /// Five rows: the values below which 5, 25, 50, 75 and 95 % of futures lie, point by point.
    pub bands: Vec<Vec<Number>>,
    /// The first three futures, point by point.
    pub samples: Vec<Vec<Number>>,
}

/// A paired difference over time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PathsDifference {
    /// The strategy that is compared with the reference.
    pub id: String,
    /// Lower end of the 95 % interval.
    pub low: Vec<Number>,
    /// Mean difference.
    pub mean: Vec<Number>,
    /// Upper end of the 95 % interval.
    pub high: Vec<Number>,
}

/// A variable over time under all strategies.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PathsVariable {
    /// Name.
    pub name: String,
    /// Unit of its values.
    pub unit: String,
    /// Under each strategy.
    pub strategies: Vec<PathsStrategy>,
    /// Of the first strategy that is not the reference; `null` for a single strategy.
    pub difference: Option<PathsDifference>,
    /// Of every strategy but the reference.
    pub differences: Vec<PathsDifference>,
}

/// Series of variables.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PathsAnswer {
    /// Futures.
    pub futures: usize,
    /// Times of the points.
    pub points: Vec<f64>,
    /// The variables.
    pub variables: Vec<PathsVariable>,
}

/// A player of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GamePlayer {
    /// The actor.
    pub actor: String,
    /// Precision of its choices, in 1/payoff as shown.
    pub precision: Number,
}

/// An action of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GameAction {
    /// Name.
    pub name: String,
    /// Where it leads.
    pub to: String,
    /// Its chance there.
    pub chance: Number,
}

/// A node of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GameNode {
    /// Name.
    pub name: String,
    /// The actor who moves.
    pub player: String,
    /// What it is worth to each player.
    pub values: Vec<Number>,
    /// Chance of being reached.
    pub reach: Number,
    /// What the player may do.
    pub actions: Vec<GameAction>,
}

/// An end of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GameTerminal {
    /// Name.
    pub name: String,
    /// What it is worth to each player.
    pub payoffs: Vec<Number>,
    /// Chance of being reached.
    pub reach: Number,
}

/// A game solved at one date in one future.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GameAnswer {
    /// The time asked for.
    pub at: f64,
    /// The date at which it was read, which is a step of the model.
    pub date: String,
    /// Unit of payoffs and values.
    pub payoff_unit: String,
    /// Who plays.
    pub players: Vec<GamePlayer>,
    /// Decision nodes, root first.
    pub nodes: Vec<GameNode>,
    /// Ends.
    pub terminals: Vec<GameTerminal>,
}

/// Why something was refused, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RefusalShown {
    /// What is wrong.
    pub why: String,
    /// How to mend it; may be empty.
    pub help: String,
}

/// A question that waits for its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QueueShown {
    /// Questions before it.
    pub ahead: usize,
}
