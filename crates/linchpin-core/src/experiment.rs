//! What is run: futures crossed with arms, under one seed.

use crate::model::{PolicyId, Setting, VarId, WorldId};

/// One column of an experiment: a policy, alone or within a world, with what it sets. All arms share futures and luck.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// Name shown to the reader, such as `declared_2026` or `declared_2026 in decoupling`.
    pub name: String,
    /// The policy, where it is one of the model's.
    pub policy: Option<PolicyId>,
    /// The world, where one is fixed.
    pub world: Option<WorldId>,
    /// Levers and uncertainties that differ from default and draw; a later entry overrules an earlier one.
    pub settings: Vec<(VarId, Setting)>,
}

/// Which luck and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Futures {
    /// The seed of every stream.
    pub seed: u64,
    /// Index of the first future.
    pub first: u64,
    /// How many.
    pub count: u64,
}

/// What a run keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Outcomes, in the order in which they are reported.
    pub outcomes: Vec<VarId>,
    /// Variables whose series are kept.
    pub series: Vec<VarId>,
    /// Steps at which the series have points, rising.
    pub at_steps: Vec<u32>,
    /// False: every event is silent.
    pub events: bool,
    /// Another step length, in base units of time.
    pub dt: Option<f64>,
}

/// Futures crossed with arms.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// Which futures.
    pub futures: Futures,
    /// The columns.
    pub arms: Vec<Arm>,
    /// What is kept.
    pub ask: Ask,
}

/// What went wrong in one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// Not a number.
    NotANumber,
    /// Beyond all numbers.
    Infinite,
    /// Below the watched bound given.
    Below(f64),
    /// Above the watched bound given.
    Above(f64),
    /// An event with a negative rate.
    NegativeRate,
    /// A rule set its lever outside its range.
    RuleOutOfRange,
}

/// A run that stopped counting: where, when, what. Its outcomes are NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// The future.
    pub future: u64,
    /// The arm, by index.
    pub arm: u32,
    /// Time at which it was seen, in base units.
    pub time: f64,
    /// The variable.
    pub variable: VarId,
    /// Its value then, in base units.
    pub value: f64,
    /// What is wrong with it.
    pub kind: FaultKind,
}
