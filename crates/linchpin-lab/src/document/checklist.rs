//! The STRESS checklist for system dynamics, filled in from the model and the study.
//!
//! Comes in: what a report is made from. Goes out: a table of items and answers. Refuses: nothing; what a model does not
//! say is told as not said.
//! Source: Monks, Currie, Onggo, Robinson, Kunc & Taylor 2019, Strengthening the reporting of empirical simulation studies.

use linchpin_core::evidence::{Basis, basis};
use linchpin_core::model::{Kind, Method, Origin};

use super::Block;
use super::parts::Stuff;
use crate::figure::{date, exact_with_unit};

/// Adds the checklist.
pub(super) fn checklist(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let tongue = &stuff.tongue;
    blocks.push(Block::Heading(1, tongue.say("Checklist for reporting (STRESS-SD)", "보고 점검표 (STRESS-SD)")));
    let head = [("item", "항목"), ("answer", "답")];
    let rows = items(stuff).into_iter().map(|(item, answer)| vec![item.to_owned(), answer]).collect();
    blocks.push(Block::Table { head: head.iter().map(|(en, ko)| tongue.say(en, ko)).collect(), rows });
}

/// Items in the order of the checklist, with answers.
fn items(stuff: &Stuff<'_>) -> Vec<(&'static str, String)> {
    let (model, asked) = (stuff.model, &stuff.study.asked);
    let count = |wanted: &dyn Fn(&Kind) -> bool| {
        model.variables.iter().filter(|variable| variable.origin == Origin::Written && wanted(&variable.kind)).count()
    };
    let names = |ids: Vec<linchpin_core::model::VarId>| {
        ids.into_iter().map(|id| model.variable(id).name.clone()).collect::<Vec<_>>().join(", ")
    };
    let stocks = count(&|kind| matches!(kind, Kind::Stock { .. }));
    let flows = count(&|kind| matches!(kind, Kind::Flow(_)));
    let auxiliaries = count(&|kind| matches!(kind, Kind::Auxiliary(_)));
    let events = count(&|kind| matches!(kind, Kind::Event { .. }));
    let inputs: Vec<Basis> = model
        .variables
        .iter()
        .filter(|variable| matches!(variable.kind, Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. }))
        .map(|variable| basis(&variable.from))
        .collect();
    let of = |wanted: Basis| inputs.iter().filter(|basis| **basis == wanted).count();
    let time = &model.time;
    let text = |text: &str| if text.is_empty() { "not said in the model".to_owned() } else { text.to_owned() };
    let method = match time.method {
        Method::Euler => "Euler",
        Method::Rk4 => "Runge-Kutta of fourth order",
    };
    let theories: Vec<String> = model
        .sectors
        .iter()
        .filter(|sector| !sector.theory.is_empty())
        .map(|sector| format!("{}: {}", sector.name, sector.theory))
        .collect();
    let sectors: Vec<&str> = model.sectors.iter().map(|sector| sector.name.as_str()).collect();
    let policies: Vec<String> = model.policies.iter().map(|policy| format!("{} ({})", policy.name, policy.words.title)).collect();
    let games: Vec<&str> = model.games.iter().map(|game| game.name.as_str()).collect();
    vec![
        ("1.1 Purpose of the model", text(&model.words.text)),
        ("1.2 Model outputs", names(model.outcomes())),
        ("1.3 Aims of experimentation", format!("Compare {} strategies in the same sampled futures; find when each fails, what its outcomes turn on, and which orderings survive other weights.", asked.arms.len())),
        ("2.1 Base model overview", format!("{} sectors: {}. Diagrams of stocks, flows and loops: `linchpin loops`, and the lab.", sectors.len(), sectors.join(", "))),
        ("2.2 Base model logic", format!("{stocks} stocks, {flows} flows, {auxiliaries} auxiliaries, {events} events, {} games ({}); all equations stand in the study's folder `model`.", games.len(), games.join(", "))),
        ("2.3 Scenario logic", format!("Strategies: {}. Worlds: {}.", policies.join("; "), model.worlds.iter().map(|world| world.name.as_str()).collect::<Vec<_>>().join(", "))),
        ("2.4 Algorithms", "Games are solved in every step by agent logit quantal response, backwards from the ends; nothing is searched within a run.".into()),
        ("2.5 Components: stocks, flows, feedback, theory", if theories.is_empty() { "No theory is named.".into() } else { theories.join("; ") }),
        ("3.1 Data sources", format!("{} sources and {} claims; the bibliography stands above.", model.sources.len(), model.claims.len())),
        ("3.2 Pre-processing", "None outside the model's text: claims are kept as published, conversions are units.".into()),
        ("3.3 Input parameters", format!("{} inputs; {} uncertainties are drawn, each with its range and distribution in the text.", inputs.len(), model.uncertainties().len())),
        ("3.4 Assumptions", format!("{} inputs rest on judgement alone, {} on judgement bounded by evidence, {} on evidence.", of(Basis::Judgement), of(Basis::BoundedJudgement), of(Basis::Evidence))),
        ("4.1 Initialisation", format!("All stocks start at {} at the values stated in the text; there is no warm-up.", date(time, time.start))),
        ("4.2 Run length", format!("{} to {}, in {} steps of {}; {method}.", date(time, time.start), date(time, time.stop), time.steps, exact_with_unit(time.dt, &time.unit))),
        ("4.3 Estimation approach", format!("{} futures, {}, common random numbers across strategies, 95 % intervals of paired differences; {} runs failed and are left out where a number would need them.", asked.done, asked.design.replace('_', " "), asked.faults)),
        ("5.1 Software", format!("Linchpin {} (Rust).", asked.version)),
        ("5.2 Random sampling", format!("Counter-based generator Philox 4x32-10; seed {}; every stream is keyed by its name, so a new variable moves nobody's luck.", asked.seed)),
        ("5.3 Model execution", format!("Fixed step; {method}; equations in dependency order; the same bits for any number of threads.")),
        ("5.4 System specification", "Any processor with IEEE 754 doubles; results do not depend on it.".into()),
        ("6.1 Computer model sharing", format!("The model's texts lie in the study (SHA-256 {}); the command stands below.", asked.fingerprint)),
    ]
}
