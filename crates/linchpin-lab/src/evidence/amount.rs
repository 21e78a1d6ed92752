//! An article's amount in a unit of the model.
//!
//! Comes in: a quantity as it was read, and a unit. Goes out: its value in base units, and whether both leave no doubt about the
//! unit. `None` where they cannot be the same sort of thing.
//!
//! A base unit of money is named by its currency and scale, such as `USD_bn` or `KRW_trn`. A base unit of people is called `person`.
//! Any other base unit counts things of its name.

use linchpin_core::model::Model;
use linchpin_core::unit::Unit as ModelUnit;
use linchpin_read::quantity::{Quantity, TimeUnit, Unit, When};

/// Nouns and counters for people.
const PEOPLE: [&str; 24] = [
    "troops",
    "people",
    "soldiers",
    "personnel",
    "men",
    "women",
    "forces",
    "members",
    "service members",
    "servicemembers",
    "conscripts",
    "officers",
    "sergeants",
    "recruits",
    "workers",
    "citizens",
    "marines",
    "airmen",
    "sailors",
    "gis",
    "명",
    "인",
    "사람",
    "strength",
];

/// A value in base units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Converted {
    /// The value.
    pub value: f64,
    /// The unit is named in full: nothing was assumed.
    pub clear: bool,
}

/// The amount in base units of `unit`, where it can be one.
pub fn in_base_units(model: &Model, quantity: &Quantity, unit: &ModelUnit, at: Option<When>) -> Option<Converted> {
    let time = model.units.time;
    let powers = unit.dimension.powers();
    let is_time = |base| Some(base) == time;
    match powers {
        [] => pure(quantity),
        [(base, 1)] if is_time(*base) => of_time(model, quantity, at),
        [(base, 1)] => {
            let name = model.units.bases.get(base.0 as usize)?;
            // So much a year is no whole.
            counted(quantity, name).filter(|_| quantity.per.is_none())
        }
        [(base, -1)] if is_time(*base) => match quantity.unit {
            Unit::Count(_) | Unit::Number | Unit::Percent => {
                let value = if quantity.unit == Unit::Percent { quantity.value / 100.0 } else { quantity.value };
                Some(Converted { value: a_year(quantity, value), clear: quantity.per.is_some() })
            }
            _ => None,
        },
        [(one, 1), (other, -1)] | [(other, -1), (one, 1)] if is_time(*other) => {
            let name = model.units.bases.get(one.0 as usize)?;
            let found = counted(quantity, name)?;
            Some(Converted { value: a_year(quantity, found.value), clear: found.clear && quantity.per.is_some() })
        }
        _ => None,
    }
}

fn a_year(quantity: &Quantity, value: f64) -> f64 {
    value / quantity.per.unwrap_or(TimeUnit::Year).years()
}

fn pure(quantity: &Quantity) -> Option<Converted> {
    match quantity.unit {
        Unit::Percent => Some(Converted { value: quantity.value / 100.0, clear: true }),
        Unit::Times | Unit::Rank => Some(Converted { value: quantity.value, clear: true }),
        _ => None,
    }
}

fn of_time(model: &Model, quantity: &Quantity, at: Option<When>) -> Option<Converted> {
    match quantity.unit {
        Unit::Date(when) if model.time.calendar => {
            let value = at.unwrap_or(when).year().or_else(|| when.year())?;
            Some(Converted { value, clear: true })
        }
        Unit::Duration(unit) => Some(Converted { value: quantity.value * unit.years(), clear: true }),
        _ => None,
    }
}

/// Money or things.
fn counted(quantity: &Quantity, base: &str) -> Option<Converted> {
    let (name, scale) = base.split_once('_').unwrap_or((base, ""));
    let factor = match scale {
        "" => Some(1.0),
        "k" | "th" => Some(1e3),
        "mn" | "m" => Some(1e6),
        "bn" | "b" => Some(1e9),
        "trn" | "tn" | "t" => Some(1e12),
        _ => None,
    };
    match &quantity.unit {
        Unit::Money(currency) => {
            let factor = factor.filter(|_| currency.0.eq_ignore_ascii_case(name))?;
            Some(Converted { value: quantity.value / factor, clear: true })
        }
        Unit::Count(noun) => {
            let lower = noun.to_lowercase();
            let people = matches!(name, "person" | "people" | "head");
            let is_currency = name.len() == 3 && name.chars().all(|c| c.is_ascii_uppercase());
            if people {
                let last = lower.rsplit(' ').next().unwrap_or_default();
                return PEOPLE.contains(&last).then_some(Converted { value: quantity.value, clear: true });
            }
            let named = lower.contains(&name.to_lowercase());
            let counter = matches!(lower.as_str(), "발" | "기" | "척" | "개" | "대" | "건" | "회");
            (!is_currency && (named || counter)).then_some(Converted { value: quantity.value, clear: named })
        }
        Unit::Number => {
            let is_currency = name.len() == 3 && name.chars().all(|c| c.is_ascii_uppercase());
            // A bare number counts things only where it is no year or small talk.
            (!is_currency && quantity.value >= 100.0).then_some(Converted { value: quantity.value, clear: false })
        }
        _ => None,
    }
}
