//! `linchpin evidence timeline`: dated events, planned beside observed.

use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::plot::{Fonts, png, svg};
use linchpin_lab::wire::{self, LaneShown};
use linchpin_lab::{disk, ledger};

use crate::cmd::{Exit, columns, open};
use crate::screen::Screen;

/// Dots to a unit of the picture.
const SCALE: f64 = 2.0;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence timeline korea-2026
  linchpin evidence timeline korea-2026 --about command_transfer
  linchpin evidence timeline korea-2026 --out events.svg --out events.png --from 2010

An event is a claim with a date: `on 2030-06 planned`, `on 2026-01-23 observed`. Events about the same thing (`about`) stand
together.")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// Only events about this
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// A picture to write: a name that ends in .svg or .png
    #[arg(long, value_name = "FILE")]
    out: Vec<PathBuf>,
    /// The year at the left end of the picture; ten years before the model starts when left out
    #[arg(long, value_name = "YEAR")]
    from: Option<f64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints the table, and draws the picture where one is wanted.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let mut report = ledger::timeline(&model);
    if let Some(about) = &arguments.about {
        let known: Vec<String> = report.lanes.iter().map(|lane| lane.about.clone()).collect();
        report.lanes.retain(|lane| lane.about == *about);
        if report.lanes.is_empty() {
            let help = if known.is_empty() {
                "the ledger has no dated events".into()
            } else {
                format!("events are about {}", known.join(", "))
            };
            return Err(Refusal::new(format!("{} has no dated event about `{about}`", model.name), help));
        }
    }
    let picture = ledger::scene(&model, &report, arguments.from);
    for path in &arguments.out {
        let bytes = match path.extension().and_then(|extension| extension.to_str()) {
            Some("svg") => svg(&picture).into_bytes(),
            Some("png") => png(&picture, SCALE, &Fonts::new())?,
            _ => {
                return Err(Refusal::new(format!("{} names no kind of picture", path.display()), "end the name in .svg or .png"));
            }
        };
        disk::write_whole(path, &bytes)?;
    }
    if arguments.json {
        screen.print(&wire::json(&report));
        return Ok(Exit::Fine);
    }
    for lane in &report.lanes {
        show(screen, lane);
    }
    let count = |status: &str| report.lanes.iter().flat_map(|lane| &lane.events).filter(|event| event.status == status).count();
    let (planned, observed) = (count("planned"), count("observed"));
    screen.line(format!("{} events: {planned} planned, {observed} observed", planned + observed));
    for path in &arguments.out {
        screen.line(path.display().to_string());
    }
    Ok(Exit::Fine)
}

fn show(screen: &mut Screen, lane: &LaneShown) {
    let title = screen.bold(&lane.about.replace('_', " "));
    screen.line(title);
    let rows: Vec<Vec<String>> = lane
        .events
        .iter()
        .map(|event| {
            let disputed = if event.disputed { ", disputed" } else { "" };
            vec![event.when.clone(), event.status.to_owned(), format!("{} ({}{disputed})", event.says, event.claims.join(", "))]
        })
        .collect();
    columns(screen, &rows);
}
