//! Sobol' points: every first power of two of them fills the cube evenly, in every pair of uncertainties too.
//!
//! Direction numbers: new-joe-kuo-6.21201, by way of the crate `sobol`. Source: Joe & Kuo 2008; order of points: Antonov &
//! Saleev 1979; scrambling: Owen 1995, nested and uniform, to 32 bits, the bits below drawn for each point.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;
use sobol::Sobol;
use sobol::params::JoeKuoD6;

use super::latin_hypercube::mix;
use super::space::{Dimension, drawn};
use super::{Design, Points, Sampler};

/// Scrambled.
pub(super) static SOBOL: Sampler = Sampler {
    name: "sobol",
    doc: "Sobol' points, Owen-scrambled: even in every pair of uncertainties; powers of two fill the space best.",
    source: "Sobol' 1967; Joe & Kuo 2008; Owen 1995",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&SOBOL, model, design),
    points: |dimensions, design| points(dimensions, design, true),
};

/// As they are.
pub(super) static SOBOL_UNSCRAMBLED: Sampler = Sampler {
    name: "sobol_unscrambled",
    doc: "Sobol' points as published, the same for every seed; the first future has every uncertainty at its least value, which each must have.",
    source: "Sobol' 1967; Joe & Kuo 2008",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&SOBOL_UNSCRAMBLED, model, design),
    points: |dimensions, design| points(dimensions, design, false),
};

/// Bits of a coordinate.
const BITS: usize = 52;
/// Bits that are scrambled one by one.
const SCRAMBLED: u32 = 32;
/// The dimensions that have published direction numbers.
const MOST: usize = 21_201;

fn points(dimensions: &[Dimension], _: &Design, scrambled: bool) -> Result<Points, Refusal> {
    let streams: Vec<Stream> = dimensions.iter().map(|dimension| dimension.stream).collect();
    let sequence = Sequence::new(streams.len())?;
    let keys: Vec<u64> = streams.iter().map(|stream| stream.word(0, 0, 1)).collect();
    Ok(Box::new(move |futures, out| {
        for (at, out) in out.iter_mut().enumerate() {
            for (x, future) in out.iter_mut().zip(futures.clone()) {
                *x = if scrambled { scramble(sequence.bits(future, at), keys[at]) } else { sequence.coordinate(future, at) };
            }
        }
    }))
}

/// The sequence, point by point.
pub(super) struct Sequence {
    /// `[dimension][bit]`, the first bit of a coordinate in the highest place of 64.
    directions: Vec<Vec<u64>>,
}

impl Sequence {
    /// So many dimensions.
    pub(super) fn new(dimensions: usize) -> Result<Sequence, Refusal> {
        if dimensions > MOST {
            return Err(Refusal::new(
                format!("Sobol' points are known for {MOST} uncertainties, {dimensions} vary"),
                "use latin_hypercube, or hold some of them",
            ));
        }
        // The larger table takes a moment to unpack.
        let params = if dimensions <= 1000 { JoeKuoD6::standard() } else { JoeKuoD6::extended() };
        let directions = Sobol::<f64>::init_direction_vals(dimensions, BITS, &params);
        Ok(Sequence { directions })
    }

    /// A coordinate's bits, the first in the highest place.
    pub(super) fn bits(&self, point: u64, dimension: usize) -> u64 {
        let mut gray = point ^ point >> 1;
        let mut bits = 0;
        while gray != 0 {
            let at = gray.trailing_zeros() as usize;
            bits ^= self.directions[dimension].get(at).copied().unwrap_or(0);
            gray &= gray - 1;
        }
        bits
    }

    /// A coordinate in [0, 1).
    pub(super) fn coordinate(&self, point: u64, dimension: usize) -> f64 {
        (self.bits(point, dimension) >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }
}

/// Flips every bit by a coin of its own for each value of the bits before it.
pub(super) fn scramble(bits: u64, key: u64) -> f64 {
    let mut flipped = 0;
    for at in 0..SCRAMBLED {
        // The bits before, with a one in front that tells how many they are.
        let before = if at == 0 { 1 } else { bits >> (64 - at) | 1 << at };
        flipped |= (mix(key ^ before.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 63) << (63 - at);
    }
    let upper = (bits ^ flipped) >> SCRAMBLED << SCRAMBLED;
    let lower = mix(key ^ mix(bits >> SCRAMBLED | 1 << SCRAMBLED)) >> SCRAMBLED;
    ((upper | lower) >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}
