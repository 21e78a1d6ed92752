//! Goal-seek: what must a lever be, and from when, so that an outcome is acceptable in a stated share of futures?
//!
//! Comes in: a model, one or two levers, an outcome or a criterion, a share. Goes out: the shares over the levers' ranges,
//! the least change that reaches the share, whether it holds in other futures, how late it may begin, and the budget that
//! goes with it, year by year. Refuses: names that are none; levers that are hidden, that nobody is named for, or that only
//! stress tests move; policies that are stress tests; outcomes without a threshold.
//!
//! Only a lever can be sought, and a lever is a choice of the actors it names. Moves of players in games are computed, never
//! sought; what an adversary does is an uncertainty, and no search chooses it.

mod budget;
#[cfg(test)]
mod tests;

pub use budget::{Budget, BudgetRow, csv, excel};

use linchpin_core::diagnostic::{Refusal, SourceMap, nearest};
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Acceptable, Kind, Model, PolicyId, Range, Setting, VarId};
use linchpin_core::table::Chunk;
use linchpin_explore::analysis::{Share, share};
use linchpin_explore::sample::{Design, SAMPLERS};

use crate::compare::shown_unit;
use crate::explore::{Hands, Said, run_all, unknown};
use crate::figure::{date, short, time_of};

/// What is sought.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// One lever, or two.
    pub levers: Vec<String>,
    /// An outcome with a threshold, or a criterion.
    pub outcome: String,
    /// The share of futures in which it must be acceptable.
    pub share: f64,
    /// Another threshold, as the outcome's unit shows it.
    pub threshold: Option<f64>,
    /// From when the lever is moved; `None` for the whole run.
    pub from: Option<String>,
    /// The policy that the levers are moved within; `None` for the one that sets nothing.
    pub policy: Option<String>,
    /// Futures of each setting.
    pub futures: u64,
    /// Seed of all luck.
    pub seed: u64,
}

/// A setting of the levers, with the share it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Values of the levers, in base units.
    pub values: Vec<f64>,
    /// Share of futures in which the outcome is acceptable.
    pub share: Share,
}

/// A lever that is moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Which.
    pub id: VarId,
    /// Name.
    pub name: String,
    /// Its value before, in base units.
    pub before: f64,
    /// What it may be.
    pub range: (f64, f64),
    /// The unit shown.
    pub unit: String,
    /// Base units in one of it.
    pub scale: f64,
}

/// What was found.
pub struct Reached {
    /// The levers.
    pub levers: Vec<Moved>,
    /// Name of the outcome.
    pub outcome: String,
    /// What makes it acceptable, in words; empty for a criterion.
    pub threshold: String,
    /// The share asked for.
    pub wanted: f64,
    /// The policy.
    pub policy: String,
    /// From when the levers are moved.
    pub from: Option<f64>,
    /// The share as the policy stands.
    pub before: Share,
    /// Everything that was tried, in the order of the values.
    pub tried: Vec<Tried>,
    /// The least change that reaches the share; `None` where none does.
    pub found: Option<Tried>,
    /// The same in other futures, which were not used to find it.
    pub again: Option<Share>,
    /// Shares when the change begins at later dates.
    pub starts: Vec<(f64, Share)>,
    /// The budget year by year.
    pub budget: Option<Budget>,
    /// In words.
    pub said: Vec<Said>,
}

/// Settings of one lever that are tried first, and how often the gap between two is halved.
const GRID: usize = 17;
/// Settings of each of two levers.
const GRID_OF_TWO: usize = 9;
const HALVINGS: usize = 5;
/// Dates at which the change may begin.
const STARTS: usize = 8;

/// Seeks.
pub fn reach(model: &Model, sources: &SourceMap, wanted: &Wanted, hands: Hands<'_>) -> Result<Reached, Refusal> {
    let search = Search::new(model, sources, wanted, hands)?;
    search.seek()
}

struct Search<'a> {
    model: &'a Model,
    sources: &'a SourceMap,
    hands: Hands<'a>,
    wanted: &'a Wanted,
    levers: Vec<Moved>,
    sets: Vec<Option<Vec<f64>>>,
    policy: Option<PolicyId>,
    from: Option<f64>,
    /// Outcomes that must be acceptable together, with their thresholds.
    goals: Vec<(VarId, Acceptable)>,
    threshold: String,
}

impl<'a> Search<'a> {
    fn new(model: &'a Model, sources: &'a SourceMap, wanted: &'a Wanted, hands: Hands<'a>) -> Result<Self, Refusal> {
        if wanted.levers.is_empty() || wanted.levers.len() > 2 {
            return Err(Refusal::new(format!("{} levers to seek", wanted.levers.len()), "name one lever with --lever, or two"));
        }
        if !(wanted.share > 0.0 && wanted.share <= 1.0) {
            return Err(Refusal::new("--share takes a share above 0 and up to 1", "write --share 80%"));
        }
        if wanted.futures < 20 {
            return Err(Refusal::new(
                format!("{} futures are too few for a share", wanted.futures),
                "ask for 20 or more with --futures",
            ));
        }
        let policy = policy(model, wanted.policy.as_deref())?;
        let from = wanted.from.as_deref().map(|text| time_of(model, text)).transpose()?;
        let (goals, threshold) = goals(model, sources, wanted)?;
        let mut levers = Vec::new();
        let mut sets = Vec::new();
        for name in &wanted.levers {
            let (moved, set) = lever(model, sources, policy, name)?;
            if levers.iter().any(|known: &Moved| known.id == moved.id) {
                return Err(Refusal::new(format!("`{name}` is named twice"), "name two levers that differ"));
            }
            levers.push(moved);
            sets.push(set);
        }
        Ok(Search { model, sources, hands, wanted, levers, sets, policy, from, goals, threshold })
    }

    fn seek(&self) -> Result<Reached, Refusal> {
        let before = self.share_of(&self.run(vec![self.arm(None, self.from)], self.wanted.seed)?, 0);
        let mut tried = self.try_all(self.grid())?;
        if self.levers.len() == 1 && self.sets[0].is_none() {
            self.narrow(&mut tried)?;
        }
        tried.sort_by(|a, b| a.values.partial_cmp(&b.values).unwrap_or(std::cmp::Ordering::Equal));
        let enough = |tried: &&Tried| tried.share.value >= self.wanted.share;
        let found = tried.iter().filter(enough).min_by(|a, b| self.far(a).total_cmp(&self.far(b))).cloned();
        let (mut again, mut starts, mut budget) = (None, Vec::new(), None);
        if let Some(found) = &found {
            again = Some(self.share_of(&self.run(vec![self.arm(Some(&found.values), self.from)], !self.wanted.seed)?, 0));
            if self.far(found) > 0.0 {
                starts = self.starts(found)?;
            }
            budget = budget::budget(self.model, self.sources, &|series, steps| self.beside(found, series, steps))?;
        }
        let mut reached = Reached {
            levers: self.levers.clone(),
            outcome: self.wanted.outcome.clone(),
            threshold: self.threshold.clone(),
            wanted: self.wanted.share,
            policy: self.policy_name(),
            from: self.from,
            before,
            tried,
            found,
            again,
            starts,
            budget,
            said: Vec::new(),
        };
        reached.said = self.tell(&reached);
        Ok(reached)
    }

    fn policy_name(&self) -> String {
        self.policy.map_or_else(|| crate::run::AS_IT_STANDS.to_owned(), |id| self.model.policies[id.idx()].name.clone())
    }

    /// The policy with the levers at some values from a date on; as it stands without values.
    fn arm(&self, values: Option<&[f64]>, from: Option<f64>) -> Arm {
        let mut settings: Vec<(VarId, Setting)> =
            self.policy.map(|id| self.model.policies[id.idx()].settings.clone()).unwrap_or_default();
        for (lever, &value) in self.levers.iter().zip(values.unwrap_or_default()) {
            let setting = match from.filter(|from| *from > self.model.time.start) {
                None => Setting::Constant(value),
                // Held until the step before, so that the change is made within one step.
                Some(from) => Setting::Path(vec![(from - self.model.time.dt, lever.before), (from, value)]),
            };
            settings.push((lever.id, setting));
        }
        let name = values.map_or("before".into(), |values| format!("{values:?} from {from:?}"));
        Arm { name, policy: None, world: None, settings }
    }

    fn run_with(&self, arms: Vec<Arm>, seed: u64, series: Vec<VarId>, at_steps: Vec<u32>) -> Result<Chunk, Refusal> {
        let outcomes = self.goals.iter().map(|(id, _)| *id).collect();
        let ask = Ask { outcomes, series, at_steps, events: true, dt: None };
        let size = self.wanted.futures;
        let experiment = Experiment { futures: Futures { seed, first: 0, count: size }, arms, ask };
        let draws = (SAMPLERS[0].draws)(self.model, &Design { seed, size, vary: Vec::new() })?;
        run_all(self.model, &experiment, &draws, self.hands)
    }

    fn run(&self, arms: Vec<Arm>, seed: u64) -> Result<Chunk, Refusal> {
        self.run_with(arms, seed, Vec::new(), Vec::new())
    }

    /// A future that failed to run is left out, and counted by the share.
    fn share_of(&self, chunk: &Chunk, arm: usize) -> Share {
        let columns = &chunk.outcomes[arm];
        let mark = |future: usize| {
            self.goals.iter().zip(columns).fold(1.0, |mark, ((_, limit), values)| {
                let value = values[future];
                mark * if value.is_nan() { value } else { f64::from(limit.holds(value)) }
            })
        };
        share(&(0..chunk.count).map(mark).collect::<Vec<f64>>())
    }

    fn try_all(&self, settings: Vec<Vec<f64>>) -> Result<Vec<Tried>, Refusal> {
        let arms = settings.iter().map(|values| self.arm(Some(values), self.from)).collect();
        let chunk = self.run(arms, self.wanted.seed)?;
        Ok(settings.into_iter().enumerate().map(|(at, values)| Tried { share: self.share_of(&chunk, at), values }).collect())
    }

    fn grid(&self) -> Vec<Vec<f64>> {
        let count = if self.levers.len() == 1 { GRID } else { GRID_OF_TWO };
        let of = |at: usize| -> Vec<f64> {
            let (lever, (low, high)) = (&self.levers[at], self.levers[at].range);
            match &self.sets[at] {
                Some(values) => values.clone(),
                None => {
                    let mut values: Vec<f64> = (0..count).map(|k| low + (high - low) * k as f64 / (count - 1) as f64).collect();
                    values.push(lever.before.clamp(low, high));
                    values.sort_by(f64::total_cmp);
                    values.dedup();
                    values
                }
            }
        };
        let first = of(0);
        match self.levers.len() {
            1 => first.into_iter().map(|value| vec![value]).collect(),
            _ => first.iter().flat_map(|&a| of(1).into_iter().map(move |b| vec![a, b])).collect(),
        }
    }

    /// Halves the gap in which the share is first reached, walking away from where the lever stands.
    fn narrow(&self, tried: &mut Vec<Tried>) -> Result<(), Refusal> {
        for _ in 0..HALVINGS {
            let enough = |tried: &Tried| tried.share.value >= self.wanted.share;
            let nearest = tried.iter().filter(|t| enough(t)).min_by(|a, b| self.far(a).total_cmp(&self.far(b))).cloned();
            let Some(inside) = nearest.filter(|inside| self.far(inside) > 0.0) else { return Ok(()) };
            let between = |t: &&Tried| (t.values[0] - self.levers[0].before) * (inside.values[0] - self.levers[0].before) >= 0.0;
            let outside = tried
                .iter()
                .filter(|t| !enough(t) && self.far(t) < self.far(&inside))
                .filter(between)
                .max_by(|a, b| self.far(a).total_cmp(&self.far(b)));
            let Some(outside) = outside else { return Ok(()) };
            let middle = (inside.values[0] + outside.values[0]) / 2.0;
            tried.extend(self.try_all(vec![vec![middle]])?);
        }
        Ok(())
    }

    /// How far a setting is from where the levers stand, each by its range.
    fn far(&self, tried: &Tried) -> f64 {
        let parts = self.levers.iter().zip(&tried.values).map(|(lever, value)| {
            let wide = lever.range.1 - lever.range.0;
            if wide > 0.0 { (value - lever.before) / wide } else { 0.0 }
        });
        parts.map(|part| part * part).sum::<f64>().sqrt()
    }

    fn starts(&self, found: &Tried) -> Result<Vec<(f64, Share)>, Refusal> {
        let time = &self.model.time;
        let first = self.from.unwrap_or(time.start);
        let at = |k: usize| time.at(time.step_at(first + (time.stop - first) * k as f64 / STARTS as f64));
        let mut dates: Vec<f64> = (0..STARTS).map(at).collect();
        dates.dedup();
        let arms = dates.iter().map(|&date| self.arm(Some(&found.values), Some(date))).collect();
        let chunk = self.run(arms, self.wanted.seed)?;
        Ok(dates.into_iter().enumerate().map(|(at, date)| (date, self.share_of(&chunk, at))).collect())
    }

    /// Series before and after, in the same futures.
    fn beside(&self, found: &Tried, series: Vec<VarId>, at_steps: Vec<u32>) -> Result<Chunk, Refusal> {
        let arms = vec![self.arm(None, self.from), self.arm(Some(&found.values), self.from)];
        self.run_with(arms, self.wanted.seed, series, at_steps)
    }

    fn tell(&self, reached: &Reached) -> Vec<Said> {
        let mut said = Vec::new();
        let hundred = |share: f64| format!("{:.0}", 100.0 * share);
        let values = |tried: &Tried| {
            let one = |(lever, value): (&Moved, &f64)| format!("`{}` = {}", lever.name, shown(lever, *value));
            self.levers.iter().zip(&tried.values).map(one).collect::<Vec<String>>()
        };
        let goal = if reached.threshold.is_empty() {
            format!("`{}` is met", reached.outcome)
        } else {
            format!("`{}` {}", reached.outcome, reached.threshold)
        };
        let from = reached.from.map(|from| date(&self.model.time, from));
        let (from_en, from_ko) = match &from {
            None => (String::new(), String::new()),
            Some(date) => (format!(" from {date}"), format!("{date}부터 ")),
        };
        let before = hundred(reached.before.value);
        match &reached.found {
            Some(found) if self.far(found) == 0.0 => said.push(Said::new(
                format!(
                    "No change is needed: {goal} in {before} of 100 sampled futures ({} to {}) as `{}` stands.",
                    hundred(found.share.low),
                    hundred(found.share.high),
                    reached.policy
                ),
                format!(
                    "바꿀 것이 없다. {} 그대로 표본 미래 100개 가운데 {before}개(구간 {}~{})에서 {}.",
                    reached.policy,
                    hundred(found.share.low),
                    hundred(found.share.high),
                    goal_ko(reached)
                ),
            )),
            Some(found) => {
                let given = values(found);
                said.push(Said::new(
                    format!(
                        "{goal} in {} of 100 sampled futures ({} to {}) with {}{from_en}, the least change that was found; in {before} of 100 as `{}` stands.",
                        hundred(found.share.value), hundred(found.share.low), hundred(found.share.high), given.join(" and "), reached.policy
                    ),
                    format!(
                        "{from_ko}{}이면 표본 미래 100개 가운데 {}개(구간 {}~{})에서 {}. 찾은 것 가운데 가장 작은 변화이며, {} 그대로는 {before}개다.",
                        given.join(", "), hundred(found.share.value), hundred(found.share.low), hundred(found.share.high), goal_ko(reached), reached.policy
                    ),
                ));
                if let Some(again) = reached.again {
                    let holds = again.value >= reached.wanted;
                    said.push(Said::new(
                        format!(
                            "In as many other futures it is {} of 100{}.",
                            hundred(again.value),
                            if holds { "" } else { ": short of what was asked, so allow a margin" }
                        ),
                        format!(
                            "같은 수의 다른 미래에서는 100개 가운데 {}개다{}.",
                            hundred(again.value),
                            if holds { "" } else { ". 요구에 못 미치므로 여유를 두어야 한다" }
                        ),
                    ));
                }
                let late = reached
                    .starts
                    .iter()
                    .filter(|(_, share)| share.value >= reached.wanted)
                    .map(|(at, _)| *at)
                    .fold(f64::NEG_INFINITY, f64::max);
                if late.is_finite() {
                    let late = date(&self.model.time, late);
                    said.push(Said::new(
                        format!("Of the dates that were tried, the latest at which the change may begin is {late}."),
                        format!("시도한 시점 가운데 변화를 시작해도 되는 가장 늦은 때는 {late}이다."),
                    ));
                }
            }
            None => {
                let best = reached.tried.iter().max_by(|a, b| a.share.value.total_cmp(&b.share.value));
                if let Some(best) = best {
                    let given = values(best);
                    said.push(Said::new(
                        format!("No setting within the range makes it so that {goal} in {} of 100 sampled futures; the most is {} of 100, with {}{from_en}.", hundred(reached.wanted), hundred(best.share.value), given.join(" and ")),
                        format!("{from_ko}범위 안의 어떤 설정으로도 표본 미래 100개 가운데 {}개에 이르지 못한다. 가장 많은 것은 {}일 때 {}개다.", hundred(reached.wanted), given.join(", "), hundred(best.share.value)),
                    ));
                }
            }
        }
        said
    }
}

fn goal_ko(reached: &Reached) -> String {
    match reached.threshold.is_empty() {
        true => format!("‘{}’ 기준을 충족한다", reached.outcome),
        false => format!("‘{}’ {} 조건을 충족한다", reached.outcome, reached.threshold),
    }
}

/// A lever's value in its unit.
pub fn shown(lever: &Moved, value: f64) -> String {
    let unit = if lever.unit == "1" { String::new() } else { format!(" {}", lever.unit) };
    format!("{}{unit}", short(value / lever.scale))
}

fn policy(model: &Model, name: Option<&str>) -> Result<Option<PolicyId>, Refusal> {
    let names: Vec<&str> = model.policies.iter().map(|policy| policy.name.as_str()).collect();
    let at = match name {
        Some(name) => Some(names.iter().position(|known| *known == name).ok_or_else(|| unknown("policy", name, &names))?),
        None => model
            .policies
            .iter()
            .position(|policy| policy.settings.is_empty())
            .or(model.policies.iter().position(|policy| !policy.stress)),
    };
    if let Some(policy) = at.map(|at| &model.policies[at]).filter(|policy| policy.stress) {
        return Err(Refusal::new(
            format!("`{}` is a stress test, and no search starts from one", policy.name),
            "name a policy that is a choice",
        ));
    }
    Ok(at.map(|at| PolicyId(at as u32)))
}

fn lever(model: &Model, sources: &SourceMap, policy: Option<PolicyId>, name: &str) -> Result<(Moved, Option<Vec<f64>>), Refusal> {
    let levers = model.levers();
    let open = |id: &&VarId| !model.variable(**id).hidden;
    let names: Vec<&str> = levers.iter().filter(open).map(|&id| model.variable(id).name.as_str()).collect();
    let Some(id) = model.find(name) else {
        let help = nearest(name, names.iter().copied())
            .map_or_else(|| format!("the levers are {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        return Err(Refusal::new(format!("there is no lever `{name}`"), help));
    };
    let variable = model.variable(id);
    let Kind::Lever { default, range, actors } = &variable.kind else {
        return Err(Refusal::new(
            format!("`{name}` is no lever: nobody chooses it, so nothing can be sought over it"),
            "name a lever; what others may do is an uncertainty, and `linchpin explore` says what depends on it",
        ));
    };
    if variable.hidden {
        return Err(Refusal::new(
            format!("`{name}` is a test handle that the model hides, not a choice"),
            format!("the levers are {}", names.join(", ")),
        ));
    }
    if actors.is_empty() {
        return Err(Refusal::new(format!("`{name}` names nobody who could choose it"), "say `by ACTOR` in its statement"));
    }
    let moves = |stress: bool| {
        model.policies.iter().any(|policy| policy.stress == stress && policy.settings.iter().any(|(set, _)| *set == id))
    };
    if moves(true) && !moves(false) {
        return Err(Refusal::new(
            format!("`{name}` is moved by stress tests only, and no search chooses what they test"),
            "name another lever; `linchpin run --set` shows what a value of it would do",
        ));
    }
    let own = policy.and_then(|id_of| model.policies[id_of.idx()].settings.iter().rev().find(|(set, _)| *set == id));
    let before = match own {
        Some((_, Setting::Constant(value))) => *value,
        Some((_, Setting::Path(points))) => points.first().map_or(*default, |point| point.1),
        Some((_, Setting::Rule(_))) => {
            return Err(Refusal::new(
                format!("`{name}` follows a rule under this policy"),
                "name a policy that leaves it alone, with --policy",
            ));
        }
        None => *default,
    };
    let (unit, scale) = shown_unit(variable, sources);
    let (bounds, set) = match range {
        Range::Between(low, high) => ((*low, *high), None),
        Range::OneOf(values) => {
            let ends = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
            (ends, Some(values.clone()))
        }
    };
    Ok((Moved { id, name: name.to_owned(), before, range: bounds, unit, scale }, set))
}

type Goals = (Vec<(VarId, Acceptable)>, String);

fn goals(model: &Model, sources: &SourceMap, wanted: &Wanted) -> Result<Goals, Refusal> {
    let name = &wanted.outcome;
    let threshold = |id: VarId| match &model.variable(id).kind {
        Kind::Outcome { acceptable, .. } => *acceptable,
        _ => None,
    };
    if let Some(criterion) = model.criteria.iter().find(|criterion| criterion.name == *name) {
        if wanted.threshold.is_some() {
            return Err(Refusal::new(
                format!("`{name}` is a criterion of several outcomes and has no one threshold"),
                "name an outcome, or leave --threshold out",
            ));
        }
        return Ok((criterion.outcomes.iter().filter_map(|&id| Some((id, threshold(id)?))).collect(), String::new()));
    }
    let outcomes = model.outcomes();
    let Some(id) = outcomes.iter().copied().find(|&id| model.variable(id).name == *name) else {
        let criteria = model.criteria.iter().map(|criterion| criterion.name.as_str());
        let names: Vec<&str> = criteria.chain(outcomes.iter().map(|&id| model.variable(id).name.as_str())).collect();
        return Err(unknown("outcome or criterion", name, &names));
    };
    let (unit, scale) = shown_unit(model.variable(id), sources);
    let own = threshold(id).ok_or_else(|| {
        Refusal::new(
            format!("`{name}` has no threshold: the model shows it and does not judge it"),
            "name an outcome with `acceptable`",
        )
    })?;
    let limit = match (own, wanted.threshold) {
        (own, None) => own,
        (Acceptable::AtMost(_), Some(value)) => Acceptable::AtMost(value * scale),
        (Acceptable::AtLeast(_), Some(value)) => Acceptable::AtLeast(value * scale),
    };
    let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
    let words = match limit {
        Acceptable::AtMost(limit) => format!("<= {}{unit}", short(limit / scale)),
        Acceptable::AtLeast(limit) => format!(">= {}{unit}", short(limit / scale)),
    };
    Ok((vec![(id, limit)], words))
}
