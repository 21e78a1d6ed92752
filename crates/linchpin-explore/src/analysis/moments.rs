//! Sums, means and standard errors in a fixed order.
//!
//! Comes in: values by future. Goes out: numbers that do not depend on how the futures were computed.

/// A mean over futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// Futures that count.
    pub n: usize,
    /// Futures left out because the run faulted.
    pub left_out: usize,
    /// The mean; NaN when no future counts.
    pub value: f64,
    /// Standard error of the mean, as if the futures were independent draws; NaN below two futures. A stratified design
    /// (Latin hypercube) has a smaller true error, so this one errs on the side of caution.
    pub standard_error: f64,
}

/// The sum of values in their order, with the lost low bits carried along.
/// Source: Neumaier 1974, improved Kahan-Babuska summation.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut running = Running::default();
    values.into_iter().for_each(|value| running.add(value));
    running.value()
}

/// The same sum, value by value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Running {
    total: f64,
    lost: f64,
}

impl Running {
    /// Adds the next value.
    pub fn add(&mut self, value: f64) {
        let next = self.total + value;
        let large = self.total.abs() >= value.abs();
        self.lost += if large { (self.total - next) + value } else { (value - next) + self.total };
        self.total = next;
    }

    /// The sum so far.
    pub fn value(&self) -> f64 {
        self.total + self.lost
    }
}

/// Mean and standard error of the values that are no NaN.
pub fn mean(values: &[f64]) -> Mean {
    mean_of(values.iter().copied())
}

/// Mean and standard error over an iterator that can be walked twice; NaN marks what is left out.
pub(super) fn mean_of(values: impl Iterator<Item = f64> + Clone) -> Mean {
    let all = values.clone().count();
    let counted = values.filter(|v| !v.is_nan());
    let n = counted.clone().count();
    if n == 0 {
        return Mean { n, left_out: all, value: f64::NAN, standard_error: f64::NAN };
    }
    let value = sum(counted.clone()) / n as f64;
    // Two passes: the squares of deviations keep their digits where squares of values would cancel.
    let squares = sum(counted.map(|v| (v - value) * (v - value)));
    let standard_error = if n < 2 { f64::NAN } else { (squares / (n - 1) as f64 / n as f64).sqrt() };
    Mean { n, left_out: all - n, value, standard_error }
}
