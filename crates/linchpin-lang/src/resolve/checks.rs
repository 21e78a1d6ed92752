//! Checks: behaviour tests in the analyst's words, and sentences of sources that are put to the model.
//!
//! Comes in: `check` statements. Goes out: settings, comparison and clauses, with reducers as hidden variables that
//! equal clauses share. Refuses: dates outside the horizon, shares that are none, steps that do not divide, sentences
//! that compare nothing.

use linchpin_core::builtin::Operator;
use linchpin_core::diagnostic::{Diagnostic, nearest};
use linchpin_core::evidence::Speaker;
use linchpin_core::expr::Expr;
use linchpin_core::model::{Across, ActorId, Answer, Check, Claimed, Clause, Policy, PolicyId, Sentence, Setting, VarId, When};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item};
use super::expression::Scope;
use super::names::Names;
use super::settings::Setter;
use crate::ast::{AcrossText, Body, ClauseText, SetText, Statement, WhenText};

/// Futures of a check that does not say how many.
const FUTURES: u32 = 600;
/// Futures of a sentence that does not say how many: shares near the thresholds of a verdict need them.
const SENTENCE_FUTURES: u32 = 1000;

impl Draft<'_> {
    /// A behaviour test.
    pub(crate) fn check(&mut self, item: &Item<'_>, names: &Names, policies: &[Policy]) -> Option<Check> {
        let Body::Check { futures, policy, step, no_events, when, against, then, found, .. } = &item.statement.body else {
            return None;
        };
        let sets_nothing = [when, against].iter().all(|set| set.policy.is_none() && set.settings.is_empty());
        let n_futures = match futures {
            None if found.is_empty() => FUTURES,
            None => SENTENCE_FUTURES,
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
        let when = self.settings_of(when, names, policies);
        let against = self.settings_of(against, names, policies);
        if then.is_empty() {
            let found = Diagnostic::error("empty-check", item.statement.keyword, "this check claims nothing")
                .help("add what must hold: `then CONDITION`");
            self.report(found);
        }
        let faults = self.out.len();
        let then: Vec<Clause> = then.iter().map(|clause| self.clause(clause)).collect();
        // What could not be read is not blamed for its shape as well.
        let readable = self.out.len() == faults;
        let from = self.supports(item.statement, names);
        let sentence = self.sentence(item.statement, names, sets_nothing, readable.then_some(&then));
        let text = |quoted: &Option<crate::ast::Quoted>| quoted.as_ref().map_or_else(String::new, |quoted| quoted.text.clone());
        Some(Check {
            title: text(&item.statement.title),
            ko: text(&item.statement.ko),
            text: text(&item.statement.text),
            from,
            sentence,
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

    /// The settings of a policy and what overrules them.
    fn settings_of(&mut self, set: &SetText, names: &Names, policies: &[Policy]) -> Vec<(VarId, Setting)> {
        let mut settings = Vec::new();
        if let Some(name) = &set.policy
            && names.policies.find(name, self).is_some()
            && let Some(policy) = policies.iter().find(|policy| policy.name == name.text)
        {
            settings.extend(policy.settings.iter().cloned());
        }
        for (id, setting) in self.settings(&set.settings, Setter::Check, "check") {
            settings.retain(|(known, _)| *known != id);
            settings.push((id, setting));
        }
        settings
    }

    /// What a check says about a sentence of a source, where it names one.
    fn sentence(
        &mut self,
        statement: &Statement,
        names: &Names,
        sets_nothing: bool,
        then: Option<&Vec<Clause>>,
    ) -> Option<Sentence> {
        let Body::Check { then: written, found, speaker, expect, .. } = &statement.body else { return None };
        if found.is_empty() {
            let stray = expect.as_ref().map(|name| (name.span, "`expect`"));
            let stray = stray.or(speaker.as_ref().map(|(name, _)| (name.span, "`speaker`")));
            if let Some((span, word)) = stray {
                let found = Diagnostic::error("no-source", span, format!("{word} is said of a sentence, and no source is named"))
                    .help("add where it is said: `in SOURCE p7 \"words\"`");
                self.report(found);
            }
            return None;
        }
        let found: Vec<_> = found.iter().filter_map(|at| self.locator(at, names)).collect();
        let expected = match expect {
            None => Answer::Reproduced,
            Some(name) => match Answer::ALL.into_iter().find(|answer| answer.word() == name.text) {
                Some(answer) => answer,
                None => {
                    let words = Answer::ALL.map(Answer::word);
                    let help = match nearest(&name.text, words) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("write one of {}", words.join(", ")),
                    };
                    self.report(
                        Diagnostic::error("unknown-word", name.span, format!("`{}` is no verdict", name.text)).help(help),
                    );
                    Answer::Reproduced
                }
            },
        };
        if sets_nothing {
            let found = Diagnostic::error("empty-check", statement.keyword, "this sentence compares the model with itself")
                .help("add what the sentence changes: `when NAME = VALUE`, and `against` for what it is compared with");
            self.report(found);
        }
        let shape = match &then?[..] {
            [Clause { condition: Expr::Operate(operator, sides), across: Across::All, when: When::Stop | When::At(_), .. }] => {
                let claimed = match operator {
                    Operator::Greater => Some(Claimed::Up),
                    Operator::Less => Some(Claimed::Down),
                    Operator::Equal => Some(Claimed::Same),
                    _ => None,
                };
                match (&sides[..], claimed) {
                    ([left, Expr::Baseline(right)], Some(claimed)) if left == &**right => Some((left.clone(), claimed)),
                    _ => None,
                }
            }
            _ => None,
        };
        let plain = written.iter().all(|clause| clause.across.is_none());
        let Some((measured, claimed)) = shape.filter(|_| plain) else {
            if let Some(clause) = written.get(1).or(written.first()) {
                let found = Diagnostic::error(
                    "sentence-shape",
                    clause.span,
                    "a sentence of a source is one comparison with `baseline`",
                )
                .help("write `then X > baseline`, or `<`, or `==` where nothing is said to change; futures are counted for you");
                self.report(found);
            }
            return None;
        };
        let because = statement.because.as_ref().map(|reason| reason.text.clone());
        let speaker = speaker.as_ref().map(|(who, actor)| Speaker {
            name: who.text.clone(),
            actor: actor.as_ref().and_then(|actor| names.actors.find(actor, self)).map(ActorId),
        });
        Some(Sentence { found, speaker, measured, claimed, expected, because })
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
