//! Operators: the signs of the language, with the same kernels as functions.

use crate::elementary::{is_plain_power, pow, pow_plain};
use crate::lanes::{Kernel, select};

/// An operator. Conditions are 1 and 0. A comparison with NaN is NaN, so that no fault is hidden by an `if`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`
    Divide,
    /// `a ^ b`
    Power,
    /// `-a`
    Negate,
    /// `a < b`
    Less,
    /// `a <= b`
    LessEqual,
    /// `a > b`
    Greater,
    /// `a >= b`
    GreaterEqual,
    /// `a == b`
    Equal,
    /// `a != b`
    NotEqual,
    /// `a and b`
    And,
    /// `a or b`
    Or,
    /// `not a`
    Not,
    /// `if a then b else c`
    Choose,
}

impl Operator {
    /// As written.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract | Operator::Negate => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "^",
            Operator::Less => "<",
            Operator::LessEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterEqual => ">=",
            Operator::Equal => "==",
            Operator::NotEqual => "!=",
            Operator::And => "and",
            Operator::Or => "or",
            Operator::Not => "not",
            Operator::Choose => "if",
        }
    }

    /// True when the result is a condition.
    pub fn is_condition(self) -> bool {
        use Operator::*;
        matches!(self, Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual | And | Or | Not)
    }

    /// How it is computed.
    pub fn kernel(self) -> &'static Kernel {
        match self {
            Operator::Add => &ADD,
            Operator::Subtract => &SUBTRACT,
            Operator::Multiply => &MULTIPLY,
            Operator::Divide => &DIVIDE,
            Operator::Power => &POWER,
            Operator::Negate => &NEGATE,
            Operator::Less => &LESS,
            Operator::LessEqual => &LESS_EQUAL,
            Operator::Greater => &GREATER,
            Operator::GreaterEqual => &GREATER_EQUAL,
            Operator::Equal => &EQUAL,
            Operator::NotEqual => &NOT_EQUAL,
            Operator::And => &AND,
            Operator::Or => &OR,
            Operator::Not => &NOT,
            Operator::Choose => &CHOOSE,
        }
    }
}

/// 1 or 0, and NaN where an argument is NaN.
#[inline(always)]
fn truth(holds: bool, a: f64, b: f64) -> f64 {
    let value = if holds { 1.0 } else { 0.0 };
    if a.is_nan() | b.is_nan() { f64::NAN } else { value }
}

/// `if c then a else b`; NaN where the condition is.
#[inline(always)]
pub fn choose(c: f64, a: f64, b: f64) -> f64 {
    select(c.is_nan(), c, select(c != 0.0, a, b))
}

static ADD: Kernel = kernel!(|a, b| a + b);
static SUBTRACT: Kernel = kernel!(|a, b| a - b);
static MULTIPLY: Kernel = kernel!(|a, b| a * b);
static DIVIDE: Kernel = kernel!(|a, b| a / b);
static POWER: Kernel = kernel!(|a, b| pow(a, b), pow_plain(a, b) => is_plain_power(a, b));
static NEGATE: Kernel = kernel!(|a| -a);
static LESS: Kernel = kernel!(|a, b| truth(a < b, a, b));
static LESS_EQUAL: Kernel = kernel!(|a, b| truth(a <= b, a, b));
static GREATER: Kernel = kernel!(|a, b| truth(a > b, a, b));
static GREATER_EQUAL: Kernel = kernel!(|a, b| truth(a >= b, a, b));
static EQUAL: Kernel = kernel!(|a, b| truth(a == b, a, b));
static NOT_EQUAL: Kernel = kernel!(|a, b| truth(a != b, a, b));
static AND: Kernel = kernel!(|a, b| if (a == 0.0) | (b == 0.0) { 0.0 } else { truth(true, a, b) });
static OR: Kernel =
    kernel!(|a, b| if ((a != 0.0) & !a.is_nan()) | ((b != 0.0) & !b.is_nan()) { 1.0 } else { truth(false, a, b) });
static NOT: Kernel = kernel!(|a| truth(a == 0.0, a, a));
static CHOOSE: Kernel = kernel!(|c, a, b| choose(c, a, b));
