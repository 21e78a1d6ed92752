//! Agent logit quantal response by backward induction.

use super::{Equation, Role, Solution, Tree};
use crate::builtin::{self, Operator};
use crate::expr::Expr;
use crate::game::Place;
use crate::model::VarId;

/// At every node the chance of an action rises with what it leads to, the more steeply the higher the precision.
pub const LOGIT: Solution = Solution {
    name: "logit",
    doc: "Agent logit quantal response: at each node the chance of an action is proportional to exp(precision * value of where it leads); values are expected payoffs, solved backwards from the ends.",
    source: "McKelvey & Palfrey 1998; Signorino 1999",
    lower,
};

/// One list per game, in a fixed order: payoffs of terminals; then, node by node from the ends, what weights are made of, total,
/// chances and values; then reaches, from the root.
fn lower(tree: &Tree, base: u32) -> Vec<Equation> {
    let mut list = List { tree, base, equations: Vec::new() };
    for (at, (name, payoffs)) in tree.terminals.iter().enumerate() {
        for (player, payoff) in payoffs.iter().enumerate() {
            let name = format!("{}.payoff.{}.{}", tree.game, name, tree.players[player]);
            list.push(name, Role::Value { place: Place::Terminal(at), player }, true, payoff.clone());
        }
    }
    for node in backwards(tree) {
        list.solve(node);
    }
    list.reaches();
    list.equations
}

/// Nodes, each after all that it leads to. (The language has made sure that there is no loop.)
fn backwards(tree: &Tree) -> Vec<usize> {
    fn visit(tree: &Tree, node: usize, done: &mut Vec<usize>, open: &mut Vec<bool>) {
        if std::mem::replace(&mut open[node], true) {
            return;
        }
        for (_, to) in &tree.nodes[node].actions {
            if let Place::Node(next) = *to {
                visit(tree, next, done, open);
            }
        }
        done.push(node);
    }
    let (mut done, mut open) = (Vec::new(), vec![false; tree.nodes.len()]);
    (0..tree.nodes.len()).for_each(|node| visit(tree, node, &mut done, &mut open));
    done
}

struct List<'a> {
    tree: &'a Tree,
    base: u32,
    equations: Vec<Equation>,
}

impl List<'_> {
    fn push(&mut self, name: String, role: Role, payoff: bool, expr: Expr) -> Expr {
        self.equations.push(Equation { name, role, payoff, expr });
        Expr::Variable(VarId(self.base + self.equations.len() as u32 - 1))
    }

    fn of(&self, role: Role) -> Expr {
        let at = self.equations.iter().position(|e| e.role == role).expect("places are solved before what leads to them");
        Expr::Variable(VarId(self.base + at as u32))
    }

    fn solve(&mut self, node: usize) {
        let tree = self.tree;
        let TreeNodeNames { place, actions } = names(tree, node);
        let mover = tree.nodes[node].player;
        let to: Vec<Place> = tree.nodes[node].actions.iter().map(|(_, to)| *to).collect();
        let worth: Vec<Expr> = to.iter().map(|&place| self.of(Role::Value { place, player: mover })).collect();
        let precision = &tree.precision[mover];
        let (weights, sum) = match &worth[..] {
            [a, b] => self.two_weights(&place, precision, a, b),
            _ => self.weights(&place, precision, worth, &actions),
        };
        let total = self.push(format!("{place}.total"), Role::Inner, false, sum);
        let chances: Vec<Expr> = weights
            .into_iter()
            .zip(actions)
            .enumerate()
            .map(|(action, (weight, name))| {
                let chance = Expr::operate(Operator::Divide, [weight, total.clone()]);
                self.push(name, Role::Chance { node, action }, false, chance)
            })
            .collect();
        for player in 0..tree.players.len() {
            let expected = to
                .iter()
                .zip(&chances)
                .map(|(&place, chance)| {
                    Expr::operate(Operator::Multiply, [chance.clone(), self.of(Role::Value { place, player })])
                })
                .reduce(plus)
                .expect("a node has an action");
            let name = match node {
                0 => format!("{}.value.{}", tree.game, tree.players[player]),
                _ => format!("{}.value.{}.{}", tree.game, tree.nodes[node].name, tree.players[player]),
            };
            self.push(name, Role::Value { place: Place::Node(node), player }, true, expected);
        }
    }

    /// Weights of the actions and their sum. The best value is taken off before the exponential, so that no precision overflows it.
    fn weights(&mut self, place: &str, precision: &Expr, worth: Vec<Expr>, actions: &[String]) -> (Vec<Expr>, Expr) {
        let best = worth.iter().cloned().reduce(|a, b| Expr::Call(&builtin::MAX, [a, b].into())).expect("a node has an action");
        let top = self.push(format!("{place}.top"), Role::Inner, true, best);
        let weight = |(value, action): (Expr, &String)| {
            let shortfall = Expr::operate(Operator::Subtract, [value, top.clone()]);
            self.push(format!("{action}.weight"), Role::Inner, false, exponential(precision, shortfall))
        };
        let weights: Vec<Expr> = worth.into_iter().zip(actions).map(weight).collect();
        let sum = weights.iter().cloned().reduce(plus).expect("a node has an action");
        (weights, sum)
    }

    /// Of two actions the better weighs one: the same numbers as for many, with one exponential.
    fn two_weights(&mut self, place: &str, precision: &Expr, a: &Expr, b: &Expr) -> (Vec<Expr>, Expr) {
        let apart = Expr::Call(&builtin::ABS, [Expr::operate(Operator::Subtract, [a.clone(), b.clone()])].into());
        let shortfall = Expr::operate(Operator::Negate, [apart]);
        let lesser = self.push(format!("{place}.lesser"), Role::Inner, false, exponential(precision, shortfall));
        let weight = |own: &Expr, other: &Expr| {
            let better = Expr::operate(Operator::GreaterEqual, [own.clone(), other.clone()]);
            Expr::operate(Operator::Choose, [better, Expr::Number(1.0), lesser.clone()])
        };
        (vec![weight(a, b), weight(b, a)], plus(Expr::Number(1.0), lesser.clone()))
    }

    fn reaches(&mut self) {
        let tree = self.tree;
        let places = backwards(tree).into_iter().rev().map(Place::Node);
        let ends = (0..tree.terminals.len()).map(Place::Terminal);
        for place in places.chain(ends) {
            let ways = tree.nodes.iter().enumerate().flat_map(|(node, from)| {
                from.actions.iter().enumerate().filter(move |(_, (_, to))| *to == place).map(move |(action, _)| (node, action))
            });
            let reach = ways
                .map(|(node, action)| {
                    let chance = self.of(Role::Chance { node, action });
                    Expr::operate(Operator::Multiply, [self.of(Role::Reach(Place::Node(node))), chance])
                })
                .reduce(plus);
            let name = match place {
                Place::Node(node) => &tree.nodes[node].name,
                Place::Terminal(end) => &tree.terminals[end].0,
            };
            let expr = if place == Place::Node(0) { Expr::Number(1.0) } else { reach.unwrap_or(Expr::Number(0.0)) };
            self.push(format!("{}.reach.{name}", tree.game), Role::Reach(place), false, expr);
        }
    }
}

fn exponential(precision: &Expr, of: Expr) -> Expr {
    Expr::Call(&builtin::EXP, [Expr::operate(Operator::Multiply, [precision.clone(), of])].into())
}

fn plus(a: Expr, b: Expr) -> Expr {
    Expr::operate(Operator::Add, [a, b])
}

struct TreeNodeNames {
    place: String,
    actions: Vec<String>,
}

fn names(tree: &Tree, node: usize) -> TreeNodeNames {
    let place = format!("{}.{}", tree.game, tree.nodes[node].name);
    let actions = tree.nodes[node].actions.iter().map(|(action, _)| format!("{place}.{action}")).collect();
    TreeNodeNames { place, actions }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elementary::exp;
    use crate::solution::TreeNode;

    /// One mover, one node, an end for each payoff.
    fn choice(precision: f64, payoffs: &[f64]) -> Tree {
        let end = |at: usize| format!("end_{at}");
        let actions = (0..payoffs.len()).map(|at| (format!("take_{at}"), Place::Terminal(at))).collect();
        Tree {
            game: "g".into(),
            players: vec!["mover".into()],
            precision: vec![Expr::Number(precision)],
            nodes: vec![TreeNode { name: "open".into(), player: 0, actions }],
            terminals: payoffs.iter().enumerate().map(|(at, payoff)| (end(at), vec![Expr::Number(*payoff)])).collect(),
        }
    }

    fn chances(tree: &Tree) -> Vec<f64> {
        let mut values: Vec<f64> = Vec::new();
        let equations = lower(tree, 0);
        for equation in &equations {
            let value = equation.expr.evaluate(&mut |leaf| match leaf {
                Expr::Variable(id) => values[id.0 as usize],
                other => panic!("{other:?} in {}", equation.name),
            });
            values.push(value);
        }
        let chance = |(equation, value): (&Equation, &f64)| matches!(equation.role, Role::Chance { .. }).then_some(*value);
        equations.iter().zip(&values).filter_map(chance).collect()
    }

    /// The formula for any number of actions, written out.
    fn expected(precision: f64, payoffs: &[f64]) -> Vec<f64> {
        let top = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = payoffs.iter().map(|payoff| exp(precision * (payoff - top))).collect();
        let total = weights.iter().copied().reduce(|a, b| a + b).unwrap_or_default();
        weights.iter().map(|weight| weight / total).collect()
    }

    #[test]
    fn two_actions_have_the_bits_of_many() {
        let payoffs = [-3.75, -1.0, -0.1, 0.0, 1e-9, 0.3, 0.30000000000000004, 2.5, 700.0];
        for precision in [0.0, 1e-3, 0.7, 1.82, 13.0, 1e6] {
            for (a, b) in payoffs.iter().flat_map(|a| payoffs.map(|b| (*a, b))) {
                let bits = |chances: Vec<f64>| chances.into_iter().map(f64::to_bits).collect::<Vec<_>>();
                let found = chances(&choice(precision, &[a, b]));
                assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-15);
                assert_eq!(bits(found), bits(expected(precision, &[a, b])), "{precision}, {a} and {b}");
            }
            assert_eq!(chances(&choice(precision, &[0.2, 2.5, -1.0])), expected(precision, &[0.2, 2.5, -1.0]));
        }
    }
}
