//! Columns: what runs produce and what every front shows.

use crate::experiment::Fault;

/// Results of consecutive futures under all arms, on their way from the engine to whoever keeps them.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// Index of the first future.
    pub first: u64,
    /// Number of futures.
    pub count: usize,
    /// Drawn uncertainties: `[uncertainty][future]`, in order of `Model::uncertainties`, before any arm's settings; none where they are
    /// not wanted.
    pub draws: Vec<Vec<f64>>,
    /// Outcomes: `[arm][outcome][future]`; NaN where the run faulted.
    pub outcomes: Vec<Vec<Vec<f64>>>,
    /// Series: `[arm][variable][point][future]`; NaN from a fault on.
    pub series: Vec<Vec<Vec<Vec<f64>>>>,
    /// Faults, by arm, then future; the first of each run.
    pub faults: Vec<Fault>,
}

/// Results of a whole experiment, held in memory.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// Names of the arms.
    pub arms: Vec<String>,
    /// Names of the outcomes.
    pub names: Vec<String>,
    /// Number of futures.
    pub futures: usize,
    /// `[arm][outcome][future]`; NaN where the run faulted.
    pub values: Vec<Vec<Vec<f64>>>,
    /// Names of the uncertainties.
    pub uncertainties: Vec<String>,
    /// `[uncertainty][future]`.
    pub draws: Vec<Vec<f64>>,
    /// All faults.
    pub faults: Vec<Fault>,
}

/// The values of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers.
    Number(Vec<f64>),
    /// Words.
    Text(Vec<String>),
}

/// A named column with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// Unit as shown; empty for words and pure numbers.
    pub unit: String,
    /// Values, one a row.
    pub values: Values,
}

/// A small result: equal columns under a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it holds.
    pub name: String,
    /// The columns, equally long.
    pub columns: Vec<Column>,
}

impl Table {
    /// An empty table.
    pub fn new(name: impl Into<String>) -> Self {
        Table { name: name.into(), columns: Vec::new() }
    }

    /// Adds a column of numbers.
    pub fn number(mut self, name: impl Into<String>, unit: impl Into<String>, values: Vec<f64>) -> Self {
        self.columns.push(Column { name: name.into(), unit: unit.into(), values: Values::Number(values) });
        self
    }

    /// Adds a column of words.
    pub fn text(mut self, name: impl Into<String>, values: Vec<String>) -> Self {
        self.columns.push(Column { name: name.into(), unit: String::new(), values: Values::Text(values) });
        self
    }
}
