//! Operands of an operator or a function. What the compiler would write for a chain of first operands (dropping, copying,
//! comparing) calls itself once for each term of a sum, and ends the program on a long one; here it is done in loops.

use std::ops::{Deref, DerefMut};

use super::Expr;

/// Operands, in order.
#[derive(Default)]
pub struct Operands(Vec<Expr>);

impl From<Vec<Expr>> for Operands {
    fn from(list: Vec<Expr>) -> Self {
        Operands(list)
    }
}

impl<const N: usize> From<[Expr; N]> for Operands {
    fn from(list: [Expr; N]) -> Self {
        Operands(list.into())
    }
}

impl FromIterator<Expr> for Operands {
    fn from_iter<I: IntoIterator<Item = Expr>>(list: I) -> Self {
        Operands(list.into_iter().collect())
    }
}

impl Deref for Operands {
    type Target = [Expr];

    fn deref(&self) -> &[Expr] {
        &self.0
    }
}

impl DerefMut for Operands {
    fn deref_mut(&mut self) -> &mut [Expr] {
        &mut self.0
    }
}

impl std::fmt::Debug for Operands {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Drop for Operands {
    fn drop(&mut self) {
        let mut open = std::mem::take(&mut self.0);
        while let Some(mut last) = open.pop() {
            if let Expr::Operate(_, args) | Expr::Call(_, args) = &mut last {
                open.append(&mut args.0);
            }
        }
    }
}

impl Clone for Operands {
    fn clone(&self) -> Self {
        let mut opened = vec![self];
        while let Some(inner) = opened.last().and_then(|args| args.first()).and_then(Expr::operands) {
            opened.push(inner);
        }
        let mut copy: Option<Operands> = None;
        for args in opened.into_iter().rev() {
            let first = match (args.first(), copy.take()) {
                (Some(Expr::Operate(operator, _)), Some(inner)) => Some(Expr::Operate(*operator, inner)),
                (Some(Expr::Call(row, _)), Some(inner)) => Some(Expr::Call(row, inner)),
                (first, _) => first.cloned(),
            };
            copy = Some(first.into_iter().chain(args.iter().skip(1).cloned()).collect());
        }
        copy.unwrap_or_default()
    }
}

impl PartialEq for Operands {
    fn eq(&self, other: &Self) -> bool {
        let (mut a, mut b) = (self, other);
        loop {
            if a.len() != b.len() || a.get(1..) != b.get(1..) {
                return false;
            }
            match (a.first(), b.first()) {
                (Some(Expr::Operate(own, inner)), Some(Expr::Operate(its, others))) if own == its => (a, b) = (inner, others),
                (Some(Expr::Call(own, inner)), Some(Expr::Call(its, others))) if own == its => (a, b) = (inner, others),
                (Some(Expr::Operate(..) | Expr::Call(..)), _) | (_, Some(Expr::Operate(..) | Expr::Call(..))) => return false,
                (a, b) => return a == b,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin::Operator;

    fn sum(terms: usize) -> Expr {
        let one = || Expr::Number(1.0);
        (1..terms).fold(one(), |so_far, _| Expr::operate(Operator::Add, [so_far, one()]))
    }

    #[test]
    fn a_long_sum_needs_no_stack() {
        let long = sum(1_000_000);
        let copy = long.clone();
        assert!(copy == long);
        assert_eq!(long.evaluate(&mut |_| f64::NAN), 1_000_000.0);
        let mut parts = 0;
        long.walk(&mut |_| parts += 1);
        assert_eq!(parts, 1_999_999);
        assert!(copy != sum(999_999));
    }

    #[test]
    fn copies_and_comparisons_see_every_operand() {
        let x = |value| Expr::Number(value);
        let sum = |a, b| Expr::operate(Operator::Add, [a, b]);
        let less = Expr::operate(Operator::Less, [sum(x(1.0), x(2.0)), x(3.0)]);
        assert_eq!(less.clone(), less);
        for other in [
            Expr::operate(Operator::Less, [sum(x(1.0), x(2.5)), x(3.0)]),
            Expr::operate(Operator::Less, [sum(x(1.0), x(2.0)), x(3.5)]),
            Expr::operate(Operator::Less, [x(1.0), x(3.0)]),
            Expr::operate(Operator::Less, [Expr::operate(Operator::Subtract, [x(1.0), x(2.0)]), x(3.0)]),
            Expr::operate(Operator::Greater, [sum(x(1.0), x(2.0)), x(3.0)]),
        ] {
            assert!(other != less, "{other:?}");
            assert!(less != other, "{other:?}");
        }
        assert_eq!(Operands::default().clone(), Operands::default());
    }
}
