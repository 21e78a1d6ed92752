//! `linchpin game`: a game's tree as it stands in one future at one date.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::wire::{self, GameShown, PlaceShown};
use linchpin_lab::{ensemble, figure, game};

use unicode_width::UnicodeWidthStr as _;

use super::{Exit, PARAGRAPH, wrapped, wrapped_in};
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
    #[arg(long, allow_negative_numbers = true, value_name = "NUMBER")]
    future: Option<u64>,
    /// How many futures the run has that the future is one of
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 2000)]
    futures: u64,
    /// The policy; the model as it stands when left out
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// The seed of draws and luck
    #[arg(long, allow_negative_numbers = true, value_name = "SEED", default_value_t = 42)]
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
    if game.game.width() + 2 + game.title.width() <= screen.columns(PARAGRAPH) {
        screen.line(format!("{}  {}", screen.bold(&game.game), game.title));
    } else {
        screen.line(screen.bold(&game.game));
        wrapped(screen, "", &game.title);
    }
    let future =
        game.future.map_or("every uncertainty at its default, no events".into(), |f| format!("future {f}, seed {}", game.seed));
    let policy = game.policy.as_deref().unwrap_or("the model as it stands");
    wrapped(screen, "", &format!("{} at {}: {policy}, {future}", game.model, game.date));
    let unit = if game.payoff_unit == "1" { String::new() } else { format!(" in {}", game.payoff_unit) };
    screen.line(format!("payoffs and values{unit}, by player:"));
    for player in &game.players {
        let lead = format!("  {}  precision {}  ", player.name, figure::short(player.precision));
        if lead.width() + player.title.width() <= screen.columns(PARAGRAPH) {
            let title = screen.dim(&player.title);
            screen.line(lead.replacen(&player.name, &screen.bold(&player.name), 1) + &title);
        } else {
            screen.line(lead.trim_end().replacen(&player.name, &screen.bold(&player.name), 1));
            wrapped_in(screen, "    ", &player.title, Screen::dim);
        }
    }
    screen.line("");
    let mut seen = vec![false; game.places.len()];
    if !game.places.is_empty() {
        branch(screen, game, 0, ("", None), "", &mut seen);
    }
}

/// One place and all that it leads to; a place met again is named, not unfolded. It stands behind the mark of its branch
/// and the action that leads to it.
fn branch(
    screen: &mut Screen,
    game: &GameShown,
    at: usize,
    (mark, action): (&str, Option<String>),
    indent: &str,
    seen: &mut [bool],
) {
    let place = &game.places[at];
    let again = std::mem::replace(&mut seen[at], true) && !place.actions.is_empty();
    let mut pieces: Vec<Piece> = action.into_iter().map(Piece::plain).collect();
    match place.player.and_then(|player| game.players.get(player)) {
        Some(player) => {
            let (tail, name) = (if again { ", as above" } else { "" }, &place.name);
            let said = format!("{name} ({} moves){tail}", player.name);
            let shown = said.replacen(name, &screen.bold(name), 1);
            pieces.push(Piece { width: said.width(), shown });
        }
        None => pieces.push(Piece::plain(place.name.clone())),
    }
    if !again {
        let reach = format!("reached {}", chance(place.reach));
        pieces.push(Piece { width: reach.width() + 1, shown: format!(" {}", screen.dim(&reach)) });
        let values = game.players.iter().zip(&place.values);
        pieces.extend(values.map(|(player, value)| Piece::plain(format!(" {} {}", player.name, figure::short(*value)))));
    }
    // What is broken goes on beside the branches below it.
    let below = format!("{indent}{}", if again || place.actions.is_empty() { "     " } else { "│    " });
    for line in flowed(mark, &below, &pieces, screen.columns(PARAGRAPH)) {
        screen.line(line);
    }
    if again {
        return;
    }
    let last = place.actions.len().saturating_sub(1);
    for (number, action) in place.actions.iter().enumerate() {
        let (mark, rest) = if number == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let (lead, below) = (format!("{indent}{mark}"), format!("{indent}{rest}"));
        let leads = format!("{} {} →", chance(action.chance), action.name);
        match game.places.iter().position(|next: &PlaceShown| next.name == action.to) {
            Some(next) => branch(screen, game, next, (&lead, Some(leads)), &below, seen),
            None => screen.line(format!("{lead}{leads} ?")),
        }
    }
}

/// A part of a line that is not broken.
struct Piece {
    shown: String,
    width: usize,
}

impl Piece {
    fn plain(shown: String) -> Piece {
        Piece { width: shown.width(), shown }
    }
}

/// Pieces a space apart, in lines of at most so many columns. A piece alone may be longer.
fn flowed(lead: &str, below: &str, pieces: &[Piece], columns: usize) -> Vec<String> {
    let (mut lines, mut line, mut width) = (Vec::new(), lead.to_owned(), lead.width());
    for (number, piece) in pieces.iter().enumerate() {
        let gap = if number == 0 { "" } else { " " };
        if number > 0 && width + gap.len() + piece.width > columns {
            lines.push(std::mem::replace(&mut line, below.to_owned()));
            line += piece.shown.trim_start();
            width = below.width() + piece.width;
        } else {
            line += gap;
            line += &piece.shown;
            width += gap.len() + piece.width;
        }
    }
    lines.push(line);
    lines
}

fn chance(value: f64) -> String {
    format!("{:>6.2} %", 100.0 * value)
}

#[cfg(test)]
mod tests {
    use super::{Piece, flowed};

    #[test]
    fn a_branch_keeps_to_its_columns() {
        let pieces: Vec<Piece> =
            ["60 % back →", "backed (a moves)", " reached 1 %", " a -0.5", " b 1"].map(|text| Piece::plain(text.into())).into();
        let shown = |columns| flowed("│  └─ ", "│     │    ", &pieces, columns);
        assert_eq!(shown(100), ["│  └─ 60 % back → backed (a moves)  reached 1 %  a -0.5  b 1"]);
        assert_eq!(shown(40), ["│  └─ 60 % back → backed (a moves)", "│     │    reached 1 %  a -0.5  b 1"]);
        // Nothing is broken within a piece.
        assert_eq!(shown(20).len(), 5);
    }
}
