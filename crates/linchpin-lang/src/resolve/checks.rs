//! Checks: behaviour tests in the analyst's words.
//!
//! Comes in: `check` statements. Goes out: settings, comparison and clauses, with reducers as hidden variables that
//! equal clauses share. Refuses: dates outside the horizon, shares that are none, steps that do not divide.

use linchpin_core::diagnostic::Diagnostic;
use linchpin_core::model::{Across, Check, Clause, PolicyId, When};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item};
use super::expression::Scope;
use super::names::Names;
use super::settings::Setter;
use crate::ast::{AcrossText, Body, ClauseText, WhenText};

/// Futures of a check that does not say how many.
const FUTURES: u32 = 600;

impl Draft<'_> {
    /// A behaviour test.
    pub(crate) fn check(&mut self, item: &Item<'_>, names: &Names) -> Option<Check> {
        let Body::Check { futures, policy, step, no_events, when, against, then } = &item.statement.body else { return None };
        let n_futures = match futures {
            None => FUTURES,
            Some(e) => match self.number(e, Some(&Unit::none()), "the number of futures") {
                Some(n) if (1.0..=1e9).contains(&n) && n == n.trunc() => n as u32,
                Some(_) => {
                    self.report(
                        Diagnostic::error("bad-number", e.span, "the number of futures is a whole number from 1 up")
                            .help("write for instance `futures 600`"),
                    );
                    FUTURES
                }
                None => FUTURES,
            },
        };
        let policy = policy.as_ref().and_then(|policy| names.policies.find(policy, self)).map(PolicyId);
        let dt = step.as_ref().and_then(|e| {
            let time = self.time.unit.clone();
            let dt = self.number(e, Some(&time), "the step of this check")?;
            if dt > 0.0 && self.time.with_step(dt).is_some() {
                return Some(dt);
            }
            let found = Diagnostic::error(
                "time-line",
                e.span,
                "the step of this check does not divide the horizon and the record spacing",
            )
            .help(format!("take a whole part of the model's step, which is {}", self.figure_of_time(self.time.dt, &time)));
            self.report(found);
            None
        });
        let when = self.settings(when, Setter::Check, "check");
        let against = self.settings(against, Setter::Check, "check");
        if then.is_empty() {
            let found = Diagnostic::error("empty-check", item.statement.keyword, "this check claims nothing")
                .help("add what must hold: `then CONDITION`");
            self.report(found);
        }
        let then = then.iter().map(|clause| self.clause(clause)).collect();
        let title = item.statement.title.as_ref().map_or_else(String::new, |title| title.text.clone());
        Some(Check {
            title,
            futures: n_futures,
            policy,
            dt,
            no_events: no_events.is_some(),
            when,
            against,
            then,
            span: item.statement.span,
        })
    }

    fn clause(&mut self, clause: &ClauseText) -> Clause {
        let when = match &clause.when {
            None => When::Stop,
            Some(WhenText::Always(_)) => When::Always,
            Some(WhenText::At(e)) => self.moment(e).map_or(When::Stop, When::At),
            Some(WhenText::Until(e)) => self.moment(e).map_or(When::Always, When::Until),
        };
        let across = match &clause.across {
            None | Some(AcrossText::All(_)) => Across::All,
            Some(AcrossText::Average(_)) => Across::Average,
            Some(AcrossText::Share(e)) => match self.number(e, Some(&Unit::none()), "the share of futures") {
                Some(share) if (0.0..=1.0).contains(&share) => Across::Share(share),
                Some(_) => {
                    self.report(
                        Diagnostic::error("bad-number", e.span, "a share of futures lies between 0 % and 100 %")
                            .help("write for instance `in 95 % of futures`"),
                    );
                    Across::All
                }
                None => Across::All,
            },
        };
        let mut scope = Scope::clause(clause.when.is_none(), across == Across::Average);
        let condition = self.condition(&mut scope, &clause.condition);
        Clause { condition, when, across, span: clause.span }
    }

    /// A time within the horizon.
    fn moment(&mut self, e: &crate::ast::Expr) -> Option<f64> {
        let time = self.time.unit.clone();
        let at = self.number(e, Some(&time), "the time of this clause")?;
        let slack = 1e-9 * at.abs().max(1.0);
        // Without a time line there is no horizon to leave, and that was reported.
        if self.time_known && (at < self.time.start - slack || at > self.time.stop + slack) {
            let found = Diagnostic::error("out-of-range", e.span, "this time lies outside the run").help(format!(
                "the run goes from {} to {}",
                self.figure(self.time.start, &time),
                self.figure(self.time.stop, &time)
            ));
            self.report(found);
            return None;
        }
        Some(at)
    }
}
