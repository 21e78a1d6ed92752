//! Division by what stays the same, as multiplications: a processor divides eight doubles in the time of sixteen to thirty products.
//!
//! With z the double nearest to 1 / d, the product q = x z is off by less than two units in the last place; what is left over,
//! r = x - q d, tells by how much, and q + r z, rounded once, is x / d as IEEE 754 rounds it. Source: Markstein 1990, Computation
//! of elementary functions on the IBM RISC System/6000 processor; Brisebarre, Muller & Raina 2004, Accelerating correctly rounded
//! floating-point division when the divisor is known in advance.
//!
//! That holds where nothing overflows and nothing is lost below the smallest numbers. So divisors lie within [`DIVISORS`], and
//! dividends are +0 or not below [`LEAST_DIVIDEND`]; others are divided. Too great a dividend needs no bound: what is not NaN then is
//! right, and NaN is divided again.

/// Least and greatest size of a divisor for the short way: 2^-100 and 2^100.
pub(super) const DIVISORS: (f64, f64) = (power_of_two(-100), power_of_two(100));

/// Least size of a dividend for the short way: 2^-900.
pub(super) const LEAST_DIVIDEND: f64 = power_of_two(-900);

const fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::chance::Stream;
    use crate::lanes::Lanes;

    /// The short way, step by step as woven code goes it.
    fn by_multiplying(x: f64, d: f64) -> f64 {
        let z = d.inverse();
        let q = x * z;
        let q = (-q).mul_add(d, x).mul_add(z, q);
        let long = (x.abs() < LEAST_DIVIDEND && x.to_bits() != 0) || q.is_nan();
        if long { x / d } else { q }
    }

    fn same(x: f64, d: f64) {
        let (short, long) = (by_multiplying(x, d), x / d);
        assert!(short.to_bits() == long.to_bits() || short.is_nan() && long.is_nan(), "{x:e} / {d:e}: {short:e}, not {long:e}");
    }

    /// A dividend and a divisor whose quotient lies as near as can be to the middle between two doubles: for an odd d below 2^53 the
    /// number m of 54 bits with m d = -e modulo 2^54 is odd, so half of it is such a middle, and (m d + e) / 2^54 is a whole number.
    pub(crate) fn hard(stream: &Stream, at: u64) -> Option<(f64, f64)> {
        let d = stream.word(at, 0, 0) >> 11 | 1 << 52 | 1;
        // Few zeros, now and then: the divisors for which the theorem is closest to its edge.
        let d = if at.is_multiple_of(8) { (1 << 53) - 1 - 2 * (stream.word(at, 0, 0) % 64) } else { d };
        let e = [1, -1, 3, -3][(at % 4) as usize];
        let inverse = (0..6).fold(d, |inverse, _| inverse.wrapping_mul(2_u64.wrapping_sub(d.wrapping_mul(inverse))));
        let m = inverse.wrapping_mul((-e as i64) as u64) & ((1 << 54) - 1);
        let x = (i128::from(m) * i128::from(d) + e) >> 54;
        (m >= 1 << 53 && x < 1 << 53).then_some((x as f64, d as f64))
    }

    #[test]
    fn quotients_next_to_a_middle_are_rounded_as_divisions_are() {
        let stream = Stream::new(7, "quotients");
        let times = if std::env::var_os("LINCHPIN_SLOW").is_some() { 300_000_000 } else { 300_000 };
        let mut tried = 0;
        for (x, d) in (0..times).filter_map(|at| hard(&stream, at)) {
            tried += 1;
            same(x, d);
            same(-x, d * power_of_two(-90));
        }
        assert!(tried > times / 10, "{tried}");
    }

    #[test]
    fn dividends_and_divisors_of_all_kinds() {
        let stream = Stream::new(8, "quotients");
        let telling = [
            0.0,
            5e-324,
            1e-310,
            2.3e-308,
            LEAST_DIVIDEND,
            1e-270,
            1e-30,
            1.0,
            3.0,
            1e30,
            1e300,
            f64::MAX,
            f64::INFINITY,
            f64::NAN,
        ];
        let signed = || telling.into_iter().flat_map(|x| [x, -x]);
        for x in signed() {
            for d in signed() {
                same(x, d);
            }
        }
        for at in 0..200_000 {
            let any = |draw| f64::from_bits(stream.word(at, 0, draw));
            same(any(0), any(1));
            // Divisors within and around the bounds.
            let d = (0.5 + stream.uniform(at, 0, 2)) * power_of_two((stream.word(at, 0, 3) % 220) as i64 - 110);
            same(any(0), d);
            same(any(0), -d);
        }
    }
}
