//! The program of one arm: what is computed once per arm, once per run, and at every step, as flat lists.
//!
//! Invariants, kept by the compiler: every row, scalar, table and stream index is in range; an op reads only rows that
//! were written before it in the same pass or that are held across steps; no op but `Apply` and `Weave` reads a row that it writes.

use std::sync::{Arc, Mutex, PoisonError};

use linchpin_core::lanes::{Arena, Kernel, MOST_ARGS, Place, Weave, Woven};
use linchpin_core::model::{Range, TimeAxis, VarId, interpolate};

/// What one arm runs. Made by [`compile`](crate::compile()).
#[derive(Debug)]
pub struct Program {
    pub(crate) time: TimeAxis,
    /// Steps at which series have points, rising.
    pub(crate) at_steps: Vec<u32>,
    /// Outcomes asked for.
    pub(crate) outcomes: Vec<VarId>,
    /// Variables whose series are asked for.
    pub(crate) series: Vec<VarId>,
    pub(crate) tables: Vec<Points>,
    pub(crate) streams: Vec<Stream>,
    /// Levers, and uncertainties that the arm sets: the first scalars.
    pub(crate) set: Vec<VarId>,
    /// The other scalars, in order: the same for all futures and steps of an arm.
    pub(crate) scalars: Vec<ScalarOp>,
    /// Numbers that stand in the equations.
    pub(crate) constants: Vec<f64>,
    /// Functions of time at each step.
    pub(crate) clock: Clockwork,
    /// Functions of time at the inner points of each step.
    pub(crate) inner_clock: Clockwork,
    /// Once per run.
    pub(crate) setup: Vec<Op>,
    /// Where states start.
    pub(crate) starts: Vec<(u32, Arg)>,
    pub(crate) delays: Vec<Delay>,
    /// At every step.
    pub(crate) step: Pass,
    pub(crate) moves: Vec<Move>,
    /// Moves that wait for the end of the step, by index; the others are among its ops.
    pub(crate) late: Vec<u32>,
    /// At the inner points; empty for Euler.
    pub(crate) inner: Inner,
    /// At the stop.
    pub(crate) end: Pass,
    /// Values of the outcomes after the last pass.
    pub(crate) judged: Vec<Arg>,
    /// Number of rows.
    pub(crate) rows: usize,
    pub(crate) weavings: Vec<Weaving>,
    /// Their code, for blocks of different widths.
    pub(crate) woven: Mutex<Vec<(usize, Arc<Woven>)>>,
}

/// Widths of blocks for which code is kept: a run has two, that of its last block among them, and the lab asks for few and for many
/// futures by turns.
const KEPT_WIDTHS: usize = 4;

impl Program {
    /// The code of the weaves, for an arena of this program.
    pub(crate) fn woven(&self, arena: &Arena) -> Arc<Woven> {
        let mut known = self.woven.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, woven)) = known.iter().find(|(lanes, _)| *lanes == arena.lanes()) {
            return woven.clone();
        }
        let weaves: Vec<Weave> = self.weavings.iter().map(|weaving| weaving.weave.clone()).collect();
        let woven = Arc::new(Woven::new(weaves, arena));
        if known.len() == KEPT_WIDTHS {
            known.remove(0);
        }
        known.push((arena.lanes(), woven.clone()));
        woven
    }
}

/// A weave, and the stocks that it moves, by their index among the program's moves.
#[derive(Debug)]
pub(crate) struct Weaving {
    pub weave: Weave,
    pub moves: Vec<u32>,
}

/// The numbers of an arm lie in one list: functions of time at this step, the same at this inner point, what is set and
/// what follows from it, constants. These are the places where each part begins.
impl Program {
    pub(crate) fn inner_clock_at(&self) -> usize {
        self.clock.exported.len()
    }

    pub(crate) fn scalars_at(&self) -> usize {
        self.inner_clock_at() + self.inner_clock.exported.len()
    }
}

impl Program {
    /// Block instructions of a run, by tempo: once per run, at every step, at every inner point, at the stop. Rules that are woven into
    /// one loop are one.
    pub fn sizes(&self) -> [usize; 4] {
        [self.setup.len(), self.step.ops.len(), self.inner.ops.len(), self.end.ops.len()]
    }

    /// Rows of numbers that a block needs.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

/// Equations at one moment, with what is read from them.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    pub ops: Vec<Op>,
    /// Values of the series asked for.
    pub series: Vec<Arg>,
    /// Rules with the levers that they set.
    pub rules: Vec<Ruled>,
    /// What memory cells hold next: state row and value.
    pub stores: Vec<(u32, Arg)>,
    /// What enters each fixed delay.
    pub entering: Vec<Arg>,
}

/// The inner points of Runge-Kutta.
#[derive(Debug, Default)]
pub(crate) struct Inner {
    pub ops: Vec<Op>,
    /// Rates of the stocks, in the order of `Program::moves`; none where they are woven.
    pub changes: Vec<Arg>,
    pub woven: Option<WovenPoints>,
}

/// The points of Runge-Kutta where weaves gather the rates and try the steps.
#[derive(Debug)]
pub(crate) struct WovenPoints {
    /// Places of two of the arm's numbers: the step tried next, and the weight of the rate.
    pub by: u32,
    pub weight: u32,
    /// At the end of the step.
    pub finish: Vec<Op>,
}

/// Where an operand comes from: a row, or one of the arm's numbers. One word, so that a step's ops stay in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arg(u32);

impl Arg {
    const NUMBER: u32 = 1 << 31;

    pub(crate) fn row(at: u32) -> Self {
        Arg(at)
    }

    pub(crate) fn number(at: u32) -> Self {
        Arg(at | Arg::NUMBER)
    }

    #[inline(always)]
    pub(crate) fn place(self) -> Place {
        if self.0 & Arg::NUMBER == 0 { Place::Row(self.0) } else { Place::Number(self.0 & !Arg::NUMBER) }
    }
}

/// One instruction over all lanes of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    /// A drawn uncertainty, by its index among the model's.
    Load {
        uncertainty: u32,
        out: u32,
    },
    /// As many arguments as the kernel takes; `out` may be the row of one of them.
    Apply {
        kernel: &'static Kernel,
        out: u32,
        args: [Arg; MOST_ARGS],
    },
    Lookup {
        table: u32,
        out: u32,
        at: Arg,
    },
    Uniform {
        stream: u32,
        out: u32,
    },
    Event {
        stream: u32,
        out: u32,
        rate: Arg,
    },
    /// What leaves a fixed delay.
    Delayed {
        delay: u32,
        out: u32,
    },
    Copy {
        out: u32,
        from: Arg,
    },
    /// A stock moves, by its index among the program's moves.
    Advance {
        index: u32,
    },
    /// A loop over many rules, and stocks that move with them.
    Weave {
        index: u32,
    },
}

/// What a stock's rate is read from. A rate that is only the sum or difference of two rows, and read by nobody else, is not written
/// down first.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rate {
    Of(Arg),
    /// Of two rows, neither of them a state.
    Sum(u32, u32),
    Difference(u32, u32),
    /// The weave that computes it moves the stock.
    Woven,
}

/// A stock in motion: state row, rate, watched bounds with their slack, name. For Runge-Kutta also a row for trial
/// values and one for the sum of rates.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub state: u32,
    pub change: Rate,
    pub low: f64,
    pub high: f64,
    pub within: (Option<f64>, Option<f64>),
    pub variable: VarId,
    pub trial: u32,
    pub sum: u32,
}

/// A rule in a lever's place.
#[derive(Clone, Debug)]
pub(crate) struct Ruled {
    pub lever: VarId,
    pub value: Arg,
    pub range: Range,
}

/// A fixed delay: its length and its value until something has passed through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Delay {
    pub length: Arg,
    pub start: Arg,
}

/// A stream of chance, and the event it decides.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub name: String,
    pub event: Option<linchpin_core::model::VarId>,
}

/// What a number computed without lanes is computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Input {
    Number(f64),
    /// Per arm, by index: what is set, then what is computed.
    Scalar(u32),
    /// Per arm and time, by slot of the clockwork.
    Slot(u32),
}

/// A computation without lanes.
#[derive(Clone, Debug)]
pub(crate) enum ScalarOp {
    Apply(&'static Kernel, Vec<Input>),
    Lookup(u32, Input),
}

/// Functions of time alone, computed for all times at once before an arm runs.
#[derive(Debug, Default)]
pub(crate) struct Clockwork {
    /// Slot 0 is time itself, slot 1 the time of the step; slot i + 2 is this list's i-th.
    pub ops: Vec<ScalarOp>,
    /// Slots that ops read.
    pub exported: Vec<u32>,
}

/// Points with straight lines between.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    xs: Vec<f64>,
    ys: Vec<f64>,
    extrapolate: bool,
    pub(crate) pieces: Vec<Piece>,
}

/// A straight line from one point to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub x: f64,
    pub y: f64,
    /// To the next point.
    pub dx: f64,
    pub dy: f64,
}

/// The first and the last point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ends {
    pub low: (f64, f64),
    pub high: (f64, f64),
}

impl Points {
    pub(crate) fn new(xs: Vec<f64>, ys: Vec<f64>, extrapolate: bool) -> Self {
        let piece = |at: usize| Piece { x: xs[at], y: ys[at], dx: xs[at + 1] - xs[at], dy: ys[at + 1] - ys[at] };
        let pieces = (0..xs.len().saturating_sub(1)).map(piece).collect();
        Points { xs, ys, extrapolate, pieces }
    }

    pub(crate) fn at(&self, x: f64) -> f64 {
        interpolate(&self.xs, &self.ys, self.extrapolate, x)
    }

    /// What holds outside; none when the end pieces go on. There is at least one piece.
    pub(crate) fn ends(&self) -> Option<Ends> {
        let last = self.xs.len() - 1;
        (!self.extrapolate).then(|| Ends { low: (self.xs[0], self.ys[0]), high: (self.xs[last], self.ys[last]) })
    }
}
