//! Rows of lanes, and the loop over instructions.
//!
//! Comes in: ops of a program. Goes out: rows with their values. Nothing is allocated here once the rows exist.

use linchpin_core::chance::Stream;
use linchpin_core::lanes::Operand;

use crate::kernels::{happens, scan_rates};
use crate::program::{Arg, Op, Points};
use crate::watch::Watch;

/// A row of numbers, one a lane, that begins on a cache line: a vector never straddles two.
#[derive(Debug, Default)]
pub(crate) struct Row {
    numbers: Box<[f64]>,
    start: usize,
}

const LINE: usize = 8;

impl Row {
    pub(crate) fn new(lanes: usize) -> Self {
        let numbers = vec![0.0; lanes + LINE].into_boxed_slice();
        // Only speed hangs on the offset; `align_offset` may decline, then the row begins at the first number.
        let start = numbers.as_ptr().align_offset(LINE * size_of::<f64>());
        let start = if start < LINE { start } else { 0 };
        Row { numbers, start }
    }

    pub(crate) fn lanes(&self, width: usize) -> &[f64] {
        &self.numbers[self.start..self.start + width]
    }

    pub(crate) fn lanes_mut(&mut self, width: usize) -> &mut [f64] {
        &mut self.numbers[self.start..self.start + width]
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
    scratch: Row,
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
            scratch: Row::new(lanes),
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
            let row = self.scratch.lanes_mut(width);
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
    pub scalars: &'a [f64],
    /// Functions of time at this moment.
    pub clocked: &'a [f64],
    pub tables: &'a [Points],
    pub rings: &'a [Ring],
    /// The draws of the program's streams, by their place in `Luck`.
    pub streams: &'a [u32],
    /// Drawn uncertainties: `[uncertainty][lane]`.
    pub drawn: &'a [Vec<f64>],
}

impl Now<'_> {
    pub(crate) fn operand<'a>(&self, arg: Arg, rows: &'a [Row], width: usize) -> Operand<'a> {
        match arg {
            Arg::Row(row) => Operand::Row(rows[row as usize].lanes(width)),
            Arg::Number(number) => Operand::Number(number),
            Arg::Scalar(at) => Operand::Number(self.scalars[at as usize]),
            Arg::Clocked(at) => Operand::Number(self.clocked[at as usize]),
        }
    }
}

/// Executes ops over the first `width` lanes.
pub(crate) fn execute(ops: &[Op], rows: &mut [Row], width: usize, now: &Now, luck: &mut Luck, watch: &mut Watch) {
    for op in ops {
        // The output row is taken out while its op runs: no op reads the row it writes.
        let at = out_of(op);
        let mut row = std::mem::take(&mut rows[at as usize]);
        let out = row.lanes_mut(width);
        let operand = |arg: Arg| now.operand(arg, rows, width);
        match *op {
            Op::Apply1 { kernel, args: [a], .. } => (kernel.rows)(out, &[operand(a)]),
            Op::Apply2 { kernel, args: [a, b], .. } => (kernel.rows)(out, &[operand(a), operand(b)]),
            Op::Apply3 { kernel, args: [a, b, c], .. } => (kernel.rows)(out, &[operand(a), operand(b), operand(c)]),
            Op::Lookup { table, at, .. } => {
                let points = &now.tables[table as usize];
                match operand(at) {
                    Operand::Row(xs) => out.iter_mut().zip(xs).for_each(|(out, &x)| *out = points.at(x)),
                    Operand::Number(x) => out.fill(points.at(x)),
                }
            }
            Op::Uniform { stream, .. } => out.copy_from_slice(luck.draw(now.streams[stream as usize], now.step)),
            Op::Event { stream, rate, .. } => event(out, operand(rate), stream, now, luck, watch),
            Op::Delayed { delay, .. } => now.rings[delay as usize].read(now.step, out),
            Op::Copy { from, .. } => fill(out, operand(from)),
            Op::Load { uncertainty, .. } => out.copy_from_slice(&now.drawn[uncertainty as usize][..width]),
        }
        rows[at as usize] = row;
    }
}

pub(crate) fn fill(out: &mut [f64], from: Operand) {
    match from {
        Operand::Row(row) => out.copy_from_slice(row),
        Operand::Number(number) => out.fill(number),
    }
}

fn out_of(op: &Op) -> u32 {
    match *op {
        Op::Load { out, .. }
        | Op::Apply1 { out, .. }
        | Op::Apply2 { out, .. }
        | Op::Apply3 { out, .. }
        | Op::Lookup { out, .. }
        | Op::Uniform { out, .. }
        | Op::Event { out, .. }
        | Op::Delayed { out, .. }
        | Op::Copy { out, .. } => out,
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
