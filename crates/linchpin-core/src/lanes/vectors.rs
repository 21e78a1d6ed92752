//! Which back end this processor has.

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

/// The widest back end that this processor has.
#[cfg(target_arch = "x86_64")]
pub fn widest() -> Vectors {
    let fma = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    let wide = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vl");
    match (fma, wide) {
        (true, true) => Vectors::Avx512,
        (true, false) => Vectors::Avx2,
        _ => Vectors::Portable,
    }
}

/// The widest back end that this processor has.
#[cfg(not(target_arch = "x86_64"))]
pub fn widest() -> Vectors {
    Vectors::Portable
}
