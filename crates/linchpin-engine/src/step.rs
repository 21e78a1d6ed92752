//! One arm over the futures of one block, from the first step to the stop.
//!
//! Comes in: a program, the arm's constants, drawn uncertainties. Goes out: outcomes, series and faults. The order of a
//! step: equations; what is due is looked at and recorded; memory takes in; stocks move; the moved stocks are looked at.
//! Under Euler a stock that nothing reads any more moves among the equations already.

use linchpin_core::experiment::Fault;
use linchpin_core::lanes::{Arena, Operand, Place};
use linchpin_core::model::Method;

use crate::block::{Luck, Now, Ring, Sheet, advance_by_row, advance_stock, execute, fill, operand as get};
use crate::kernels::{gather, leaves, shifted};
use crate::program::{Arg, Move, Pass, Program, Rate};
use crate::run::Stop;
use crate::tempo::Tempo;
use crate::watch::Watch;

/// What one thread works with: allocated before a run, used again for the next.
#[derive(Debug)]
pub(crate) struct Workspace {
    rows: Arena,
    sheets: Sheets,
    rings: Vec<Ring>,
    tempo: Tempo,
    watch: Watch,
    /// Drawn uncertainties of the block: `[uncertainty][lane]`.
    pub drawn: Vec<Vec<f64>>,
}

impl Workspace {
    pub(crate) fn new(lanes: usize) -> Self {
        let tempo = Tempo::default();
        let (rows, sheets) = (Arena::default(), Sheets::default());
        Workspace { rows, sheets, rings: Vec::new(), tempo, watch: Watch::new(lanes), drawn: Vec::new() }
    }
}

/// The passes of a program, laid out for the block at hand.
#[derive(Debug, Default)]
struct Sheets {
    setup: Sheet,
    step: Sheet,
    inner: Sheet,
    /// The end of a step of Runge-Kutta, where it is woven.
    finish: Sheet,
    end: Sheet,
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
    let Workspace { rows, sheets, rings, tempo, watch, drawn } = space;
    tempo.prepare(program, task.set);
    rows.shape(tempo.numbers.len(), program.rows, width);
    tempo.numbers.iter().enumerate().for_each(|(at, &number)| rows.set(at, number));
    sheets.setup.lay_out(&program.setup, rows);
    sheets.step.lay_out(&program.step.ops, rows);
    sheets.inner.lay_out(&program.inner.ops, rows);
    sheets.finish.lay_out(program.inner.woven.as_ref().map_or(&[], |points| &points.finish), rows);
    sheets.end.lay_out(&program.end.ops, rows);
    let woven = program.woven(rows);
    watch.begin(task.count, program.streams.iter().map(|stream| stream.event));
    let points = program.at_steps.len();
    let mut done = Done {
        outcomes: vec![vec![0.0; task.count]; program.outcomes.len()],
        series: vec![vec![vec![0.0; task.count]; points]; program.series.len()],
        faults: Vec::new(),
    };
    macro_rules! now {
        ($step:expr, $rings:expr) => {
            Now {
                step: $step,
                dt: time.dt,
                numbers: &tempo.numbers,
                tables: &program.tables,
                moves: &program.moves,
                weavings: &program.weavings,
                woven: &woven,
                rings: $rings,
                streams: task.streams,
                drawn,
            }
        };
    }

    let now = now!(0, &[]);
    execute(&sheets.setup, rows, &now, luck, watch);
    for &(state, start) in &program.starts {
        let (row, others) = rows.apart(state);
        fill(row, get(&others, start, now.numbers));
    }
    fill_rings(program, rows, rings, &now, width);
    for moved in &program.moves {
        let state = rows.row_mut(moved.state);
        if leaves(state, moved.low, moved.high) {
            watch.stock(moved, state, 0);
        }
    }

    let mut point = 0;
    for step in 0..time.steps {
        if task.stop.now() {
            return None;
        }
        tempo.turn_to(step);
        tempo.of_the_step().for_each(|at| rows.set(at, tempo.numbers[at]));
        let now = now!(step, rings);
        execute(&sheets.step, rows, &now, luck, watch);
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
            if program.inner.woven.is_none() {
                for moved in &program.moves {
                    let Rate::Of(rate) = moved.change else { unreachable!("only rates of Euler's method are joined") };
                    try_rate(rows, moved, rate, &tempo.numbers, 0.5 * time.dt, None);
                }
            }
            for (end, by, weight) in [(false, 0.5 * time.dt, 2.0), (false, time.dt, 2.0), (true, 0.0, 1.0)] {
                tempo.turn_within(step, end);
                tempo.of_the_point().for_each(|at| rows.set(at, tempo.numbers[at]));
                if let Some(points) = &program.inner.woven {
                    rows.set(points.by as usize, by);
                    rows.set(points.weight as usize, weight);
                }
                let now = now!(step, rings);
                execute(&sheets.inner, rows, &now, luck, watch);
                for (moved, &rate) in program.moves.iter().zip(&program.inner.changes) {
                    try_rate(rows, moved, rate, &tempo.numbers, by, Some(weight));
                }
            }
        }
        let numbers = &tempo.numbers[..];
        for (ring, &entering) in rings.iter_mut().zip(&program.step.entering) {
            fill(ring.enter(step, width), operand(rows, entering, numbers));
        }
        for &(state, value) in &program.step.stores {
            let (row, others) = rows.apart(state);
            fill(row, get(&others, value, numbers));
        }
        for moved in program.late.iter().map(|&index| &program.moves[index as usize]) {
            let (state, others) = rows.apart(moved.state);
            match time.method {
                Method::Euler => advance_stock(state, &others, moved, &now!(step, &[]), watch),
                Method::Rk4 => advance_by_row(state, others.row(moved.sum), moved, time.dt / 6.0, step, watch),
            }
        }
        execute(&sheets.finish, rows, &now!(step, &[]), luck, watch);
    }

    let now = now!(time.steps, rings);
    execute(&sheets.end, rows, &now, luck, watch);
    let due = program.at_steps.get(point) == Some(&time.steps);
    for (&outcome, &value) in program.outcomes.iter().zip(&program.judged) {
        watch.asked(outcome, operand(rows, value, now.numbers), time.steps, width);
    }
    look(program, &program.end, rows, &now, width, watch, due);
    if due {
        record(&program.end.series, rows, &now, watch, &mut done.series, point);
    }
    for (out, &value) in done.outcomes.iter_mut().zip(&program.judged) {
        take(out, operand(rows, value, now.numbers));
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

fn operand<'a>(rows: &'a Arena, arg: Arg, numbers: &[f64]) -> Operand<'a> {
    match arg.place() {
        Place::Row(at) => Operand::Row(rows.row(at)),
        Place::Number(at) => Operand::Number(numbers[at as usize]),
    }
}

/// Rings as long as the longest wait of any lane, which is known at the first step only.
fn fill_rings(program: &Program, rows: &Arena, rings: &mut Vec<Ring>, now: &Now, width: usize) {
    rings.resize_with(program.delays.len(), Ring::default);
    for (ring, delay) in rings.iter_mut().zip(&program.delays) {
        let full = |arg: Arg| {
            let mut values = vec![0.0; width];
            fill(&mut values, operand(rows, arg, now.numbers));
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
fn look(program: &Program, pass: &Pass, rows: &Arena, now: &Now, width: usize, watch: &mut Watch, due: bool) {
    for ruled in &pass.rules {
        watch.rule(ruled.lever, operand(rows, ruled.value, now.numbers), &ruled.range, now.step, width);
    }
    if due {
        for (&variable, &value) in program.series.iter().zip(&pass.series) {
            watch.asked(variable, operand(rows, value, now.numbers), now.step, width);
        }
    }
    watch.settle(now.step);
}

fn record(values: &[Arg], rows: &Arena, now: &Now, watch: &Watch, series: &mut [Vec<Vec<f64>>], point: usize) {
    for (series, &value) in series.iter_mut().zip(values) {
        let out = &mut series[point];
        take(out, operand(rows, value, now.numbers));
        watch.blank(out);
    }
}

fn take(out: &mut [f64], from: Operand) {
    match from {
        Operand::Row(row) => out.copy_from_slice(&row[..out.len()]),
        Operand::Number(number) => out.fill(number),
    }
}

/// One of the four rates of a Runge-Kutta step: it joins the sum with its weight (the first one begins it), and the stock
/// is tried where the rate leads in a time `by`.
fn try_rate(rows: &mut Arena, moved: &Move, rate: Arg, numbers: &[f64], by: f64, weight: Option<f64>) {
    let (sum, others) = rows.apart(moved.sum);
    match weight {
        None => fill(sum, get(&others, rate, numbers)),
        Some(weight) => gather(sum, get(&others, rate, numbers), weight),
    }
    let (trial, others) = rows.apart(moved.trial);
    shifted(trial, others.row(moved.state), get(&others, rate, numbers), by);
}
