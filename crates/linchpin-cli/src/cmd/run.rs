//! `linchpin run`: strategies over many futures, side by side.
//!
//! Comes in: a model and what to run. Goes out: progress on standard error; a paragraph, a table, what the numbers are
//! and are not; a study folder with pictures. Refuses: what the lab refuses. Exit 1 when the model has errors, when runs
//! failed, or when it was interrupted.

mod progress;
mod table;

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::experiment::Arm;
use linchpin_core::model::Model;
use linchpin_lab::compare::{Compared, compare, shown_unit, standing};
use linchpin_lab::figure::exact;
use linchpin_lab::plot::Wanted;
use linchpin_lab::report::{Shown, report};
use linchpin_lab::run::{Manner, Plan, Ran, Request, faults_by_variable, plan};
use linchpin_lab::wire::FaultsShown;
use linchpin_lab::words::{grouped, tell};
use linchpin_lab::{faults, study, wire};

use super::{Exit, wrapped};
use crate::screen::Screen;
use progress::Progress;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin run korea-2026                                    all strategies, 2,000 futures
  linchpin run korea-2026 --policy us_drawdown --all         one against the baseline, every outcome
  linchpin run korea-2026 --set share_target=3% --seed 7     with a lever set in every strategy
  linchpin run korea-2026 --world all --no-study             in every theory world too
  linchpin run my_strategy --futures 10000 --out study       a folder of one's own for the study")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// Run this strategy against the baseline; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    policy: Vec<String>,
    /// Fix the uncertainties of this world; may be repeated; `all` for the sampled futures and every world
    #[arg(long, value_name = "NAME")]
    world: Vec<String>,
    /// Set a lever or an uncertainty in every strategy; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// How many futures
    #[arg(long, value_name = "N", default_value_t = 2000)]
    futures: u64,
    /// The seed of all luck
    #[arg(long, value_name = "S", default_value_t = 42)]
    seed: u64,
    /// How futures are drawn: latin_hypercube, monte_carlo or defaults
    #[arg(long, value_name = "NAME")]
    design: Option<String>,
    /// Keep every event silent
    #[arg(long)]
    no_events: bool,
    /// Show every outcome, with levels and 5-95 % ranges
    #[arg(long)]
    all: bool,
    /// Compare with this strategy [default: the one that sets nothing, else the first]
    #[arg(long, value_name = "NAME")]
    baseline: Option<String>,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Keep the time series of the first N futures in the study [default: as many as fit 32 MB]
    #[arg(long, value_name = "N")]
    series: Option<u64>,
    /// The folder for the study [default: a fresh one in linchpin-studies]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a study that is in that folder
    #[arg(long, requires = "out")]
    force: bool,
    /// Write no study
    #[arg(long, conflicts_with = "out")]
    no_study: bool,
    /// Draw no pictures into the study
    #[arg(long)]
    no_pictures: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs, compares, tells.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((opened, model)) = super::open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let plan = plan(&model, &request(arguments))?;
    let (ran, written) = carry_out(arguments, &model, &opened.sources, &plan, screen)?;
    if ran.outcomes.futures == 0 {
        screen.note("interrupted before a future was complete; nothing is kept");
        return Ok(Exit::Findings);
    }
    let (arms, outcomes) = (&plan.experiment.arms[..], &plan.experiment.ask.outcomes[..]);
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let compared = Compared { model: &model, sources: &opened.sources, arms, outcomes, is_baseline: &is_baseline };
    let comparisons = compare(compared, &ran.outcomes)?;
    let standing = standing(&model);
    let told = tell(&comparisons, standing);
    let faults = faults_shown(&model, &plan, &ran);
    if arguments.json {
        let fingerprint = study::fingerprint_of(&opened.sources);
        let study = written.as_ref().map(|written| written.path.display().to_string());
        let (plan, ran, comparisons, told) = (&plan, &ran, &comparisons[..], &told);
        screen.print(&wire::json(&report(Shown {
            model: &model,
            fingerprint: &fingerprint,
            plan,
            ran,
            comparisons,
            told,
            standing,
            faults,
            study,
        })));
    } else {
        head(&model, &opened.sources, &plan, &ran, screen);
        wrapped(screen, "", &told.paragraph);
        for comparison in &comparisons {
            screen.line("");
            table::show(screen, comparison, arguments.all);
        }
        screen.line("");
        told.caveats.iter().for_each(|line| wrapped(screen, "", line));
        for fault in &faults {
            screen.line(screen.bad(&format!("failed: {} ({} of this kind)", fault.first, grouped(fault.count))));
        }
        if let Some(written) = &written {
            let size = study::in_bytes(written.bytes as f64);
            screen.line(format!("Study: {} ({} futures, {size})", written.path.display(), grouped(written.futures as usize)));
        }
    }
    if let Some(written) = written.as_ref().filter(|_| !arguments.no_pictures) {
        let drawn = super::plot::draw(&written.path, &model, &opened.sources, &Wanted::all(), None)?;
        if !arguments.json && !drawn.is_empty() {
            screen.line(format!("Pictures: {} in {}", drawn.len(), written.path.join("pictures").display()));
        }
    }
    if ran.cancelled {
        let kept = if written.is_some() { "they are kept" } else { "they are shown" };
        let (done, asked) = (grouped(ran.outcomes.futures), grouped(arguments.futures as usize));
        screen.note(format!("interrupted: {done} of {asked} futures are complete, and {kept}"));
    }
    Ok(if ran.cancelled || ran.faults > 0 { Exit::Findings } else { Exit::Fine })
}

fn request(arguments: &Arguments) -> Request {
    Request {
        policies: arguments.policy.clone(),
        worlds: arguments.world.clone(),
        sets: arguments.set.clone(),
        baseline: arguments.baseline.clone(),
        futures: arguments.futures,
        seed: arguments.seed,
        design: arguments.design.clone(),
        events: !arguments.no_events,
        series: arguments.series,
    }
}

fn carry_out(
    arguments: &Arguments,
    model: &Model,
    sources: &SourceMap,
    plan: &Plan,
    screen: &mut Screen,
) -> Result<(Ran, Option<study::Written>), Refusal> {
    let place = match (arguments.no_study, &arguments.out) {
        (true, _) => None,
        (false, Some(out)) => Some(out.clone()),
        (false, None) => Some(study::fresh_place(model, plan)),
    };
    let mut writer = match &place {
        Some(place) => Some(study::start(place, arguments.force, model, sources, plan)?),
        None => None,
    };
    let cancel = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&cancel);
    // A second Ctrl-C means it: the first one ends the run with what is complete.
    let listening = ctrlc::set_handler(move || {
        if heard.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    if let Err(error) = listening {
        screen.note(format!("Ctrl-C ends the run at once: {error}"));
    }
    let ran = {
        let shown = RefCell::new(Progress::start(screen, model, plan));
        let progress = |done: u64, of: u64| shown.borrow_mut().at(done, of);
        linchpin_lab::run::run(
            model,
            plan,
            Manner { threads: arguments.threads, cancel: &cancel, progress: &progress },
            writer.as_mut(),
        )?
    };
    let written = match writer {
        Some(writer) if ran.outcomes.futures > 0 => Some(writer.finish()?),
        _ => None,
    };
    Ok((ran, written))
}

fn head(model: &Model, sources: &SourceMap, plan: &Plan, ran: &Ran, screen: &mut Screen) {
    let futures = plan.experiment.futures;
    let events = if plan.experiment.ask.events { "" } else { ", events silent" };
    let title = if model.words.title.is_empty() { String::new() } else { format!("  {}", model.words.title) };
    screen.line(format!("{}{title}", screen.bold(&model.name)));
    screen.line(screen.dim(&format!(
        "{} futures, seed {}, {}{events}",
        grouped(ran.outcomes.futures),
        futures.seed,
        plan.sampler.name
    )));
    for set in &plan.settings {
        let variable = model.variable(set.id);
        let (unit, scale) = shown_unit(variable, sources);
        let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
        screen.line(screen.dim(&format!("set in every strategy: {} = {}{unit}", variable.name, exact(set.value / scale))));
    }
    screen.line("");
}

fn faults_shown(model: &Model, plan: &Plan, ran: &Ran) -> Vec<FaultsShown> {
    let shown = |(fault, count): (linchpin_core::experiment::Fault, usize)| {
        let arm = plan.experiment.arms.get(fault.arm as usize).map_or("", |arm| arm.name.as_str());
        let words = faults::in_words(model, &fault);
        FaultsShown {
            variable: model.variable(fault.variable).name.clone(),
            kind: study::fault_word(fault.kind).to_owned(),
            count,
            first: format!("{words}, under {arm}"),
        }
    };
    faults_by_variable(&ran.outcomes.faults).into_iter().take(5).map(shown).collect()
}
