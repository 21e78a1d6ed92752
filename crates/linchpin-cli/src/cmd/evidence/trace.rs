//! `linchpin evidence trace`: from an outcome back to claims and judgements, and from claims forward to outcomes.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::trace::{self, Question, SHOWN};
use linchpin_lab::wire::{self, InputsShown, Spread, TraceEnd, TraceInput, TraceReport, TraceShare};

use crate::cmd::{Exit, columns, open, wrapped};
use crate::screen::Screen;

/// Shifts below this, in standard deviations, are not worth a reader's time.
const TOLD: f64 = 0.05;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence trace m_reliability --model korea-2026     what an outcome hangs on
  linchpin evidence trace claim s079 --model korea-2026        which outcomes a claim reaches
  linchpin evidence trace source seed_001 --model korea-2026   which outcomes a source reaches
  linchpin evidence trace m_burden -m korea-2026 --all --json

Shares are parts of the variance of one ensemble under the model as it stands, ± 95 % interval. \"By itself\" is what would go
if the true numbers were known; \"with others\" counts all that they take part in.")]
pub struct Arguments {
    /// The name of an outcome, claim or source; with that word before it where the name alone could mean two
    #[arg(value_name = "[outcome|claim|source] NAME", num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// The model
    #[arg(long, short, value_name = "MODEL")]
    model: String,
    /// How many futures
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u64).range(100..=1_000_000))]
    futures: u64,
    /// Seed of all luck
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 42)]
    seed: u64,
    /// Show every input and claim, not the first fifteen
    #[arg(long)]
    all: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints the trace.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let (kind, name) = match &arguments.what[..] {
        [kind, name] => (Some(kind.clone()), name.clone()),
        [name, ..] => (None, name.clone()),
        [] => (None, String::new()),
    };
    let Some((_, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let report = trace::trace(&model, &Question { kind, name, futures: arguments.futures, seed: arguments.seed })?;
    if arguments.json {
        screen.print(&wire::json(&report));
        return Ok(Exit::Fine);
    }
    let shown = if arguments.all { usize::MAX } else { SHOWN };
    match report.subject.kind {
        "outcome" => back(screen, &report, shown),
        _ => forward(screen, &report, shown),
    }
    Ok(Exit::Fine)
}

fn back(screen: &mut Screen, report: &TraceReport, shown: usize) {
    screen.line(format!("{}  {}", screen.bold(&report.subject.name), report.subject.title));
    if let Some(reached) = &report.reached {
        let total = |inputs: &InputsShown| inputs.evidence + inputs.bounded_judgement + inputs.judgement;
        wrapped(
            screen,
            "  ",
            &format!(
                "hangs on {} of the model's {} inputs, through {} equations and games: {} plain evidence, {} judgement bounded by \
                 evidence, {} judgement",
                total(reached),
                total(&report.inputs),
                report.equations,
                reached.evidence,
                reached.bounded_judgement,
                reached.judgement
            ),
        );
    }
    screen.line("");
    screen.line(screen.bold(&format!("What its spread over {} sampled futures rests on, in parts of 100", report.futures)));
    match &report.spread {
        Some(spread) => spread_lines(screen, spread),
        None => screen.line("  it is the same in every future: nothing that is drawn moves it"),
    }
    if report.left_out > 0 {
        let fault = if report.left_out == 1 {
            "1 future faults and is".into()
        } else {
            format!("{} futures fault and are", report.left_out)
        };
        screen.line(format!("  {fault} left out"));
    }
    if report.spread.is_some() && !report.moved.is_empty() {
        screen.line("");
        screen.line(screen.bold("What is drawn, by its part of that spread"));
        let rows: Vec<Vec<String>> = report.moved.iter().take(shown).map(moved_row).collect();
        columns(screen, &rows);
        more(screen, report.moved.len(), shown);
    }
    if !report.fixed.is_empty() {
        screen.line("");
        screen.line(screen.bold("What is not drawn, moved one at a time; shift in standard deviations (sd)"));
        let rows: Vec<Vec<String>> = report.fixed.iter().take(shown).map(fixed_row).collect();
        columns(screen, &rows);
        more(screen, report.fixed.len(), shown);
    }
    if !report.claims.is_empty() {
        screen.line("");
        screen.line(screen.bold("Claims behind it, by the part of the spread that the numbers on them carry"));
        let row = |claim: &linchpin_lab::wire::TraceClaim| {
            let part = claim.share.map_or_else(|| "  -".into(), |share| format!("{:>5.1}", 100.0 * share));
            vec![part, claim.name.clone(), claim.standing.into(), claim.says.clone()]
        };
        columns(screen, &report.claims.iter().take(shown).map(row).collect::<Vec<_>>());
        more(screen, report.claims.len(), shown);
    }
}

fn more(screen: &mut Screen, all: usize, shown: usize) {
    if all > shown {
        screen.line(screen.dim(&format!("  and {} more; --all shows them", all - shown)));
    }
}

fn part(share: &TraceShare) -> String {
    format!("{:>5.1} ± {:.1}", 100.0 * share.value, 100.0 * share.half_width)
}

fn spread_lines(screen: &mut Screen, spread: &Spread) {
    let with = format!("by itself; {} with others", part(&spread.judgement_total).trim());
    let rows = vec![
        vec![part(&spread.judgement), "judgement alone".into(), with],
        vec![part(&spread.bounded), "judgement bounded by evidence".into(), "by itself".into()],
        vec![part(&spread.evidence), "plain evidence".into(), "by itself".into()],
        vec![part(&spread.luck), "luck: events".into(), "by itself".into()],
        vec![format!("{:>5.1}", 100.0 * spread.together), "several of these together".into()],
    ];
    columns(screen, &rows);
}

fn moved_row(input: &TraceInput) -> Vec<String> {
    vec![input.share.as_ref().map(part).unwrap_or_default(), input.name.clone(), stands(input), way(&input.path)]
}

fn fixed_row(input: &TraceInput) -> Vec<String> {
    let ends: Vec<String> = input.ends.iter().map(end).collect();
    vec![input.name.clone(), ends.join(", "), stands(input), way(&input.path)]
}

fn end(end: &TraceEnd) -> String {
    let of = end.of.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
    let by = end.said_by.as_ref().map(|source| format!(" as {source} says")).unwrap_or_default();
    format!("{of}{}{by}: {:+.2} sd", end.value, end.shift)
}

fn stands(input: &TraceInput) -> String {
    match &input.claims[..] {
        [] => input.basis.into(),
        [one] => format!("{}: {one}", input.basis),
        [one, two] => format!("{}: {one}, {two}", input.basis),
        [one, rest @ ..] => format!("{}: {one} and {} more", input.basis, rest.len()),
    }
}

/// A way of many steps is told by its ends.
fn way(path: &[String]) -> String {
    match path {
        [] => "read directly".into(),
        [first, .., last] if path.len() > 4 => format!("via {first} < ... {} ... < {last}", path.len() - 2),
        _ => format!("via {}", path.join(" < ")),
    }
}

fn forward(screen: &mut Screen, report: &TraceReport, shown: usize) {
    let subject = &report.subject;
    screen.line(format!("{}  {}  {}", screen.bold(&subject.name), subject.kind, subject.title));
    if subject.kind == "source" {
        let count = report.claims.len();
        screen.line(format!("  {count} claim{} of it in the ledger", if count == 1 { "" } else { "s" }));
    } else {
        for claim in &report.claims {
            screen.line(format!("  {}", claim.standing));
        }
    }
    if !report.moved.is_empty() {
        screen.line("");
        screen.line(screen.bold("Numbers that stand on it"));
        let rows: Vec<Vec<String>> = report
            .moved
            .iter()
            .take(shown)
            .map(|one| vec![one.name.clone(), one.kind.into(), stands(one), one.title.clone()])
            .collect();
        columns(screen, &rows);
        more(screen, report.moved.len(), shown);
    }
    screen.line("");
    if report.outcomes.is_empty() {
        screen.line("No outcome hangs on a number that stands on it.");
    } else {
        screen.line(screen.bold(&format!(
            "Outcomes, with the part of 100 of their spread in {} futures that these numbers carry",
            report.futures
        )));
        for outcome in &report.outcomes {
            let share = outcome.share.as_ref().map_or_else(|| "not drawn".into(), |share| part(share).trim().to_owned());
            screen.line(format!("  {}  {share}  {}", screen.bold(&outcome.name), outcome.title));
            let ends: Vec<String> = outcome.ends.iter().filter(|one| one.shift.abs() >= TOLD).take(3).map(end).collect();
            if !ends.is_empty() {
                wrapped(screen, "      ", &format!("moved one at a time: {}", ends.join("; ")));
            }
            if outcome.through.len() < report.moved.len() {
                wrapped(screen, "      ", &format!("through {}", few(&outcome.through)));
            }
        }
    }
    if !report.informs.is_empty() {
        screen.line("");
        let names: Vec<String> = report.informs.iter().map(|one| one.name.clone()).collect();
        wrapped(screen, "", &format!("{} {}", screen.bold("Bears on"), few(&names)));
    }
    if !report.used_by.is_empty() {
        screen.line("");
        screen.line(screen.bold("Put to the model or fixed by"));
        for user in &report.used_by {
            screen.line(format!("  {}  {}", user.kind, user.name));
        }
    }
}

fn few(names: &[String]) -> String {
    match names.len() {
        0..=6 => names.join(", "),
        more => format!("{} and {} more", names[..5].join(", "), more - 5),
    }
}
