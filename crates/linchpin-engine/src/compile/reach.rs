//! What must be computed: the variables on which anything asked for depends.
//!
//! A stock that nothing asked for reads, directly or through others, is neither moved nor watched.

use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Memory, Model, VarId};
use linchpin_core::order::{Phase, Settings, inputs};

/// Which variables are needed, at every step and at the first step.
#[derive(Debug)]
pub(crate) struct Needed {
    pub step: Vec<bool>,
    pub first: Vec<bool>,
}

/// Everything reachable from the variables asked for.
pub(crate) fn needed(model: &Model, settings: &Settings, asked: impl Iterator<Item = VarId>) -> Needed {
    let n = model.variables.len();
    let mut found = Needed { step: vec![false; n], first: vec![false; n] };
    let mut open: Vec<(VarId, Phase)> = asked.map(|id| (id, Phase::Step)).collect();
    while let Some((id, phase)) = open.pop() {
        let seen = match phase {
            Phase::Step => &mut found.step[id.idx()],
            Phase::First => &mut found.first[id.idx()],
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        for expr in inputs(model, settings, id, phase) {
            push(expr, phase, &mut open);
        }
        let set = settings.iter().any(|(set, _)| *set == id);
        if phase == Phase::Step && !set {
            match &model.variable(id).kind {
                Kind::Stock { change, .. } => {
                    push(change, Phase::Step, &mut open);
                    open.push((id, Phase::First));
                }
                Kind::Memory(memory) => {
                    if let Memory::Previous { input, .. } | Memory::DelayFixed { input, .. } = memory {
                        push(input, Phase::Step, &mut open);
                    }
                    open.push((id, Phase::First));
                }
                _ => {}
            }
        }
    }
    found
}

fn push(expr: &Expr, phase: Phase, open: &mut Vec<(VarId, Phase)>) {
    match phase {
        Phase::First => expr.reads(&mut |id| open.push((id, Phase::First))),
        Phase::Step => {
            expr.reads_now(&mut |id| open.push((id, Phase::Step)));
            expr.walk(&mut |inner| {
                if let Expr::Initial(of) = inner {
                    of.reads(&mut |id| open.push((id, Phase::First)));
                }
            });
        }
    }
}
