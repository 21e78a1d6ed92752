//! What a step computes, in as few loops as its rules allow.
//!
//! Comes in: the instructions of a pass in order, and the stocks that move with them. Goes out: ops. Rules that can be woven
//! ([`linchpin_core::lanes::Weave`]) gather in one loop until something else must run first: a rule that looks at its values, a table,
//! chance, a delay. A value that only its own loop reads needs no row.

mod groups;

use std::collections::{HashMap, HashSet};

use linchpin_core::builtin::Operator;
use linchpin_core::lanes::{Draft, Place, Value};

use groups::{Group, MOST_TASKS, Task, grouped};

use super::fuse::{Instruction, fuse};
use super::graph::{Operation, ValueId};
use super::plan::{Section, Writer, Written};
use crate::program::{Op, Weaving};

/// What a pass does to the stocks whose rates it computes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Motion {
    /// They move by a step of Euler.
    Euler,
    /// Runge and Kutta: the sum of rates begins, and half a step is tried.
    Begin,
    /// An inner point of theirs: the rate joins the sum with a weight, and another step is tried; the numbers of both by their places.
    Point { by: u32, weight: u32 },
}

impl Writer<'_> {
    /// [`Writer::ops`] of a section that runs at every step, woven. `moves`: stocks, by the slot of their state, and rates.
    pub(super) fn woven_ops(
        &mut self,
        section: &Section,
        roots: impl Iterator<Item = ValueId>,
        moves: &[(u32, ValueId)],
        motion: Motion,
    ) -> Written {
        let graph = &self.lowering.graph;
        let kept: HashSet<ValueId> = roots.collect();
        let changes: HashSet<ValueId> = moves.iter().map(|(_, id)| *id).collect();
        let single = |id: ValueId| !kept.contains(&id) && !changes.contains(&id) && !self.rows.of.contains_key(&id);
        let list = fuse(graph, &section.order, |id| self.passes.fuse && single(id));
        // What must not be overwritten while anybody still reads it.
        let overwritten = |operation: Operation| match (motion, operation) {
            (Motion::Euler, Operation::State(slot)) | (Motion::Point { .. }, Operation::Trial(slot)) => Some(slot),
            _ => None,
        };
        let states: HashMap<u32, ValueId> =
            (0..).zip(&graph.nodes).filter_map(|(id, node)| Some((overwritten(node.operation)?, ValueId(id)))).collect();
        let state = |slot: u32| states.get(&slot).copied();
        // A state that must come out of the pass moves after it.
        let (early, late): (Vec<u32>, Vec<u32>) =
            (0..moves.len() as u32).partition(|&index| state(moves[index as usize].0).is_none_or(|state| !kept.contains(&state)));
        let moving: Vec<(u32, ValueId, Option<ValueId>)> =
            early.iter().map(|&index| (index, moves[index as usize].1, state(moves[index as usize].0))).collect();
        let groups = grouped(&list, &moving);
        let ops = Loom::new(self, &list, moves, motion, &groups, kept, &late).write(&groups);
        Written { ops, late, joined: HashMap::new(), woven: early.into_iter().collect() }
    }

    /// The end of a step of Runge and Kutta: all stocks move by the sum of their rates.
    pub(super) fn finish(&mut self, moves: &[(u32, ValueId)]) -> Vec<Op> {
        let indices: Vec<u32> = (0..moves.len() as u32).collect();
        let woven = indices.chunks(MOST_TASKS).map(|indices| {
            let mut draft = Draft::default();
            for slot in indices.iter().map(|&index| moves[index as usize].0) {
                let sum = draft.row(self.rows.trials[&slot].1);
                let watched = self.watched(slot);
                draft.advance(self.rows.states[slot as usize], sum, self.lowering.time.dt / 6.0, (watched.low, watched.high));
            }
            self.weaving(draft, indices.to_vec())
        });
        woven.collect()
    }

    fn weaving(&mut self, draft: Draft, moves: Vec<u32>) -> Op {
        self.weavings.push(Weaving { weave: draft.finish(), moves });
        Op::Weave { index: self.weavings.len() as u32 - 1 }
    }
}

/// Writes groups, and gives rows to what more than one of them needs.
struct Loom<'l, 'm> {
    writer: &'l mut Writer<'m>,
    list: &'l [Instruction],
    moves: &'l [(u32, ValueId)],
    motion: Motion,
    /// The group that computes a value, and the last one that reads it.
    made: HashMap<ValueId, usize>,
    last: HashMap<ValueId, usize>,
    free: Vec<u32>,
    next: u32,
}

impl<'l, 'm> Loom<'l, 'm> {
    fn new(
        writer: &'l mut Writer<'m>,
        list: &'l [Instruction],
        moves: &'l [(u32, ValueId)],
        motion: Motion,
        groups: &[Group],
        kept: HashSet<ValueId>,
        late: &[u32],
    ) -> Self {
        let (mut made, mut last) = (HashMap::new(), HashMap::new());
        for (at, group) in groups.iter().enumerate() {
            for task in group.tasks() {
                match task {
                    Task::Compute(which) => {
                        made.insert(list[which].out, at);
                        last.insert(list[which].out, at);
                        last.extend(list[which].args.iter().map(|arg| (*arg, at)));
                    }
                    Task::Move(index) => {
                        last.insert(moves[index as usize].1, at);
                    }
                }
            }
        }
        let held = kept.into_iter().chain(late.iter().map(|index| moves[*index as usize].1));
        last.extend(held.map(|id| (id, usize::MAX)));
        writer.current.clear();
        let next = writer.rows.held;
        Loom { writer, list, moves, motion, made, last, free: Vec::new(), next }
    }

    fn write(mut self, groups: &[Group]) -> Vec<Op> {
        let mut ops = Vec::with_capacity(groups.len());
        for (at, group) in groups.iter().enumerate() {
            let mut read: Vec<ValueId> = group.tasks().flat_map(|task| self.reads(task)).collect();
            read.sort_unstable();
            read.dedup();
            read.retain(|id| self.last[id] == at && self.made.get(id).is_some_and(|&made| made < at));
            let ending: Vec<u32> = read.iter().filter_map(|id| self.writer.current.get(id).copied()).collect();
            match group {
                Group::Woven(tasks) => {
                    self.let_go(ending);
                    let op = self.weave(at, tasks);
                    ops.push(op);
                }
                Group::Alone(which) => {
                    let instruction = &self.list[*which];
                    // A kernel may write where it reads.
                    let in_place = matches!(instruction.operation, Operation::Apply(_));
                    let (before, after) = if in_place { (ending, Vec::new()) } else { (Vec::new(), ending) };
                    self.let_go(before);
                    let out = self.place(instruction.out);
                    ops.push(self.writer.op(instruction, out));
                    self.let_go(after);
                    let unread = self.last[&instruction.out] == at;
                    self.let_go(if unread {
                        self.writer.current.get(&instruction.out).copied().into_iter().collect()
                    } else {
                        Vec::new()
                    });
                }
            }
        }
        self.writer.most = self.writer.most.max(self.next);
        ops
    }

    fn reads(&self, task: Task) -> Vec<ValueId> {
        match task {
            Task::Compute(which) => self.list[which].args.clone(),
            Task::Move(index) => vec![self.moves[index as usize].1],
        }
    }

    fn let_go(&mut self, rows: Vec<u32>) {
        if self.writer.passes.reuse {
            self.free.extend(rows);
        }
    }

    /// The row that a value is written to.
    fn place(&mut self, id: ValueId) -> u32 {
        if let Some(&row) = self.writer.rows.of.get(&id) {
            return row;
        }
        let row = self.free.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.writer.current.insert(id, row);
        row
    }

    fn weave(&mut self, group: usize, tasks: &[Task]) -> Op {
        let mut draft = Draft::default();
        let mut values: HashMap<ValueId, Value> = HashMap::new();
        let mut moving = Vec::new();
        for &task in tasks {
            match task {
                Task::Compute(which) => {
                    let Instruction { out, operation, args } = &self.list[which];
                    let args: Vec<Value> = args.iter().map(|arg| self.value(*arg, &values, &mut draft)).collect();
                    let value = match operation {
                        Operation::Apply(rule) => draft.apply(rule.0, &args),
                        _ => args[0],
                    };
                    values.insert(*out, value);
                    if self.last[out] > group || self.writer.rows.of.contains_key(out) {
                        draft.write(self.place(*out), value);
                    }
                }
                Task::Move(index) => {
                    let (slot, rate) = self.moves[index as usize];
                    let rate = self.value(rate, &values, &mut draft);
                    self.move_by(slot, rate, &mut draft);
                    moving.push(index);
                }
            }
        }
        self.writer.weaving(draft, moving)
    }

    fn move_by(&self, slot: u32, rate: Value, draft: &mut Draft) {
        let (dt, state) = (self.writer.lowering.time.dt, self.writer.rows.states[slot as usize]);
        let (trial, sum) = self.writer.rows.trials.get(&slot).copied().unwrap_or_default();
        let (plus, times) = (Operator::Add.kernel(), Operator::Multiply.kernel());
        let by = match self.motion {
            Motion::Euler => {
                let watched = self.writer.watched(slot);
                return draft.advance(state, rate, dt, (watched.low, watched.high));
            }
            Motion::Begin => {
                draft.write(sum, rate);
                draft.constant(0.5 * dt)
            }
            Motion::Point { by, weight } => {
                let (weight, so_far) = (draft.number(weight), draft.row(sum));
                let more = draft.apply(times, &[weight, rate]);
                let gathered = draft.apply(plus, &[so_far, more]);
                draft.write(sum, gathered);
                draft.number(by)
            }
        };
        let (from, change) = (draft.row(state), draft.apply(times, &[by, rate]));
        let tried = draft.apply(plus, &[from, change]);
        draft.write(trial, tried);
    }

    /// A value within a draft: computed there, or read from where it was before.
    fn value(&self, id: ValueId, values: &HashMap<ValueId, Value>, draft: &mut Draft) -> Value {
        if let Some(number) = self.writer.lowering.graph.as_number(id) {
            return draft.constant(number);
        }
        values.get(&id).copied().unwrap_or_else(|| match self.writer.arg(id).place() {
            Place::Row(row) => draft.row(row),
            Place::Number(number) => draft.number(number),
        })
    }
}
