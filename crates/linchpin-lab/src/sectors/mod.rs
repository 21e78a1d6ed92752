//! What each sector of a model does for its outcomes: run it with the sector's links held at their start values.
//!
//! Comes in: a model and a way to run it. Goes out: for every sector the links that lead out of it, and how far holding
//! them moves each outcome in the same futures under the same luck. Refuses: a model without sectors or outcomes.
//!
//! A link leads out of a sector where something outside reads a computed variable of it. Held, the reader sees the value of
//! the first step for ever; an event counts as one that never happens. What outcomes read is left as it is, so that a
//! sector is judged by what it does to the others; a sector that only outcomes read is held towards them too.

#[cfg(test)]
mod tests;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Memory, Model, Origin, SectorId, VarId};
use linchpin_explore::analysis::{difference, mean};

use crate::behaviour::SEED;
use crate::links::owner;
use crate::loops::Runner;
use crate::run::AS_IT_STANDS;
use crate::wire::{SectorCut, SectorCuts, SectorMove};

/// An outcome counts as moved from so many standard errors on.
pub const MOVED: f64 = 5.0;

/// A model with the links out of one sector held, and the variables whose links these are.
#[derive(Clone, Debug)]
pub struct Held {
    /// The model with the links held.
    pub model: Model,
    /// Variables that something outside reads, in order of declaration.
    pub links: Vec<VarId>,
    /// True where only outcomes read the sector, so that the links towards them are held.
    pub towards_outcomes: bool,
}

/// Holds every link that leads out of a sector at its value at the start.
pub fn hold_links(model: &Model, sector: SectorId) -> Held {
    let mut held = hold(model, sector, false);
    if held.links.is_empty() {
        held = hold(model, sector, true);
    }
    held
}

fn hold(model: &Model, sector: SectorId, towards_outcomes: bool) -> Held {
    let home = |id: VarId| owner(model, id).and_then(|id| model.variable(id).sector);
    let is_outcome = |id: VarId| matches!(model.variable(id).kind, Kind::Outcome { .. });
    let computed =
        |id: VarId| !matches!(model.variable(id).kind, Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. });
    let leads_out = |id: VarId| computed(id) && home(id) == Some(sector) && !owner(model, id).is_some_and(is_outcome);
    let mut changed = model.clone();
    let mut links = Vec::new();
    for (at, variable) in changed.variables.iter_mut().enumerate() {
        let id = VarId(at as u32);
        // State behind a check belongs to nobody's sector and is not read by any outcome.
        let Some(reader) = owner(model, id) else { continue };
        let outside = home(id) != Some(sector) || is_outcome(reader);
        if variable.origin != Origin::Check && outside && is_outcome(reader) == towards_outcomes {
            for expr in expressions(&mut variable.kind) {
                hold_reads(model, expr, &leads_out, &mut links);
            }
        }
    }
    links.sort();
    links.dedup();
    Held { model: changed, links, towards_outcomes }
}

/// Reads the first step where a link of these is read. What stands in `initial` reads it already.
fn hold_reads(model: &Model, expr: &mut Expr, leads_out: &dyn Fn(VarId) -> bool, links: &mut Vec<VarId>) {
    let mut at = expr;
    // Down the first operands in a loop: a sum may have any number of terms.
    while let Expr::Operate(_, args) | Expr::Call(_, args) = at {
        let Some((first, rest)) = args.split_first_mut() else { return };
        rest.iter_mut().for_each(|arg| hold_reads(model, arg, leads_out, links));
        at = first;
    }
    match at {
        Expr::Variable(id) if leads_out(*id) => {
            links.push(owner(model, *id).unwrap_or(*id));
            let event = matches!(model.variable(*id).kind, Kind::Event { .. });
            *at = if event { Expr::Number(0.0) } else { Expr::Initial(Box::new(Expr::Variable(*id))) };
        }
        Expr::Draw(_, args, _) => args.iter_mut().for_each(|arg| hold_reads(model, arg, leads_out, links)),
        Expr::Lookup(_, x) | Expr::Baseline(x) | Expr::Spread(x) => hold_reads(model, x, leads_out, links),
        Expr::Operate(..) | Expr::Call(..) | Expr::Number(_) | Expr::Variable(_) | Expr::Clock(_) | Expr::Initial(_) => {}
    }
}

/// Expressions of a variable that are read after the first step. Starts are left alone: they read the first step anyway.
fn expressions(kind: &mut Kind) -> Vec<&mut Expr> {
    match kind {
        Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. } => Vec::new(),
        Kind::Stock { change, .. } => vec![change],
        Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Event { rate: e } | Kind::Outcome { value: e, .. } => vec![e],
        Kind::Memory(Memory::Least(e) | Memory::Greatest(e) | Memory::First(e)) => vec![e],
        Kind::Memory(Memory::Previous { input, .. } | Memory::DelayFixed { input, .. }) => vec![input],
    }
}

/// Cuts every sector in turn, over so many futures.
pub fn cut_sectors(model: &Model, futures: u64, run: Runner<'_>) -> Result<SectorCuts, Refusal> {
    let outcomes = model.outcomes();
    if model.sectors.is_empty() || outcomes.is_empty() {
        let lacks = if outcomes.is_empty() { "outcomes" } else { "sectors" };
        return Err(Refusal::new(
            format!("{} has no {lacks}", model.name),
            "there is nothing to cut, or nothing that could move",
        ));
    }
    let experiment = Experiment {
        futures: Futures { seed: SEED, first: 0, count: futures },
        arms: vec![Arm { name: AS_IT_STANDS.into(), policy: None, world: None, settings: Vec::new() }],
        ask: Ask { outcomes: outcomes.clone(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None },
    };
    let whole = run(model, &experiment)?;
    let mut sectors = Vec::new();
    for (at, sector) in model.sectors.iter().enumerate() {
        let held = hold_links(model, SectorId(at as u32));
        // A sector of outcomes and settings alone has nothing to hold.
        if held.links.is_empty() {
            continue;
        }
        let cut = run(&held.model, &experiment)?;
        let values = |chunk: &linchpin_core::table::Chunk, outcome: usize| chunk.outcomes[0][outcome].clone();
        let mut moved: Vec<SectorMove> = Vec::new();
        for (which, &id) in outcomes.iter().enumerate() {
            let (with, without) = (values(&cut, which), values(&whole, which));
            let found = difference(&with, &without);
            let level = mean(&without);
            let still = found.mean == 0.0 || found.verdict == linchpin_explore::analysis::Verdict::Same;
            let errors = if still { 0.0 } else { found.mean / found.standard_error };
            moved.push(SectorMove {
                outcome: model.variable(id).name.clone(),
                standard_errors: errors,
                shift: if still { 0.0 } else { found.mean / (level.standard_error * (level.n as f64).sqrt()) },
            });
        }
        moved.sort_by(|a, b| b.standard_errors.abs().total_cmp(&a.standard_errors.abs()));
        sectors.push(SectorCut {
            name: sector.name.clone(),
            title: sector.words.title.clone(),
            links: held.links.iter().map(|id| model.variable(*id).name.clone()).collect(),
            towards_outcomes: held.towards_outcomes,
            faulted: cut.faults.len(),
            moves: moved.first().is_some_and(|first| first.standard_errors.abs() > MOVED),
            moved,
        });
    }
    Ok(SectorCuts { model: model.name.clone(), futures: whole.count, sectors })
}
