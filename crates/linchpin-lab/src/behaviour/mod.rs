//! Behaviour tests: does the model do what its checks say?
//!
//! Comes in: a checked model and a way to run it. Goes out: for each check whether it holds, with the figures where it
//! does not. A check compares runs of the same futures under the same luck; a faulted future fails every clause that
//! could have seen it. Refuses: a word that no check's title has, and what the engine refuses.

mod clause;
mod plan;

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::experiment::Fault;
use linchpin_core::model::{Check, Model};
use linchpin_core::table::Chunk;

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
            results[member.check] = Some(result(model, sources, checks[member.check], group, member, &recorded, &chunk));
        }
    }
    for (at, why) in &plan.impossible {
        results[*at] = Some(impossible(sources, checks[*at], why));
    }
    let checks: Vec<CheckResult> = results.into_iter().flatten().collect();
    let passed = checks.iter().filter(|check| check.passed).count();
    Ok(TestReport { model: model.name.clone(), passed, failed: checks.len() - passed, checks })
}

fn chosen<'a>(model: &'a Model, only: Option<&str>) -> Result<Vec<&'a Check>, Refusal> {
    let Some(word) = only else { return Ok(model.checks.iter().collect()) };
    let wanted = word.to_lowercase();
    let found: Vec<_> = model.checks.iter().filter(|check| check.title.to_lowercase().contains(&wanted)).collect();
    if found.is_empty() {
        let help = if model.checks.is_empty() { "the model has no checks" } else { "`linchpin list MODEL --kind checks` lists them" };
        return Err(Refusal::new(format!("no check of {} has `{word}` in its title", model.name), help));
    }
    Ok(found)
}

fn result(
    model: &Model,
    sources: &SourceMap,
    check: &Check,
    group: &plan::Group,
    member: &plan::Member,
    recorded: &plan::Recorded<'_>,
    chunk: &Chunk,
) -> CheckResult {
    let faults: Vec<&Fault> =
        chunk.faults.iter().filter(|f| f.arm as usize == member.when || Some(f.arm as usize) == member.against).collect();
    let clauses: Vec<_> =
        check.then.iter().map(|clause| clause::judge(model, sources, clause, group, member, recorded, &faults)).collect();
    CheckResult {
        title: check.title.clone(),
        place: sources.place(check.span),
        futures: check.futures,
        passed: clauses.iter().all(|clause| clause.passed),
        note: None,
        faulted: recorded.faulted(&faults),
        first_fault: faults.first().map(|fault| crate::faults::in_words(model, fault)),
        clauses,
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
