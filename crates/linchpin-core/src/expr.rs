//! Resolved expressions: names are ids, units are gone (values are in base units), sugar is lowered.
//!
//! `a + b + c` is `(a + b) + c`, so a sum of many terms is a long chain of first operands. Nesting is bounded by the
//! language, length is not: whoever walks an expression goes down its first operands in a loop, not by calling itself.

mod operands;

pub use operands::Operands;

use crate::builtin::{Builtin, Operator};
use crate::model::{TableId, VarId};

/// Readings of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Time at this step.
    Time,
    /// Time at which this step began: the inner points of Runge-Kutta keep it, as they keep draws and events. Rows of
    /// functions read it; the language has no name for it.
    Held,
    /// Length of a step.
    Step,
    /// First time.
    Start,
    /// Last time.
    Stop,
}

/// An expression. A condition is 1 where it holds and 0 where not; the language keeps the two types apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number, in base units.
    Number(f64),
    /// The value of a variable at this step.
    Variable(VarId),
    /// A reading of the clock.
    Clock(Clock),
    /// An operator with its one, two or three operands (`if` has three: condition, then, else).
    Operate(Operator, Operands),
    /// A built-in function with a kernel. Arguments are as many as its parameters.
    Call(&'static Builtin, Operands),
    /// A table read at a point.
    Lookup(TableId, Box<Expr>),
    /// The argument's value at the first step of the same run.
    Initial(Box<Expr>),
    /// A number drawn anew each step from the stream of this name: a distribution with its arguments.
    Draw(&'static Builtin, Vec<Expr>, String),
    /// In checks only: the argument in the comparison run.
    Baseline(Box<Expr>),
    /// In checks only, where names are means over futures: the argument's standard deviation over futures.
    Spread(Box<Expr>),
}

impl Expr {
    /// The operands, in order.
    pub fn children(&self) -> &[Expr] {
        match self {
            Expr::Number(_) | Expr::Variable(_) | Expr::Clock(_) => &[],
            Expr::Operate(_, args) | Expr::Call(_, args) => args,
            Expr::Draw(_, args, _) => args,
            Expr::Lookup(_, x) | Expr::Initial(x) | Expr::Baseline(x) | Expr::Spread(x) => std::slice::from_ref(x),
        }
    }

    /// Operands of an operator or a function.
    fn operands(&self) -> Option<&Operands> {
        match self {
            Expr::Operate(_, args) | Expr::Call(_, args) => Some(args),
            _ => None,
        }
    }

    /// What stands first when operators and functions are opened at their first operand again and again, and those that
    /// were opened, from the outside in.
    pub fn spine(&self) -> (&Expr, Vec<&Expr>) {
        let (mut at, mut opened) = (self, Vec::new());
        while let Some(first) = at.operands().and_then(|args| args.first()) {
            opened.push(at);
            at = first;
        }
        (at, opened)
    }

    /// Calls `visit` on this expression and everything in it, outside first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        let mut open = vec![self];
        while let Some(at) = open.pop() {
            visit(at);
            open.extend(at.children().iter().rev());
        }
    }

    /// Variables read at this step; what stands inside `initial` is read at the first step only and is left out.
    pub fn reads_now(&self, read: &mut impl FnMut(VarId)) {
        let mut open = vec![self];
        while let Some(at) = open.pop() {
            match at {
                Expr::Variable(id) => read(*id),
                Expr::Initial(_) => {}
                _ => open.extend(at.children().iter().rev()),
            }
        }
    }

    /// Variables read anywhere in the expression.
    pub fn reads(&self, read: &mut impl FnMut(VarId)) {
        self.walk(&mut |e| {
            if let Expr::Variable(id) = e {
                read(*id);
            }
        });
    }

    /// Value of an expression in which every leaf that is not a number is given by `leaf` (variables, clock, tables,
    /// `initial`, draws, `baseline`, `sd`): the plain meaning of operators and functions, one number at a time.
    pub fn evaluate(&self, leaf: &mut dyn FnMut(&Expr) -> f64) -> f64 {
        let (first, opened) = self.spine();
        let mut value = match first {
            Expr::Number(value) => *value,
            _ => leaf(first),
        };
        let mut values = Vec::new();
        for outer in opened.into_iter().rev() {
            values.clear();
            values.push(value);
            values.extend(outer.children()[1..].iter().map(|arg| arg.evaluate(leaf)));
            value = match outer {
                Expr::Operate(operator, _) => operator.kernel().of(&values),
                Expr::Call(builtin, _) => builtin.kernel().map_or(f64::NAN, |kernel| kernel.of(&values)),
                _ => f64::NAN,
            };
        }
        value
    }

    /// An operator on operands.
    pub fn operate<const N: usize>(operator: Operator, args: [Expr; N]) -> Expr {
        Expr::Operate(operator, args.into())
    }
}
