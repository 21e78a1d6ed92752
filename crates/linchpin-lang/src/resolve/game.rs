//! Games: their shape is checked, then they are lowered to equations by their solution concept.
//!
//! Comes in: players, nodes and terminals as written. Goes out: one variable per chance, reach and value, and the game
//! as data. Refuses: shapes that are no tree (or tree with joining branches) from the first node, places never reached,
//! payoffs missing or in another unit. Names are declared before any equation is read, because payoffs may read chances.

use std::collections::HashMap;

use linchpin_core::diagnostic::{Diagnostic, Span, nearest};
use linchpin_core::expr::Expr;
use linchpin_core::game::{Action, Game, Node, Place, Player, Terminal};
use linchpin_core::model::{ActorId, GameId, Kind, Origin, VarId, Variable, Words};
use linchpin_core::solution::{self, Equation, Role, SOLUTIONS, Solution, Tree, TreeNode};
use linchpin_core::unit::{Dimension, Unit};

use super::draft::{Draft, Item, Symbol, Type, words};
use super::expression::{Ground, Scope, lone};
use super::names::Names;
use crate::ast::{self, GamePart};

/// A game between its declaration and its equations.
pub(crate) struct Plan {
    pub(crate) game: Game,
    solution: &'static Solution,
    /// Names of the players.
    players: Vec<String>,
    precisions: Vec<ast::Expr>,
    /// Payoffs of each terminal, by player; `None` where at fault.
    payoffs: Vec<Vec<Option<ast::Expr>>>,
    /// The equations by name and role, in the order of their variables; empty when the shape is at fault.
    roles: Vec<(Role, bool)>,
    /// Unit of payoffs, once precisions are known.
    unit: Option<Unit>,
}

/// Solving walks a game by recursion, and nobody reads a tree as large as this.
const MOST_NODES: usize = 1000;

/// Words in the names of generated variables, which nodes and actions may not be called.
const KEPT: [&str; 6] = ["reach", "value", "payoff", "top", "total", "weight"];

impl Draft<'_> {
    /// Checks the shape of a game and declares its variables.
    pub(crate) fn plan_game(&mut self, item: &Item<'_>, name: &ast::Name, solution: Option<&ast::Name>, parts: &[GamePart], names: &Names) -> Plan {
        let before = self.out.len();
        let id = GameId(names.plans.len() as u32);
        let (players, precisions, player_names) = self.players(name, parts, names);
        let mut plan = Plan {
            game: Game {
                name: name.text.clone(),
                words: words(item.statement),
                sector: item.sector,
                solution: SOLUTIONS[0].name,
                players,
                nodes: Vec::new(),
                terminals: Vec::new(),
                variables: Vec::new(),
                hidden: item.statement.hidden.is_some(),
                span: item.statement.span,
            },
            solution: &SOLUTIONS[0],
            players: player_names,
            precisions,
            payoffs: Vec::new(),
            roles: Vec::new(),
            unit: None,
        };
        if let Some(wanted) = solution {
            match solution::find(&wanted.text) {
                Some(found) => plan.solution = found,
                None => {
                    let all: Vec<&str> = SOLUTIONS.iter().map(|row| row.name).collect();
                    let found = Diagnostic::error("unknown-solution", wanted.span, format!("there is no solution concept `{}`", wanted.text))
                        .help(format!("choose one of: {}", all.join(", ")));
                    self.report(found);
                }
            }
        }
        plan.game.solution = plan.solution.name;
        let places = self.places(parts);
        for part in parts {
            match part {
                GamePart::Player { .. } => {}
                GamePart::Node { name: node, actor, actions } => self.node(&mut plan, &places, node, actor, actions),
                GamePart::Terminal { name: end, payoffs } => self.terminal(&mut plan, end, payoffs),
            }
        }
        let whole = self.out.len() == before;
        self.shape(&plan.game, name, whole);
        if self.out.len() > before {
            // Its names would be half right: leave them unknown, and unreported.
            self.broken_games.insert(name.text.clone());
        } else {
            self.declare_equations(&mut plan, id);
        }
        plan
    }

    fn players(&mut self, game: &ast::Name, parts: &[GamePart], names: &Names) -> (Vec<Player>, Vec<ast::Expr>, Vec<String>) {
        let (mut players, mut precisions, mut known): (Vec<Player>, Vec<ast::Expr>, Vec<String>) = Default::default();
        for part in parts {
            let GamePart::Player { actor, precision } = part else { continue };
            let mut out = Vec::new();
            let id = names.actors.find(actor, &mut out);
            out.into_iter().for_each(|d| self.report(d));
            if let Some(at) = known.iter().position(|name| *name == actor.text) {
                let first = players[at].span;
                let found = Diagnostic::error("defined-twice", actor.span, format!("`{}` plays twice in this game", actor.text))
                    .related(first, "already a player here")
                    .help("delete one of the two lines");
                self.report(found);
                continue;
            }
            players.push(Player { actor: ActorId(id.unwrap_or(0)), precision: Expr::Number(f64::NAN), span: actor.span });
            precisions.push(precision.clone());
            known.push(actor.text.clone());
        }
        if players.is_empty() {
            let found = Diagnostic::error("game-shape", game.span, format!("nobody plays in the game `{}`", game.text))
                .help("name its players: `player ACTOR precision VALUE`");
            self.report(found);
        }
        (players, precisions, known)
    }

    /// Nodes and terminals by name, in the order of the text.
    fn places(&mut self, parts: &[GamePart]) -> HashMap<String, (Place, Span)> {
        let mut places: HashMap<String, (Place, Span)> = HashMap::new();
        let (mut n_nodes, mut n_terminals) = (0, 0);
        for part in parts {
            let (name, place) = match part {
                GamePart::Player { .. } => continue,
                GamePart::Node { name, .. } => {
                    n_nodes += 1;
                    (name, Place::Node(n_nodes - 1))
                }
                GamePart::Terminal { name, .. } => {
                    n_terminals += 1;
                    (name, Place::Terminal(n_terminals - 1))
                }
            };
            self.kept_name(name, "node or terminal");
            if let Some((_, first)) = places.get(&name.text) {
                let found = Diagnostic::error("defined-twice", name.span, format!("`{}` is the name of two places in this game", name.text))
                    .related(*first, "first defined here")
                    .help("nodes and terminals share names: rename one of the two");
                self.report(found);
            } else {
                places.insert(name.text.clone(), (place, name.span));
            }
        }
        places
    }

    fn kept_name(&mut self, name: &ast::Name, what: &str) {
        if KEPT.contains(&name.text.as_str()) {
            let found = Diagnostic::error("reserved-name", name.span, format!("no {what} may be called `{}`", name.text))
                .help("the numbers that a game makes are named with this word; choose another");
            self.report(found);
        }
    }

    fn player_idx(&mut self, players: &[String], actor: &ast::Name, plays: &str) -> Option<usize> {
        let at = players.iter().position(|name| *name == actor.text);
        if at.is_none() {
            let found = Diagnostic::error("unknown-player", actor.span, format!("`{}` {plays}, but is no player of this game", actor.text));
            let help = match nearest(&actor.text, players.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add `player {} precision VALUE`", actor.text),
            };
            self.report(found.help(help));
        }
        at
    }

    fn node(&mut self, plan: &mut Plan, places: &HashMap<String, (Place, Span)>, name: &ast::Name, actor: &ast::Name, actions: &[ast::ActionText]) {
        let player = self.player_idx(&plan.players, actor, "moves here").unwrap_or(0);
        let mut known: Vec<Action> = Vec::new();
        for action in actions {
            self.kept_name(&action.name, "action");
            if let Some(first) = known.iter().find(|other| other.name == action.name.text) {
                let found = Diagnostic::error("defined-twice", action.name.span, format!("`{}` stands twice at the node `{}`", action.name.text, name.text))
                    .related(first.span, "first here")
                    .help("rename one of the two actions");
                self.report(found);
                continue;
            }
            let to = match places.get(&action.to.text) {
                Some((place, _)) => *place,
                None => {
                    let mut all: Vec<&str> = places.keys().map(String::as_str).collect();
                    all.sort_unstable();
                    let found = Diagnostic::error("unknown-place", action.to.span, format!("this game has no node or terminal `{}`", action.to.text));
                    let found = match nearest(&action.to.text, all).and_then(|near| places.get_key_value(near)) {
                        Some((near, (_, place))) => found.related(*place, format!("`{near}` is defined here")).help(format!("did you mean `{near}`?")),
                        None => found.help(format!("add `node {0} ACTOR` or `terminal {0}`", action.to.text)),
                    };
                    self.report(found);
                    continue;
                }
            };
            known.push(Action { name: action.name.text.clone(), to, span: action.name.span });
        }
        if actions.is_empty() {
            let found = Diagnostic::error("game-shape", name.span, format!("nothing can be done at the node `{}`", name.text))
                .help("give it actions, `ACTION -> PLACE`, or make it a terminal");
            self.report(found);
        }
        plan.game.nodes.push(Node { name: name.text.clone(), player, actions: known, span: name.span });
    }

    fn terminal(&mut self, plan: &mut Plan, name: &ast::Name, payoffs: &[(ast::Name, ast::Expr)]) {
        let mut paid: Vec<Option<ast::Expr>> = vec![None; plan.players.len()];
        for (actor, payoff) in payoffs {
            let Some(player) = self.player_idx(&plan.players, actor, "is paid here") else { continue };
            if let Some(first) = &paid[player] {
                let first = first.span;
                let found = Diagnostic::error("defined-twice", actor.span, format!("`{}` is paid twice at `{}`", actor.text, name.text))
                    .related(first, "first here")
                    .help("delete one of the two payoffs");
                self.report(found);
                continue;
            }
            paid[player] = Some(payoff.clone());
        }
        for (player, _) in paid.iter().enumerate().filter(|(_, payoff)| payoff.is_none()) {
            let who = &plan.players[player];
            let found = Diagnostic::error("missing-payoff", name.span, format!("`{who}` gets no payoff at `{}`", name.text))
                .help(format!("every player is paid at every terminal: add `{who} = 0`"));
            self.report(found);
        }
        plan.payoffs.push(paid);
        plan.game.terminals.push(Terminal { name: name.text.clone(), payoffs: Vec::new(), span: name.span });
    }

    /// One root, which is the first node; everything reached; no way back.
    /// Where actions or places are at fault already (`whole` is false), nothing is said about what is reached.
    fn shape(&mut self, game: &Game, name: &ast::Name, whole: bool) {
        if game.nodes.is_empty() {
            let found = Diagnostic::error("game-shape", name.span, format!("the game `{}` has no node", game.name)).help("add one: `node NAME ACTOR`, with its actions below");
            return self.report(found);
        }
        if game.terminals.is_empty() {
            let found = Diagnostic::error("game-shape", name.span, format!("the game `{}` has no end", game.name)).help("add `terminal NAME` with the payoffs of all players below");
            return self.report(found);
        }
        if game.nodes.len() > MOST_NODES {
            let found = Diagnostic::error("game-shape", name.span, format!("the game `{}` has more than {MOST_NODES} nodes", game.name)).help("split it into several games");
            return self.report(found);
        }
        // Depth first with a path of its own: a game of the text may be a very long chain.
        let mut state = vec![0_u8; game.nodes.len()];
        let mut reached = vec![false; game.terminals.len()];
        let mut path: Vec<(usize, usize)> = vec![(0, 0)];
        state[0] = 1;
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(action) = game.nodes[node].actions.get(*next) else {
                state[node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match action.to {
                Place::Terminal(end) => reached[end] = true,
                Place::Node(to) if state[to] == 0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                Place::Node(to) if state[to] == 1 => {
                    let from = path.iter().position(|(open, _)| *open == to).unwrap_or(0);
                    let round: Vec<&str> = path[from..].iter().map(|(open, _)| game.nodes[*open].name.as_str()).chain([game.nodes[to].name.as_str()]).collect();
                    let found = Diagnostic::error("game-shape", action.span, format!("the game `{}` goes in a circle: {}", game.name, round.join(" -> ")))
                        .related(game.nodes[to].span, "back to here")
                        .help("a game runs forward to its ends: let this action lead to a new place");
                    return self.report(found);
                }
                Place::Node(_) => {}
            }
        }
        if !whole {
            return;
        }
        let unreached_nodes = game.nodes.iter().zip(&state).filter(|(_, state)| **state == 0).map(|(node, _)| (&node.name, node.span));
        let unreached_ends = game.terminals.iter().zip(&reached).filter(|(_, reached)| !**reached).map(|(end, _)| (&end.name, end.span));
        let unreached: Vec<(String, Span)> = unreached_nodes.chain(unreached_ends).map(|(name, span)| (name.clone(), span)).collect();
        for (place, span) in unreached {
            let found = Diagnostic::error("game-shape", span, format!("no play of the game `{}` gets to `{place}`", game.name)).help(format!(
                "play begins at the first node, `{}`: let an action lead here, or delete it",
                game.nodes[0].name
            ));
            self.report(found);
        }
    }

    fn declare_equations(&mut self, plan: &mut Plan, id: GameId) {
        let nothing = || Expr::Number(f64::NAN);
        let tree = plan.tree(vec![nothing(); plan.players.len()], vec![vec![nothing(); plan.players.len()]; plan.game.terminals.len()]);
        let base = self.variables.len() as u32;
        for Equation { name, role, payoff, .. } in (plan.solution.lower)(&tree, base) {
            let span = plan.span_of(role);
            let root_value = matches!(role, Role::Value { place: Place::Node(0), .. });
            let shown = matches!(role, Role::Chance { .. } | Role::Reach(_)) || root_value;
            let id = self.add(Variable {
                name: name.clone(),
                kind: Kind::Auxiliary(nothing()),
                unit: Unit::none(),
                words: Words { title: plan.title(role), ..Words::default() },
                sector: plan.game.sector,
                from: Vec::new(),
                because: None,
                hidden: !shown || plan.game.hidden,
                origin: Origin::Game(id),
                span: plan.game.span,
                name_span: span,
                equation_span: span,
            });
            if payoff {
                self.unitless.insert(id);
            }
            self.symbols.entry(name).or_insert(Symbol::Variable(id));
            plan.game.variables.push(id);
            plan.roles.push((role, payoff));
        }
    }

    /// Reads the precisions, which tell the unit of payoffs. Comes before any equation that could name a value.
    pub(crate) fn precisions(&mut self, plan: &mut Plan) {
        let mut first: Option<(Dimension, Span)> = None;
        let texts = plan.precisions.clone();
        for (player, text) in texts.iter().enumerate() {
            let name = plan.players[player].clone();
            // Every weight of this player reads its precision: links of loops are kept under them all.
            let owners = plan.weights_of(player);
            let mut scope = Scope::of(owners.first().copied().unwrap_or(VarId(0)), &format!("{}.precision.{name}", plan.game.name), Ground::Equation);
            if owners.is_empty() {
                scope.owner = None;
            }
            let typed = match lone(text) {
                Some(value) => super::draft::Typed::pure(Expr::Number(value)),
                None => self.expression(&mut scope, text),
            };
            if let Some(&main) = owners.first() {
                for &owner in &owners[1..] {
                    let copied: Vec<((VarId, VarId), Span)> =
                        self.links.iter().filter(|((from, _), _)| *from == main).map(|((_, to), span)| ((owner, *to), *span)).collect();
                    self.links.extend(copied);
                }
            }
            match &typed.what {
                Type::Condition => {
                    let found = Diagnostic::error("not-a-number", text.span, format!("the precision of `{name}` is a number, this is a condition"))
                        .help("name a number in 1/payoff, such as an uncertainty in 1/util");
                    self.report(found);
                }
                Type::Quantity(dimension) => match &first {
                    None => {
                        first = Some((dimension.clone(), text.span));
                        plan.unit = Some(self.payoff_unit(&typed.expr, dimension));
                    }
                    Some((wanted, span)) if wanted != dimension => {
                        let found = Diagnostic::error(
                            "unit-mismatch",
                            text.span,
                            format!("the precision of `{name}` {}, that of the first player is in {}", self.is(&typed.what), self.units.say(wanted)),
                        )
                        .related(*span, "the first player's")
                        .help("all payoffs of a game are in one unit, and precision is in 1/that");
                        let found = self.with_units_of(found, &[text, &texts[0]]);
                        self.report(found);
                    }
                    Some(_) => {}
                },
                Type::Zero | Type::Unknown => {}
            }
            plan.game.players[player].precision = typed.expr;
        }
        if plan.unit.is_none() && texts.iter().all(|text| lone(text).is_some()) {
            plan.unit = Some(Unit::none());
        }
        for (id, (_, payoff)) in plan.game.variables.iter().zip(&plan.roles) {
            if let (true, Some(unit)) = (*payoff, &plan.unit) {
                self.variables[id.idx()].unit = unit.clone();
                self.unitless.remove(id);
            }
        }
    }

    /// Adds to mismatches of a payoff where its unit comes from.
    fn blame_precision(&mut self, plan: &Plan, before: usize) {
        let Some(precision) = plan.precisions.first() else { return };
        let declared = match plan.game.players.first().map(|player| &player.precision) {
            Some(Expr::Variable(id)) => Some((self.variables[id.idx()].name_span, format!("`{}` is declared in {}", self.variables[id.idx()].name, self.variables[id.idx()].unit.text))),
            _ => None,
        };
        self.relate(before, "the payoff", precision.span, "payoffs are in one over the unit of this");
        if let Some((place, text)) = declared {
            self.relate(before, "the payoff", place, &text);
        }
    }

    /// One over the unit of precision, in the words of the variable that gives it.
    fn payoff_unit(&self, precision: &Expr, dimension: &Dimension) -> Unit {
        let wanted = Dimension::NONE.over(dimension);
        if let Expr::Variable(id) = precision {
            let unit = &self.variables[id.idx()].unit;
            if let Some(text) = unit.text.strip_prefix("1/")
                && !text.contains('/')
            {
                return Unit { dimension: wanted, scale: 1.0 / unit.scale, text: text.to_owned() };
            }
        }
        self.units.plain(&wanted)
    }

    /// Reads the payoffs and gives every variable of the game its equation.
    pub(crate) fn solve(&mut self, plan: &mut Plan) {
        let texts = plan.payoffs.clone();
        let mut payoffs = Vec::with_capacity(texts.len());
        for (at, row) in texts.iter().enumerate() {
            let mut paid = Vec::with_capacity(row.len());
            for (player, text) in row.iter().enumerate() {
                let role = Role::Value { place: Place::Terminal(at), player };
                let owner = plan.variable(role);
                let whose = format!("the payoff of `{}` at `{}`", plan.players[player], plan.game.terminals[at].name);
                let name = format!("{}.payoff.{}.{}", plan.game.name, plan.game.terminals[at].name, plan.players[player]);
                let expr = match text {
                    None => Expr::Number(f64::NAN),
                    Some(text) => {
                        if let Some(owner) = owner {
                            self.variables[owner.idx()].equation_span = text.span;
                        }
                        let mut scope = Scope::of(owner.unwrap_or(VarId(0)), &name, Ground::Equation);
                        if owner.is_none() {
                            scope.owner = None;
                        }
                        let unit = plan.unit.clone();
                        let before = self.out.len();
                        let equation = self.equation(&mut scope, text, unit.as_ref(), &whose);
                        self.blame_precision(plan, before);
                        equation
                    }
                };
                paid.push(expr);
            }
            plan.game.terminals[at].payoffs = paid.clone();
            payoffs.push(paid);
        }
        let Some(first) = plan.game.variables.first().copied() else { return };
        let precisions = plan.game.players.iter().map(|player| player.precision.clone()).collect();
        let tree = plan.tree(precisions, payoffs);
        for (id, equation) in plan.game.variables.iter().zip((plan.solution.lower)(&tree, first.0)) {
            self.variables[id.idx()].kind = Kind::Auxiliary(equation.expr);
        }
    }
}

impl Plan {
    fn tree(&self, precision: Vec<Expr>, payoffs: Vec<Vec<Expr>>) -> Tree {
        let nodes = self.game.nodes.iter().map(|node| TreeNode {
            name: node.name.clone(),
            player: node.player,
            actions: node.actions.iter().map(|action| (action.name.clone(), action.to)).collect(),
        });
        let terminals = self.game.terminals.iter().zip(payoffs).map(|(end, payoffs)| (end.name.clone(), payoffs));
        Tree { game: self.game.name.clone(), players: self.players.clone(), precision, nodes: nodes.collect(), terminals: terminals.collect() }
    }

    /// The variable of a role.
    fn variable(&self, role: Role) -> Option<VarId> {
        let at = self.roles.iter().position(|(other, _)| *other == role)?;
        self.game.variables.get(at).copied()
    }

    /// Inner variables whose equations read the precision of a player: those between the best value and the chances at
    /// its nodes. All inner ones, as the roles do not tell them apart.
    fn weights_of(&self, player: usize) -> Vec<VarId> {
        let moves = self.game.nodes.iter().any(|node| node.player == player);
        let inner = self.roles.iter().zip(&self.game.variables).filter(|((role, _), _)| *role == Role::Inner);
        inner.filter(|_| moves).map(|(_, id)| *id).collect()
    }

    /// Where in the text a variable comes from.
    fn span_of(&self, role: Role) -> Span {
        match role {
            Role::Chance { node, action } => self.game.nodes[node].actions[action].span,
            Role::Reach(Place::Node(node)) | Role::Value { place: Place::Node(node), .. } => self.game.nodes[node].span,
            Role::Reach(Place::Terminal(end)) | Role::Value { place: Place::Terminal(end), .. } => self.game.terminals[end].span,
            Role::Inner => self.game.nodes.first().map_or(self.game.span, |node| node.span),
        }
    }

    /// What a variable says, in words.
    fn title(&self, role: Role) -> String {
        let place = |place: Place| match place {
            Place::Node(node) => &self.game.nodes[node].name,
            Place::Terminal(end) => &self.game.terminals[end].name,
        };
        match role {
            Role::Chance { node, action } => {
                let at = &self.game.nodes[node];
                format!("Chance that {} takes {} at {}", self.players[at.player], at.actions[action].name, at.name)
            }
            Role::Reach(to) => format!("Chance that {} is reached", place(to)),
            Role::Value { place: Place::Terminal(end), player } => format!("Payoff of {} at {}", self.players[player], self.game.terminals[end].name),
            Role::Value { place: at, player } => format!("Expected payoff of {} from {}", self.players[player], place(at)),
            Role::Inner => String::new(),
        }
    }
}
