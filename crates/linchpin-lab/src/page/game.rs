//! A game at a date in one future under one strategy.
//!
//! Comes in: a question with a game, a date, a future. Goes out: a [`GameAnswer`]. Refuses: what [`crate::game::solve`]
//! refuses, futures outside the ladder, unknown strategies.

use linchpin_core::diagnostic::Refusal;

use super::question::{Question, find};
use crate::ensemble;
use crate::game::{Question as Asked, solve};
use crate::wire::GameShown;
use crate::wire::page::{GameAction, GameAnswer, GameNode, GamePlayer, GameSetting, GameTerminal, Number};

/// Runs the future and reads the game at the date.
pub fn game(question: &Question<'_>, setting: &GameSetting) -> Result<GameAnswer, Refusal> {
    let ids: Vec<&str> = question.arms.iter().map(|arm| arm.name.as_str()).collect();
    let arm = match &setting.strategy {
        None => question.reference,
        Some(id) => find("strategy", id, &ids, "strategies of this question")?,
    };
    let model = &question.model;
    let at = setting.at.unwrap_or(model.time.start / model.time.unit.scale);
    let asked = Asked {
        game: setting.game.chars().take(60).collect(),
        at: Some(format!("{at}")),
        future: setting.future,
        seed: question.seed,
        policy: question.arms[arm].policy,
    };
    let shown = solve(model, &asked, &|model, experiment| {
        // The same run, with what the reader has set behind what the policy sets.
        let mut experiment = experiment.clone();
        for own in &mut experiment.arms {
            own.settings.extend(question.arms[arm].settings.iter().cloned());
        }
        experiment.ask.events &= question.events;
        ensemble::of_design(model, &experiment, question.size())
    })?;
    Ok(answer(at, shown))
}

fn answer(at: f64, shown: GameShown) -> GameAnswer {
    let players = &shown.players;
    let mover = |player: usize| players.get(player).map(|player| player.name.clone()).unwrap_or_default();
    let numbers = |values: &[f64]| values.iter().map(|value| Number(*value)).collect();
    let (mut nodes, mut terminals) = (Vec::new(), Vec::new());
    for place in &shown.places {
        let (name, reach, values) = (place.name.clone(), Number(place.reach), numbers(&place.values));
        match place.player {
            Some(player) => nodes.push(GameNode {
                name,
                player: mover(player),
                values,
                reach,
                actions: place
                    .actions
                    .iter()
                    .map(|action| GameAction { name: action.name.clone(), to: action.to.clone(), chance: Number(action.chance) })
                    .collect(),
            }),
            None => terminals.push(GameTerminal { name, payoffs: values, reach }),
        }
    }
    GameAnswer {
        at,
        date: shown.date.clone(),
        payoff_unit: shown.payoff_unit.clone(),
        players: players
            .iter()
            .map(|player| GamePlayer { actor: player.name.clone(), precision: Number(player.precision) })
            .collect(),
        nodes,
        terminals,
    }
}
