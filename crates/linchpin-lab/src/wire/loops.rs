//! Feedback loops of a model.

use serde::Serialize;

/// One link of a feedback loop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoopLink {
    /// What is read.
    pub from: String,
    /// What reads it.
    pub to: String,
    /// `+`, `-`, or `?` where it goes both ways or was not seen to act.
    pub sign: char,
}

/// A parameter that switches a link off at an end of its range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// A lever or uncertainty.
    pub parameter: String,
    /// The value that cuts, with its unit.
    pub value: String,
    /// The link that is cut: from.
    pub from: String,
    /// The link that is cut: to.
    pub to: String,
}

/// A feedback loop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FeedbackLoop {
    /// `R` reinforcing, `B` balancing, `?` where a sign is open.
    pub polarity: char,
    /// Its links, the last one leading back to the first.
    pub links: Vec<LoopLink>,
    /// What cuts it.
    pub cuts: Vec<Cut>,
}

/// Feedback loops of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoopReport {
    /// Name of the model.
    pub model: String,
    /// The policy under which it ran.
    pub policy: Option<String>,
    /// The name that the loops lead through.
    pub through: Option<String>,
    /// Longest loop looked for, in variables.
    pub longest: usize,
    /// The loops shown, shortest first.
    pub loops: Vec<FeedbackLoop>,
    /// How many there are up to that length.
    pub found: u64,
    /// False when counting stopped early: there are at least so many.
    pub complete: bool,
    /// Variables that hold themselves back (loops of one).
    pub self_correcting: Vec<String>,
    /// Variables that drive themselves on, or whose sign is open (loops of one).
    pub self_feeding: Vec<String>,
}
