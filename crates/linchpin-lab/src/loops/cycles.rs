//! The graph of who reads whom within and across steps, and its cycles.

use std::collections::VecDeque;

use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Memory, Model, Origin, Setting, VarId};
use linchpin_core::order::Settings;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Steps of the search after which loops are counted no further.
const WORK: u64 = 3_000_000;

/// Who drives whom. A link from a stock's change counts as a link to the stock.
pub(super) struct Graph {
    /// Readers of each variable.
    drives: Vec<Vec<VarId>>,
    /// What each variable reads; inner equations of games seen through.
    reads: Vec<Vec<VarId>>,
    /// Variables seen through.
    inner: Vec<bool>,
    /// Number of the strongly connected part of each variable that is in a loop of two or more.
    part: Vec<Option<usize>>,
}

impl Graph {
    pub(super) fn of(model: &Model, settings: &Settings) -> Graph {
        let n = model.variables.len();
        let inner = inner(model, settings);
        let reads: Vec<Vec<VarId>> = (0..n as u32)
            .map(VarId)
            .map(|id| if inner[id.idx()] { Vec::new() } else { seen_through(model, settings, &inner, id) })
            .collect();
        let mut drives = vec![Vec::new(); n];
        let mut graph = DiGraph::<(), ()>::with_capacity(n, n * 4);
        (0..n).for_each(|_| {
            graph.add_node(());
        });
        for (reader, list) in reads.iter().enumerate() {
            for read in list {
                drives[read.idx()].push(VarId(reader as u32));
                graph.add_edge(NodeIndex::new(read.idx()), NodeIndex::new(reader), ());
            }
        }
        let mut part = vec![None; n];
        for (number, members) in tarjan_scc(&graph).iter().enumerate().filter(|(_, members)| members.len() > 1) {
            members.iter().for_each(|member| part[member.index()] = Some(number));
        }
        Graph { drives, reads, inner, part }
    }

    /// True for a variable that comes back to itself over others.
    pub(super) fn in_a_loop(&self, id: VarId) -> bool {
        self.part[id.idx()].is_some()
    }

    /// Variables that read themselves.
    pub(super) fn self_loops(&self) -> Vec<VarId> {
        (0..self.reads.len() as u32).map(VarId).filter(|id| self.reads[id.idx()].contains(id)).collect()
    }

    /// True for an equation inside a game that is seen through.
    pub(super) fn is_inner(&self, id: VarId) -> bool {
        self.inner[id.idx()]
    }

    /// What a variable reads.
    pub(super) fn reads(&self, id: VarId) -> &[VarId] {
        &self.reads[id.idx()]
    }

    fn distances_to(&self, goal: VarId, allowed: impl Fn(VarId) -> bool) -> Vec<usize> {
        let mut distance = vec![usize::MAX; self.reads.len()];
        distance[goal.idx()] = 0;
        let mut queue = VecDeque::from([goal]);
        while let Some(at) = queue.pop_front() {
            for &before in &self.reads[at.idx()] {
                if distance[before.idx()] == usize::MAX && allowed(before) {
                    distance[before.idx()] = distance[at.idx()] + 1;
                    queue.push_back(before);
                }
            }
        }
        distance
    }
}

/// The expressions by which a variable is driven from step to step, under these settings.
pub(super) fn driving<'a>(model: &'a Model, settings: &'a Settings, id: VarId) -> Vec<&'a Expr> {
    match settings.iter().rev().find(|(set, _)| *set == id) {
        Some((_, Setting::Rule(rule))) => return vec![rule],
        Some(_) => return Vec::new(),
        None => {}
    }
    match &model.variable(id).kind {
        Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. } | Kind::Outcome { .. } => Vec::new(),
        Kind::Stock { change, .. } => vec![change],
        Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Event { rate: e } => vec![e],
        Kind::Memory(Memory::Least(e) | Memory::Greatest(e) | Memory::First(e)) => vec![e],
        Kind::Memory(Memory::Previous { input, .. } | Memory::DelayFixed { input, .. }) => vec![input],
    }
}

/// Equations of games that nothing outside their game reads, and whatever belongs to checks.
fn inner(model: &Model, settings: &Settings) -> Vec<bool> {
    let mut inner: Vec<bool> = model.variables.iter().map(|v| matches!(v.origin, Origin::Game(_) | Origin::Check)).collect();
    for (at, variable) in
        model.variables.iter().enumerate().filter(|(_, v)| matches!(v.origin, Origin::Written | Origin::Within(_)))
    {
        if matches!(variable.kind, Kind::Outcome { .. }) {
            continue;
        }
        for expr in driving(model, settings, VarId(at as u32)) {
            expr.reads_now(&mut |read| inner[read.idx()] = false);
        }
    }
    inner
}

fn seen_through(model: &Model, settings: &Settings, inner: &[bool], id: VarId) -> Vec<VarId> {
    let mut found = Vec::new();
    let mut seen = vec![false; model.variables.len()];
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        for expr in driving(model, settings, at) {
            expr.reads_now(&mut |read| {
                if !std::mem::replace(&mut seen[read.idx()], true) {
                    if inner[read.idx()] { open.push(read) } else { found.push(read) }
                }
            });
        }
    }
    found.sort();
    found
}

/// Loops that were found.
pub(super) struct Found {
    /// The first ones, each from its first variable on.
    pub loops: Vec<Vec<VarId>>,
    /// How many there are up to the length asked for.
    pub count: u64,
    /// False when counting stopped early: there are at least so many.
    pub complete: bool,
}

/// Simple cycles of two or more variables, shortest first; ties in order of declaration.
pub(super) fn enumerate(graph: &Graph, through: Option<VarId>, longest: usize, keep: usize) -> Found {
    let mut search = Search { graph, keep, loops: Vec::new(), count: 0, work: 0 };
    let starts: Vec<VarId> = match through {
        Some(id) => vec![id],
        None => (0..graph.reads.len() as u32).map(VarId).filter(|id| graph.in_a_loop(*id)).collect(),
    };
    // A loop is found from its first variable, unless a variable is asked for: then from that one.
    let plans: Vec<(VarId, Vec<usize>)> = starts
        .into_iter()
        .map(|start| {
            let part = graph.part[start.idx()];
            let allowed = |id: VarId| graph.part[id.idx()] == part && (through.is_some() || id >= start);
            (start, graph.distances_to(start, allowed))
        })
        .collect();
    for length in 2..=longest {
        for (start, distance) in &plans {
            search.from(*start, distance, length);
            if search.work > WORK {
                return Found { loops: search.loops, count: search.count, complete: false };
            }
        }
    }
    Found { loops: search.loops, count: search.count, complete: true }
}

struct Search<'a> {
    graph: &'a Graph,
    keep: usize,
    loops: Vec<Vec<VarId>>,
    count: u64,
    work: u64,
}

impl Search<'_> {
    /// Cycles of exactly this length from a start. A step is taken only where the way back is still short enough.
    fn from(&mut self, start: VarId, distance: &[usize], length: usize) {
        let mut path = vec![start];
        let mut on_path = vec![false; self.graph.reads.len()];
        on_path[start.idx()] = true;
        let mut next = vec![0];
        while let (Some(&at), Some(position)) = (path.last(), next.last_mut()) {
            let Some(&to) = self.graph.drives[at.idx()].get(*position) else {
                on_path[at.idx()] = false;
                path.pop();
                next.pop();
                continue;
            };
            *position += 1;
            self.work += 1;
            if self.work > WORK {
                return;
            }
            if to == start {
                if path.len() == length {
                    self.count += 1;
                    if self.loops.len() < self.keep {
                        self.loops.push(path.clone());
                    }
                }
            } else if !on_path[to.idx()] && distance[to.idx()] <= length - path.len() && path.len() < length {
                on_path[to.idx()] = true;
                path.push(to);
                next.push(0);
            }
        }
    }
}
