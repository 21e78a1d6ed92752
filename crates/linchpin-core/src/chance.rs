//! Chance as a pure function: Philox4x32-10 keyed by (seed, name), counted by (future, step, draw).
//!
//! No state anywhere: threads, blocks, shards and the order of work cannot change a draw, and a new name moves nobody's.
//! Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use crate::lanes::{Lanes, Words};

/// A stream of uniform draws, one per (future, step, draw).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u32; 2],
}

impl Stream {
    /// The stream of an uncertainty, event or draw of this name. The key is SipHash-2-4 of the name's bytes under the
    /// 128-bit key (seed, 0).
    pub fn new(seed: u64, name: &str) -> Self {
        let mut hasher = SipHasher24::new_with_keys(seed, 0);
        hasher.write(name.as_bytes());
        let key = hasher.finish();
        Stream { key: [key as u32, (key >> 32) as u32] }
    }

    /// A uniform number in [0, 1) with 53 bits.
    pub fn uniform(&self, future: u64, step: u32, draw: u32) -> f64 {
        let words = philox4x32([future as u32, (future >> 32) as u32, step, draw], self.key);
        unit_interval(words[0], words[1])
    }

    /// A random 64-bit word, for permutations.
    pub fn word(&self, future: u64, step: u32, draw: u32) -> u64 {
        let words = philox4x32([future as u32, (future >> 32) as u32, step, draw], self.key);
        u64::from(words[0]) << 32 | u64::from(words[1])
    }

    /// Uniform numbers of consecutive futures at one step, draw 0: `out[i]` belongs to future `first + i`.
    pub fn fill(&self, first: u64, step: u32, out: &mut [f64]) {
        fill(out, self.key, first, step);
    }
}

crate::vectorised! {
    fn fill<V>(out: &mut [f64], key: [u32; 2], first: u64, step: u32) {
        let keys = round_keys(key);
        let whole = out.len() - out.len() % (2 * V::WIDTH);
        let (pairs, rest) = out.split_at_mut(whole);
        for (out, at) in pairs.chunks_exact_mut(2 * V::WIDTH).zip((first..).step_by(2 * V::WIDTH)) {
            let (a, b) = out.split_at_mut(V::WIDTH);
            let [drawn_a, drawn_b] = drawn::<V, 2>([at, at.wrapping_add(V::WIDTH as u64)], step, &keys);
            drawn_a.write(a);
            drawn_b.write(b);
        }
        for (out, lane) in rest.iter_mut().zip(0..) {
            [*out] = drawn::<f64, 1>([first.wrapping_add(whole as u64 + lane)], step, &keys);
        }
    }
}

/// `unit_interval` of Philox at draw 0 for futures from each of `first` on, with every word in 64 bits and rubbish in the upper
/// half of some: what vectors multiply without shuffling, and convert to a double without an instruction that AVX2 lacks. Several
/// vectors go side by side, so that one multiplies while the other waits.
#[inline(always)]
fn drawn<V: Lanes, const N: usize>(first: [u64; N], step: u32, keys: &[[u64; 2]; ROUNDS]) -> [V; N] {
    let (factor_0, factor_1) = (V::Words::all(FIRST_FACTOR), V::Words::all(SECOND_FACTOR));
    // The first round, in which the third word is the step and the fourth nothing.
    let p1 = V::Words::all(u64::from(step) * SECOND_FACTOR);
    let (mut c0, mut c1, mut c2, mut c3) = ([p1; N], [p1; N], [p1; N], [p1; N]);
    for at in 0..N {
        let future = V::Words::count_from(first[at]);
        let p0 = future.product_of_halves(factor_0);
        c0[at] = p1.upper_half() ^ future.right(32) ^ Words::all(keys[0][0]);
        c2[at] = p0.upper_half() ^ Words::all(keys[0][1]);
        c3[at] = p0;
    }
    for [k0, k1] in &keys[1..ROUNDS - 1] {
        for at in 0..N {
            let (p0, p1) = (c0[at].product_of_halves(factor_0), c2[at].product_of_halves(factor_1));
            c0[at] = p1.upper_half() ^ c1[at] ^ Words::all(*k0);
            c2[at] = p0.upper_half() ^ c3[at] ^ Words::all(*k1);
            (c1[at], c3[at]) = (p1, p0);
        }
    }
    // Of the last round only the first two words are wanted. Everything here is exact.
    let half = V::Words::all(u64::from(u32::MAX));
    let mut out = [V::all(0.0); N];
    for at in 0..N {
        let p1 = c2[at].product_of_halves(factor_1);
        let c0 = p1.upper_half() ^ c1[at] ^ Words::all(keys[ROUNDS - 1][0]);
        let (high, low) = (V::from_whole(c0 & half), V::from_whole((p1 & half).right(11)));
        out[at] = high * V::all(1.0 / 4_294_967_296.0) + low * V::all(1.0 / 9_007_199_254_740_992.0);
    }
    out
}

const ROUNDS: usize = 10;
const FIRST_FACTOR: u64 = 0xD251_1F53;
const SECOND_FACTOR: u64 = 0xCD9E_8D57;

/// The key of each round.
#[inline(always)]
fn round_keys(key: [u32; 2]) -> [[u64; 2]; ROUNDS] {
    let [mut k0, mut k1] = key;
    let mut keys = [[0; 2]; ROUNDS];
    for round in &mut keys {
        *round = [u64::from(k0), u64::from(k1)];
        k0 = k0.wrapping_add(0x9E37_79B9);
        k1 = k1.wrapping_add(0xBB67_AE85);
    }
    keys
}

/// Two words as a double of 53 bits in [0, 1): the high 53 of (first word, second word).
#[inline(always)]
fn unit_interval(high: u32, low: u32) -> f64 {
    let bits = (u64::from(high) << 32 | u64::from(low)) >> 11;
    bits as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// Ten rounds of Philox on a counter of four words.
#[inline(always)]
pub fn philox4x32(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    for _ in 0..10 {
        let p0 = u64::from(c0) * 0xD251_1F53;
        let p1 = u64::from(c2) * 0xCD9E_8D57;
        (c0, c1, c2, c3) = ((p1 >> 32) as u32 ^ c1 ^ k0, p1 as u32, (p0 >> 32) as u32 ^ c3 ^ k1, p0 as u32);
        k0 = k0.wrapping_add(0x9E37_79B9);
        k1 = k1.wrapping_add(0xBB67_AE85);
    }
    [c0, c1, c2, c3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        assert_eq!(philox4x32([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox4x32([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn a_block_is_its_single_draws() {
        let stream = Stream::new(42, "crisis_event");
        let mut block = [0.0; 37];
        stream.fill(u64::from(u32::MAX) - 5, 17, &mut block);
        for (i, x) in block.iter().enumerate() {
            assert_eq!(x.to_bits(), stream.uniform(u64::from(u32::MAX) - 5 + i as u64, 17, 0).to_bits());
            assert!((0.0..1.0).contains(x));
        }
    }

    #[test]
    fn names_and_seeds_have_their_own_luck() {
        let draw = |seed, name| Stream::new(seed, name).uniform(3, 0, 0).to_bits();
        assert_eq!(draw(1, "a"), draw(1, "a"));
        assert_ne!(draw(1, "a"), draw(1, "b"));
        assert_ne!(draw(1, "a"), draw(2, "a"));
    }
}
