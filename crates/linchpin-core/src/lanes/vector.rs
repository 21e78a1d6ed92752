//! Numbers side by side: the operations of which every rule is made, whatever the processor.
//!
//! A rule is written once, over [`Lanes`], and compiled for each back end: a single number, the plain vectors of this file, AVX2
//! and AVX-512. There are only operations that IEEE 754 defines exactly and integer work on the bits, and no compiler joins or
//! reorders them, so all back ends give the same bits.
//!
//! Vectors are written out because a compiler's own are not to be trusted: the same loop over numbers became eight times slower
//! after an edit elsewhere, or became shuffles of single lanes where AVX-512 was allowed.

use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

use super::{TILE, quotient};

/// Doubles side by side.
///
/// Comparisons with NaN do not hold. A method that is not described does what the method of `f64` of that name does.
#[expect(missing_docs, reason = "named as for `f64`")]
pub trait Lanes:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// Answers side by side.
    type Mask: Copy + BitAnd<Output = Self::Mask> + BitOr<Output = Self::Mask> + Not<Output = Self::Mask>;
    /// Bits side by side.
    type Words: Words;
    /// How many.
    const WIDTH: usize;

    /// The same number in all lanes.
    fn all(number: f64) -> Self;
    /// The first `WIDTH` numbers.
    fn read(from: &[f64]) -> Self;
    /// Over the first `WIDTH` numbers.
    fn write(self, to: &mut [f64]);
    fn mul_add(self, by: Self, plus: Self) -> Self;
    /// What [`Lanes::quotient`] is told beside a divisor: 1 over it, or NaN where it is too great or too small for the short way.
    #[inline(always)]
    fn inverse(self) -> Self {
        let size = self.abs();
        let plain = Self::all(quotient::DIVISORS.0).at_most(size) & size.at_most(Self::all(quotient::DIVISORS.1));
        Self::select(plain, Self::all(1.0) / self, Self::all(f64::NAN))
    }
    /// This over a divisor whose [`Lanes::inverse`] is known: a division to the last bit. Woven code multiplies instead.
    #[inline(always)]
    fn quotient(self, divisor: Self, _inverse: Self) -> Self {
        self / divisor
    }
    fn sqrt(self) -> Self;
    fn floor(self) -> Self;
    fn abs(self) -> Self;
    fn copysign(self, sign: Self) -> Self;
    fn less(self, than: Self) -> Self::Mask;
    fn at_most(self, limit: Self) -> Self::Mask;
    fn equal(self, to: Self) -> Self::Mask;
    fn is_nan(self) -> Self::Mask;
    /// `self` where it is less than `other`, else `other`: that is, `other` where one is NaN.
    fn lesser(self, other: Self) -> Self;
    /// `self` where it is greater than `other`, else `other`: that is, `other` where one is NaN.
    fn greater(self, other: Self) -> Self;
    /// `yes` where the answer is true, else `no`.
    fn select(answer: Self::Mask, yes: Self, no: Self) -> Self;
    /// Whether any lane's answer is true.
    fn any(answer: Self::Mask) -> bool;
    fn to_bits(self) -> Self::Words;
    fn from_bits(words: Self::Words) -> Self;
    /// Which words are zero.
    fn no_bits(words: Self::Words) -> Self::Mask;

    /// Whole numbers below 2^52 from words: in the mantissa of 2^52 such a word is its number plus 2^52.
    #[inline(always)]
    fn from_whole(words: Self::Words) -> Self {
        const TWO_52: f64 = 4_503_599_627_370_496.0;
        Self::from_bits(words | Words::all(TWO_52.to_bits())) - Self::all(TWO_52)
    }

    /// Lane by lane, for rules that cannot be vectors.
    #[inline(always)]
    fn each<const N: usize>(args: [Self; N], rule: impl Fn([f64; N]) -> f64) -> Self {
        let (mut lanes, mut out) = ([[0.0; TILE]; N], [0.0; TILE]);
        for (lanes, arg) in lanes.iter_mut().zip(args) {
            arg.write(lanes);
        }
        for (lane, out) in out.iter_mut().enumerate().take(Self::WIDTH) {
            *out = rule(lanes.map(|of_arg| of_arg[lane]));
        }
        Self::read(&out)
    }
}

/// Words of 64 bits side by side. Sums and products wrap.
pub trait Words: Copy + BitAnd<Output = Self> + BitOr<Output = Self> + BitXor<Output = Self> {
    /// The same word in all lanes.
    fn all(word: u64) -> Self;
    /// `first`, `first + 1` and so on.
    fn count_from(first: u64) -> Self;
    /// Sum.
    fn plus(self, other: Self) -> Self;
    /// Difference.
    fn minus(self, other: Self) -> Self;
    /// Product of the lower halves.
    fn product_of_halves(self, other: Self) -> Self;
    /// Product.
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        let crossed = self.right(32).product_of_halves(other).plus(self.product_of_halves(other.right(32)));
        self.product_of_halves(other).plus(crossed.left(32))
    }
    /// Shift by so many bits, which is less than 64.
    fn left(self, bits: u32) -> Self;
    /// Shift by so many bits, which is less than 64.
    fn right(self, bits: u32) -> Self;
    /// The upper half as the lower, over rubbish. Processors shift and multiply in the same place, and this in another.
    #[inline(always)]
    fn upper_half(self) -> Self {
        self.right(32)
    }
}

impl Lanes for f64 {
    type Mask = bool;
    type Words = u64;
    const WIDTH: usize = 1;

    #[inline(always)]
    fn all(number: f64) -> Self {
        number
    }
    #[inline(always)]
    fn read(from: &[f64]) -> Self {
        from[0]
    }
    #[inline(always)]
    fn write(self, to: &mut [f64]) {
        to[0] = self;
    }
    #[inline(always)]
    fn mul_add(self, by: Self, plus: Self) -> Self {
        f64::mul_add(self, by, plus)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }
    #[inline(always)]
    fn floor(self) -> Self {
        f64::floor(self)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        f64::abs(self)
    }
    #[inline(always)]
    fn copysign(self, sign: Self) -> Self {
        f64::copysign(self, sign)
    }
    #[inline(always)]
    fn less(self, than: Self) -> bool {
        self < than
    }
    #[inline(always)]
    fn at_most(self, limit: Self) -> bool {
        self <= limit
    }
    #[inline(always)]
    fn equal(self, to: Self) -> bool {
        self == to
    }
    #[inline(always)]
    fn is_nan(self) -> bool {
        f64::is_nan(self)
    }
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        if self < other { self } else { other }
    }
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
    #[inline(always)]
    fn select(answer: bool, yes: Self, no: Self) -> Self {
        if answer { yes } else { no }
    }
    #[inline(always)]
    fn any(answer: bool) -> bool {
        answer
    }
    #[inline(always)]
    fn to_bits(self) -> u64 {
        f64::to_bits(self)
    }
    #[inline(always)]
    fn from_bits(words: u64) -> Self {
        f64::from_bits(words)
    }
    #[inline(always)]
    fn no_bits(words: u64) -> bool {
        words == 0
    }
}

impl Words for u64 {
    #[inline(always)]
    fn all(word: u64) -> Self {
        word
    }
    #[inline(always)]
    fn count_from(first: u64) -> Self {
        first
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
    #[inline(always)]
    fn product_of_halves(self, other: Self) -> Self {
        (self & u64::from(u32::MAX)) * (other & u64::from(u32::MAX))
    }
    #[inline(always)]
    fn left(self, bits: u32) -> Self {
        self << bits
    }
    #[inline(always)]
    fn right(self, bits: u32) -> Self {
        self >> bits
    }
}

/// A tile of `T` without instructions of its own: what every processor has.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Plain<T>([T; TILE]);

impl<T: Copy> Plain<T> {
    #[inline(always)]
    fn map<U: Copy>(self, change: impl Fn(T) -> U) -> Plain<U> {
        Plain(self.0.map(change))
    }
    #[inline(always)]
    fn with<U: Copy, R: Copy>(self, other: Plain<U>, join: impl Fn(T, U) -> R) -> Plain<R> {
        Plain(std::array::from_fn(|lane| join(self.0[lane], other.0[lane])))
    }
}

macro_rules! lane_by_lane {
    ($($of:ty: $($trait:ident $method:ident)*;)*) => {$($(
        impl $trait for Plain<$of> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.with(other, $trait::$method)
            }
        }
    )*)*};
}

lane_by_lane! {
    f64: Add add Sub sub Mul mul Div div;
    bool: BitAnd bitand BitOr bitor;
    u64: BitAnd bitand BitOr bitor BitXor bitxor;
}

impl Neg for Plain<f64> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(Neg::neg)
    }
}

impl Not for Plain<bool> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        self.map(Not::not)
    }
}

impl Lanes for Plain<f64> {
    type Mask = Plain<bool>;
    type Words = Plain<u64>;
    const WIDTH: usize = TILE;

    #[inline(always)]
    fn all(number: f64) -> Self {
        Plain([number; TILE])
    }
    #[inline(always)]
    fn read(from: &[f64]) -> Self {
        let mut lanes = [0.0; TILE];
        lanes.copy_from_slice(&from[..TILE]);
        Plain(lanes)
    }
    #[inline(always)]
    fn write(self, to: &mut [f64]) {
        to[..TILE].copy_from_slice(&self.0);
    }
    #[inline(always)]
    fn mul_add(self, by: Self, plus: Self) -> Self {
        Plain(std::array::from_fn(|lane| self.0[lane].mul_add(by.0[lane], plus.0[lane])))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.map(f64::sqrt)
    }
    #[inline(always)]
    fn floor(self) -> Self {
        self.map(f64::floor)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        self.map(f64::abs)
    }
    #[inline(always)]
    fn copysign(self, sign: Self) -> Self {
        self.with(sign, f64::copysign)
    }
    #[inline(always)]
    fn less(self, than: Self) -> Plain<bool> {
        self.with(than, |a, b| a < b)
    }
    #[inline(always)]
    fn at_most(self, limit: Self) -> Plain<bool> {
        self.with(limit, |a, b| a <= b)
    }
    #[inline(always)]
    fn equal(self, to: Self) -> Plain<bool> {
        self.with(to, |a, b| a == b)
    }
    #[inline(always)]
    fn is_nan(self) -> Plain<bool> {
        self.map(f64::is_nan)
    }
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        self.with(other, Lanes::lesser)
    }
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        self.with(other, Lanes::greater)
    }
    #[inline(always)]
    fn select(answer: Plain<bool>, yes: Self, no: Self) -> Self {
        Plain(std::array::from_fn(|lane| if answer.0[lane] { yes.0[lane] } else { no.0[lane] }))
    }
    #[inline(always)]
    fn any(answer: Plain<bool>) -> bool {
        answer.0.contains(&true)
    }
    #[inline(always)]
    fn to_bits(self) -> Plain<u64> {
        self.map(f64::to_bits)
    }
    #[inline(always)]
    fn from_bits(words: Plain<u64>) -> Self {
        words.map(f64::from_bits)
    }
    #[inline(always)]
    fn no_bits(words: Plain<u64>) -> Plain<bool> {
        words.map(|word| word == 0)
    }
}

impl Words for Plain<u64> {
    #[inline(always)]
    fn all(word: u64) -> Self {
        Plain([word; TILE])
    }
    #[inline(always)]
    fn count_from(first: u64) -> Self {
        Plain(std::array::from_fn(|lane| first.wrapping_add(lane as u64)))
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.with(other, u64::wrapping_add)
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self.with(other, u64::wrapping_sub)
    }
    #[inline(always)]
    fn product_of_halves(self, other: Self) -> Self {
        self.with(other, Words::product_of_halves)
    }
    #[inline(always)]
    fn left(self, bits: u32) -> Self {
        self.map(|word| word << bits)
    }
    #[inline(always)]
    fn right(self, bits: u32) -> Self {
        self.map(|word| word >> bits)
    }
}
