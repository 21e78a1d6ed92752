//! Samplers: how the futures of an experiment are spread over its uncertainties.
//!
//! Comes in: the uncertainties of a model, a seed, the size of the design. Goes out: a pure function that fills in any
//! range of futures, so that threads and shards need no coordination. Refuses what does not fit the model.
//!
//! Every design draws one number between 0 and 1 per uncertainty and future and reads the quantile there, so every
//! design serves every distribution. Draws are keyed by the name of the uncertainty: a new one moves nobody's.

mod space;
mod monte_carlo;
mod latin_hypercube;
mod sobol;
mod halton;
mod layouts;
mod defaults;
mod given;

use std::ops::Range;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Model, VarId};

pub use given::table;
pub use space::Dimension;

/// Fills `[uncertainty][future]` for a range of futures; uncertainties in order of `Model::uncertainties`.
pub type Draws = Box<dyn Fn(Range<u64>, &mut [Vec<f64>]) + Send + Sync>;

/// Fills `[dimension][future]` with coordinates between 0 and 1 for a range of futures; NaN leaves an uncertainty at its
/// default.
pub type Points = Box<dyn Fn(Range<u64>, &mut [Vec<f64>]) + Send + Sync>;

/// The greatest number below 1.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

/// What a sampler needs to know besides the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The seed of every stream.
    pub seed: u64,
    /// Number of futures of the whole design, all shards together.
    pub size: u64,
    /// Held uncertainties that vary all the same. Others that are held stay at their default.
    pub vary: Vec<VarId>,
}

/// A sampler as a row.
pub struct Sampler {
    /// Name on the command line and in studies.
    pub name: &'static str,
    /// One or two sentences.
    pub doc: &'static str,
    /// Where it is published, or `standard`.
    pub source: &'static str,
    /// True when futures depend on the size of the design, so that a longer one is not the shorter one continued.
    pub sized: bool,
    /// True when it moves one uncertainty alone, which those that move with others cannot.
    pub alone: bool,
    /// True when only the uncertainties vary that a design names.
    pub named_only: bool,
    /// The design for a model.
    pub draws: fn(model: &Model, design: &Design) -> Result<Draws, Refusal>,
    /// Its points, before they become values. Refuses sizes that its layout does not fit.
    pub points: fn(dimensions: &[Dimension], design: &Design) -> Result<Points, Refusal>,
}

/// All samplers; the first is the default.
pub static SAMPLERS: &[&Sampler] = &[
    &latin_hypercube::LATIN_HYPERCUBE,
    &monte_carlo::MONTE_CARLO,
    &sobol::SOBOL,
    &sobol::SOBOL_UNSCRAMBLED,
    &halton::HALTON,
    &halton::HALTON_UNSCRAMBLED,
    &layouts::FULL_FACTORIAL,
    &layouts::MORRIS,
    &layouts::SALTELLI,
    &layouts::SALTELLI_FIRST,
    &layouts::ONE_AT_A_TIME,
    &defaults::DEFAULTS,
];

/// The sampler of this name.
pub fn find(name: &str) -> Option<&'static Sampler> {
    SAMPLERS.iter().find(|row| row.name == name).copied()
}

#[cfg(test)]
mod tests;
