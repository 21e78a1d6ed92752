//! Adding futures until an answer is stable.
//!
//! Comes in: a plan whose design can be continued, what must be stable and how much. Goes out: how many futures it took.
//! Refuses: words for what is none, widths outside 0 and 1; gives up, and says so, where it would take too many.

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::experiment::{Experiment, Futures};
use linchpin_core::model::Model;
use linchpin_core::table::Outcomes;
use linchpin_explore::analysis::{Verdict, Z95, difference, mean, share};
use linchpin_explore::sample::Design;

use super::ground::{About, Ground, Hands, run_all, unknown};
use crate::run::Plan;

/// Futures beyond which an answer is called out of reach.
const MOST: u64 = 131_072;

/// What must be stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stable {
    /// Half the interval of every share, or of every mean by its own size.
    Figure,
    /// The share of orderings against the baseline that are decided and kept when futures are doubled.
    Ordering,
    /// The share of resamples that give the same box again.
    Box,
}

impl Stable {
    /// The one of this name.
    pub fn of(name: &str) -> Result<Stable, Refusal> {
        match name {
            "figure" => Ok(Stable::Figure),
            "ordering" => Ok(Stable::Ordering),
            "box" => Ok(Stable::Box),
            _ => Err(unknown("answer", name, &["figure", "ordering", "box"])),
        }
    }

    /// How far it is, in words.
    pub fn words(self, left: f64) -> String {
        let left = crate::figure::short((left * 10_000.0).round() / 100.0);
        match self {
            Stable::Figure => format!("the widest interval is ± {left} %"),
            Stable::Ordering => format!("{left} % of the orderings are undecided or turned"),
            Stable::Box => format!("{left} % of the resamples give another box"),
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    /// Futures.
    pub futures: u64,
    /// How unstable the answer still is.
    pub left: f64,
    /// What was asked.
    pub wanted: (Stable, f64),
}

impl Reached {
    /// In words.
    pub fn words(&self) -> String {
        let n = crate::words::grouped(self.futures as usize);
        let state = self.wanted.0.words(self.left);
        match self.left <= self.wanted.1 {
            true => format!("{n} futures suffice: {state}"),
            false => format!("{n} futures do not suffice, and no more are run: {state}"),
        }
    }
}

/// Doubles the futures of one design until the answer is stable. What is there is kept and continued, so each answer is
/// that of a prefix of the next.
pub fn until(
    model: &Model,
    sources: &SourceMap,
    plan: &Plan,
    about: &About,
    hands: Hands<'_>,
    wanted: (Stable, f64),
    step: &mut dyn FnMut(u64, f64),
) -> Result<Reached, Refusal> {
    if !(wanted.1 > 0.0 && wanted.1 < 1.0) {
        return Err(Refusal::new("--until takes a share above 0 and below 1", "write --until 1%"));
    }
    if plan.sampler.sized {
        return Err(Refusal::new(
            format!("a {} of another size is another design", plan.sampler.name.replace('_', " ")),
            "use monte_carlo",
        ));
    }
    let mut all: Option<Outcomes> = None;
    let (mut done, mut before) = (0, None::<Vec<Verdict>>);
    let mut next = plan.experiment.futures.count.clamp(100, MOST);
    loop {
        let futures = Futures { first: done, count: next - done, ..plan.experiment.futures };
        let ask = linchpin_core::experiment::Ask { series: Vec::new(), at_steps: Vec::new(), ..plan.experiment.ask.clone() };
        let experiment = Experiment { futures, arms: plan.experiment.arms.clone(), ask };
        let draws = (plan.sampler.draws)(model, &Design { seed: futures.seed, size: next, vary: Vec::new() })?;
        let chunk = run_all(model, &experiment, &draws, hands)?;
        let kept = all.get_or_insert_with(|| Outcomes {
            values: vec![vec![Vec::new(); experiment.ask.outcomes.len()]; experiment.arms.len()],
            ..Outcomes::default()
        });
        for (kept, more) in kept.values.iter_mut().flatten().zip(chunk.outcomes.into_iter().flatten()) {
            kept.extend(more);
        }
        kept.futures = next as usize;
        done = next;
        let mut size = Plan {
            experiment: plan.experiment.clone(),
            baseline: plan.baseline,
            settings: Vec::new(),
            sampler: plan.sampler,
            series_futures: 0,
            size: done,
            shard: (1, 1),
            experiments: false,
            sets: plan.sets.clone(),
            varied: plan.varied.clone(),
            table: None,
        };
        size.experiment.futures.count = done;
        let ground = Ground::new(model, sources, &size, kept.clone(), about, hands)?;
        let left = match wanted.0 {
            Stable::Figure => figure(&ground),
            Stable::Ordering => ordering(&ground, &mut before),
            Stable::Box => of_box(&ground)?,
        };
        step(done, left);
        if left <= wanted.1 || done >= MOST {
            return Ok(Reached { futures: done, left, wanted });
        }
        next = (2 * done).min(MOST);
    }
}

/// Half the widest interval: of a criterion's share and its differences; of a mean by its size.
fn figure(ground: &Ground<'_>) -> f64 {
    let measure = &ground.measures[0];
    let base = ground.values(ground.baseline, measure);
    let width = |&arm: &usize| {
        let values = ground.values(arm, measure);
        let own = match measure.criterion {
            true => (share(&values).high - share(&values).low) / 2.0,
            false => Z95 * mean(&values).standard_error / mean(&values).value.abs(),
        };
        let from = difference(&values, &base);
        let half = (from.high - from.low) / 2.0;
        let apart = if arm == ground.baseline {
            0.0
        } else if measure.criterion {
            half
        } else {
            half / mean(&base).value.abs()
        };
        own.max(apart)
    };
    ground.focus.iter().map(width).fold(0.0, f64::max)
}

fn ordering(ground: &Ground<'_>, before: &mut Option<Vec<Verdict>>) -> f64 {
    let mut now = Vec::new();
    for measure in &ground.measures {
        let base = ground.values(ground.baseline, measure);
        for &arm in ground.focus.iter().filter(|&&arm| arm != ground.baseline) {
            now.push(difference(&ground.values(arm, measure), &base).verdict);
        }
    }
    let last = before.replace(now.clone());
    let Some(last) = last else { return 1.0 };
    let open = now.iter().zip(&last).filter(|(now, last)| now != last || **now == Verdict::Undecided).count();
    if now.is_empty() { 0.0 } else { open as f64 / now.len() as f64 }
}

fn of_box(ground: &Ground<'_>) -> Result<f64, Refusal> {
    let measure = super::discovery::judged(ground)?;
    let one = |&arm: &usize| -> Result<f64, Refusal> {
        let failures = ground.failures(arm, measure).unwrap_or_default();
        let again = super::discovery::again(ground, &failures)?;
        // Counted as the finding counts: a resample without any box did not give this one again.
        Ok(1.0 - again.same as f64 / (again.resamples + again.without_box).max(1) as f64)
    };
    // A strategy that never fails, or always does, has no box to wait for.
    Ok(ground.each(&ground.focus, one).into_iter().filter_map(Result::ok).fold(0.0, f64::max))
}
