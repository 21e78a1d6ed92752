//! Vectors of AVX2 and AVX-512: a tile is two of the one or one of the other.
//!
//! Only functions compiled for the features, called after the processor was asked for them, may make such values: the macros of
//! this room see to that. Everything here is inlined into those functions.

use std::arch::x86_64::*;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

use super::TILE;
use super::vector::{Lanes, Words};

/// Doubles in two registers of AVX2.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Avx2(__m256d, __m256d);

/// Answers, all bits of a lane alike.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Avx2Mask(__m256d, __m256d);

/// Words in two registers of AVX2.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Avx2Words(__m256i, __m256i);

/// Doubles in one register of AVX-512.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Avx512(__m512d);

/// Words in one register of AVX-512.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Avx512Words(__m512i);

macro_rules! both {
    ($of:ident: $($trait:ident $method:ident $instruction:ident)*) => {$(
        impl $trait for $of {
            type Output = Self;
            #[inline(always)]
            #[allow(unsafe_code)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: who has such a value runs on a processor with the instruction.
                unsafe { $of($instruction(self.0, other.0), $instruction(self.1, other.1)) }
            }
        }
    )*};
}

macro_rules! one {
    ($of:ident: $($trait:ident $method:ident $instruction:ident)*) => {$(
        impl $trait for $of {
            type Output = Self;
            #[inline(always)]
            #[allow(unsafe_code)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: as in `both`.
                unsafe { $of($instruction(self.0, other.0)) }
            }
        }
    )*};
}

both! { Avx2: Add add _mm256_add_pd Sub sub _mm256_sub_pd Mul mul _mm256_mul_pd Div div _mm256_div_pd }
both! { Avx2Mask: BitAnd bitand _mm256_and_pd BitOr bitor _mm256_or_pd }
both! { Avx2Words: BitAnd bitand _mm256_and_si256 BitOr bitor _mm256_or_si256 BitXor bitxor _mm256_xor_si256 }
one! { Avx512: Add add _mm512_add_pd Sub sub _mm512_sub_pd Mul mul _mm512_mul_pd Div div _mm512_div_pd }
one! { Avx512Words: BitAnd bitand _mm512_and_si512 BitOr bitor _mm512_or_si512 BitXor bitxor _mm512_xor_si512 }

impl Neg for Avx2 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::from_bits(self.to_bits() ^ Words::all(SIGN))
    }
}

impl Neg for Avx512 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::from_bits(self.to_bits() ^ Words::all(SIGN))
    }
}

impl Not for Avx2Mask {
    type Output = Self;
    #[inline(always)]
    #[allow(unsafe_code)]
    fn not(self) -> Self {
        // SAFETY: as in `both`.
        let all = unsafe { _mm256_castsi256_pd(_mm256_set1_epi64x(-1)) };
        // SAFETY: as in `both`.
        unsafe { Avx2Mask(_mm256_xor_pd(self.0, all), _mm256_xor_pd(self.1, all)) }
    }
}

const SIGN: u64 = 1 << 63;

/// Methods of two registers: an instruction over each, with the arguments as they come.
macro_rules! twice {
    ($(fn $name:ident($self:ident $(, $other:ident)*) -> $out:ident = $instruction:expr;)*) => {$(
        #[inline(always)]
        fn $name($self $(, $other: Self)*) -> $out {
            // SAFETY: as in `both`.
            unsafe { $out($instruction($self.0 $(, $other.0)*), $instruction($self.1 $(, $other.1)*)) }
        }
    )*};
}

#[allow(unsafe_code)]
impl Lanes for Avx2 {
    type Mask = Avx2Mask;
    type Words = Avx2Words;
    const WIDTH: usize = TILE;

    #[inline(always)]
    fn all(number: f64) -> Self {
        // SAFETY: as in `both`.
        let one = unsafe { _mm256_set1_pd(number) };
        Avx2(one, one)
    }
    #[inline(always)]
    fn read(from: &[f64]) -> Self {
        let from = from[..TILE].as_ptr();
        // SAFETY: as in `both`; the slice has so many numbers.
        unsafe { Avx2(_mm256_loadu_pd(from), _mm256_loadu_pd(from.add(4))) }
    }
    #[inline(always)]
    fn write(self, to: &mut [f64]) {
        let to = to[..TILE].as_mut_ptr();
        // SAFETY: as in `read`.
        unsafe {
            _mm256_storeu_pd(to, self.0);
            _mm256_storeu_pd(to.add(4), self.1);
        }
    }
    twice! {
        fn mul_add(self, by, plus) -> Avx2 = _mm256_fmadd_pd;
        fn sqrt(self) -> Avx2 = _mm256_sqrt_pd;
        fn floor(self) -> Avx2 = _mm256_floor_pd;
        fn less(self, than) -> Avx2Mask = _mm256_cmp_pd::<_CMP_LT_OQ>;
        fn at_most(self, limit) -> Avx2Mask = _mm256_cmp_pd::<_CMP_LE_OQ>;
        fn equal(self, to) -> Avx2Mask = _mm256_cmp_pd::<_CMP_EQ_OQ>;
        fn lesser(self, other) -> Avx2 = _mm256_min_pd;
        fn greater(self, other) -> Avx2 = _mm256_max_pd;
        fn to_bits(self) -> Avx2Words = _mm256_castpd_si256;
    }
    #[inline(always)]
    fn is_nan(self) -> Avx2Mask {
        // SAFETY: as in `both`.
        unsafe { Avx2Mask(_mm256_cmp_pd::<_CMP_UNORD_Q>(self.0, self.0), _mm256_cmp_pd::<_CMP_UNORD_Q>(self.1, self.1)) }
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(self.to_bits() & Words::all(!SIGN))
    }
    #[inline(always)]
    fn copysign(self, sign: Self) -> Self {
        Self::from_bits(self.to_bits() & Words::all(!SIGN) | sign.to_bits() & Words::all(SIGN))
    }
    #[inline(always)]
    fn select(answer: Avx2Mask, yes: Self, no: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx2(_mm256_blendv_pd(no.0, yes.0, answer.0), _mm256_blendv_pd(no.1, yes.1, answer.1)) }
    }
    #[inline(always)]
    fn any(answer: Avx2Mask) -> bool {
        // SAFETY: as in `both`.
        unsafe { _mm256_movemask_pd(_mm256_or_pd(answer.0, answer.1)) != 0 }
    }
    #[inline(always)]
    fn from_bits(words: Avx2Words) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx2(_mm256_castsi256_pd(words.0), _mm256_castsi256_pd(words.1)) }
    }
    #[inline(always)]
    fn no_bits(words: Avx2Words) -> Avx2Mask {
        // SAFETY: as in `both`.
        unsafe {
            let zero = _mm256_setzero_si256();
            let none = |words| _mm256_castsi256_pd(_mm256_cmpeq_epi64(words, zero));
            Avx2Mask(none(words.0), none(words.1))
        }
    }
}

#[allow(unsafe_code)]
impl Words for Avx2Words {
    #[inline(always)]
    fn all(word: u64) -> Self {
        // SAFETY: as in `both`.
        let one = unsafe { _mm256_set1_epi64x(word as i64) };
        Avx2Words(one, one)
    }
    #[inline(always)]
    fn count_from(first: u64) -> Self {
        // SAFETY: as in `both`.
        unsafe {
            let first = _mm256_set1_epi64x(first as i64);
            let from = |a, b, c, d| _mm256_add_epi64(first, _mm256_setr_epi64x(a, b, c, d));
            Avx2Words(from(0, 1, 2, 3), from(4, 5, 6, 7))
        }
    }
    twice! {
        fn plus(self, other) -> Avx2Words = _mm256_add_epi64;
        fn minus(self, other) -> Avx2Words = _mm256_sub_epi64;
        fn product_of_halves(self, other) -> Avx2Words = _mm256_mul_epu32;
    }
    #[inline(always)]
    fn left(self, bits: u32) -> Self {
        // SAFETY: as in `both`.
        unsafe {
            let bits = _mm_cvtsi32_si128(bits as i32);
            Avx2Words(_mm256_sll_epi64(self.0, bits), _mm256_sll_epi64(self.1, bits))
        }
    }
    #[inline(always)]
    fn right(self, bits: u32) -> Self {
        // SAFETY: as in `both`.
        unsafe {
            let bits = _mm_cvtsi32_si128(bits as i32);
            Avx2Words(_mm256_srl_epi64(self.0, bits), _mm256_srl_epi64(self.1, bits))
        }
    }
    #[inline(always)]
    fn upper_half(self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx2Words(_mm256_shuffle_epi32::<UPPER_HALVES>(self.0), _mm256_shuffle_epi32::<UPPER_HALVES>(self.1)) }
    }
}

/// The second and the fourth of four half words, each twice.
const UPPER_HALVES: i32 = 0b1111_0101;

#[allow(unsafe_code)]
impl Lanes for Avx512 {
    type Mask = __mmask8;
    type Words = Avx512Words;
    const WIDTH: usize = TILE;

    #[inline(always)]
    fn all(number: f64) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_set1_pd(number)) }
    }
    #[inline(always)]
    fn read(from: &[f64]) -> Self {
        let from = from[..TILE].as_ptr();
        // SAFETY: as in `both`; the slice has so many numbers.
        unsafe { Avx512(_mm512_loadu_pd(from)) }
    }
    #[inline(always)]
    fn write(self, to: &mut [f64]) {
        let to = to[..TILE].as_mut_ptr();
        // SAFETY: as in `read`.
        unsafe { _mm512_storeu_pd(to, self.0) }
    }
    #[inline(always)]
    fn mul_add(self, by: Self, plus: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_fmadd_pd(self.0, by.0, plus.0)) }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_sqrt_pd(self.0)) }
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_roundscale_pd::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(self.0)) }
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(self.to_bits() & Words::all(!SIGN))
    }
    #[inline(always)]
    fn copysign(self, sign: Self) -> Self {
        Self::from_bits(self.to_bits() & Words::all(!SIGN) | sign.to_bits() & Words::all(SIGN))
    }
    #[inline(always)]
    fn less(self, than: Self) -> __mmask8 {
        // SAFETY: as in `both`.
        unsafe { _mm512_cmp_pd_mask::<_CMP_LT_OQ>(self.0, than.0) }
    }
    #[inline(always)]
    fn at_most(self, limit: Self) -> __mmask8 {
        // SAFETY: as in `both`.
        unsafe { _mm512_cmp_pd_mask::<_CMP_LE_OQ>(self.0, limit.0) }
    }
    #[inline(always)]
    fn equal(self, to: Self) -> __mmask8 {
        // SAFETY: as in `both`.
        unsafe { _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(self.0, to.0) }
    }
    #[inline(always)]
    fn is_nan(self) -> __mmask8 {
        // SAFETY: as in `both`.
        unsafe { _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(self.0, self.0) }
    }
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_min_pd(self.0, other.0)) }
    }
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_max_pd(self.0, other.0)) }
    }
    #[inline(always)]
    fn select(answer: __mmask8, yes: Self, no: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_mask_blend_pd(answer, no.0, yes.0)) }
    }
    #[inline(always)]
    fn any(answer: __mmask8) -> bool {
        answer != 0
    }
    #[inline(always)]
    fn to_bits(self) -> Avx512Words {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_castpd_si512(self.0)) }
    }
    #[inline(always)]
    fn from_bits(words: Avx512Words) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512(_mm512_castsi512_pd(words.0)) }
    }
    #[inline(always)]
    fn no_bits(words: Avx512Words) -> __mmask8 {
        // SAFETY: as in `both`.
        unsafe { _mm512_testn_epi64_mask(words.0, words.0) }
    }
}

#[allow(unsafe_code)]
impl Words for Avx512Words {
    #[inline(always)]
    fn all(word: u64) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_set1_epi64(word as i64)) }
    }
    #[inline(always)]
    fn count_from(first: u64) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_add_epi64(_mm512_set1_epi64(first as i64), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7))) }
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_add_epi64(self.0, other.0)) }
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_sub_epi64(self.0, other.0)) }
    }
    #[inline(always)]
    fn product_of_halves(self, other: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_mul_epu32(self.0, other.0)) }
    }
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_mullo_epi64(self.0, other.0)) }
    }
    #[inline(always)]
    fn left(self, bits: u32) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_sll_epi64(self.0, _mm_cvtsi32_si128(bits as i32))) }
    }
    #[inline(always)]
    fn right(self, bits: u32) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_srl_epi64(self.0, _mm_cvtsi32_si128(bits as i32))) }
    }
    #[inline(always)]
    fn upper_half(self) -> Self {
        // SAFETY: as in `both`.
        unsafe { Avx512Words(_mm512_shuffle_epi32::<UPPER_HALVES>(self.0)) }
    }
}
