//! Faults: which lanes stop counting, when, and why.
//!
//! The first fault of a run wins: the earliest time, then the variable declared first. What is seen at a time is settled
//! only when everything of that time has been looked at; a settled lane is dead, and its numbers mean nothing any more.

use linchpin_core::experiment::{Fault, FaultKind};
use linchpin_core::lanes::Operand;
use linchpin_core::model::{Range, VarId};

use crate::kernels::leaves;
use crate::program::Move;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    step: u32,
    variable: VarId,
    value: f64,
    kind: FaultKind,
}

/// The lanes of one block under one arm.
#[derive(Debug)]
pub(crate) struct Watch {
    /// The earliest fault seen in each lane.
    seen: Vec<Option<Seen>>,
    dead: Vec<bool>,
    /// Lanes that are alive.
    alive: usize,
    /// Lanes seen but not settled.
    open: bool,
    /// The event decided by each stream of the program.
    events: Vec<Option<VarId>>,
}

impl Watch {
    pub(crate) fn new(lanes: usize) -> Self {
        Watch { seen: vec![None; lanes], dead: vec![false; lanes], alive: 0, open: false, events: Vec::new() }
    }

    /// Begins a run of `count` futures; lanes past `count` only fill up a vector and never count.
    pub(crate) fn begin(&mut self, count: usize, events: impl Iterator<Item = Option<VarId>>) {
        self.seen.fill(None);
        self.dead.fill(true);
        self.dead[..count].fill(false);
        (self.alive, self.open) = (count, false);
        self.events.clear();
        self.events.extend(events);
    }

    fn note(&mut self, lane: usize, step: u32, variable: VarId, value: f64, kind: FaultKind) {
        if self.dead[lane] {
            return;
        }
        let earlier = self.seen[lane].is_some_and(|seen| (seen.step, seen.variable.0) <= (step, variable.0));
        if !earlier {
            self.seen[lane] = Some(Seen { step, variable, value, kind });
            self.open = true;
        }
    }

    /// Looks closer at a stock of which some lane is outside. Dead lanes get the number of a living one, so that they
    /// are not looked at again and again.
    pub(crate) fn stock(&mut self, moved: &Move, state: &mut [f64], step: u32) {
        let sound = |x: f64| x >= moved.low && x <= moved.high;
        let stand_in = (0..state.len()).find(|&lane| !self.dead[lane] && sound(state[lane])).map(|lane| state[lane]);
        for (lane, held) in state.iter_mut().enumerate() {
            let value = *held;
            if sound(value) {
                continue;
            }
            if self.dead[lane] {
                *held = stand_in.unwrap_or(0.0);
                continue;
            }
            let kind = not_finite(value).unwrap_or(match moved.within {
                (Some(low), _) if value < moved.low => FaultKind::Below(low),
                (_, Some(high)) => FaultKind::Above(high),
                _ => FaultKind::NotANumber,
            });
            self.note(lane, step, moved.variable, value, kind);
        }
    }

    /// Looks at something asked for.
    pub(crate) fn asked(&mut self, variable: VarId, value: Operand, step: u32, width: usize) {
        if any_outside(value, -f64::MAX, f64::MAX) {
            for lane in 0..width {
                let value = at(value, lane);
                if let Some(kind) = not_finite(value) {
                    self.note(lane, step, variable, value, kind);
                }
            }
        }
    }

    /// Looks at what a rule sets its lever to.
    pub(crate) fn rule(&mut self, lever: VarId, value: Operand, range: &Range, step: u32, width: usize) {
        if let Range::Between(low, high) = range
            && !any_outside(value, *low, *high)
        {
            return;
        }
        for lane in 0..width {
            let value = at(value, lane);
            if !range.contains(value) {
                let kind = if value.is_nan() { FaultKind::NotANumber } else { FaultKind::RuleOutOfRange };
                self.note(lane, step, lever, value, kind);
            }
        }
    }

    /// Looks closer at the rates of an event of which one is negative.
    pub(crate) fn negative_rates(&mut self, stream: u32, rate: Operand, step: u32, width: usize) {
        let Some(event) = self.events[stream as usize] else { return };
        for lane in 0..width {
            let value = at(rate, lane);
            if value < 0.0 {
                self.note(lane, step, event, value, FaultKind::NegativeRate);
            }
        }
    }

    /// Everything up to this step has been looked at: lanes with a fault are dead.
    pub(crate) fn settle(&mut self, step: u32) {
        if !self.open {
            return;
        }
        self.open = false;
        for (seen, dead) in self.seen.iter().zip(&mut self.dead) {
            match seen {
                Some(seen) if seen.step > step => self.open = true,
                Some(_) if !*dead => {
                    *dead = true;
                    self.alive -= 1;
                }
                _ => {}
            }
        }
    }

    /// True when no lane counts any more.
    pub(crate) fn all_dead(&self) -> bool {
        self.alive == 0
    }

    /// Writes NaN where a lane is dead.
    pub(crate) fn blank(&self, values: &mut [f64]) {
        for (value, dead) in values.iter_mut().zip(&self.dead) {
            if *dead {
                *value = f64::NAN;
            }
        }
    }

    /// The faults of the run, by future.
    pub(crate) fn faults<'a>(
        &'a self,
        first_future: u64,
        arm: u32,
        count: usize,
        time: impl Fn(u32) -> f64 + 'a,
    ) -> impl Iterator<Item = Fault> + 'a {
        self.seen[..count].iter().zip(first_future..).filter_map(move |(seen, future)| {
            seen.map(|seen| Fault {
                future,
                arm,
                time: time(seen.step),
                variable: seen.variable,
                value: seen.value,
                kind: seen.kind,
            })
        })
    }
}

fn not_finite(value: f64) -> Option<FaultKind> {
    if value.is_nan() { Some(FaultKind::NotANumber) } else { value.is_infinite().then_some(FaultKind::Infinite) }
}

fn at(value: Operand, lane: usize) -> f64 {
    match value {
        Operand::Row(row) => row[lane],
        Operand::Number(number) => number,
    }
}

fn any_outside(value: Operand, low: f64, high: f64) -> bool {
    match value {
        Operand::Row(row) => leaves(row, low, high),
        Operand::Number(number) => !(low..=high).contains(&number),
    }
}
