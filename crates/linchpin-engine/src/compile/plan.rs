//! Tempos, order and rows: the graph becomes flat lists.
//!
//! Within a pass, values are computed just before they are first needed (depth first from what must come out), and a
//! row is used again as soon as its value has been read for the last time. Where steps are woven, order and rows follow from what
//! can be one loop (`weave`).

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use linchpin_core::builtin::Operator;
use linchpin_core::experiment::Ask;
use linchpin_core::lanes::{MOST_ARGS, Place, weaves};
use linchpin_core::model::{Kind, VarId};

use super::fuse::{Instruction, fuse};
use super::graph::{Graph, Node, Operation, ValueId, is};
use super::lower::Lowering;
use super::numbers::Scalars;
use super::weave::Motion;
use super::{PassRoots, Passes, Roots};
use crate::program::{Arg, Delay, Inner, Move, Op, Pass, Program, Rate, Ruled, Weaving, WovenPoints};

/// The program that computes the roots.
pub(crate) fn plan(lowering: Lowering, roots: Roots, ask: &Ask, passes: Passes) -> Program {
    let graph = &lowering.graph;
    let mut rows = Rows::default();
    for slot in 0..lowering.states.variables.len() as u32 {
        let row = rows.hold();
        rows.states.push(row);
        let stock = matches!(lowering.model.variable(lowering.states.variables[slot as usize]).kind, Kind::Stock { .. });
        if stock && !roots.inner_changes.is_empty() {
            let (trial, sum) = (rows.hold(), rows.hold());
            rows.trials.insert(slot, (trial, sum));
        }
    }

    let inner = Section::new(graph, roots.inner_changes.iter().copied(), |node| node.lanes && node.inner);
    // What the inner points hold fast, and what memory takes in after them, must survive them.
    let mut through: Vec<ValueId> = inner.outside.iter().copied().filter(|&id| varies(graph.node(id))).collect();
    if !roots.inner_changes.is_empty() {
        let taken = roots.step.stores.iter().map(|(_, id)| *id).chain(roots.step.entering.iter().copied());
        through.extend(taken.filter(|&id| varies(graph.node(id))));
    }
    let step_roots = outputs(&roots.step).chain(roots.changes.iter().map(|(_, id)| *id)).chain(through.iter().copied());
    let step = Section::new(graph, step_roots, varies);
    let end = Section::new(graph, outputs(&roots.end).chain(roots.judged.iter().copied()), varies);

    let held: Vec<ValueId> = [&inner, &step, &end]
        .into_iter()
        .flat_map(|section| section.outside.iter().copied())
        .chain(roots.delays.iter().flat_map(|(length, start)| [*length, *start]))
        .chain(roots.changes.iter().map(|(_, id)| *id))
        .filter(|&id| once_per_run(graph.node(id)))
        .collect();
    let setup_roots = held.iter().copied().chain(roots.starts.iter().map(|(_, id)| *id));
    let setup = Section::new(graph, setup_roots.clone(), once_per_run);
    for &id in through.iter().chain(&held) {
        if !rows.of.contains_key(&id) && !is_state(graph.node(id)) {
            let row = rows.hold();
            rows.of.insert(id, row);
        }
    }

    let outside = [&setup, &step, &inner, &end].into_iter().flat_map(|section| section.outside.iter().copied());
    let begun = roots.starts.iter().map(|(_, id)| *id).chain(roots.delays.iter().flat_map(|(length, start)| [*length, *start]));
    let scalars = Scalars::new(graph, outside.chain(begun).collect());
    let mut writer =
        Writer { lowering: &lowering, passes, scalars, rows, most: 0, current: HashMap::new(), weavings: Vec::new() };
    let setup_ops = writer.ops(&setup, setup_roots, &[]).ops;
    let starts = roots.starts.iter().map(|&(slot, id)| (writer.rows.states[slot as usize], writer.arg(id))).collect();
    let delays =
        roots.delays.iter().map(|&(length, start)| Delay { length: writer.arg(length), start: writer.arg(start) }).collect();
    // Under Euler a stock may move as soon as nobody in the step reads it any more.
    let euler = roots.inner_changes.is_empty();
    let woven = passes.weave && weaves();
    let early: &[(u32, ValueId)] = if euler && passes.early || !euler && woven { &roots.changes } else { &[] };
    let changed = if early.is_empty() { &roots.changes[..] } else { &[] };
    let held_fast = through.iter().copied().chain(changed.iter().map(|(_, id)| *id));
    let step_roots = outputs(&roots.step).chain(held_fast);
    let written = match woven {
        true => writer.woven_ops(&step, step_roots, early, if euler { Motion::Euler } else { Motion::Begin }),
        false => writer.ops(&step, step_roots, early),
    };
    let late = if early.is_empty() { (0..roots.changes.len() as u32).collect() } else { written.late };
    let moved = |(index, &(slot, id))| writer.moved(slot, id, written.joined.get(&index), written.woven.contains(&index));
    let moves = (0..).zip(&roots.changes).map(moved).collect();
    let step_pass = writer.pass(written.ops, &roots.step);
    let inner = if woven && !euler {
        let tried: Vec<(u32, ValueId)> =
            roots.changes.iter().zip(&roots.inner_changes).map(|((slot, _), id)| (*slot, *id)).collect();
        let (by, weight) = (writer.scalars.room(), writer.scalars.room());
        let ops = writer.woven_ops(&inner, std::iter::empty(), &tried, Motion::Point { by, weight }).ops;
        Inner { ops, changes: Vec::new(), woven: Some(WovenPoints { by, weight, finish: writer.finish(&tried) }) }
    } else {
        let ops = writer.ops(&inner, roots.inner_changes.iter().copied(), &[]).ops;
        Inner { ops, changes: roots.inner_changes.iter().map(|&id| writer.arg(id)).collect(), woven: None }
    };
    let end_ops = writer.ops(&end, outputs(&roots.end).chain(roots.judged.iter().copied()), &[]).ops;
    let end_pass = writer.pass(end_ops, &roots.end);
    let judged = roots.judged.iter().map(|&id| writer.arg(id)).collect();
    let rows = writer.rows.held.max(writer.most) as usize;
    let (scalars, weavings) = (writer.scalars, writer.weavings);
    Program {
        time: lowering.time.clone(),
        at_steps: ask.at_steps.clone(),
        outcomes: ask.outcomes.clone(),
        series: ask.series.clone(),
        set: scalars.set,
        scalars: scalars.ops,
        constants: scalars.constants,
        clock: scalars.clock,
        inner_clock: scalars.inner_clock,
        setup: setup_ops,
        starts,
        delays,
        step: step_pass,
        moves,
        late,
        inner,
        end: end_pass,
        judged,
        rows,
        weavings,
        woven: Mutex::default(),
        tables: lowering.tables,
        streams: lowering.streams,
    }
}

fn outputs(pass: &PassRoots) -> impl Iterator<Item = ValueId> {
    let rules = pass.rules.iter().map(|(_, id)| *id);
    let stores = pass.stores.iter().map(|(_, id)| *id);
    pass.series.iter().copied().chain(rules).chain(stores).chain(pass.entering.iter().copied())
}

fn is_state(node: &Node) -> bool {
    matches!(node.operation, Operation::State(_) | Operation::Trial(_))
}

/// Computed at every step, in lanes.
fn varies(node: &Node) -> bool {
    node.lanes && node.timed && !node.inner && !is_state(node)
}

fn once_per_run(node: &Node) -> bool {
    node.lanes && !node.timed
}

/// The values that one pass computes, in order, and what it reads from outside.
pub(super) struct Section {
    pub(super) order: Vec<ValueId>,
    outside: Vec<ValueId>,
}

impl Section {
    /// Depth first without recursion: models have chains thousands of equations long.
    fn new(graph: &Graph, roots: impl Iterator<Item = ValueId>, inside: impl Fn(&Node) -> bool) -> Self {
        let mut section = Section { order: Vec::new(), outside: Vec::new() };
        let inside = |node: &Node| inside(node) && !is_state(node);
        let mut seen = vec![false; graph.nodes.len()];
        let mut path: Vec<(ValueId, usize)> = Vec::new();
        for root in roots {
            path.push((root, 0));
            while let Some((id, next)) = path.last_mut() {
                let (id, node) = (*id, graph.node(*id));
                if *next == 0 && std::mem::replace(&mut seen[id.idx()], true) {
                    path.pop();
                } else if !inside(node) {
                    section.outside.push(id);
                    path.pop();
                } else if let Some(&arg) = node.args.get(*next) {
                    *next += 1;
                    if !seen[arg.idx()] {
                        path.push((arg, 0));
                    }
                } else {
                    section.order.push(id);
                    path.pop();
                }
            }
        }
        section
    }
}

/// Which row holds what.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) held: u32,
    pub(super) states: Vec<u32>,
    /// Rows of trial values and sums of rates, by state slot.
    pub(super) trials: HashMap<u32, (u32, u32)>,
    /// Rows of values that outlive their pass.
    pub(super) of: HashMap<ValueId, u32>,
}

impl Rows {
    fn hold(&mut self) -> u32 {
        self.held += 1;
        self.held - 1
    }
}

/// What a pass became: instructions, the moves that wait for its end, those whose rate is computed with them, and those that are part
/// of a weave, by index.
pub(super) struct Written {
    pub(super) ops: Vec<Op>,
    pub(super) late: Vec<u32>,
    pub(super) joined: HashMap<u32, Join>,
    pub(super) woven: HashSet<u32>,
}

/// The sum or difference by which a stock moves.
pub(super) struct Join {
    sum: bool,
    a: ValueId,
    b: ValueId,
}

/// Takes out of the list the sums and differences that only one stock's move reads: the move computes them. What they are made of
/// must stand in rows, and not in those of states, which move themselves.
fn join_moves(
    graph: &Graph,
    list: &mut Vec<Instruction>,
    moves: &[(u32, ValueId)],
    free: impl Fn(ValueId) -> bool,
) -> HashMap<u32, Join> {
    let mut readers: HashMap<ValueId, usize> = HashMap::new();
    for id in list.iter().flat_map(|instruction| &instruction.args).chain(moves.iter().map(|(_, id)| id)) {
        *readers.entry(*id).or_default() += 1;
    }
    let of_change: HashMap<ValueId, u32> = moves.iter().zip(0..).map(|((_, id), index)| (*id, index)).collect();
    let mut joined = HashMap::new();
    list.retain(|instruction| {
        let Operation::Apply(rule) = instruction.operation else { return true };
        let (sum, difference) = (is(rule.0, Operator::Add), is(rule.0, Operator::Subtract));
        let in_rows = |id: &ValueId| graph.node(*id).lanes && !is_state(graph.node(*id));
        let out = instruction.out;
        let Some(&index) = of_change.get(&out).filter(|_| readers[&out] == 1 && free(out)) else { return true };
        if !(sum || difference) || !instruction.args.iter().all(in_rows) {
            return true;
        }
        joined.insert(index, Join { sum, a: instruction.args[0], b: instruction.args[1] });
        false
    });
    joined
}

/// Writes instructions, pass after pass.
pub(super) struct Writer<'a> {
    pub(super) lowering: &'a Lowering<'a>,
    pub(super) passes: Passes,
    scalars: Scalars,
    pub(super) rows: Rows,
    /// Rows of the widest pass.
    pub(super) most: u32,
    /// Rows of the values of the pass being written.
    pub(super) current: HashMap<ValueId, u32>,
    /// Weaves of all passes.
    pub(super) weavings: Vec<Weaving>,
}

/// The bounds of a stock that are watched, with their slack, and as they stand in the model.
pub(super) struct Watched {
    pub(super) low: f64,
    pub(super) high: f64,
    within: (Option<f64>, Option<f64>),
}

impl Writer<'_> {
    fn pass(&self, ops: Vec<Op>, roots: &PassRoots) -> Pass {
        let ruled = |(lever, id): &(VarId, ValueId)| {
            let Kind::Lever { range, .. } = &self.lowering.model.variable(*lever).kind else {
                unreachable!("rules are collected for levers");
            };
            Ruled { lever: *lever, value: self.arg(*id), range: range.clone() }
        };
        Pass {
            ops,
            series: roots.series.iter().map(|&id| self.arg(id)).collect(),
            rules: roots.rules.iter().map(ruled).collect(),
            stores: roots.stores.iter().map(|&(slot, id)| (self.rows.states[slot as usize], self.arg(id))).collect(),
            entering: roots.entering.iter().map(|&id| self.arg(id)).collect(),
        }
    }

    /// Instructions of a section. The roots keep their rows to its end; stocks move as early as they can, and those that
    /// can not before the end are named.
    pub(super) fn ops(&mut self, section: &Section, roots: impl Iterator<Item = ValueId>, moves: &[(u32, ValueId)]) -> Written {
        let graph = &self.lowering.graph;
        let kept: HashSet<ValueId> = roots.collect();
        let changes: HashSet<ValueId> = moves.iter().map(|(_, id)| *id).collect();
        let single = |id: ValueId| !kept.contains(&id) && !changes.contains(&id) && !self.rows.of.contains_key(&id);
        let mut list = fuse(graph, &section.order, |id| self.passes.fuse && single(id));
        let free_to_join = |id: ValueId| self.passes.fuse && !kept.contains(&id) && !self.rows.of.contains_key(&id);
        let joined = join_moves(graph, &mut list, moves, free_to_join);
        let reads = |index: u32| match joined.get(&index) {
            Some(Join { a, b, .. }) => vec![*a, *b],
            None => vec![moves[index as usize].1],
        };
        let mut last_use: HashMap<ValueId, usize> = HashMap::new();
        let mut computed: HashMap<ValueId, usize> = HashMap::new();
        for (at, instruction) in list.iter().enumerate() {
            computed.insert(instruction.out, at);
            last_use.insert(instruction.out, at);
            last_use.extend(instruction.args.iter().map(|arg| (*arg, at)));
        }
        last_use.extend(kept.into_iter().map(|id| (id, usize::MAX)));
        // The moves that follow each instruction.
        let mut following: Vec<Vec<u32>> = vec![Vec::new(); list.len()];
        let mut late = Vec::new();
        let state_of = |id: &ValueId| match graph.node(*id).operation {
            Operation::State(slot) => Some(slot),
            _ => None,
        };
        let read: HashMap<u32, usize> = last_use.iter().filter_map(|(id, at)| Some((state_of(id)?, *at))).collect();
        let mut change_used: Vec<(ValueId, usize)> = Vec::new();
        for (&(slot, _), index) in moves.iter().zip(0..) {
            let ready = reads(index).iter().filter_map(|id| computed.get(id)).max().copied().unwrap_or(0);
            let at = ready.max(read.get(&slot).copied().unwrap_or(0));
            match following.get_mut(at) {
                Some(moves) => moves.push(index),
                None => late.push(index),
            }
            change_used.extend(reads(index).into_iter().map(|id| (id, at)));
        }
        for (change, at) in change_used {
            let last = last_use.entry(change).or_insert(at);
            *last = (*last).max(at);
        }
        self.current.clear();
        let mut free: Vec<u32> = Vec::new();
        let mut next = self.rows.held;
        let mut ops = Vec::with_capacity(list.len() + moves.len());
        for (at, instruction) in list.iter().enumerate() {
            let id = instruction.out;
            let moving = || following[at].iter().flat_map(|&index| reads(index));
            let mut read = instruction.args.clone();
            read.sort_unstable();
            read.dedup();
            read.retain(|id| last_use[id] == at && !moving().any(|moving| moving == *id));
            // A kernel may write where it reads.
            let in_place = matches!(instruction.operation, Operation::Apply(_));
            let args_were: Vec<Option<u32>> = read.iter().map(|id| self.current.get(id).copied()).collect();
            if in_place && self.passes.reuse {
                free.extend(args_were.iter().flatten());
            }
            let out = self.rows.of.get(&id).copied().unwrap_or_else(|| {
                let row = free.pop().unwrap_or_else(|| {
                    next += 1;
                    next - 1
                });
                self.current.insert(id, row);
                row
            });
            ops.push(self.op(instruction, out));
            ops.extend(following[at].iter().map(|&index| Op::Advance { index }));
            if !in_place && self.passes.reuse {
                free.extend(args_were.iter().flatten());
            }
            let mut ended: Vec<ValueId> = moving().chain([id]).filter(|id| last_use[id] == at).collect();
            ended.sort_unstable();
            ended.dedup();
            if self.passes.reuse {
                free.extend(ended.iter().filter_map(|id| self.current.get(id)));
            }
        }
        self.most = self.most.max(next);
        Written { ops, late, joined, woven: HashSet::new() }
    }

    pub(super) fn op(&self, instruction: &Instruction, out: u32) -> Op {
        let arg = |at: usize| self.arg(instruction.args[at]);
        match instruction.operation {
            Operation::Drawn(variable) => Op::Load { uncertainty: self.lowering.uncertainty(variable), out },
            Operation::Uniform { stream, .. } => Op::Uniform { stream, out },
            Operation::Event { stream, .. } => Op::Event { stream, out, rate: arg(0) },
            Operation::Lookup(table) => Op::Lookup { table, out, at: arg(0) },
            Operation::Delayed(delay) => Op::Delayed { delay, out },
            Operation::Copy => Op::Copy { out, from: arg(0) },
            Operation::Apply(rule) => {
                // Places past the kernel's arity are not read.
                let mut args = [Arg::number(0); MOST_ARGS];
                args.iter_mut().zip(&instruction.args).for_each(|(place, id)| *place = self.arg(*id));
                Op::Apply { kernel: rule.0, out, args }
            }
            Operation::Number(_) | Operation::Set(_) | Operation::Time | Operation::InnerTime | Operation::InnerHeld => {
                unreachable!("what is the same for all futures needs no row")
            }
            Operation::State(_) | Operation::Trial(_) => unreachable!("states are held, not computed"),
        }
    }

    /// Where a value is found by whoever reads it in or after the current pass.
    pub(super) fn arg(&self, id: ValueId) -> Arg {
        let node = self.lowering.graph.node(id);
        match node.operation {
            Operation::State(slot) => Arg::row(self.rows.states[slot as usize]),
            Operation::Trial(slot) => Arg::row(self.rows.trials[&slot].0),
            _ if !node.lanes => Arg::number(self.scalars.places[&id]),
            _ => Arg::row(self.rows.of.get(&id).copied().unwrap_or_else(|| self.current[&id])),
        }
    }

    /// The row of a value that has one.
    fn row(&self, id: ValueId) -> u32 {
        match self.arg(id).place() {
            Place::Row(row) => row,
            Place::Number(_) => unreachable!("what differs between futures stands in a row"),
        }
    }

    pub(super) fn watched(&self, slot: u32) -> Watched {
        let within = match self.lowering.model.variable(self.lowering.states.variables[slot as usize]).kind {
            Kind::Stock { within, .. } => within,
            _ => (None, None),
        };
        let slack = |bound: f64| 1e-9 * bound.abs().max(1.0);
        let low = within.0.map_or(-f64::MAX, |low| low - slack(low));
        Watched { low, high: within.1.map_or(f64::MAX, |high| high + slack(high)), within }
    }

    fn moved(&self, slot: u32, change: ValueId, joined: Option<&Join>, woven: bool) -> Move {
        let (trial, sum) = self.rows.trials.get(&slot).copied().unwrap_or_default();
        let Watched { low, high, within } = self.watched(slot);
        Move {
            state: self.rows.states[slot as usize],
            change: match joined {
                _ if woven => Rate::Woven,
                None => Rate::Of(self.arg(change)),
                Some(Join { sum: true, a, b }) => Rate::Sum(self.row(*a), self.row(*b)),
                Some(Join { sum: false, a, b }) => Rate::Difference(self.row(*a), self.row(*b)),
            },
            low,
            high,
            within,
            variable: self.lowering.states.variables[slot as usize],
            trial,
            sum,
        }
    }
}
