//! `linchpin list`: the models that come along, or what is in a model.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::wire::{self, ListLine, ModelLine};
use linchpin_lab::{embedded, explain, open};

use super::{Exit, columns};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin list                                   the models that come along
  linchpin list korea-2026                        policies, outcomes, levers and counts of the rest
  linchpin list korea-2026 --kind levers          all levers
  linchpin list korea-2026 --sector command_transfer")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: Option<String>,
    /// Only one kind: policies, levers, uncertainties, outcomes, stocks, games, claims, ...
    #[arg(long, value_name = "KIND", requires = "model")]
    kind: Option<String>,
    /// Only one sector
    #[arg(long, value_name = "SECTOR", requires = "model")]
    sector: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Lists.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    match &arguments.model {
        None => models(arguments, screen),
        Some(name) => contents(arguments, name, screen),
    }
}

fn models(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let mut lines = Vec::new();
    for embedded in embedded::MODELS {
        let opened = open::open(embedded.name)?;
        let title = opened.model.as_ref().map(|model| model.words.title.clone());
        let title = title.unwrap_or_else(|| "has errors: see `linchpin check`".into());
        let counts = opened.model.as_ref().map(explain::counts).unwrap_or_default();
        lines.push(ModelLine { name: embedded.name.into(), title, counts });
    }
    if arguments.json {
        screen.print(&wire::json(&lines));
        return Ok(Exit::Fine);
    }
    let count = |line: &ModelLine, kind: &str| line.counts.iter().find(|c| c.kind == kind).map_or(0, |c| c.count).to_string();
    let mut rows = vec![["model", "title", "policies", "uncertainties", "outcomes"].map(String::from).to_vec()];
    for line in &lines {
        rows.push(vec![
            line.name.clone(),
            line.title.clone(),
            count(line, "policies"),
            count(line, "uncertainties"),
            count(line, "outcomes"),
        ]);
    }
    columns(screen, &rows);
    Ok(Exit::Fine)
}

fn contents(arguments: &Arguments, name: &str, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = super::open(name, screen)? else { return Ok(Exit::Findings) };
    let listing = explain::list(&model, arguments.kind.as_deref(), arguments.sector.as_deref())?;
    if arguments.json {
        screen.print(&wire::json(&listing));
        return Ok(Exit::Fine);
    }
    let narrowed = arguments.kind.is_some() || arguments.sector.is_some();
    if !narrowed {
        screen.line(format!("{}  {}", screen.bold(&listing.model), listing.title));
        screen.line(&listing.time);
        let counts: Vec<_> = listing.counts.iter().map(explain::count_in_words).collect();
        super::wrapped(screen, "", &counts.join(", "));
    }
    // Without a filter, what an analyst chooses among; the rest is counted above.
    let first_page = ["policy", "world", "outcome", "criterion", "lever", "game", "sector"];
    let shown: Vec<&ListLine> = listing.lines.iter().filter(|line| narrowed || first_page.contains(&line.kind)).collect();
    let mut kind = "";
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in shown {
        if line.kind != kind {
            columns(screen, &rows);
            rows.clear();
            kind = line.kind;
            if !narrowed || arguments.kind.is_none() {
                screen.line("");
                screen.line(screen.bold(explain::plural(kind)));
            }
        }
        if line.name.is_empty() {
            rows.push(vec![line.title.clone()]);
        } else {
            rows.push(vec![line.name.clone(), line.shown.clone(), line.title.clone()]);
        }
    }
    columns(screen, &rows);
    Ok(Exit::Fine)
}
