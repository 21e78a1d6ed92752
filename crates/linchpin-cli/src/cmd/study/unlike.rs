//! `linchpin study diff`: two studies side by side.

use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::figure::short;
use linchpin_lab::study::{self, Study};
use linchpin_lab::wire::{self, StudiesUnlike};
use linchpin_lab::words::grouped;

use crate::cmd::{Exit, columns, wrapped_in};
use crate::screen::Screen;

/// Compares B with A.
pub fn run(a: &Path, b: &Path, all: bool, json: bool, screen: &mut Screen) -> Result<Exit, Refusal> {
    let found = study::unlike(&Study::open(a)?, &Study::open(b)?)?;
    let same = found.texts.is_empty()
        && found.settings.is_empty()
        && found.only_in_a.is_empty()
        && found.only_in_b.is_empty()
        && found.outcomes.iter().all(|outcome| outcome.verdict == "same");
    if json {
        screen.print(&wire::json(&found));
    } else {
        screen.line(format!("A  {}\nB  {}", found.a, found.b));
        tell(&found, all, screen);
    }
    Ok(if same { Exit::Fine } else { Exit::Findings })
}

fn tell(found: &StudiesUnlike, all: bool, screen: &mut Screen) {
    screen.line("");
    screen.line(screen.bold("Text"));
    if found.texts.is_empty() {
        screen.line("  the same");
    }
    for text in &found.texts {
        screen.line(format!("  {} ({})", text.file, text.change));
        for line in &text.lines {
            let tinted = if line.starts_with('-') { screen.bad(line) } else { screen.good(line) };
            screen.line(format!("    {tinted}"));
        }
        if text.left_out > 0 {
            screen.line(format!("    and {} lines more", text.left_out));
        }
    }
    screen.line("");
    screen.line(screen.bold("Settings"));
    if found.settings.is_empty() {
        screen.line("  the same");
    }
    found.settings.iter().for_each(|line| screen.line(format!("  {line}")));
    for (which, arms) in [("A", &found.only_in_a), ("B", &found.only_in_b)] {
        if !arms.is_empty() {
            screen.line(format!("  only in {which}: {}", arms.join(", ")));
        }
    }
    screen.line("");
    let how = match found.paired {
        true => format!("B less A in the same {} futures under the same luck, with 95 % intervals", grouped(found.futures)),
        false => "B less A as two samples, because they did not draw the same futures, with 95 % intervals".to_owned(),
    };
    wrapped_in(screen, "", &format!("Outcomes: {how}"), Screen::bold);
    let mut rows = vec![["strategy", "outcome", "A", "B", "difference", "", ""].map(String::from).to_vec()];
    let mut alike = 0;
    for outcome in &found.outcomes {
        if outcome.verdict == "same" && !all {
            alike += 1;
            continue;
        }
        let unit = if outcome.unit == "1" { String::new() } else { outcome.unit.clone() };
        let half = (outcome.high - outcome.low) / 2.0;
        rows.push(vec![
            outcome.arm.clone(),
            outcome.outcome.clone(),
            short(outcome.a),
            short(outcome.b),
            format!("{}{} ± {}", if outcome.mean > 0.0 { "+" } else { "" }, short(outcome.mean), short(half)),
            unit,
            outcome.verdict.to_owned(),
        ]);
    }
    if rows.len() > 1 {
        columns(screen, &rows);
    }
    if alike > 0 {
        screen.line(format!(
            "  {} outcomes are the same{}",
            grouped(alike),
            if rows.len() > 1 { "; --all shows them too" } else { "" }
        ));
    }
}
