//! The order in which equations are computed, and the loop when there is none.
//!
//! It stands among the words because two rooms need the same answer: the language reports the cycle, the engine
//! compiles along the order.

use std::collections::{HashMap, HashSet};

use crate::expr::Expr;
use crate::model::{Kind, Memory, Model, Setting, VarId};

/// Which computation is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The first step: starts of stocks and memory, `initial`, and every equation.
    First,
    /// Any step: stocks and memory hold their value.
    Step,
}

/// A cycle of variables, each reading the next, the last reading the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle(pub Vec<VarId>);

/// What replaces the levers and uncertainties of a model in one arm of an experiment.
pub type Settings = [(VarId, Setting)];

/// The expressions that a variable is computed from in this phase. Rules stand in their lever's place.
pub fn inputs<'a>(model: &'a Model, settings: &'a Settings, id: VarId, phase: Phase) -> Vec<&'a Expr> {
    let rule = settings.iter().find(|(lever, _)| *lever == id).map(|(_, setting)| setting);
    match (&model.variable(id).kind, rule, phase) {
        (_, Some(Setting::Rule(rule)), _) => vec![rule],
        (_, Some(_), _) | (Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. }, ..) => Vec::new(),
        (Kind::Stock { start, .. }, _, Phase::First) => vec![start],
        (Kind::Stock { .. }, ..) => Vec::new(),
        (Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Event { rate: e } | Kind::Outcome { value: e, .. }, ..) => vec![e],
        (Kind::Memory(Memory::Least(e) | Memory::Greatest(e) | Memory::First(e)), ..) => vec![e],
        (Kind::Memory(Memory::Previous { start, .. }), _, Phase::First) => vec![start],
        (Kind::Memory(Memory::DelayFixed { start, delay, .. }), _, Phase::First) => vec![start, delay],
        (Kind::Memory(_), ..) => Vec::new(),
    }
}

/// Variables in an order in which each comes after all that it reads in this phase.
/// Deterministic: ties follow declaration. In the first phase what stands inside `initial` is read too.
pub fn order(model: &Model, settings: &Settings, phase: Phase) -> Result<Vec<VarId>, Cycle> {
    let n = model.variables.len();
    let mut sorted = Vec::with_capacity(n);
    let mut state = vec![State::New; n];
    let mut reads_of: HashMap<VarId, Vec<VarId>> = HashMap::new();
    for root in (0..n as u32).map(VarId) {
        // Depth first without recursion: models have chains thousands of equations long.
        let mut path: Vec<(VarId, usize)> = Vec::new();
        if state[root.idx()] == State::New {
            path.push((root, 0));
            state[root.idx()] = State::Open;
        }
        while let Some((id, next)) = path.last_mut() {
            let id = *id;
            let reads = reads_of.entry(id).or_insert_with(|| reads(model, settings, id, phase));
            if let Some(&read) = reads.get(*next) {
                *next += 1;
                match state[read.idx()] {
                    State::New => {
                        state[read.idx()] = State::Open;
                        path.push((read, 0));
                    }
                    State::Open => {
                        let from = path.iter().position(|(on_path, _)| *on_path == read).unwrap_or(0);
                        return Err(Cycle(path[from..].iter().map(|(on_path, _)| *on_path).collect()));
                    }
                    State::Done => {}
                }
            } else {
                state[id.idx()] = State::Done;
                reads_of.remove(&id);
                sorted.push(id);
                path.pop();
            }
        }
    }
    Ok(sorted)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Variables that one variable reads in this phase, each once.
pub fn reads(model: &Model, settings: &Settings, id: VarId, phase: Phase) -> Vec<VarId> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut read = |id: VarId| {
        if seen.insert(id) {
            found.push(id);
        }
    };
    for expr in inputs(model, settings, id, phase) {
        match phase {
            Phase::First => expr.reads(&mut read),
            Phase::Step => expr.reads_now(&mut read),
        }
    }
    found
}
