//! Halton points: a coordinate is the future's number mirrored at the point, in a prime base of its own.
//!
//! As they are, uncertainties with neighbouring large primes go up together for hundreds of points, so that digits are
//! shuffled by default. Source: Halton 1960; Owen 2017, a randomized Halton algorithm in R.

use linchpin_core::diagnostic::Refusal;

use super::latin_hypercube::Shuffle;
use super::space::{Dimension, drawn};
use super::{Design, Points, Sampler};

/// Shuffled.
pub(super) static HALTON: Sampler = Sampler {
    name: "halton",
    doc: "Halton points with shuffled digits: even in each uncertainty, and a longer design continues a shorter one.",
    source: "Halton 1960; Owen 2017",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&HALTON, model, design),
    points: |dimensions, design| points(dimensions, design, true),
};

/// As they are.
pub(super) static HALTON_UNSCRAMBLED: Sampler = Sampler {
    name: "halton_unscrambled",
    doc: "Halton points as published, the same for every seed; of use for a few uncertainties, each of which must have a least value.",
    source: "Halton 1960",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&HALTON_UNSCRAMBLED, model, design),
    points: |dimensions, design| points(dimensions, design, false),
};

/// Numbers of futures that shuffled digits tell apart.
const FAR: f64 = 4_294_967_296.0;

/// A base with the shuffle of each of its digits.
struct Base {
    prime: u64,
    digits: Vec<Shuffle>,
}

fn points(dimensions: &[Dimension], _: &Design, shuffled: bool) -> Result<Points, Refusal> {
    let bases: Vec<Base> = primes(dimensions.len())
        .into_iter()
        .zip(dimensions)
        .map(|(prime, dimension)| {
            let digits = (FAR.ln() / (prime as f64).ln()).ceil() as u32;
            let digits = if shuffled { digits } else { 0 };
            // Draw 0 of the stream is the place beyond the last digit.
            Base { prime, digits: (0..digits).map(|digit| Shuffle::of_draw(&dimension.stream, prime, digit + 1)).collect() }
        })
        .collect();
    let streams: Vec<_> = dimensions.iter().map(|dimension| dimension.stream).collect();
    Ok(Box::new(move |futures, out| {
        for ((base, stream), out) in bases.iter().zip(&streams).zip(out) {
            if shuffled {
                stream.fill(futures.start, 0, out);
            }
            for (x, future) in out.iter_mut().zip(futures.clone()) {
                *x = if shuffled { base.shuffled(future, *x) } else { mirrored(future, base.prime) };
            }
        }
    }))
}

impl Base {
    /// Every digit goes through its own shuffle, the zeros in front too; what is beyond is drawn.
    fn shuffled(&self, future: u64, beyond: f64) -> f64 {
        let (mut left, mut weight, mut x) = (future, 1.0 / self.prime as f64, 0.0);
        for digit in &self.digits {
            x += digit.of(left % self.prime) as f64 * weight;
            left /= self.prime;
            weight /= self.prime as f64;
        }
        (x + beyond * weight * self.prime as f64).min(super::BELOW_ONE)
    }
}

/// The number of a point mirrored at the point, in this base.
pub(super) fn mirrored(point: u64, prime: u64) -> f64 {
    let (mut left, mut weight, mut x) = (point, 1.0 / prime as f64, 0.0);
    while left > 0 {
        x += (left % prime) as f64 * weight;
        left /= prime;
        weight /= prime as f64;
    }
    x
}

/// The first primes.
fn primes(count: usize) -> Vec<u64> {
    let mut found: Vec<u64> = Vec::with_capacity(count);
    let mut candidate = 2;
    while found.len() < count {
        if found.iter().take_while(|&&prime| prime * prime <= candidate).all(|prime| candidate % prime != 0) {
            found.push(candidate);
        }
        candidate += 1;
    }
    found
}
