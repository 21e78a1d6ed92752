//! The shapes of a sector cut: what holding a sector's links at their start does to the outcomes.

use serde::Serialize;

/// How far an outcome moves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectorMove {
    /// The outcome.
    pub outcome: String,
    /// Mean difference from the whole model over the same futures, in its standard errors; the same in every future, and
    /// not zero, is infinite and shown as `null`.
    pub standard_errors: f64,
    /// The same in standard deviations of the whole model.
    pub shift: f64,
}

/// One sector with its links held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectorCut {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Variables that something outside reads.
    pub links: Vec<String>,
    /// Only outcomes read the sector; the links towards them are held.
    pub towards_outcomes: bool,
    /// Futures that faulted.
    pub faulted: usize,
    /// True when an outcome moves by more than five standard errors.
    pub moves: bool,
    /// Outcomes, those that move most first.
    pub moved: Vec<SectorMove>,
}

/// Every sector of a model cut in turn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectorCuts {
    /// Name of the model.
    pub model: String,
    /// Futures run.
    pub futures: usize,
    /// Sectors that something reads, in order of the text.
    pub sectors: Vec<SectorCut>,
}
