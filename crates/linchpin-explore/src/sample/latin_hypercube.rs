//! Latin hypercube: each uncertainty has exactly one future in each of as many equally likely slices as there are futures.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;
use linchpin_core::lanes::{Lanes, Words};
use linchpin_core::vectorised;

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
            place(out, shuffle, futures.start);
        }
    }))
}

vectorised! {
    /// Puts what is drawn within a slice into the slice of each future from `first` on.
    fn place<V>(drawn: &mut [f64], shuffle: &Shuffle, first: u64) {
        let size = V::all(shuffle.size as f64);
        let mut futures = first;
        let mut tiles = drawn.chunks_exact_mut(V::WIDTH);
        for drawn in &mut tiles {
            let place = futures % shuffle.size;
            // Whole numbers up to 2^52 are exact as doubles.
            if place + V::WIDTH as u64 <= shuffle.size && shuffle.size <= 1 << 50 {
                let slice: V = shuffle.of_lanes(V::Words::count_from(place), futures / shuffle.size);
                let value = (slice + V::read(drawn)) / size;
                V::select(V::all(BELOW_ONE).less(value), V::all(BELOW_ONE), value).write(drawn);
            } else {
                for (x, future) in drawn.iter_mut().zip(futures..) {
                    *x = within(shuffle, future, *x);
                }
            }
            futures += V::WIDTH as u64;
        }
        for (x, future) in tiles.into_remainder().iter_mut().zip(futures..) {
            *x = within(shuffle, future, *x);
        }
    }
}

fn within(shuffle: &Shuffle, future: u64, drawn: f64) -> f64 {
    ((shuffle.of(future) as f64 + drawn) / shuffle.size as f64).min(BELOW_ONE)
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

    /// Where places of one hypercube go, as numbers; [`Self::of`] of many. The size is at most 2^50.
    #[inline(always)]
    fn of_lanes<V: Lanes>(&self, places: V::Words, cube: u64) -> V {
        let size = V::all(self.size as f64);
        let mut walked = self.walk(places, cube);
        loop {
            let place = V::from_whole(walked);
            let outside = size.at_most(place);
            if !V::any(outside) {
                return place;
            }
            let further = self.walk(walked, cube);
            walked = V::select(outside, V::from_bits(further), V::from_bits(walked)).to_bits();
        }
    }

    #[inline(always)]
    fn walk<W: Words>(&self, place: W, cube: u64) -> W {
        let [mut left_bits, mut right_bits] = self.halves;
        let (mut left, mut right) = (place.right(right_bits), place & W::all(mask(right_bits)));
        for key in self.keys {
            let mixed = left ^ (mix(right ^ W::all(key.wrapping_add(cube))) & W::all(mask(left_bits)));
            (left, right) = (right, mixed);
            (left_bits, right_bits) = (right_bits, left_bits);
        }
        left.left(right_bits) | right
    }
}

fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

/// The finaliser of SplitMix64. Source: Steele, Lea & Flood 2014.
#[inline(always)]
pub(super) fn mix<W: Words>(x: W) -> W {
    let x = (x ^ x.right(30)).times(W::all(0xbf58_476d_1ce4_e5b9));
    let x = (x ^ x.right(27)).times(W::all(0x94d0_49bb_1331_11eb));
    x ^ x.right(31)
}
