//! Axes: round numbers at even distances.
//!
//! Comes in: a range of values. Goes out: ticks with their words, and a map from values to places.

/// A map from values to places, with ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Value at `from`.
    pub low: f64,
    /// Value at `to`.
    pub high: f64,
    /// Place of the low end.
    pub from: f64,
    /// Place of the high end; may lie before `from`.
    pub to: f64,
    /// Distance of ticks.
    pub step: f64,
}

impl Axis {
    /// An axis that holds the range and ends on ticks; about `ticks` of them.
    pub fn around(low: f64, high: f64, from: f64, to: f64, ticks: usize) -> Axis {
        let (low, high) = widened(low, high);
        let step = nice_step((high - low) / ticks.max(1) as f64);
        Axis { low: (low / step + 1e-9).floor() * step, high: (high / step - 1e-9).ceil() * step, from, to, step }
    }

    /// An axis that ends where the range ends, with ticks inside.
    pub fn exactly(low: f64, high: f64, from: f64, to: f64, ticks: usize) -> Axis {
        let (low, high) = widened(low, high);
        Axis { low, high, from, to, step: nice_step((high - low) / ticks.max(1) as f64) }
    }

    /// An axis of calendar years: ticks at whole years.
    pub fn years(low: f64, high: f64, from: f64, to: f64, ticks: usize) -> Axis {
        let axis = Axis::exactly(low, high, from, to, ticks);
        let step = if axis.step == 2.5 { 5.0 } else { axis.step.max(1.0).round() };
        Axis { step, ..axis }
    }

    /// The place of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Values of the ticks.
    pub fn ticks(&self) -> Vec<f64> {
        let first = (self.low / self.step - 1e-6).ceil();
        let last = (self.high / self.step + 1e-6).floor();
        if last - first > 1e3 || !(last - first).is_finite() {
            return Vec::new();
        }
        (0..=(last - first).max(0.0) as usize).map(|at| (first + at as f64) * self.step).collect()
    }

    /// A tick in words, with as many digits as its step needs.
    pub fn words(&self, value: f64) -> String {
        let digits = (-self.step.log10() - 1e-9).ceil().clamp(0.0, 9.0) as usize;
        let digits =
            if digits < 9 && ((self.step * 10f64.powi(digits as i32)).fract() - 0.5).abs() < 1e-6 { digits + 1 } else { digits };
        let text = format!("{value:.digits$}");
        let text = if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
            text.trim_start_matches('-').to_owned()
        } else {
            text
        };
        text.replace('-', "−")
    }
}

/// A range with some width, finite whatever came in.
fn widened(low: f64, high: f64) -> (f64, f64) {
    let (low, high) = if low.is_finite() && high.is_finite() && low <= high { (low, high) } else { (0.0, 1.0) };
    let least = 1e-9 * low.abs().max(high.abs()).max(1e-9);
    if high - low > least { (low, high) } else { (low - 0.5 * low.abs().max(1e-3), high + 0.5 * high.abs().max(1e-3)) }
}

/// The next of 1, 2, 2.5, 5 times a power of ten.
fn nice_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough * (1.0 - 1e-9)).unwrap_or(10.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_the_range() {
        let axis = Axis::around(0.13, 0.87, 0.0, 100.0, 4);
        assert_eq!(
            axis.ticks().iter().map(|tick| axis.words(*tick)).collect::<Vec<_>>(),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
        let axis = Axis::around(-0.02, 0.04, 0.0, 100.0, 3);
        assert_eq!(axis.ticks().iter().map(|tick| axis.words(*tick)).collect::<Vec<_>>(), ["−0.02", "0.00", "0.02", "0.04"]);
        let axis = Axis::exactly(2026.0, 2041.0, 0.0, 150.0, 3);
        assert_eq!(axis.ticks(), [2030.0, 2035.0, 2040.0]);
        assert_eq!(axis.at(2030.0), 40.0);
        assert_eq!(Axis::years(2026.0, 2041.0, 0.0, 150.0, 6).ticks(), [2030.0, 2035.0, 2040.0]);
        assert_eq!(Axis::years(2026.0, 2027.5, 0.0, 150.0, 6).ticks(), [2026.0, 2027.0]);
        let axis = Axis::around(0.0, 0.9, 0.0, 1.0, 4);
        assert_eq!(axis.words(0.25), "0.25");
    }

    #[test]
    fn ranges_without_width_or_sense_still_give_an_axis() {
        for (low, high) in
            [(3.0, 3.0), (0.0, 0.0), (f64::NAN, 1.0), (f64::INFINITY, f64::NEG_INFINITY), (1e300, 1e300), (5.0, 1.0)]
        {
            let axis = Axis::around(low, high, 0.0, 100.0, 4);
            assert!(axis.at(axis.low).is_finite() && axis.at(axis.high).is_finite(), "{low} {high}");
            assert!(axis.ticks().len() < 20);
        }
    }
}
