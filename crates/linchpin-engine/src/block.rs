//! Rows of lanes, and the loop over instructions.
//!
//! Comes in: ops of a program. Goes out: rows with their values. Nothing is allocated here once the rows exist.

use linchpin_core::chance::Stream;
use linchpin_core::lanes::Operand;

use crate::kernels::{advance, happens, interpolated, scan_rates};
use crate::program::{Arg, Move, Op, Place, Points};
use crate::watch::Watch;

/// Rows of lanes, one behind the other, each beginning on a cache line: a vector never straddles two.
#[derive(Debug)]
pub(crate) struct Rows {
    numbers: Vec<f64>,
    start: usize,
    /// Numbers from one row to the next.
    stride: usize,
}

const LINE: usize = 8;

impl Rows {
    pub(crate) fn new(lanes: usize) -> Self {
        Rows { numbers: Vec::new(), start: 0, stride: lanes.next_multiple_of(LINE) }
    }

    /// Makes room for at least so many rows.
    pub(crate) fn reserve(&mut self, rows: usize) {
        if self.numbers.len() < self.stride * rows + LINE {
            self.numbers = vec![0.0; self.stride * rows + LINE];
            // Only speed hangs on the offset: `align_offset` may decline, then rows begin with the first number.
            let start = self.numbers.as_ptr().align_offset(LINE * size_of::<f64>());
            self.start = if start < LINE { start } else { 0 };
        }
    }

    pub(crate) fn row(&self, at: u32, width: usize) -> &[f64] {
        &self.numbers[self.start + at as usize * self.stride..][..width]
    }

    pub(crate) fn row_mut(&mut self, at: u32, width: usize) -> &mut [f64] {
        &mut self.numbers[self.start + at as usize * self.stride..][..width]
    }

    /// One row to write, and the others to read meanwhile.
    #[inline(always)]
    pub(crate) fn apart(&mut self, at: u32, width: usize) -> (&mut [f64], Others<'_>) {
        let (before, rest) = self.numbers[self.start..].split_at_mut(at as usize * self.stride);
        let (row, after) = rest.split_at_mut(self.stride);
        (&mut row[..width], Others { before, after, taken: at as usize, stride: self.stride })
    }
}

/// All rows but one.
#[derive(Clone, Copy)]
pub(crate) struct Others<'a> {
    before: &'a [f64],
    after: &'a [f64],
    taken: usize,
    stride: usize,
}

impl<'a> Others<'a> {
    #[inline(always)]
    pub(crate) fn row(&self, at: u32, width: usize) -> &'a [f64] {
        let at = at as usize;
        let (side, at) = if at < self.taken { (self.before, at) } else { (self.after, at - self.taken - 1) };
        &side[at * self.stride..][..width]
    }

    /// An operand of whatever writes the row that was taken.
    #[inline(always)]
    pub(crate) fn operand(&self, arg: Arg, numbers: &[f64], width: usize) -> Operand<'a> {
        match arg.place() {
            Place::Row(at) => Operand::Row(self.row(at, width)),
            Place::Number(at) => Operand::Number(numbers[at as usize]),
        }
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
    pub rings: &'a [Ring],
    /// The draws of the program's streams, by their place in `Luck`.
    pub streams: &'a [u32],
    /// Drawn uncertainties: `[uncertainty][lane]`.
    pub drawn: &'a [Vec<f64>],
}

/// Executes ops over the first `width` lanes.
pub(crate) fn execute(ops: &[Op], rows: &mut Rows, width: usize, now: &Now, luck: &mut Luck, watch: &mut Watch) {
    // No op reads the row that it writes, so the row can be taken apart from the others.
    macro_rules! apart {
        ($out:ident, |$row:ident $(, $operand:ident)?| $body:expr) => {{
            let ($row, _others) = rows.apart($out, width);
            $(let $operand = |arg: Arg| _others.operand(arg, now.numbers, width);)?
            $body
        }};
    }
    for op in ops {
        match *op {
            Op::Apply1 { rows: apply, out, args: [a] } => apart!(out, |row, get| apply(row, &[get(a)])),
            Op::Apply2 { rows: apply, out, args: [a, b] } => apart!(out, |row, get| apply(row, &[get(a), get(b)])),
            Op::Apply3 { rows: apply, out, args: [a, b, c] } => apart!(out, |row, get| apply(row, &[get(a), get(b), get(c)])),
            Op::Lookup { table, out, at } => apart!(out, |row, get| lookup(row, get(at), &now.tables[table as usize])),
            Op::Uniform { stream, out } => {
                apart!(out, |row| row.copy_from_slice(luck.draw(now.streams[stream as usize], now.step)))
            }
            Op::Event { stream, out, rate } => apart!(out, |row, get| event(row, get(rate), stream, now, luck, watch)),
            Op::Delayed { delay, out } => apart!(out, |row| now.rings[delay as usize].read(now.step, row)),
            Op::Copy { out, from } => apart!(out, |row, get| fill(row, get(from))),
            Op::Advance { index } => {
                let moved = &now.moves[index as usize];
                let out = moved.state;
                apart!(out, |row, get| advance_stock(row, moved, get(moved.change), now.dt, now.step, watch))
            }
            Op::Load { uncertainty, out } => {
                apart!(out, |row| row.copy_from_slice(&now.drawn[uncertainty as usize][..width]))
            }
        }
    }
}

/// Moves a stock by `by` times its rate, and looks closer where a lane leaves its bounds. `step` is the one it leaves.
pub(crate) fn advance_stock(state: &mut [f64], moved: &Move, rate: Operand, by: f64, step: u32, watch: &mut Watch) {
    let mut outside = false;
    advance(state, rate, by, moved.low, moved.high, &mut outside);
    if outside {
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
    let mut found = 0;
    match rate {
        Operand::Row(rates) => scan_rates(rates, &mut found),
        Operand::Number(rate) => scan_rates(&[rate], &mut found),
    }
    if found == 0 {
        return out.fill(0.0);
    }
    happens(out, luck.draw(now.streams[stream as usize], now.step), rate, now.dt);
    if found & 2 != 0 {
        watch.negative_rates(stream, rate, now.step, out.len());
    }
}
