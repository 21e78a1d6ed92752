//! Quantiles of more values than fit the memory.
//!
//! Comes in: values in any order, sketches of parts. Goes out: quantiles that miss an order statistic by a stated share of
//! it at most. Counts are whole numbers, so order, threads and parts change no bit. NaN is left out and counted.
//!
//! A value falls into the bin of its sign, its octave and the first bits of its mantissa: bins are as wide as a fixed share
//! of their values, and no logarithm is taken. The same idea with logarithms: Masson, Rim & Lee 2019, DDSketch.

use std::collections::BTreeMap;

/// Mantissa bits of a fine sketch: of few quantities.
pub const FINE: u32 = 11;
/// Mantissa bits of a coarse sketch: of many quantities at a time.
pub const COARSE: u32 = 7;

/// Counts by bin.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    bits: u32,
    /// By signed octave, then place within it; negative octaves count down from zero.
    bins: BTreeMap<i32, Vec<u32>>,
    zeros: u64,
    n: u64,
    left_out: u64,
    least: f64,
    greatest: f64,
}

impl Sketch {
    /// An empty one whose bins split every octave into `2^bits`.
    pub fn new(bits: u32) -> Self {
        let (least, greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        Sketch { bits, bins: BTreeMap::new(), zeros: 0, n: 0, left_out: 0, least, greatest }
    }

    /// By which share of an order statistic a quantile may miss it: half the width of a bin.
    pub fn bound(&self) -> f64 {
        0.5 / f64::from(1_u32 << self.bits)
    }

    /// Counts a value.
    pub fn add(&mut self, value: f64) {
        if value.is_nan() {
            self.left_out += 1;
            return;
        }
        self.n += 1;
        self.least = self.least.min(value);
        self.greatest = self.greatest.max(value);
        if value == 0.0 {
            self.zeros += 1;
            return;
        }
        let (octave, place) = self.bin(value);
        let width = 1 << self.bits;
        let bin = &mut self.bins.entry(octave).or_insert_with(|| vec![0; width])[place];
        *bin = bin.saturating_add(1);
    }

    /// Counts what another one of the same bins has counted.
    pub fn merge(&mut self, other: &Sketch) {
        debug_assert_eq!(self.bits, other.bits, "sketches of unlike bins");
        for (octave, counts) in &other.bins {
            let into = self.bins.entry(*octave).or_insert_with(|| vec![0; counts.len()]);
            into.iter_mut().zip(counts).for_each(|(into, count)| *into = into.saturating_add(*count));
        }
        self.zeros += other.zeros;
        self.n += other.n;
        self.left_out += other.left_out;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
    }

    /// Values counted, and those left out.
    pub fn counted(&self) -> (u64, u64) {
        (self.n, self.left_out)
    }

    /// The value below which a share `p` lies, as [`super::quantile`] defines it; NaN for none.
    pub fn quantile(&self, p: f64) -> f64 {
        let Some(last) = self.n.checked_sub(1) else { return f64::NAN };
        let position = p.clamp(0.0, 1.0) * last as f64;
        let below = (position.floor() as u64).min(last);
        let (low, high) = (self.ranked(below), self.ranked((below + 1).min(last)));
        if low == high { low } else { low + (high - low) * (position - below as f64) }
    }

    /// The middle of the bin of the value of this rank; the ends are exact.
    fn ranked(&self, rank: u64) -> f64 {
        if rank == 0 {
            return self.least;
        }
        if rank + 1 == self.n {
            return self.greatest;
        }
        let mut before = 0;
        let zeros = std::iter::once((0, 0, self.zeros));
        let under = |(octave, counts): (&i32, &Vec<u32>)| {
            let octave = *octave;
            // Below zero a greater mantissa is a lesser value.
            let places: Vec<usize> = if octave < 0 { (0..counts.len()).rev().collect() } else { (0..counts.len()).collect() };
            places.into_iter().map(move |place| (octave, place, u64::from(counts[place]))).collect::<Vec<_>>()
        };
        let negative = self.bins.range(..0).flat_map(under);
        let positive = self.bins.range(1..).flat_map(under);
        for (octave, place, count) in negative.chain(zeros).chain(positive) {
            before += count;
            if rank < before {
                return self.middle(octave, place).clamp(self.least, self.greatest);
            }
        }
        self.greatest
    }

    /// Octaves of positive values count up from 1, those of negative ones down from -1, in the order of the values.
    fn bin(&self, value: f64) -> (i32, usize) {
        let bits = value.abs().to_bits();
        let octave = (bits >> 52) as i32 + 1;
        let place = (bits >> (52 - self.bits)) as usize & ((1 << self.bits) - 1);
        (if value < 0.0 { -octave } else { octave }, place)
    }

    fn middle(&self, octave: i32, place: usize) -> f64 {
        if octave == 0 {
            return 0.0;
        }
        let exponent = (u64::from(octave.unsigned_abs()) - 1) << 52;
        let step = 1_u64 << (52 - self.bits);
        let middle = f64::from_bits(exponent + place as u64 * step + step / 2);
        if octave < 0 { -middle } else { middle }
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantile::{quantile, sorted};
    use super::*;
    use linchpin_core::chance::Stream;
    use linchpin_core::elementary::{exp, normal_quantile};

    fn values(n: u64) -> Vec<f64> {
        let stream = Stream::new(5, "values");
        let draw = |k: u64| normal_quantile(stream.uniform(k, 0, 0).max(1e-12));
        (0..n).map(|k| if k % 3 == 0 { exp(3.0 * draw(k)) } else { draw(k) - 0.2 }).chain([0.0, 0.0, f64::NAN]).collect()
    }

    #[test]
    fn quantiles_keep_within_the_bound() {
        let all = values(50_000);
        for bits in [COARSE, FINE] {
            let mut sketch = Sketch::new(bits);
            all.iter().for_each(|&value| sketch.add(value));
            assert_eq!(sketch.counted(), (50_002, 1));
            let rising = sorted(&all);
            for p in [0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.9999, 1.0] {
                let (exact, found) = (quantile(&rising, p), sketch.quantile(p));
                // Between two order statistics of unlike size the bound is that of the larger.
                let at = ((p * (rising.len() - 1) as f64).floor() as usize).min(rising.len() - 2);
                let size = rising[at].abs().max(rising[at + 1].abs());
                assert!((exact - found).abs() <= sketch.bound() * size + 1e-300, "{bits} {p}: {exact} {found}");
            }
            assert_eq!((sketch.quantile(0.0), sketch.quantile(1.0)), (rising[0], rising[rising.len() - 1]));
        }
        assert!(Sketch::new(FINE).quantile(0.5).is_nan());
    }

    #[test]
    fn parts_and_order_change_nothing() {
        let all = values(3000);
        let of = |values: &[f64]| {
            let mut sketch = Sketch::new(COARSE);
            values.iter().for_each(|&value| sketch.add(value));
            sketch
        };
        let whole = of(&all);
        let mut joined = of(&all[1000..]);
        joined.merge(&of(&all[..1000]));
        assert_eq!(joined, whole);
        let turned: Vec<f64> = all.iter().rev().copied().collect();
        assert_eq!(of(&turned), whole);
    }
}
