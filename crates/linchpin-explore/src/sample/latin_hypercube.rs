//! Latin hypercube: each uncertainty has exactly one future in each of as many equally likely slices as there are futures.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;

use super::space::{Dimension, drawn};
use super::{BELOW_ONE, Design, Points, Sampler};

/// Stratified draws: smoother pictures from fewer futures.
pub(super) static LATIN_HYPERCUBE: Sampler = Sampler {
    name: "latin_hypercube",
    doc: "One future in each of n equally likely slices of every uncertainty, paired at random: means settle sooner than with independent draws.",
    source: "McKay, Beckman & Conover 1979",
    sized: true,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&LATIN_HYPERCUBE, model, design),
    points,
};

fn points(dimensions: &[Dimension], design: &Design) -> Result<Points, Refusal> {
    let size = design.size.max(1);
    let shuffled = |dimension: &Dimension| (Shuffle::new(&dimension.stream, size), dimension.stream);
    let columns: Vec<(Shuffle, Stream)> = dimensions.iter().map(shuffled).collect();
    Ok(Box::new(move |futures, out| {
        for ((shuffle, stream), out) in columns.iter().zip(out) {
            stream.fill(futures.start, 0, out);
            for (out, first) in out.chunks_mut(TOGETHER).zip((futures.start..).step_by(TOGETHER)) {
                for (x, slice) in out.iter_mut().zip(shuffle.of_each(first)) {
                    *x = ((slice as f64 + *x) / size as f64).min(BELOW_ONE);
                }
            }
        }
    }))
}

/// A random permutation of the numbers below `size`, one at a time: a Feistel network over the next power of two whose
/// steps outside the range are walked on. Source: Black & Rogaway 2002, cycle walking.
///
/// Futures past the size begin another hypercube with its own permutation.
pub(super) struct Shuffle {
    size: u64,
    /// Bits of the left and the right half.
    halves: [u32; 2],
    keys: [u64; ROUNDS],
}

/// Futures placed side by side.
const TOGETHER: usize = 8;

/// Twice the four that make a random function a random permutation, because the smallest halves have a single bit.
const ROUNDS: usize = 8;

impl Shuffle {
    pub(super) fn new(stream: &Stream, size: u64) -> Self {
        // Draw 0 of the stream is the place within the slice.
        Shuffle::of_draw(stream, size, 1)
    }

    /// One of many shuffles of a stream.
    pub(super) fn of_draw(stream: &Stream, size: u64, draw: u32) -> Self {
        let bits = (u64::BITS - (size - 1).leading_zeros()).max(2);
        let keys = std::array::from_fn(|round| stream.word(0, round as u32, draw));
        Shuffle { size, halves: [bits / 2, bits - bits / 2], keys }
    }

    /// Where a future stands among the slices.
    pub(super) fn of(&self, future: u64) -> u64 {
        let (cube, mut place) = (future / self.size, future % self.size);
        loop {
            place = self.walk(place, cube);
            if place < self.size {
                return place;
            }
        }
    }

    /// Where consecutive futures stand: the same as one by one, but the processor walks them side by side.
    fn of_each(&self, first: u64) -> [u64; TOGETHER] {
        let futures: [u64; TOGETHER] = std::array::from_fn(|at| first.wrapping_add(at as u64));
        let mut places = futures.map(|future| future % self.size);
        for (place, future) in places.iter_mut().zip(futures) {
            *place = self.walk(*place, future / self.size);
        }
        for (place, future) in places.iter_mut().zip(futures) {
            while *place >= self.size {
                *place = self.walk(*place, future / self.size);
            }
        }
        places
    }

    fn walk(&self, place: u64, cube: u64) -> u64 {
        let [mut left_bits, mut right_bits] = self.halves;
        let (mut left, mut right) = (place >> right_bits, place & mask(right_bits));
        for key in self.keys {
            let mixed = left ^ (mix(right ^ key.wrapping_add(cube)) & mask(left_bits));
            (left, right) = (right, mixed);
            (left_bits, right_bits) = (right_bits, left_bits);
        }
        left << right_bits | right
    }
}

fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

/// The finaliser of SplitMix64. Source: Steele, Lea & Flood 2014.
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}
