//! Functions with memory: the few lines of model text that they stand for.

use super::{Body, Builtin, Cell, Param, Place, Special, UnitRule, optional, param};

const LAGGED: &[Param] = &[param("x", UnitRule::Any), param("tau", UnitRule::Time), optional("start", UnitRule::SameAs(0), "x")];

const fn row(
    name: &'static str,
    params: &'static [Param],
    result: UnitRule,
    doc: &'static str,
    source: &'static str,
    body: Body,
) -> Builtin {
    Builtin { name, params, variadic: false, result, doc, source, examples: &[], body, place: Place::Anywhere }
}

const fn cell(name: &'static str, start: &'static str, change: &'static str) -> Cell {
    Cell { name, start, change }
}

static SMOOTH: Builtin = row(
    "smooth",
    LAGGED,
    UnitRule::SameAs(0),
    "First-order lag of `x` with time constant `tau`; begins at `start`, else at `x` of the first step.",
    "Forrester 1961; XMILE SMTH1",
    Body::Stocks(&[cell("s", "start", "(x - s) / tau")], "s"),
);

static SMOOTH3: Builtin = row(
    "smooth3",
    LAGGED,
    UnitRule::SameAs(0),
    "Three first-order lags of tau/3 in a row.",
    "Forrester 1961; XMILE SMTH3",
    Body::Stocks(
        &[
            cell("s1", "start", "(x - s1) / (tau / 3)"),
            cell("s2", "start", "(s1 - s2) / (tau / 3)"),
            cell("s3", "start", "(s2 - s3) / (tau / 3)"),
        ],
        "s3",
    ),
);

static DELAY1: Builtin = row(
    "delay1",
    LAGGED,
    UnitRule::SameAs(0),
    "What flows in flows out after an average time `tau`, first-order; begins in balance with inflow `start`, else `x`.",
    "Forrester 1961; XMILE DELAY1",
    Body::Stocks(&[cell("s", "start * tau", "x - s / tau")], "s / tau"),
);

static DELAY3: Builtin = row(
    "delay3",
    LAGGED,
    UnitRule::SameAs(0),
    "A pipeline of three equal stages: what flows in flows out after an average time `tau`; begins in balance with inflow `start`, else `x`.",
    "Forrester 1961; XMILE DELAY3",
    Body::Stocks(
        &[
            cell("s1", "start * tau / 3", "x - 3 * s1 / tau"),
            cell("s2", "start * tau / 3", "3 * s1 / tau - 3 * s2 / tau"),
            cell("s3", "start * tau / 3", "3 * s2 / tau - 3 * s3 / tau"),
        ],
        "3 * s3 / tau",
    ),
);

static DELAY_FIXED: Builtin = row(
    "delay_fixed",
    LAGGED,
    UnitRule::SameAs(0),
    "`x` as it was `tau` ago, in whole steps; `start`, else `x` of the first step, before that. `tau` is fixed at the first step of a run.",
    "Vensim DELAY FIXED",
    Body::Special(Special::DelayFixed),
);

static TREND: Builtin = row(
    "trend",
    &[param("x", UnitRule::Any), param("tau", UnitRule::Time), optional("start", UnitRule::PerTime, "0")],
    UnitRule::PerTime,
    "Relative growth of `x` per unit of time, seen against its average over `tau`; begins at `start`.",
    "Vensim TREND",
    Body::Stocks(
        &[cell("average", "x / (1 + start * tau)", "(x - average) / tau")],
        "if average == 0 then 0 else (x - average) / (tau * abs(average))",
    ),
);

static FORECAST: Builtin = row(
    "forecast",
    &[
        param("x", UnitRule::Any),
        param("tau", UnitRule::Time),
        param("ahead", UnitRule::Time),
        optional("start", UnitRule::PerTime, "0"),
    ],
    UnitRule::SameAs(0),
    "`x` carried forward by `ahead` along its trend over `tau`.",
    "Vensim FORECAST",
    Body::Text("x * (1 + ahead * trend(x, tau, start))"),
);

static INITIAL: Builtin = row(
    "initial",
    &[param("x", UnitRule::Any)],
    UnitRule::SameAs(0),
    "`x` at the first step of the same run, uncertainties, levers and rules included.",
    "XMILE INIT",
    Body::Special(Special::Initial),
);

static PREVIOUS: Builtin = row(
    "previous",
    &[param("x", UnitRule::Any), param("start", UnitRule::SameAs(0))],
    UnitRule::SameAs(0),
    "`x` one step ago; `start` at the first step.",
    "XMILE PREVIOUS",
    Body::Special(Special::Previous),
);

/// In the order of the book.
pub static ROWS: &[&Builtin] = &[&SMOOTH, &SMOOTH3, &DELAY1, &DELAY3, &DELAY_FIXED, &TREND, &FORECAST, &INITIAL, &PREVIOUS];
