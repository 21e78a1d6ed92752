//! A run and what it shows.

use super::Quantity;
use serde::Serialize;

/// A mean with what is known of it, in the outcome's unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelShown {
    /// Mean over futures.
    pub mean: f64,
    /// Standard error of the mean.
    pub standard_error: f64,
    /// 5 % of futures lie below.
    pub p5: f64,
    /// Half of the futures lie below.
    pub median: f64,
    /// 5 % of futures lie above.
    pub p95: f64,
    /// Futures that count.
    pub futures: usize,
    /// Futures left out because the run failed.
    pub left_out: usize,
}

/// A paired difference from the baseline, in the outcome's unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DifferenceShown {
    /// Mean difference in the same futures.
    pub mean: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// Standard error of the paired differences.
    pub standard_error: f64,
    /// `better`, `worse`, `more`, `less`, `same` or `undecided`.
    pub verdict: &'static str,
    /// Share of futures in which it does better, ties half; `null` without a direction.
    pub better_in: Option<f64>,
    /// Futures that count.
    pub futures: usize,
    /// Futures left out because a run failed.
    pub left_out: usize,
}

/// A share of futures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareShown {
    /// Between 0 and 1.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// Futures that count.
    pub futures: usize,
}

/// One outcome under one arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCell {
    /// Name of the arm.
    pub arm: String,
    /// Level; never to be shown without its range.
    pub level: LevelShown,
    /// From the baseline; `null` for the baseline.
    pub difference: Option<DifferenceShown>,
    /// Share of futures in which it is acceptable; `null` without a threshold.
    pub acceptable: Option<ShareShown>,
}

/// One outcome of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunOutcome {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title.
    pub ko: String,
    /// Unit of all numbers here.
    pub unit: String,
    /// `higher`, `lower` or `neither`.
    pub better: &'static str,
    /// Threshold with its direction, such as `<= 3.4`.
    pub acceptable: Option<String>,
    /// Among those shown first.
    pub headline: bool,
    /// The best arm; `null` where undecided.
    pub best: Option<String>,
    /// The worst arm; `null` where undecided.
    pub worst: Option<String>,
    /// Under each arm.
    pub arms: Vec<RunCell>,
}

/// A criterion under one arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCriterionCell {
    /// Name of the arm.
    pub arm: String,
    /// Share of futures in which it is met.
    pub share: ShareShown,
    /// Difference from the baseline's share; `null` for the baseline.
    pub difference: Option<DifferenceShown>,
}

/// A criterion of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCriterion {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title.
    pub ko: String,
    /// The best arm; `null` where undecided.
    pub best: Option<String>,
    /// The worst arm; `null` where undecided.
    pub worst: Option<String>,
    /// Under each arm.
    pub arms: Vec<RunCriterionCell>,
}

/// An arm of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunArm {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// A stress test: never marked best.
    pub stress: bool,
    /// Runs that failed.
    pub failed: usize,
}

/// The arms of a run within one world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunWorld {
    /// Name of the world; `null` for the futures as they are sampled.
    pub world: Option<String>,
    /// The arm that others are compared with.
    pub baseline: String,
    /// The arms.
    pub arms: Vec<RunArm>,
    /// Outcomes, in order of declaration.
    pub outcomes: Vec<RunOutcome>,
    /// Criteria, in order of declaration.
    pub criteria: Vec<RunCriterion>,
}

/// How inputs stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InputsShown {
    /// Claims only.
    pub evidence: usize,
    /// Judgement bounded by claims.
    pub bounded_judgement: usize,
    /// Judgement alone.
    pub judgement: usize,
}

/// One setting made by hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SettingShown {
    /// Lever or uncertainty.
    pub name: String,
    /// Its value.
    pub value: Quantity,
}

/// Faults of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FaultsShown {
    /// The variable.
    pub variable: String,
    /// What was wrong.
    pub kind: String,
    /// How many of the faults that were kept.
    pub count: usize,
    /// The first in words.
    pub first: String,
}

/// A run and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunReport {
    /// Name of the model.
    pub model: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its texts.
    pub fingerprint: String,
    /// Futures that are complete.
    pub futures: usize,
    /// Futures asked for.
    pub asked: u64,
    /// True when it was cancelled.
    pub cancelled: bool,
    /// The seed.
    pub seed: u64,
    /// How futures were drawn.
    pub design: &'static str,
    /// False: every event was silent.
    pub events: bool,
    /// What was set by hand.
    pub settings: Vec<SettingShown>,
    /// In plain words.
    pub paragraph: String,
    /// What the numbers are and are not.
    pub caveats: Vec<String>,
    /// What the inputs stand on.
    pub inputs: InputsShown,
    /// Runs that failed.
    pub failed: u64,
    /// The failures by variable.
    pub faults: Vec<FaultsShown>,
    /// World by world.
    pub worlds: Vec<RunWorld>,
    /// Folder of the study; `null` when none was kept.
    pub study: Option<String>,
}
