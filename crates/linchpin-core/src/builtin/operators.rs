//! Operators: the signs of the language, with the same kernels as functions.

use crate::elementary::{is_plain_power, pow, pow_plain};
use crate::lanes::{Kernel, Lanes};

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
fn truth<V: Lanes>(holds: V::Mask, a: V, b: V) -> V {
    V::select(a.is_nan() | b.is_nan(), V::all(f64::NAN), V::select(holds, V::all(1.0), V::all(0.0)))
}

/// `if c then a else b`; NaN where the condition is.
#[inline(always)]
pub fn choose<V: Lanes>(c: V, a: V, b: V) -> V {
    V::select(c.is_nan(), c, V::select(c.equal(V::all(0.0)), b, a))
}

/// True of numbers that are neither zero nor NaN.
#[inline(always)]
fn holds<V: Lanes>(x: V) -> V::Mask {
    !(x.equal(V::all(0.0)) | x.is_nan())
}

static ADD: Kernel = kernel!(|a, b| a + b);
static SUBTRACT: Kernel = kernel!(|a, b| a - b);
static MULTIPLY: Kernel = kernel!(|a, b| a * b);
static DIVIDE: Kernel = kernel!(|a, b| a / b);
static POWER: Kernel = kernel!(|a, b| pow(a, b), pow_plain(a, b) => is_plain_power(a, b));
static NEGATE: Kernel = kernel!(|a| -a);
static LESS: Kernel = kernel!(|a, b| truth(a.less(b), a, b));
static LESS_EQUAL: Kernel = kernel!(|a, b| truth(a.at_most(b), a, b));
static GREATER: Kernel = kernel!(|a, b| truth(b.less(a), a, b));
static GREATER_EQUAL: Kernel = kernel!(|a, b| truth(b.at_most(a), a, b));
static EQUAL: Kernel = kernel!(|a, b| truth(a.equal(b), a, b));
static NOT_EQUAL: Kernel = kernel!(|a, b| truth(!a.equal(b), a, b));
static AND: Kernel = kernel!(|a, b| {
    let zero = V::all(0.0);
    let false_ = a.equal(zero) | b.equal(zero);
    V::select(false_, zero, truth(!false_, a, b))
});
static OR: Kernel = kernel!(|a, b| {
    let true_ = holds(a) | holds(b);
    V::select(true_, V::all(1.0), truth(true_, a, b))
});
static NOT: Kernel = kernel!(|a| truth(a.equal(V::all(0.0)), a, a));
static CHOOSE: Kernel = kernel!(|c, a, b| choose(c, a, b));
