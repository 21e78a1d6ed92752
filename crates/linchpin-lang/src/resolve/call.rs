//! Calls: the row or table that a name stands for, with its arguments counted and their units checked.
//!
//! Comes in: a name with arguments. Goes out: the call resolved. Refuses: unknown functions, wrong numbers of arguments,
//! units that the row does not take, reducers outside outcomes and checks.

use linchpin_core::builtin::{self, Builtin, Place, UnitRule};
use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::expr::Expr;
use linchpin_core::model::TableId;
use linchpin_core::unit::Dimension;

use super::draft::{Draft, Symbol, Type, Typed};
use super::expression::{Ground, Scope, constant};
use crate::ast;

impl Draft<'_> {
    /// A function or table with its arguments.
    pub(crate) fn call(&mut self, scope: &mut Scope, name: &ast::Name, args: &[ast::Expr], span: Span) -> Typed {
        if scope.locals.is_none() {
            if name.text == "baseline" {
                return self.baseline_of(scope, args, span);
            }
            match self.symbols.get(&name.text).copied() {
                Some(Symbol::Table(id)) => return self.lookup(scope, id, name, args),
                Some(symbol) if builtin::find(&name.text, args.len()).is_none() => {
                    let what = if matches!(symbol, Symbol::Game(_)) { "a game" } else { "a variable" };
                    let found =
                        Diagnostic::error("not-a-function", name.span, format!("`{}` is {what}, not a function", name.text))
                            .help(format!("to multiply, write `{} * (...)`", name.text));
                    self.report(found);
                    return self.faulty(scope, args);
                }
                _ => {}
            }
        }
        let Some(row) = builtin::find(&name.text, args.len()) else {
            self.unknown_function(name);
            return self.faulty(scope, args);
        };
        if !self.right_number(row, name, args) || !self.may_stand(scope, row, name, args.len()) {
            return self.faulty(scope, args);
        }
        let outer = (scope.in_reducer, scope.in_course);
        scope.in_reducer |= row.place == Place::Outcomes && scope.locals.is_none();
        scope.in_course |= !matches!(row.body, builtin::Body::Kernel(_) | builtin::Body::Special(builtin::Special::Spread));
        let typed: Vec<Typed> = args.iter().map(|arg| self.expression(scope, arg)).collect();
        (scope.in_reducer, scope.in_course) = outer;
        self.meaningful(row, &typed, args);
        let what = self.fit(row, &typed, args, span);
        if !matches!(what, Type::Unknown) {
            self.outlasts_a_step(row, &typed, args);
        }
        self.build(scope, row, typed, what, span)
    }

    /// Looks at the arguments of a call that is at fault, so that their own faults are found too.
    fn faulty(&mut self, scope: &mut Scope, args: &[ast::Expr]) -> Typed {
        for arg in args {
            self.expression(scope, arg);
        }
        Typed::unknown()
    }

    fn lookup(&mut self, scope: &mut Scope, id: TableId, name: &ast::Name, args: &[ast::Expr]) -> Typed {
        let [point] = args else {
            let found = Diagnostic::error(
                "wrong-arguments",
                name.span,
                format!("the table `{}` is read at one point, here are {}", name.text, args.len()),
            )
            .help(format!("write `{}(x)`", name.text));
            self.report(found);
            return self.faulty(scope, args);
        };
        let x = self.expression(scope, point);
        let known = !self.unitless_tables.contains(&id);
        let (x_unit, y_unit) = {
            let table = &self.tables[id.idx()];
            (table.x_unit.clone(), table.y_unit.clone())
        };
        match &x.what {
            Type::Condition => {
                let found = Diagnostic::error(
                    "not-a-number",
                    point.span,
                    format!("{} is a condition, the table `{}` is read at a number", self.quote(point.span), name.text),
                )
                .help("name the quantity that the table's points are of");
                self.report(found);
            }
            Type::Quantity(given) if known && *given != x_unit.dimension => {
                let wanted = if x_unit.dimension.is_none() { "pure numbers".to_owned() } else { x_unit.text.clone() };
                let found = Diagnostic::error(
                    "unit-mismatch",
                    point.span,
                    format!(
                        "the points of `{}` are in {wanted}, {} {}",
                        name.text,
                        self.quote(point.span),
                        self.is_as_written(point, &x.what)
                    ),
                )
                .related(
                    self.table_places[id.idx()],
                    format!("`{}` is declared from {} to {}", name.text, x_unit.text, y_unit.text),
                )
                .help(self.mend(&x_unit.dimension, given, point, false));
                let found = self.with_units_of(found, &[point]);
                self.report(found);
            }
            _ => {}
        }
        let what = if known { Type::Quantity(y_unit.dimension) } else { Type::Unknown };
        Typed { expr: Expr::Lookup(id, Box::new(x.expr)), what }
    }

    fn baseline_of(&mut self, scope: &mut Scope, args: &[ast::Expr], span: Span) -> Typed {
        let fault = match (scope.ground, args) {
            (Ground::Clause { .. }, [_]) if scope.in_reducer || scope.in_baseline => {
                Some(("`baseline` stands inside another function here", "put the function inside: `baseline(mean(x))`"))
            }
            (Ground::Clause { .. }, [_]) => None,
            (Ground::Clause { .. }, _) => {
                Some(("`baseline` takes one argument, or none", "write `baseline(x)`, or `baseline` for the left side"))
            }
            _ => Some((
                "`baseline` has a meaning in checks only",
                "in an equation use `initial(x)` for the value at the first step",
            )),
        };
        if let Some((message, help)) = fault {
            self.report(Diagnostic::error("misplaced-baseline", span, message).help(help));
            return Typed::unknown();
        }
        scope.in_baseline = true;
        let inner = self.expression(scope, &args[0]);
        scope.in_baseline = false;
        Typed { expr: Expr::Baseline(Box::new(inner.expr)), what: inner.what }
    }

    fn unknown_function(&mut self, name: &ast::Name) {
        if self.shadows.contains(&name.text) {
            return;
        }
        let tables = self.symbols.iter().filter(|(_, symbol)| matches!(symbol, Symbol::Table(_))).map(|(name, _)| name.as_str());
        let known = builtin::all().map(|row| row.name).chain(tables);
        let found = Diagnostic::error("unknown-function", name.span, format!("there is no function or table `{}`", name.text));
        let mut found = found;
        let help = if self.units.knows(&name.text) {
            format!("`{}` is a unit: it stands after a number", name.text)
        } else {
            match self.nearest(&name.text, known) {
                Some(near) => {
                    if let Some(place) = self.place_of(near) {
                        found = found.related(place, format!("`{near}` is defined here"));
                    }
                    format!("did you mean `{near}`?")
                }
                None => {
                    format!("define it as a table, `table {} (x unit) -> y unit`, or use a function of the language", name.text)
                }
            }
        };
        self.report(found.help(help));
    }

    fn right_number(&mut self, row: &'static Builtin, name: &ast::Name, args: &[ast::Expr]) -> bool {
        let (least, most) = row.arity();
        if args.len() >= least && most.is_none_or(|most| args.len() <= most) {
            return true;
        }
        let takes = match most {
            None => format!("{least} or more arguments"),
            Some(1) => "one argument".into(),
            Some(most) if most == least => format!("{least} arguments"),
            Some(most) if most == least + 1 => format!("{least} or {most} arguments"),
            Some(most) => format!("{least} to {most} arguments"),
        };
        let found =
            Diagnostic::error("wrong-arguments", name.span, format!("`{}` takes {takes}, here are {}", row.name, args.len()))
                .help(format!("write `{}`", signature(row)));
        self.report(found);
        false
    }

    fn may_stand(&mut self, scope: &Scope, row: &'static Builtin, name: &ast::Name, n_args: usize) -> bool {
        if scope.locals.is_some() {
            return true;
        }
        let fault = match (row.place, scope.ground) {
            (Place::Anywhere, _) => {
                let draws = matches!(row.body, builtin::Body::Draw(_)) && scope.ground != Ground::Equation;
                draws.then(|| {
                    (
                        "misplaced-draw",
                        format!("`{}` draws a number in each step, and this is no equation of a step", row.name),
                        "draw it in an `aux` and name that".to_owned(),
                    )
                })
            }
            (Place::Outcomes, Ground::Equation) => {
                let help = if matches!(row.name, "min" | "max") && n_args == 1 {
                    format!("with one argument `{0}` runs over the whole run; to compare two things write `{0}(x, y)`", row.name)
                } else {
                    "use it in an `outcome`; in an equation a stock keeps a running total".to_owned()
                };
                Some((
                    "misplaced-reducer",
                    format!("`{}` makes one number of a whole run: it stands in outcomes and checks only", row.name),
                    help,
                ))
            }
            (Place::Outcomes, _) if scope.in_reducer => Some((
                "misplaced-reducer",
                format!("`{}` stands inside another reducer: there is one number a run, with no course to reduce", row.name),
                "take one of the two away".to_owned(),
            )),
            (Place::Outcomes, Ground::Clause { at_stop: false, .. }) => Some((
                "misplaced-reducer",
                format!("`{}` speaks of the whole run, so it is read at the stop", row.name),
                "leave out the time of this clause".to_owned(),
            )),
            (Place::Outcomes, _) => None,
            (Place::Checks, Ground::Clause { average: true, .. }) if !scope.in_reducer => None,
            (Place::Checks, _) => Some((
                "misplaced-spread",
                format!("`{}` is taken over futures: it stands in clauses `on average` only, outside reducers", row.name),
                "end the clause with `on average`".to_owned(),
            )),
        };
        let Some((code, message, help)) = fault else { return true };
        self.report(Diagnostic::error(code, name.span, message).help(help));
        false
    }

    /// Refuses written numbers with which a function can never mean anything: times and spreads below zero.
    fn meaningful(&mut self, row: &'static Builtin, args: &[Typed], written: &[ast::Expr]) {
        for ((param, arg), text) in row.params.iter().zip(args).zip(written) {
            let Some(value) = constant(&arg.expr) else { continue };
            // A fixed delay of nothing waits for the next step; the others divide by their time.
            let waits = matches!(row.body, builtin::Body::Special(builtin::Special::DelayFixed));
            let (fault, least) = match param.name {
                "tau" if waits => (value < 0.0, "zero or above"),
                "tau" => (value <= 0.0, "above zero"),
                "width" | "interval" | "sd" => (value < 0.0, "zero or above"),
                _ => continue,
            };
            if fault {
                let found = Diagnostic::error(
                    "impossible-number",
                    text.span,
                    format!("`{}` of `{}` must be {least}, {} is not", param.name, row.name, self.quote(text.span)),
                )
                .help(format!("write a number {least}"));
                self.report(found);
            }
        }
    }

    /// Checks the units of arguments against the row and gives the type of the result.
    fn fit(&mut self, row: &'static Builtin, args: &[Typed], written: &[ast::Expr], whole: Span) -> Type {
        // The dimension that each parameter turned out to have; literal zeros leave it open.
        let mut bound: Vec<Option<Dimension>> = vec![None; row.params.len()];
        let mut faulty = false;
        let last = row.params.len().saturating_sub(1);
        for (at, (arg, text)) in args.iter().zip(written).enumerate() {
            let span = &text.span;
            let rule = row.params[at.min(last)].unit;
            let param = row.params[at.min(last)].name;
            let wants_condition = rule == UnitRule::Condition;
            match &arg.what {
                Type::Unknown => faulty = true,
                Type::Condition if !wants_condition => {
                    faulty = true;
                    let found = Diagnostic::error(
                        "not-a-number",
                        *span,
                        format!("{} is a condition, `{param}` of `{}` is a number", self.quote(*span), row.name),
                    )
                    .help("say what it is worth: `if ... then 1 else 0`");
                    self.report(found);
                }
                Type::Condition => {}
                Type::Quantity(_) | Type::Zero if wants_condition => {
                    faulty = true;
                    self.wants_condition(arg, *span);
                }
                Type::Zero => {}
                Type::Quantity(given) => {
                    let group = match rule {
                        UnitRule::SameAs(of) => of,
                        _ => at.min(last),
                    };
                    let wanted = match rule {
                        UnitRule::SameAs(of) => bound.get(of).cloned().flatten(),
                        UnitRule::Any | UnitRule::Condition => None,
                        other => self.dimension_by(other, &bound),
                    };
                    match wanted {
                        Some(wanted) if wanted != *given => {
                            faulty = true;
                            let found = self.argument_mismatch(row, at, rule, &wanted, arg, written);
                            self.report(found);
                        }
                        _ => bound[group] = Some(given.clone()),
                    }
                }
            }
        }
        match row.result {
            UnitRule::None => Type::Quantity(Dimension::NONE),
            UnitRule::Time | UnitRule::PerTime => self.dimension_by(row.result, &bound).map_or(Type::Unknown, Type::Quantity),
            UnitRule::Condition => Type::Condition,
            _ if faulty => Type::Unknown,
            UnitRule::Any => Type::Unknown,
            UnitRule::SameAs(of) => bound.get(of).cloned().flatten().map_or(Type::Zero, Type::Quantity),
            UnitRule::OverTime(of) | UnitRule::TimesTime(of) => match bound.get(of).cloned().flatten() {
                Some(_) => self.dimension_by(row.result, &bound).map_or(Type::Unknown, Type::Quantity),
                None => Type::Zero,
            },
            UnitRule::Root(of) => match bound.get(of).cloned().flatten() {
                None => Type::Zero,
                Some(given) => match given.root(2) {
                    Some(root) => Type::Quantity(root),
                    None => {
                        let found = Diagnostic::error(
                            "unit-mismatch",
                            whole,
                            format!("`{}` halves dimensions, and {} has no half", row.name, self.units.say(&given)),
                        )
                        .help("divide its argument by a quantity of its own unit first");
                        let found = self.with_units_of(found, &written.iter().collect::<Vec<_>>());
                        self.report(found);
                        Type::Unknown
                    }
                },
            },
        }
    }

    fn argument_mismatch(
        &self,
        row: &Builtin,
        at: usize,
        rule: UnitRule,
        wanted: &Dimension,
        arg: &Typed,
        written: &[ast::Expr],
    ) -> Diagnostic {
        let span = written[at].span;
        let param = row.params[at.min(row.params.len().saturating_sub(1))].name;
        let here = format!("{} {}", self.quote(span), self.is_as_written(&written[at], &arg.what));
        let as_wanted = Type::Quantity(wanted.clone());
        let message = match rule {
            UnitRule::None => format!("`{}` takes a pure number, {here}", row.name),
            UnitRule::Time => format!("`{param}` of `{}` is a time, {here}", row.name),
            UnitRule::SameAs(of) => {
                let other = written.get(of).map_or_else(
                    || format!("`{}` {}", row.params[of].name, self.is(&as_wanted)),
                    |other| format!("{} {}", self.quote(other.span), self.is_as_written(other, &as_wanted)),
                );
                format!("`{param}` of `{}` has the unit of `{}`: {other}, {here}", row.name, row.params[of].name)
            }
            _ => format!("`{param}` of `{}` is in {}, {here}", row.name, self.units.say(wanted)),
        };
        let given = match &arg.what {
            Type::Quantity(given) => given.clone(),
            _ => Dimension::NONE,
        };
        let help = match rule {
            UnitRule::None => format!("divide it by a quantity in {}, so that a pure number is left", self.units.say(&given)),
            UnitRule::Time if given.is_none() => {
                format!("write the unit after the number, such as `1 {}`", self.units.say(wanted))
            }
            _ => self.mend_pair(&Type::Quantity(wanted.clone()), &arg.what),
        };
        let found = Diagnostic::error("unit-mismatch", span, message).help(help);
        let found = self.with_units_of(found, &[&written[at]]);
        match rule {
            UnitRule::SameAs(of) => match written.get(of) {
                Some(first) => {
                    let found = found.related(first.span, format!("this {}", self.is_as_written(first, &as_wanted)));
                    self.with_units_of(found, &[first])
                }
                None => found,
            },
            _ => found,
        }
    }

    /// The dimension that a rule asks for, given those of the other parameters.
    pub(crate) fn dimension_by(&self, rule: UnitRule, bound: &[Option<Dimension>]) -> Option<Dimension> {
        let of = |at: usize| bound.get(at).cloned().flatten();
        let time = self.time_dimension();
        match rule {
            UnitRule::Any | UnitRule::Condition => None,
            UnitRule::None => Some(Dimension::NONE),
            UnitRule::SameAs(at) => of(at),
            UnitRule::Time => Some(time),
            UnitRule::PerTime => Some(Dimension::NONE.over(&time)),
            UnitRule::OverTime(at) => of(at).map(|dimension| dimension.over(&time)),
            UnitRule::TimesTime(at) => of(at).map(|dimension| dimension.times(&time)),
            UnitRule::Root(at) => of(at).and_then(|dimension| dimension.root(2)),
        }
    }
}

/// A function with its parameters, such as `smooth(x, tau, start)`; what may be left out has its default after `=`.
pub(crate) fn signature(row: &Builtin) -> String {
    let mut params: Vec<String> = row
        .params
        .iter()
        .map(|param| match param.default {
            Some(default) => format!("{} = {default}", param.name),
            None => param.name.to_owned(),
        })
        .collect();
    if row.variadic {
        params.push("...".into());
    }
    format!("{}({})", row.name, params.join(", "))
}
