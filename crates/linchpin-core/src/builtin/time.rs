//! Functions of time: shapes that an input may have.
//!
//! A time is reached in the first step whose middle is at or after it, so that rounding in `time` moves nothing.

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
    &[param("height", UnitRule::Any), param("from", UnitRule::Time)],
    UnitRule::SameAs(0),
    "0 before `from`, `height` from then on.",
    "XMILE 1.0, 3.5.4",
    "if time + dt/2 > from then height else 0",
);

static RAMP: Builtin = row(
    "ramp",
    &[param("slope", UnitRule::Any), param("from", UnitRule::Time), optional("until", UnitRule::Time, "stop_time")],
    UnitRule::TimesTime(0),
    "0 before `from`, then rising by `slope` per unit of time until `until`, flat after.",
    "XMILE 1.0, 3.5.4",
    "if time + dt/2 > from then slope * (min(time, until) - from) else 0",
);

static PULSE: Builtin = row(
    "pulse",
    &[param("amount", UnitRule::Any), param("at", UnitRule::Time), optional("every", UnitRule::Time, "0")],
    UnitRule::OverTime(0),
    "`amount`/dt in the step at `at`, else 0: a stock fed by it moves by `amount`. With `every` it comes again at that interval.",
    "XMILE 1.0, 3.5.4",
    "if time + dt/2 > at and (if every > 0 then mod(time + dt/2 - at, max(every, dt)) else time + dt/2 - at) < dt then amount / dt else 0",
);

static PULSE_TRAIN: Builtin = row(
    "pulse_train",
    &[
        param("from", UnitRule::Time),
        param("width", UnitRule::Time),
        param("every", UnitRule::Time),
        optional("until", UnitRule::Time, "stop_time"),
    ],
    UnitRule::None,
    "1 for `width` from `from` on and again at every interval `every`, until `until`; else 0.",
    "Vensim PULSE TRAIN",
    "if time + dt/2 > from and time + dt/2 < until and mod(time + dt/2 - from, every) < width then 1 else 0",
);

/// In the order of the book.
pub static ROWS: &[&Builtin] = &[&STEP, &RAMP, &PULSE, &PULSE_TRAIN];
