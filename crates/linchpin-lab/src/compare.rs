//! Arms side by side: differences under the same luck, acceptable shares, best and worst.
//!
//! Comes in: a model, its arms, outcomes by future. Goes out: a [`Comparison`] for every world, which tables, sentences
//! and pictures are made from. Nothing here is text for a screen. Refuses: what does not belong together.

mod walked;

pub use walked::{Pace, compare_study};

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::evidence::{Basis, basis};
use linchpin_core::experiment::Arm;
use linchpin_core::model::{Acceptable, Better, Kind, Model, VarId, Variable, WorldId};
use linchpin_core::table::Outcomes;
use linchpin_explore::analysis::{
    Difference, Extremes, Goal, Level, Question, Share, Together, criterion_marks, difference, extremes, level, marks, share,
    superiority,
};

/// Headline outcomes beyond those of the first criterion.
const OTHERS: usize = 3;

/// One arm of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmShown {
    /// Name of the policy, or what stands in its place.
    pub name: String,
    /// Its title; may be empty.
    pub title: String,
    /// Its Korean title; may be empty.
    pub ko: String,
    /// A stress test: shown, never marked best.
    pub stress: bool,
    /// Futures in which it faulted.
    pub faulted: usize,
}

/// What is known of one outcome under one arm. Values are in base units.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Mean and range.
    pub level: Level,
    /// From the baseline; `None` for the baseline itself.
    pub difference: Option<Difference>,
    /// Share of futures in which it does better than the baseline; `None` without direction.
    pub superiority: Option<f64>,
    /// Share of futures in which it is acceptable; `None` without a threshold.
    pub acceptable: Option<Share>,
}

/// One outcome under all arms.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeShown {
    /// Which.
    pub id: VarId,
    /// Name.
    pub name: String,
    /// Title; the name where there is none.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Unit as shown.
    pub unit: String,
    /// Base units in one of it.
    pub scale: f64,
    /// Which way is good.
    pub better: Better,
    /// The threshold, in base units.
    pub acceptable: Option<Acceptable>,
    /// Kept out of pictures and sentences.
    pub hidden: bool,
    /// Under each arm.
    pub cells: Vec<Cell>,
    /// Best and worst, where decided.
    pub extremes: Extremes,
}

/// A criterion under all arms.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionShown {
    /// Name.
    pub name: String,
    /// Title; the name where there is none.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Share of futures in which it holds, under each arm.
    pub shares: Vec<Share>,
    /// Difference of the shares from the baseline's, over the same futures; `None` for the baseline.
    pub differences: Vec<Option<Difference>>,
    /// Best and worst, where decided.
    pub extremes: Extremes,
}

/// Arms compared within one world, or within the sampled futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Name and title of the world; `None` for the futures as they are sampled.
    pub world: Option<(String, String)>,
    /// The arms.
    pub arms: Vec<ArmShown>,
    /// The arm that the others are compared with.
    pub baseline: usize,
    /// Futures.
    pub futures: usize,
    /// Outcomes, in order of declaration.
    pub outcomes: Vec<OutcomeShown>,
    /// Those shown first, by index.
    pub headline: Vec<usize>,
    /// Criteria, in order of declaration.
    pub criteria: Vec<CriterionShown>,
}

/// How the inputs of a model stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Claims only.
    pub evidence: usize,
    /// Judgement bounded by claims.
    pub bounded: usize,
    /// Judgement alone.
    pub judgement: usize,
}

impl Standing {
    /// All inputs.
    pub fn total(&self) -> usize {
        self.evidence + self.bounded + self.judgement
    }
}

/// Counts constants, uncertainties and levers by what they stand on. Held uncertainties count: they are inputs too.
pub fn standing(model: &Model) -> Standing {
    let mut found = Standing::default();
    for variable in &model.variables {
        if matches!(variable.kind, Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. }) {
            match basis(&variable.from) {
                Basis::Evidence => found.evidence += 1,
                Basis::BoundedJudgement => found.bounded += 1,
                Basis::Judgement => found.judgement += 1,
            }
        }
    }
    found
}

/// What is compared: a model with its texts, and what was asked of it.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its texts: an outcome whose statement speaks in `%` is shown so.
    pub sources: &'a SourceMap,
    /// The arms that were run.
    pub arms: &'a [Arm],
    /// The outcomes, in the order of the results.
    pub outcomes: &'a [VarId],
    /// True for the arm that the others of its world are compared with.
    pub is_baseline: &'a dyn Fn(&Arm) -> bool,
}

/// Compares the arms of a run, world by world in the order in which worlds first appear.
pub fn compare(compared: Compared<'_>, outcomes: &Outcomes) -> Result<Vec<Comparison>, Refusal> {
    worlds_of(compared.arms).into_iter().map(|world| within(compared, outcomes, world)).collect()
}

/// Worlds in the order in which they first appear.
fn worlds_of(arms: &[Arm]) -> Vec<Option<WorldId>> {
    let mut worlds: Vec<Option<WorldId>> = Vec::new();
    for arm in arms {
        if !worlds.contains(&arm.world) {
            worlds.push(arm.world);
        }
    }
    worlds
}

/// Criteria with their outcomes by place among those of the results.
fn criteria_of(model: &Model, ids: &[VarId]) -> Vec<Together> {
    let places = |outcomes: &[VarId]| outcomes.iter().filter_map(|id| ids.iter().position(|known| known == id)).collect();
    model.criteria.iter().map(|known| Together { name: known.name.clone(), outcomes: places(&known.outcomes) }).collect()
}

fn within(compared: Compared<'_>, outcomes: &Outcomes, world: Option<WorldId>) -> Result<Comparison, Refusal> {
    let Compared { model, sources, arms, outcomes: ids, is_baseline } = compared;
    let members: Vec<usize> = (0..arms.len()).filter(|&at| arms[at].world == world).collect();
    let baseline = members.iter().position(|&at| is_baseline(&arms[at])).unwrap_or(0);
    let held = Outcomes {
        arms: members.iter().map(|&at| arms[at].name.clone()).collect(),
        names: outcomes.names.clone(),
        futures: outcomes.futures,
        values: members.iter().map(|&at| outcomes.values.get(at).cloned().unwrap_or_default()).collect(),
        ..Outcomes::default()
    };
    let goals: Vec<Goal> = ids.iter().map(|&id| goal(model, sources, id)).collect();
    let criteria = criteria_of(model, ids);
    let stress: Vec<bool> = members.iter().map(|&at| arms[at].policy.is_some_and(|id| model.policies[id.idx()].stress)).collect();
    let question = Question { outcomes: &held, goals: &goals, criteria: &criteria, baseline, stress: &stress };
    question.check()?;
    let shown = ids.iter().enumerate().map(|(at, &id)| outcome(model, &question, at, id)).collect::<Vec<_>>();
    let headline = headline(&shown, &criteria);
    Ok(Comparison {
        world: world.map(|id| (model.worlds[id.idx()].name.clone(), model.worlds[id.idx()].words.title.clone())),
        arms: members.iter().enumerate().map(|(at, &arm)| arm_shown(model, &arms[arm], faulted(&held, at))).collect(),
        baseline,
        futures: outcomes.futures,
        headline,
        outcomes: shown,
        criteria: (0..criteria.len()).map(|at| criterion(model, &question, at)).collect(),
    })
}

fn goal(model: &Model, sources: &SourceMap, id: VarId) -> Goal {
    let variable = model.variable(id);
    let (unit, scale) = shown_unit(variable, sources);
    let (better, acceptable) = match &variable.kind {
        Kind::Outcome { better, acceptable, .. } => (*better, *acceptable),
        _ => (Better::Neither, None),
    };
    Goal { better, acceptable, unit, scale }
}

/// The unit in which a variable is shown: as declared, but a pure number whose statement speaks in `%` in `%`.
pub fn shown_unit(variable: &Variable, sources: &SourceMap) -> (String, f64) {
    let outside_strings = |text: &str| text.split('"').step_by(2).any(|part| part.contains('%'));
    match variable.unit.text == "1" && outside_strings(sources.text(variable.span)) {
        true => ("%".into(), 0.01),
        false => (variable.unit.text.clone(), variable.unit.scale),
    }
}

fn faulted(held: &Outcomes, arm: usize) -> usize {
    (0..held.futures).filter(|&future| held.values[arm].iter().any(|values| values[future].is_nan())).count()
}

fn arm_shown(model: &Model, arm: &Arm, faulted: usize) -> ArmShown {
    let policy = arm.policy.map(|id| &model.policies[id.idx()]);
    ArmShown {
        name: policy.map_or_else(|| arm.name.clone(), |policy| policy.name.clone()),
        title: policy.map_or_else(String::new, |policy| policy.words.title.clone()),
        ko: policy.map_or_else(String::new, |policy| policy.words.ko.clone()),
        stress: policy.is_some_and(|policy| policy.stress),
        faulted,
    }
}

fn outcome(model: &Model, question: &Question<'_>, at: usize, id: VarId) -> OutcomeShown {
    let goal = &question.goals[at];
    let arms: Vec<&[f64]> = (0..question.outcomes.arms.len()).map(|arm| question.values(arm, at)).collect();
    let base = arms[question.baseline];
    let cells = arms.iter().enumerate().map(|(arm, values)| {
        let other = arm != question.baseline;
        Cell {
            level: level(values),
            difference: other.then(|| difference(values, base)),
            superiority: (other && goal.better != Better::Neither).then(|| superiority(values, base, goal.better)),
            acceptable: goal.acceptable.map(|acceptable| share(&marks(values, acceptable))),
        }
    });
    let cells = cells.collect();
    outcome_shown(model, goal, id, cells, extremes(&arms, question.stress, goal.better))
}

fn outcome_shown(model: &Model, goal: &Goal, id: VarId, cells: Vec<Cell>, extremes: Extremes) -> OutcomeShown {
    let variable = model.variable(id);
    OutcomeShown {
        id,
        name: variable.name.clone(),
        title: if variable.words.title.is_empty() { variable.name.clone() } else { variable.words.title.clone() },
        ko: variable.words.ko.clone(),
        unit: goal.unit.clone(),
        scale: goal.scale,
        better: goal.better,
        acceptable: goal.acceptable,
        hidden: variable.hidden,
        cells,
        extremes,
    }
}

fn criterion(model: &Model, question: &Question<'_>, at: usize) -> CriterionShown {
    let known = &model.criteria[at];
    let all: Vec<Vec<f64>> = (0..question.outcomes.arms.len()).map(|arm| criterion_marks(question, arm, at)).collect();
    let views: Vec<&[f64]> = all.iter().map(Vec::as_slice).collect();
    let base = views[question.baseline];
    CriterionShown {
        name: known.name.clone(),
        title: if known.words.title.is_empty() { known.name.clone() } else { known.words.title.clone() },
        ko: known.words.ko.clone(),
        shares: views.iter().map(|marks| share(marks)).collect(),
        differences: views
            .iter()
            .enumerate()
            .map(|(arm, marks)| (arm != question.baseline).then(|| difference(marks, base)))
            .collect(),
        extremes: extremes(&views, question.stress, Better::Higher),
    }
}

/// Which outcomes stand first: those of the first criterion, then up to three more that have a direction and a threshold,
/// in the model's own order, so that the page does not change with the seed. Without a criterion: the first seven with a
/// direction; without any direction: the first seven. Hidden ones never.
fn headline(outcomes: &[OutcomeShown], criteria: &[Together]) -> Vec<usize> {
    let first: Vec<usize> = criteria.first().map(|criterion| criterion.outcomes.clone()).unwrap_or_default();
    let shown = || (0..outcomes.len()).filter(|&at| !outcomes[at].hidden);
    let directed = |at: &usize| outcomes[*at].better != Better::Neither;
    let judged = |at: &usize| directed(at) && outcomes[*at].acceptable.is_some();
    let first: Vec<usize> = first.into_iter().filter(|&at| !outcomes[at].hidden).collect();
    match (first.is_empty(), shown().any(|at| directed(&at))) {
        (false, _) => first.iter().copied().chain(shown().filter(|at| judged(at) && !first.contains(at)).take(OTHERS)).collect(),
        (true, true) => shown().filter(directed).take(OTHERS + 4).collect(),
        (true, false) => shown().take(OTHERS + 4).collect(),
    }
}
