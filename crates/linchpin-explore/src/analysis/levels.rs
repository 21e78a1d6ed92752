//! Levels: mean and range of every outcome under every arm.
//!
//! Comes in: a question. Goes out: mean, standard error, median, 5-95 % range. Levels rest on priors more than
//! differences do, so whoever shows a level shows its range.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Table;

use super::moments::{Mean, mean};
use super::quantile::quantiles;
use super::{Analysis, Question};

/// Means and ranges.
pub const LEVELS: Analysis = Analysis {
    name: "levels",
    doc: "Mean with standard error, median and the range from 5 to 95 % of futures, for every outcome under every arm.",
    source: "standard",
    run: table,
};

/// The level of one outcome under one arm, in base units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Mean and standard error.
    pub mean: Mean,
    /// The value below which one future in twenty lies.
    pub low: f64,
    /// The middle one.
    pub median: f64,
    /// The value above which one future in twenty lies.
    pub high: f64,
}

/// The level of one outcome under one arm.
pub fn level(values: &[f64]) -> Level {
    let [low, median, high] = quantiles(values, [0.05, 0.5, 0.95]);
    Level { mean: mean(values), low, median, high }
}

fn table(question: &Question<'_>) -> Result<Table, Refusal> {
    question.check()?;
    let (mut arms, mut names, mut units) = (Vec::new(), Vec::new(), Vec::new());
    let mut numbers: [Vec<f64>; 7] = Default::default();
    for (arm, arm_name) in question.outcomes.arms.iter().enumerate() {
        for (outcome, name) in question.outcomes.names.iter().enumerate() {
            let goal = &question.goals[outcome];
            let level = level(question.values(arm, outcome));
            arms.push(arm_name.clone());
            names.push(name.clone());
            units.push(goal.unit.clone());
            let shown =
                [level.mean.value, level.mean.standard_error, level.low, level.median, level.high].map(|v| v / goal.scale);
            let counts = [level.mean.n as f64, level.mean.left_out as f64];
            numbers.iter_mut().zip(shown.into_iter().chain(counts)).for_each(|(column, value)| column.push(value));
        }
    }
    let mut table = Table::new("levels").text("arm", arms).text("outcome", names).text("unit", units);
    for (name, column) in ["mean", "standard_error", "p5", "median", "p95", "futures", "left_out"].into_iter().zip(numbers) {
        table = table.number(name, "", column);
    }
    Ok(table)
}
