//! Futures crossed with arms, over all cores, in order.
//!
//! Comes in: a model, an experiment, a way to draw uncertainties. Goes out: one chunk per block of futures with all arms,
//! in order of futures, whichever thread was first. Refuses what the compiler refuses, and whatever the sink refuses.

mod form;
mod pool;
mod prepared;

pub(crate) use pool::Stop;
pub use prepared::{Prepared, prepare};

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use linchpin_core::chance;
use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Experiment, Futures};
use linchpin_core::model::Model;
use linchpin_core::table::Chunk;

use crate::compile::{Passes, compile_by};
use crate::program::Program;
use form::{Form, constant, form};

/// How uncertainties get values: fills `[uncertainty][future]`, uncertainties in order of `Model::uncertainties`, for a
/// range of futures. The vectors come in as long as the range. Must be a pure function of the range.
pub type Draws<'a> = dyn Fn(Range<u64>, &mut [Vec<f64>]) + Sync + 'a;

/// How a run is carried out. None of it changes a result.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// Threads that compute; 0 for one a core.
    pub threads: usize,
    /// Futures in a block; `None` for what suits the program.
    pub block: Option<usize>,
    /// Chunks carry what was drawn; without it they carry results alone, and a run of many uncertainties copies less.
    pub draws: bool,
    /// Set to true by anyone, it ends the run with what is complete.
    pub cancel: &'a AtomicBool,
    /// Told about ten times a second how many runs are done, and of how many.
    pub progress: &'a dyn Fn(u64, u64),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finish {
    /// Futures, from the first on, of which all arms were delivered.
    pub complete: u64,
    /// True when it was cancelled before the last future.
    pub cancelled: bool,
}

/// Runs an experiment and hands its results to `sink`, a block of futures after the other.
///
/// Memory is bounded: workers wait for the sink. Bits do not depend on `control`, nor on how futures are cut into runs.
/// Refuses what [`compile`](crate::compile()) refuses; a refusal of the sink ends the run and is returned.
pub fn run(
    model: &Model,
    experiment: &Experiment,
    draws: &Draws,
    control: &Control,
    sink: &mut dyn FnMut(Chunk) -> Result<(), Refusal>,
) -> Result<Finish, Refusal> {
    run_by(Passes::ALL, model, experiment, draws, control, sink)
}

/// [`run`] of programs that were made with a part of the compiler's passes: the same bits, more slowly.
pub fn run_by(
    passes: Passes,
    model: &Model,
    experiment: &Experiment,
    draws: &Draws,
    control: &Control,
    sink: &mut dyn FnMut(Chunk) -> Result<(), Refusal>,
) -> Result<Finish, Refusal> {
    let compiled = |arm: &Arm| compile_by(model, &arm.settings, &experiment.ask, passes).map(Arc::new);
    let cast = Cast::new(model, experiment.futures.seed, &experiment.arms, compiled)?;
    let plan = Plan::new(&cast, &experiment.futures, control);
    pool::run(&cast, &experiment.futures, &plan, draws, control, sink)
}

/// Programs, and which of them each arm runs with which constants.
struct Cast {
    programs: Vec<Arc<Program>>,
    arms: Vec<Role>,
    /// Streams of all programs.
    streams: Vec<chance::Stream>,
    /// For each program, the places of its streams in that list.
    stream_places: Vec<Vec<u32>>,
    uncertainties: usize,
}

struct Role {
    program: usize,
    set: Vec<f64>,
}

impl Cast {
    /// `compiled` is asked once for all arms that share a program.
    fn new(
        model: &Model,
        seed: u64,
        arms: &[Arm],
        mut compiled: impl FnMut(&Arm) -> Result<Arc<Program>, Refusal>,
    ) -> Result<Self, Refusal> {
        let mut forms: Vec<Form> = Vec::new();
        let mut cast = Cast {
            programs: Vec::new(),
            arms: Vec::new(),
            streams: Vec::new(),
            stream_places: Vec::new(),
            uncertainties: model.uncertainties().len(),
        };
        let mut names: HashMap<String, u32> = HashMap::new();
        for arm in arms {
            let form = form(model, &arm.settings);
            let program = match forms.iter().position(|known| *known == form) {
                Some(program) => program,
                None => {
                    let program = compiled(arm)?;
                    let streams = &mut cast.streams;
                    let places = program.streams.iter().map(|stream| {
                        *names.entry(stream.name.clone()).or_insert_with(|| {
                            streams.push(chance::Stream::new(seed, &stream.name));
                            streams.len() as u32 - 1
                        })
                    });
                    cast.stream_places.push(places.collect());
                    cast.programs.push(program);
                    forms.push(form);
                    forms.len() - 1
                }
            };
            let set = cast.programs[program].set.iter().map(|id| constant(model, &arm.settings, *id)).collect();
            cast.arms.push(Role { program, set });
        }
        Ok(cast)
    }
}

/// How work is cut: blocks of futures, each in groups of arms.
#[derive(Clone, Copy, Debug)]
struct Plan {
    threads: usize,
    lanes: usize,
    blocks: u64,
    /// Groups of arms of a block.
    groups: usize,
}

impl Plan {
    fn new(cast: &Cast, futures: &Futures, control: &Control) -> Self {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if control.threads == 0 { cores() } else { control.threads };
        let (arms, futures) = (cast.arms.len().max(1), futures.count);
        let rows = cast.programs.iter().map(|program| program.rows).max().unwrap_or(0);
        let woven = cast.programs.iter().any(|program| !program.weavings.is_empty());
        // Rows stay so close together that an instruction can name each place.
        let most = (MOST_BYTES / size_of::<f64>() / rows.max(1)).max(64);
        let mut lanes = control.block.unwrap_or_else(|| lanes_for(rows, woven)).clamp(1, most);
        let blocks = |lanes: usize| futures.div_ceil(lanes as u64);
        // Few futures: smaller blocks, so that no core waits long for another at the end. Arms of a block are parted only
        // when that is not enough, because together they draw once.
        let pieces = 2 * threads as u64;
        while control.block.is_none() && lanes > 64 && blocks(lanes) < pieces {
            lanes /= 2;
        }
        let blocks = blocks(lanes);
        let groups = pieces.div_ceil(blocks.max(1)).min(arms as u64) as usize;
        Plan { threads, lanes, blocks, groups: if blocks >= pieces { 1 } else { groups } }
    }
}

/// Bytes of all rows of a block at most.
const MOST_BYTES: usize = 1 << 30;

/// How many lanes suit so many rows (Zen 3 and Zen 4, 512 KiB to 1 MiB and 32 MiB of cache).
///
/// An instruction costs a few nanoseconds whatever its lanes, and rows are read in order, so the interpreter gains from many lanes long
/// after rows have left the second level: 256 lanes beat 64 by 30 to 50 % on generated models of 100 to 20,000 equations. Woven loops are
/// few, and each goes over many rows at once: they want all of them in the second level. A model of a few equations, all of whose
/// rows stay close, spends a sixth less of its time on what a step costs by itself with 512.
fn lanes_for(rows: usize, woven: bool) -> usize {
    const FEW: usize = 64 << 10;
    let many = if woven { 1 << 20 } else { 16 << 20 };
    let fits = |lanes: usize, bytes: usize| rows * lanes * size_of::<f64>() <= bytes;
    if fits(512, FEW) { 512 } else { [256, 128].into_iter().find(|&lanes| fits(lanes, many)).unwrap_or(64) }
}
