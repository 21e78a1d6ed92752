//! Samplers: how the futures of an experiment are spread over its uncertainties.
//!
//! Comes in: the uncertainties of a model, a seed, the size of the design. Goes out: a pure function that fills in any
//! range of futures, so that threads and shards need no coordination. Refuses what does not fit the model.
//!
//! Every design draws one number between 0 and 1 per uncertainty and future and reads the quantile there, so every
//! design serves every distribution. Draws are keyed by the name of the uncertainty: a new one moves nobody's.

mod monte_carlo;
mod latin_hypercube;
mod defaults;
mod given;

use std::ops::Range;

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;
use linchpin_core::distribution::Distribution;
use linchpin_core::model::{Kind, Model, VarId};

pub use given::table;

/// Fills `[uncertainty][future]` for a range of futures; uncertainties in order of `Model::uncertainties`.
pub type Draws = Box<dyn Fn(Range<u64>, &mut [Vec<f64>]) + Send + Sync>;

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
    /// The design for a model.
    pub draws: fn(model: &Model, design: &Design) -> Result<Draws, Refusal>,
}

/// All samplers; the first is the default.
pub static SAMPLERS: &[&Sampler] = &[&latin_hypercube::LATIN_HYPERCUBE, &monte_carlo::MONTE_CARLO, &defaults::DEFAULTS];

/// The sampler of this name.
pub fn find(name: &str) -> Option<&'static Sampler> {
    SAMPLERS.iter().find(|row| row.name == name).copied()
}

/// One uncertainty of a design.
struct Column {
    default: f64,
    /// `None` where it stays at its default.
    spread: Option<(Stream, Distribution)>,
}

/// The uncertainties of a model; refuses to vary what is none.
fn columns(model: &Model, design: &Design) -> Result<Vec<Column>, Refusal> {
    for id in &design.vary {
        match model.variables.get(id.idx()) {
            Some(variable) if matches!(variable.kind, Kind::Uncertainty { .. }) => {}
            Some(variable) => {
                return Err(Refusal::new(format!("`{}` is no uncertainty", variable.name), "name uncertainties to vary"));
            }
            None => return Err(Refusal::new(format!("the model has no variable number {}", id.0), "")),
        }
    }
    let column = |id: VarId| {
        let variable = model.variable(id);
        let Kind::Uncertainty { default, distribution, held } = &variable.kind else {
            unreachable!("`uncertainties` lists uncertainties");
        };
        let varies = !held || design.vary.contains(&id);
        let spread = varies.then(|| (Stream::new(design.seed, &variable.name), distribution.clone()));
        Column { default: *default, spread }
    };
    Ok(model.uncertainties().into_iter().map(column).collect())
}

#[cfg(test)]
mod tests;
