//! The plain meaning of an expression at one moment of one run, from recorded values: for checks, games, loops.
//!
//! Comes in: an expression and where its names get their values. Goes out: a number. Refuses: nothing; what was not
//! recorded is NaN.

use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::{Model, TimeAxis, VarId};

/// One moment of one run.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    /// The model.
    pub model: &'a Model,
    /// The time axis of the run, whose step may differ from the model's.
    pub axis: &'a TimeAxis,
    /// Time.
    pub time: f64,
    /// Value of a variable now.
    pub now: &'a dyn Fn(VarId) -> f64,
    /// Value of a variable at the first step.
    pub first: &'a dyn Fn(VarId) -> f64,
    /// The same moment of the comparison run.
    pub baseline: Option<&'a Moment<'a>>,
    /// Standard deviation of an expression over futures, where names are means.
    pub spread: Option<&'a dyn Fn(&Expr) -> f64>,
}

impl Moment<'_> {
    /// The value of an expression.
    pub fn of(&self, expr: &Expr) -> f64 {
        expr.evaluate(&mut |leaf| match leaf {
            Expr::Number(value) => *value,
            Expr::Variable(id) => (self.now)(*id),
            Expr::Clock(Clock::Time | Clock::Held) => self.time,
            Expr::Clock(Clock::Step) => self.axis.dt,
            Expr::Clock(Clock::Start) => self.axis.start,
            Expr::Clock(Clock::Stop) => self.axis.stop,
            Expr::Lookup(table, x) => self.model.tables.get(table.idx()).map_or(f64::NAN, |table| table.at(self.of(x))),
            Expr::Initial(x) => Moment { time: self.axis.start, now: self.first, ..*self }.of(x),
            Expr::Baseline(x) => self.baseline.map_or(f64::NAN, |other| other.of(x)),
            Expr::Spread(x) => self.spread.map_or(f64::NAN, |spread| spread(x)),
            // A draw is known to the engine only; operators and calls never come here.
            Expr::Draw(..) | Expr::Operate(..) | Expr::Call(..) => f64::NAN,
        })
    }
}
