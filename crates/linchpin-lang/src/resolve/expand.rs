//! Functions with memory and reducers: the hidden variables that they stand for.
//!
//! Comes in: a row with arguments that fit. Goes out: an expression that reads hidden stocks and cells. The row's text
//! sees its parameters and cells only, and an argument used more than once is computed once.

use linchpin_core::builtin::{Body, Builtin, Special};
use linchpin_core::diagnostic::Span;
use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Memory, Origin};
use linchpin_core::unit::Dimension;

use super::draft::{Draft, Type, Typed};
use super::expression::Scope;
use crate::ast::{self, ExprKind};

impl Draft<'_> {
    /// A call as an expression; `what` is the type of its result.
    pub(crate) fn build(&mut self, scope: &Scope, row: &'static Builtin, args: Vec<Typed>, what: Type, span: Span) -> Typed {
        let in_check = scope.origin == Origin::Check && !matches!(row.body, Body::Kernel(_));
        let key: Vec<Expr> = args.iter().map(|arg| arg.expr.clone()).collect();
        if in_check && let Some((.., known)) = self.shared.iter().find(|(other, exprs, _)| *other == row && *exprs == key) {
            return known.clone();
        }
        let expr = match row.body {
            Body::Kernel(_) => folded(row, args),
            Body::Draw(_) => {
                let stream = self.fresh(&format!("{}.{}", scope.prefix, row.name));
                Expr::Draw(row, key.clone(), stream)
            }
            Body::Text(text) => self.written_out(scope, row, args, &[], text, span),
            Body::Stocks(cells, value) => {
                let texts: Vec<(&'static str, &'static str, &'static str)> =
                    cells.iter().map(|cell| (cell.name, cell.start, cell.change)).collect();
                self.written_out(scope, row, args, &texts, value, span)
            }
            Body::Special(special) => self.special(scope, row, special, args, &what, span),
        };
        let typed = Typed { expr, what };
        if in_check {
            self.shared.push((row, key, typed.clone()));
        }
        typed
    }

    /// A row that is text: parameters and cells by name, nothing else.
    fn written_out(
        &mut self,
        scope: &Scope,
        row: &'static Builtin,
        args: Vec<Typed>,
        cells: &[(&'static str, &'static str, &'static str)],
        value: &'static str,
        span: Span,
    ) -> Expr {
        let name = format!("{}.{}", scope.prefix, row.name);
        // The name is taken only when something gets it: `step` and its kind leave none behind.
        let base = if cells.is_empty() { name } else { self.fresh(&name) };
        let mut inner = Scope {
            ground: scope.ground,
            owner: None,
            prefix: base.clone(),
            origin: scope.origin,
            in_reducer: false,
            in_course: false,
            in_baseline: false,
            left: None,
            locals: Some(Vec::new()),
        };
        let texts = || cells.iter().flat_map(|(_, start, change)| [*start, *change]).chain([value]);
        let defaults = row.params.iter().skip(args.len()).filter_map(|param| param.default);
        let n_given = args.len();
        let bound: Vec<Option<Dimension>> = args
            .iter()
            .map(|arg| match &arg.what {
                Type::Quantity(dimension) => Some(dimension.clone()),
                _ => None,
            })
            .collect();
        for (param, arg) in row.params.iter().zip(args) {
            let uses: usize =
                texts().chain(defaults.clone()).map(|text| self.text(text).map_or(0, |e| count(&e, param.name))).sum();
            let plain = matches!(arg.expr, Expr::Number(_) | Expr::Variable(_) | Expr::Clock(_));
            let arg = if uses < 2 || plain || arg.what == Type::Condition {
                arg
            } else {
                let hidden = self.fresh(&format!("{base}.{}", param.name));
                let id = self.hide(hidden, Kind::Auxiliary(arg.expr), &arg.what, scope.origin, span);
                Typed { expr: Expr::Variable(id), what: arg.what }
            };
            push(&mut inner, param.name, arg);
        }
        self.muted += 1;
        for param in row.params.iter().skip(n_given) {
            let mut typed = param.default.map_or_else(Typed::unknown, |text| self.local(&mut inner, text));
            if let Some(dimension) = self.dimension_by(param.unit, &bound) {
                typed.what = Type::Quantity(dimension);
            }
            push(&mut inner, param.name, typed);
        }
        let mut starts = Vec::new();
        for (cell, start, _) in cells {
            let start = self.local(&mut inner, start);
            let hidden = if cells.len() == 1 { base.clone() } else { self.fresh(&format!("{base}.{cell}")) };
            let placeholder = Kind::Auxiliary(Expr::Number(f64::NAN));
            let id = self.hide(hidden, placeholder, &start.what, scope.origin, span);
            push(&mut inner, cell, Typed { expr: Expr::Variable(id), what: start.what.clone() });
            starts.push((id, start));
        }
        for ((id, start), (_, _, change)) in starts.into_iter().zip(cells) {
            let change = self.local(&mut inner, change);
            if let (Type::Zero, Type::Quantity(rate)) = (&start.what, &change.what) {
                let unit = self.units.plain(&rate.times(&self.time_dimension()));
                self.variables[id.idx()].unit = unit;
            }
            self.variables[id.idx()].kind = Kind::Stock { start: start.expr, change: change.expr, within: (None, None) };
        }
        let value = self.local(&mut inner, value);
        self.muted -= 1;
        value.expr
    }

    fn special(
        &mut self,
        scope: &Scope,
        row: &'static Builtin,
        special: Special,
        args: Vec<Typed>,
        what: &Type,
        span: Span,
    ) -> Expr {
        let mut inner = Scope { locals: Some(Vec::new()), ..Scope::clause(true, false) };
        let n_given = args.len();
        let mut exprs = Vec::new();
        for (param, arg) in row.params.iter().zip(args) {
            exprs.push(arg.expr.clone());
            push(&mut inner, param.name, arg);
        }
        self.muted += 1;
        for param in row.params.iter().skip(n_given) {
            exprs.push(param.default.map_or_else(Typed::unknown, |text| self.local(&mut inner, text)).expr);
        }
        self.muted -= 1;
        let mut exprs = exprs.into_iter();
        let mut next = || exprs.next().unwrap_or(Expr::Number(f64::NAN));
        let memory = match special {
            Special::Initial if scope.origin == Origin::Check => {
                let name = self.fresh(&format!("{}.{}", scope.prefix, row.name));
                return Expr::Variable(self.hide(
                    name,
                    Kind::Auxiliary(Expr::Initial(Box::new(next()))),
                    what,
                    scope.origin,
                    span,
                ));
            }
            Special::Initial => return Expr::Initial(Box::new(next())),
            Special::Spread => return Expr::Spread(Box::new(next())),
            Special::Previous => Memory::Previous { input: next(), start: next() },
            Special::DelayFixed => Memory::DelayFixed { input: next(), delay: next(), start: next() },
            Special::Least => Memory::Least(next()),
            Special::Greatest => Memory::Greatest(next()),
            Special::First => Memory::First(next()),
        };
        let name = self.fresh(&format!("{}.{}", scope.prefix, row.name));
        Expr::Variable(self.hide(name, Kind::Memory(memory), what, scope.origin, span))
    }

    /// A text of a row, resolved among its own names.
    fn local(&mut self, scope: &mut Scope, text: &'static str) -> Typed {
        match self.text(text) {
            Some(e) => self.expression(scope, &e),
            None => Typed::unknown(),
        }
    }

    fn text(&mut self, text: &'static str) -> Option<ast::Expr> {
        self.texts.entry(text).or_insert_with(|| crate::parser::expression(text)).clone()
    }
}

fn push(scope: &mut Scope, name: &'static str, typed: Typed) {
    if let Some(locals) = &mut scope.locals {
        locals.push((name, typed));
    }
}

/// A function of this instant; more arguments than parameters are folded from the left.
fn folded(row: &'static Builtin, args: Vec<Typed>) -> Expr {
    let n_params = row.params.len();
    let mut rest = args.into_iter().map(|arg| arg.expr);
    let first: Vec<Expr> = rest.by_ref().take(n_params).collect();
    rest.fold(Expr::Call(row, first.into()), |so_far, more| Expr::Call(row, [so_far, more].into()))
}

/// How often a name stands in an expression.
fn count(e: &ast::Expr, name: &str) -> usize {
    match &e.kind {
        ExprKind::Number { .. } | ExprKind::Date { .. } => 0,
        ExprKind::Name(other) => usize::from(other.text == name),
        ExprKind::Call(_, args) => args.iter().map(|arg| count(arg, name)).sum(),
        ExprKind::Negate(x) | ExprKind::Not(x) | ExprKind::Group(x) => count(x, name),
        ExprKind::Chain(first, rest) => {
            count(first, name) + rest.iter().map(|joined| count(&joined.operand, name)).sum::<usize>()
        }
        ExprKind::Power(base, exponent) => count(base, name) + count(exponent, name),
        ExprKind::If(a, b, c) => count(a, name) + count(b, name) + count(c, name),
    }
}
