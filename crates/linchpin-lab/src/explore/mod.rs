//! What matters, when it fails, what holds up: one analysis a file, one row an analysis.
//!
//! Comes in: a [`Ground`]: a model, its strategies, their outcomes in the same futures. Goes out: findings, each with
//! tables, figures and sentences in two languages. Refuses: what a method cannot use, with a reason and a mend. The command
//! line, the page and reports get every analysis from [`ANALYSES`].

mod apart;
mod comparison;
mod discovery;
mod discovery_trees;
mod enough;
mod finding;
mod from_study;
mod front;
mod ground;
mod information;
mod over_time;
pub mod page;
mod rank;
pub mod refused;
mod robust;
mod rotated;
mod saved;
mod sensitivity;
mod signposts;
mod structural;
pub mod survival;
mod telling;
#[cfg(test)]
mod tests;
mod tipping;
mod until;
mod variance;
mod worlds;

pub use discovery::objective;
pub use finding::{Bar, Figure, Finding, Line, RangeBar, Said};
pub use from_study::from_study;
pub use ground::{About, Effort, Ground, Hands, Measure, USUAL, Varied, run_all, titled, unknown};
pub use saved::{Saved, csv, of_study, save};
pub use until::{Reached, Stable, until};

use linchpin_core::diagnostic::Refusal;
use linchpin_explore::method::{self, Method};

/// What an analysis needs of the futures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Futures that stand for the ranges.
    Futures,
    /// The same under several strategies.
    SeveralStrategies,
    /// A design of its own, which it draws and runs.
    OwnDesign,
    /// Runs of its own, beside the futures at hand.
    OwnRuns,
}

/// An analysis as a row.
#[derive(Clone, Copy)]
pub struct Analysis {
    /// Name on the command line.
    pub name: &'static str,
    /// The question it answers, in English and Korean.
    pub title: (&'static str, &'static str),
    /// The numerical method behind it, which knows when to refuse.
    pub method: Option<&'static Method>,
    /// One sentence.
    pub doc: &'static str,
    /// Where it is published, or `standard`.
    pub source: &'static str,
    /// What it needs.
    pub needs: Needs,
    /// The analysis.
    pub run: fn(&Ground<'_>) -> Result<Vec<Finding>, Refusal>,
}

/// Every analysis, in the order in which a reader wants them.
pub const ANALYSES: &[Analysis] = &[
    comparison::COMPARISON,
    structural::STRUCTURAL,
    front::PARETO,
    robust::ROBUSTNESS,
    discovery::PRIM,
    rotated::ROTATED,
    discovery_trees::CART,
    discovery_trees::STACKING,
    sensitivity::REGIONAL,
    signposts::SIGNPOSTS,
    tipping::TIPPING,
    worlds::WORLDS,
    apart::FACTORIAL,
    sensitivity::GIVEN,
    sensitivity::FEATURES,
    sensitivity::PAWN,
    sensitivity::DELTA,
    variance::SOBOL,
    variance::MORRIS,
    information::INFORMATION,
    enough::CONVERGENCE,
];

/// The analyses of these names, in the order of the rows; all where none is named. Refuses a name that is none.
pub fn named(only: &[String]) -> Result<Vec<&'static Analysis>, Refusal> {
    let known: Vec<&str> = ANALYSES.iter().map(|row| row.name).collect();
    if let Some(name) = only.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(unknown("analysis", name, &known));
    }
    Ok(ANALYSES.iter().filter(|row| only.is_empty() || only.iter().any(|name| name == row.name)).collect())
}

/// Does one analysis, after asking whether the futures suit it.
pub fn explore(ground: &Ground<'_>, analysis: &Analysis) -> Result<Vec<Finding>, Refusal> {
    ground.going()?;
    if ground.futures() < 2 {
        return Err(Refusal::new(
            format!("`{}` needs more than one future; there is {}", analysis.name, ground.futures()),
            "ask for more with --futures; 2000 is usual",
        ));
    }
    if ground.inputs.is_empty() && analysis.needs == Needs::Futures {
        return Err(Refusal::new(
            format!("`{}` finds no uncertainty that varies", analysis.name),
            "declare uncertainties, or draw them: the design `defaults` holds them all",
        ));
    }
    if analysis.needs == Needs::SeveralStrategies && ground.arms.len() < 2 {
        return Err(Refusal::new(
            format!("`{}` compares strategies; there is one", analysis.name),
            "run a second strategy in the same futures",
        ));
    }
    if let (Some(method), true) = (analysis.method, ground.as_drawn || analysis.needs != Needs::OwnDesign) {
        // A study's futures were drawn once: a method that wants another design is refused, not quietly given one.
        method.suits(method::Design::Futures(words_of(ground.design)), &[]).or_else(|refusal| match analysis.needs {
            Needs::OwnRuns => Ok(()),
            _ => Err(own_design(refusal, analysis, ground)),
        })?;
    }
    if let Some(method) = analysis.method.filter(|method| method.independent) {
        let dependent = ground.dependent();
        let names: Vec<&str> = dependent.iter().map(String::as_str).collect();
        let own = match method.needs {
            method::Needs::Saltelli => method::Design::Saltelli,
            method::Needs::Morris => method::Design::Morris,
            method::Needs::Factorial => method::Design::Factorial,
            _ => method::Design::Futures(words_of(ground.design)),
        };
        method.suits(own, &names)?;
    }
    (analysis.run)(ground)
}

fn own_design(refusal: Refusal, analysis: &Analysis, ground: &Ground<'_>) -> Refusal {
    let model = ground.model.name.replace('_', "-");
    let help = format!("{}; `linchpin explore {model} --only {}` draws and runs it", refusal.help, analysis.name);
    Refusal { help, ..refusal }
}

fn words_of(design: &'static str) -> &'static str {
    match design {
        "latin_hypercube" => "latin hypercube",
        "monte_carlo" => "monte carlo",
        other => other,
    }
}

/// Findings, where at least one strategy has one; a strategy that has none becomes a note. When none has, the first
/// refusal is told.
fn some(found: Vec<Result<Finding, Refusal>>, note: impl Fn(usize, &Said) -> Finding) -> Result<Vec<Finding>, Refusal> {
    if found.iter().all(Result::is_err) {
        return found.into_iter().find_map(Result::err).map_or_else(|| Ok(Vec::new()), Err);
    }
    Ok(found
        .into_iter()
        .enumerate()
        .map(|(at, one)| one.unwrap_or_else(|refusal| note(at, &refused::said(&refusal.why))))
        .collect())
}

/// A finding that says why there is none.
fn cannot(analysis: &'static str, name: &str, why: &Said) -> Finding {
    let mut finding = Finding::new(analysis, Said::same(name));
    finding.note(format!("{name}: {}.", why.en), format!("{name}: 이 방법을 쓸 수 없음({}).", why.ko));
    finding
}

/// What an input stands on, in a word.
fn basis_word(input: &Varied) -> String {
    if input.judged { "judgement" } else { "evidence" }.into()
}

/// What came of all analyses that were asked for.
pub struct Explored {
    /// What was found.
    pub findings: Vec<Finding>,
    /// What could not be done, by the name of the analysis.
    pub not_done: Vec<(&'static Analysis, Refusal)>,
}

/// Does analyses one after another. One that is refused is kept with its reason; `strict` makes it the end instead, and so does
/// it that nothing can be done: the first reason is told.
pub fn explore_all(
    ground: &Ground<'_>,
    analyses: &[&'static Analysis],
    strict: bool,
    begins: &mut dyn FnMut(usize, &'static Analysis),
) -> Result<Explored, Refusal> {
    let mut explored = Explored { findings: Vec::new(), not_done: Vec::new() };
    for (at, &analysis) in analyses.iter().enumerate() {
        begins(at, analysis);
        match explore(ground, analysis) {
            Ok(findings) => explored.findings.extend(findings),
            Err(refusal) if strict || refusal.why == "interrupted" => return Err(refusal),
            Err(refusal) => explored.not_done.push((analysis, refusal)),
        }
    }
    match explored.not_done.first() {
        Some((_, refusal)) if explored.findings.is_empty() => Err(refusal.clone()),
        _ => Ok(explored),
    }
}

/// The findings as a shape, with what is needed to get them again.
pub fn shape(ground: &Ground<'_>, explored: &Explored, fingerprint: &str, command: &str) -> crate::wire::explore::ExploreReport {
    use crate::wire::explore::{ExploreReport, FindingShown, NotDone};
    let question = |name: &str| ANALYSES.iter().find(|row| row.name == name).map_or(("", ""), |row| row.title);
    ExploreReport {
        model: ground.model.name.clone(),
        fingerprint: fingerprint.to_owned(),
        futures: ground.futures(),
        seed: ground.seed,
        design: ground.design.to_owned(),
        baseline: ground.name(ground.baseline),
        command: command.to_owned(),
        findings: explored.findings.iter().map(|finding| FindingShown::of(finding, question(finding.analysis))).collect(),
        not_done: explored
            .not_done
            .iter()
            .map(|(row, refusal)| NotDone { analysis: row.name.into(), why: refusal.why.clone(), help: refusal.help.clone() })
            .collect(),
    }
}
