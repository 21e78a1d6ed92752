//! Lags and delays that are shorter than a step can follow.
//!
//! Comes in: a call of a function with memory, its arguments resolved. Goes out: a warning where its time is written down
//! and the step is too long for it. Refuses nothing: a model with such a lag runs, and may be what its author wants.

use linchpin_core::builtin::{Body, Builtin, Special};
use linchpin_core::diagnostic::Diagnostic;
use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Method};

use super::draft::{Draft, Typed};
use crate::ast;

/// Runge-Kutta of fourth order follows exp(-t/tau) as long as the step is below this many tau; Hairer & Wanner 1996, IV.2.
const RK4_LIMIT: f64 = 2.785;
/// What is a step to a reader may be less by rounding.
const SLACK: f64 = 1e-9;

/// What a step does to a lag that is too short for it.
enum Trouble {
    /// A fixed delay rounds to no step at all, and waits for one.
    OneStep,
    /// The lag leaps past its input and swings around it.
    Swings,
    /// The swings grow from step to step.
    Grows,
}

impl Draft<'_> {
    /// Warns of a time, known from the text alone, that the step of the time line cannot follow.
    pub(crate) fn outlasts_a_step(&mut self, row: &'static Builtin, args: &[Typed], written: &[ast::Expr]) {
        let Some(at) = row.params.iter().position(|param| param.name == "tau").filter(|_| self.time_known) else { return };
        let (Some(arg), Some(text)) = (args.get(at), written.get(at)) else { return };
        let Some(tau) = self.written_value(&arg.expr).filter(|tau| *tau >= 0.0) else { return };
        let dt = self.time.dt;
        let Some((trouble, least)) = trouble(row, tau, dt, self.time.method) else { return };
        let (step, least) = (self.figure_of_time(dt, &self.time.unit), self.figure_of_time(least, &self.time.unit));
        let (whose, time) = (row.name, self.quote(text.span));
        let (message, help) = match trouble {
            Trouble::OneStep => (
                format!("`{whose}` waits one step of {step}: {time} is less than half of it"),
                format!("make it {step} or more, shorten the step, or write `previous(x, start)` if one step is meant"),
            ),
            Trouble::Swings => (
                format!("{time} is too short for steps of {step}: `{whose}` leaps past its input and swings around it"),
                format!("make it {least} or more, or shorten the step"),
            ),
            Trouble::Grows => (
                format!("{time} is too short for steps of {step}: the swings of `{whose}` grow from step to step"),
                format!("make it {least} or more, or shorten the step"),
            ),
        };
        // At zero and below it is refused.
        if tau > 0.0 || matches!(trouble, Trouble::OneStep) {
            self.report(Diagnostic::warning("shorter-than-step", text.span, message).help(help));
        }
    }

    /// The value of an expression that reads constants of the text at most.
    fn written_value(&self, expr: &Expr) -> Option<f64> {
        let mut varies = false;
        let value = expr.evaluate(&mut |read| match read {
            Expr::Variable(id) => match self.variables[id.idx()].kind {
                Kind::Constant { value } => value,
                _ => {
                    varies = true;
                    f64::NAN
                }
            },
            _ => {
                varies = true;
                f64::NAN
            }
        });
        (!varies && value.is_finite()).then_some(value)
    }
}

/// What is wrong with a lag of `tau`, and one with which nothing is.
fn trouble(row: &Builtin, tau: f64, dt: f64, method: Method) -> Option<(Trouble, f64)> {
    let stages = match row.body {
        Body::Special(Special::DelayFixed) => return (tau < dt / 2.0 * (1.0 - SLACK)).then_some((Trouble::OneStep, dt)),
        Body::Stocks(cells, _) => cells.len() as f64,
        // A forecast is a text around one lag.
        Body::Text(_) => 1.0,
        _ => return None,
    };
    let steps = tau / stages / dt * (1.0 + SLACK);
    match method {
        Method::Rk4 => (steps < 1.0 / RK4_LIMIT).then_some((Trouble::Grows, stages * dt)),
        Method::Euler if steps < 0.5 => Some((Trouble::Grows, stages * dt)),
        Method::Euler => (steps < 1.0).then_some((Trouble::Swings, stages * dt)),
    }
}
