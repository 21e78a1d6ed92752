//! Faults in words.
//!
//! Comes in: a fault of a run. Goes out: a sentence with its value, bound and time. Refuses: nothing.

mod origin;
#[cfg(test)]
mod tests;

pub use origin::origin;

use linchpin_core::experiment::{Fault, FaultKind};
use linchpin_core::model::Model;

use crate::figure;

/// The same of a fault that arose in another variable: `bad is not a number (at 7 year, future 3), so o1 is missing`.
pub fn with_origin(model: &Model, fault: &Fault, origin: &Fault) -> String {
    let (arose, seen) = (model.written(origin.variable), model.written(fault.variable));
    let words = in_words(model, origin);
    if arose == seen { words } else { format!("{words}, so {} is missing", model.variable(seen).name) }
}

/// What went wrong in one run, without the arm: `tension = 1.4 above its bound 1 in 2031-03, future 17`.
pub fn in_words(model: &Model, fault: &Fault) -> String {
    let variable = model.variable(fault.variable);
    let number = |value: f64| figure::short_with_unit(value, &variable.unit);
    let what = match fault.kind {
        FaultKind::NotANumber => "is not a number".to_string(),
        FaultKind::Infinite => "is infinite".to_string(),
        FaultKind::Below(bound) => format!("is {}, below its bound {}", number(fault.value), number(bound)),
        FaultKind::Above(bound) => format!("is {}, above its bound {}", number(fault.value), number(bound)),
        FaultKind::NegativeRate => format!("has a negative rate, {}", number(fault.value)),
        FaultKind::RuleOutOfRange => format!("is set to {} by its rule, outside its range", number(fault.value)),
    };
    // States behind a function have names that no text holds.
    let variable = model.variable(model.written(fault.variable));
    format!("{} {what} (at {}, future {})", variable.name, figure::date(&model.time, fault.time), fault.future)
}
