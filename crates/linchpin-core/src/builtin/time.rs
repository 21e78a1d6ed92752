//! Functions of time: shapes that an input may have.
//!
//! A time is reached in the first step whose middle is after it, so that rounding in `time` moves nothing. What switches
//! on and off does so between steps: it reads `step_time`, which the inner points of Runge-Kutta keep, else a pulse would
//! begin half a step early and give part of its amount.

use super::{Body, Builtin, Param, Place, UnitRule, optional, param};

const fn row(
    name: &'static str,
    params: &'static [Param],
    result: UnitRule,
    doc: &'static str,
    source: &'static str,
    text: &'static str,
) -> Builtin {
    Builtin { name, params, variadic: false, result, doc, source, examples: &[], body: Body::Text(text), place: Place::Anywhere }
}

static STEP: Builtin = row(
    "step",
    &[param("height", UnitRule::Any), param("begin", UnitRule::Time)],
    UnitRule::SameAs(0),
    "0 before `begin`, `height` from then on; it begins with the step nearest to `begin`.",
    "XMILE 1.0, 3.5.4",
    "if step_time + dt/2 > begin then height else 0",
);

static RAMP: Builtin = row(
    "ramp",
    &[param("slope", UnitRule::Any), param("begin", UnitRule::Time), optional("end", UnitRule::Time, "stop_time")],
    UnitRule::TimesTime(0),
    "0 before `begin`, then rising by `slope` per unit of time until `end`, flat after.",
    "XMILE 1.0, 3.5.4",
    "slope * max(min(time, end) - begin, 0)",
);

static PULSE: Builtin = row(
    "pulse",
    &[param("amount", UnitRule::Any), param("moment", UnitRule::Time), optional("interval", UnitRule::Time, "0")],
    UnitRule::OverTime(0),
    "`amount`/dt in the step nearest to `moment`, else 0: a stock fed by it moves by `amount`. With `interval` it comes again and again.",
    "XMILE 1.0, 3.5.4",
    "if step_time + dt/2 > moment and (if interval > 0 then mod(step_time + dt/2 - moment, max(interval, dt)) else step_time + dt/2 - moment) < dt then amount / dt else 0",
);

static PULSE_TRAIN: Builtin = row(
    "pulse_train",
    &[
        param("begin", UnitRule::Time),
        param("width", UnitRule::Time),
        param("interval", UnitRule::Time),
        optional("end", UnitRule::Time, "stop_time"),
    ],
    UnitRule::None,
    "1 for `width` from `begin` on and again at every `interval`, until `end`; else 0. It begins and ends with whole steps, the nearest.",
    "Vensim PULSE TRAIN",
    "if step_time + dt/2 > begin and step_time + dt/2 < end and mod(step_time + dt/2 - begin, interval) < width then 1 else 0",
);

/// In the order of the book.
pub static ROWS: &[&Builtin] = &[&STEP, &RAMP, &PULSE, &PULSE_TRAIN];
