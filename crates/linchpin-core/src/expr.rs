//! Resolved expressions: names are ids, units are gone (values are in base units), sugar is lowered.

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
    Operate(Operator, Vec<Expr>),
    /// A built-in function with a kernel. Arguments are as many as its parameters.
    Call(&'static Builtin, Vec<Expr>),
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
    pub fn children(&self) -> Vec<&Expr> {
        match self {
            Expr::Number(_) | Expr::Variable(_) | Expr::Clock(_) => Vec::new(),
            Expr::Operate(_, args) | Expr::Call(_, args) | Expr::Draw(_, args, _) => args.iter().collect(),
            Expr::Lookup(_, x) | Expr::Initial(x) | Expr::Baseline(x) | Expr::Spread(x) => vec![x],
        }
    }

    /// Calls `visit` on this expression and everything in it, outside first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// Variables read at this step; what stands inside `initial` is read at the first step only and is left out.
    pub fn reads_now(&self, read: &mut impl FnMut(VarId)) {
        match self {
            Expr::Variable(id) => read(*id),
            Expr::Initial(_) => {}
            _ => self.children().into_iter().for_each(|child| child.reads_now(read)),
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
        let mut values = |args: &[Expr]| args.iter().map(|arg| arg.evaluate(leaf)).collect::<Vec<_>>();
        match self {
            Expr::Number(value) => *value,
            Expr::Operate(operator, args) => operator.kernel().of(&values(args)),
            Expr::Call(builtin, args) => match builtin.kernel() {
                Some(kernel) => kernel.of(&values(args)),
                None => f64::NAN,
            },
            _ => leaf(self),
        }
    }

    /// An operator on operands.
    pub fn operate<const N: usize>(operator: Operator, args: [Expr; N]) -> Expr {
        Expr::Operate(operator, args.into())
    }
}
