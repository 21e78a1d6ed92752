//! Rows of lanes, and the loop over instructions.
//!
//! Comes in: ops of a program. Goes out: rows with their values. Nothing is allocated here once the rows exist.

use linchpin_core::chance::Stream;
use linchpin_core::lanes::{Arena, Operand, Others, Place, Sequence, Woven};

use crate::kernels::{Found, advance, advance_by_difference, advance_by_sum, happens, interpolated, leaves, scan_rates};
use crate::program::{Arg, Move, Op, Points, Rate, Weaving};
use crate::watch::Watch;

/// Ops of a pass, laid out for an arena: stretches of kernels, each with the op of another kind that follows it.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    sequence: Sequence,
    /// Where in the sequence each stretch ends.
    stretches: Vec<(usize, Option<Op>)>,
}

impl Sheet {
    pub(crate) fn lay_out(&mut self, ops: &[Op], arena: &Arena) {
        self.sequence.clear();
        self.stretches.clear();
        for op in ops {
            match op {
                Op::Apply { kernel, out, args } => {
                    arena.append(&mut self.sequence, kernel, *out, &args.map(Arg::place)[..kernel.arity]);
                }
                other => self.stretches.push((self.sequence.len(), Some(*other))),
            }
        }
        self.stretches.push((self.sequence.len(), None));
    }
}

/// What an op reads while another row is taken apart.
#[inline(always)]
pub(crate) fn operand<'a>(others: &Others<'a>, arg: Arg, numbers: &[f64]) -> Operand<'a> {
    match arg.place() {
        Place::Row(at) => Operand::Row(others.row(at)),
        Place::Number(at) => Operand::Number(numbers[at as usize]),
    }
}

/// Uniform draws of a block, kept so that the arms that share them draw once.
#[derive(Debug)]
pub(crate) struct Luck {
    streams: Vec<Stream>,
    first_future: u64,
    width: usize,
    steps: usize,
    kept: Vec<f64>,
    known: Vec<bool>,
    scratch: Vec<f64>,
}

impl Luck {
    /// Draws of these streams for a block of futures. `keep`: the most numbers held; what does not fit is drawn anew.
    pub(crate) fn new(streams: Vec<Stream>, lanes: usize, steps: usize, keep: usize) -> Self {
        let places = (keep / lanes.max(1)).min(streams.len() * (steps + 1));
        Luck {
            streams,
            first_future: 0,
            width: 0,
            steps,
            kept: vec![0.0; places * lanes],
            known: vec![false; places],
            scratch: vec![0.0; lanes],
        }
    }

    /// Turns to another block.
    pub(crate) fn block(&mut self, first_future: u64, width: usize) {
        self.known.fill(false);
        (self.first_future, self.width) = (first_future, width);
    }

    fn draw(&mut self, stream: u32, step: u32) -> &[f64] {
        let (at, width) = (step as usize * self.streams.len() + stream as usize, self.width);
        debug_assert!(step as usize <= self.steps);
        let stream = &self.streams[stream as usize];
        if at >= self.known.len() {
            let row = &mut self.scratch[..width];
            stream.fill(self.first_future, step, row);
            return row;
        }
        let row = &mut self.kept[at * width..(at + 1) * width];
        if !std::mem::replace(&mut self.known[at], true) {
            stream.fill(self.first_future, step, row);
        }
        row
    }
}

/// Pieces passed through a fixed delay, and how long each lane waits, in steps.
#[derive(Debug, Default)]
pub(crate) struct Ring {
    /// Steps each lane waits: at least one, infinite for ever, NaN for no number.
    pub wait: Vec<f64>,
    pub start: Vec<f64>,
    /// `[place][lane]`, place = step modulo `places`.
    pub passed: Vec<f64>,
    pub places: usize,
}

impl Ring {
    fn read(&self, step: u32, out: &mut [f64]) {
        let width = out.len();
        for (lane, out) in out.iter_mut().enumerate() {
            let wait = self.wait[lane];
            *out = if wait.is_nan() {
                wait
            } else if wait > f64::from(step) {
                self.start[lane]
            } else {
                self.passed[(step as usize - wait as usize) % self.places * width + lane]
            };
        }
    }

    /// The place for what enters at a step.
    pub(crate) fn enter(&mut self, step: u32, width: usize) -> &mut [f64] {
        let place = step as usize % self.places;
        &mut self.passed[place * width..(place + 1) * width]
    }
}

/// What ops read besides rows.
pub(crate) struct Now<'a> {
    pub step: u32,
    pub dt: f64,
    /// The numbers of the arm, functions of time at this moment among them.
    pub numbers: &'a [f64],
    pub tables: &'a [Points],
    pub moves: &'a [Move],
    pub weavings: &'a [Weaving],
    pub woven: &'a Woven,
    pub rings: &'a [Ring],
    /// The draws of the program's streams, by their place in `Luck`.
    pub streams: &'a [u32],
    /// Drawn uncertainties: `[uncertainty][lane]`.
    pub drawn: &'a [Vec<f64>],
}

/// Executes the ops of a sheet.
pub(crate) fn execute(sheet: &Sheet, arena: &mut Arena, now: &Now, luck: &mut Luck, watch: &mut Watch) {
    // No op of these reads the row that it writes, so the row can be taken apart from the others.
    macro_rules! apart {
        ($out:ident, |$row:ident $(, $operand:ident)?| $body:expr) => {{
            let ($row, _others) = arena.apart($out);
            $(let $operand = |arg: Arg| operand(&_others, arg, now.numbers);)?
            $body
        }};
    }
    let mut done = 0;
    for &(end, op) in &sheet.stretches {
        arena.run(&sheet.sequence, done..end);
        done = end;
        match op {
            None | Some(Op::Apply { .. }) => {}
            Some(Op::Lookup { table, out, at }) => apart!(out, |row, get| lookup(row, get(at), &now.tables[table as usize])),
            Some(Op::Uniform { stream, out }) => {
                apart!(out, |row| row.copy_from_slice(luck.draw(now.streams[stream as usize], now.step)))
            }
            Some(Op::Event { stream, out, rate }) => apart!(out, |row, get| event(row, get(rate), stream, now, luck, watch)),
            Some(Op::Delayed { delay, out }) => apart!(out, |row| now.rings[delay as usize].read(now.step, row)),
            Some(Op::Copy { out, from }) => apart!(out, |row, get| fill(row, get(from))),
            Some(Op::Advance { index }) => {
                let moved = &now.moves[index as usize];
                let (state, others) = arena.apart(moved.state);
                advance_stock(state, &others, moved, now, watch)
            }
            Some(Op::Weave { index }) => {
                if arena.weave(now.woven, index as usize) {
                    look_closer(arena, &now.weavings[index as usize].moves, now, watch);
                }
            }
            Some(Op::Load { uncertainty, out }) => {
                apart!(out, |row| row.copy_from_slice(&now.drawn[uncertainty as usize][..row.len()]))
            }
        }
    }
}

/// Some of these stocks, which moved in one loop, left their bounds.
#[cold]
fn look_closer(arena: &mut Arena, moves: &[u32], now: &Now, watch: &mut Watch) {
    for moved in moves.iter().map(|&index| &now.moves[index as usize]) {
        let state = arena.row_mut(moved.state);
        if leaves(state, moved.low, moved.high) {
            watch.stock(moved, state, now.step + 1);
        }
    }
}

/// Moves a stock by a step of Euler, and looks closer where a lane leaves its bounds.
pub(crate) fn advance_stock(state: &mut [f64], others: &Others, moved: &Move, now: &Now, watch: &mut Watch) {
    let (dt, bounds) = (now.dt, (moved.low, moved.high));
    let outside = match moved.change {
        Rate::Of(rate) => advance(state, operand(others, rate, now.numbers), dt, bounds),
        Rate::Sum(a, b) => advance_by_sum(state, others.row(a), others.row(b), dt, bounds),
        Rate::Difference(a, b) => advance_by_difference(state, others.row(a), others.row(b), dt, bounds),
        Rate::Woven => unreachable!("a weave moves this stock"),
    };
    if outside {
        watch.stock(moved, state, now.step + 1);
    }
}

/// Moves a stock by `by` times a rate that stands in a row.
pub(crate) fn advance_by_row(state: &mut [f64], rate: &[f64], moved: &Move, by: f64, step: u32, watch: &mut Watch) {
    if advance(state, Operand::Row(rate), by, (moved.low, moved.high)) {
        watch.stock(moved, state, step + 1);
    }
}

/// Up to so many pieces it is quicker to look at all of them for many lanes at once than to search for each lane.
const FEW_PIECES: usize = 24;

fn lookup(out: &mut [f64], x: Operand, points: &Points) {
    match x {
        Operand::Row(xs) if (1..=FEW_PIECES).contains(&points.pieces.len()) => {
            interpolated(out, xs, &points.pieces, points.ends());
        }
        Operand::Row(xs) => out.iter_mut().zip(xs).for_each(|(out, &x)| *out = points.at(x)),
        Operand::Number(x) => out.fill(points.at(x)),
    }
}

pub(crate) fn fill(out: &mut [f64], from: Operand) {
    match from {
        Operand::Row(row) => out.copy_from_slice(row),
        Operand::Number(number) => out.fill(number),
    }
}

/// Most events cannot happen most of the time: a block in which every rate is zero draws nothing.
fn event(out: &mut [f64], rate: Operand, stream: u32, now: &Now, luck: &mut Luck, watch: &mut Watch) {
    let found = match rate {
        Operand::Row(rates) => scan_rates(rates),
        Operand::Number(rate) => Found { some: rate != 0.0, negative: rate < 0.0 },
    };
    if !found.some {
        return out.fill(0.0);
    }
    happens(out, luck.draw(now.streams[stream as usize], now.step), rate, now.dt);
    if found.negative {
        watch.negative_rates(stream, rate, now.step, out.len());
    }
}
