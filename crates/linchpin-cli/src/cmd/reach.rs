//! `linchpin reach`: what a lever must be so that an outcome is acceptable often enough.
//!
//! Comes in: a model, one or two levers, an outcome. Goes out: sentences, a table of shares, a budget by year as CSV and
//! Excel. Refuses: what the lab refuses. Exit 1 when no setting within the range reaches the share.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::explore::Hands;
use linchpin_lab::figure::{date, short};
use linchpin_lab::reach::{Reached, Wanted, csv, excel, reach, shown};
use linchpin_lab::study::{STUDIES, write_whole};

use super::{Exit, wrapped};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin reach korea-2026 --lever ncg_level --outcome m_abandonment --share 90%
  linchpin reach korea-2026 --lever share_target --lever us_limit --outcome core --share 50% --from 2028-01
  linchpin reach lake --lever emission --outcome reliability --policy middling

Only levers are sought: choices of the actors they name. What an adversary does is an uncertainty.")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// The lever to seek; may be given twice
    #[arg(long, value_name = "NAME", required = true)]
    lever: Vec<String>,
    /// An outcome with a threshold, or a criterion
    #[arg(long, value_name = "NAME")]
    outcome: String,
    /// In which share of futures it must be acceptable
    #[arg(long, value_name = "SHARE", default_value = "80%")]
    share: String,
    /// Another threshold for the outcome, in its own unit
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    threshold: Option<f64>,
    /// Move the lever from this date on [default: the whole run]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The strategy within which it is moved [default: the one that sets nothing]
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Futures of each setting
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 500)]
    futures: u64,
    /// The seed of all luck
    #[arg(long, allow_negative_numbers = true, value_name = "S", default_value_t = 42)]
    seed: u64,
    /// Threads; 0 for one a core
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// The folder for the budget [default: linchpin-studies/MODEL-reach-LEVER]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing
    #[arg(long, conflicts_with = "out")]
    no_files: bool,
    /// Sentences in Korean
    #[arg(long)]
    ko: bool,
}

/// Seeks, and tells.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let done = sought(arguments, screen);
    super::unless_interrupted(done, screen, "nothing was written")
}

fn sought(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((opened, model)) = super::open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let wanted = Wanted {
        levers: arguments.lever.clone(),
        outcome: arguments.outcome.clone(),
        share: super::share(&arguments.share, "--share")?,
        threshold: arguments.threshold,
        from: arguments.from.clone(),
        policy: arguments.policy.clone(),
        futures: arguments.futures,
        seed: arguments.seed,
    };
    let cancel = super::cancelled_by_signals(screen);
    let reached = reach(&model, &opened.sources, &wanted, Hands { threads: arguments.threads, cancel: &cancel })?;
    for said in &reached.said {
        wrapped(screen, "", if arguments.ko { &said.ko } else { &said.en });
    }
    screen.line("");
    tried(&reached, screen);
    if !reached.starts.is_empty() {
        screen.line("");
        let rows = reached.starts.iter().map(|(at, share)| {
            vec![date(&model.time, *at), format!("{:.0}", 100.0 * share.value), between(share.low, share.high)]
        });
        let head = vec!["change begins".to_owned(), "of 100".to_owned(), "95 %".to_owned()];
        super::columns(screen, &std::iter::once(head).chain(rows).collect::<Vec<_>>());
    }
    screen.line("");
    wrapped(
        screen,
        "",
        "Shares are of sampled futures under this model's assumptions; intervals (95 %) speak of sampling, not of a wrong model.",
    );
    if let Some(budget) = reached.budget.as_ref().filter(|_| !arguments.no_files) {
        let name = format!("{}-reach-{}", model.name.replace('_', "-"), arguments.lever.join("-").replace('_', "-"));
        let folder = arguments.out.clone().unwrap_or_else(|| Path::new(STUDIES).join(name));
        std::fs::create_dir_all(&folder).map_err(|error| {
            Refusal::new(format!("{} cannot be made: {error}", folder.display()), "is the disk full, or the folder not yours?")
        })?;
        let title = format!("{}: {}", model.name, reached.said.first().map_or("", |said| &said.en));
        write_whole(&folder.join("budget.csv"), csv(budget).as_bytes())?;
        write_whole(&folder.join("budget.xlsx"), &excel(budget, &title)?)?;
        screen.line(format!("Budget by year: {} and budget.xlsx beside it", folder.join("budget.csv").display()));
    }
    Ok(if reached.found.is_some() { Exit::Fine } else { Exit::Findings })
}

fn between(low: f64, high: f64) -> String {
    format!("{:.0} to {:.0}", 100.0 * low, 100.0 * high)
}

/// Shares by setting: all of one lever; of two the best of each value of the first.
fn tried(reached: &Reached, screen: &mut Screen) {
    let mut head: Vec<String> = reached.levers.iter().map(|lever| lever.name.clone()).collect();
    head.extend(["of 100".into(), "95 %".into(), "failed runs".into()]);
    let mut rows = vec![head];
    let mut last = f64::NAN;
    for at in 0..reached.tried.len() {
        let tried = &reached.tried[at];
        if reached.levers.len() == 2 {
            if tried.values[0] == last {
                continue;
            }
            last = tried.values[0];
        }
        let same = reached.tried.iter().filter(|other| other.values[0] == tried.values[0]);
        let best = same.max_by(|a, b| a.share.value.total_cmp(&b.share.value)).unwrap_or(tried);
        let mut row: Vec<String> = reached.levers.iter().zip(&best.values).map(|(lever, value)| shown(lever, *value)).collect();
        row.extend([
            short((1000.0 * best.share.value).round() / 10.0),
            between(best.share.low, best.share.high),
            best.share.left_out.to_string(),
        ]);
        rows.push(row);
    }
    super::columns(screen, &rows);
}
