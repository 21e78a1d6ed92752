//! `linchpin rerun`: one run of a study again, with every variable, for asking why.
//!
//! Comes in: a study, the number of a future, a strategy. Goes out: what was drawn, the outcomes beside those of the study,
//! every variable over time. Exit 1 where an outcome is not the study's to the bit. Refuses: runs that the study does not have.

use std::fmt::Write as _;
use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::disk::write_whole;
use linchpin_lab::figure::short;
use linchpin_lab::study::{self, Study, quoted};
use linchpin_lab::wire::{self, RerunReport, RerunVariable};

use super::{Exit, columns};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin rerun STUDY --row 8127                         the baseline in future 8127
  linchpin rerun STUDY --row 8127 --policy us_drawdown    another strategy in the same future
  linchpin rerun STUDY --row 8127 --variable tension      one variable over time
  linchpin rerun STUDY --row 8127 --out run.csv           every variable, a line a date")]
pub struct Arguments {
    /// A folder that `linchpin run` has written
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    /// The future, as the tables of the study number it
    #[arg(long, allow_negative_numbers = true, value_name = "K")]
    row: u64,
    /// The strategy, as the column `arm` names it [default: the baseline]
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Only these variables; may be repeated
    #[arg(long, value_name = "NAME")]
    variable: Vec<String>,
    /// Every step of time instead of those that are recorded
    #[arg(long)]
    every_step: bool,
    /// Write all of it as comma-separated values
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs it again.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let study = Study::open(&arguments.study)?;
    let mut found = study::rerun(&study, arguments.row, arguments.policy.as_deref(), arguments.every_step)?;
    for name in &arguments.variable {
        if !found.variables.iter().any(|variable| variable.name == *name) {
            let names = found.variables.iter().map(|variable| variable.name.as_str());
            let near = linchpin_core::diagnostic::nearest(name, names);
            let help = near.map_or_else(|| "`linchpin list` names them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Refusal::new(format!("the model has no variable `{name}` that changes"), help));
        }
    }
    if !arguments.variable.is_empty() {
        found.variables.retain(|variable| arguments.variable.contains(&variable.name));
    }
    if let Some(out) = &arguments.out {
        write_whole(out, csv(&found).as_bytes())?;
        screen.note(format!("{}: {} variables at {} times", out.display(), found.variables.len(), found.times.len()));
    }
    match arguments.json {
        true => screen.print(&wire::json(&found)),
        false => tell(&found, !arguments.variable.is_empty(), screen),
    }
    Ok(if found.same == Some(false) || found.fault.is_some() { Exit::Findings } else { Exit::Fine })
}

fn csv(found: &RerunReport) -> String {
    let names: Vec<String> = found.variables.iter().map(|variable| quoted(&variable.name)).collect();
    let mut text = format!("time,{}\n", names.join(","));
    for (at, time) in found.times.iter().enumerate() {
        // Writing to a text does not fail.
        let _ = write!(text, "{time}");
        for variable in &found.variables {
            let value = variable.values.get(at).copied().unwrap_or(f64::NAN);
            let _ = if value.is_nan() { write!(text, ",") } else { write!(text, ",{value}") };
        }
        text.push('\n');
    }
    text
}

fn tell(found: &RerunReport, chosen: bool, screen: &mut Screen) {
    let head = format!("{}, future {} under {}, seed {}", found.model, found.future, found.strategy, found.seed);
    screen.line(screen.bold(&head));
    match found.same {
        Some(true) => screen.line("every outcome is the study's to the bit"),
        Some(false) => {
            screen.line(screen.bad("outcomes differ from the study's: it was written by another version, or is damaged"))
        }
        None => screen.line("the study does not hold this run"),
    }
    if let Some(fault) = &found.fault {
        screen.line(screen.bad(&format!("failed: {fault}")));
    }
    let unit = |unit: &str| if unit == "1" { String::new() } else { unit.to_owned() };
    if chosen {
        screen.line("");
        let mut rows = vec![vec!["time".to_owned()]];
        rows[0].extend(found.variables.iter().map(|variable| variable.name.clone()));
        for (at, date) in found.dates.iter().enumerate() {
            let mut row = vec![date.clone()];
            row.extend(found.variables.iter().map(|variable| short(variable.values.get(at).copied().unwrap_or(f64::NAN))));
            rows.push(row);
        }
        columns(screen, &rows);
        return;
    }
    let mut section = |title: &str, rows: Vec<Vec<String>>| {
        screen.line("");
        screen.line(screen.bold(title));
        columns(screen, &rows);
    };
    let value = |variable: &RerunVariable, at: Option<usize>| {
        short(at.and_then(|at| variable.values.get(at)).copied().unwrap_or(f64::NAN))
    };
    let outcomes = found.outcomes.iter().map(|of| vec![of.name.clone(), short(of.value), unit(&of.unit), of.title.clone()]);
    section("Outcomes", outcomes.collect());
    section(
        "Drawn",
        found.drawn.iter().map(|of| vec![of.name.clone(), value(of, Some(0)), unit(&of.unit), of.title.clone()]).collect(),
    );
    let (first, last) = (found.dates.first().cloned().unwrap_or_default(), found.dates.last().cloned().unwrap_or_default());
    let end = found.times.len().checked_sub(1);
    let mut rows = vec![vec!["variable".into(), first, last, String::new(), String::new()]];
    rows.extend(
        found
            .variables
            .iter()
            .map(|of| vec![of.name.clone(), value(of, Some(0)), value(of, end), unit(&of.unit), of.title.clone()]),
    );
    section("Variables, at the first and the last date (--variable NAME shows all dates)", rows);
}
