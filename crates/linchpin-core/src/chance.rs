//! Chance as a pure function: Philox4x32-10 keyed by (seed, name), counted by (future, step, draw).
//!
//! No state anywhere: threads, blocks, shards and the order of work cannot change a draw, and a new name moves nobody's.
//! Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

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

crate::multiversion! {
    fn fill(out: &mut [f64], key: [u32; 2], first: u64, step: u32) {
        let keys = round_keys(key);
        let n = out.len();
        for at in (0..n).step_by(STRETCH) {
            let drawn = drawn(first.wrapping_add(at as u64), step, &keys);
            let end = if at + STRETCH < n { at + STRETCH } else { n };
            out[at..end].copy_from_slice(&drawn[..end - at]);
        }
    }
}

/// Futures drawn together: two vectors of AVX2, so that one multiplies while the other waits.
const STRETCH: usize = 8;

/// `unit_interval` of Philox at draw 0 for futures from `first` on, with every word in 64 bits and rubbish in the upper
/// half of some: what vectors multiply without shuffling, and convert to a double without an instruction that AVX2 lacks.
///
/// Only plain loops: closures given to `from_fn` or `map` became calls for every stretch, and half of the time.
#[inline(always)]
// One loop for each product, so that each is one instruction for all futures of a vector.
fn drawn(first: u64, step: u32, keys: &[[u64; 2]; ROUNDS]) -> [f64; STRETCH] {
    const LOW: u64 = 0xFFFF_FFFF;
    // The first round, in which the third word is the step and the fourth nothing.
    let p1 = u64::from(step) * SECOND_FACTOR;
    let (mut c0, mut c1, mut c2, mut c3) = ([0; STRETCH], [p1; STRETCH], [0; STRETCH], [0; STRETCH]);
    for i in 0..STRETCH {
        let future = first.wrapping_add(i as u64);
        let p0 = (future & LOW) * FIRST_FACTOR;
        c0[i] = p1 >> 32 ^ future >> 32 ^ keys[0][0];
        c2[i] = p0 >> 32 ^ keys[0][1];
        c3[i] = p0;
    }
    for [k0, k1] in &keys[1..ROUNDS - 1] {
        let (mut p0, mut p1) = ([0; STRETCH], [0; STRETCH]);
        for i in 0..STRETCH {
            p0[i] = (c0[i] & LOW) * FIRST_FACTOR;
        }
        for i in 0..STRETCH {
            p1[i] = (c2[i] & LOW) * SECOND_FACTOR;
        }
        for i in 0..STRETCH {
            c0[i] = p1[i] >> 32 ^ c1[i] ^ k0;
        }
        for i in 0..STRETCH {
            c2[i] = p0[i] >> 32 ^ c3[i] ^ k1;
        }
        (c1, c3) = (p1, p0);
    }
    // Of the last round only the first two words are wanted. A whole number below 2^52 in the mantissa of 2^52 is that number
    // plus 2^52. Everything here is exact.
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    let mut out = [0.0; STRETCH];
    for i in 0..STRETCH {
        let p1 = (c2[i] & LOW) * SECOND_FACTOR;
        let c0 = p1 >> 32 ^ c1[i] ^ keys[ROUNDS - 1][0];
        let high = f64::from_bits((c0 & LOW) | TWO_52.to_bits()) - TWO_52;
        let low = f64::from_bits(((p1 & LOW) >> 11) | TWO_52.to_bits()) - TWO_52;
        out[i] = high * (1.0 / 4_294_967_296.0) + low * (1.0 / 9_007_199_254_740_992.0);
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
