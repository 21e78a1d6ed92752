//! `linchpin run`: strategies over many futures, side by side.
//!
//! Comes in: a model and what to run. Goes out: progress on standard error; a paragraph, a table, what the numbers are
//! and are not; a study folder with pictures. Refuses: what the lab refuses. Exit 1 when the model has errors, when runs
//! failed, or when it was interrupted.

mod progress;
mod table;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::experiment::Arm;
use linchpin_core::model::Model;
use linchpin_lab::compare::{Compared, Pace, compare, compare_study, shown_unit, standing};
use linchpin_lab::explore::Hands;
use linchpin_lab::explore::survival::{HEADLINE, Jitter, hold_all};
use linchpin_lab::figure::exact;
use linchpin_lab::open::Opened;
use linchpin_lab::plot::Wanted;
use linchpin_lab::report::{Shown, report};
use linchpin_lab::run::{Given, Manner, Plan, Ran, Request, Varied, faults_by_variable, given, plan};
use linchpin_lab::study::Study;
use linchpin_lab::wire::FaultsShown;
use linchpin_lab::words::{grouped, tell};
use linchpin_lab::{faults, study, wire};

use super::{Exit, wrapped};
use crate::screen::Screen;
use progress::Progress;

/// Said where nobody tested the verdicts.
const UNTESTED: &str = "Orderings were not tested against other fixed weights.";

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin run korea-2026                                    all strategies, 2,000 futures
  linchpin run korea-2026 --policy us_drawdown --all         one against the baseline, every outcome
  linchpin run korea-2026 --set share_target=3% --seed 7     with a lever set in every strategy
  linchpin run korea-2026 --world all --no-study             in every theory world too
  linchpin run my_strategy --futures 10000 --out study       a folder of one's own for the study
  linchpin run my_strategy --design sobol --futures 4096     another design; or a table: --design mine.csv
  linchpin run --resume --out study                          go on with what was interrupted
  linchpin run my_strategy --shard 3/16 --out part-3         one part, on any machine")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL", required_unless_present = "resume")]
    model: Option<String>,
    /// Run this strategy against the baseline; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    policy: Vec<String>,
    /// Fix the uncertainties of this world; may be repeated; `all` for the sampled futures and every world
    #[arg(long, value_name = "NAME")]
    world: Vec<String>,
    /// Set a lever or an uncertainty in every strategy; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// How many futures [default: 2000]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    futures: Option<u64>,
    /// The seed of all luck [default: 42]
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    seed: Option<u64>,
    /// How futures are drawn: latin_hypercube, monte_carlo, sobol, halton, full_factorial, morris, saltelli,
    /// saltelli_first, one_at_a_time, defaults; or a table of one's own, .csv or .parquet: a column an uncertainty, a row a
    /// future, values in the model's units [default: latin_hypercube]
    #[arg(long, value_name = "NAME|FILE")]
    design: Option<String>,
    /// Draw a lever evenly over its range in every strategy, or take it from a column of the table; may be repeated
    #[arg(long, value_name = "NAME")]
    sample_lever: Vec<String>,
    /// Let only this uncertainty vary, held or not; may be repeated
    #[arg(long, value_name = "NAME")]
    vary_only: Vec<String>,
    /// Keep every event silent
    #[arg(long)]
    no_events: bool,
    /// Draws of all fixed weights that a verdict must survive, nine of ten; 0 tests none
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = HEADLINE.draws)]
    draws: u32,
    /// Show every outcome, with levels and 5-95 % ranges
    #[arg(long)]
    all: bool,
    /// Compare with this strategy [default: the one that sets nothing, else the first]
    #[arg(long, value_name = "NAME")]
    baseline: Option<String>,
    /// Threads [default: one a core]
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Keep the time series of the first N futures in the study [default: as many as fit 32 MB]
    #[arg(long, allow_negative_numbers = true, value_name = "N")]
    series: Option<u64>,
    /// The folder for the study [default: a fresh one in linchpin-studies]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a study that is in that folder
    #[arg(long, requires = "out", conflicts_with = "resume")]
    force: bool,
    /// Go on with the study in that folder; what it asked need not be said again
    #[arg(long, requires = "out")]
    resume: bool,
    /// Run part I of N of the futures, to be put together by `linchpin study merge`
    #[arg(long, value_name = "I/N", value_parser = part)]
    shard: Option<(u64, u64)>,
    /// Write quantiles over all futures by strategy and date too, in a second pass
    #[arg(long, conflicts_with_all = ["no_study", "shard"])]
    bands: bool,
    /// Keep outcomes without what was drawn for each future
    #[arg(long)]
    no_experiments: bool,
    /// Write no study
    #[arg(long, conflicts_with_all = ["out", "shard"])]
    no_study: bool,
    /// Draw no pictures into the study
    #[arg(long)]
    no_pictures: bool,
    /// Print JSON: what is told, not every future; those are in the study, which `linchpin study export` writes as CSV
    #[arg(long)]
    json: bool,
}

/// Runs, compares, tells.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some(begun) = begin(arguments, screen)? else { return Ok(Exit::Findings) };
    let Begun { opened, model, plan, writer } = begun;
    let (mut ran, written) = carry_out(arguments, &model, &plan, writer, screen)?;
    let Some(written) = written else {
        if ran.futures == 0 {
            screen.note("interrupted before a future was complete; nothing is kept");
            return Ok(Exit::Findings);
        }
        return tell_run(arguments, (&opened.sources, &model, &plan, &ran), None, screen);
    };
    let study = Study::open(&written.path)?;
    (ran.futures, ran.faults) = (study.asked.done, study.asked.faults);
    tell_run(arguments, (&opened.sources, &model, &plan, &ran), Some((&written, &study)), screen)
}

fn tell_run(
    arguments: &Arguments,
    (sources, model, plan, ran): (&SourceMap, &Model, &Plan, &Ran),
    written: Option<(&study::Written, &Study)>,
    screen: &mut Screen,
) -> Result<Exit, Refusal> {
    let (arms, outcomes) = (&plan.experiment.arms[..], &plan.experiment.ask.outcomes[..]);
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let compared = Compared { model, sources, arms, outcomes, is_baseline: &is_baseline };
    let mut comparisons = match written {
        Some((_, study)) if !ran.held => {
            let pace = Pace::by(arguments.threads);
            compare_study(compared, study, &(0..arms.len()).collect::<Vec<_>>(), pace)?
        }
        _ => compare(compared, &ran.outcomes)?,
    };
    // Verdicts are for orderings that survive a change of the fixed weights; an interrupted run has no time for that.
    let held = match arguments.draws > 0 && !ran.cancelled {
        true => {
            let never = AtomicBool::new(false);
            let hands = Hands { threads: arguments.threads, cancel: &never };
            hold_all(model, plan, &mut comparisons, Jitter { draws: arguments.draws, ..HEADLINE }, hands)?
        }
        false => None,
    };
    let tested = held.is_some();
    let standing = standing(model);
    let mut told = tell(&comparisons, standing);
    if comparisons.iter().any(|comparison| comparison.arms.len() > 1) {
        told.caveats.push(held.map_or_else(|| UNTESTED.to_owned(), |held| held.words()));
    }
    let faults = faults_shown(model, plan, ran)?;
    if arguments.json {
        let fingerprint = study::fingerprint_of(sources);
        let study = written.map(|(written, _)| written.path.display().to_string());
        let (comparisons, told) = (&comparisons[..], &told);
        screen.print(&wire::json(&report(Shown {
            model,
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
        head(model, sources, plan, ran, screen);
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
        if let Some((written, _)) = written {
            let size = study::in_bytes(written.bytes as f64);
            screen.line(format!("Study: {} ({} futures, {size})", written.path.display(), grouped(written.futures as usize)));
        }
    }
    if let Some((_, study)) = written.filter(|_| arguments.bands && !ran.cancelled) {
        let cancel = AtomicBool::new(false);
        let manner = Manner { threads: arguments.threads, cancel: &cancel, progress: &|_, _| {} };
        if let (Some(path), false) = (study::make_bands(study, manner)?, arguments.json) {
            screen.line(format!("Bands: {}", path.display()));
        }
    }
    if let Some((written, _)) = written.filter(|_| !arguments.no_pictures) {
        let drawn =
            super::plot::draw(&written.path, model, sources, if tested { &comparisons } else { &[] }, &Wanted::all(), None)?;
        if !arguments.json && !drawn.is_empty() {
            screen.line(format!("Pictures: {} in {}", drawn.len(), written.path.join("pictures").display()));
        }
    }
    if ran.cancelled {
        let range = plan.range();
        let (done, asked) = (grouped(ran.futures as usize), grouped((range.end - range.start) as usize));
        let kept = match written {
            Some((written, _)) => {
                format!("they are kept; `linchpin run --resume --out {}` goes on", written.path.display())
            }
            None => "they are shown".to_owned(),
        };
        screen.note(format!("interrupted: {done} of {asked} futures are complete, and {kept}"));
    }
    Ok(if ran.cancelled || ran.faults > 0 { Exit::Findings } else { Exit::Fine })
}

/// `I/N` as two numbers.
fn part(text: &str) -> Result<(u64, u64), String> {
    let parts = text.split_once('/').and_then(|(part, of)| Some((part.trim().parse().ok()?, of.trim().parse().ok()?)));
    parts.ok_or_else(|| "a part is written 3/16: the third of sixteen".to_owned())
}

fn request(arguments: &Arguments) -> Request {
    Request {
        policies: arguments.policy.clone(),
        worlds: arguments.world.clone(),
        sets: arguments.set.clone(),
        baseline: arguments.baseline.clone(),
        futures: arguments.futures.unwrap_or(2000),
        seed: arguments.seed.unwrap_or(42),
        design: arguments.design.clone(),
        events: !arguments.no_events,
        series: arguments.series,
        shard: arguments.shard.unwrap_or((1, 1)),
        experiments: !arguments.no_experiments,
        varied: Varied { levers: arguments.sample_lever.clone(), only: arguments.vary_only.clone() },
        table: None,
    }
}

/// The table of futures that is named in place of a design.
fn table(arguments: &Arguments, model: &Model) -> Result<Option<Given>, Refusal> {
    let ends = |name: &&String| {
        let ending = Path::new(name.as_str()).extension().map(|ending| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| ending == "csv" || ending == "parquet")
    };
    arguments.design.as_ref().filter(ends).map(|name| given(model, Path::new(name))).transpose()
}

/// What a study asked, with what is said now in its place; where the two differ the study refuses.
fn request_again(arguments: &Arguments, asked: Request) -> Request {
    let said = request(arguments);
    let or = |said: Vec<String>, asked: Vec<String>| if said.is_empty() { asked } else { said };
    Request {
        policies: or(said.policies, asked.policies),
        worlds: or(said.worlds, asked.worlds),
        sets: or(said.sets, asked.sets),
        baseline: said.baseline.or(asked.baseline),
        futures: arguments.futures.unwrap_or(asked.futures),
        seed: arguments.seed.unwrap_or(asked.seed),
        design: said.design.or(asked.design),
        events: asked.events && said.events,
        series: said.series.or(asked.series),
        shard: arguments.shard.unwrap_or(asked.shard),
        experiments: asked.experiments && said.experiments,
        varied: Varied { levers: or(said.varied.levers, asked.varied.levers), only: or(said.varied.only, asked.varied.only) },
        table: asked.table,
    }
}

/// A run that is about to start, or to go on.
struct Begun {
    opened: Opened,
    model: Model,
    plan: Plan,
    writer: Option<study::Writer>,
}

fn begin(arguments: &Arguments, screen: &mut Screen) -> Result<Option<Begun>, Refusal> {
    if let (true, Some(place)) = (arguments.resume, &arguments.out) {
        let study = Study::open(place)?;
        let (opened, model) = study::opened_model(&study)?;
        if let Some(name) = &arguments.model {
            let Some((named, _)) = super::open(name, screen)? else { return Ok(None) };
            if study::fingerprint_of(&named.sources) != study.asked.fingerprint {
                return Err(Refusal::new(
                    format!("{} is a study of another text than {name} has now", place.display()),
                    "leave the model out to go on with the text as it was, or name another folder with --out",
                ));
            }
        }
        let plan = plan(&model, &request_again(arguments, study::request_of(&study, &model)?))?;
        let writer = study::resume(place, &model, &opened.sources, &plan)?;
        match writer.missing().is_empty() {
            true => screen.note(format!("{} is complete already", place.display())),
            false => {
                let kept = grouped(writer.kept() as usize);
                screen.note(format!("going on: {kept} futures are there"));
            }
        }
        return Ok(Some(Begun { opened, model, plan, writer: Some(writer) }));
    }
    let name = arguments.model.as_deref().unwrap_or_default();
    let Some((opened, model)) = super::open(name, screen)? else { return Ok(None) };
    let mut request = request(arguments);
    let model = request.varied.apply(&model)?;
    request.table = table(arguments, &model)?;
    if let (Some(table), None) = (&request.table, arguments.futures) {
        request.futures = table.rows();
    }
    let plan = plan(&model, &request)?;
    let place = match (arguments.no_study, &arguments.out) {
        (true, _) => None,
        (false, Some(out)) => Some(out.clone()),
        (false, None) => Some(study::fresh_place(&model, &plan)),
    };
    let writer = match &place {
        Some(place) => Some(study::start(place, arguments.force, &model, &opened.sources, &plan)?),
        None => None,
    };
    Ok(Some(Begun { opened, model, plan, writer }))
}

fn carry_out(
    arguments: &Arguments,
    model: &Model,
    plan: &Plan,
    mut writer: Option<study::Writer>,
    screen: &mut Screen,
) -> Result<(Ran, Option<study::Written>), Refusal> {
    let cancel = super::cancelled_by_signals(screen);
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
        Some(writer) if ran.futures > 0 || writer.kept() > 0 => Some(writer.finish()?),
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
        grouped(ran.futures as usize),
        futures.seed,
        plan.design()
    )));
    if !plan.varied.levers.is_empty() {
        screen.line(screen.dim(&format!("drawn in every strategy: {}", plan.varied.levers.join(", "))));
    }
    if !plan.varied.only.is_empty() {
        screen.line(screen.dim(&format!("only these vary: {}", plan.varied.only.join(", "))));
    }
    for set in &plan.settings {
        let variable = model.variable(set.id);
        let (unit, scale) = shown_unit(variable, sources);
        let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
        screen.line(screen.dim(&format!("set in every strategy: {} = {}{unit}", variable.name, exact(set.value / scale))));
    }
    screen.line("");
}

/// The commonest faults; each first one is walked back to the variable in which it arose.
fn faults_shown(model: &Model, plan: &Plan, ran: &Ran) -> Result<Vec<FaultsShown>, Refusal> {
    let faults = faults_by_variable(&ran.outcomes.faults);
    if faults.is_empty() {
        return Ok(Vec::new());
    }
    let draws = plan.draws(model)?;
    let shown = |(fault, count): (linchpin_core::experiment::Fault, usize)| {
        let arm = plan.experiment.arms.get(fault.arm as usize).map_or("", |arm| arm.name.as_str());
        let words = faults::with_origin(model, &fault, &faults::origin(model, &plan.experiment, &draws, &fault));
        FaultsShown {
            variable: model.variable(model.written(fault.variable)).name.clone(),
            kind: study::fault_word(fault.kind).to_owned(),
            count,
            first: format!("{words}, under {arm}"),
        }
    };
    Ok(faults.into_iter().take(5).map(shown).collect())
}
