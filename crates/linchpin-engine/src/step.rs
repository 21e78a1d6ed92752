//! One arm over the futures of one block, from the first step to the stop.
//!
//! Comes in: a program, the arm's constants, drawn uncertainties. Goes out: outcomes, series and faults. The order of a
//! step: equations; what is due is looked at and recorded; memory takes in; stocks move; the moved stocks are looked at.

use linchpin_core::experiment::Fault;
use linchpin_core::lanes::Operand;
use linchpin_core::model::Method;

use crate::block::{Luck, Now, Ring, Row, execute, fill};
use crate::kernels::{advance, gather, leaves, shifted};
use crate::program::{Arg, Move, Pass, Program};
use crate::run::Stop;
use crate::tempo::Tempo;
use crate::watch::Watch;

/// What one thread works with: allocated before a run, used again for the next.
#[derive(Debug)]
pub(crate) struct Workspace {
    lanes: usize,
    rows: Vec<Row>,
    rings: Vec<Ring>,
    tempo: Tempo,
    watch: Watch,
    /// Drawn uncertainties of the block: `[uncertainty][lane]`.
    pub drawn: Vec<Vec<f64>>,
}

impl Workspace {
    pub(crate) fn new(lanes: usize) -> Self {
        let tempo = Tempo::default();
        Workspace { lanes, rows: Vec::new(), rings: Vec::new(), tempo, watch: Watch::new(lanes), drawn: Vec::new() }
    }
}

/// One arm over one block.
pub(crate) struct Task<'a> {
    pub program: &'a Program,
    pub arm: u32,
    /// Values of `Program::set`.
    pub set: &'a [f64],
    /// Places in `Luck` of the program's streams.
    pub streams: &'a [u32],
    pub first_future: u64,
    /// Futures that count.
    pub count: usize,
    /// Lanes computed.
    pub width: usize,
    pub stop: &'a Stop<'a>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Done {
    /// `[outcome][future]`
    pub outcomes: Vec<Vec<f64>>,
    /// `[variable][point][future]`
    pub series: Vec<Vec<Vec<f64>>>,
    pub faults: Vec<Fault>,
}

/// Runs it; `None` when it was cancelled on the way.
pub(crate) fn run_block(task: &Task, space: &mut Workspace, luck: &mut Luck) -> Option<Done> {
    let program = task.program;
    let (time, width) = (&program.time, task.width);
    let Workspace { lanes, rows, rings, tempo, watch, drawn } = space;
    tempo.prepare(program, task.set);
    rows.resize_with(rows.len().max(program.rows), || Row::new(*lanes));
    watch.begin(task.count, program.streams.iter().map(|stream| stream.event));
    let points = program.at_steps.len();
    let mut done = Done {
        outcomes: vec![vec![0.0; task.count]; program.outcomes.len()],
        series: vec![vec![vec![0.0; task.count]; points]; program.series.len()],
        faults: Vec::new(),
    };
    macro_rules! now {
        ($step:expr, $clocked:expr, $rings:expr) => {
            Now {
                step: $step,
                dt: time.dt,
                scalars: &tempo.scalars,
                clocked: $clocked,
                tables: &program.tables,
                rings: $rings,
                streams: task.streams,
                drawn,
            }
        };
    }

    let now = now!(0, &[], &[]);
    execute(&program.setup, rows, width, &now, luck, watch);
    for &(state, start) in &program.starts {
        with_row(rows, state, |out, rows| fill(out.lanes_mut(width), now.operand(start, rows, width)));
    }
    fill_rings(program, rows, rings, &now, width);
    for moved in &program.moves {
        let state = rows[moved.state as usize].lanes_mut(width);
        let mut outside = false;
        leaves(state, moved.low, moved.high, &mut outside);
        if outside {
            watch.stock(moved, state, 0);
        }
    }

    let mut point = 0;
    for step in 0..time.steps {
        if task.stop.now() {
            return None;
        }
        let now = now!(step, tempo.at(step), rings);
        execute(&program.step.ops, rows, width, &now, luck, watch);
        let due = program.at_steps.get(point) == Some(&step);
        look(program, &program.step, rows, &now, width, watch, due);
        if due {
            record(&program.step.series, rows, &now, watch, &mut done.series, point);
            point += 1;
        }
        if watch.all_dead() {
            return Some(blank(program, task, watch, done, point));
        }
        if time.method == Method::Rk4 {
            runge_kutta(program, rows, width, &now, tempo, luck, watch);
        }
        for (ring, &entering) in program.step.entering.iter().enumerate() {
            fill(rings[ring].enter(step, width), operand(tempo, step, entering, rows, width));
        }
        for &(state, value) in &program.step.stores {
            with_row(rows, state, |out, rows| fill(out.lanes_mut(width), operand(tempo, step, value, rows, width)));
        }
        for moved in &program.moves {
            with_row(rows, moved.state, |state, rows| {
                let state = state.lanes_mut(width);
                let mut outside = false;
                match time.method {
                    Method::Euler => {
                        let rate = operand(tempo, step, moved.change, rows, width);
                        advance(state, rate, time.dt, moved.low, moved.high, &mut outside);
                    }
                    Method::Rk4 => {
                        let sum = Operand::Row(rows[moved.sum as usize].lanes(width));
                        advance(state, sum, time.dt / 6.0, moved.low, moved.high, &mut outside);
                    }
                }
                if outside {
                    watch.stock(moved, state, step + 1);
                }
            });
        }
    }

    let now = now!(time.steps, &[], rings);
    execute(&program.end.ops, rows, width, &now, luck, watch);
    let due = program.at_steps.get(point) == Some(&time.steps);
    for (&outcome, &value) in program.outcomes.iter().zip(&program.judged) {
        watch.asked(outcome, now.operand(value, rows, width), time.steps, width);
    }
    look(program, &program.end, rows, &now, width, watch, due);
    if due {
        record(&program.end.series, rows, &now, watch, &mut done.series, point);
    }
    for (out, &value) in done.outcomes.iter_mut().zip(&program.judged) {
        take(out, now.operand(value, rows, width));
        watch.blank(out);
    }
    done.faults.extend(watch.faults(task.first_future, task.arm, task.count, |step| time.at(step)));
    Some(done)
}

/// Everything is NaN from here on.
fn blank(program: &Program, task: &Task, watch: &Watch, mut done: Done, point: usize) -> Done {
    done.outcomes.iter_mut().for_each(|outcome| outcome.fill(f64::NAN));
    done.series.iter_mut().for_each(|series| series[point..].iter_mut().for_each(|values| values.fill(f64::NAN)));
    done.faults.extend(watch.faults(task.first_future, task.arm, task.count, |step| program.time.at(step)));
    done
}

/// Runs `body` with one row taken out of the others.
fn with_row(rows: &mut [Row], at: u32, body: impl FnOnce(&mut Row, &[Row])) {
    let mut row = std::mem::take(&mut rows[at as usize]);
    body(&mut row, rows);
    rows[at as usize] = row;
}

fn operand<'a>(tempo: &Tempo, step: u32, arg: Arg, rows: &'a [Row], width: usize) -> Operand<'a> {
    match arg {
        Arg::Row(row) => Operand::Row(rows[row as usize].lanes(width)),
        Arg::Number(number) => Operand::Number(number),
        Arg::Scalar(at) => Operand::Number(tempo.scalars[at as usize]),
        Arg::Clocked(at) => Operand::Number(tempo.at(step)[at as usize]),
    }
}

/// Rings as long as the longest wait of any lane, which is known at the first step only.
fn fill_rings(program: &Program, rows: &[Row], rings: &mut Vec<Ring>, now: &Now, width: usize) {
    rings.resize_with(program.delays.len(), Ring::default);
    for (ring, delay) in rings.iter_mut().zip(&program.delays) {
        let full = |arg: Arg| {
            let mut values = vec![0.0; width];
            fill(&mut values, now.operand(arg, rows, width));
            values
        };
        ring.start = full(delay.start);
        ring.wait = full(delay.length);
        let mut places = 1;
        for wait in &mut ring.wait {
            // What waits less than a step still waits for the next: a delay never reads its input within the step.
            let steps = (*wait / now.dt).round();
            *wait = if steps < 1.0 { 1.0 } else { steps };
            if *wait <= f64::from(program.time.steps) {
                places = places.max(*wait as usize);
            }
        }
        ring.places = places;
        ring.passed.resize(places * width, 0.0);
    }
}

/// Looks at all that is asked for at this step, and settles it.
fn look(program: &Program, pass: &Pass, rows: &[Row], now: &Now, width: usize, watch: &mut Watch, due: bool) {
    for ruled in &pass.rules {
        watch.rule(ruled.lever, now.operand(ruled.value, rows, width), &ruled.range, now.step, width);
    }
    if due {
        for (&variable, &value) in program.series.iter().zip(&pass.series) {
            watch.asked(variable, now.operand(value, rows, width), now.step, width);
        }
    }
    watch.settle(now.step);
}

fn record(values: &[Arg], rows: &[Row], now: &Now, watch: &Watch, series: &mut [Vec<Vec<f64>>], point: usize) {
    for (series, &value) in series.iter_mut().zip(values) {
        let out = &mut series[point];
        let width = out.len();
        take(out, now.operand(value, rows, width));
        watch.blank(out);
    }
}

fn take(out: &mut [f64], from: Operand) {
    match from {
        Operand::Row(row) => out.copy_from_slice(&row[..out.len()]),
        Operand::Number(number) => out.fill(number),
    }
}

/// The sum of the four rates of each stock, weighed 1, 2, 2, 1, in its own row.
fn runge_kutta(program: &Program, rows: &mut [Row], width: usize, now: &Now, tempo: &Tempo, luck: &mut Luck, watch: &mut Watch) {
    let dt = now.dt;
    let try_with = |rows: &mut [Row], now: &Now, moved: &Move, rate: Arg, by: f64, weight: f64| {
        with_row(rows, moved.sum, |sum, rows| {
            gather(sum.lanes_mut(width), now.operand(rate, rows, width), weight);
        });
        with_row(rows, moved.trial, |trial, rows| {
            let base = rows[moved.state as usize].lanes(width);
            shifted(trial.lanes_mut(width), base, now.operand(rate, rows, width), by);
        });
    };
    for moved in &program.moves {
        // -0 is the one number that changes no bit of what is added to it.
        rows[moved.sum as usize].lanes_mut(width).fill(-0.0);
        try_with(rows, now, moved, moved.change, 0.5 * dt, 1.0);
    }
    for (end, by, weight) in [(false, 0.5 * dt, 2.0), (false, dt, 2.0), (true, 0.0, 1.0)] {
        let now = Now { clocked: tempo.within(now.step, end), ..*now };
        execute(&program.inner.ops, rows, width, &now, luck, watch);
        for (moved, &rate) in program.moves.iter().zip(&program.inner.changes) {
            try_with(rows, &now, moved, rate, by, weight);
        }
    }
}
