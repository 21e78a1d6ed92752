//! `linchpin loops`: feedback loops with their sign and what cuts them.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::wire::{self, FeedbackLoop};
use linchpin_lab::{ensemble, loops};

use super::{Exit, wrapped};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin loops korea-2026
  linchpin loops korea-2026 --through umbrella_cred --max-length 6
  linchpin loops korea-2026 --policy paced_handover       with the loops that its rules close

R reinforces, B balances, ? is open: a link that goes both ways, or was not seen to act. Signs are measured by moving one
value at a time along runs in which every uncertainty is at its default.")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// Only loops through this variable
    #[arg(long, value_name = "NAME")]
    through: Option<String>,
    /// Longest loop, in variables
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(2..=40))]
    max_length: u16,
    /// How many are shown
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
    /// Run under this policy
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Finds and prints them, shortest first.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = super::open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let question = loops::Question {
        through: arguments.through.clone(),
        longest: usize::from(arguments.max_length),
        shown: arguments.limit as usize,
        policy: super::policy(&model, arguments.policy.as_deref())?,
    };
    let report = loops::find(&model, &question, &ensemble::in_memory)?;
    if arguments.json {
        screen.print(&wire::json(&report));
        return Ok(Exit::Fine);
    }
    for one in &report.loops {
        show(screen, one);
    }
    let through = report.through.as_ref().map(|name| format!(" through {name}")).unwrap_or_default();
    let at_least = if report.complete { "" } else { "at least " };
    let left_out = report.found.saturating_sub(report.loops.len() as u64);
    screen.line(format!(
        "{at_least}{} loop{}{through} of 2 to {} variables; {} shown, {at_least}{left_out} left out",
        report.found,
        if report.found == 1 { "" } else { "s" },
        report.longest,
        report.loops.len()
    ));
    if report.through.is_none() {
        listed(screen, "hold themselves back", &report.self_correcting);
        listed(screen, "drive themselves", &report.self_feeding);
    }
    Ok(Exit::Fine)
}

fn show(screen: &mut Screen, one: &FeedbackLoop) {
    let mut text = format!("{} {}  ", one.polarity, one.links.len());
    for link in &one.links {
        text += &format!("{} -({})-> ", link.from, link.sign);
    }
    text += one.links.first().map_or("", |link| link.from.as_str());
    let lines = super::lines_of(&text, screen.columns(115) - 5);
    for (at, line) in lines.iter().enumerate() {
        screen.line(format!("{}{line}", if at == 0 { "" } else { "     " }));
    }
    let cuts: Vec<_> =
        one.cuts.iter().map(|cut| format!("{} = {} cuts {} -> {}", cut.parameter, cut.value, cut.from, cut.to)).collect();
    if !cuts.is_empty() {
        wrapped(screen, "       ", &cuts.join("; "));
    }
}

fn listed(screen: &mut Screen, label: &str, names: &[String]) {
    if !names.is_empty() {
        wrapped(screen, "", &format!("{} {label}: {}", names.len(), names.join(", ")));
    }
}
