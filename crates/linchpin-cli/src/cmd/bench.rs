//! `linchpin bench`: how fast this machine runs the models that come along.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::{bench, embedded, wire};

use super::{Exit, columns};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin bench                       all models that come along
  linchpin bench korea-2026            one of them, or a folder
  linchpin bench --futures 10000       with more futures

Times are the least of three. Microseconds are of one core, however many were busy.")]
pub struct Arguments {
    /// A model that comes along, or a folder; all that come along without it
    #[arg(value_name = "MODEL")]
    model: Option<String>,
    /// Futures to run
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 2048, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    futures: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Times.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    super::ends_by_signals(screen, "interrupted: nothing was measured to its end", Exit::Findings);
    let names = match &arguments.model {
        Some(name) => vec![name.as_str()],
        None => embedded::MODELS.iter().map(|model| model.name).collect(),
    };
    let lines = names.into_iter().map(|name| bench::bench(name, arguments.futures)).collect::<Result<Vec<_>, _>>()?;
    if arguments.json {
        screen.print(&wire::json(&lines));
        return Ok(Exit::Fine);
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    screen.line(format!("{} futures on {cores} cores, {}", arguments.futures, bench::vectors_in_words()));
    let head = ["model", "text, ms", "program, ms", "instructions", "steps", "us a future", "futures a second"];
    let mut rows = vec![head.map(String::from).to_vec()];
    for line in &lines {
        rows.push(vec![
            line.model.clone(),
            format!("{:.1}", line.text_milliseconds),
            format!("{:.1}", line.program_milliseconds),
            line.instructions.to_string(),
            line.steps.to_string(),
            format!("{:.1}", line.cpu_microseconds),
            format!("{:.0}", line.futures_per_second),
        ]);
    }
    columns(screen, &rows);
    Ok(Exit::Fine)
}
