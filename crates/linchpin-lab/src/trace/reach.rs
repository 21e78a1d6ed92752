//! What an outcome's equations lead back to, and along which way.
//!
//! Comes in: a model and an outcome. Goes out: the inputs and tables reached, each with the shortest way. Refuses: nothing.

use linchpin_core::model::{Kind, Model, Origin, TableId, VarId};

use super::{Input, is_input};
use crate::links;

/// Everything behind one outcome.
pub(super) struct Reach {
    /// By variable: who reads it on the shortest way to the outcome; the outcome's own is itself.
    next: Vec<Option<VarId>>,
    /// By table: who reads it.
    tables: Vec<Option<VarId>>,
}

impl Reach {
    /// Follows the equations back from an outcome, nearest first.
    pub(super) fn from(model: &Model, outcome: VarId) -> Reach {
        let reads = links::reads(model);
        let mut own_tables: Vec<Vec<TableId>> = vec![Vec::new(); model.variables.len()];
        for (at, variable) in model.variables.iter().enumerate() {
            if let Some(owner) = links::owner(model, VarId(at as u32)) {
                own_tables[owner.idx()].extend(links::tables(&variable.kind));
            }
        }
        let mut reach = Reach::nowhere(model);
        reach.next[outcome.idx()] = Some(outcome);
        let mut wave = vec![outcome];
        while !wave.is_empty() {
            let mut further = Vec::new();
            for reader in wave {
                for table in &own_tables[reader.idx()] {
                    reach.tables[table.idx()].get_or_insert(reader);
                }
                for &read in &reads[reader.idx()] {
                    if reach.next[read.idx()].is_none() {
                        reach.next[read.idx()] = Some(reader);
                        further.push(read);
                    }
                }
            }
            wave = further;
        }
        reach
    }

    /// Nothing reached.
    pub(super) fn nowhere(model: &Model) -> Reach {
        Reach { next: vec![None; model.variables.len()], tables: vec![None; model.tables.len()] }
    }

    pub(super) fn holds(&self, id: VarId) -> bool {
        self.next[id.idx()].is_some()
    }

    pub(super) fn holds_table(&self, id: TableId) -> bool {
        self.tables[id.idx()].is_some()
    }

    /// Inputs reached, in order of declaration, tables last.
    pub(super) fn inputs(&self, model: &Model) -> Vec<Input> {
        let variables = (0..model.variables.len() as u32).map(VarId);
        let variables = variables.filter(|id| self.holds(*id) && is_input(&model.variable(*id).kind)).map(Input::Variable);
        let tables = (0..model.tables.len() as u32).map(TableId).filter(|id| self.holds_table(*id)).map(Input::Table);
        variables.chain(tables).collect()
    }

    /// Inputs reached that no future draws.
    pub(super) fn fixed(&self, model: &Model, drawn: &[VarId]) -> Vec<VarId> {
        let inputs = self.inputs(model).into_iter().filter_map(|input| match input {
            Input::Variable(id) => Some(id),
            Input::Table(_) => None,
        });
        inputs.filter(|id| !drawn.contains(id)).collect()
    }

    /// How many computed variables stand between the inputs and the outcome; a game counts once.
    pub(super) fn equations(&self, model: &Model) -> usize {
        let mut games = Vec::new();
        let mut count = 0;
        for (at, variable) in model.variables.iter().enumerate() {
            if !self.holds(VarId(at as u32)) || is_input(&variable.kind) || matches!(variable.kind, Kind::Outcome { .. }) {
                continue;
            }
            match variable.origin {
                Origin::Game(game) if games.contains(&game) => {}
                Origin::Game(game) => {
                    games.push(game);
                    count += 1;
                }
                _ => count += 1,
            }
        }
        count
    }

    /// The shortest way from the outcome to an input, both ends left out; equations of one game are named by the game.
    pub(super) fn path(&self, model: &Model, input: Input) -> Vec<String> {
        let mut at = match input {
            Input::Variable(id) => self.next[id.idx()],
            Input::Table(id) => self.tables[id.idx()],
        };
        let mut names: Vec<String> = Vec::new();
        while let Some(id) = at {
            let next = self.next[id.idx()];
            if next == Some(id) {
                break;
            }
            let variable = model.variable(id);
            let name = match variable.origin {
                Origin::Game(game) => model.games.get(game.idx()).map_or_else(String::new, |game| format!("game {}", game.name)),
                _ => variable.name.clone(),
            };
            if names.last() != Some(&name) {
                names.push(name);
            }
            at = next;
        }
        names.reverse();
        names
    }
}
