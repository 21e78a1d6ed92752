//! Running strategies over futures.
//!
//! Comes in: a checked model and a [`Request`] in the reader's words. Goes out: a [`Plan`], then outcomes by future, and
//! a study where one is wanted. Refuses: names and values that the model does not know, with the nearest, and runs that
//! fit neither the memory nor the disk.

mod bands;
mod setting;
mod varied;
#[cfg(test)]
pub(crate) mod tests;

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::experiment::{Arm, Ask, Experiment, Fault, Futures};
use linchpin_core::model::{Model, PolicyId, Setting, VarId, WorldId};
use linchpin_core::table::{Chunk, Outcomes};
use linchpin_engine::{Control, Prepared};
use linchpin_explore::sample::{self, Design, Sampler};
use linchpin_store::{Asked, Writer};

pub use bands::bands;
pub use setting::{SetByHand, setting, stands_alone};
pub use varied::{Given, Varied, given};

/// Faults that a run keeps in memory; a study lists all of them.
const FAULTS_KEPT: usize = 1000;
/// Numbers of outcomes that a run holds beside its study: 32 MiB. Longer ones are compared from the disk.
const HELD_NUMBERS: f64 = (4 << 20) as f64;
/// Bytes that the series of a study take when nobody says otherwise.
const SERIES_BYTES: f64 = 32e6;
/// The name of the arm of a model that has no policies.
pub const AS_IT_STANDS: &str = "as_it_stands";

/// What is to be run, as the reader says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Names of policies; empty for all.
    pub policies: Vec<String>,
    /// Names of worlds; empty for the futures as they are sampled, `all` for those and every world.
    pub worlds: Vec<String>,
    /// `name=value`, a lever or an uncertainty, set in every arm.
    pub sets: Vec<String>,
    /// The policy that the others are compared with.
    pub baseline: Option<String>,
    /// How many futures.
    pub futures: u64,
    /// Seed of all luck.
    pub seed: u64,
    /// How futures are drawn: the name of a sampler; `None` for the first of the list.
    pub design: Option<String>,
    /// False: every event is silent.
    pub events: bool,
    /// Futures whose series are kept, the first so many; `None` for as many as fit 32 MB.
    pub series: Option<u64>,
    /// The part that is run, `(i, n)` with i from 1; `(1, 1)` for the whole.
    pub shard: (u64, u64),
    /// What was drawn is kept beside the outcomes.
    pub experiments: bool,
    /// Levers that are drawn, and what alone varies: how the model was changed before it was planned with.
    pub varied: Varied,
    /// Futures of one's own, in place of a design.
    pub table: Option<Given>,
}

impl Request {
    /// All policies in so many futures of the default design, with events, and nothing else asked.
    pub fn of(futures: u64, seed: u64) -> Self {
        Request {
            policies: Vec::new(),
            worlds: Vec::new(),
            sets: Vec::new(),
            baseline: None,
            futures,
            seed,
            design: None,
            events: true,
            series: None,
            shard: (1, 1),
            experiments: false,
            varied: Varied::default(),
            table: None,
        }
    }
}

/// A request that fits its model.
pub struct Plan {
    /// What is run, with the series that are kept.
    pub experiment: Experiment,
    /// The policy that others are compared with; `None` where the model has none.
    pub baseline: Option<PolicyId>,
    /// What was set by hand.
    pub settings: Vec<SetByHand>,
    /// How futures are drawn.
    pub sampler: &'static Sampler,
    /// Futures whose series are kept, the first so many.
    pub series_futures: u64,
    /// Futures of the whole design; the experiment runs a part of them.
    pub size: u64,
    /// Which part, `(i, n)`.
    pub shard: (u64, u64),
    /// What was drawn is kept beside the outcomes.
    pub experiments: bool,
    /// What was set by hand, as it was written.
    pub sets: Vec<String>,
    /// Levers that are drawn, and what alone varies.
    pub varied: Varied,
    /// Futures of one's own, in place of a design.
    pub table: Option<Given>,
}

impl Plan {
    /// True for the arm that the others of its world are compared with.
    pub fn is_baseline(&self, arm: &Arm) -> bool {
        arm.policy == self.baseline
    }

    /// The same plan with other arms or futures.
    pub fn with_experiment(&self, experiment: Experiment) -> Plan {
        Plan {
            experiment,
            baseline: self.baseline,
            settings: self.settings.clone(),
            sampler: self.sampler,
            series_futures: self.series_futures,
            size: self.size,
            shard: self.shard,
            experiments: self.experiments,
            sets: self.sets.clone(),
            varied: self.varied.clone(),
            table: self.table.clone(),
        }
    }

    /// The name of the arm that others are compared with.
    pub fn baseline_name(&self) -> String {
        self.experiment.arms.iter().find(|arm| self.is_baseline(arm)).map_or_else(String::new, |arm| arm.name.clone())
    }
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Outcomes of the futures that are complete, and up to a thousand faults.
    pub outcomes: Outcomes,
    /// False: outcomes are in the study alone, because they are many or were there before.
    pub held: bool,
    /// Futures that are complete, those of earlier runs of the study among them.
    pub futures: u64,
    /// Runs that faulted.
    pub faults: u64,
    /// True when it was cancelled before the last future.
    pub cancelled: bool,
}

/// Makes a request into a plan.
pub fn plan(model: &Model, request: &Request) -> Result<Plan, Refusal> {
    if request.futures == 0 {
        return Err(Refusal::new("a run needs at least one future", "ask for more with --futures"));
    }
    if request.shard.0 == 0 || request.shard.0 > request.shard.1 {
        let (part, of) = request.shard;
        return Err(Refusal::new(
            format!("there is no part {part} of {of}"),
            "parts are counted from 1: --shard 1/8 to --shard 8/8",
        ));
    }
    let names: Vec<&str> = sample::SAMPLERS.iter().map(|sampler| sampler.name).collect();
    if let Some(table) = request.table.as_ref().filter(|table| table.rows() < request.futures) {
        return Err(Refusal::new(
            format!("{} holds {} futures, {} are asked for", table.path.display(), table.rows(), request.futures),
            "ask for as many as it holds, or leave --futures out",
        ));
    }
    let sampler = match &request.design {
        // What a table does not name stays at its default.
        _ if request.table.is_some() => sample::find("defaults"),
        None => sample::SAMPLERS.first().copied(),
        Some(name) => sample::find(name),
    };
    let sampler = sampler.ok_or_else(|| unknown("design", request.design.as_deref().unwrap_or(""), &names, "designs"))?;
    let settings = request.sets.iter().map(|text| setting(model, text)).collect::<Result<Vec<_>, _>>()?;
    varied::one_say(model, request, &settings)?;
    let (baseline, policies) = policies(model, request)?;
    let worlds = worlds(model, request)?;
    let mut arms = Vec::new();
    for &world in &worlds {
        match policies.is_empty() {
            true => arms.push(arm(model, None, world, &settings)),
            false => arms.extend(policies.iter().map(|&policy| arm(model, Some(policy), world, &settings))),
        }
    }
    let steps = model.time.steps;
    let mut at_steps: Vec<u32> = (0..=steps).step_by(model.time.record_every.max(1) as usize).collect();
    if at_steps.last() != Some(&steps) {
        at_steps.push(steps);
    }
    let series = model.record.clone();
    let a_future = 8.0 * (arms.len() * at_steps.len()) as f64 * (series.len() as f64 + 0.5);
    let fitting = (SERIES_BYTES / a_future).max(1.0) as u64;
    let series_futures = if series.is_empty() { 0 } else { request.series.unwrap_or(fitting).min(request.futures) };
    let part = Asked { futures: request.futures, shard: request.shard, ..Asked::default() }.range();
    if part.is_empty() {
        let (part, of) = request.shard;
        return Err(Refusal::new(
            format!("part {part} of {of} holds none of {} futures", request.futures),
            "cut into fewer parts than there are futures",
        ));
    }
    Ok(Plan {
        experiment: Experiment {
            futures: Futures { seed: request.seed, first: part.start, count: part.end - part.start },
            arms,
            ask: Ask { outcomes: model.outcomes(), series, at_steps, events: request.events, dt: None },
        },
        baseline,
        settings,
        sampler,
        series_futures,
        size: request.futures,
        shard: request.shard,
        experiments: request.experiments,
        sets: request.sets.clone(),
        varied: request.varied.clone(),
        table: request.table.clone(),
    })
}

/// The baseline, and all policies to run, the baseline among them.
fn policies(model: &Model, request: &Request) -> Result<(Option<PolicyId>, Vec<PolicyId>), Refusal> {
    let names: Vec<&str> = model.policies.iter().map(|policy| policy.name.as_str()).collect();
    let find = |name: &String| {
        names
            .iter()
            .position(|known| known == name)
            .map(|at| PolicyId(at as u32))
            .ok_or_else(|| unknown("policy", name, &names, "policies"))
    };
    let mut asked = request.policies.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let mut seen = Vec::new();
    asked.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    let empty = model.policies.iter().position(|policy| policy.settings.is_empty()).map(|at| PolicyId(at as u32));
    let baseline = match &request.baseline {
        Some(name) => Some(find(name)?),
        None => empty.or(asked.first().copied()).or((!names.is_empty()).then_some(PolicyId(0))),
    };
    if asked.is_empty() {
        asked = (0..names.len() as u32).map(PolicyId).collect();
    }
    // A difference needs its other side: the baseline runs along even when it was not named.
    if let Some(baseline) = baseline.filter(|id| !asked.contains(id)) {
        asked.insert(0, baseline);
    }
    Ok((baseline, asked))
}

fn worlds(model: &Model, request: &Request) -> Result<Vec<Option<WorldId>>, Refusal> {
    let names: Vec<&str> = model.worlds.iter().map(|world| world.name.as_str()).collect();
    let every = || (0..names.len() as u32).map(|at| Some(WorldId(at)));
    let mut found: Vec<Option<WorldId>> = Vec::new();
    for name in &request.worlds {
        match names.iter().position(|known| known == name) {
            Some(at) => found.push(Some(WorldId(at as u32))),
            None if name == "all" => {
                found.push(None);
                found.extend(every());
            }
            None => return Err(unknown("world", name, &names, "worlds")),
        }
    }
    if found.is_empty() {
        found.push(None);
    }
    let mut seen = Vec::new();
    found.retain(|world| {
        !seen.contains(world) && {
            seen.push(*world);
            true
        }
    });
    Ok(found)
}

fn arm(model: &Model, policy: Option<PolicyId>, world: Option<WorldId>, by_hand: &[SetByHand]) -> Arm {
    let mut name = policy.map_or_else(|| AS_IT_STANDS.to_owned(), |id| model.policies[id.idx()].name.clone());
    let mut settings: Vec<(VarId, Setting)> = policy.map(|id| model.policies[id.idx()].settings.clone()).unwrap_or_default();
    if let Some(world) = world.map(|id| &model.worlds[id.idx()]) {
        name = format!("{name} in {}", world.name);
        settings.extend(world.settings.iter().map(|(id, value)| (*id, Setting::Constant(*value))));
    }
    settings.extend(by_hand.iter().map(|set| (set.id, Setting::Constant(set.value))));
    Arm { name, policy, world, settings }
}

/// A refusal of a name, with the nearest, or with all of them when they are few.
fn unknown(kind: &str, name: &str, known: &[&str], kinds: &str) -> Refusal {
    let help = match (nearest(name, known.iter().copied()), known.len()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, 0) => format!("the model has no {kinds}"),
        (None, _) => format!("the {kinds} are {}", known.join(", ")),
    };
    Refusal::new(format!("there is no {kind} `{name}`"), help)
}

/// How a run is carried out; none of it changes a result.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// Threads; 0 for one a core.
    pub threads: usize,
    /// Set to true by anyone, it ends the run with what is complete.
    pub cancel: &'a AtomicBool,
    /// Told now and then how many futures are done, of how many.
    pub progress: &'a dyn Fn(u64, u64),
}

/// Carries out a plan, or what its study lacks of it. Outcomes are kept in memory where they are few or there is no study.
pub fn run(model: &Model, plan: &Plan, manner: Manner<'_>, mut study: Option<&mut Writer>) -> Result<Ran, Refusal> {
    let experiment = &plan.experiment;
    let kept = study.as_ref().map_or(0, |study| study.kept());
    let held = match &study {
        None => {
            require_memory(experiment)?;
            true
        }
        Some(_) => kept == 0 && numbers(experiment) <= HELD_NUMBERS,
    };
    let draws = plan.draws(model)?;
    let mut ran = Ran { outcomes: empty_outcomes(model, experiment), held, futures: 0, faults: 0, cancelled: false };
    let all = experiment.futures.first..experiment.futures.first + experiment.futures.count;
    let missing = study.as_ref().map_or_else(|| vec![all], |study| study.missing().to_vec());
    let left: u64 = missing.iter().map(|range| range.end - range.start).sum();
    // The first futures are run with their series, the others without: series are what makes a study large.
    let with_series = if study.is_some() { plan.series_futures } else { 0 };
    let parts = missing.iter().flat_map(|range| {
        let cut = with_series.clamp(range.start, range.end);
        [(range.start..cut, true), (cut..range.end, false)]
    });
    let mut done = 0;
    for (range, keeps) in parts.filter(|(range, _)| !range.is_empty()) {
        let (series, at_steps) =
            if keeps { (experiment.ask.series.clone(), experiment.ask.at_steps.clone()) } else { Default::default() };
        let count = range.end - range.start;
        let part = Experiment {
            futures: Futures { first: range.start, count, ..experiment.futures },
            arms: experiment.arms.clone(),
            ask: Ask { series, at_steps, ..experiment.ask.clone() },
        };
        let arms = experiment.arms.len().max(1) as u64;
        let progress = |runs: u64, _: u64| (manner.progress)(done + runs / arms, left);
        let draws_wanted = plan.experiments && study.is_some();
        let control =
            Control { threads: manner.threads, block: None, draws: draws_wanted, cancel: manner.cancel, progress: &progress };
        let finish = linchpin_engine::run(model, &part, draws.as_ref(), &control, &mut |chunk| {
            if let Some(study) = study.as_mut() {
                study.take(&chunk)?;
            }
            keep(&mut ran, chunk);
            Ok(())
        })?;
        done += count;
        ran.cancelled = finish.cancelled;
        if ran.cancelled {
            break;
        }
    }
    Ok(ran)
}

/// Carries out a plan with programs that are kept, for the plan's ask; what comes is kept in memory. `model` says what
/// the uncertainties are drawn from.
pub fn run_prepared(prepared: &Prepared, model: &Model, plan: &Plan, manner: Manner<'_>) -> Result<Ran, Refusal> {
    let experiment = &plan.experiment;
    require_memory(experiment)?;
    let draws = plan.draws(model)?;
    let mut ran = Ran { outcomes: empty_outcomes(model, experiment), held: true, futures: 0, faults: 0, cancelled: false };
    let control =
        Control { threads: manner.threads, block: None, draws: false, cancel: manner.cancel, progress: manner.progress };
    let finish = prepared.run(&experiment.futures, &experiment.arms, draws.as_ref(), &control, &mut |chunk| {
        keep(&mut ran, chunk);
        Ok(())
    })?;
    ran.cancelled = finish.cancelled;
    Ok(ran)
}

impl Plan {
    /// The whole design, which any part of it reads. What was set by hand has its value in every future.
    pub fn draws(&self, model: &Model) -> Result<sample::Draws, Refusal> {
        let design = Design { seed: self.experiment.futures.seed, size: self.size, vary: Vec::new() };
        let draws = match &self.table {
            Some(table) => sample::table(model, &table.columns)?,
            None => (self.sampler.draws)(model, &design)?,
        };
        let uncertainties = model.uncertainties();
        let place = |set: &SetByHand| Some((uncertainties.iter().position(|&id| id == set.id)?, set.value));
        let set: Vec<(usize, f64)> = self.settings.iter().filter_map(place).collect();
        Ok(Box::new(move |futures, drawn| {
            draws(futures, drawn);
            set.iter().for_each(|&(at, value)| drawn[at].fill(value));
        }))
    }

    /// How futures are drawn, by name.
    pub fn design(&self) -> &'static str {
        if self.table.is_some() { "table" } else { self.sampler.name }
    }

    /// The futures that are run.
    pub fn range(&self) -> Range<u64> {
        let futures = self.experiment.futures;
        futures.first..futures.first + futures.count
    }
}

fn numbers(experiment: &Experiment) -> f64 {
    experiment.futures.count as f64 * experiment.arms.len() as f64 * experiment.ask.outcomes.len() as f64
}

fn empty_outcomes(model: &Model, experiment: &Experiment) -> Outcomes {
    let names: Vec<String> = experiment.ask.outcomes.iter().map(|&id| model.variable(id).name.clone()).collect();
    Outcomes {
        arms: experiment.arms.iter().map(|arm| arm.name.clone()).collect(),
        values: vec![vec![Vec::new(); names.len()]; experiment.arms.len()],
        names,
        ..Outcomes::default()
    }
}

fn keep(ran: &mut Ran, chunk: Chunk) {
    if ran.held {
        for (kept, arm) in ran.outcomes.values.iter_mut().zip(&chunk.outcomes) {
            for (kept, values) in kept.iter_mut().zip(arm) {
                kept.extend_from_slice(values);
            }
        }
        ran.outcomes.futures += chunk.count;
    }
    ran.futures += chunk.count as u64;
    ran.faults += chunk.faults.len() as u64;
    let room = FAULTS_KEPT.saturating_sub(ran.outcomes.faults.len());
    ran.outcomes.faults.extend(chunk.faults.into_iter().take(room));
}

/// Refuses a run whose outcomes do not fit the memory that is free.
fn require_memory(experiment: &Experiment) -> Result<(), Refusal> {
    // Outcomes as they come, and once more while arms are compared and sorted.
    let needed = 2.5 * 8.0 * numbers(experiment);
    match free_memory() {
        Some(free) if needed > free => Err(Refusal::new(
            format!(
                "the outcomes of {} futures need about {} of memory, {} are free",
                experiment.futures.count,
                linchpin_store::in_bytes(needed),
                linchpin_store::in_bytes(free)
            ),
            "keep a study, which is compared from the disk, or ask for fewer futures or policies",
        )),
        _ => Ok(()),
    }
}

/// Bytes that may be taken without harm, where the system says so.
fn free_memory() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("MemAvailable:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kibibytes| kibibytes * 1024.0)
}

/// The faults of a run by variable and kind, most frequent first, with the first of each.
pub fn faults_by_variable(faults: &[Fault]) -> Vec<(Fault, usize)> {
    let mut found: Vec<(Fault, usize)> = Vec::new();
    for fault in faults {
        let same = |known: &Fault| {
            known.variable == fault.variable && std::mem::discriminant(&known.kind) == std::mem::discriminant(&fault.kind)
        };
        match found.iter_mut().find(|(known, _)| same(known)) {
            Some((_, count)) => *count += 1,
            None => found.push((*fault, 1)),
        }
    }
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    found
}
