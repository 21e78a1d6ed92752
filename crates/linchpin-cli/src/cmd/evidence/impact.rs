//! `linchpin evidence impact`: the same futures with and without what articles say.
//!
//! Comes in: articles, a model, and which changes to accept. Goes out: outcomes that move, with paired intervals, and where the best
//! strategy changes; or JSON. Refuses: articles that change nothing are no refusal, but an answer. Exit 1 when something matters.

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::evidence::impact::{Impact, accepted, impact, typed};
use linchpin_lab::evidence::reading::{Reading, read};
use linchpin_lab::evidence::subject::Subjects;
use linchpin_lab::figure::short;
use linchpin_lab::run::Request;
use linchpin_lab::wire;
use linchpin_lab::words::grouped;

use crate::cmd::{Exit, columns, open, wrapped};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence impact article.txt --model korea-2026                          all that it would change
  linchpin evidence impact article.txt --model korea-2026 --accept usfk_target     a chosen part
  linchpin evidence impact article.txt --model korea-2026 --policy declared_2026   under one strategy and the baseline")]
pub struct Arguments {
    /// Files with articles; `-` for what is piped in
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<String>,
    /// A model that comes along, or a folder
    #[arg(long, value_name = "MODEL")]
    model: String,
    /// Accept the change of this input only; may be repeated [default: all]
    #[arg(long, value_name = "INPUT")]
    accept: Vec<String>,
    /// Under this strategy and the baseline; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    policy: Vec<String>,
    /// How many futures
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 1000)]
    futures: u64,
    /// The seed of all luck
    #[arg(long, allow_negative_numbers = true, value_name = "S", default_value_t = 42)]
    seed: u64,
    /// Threads [default: one a core]
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Show every outcome under every strategy
    #[arg(long)]
    all: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Reads, runs twice, tells.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((opened, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let articles = super::articles(&arguments.articles)?;
    let subjects = Subjects::of(&model);
    let readings: Vec<Reading> = articles.iter().map(|article| read(&model, &subjects, &article.document)).collect();
    let together = Reading::together(readings);
    let changes = accepted(&model, &together, &arguments.accept)?;
    let settings: Vec<String> = changes.iter().map(|change| typed(&model, change)).collect();
    if settings.is_empty() {
        let hindered: Vec<String> = together.changes.iter().filter_map(|change| change.hindered.clone()).collect();
        if arguments.json {
            screen.print(&wire::json(&wire::no_impact(&arguments.articles)));
        } else {
            screen.line("Nothing that matters: the articles change no input of the model.");
            hindered.iter().for_each(|why| wrapped(screen, "  ", why));
            screen.line(format!(
                "`linchpin evidence read {} --model {}` says why.",
                arguments.articles.join(" "),
                arguments.model
            ));
        }
        return Ok(Exit::Fine);
    }
    let request = Request { policies: arguments.policy.clone(), ..Request::of(arguments.futures, arguments.seed) };
    let found = impact(&model, &opened.sources, &request, &settings, arguments.threads)?;
    if arguments.json {
        screen.print(&wire::json(&wire::impact_shown(&arguments.articles, &found)));
    } else {
        show(screen, &found, arguments.all);
    }
    Ok(if found.nothing_that_matters() { Exit::Fine } else { Exit::Findings })
}

fn show(screen: &mut Screen, found: &Impact, all: bool) {
    screen.line(screen.bold(&format!("If this is right: {}", found.settings.join(", "))));
    screen.line(screen.dim(&format!("{} futures, each with and without it under the same luck", grouped(found.futures))));
    if found.nothing_that_matters() {
        screen.line(
            "Nothing that matters: no outcome moves by a fiftieth of its spread beyond doubt of sampling, and no order changes.",
        );
    }
    let mut rows = vec![vec![
        "strategy".into(),
        "outcome".into(),
        "without".into(),
        "with".into(),
        "difference [95 %]".into(),
        "of spread".into(),
    ]];
    let mut left_out = 0;
    for moved in &found.moved {
        let shown = &found.without.outcomes[moved.outcome];
        if !(all || moved.matters) || shown.hidden {
            left_out += usize::from(!shown.hidden);
            continue;
        }
        let mean = |side: &linchpin_lab::compare::Comparison| {
            short(side.outcomes[moved.outcome].cells[moved.policy].level.mean.value / shown.scale)
        };
        let d = &moved.difference;
        let unit = if shown.unit == "1" { String::new() } else { format!(" {}", shown.unit) };
        rows.push(vec![
            found.policies[moved.policy].clone(),
            shown.title.clone(),
            mean(&found.without),
            format!("{}{unit}", mean(&found.with)),
            format!("{} [{}, {}]", short(d.mean / shown.scale), short(d.low / shown.scale), short(d.high / shown.scale)),
            format!("{:.0} %", 100.0 * moved.of_spread),
        ]);
    }
    if rows.len() > 1 {
        columns(screen, &rows);
    }
    if left_out > 0 {
        screen.line(screen.dim(&format!("{left_out} pairs of strategy and outcome move by less; --all shows them")));
    }
    for order in &found.reordered {
        let name = |side: &Option<String>| side.clone().unwrap_or_else(|| "none beyond doubt".into());
        wrapped(screen, "", &format!("Best on {}: {} without, {} with it.", order.what, name(&order.before), name(&order.after)));
    }
    if found.faults > 0 {
        screen.line(screen.bad(&format!("{} runs failed", grouped(found.faults as usize))));
    }
}
