//! Who reads whom: the links between the things that an analyst can name.
//!
//! Comes in: a checked model. Goes out: for each written variable what it reads. State behind a smooth, delay or reducer
//! counts as part of the variable it belongs to, since nobody wrote it. Refuses: nothing.

use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Memory, Model, Origin, TableId, VarId};

/// Every expression that a variable is computed from, starts included.
pub fn expressions(kind: &Kind) -> Vec<&Expr> {
    match kind {
        Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. } => Vec::new(),
        Kind::Stock { start, change, .. } => vec![start, change],
        Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Event { rate: e } | Kind::Outcome { value: e, .. } => vec![e],
        Kind::Memory(Memory::Least(e) | Memory::Greatest(e) | Memory::First(e)) => vec![e],
        Kind::Memory(Memory::Previous { input, start }) => vec![input, start],
        Kind::Memory(Memory::DelayFixed { input, delay, start }) => vec![input, delay, start],
    }
}

/// The written variable, or variable of a game, that a variable is part of: itself, or the one behind whose smooth,
/// delay or reducer it stands. `None` for state behind a check.
pub fn owner(model: &Model, id: VarId) -> Option<VarId> {
    let mut id = id;
    // Owners are written before what belongs to them; the count only guards against a circle that cannot be.
    for _ in 0..model.variables.len() {
        match model.variable(id).origin {
            Origin::Written | Origin::Game(_) => return Some(id),
            Origin::Within(outer) => id = outer,
            Origin::Check => return None,
        }
    }
    None
}

/// For each variable what it reads, with state behind smooths and the like folded into its owner; sorted, each once.
pub fn reads(model: &Model) -> Vec<Vec<VarId>> {
    let mut reads = vec![Vec::new(); model.variables.len()];
    for (at, variable) in model.variables.iter().enumerate() {
        let Some(reader) = owner(model, VarId(at as u32)) else { continue };
        for expr in expressions(&variable.kind) {
            expr.reads(&mut |id| {
                if let Some(read) = owner(model, id) {
                    // What a variable's own state reads of it is no link between names; a stock reading itself is.
                    let within = read == reader && model.variable(id).origin != model.variable(reader).origin;
                    if !within {
                        reads[reader.idx()].push(read);
                    }
                }
            });
        }
    }
    for list in &mut reads {
        list.sort();
        list.dedup();
    }
    reads
}

/// Variables that an expression reads, state behind smooths and the like as it is; sorted, each once.
pub fn raw_reads(expr: &Expr) -> Vec<VarId> {
    let mut found = Vec::new();
    expr.reads(&mut |id| found.push(id));
    found.sort();
    found.dedup();
    found
}

/// Variables that an expression reads, by owner; sorted, each once.
pub fn reads_of(model: &Model, expr: &Expr) -> Vec<VarId> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        expr.reads(&mut |id| match owner(model, id) {
            Some(read) => found.push(read),
            // State behind a check reads on; a smooth reads itself, so each is opened once.
            None if !seen.contains(&id) => {
                seen.push(id);
                open.extend(expressions(&model.variable(id).kind));
            }
            None => {}
        });
    }
    found.sort();
    found.dedup();
    found
}

/// Tables that a kind of variable reads; sorted, each once.
pub fn tables(kind: &Kind) -> Vec<TableId> {
    let mut found = Vec::new();
    for expr in expressions(kind) {
        expr.walk(&mut |e| {
            if let Expr::Lookup(table, _) = e {
                found.push(*table);
            }
        });
    }
    found.sort();
    found.dedup();
    found
}
