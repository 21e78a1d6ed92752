//! Chunks of any size, cut again into blocks of one size, so that a file does not show how its futures were computed.
//!
//! Comes in: chunks in order of futures. Goes out: row groups of a fixed number of futures, a group an arm. Memory: one
//! block. Refuses: chunks that leave futures out.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Chunk;

use crate::dataset::{Dataset, Piece};
use crate::layout::Layout;

/// Futures in a row group of `experiments` and `outcomes`: a few megabytes for a model of our size.
const FUTURES: usize = 16_384;
/// Numbers in a block of `series`; its futures follow from the layout.
const SERIES_NUMBERS: usize = 4 << 20;

/// Futures in a row group of `series`.
fn series_futures(layout: &Layout) -> usize {
    let a_future = (layout.arms.len() * layout.times.len() * layout.series.len()).max(1);
    (SERIES_NUMBERS / a_future).clamp(1, FUTURES)
}

/// Drawn uncertainties and outcomes on their way to their tables, in the units shown.
pub struct Rows {
    first: u64,
    count: usize,
    /// `[uncertainty][future]`.
    draws: Vec<Vec<f64>>,
    /// `[arm][outcome][future]`.
    outcomes: Vec<Vec<Vec<f64>>>,
}

impl Rows {
    /// Nothing yet; `first` is the first future to come.
    pub fn new(layout: &Layout, first: u64) -> Self {
        let outcomes = vec![vec![Vec::new(); layout.outcomes.len()]; layout.arms.len()];
        Rows { first, count: 0, draws: vec![Vec::new(); layout.draws.len()], outcomes }
    }

    /// Takes a chunk; whole blocks are written.
    pub fn take(
        &mut self,
        chunk: &Chunk,
        layout: &Layout,
        experiments: &mut Dataset,
        outcomes: &mut Dataset,
    ) -> Result<(), Refusal> {
        let mut from = 0;
        while from < chunk.count {
            let to = chunk.count.min(from + FUTURES - self.count);
            for ((into, column), drawn) in self.draws.iter_mut().zip(&layout.draws).zip(&chunk.draws) {
                into.extend(drawn[from..to].iter().map(|v| v / column.scale));
            }
            for (into, arm) in self.outcomes.iter_mut().zip(&chunk.outcomes) {
                for ((into, column), values) in into.iter_mut().zip(&layout.outcomes).zip(arm) {
                    into.extend(values[from..to].iter().map(|v| v / column.scale));
                }
            }
            self.count += to - from;
            from = to;
            if self.count == FUTURES {
                self.flush(layout, experiments, outcomes)?;
            }
        }
        Ok(())
    }

    /// Writes what is there.
    pub fn flush(&mut self, layout: &Layout, experiments: &mut Dataset, outcomes: &mut Dataset) -> Result<(), Refusal> {
        if self.count == 0 {
            return Ok(());
        }
        let futures: Vec<i64> = (self.first..).take(self.count).map(|future| future as i64).collect();
        let mut pieces = vec![Piece::Whole(&futures)];
        pieces.extend(self.draws.iter().map(|values| Piece::Number(values)));
        experiments.group(&pieces)?;
        for (arm, values) in layout.arms.iter().zip(&self.outcomes) {
            let words = [&arm.name, &arm.policy, &arm.world].map(|word| Piece::Word(word, self.count));
            let mut pieces = vec![Piece::Whole(&futures)];
            pieces.extend(words);
            pieces.extend(values.iter().map(|values| Piece::Number(values)));
            outcomes.group(&pieces)?;
        }
        self.first += self.count as u64;
        self.count = 0;
        self.draws.iter_mut().for_each(Vec::clear);
        self.outcomes.iter_mut().flatten().for_each(Vec::clear);
        Ok(())
    }
}

/// Series on their way to their table, in the units shown.
pub struct SeriesRows {
    first: u64,
    count: usize,
    block: usize,
    /// `[arm][variable]`, by future, then point.
    values: Vec<Vec<Vec<f64>>>,
}

impl SeriesRows {
    /// Nothing yet; `first` is the first future to come.
    pub fn new(layout: &Layout, first: u64) -> Self {
        let values = vec![vec![Vec::new(); layout.series.len()]; layout.arms.len()];
        SeriesRows { first, count: 0, block: series_futures(layout), values }
    }

    /// Takes a chunk's first `futures`; whole blocks are written.
    pub fn take(&mut self, chunk: &Chunk, futures: usize, layout: &Layout, series: &mut Dataset) -> Result<(), Refusal> {
        let mut from = 0;
        while from < futures {
            let to = futures.min(from + self.block - self.count);
            for (into, arm) in self.values.iter_mut().zip(&chunk.series) {
                for ((into, column), points) in into.iter_mut().zip(&layout.series).zip(arm) {
                    for future in from..to {
                        into.extend(points.iter().map(|point| point[future] / column.scale));
                    }
                }
            }
            self.count += to - from;
            from = to;
            if self.count == self.block {
                self.flush(layout, series)?;
            }
        }
        Ok(())
    }

    /// Writes what is there.
    pub fn flush(&mut self, layout: &Layout, series: &mut Dataset) -> Result<(), Refusal> {
        if self.count == 0 {
            return Ok(());
        }
        let points = layout.times.len();
        let futures: Vec<i64> = (self.first..).take(self.count).flat_map(|f| std::iter::repeat_n(f as i64, points)).collect();
        let times: Vec<f64> = (0..self.count).flat_map(|_| layout.times.iter().copied()).collect();
        for (arm, values) in layout.arms.iter().zip(&self.values) {
            let mut pieces = vec![Piece::Whole(&futures), Piece::Word(&arm.name, futures.len()), Piece::Number(&times)];
            pieces.extend(values.iter().map(|values| Piece::Number(values)));
            series.group(&pieces)?;
        }
        self.first += self.count as u64;
        self.count = 0;
        self.values.iter_mut().flatten().for_each(Vec::clear);
        Ok(())
    }
}
