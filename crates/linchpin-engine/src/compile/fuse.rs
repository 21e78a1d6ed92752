//! Neighbouring operations become one instruction: less memory traffic, less dispatch, the same bits.
//!
//! Comes in: the values of a pass in order. Goes out: instructions in order. A value that only one other reads is computed
//! inside it. Each operation is still rounded by itself: Rust never joins a product and a sum on its own. Which trees of up to five
//! operands are worth a kernel was counted on the flagship, the largest model that comes along; a few near relatives were added
//! by hand.

use std::collections::HashMap;

use linchpin_core::builtin::{self, Operator, greatest, least};
use linchpin_core::elementary::{exp, exp_plain, is_plain_exponent, is_plain_power, logistic, logistic_plain, pow, pow_plain};
use linchpin_core::kernel;
use linchpin_core::lanes::{Kernel, Lanes};

use super::graph::{Graph, Operation, Rule, ValueId, is};

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
    let table = Table::new();
    // Where in the list the instruction of a value stands, until it is taken into another.
    let mut at: HashMap<ValueId, usize> = HashMap::new();
    let mut list: Vec<Option<Instruction>> = Vec::with_capacity(order.len());
    for &id in order {
        let node = graph.node(id);
        let mut instruction = Instruction { out: id, operation: node.operation, args: node.args.clone() };
        // From the inside out: in a chain this makes the most pairs.
        let mut side = instruction.args.len();
        while side > 0 {
            side -= 1;
            let arg = instruction.args[side];
            let inner = at.get(&arg).and_then(|&at| list[at].as_ref()).filter(|_| readers[&arg] == 1 && single(arg));
            if let Some(joined) = inner.and_then(|inner| table.join(&instruction, side, inner)) {
                list[at[&arg]] = None;
                instruction = joined;
                side = instruction.args.len();
            }
        }
        at.insert(id, list.len());
        list.push(Some(instruction));
    }
    list.into_iter().flatten().collect()
}

/// The joined kernels, by outer kernel, place of the argument, inner kernel.
struct Table(HashMap<(*const Kernel, usize, *const Kernel), &'static Kernel>);

impl Table {
    fn new() -> Self {
        let mut table = HashMap::with_capacity(PAIRS.len() + TREES.len());
        for Joined { outer, at, inner, kernel } in PAIRS.iter().chain(TREES).chain(CHOICES.iter().copied()) {
            table.insert((std::ptr::from_ref(outer.kernel()), *at, std::ptr::from_ref(inner.kernel())), kernel);
        }
        Table(table)
    }

    /// `outer` with one of its arguments computed inside it.
    fn join(&self, outer: &Instruction, side: usize, inner: &Instruction) -> Option<Instruction> {
        let (Operation::Apply(outer_rule), Operation::Apply(inner_rule)) = (outer.operation, inner.operation) else {
            return None;
        };
        let find = |at: usize| self.0.get(&(std::ptr::from_ref(outer_rule.0), at, std::ptr::from_ref(inner_rule.0))).copied();
        // A sum or product may take its arguments in either order.
        let swaps = is(outer_rule.0, Operator::Add) || is(outer_rule.0, Operator::Multiply);
        let (kernel, at, mut args) = match find(side) {
            Some(kernel) => (kernel, side, outer.args.clone()),
            None if swaps => (find(1 - side)?, 1 - side, vec![outer.args[1], outer.args[0]]),
            None => return None,
        };
        args.splice(at..=at, inner.args.iter().copied());
        Some(Instruction { out: outer.out, operation: Operation::Apply(Rule(kernel)), args })
    }
}

/// What a joined kernel is made of.
enum Part {
    Operator(Operator),
    Function(&'static builtin::Builtin),
    /// A pair, by its operators and the place of the inner one.
    Pair(Operator, usize, Operator),
    Joined(&'static Joined),
}

impl Part {
    fn kernel(&self) -> &'static Kernel {
        match self {
            Part::Operator(operator) => operator.kernel(),
            Part::Function(row) => row.kernel().expect("only functions of this instant are joined"),
            Part::Joined(joined) => &joined.kernel,
            Part::Pair(outer, at, inner) => {
                let same = |pair: &&Joined| {
                    let part = |part: &Part, operator: &Operator| matches!(part, Part::Operator(own) if own == operator);
                    pair.at == *at && part(&pair.outer, outer) && part(&pair.inner, inner)
                };
                &PAIRS.iter().find(same).expect("trees are made of pairs that there are").kernel
            }
        }
    }
}

/// `outer` with argument `at` computed by `inner`: the arguments of the inner stand in that one's place.
struct Joined {
    outer: Part,
    at: usize,
    inner: Part,
    kernel: Kernel,
}

macro_rules! pairs {
    ($($inner:ident $sign:tt;)*) => {
        &[$(
            pair(Operator::Add, 0, Operator::$inner, kernel!(|a, b, c| (a $sign b) + c)),
            pair(Operator::Multiply, 0, Operator::$inner, kernel!(|a, b, c| (a $sign b) * c)),
            pair(Operator::Subtract, 0, Operator::$inner, kernel!(|a, b, c| (a $sign b) - c)),
            pair(Operator::Subtract, 1, Operator::$inner, kernel!(|c, a, b| c - (a $sign b))),
            pair(Operator::Divide, 0, Operator::$inner, kernel!(|a, b, c| (a $sign b) / c)),
            pair(Operator::Divide, 1, Operator::$inner, kernel!(|c, a, b| c / (a $sign b))),
        )*]
    };
}

const fn pair(outer: Operator, at: usize, inner: Operator, kernel: Kernel) -> Joined {
    Joined { outer: Part::Operator(outer), at, inner: Part::Operator(inner), kernel }
}

static PAIRS: &[Joined] = pairs! {
    Add +;
    Subtract -;
    Multiply *;
    Divide /;
};

macro_rules! part {
    ([$outer:ident $at:literal $inner:ident]) => {
        Part::Pair(Operator::$outer, $at, Operator::$inner)
    };
    ({$row:path}) => {
        Part::Function(&$row)
    };
    (($joined:ident)) => {
        Part::Joined(&$joined)
    };
    ($operator:ident) => {
        Part::Operator(Operator::$operator)
    };
}

macro_rules! joined {
    ($outer:tt $at:literal $inner:tt = |$($x:ident),+| $rule:expr $(, $quick:expr => $plain:expr)?) => {
        Joined {
            outer: part!($outer),
            at: $at,
            inner: part!($inner),
            kernel: kernel!(|$($x),+| $rule $(, $quick => $plain)?),
        }
    };
}

macro_rules! trees {
    ($($outer:tt $at:literal $inner:tt = |$($x:ident),+| $rule:expr $(, $quick:expr => $plain:expr)?;)*) => {
        &[$(joined!($outer $at $inner = |$($x),+| $rule $(, $quick => $plain)?),)*]
    };
}

/// A comparison that decides: NaN where it cannot.
#[inline(always)]
fn decided<V: Lanes>(holds: V::Mask, a: V, b: V, yes: V, no: V) -> V {
    V::select(a.is_nan() | b.is_nan(), V::all(f64::NAN), V::select(holds, yes, no))
}

static TREES: &[Joined] = trees! {
    [Add 0 Multiply] 2 Multiply = |a, b, c, d| a * b + c * d;
    [Add 0 Multiply] 2 Add = |a, b, c, d| a * b + (c + d);
    [Add 0 Multiply] 2 Subtract = |a, b, c, d| a * b + (c - d);
    [Multiply 0 Subtract] 2 Multiply = |a, b, c, d| (a - b) * (c * d);
    [Subtract 1 Multiply] 0 Subtract = |a, b, c, d| (a - b) - c * d;
    [Subtract 1 Multiply] 0 Multiply = |a, b, c, d| a * b - c * d;
    Add 0 [Add 0 Multiply] = |a, b, c, d| (a * b + c) + d;
    Add 1 [Multiply 0 Multiply] = |a, b, c, d| a + (b * c) * d;
    Add 1 [Multiply 0 Subtract] = |a, b, c, d| a + (b - c) * d;
    Subtract 0 [Add 0 Multiply] = |a, b, c, d| (a * b + c) - d;
    Subtract 0 [Subtract 1 Multiply] = |a, b, c, d| (a - b * c) - d;
    Subtract 0 [Divide 0 Multiply] = |a, b, c, d| (a * b) / c - d;
    Subtract 1 [Multiply 0 Subtract] = |a, b, c, d| a - (b - c) * d;
    Subtract 1 [Multiply 0 Multiply] = |a, b, c, d| a - (b * c) * d;
    Subtract 1 [Divide 0 Multiply] = |a, b, c, d| a - (b * c) / d;
    Multiply 0 [Multiply 0 Multiply] = |a, b, c, d| ((a * b) * c) * d;
    Multiply 0 [Multiply 0 Divide] = |a, b, c, d| ((a / b) * c) * d;
    Multiply 1 [Add 0 Multiply] = |a, b, c, d| a * (b * c + d);
    Multiply 1 [Subtract 1 Multiply] = |a, b, c, d| a * (b - c * d);
    Divide 1 [Add 0 Multiply] = |a, b, c, d| a / (b * c + d);
    [Add 0 Multiply] 2 Divide = |a, b, c, d| a * b + c / d;
    [Add 0 Multiply] 2 [Add 0 Multiply] = |a, b, c, d, e| a * b + (c * d + e);
    [Add 0 Multiply] 2 [Subtract 1 Multiply] = |a, b, c, d, e| a * b + (c - d * e);
    [Add 0 Multiply] 2 [Multiply 0 Divide] = |a, b, c, d, e| a * b + (c / d) * e;
    [Subtract 1 Multiply] 0 [Add 0 Multiply] = |a, b, c, d, e| (a * b + c) - d * e;
    [Subtract 1 Multiply] 0 [Subtract 1 Multiply] = |a, b, c, d, e| (a - b * c) - d * e;
    [Multiply 0 Divide] 2 [Multiply 0 Add] = |a, b, c, d, e| (a / b) * ((c + d) * e);
    [Divide 0 Subtract] 0 {builtin::CLAMP} = |a, b, c, d, e| (greatest(b, least(a, c)) - d) / e;
    {builtin::CLAMP} 0 [Subtract 1 Multiply] = |a, b, c, d, e| greatest(d, least(a - b * c, e));
    {builtin::CLAMP} 0 [Add 0 Multiply] = |a, b, c, d, e| greatest(d, least(a * b + c, e));
    Choose 2 Choose = |a, b, c, d, e| builtin::choose(a, b, builtin::choose(c, d, e));
    Power 0 Divide = |a, b, c| pow(a / b, c), pow_plain(a / b, c) => is_plain_power(a / b, c);
    {builtin::CLAMP} 0 Add = |a, b, c, d| greatest(c, least(a + b, d));
    {builtin::CLAMP} 0 Subtract = |a, b, c, d| greatest(c, least(a - b, d));
    {builtin::CLAMP} 0 Multiply = |a, b, c, d| greatest(c, least(a * b, d));
    {builtin::CLAMP} 0 Divide = |a, b, c, d| greatest(c, least(a / b, d));
    {builtin::MAX} 1 Add = |a, b, c| greatest(a, b + c);
    {builtin::MAX} 1 Subtract = |a, b, c| greatest(a, b - c);
    {builtin::MAX} 1 Multiply = |a, b, c| greatest(a, b * c);
    {builtin::MAX} 0 {builtin::MAX} = |a, b, c| greatest(greatest(a, b), c);
    {builtin::MIN} 1 Divide = |a, b, c| least(a, b / c);
    Choose 0 Less = |a, b, c, d| decided(a.less(b), a, b, c, d);
    Choose 0 LessEqual = |a, b, c, d| decided(a.at_most(b), a, b, c, d);
    Choose 0 Greater = |a, b, c, d| decided(b.less(a), a, b, c, d);
    Choose 1 Multiply = |a, b, c, d| builtin::choose(a, b * c, d);
    {builtin::EXP} 0 Multiply = |a, b| exp(a * b), exp_plain(a * b) => is_plain_exponent(a * b);
    {builtin::EXP} 0 [Multiply 0 Subtract] =
        |a, b, c| exp((a - b) * c), exp_plain((a - b) * c) => is_plain_exponent((a - b) * c);
    {builtin::EXP} 0 [Subtract 1 Multiply] =
        |a, b, c| exp(a - b * c), exp_plain(a - b * c) => is_plain_exponent(a - b * c);
    {builtin::LOGISTIC} 0 [Multiply 0 Subtract] =
        |a, b, c| logistic((a - b) * c), logistic_plain((a - b) * c) => is_plain_exponent((a - b) * c);
};

// A choice between two actions: what the lesser weighs, and the chance of each.
static APART: Joined = joined!({builtin::ABS} 0 Subtract = |a, b| (a - b).abs());
static SHORTFALL: Joined = joined!(Negate 0 (APART) = |a, b| -(a - b).abs());
static EXPONENT: Joined = joined!(Multiply 1 (SHORTFALL) = |p, a, b| p * -(a - b).abs());
static LESSER: Joined = joined!({builtin::EXP} 0 (EXPONENT) =
    |p, a, b| exp(p * -(a - b).abs()), exp_plain(p * -(a - b).abs()) => is_plain_exponent(p * -(a - b).abs()));
static BETTER: Joined = joined!(Choose 0 GreaterEqual = |a, b, c, d| decided(b.at_most(a), a, b, c, d));
static CHANCE: Joined = joined!(Divide 0 (BETTER) = |a, b, c, d, e| decided(b.at_most(a), a, b, c, d) / e);
static CHOICES: [&Joined; 6] = [&APART, &SHORTFALL, &EXPONENT, &LESSER, &BETTER, &CHANCE];
