//! Games: their shape is checked, then they are lowered to equations by their solution concept.
//!
//! Comes in: players, nodes and terminals as written. Goes out: one variable per chance, reach and value, and the game
//! as data. Refuses: shapes that are no tree (or tree with joining branches) from the first node, places never reached,
//! payoffs missing or in another unit. Names are declared before any equation is read, because payoffs may read chances.

mod shape;

use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::expr::Expr;
use linchpin_core::game::{Game, Place, Player};
use linchpin_core::model::{GameId, Kind, Origin, VarId, Variable, Words};
use linchpin_core::solution::{self, Equation, Role, SOLUTIONS, Solution, Tree, TreeNode};
use linchpin_core::unit::{Dimension, Unit};

use crate::ast::{self, GamePart};
use crate::resolve::draft::{Draft, Item, Symbol, Type, words};
use crate::resolve::expression::{Ground, Scope, constant, lone};
use crate::resolve::names::Names;

/// A game between its declaration and its equations.
pub(crate) struct Plan {
    pub(crate) game: Game,
    solution: &'static Solution,
    /// Names of the players.
    players: Vec<String>,
    /// What people call them.
    called: Vec<Words>,
    precisions: Vec<ast::Expr>,
    /// Payoffs of each terminal, by player; `None` where at fault.
    payoffs: Vec<Vec<Option<ast::Expr>>>,
    /// The equations by name and role, in the order of their variables; empty when the shape is at fault.
    roles: Vec<(Role, bool)>,
    /// Unit of payoffs, once precisions are known.
    unit: Option<Unit>,
}

impl Draft<'_> {
    /// Checks the shape of a game and declares its variables.
    pub(crate) fn plan_game(
        &mut self,
        item: &Item<'_>,
        name: &ast::Name,
        solution: Option<&ast::Name>,
        parts: &[GamePart],
        names: &Names,
    ) -> Plan {
        let before = self.out.len();
        let id = GameId(names.plans.len() as u32);
        let (players, precisions, player_names) = self.players(name, parts, names);
        let actor =
            |player: &Player| names.actor_list.get(player.actor.idx()).map(|actor| actor.words.clone()).unwrap_or_default();
        let called = players.iter().map(actor).collect();
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
            called,
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
                    let found = Diagnostic::error(
                        "unknown-solution",
                        wanted.span,
                        format!("there is no solution concept `{}`", wanted.text),
                    )
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
                GamePart::Terminal { name: end, titles, payoffs } => self.terminal(&mut plan, end, titles, payoffs),
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

    fn declare_equations(&mut self, plan: &mut Plan, id: GameId) {
        let nothing = || Expr::Number(f64::NAN);
        let tree =
            plan.tree(vec![nothing(); plan.players.len()], vec![vec![nothing(); plan.players.len()]; plan.game.terminals.len()]);
        let base = self.variables.len() as u32;
        for Equation { name, role, payoff, .. } in (plan.solution.lower)(&tree, base) {
            let span = plan.span_of(role);
            let root_value = matches!(role, Role::Value { place: Place::Node(0), .. });
            let shown = matches!(role, Role::Chance { .. } | Role::Reach(_)) || root_value;
            let id = self.add(Variable {
                name: name.clone(),
                kind: Kind::Auxiliary(nothing()),
                unit: Unit::none(),
                words: plan.words(role),
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
            let mut scope = Scope::of(
                owners.first().copied().unwrap_or(VarId(0)),
                &format!("{}.precision.{name}", plan.game.name),
                Ground::Equation,
            );
            if owners.is_empty() {
                scope.owner = None;
            }
            let typed = match lone(text) {
                Some(value) => crate::resolve::draft::Typed::pure(Expr::Number(value)),
                None => self.expression(&mut scope, text),
            };
            if constant(&typed.expr).is_some_and(|precision| precision < 0.0) {
                let message = format!("the precision of `{name}` is below zero: worse would be chosen more often than better");
                let found = Diagnostic::error("impossible-number", text.span, message)
                    .help("write zero for a player who chooses at random, more for one who sees what is better");
                self.report(found);
            }
            if let Some(&main) = owners.first() {
                for &owner in &owners[1..] {
                    let copied: Vec<((VarId, VarId), Span)> = self
                        .links
                        .iter()
                        .filter(|((from, _), _)| *from == main)
                        .map(|((_, to), span)| ((owner, *to), *span))
                        .collect();
                    self.links.extend(copied);
                }
            }
            match &typed.what {
                Type::Condition => {
                    let found = Diagnostic::error(
                        "not-a-number",
                        text.span,
                        format!("the precision of `{name}` is a number, this is a condition"),
                    )
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
                            format!(
                                "the precision of `{name}` {}, that of the first player is in {}",
                                self.is(&typed.what),
                                self.units.say(wanted)
                            ),
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
            Some(Expr::Variable(id)) => Some((
                self.variables[id.idx()].name_span,
                format!("`{}` is declared in {}", self.variables[id.idx()].name, self.variables[id.idx()].unit.text),
            )),
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
        Tree {
            game: self.game.name.clone(),
            players: self.players.clone(),
            precision,
            nodes: nodes.collect(),
            terminals: terminals.collect(),
        }
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

    /// What a variable says, in words; in Korean where all that it speaks of has a Korean title.
    fn words(&self, role: Role) -> Words {
        let place = |place: Place| match place {
            Place::Node(node) => self.game.nodes[node].name.clone(),
            Place::Terminal(end) => title(&self.game.terminals[end].words, &self.game.terminals[end].name),
        };
        let who = |player: usize| title(&self.called[player], &self.players[player]);
        let who_ko = |player: usize| korean(&self.called[player]);
        let (title, ko) = match role {
            Role::Chance { node, action } => {
                let at = &self.game.nodes[node];
                let action = &at.actions[action];
                (
                    format!("Chance that {} takes \"{}\" at {}", who(at.player), title(&action.words, &action.name), at.name),
                    who_ko(at.player).zip(korean(&action.words)).map(|(who, action)| format!("{who}의 선택 확률: {action}")),
                )
            }
            Role::Reach(to) => (
                format!("Chance that \"{}\" is reached", place(to)),
                match to {
                    Place::Node(node) => who_ko(self.game.nodes[node].player).map(|who| format!("{who}의 차례가 올 확률")),
                    Place::Terminal(end) => korean(&self.game.terminals[end].words).map(|end| format!("결말 확률: {end}")),
                },
            ),
            Role::Value { place: Place::Terminal(end), player } => (
                format!("Payoff of {} at \"{}\"", who(player), place(Place::Terminal(end))),
                who_ko(player).zip(korean(&self.game.terminals[end].words)).map(|(who, end)| format!("{who}의 보수: {end}")),
            ),
            Role::Value { place: at, player } => (
                format!("Expected payoff of {} from {}", who(player), place(at)),
                who_ko(player).map(|who| format!("{who}의 기대 보수")),
            ),
            Role::Inner => Default::default(),
        };
        Words { title, ko: ko.unwrap_or_default(), ..Words::default() }
    }
}

/// A title, or the name where there is none.
fn title(words: &Words, name: &str) -> String {
    if words.title.is_empty() { name.to_owned() } else { words.title.clone() }
}

fn korean(words: &Words) -> Option<&str> {
    Some(&words.ko[..]).filter(|ko| !ko.is_empty())
}
