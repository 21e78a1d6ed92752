//! The words that every room of Linchpin speaks.
//!
//! Comes in: nothing. Goes out: plain data (models, expressions, units, evidence, experiments, tables), the built-in
//! functions as rows, chance as a pure function, and diagnostics. No IO, no threads, no heavy dependency.

pub mod diagnostic;
pub mod unit;
pub mod expr;
pub mod game;
pub mod solution;
pub mod evidence;
pub mod model;
pub mod order;
pub mod experiment;
pub mod table;
#[macro_use]
pub mod lanes;
pub mod chance;
pub mod distribution;
pub mod dependence;
pub mod elementary;
pub mod builtin;
