//! Threads: who computes what, and how results come back in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Futures;
use linchpin_core::table::Chunk;

use super::{Cast, Control, Draws, Finish, Plan};
use crate::block::Luck;
use crate::step::{Done, Task, Workspace, run_block};

/// Numbers of kept draws per thread; 32 MiB.
const KEPT_DRAWS: usize = 4 << 20;

/// Lanes computed are a multiple of this: the widest vector.
const WHOLE: usize = 8;

const BETWEEN_REPORTS: Duration = Duration::from_millis(100);

/// Runs all blocks on the plan's threads and delivers them in order from this one.
pub(super) fn run(
    cast: &Cast,
    futures: &Futures,
    plan: &Plan,
    draws: &Draws,
    control: &Control,
    sink: &mut dyn FnMut(Chunk) -> Result<(), Refusal>,
) -> Result<Finish, Refusal> {
    let job = Job {
        cast,
        futures,
        plan,
        draws,
        draws_wanted: control.draws,
        stop: Stop { asked: control.cancel, failed: AtomicBool::new(false) },
    };
    let next = AtomicU64::new(0);
    let gate = Gate::new(4 * plan.threads as u64);
    let (results, inbox) = channel();
    std::thread::scope(|scope| {
        for _ in 0..plan.threads {
            let results = results.clone();
            let (job, next, gate) = (&job, &next, &gate);
            scope.spawn(move || work(job, next, gate, results));
        }
        drop(results);
        let delivered = deliver(&job, &gate, inbox, control, sink);
        // Whether it ended well or not, nobody waits for deliveries any more.
        gate.open();
        delivered
    })
}

/// What all threads share.
struct Job<'a> {
    cast: &'a Cast,
    futures: &'a Futures,
    plan: &'a Plan,
    draws: &'a Draws<'a>,
    draws_wanted: bool,
    stop: Stop<'a>,
}

/// Why a run may end early.
#[derive(Debug)]
pub(crate) struct Stop<'a> {
    asked: &'a AtomicBool,
    failed: AtomicBool,
}

impl Stop<'_> {
    pub(crate) fn now(&self) -> bool {
        self.asked.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed)
    }
}

/// Lets nobody begin a block too far ahead of what has been delivered, so that memory stays bounded.
struct Gate {
    ahead: u64,
    delivered: Mutex<u64>,
    moved: Condvar,
}

impl Gate {
    fn new(ahead: u64) -> Self {
        Gate { ahead, delivered: Mutex::new(0), moved: Condvar::new() }
    }

    fn wait_for(&self, block: u64) {
        let delivered = self.delivered.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.moved.wait_while(delivered, |delivered| block >= delivered.saturating_add(self.ahead)));
    }

    fn delivered(&self, blocks: u64) {
        let mut delivered = self.delivered.lock().unwrap_or_else(PoisonError::into_inner);
        *delivered = (*delivered).max(blocks);
        self.moved.notify_all();
    }

    fn open(&self) {
        self.delivered(u64::MAX);
    }
}

/// One group of arms of one block.
struct Part {
    block: u64,
    group: usize,
    /// With the first group only, where they are wanted.
    draws: Vec<Vec<f64>>,
    arms: Vec<Done>,
}

fn work(job: &Job, next: &AtomicU64, gate: &Gate, results: Sender<Part>) {
    let plan = job.plan;
    let arms = job.cast.arms.len();
    let lanes = plan.lanes.next_multiple_of(WHOLE);
    let mut space = Workspace::new(lanes);
    let steps = job.cast.programs.iter().map(|program| program.time.steps).max().unwrap_or(0);
    // Draws are worth keeping where several arms share them.
    let keep = if arms > plan.groups { KEPT_DRAWS } else { 0 };
    let mut luck = Luck::new(job.cast.streams.clone(), lanes, steps as usize, keep);
    loop {
        let item = next.fetch_add(1, Ordering::Relaxed);
        let (block, group) = (item / plan.groups as u64, (item % plan.groups as u64) as usize);
        if block >= plan.blocks {
            return;
        }
        gate.wait_for(block);
        if job.stop.now() {
            return gate.open();
        }
        let Some(part) = compute(job, block, group, &mut space, &mut luck) else {
            return gate.open();
        };
        if results.send(part).is_err() {
            return;
        }
    }
}

fn compute(job: &Job, block: u64, group: usize, space: &mut Workspace, luck: &mut Luck) -> Option<Part> {
    let (plan, futures) = (job.plan, job.futures);
    let offset = block * plan.lanes as u64;
    let count = (plan.lanes as u64).min(futures.count - offset) as usize;
    // Vectors are whole: the last block is filled up with copies of its last future, which do not count.
    let width = count.next_multiple_of(WHOLE);
    let first_future = futures.first + offset;
    space.drawn.resize_with(job.cast.uncertainties, Vec::new);
    space.drawn.iter_mut().for_each(|values| values.resize(count, 0.0));
    (job.draws)(first_future..first_future + count as u64, &mut space.drawn);
    let draws = if group == 0 && job.draws_wanted { space.drawn.clone() } else { Vec::new() };
    for values in &mut space.drawn {
        let last = values.last().copied().unwrap_or(f64::NAN);
        values.resize(width, last);
    }
    luck.block(first_future, width);
    let all = job.cast.arms.len();
    let arms = (all * group / plan.groups..all * (group + 1) / plan.groups).map(|arm| {
        let role = &job.cast.arms[arm];
        let task = Task {
            program: &job.cast.programs[role.program],
            arm: arm as u32,
            set: &role.set,
            streams: &job.cast.stream_places[role.program],
            first_future,
            count,
            width,
            stop: &job.stop,
        };
        run_block(&task, space, luck)
    });
    Some(Part { block, group, draws, arms: arms.collect::<Option<Vec<Done>>>()? })
}

/// Puts parts together and hands whole blocks on, in order.
fn deliver(
    job: &Job,
    gate: &Gate,
    inbox: Receiver<Part>,
    control: &Control,
    sink: &mut dyn FnMut(Chunk) -> Result<(), Refusal>,
) -> Result<Finish, Refusal> {
    let (plan, futures) = (job.plan, job.futures);
    let runs_of = |block: u64| (plan.lanes as u64).min(futures.count - block * plan.lanes as u64);
    let total = futures.count * job.cast.arms.len() as u64;
    let (mut done, mut delivered) = (0, 0);
    // The first part is told at once, so that even a short run shows that it has begun and may be cancelled.
    let mut reported: Option<Instant> = None;
    let mut waiting: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    for part in inbox {
        done += runs_of(part.block) * part.arms.len() as u64;
        if reported.is_none_or(|reported| reported.elapsed() >= BETWEEN_REPORTS) {
            reported = Some(Instant::now());
            (control.progress)(done, total);
        }
        waiting.entry(part.block).or_default().push(part);
        while waiting.get(&delivered).is_some_and(|parts| parts.len() == plan.groups) {
            let parts = waiting.remove(&delivered).unwrap_or_default();
            let first = futures.first + delivered * plan.lanes as u64;
            if let Err(refusal) = sink(chunk(first, runs_of(delivered) as usize, parts)) {
                job.stop.failed.store(true, Ordering::Relaxed);
                return Err(refusal);
            }
            delivered += 1;
            gate.delivered(delivered);
        }
    }
    (control.progress)(done, total);
    let complete = (delivered * plan.lanes as u64).min(futures.count);
    Ok(Finish { complete, cancelled: complete < futures.count })
}

fn chunk(first: u64, count: usize, mut parts: Vec<Part>) -> Chunk {
    parts.sort_by_key(|part| part.group);
    let mut chunk = Chunk { first, count, ..Chunk::default() };
    for part in parts {
        if part.group == 0 {
            chunk.draws = part.draws;
        }
        for done in part.arms {
            chunk.outcomes.push(done.outcomes);
            chunk.series.push(done.series);
            chunk.faults.extend(done.faults);
        }
    }
    chunk
}
