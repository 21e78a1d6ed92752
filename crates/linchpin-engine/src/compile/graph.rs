//! All equations of an arm as one graph of values, each value once.
//!
//! Comes in: operations on values, one after the other. Goes out: ids; equal operations on equal values get the same id,
//! so games and sectors share what they have in common, and operations on numbers become numbers.

use std::collections::HashMap;

use linchpin_core::builtin::Operator;
use linchpin_core::kernel;
use linchpin_core::lanes::{Kernel, weaves};
use linchpin_core::model::VarId;

use super::Passes;
use crate::program::Points;

/// A value of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ValueId(pub u32);

impl ValueId {
    pub(crate) fn idx(self) -> usize {
        self.0 as usize
    }
}

/// A kernel, equal only to itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule(pub &'static Kernel);

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Rule {}

impl std::hash::Hash for Rule {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}

/// How a value comes about. Chance of the first step is kept apart, because it is drawn once per run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Operation {
    /// A number, by its bits.
    Number(u64),
    /// A lever or uncertainty that an arm sets to one value.
    Set(VarId),
    /// An uncertainty drawn per future.
    Drawn(VarId),
    /// Time at this step.
    Time,
    /// Time at an inner point of a Runge-Kutta step.
    InnerTime,
    /// The time of the step, read at an inner point: it joins functions of the inner time, so it is laid out with them.
    InnerHeld,
    /// State held from the step before, by slot.
    State(u32),
    /// A stock's state at an inner point.
    Trial(u32),
    /// A uniform draw of a stream.
    Uniform { stream: u32, first: bool },
    /// An event of a stream; its argument is the rate.
    Event { stream: u32, first: bool },
    /// A pure function of its arguments.
    Apply(Rule),
    /// A table at its argument.
    Lookup(u32),
    /// The value that leaves a fixed delay.
    Delayed(u32),
    /// Its argument, in a row of its own.
    Copy,
}

/// One value: its operation, arguments and tempo.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub operation: Operation,
    pub args: Vec<ValueId>,
    /// Differs between futures.
    pub lanes: bool,
    /// Differs between steps.
    pub timed: bool,
    /// Differs between the inner points of a step.
    pub inner: bool,
}

/// The graph. Arguments come before what uses them.
#[derive(Debug)]
pub(crate) struct Graph {
    pub nodes: Vec<Node>,
    passes: Passes,
    known: HashMap<(Operation, Vec<ValueId>), ValueId>,
}

impl Graph {
    pub(crate) fn new(passes: Passes) -> Self {
        Graph { nodes: Vec::new(), passes, known: HashMap::new() }
    }

    pub(crate) fn node(&self, id: ValueId) -> &Node {
        &self.nodes[id.idx()]
    }

    pub(crate) fn number(&mut self, value: f64) -> ValueId {
        self.add(Operation::Number(value.to_bits()), Vec::new())
    }

    pub(crate) fn as_number(&self, id: ValueId) -> Option<f64> {
        match self.node(id).operation {
            Operation::Number(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    pub(crate) fn operate(&mut self, operator: Operator, args: Vec<ValueId>) -> ValueId {
        self.apply(operator.kernel(), args)
    }

    /// A function of values: a number where it can be known, an argument where it is only that, else a node.
    pub(crate) fn apply(&mut self, kernel: &'static Kernel, mut args: Vec<ValueId>) -> ValueId {
        let known = |&arg: &ValueId| if self.passes.fold { self.as_number(arg) } else { None };
        let numbers: Vec<Option<f64>> = args.iter().map(known).collect();
        if let Some(numbers) = numbers.iter().copied().collect::<Option<Vec<f64>>>() {
            return self.number(kernel.of(&numbers));
        }
        if let Some(same) = self.only_an_argument(kernel, &args, &numbers) {
            return same;
        }
        if is(kernel, Operator::Divide) {
            match numbers[1] {
                Some(divisor) if is_power_of_two(divisor) => {
                    let inverse = self.number(1.0 / divisor);
                    return self.operate(Operator::Multiply, vec![args[0], inverse]);
                }
                _ if self.passes.weave && weaves() && self.again(args[0]) && !self.node(args[1]).timed => {
                    let inverse = self.apply(&INVERSE, vec![args[1]]);
                    args.push(inverse);
                    return self.add(Operation::Apply(Rule(&QUOTIENT)), args);
                }
                _ => {}
            }
        }
        if is(kernel, Operator::Add) || is(kernel, Operator::Multiply) {
            args.sort_unstable();
        }
        self.add(Operation::Apply(Rule(kernel)), args)
    }

    /// Computed at every step, in lanes.
    fn again(&self, id: ValueId) -> bool {
        self.node(id).lanes && self.node(id).timed
    }

    pub(crate) fn lookup(&mut self, tables: &[Points], table: u32, at: ValueId) -> ValueId {
        match self.as_number(at) {
            Some(x) if self.passes.fold => self.number(tables[table as usize].at(x)),
            _ => self.add(Operation::Lookup(table), vec![at]),
        }
    }

    /// Only changes that leave every bit alone: `0 + x` is not `x` when x is -0, but `x - 0` is.
    fn only_an_argument(&self, kernel: &'static Kernel, args: &[ValueId], numbers: &[Option<f64>]) -> Option<ValueId> {
        let plus_zero = |x: f64| x.to_bits() == 0;
        match numbers {
            [Some(1.0), _] if is(kernel, Operator::Multiply) => Some(args[1]),
            [_, Some(1.0)] if is(kernel, Operator::Multiply) || is(kernel, Operator::Divide) => Some(args[0]),
            [_, Some(zero)] if is(kernel, Operator::Subtract) && plus_zero(*zero) => Some(args[0]),
            [Some(holds), ..] if is(kernel, Operator::Choose) && !holds.is_nan() => {
                Some(if *holds != 0.0 { args[1] } else { args[2] })
            }
            _ => None,
        }
    }

    pub(crate) fn add(&mut self, operation: Operation, args: Vec<ValueId>) -> ValueId {
        let computed = matches!(operation, Operation::Apply(_) | Operation::Lookup(_));
        let alone = computed && !self.passes.share;
        if let Some(&id) = self.known.get(&(operation, args.clone())).filter(|_| !alone) {
            return id;
        }
        let (mut lanes, mut timed) = match operation {
            Operation::Number(_) | Operation::Set(_) => (false, false),
            Operation::Drawn(_) => (true, false),
            Operation::Time | Operation::InnerTime | Operation::InnerHeld => (false, true),
            Operation::State(_) | Operation::Trial(_) | Operation::Delayed(_) | Operation::Copy => (true, true),
            Operation::Uniform { first, .. } | Operation::Event { first, .. } => (true, !first),
            Operation::Apply(_) | Operation::Lookup(_) => (!self.passes.hoist, false),
        };
        let mut inner = matches!(operation, Operation::InnerTime | Operation::InnerHeld | Operation::Trial(_));
        for arg in &args {
            inner |= self.node(*arg).inner;
            lanes |= self.node(*arg).lanes;
            timed |= self.node(*arg).timed;
        }
        let id = ValueId(self.nodes.len() as u32);
        self.nodes.push(Node { operation, args: args.clone(), lanes, timed, inner });
        self.known.insert((operation, args), id);
        id
    }
}

/// What a divisor that stays the same is turned into once, and the division at every step.
static INVERSE: Kernel = kernel!(|divisor| divisor.inverse());
static QUOTIENT: Kernel = kernel!(|x, divisor, inverse| x.quotient(divisor, inverse));

/// Whether a division by it and a product with its inverse are the same, for both are exact or rounded alike.
fn is_power_of_two(divisor: f64) -> bool {
    let significand = divisor.to_bits() << 12;
    significand == 0 && divisor.is_normal() && (1.0 / divisor).is_normal()
}

pub(crate) fn is(kernel: &'static Kernel, operator: Operator) -> bool {
    std::ptr::eq(kernel, operator.kernel())
}

#[cfg(test)]
mod tests {
    use super::is_power_of_two;

    #[test]
    fn products_with_inverses_of_powers_of_two_are_divisions() {
        let dividends = [0.0, -0.0, 5e-324, -3e-310, 0.1, -7.3, 1e300, f64::MAX, f64::INFINITY, f64::NAN];
        for exponent in 1_u64..2046 {
            for divisor in [f64::from_bits(exponent << 52), -f64::from_bits(exponent << 52)] {
                assert!(is_power_of_two(divisor), "{divisor:e}");
                for x in dividends {
                    let (long, short) = (x / divisor, x * (1.0 / divisor));
                    assert!(long.to_bits() == short.to_bits() || long.is_nan() && short.is_nan(), "{x:e} / {divisor:e}");
                }
            }
        }
        assert!(
            [0.0, -0.0, 5e-324, 3.0, 1.5, f64::INFINITY, f64::NAN, f64::from_bits(2046 << 52)]
                .into_iter()
                .all(|x| !is_power_of_two(x))
        );
    }
}
