//! What a reader has set, as an experiment.
//!
//! Comes in: a [`Setting`]. Goes out: a [`Question`]: the model with moved ranges and thresholds, and the arms. Refuses:
//! unknown names, with the nearest; values out of range; more strategies or futures than a page may ask for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::distribution::Distribution;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Acceptable, Kind, Model, PolicyId, Setting as Set, VarId, WorldId};
use linchpin_explore::sample::SAMPLERS;

use super::LabModel;
use crate::compare::shown_unit;
use crate::figure;
use crate::run::{AS_IT_STANDS, Plan, SetByHand, Varied, setting as set_by_hand, stands_alone};
use crate::wire::page::Setting;

/// The most futures that a page may ask for.
pub const MOST_FUTURES: u64 = 65_536;
/// The most strategies.
const MOST_STRATEGIES: usize = 4;
/// The most rungs of a ladder.
const MOST_RUNGS: usize = 4;

/// A setting that fits its model.
pub struct Question<'a> {
    /// The model as it was opened.
    pub lab: &'a LabModel,
    /// The model with the reader's ranges and thresholds.
    pub model: Cow<'a, Model>,
    /// The reader's ranges, by name, in shown units: with them other futures are drawn.
    pub ranges: BTreeMap<String, [f64; 2]>,
    /// One arm a strategy, under its id.
    pub arms: Vec<Arm>,
    /// The strategy that the others are compared with, by index.
    pub reference: usize,
    /// Numbers of futures, rising.
    pub ladder: Vec<u64>,
    /// Seed of all luck.
    pub seed: u64,
    /// False: every event is silent.
    pub events: bool,
}

impl Question<'_> {
    /// What a rung runs: the plan of `linchpin run` with so many futures.
    pub(super) fn plan(&self, futures: u64) -> Plan {
        Plan {
            experiment: Experiment {
                futures: Futures { seed: self.seed, first: 0, count: futures },
                arms: self.arms.clone(),
                ask: Ask {
                    outcomes: self.model.outcomes(),
                    series: Vec::new(),
                    at_steps: Vec::new(),
                    events: self.events,
                    dt: None,
                },
            },
            baseline: self.arms[self.reference].policy,
            settings: Vec::new(),
            sampler: SAMPLERS[0],
            series_futures: 0,
            size: futures,
            shard: (1, 1),
            experiments: false,
            sets: Vec::new(),
            varied: Varied::default(),
            table: None,
        }
    }

    /// The name of a strategy.
    pub(super) fn id(&self, at: usize) -> String {
        self.arms.get(at).map(|arm| arm.name.clone()).unwrap_or_default()
    }

    /// The number of futures of the last rung.
    pub(super) fn size(&self) -> u64 {
        self.ladder.last().copied().unwrap_or(1)
    }
}

/// Reads a setting against its model.
pub fn question<'a>(lab: &'a LabModel, setting: &Setting) -> Result<Question<'a>, Refusal> {
    let ladder = ladder(setting)?;
    // A copy of a large model takes as long as fifty futures.
    let mut model = Cow::Borrowed(&lab.model);
    for (name, range) in &setting.ranges {
        move_range(lab, model.to_mut(), name, *range)?;
    }
    for (name, value) in &setting.thresholds {
        move_threshold(lab, model.to_mut(), name, *value)?;
    }
    let world = world(&model, setting)?;
    let locks = setting
        .locks
        .iter()
        .map(|(name, value)| by_hand(lab, &model, name, *value, Wanted::Uncertainty))
        .collect::<Result<Vec<_>, _>>()?;
    let arms = arms(lab, &model, setting, world, &locks)?;
    let ids: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let reference = match &setting.reference {
        None => 0,
        Some(id) => find("strategy", id, &ids, "strategies of this question")?,
    };
    let ranges = setting.ranges.clone();
    Ok(Question { lab, reference, arms, model, ranges, ladder, seed: setting.seed, events: setting.events })
}

fn ladder(setting: &Setting) -> Result<Vec<u64>, Refusal> {
    let ladder = &setting.ladder;
    let help = format!("ask for 1 to {MOST_RUNGS} rising numbers such as [256, 4096], none above {MOST_FUTURES}");
    if ladder.is_empty() || ladder.len() > MOST_RUNGS {
        return Err(Refusal::new(format!("a ladder of {} rungs", ladder.len()), help));
    }
    if let Some(many) = ladder.iter().find(|&&futures| futures > MOST_FUTURES) {
        return Err(Refusal::new(
            format!("{many} futures are more than a page may ask for"),
            format!("{help}; `linchpin run --futures N` has no such limit"),
        ));
    }
    if ladder[0] == 0 || ladder.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Refusal::new("the ladder does not rise from at least one future", help));
    }
    Ok(ladder.clone())
}

fn arms(
    lab: &LabModel,
    model: &Model,
    setting: &Setting,
    world: Option<WorldId>,
    locks: &[SetByHand],
) -> Result<Vec<Arm>, Refusal> {
    let asked = &setting.strategies;
    if asked.is_empty() || asked.len() > MOST_STRATEGIES {
        return Err(Refusal::new(
            format!("{} strategies in one question", asked.len()),
            format!("compare 1 to {MOST_STRATEGIES}; `linchpin run` compares all"),
        ));
    }
    let mut arms: Vec<Arm> = Vec::new();
    for strategy in asked {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if strategy.id.is_empty() || strategy.id.len() > 16 || !strategy.id.chars().all(plain) {
            let help = "call it by up to sixteen letters and digits, such as A";
            return Err(Refusal::new(format!("a strategy cannot be called `{}`", cut(&strategy.id)), help));
        }
        if arms.iter().any(|arm| arm.name == strategy.id) {
            return Err(Refusal::new(format!("two strategies are called `{}`", strategy.id), "give each its own id"));
        }
        let policy = policy(model, &strategy.policy)?;
        let mut settings: Vec<(VarId, Set)> = policy.map(|id| model.policies[id.idx()].settings.clone()).unwrap_or_default();
        if let Some(world) = world.and_then(|id| model.worlds.get(id.idx())) {
            settings.extend(world.settings.iter().map(|(id, value)| (*id, Set::Constant(*value))));
        }
        for (name, value) in &strategy.set {
            let set = by_hand(lab, model, name, *value, Wanted::Lever)?;
            settings.push((set.id, Set::Constant(set.value)));
        }
        settings.extend(locks.iter().map(|lock| (lock.id, Set::Constant(lock.value))));
        arms.push(Arm { name: strategy.id.clone(), policy, world, settings });
    }
    Ok(arms)
}

fn policy(model: &Model, name: &str) -> Result<Option<PolicyId>, Refusal> {
    let names: Vec<&str> = model.policies.iter().map(|policy| policy.name.as_str()).collect();
    if name.is_empty() || (name == AS_IT_STANDS && names.is_empty()) {
        return Ok(None);
    }
    find("policy", name, &names, "policies").map(|at| Some(PolicyId(at as u32)))
}

fn world(model: &Model, setting: &Setting) -> Result<Option<WorldId>, Refusal> {
    let Some(name) = &setting.world else { return Ok(None) };
    let names: Vec<&str> = model.worlds.iter().map(|world| world.name.as_str()).collect();
    find("world", name, &names, "worlds").map(|at| Some(WorldId(at as u32)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Lever,
    Uncertainty,
}

/// A value in its shown unit, read as `linchpin run --set` reads it, so that both mean the same number.
fn by_hand(lab: &LabModel, model: &Model, name: &str, value: f64, wanted: Wanted) -> Result<SetByHand, Refusal> {
    let id = variable(model, name, wanted)?;
    let (unit, _) = shown_unit(model.variable(id), &lab.sources);
    let percent = unit == "%" && model.variable(id).unit.text == "1";
    set_by_hand(model, &format!("{name}={value}{}", if percent { "%" } else { "" }))
}

fn variable(model: &Model, name: &str, wanted: Wanted) -> Result<VarId, Refusal> {
    let (ids, kind, kinds) = match wanted {
        Wanted::Lever => (model.levers(), "lever", "levers"),
        Wanted::Uncertainty => (model.uncertainties(), "uncertainty", "uncertainties"),
    };
    let names: Vec<&str> = ids.iter().map(|&id| model.variable(id).name.as_str()).collect();
    find(kind, name, &names, kinds).map(|at| ids[at])
}

/// Draws an uncertainty from another range. Its stream of luck stays its own, so a future keeps its rank there. A range
/// that the reader moves varies, even where the model holds the number.
fn move_range(lab: &LabModel, model: &mut Model, name: &str, [low, high]: [f64; 2]) -> Result<(), Refusal> {
    let id = variable(model, name, Wanted::Uncertainty)?;
    stands_alone(model, id)?;
    let (unit, scale) = shown_unit(model.variable(id), &lab.sources);
    let (low, high) = (low * scale, high * scale);
    let said = || format!("{} .. {} {unit}", figure::exact(low / scale), figure::exact(high / scale));
    if !(low.is_finite() && high.is_finite() && low <= high) {
        return Err(Refusal::new(format!("`{name}` cannot range over {}", said()), "give the lower end first, then the upper"));
    }
    let Kind::Uncertainty { default, distribution, held } = &mut model.variables[id.idx()].kind else {
        return Err(Refusal::new(format!("`{name}` is no uncertainty"), ""));
    };
    match distribution {
        Distribution::Continuous(family, shape) => {
            shape.low = Some(low);
            shape.high = Some(high);
            shape.mode = shape.mode.clamp(low, high);
            if let Some(why) = (family.improper)(shape) {
                return Err(Refusal::new(format!("`{name}` cannot range over {}: {why}", said()), "move the lower end up"));
            }
        }
        Distribution::Set(values) => {
            let slack = 1e-9 * high.abs().max(low.abs());
            values.retain(|(value, _)| *value >= low - slack && *value <= high + slack);
            if values.is_empty() {
                return Err(Refusal::new(
                    format!("`{name}` has no value in {}", said()),
                    "its values are a list: keep one of them",
                ));
            }
        }
    }
    *default = default.clamp(low, high);
    *held = false;
    Ok(())
}

fn move_threshold(lab: &LabModel, model: &mut Model, name: &str, value: f64) -> Result<(), Refusal> {
    let ids = model.outcomes();
    let names: Vec<&str> = ids.iter().map(|&id| model.variable(id).name.as_str()).collect();
    let id = ids[find("outcome", name, &names, "outcomes")?];
    let (_, scale) = shown_unit(model.variable(id), &lab.sources);
    let Kind::Outcome { acceptable: Some(acceptable), .. } = &mut model.variables[id.idx()].kind else {
        return Err(Refusal::new(format!("`{name}` has no threshold to move"), "move that of an outcome that has one"));
    };
    *acceptable = match acceptable {
        Acceptable::AtMost(_) => Acceptable::AtMost(value * scale),
        Acceptable::AtLeast(_) => Acceptable::AtLeast(value * scale),
    };
    Ok(())
}

/// The place of a name, or a refusal with the nearest, or with all of them when they are few.
pub(super) fn find(kind: &str, name: &str, known: &[&str], kinds: &str) -> Result<usize, Refusal> {
    if let Some(at) = known.iter().position(|known| *known == name) {
        return Ok(at);
    }
    // A name may be as long as a request: what is told back, and compared letter by letter, is its beginning.
    let name = cut(name);
    let help = match (nearest(&name, known.iter().copied()), known.len()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, 0) => format!("the model has no {kinds}"),
        (None, 1..=20) => format!("the {kinds} are {}", known.join(", ")),
        (None, count) => format!("`/api/model/NAME` lists the {count} {kinds}"),
    };
    Err(Refusal::new(format!("there is no {kind} `{name}`"), help))
}

fn cut(name: &str) -> String {
    name.chars().take(60).collect()
}
