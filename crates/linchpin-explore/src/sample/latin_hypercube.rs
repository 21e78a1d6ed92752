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

/// Futures whose places are sought together, and vectors of them side by side: a vector waits for its own rounds most of the time.
const TOGETHER: usize = 256;
const SIDE_BY_SIDE: usize = 4;

vectorised! {
    /// Puts what is drawn within a slice into the slice of each future from `first` on.
    fn place<V>(drawn: &mut [f64], shuffle: &Shuffle, first: u64) {
        let size = V::all(shuffle.size as f64);
        let mut slices = [0.0; TOGETHER];
        for (drawn, first) in drawn.chunks_mut(TOGETHER).zip((first..).step_by(TOGETHER)) {
            let (place, cube) = (first % shuffle.size, first / shuffle.size);
            // Whole numbers up to 2^52 are exact as doubles.
            if place + drawn.len() as u64 > shuffle.size || shuffle.size > 1 << 50 {
                for (x, future) in drawn.iter_mut().zip(first..) {
                    *x = within(shuffle.of(future) as f64, *x, shuffle);
                }
                continue;
            }
            let slices = &mut slices[..drawn.len()];
            shuffle.of_many::<V>(place, cube, slices);
            let mut tiles = drawn.chunks_exact_mut(V::WIDTH);
            let mut sliced = slices.chunks_exact(V::WIDTH);
            for (drawn, slices) in (&mut tiles).zip(&mut sliced) {
                let value = (V::read(slices) + V::read(drawn)) / size;
                V::select(V::all(BELOW_ONE).less(value), V::all(BELOW_ONE), value).write(drawn);
            }
            for (x, slice) in tiles.into_remainder().iter_mut().zip(sliced.remainder()) {
                *x = within(*slice, *x, shuffle);
            }
        }
    }
}

fn within(slice: f64, drawn: f64, shuffle: &Shuffle) -> f64 {
    ((slice + drawn) / shuffle.size as f64).min(BELOW_ONE)
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
            [place] = self.walk([place], cube);
            if place < self.size {
                return place;
            }
        }
    }

    /// Where the places of one hypercube from `first` on go, as numbers; [`Self::of`] of up to [`TOGETHER`] of them. The size is at
    /// most 2^50.
    #[inline(always)]
    fn of_many<V: Lanes>(&self, first: u64, cube: u64, out: &mut [f64]) {
        // Lanes past the last place compute what nobody reads.
        let mut walked = [0.0; TOGETHER];
        let stride = SIDE_BY_SIDE * V::WIDTH;
        for at in (0..out.len()).step_by(stride) {
            let places = std::array::from_fn(|side| V::Words::count_from(first + (at + side * V::WIDTH) as u64));
            let walked = &mut walked[at..at + stride];
            for (walked, words) in walked.chunks_exact_mut(V::WIDTH).zip(self.walk::<_, SIDE_BY_SIDE>(places, cube)) {
                V::from_bits(words).write(walked);
            }
        }
        // Those that came out beyond the size walk on, closed up so that no vector waits for one of its lanes.
        let mut whose: [usize; TOGETHER] = std::array::from_fn(|at| at);
        let mut walking = out.len();
        loop {
            let mut still = 0;
            for at in 0..walking {
                let (place, who) = (walked[at].to_bits(), whose[at]);
                out[who] = place as f64;
                (walked[still], whose[still]) = (walked[at], who);
                still += usize::from(place >= self.size);
            }
            walking = still;
            if walking == 0 {
                return;
            }
            for at in (0..walking).step_by(V::WIDTH) {
                let [further] = self.walk([V::read(&walked[at..]).to_bits()], cube);
                V::from_bits(further).write(&mut walked[at..]);
            }
        }
    }

    /// One step of places, side by side.
    #[inline(always)]
    fn walk<W: Words, const N: usize>(&self, mut places: [W; N], cube: u64) -> [W; N] {
        let [mut left_bits, mut right_bits] = self.halves;
        let mut rights = places.map(|place| place & W::all(mask(right_bits)));
        places = places.map(|place| place.right(right_bits));
        let lefts = &mut places;
        for key in self.keys {
            let (key, mask) = (W::all(key.wrapping_add(cube)), W::all(mask(left_bits)));
            for (left, right) in lefts.iter_mut().zip(&mut rights) {
                (*left, *right) = (*right, *left ^ (mix(*right ^ key) & mask));
            }
            (left_bits, right_bits) = (right_bits, left_bits);
        }
        for (left, right) in lefts.iter_mut().zip(rights) {
            *left = left.left(right_bits) | right;
        }
        places
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_places_are_single_ones() {
        let stream = Stream::new(5, "some_name");
        for size in [1, 2, 5, 63, 64, 65, 100, 1000, 1 << 20, 1_000_000, (1 << 50) - 1, 1 << 50, (1 << 50) + 1] {
            let shuffle = Shuffle::new(&stream, size);
            for (first, count) in
                [(0, 1), (0, 130), (size - 1, 3), (size / 2, 77), (3 * size, 64), (7, 5), (0, 600), (size / 2, 513)]
            {
                let mut many = vec![0.0; count];
                stream.fill(first, 0, &mut many);
                let single: Vec<u64> = many
                    .iter()
                    .zip(first..)
                    .map(|(&x, future)| within(shuffle.of(future) as f64, x, &shuffle).to_bits())
                    .collect();
                place(&mut many, &shuffle, first);
                assert!(many.iter().map(|x| x.to_bits()).eq(single), "{size}: {count} from {first}");
            }
        }
    }
}
