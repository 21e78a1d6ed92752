//! A solved game as Gambit's extensive form text (`.efg`, version 2).
//!
//! Gambit knows trees only: a place that several ways lead to is written once for each way, every copy with an
//! information set of its own. Chances do not change by that.

use std::fmt::Write as _;

use linchpin_core::diagnostic::Refusal;

use crate::wire::{GameShown, PlaceShown};

/// Nodes written at most; a game with many joining ways grows fast when it is unfolded.
const LARGEST: usize = 200_000;

/// The text. With `scaled`, payoffs are multiplied by their player's precision: then Gambit's logit equilibrium at
/// lambda 1 is the solution shown here, whatever the precisions. Refuses payoffs that are not finite, and games too
/// large when unfolded.
pub fn efg(game: &GameShown, scaled: bool) -> Result<String, Refusal> {
    let precision: Vec<String> = game.players.iter().map(|player| format!("{} {}", player.name, player.precision)).collect();
    let unit = if scaled { "payoffs times precision".to_string() } else { format!("payoffs in {}", game.payoff_unit) };
    let future = game.future.map_or("defaults".to_string(), |future| format!("future {future}, seed {}", game.seed));
    let policy = game.policy.as_deref().unwrap_or("no policy");
    let comment = format!("{} {}, {future}, {policy}; {unit}; precision: {}", game.model, game.date, precision.join(", "));
    let players: Vec<String> = game.players.iter().map(|player| quoted(&player.name)).collect();
    let title = if game.title.is_empty() { &game.game } else { &game.title };
    let mut text = Text { game, scaled, out: String::new(), sets: vec![0; game.players.len()], written: 0 };
    let _ = writeln!(text.out, "EFG 2 R {} {{ {} }}\n{}\n", quoted(title), players.join(" "), quoted(&comment));
    if let Some(root) = game.places.first() {
        text.place(root)?;
    }
    Ok(text.out)
}

struct Text<'a> {
    game: &'a GameShown,
    scaled: bool,
    out: String,
    /// Information sets so far, by player.
    sets: Vec<usize>,
    written: usize,
}

impl Text<'_> {
    fn place(&mut self, place: &PlaceShown) -> Result<(), Refusal> {
        self.written += 1;
        if self.written > LARGEST {
            return Err(Refusal::new(
                format!("{} has more than {LARGEST} ways when unfolded into a tree", self.game.game),
                "without --efg it is shown folded",
            ));
        }
        let Some(player) = place.player else { return self.terminal(place) };
        self.sets[player] += 1;
        let actions: Vec<String> = place.actions.iter().map(|action| quoted(&action.name)).collect();
        let name = quoted(&place.name);
        let _ = writeln!(self.out, "p {name} {} {} {name} {{ {} }} 0", player + 1, self.sets[player], actions.join(" "));
        for action in &place.actions {
            if let Some(next) = self.game.places.iter().find(|next| next.name == action.to) {
                self.place(next)?;
            }
        }
        Ok(())
    }

    fn terminal(&mut self, place: &PlaceShown) -> Result<(), Refusal> {
        let number = self.game.places.iter().filter(|p| p.player.is_none()).position(|p| p.name == place.name).unwrap_or(0) + 1;
        let mut payoffs = Vec::new();
        for (value, player) in place.values.iter().zip(&self.game.players) {
            let payoff = if self.scaled { value * player.precision } else { *value };
            if !payoff.is_finite() {
                return Err(Refusal::new(
                    format!("at {}, the payoff of {} is no finite number", place.name, player.name),
                    "ask for another date or future",
                ));
            }
            // The plain form never has an exponent, which not every version of Gambit reads.
            payoffs.push(format!("{payoff}"));
        }
        let name = quoted(&place.name);
        let _ = writeln!(self.out, "t {name} {number} {name} {{ {} }}", payoffs.join(", "));
        Ok(())
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
