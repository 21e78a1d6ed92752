//! Numbers of the model beside numbers of a text: `28,500` and 28.5 thousand people are the same amount.
//!
//! Comes in: a value with its unit, a quantity as a text writes it. Goes out: whether they say the same, and how large the text's
//! number is in the model's unit. Refuses nothing; sorts that cannot be compared are told apart.

use linchpin_core::model::Model;
use linchpin_core::unit::Unit;
use linchpin_read::quantity::{Quantity, TimeUnit, Unit as Sort, When};

/// How a text's number lies to a number of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Beside {
    /// The same amount.
    Same,
    /// Another amount of the same sort: this much, in the model's base units.
    Other(f64),
    /// A number of another sort: a share beside money, a date beside people.
    AnotherSort,
}

/// Compares a value in base units with a number of a text. A range agrees when either end does.
pub(super) fn beside(model: &Model, unit: &Unit, value: f64, said: &Quantity) -> Beside {
    let mut other = None;
    for number in [Some(said.value), said.upper].into_iter().flatten() {
        match in_base_units(model, unit, number, said) {
            None => return Beside::AnotherSort,
            Some((low, high)) if near(value, low) || (value >= low && value < high) => return Beside::Same,
            Some((low, _)) => other = other.or(Some(low)),
        }
    }
    other.map_or(Beside::AnotherSort, Beside::Other)
}

fn near(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// A text's number in the base units of a dimension: where it begins and where it ends (a year begins and ends).
fn in_base_units(model: &Model, unit: &Unit, number: f64, said: &Quantity) -> Option<(f64, f64)> {
    let time = model.units.time;
    let mut counted: Vec<(&str, i32)> = Vec::new();
    let mut years = 0;
    for (base, power) in unit.dimension.powers() {
        match Some(*base) == time {
            true => years = *power,
            false => counted.push((model.units.bases.get(usize::from(base.0))?.as_str(), *power)),
        }
    }
    let point = |value: f64| Some((value, value));
    match (counted.as_slice(), years, &said.unit) {
        ([], 0 | -1, Sort::Percent | Sort::Points) => point(number / 100.0),
        ([], 0, Sort::Times | Sort::Rank | Sort::Number) => point(number),
        ([], 1, Sort::Date(when)) => day(*when),
        ([], 1, Sort::Duration(length)) => point(number * length.years()),
        ([(name, 1), ..], 0 | -1, sort) => {
            let money = money(name);
            match (sort, money) {
                (Sort::Money(currency), Some((code, size))) if currency.0 == code => {
                    point(number / size * yearly(years, said.per))
                }
                (Sort::Number, Some((_, size))) => point(number / size),
                (Sort::Count(_) | Sort::Number | Sort::Times, None) => point(number * yearly(years, said.per)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// So much a month is twelve times as much a year.
fn yearly(years: i32, per: Option<TimeUnit>) -> f64 {
    match (years, per) {
        (-1, Some(unit)) => 1.0 / unit.years(),
        _ => 1.0,
    }
}

fn day(when: When) -> Option<(f64, f64)> {
    let start = when.year()?;
    let length = match when {
        When::Day(_) | When::Month(..) => 1.0 / 12.0,
        When::Quarter(..) => 0.25,
        When::Half(..) => 0.5,
        When::Year(_) => 1.0,
        _ => 10.0,
    };
    let floor = match when {
        When::Day(_) => (start * 12.0 + 1e-6).floor() / 12.0,
        _ => start,
    };
    Some((floor - 1e-9, floor + length - 1e-9))
}

/// The currency and size of a base unit of money, from its name: `KRW_trn` is a trillion won.
fn money(name: &str) -> Option<(&str, f64)> {
    let (code, scale) = name.split_once('_').unwrap_or((name, ""));
    let size = match scale {
        "" => 1.0,
        "k" | "thousand" => 1e3,
        "m" | "mn" | "mio" | "million" => 1e6,
        "bn" | "billion" => 1e9,
        "trn" | "tn" | "trillion" => 1e12,
        _ => return None,
    };
    (code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some((code, size))
}
