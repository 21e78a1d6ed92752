//! `linchpin evidence dispute`: does the comparison flip with whose number is right?

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::ledger::Asked;
use linchpin_lab::wire::{self, DisputeReport, DisputedOutcome};
use linchpin_lab::{ensemble, ledger};

use crate::cmd::{Exit, columns, open, wrapped};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence dispute korea-2026
  linchpin evidence dispute korea-2026 warheads_init --among x076,x076_high,x077_high
  linchpin evidence dispute korea-2026 usfk_0 --policy declared_2026 --policy us_led --futures 1000

A dispute is `uncertainty NAME : UNIT = DEFAULT among CLAIM, CLAIM`. Every strategy is run under every claim's number in the same
futures under the same luck.
  holds     the same strategy is best, whoever is right, and none turns from better to worse beside the baseline
  open      the futures decide under no claim which is best
  weakens   the futures decide which is best under some claims only
  flips     another strategy is best, or one turns from better to worse")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// The uncertainty; all disputes of the model when left out
    #[arg(value_name = "UNCERTAINTY")]
    name: Option<String>,
    /// Claims that disagree about it, where the model does not say
    #[arg(long, value_name = "CLAIM", value_delimiter = ',', requires = "name")]
    among: Vec<String>,
    /// Only these strategies
    #[arg(long, value_name = "POLICY")]
    policy: Vec<String>,
    /// The strategy that others are compared with
    #[arg(long, value_name = "POLICY")]
    baseline: Option<String>,
    /// How many futures
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 600, value_parser = clap::value_parser!(u64).range(2..=1_000_000))]
    futures: u64,
    /// Seed of all luck
    #[arg(long, allow_negative_numbers = true, value_name = "SEED", default_value_t = 42)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs every side of every dispute and says what flips.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((opened, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let asked = Asked {
        policies: arguments.policy.clone(),
        baseline: arguments.baseline.clone(),
        futures: arguments.futures,
        seed: arguments.seed,
    };
    let quarrels = ledger::alternatives(&model, arguments.name.as_deref(), &arguments.among)?;
    let mut reports = Vec::new();
    for quarrel in &quarrels {
        reports.push(ledger::dispute(&model, &opened.sources, quarrel, &asked, &ensemble::in_memory)?);
    }
    if arguments.json {
        screen.print(&wire::json(&reports));
        return Ok(Exit::Fine);
    }
    for report in &reports {
        show(screen, report);
    }
    Ok(Exit::Fine)
}

fn show(screen: &mut Screen, report: &DisputeReport) {
    let title = screen.bold(&report.variable);
    screen.line(format!("{title}: {}", report.title));
    let sides = report.alternatives.iter().map(|side| vec![side.claim.clone(), side.value.clone(), side.says.clone()]);
    columns(screen, &sides.collect::<Vec<_>>());
    screen.line("");
    let mut rows = vec![vec!["outcome".to_owned(), String::new()]];
    rows[0].extend(report.alternatives.iter().map(|side| format!("best if {}", side.claim)));
    for outcome in &report.outcomes {
        let mut row = vec![outcome.outcome.clone(), outcome.verdict.to_owned()];
        row.extend(outcome.sides.iter().map(|side| side.best.clone().unwrap_or_else(|| "undecided".into())));
        rows.push(row);
    }
    columns(screen, &rows);
    for outcome in report.outcomes.iter().filter(|outcome| !outcome.turned.is_empty()) {
        turned(screen, report, outcome);
    }
    let (all, futures) = (report.outcomes.len(), report.futures);
    let verdict = match report.flips {
        0 => format!("In {futures} futures the comparison does not flip with whose number is right, on any of {all} outcomes."),
        n => format!("In {futures} futures the comparison flips with whose number is right on {n} of {all} outcomes."),
    };
    wrapped(screen, "", &format!("{verdict} Differences are paired, from {}, seed {}.", report.baseline, report.seed));
    screen.line("");
}

fn turned(screen: &mut Screen, report: &DisputeReport, outcome: &DisputedOutcome) {
    for policy in &outcome.turned {
        let of = |side: &wire::SideShown| {
            let sign = side.signs.iter().find(|sign| sign.policy == *policy);
            sign.map_or(String::new(), |sign| {
                let number = |value: Option<f64>| value.map_or("?".into(), linchpin_lab::figure::short);
                format!("{} by {} ({} to {})", sign.sign, number(sign.difference), number(sign.low), number(sign.high))
            })
        };
        let sides =
            report.alternatives.iter().zip(&outcome.sides).map(|(claim, side)| format!("{} if {}", of(side), claim.claim));
        let unit = if outcome.unit == "1" { String::new() } else { format!(" ({})", outcome.unit) };
        wrapped(screen, "  ", &format!("{policy} on {}{unit}: {}", outcome.outcome, sides.collect::<Vec<_>>().join("; ")));
    }
}
