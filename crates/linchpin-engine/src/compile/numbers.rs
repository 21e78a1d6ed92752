//! What is the same for all futures: numbers per arm, functions of time, constants; and where ops find them.
//!
//! Comes in: the graph, and the values without lanes that its passes read. Goes out: how they are computed, in order, and
//! the place of each in the arm's list of numbers.

use std::collections::HashMap;

use linchpin_core::model::VarId;

use super::graph::{Graph, Operation, ValueId};
use crate::program::{Clockwork, Input, ScalarOp};

/// What is the same for all futures: per arm, and per arm and step.
pub(crate) struct Scalars {
    pub set: Vec<VarId>,
    pub ops: Vec<ScalarOp>,
    pub clock: Clockwork,
    pub inner_clock: Clockwork,
    pub constants: Vec<f64>,
    /// Where in the list of numbers each value is found.
    pub places: HashMap<ValueId, u32>,
}

impl Scalars {
    /// The place of one more number, which whoever asks sets when it is needed.
    pub(crate) fn room(&mut self) -> u32 {
        self.constants.push(0.0);
        self.exported() + (self.set.len() + self.ops.len() + self.constants.len()) as u32 - 1
    }

    /// `wanted`: values that ops read, those with lanes among them.
    pub(crate) fn new(graph: &Graph, mut wanted: Vec<ValueId>) -> Self {
        wanted.retain(|id| !graph.node(*id).lanes);
        wanted.sort_unstable();
        wanted.dedup();
        let mut needed = vec![false; graph.nodes.len()];
        wanted.iter().for_each(|id| needed[id.idx()] = true);
        for at in (0..needed.len()).rev() {
            if needed[at] {
                graph.nodes[at].args.iter().for_each(|arg| needed[arg.idx()] = true);
            }
        }
        let mut scalars = Scalars {
            set: Vec::new(),
            ops: Vec::new(),
            clock: Clockwork::default(),
            inner_clock: Clockwork::default(),
            constants: Vec::new(),
            places: HashMap::new(),
        };
        let inputs = scalars.collect(graph, &needed);
        for &id in &wanted {
            let node = graph.node(id);
            if let Input::Slot(slot) = inputs[&id] {
                let clock = if node.inner { &mut scalars.inner_clock } else { &mut scalars.clock };
                scalars.places.insert(id, clock.exported.len() as u32);
                clock.exported.push(slot);
            }
        }
        let (inner_at, scalars_at) = (scalars.clock.exported.len() as u32, scalars.exported());
        for id in wanted {
            match inputs[&id] {
                Input::Slot(_) if graph.node(id).inner => *scalars.places.entry(id).or_default() += inner_at,
                Input::Slot(_) => {}
                Input::Scalar(at) => {
                    scalars.places.insert(id, scalars_at + at);
                }
                Input::Number(number) => {
                    let at = scalars_at + (scalars.set.len() + scalars.ops.len() + scalars.constants.len()) as u32;
                    scalars.places.insert(id, at);
                    scalars.constants.push(number);
                }
            }
        }
        scalars
    }

    fn exported(&self) -> u32 {
        (self.clock.exported.len() + self.inner_clock.exported.len()) as u32
    }

    /// Lists what must be computed; says where each value is found by those computed after it.
    fn collect(&mut self, graph: &Graph, needed: &[bool]) -> HashMap<ValueId, Input> {
        let all = || (0..needed.len() as u32).map(ValueId).filter(|id| needed[id.idx()]);
        let mut inputs: HashMap<ValueId, Input> = HashMap::new();
        for id in all() {
            if let Operation::Set(variable) = graph.node(id).operation {
                inputs.insert(id, Input::Scalar(self.set.len() as u32));
                self.set.push(variable);
            }
        }
        for id in all() {
            let node = graph.node(id);
            let input = |arg: &ValueId| inputs[arg];
            let op = match node.operation {
                Operation::Set(_) => continue,
                Operation::Number(bits) => {
                    inputs.insert(id, Input::Number(f64::from_bits(bits)));
                    continue;
                }
                Operation::Time | Operation::InnerTime => {
                    inputs.insert(id, Input::Slot(0));
                    continue;
                }
                Operation::InnerHeld => {
                    inputs.insert(id, Input::Slot(1));
                    continue;
                }
                Operation::Apply(rule) => ScalarOp::Apply(rule.0, node.args.iter().map(input).collect()),
                Operation::Lookup(table) => ScalarOp::Lookup(table, input(&node.args[0])),
                _ => unreachable!("every other operation differs between futures"),
            };
            let clock = match (node.timed, node.inner) {
                (false, _) => {
                    inputs.insert(id, Input::Scalar((self.set.len() + self.ops.len()) as u32));
                    self.ops.push(op);
                    continue;
                }
                (true, false) => &mut self.clock,
                (true, true) => &mut self.inner_clock,
            };
            // Behind the two slots of time.
            inputs.insert(id, Input::Slot(clock.ops.len() as u32 + 2));
            clock.ops.push(op);
        }
        inputs
    }
}
