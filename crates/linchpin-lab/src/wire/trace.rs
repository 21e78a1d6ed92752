//! The shapes of a trace: from an outcome back to claims and judgements, and from claims forward to outcomes.

use serde::Serialize;

use super::{InputsShown, Reference};

/// A share of an outcome's variance, 0 to 1, with half the width of its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TraceShare {
    /// The share; sampling error can push it a little below 0.
    pub value: f64,
    /// Half the width of the interval.
    pub half_width: f64,
}

/// What the spread of an outcome over sampled futures rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Numbers that are judgement alone, by themselves.
    pub judgement: TraceShare,
    /// The same with all in which they take part together with others.
    pub judgement_total: TraceShare,
    /// Judgement that claims bound, by itself.
    pub bounded: TraceShare,
    /// Plain evidence, by itself.
    pub evidence: TraceShare,
    /// Luck by itself: events and draws of each step.
    pub luck: TraceShare,
    /// What is left: several of these together.
    pub together: f64,
}

/// Where a number is moved to, and what that does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TraceEnd {
    /// The number, where several are told together.
    pub of: Option<String>,
    /// The value, with its unit.
    pub value: String,
    /// The source that gives this value, where the number is a constant that sources dispute.
    pub said_by: Option<String>,
    /// Mean difference in standard deviations of the outcome.
    pub shift: f64,
}

/// A number that the outcome hangs on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TraceInput {
    /// Name.
    pub name: String,
    /// `uncertainty`, `lever`, `constant` or `table`.
    pub kind: &'static str,
    /// Title.
    pub title: String,
    /// `evidence`, `bounded judgement` or `judgement`.
    pub basis: &'static str,
    /// Claims that it stands on.
    pub claims: Vec<String>,
    /// Share of the outcome's spread, for what is drawn.
    pub share: Option<TraceShare>,
    /// Where it was moved to, for what is not drawn.
    pub ends: Vec<TraceEnd>,
    /// The shortest way from the outcome to it, both left out.
    pub path: Vec<String>,
}

/// A claim behind an outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TraceClaim {
    /// Name.
    pub name: String,
    /// What it says.
    pub says: String,
    /// How firmly it stands.
    pub standing: &'static str,
    /// Numbers reached that stand on it.
    pub inputs: Vec<String>,
    /// Sum of their shares of the spread; `null` where none is drawn.
    pub share: Option<f64>,
}

/// An outcome that claims lead to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TraceOutcome {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Share of its spread that the numbers standing on the claims carry together.
    pub share: Option<TraceShare>,
    /// What moving the others does, the strongest first.
    pub ends: Vec<TraceEnd>,
    /// Numbers through which it is reached.
    pub through: Vec<String>,
}

/// What an outcome hangs on, or what hangs on claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TraceReport {
    /// Name of the model.
    pub model: String,
    /// What was traced.
    pub subject: Reference,
    /// Futures of the ensemble.
    pub futures: usize,
    /// Seed of all luck.
    pub seed: u64,
    /// Futures left out because the run faulted.
    pub left_out: usize,
    /// Computed variables between the inputs and the outcome; a game counts once.
    pub equations: usize,
    /// How all inputs of the model stand.
    pub inputs: InputsShown,
    /// How the inputs reached stand; for an outcome.
    pub reached: Option<InputsShown>,
    /// What the spread rests on; for an outcome that has one.
    pub spread: Option<Spread>,
    /// For an outcome: what is drawn, by share of the spread. For claims: the numbers that stand on them.
    pub moved: Vec<TraceInput>,
    /// What is not drawn, by how far moving it moves the outcome.
    pub fixed: Vec<TraceInput>,
    /// The claims.
    pub claims: Vec<TraceClaim>,
    /// Outcomes that the claims lead to, by how much they carry of each.
    pub outcomes: Vec<TraceOutcome>,
    /// Variables that the claims bear on without being a number of theirs.
    pub informs: Vec<Reference>,
    /// Worlds, sentences and checks that stand on the claims.
    pub used_by: Vec<Reference>,
}
