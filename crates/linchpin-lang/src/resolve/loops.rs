//! Algebraic loops: variables that need each other's value in one and the same step.
//!
//! Comes in: a model whose equations are resolved, and the places where equations name variables. Goes out: one
//! diagnostic per knot, with a shortest cycle in it and the place of every link. Policies and checks with rules are
//! looked at too, as a rule stands in its lever's place.

use std::collections::{HashMap, HashSet, VecDeque};

use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::model::{Model, Origin, Setting, VarId};
use linchpin_core::order::{Phase, order, reads};

/// Where one variable's equation names another.
pub(crate) type Links = HashMap<(VarId, VarId), Span>;

/// Settings with rules, and how the reader calls them.
pub(crate) struct Arm {
    /// Such as "under the policy `paced`".
    pub(crate) label: String,
    pub(crate) settings: Vec<(VarId, Setting)>,
    pub(crate) links: Links,
}

/// Links shown with their place.
const MOST_LINKS: usize = 30;
/// Names of a cycle; a longer one loses its middle.
const MOST_NAMES: usize = 120;
/// Members of a knot from which a shortest cycle is sought.
const MOST_ROOTS: usize = 300;

/// Reports every knot of the model and of its arms with rules.
pub(crate) fn report(model: &Model, links: &Links, arms: &[Arm], out: &mut Vec<Diagnostic>) {
    let mut seen: HashSet<VarId> = HashSet::new();
    for phase in [Phase::Step, Phase::First] {
        if order(model, &[], phase).is_ok() {
            continue;
        }
        let graph = graph(model, &[], phase);
        for knot in knots(&graph) {
            let known = knot.iter().any(|&id| seen.contains(&VarId(id as u32)));
            if known {
                // The first step reads all that any step reads: this knot was shown.
                continue;
            }
            if let Some(cycle) = shortest(&graph, &knot) {
                out.push(describe(model, &cycle, &[links], phase, ""));
            }
            seen.extend(knot.iter().map(|&id| VarId(id as u32)));
        }
    }
    for arm in arms {
        let rules: Vec<VarId> =
            arm.settings.iter().filter(|(_, setting)| matches!(setting, Setting::Rule(_))).map(|(id, _)| *id).collect();
        let mut shown: HashSet<usize> = HashSet::new();
        for phase in [Phase::Step, Phase::First] {
            if rules.is_empty() || order(model, &arm.settings, phase).is_ok() {
                continue;
            }
            let graph = graph(model, &arm.settings, phase);
            for lever in &rules {
                if shown.contains(&lever.idx()) {
                    continue;
                }
                if let Some(cycle) = round_trip(&graph, lever.idx(), &|_| true) {
                    shown.extend(cycle.iter());
                    out.push(describe(model, &cycle, &[&arm.links, links], phase, &arm.label));
                }
            }
        }
    }
}

fn graph(model: &Model, settings: &[(VarId, Setting)], phase: Phase) -> Vec<Vec<usize>> {
    (0..model.variables.len() as u32)
        .map(|id| reads(model, settings, VarId(id), phase).iter().map(|read| read.idx()).collect())
        .collect()
}

/// Sets of variables that all depend on one another, in order of declaration: strongly connected components that hold
/// a cycle (Kosaraju), without recursion.
fn knots(graph: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut finished = Vec::with_capacity(graph.len());
    let mut seen = vec![false; graph.len()];
    for root in 0..graph.len() {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            match graph[*node].get(*next) {
                Some(&to) => {
                    *next += 1;
                    if !std::mem::replace(&mut seen[to], true) {
                        path.push((to, 0));
                    }
                }
                None => {
                    finished.push(*node);
                    path.pop();
                }
            }
        }
    }
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); graph.len()];
    for (from, reads) in graph.iter().enumerate() {
        reads.iter().for_each(|&to| back[to].push(from));
    }
    let mut taken = vec![false; graph.len()];
    let mut knots = Vec::new();
    for &root in finished.iter().rev() {
        if std::mem::replace(&mut taken[root], true) {
            continue;
        }
        let (mut members, mut open) = (vec![root], vec![root]);
        while let Some(node) = open.pop() {
            for &from in &back[node] {
                if !std::mem::replace(&mut taken[from], true) {
                    members.push(from);
                    open.push(from);
                }
            }
        }
        if members.len() > 1 || graph[root].contains(&root) {
            members.sort_unstable();
            knots.push(members);
        }
    }
    knots.sort();
    knots
}

/// A shortest cycle within a knot.
fn shortest(graph: &[Vec<usize>], knot: &[usize]) -> Option<Vec<usize>> {
    let members: HashSet<usize> = knot.iter().copied().collect();
    let cycles = knot.iter().take(MOST_ROOTS).filter_map(|&root| round_trip(graph, root, &|node| members.contains(&node)));
    cycles.min_by_key(Vec::len)
}

/// The shortest way from a variable back to itself.
fn round_trip(graph: &[Vec<usize>], root: usize, may_pass: &dyn Fn(usize) -> bool) -> Option<Vec<usize>> {
    let mut from: HashMap<usize, usize> = HashMap::new();
    let mut open = VecDeque::from([root]);
    while let Some(node) = open.pop_front() {
        for &to in &graph[node] {
            if to == root {
                let mut cycle = vec![node];
                while let Some(&before) = from.get(&cycle[cycle.len() - 1]) {
                    cycle.push(before);
                }
                cycle.reverse();
                return Some(cycle);
            }
            if may_pass(to) && !from.contains_key(&to) {
                from.insert(to, node);
                open.push_back(to);
            }
        }
    }
    None
}

fn describe(model: &Model, cycle: &[usize], links: &[&Links], phase: Phase, label: &str) -> Diagnostic {
    let ids: Vec<VarId> = cycle.iter().map(|&idx| VarId(idx as u32)).collect();
    let visible = |id: &VarId| !model.variable(*id).hidden || model.variable(*id).origin == Origin::Written;
    // Begin with something the author wrote, the earliest.
    let begin = ids
        .iter()
        .enumerate()
        .min_by_key(|(_, id)| (model.variable(**id).origin != Origin::Written, !visible(id), id.0))
        .map_or(0, |(at, _)| at);
    let turned: Vec<VarId> = (0..ids.len()).map(|step| ids[(begin + step) % ids.len()]).collect();
    let any_visible = turned.iter().any(visible);
    // Each shown variable with its steps to the next shown one, through hidden ones.
    let mut shown: Vec<(VarId, Vec<(VarId, VarId)>)> = Vec::new();
    for (at, id) in turned.iter().enumerate() {
        if !any_visible || visible(id) || shown.is_empty() {
            shown.push((*id, Vec::new()));
        }
        if let Some((_, steps)) = shown.last_mut() {
            steps.push((*id, turned[(at + 1) % turned.len()]));
        }
    }
    let name = |id: VarId| model.variable(id).name.as_str();
    let mut chain: Vec<&str> = shown.iter().map(|(id, _)| name(*id)).collect();
    chain.push(chain[0]);
    let told = if chain.len() <= MOST_NAMES {
        chain.join(" -> ")
    } else {
        let (head, tail) = (&chain[..MOST_NAMES / 2], &chain[chain.len() - MOST_NAMES / 4..]);
        format!("{} -> ({} more) -> {}", head.join(" -> "), chain.len() - head.len() - tail.len(), tail.join(" -> "))
    };
    let first = &shown[0];
    let whose = if label.is_empty() { String::new() } else { format!("{label}, ") };
    let (message, help) = match phase {
        Phase::Step => (
            format!("{whose}`{}` needs its own value within one step: {told}", name(first.0)),
            "break the circle where the world takes time: make one of them a `stock`, or read one through `smooth(x, tau)` or `previous(x, start)`",
        ),
        Phase::First => (
            format!("{whose}`{}` needs its own first value: {told}", name(first.0)),
            "give one of them a start that needs none of the others, such as a number; `smooth(x, tau, start)` and its kind take one too",
        ),
    };
    let find = |from: VarId, to: VarId| links.iter().find_map(|links| links.get(&(from, to)).copied());
    // What is hidden has no text of its own: its links stand in the equation of its owner.
    let written = |(from, to): &(VarId, VarId)| match model.variable(*from).origin {
        Origin::Within(owner) => find(*from, *to).or_else(|| find(owner, *to)),
        _ => find(*from, *to),
    };
    let place = |(from, steps): &(VarId, Vec<(VarId, VarId)>)| -> Span {
        steps.iter().rev().find_map(written).unwrap_or(model.variable(*from).equation_span)
    };
    let mut found = Diagnostic::error("algebraic-loop", place(first), message);
    if shown.len() > 1 {
        for (at, link) in shown.iter().enumerate().take(MOST_LINKS) {
            let next = chain[at + 1];
            if at > 0 {
                found = found.related(place(link), format!("`{}` reads `{next}`", name(link.0)));
            }
        }
    }
    found.help(help)
}
