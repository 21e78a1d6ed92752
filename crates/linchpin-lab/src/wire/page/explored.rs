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
    /// Chance of such a limit by luck; `null` where it was not asked.
    pub by_chance: Number,
    /// True where nothing but judgement stands behind the range.
    pub judged: bool,
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
    /// The finding in words.
    pub said: Vec<SaidShown>,
    /// What weakens it.
    pub notes: Vec<SaidShown>,
    /// All boxes, each inside the last.
    pub steps: Vec<BoxStep>,
    /// The one that the words are about.
    pub chosen: usize,
    /// Futures over the two strongest inputs; `null` where fewer than two are restricted.
    pub scatter: Option<BreaksScatter>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageBar {
    /// What it stands for.
    pub label: SaidShown,
    /// Its length.
    pub value: Number,
    /// Lower end of its 95 % interval.
    pub low: Number,
    /// Upper end.
    pub high: Number,
    /// True where nothing but judgement stands behind it.
    pub judged: bool,
    /// Titles of the sources behind the input of this name; empty for judgement alone.
    pub sources: Vec<String>,
}

/// Bars under a heading.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageBars {
    /// Heading.
    pub title: SaidShown,
    /// What the length means.
    pub axis: SaidShown,
    /// The bars, longest first.
    pub bars: Vec<PageBar>,
}

/// Cells under a heading.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageGrid {
    /// Heading.
    pub title: SaidShown,
    /// What a number means.
    pub cell: SaidShown,
    /// Names of the rows.
    pub rows: Vec<SaidShown>,
    /// Names of the columns.
    pub columns: Vec<SaidShown>,
    /// `[row][column]`.
    pub cells: Vec<Vec<Number>>,
}

/// What one analysis found about one subject.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageFinding {
    /// What it is about.
    pub subject: SaidShown,
    /// The finding in words.
    pub said: Vec<SaidShown>,
    /// What weakens it.
    pub notes: Vec<SaidShown>,
    /// Bars.
    pub bars: Vec<PageBars>,
    /// Grids.
    pub grids: Vec<PageGrid>,
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
    /// Failures by strategy, where it looks for them.
    pub breaks: Vec<Breaks>,
    /// What it found otherwise.
    pub findings: Vec<PageFinding>,
    /// Why it could not be done; empty where it was.
    pub refused: String,
}
