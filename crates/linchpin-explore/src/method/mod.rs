//! Numerical methods on plain numbers: sensitivity, scenario discovery, robustness.
//!
//! Comes in: columns of inputs and outcomes, by future; a seed where a method resamples. Goes out: plain data with the
//! count of what was left out. Refuses: a design that the method cannot use, one future, a constant outcome, a threshold
//! that nothing reaches. Knows no model, reads no file, starts no thread; the same numbers and seed give the same bits.

pub mod cart;
pub mod delta;
pub mod factorial;
pub mod given_data;
pub mod information;
pub mod morris;
pub mod pareto;
pub mod pawn;
pub mod prim;
pub mod region;
pub mod regional;
mod resample;
pub mod robustness;
mod rows;
pub mod sobol;
pub mod stacking;
#[cfg(test)]
mod tests;
pub mod tipping;
pub mod trees;

pub use rows::{Complete, complete_rows};

use linchpin_core::diagnostic::Refusal;

/// How the futures of a study were drawn, as far as a method minds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Blocks of A, AB, (BA,) B for variance-based indices.
    Saltelli,
    /// Trajectories that move one input at a time.
    Morris,
    /// Every combination of two settings of some levers.
    Factorial,
    /// Futures that stand for the ranges: Latin hypercube, Sobol' points, Monte Carlo; the name is for the refusal.
    Futures(&'static str),
}

/// What a method needs of the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A Saltelli design.
    Saltelli,
    /// A Morris design.
    Morris,
    /// A two-level factorial over levers.
    Factorial,
    /// Futures that stand for the ranges.
    Futures,
    /// The same futures under several policies.
    SharedFutures,
    /// Any points.
    Points,
}

/// A method as a row: what it is called, what it answers, where it is published, when it refuses.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Name on the command line.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Where it is published.
    pub source: &'static str,
    /// The design it needs.
    pub needs: Needs,
    /// True when its figures mean nothing for inputs that depend on one another.
    pub independent: bool,
    /// When it refuses, in words.
    pub refuses: &'static [&'static str],
}

/// Every method.
pub const METHODS: &[&Method] = &[
    &sobol::SOBOL,
    &morris::MORRIS,
    &pawn::PAWN,
    &delta::DELTA,
    &regional::REGIONAL,
    &given_data::GIVEN_DATA,
    &trees::FEATURES,
    &prim::PRIM,
    &cart::CART,
    &stacking::STACKING,
    &robustness::ROBUSTNESS,
    &pareto::PARETO,
    &tipping::TIPPING,
    &factorial::FACTORIAL,
    &information::INFORMATION,
];

/// The method of this name.
pub fn method(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|row| row.name == name).copied()
}

impl Method {
    /// Refuses a study whose design or inputs do not suit the method. `dependent` names inputs that are drawn together
    /// (correlated, or shares that sum to one).
    pub fn suits(&self, design: Design, dependent: &[&str]) -> Result<(), Refusal> {
        let (wanted, help) = match self.needs {
            Needs::Saltelli => {
                ("saltelli", "run the study again with the saltelli design, or use `given_data` or `pawn` on this one")
            }
            Needs::Morris => ("morris", "run the study again with the morris design, or use `pawn` on this one"),
            Needs::Factorial => ("factorial", "run every combination of the two settings of the chosen levers"),
            Needs::Futures | Needs::SharedFutures => {
                ("latin hypercube or sobol", "run the study again with the latin hypercube design")
            }
            Needs::Points => ("", ""),
        };
        let (fits, found) = match (self.needs, design) {
            (Needs::Points, _) | (Needs::Saltelli, Design::Saltelli) | (Needs::Morris, Design::Morris) => (true, ""),
            (Needs::Factorial, Design::Factorial) | (Needs::Futures | Needs::SharedFutures, Design::Futures(_)) => (true, ""),
            (_, Design::Saltelli) => (false, "saltelli"),
            (_, Design::Morris) => (false, "morris"),
            (_, Design::Factorial) => (false, "factorial"),
            (_, Design::Futures(name)) => (false, name),
        };
        if !fits {
            return Err(Refusal::new(format!("`{}` needs a {wanted} design; this one is {found}", self.name), help));
        }
        if self.independent && !dependent.is_empty() {
            let names = dependent.join("`, `");
            return Err(Refusal::new(
                format!("`{}` assumes independent inputs, but `{names}` depend on one another", self.name),
                "put the inputs that are drawn together into one group, or use `pawn` or `delta`, which read the futures as they are",
            ));
        }
        Ok(())
    }
}
