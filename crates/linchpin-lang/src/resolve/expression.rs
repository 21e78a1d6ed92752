//! Expressions: names become ids, units are checked and leave.
//!
//! Comes in: an expression as written and where it stands. Goes out: the same in base units, with its type. Refuses:
//! unknown names, sums and comparisons of unlike units, conditions used as numbers and numbers as conditions. What
//! reads something at fault is itself unknown and reported no further.

use linchpin_core::builtin::Operator;
use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Origin, VarId};
use linchpin_core::unit::{Dimension, Unit};

use super::draft::{Draft, Type, Typed};
use super::unit_table::{TimeFamily, in_base};
use crate::ast::{self, ExprKind, Joined, Sign};

/// Where an expression stands, which decides what it may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// An equation of the model.
    Equation,
    /// The equation of an outcome.
    Outcome,
    /// A clause of a check.
    Clause {
        /// Read at the stop, and so over the whole run.
        at_stop: bool,
        /// Names are means over futures.
        average: bool,
    },
}

/// What is around an expression.
pub(crate) struct Scope {
    pub(crate) ground: Ground,
    /// The variable whose equation this is: links of loops are kept under it.
    pub(crate) owner: Option<VarId>,
    /// Beginning of the names of hidden variables.
    pub(crate) prefix: String,
    /// Where hidden variables come from.
    pub(crate) origin: Origin,
    /// Inside the argument of a reducer.
    pub(crate) in_reducer: bool,
    /// Inside the argument of a function that follows a whole run or remembers: outcomes have no course.
    pub(crate) in_course: bool,
    /// Inside `baseline(..)`.
    pub(crate) in_baseline: bool,
    /// The left side of the comparison that is being read: what `baseline` alone stands for.
    pub(crate) left: Option<Typed>,
    /// Inside the text of a built-in function: its names, and nothing else.
    pub(crate) locals: Option<Vec<(&'static str, Typed)>>,
}

impl Scope {
    /// The equation of a variable.
    pub(crate) fn of(owner: VarId, name: &str, ground: Ground) -> Self {
        Scope {
            ground,
            owner: Some(owner),
            prefix: name.to_owned(),
            origin: Origin::Within(owner),
            in_reducer: false,
            in_course: false,
            in_baseline: false,
            left: None,
            locals: None,
        }
    }

    /// A clause of a check.
    pub(crate) fn clause(at_stop: bool, average: bool) -> Self {
        Scope {
            ground: Ground::Clause { at_stop, average },
            owner: None,
            prefix: "check".into(),
            origin: Origin::Check,
            in_reducer: false,
            in_course: false,
            in_baseline: false,
            left: None,
            locals: None,
        }
    }
}

/// What stands on the left of a sign in a chain: an operand, or the chain so far.
#[derive(Clone, Copy)]
struct Before<'a> {
    first: &'a ast::Expr,
    rest: &'a [Joined],
}

impl Before<'_> {
    fn span(self) -> Span {
        self.rest.last().map_or(self.first.span, |last| self.first.span.to(last.operand.span))
    }

    /// As an expression of its own; a copy, so only for what is reported.
    fn whole(self) -> ast::Expr {
        match self.rest {
            [] => self.first.clone(),
            rest => ast::Expr { kind: ExprKind::Chain(Box::new(self.first.clone()), rest.to_vec()), span: self.span() },
        }
    }
}

/// A number alone, with signs and parentheses at most: it takes the unit of its place.
pub(crate) fn lone(e: &ast::Expr) -> Option<f64> {
    match &e.kind {
        ExprKind::Number { value, unit: None, .. } => Some(*value),
        ExprKind::Negate(inner) => lone(inner).map(|value| -value),
        ExprKind::Group(inner) => lone(inner),
        _ => None,
    }
}

/// The value of an expression that reads nothing.
pub(crate) fn constant(expr: &Expr) -> Option<f64> {
    let mut reads = false;
    let value = expr.evaluate(&mut |_| {
        reads = true;
        f64::NAN
    });
    (!reads).then_some(value)
}

impl Draft<'_> {
    /// A whole equation: a lone number takes the declared unit, anything else must have its dimension.
    pub(crate) fn equation(&mut self, scope: &mut Scope, e: &ast::Expr, unit: Option<&Unit>, whose: &str) -> Expr {
        if let Some(value) = lone(e) {
            return Expr::Number(unit.map_or(f64::NAN, |unit| in_base(value, unit.scale)));
        }
        let typed = self.expression(scope, e);
        let Some(unit) = unit else { return typed.expr };
        match &typed.what {
            Type::Zero | Type::Unknown => {}
            Type::Quantity(given) if *given == unit.dimension => {}
            Type::Quantity(given) => {
                let found = self.equation_mismatch(whose, unit, given, e);
                self.report(found);
            }
            Type::Condition => {
                let found =
                    Diagnostic::error("not-a-number", e.span, format!("{whose} is a number, its equation gives a condition"))
                        .help("say what it is worth: `if ... then 1 else 0`");
                self.report(found);
            }
        }
        typed.expr
    }

    /// A condition, such as what a check claims.
    pub(crate) fn condition(&mut self, scope: &mut Scope, e: &ast::Expr) -> Expr {
        let typed = self.expression(scope, e);
        self.wants_condition(&typed, e.span);
        typed.expr
    }

    /// Any expression.
    pub(crate) fn expression(&mut self, scope: &mut Scope, e: &ast::Expr) -> Typed {
        match &e.kind {
            ExprKind::Number { value, unit: None, .. } if *value == 0.0 => Typed { expr: Expr::Number(*value), what: Type::Zero },
            ExprKind::Number { value, unit: None, .. } => Typed::pure(Expr::Number(*value)),
            ExprKind::Number { value, unit: Some(unit), .. } => match self.unit(unit) {
                Some(unit) => Typed { expr: Expr::Number(in_base(*value, unit.scale)), what: Type::Quantity(unit.dimension) },
                None => Typed::unknown(),
            },
            ExprKind::Date { year, month } => match self.date(*year, *month, e.span) {
                Some(value) => Typed { expr: Expr::Number(value), what: Type::Quantity(self.time_dimension()) },
                None => Typed::unknown(),
            },
            ExprKind::Name(name) => self.name(scope, name),
            ExprKind::Call(name, args) => self.call(scope, name, args, e.span),
            ExprKind::Negate(inner) => {
                let inner = self.number_operand(scope, inner);
                let expr = match inner.expr {
                    Expr::Number(value) => Expr::Number(-value),
                    other => Expr::operate(Operator::Negate, [other]),
                };
                Typed { expr, what: inner.what }
            }
            ExprKind::Not(inner) => {
                let typed = self.expression(scope, inner);
                let known = self.wants_condition(&typed, inner.span);
                Typed {
                    expr: Expr::operate(Operator::Not, [typed.expr]),
                    what: if known { Type::Condition } else { Type::Unknown },
                }
            }
            ExprKind::Chain(first, rest) => self.chain(scope, first, rest),
            ExprKind::Power(base, exponent) => self.power(scope, base, exponent),
            ExprKind::If(condition, yes, no) => {
                let test = self.expression(scope, condition);
                self.wants_condition(&test, condition.span);
                let (a, b) = (self.expression(scope, yes), self.expression(scope, no));
                let what = match unified(&a.what, &b.what) {
                    Some(what) => what,
                    None => {
                        let found = Diagnostic::error(
                            "unit-mismatch",
                            no.span,
                            format!(
                                "the two sides of `if` differ: after `then` it {}, after `else` it {}",
                                self.is_as_written(yes, &a.what),
                                self.is_as_written(no, &b.what)
                            ),
                        )
                        .related(yes.span, format!("this {}", self.is_as_written(yes, &a.what)))
                        .help(self.mend_pair(&a.what, &b.what));
                        let found = self.with_units_of(found, &[yes, no]);
                        self.report(found);
                        Type::Unknown
                    }
                };
                Typed { expr: Expr::operate(Operator::Choose, [test.expr, a.expr, b.expr]), what }
            }
            ExprKind::Group(inner) => self.expression(scope, inner),
        }
    }

    /// A date as time. Only calendar models have dates.
    pub(crate) fn date(&mut self, year: i32, month: u32, span: Span) -> Option<f64> {
        if self.family != TimeFamily::Calendar {
            let found = Diagnostic::error("no-calendar", span, "this model has no calendar, so a date means nothing in it")
                .help("write the time in its unit, or give the time line dates: `time 2026-01 .. 2041-01 by 1 month`");
            self.report(found);
            return None;
        }
        Some(date_value(year, month))
    }

    /// Operands joined from the left, one after the other.
    fn chain(&mut self, scope: &mut Scope, first: &ast::Expr, rest: &[Joined]) -> Typed {
        let mut left = self.expression(scope, first);
        for (at, next) in rest.iter().enumerate() {
            left = self.joined(scope, left, Before { first, rest: &rest[..at] }, next);
        }
        left
    }

    fn joined(&mut self, scope: &mut Scope, left: Typed, before: Before<'_>, next: &Joined) -> Typed {
        let (sign, right) = (next.sign, &next.operand);
        match sign {
            Sign::And | Sign::Or => {
                let b = self.expression(scope, right);
                let known = self.wants_condition(&left, before.span()) & self.wants_condition(&b, right.span);
                Typed {
                    expr: Expr::operate(operator(sign), [left.expr, b.expr]),
                    what: if known { Type::Condition } else { Type::Unknown },
                }
            }
            Sign::Less | Sign::LessEqual | Sign::Greater | Sign::GreaterEqual | Sign::Equal | Sign::NotEqual => {
                let a = self.as_number(left, before.span());
                let outer = scope.left.replace(a.clone());
                let b = self.number_operand(scope, right);
                scope.left = outer;
                self.alike(&a, before, &b, right, "compared");
                Typed { expr: Expr::operate(operator(sign), [a.expr, b.expr]), what: Type::Condition }
            }
            Sign::Add | Sign::Subtract => {
                let (a, b) = (self.as_number(left, before.span()), self.number_operand(scope, right));
                let what = self.alike(&a, before, &b, right, if sign == Sign::Add { "added" } else { "subtracted" });
                Typed { expr: Expr::operate(operator(sign), [a.expr, b.expr]), what }
            }
            Sign::Multiply | Sign::Divide => {
                let (a, b) = (self.as_number(left, before.span()), self.number_operand(scope, right));
                let what = match (dimension(&a.what), dimension(&b.what)) {
                    (Some(a), Some(b)) if sign == Sign::Multiply => Type::Quantity(a.times(&b)),
                    (Some(a), Some(b)) => Type::Quantity(a.over(&b)),
                    _ => Type::Unknown,
                };
                Typed { expr: Expr::operate(operator(sign), [a.expr, b.expr]), what }
            }
        }
    }

    fn power(&mut self, scope: &mut Scope, left: &ast::Expr, right: &ast::Expr) -> Typed {
        let (base, exponent) = (self.number_operand(scope, left), self.number_operand(scope, right));
        let what = match (dimension(&base.what), dimension(&exponent.what)) {
            (_, Some(unit)) if !unit.is_none() => {
                let found = Diagnostic::error(
                    "unit-mismatch",
                    right.span,
                    format!("an exponent is a pure number, this one is in {}", self.units.say(&unit)),
                )
                .help(format!("divide it by a quantity in {}", self.units.say(&unit)));
                let found = self.with_units_of(found, &[right]);
                self.report(found);
                Type::Unknown
            }
            (Some(unit), _) if unit.is_none() => Type::Quantity(unit),
            (Some(unit), Some(_)) => match constant(&exponent.expr).map(|n| raised(&unit, n)) {
                Some(Some(raised)) => Type::Quantity(raised),
                Some(None) => {
                    let found = Diagnostic::error(
                        "unit-mismatch",
                        left.span,
                        format!("{} is in {}, and no unit is that to this power", self.quote(left.span), self.units.say(&unit)),
                    )
                    .help("divide it by a quantity of its own unit first, so that a pure number is raised");
                    let found = self.with_units_of(found, &[left]);
                    self.report(found);
                    Type::Unknown
                }
                None => {
                    let found = Diagnostic::error(
                        "unit-mismatch",
                        left.span,
                        format!(
                            "{} is in {}: only a pure number can be raised to a power that is not a written number",
                            self.quote(left.span),
                            self.units.say(&unit)
                        ),
                    )
                    .help(format!("divide it by a quantity in {} first", self.units.say(&unit)));
                    let found = self.with_units_of(found, &[left]);
                    self.report(found);
                    Type::Unknown
                }
            },
            _ => Type::Unknown,
        };
        Typed { expr: Expr::operate(Operator::Power, [base.expr, exponent.expr]), what }
    }

    /// An operand that must be a number.
    fn number_operand(&mut self, scope: &mut Scope, e: &ast::Expr) -> Typed {
        let typed = self.expression(scope, e);
        self.as_number(typed, e.span)
    }

    fn as_number(&mut self, typed: Typed, span: Span) -> Typed {
        if typed.what == Type::Condition {
            let found =
                Diagnostic::error("not-a-number", span, format!("{} is a condition, here a number is needed", self.quote(span)))
                    .help("say what it is worth: `if ... then 1 else 0`");
            self.report(found);
            return Typed { expr: typed.expr, what: Type::Unknown };
        }
        typed
    }

    /// Reports a number where a condition is needed. False when its type is not a condition.
    pub(crate) fn wants_condition(&mut self, typed: &Typed, span: Span) -> bool {
        if matches!(typed.what, Type::Quantity(_) | Type::Zero) {
            let found = Diagnostic::error(
                "not-a-condition",
                span,
                format!("{} is a number, here a condition is needed", self.quote(span)),
            )
            .help("compare it with something, such as `> 0.5`");
            self.report(found);
        }
        typed.what == Type::Condition
    }

    /// Both sides of a sum or comparison have one dimension.
    fn alike(&mut self, a: &Typed, before: Before<'_>, b: &Typed, right: &ast::Expr, done: &str) -> Type {
        if let Some(what) = unified(&a.what, &b.what) {
            return what;
        }
        let left = &before.whole();
        let joined = match done {
            "compared" => "they cannot be compared".to_owned(),
            "added" => "they cannot be added".to_owned(),
            _ => "one cannot be taken from the other".to_owned(),
        };
        let message = format!(
            "{} {}, {} {}: {joined}",
            self.quote(left.span),
            self.is_as_written(left, &a.what),
            self.quote(right.span),
            self.is_as_written(right, &b.what)
        );
        let found = Diagnostic::error("unit-mismatch", right.span, message)
            .related(left.span, format!("this {}", self.is_as_written(left, &a.what)))
            .help(self.mend_pair(&a.what, &b.what));
        let found = self.with_units_of(found, &[left, right]);
        self.report(found);
        Type::Unknown
    }
}

/// `2030-07` is 2030 and six twelfths.
pub(crate) fn date_value(year: i32, month: u32) -> f64 {
    f64::from(year) + (f64::from(month) - 1.0) / 12.0
}

fn operator(sign: Sign) -> Operator {
    match sign {
        Sign::Or => Operator::Or,
        Sign::And => Operator::And,
        Sign::Less => Operator::Less,
        Sign::LessEqual => Operator::LessEqual,
        Sign::Greater => Operator::Greater,
        Sign::GreaterEqual => Operator::GreaterEqual,
        Sign::Equal => Operator::Equal,
        Sign::NotEqual => Operator::NotEqual,
        Sign::Add => Operator::Add,
        Sign::Subtract => Operator::Subtract,
        Sign::Multiply => Operator::Multiply,
        Sign::Divide => Operator::Divide,
    }
}

/// The dimension of a number; 0 counts as a pure number.
pub(crate) fn dimension(what: &Type) -> Option<Dimension> {
    match what {
        Type::Quantity(dimension) => Some(dimension.clone()),
        Type::Zero => Some(Dimension::NONE),
        Type::Condition | Type::Unknown => None,
    }
}

/// The common type of two sides, `None` when they do not go together.
pub(crate) fn unified(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Unknown, _) | (_, Type::Unknown) => Some(Type::Unknown),
        (Type::Zero, Type::Quantity(_) | Type::Zero) => Some(b.clone()),
        (Type::Quantity(_), Type::Zero) => Some(a.clone()),
        _ => (a == b).then(|| a.clone()),
    }
}

/// A dimension to a written power, where that is a dimension: whole powers, halves, thirds and quarters.
fn raised(unit: &Dimension, exponent: f64) -> Option<Dimension> {
    (1..=4).find_map(|parts| {
        let power = exponent * f64::from(parts);
        let whole = power == power.round() && power.abs() <= 64.0;
        whole.then(|| unit.root(parts).map(|root| root.power(power as i32))).flatten()
    })
}
