//! In how many futures is it acceptable?
//!
//! Comes in: values by future and thresholds. Goes out: shares with Wilson intervals, for single outcomes and for
//! criteria (all of their outcomes acceptable in the same future). A future that faulted is left out and counted.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Acceptable;
use linchpin_core::table::Table;

use super::{Analysis, Question, Z95};

/// Acceptable shares by outcome.
pub const ACCEPTABLE: Analysis = Analysis {
    name: "acceptable",
    doc: "Share of futures in which an outcome meets its threshold, with a 95 % Wilson interval.",
    source: "Wilson 1927; Simon 1956 for satisficing",
    run: acceptable_table,
};

/// Acceptable shares by criterion.
pub const CRITERIA: Analysis = Analysis {
    name: "criteria",
    doc: "Share of futures in which all outcomes of a criterion meet their thresholds together, with a 95 % Wilson interval.",
    source: "Starr 1963, domain criterion",
    run: criteria_table,
};

/// A share of futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Futures that count.
    pub n: usize,
    /// Futures left out because the run faulted.
    pub left_out: usize,
    /// Futures in which it holds.
    pub holds: usize,
    /// `holds / n`; NaN when no future counts.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// 1 where a value meets its threshold, 0 where it does not, NaN where the run faulted.
pub fn marks(values: &[f64], acceptable: Acceptable) -> Vec<f64> {
    values.iter().map(|&v| if v.is_nan() { v } else { f64::from(acceptable.holds(v)) }).collect()
}

/// 1 where every outcome of a criterion meets its threshold, 0 where one does not, NaN where one is missing.
pub fn criterion_marks(question: &Question<'_>, arm: usize, criterion: usize) -> Vec<f64> {
    let mut all = vec![1.0; question.outcomes.futures];
    for &outcome in &question.criteria[criterion].outcomes {
        let Some(acceptable) = question.goals[outcome].acceptable else { continue };
        for (mark, one) in all.iter_mut().zip(marks(question.values(arm, outcome), acceptable)) {
            *mark *= one;
        }
    }
    all
}

impl Share {
    /// So many of `n` futures, none of which is left out.
    pub fn of(holds: usize, n: usize) -> Self {
        let (low, high) = wilson(holds, n);
        Share { n, left_out: 0, holds, value: holds as f64 / n as f64, low, high }
    }
}

/// The share of ones among marks.
pub fn share(marks: &[f64]) -> Share {
    let n = marks.iter().filter(|m| !m.is_nan()).count();
    let holds = marks.iter().filter(|&&m| m == 1.0).count();
    Share { left_out: marks.len() - n, ..Share::of(holds, n) }
}

/// The 95 % score interval of a share: holds its coverage near 0 and 1, where mean plus and minus errors leaves them.
/// NaN for no futures.
/// Source: Wilson 1927.
pub fn wilson(holds: usize, n: usize) -> (f64, f64) {
    let (k, n) = (holds as f64, n as f64);
    let z2 = Z95 * Z95;
    let centre = (k + z2 / 2.0) / (n + z2);
    let half = Z95 / (n + z2) * (k * (n - k) / n + z2 / 4.0).sqrt();
    // At the ends the bound is the end itself; rounding may miss it by a bit.
    let low = if k == 0.0 && n > 0.0 { 0.0 } else { centre - half };
    let high = if k == n && n > 0.0 { 1.0 } else { centre + half };
    (low, high)
}

fn acceptable_table(question: &Question<'_>) -> Result<Table, Refusal> {
    question.check()?;
    let mut rows = Vec::new();
    for (arm, arm_name) in question.outcomes.arms.iter().enumerate() {
        for (outcome, name) in question.outcomes.names.iter().enumerate() {
            if let Some(acceptable) = question.goals[outcome].acceptable {
                rows.push((arm_name.clone(), name.clone(), share(&marks(question.values(arm, outcome), acceptable))));
            }
        }
    }
    Ok(table("acceptable", "outcome", rows))
}

fn criteria_table(question: &Question<'_>) -> Result<Table, Refusal> {
    question.check()?;
    let mut rows = Vec::new();
    for (arm, arm_name) in question.outcomes.arms.iter().enumerate() {
        for (at, criterion) in question.criteria.iter().enumerate() {
            rows.push((arm_name.clone(), criterion.name.clone(), share(&criterion_marks(question, arm, at))));
        }
    }
    Ok(table("criteria", "criterion", rows))
}

fn table(name: &str, of: &str, rows: Vec<(String, String, Share)>) -> Table {
    let number = |of: fn(&Share) -> f64| rows.iter().map(|row| of(&row.2)).collect::<Vec<f64>>();
    Table::new(name)
        .text("arm", rows.iter().map(|row| row.0.clone()).collect())
        .text(of, rows.iter().map(|row| row.1.clone()).collect())
        .number("share", "", number(|s| s.value))
        .number("low", "", number(|s| s.low))
        .number("high", "", number(|s| s.high))
        .number("futures", "", number(|s| s.n as f64))
        .number("left_out", "", number(|s| s.left_out as f64))
}
