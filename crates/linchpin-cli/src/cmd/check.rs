//! `linchpin check`: all that is wrong with a model's text.

use linchpin_core::diagnostic::{Refusal, Severity};
use linchpin_lab::{open, wire};
use unicode_width::UnicodeWidthStr;

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin check my_strategy             a folder with a model.lin
  linchpin check korea-2026 sir          several at once
  linchpin check . --json                for a program to read")]
pub struct Arguments {
    /// Models: names of those that come along, or folders
    #[arg(value_name = "MODEL", required = true)]
    models: Vec<String>,
    /// Print one JSON list with a report for each model
    #[arg(long)]
    json: bool,
}

/// Draws every diagnostic, then a line that counts.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let mut reports = Vec::new();
    for model in &arguments.models {
        let opened = open::open(model)?;
        if !arguments.json {
            for diagnostic in &opened.diagnostics {
                let text = opened.sources.render(diagnostic, screen.colour);
                screen.line(text);
            }
            summary(screen, &opened);
        }
        reports.push(opened.report());
    }
    if arguments.json {
        screen.print(&wire::json(&reports));
    }
    Ok(if reports.iter().all(|report| report.ok) { Exit::Fine } else { Exit::Findings })
}

fn summary(screen: &mut Screen, opened: &open::Opened) {
    let many = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let (errors, warnings) = (opened.count(Severity::Error), opened.count(Severity::Warning));
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(screen.bad(&many(errors, "error")));
    }
    if warnings > 0 {
        parts.push(many(warnings, "warning"));
    }
    if let Some(model) = &opened.model {
        parts.insert(0, String::new());
        let counts = linchpin_lab::explain::counts(model);
        let counts: Vec<_> = counts.iter().map(linchpin_lab::explain::count_in_words).collect();
        let counts = if counts.is_empty() { "nothing in it yet".to_owned() } else { counts.join(", ") };
        let (lead, said) = (format!("{}: ", opened.asked), format!("fine{}; {counts}", parts.join(", ")));
        if lead.width() + said.width() <= screen.columns(usize::MAX) {
            screen.line(said.replacen("fine", &(lead + &screen.good("fine")), 1));
        } else {
            super::hung(screen, "", &(lead + &said), usize::MAX);
        }
    } else {
        screen.line(format!("{}: {}", opened.asked, parts.join(", ")));
    }
}
