//! Behaviour tests: does the model do what its checks say?
//!
//! Comes in: a checked model and a way to run it. Goes out: for each check whether it holds, with the figures where it
//! does not. A check compares runs of the same futures under the same luck; a faulted future fails every clause that
//! could have seen it. A check that sets nothing compares its way of running (step, events, policy) with the model as it
//! stands, since a run says nothing beside itself. A sentence of a source holds when its verdict is the expected one.
//! Refuses: a word that no check's title has, and what the engine refuses.

mod clause;
pub(crate) mod plan;
pub(crate) mod sentence;

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::experiment::Fault;
use linchpin_core::model::{Check, Model};

use crate::loops::Runner;
use crate::wire::{CheckResult, TestReport};

/// The seed of all checks: their luck is part of what they say.
pub const SEED: u64 = 42;

/// Runs the checks of a model, or those whose title has the word `only`.
pub fn test(model: &Model, sources: &SourceMap, only: Option<&str>, run: Runner<'_>) -> Result<TestReport, Refusal> {
    let checks = chosen(model, only)?;
    let plan = plan::plan(model, &checks);
    let mut results: Vec<Option<CheckResult>> = vec![None; checks.len()];
    for group in &plan.groups {
        let chunk = run(model, &group.experiment)?;
        let recorded = plan::Recorded::new(model, group, &chunk);
        for member in &group.members {
            let judged = Judged { model, sources, check: checks[member.check], group, member, recorded: &recorded };
            results[member.check] = Some(match &member.as_it_stands {
                None => judged.result(member.against.map(|arm| Compared { group, recorded: &recorded, arm })),
                Some(other) => {
                    let chunk = run(model, &other.experiment)?;
                    judged.result(Some(Compared { group: other, recorded: &plan::Recorded::new(model, other, &chunk), arm: 0 }))
                }
            });
        }
    }
    for (at, why) in &plan.impossible {
        results[*at] = Some(impossible(sources, checks[*at], why));
    }
    let checks: Vec<CheckResult> = results.into_iter().flatten().collect();
    let passed = checks.iter().filter(|check| check.passed).count();
    Ok(TestReport { model: model.name.clone(), passed, failed: checks.len() - passed, checks })
}

/// Checks of a model whose title has the word `only`, or all. Refuses a word that no title has.
pub(crate) fn chosen<'a>(model: &'a Model, only: Option<&str>) -> Result<Vec<&'a Check>, Refusal> {
    let Some(word) = only else { return Ok(model.checks.iter().collect()) };
    let wanted = word.to_lowercase();
    let found: Vec<_> = model.checks.iter().filter(|check| check.title.to_lowercase().contains(&wanted)).collect();
    if found.is_empty() {
        let help =
            if model.checks.is_empty() { "the model has no checks" } else { "`linchpin list MODEL --kind checks` lists them" };
        return Err(Refusal::new(format!("no check of {} has `{word}` in its title", model.name), help));
    }
    Ok(found)
}

/// A check that has been run.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'a> {
    pub model: &'a Model,
    pub sources: &'a SourceMap,
    pub check: &'a Check,
    pub group: &'a plan::Group,
    pub member: &'a plan::Member,
    pub recorded: &'a plan::Recorded<'a>,
}

/// The run that `baseline` means.
#[derive(Clone, Copy)]
pub(crate) struct Compared<'a> {
    pub group: &'a plan::Group,
    pub recorded: &'a plan::Recorded<'a>,
    pub arm: usize,
}

impl Judged<'_> {
    fn result(&self, against: Option<Compared<'_>>) -> CheckResult {
        let mut faults: Vec<&Fault> = self.recorded.faults(self.member.when);
        faults.extend(against.iter().flat_map(|other| other.recorded.faults(other.arm)));
        let mut clauses: Vec<_> = self.check.then.iter().map(|clause| clause::judge(*self, clause, against, &faults)).collect();
        let mut note = None;
        if let (Some(sentence), Some(against)) = (&self.check.sentence, against) {
            let found = sentence::measure(*self, sentence, against);
            clauses.iter_mut().for_each(|clause| {
                clause.passed = found.answer == sentence.expected;
                clause.measured = found.measured(clause.measured.at.clone());
            });
            note = (found.answer != sentence.expected)
                .then(|| format!("{}, and {} was expected", found.answer.word(), sentence.expected.word()));
        }
        CheckResult {
            title: self.check.title.clone(),
            place: self.sources.place(self.check.span),
            futures: self.check.futures,
            passed: clauses.iter().all(|clause| clause.passed),
            note,
            faulted: plan::faulted(&faults),
            first_fault: faults.first().map(|fault| crate::faults::in_words(self.model, fault)),
            clauses,
        }
    }
}

fn impossible(sources: &SourceMap, check: &Check, why: &str) -> CheckResult {
    CheckResult {
        title: check.title.clone(),
        place: sources.place(check.span),
        futures: check.futures,
        passed: false,
        note: Some(why.to_string()),
        faulted: 0,
        first_fault: None,
        clauses: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
