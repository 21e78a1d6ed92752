//! What a rule does, written down: its operations one after the other, instead of their results.
//!
//! Comes in: a rule over [`Lanes`], called with [`Traced`] values. Goes out: steps. A rule that looks at what it computed, or
//! goes lane by lane, cannot be written down.

use std::cell::RefCell;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

use crate::lanes::vector::{Lanes, Words};

/// The value of an earlier step, by its place in the tape.
pub(super) type At = u32;

/// One operation of IEEE 754, or on bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// An argument of the rule, by index.
    Argument(u32),
    /// The tile of a row as it was before anything was written.
    Row(u32),
    /// A number of the arena.
    Number(u32),
    /// The same bits in all lanes.
    Constant(u64),
    Two(Two, At, At),
    /// Product of the first two plus the third, rounded once.
    MulAdd(At, At, At),
    /// The first over the second, of which the third is the [inverse](Lanes::inverse).
    Quotient(At, At, At),
    Root(At),
    Floor(At),
    Left(At, u8),
    Right(At, u8),
    /// These four are answers, one bit a lane.
    Compared(Comparison, At, At),
    NoBits(At),
    Both(Joint, At, At),
    Not(At),
    /// Where the answer is true the second, else the third.
    Select(At, At, At),
    /// Writes a value to a row.
    Write(u32, At),
    /// Remembers that two values differed in a bit.
    Stray(At, At),
}

/// An operation on two vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Two {
    Add,
    Subtract,
    Multiply,
    Divide,
    Lesser,
    Greater,
    And,
    Or,
    Xor,
    Plus,
    Minus,
    ProductOfHalves,
}

/// A comparison that NaN does not pass, but the last one, which only NaN passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Comparison {
    Less,
    AtMost,
    Equal,
    Unordered,
}

/// An operation on two answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Joint {
    And,
    Or,
}

impl Step {
    /// Whether it answers, lane by lane, instead of computing.
    pub(super) fn answers(self) -> bool {
        matches!(self, Step::Compared(..) | Step::NoBits(_) | Step::Both(..) | Step::Not(_))
    }

    /// The steps it reads, of which there are at most three.
    pub(super) fn reads(self) -> impl Iterator<Item = At> {
        let read = match self {
            Step::Argument(_) | Step::Row(_) | Step::Number(_) | Step::Constant(_) => [None; 3],
            Step::Root(a) | Step::Floor(a) | Step::Left(a, _) | Step::Right(a, _) | Step::NoBits(a) => [Some(a), None, None],
            Step::Not(a) | Step::Write(_, a) => [Some(a), None, None],
            Step::Two(_, a, b) | Step::Compared(_, a, b) | Step::Both(_, a, b) | Step::Stray(a, b) => [Some(a), Some(b), None],
            Step::MulAdd(a, b, c) | Step::Quotient(a, b, c) | Step::Select(a, b, c) => [Some(a), Some(b), Some(c)],
        };
        read.into_iter().flatten()
    }

    /// What it computes of single values, by their bits; an answer is 0 or 1.
    pub(super) fn of_one(self, values: &[u64]) -> u64 {
        let bits = |at: At| values[at as usize];
        let number = |at: At| f64::from_bits(bits(at));
        match self {
            Step::Constant(bits) => bits,
            Step::Two(two, a, b) => match two {
                Two::Add => (number(a) + number(b)).to_bits(),
                Two::Subtract => (number(a) - number(b)).to_bits(),
                Two::Multiply => (number(a) * number(b)).to_bits(),
                Two::Divide => (number(a) / number(b)).to_bits(),
                Two::Lesser => number(a).lesser(number(b)).to_bits(),
                Two::Greater => number(a).greater(number(b)).to_bits(),
                Two::And => bits(a) & bits(b),
                Two::Or => bits(a) | bits(b),
                Two::Xor => bits(a) ^ bits(b),
                Two::Plus => bits(a).plus(bits(b)),
                Two::Minus => bits(a).minus(bits(b)),
                Two::ProductOfHalves => bits(a).product_of_halves(bits(b)),
            },
            Step::MulAdd(a, b, c) => number(a).mul_add(number(b), number(c)).to_bits(),
            Step::Quotient(x, divisor, inverse) => number(x).quotient(number(divisor), number(inverse)).to_bits(),
            Step::Root(a) => number(a).sqrt().to_bits(),
            Step::Floor(a) => number(a).floor().to_bits(),
            Step::Left(a, by) => bits(a).left(by.into()),
            Step::Right(a, by) => bits(a).right(by.into()),
            Step::Compared(Comparison::Less, a, b) => (number(a) < number(b)).into(),
            Step::Compared(Comparison::AtMost, a, b) => (number(a) <= number(b)).into(),
            Step::Compared(Comparison::Equal, a, b) => (number(a) == number(b)).into(),
            Step::Compared(Comparison::Unordered, a, b) => (number(a).is_nan() || number(b).is_nan()).into(),
            Step::NoBits(a) => (bits(a) == 0).into(),
            Step::Both(Joint::And, a, b) => bits(a) & bits(b),
            Step::Both(Joint::Or, a, b) => bits(a) | bits(b),
            Step::Not(a) => bits(a) ^ 1,
            Step::Select(answer, yes, no) => bits(if bits(answer) != 0 { yes } else { no }),
            Step::Argument(_) | Step::Row(_) | Step::Number(_) | Step::Write(..) | Step::Stray(..) => 0,
        }
    }

    /// The same step with what it reads named anew.
    pub(super) fn renamed(self, to: impl Fn(At) -> At) -> Self {
        match self {
            Step::Argument(_) | Step::Row(_) | Step::Number(_) | Step::Constant(_) => self,
            Step::Two(two, a, b) => Step::Two(two, to(a), to(b)),
            Step::MulAdd(a, b, c) => Step::MulAdd(to(a), to(b), to(c)),
            Step::Quotient(a, b, c) => Step::Quotient(to(a), to(b), to(c)),
            Step::Root(a) => Step::Root(to(a)),
            Step::Floor(a) => Step::Floor(to(a)),
            Step::Left(a, bits) => Step::Left(to(a), bits),
            Step::Right(a, bits) => Step::Right(to(a), bits),
            Step::Compared(comparison, a, b) => Step::Compared(comparison, to(a), to(b)),
            Step::NoBits(a) => Step::NoBits(to(a)),
            Step::Both(joint, a, b) => Step::Both(joint, to(a), to(b)),
            Step::Not(a) => Step::Not(to(a)),
            Step::Select(answer, a, b) => Step::Select(to(answer), to(a), to(b)),
            Step::Write(row, a) => Step::Write(row, to(a)),
            Step::Stray(a, b) => Step::Stray(to(a), to(b)),
        }
    }
}

/// The rule being written down on this thread.
#[derive(Default)]
struct Pen {
    steps: Vec<Step>,
    /// It did something that cannot be written down.
    lost: bool,
}

thread_local! {
    static PEN: RefCell<Pen> = RefCell::new(Pen::default());
}

/// The steps of a rule and the place of its result, or `None` where it cannot be written down. Its arguments are the first steps.
pub(super) fn record(arity: usize, rule: fn(&[Traced]) -> Traced) -> Option<(Vec<Step>, At)> {
    PEN.with_borrow_mut(|pen| *pen = Pen::default());
    let arguments: Vec<Traced> = (0..arity as u32).map(|at| Traced(wrote(Step::Argument(at)))).collect();
    let result = rule(&arguments);
    let pen = PEN.take();
    (!pen.lost).then_some((pen.steps, result.0))
}

/// Called from every operation of every rule, so not inlined.
#[inline(never)]
fn wrote(step: Step) -> At {
    PEN.with_borrow_mut(|pen| {
        pen.steps.push(step);
        pen.steps.len() as u32 - 1
    })
}

/// The rule does something that cannot be written down.
#[inline(never)]
pub(super) fn lost() -> Traced {
    PEN.with_borrow_mut(|pen| pen.lost = true);
    Traced(0)
}

/// In place of a rule that looks at its values.
#[doc(hidden)]
pub fn looks_at_its_values(_: &[Traced]) -> Traced {
    lost()
}

/// A value of a rule that is being written down.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Traced(At);

/// Answers of such a rule.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct TracedMask(At);

/// Words of such a rule.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct TracedWords(At);

macro_rules! two {
    ($of:ident: $($trait:ident $method:ident $two:ident)*) => {$(
        impl $trait for $of {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                $of(wrote(Step::Two(Two::$two, self.0, other.0)))
            }
        }
    )*};
}

two! { Traced: Add add Add Sub sub Subtract Mul mul Multiply Div div Divide }
two! { TracedWords: BitAnd bitand And BitOr bitor Or BitXor bitxor Xor }

impl Neg for Traced {
    type Output = Self;
    fn neg(self) -> Self {
        Self::from_bits(self.to_bits() ^ Words::all(SIGN))
    }
}

const SIGN: u64 = 1 << 63;

impl BitAnd for TracedMask {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        TracedMask(wrote(Step::Both(Joint::And, self.0, other.0)))
    }
}

impl BitOr for TracedMask {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        TracedMask(wrote(Step::Both(Joint::Or, self.0, other.0)))
    }
}

impl Not for TracedMask {
    type Output = Self;
    fn not(self) -> Self {
        TracedMask(wrote(Step::Not(self.0)))
    }
}

fn compared(comparison: Comparison, a: Traced, b: Traced) -> TracedMask {
    TracedMask(wrote(Step::Compared(comparison, a.0, b.0)))
}

impl Lanes for Traced {
    type Mask = TracedMask;
    type Words = TracedWords;
    const WIDTH: usize = 1;

    fn all(number: f64) -> Self {
        Traced(wrote(Step::Constant(number.to_bits())))
    }
    fn read(_from: &[f64]) -> Self {
        lost()
    }
    fn write(self, _to: &mut [f64]) {
        lost();
    }
    fn mul_add(self, by: Self, plus: Self) -> Self {
        Traced(wrote(Step::MulAdd(self.0, by.0, plus.0)))
    }
    fn quotient(self, divisor: Self, inverse: Self) -> Self {
        Traced(wrote(Step::Quotient(self.0, divisor.0, inverse.0)))
    }
    fn sqrt(self) -> Self {
        Traced(wrote(Step::Root(self.0)))
    }
    fn floor(self) -> Self {
        Traced(wrote(Step::Floor(self.0)))
    }
    fn abs(self) -> Self {
        Self::from_bits(self.to_bits() & Words::all(!SIGN))
    }
    fn copysign(self, sign: Self) -> Self {
        Self::from_bits(self.to_bits() & Words::all(!SIGN) | sign.to_bits() & Words::all(SIGN))
    }
    fn less(self, than: Self) -> TracedMask {
        compared(Comparison::Less, self, than)
    }
    fn at_most(self, limit: Self) -> TracedMask {
        compared(Comparison::AtMost, self, limit)
    }
    fn equal(self, to: Self) -> TracedMask {
        compared(Comparison::Equal, self, to)
    }
    fn is_nan(self) -> TracedMask {
        compared(Comparison::Unordered, self, self)
    }
    fn lesser(self, other: Self) -> Self {
        Traced(wrote(Step::Two(Two::Lesser, self.0, other.0)))
    }
    fn greater(self, other: Self) -> Self {
        Traced(wrote(Step::Two(Two::Greater, self.0, other.0)))
    }
    fn select(answer: TracedMask, yes: Self, no: Self) -> Self {
        Traced(wrote(Step::Select(answer.0, yes.0, no.0)))
    }
    fn any(_answer: TracedMask) -> bool {
        lost();
        false
    }
    fn to_bits(self) -> TracedWords {
        TracedWords(self.0)
    }
    fn from_bits(words: TracedWords) -> Self {
        Traced(words.0)
    }
    fn no_bits(words: TracedWords) -> TracedMask {
        TracedMask(wrote(Step::NoBits(words.0)))
    }
}

impl Words for TracedWords {
    fn all(word: u64) -> Self {
        TracedWords(wrote(Step::Constant(word)))
    }
    fn count_from(_first: u64) -> Self {
        TracedWords(lost().0)
    }
    fn plus(self, other: Self) -> Self {
        TracedWords(wrote(Step::Two(Two::Plus, self.0, other.0)))
    }
    fn minus(self, other: Self) -> Self {
        TracedWords(wrote(Step::Two(Two::Minus, self.0, other.0)))
    }
    fn product_of_halves(self, other: Self) -> Self {
        TracedWords(wrote(Step::Two(Two::ProductOfHalves, self.0, other.0)))
    }
    fn left(self, bits: u32) -> Self {
        TracedWords(wrote(Step::Left(self.0, bits as u8)))
    }
    fn right(self, bits: u32) -> Self {
        TracedWords(wrote(Step::Right(self.0, bits as u8)))
    }
}
