//! A game as it stands in one future at one date: payoffs, chances, precision.
//!
//! Comes in: a checked model, the name of a game, when and in which future, and a way to run it. Goes out: the solved
//! tree, or Gambit's text of it. Refuses: unknown games, dates outside the model, runs that fault before the date.

mod efg;

pub use efg::efg;

use std::collections::HashMap;

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::game::{Game, Place};
use linchpin_core::model::{Kind, Model, PolicyId, Setting, VarId};
use linchpin_core::solution::{self, Role, Tree, TreeNode};
use linchpin_core::unit::Unit;

use crate::loops::Runner;
use crate::moment::Moment;
use crate::wire::{ActionShown, GameShown, PlaceShown, PlayerShown};
use crate::{faults, figure, links};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Question {
    /// Name of the game.
    pub game: String,
    /// Date or time; the start when left out.
    pub at: Option<String>,
    /// The future; left out, every uncertainty is at its default and no event happens.
    pub future: Option<u64>,
    /// The seed of draws and luck.
    pub seed: u64,
    /// The policy; the model as it stands when left out.
    pub policy: Option<PolicyId>,
}

/// Runs the future and reads the game at the date.
pub fn solve(model: &Model, question: &Question, run: Runner<'_>) -> Result<GameShown, Refusal> {
    let game = find(model, &question.game)?;
    let time = question.at.as_deref().map_or(Ok(model.time.start), |text| figure::time_of(model, text))?;
    let step = model.time.step_at(time);
    let roles = roles(model, game)?;
    let mut series = game.variables.clone();
    for player in &game.players {
        series.extend(links::raw_reads(&player.precision));
    }
    series.sort();
    series.dedup();
    let at_steps = if step == 0 { vec![0] } else { vec![0, step] };
    let policy = question.policy.and_then(|id| model.policies.get(id.idx()));
    let mut settings: Vec<(VarId, Setting)> = Vec::new();
    if question.future.is_none() {
        for id in model.uncertainties() {
            if let Kind::Uncertainty { default, .. } = model.variable(id).kind {
                settings.push((id, Setting::Constant(default)));
            }
        }
    }
    settings.extend(policy.map(|policy| policy.settings.clone()).unwrap_or_default());
    let arm = Arm { name: "game".into(), policy: question.policy, world: None, settings };
    let ask = Ask { outcomes: Vec::new(), series: series.clone(), at_steps, events: question.future.is_some(), dt: None };
    let futures = Futures { seed: question.seed, first: question.future.unwrap_or(0), count: 1 };
    let chunk = run(model, &Experiment { futures, arms: vec![arm], ask })?;
    if let Some(fault) = chunk.faults.iter().find(|fault| fault.time <= model.time.at(step)) {
        return Err(Refusal::new(
            format!("the run faults before that date: {}", faults::in_words(model, fault)),
            "ask for an earlier date or another future",
        ));
    }
    let column: HashMap<VarId, usize> = series.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let read = |id: VarId, point: usize| {
        let cell = column.get(&id).and_then(|at| chunk.series.first()?.get(*at)?.get(point)?.first());
        cell.copied().unwrap_or(f64::NAN)
    };
    let last = usize::from(step > 0);
    let (now, first) = (|id| read(id, last), |id| read(id, 0));
    let moment =
        Moment { model, axis: &model.time, time: model.time.at(step), now: &now, first: &first, baseline: None, spread: None };
    let unit = payoff_unit(model, game, &roles);
    let of = |role: Role| roles.get(&role).map_or(f64::NAN, |id| now(*id));
    let players: Vec<PlayerShown> = game
        .players
        .iter()
        .map(|player| {
            let actor = model.actors.get(player.actor.idx());
            PlayerShown {
                name: actor.map(|a| a.name.clone()).unwrap_or_default(),
                title: actor.map(|a| a.words.title.clone()).unwrap_or_default(),
                precision: moment.of(&player.precision) * unit.scale,
            }
        })
        .collect();
    let place = |name: &str, place: Place, player: Option<usize>, actions: Vec<ActionShown>| PlaceShown {
        name: name.to_string(),
        player,
        reach: of(Role::Reach(place)),
        values: (0..players.len()).map(|player| of(Role::Value { place, player }) / unit.scale).collect(),
        actions,
    };
    let mut places = Vec::new();
    for (at, node) in game.nodes.iter().enumerate() {
        let actions = node.actions.iter().enumerate().map(|(action, way)| ActionShown {
            name: way.name.clone(),
            to: name_of(game, way.to).to_string(),
            chance: of(Role::Chance { node: at, action }),
        });
        places.push(place(&node.name, Place::Node(at), Some(node.player), actions.collect()));
    }
    for (at, end) in game.terminals.iter().enumerate() {
        places.push(place(&end.name, Place::Terminal(at), None, Vec::new()));
    }
    Ok(GameShown {
        model: model.name.clone(),
        game: game.name.clone(),
        title: game.words.title.clone(),
        policy: policy.map(|policy| policy.name.clone()),
        date: figure::date(&model.time, model.time.at(step)),
        future: question.future,
        seed: question.seed,
        payoff_unit: unit.text.clone(),
        players,
        places,
    })
}

fn find<'a>(model: &'a Model, name: &str) -> Result<&'a Game, Refusal> {
    model.games.iter().find(|game| game.name == name).ok_or_else(|| {
        let names: Vec<_> = model.games.iter().map(|game| game.name.as_str()).collect();
        let help = match (nearest(name, names.iter().copied()), names.is_empty()) {
            (_, true) => format!("{} has no games", model.name),
            (Some(near), _) => format!("did you mean `{near}`? games: {}", names.join(", ")),
            (None, _) => format!("games: {}", names.join(", ")),
        };
        Refusal::new(format!("{} has no game `{name}`", model.name), help)
    })
}

fn name_of(game: &Game, place: Place) -> &str {
    match place {
        Place::Node(at) => game.nodes.get(at).map_or("?", |node| node.name.as_str()),
        Place::Terminal(at) => game.terminals.get(at).map_or("?", |end| end.name.as_str()),
    }
}

/// What each variable of a game stands for.
fn roles(model: &Model, game: &Game) -> Result<HashMap<Role, VarId>, Refusal> {
    let base = game.variables.first().map_or(0, |id| id.0);
    let tree = Tree {
        game: game.name.clone(),
        players: game
            .players
            .iter()
            .map(|p| model.actors.get(p.actor.idx()).map(|a| a.name.clone()).unwrap_or_default())
            .collect(),
        precision: game.players.iter().map(|p| p.precision.clone()).collect(),
        nodes: game
            .nodes
            .iter()
            .map(|node| TreeNode {
                name: node.name.clone(),
                player: node.player,
                actions: node.actions.iter().map(|action| (action.name.clone(), action.to)).collect(),
            })
            .collect(),
        terminals: game.terminals.iter().map(|end| (end.name.clone(), end.payoffs.clone())).collect(),
    };
    let equations = solution::find(game.solution).map(|solution| (solution.lower)(&tree, base)).unwrap_or_default();
    if equations.len() != game.variables.len() {
        return Err(Refusal::new(
            format!("the equations of game {} are not those of its solution", game.name),
            "this is a fault of the program: report it",
        ));
    }
    Ok(equations.iter().zip(&game.variables).map(|(equation, id)| (equation.role, *id)).collect())
}

fn payoff_unit(model: &Model, game: &Game, roles: &HashMap<Role, VarId>) -> Unit {
    let first = (!game.terminals.is_empty()).then_some(Role::Value { place: Place::Terminal(0), player: 0 });
    first.and_then(|role| roles.get(&role)).map_or_else(Unit::none, |id| model.variable(*id).unit.clone())
}

#[cfg(test)]
mod tests;
