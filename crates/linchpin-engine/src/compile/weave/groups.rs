//! Which tasks of a pass run in one loop, and in which order.
//!
//! Comes in: instructions in order, and stocks that move. Goes out: groups, each woven or a single instruction that cannot be.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::compile::fuse::Instruction;
use crate::compile::graph::{Operation, ValueId};

/// Tasks of a loop after which another begins: its code must stay close to the processor.
pub(super) const MOST_TASKS: usize = 400;

/// Something to do, by its place in the pass's list, or a stock that moves, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Task {
    Compute(usize),
    Move(u32),
}

/// What runs together.
#[derive(Debug)]
pub(super) enum Group {
    Alone(usize),
    Woven(Vec<Task>),
}

/// All tasks of a pass in groups, in an order in which each finds what it waits for. `moves`: by index, the rate of each stock that may
/// move, and the value that it overwrites.
pub(super) fn grouped(list: &[Instruction], moves: &[(u32, ValueId, Option<ValueId>)]) -> Vec<Group> {
    Tasks::new(list, moves).grouped()
}

/// The tasks of a pass, and which waits for which.
struct Tasks {
    /// Whether each instruction can be woven.
    soft: Vec<bool>,
    /// Who waits for each instruction.
    waiting: Vec<Vec<Task>>,
    /// For how many each instruction and each move waits.
    open: Vec<usize>,
    open_moves: Vec<usize>,
    /// What could be woven now, by the place in the list where it became so.
    ready: BinaryHeap<Reverse<(usize, Task)>>,
    ready_alone: BinaryHeap<Reverse<usize>>,
}

impl Tasks {
    fn new(list: &[Instruction], moves: &[(u32, ValueId, Option<ValueId>)]) -> Self {
        let computed: HashMap<ValueId, usize> = list.iter().zip(0..).map(|(instruction, at)| (instruction.out, at)).collect();
        let of_state: HashMap<ValueId, u32> = moves.iter().filter_map(|(index, _, state)| Some(((*state)?, *index))).collect();
        let most = moves.iter().map(|(index, ..)| *index as usize + 1).max().unwrap_or(0);
        let mut tasks = Tasks {
            soft: list.iter().map(|instruction| can_be_woven(instruction.operation)).collect(),
            waiting: vec![Vec::new(); list.len()],
            open: vec![0; list.len()],
            open_moves: vec![0; most],
            ready: BinaryHeap::new(),
            ready_alone: BinaryHeap::new(),
        };
        for (at, arg) in list.iter().enumerate().flat_map(|(at, instruction)| instruction.args.iter().map(move |arg| (at, arg))) {
            if let Some(&before) = computed.get(arg) {
                tasks.waiting[before].push(Task::Compute(at));
                tasks.open[at] += 1;
            }
            // A stock moves when nothing in the step reads it any more.
            if let Some(&index) = of_state.get(arg) {
                tasks.waiting[at].push(Task::Move(index));
                tasks.open_moves[index as usize] += 1;
            }
        }
        for &(index, rate, _) in moves {
            if let Some(&before) = computed.get(&rate) {
                tasks.waiting[before].push(Task::Move(index));
                tasks.open_moves[index as usize] += 1;
            }
        }
        let free = (0..list.len()).filter(|&at| tasks.open[at] == 0).collect::<Vec<_>>();
        free.into_iter().for_each(|at| tasks.is_ready(at, Task::Compute(at)));
        for &(index, ..) in moves.iter().filter(|(index, ..)| tasks.open_moves[*index as usize] == 0).collect::<Vec<_>>() {
            tasks.is_ready(0, Task::Move(index));
        }
        tasks
    }

    fn is_ready(&mut self, since: usize, task: Task) {
        match task {
            Task::Compute(at) if self.soft[at] => self.ready.push(Reverse((at, task))),
            Task::Compute(at) => self.ready_alone.push(Reverse(at)),
            Task::Move(_) => self.ready.push(Reverse((since, task))),
        }
    }

    fn done(&mut self, at: usize) {
        for task in std::mem::take(&mut self.waiting[at]) {
            let open = match task {
                Task::Compute(at) => &mut self.open[at],
                Task::Move(index) => &mut self.open_moves[index as usize],
            };
            *open -= 1;
            if *open == 0 {
                self.is_ready(at, task);
            }
        }
    }

    /// As much as can be woven, then as much as cannot, and again.
    fn grouped(mut self) -> Vec<Group> {
        let mut groups = Vec::new();
        while !(self.ready.is_empty() && self.ready_alone.is_empty()) {
            let mut woven = Vec::new();
            while let Some(Reverse((_, task))) = self.ready.pop() {
                if woven.len() == MOST_TASKS {
                    groups.push(Group::Woven(std::mem::take(&mut woven)));
                }
                woven.push(task);
                if let Task::Compute(at) = task {
                    self.done(at);
                }
            }
            groups.extend((!woven.is_empty()).then_some(Group::Woven(woven)));
            while let Some(Reverse(at)) = self.ready_alone.pop() {
                groups.push(Group::Alone(at));
                self.done(at);
            }
        }
        groups
    }
}

fn can_be_woven(operation: Operation) -> bool {
    match operation {
        Operation::Apply(rule) => rule.0.can_be_woven(),
        Operation::Copy => true,
        _ => false,
    }
}

impl Group {
    /// What is done, in order.
    pub(super) fn tasks(&self) -> impl Iterator<Item = Task> + '_ {
        let (alone, woven) = match self {
            Group::Alone(at) => (Some(Task::Compute(*at)), &[][..]),
            Group::Woven(tasks) => (None, &tasks[..]),
        };
        alone.into_iter().chain(woven.iter().copied())
    }
}
