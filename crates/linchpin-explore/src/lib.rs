//! Before and after a run: samplers draw futures, analyses read outcomes.
//!
//! Comes in: uncertainties to draw from, outcomes to judge. Goes out: draws, small tables. Refuses: what does not fit.

pub mod sample;
pub mod analysis;
pub mod method;
