//! From a model to outcomes: a compiler to block instructions, and the loop that runs them over futures and time.
//!
//! Comes in: a checked [`linchpin_core::model::Model`], an [`Experiment`](linchpin_core::experiment::Experiment) and a
//! way to draw uncertainties. Goes out: [`Chunk`](linchpin_core::table::Chunk)s of outcomes and series, in order of
//! futures. Refuses only requests that name what is not there; what goes wrong inside a run is a fault in the results.
//!
//! The same futures give the same bits for any number of threads, size of block, or cut into shards: every value of a
//! run follows from (model, settings, seed, future) by operations that treat each lane alone.

mod compile;
mod program;
mod kernels;
mod tempo;
mod block;
mod watch;
mod step;
mod run;

pub use compile::{Passes, compile, compile_by};
pub use program::Program;
pub use run::{Control, Draws, Finish, Prepared, prepare, run, run_by};
