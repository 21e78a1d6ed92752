//! After a run: what the outcomes say, one method a file, one row a method.
//!
//! Comes in: a [`Question`], which is outcomes with what is good about them. Goes out: small tables, and the plain data
//! behind them for callers that draw or write sentences. Refuses: outcomes and goals that do not belong together.
//!
//! All sums run over futures in rising order and are compensated, so no split of the futures into chunks, blocks or
//! threads can change a bit. Runs that faulted (NaN) are left out of a number that would need them, of both sides where
//! two are compared, and counted.

mod acceptable;
mod difference;
mod levels;
mod moments;
mod passes;
mod quantile;
mod ranking;
mod sketch;
#[cfg(test)]
mod tests;

pub use acceptable::{ACCEPTABLE, CRITERIA, Share, criterion_marks, marks, share, wilson};
pub use difference::{DIFFERENCES, Difference, SUPERIORITY, Verdict, difference, superiority};
pub use levels::{LEVELS, Level, level};
pub use moments::{Mean, Running, mean, sum};
pub use passes::{EXACT, Found, Sought, Walk, passes};
pub use quantile::{quantile, quantiles, sorted};
pub use ranking::{Extremes, RANKING, extremes};
pub use sketch::{COARSE, FINE, Sketch};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Acceptable, Better};
use linchpin_core::table::{Outcomes, Table};

/// Half the width of a 95 % interval, in standard errors of a normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// What is good about one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Which way is good.
    pub better: Better,
    /// The threshold, where there is one.
    pub acceptable: Option<Acceptable>,
    /// Unit as shown.
    pub unit: String,
    /// Base units in one of the unit shown; tables hold values in the unit shown.
    pub scale: f64,
}

/// Outcomes that must be acceptable together.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// Name.
    pub name: String,
    /// The outcomes, by index.
    pub outcomes: Vec<usize>,
}

/// Outcomes of an experiment with what is good about them.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What the runs produced.
    pub outcomes: &'a Outcomes,
    /// One goal an outcome, in the same order.
    pub goals: &'a [Goal],
    /// Criteria of the model.
    pub criteria: &'a [Together],
    /// The arm that the others are compared with.
    pub baseline: usize,
    /// True for an arm that is shown and never marked best (a stress test); one an arm.
    pub stress: &'a [bool],
}

impl Question<'_> {
    /// Refuses parts that do not fit each other.
    pub fn check(&self) -> Result<(), Refusal> {
        let (arms, outcomes) = (self.outcomes.arms.len(), self.outcomes.names.len());
        let fits = self.goals.len() == outcomes
            && self.stress.len() == arms
            && self.baseline < arms
            && self.outcomes.values.len() == arms
            && self
                .outcomes
                .values
                .iter()
                .all(|arm| arm.len() == outcomes && arm.iter().all(|v| v.len() == self.outcomes.futures))
            && self.criteria.iter().all(|c| c.outcomes.iter().all(|&at| at < outcomes && self.goals[at].acceptable.is_some()));
        match fits {
            true => Ok(()),
            false => Err(Refusal::new("outcomes, goals and criteria do not belong to one experiment", "")),
        }
    }

    /// Values of one outcome under one arm, by future.
    pub fn values(&self, arm: usize, outcome: usize) -> &[f64] {
        &self.outcomes.values[arm][outcome]
    }
}

/// A method as a row: what it is called, what it says, where it is published.
#[derive(Clone, Copy)]
pub struct Analysis {
    /// Name on the command line.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Where it is published, or `standard`.
    pub source: &'static str,
    /// The method: one table.
    pub run: fn(&Question<'_>) -> Result<Table, Refusal>,
}

/// Every method.
pub const ANALYSES: &[Analysis] = &[LEVELS, DIFFERENCES, SUPERIORITY, ACCEPTABLE, CRITERIA, RANKING];

/// The method of this name.
pub fn analysis(name: &str) -> Option<&'static Analysis> {
    ANALYSES.iter().find(|row| row.name == name)
}
