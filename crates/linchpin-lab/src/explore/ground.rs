//! What analyses stand on: a model, its strategies, their outcomes in the same futures, the draws behind them.
//!
//! Comes in: a plan with what came of it, or a study. Goes out: a [`Ground`]. Refuses: names that the model does not know,
//! with the nearest; a study whose model no longer gives its strategies.

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::{Refusal, SourceMap, nearest};
use linchpin_core::distribution::Distribution;
use linchpin_core::evidence::{Basis, basis};
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Acceptable, Better, Kind, Model, VarId};
use linchpin_core::table::{Chunk, Outcomes};
use linchpin_engine::Control;
use linchpin_explore::method::prim::{self, Objective};
use linchpin_explore::method::region;
use linchpin_explore::sample::{Design, Draws};

use super::finding::Said;
use super::survival::Survival;
use crate::compare::shown_unit;
use crate::run::Plan;

/// How much work is done; none of it is hidden, all of it stands in the findings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Resamples of a bootstrap.
    pub resamples: usize,
    /// Blocks of a design for variance-based indices.
    pub blocks: u64,
    /// Trajectories of a screening.
    pub trajectories: u64,
    /// Futures of each setting when a bundle is taken apart, and of each world.
    pub apart: u64,
    /// Draws of the fixed weights.
    pub jitters: u32,
    /// Futures of each draw.
    pub jitter_futures: u64,
    /// Most restrictions of a box.
    pub restrictions: usize,
    /// Least density of a box; `None` for the best balance of size and density.
    pub density: Option<f64>,
    /// What a step towards a box is judged by.
    pub objective: Objective,
}

/// The usual effort.
pub const USUAL: Effort = Effort {
    resamples: 50,
    blocks: 512,
    trajectories: 20,
    apart: 300,
    jitters: 60,
    jitter_futures: 200,
    restrictions: 4,
    density: None,
    objective: prim::USUAL.objective,
};

/// An input that varies, with its draws.
#[derive(Clone, Debug)]
pub struct Varied {
    /// Which.
    pub id: VarId,
    /// Name.
    pub name: String,
    /// Kind of its values.
    pub kind: region::Kind,
    /// Draws by future, in base units.
    pub values: Vec<f64>,
    /// Unit as shown.
    pub unit: String,
    /// Base units in one of it.
    pub scale: f64,
    /// True where nothing but judgement stands behind its range.
    pub judged: bool,
}

/// What futures are judged by: an outcome, or a criterion as 1 and 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Name.
    pub name: String,
    /// Title in both languages.
    pub title: Said,
    /// Unit as shown; `of 100 futures` for a criterion.
    pub unit: String,
    /// Base units in one of it.
    pub scale: f64,
    /// Which way is good.
    pub better: Better,
    /// The threshold.
    pub acceptable: Option<Acceptable>,
    /// Outcomes by index: one, or those of the criterion.
    pub outcomes: Vec<usize>,
    /// True for a criterion.
    pub criterion: bool,
}

/// How it is carried out; none of it changes a result.
#[derive(Clone, Copy)]
pub struct Hands<'a> {
    /// Threads; 0 for one a core.
    pub threads: usize,
    /// Set to true by anyone, it ends the work.
    pub cancel: &'a AtomicBool,
}

/// What analyses stand on.
pub struct Ground<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its texts.
    pub sources: &'a SourceMap,
    /// Strategies of one world, the baseline among them.
    pub arms: Vec<Arm>,
    /// What the strategies are called.
    pub names: Vec<String>,
    /// The baseline, by index.
    pub baseline: usize,
    /// Strategies that findings are about, by index.
    pub focus: Vec<usize>,
    /// All outcomes under all arms.
    pub outcomes: Outcomes,
    /// Outcomes by id, in the order of the results.
    pub ids: Vec<VarId>,
    /// Inputs that vary.
    pub inputs: Vec<Varied>,
    /// What findings are about: criteria and outcomes, first the first criterion.
    pub measures: Vec<Measure>,
    /// Name of the design.
    pub design: &'static str,
    /// True when the futures came from a study, so that no method may pretend another design.
    pub as_drawn: bool,
    /// Seed of all luck.
    pub seed: u64,
    /// False: events were silent.
    pub events: bool,
    /// How much work is done.
    pub effort: Effort,
    /// How it is carried out.
    pub hands: Hands<'a>,
    /// What survives other weights, once somebody has asked; `None` inside where it cannot be told.
    pub(super) survival: OnceLock<Option<Survival>>,
}

/// What a caller wants to hear about.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Strategies; empty for all.
    pub policies: Vec<String>,
    /// Criteria or outcomes; empty for the first criterion and the headline.
    pub outcomes: Vec<String>,
}

impl<'a> Ground<'a> {
    /// Takes what came of a plan. `outcomes` are in base units, `[arm][outcome][future]`, arms as in the plan.
    pub fn new(
        model: &'a Model,
        sources: &'a SourceMap,
        plan: &Plan,
        outcomes: Outcomes,
        about: &About,
        hands: Hands<'a>,
    ) -> Result<Ground<'a>, Refusal> {
        let world = plan.experiment.arms.first().and_then(|arm| arm.world);
        let members: Vec<usize> = (0..plan.experiment.arms.len()).filter(|&at| plan.experiment.arms[at].world == world).collect();
        let arms: Vec<Arm> = members.iter().map(|&at| plan.experiment.arms[at].clone()).collect();
        let baseline = arms.iter().position(|arm| plan.is_baseline(arm)).unwrap_or(0);
        let outcomes = Outcomes {
            arms: arms.iter().map(|arm| arm.name.clone()).collect(),
            values: members.iter().map(|&at| outcomes.values.get(at).cloned().unwrap_or_default()).collect(),
            ..outcomes
        };
        let futures = outcomes.futures;
        let size = plan.size;
        let seed = plan.experiment.futures.seed;
        let draws = (plan.sampler.draws)(model, &Design { seed, size, vary: Vec::new() })?;
        let fixed: Vec<VarId> = arms.first().map(|arm| arm.settings.iter().map(|(id, _)| *id).collect()).unwrap_or_default();
        let inputs = varied(model, sources, &draws, futures, &fixed);
        let ids = plan.experiment.ask.outcomes.clone();
        let measures = measures(model, sources, &ids, &about.outcomes)?;
        let focus = focus(&arms, model, &about.policies)?;
        Ok(Ground {
            model,
            sources,
            names: names(&arms, model),
            arms,
            baseline,
            focus,
            outcomes,
            ids,
            inputs,
            measures,
            design: plan.sampler.name,
            as_drawn: false,
            seed,
            events: plan.experiment.ask.events,
            effort: USUAL,
            hands,
            survival: OnceLock::new(),
        })
    }

    /// Refuses names that the model does not know, before anything is run.
    pub fn check(model: &Model, sources: &SourceMap, plan: &Plan, about: &About) -> Result<(), Refusal> {
        measures(model, sources, &plan.experiment.ask.outcomes, &about.outcomes)?;
        focus(&plan.experiment.arms, model, &about.policies).map(|_| ())
    }

    /// Number of futures.
    pub fn futures(&self) -> usize {
        self.outcomes.futures
    }

    /// Values of a measure under an arm: those of the outcome, or 1 where the criterion holds, 0 where not, NaN where a
    /// run is missing.
    pub fn values(&self, arm: usize, measure: &Measure) -> Vec<f64> {
        self.of(&self.outcomes.values[arm], measure)
    }

    /// The same for outcomes of another run, `[outcome][future]`.
    pub fn of(&self, outcomes: &[Vec<f64>], measure: &Measure) -> Vec<f64> {
        match measure.criterion {
            false => outcomes[measure.outcomes[0]].clone(),
            true => (0..outcomes.first().map_or(0, Vec::len)).map(|future| self.holds(outcomes, measure, future)).collect(),
        }
    }

    fn holds(&self, outcomes: &[Vec<f64>], measure: &Measure, future: usize) -> f64 {
        measure.outcomes.iter().fold(1.0, |mark, &at| {
            let value = outcomes[at][future];
            let threshold = match &self.model.variable(self.ids[at]).kind {
                Kind::Outcome { acceptable, .. } => *acceptable,
                _ => None,
            };
            mark * if value.is_nan() { value } else { threshold.map_or(1.0, |limit| f64::from(limit.holds(value))) }
        })
    }

    /// 1 where a future fails a measure, 0 where it does not, NaN where a run is missing; `None` without a threshold.
    pub fn failures(&self, arm: usize, measure: &Measure) -> Option<Vec<f64>> {
        let values = self.values(arm, measure);
        match (measure.criterion, measure.acceptable) {
            (true, _) => Some(values.into_iter().map(|v| 1.0 - v).collect()),
            (false, None) => None,
            (false, Some(limit)) => {
                Some(values.into_iter().map(|v| if v.is_nan() { v } else { f64::from(!limit.holds(v)) }).collect())
            }
        }
    }

    /// Names of the inputs that do not move alone: correlated ones, and shares of a whole.
    pub fn dependent(&self) -> Vec<String> {
        let varies = |id: VarId| self.inputs.iter().any(|input| input.id == id);
        let coupled = self.model.copulas(varies).into_iter().flat_map(|copula| copula.members);
        let shared = self.model.shares.iter().flat_map(|shares| shares.members.iter().copied()).filter(|&id| varies(id));
        coupled.chain(shared).map(|id| self.model.variable(id).name.clone()).collect()
    }

    /// Columns of the inputs.
    pub fn columns(&self) -> Vec<&[f64]> {
        self.inputs.iter().map(|input| input.values.as_slice()).collect()
    }

    /// Inputs as regions want them.
    pub fn region_inputs(&self) -> Vec<region::Input<'_>> {
        self.inputs.iter().map(|input| region::Input { name: &input.name, kind: input.kind, values: &input.values }).collect()
    }

    /// The strategy's name: its policy's, without the world.
    pub fn name(&self, arm: usize) -> String {
        self.names[arm].clone()
    }

    /// True for a stress test: shown, never preferred.
    pub fn stress(&self, arm: usize) -> bool {
        self.arms[arm].policy.is_some_and(|id| self.model.policies[id.idx()].stress)
    }

    /// Runs arms of a model over futures that are drawn as told, and keeps everything.
    pub fn run(
        &self,
        model: &Model,
        arms: Vec<Arm>,
        futures: Futures,
        draws: &Draws,
        series: Vec<VarId>,
        at_steps: Vec<u32>,
    ) -> Result<Chunk, Refusal> {
        let ask = Ask { outcomes: self.ids.clone(), series, at_steps, events: self.events, dt: None };
        let experiment = Experiment { futures, arms, ask };
        run_all(model, &experiment, draws, self.hands)
    }

    /// Draws of the design in hand for another number of futures.
    pub fn draws(&self, size: u64, seed: u64) -> Result<Draws, Refusal> {
        let sampler = linchpin_explore::sample::find(self.design).unwrap_or(linchpin_explore::sample::SAMPLERS[0]);
        (sampler.draws)(self.model, &Design { seed, size, vary: Vec::new() })
    }

    /// Does one thing for each item, on all cores, and keeps their order.
    pub fn each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        crate::each::each(items, self.hands.threads, work)
    }

    /// Refuses to go on where somebody has cancelled.
    pub fn going(&self) -> Result<(), Refusal> {
        match self.hands.cancel.load(std::sync::atomic::Ordering::Relaxed) {
            true => Err(Refusal::new("interrupted", "")),
            false => Ok(()),
        }
    }
}

/// Runs an experiment and keeps everything in memory.
pub fn run_all(model: &Model, experiment: &Experiment, draws: &Draws, hands: Hands<'_>) -> Result<Chunk, Refusal> {
    let control = Control { threads: hands.threads, block: None, draws: true, cancel: hands.cancel, progress: &|_, _| {} };
    let mut whole: Option<Chunk> = None;
    let finish = linchpin_engine::run(model, experiment, draws.as_ref(), &control, &mut |chunk| {
        match &mut whole {
            None => whole = Some(chunk),
            Some(whole) => crate::ensemble::append(whole, chunk),
        }
        Ok(())
    })?;
    match finish.cancelled {
        true => Err(Refusal::new("interrupted", "")),
        false => Ok(whole.unwrap_or_default()),
    }
}

/// The uncertainties that vary among the futures, without those that every strategy fixes.
fn varied(model: &Model, sources: &SourceMap, draws: &Draws, futures: usize, fixed: &[VarId]) -> Vec<Varied> {
    let ids = model.uncertainties();
    let mut columns = vec![vec![0.0; futures]; ids.len()];
    draws(0..futures as u64, &mut columns);
    let varies = |column: &[f64]| column.iter().any(|v| *v != column[0]);
    ids.into_iter()
        .zip(columns)
        .filter(|(id, column)| !fixed.contains(id) && varies(column))
        .map(|(id, values)| {
            let variable = model.variable(id);
            let (unit, scale) = shown_unit(variable, sources);
            let kind = match &variable.kind {
                Kind::Uncertainty { distribution: Distribution::Set(values), .. } => {
                    match values.len() > 2 && values.iter().all(|(value, _)| (value / scale).fract() == 0.0) {
                        true => region::Kind::Integer,
                        false => region::Kind::Category,
                    }
                }
                _ => region::Kind::Real,
            };
            Varied {
                id,
                name: variable.name.clone(),
                kind,
                values,
                unit,
                scale,
                judged: basis(&variable.from) == Basis::Judgement,
            }
        })
        .collect()
}

fn measures(model: &Model, sources: &SourceMap, ids: &[VarId], wanted: &[String]) -> Result<Vec<Measure>, Refusal> {
    let criteria = model.criteria.iter().map(|criterion| Measure {
        name: criterion.name.clone(),
        title: titled(&criterion.words.title, &criterion.words.ko, &criterion.name),
        unit: String::new(),
        scale: 0.01,
        better: Better::Higher,
        acceptable: None,
        outcomes: criterion.outcomes.iter().filter_map(|id| ids.iter().position(|known| known == id)).collect(),
        criterion: true,
    });
    let outcome = |at: usize| {
        let variable = model.variable(ids[at]);
        let (unit, scale) = shown_unit(variable, sources);
        let (better, acceptable) = match &variable.kind {
            Kind::Outcome { better, acceptable, .. } => (*better, *acceptable),
            _ => (Better::Neither, None),
        };
        Measure {
            name: variable.name.clone(),
            title: titled(&variable.words.title, &variable.words.ko, &variable.name),
            unit,
            scale,
            better,
            acceptable,
            outcomes: vec![at],
            criterion: false,
        }
    };
    let all: Vec<Measure> = criteria.chain((0..ids.len()).map(outcome)).collect();
    if !wanted.is_empty() {
        return wanted
            .iter()
            .map(|name| {
                all.iter().find(|measure| measure.name == *name).cloned().ok_or_else(|| {
                    let names: Vec<&str> = all.iter().map(|measure| measure.name.as_str()).collect();
                    unknown("outcome or criterion", name, &names)
                })
            })
            .collect();
    }
    // The first criterion and its outcomes; without a criterion the outcomes that have a direction; without any, all.
    let hidden = |measure: &Measure| !measure.criterion && model.variable(ids[measure.outcomes[0]]).hidden;
    let first = all.iter().find(|measure| measure.criterion).cloned();
    let chosen: Vec<Measure> = match &first {
        Some(criterion) => std::iter::once(criterion.clone())
            .chain(criterion.outcomes.iter().map(|&at| outcome(at)))
            .chain(
                all.iter()
                    .filter(|m| !m.criterion && m.acceptable.is_some() && !criterion.outcomes.contains(&m.outcomes[0]))
                    .take(3)
                    .cloned(),
            )
            .collect(),
        None => {
            let directed: Vec<Measure> = all.iter().filter(|m| m.better != Better::Neither).cloned().collect();
            if directed.is_empty() { all.clone() } else { directed }
        }
    };
    let chosen: Vec<Measure> = chosen.into_iter().filter(|measure| !hidden(measure)).take(9).collect();
    match chosen.is_empty() {
        true => Err(Refusal::new(
            format!("{} has no outcome to explore", model.name),
            "add an `outcome` with `better higher` or `better lower`",
        )),
        false => Ok(chosen),
    }
}

/// A title in both languages; the name where there is none.
pub fn titled(title: &str, ko: &str, name: &str) -> Said {
    let en = if title.is_empty() { name } else { title };
    Said::new(crate::words::cut(en), crate::words::cut(if ko.is_empty() { en } else { ko }))
}

/// Names of strategies: their policies', without the world.
fn names(arms: &[Arm], model: &Model) -> Vec<String> {
    arms.iter().map(|arm| arm.policy.map_or_else(|| arm.name.clone(), |id| model.policies[id.idx()].name.clone())).collect()
}

fn focus(arms: &[Arm], model: &Model, wanted: &[String]) -> Result<Vec<usize>, Refusal> {
    let names = names(arms, model);
    if wanted.is_empty() {
        return Ok((0..arms.len()).collect());
    }
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    wanted.iter().map(|name| names.iter().position(|n| n == name).ok_or_else(|| unknown("strategy", name, &known))).collect()
}

/// A refusal of a name, with the nearest, or with all when they are few.
pub fn unknown(kind: &str, name: &str, known: &[&str]) -> Refusal {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    };
    Refusal::new(format!("there is no {kind} `{name}`"), help)
}
