//! Which futures count, and the refusals that all methods share.
//!
//! Comes in: columns by future. Goes out: the futures that are complete, and how many are not. Refuses: columns of
//! different length, too few futures, a constant outcome.

use linchpin_core::diagnostic::Refusal;

/// Futures without a missing value, rising, and how many were left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complete {
    /// Indices of the futures that count.
    pub rows: Vec<usize>,
    /// Futures left out because an input or the outcome is missing (a run that faulted) or infinite.
    pub left_out: usize,
}

/// The rule for missing values of all methods that read futures one by one: a future with a missing or infinite value
/// in any column is left out whole, and counted.
pub fn complete_rows(inputs: &[&[f64]], outcome: &[f64]) -> Result<Complete, Refusal> {
    let futures = outcome.len();
    if let Some(at) = inputs.iter().position(|input| input.len() != futures) {
        return Err(Refusal::new(
            format!("input {} has {} values and the outcome {futures}", at + 1, inputs[at].len()),
            "give every column one value a future",
        ));
    }
    if inputs.is_empty() {
        return Err(Refusal::new("there is no input to look at", "declare at least one uncertainty, or choose inputs that vary"));
    }
    let mut whole: Vec<bool> = outcome.iter().map(|v| v.is_finite()).collect();
    for input in inputs {
        whole.iter_mut().zip(*input).for_each(|(keep, v)| *keep &= v.is_finite());
    }
    let rows: Vec<usize> = (0..futures).filter(|&row| whole[row]).collect();
    Ok(Complete { left_out: futures - rows.len(), rows })
}

/// The values at some rows, in their order.
pub(super) fn gather(values: &[f64], rows: &[usize]) -> Vec<f64> {
    rows.iter().map(|&row| values[row]).collect()
}

/// A number without the dust of its last bits: twelve digits behind the point.
fn shown(value: f64) -> f64 {
    let round = (value * 1e12).round() / 1e12;
    if round.is_finite() { round } else { value }
}

/// Refuses fewer futures than a method can speak about.
pub(super) fn enough(method: &str, have: usize, least: usize, what: &str) -> Result<(), Refusal> {
    match have >= least {
        true => Ok(()),
        false => Err(Refusal::new(
            format!("`{method}` needs at least {least} {what}; {have} can be used"),
            format!("run more {what}; look at the faults if many were left out"),
        )),
    }
}

/// Refuses an outcome that is the same everywhere.
pub(super) fn varies(method: &str, outcome: &[f64]) -> Result<(), Refusal> {
    let first = outcome.first().copied().unwrap_or(f64::NAN);
    match outcome.iter().any(|&v| v != first) {
        true => Ok(()),
        false => Err(Refusal::new(
            format!("`{method}`: the outcome is {} in every future, so nothing can explain it", shown(first)),
            "choose an outcome that varies, or widen the ranges of the uncertainties",
        )),
    }
}

/// Positions that sort the values, equal ones in their order.
pub(super) fn order(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    order
}
