//! Results on their way to the files of one chunk, in the units shown.
//!
//! Comes in: pieces of any size in order of futures. Goes out: rows of whole chunks, and series in blocks of a fixed number of
//! futures, so that files do not show how their futures were computed. Memory: one chunk and one block of series.

use std::ops::Range;

use linchpin_core::experiment::Fault;
use linchpin_core::table::Chunk;

use crate::layout::{Layout, fault_word};

/// Numbers in a row group of `series`.
const SERIES_NUMBERS: usize = 4 << 20;
/// Futures in a row group of `series` at most.
const SERIES_FUTURES: usize = 16_384;

/// Drawn uncertainties, outcomes and faults of consecutive futures.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The first future.
    pub first: u64,
    /// Futures.
    pub count: usize,
    /// `[uncertainty][future]`.
    pub draws: Vec<Vec<f64>>,
    /// `[arm][outcome][future]`.
    pub outcomes: Vec<Vec<Vec<f64>>>,
    /// Future and line of `faults`.
    pub faults: Vec<(u64, String)>,
}

impl Rows {
    /// Nothing yet; `first` is the first future to come.
    pub fn new(layout: &Layout, first: u64, room: usize) -> Self {
        let column = || Vec::with_capacity(room);
        Rows {
            first,
            count: 0,
            draws: layout.draws.iter().map(|_| column()).collect(),
            outcomes: layout.arms.iter().map(|_| layout.outcomes.iter().map(|_| column()).collect()).collect(),
            faults: Vec::new(),
        }
    }

    /// Takes some futures of a chunk, counted from its first.
    pub fn take(&mut self, chunk: &Chunk, part: Range<usize>, layout: &Layout) {
        for ((into, column), drawn) in self.draws.iter_mut().zip(&layout.draws).zip(&chunk.draws) {
            into.extend(drawn[part.clone()].iter().map(|v| v / column.scale));
        }
        for (into, arm) in self.outcomes.iter_mut().zip(&chunk.outcomes) {
            for ((into, column), values) in into.iter_mut().zip(&layout.outcomes).zip(arm) {
                into.extend(values[part.clone()].iter().map(|v| v / column.scale));
            }
        }
        let futures = chunk.first + part.start as u64..chunk.first + part.end as u64;
        let inside = chunk.faults.iter().filter(|fault| futures.contains(&fault.future));
        self.faults.extend(inside.map(|fault| (fault.future, fault_line(fault, layout))));
        self.count += part.len();
    }
}

/// Series of consecutive futures.
#[derive(Clone, Debug, Default)]
pub struct SeriesRows {
    /// The first future.
    pub first: u64,
    /// Futures.
    pub count: usize,
    /// `[arm][variable]`, by future, then point.
    pub values: Vec<Vec<Vec<f64>>>,
}

impl SeriesRows {
    /// Nothing yet; `first` is the first future to come.
    pub fn new(layout: &Layout, first: u64) -> Self {
        SeriesRows { first, count: 0, values: vec![vec![Vec::new(); layout.series.len()]; layout.arms.len()] }
    }

    /// Futures of a whole block.
    pub fn block(layout: &Layout) -> usize {
        let a_future = (layout.arms.len() * layout.times.len() * layout.series.len()).max(1);
        (SERIES_NUMBERS / a_future).clamp(1, SERIES_FUTURES)
    }

    /// Takes some futures of a chunk, counted from its first.
    pub fn take(&mut self, chunk: &Chunk, part: Range<usize>, layout: &Layout) {
        for (into, arm) in self.values.iter_mut().zip(&chunk.series) {
            for ((into, column), points) in into.iter_mut().zip(&layout.series).zip(arm) {
                for future in part.clone() {
                    into.extend(points.iter().map(|point| point[future] / column.scale));
                }
            }
        }
        self.count += part.len();
    }
}

/// The head of `faults`.
pub const FAULTS_HEAD: &str = "future,arm,time,variable,value,unit,kind\n";

fn fault_line(fault: &Fault, layout: &Layout) -> String {
    let (name, unit, scale) =
        layout.variables.get(fault.variable.idx()).map_or(("?", "", 1.0), |v| (v.0.as_str(), v.1.as_str(), v.2));
    let arm = layout.arms.get(fault.arm as usize).map_or("?", |arm| arm.name.as_str());
    let (time, value) = (fault.time / layout.time_scale, fault.value / scale);
    format!("{},{},{time},{},{value},{},{}\n", fault.future, quoted(arm), quoted(name), quoted(unit), fault_word(fault.kind))
}

/// A field of a CSV line.
pub fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}
