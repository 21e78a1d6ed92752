//! Dimensional stacking: a picture of failure over several inputs at once, inputs nested in the axes.
//!
//! Comes in: any futures, an outcome or marks, and the inputs to stack, the most important first. Goes out: a grid of means
//! and counts. Refuses: fewer than two inputs, more cells than futures can fill.

use linchpin_core::diagnostic::Refusal;

use super::region::{Input, Kind};
use super::rows::{complete_rows, enough, gather};
use super::{Method, Needs};
use crate::analysis::{quantile, sorted, sum};

/// The row of this method.
pub const STACKING: Method = Method {
    name: "stacking",
    doc: "Cuts the most important inputs into levels and lays them out in one grid, one input nested in another, to show where futures fail.",
    source: "LeBlanc, Ward & Wittels 1990; Suzuki, Stern & Manzocchi 2015",
    needs: Needs::Futures,
    independent: false,
    refuses: &["fewer than two inputs to stack", "a grid with more cells than futures"],
};

/// One stacked input.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Which input.
    pub input: usize,
    /// Upper ends of the levels of a number but the last, or the values of an input sliced by value.
    pub levels: Vec<f64>,
    /// True when each level is one value.
    pub by_value: bool,
    /// Number of levels.
    pub count: usize,
}

/// The grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Inputs down the rows, outermost first.
    pub rows: Vec<Axis>,
    /// Inputs across the columns, outermost first.
    pub columns: Vec<Axis>,
    /// Mean of the outcome, `[row][column]`; NaN for an empty cell.
    pub means: Vec<Vec<f64>>,
    /// Futures, `[row][column]`.
    pub counts: Vec<Vec<usize>>,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Stacks inputs in turn on rows and columns: the first is the outermost on the rows, the second on the columns. Numbers
/// with more values than `levels` are cut at their quantiles.
pub fn stacking(inputs: &[Input<'_>], outcome: &[f64], stacked: &[usize], levels: usize) -> Result<Stack, Refusal> {
    if stacked.len() < 2 || stacked.iter().any(|&at| at >= inputs.len()) || levels < 2 {
        return Err(Refusal::new(
            "stacking needs at least two inputs and two levels",
            "name the inputs, the most important first; `features` ranks them",
        ));
    }
    let chosen: Vec<&[f64]> = stacked.iter().map(|&at| inputs[at].values).collect();
    let complete = complete_rows(&chosen, outcome)?;
    enough("stacking", complete.rows.len(), 4, "futures")?;
    let values = gather(outcome, &complete.rows);
    let (mut rows, mut columns, mut row_of, mut column_of) =
        (Vec::new(), Vec::new(), vec![0; values.len()], vec![0; values.len()]);
    let mut cells = 1_usize;
    for (turn, &input) in stacked.iter().enumerate() {
        let column = gather(inputs[input].values, &complete.rows);
        let (axis, level_of) = cut(input, inputs[input].kind, &column, levels);
        cells = cells.saturating_mul(axis.count);
        let (axes, place) = if turn % 2 == 0 { (&mut rows, &mut row_of) } else { (&mut columns, &mut column_of) };
        place.iter_mut().zip(level_of).for_each(|(place, level)| *place = *place * axis.count + level);
        axes.push(axis);
        if cells > values.len() {
            return Err(Refusal::new(
                format!("{} futures cannot fill a grid of {cells} cells or more", values.len()),
                "stack fewer inputs, cut them into fewer levels, or run more futures",
            ));
        }
    }
    let size = |axes: &[Axis]| axes.iter().map(|axis| axis.count).product::<usize>();
    let (height, width) = (size(&rows), size(&columns));
    let mut members = vec![vec![Vec::new(); width]; height];
    for (at, value) in values.iter().enumerate() {
        members[row_of[at]][column_of[at]].push(*value);
    }
    let mean = |cell: &Vec<f64>| sum(cell.iter().copied()) / cell.len() as f64;
    Ok(Stack {
        means: members.iter().map(|row| row.iter().map(mean).collect()).collect(),
        counts: members.iter().map(|row| row.iter().map(Vec::len).collect()).collect(),
        rows,
        columns,
        left_out: complete.left_out,
    })
}

fn cut(input: usize, kind: Kind, column: &[f64], levels: usize) -> (Axis, Vec<usize>) {
    let rising = sorted(column);
    let mut values = rising.clone();
    values.dedup();
    if kind == Kind::Category || values.len() <= levels {
        let of = column.iter().map(|v| values.partition_point(|known| known < v)).collect();
        return (Axis { input, count: values.len(), levels: values, by_value: true }, of);
    }
    let mut ends: Vec<f64> = (1..levels).map(|at| quantile(&rising, at as f64 / levels as f64)).collect();
    ends.dedup();
    let of = column.iter().map(|v| ends.partition_point(|end| end < v)).collect();
    (Axis { input, count: ends.len() + 1, levels: ends, by_value: false }, of)
}
