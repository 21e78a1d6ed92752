//! The numbers of a comparison by walks over columns that do not fit the memory.
//!
//! Comes in: a way to read one outcome under some arms, a stretch of futures after the other. Goes out: levels, differences,
//! shares and ranks, to the bit those that the whole columns give. Refuses: what the reading refuses.
//!
//! Three walks: sums and shares; squares about the means, and sums of the pairs that the ranking needs; their squares. A
//! column is held whole, one at a time, for its quantiles, up to [`EXACT`] futures; above that they come from a sketch.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Acceptable, Better};

use super::acceptable::{Share, wilson};
use super::difference::{Difference, judged};
use super::levels::Level;
use super::moments::{Mean, Running};
use super::quantile::quantiles;
use super::ranking::Extremes;
use super::sketch::{FINE, Sketch};

/// Futures up to which quantiles are exact: 32 MiB. Above, a quantile misses an order statistic by 0.025 % of it at most.
pub const EXACT: usize = 4 << 20;

/// Reads one column under some arms: calls back with `[arm][future]` for stretches of futures in their order.
pub type Walk<'a> = dyn FnMut(&[usize], &mut dyn FnMut(&[Vec<f64>])) -> Result<(), Refusal> + 'a;

/// What is wanted of a column.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// Which way is good.
    pub better: Better,
    /// The threshold, where there is one.
    pub acceptable: Option<Acceptable>,
    /// The arm that the others are compared with.
    pub baseline: usize,
    /// True for an arm that is shown and never marked best.
    pub stress: &'a [bool],
    /// Levels with quantiles are wanted.
    pub levels: bool,
}

/// What was found, arm by arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Mean and range; quantiles are NaN where they were not wanted.
    pub levels: Vec<Level>,
    /// From the baseline; its own is against itself and means nothing.
    pub differences: Vec<Difference>,
    /// Share of futures in which the arm is better than the baseline.
    pub superiority: Vec<f64>,
    /// Acceptable shares, or shares of ones where no threshold is given.
    pub shares: Vec<Share>,
    /// Best and worst, where decided.
    pub extremes: Extremes,
}

/// Sums of one sample on the way to its mean and standard error.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    all: usize,
    n: usize,
    sum: Running,
    squares: Running,
}

impl Sums {
    fn add(&mut self, value: f64) {
        self.all += 1;
        if !value.is_nan() {
            self.n += 1;
            self.sum.add(value);
        }
    }

    fn mean(&self) -> f64 {
        if self.n == 0 { f64::NAN } else { self.sum.value() / self.n as f64 }
    }

    fn add_square(&mut self, value: f64, mean: f64) {
        if !value.is_nan() {
            self.squares.add((value - mean) * (value - mean));
        }
    }

    fn found(&self) -> Mean {
        let (n, left_out) = (self.n, self.all - self.n);
        let standard_error = if n < 2 { f64::NAN } else { (self.squares.value() / (n - 1) as f64 / n as f64).sqrt() };
        Mean { n, left_out, value: self.mean(), standard_error }
    }
}

/// Sums of `a - b`, first over all futures, then about their mean.
struct Pair {
    a: usize,
    b: usize,
    sums: Sums,
}

impl Pair {
    fn new(a: usize, b: usize) -> Self {
        Pair { a, b, sums: Sums::default() }
    }

    fn add(&mut self, columns: &[Vec<f64>]) {
        columns[self.a].iter().zip(&columns[self.b]).for_each(|(a, b)| self.sums.add(a - b));
    }

    fn add_squares(&mut self, columns: &[Vec<f64>]) {
        let mean = self.sums.mean();
        columns[self.a].iter().zip(&columns[self.b]).for_each(|(a, b)| self.sums.add_square(a - b, mean));
    }

    fn difference(&self, means: &[f64]) -> Difference {
        judged(self.sums.found(), means[self.b].abs().max(means[self.a].abs()))
    }
}

/// Walks over one column under all of `arms` arms and gives what is sought.
pub fn passes(arms: usize, sought: Sought<'_>, walk: &mut Walk<'_>) -> Result<Found, Refusal> {
    let every: Vec<usize> = (0..arms).collect();
    let mut sums = vec![Sums::default(); arms];
    let mut whole = vec![Sums::default(); arms];
    let mut from_base: Vec<Pair> = every.iter().map(|&arm| Pair::new(arm, sought.baseline)).collect();
    let mut points = vec![(0.0_f64, 0.0_f64); arms];
    let mut holds = vec![0_usize; arms];
    walk(&every, &mut |columns| {
        let futures = columns.first().map_or(0, Vec::len);
        let complete: Vec<bool> = (0..futures).map(|at| columns.iter().all(|column| !column[at].is_nan())).collect();
        for (arm, column) in columns.iter().enumerate() {
            for (value, complete) in column.iter().zip(&complete) {
                sums[arm].add(*value);
                whole[arm].add(if *complete { *value } else { f64::NAN });
                let met = sought.acceptable.map_or(*value == 1.0, |acceptable| acceptable.holds(*value));
                holds[arm] += usize::from(met && !value.is_nan());
            }
            for (a, b) in column.iter().zip(&columns[sought.baseline]).filter(|(a, b)| !a.is_nan() && !b.is_nan()) {
                points[arm].1 += 1.0;
                points[arm].0 += match sought.better {
                    Better::Higher if a > b => 1.0,
                    Better::Lower if a < b => 1.0,
                    Better::Neither => f64::NAN,
                    _ if a == b => 0.5,
                    _ => 0.0,
                };
            }
        }
        from_base.iter_mut().for_each(|pair| pair.add(columns));
    })?;
    let means: Vec<f64> = sums.iter().map(Sums::mean).collect();
    let (mut best, mut worst) = neighbours(&whole, sought);
    walk(&every, &mut |columns| {
        for ((sums, mean), column) in sums.iter_mut().zip(&means).zip(columns) {
            column.iter().for_each(|value| sums.add_square(*value, *mean));
        }
        from_base.iter_mut().for_each(|pair| pair.add_squares(columns));
        best.iter_mut().chain(&mut worst).for_each(|pair| pair.add(columns));
    })?;
    if best.is_some() || worst.is_some() {
        walk(&every, &mut |columns| best.iter_mut().chain(&mut worst).for_each(|pair| pair.add_squares(columns)))?;
    }
    let decided = |pair: &Pair| pair.difference(&means).improves(sought.better) == Some(true);
    let extremes = Extremes { best: best.filter(&decided).map(|pair| pair.a), worst: worst.filter(&decided).map(|pair| pair.b) };
    let mut levels = Vec::new();
    for (arm, sums) in sums.iter().enumerate() {
        let [low, median, high] = if sought.levels { range(arm, sums.all, walk)? } else { [f64::NAN; 3] };
        levels.push(Level { mean: sums.found(), low, median, high });
    }
    let share = |(sums, holds): (&Sums, &usize)| {
        let (low, high) = wilson(*holds, sums.n);
        Share { n: sums.n, left_out: sums.all - sums.n, holds: *holds, value: *holds as f64 / sums.n as f64, low, high }
    };
    Ok(Found {
        levels,
        differences: from_base.iter().map(|pair| pair.difference(&means)).collect(),
        superiority: points.iter().map(|(points, n)| points / n).collect(),
        shares: sums.iter().zip(&holds).map(share).collect(),
        extremes,
    })
}

/// The pairs that decide which arm is best and which is worst, in the order of [`super::extremes`].
fn neighbours(whole: &[Sums], sought: Sought<'_>) -> (Option<Pair>, Option<Pair>) {
    if sought.better == Better::Neither {
        return (None, None);
    }
    let sign = if sought.better == Better::Higher { 1.0 } else { -1.0 };
    let mut order: Vec<(usize, f64)> = whole.iter().map(|sums| sign * sums.mean()).enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let order: Vec<usize> = order.into_iter().map(|(arm, _)| arm).collect();
    let ranked: Vec<usize> = order.iter().copied().filter(|&arm| !sought.stress[arm]).collect();
    let best = if let [first, second, ..] = ranked[..] { Some(Pair::new(first, second)) } else { None };
    let worst = if let [.., next, last] = order[..] { Some(Pair::new(next, last)) } else { None };
    (best, worst)
}

/// Quantiles of one arm.
fn range(arm: usize, futures: usize, walk: &mut Walk<'_>) -> Result<[f64; 3], Refusal> {
    const SHARES: [f64; 3] = [0.05, 0.5, 0.95];
    if futures <= EXACT {
        let mut all = Vec::with_capacity(futures);
        walk(&[arm], &mut |columns| all.extend_from_slice(&columns[0]))?;
        return Ok(quantiles(&all, SHARES));
    }
    let mut sketch = Sketch::new(FINE);
    walk(&[arm], &mut |columns| columns[0].iter().for_each(|&value| sketch.add(value)))?;
    Ok(SHARES.map(|p| sketch.quantile(p)))
}

#[cfg(test)]
mod tests {
    use super::super::{difference, extremes, level, marks, share, superiority};
    use super::*;
    use linchpin_core::chance::Stream;

    #[test]
    fn walks_give_what_whole_columns_give_to_the_bit() {
        let draw = |name: &str, n: u64, shift: f64| -> Vec<f64> {
            let stream = Stream::new(3, name);
            (0..n).map(|k| if k % 97 == 13 { f64::NAN } else { 1e3 + shift + stream.uniform(k, 0, 0) }).collect()
        };
        let mut arms = [draw("a", 5000, 0.0), draw("b", 5000, 0.02), draw("c", 5000, 0.3), draw("d", 5000, -0.5)];
        arms[1][77] = f64::NAN;
        let stress = [false, false, true, false];
        for better in [Better::Higher, Better::Lower, Better::Neither] {
            let acceptable = Acceptable::AtMost(1000.4);
            let sought = Sought { better, acceptable: Some(acceptable), baseline: 1, stress: &stress, levels: true };
            let mut walk = |chosen: &[usize], each: &mut dyn FnMut(&[Vec<f64>])| {
                for from in (0..5000).step_by(700) {
                    let cut: Vec<Vec<f64>> = chosen.iter().map(|&arm| arms[arm][from..5000.min(from + 700)].to_vec()).collect();
                    each(&cut);
                }
                Ok(())
            };
            let found = passes(4, sought, &mut walk).expect("reading never fails here");
            let views: Vec<&[f64]> = arms.iter().map(Vec::as_slice).collect();
            assert_eq!(found.extremes, extremes(&views, &stress, better));
            for (arm, values) in views.iter().enumerate() {
                let said = |x: &dyn std::fmt::Debug| format!("{x:?}");
                assert_eq!(said(&found.levels[arm]), said(&level(values)));
                assert_eq!(said(&found.differences[arm]), said(&difference(values, views[1])));
                assert_eq!(said(&found.superiority[arm]), said(&superiority(values, views[1], better)));
                assert_eq!(said(&found.shares[arm]), said(&share(&marks(values, acceptable))));
            }
        }
    }
}
