//! Reducers: a whole run as one number, in outcomes and checks.

use super::{Body, Builtin, Cell, Param, Place, Special, UnitRule, param};

const SERIES: &[Param] = &[param("x", UnitRule::Any)];
const WHEN: &[Param] = &[param("condition", UnitRule::Condition)];

const fn row(name: &'static str, params: &'static [Param], result: UnitRule, doc: &'static str, body: Body) -> Builtin {
    Builtin { name, params, variadic: false, result, doc, source: "Linchpin", examples: &[], body, place: Place::Outcomes }
}

static FINAL: Builtin = row("final", SERIES, UnitRule::SameAs(0), "`x` at the stop.", Body::Text("x"));

static TOTAL: Builtin = row(
    "total",
    SERIES,
    UnitRule::TimesTime(0),
    "The integral of `x` over the run: what a stock with this change holds at the stop.",
    Body::Stocks(&[Cell { name: "sum", start: "0", change: "x" }], "sum"),
);

static MEAN: Builtin = row(
    "mean",
    SERIES,
    UnitRule::SameAs(0),
    "The average of `x` over the run: total over length, so the value at the stop is not in it.",
    Body::Text("total(x) / (stop_time - start_time)"),
);

static SHARE: Builtin = row(
    "share",
    WHEN,
    UnitRule::None,
    "The share of the run in which the condition holds.",
    Body::Text("mean(if condition then 1 else 0)"),
);

static LEAST: Builtin = row(
    "min",
    SERIES,
    UnitRule::SameAs(0),
    "Least value of `x` over the run, first and last included.",
    Body::Special(Special::Least),
);

static GREATEST: Builtin = row(
    "max",
    SERIES,
    UnitRule::SameAs(0),
    "Greatest value of `x` over the run, first and last included.",
    Body::Special(Special::Greatest),
);

static FIRST: Builtin = row(
    "first",
    WHEN,
    UnitRule::Time,
    "First time at which the condition holds; the stop if it never does.",
    Body::Special(Special::First),
);

static SPREAD: Builtin = Builtin {
    name: "sd",
    params: SERIES,
    variadic: false,
    result: UnitRule::SameAs(0),
    doc: "Standard deviation of `x` over the futures; in clauses `on average` only.",
    source: "Linchpin",
    examples: &[],
    body: Body::Special(Special::Spread),
    place: Place::Checks,
};

/// In the order of the book.
pub static ROWS: &[&Builtin] = &[&FINAL, &MEAN, &TOTAL, &LEAST, &GREATEST, &FIRST, &SHARE, &SPREAD];
