//! The language's functions, one row each.
//!
//! A row is all there is to a function: arity, unit rule, meaning, words for the book, examples that are tests. Add one
//! to the file of its family; nothing else matches on names.

mod operators;
mod math;
mod time;
mod memory;
mod draws;
mod reduce;

pub use math::{ABS, CLAMP, EXP, LN, LOGISTIC, MAX, MIN, greatest, least};
pub use operators::{Operator, choose};

use crate::lanes::Kernel;

/// Which unit a parameter wants, or a result has. Numbers are indexes of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitRule {
    /// Any unit.
    Any,
    /// A pure number.
    None,
    /// The unit of that parameter.
    SameAs(usize),
    /// Time.
    Time,
    /// 1/time.
    PerTime,
    /// The unit of that parameter, per time.
    OverTime(usize),
    /// The unit of that parameter, times time.
    TimesTime(usize),
    /// The square root of the unit of that parameter.
    Root(usize),
    /// A condition.
    Condition,
}

/// One parameter of a function.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Name in the book and in the row's text.
    pub name: &'static str,
    /// Unit it wants.
    pub unit: UnitRule,
    /// What stands for it when it is left out: text in the names of the other parameters.
    pub default: Option<&'static str>,
}

/// A hidden stock of a function with memory: model text in the names of parameters and cells.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Name inside the row.
    pub name: &'static str,
    /// Value at the first step.
    pub start: &'static str,
    /// Rate of change.
    pub change: &'static str,
}

/// A cell that no equation can express.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// Value at the first step.
    Initial,
    /// Value one step ago.
    Previous,
    /// Value a fixed time ago.
    DelayFixed,
    /// Least value so far.
    Least,
    /// Greatest value so far.
    Greatest,
    /// First time of a condition.
    First,
    /// Standard deviation over futures, in checks.
    Spread,
}

/// How a function is computed.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// A pure function of its arguments at this instant.
    Kernel(Kernel),
    /// An expression of the language in the names of the parameters.
    Text(&'static str),
    /// Hidden stocks and an expression that reads them.
    Stocks(&'static [Cell], &'static str),
    /// A draw each step: the kernel's first argument is uniform in [0, 1).
    Draw(Kernel),
    /// Known to the language and the engine by kind.
    Special(Special),
}

/// Where a function may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In any expression.
    Anywhere,
    /// In outcomes and checks only.
    Outcomes,
    /// In checks only.
    Checks,
}

/// A function of the language.
#[derive(Debug)]
pub struct Builtin {
    /// Name in the language.
    pub name: &'static str,
    /// Parameters in order.
    pub params: &'static [Param],
    /// More arguments of the last parameter's kind may follow; they are folded from the left.
    pub variadic: bool,
    /// Unit of the result.
    pub result: UnitRule,
    /// One or two sentences.
    pub doc: &'static str,
    /// Where it is defined or published.
    pub source: &'static str,
    /// Calls and their values, for functions of this instant.
    pub examples: &'static [(&'static str, f64)],
    /// How it is computed.
    pub body: Body,
    /// Where it may stand.
    pub place: Place,
}

impl PartialEq for Builtin {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.params.len() == other.params.len()
    }
}

impl Builtin {
    /// The kernel of a function of this instant.
    pub fn kernel(&self) -> Option<&Kernel> {
        match &self.body {
            Body::Kernel(kernel) => Some(kernel),
            _ => None,
        }
    }

    /// Least and greatest number of arguments; no greatest for a variadic function.
    pub fn arity(&self) -> (usize, Option<usize>) {
        let least = self.params.iter().filter(|p| p.default.is_none()).count();
        (least, (!self.variadic).then_some(self.params.len()))
    }
}

/// Families of functions with their title, in the order of the book. `min` and `max` stand twice: with one argument
/// they are reducers.
pub static FAMILIES: &[(&str, &[&Builtin])] = &[
    ("Mathematics", math::ROWS),
    ("Time", time::ROWS),
    ("Memory", memory::ROWS),
    ("Chance", draws::ROWS),
    ("Reducers", reduce::ROWS),
];

/// All functions.
pub fn all() -> impl Iterator<Item = &'static Builtin> {
    FAMILIES.iter().flat_map(|(_, rows)| rows.iter().copied())
}

/// The function of this name that takes this many arguments, else the first of this name.
pub fn find(name: &str, arguments: usize) -> Option<&'static Builtin> {
    let fits = |row: &&Builtin| {
        let (least, greatest) = row.arity();
        arguments >= least && greatest.is_none_or(|greatest| arguments <= greatest)
    };
    let named = || all().filter(|row| row.name == name);
    named().find(fits).or_else(|| named().next())
}

const fn param(name: &'static str, unit: UnitRule) -> Param {
    Param { name, unit, default: None }
}

const fn optional(name: &'static str, unit: UnitRule, default: &'static str) -> Param {
    Param { name, unit, default: Some(default) }
}

#[cfg(test)]
mod tests;
