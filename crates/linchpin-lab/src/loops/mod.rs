//! Feedback loops: who comes back to itself, with which sign, and what cuts it.
//!
//! Comes in: a checked model and a way to run it. Goes out: loops, shortest first. Every loop leads through a stock or
//! another memory, since the language allows no algebraic loop. The equations inside a game are seen through: a loop
//! shows the chances that other equations read. Refuses: unknown names and policies.

mod cycles;
mod sign;

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::experiment::Experiment;
use linchpin_core::model::{Kind, Model, Origin, PolicyId, VarId};
use linchpin_core::table::Chunk;

use crate::figure;
use crate::wire::{Cut, FeedbackLoop, LoopLink, LoopReport};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Question {
    /// Only loops through this name.
    pub through: Option<String>,
    /// Longest loop, in variables.
    pub longest: usize,
    /// How many loops are shown.
    pub shown: usize,
    /// The policy under which the model runs: its rules close loops of their own.
    pub policy: Option<PolicyId>,
}

/// Runs an experiment and keeps all of it.
pub type Runner<'a> = &'a dyn Fn(&Model, &Experiment) -> Result<Chunk, Refusal>;

/// Loops of a model, shortest first.
pub fn find(model: &Model, question: &Question, run: Runner<'_>) -> Result<LoopReport, Refusal> {
    let policy = question.policy.and_then(|id| model.policies.get(id.idx()));
    let settings = policy.map(|policy| policy.settings.clone()).unwrap_or_default();
    let graph = cycles::Graph::of(model, &settings);
    let through = match &question.through {
        None => None,
        Some(name) => Some(vertex(model, &graph, name)?),
    };
    let found = cycles::enumerate(&graph, through, question.longest, question.shown);
    let signs = sign::Signs::measure(model, &graph, &settings, run)?;
    let shown = found.loops.iter().map(|path| shown_loop(model, &signs, path)).collect();
    let own: Vec<VarId> = graph.self_loops().into_iter().filter(|id| model.variable(*id).origin == Origin::Written).collect();
    Ok(LoopReport {
        model: model.name.clone(),
        policy: policy.map(|policy| policy.name.clone()),
        through: question.through.clone(),
        longest: question.longest,
        loops: shown,
        found: found.count,
        complete: found.complete,
        self_correcting: own.iter().filter(|id| signs.of(**id, **id) == '-').map(|id| model.variable(*id).name.clone()).collect(),
        self_feeding: own.iter().filter(|id| signs.of(**id, **id) != '-').map(|id| model.variable(*id).name.clone()).collect(),
    })
}

fn vertex(model: &Model, graph: &cycles::Graph, name: &str) -> Result<VarId, Refusal> {
    let in_graph = |id: &VarId| graph.in_a_loop(*id);
    match model.find(name) {
        Some(id) if in_graph(&id) => Ok(id),
        Some(id) => {
            let why = match model.variable(id).kind {
                Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. } => "nothing drives it",
                Kind::Outcome { .. } => "an outcome drives nothing",
                _ => "it is on the way to a loop or from one, not in it",
            };
            Err(Refusal::new(
                format!("`{name}` is in no feedback loop: {why}"),
                format!("`linchpin show {name}` says what it touches"),
            ))
        }
        None => {
            let near = nearest(name, model.variables.iter().map(|v| v.name.as_str()));
            let help =
                near.map(|near| format!("did you mean `{near}`?")).unwrap_or_else(|| "name a variable of the model".into());
            Err(Refusal::new(format!("nothing in {} is called `{name}`", model.name), help))
        }
    }
}

fn shown_loop(model: &Model, signs: &sign::Signs<'_>, path: &[VarId]) -> FeedbackLoop {
    let name = |id: VarId| model.variable(id).name.clone();
    let mut links = Vec::new();
    let mut cuts = Vec::new();
    for (at, &from) in path.iter().enumerate() {
        let to = path[(at + 1) % path.len()];
        links.push(LoopLink { from: name(from), to: name(to), sign: signs.of(from, to) });
        for (parameter, value) in signs.cuts(from, to) {
            let variable = model.variable(parameter);
            cuts.push(Cut {
                parameter: variable.name.clone(),
                value: figure::exact_with_unit(value, &variable.unit),
                from: name(from),
                to: name(to),
            });
        }
    }
    let minus = links.iter().filter(|link| link.sign == '-').count();
    let polarity = match (links.iter().any(|link| link.sign == '?'), minus % 2) {
        (true, _) => '?',
        (false, 0) => 'R',
        (false, _) => 'B',
    };
    FeedbackLoop { polarity, links, cuts }
}

#[cfg(test)]
mod tests;
