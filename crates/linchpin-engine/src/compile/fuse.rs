//! Pairs of arithmetic become one instruction: half the memory traffic, half the dispatch, the same bits.
//!
//! Comes in: the values of a pass in order. Goes out: instructions in order. A value that only one other reads is computed
//! inside it. Each operation is still rounded by itself: Rust never joins a product and a sum on its own.

use std::collections::HashMap;

use linchpin_core::builtin::Operator;
use linchpin_core::kernel;
use linchpin_core::lanes::Kernel;

use super::graph::{Graph, Operation, ValueId};

/// One value to compute, from which others, by what.
#[derive(Clone, Debug)]
pub(crate) struct Instruction {
    pub out: ValueId,
    pub operation: Operation,
    pub args: Vec<ValueId>,
}

/// The instructions for values in order; `single(value)` is true of values that nothing outside the list reads.
pub(crate) fn fuse(graph: &Graph, order: &[ValueId], single: impl Fn(ValueId) -> bool) -> Vec<Instruction> {
    let mut readers: HashMap<ValueId, usize> = HashMap::new();
    for arg in order.iter().flat_map(|id| &graph.node(*id).args) {
        *readers.entry(*arg).or_default() += 1;
    }
    // Where in the list the instruction of a value stands, until it is taken into another.
    let mut at: HashMap<ValueId, usize> = HashMap::new();
    let mut list: Vec<Option<Instruction>> = Vec::with_capacity(order.len());
    for &id in order {
        let node = graph.node(id);
        let mut instruction = Instruction { out: id, operation: node.operation, args: node.args.clone() };
        // From the inside out: in a chain this makes the most pairs.
        for side in (0..node.args.len()).rev() {
            let arg = node.args[side];
            let inner = at.get(&arg).and_then(|&at| list[at].as_ref()).filter(|_| readers[&arg] == 1 && single(arg));
            if let Some(joined) = inner.and_then(|inner| join(&instruction, side, inner)) {
                list[at[&arg]] = None;
                instruction = joined;
                break;
            }
        }
        at.insert(id, list.len());
        list.push(Some(instruction));
    }
    list.into_iter().flatten().collect()
}

/// `outer` with its argument on one side computed inside it.
fn join(outer: &Instruction, side: usize, inner: &Instruction) -> Option<Instruction> {
    let (Operation::Apply(outer_rule), Operation::Apply(inner_rule)) = (outer.operation, inner.operation) else {
        return None;
    };
    let find = |left: bool| {
        let same = |pair: &&Pair| {
            pair.left == left
                && std::ptr::eq(pair.outer.kernel(), outer_rule.0)
                && std::ptr::eq(pair.inner.kernel(), inner_rule.0)
        };
        PAIRS.iter().find(same)
    };
    let other = outer.args.get(1 - side.min(1)).copied()?;
    let (a, b) = (*inner.args.first()?, *inner.args.get(1)?);
    // A sum or product may take its arguments in either order.
    let swaps = super::graph::is(outer_rule.0, Operator::Add) || super::graph::is(outer_rule.0, Operator::Multiply);
    let (pair, args) = match find(side == 0 || swaps) {
        Some(pair) if pair.left => (pair, vec![a, b, other]),
        Some(pair) => (pair, vec![other, a, b]),
        None => return None,
    };
    Some(Instruction { out: outer.out, operation: Operation::Apply(super::graph::Rule(&pair.kernel)), args })
}

/// `(a inner b) outer c` on the left, `c outer (a inner b)` on the right.
struct Pair {
    outer: Operator,
    inner: Operator,
    left: bool,
    kernel: Kernel,
}

macro_rules! pairs {
    ($($inner:ident $sign:tt;)*) => {
        &[$(
            Pair { outer: Operator::Add, inner: Operator::$inner, left: true, kernel: kernel!(|a, b, c| (a $sign b) + c) },
            Pair { outer: Operator::Multiply, inner: Operator::$inner, left: true, kernel: kernel!(|a, b, c| (a $sign b) * c) },
            Pair { outer: Operator::Subtract, inner: Operator::$inner, left: true, kernel: kernel!(|a, b, c| (a $sign b) - c) },
            Pair { outer: Operator::Subtract, inner: Operator::$inner, left: false, kernel: kernel!(|c, a, b| c - (a $sign b)) },
            Pair { outer: Operator::Divide, inner: Operator::$inner, left: true, kernel: kernel!(|a, b, c| (a $sign b) / c) },
            Pair { outer: Operator::Divide, inner: Operator::$inner, left: false, kernel: kernel!(|c, a, b| c / (a $sign b)) },
        )*]
    };
}

static PAIRS: &[Pair] = pairs! {
    Add +;
    Subtract -;
    Multiply *;
    Divide /;
};
