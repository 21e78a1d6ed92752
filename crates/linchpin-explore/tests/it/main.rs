//! Agreement of the crate with numbers that other programs computed.

mod coverage;
mod method;
