//! `linchpin game`: a game's tree as it stands in one future at one date.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::wire::{self, GameShown, PlaceShown};
use linchpin_lab::{ensemble, figure, game};

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin game korea-2026 crisis --at 2030-01
  linchpin game korea-2026 crisis --at 2030-01 --future 17 --policy us_drawdown
  linchpin game korea-2026 crisis --at 2030-01 --efg > crisis.efg      for Gambit

Without --future every uncertainty is at its default and no event happens. With it the game is that of the same future of
`linchpin run` with as many futures and the same seed.
Gambit knows one lambda for all players: with --efg --scaled payoffs are multiplied by each player's precision, so that its
logit equilibrium at lambda 1 is the one shown here.")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// Name of the game
    #[arg(value_name = "NAME")]
    name: String,
    /// Date (2030-07) or time; the start when left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    at: Option<String>,
    /// The future whose draws and luck are taken
    #[arg(long, value_name = "NUMBER")]
    future: Option<u64>,
    /// How many futures the run has that the future is one of
    #[arg(long, value_name = "N", default_value_t = 2000)]
    futures: u64,
    /// The policy; the model as it stands when left out
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// The seed of draws and luck
    #[arg(long, value_name = "SEED", default_value_t = 42)]
    seed: u64,
    /// Print Gambit's extensive form
    #[arg(long, conflicts_with = "json")]
    efg: bool,
    /// With --efg: payoffs times precision
    #[arg(long, requires = "efg")]
    scaled: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Solves and prints.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = super::open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let question = game::Question {
        game: arguments.name.clone(),
        at: arguments.at.clone(),
        future: arguments.future,
        seed: arguments.seed,
        policy: super::policy(&model, arguments.policy.as_deref())?,
    };
    let shown = game::solve(&model, &question, &|model, experiment| ensemble::of_design(model, experiment, arguments.futures))?;
    if arguments.json {
        screen.print(&wire::json(&shown));
    } else if arguments.efg {
        screen.print(&game::efg(&shown, arguments.scaled)?);
    } else {
        print(screen, &shown);
    }
    Ok(Exit::Fine)
}

fn print(screen: &mut Screen, game: &GameShown) {
    screen.line(format!("{}  {}", screen.bold(&game.game), game.title));
    let future =
        game.future.map_or("every uncertainty at its default, no events".into(), |f| format!("future {f}, seed {}", game.seed));
    let policy = game.policy.as_deref().unwrap_or("the model as it stands");
    screen.line(format!("{} at {}: {policy}, {future}", game.model, game.date));
    let unit = if game.payoff_unit == "1" { String::new() } else { format!(" in {}", game.payoff_unit) };
    screen.line(format!("payoffs and values{unit}, by player:"));
    for player in &game.players {
        screen.line(format!(
            "  {}  precision {}  {}",
            screen.bold(&player.name),
            figure::short(player.precision),
            screen.dim(&player.title)
        ));
    }
    screen.line("");
    let mut seen = vec![false; game.places.len()];
    if !game.places.is_empty() {
        branch(screen, game, 0, "", "", &mut seen);
    }
}

/// One place and all that it leads to; a place met again is named, not unfolded.
fn branch(screen: &mut Screen, game: &GameShown, at: usize, lead: &str, indent: &str, seen: &mut [bool]) {
    let place = &game.places[at];
    let values: Vec<_> =
        game.players.iter().zip(&place.values).map(|(p, v)| format!("{} {}", p.name, figure::short(*v))).collect();
    let reach = format!("reached {}", chance(place.reach));
    let head = match place.player.and_then(|player| game.players.get(player)) {
        Some(player) => format!("{} ({} moves)", screen.bold(&place.name), player.name),
        None => place.name.clone(),
    };
    if std::mem::replace(&mut seen[at], true) && !place.actions.is_empty() {
        screen.line(format!("{lead}{head}, as above"));
        return;
    }
    screen.line(format!("{lead}{head}  {}  {}", screen.dim(&reach), values.join("  ")));
    let last = place.actions.len().saturating_sub(1);
    for (number, action) in place.actions.iter().enumerate() {
        let (mark, rest) = if number == last { ("└─", "   ") } else { ("├─", "│  ") };
        let lead = format!("{indent}{mark} {} {} → ", chance(action.chance), action.name);
        let below = format!("{indent}{rest}");
        match game.places.iter().position(|next: &PlaceShown| next.name == action.to) {
            Some(next) => branch(screen, game, next, &lead, &below, seen),
            None => screen.line(format!("{lead}?")),
        }
    }
}

fn chance(value: f64) -> String {
    format!("{:>6.2} %", 100.0 * value)
}
