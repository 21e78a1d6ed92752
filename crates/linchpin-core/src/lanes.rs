//! Loops over lanes: one rule, many futures, as wide as the processor allows.
//!
//! A rule is written once, for one number. The macros here put it into a loop over a row and compile that loop for each
//! back end; the back end is chosen once, when the program starts. All back ends give the same bits, because rules use
//! only operations that IEEE 754 defines exactly and Rust never fuses a multiplication with an addition by itself.
//! This is the one room that may say `unsafe`: calling a function compiled for a processor feature after looking that
//! the processor has it.

use std::sync::OnceLock;

/// A back end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vectors {
    /// What every processor of the target has.
    Portable,
    /// AVX2 with FMA.
    Avx2,
    /// AVX-512 F, DQ, BW, VL with FMA.
    Avx512,
}

/// The back end in use: the widest that the processor has, or the narrower one that the environment variable
/// `LINCHPIN_VECTORS` names (`portable`, `avx2`, `avx512`), for comparing them.
pub fn vectors() -> Vectors {
    static CHOSEN: OnceLock<Vectors> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let wanted = match std::env::var("LINCHPIN_VECTORS").as_deref() {
            Ok("portable") => Vectors::Portable,
            Ok("avx2") => Vectors::Avx2,
            _ => Vectors::Avx512,
        };
        wanted.min(widest())
    })
}

#[cfg(target_arch = "x86_64")]
fn widest() -> Vectors {
    let fma = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    let wide = ["avx512f", "avx512dq", "avx512bw", "avx512vl"];
    let has = [
        is_x86_feature_detected!("avx512f"),
        is_x86_feature_detected!("avx512dq"),
        is_x86_feature_detected!("avx512bw"),
        is_x86_feature_detected!("avx512vl"),
    ];
    debug_assert_eq!(wide.len(), has.len());
    match (fma, has.iter().all(|&h| h)) {
        (true, true) => Vectors::Avx512,
        (true, false) => Vectors::Avx2,
        _ => Vectors::Portable,
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn widest() -> Vectors {
    Vectors::Portable
}

/// Compiles a function for every back end and calls the one in use.
#[macro_export]
macro_rules! multiversion {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        $vis fn $name($($arg: $ty),*) {
            #[inline(always)]
            #[allow(clippy::needless_range_loop)]
            fn body($($arg: $ty),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")]
                fn avx512($($arg: $ty),*) { body($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $ty),*) { body($($arg),*) }
                // SAFETY: `vectors` answers with a back end only after the processor has been asked for its features.
                #[allow(unsafe_code)]
                match $crate::lanes::vectors() {
                    $crate::lanes::Vectors::Avx512 => return unsafe { avx512($($arg),*) },
                    $crate::lanes::Vectors::Avx2 => return unsafe { avx2($($arg),*) },
                    $crate::lanes::Vectors::Portable => {}
                }
            }
            body($($arg),*)
        }
    };
}

/// One argument of a kernel: a row with a number for each lane, or one number for all lanes.
#[derive(Clone, Copy, Debug)]
pub enum Operand<'a> {
    /// A number a lane.
    Row(&'a [f64]),
    /// The same for all lanes.
    Number(f64),
}

/// A pure function of up to three numbers, for one number and for whole rows.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// Number of arguments.
    pub arity: usize,
    /// For single numbers.
    pub scalar: fn(&[f64]) -> f64,
    /// For rows: `out[i]` from the i-th of each argument. Rows are as long as `out` or longer.
    pub rows: fn(&mut [f64], &[Operand<'_>]),
}

impl Kernel {
    /// The function of single numbers; as many as its arity.
    pub fn of(&self, args: &[f64]) -> f64 {
        debug_assert_eq!(args.len(), self.arity);
        (self.scalar)(args)
    }
}

/// A kernel from its rule: `kernel!(|x, half| x / (x + half))`. One, two or three arguments.
///
/// The loops are plain `for` loops on purpose: a closure handed to an iterator may be compiled on its own, without the
/// processor features of the function around it.
#[macro_export]
#[allow(clippy::needless_range_loop)]
macro_rules! kernel {
    (|$a:ident| $rule:expr) => {{
        #[inline(always)]
        fn rule($a: f64) -> f64 {
            $rule
        }
        $crate::multiversion! {
            fn rows(out: &mut [f64], args: &[$crate::lanes::Operand<'_>]) {
                use $crate::lanes::Operand::{Number, Row};
                let n = out.len();
                match *args {
                    // Loops, not iterators: a closure of `for_each` may be left outside the function that has the features.
                    [Row(a)] => {
                        let a = &a[..n];
                        for i in 0..n {
                            out[i] = rule(a[i]);
                        }
                    }
                    [Number(a)] => out.fill(rule(a)),
                    _ => unreachable!("a kernel of one argument"),
                }
            }
        }
        $crate::lanes::Kernel { arity: 1, scalar: |x| rule(x[0]), rows }
    }};
    (|$a:ident, $b:ident| $rule:expr) => {{
        #[inline(always)]
        fn rule($a: f64, $b: f64) -> f64 {
            $rule
        }
        $crate::multiversion! {
            fn rows(out: &mut [f64], args: &[$crate::lanes::Operand<'_>]) {
                use $crate::lanes::Operand::{Number, Row};
                let n = out.len();
                match *args {
                    [Row(a), Row(b)] => {
                        let (a, b) = (&a[..n], &b[..n]);
                        for i in 0..n {
                            out[i] = rule(a[i], b[i]);
                        }
                    }
                    [Row(a), Number(b)] => {
                        let a = &a[..n];
                        for i in 0..n {
                            out[i] = rule(a[i], b);
                        }
                    }
                    [Number(a), Row(b)] => {
                        let b = &b[..n];
                        for i in 0..n {
                            out[i] = rule(a, b[i]);
                        }
                    }
                    [Number(a), Number(b)] => out.fill(rule(a, b)),
                    _ => unreachable!("a kernel of two arguments"),
                }
            }
        }
        $crate::lanes::Kernel { arity: 2, scalar: |x| rule(x[0], x[1]), rows }
    }};
    (|$a:ident, $b:ident, $c:ident| $rule:expr) => {{
        #[inline(always)]
        fn rule($a: f64, $b: f64, $c: f64) -> f64 {
            $rule
        }
        $crate::multiversion! {
            fn rows(out: &mut [f64], args: &[$crate::lanes::Operand<'_>]) {
                use $crate::lanes::Operand::{Number, Row};
                let n = out.len();
                let [a, b, c] = *args else { unreachable!("a kernel of three arguments") };
                macro_rules! each {
                    ($i:ident, $x:expr, $y:expr, $z:expr) => {
                        for $i in 0..n {
                            out[$i] = rule($x, $y, $z);
                        }
                    };
                }
                match (a, b, c) {
                    (Row(a), Row(b), Row(c)) => {
                        let (a, b, c) = (&a[..n], &b[..n], &c[..n]);
                        each!(i, a[i], b[i], c[i]);
                    }
                    (Row(a), Row(b), Number(c)) => {
                        let (a, b) = (&a[..n], &b[..n]);
                        each!(i, a[i], b[i], c);
                    }
                    (Row(a), Number(b), Row(c)) => {
                        let (a, c) = (&a[..n], &c[..n]);
                        each!(i, a[i], b, c[i]);
                    }
                    (Row(a), Number(b), Number(c)) => {
                        let a = &a[..n];
                        each!(i, a[i], b, c);
                    }
                    (Number(a), Row(b), Row(c)) => {
                        let (b, c) = (&b[..n], &c[..n]);
                        each!(i, a, b[i], c[i]);
                    }
                    (Number(a), Row(b), Number(c)) => {
                        let b = &b[..n];
                        each!(i, a, b[i], c);
                    }
                    (Number(a), Number(b), Row(c)) => {
                        let c = &c[..n];
                        each!(i, a, b, c[i]);
                    }
                    (Number(a), Number(b), Number(c)) => out.fill(rule(a, b, c)),
                }
            }
        }
        $crate::lanes::Kernel { arity: 3, scalar: |x| rule(x[0], x[1], x[2]), rows }
    }};
}
