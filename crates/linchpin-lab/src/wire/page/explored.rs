//! What the page is told of failures and of what matters, one analysis at a time.

use schemars::JsonSchema;
use serde::Serialize;

use super::Number;
use crate::wire::explore::SaidShown;

/// The part of an input's range that lies in a box.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BoxRange {
    /// The input.
    pub input: String,
    /// Its title.
    pub title: SaidShown,
    /// Its unit.
    pub unit: String,
    /// Ends of all futures' values.
    pub whole: [f64; 2],
    /// Ends inside the box.
    pub inside: [f64; 2],
    /// Values inside the box, of an input that has categories; else empty.
    pub among: Vec<f64>,
    /// Chance of such a limit by luck; `null` where it was not asked.
    pub by_chance: Number,
    /// True where nothing but judgement stands behind the range.
    pub judged: bool,
    /// Resamples whose box restricts this input too.
    pub came_back: usize,
}

/// One box of a search, to be selected.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BoxStep {
    /// Share of all failures inside.
    pub coverage: f64,
    /// Share of the futures inside that fail.
    pub density: f64,
    /// Ends of its 95 % interval.
    pub density_interval: [f64; 2],
    /// Share of all futures inside.
    pub mass: f64,
    /// Futures inside.
    pub futures: usize,
    /// Failures inside.
    pub failures: usize,
    /// The condition in words.
    pub when: SaidShown,
    /// Restricted inputs, the strongest first.
    pub ranges: Vec<BoxRange>,
}

/// One future over two inputs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BreaksDot {
    /// Value of the first.
    pub x: f64,
    /// Value of the second.
    pub y: f64,
    /// True where it fails.
    pub fails: bool,
}

/// Futures over the two strongest inputs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BreaksScatter {
    /// The input along the bottom.
    pub x: String,
    /// Its unit.
    pub x_unit: String,
    /// The input along the side.
    pub y: String,
    /// Its unit.
    pub y_unit: String,
    /// The futures.
    pub dots: Vec<BreaksDot>,
}

/// When one strategy fails.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Breaks {
    /// The strategy.
    pub id: String,
    /// The criterion or outcome that fails.
    pub measure: String,
    /// Futures that were judged.
    pub futures: usize,
    /// Those of them that fail.
    pub failures: usize,
    /// Futures left out because a run in them failed.
    pub left_out: usize,
    /// Times the futures were drawn again.
    pub resamples: usize,
    /// Those of them that gave the same box.
    pub same: usize,
    /// Why there is no box; empty where there is one.
    pub refused: String,
    /// All boxes, each inside the last.
    pub steps: Vec<BoxStep>,
    /// The one with the best balance of size and density; `same` is about it.
    pub chosen: usize,
    /// Futures over the two strongest inputs; `null` where fewer than two are restricted.
    pub scatter: Option<BreaksScatter>,
}

/// Mean advantage of one strategy over another in a part of the futures, in the measure's unit; of a criterion in futures of
/// 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TurnSide {
    /// The mean.
    pub mean: Number,
    /// Lower end of its 95 % interval.
    pub low: Number,
    /// Upper end.
    pub high: Number,
}

/// A value of an input at which the preference turns.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Turn {
    /// The input.
    pub input: String,
    /// Its unit.
    pub unit: String,
    /// The value.
    pub at: Number,
    /// Middle 90 % of the value over resamples: lower end.
    pub low: Number,
    /// Upper end.
    pub high: Number,
    /// Share of resamples in which the preference turns the same way.
    pub returns: Number,
    /// True when the strategy does better above the value, and the reference below.
    pub first_above: bool,
    /// Advantage of the strategy below the value.
    pub below: TurnSide,
    /// Advantage of the strategy above it.
    pub above: TurnSide,
    /// True where the turn is firm: it comes back in nine of ten resamples, both sides are clear of zero, and it survives
    /// other weights.
    pub firm: bool,
}

/// Where the preference between a strategy and the reference turns, on one measure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Turns {
    /// The strategy.
    pub id: String,
    /// The criterion or outcome.
    pub measure: String,
    /// Unit of the advantages; empty for a criterion, whose advantages are futures of 100.
    pub unit: String,
    /// Turning values, those where switching is worth most first; some may not be firm.
    pub turns: Vec<Turn>,
    /// Why there are none; empty where it was looked for.
    pub refused: String,
}

/// One measure under all strategies in one world.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WorldRow {
    /// The world; `null` for the futures as they are sampled.
    pub world: Option<String>,
    /// The strategy that stands first, where that is decided.
    pub first: Option<String>,
    /// Means in the order of the strategies; of a criterion futures of 100.
    pub values: Vec<Number>,
}

/// The same comparison in every theory world.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ByWorld {
    /// The criterion or outcome.
    pub measure: String,
    /// Unit of the values; empty for a criterion.
    pub unit: String,
    /// Futures of each world.
    pub futures: u64,
    /// The strategies.
    pub strategies: Vec<String>,
    /// As sampled first, then the worlds. A first place survives other weights there.
    pub rows: Vec<WorldRow>,
}

/// One input with its score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Scored {
    /// The input.
    pub input: String,
    /// The score.
    pub value: Number,
    /// Lower end of its 95 % interval.
    pub low: Number,
    /// Upper end.
    pub high: Number,
    /// True where nothing but judgement stands behind the input.
    pub judged: bool,
}

/// Inputs by how much a measure of one strategy turns on them, the strongest first.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Ranking {
    /// The strategy.
    pub id: String,
    /// The criterion or outcome.
    pub measure: String,
    /// The inputs.
    pub inputs: Vec<Scored>,
}

/// Which inputs a variable of one strategy turns on, date by date.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct OverTime {
    /// The strategy.
    pub id: String,
    /// The variable.
    pub variable: String,
    /// The dates, in the model's unit of time.
    pub times: Vec<f64>,
    /// The inputs, the strongest first.
    pub inputs: Vec<String>,
    /// `[input][date]`: share of the variance that the input explains alone, luck taken off.
    pub shares: Vec<Vec<Number>>,
}

/// One analysis of several.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ExploredAnswer {
    /// Analyses that are done, this one included.
    pub done: usize,
    /// Analyses in all.
    pub of: usize,
    /// Its name.
    pub analysis: String,
    /// The question it answers.
    pub question: SaidShown,
    /// Futures behind it.
    pub futures: usize,
    /// `prim`: failures by strategy.
    pub breaks: Vec<Breaks>,
    /// `tipping`: where the preference turns.
    pub turns: Vec<Turns>,
    /// `worlds`: the strategies in every theory world.
    pub worlds: Option<ByWorld>,
    /// `given_data`, `features`, `regional`: inputs by strategy and measure.
    pub rankings: Vec<Ranking>,
    /// `given_data`: inputs over time.
    pub over_time: Vec<OverTime>,
    /// Why it could not be done; empty where it was.
    pub refused: String,
}
