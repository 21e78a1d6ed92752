//! `linchpin bench`.

use serde::Serialize;

/// How fast this machine runs a model.
#[derive(Clone, Debug, Serialize)]
pub struct BenchLine {
    /// The model as asked for.
    pub model: String,
    /// From text to checked model, milliseconds of CPU.
    pub text_milliseconds: f64,
    /// From model to program, milliseconds of CPU.
    pub program_milliseconds: f64,
    /// Block instructions of a step, inner points included.
    pub instructions: usize,
    /// Steps of a run.
    pub steps: u32,
    /// Futures run.
    pub futures: u64,
    /// Microseconds of CPU a future, all cores together.
    pub cpu_microseconds: f64,
    /// Futures a second on the clock.
    pub futures_per_second: f64,
}
