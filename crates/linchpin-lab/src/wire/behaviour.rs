//! Behaviour tests of a model.

use serde::Serialize;

/// What was measured for a clause of a check: where it failed first, else at the last time it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Date or time.
    pub at: String,
    /// Left side, in `unit`; for clauses on average, of the means.
    pub left: Option<f64>,
    /// Right side, in `unit`.
    pub right: Option<f64>,
    /// Unit of the sides; base units where it has no name.
    pub unit: String,
    /// The comparison in words.
    pub shown: String,
    /// Share of futures in which the clause holds.
    pub share: Option<f64>,
    /// Share that it needs.
    pub needed: Option<f64>,
    /// The first future in which it does not hold.
    pub future: Option<u64>,
}

/// One clause of a check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClauseResult {
    /// As written.
    pub text: String,
    /// Whether it holds.
    pub passed: bool,
    /// Figures.
    pub measured: Measured,
}

/// One behaviour test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckResult {
    /// Its sentence.
    pub title: String,
    /// Where it is declared.
    pub place: String,
    /// Futures drawn.
    pub futures: u32,
    /// Whether all clauses hold.
    pub passed: bool,
    /// Why it could not be run.
    pub note: Option<String>,
    /// Futures in which a run faulted.
    pub faulted: usize,
    /// The first fault in words.
    pub first_fault: Option<String>,
    /// Its clauses.
    pub clauses: Vec<ClauseResult>,
}

/// The behaviour tests of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TestReport {
    /// Name of the model.
    pub model: String,
    /// How many hold.
    pub passed: usize,
    /// How many do not.
    pub failed: usize,
    /// All of them, in order of the text.
    pub checks: Vec<CheckResult>,
}
