//! Names in expressions: what each one reads, and what is said when it reads nothing.
//!
//! Comes in: a name and where it stands. Goes out: a variable, a reading of the clock, the left side of a comparison.
//! Refuses: tables and games without what belongs to them, outcomes in equations, names that nothing has.

use std::collections::HashSet;

use linchpin_core::diagnostic::{Diagnostic, Label, Span};
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::{Kind, Origin, VarId};

use super::draft::{Draft, Symbol, Type, Typed};
use super::expression::{Ground, Scope};
use crate::ast;

/// Readings of the clock with their name and meaning.
pub(crate) const CLOCK_NAMES: [(&str, Clock, &str); 4] = [
    ("time", Clock::Time, "Time at this step; in a calendar model, in years."),
    ("dt", Clock::Step, "Length of a step."),
    ("start_time", Clock::Start, "First time."),
    ("stop_time", Clock::Stop, "Last time."),
];

/// What the rows of functions call the time at which a step began.
const HELD: &str = "step_time";

impl Draft<'_> {
    /// What a name stands for here.
    pub(crate) fn name(&mut self, scope: &mut Scope, name: &ast::Name) -> Typed {
        if let Some(locals) = &scope.locals {
            if let Some((_, typed)) = locals.iter().find(|(local, _)| *local == name.text) {
                return typed.clone();
            }
            if name.text == HELD {
                return Typed { expr: Expr::Clock(Clock::Held), what: Type::Quantity(self.time_dimension()) };
            }
            return self.clock(&name.text).unwrap_or_else(Typed::unknown);
        }
        if name.text == "baseline" {
            return self.baseline_alone(scope, name.span);
        }
        if let Some(reading) = self.clock(&name.text) {
            return reading;
        }
        match self.symbols.get(&name.text).copied() {
            Some(Symbol::Variable(id)) => {
                if let Some(owner) = scope.owner {
                    self.links.entry((owner, id)).or_insert(name.span);
                }
                if matches!(self.variables[id.idx()].kind, Kind::Outcome { .. }) && !self.outcome_may_stand(scope, name) {
                    return Typed::unknown();
                }
                Typed { expr: Expr::Variable(id), what: self.type_of(id) }
            }
            Some(Symbol::Table(_)) => {
                let found = Diagnostic::error(
                    "table-alone",
                    name.span,
                    format!("`{}` is a table: it has a value only at a point", name.text),
                )
                .help(format!("write the point after it: `{}(time)`", name.text));
                self.report(found);
                Typed::unknown()
            }
            Some(Symbol::Game(_)) => {
                let example = self.example_chance(&name.text);
                let found =
                    Diagnostic::error("game-alone", name.span, format!("`{}` is a game: it has no value of its own", name.text))
                        .help(format!("name one of its chances or values, such as `{example}`"));
                self.report(found);
                Typed::unknown()
            }
            None => {
                self.unknown_name(name);
                Typed::unknown()
            }
        }
    }

    fn clock(&self, name: &str) -> Option<Typed> {
        let (_, reading, _) = CLOCK_NAMES.iter().find(|(known, ..)| *known == name)?;
        Some(Typed { expr: Expr::Clock(*reading), what: Type::Quantity(self.time_dimension()) })
    }

    /// Outcomes are read once, at the stop.
    fn outcome_may_stand(&mut self, scope: &Scope, name: &ast::Name) -> bool {
        let (message, help) = match scope.ground {
            _ if scope.in_course => (
                format!("`{}` is an outcome, one number a run: it has no course", name.text),
                "name the variable that the outcome is made of",
            ),
            Ground::Outcome | Ground::Clause { at_stop: true, .. } => return true,
            Ground::Clause { .. } => (
                format!("`{}` is an outcome: it is known at the stop only", name.text),
                "leave out the time of this clause, or name a variable",
            ),
            Ground::Equation => (
                format!("`{}` is an outcome: it is read after the run, so no equation can use it", name.text),
                "use the variables that it is made of",
            ),
        };
        self.report(Diagnostic::error("outcome-in-equation", name.span, message).help(help));
        false
    }

    fn baseline_alone(&mut self, scope: &Scope, span: Span) -> Typed {
        let fault = match (&scope.ground, &scope.left) {
            (Ground::Clause { .. }, _) if scope.in_baseline || scope.in_reducer => {
                ("`baseline` stands inside another function here", "write `baseline(x)` with all that is meant inside it")
            }
            // A left side that holds what stands for left sides would double with each comparison in it.
            (Ground::Clause { .. }, Some(left)) if reads_baseline(&left.expr) => (
                "`baseline` alone means the left side in the comparison run, and this left side reads that run already",
                "say of what: `baseline(x)`",
            ),
            (Ground::Clause { .. }, Some(left)) => {
                return Typed { expr: Expr::Baseline(Box::new(left.expr.clone())), what: left.what.clone() };
            }
            (Ground::Clause { .. }, None) => (
                "`baseline` alone means the left side of a comparison, and there is none before it",
                "say of what: `baseline(x)`",
            ),
            _ => ("`baseline` has a meaning in checks only", "in an equation use `initial(x)` for the value at the first step"),
        };
        self.report(Diagnostic::error("misplaced-baseline", span, fault.0).help(fault.1));
        Typed::unknown()
    }

    /// Reports a name that nothing has, with the nearest that something has.
    pub(crate) fn unknown_name(&mut self, name: &ast::Name) {
        let first = name.text.split('.').next().unwrap_or("");
        if self.shadows.contains(&name.text) || self.shadows.contains(first) || self.broken_games.contains(first) {
            return;
        }
        // A letter that no name has was reported where it stands.
        if !name.text.is_ascii() {
            return;
        }
        let mut found = Diagnostic::error("unknown-name", name.span, format!("`{}` is not defined", name.text));
        let help = if self.units.knows(&name.text) {
            format!("`{}` is a unit: write a number before it, such as `1 {}`", name.text, name.text)
        } else if linchpin_core::builtin::find(&name.text, 1).is_some() {
            format!("`{}` is a function: write its arguments in parentheses", name.text)
        } else {
            match self.nearest(&name.text, self.symbols.keys().map(String::as_str).chain(CLOCK_NAMES.iter().map(|row| row.0))) {
                Some(near) => {
                    if let Some(place) = self.place_of(near) {
                        found = found.related(place, format!("`{near}` is defined here"));
                    }
                    format!("did you mean `{near}`?")
                }
                None if matches!(self.symbols.get(first), Some(Symbol::Game(_))) => {
                    format!("the game `{first}` has chances such as `{}`", self.example_chance(first))
                }
                None => format!("define it, for instance `aux {} : 1 = ...`", name.text),
            }
        };
        let meant = match found.related.is_empty() {
            true => None,
            false => help.split('`').nth(1).and_then(|near| self.symbols.get(near)).copied(),
        };
        if let (Some(Symbol::Variable(id)), 0) = (meant, self.muted) {
            self.resembling.push((self.out.len(), name.text.clone(), id));
        }
        self.report(found.help(help));
    }

    /// Where a name is missing in several places and the one that resembles it is used nowhere, the slip is where that
    /// one is defined.
    pub(crate) fn turn_to_definitions(&mut self, used: &HashSet<VarId>) {
        for (at, name, id) in std::mem::take(&mut self.resembling) {
            let again = self
                .out
                .iter()
                .filter(|d| d.code == "unknown-name" && d.message.starts_with(&format!("`{name}` is not defined")))
                .count();
            if used.contains(&id) || again < 2 {
                continue;
            }
            let variable = &self.variables[id.idx()];
            if variable.origin != Origin::Written {
                continue;
            }
            let (place, near) = (variable.name_span, variable.name.clone());
            if let Some(fault) = self.out.get_mut(at) {
                let use_place = std::mem::replace(&mut fault.span, place);
                fault.related.clear();
                fault.related.push(Label { span: use_place, text: format!("`{name}` is used here") });
                fault.message = format!("`{name}` is not defined; `{near}`, defined here, is used nowhere");
                fault.help = Some(format!("did you mean `{name}` here?"));
            }
        }
    }

    /// Where something with a value is defined.
    pub(crate) fn place_of(&self, name: &str) -> Option<Span> {
        match self.symbols.get(name)? {
            Symbol::Variable(id) => Some(self.variables[id.idx()].name_span),
            Symbol::Table(id) => self.table_places.get(id.idx()).copied(),
            Symbol::Game(_) => None,
        }
    }

    /// One chance of a game, to show how its numbers are named.
    fn example_chance(&self, game: &str) -> String {
        let within = format!("{game}.");
        let chance = self.variables.iter().find(|v| {
            !v.hidden
                && v.name.starts_with(&within)
                && !v.name.starts_with(&format!("{within}reach."))
                && !v.name.starts_with(&format!("{within}value."))
        });
        chance.map_or_else(|| format!("{game}.NODE.ACTION"), |v| v.name.clone())
    }
}

/// True when a part of it is read in the comparison run.
fn reads_baseline(e: &Expr) -> bool {
    let mut found = false;
    e.walk(&mut |part| found |= matches!(part, Expr::Baseline(_)));
    found
}
