//! `linchpin test`: a model's behaviour tests, a line each, figures on failure.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::wire::{self, CheckResult, ClauseResult, SectorCuts};
use linchpin_lab::{behaviour, ensemble, sectors};

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin test korea-2026
  linchpin test my_strategy --only withdrawal     tests with this word in their title
  linchpin test my_strategy --verbose             figures for those that hold, too
  linchpin test korea-2026 --cut-sectors          does every sector move an outcome?

The futures and luck of tests are fixed (seed 42): a test holds or fails the same way on every machine.")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// Only tests whose title has this in it
    #[arg(long, value_name = "WORD")]
    only: Option<String>,
    /// Instead of the tests: hold the links out of each sector at their start, and say what that moves
    #[arg(long, conflicts_with_all = ["only"])]
    cut_sectors: bool,
    /// Futures for --cut-sectors
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 1000, requires = "cut_sectors", value_parser = clap::value_parser!(u64).range(2..=1_000_000))]
    futures: u64,
    /// Show figures of every clause
    #[arg(long, short)]
    verbose: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the tests.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    super::ends_by_signals(screen, "interrupted: not all tests were run", Exit::Findings);
    let Some((opened, model)) = super::open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    if arguments.cut_sectors {
        return cut(arguments, &sectors::cut_sectors(&model, arguments.futures, &ensemble::in_memory)?, screen);
    }
    let report = behaviour::test(&model, &opened.sources, arguments.only.as_deref(), &ensemble::in_memory)?;
    let exit = if report.failed == 0 { Exit::Fine } else { Exit::Findings };
    if arguments.json {
        screen.print(&wire::json(&report));
        return Ok(exit);
    }
    for check in &report.checks {
        show(screen, check, arguments.verbose);
    }
    match (report.passed, report.failed) {
        (0, 0) => screen.line(format!("{} has no checks", report.model)),
        (passed, 0) => screen.line(format!("{passed} of {passed} hold")),
        (passed, failed) => screen.line(format!("{passed} of {} hold, {failed} do not", passed + failed)),
    }
    Ok(exit)
}

/// Which sectors move something, and what; a finding is a sector that moves nothing.
fn cut(arguments: &Arguments, cuts: &SectorCuts, screen: &mut Screen) -> Result<Exit, Refusal> {
    let idle = cuts.sectors.iter().filter(|sector| !sector.moves).count();
    let exit = if idle == 0 { Exit::Fine } else { Exit::Findings };
    if arguments.json {
        screen.print(&wire::json(cuts));
        return Ok(exit);
    }
    screen.line(format!(
        "{} futures; each sector with the links out of it held at their start: outcomes that move, in standard errors (se)",
        cuts.futures
    ));
    for sector in &cuts.sectors {
        let word = if sector.moves { screen.good("moves") } else { screen.bad("IDLE ") };
        let towards = if sector.towards_outcomes { " towards outcomes" } else { "" };
        let faulted = if sector.faulted > 0 { format!("; {} futures fault", sector.faulted) } else { String::new() };
        let links = format!("{} link{}", sector.links.len(), if sector.links.len() == 1 { "" } else { "s" });
        screen.line(format!("{word}  {} ({links}{towards} held{faulted})", sector.name));
        let count = if arguments.verbose { sector.moved.len() } else { 3 };
        let told: Vec<String> = sector
            .moved
            .iter()
            .take(count)
            .map(|moved| format!("{} {:+.0} se, {:+.2} sd", moved.outcome, moved.standard_errors, moved.shift))
            .collect();
        super::wrapped(screen, "       ", &told.join("; "));
        if arguments.verbose {
            super::wrapped(screen, "       ", &format!("held: {}", sector.links.join(", ")));
        }
    }
    match idle {
        0 => screen.line(format!("each of {} sectors moves an outcome by more than five standard errors", cuts.sectors.len())),
        idle => screen.line(format!("{idle} of {} sectors move no outcome by five standard errors", cuts.sectors.len())),
    }
    Ok(exit)
}

fn show(screen: &mut Screen, check: &CheckResult, verbose: bool) {
    let word = if check.passed { screen.good("holds") } else { screen.bad("FAILS") };
    // The word takes five columns whatever its colour.
    for (at, line) in super::lines_of(&check.title, screen.columns(usize::MAX) - 7).into_iter().enumerate() {
        screen.line(if at == 0 { format!("{word}  {line}") } else { format!("       {line}") });
    }
    if check.passed && !verbose {
        return;
    }
    if !check.passed {
        screen.line(format!("         {}", screen.dim(&check.place)));
    }
    if let Some(note) = &check.note {
        screen.line(format!("         {note}"));
    }
    if let Some(fault) = &check.first_fault {
        screen.line(format!("         {} of {} futures fault; the first: {fault}", check.faulted, check.futures));
    }
    for clause in check.clauses.iter().filter(|clause| verbose || !clause.passed) {
        show_clause(screen, clause);
    }
}

fn show_clause(screen: &mut Screen, clause: &ClauseResult) {
    let measured = &clause.measured;
    let word = if clause.passed { screen.good("holds") } else { screen.bad("fails") };
    screen.line(format!("         {word}: {}", clause.text));
    let mut figures = Vec::new();
    if let (Some(share), Some(needed)) = (measured.share, measured.needed) {
        figures.push(format!("{:.1} % of futures, {:.1} % needed", 100.0 * share, 100.0 * needed));
    }
    if !measured.shown.is_empty() {
        let where_ = match (measured.share, measured.future) {
            (None, _) => format!("on average at {}", measured.at),
            (_, Some(future)) => format!("in future {future} at {}", measured.at),
            (_, None) => format!("in the first future at {}", measured.at),
        };
        figures.push(format!("{} {where_}", measured.shown));
    }
    if !figures.is_empty() {
        screen.line(format!("                {}", figures.join("; ")));
    }
}
