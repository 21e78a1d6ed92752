//! Which orderings survive when the numbers that nobody declared uncertain are changed too?
//!
//! Comes in: a model, strategies, what they are ordered by. Goes out: for each pair the number of draws in which its
//! ordering holds. Refuses: nothing; a model without fixed weights has nothing to change, and says so.
//!
//! A fixed weight is a number written inside an equation or a payoff. 0 and 1, whole exponents, dates and units by
//! themselves are form, not weight; a payoff that is a lone number counts whatever it is. Uncertainties that are held, and
//! the points of tables, are changed too; a table that rises or falls keeps doing so. Starts of stocks, constants and the
//! outcomes' own equations stay as they are. Bounds of stocks are not watched: they are drawn around the weights as written,
//! and leaving out the futures that changed weights carry past them would choose among futures by what is asked.

use linchpin_core::builtin::Operator;
use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, Model, Origin, VarId};
use linchpin_explore::sample::{Design, SAMPLERS};

use super::ground::{Hands, run_all};
use crate::compare::Comparison;
use linchpin_explore::analysis::{Extremes, Verdict, sum};

/// Share of the draws in which an ordering must hold to be told as a verdict.
pub const SURVIVES: f64 = 0.9;
/// How far a weight moves either way.
pub const BOUND: f64 = 0.25;
/// Draws and futures of each when strategies are merely run: about half of what an exploration makes, in the time of a run.
/// Close to the line verdicts may differ: `--draws` looks again.
pub const HEADLINE: Jitter = Jitter { draws: 32, futures: 64, bound: BOUND };

/// How much is changed, and how often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jitter {
    /// Draws of all weights.
    pub draws: u32,
    /// Futures of each.
    pub futures: u64,
    /// Weights are multiplied by a factor from `1 - bound` to `1 + bound`.
    pub bound: f64,
}

/// What strategies are ordered by: an outcome's mean, or the share of futures in which outcomes are acceptable together.
#[derive(Clone, Debug, PartialEq)]
pub struct Yardstick {
    /// Outcomes, by index.
    pub outcomes: Vec<usize>,
    /// True for a criterion.
    pub criterion: bool,
    /// The value of each strategy in the model as it is.
    pub as_it_is: Vec<f64>,
}

/// What survives.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    /// How it was tested.
    pub jitter: Jitter,
    /// Numbers that were changed.
    pub weights: usize,
    /// Draws that gave every strategy a value.
    pub draws: usize,
    /// `[yardstick][one][other]`: draws in which the two stand as in the model as it is.
    pub kept: Vec<Vec<Vec<usize>>>,
    /// `[yardstick][strategy]`: least and greatest value over draws.
    pub ranges: Vec<Vec<(f64, f64)>>,
    /// `[draw][yardstick][strategy][future]`: 1 and 0 for a criterion, NaN where a run is missing.
    pub values: Vec<Vec<Vec<Vec<f64>>>>,
    /// Runs that failed in some draw.
    pub failed: usize,
    /// The variable at which most of them failed.
    pub failed_at: Option<VarId>,
}

impl Survival {
    /// True when the ordering of two strategies holds in nine of ten draws, or when there was nothing to change.
    pub fn holds(&self, yardstick: usize, one: usize, other: usize) -> bool {
        self.enough(self.kept[yardstick][one][other])
    }

    /// Draws in which two strategies stand to one another as told on either side of a value of an input: `above` says of each
    /// future of a draw on which side it lies, `wanted` the sign of the first's difference below and above.
    pub fn kept_on_sides(&self, yardstick: usize, (one, other): (usize, usize), above: &[bool], wanted: (f64, f64)) -> usize {
        let keeps = |draw: &Vec<Vec<Vec<f64>>>| {
            let (one, other) = (&draw[yardstick][one], &draw[yardstick][other]);
            let side = |of: bool| {
                let apart = (0..one.len()).filter(|&at| above[at] == of).map(|at| one[at] - other[at]);
                sum(apart.filter(|v| !v.is_nan()))
            };
            side(false) * wanted.0 > 0.0 && side(true) * wanted.1 > 0.0
        };
        self.values.iter().filter(|draw| keeps(draw)).count()
    }

    /// True for as many draws as a verdict needs.
    pub fn enough(&self, kept: usize) -> bool {
        self.weights == 0 || (self.draws > 0 && kept as f64 >= SURVIVES * self.draws as f64 - 1e-9)
    }

    /// Draws in which the ordering of two strategies holds.
    pub fn kept_of(&self, yardstick: usize, one: usize, other: usize) -> usize {
        self.kept[yardstick][one][other]
    }
}

/// The model with all its fixed weights multiplied by factors of one draw, and how many they were. Factors depend on the
/// seed, the draw and where the number stands, so that a new equation moves nobody's.
pub fn jittered(model: &Model, seed: u64, draw: u32, bound: f64) -> (Model, usize) {
    let mut changed = model.clone();
    let scales: Vec<f64> = model.variables.iter().map(|variable| variable.unit.scale).collect();
    let calendar = model.time.calendar.then_some((model.time.start - 100.0, model.time.stop + 100.0));
    let mut count = 0;
    let payoffs: Vec<String> = model.games.iter().map(|game| format!("{}.payoff.", game.name)).collect();
    for variable in &mut changed.variables {
        let payoff = matches!(variable.origin, Origin::Game(_)) && payoffs.iter().any(|start| variable.name.starts_with(start));
        if variable.origin != Origin::Written && !payoff {
            continue;
        }
        let stream = Stream::new(seed, &format!("jitter {}", variable.name));
        let mut factors = Factors { stream, draw, bound, next: 0, scales: &scales, dates: calendar };
        match &mut variable.kind {
            Kind::Stock { change, within, .. } => {
                factors.expression(change, false);
                if bound > 0.0 {
                    *within = (None, None);
                }
            }
            Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Event { rate: e } => factors.expression(e, payoff),
            Kind::Uncertainty { default, distribution, held: true } => {
                let (low, high) = distribution.range();
                *default = (*default * factors.factor()).clamp(low, high);
            }
            _ => {}
        }
        count += factors.next as usize;
    }
    for table in &mut changed.tables {
        let stream = Stream::new(seed, &format!("jitter table {}", table.name));
        let mut factors = Factors { stream, draw, bound, next: 0, scales: &scales, dates: None };
        let rises = table.ys.windows(2).all(|pair| pair[0] <= pair[1]);
        let falls = table.ys.windows(2).all(|pair| pair[0] >= pair[1]);
        table.ys.iter_mut().for_each(|y| *y *= factors.factor());
        match (rises, falls) {
            (true, _) => table.ys.sort_by(f64::total_cmp),
            (_, true) => table.ys.sort_by(|a, b| b.total_cmp(a)),
            _ => {}
        }
        count += factors.next as usize;
    }
    (changed, count)
}

/// Factors of one variable in one draw, one number after the other.
struct Factors<'a> {
    stream: Stream,
    draw: u32,
    bound: f64,
    next: u32,
    /// Scales of the model's units: a number that is one is a unit by itself.
    scales: &'a [f64],
    /// Numbers between are dates.
    dates: Option<(f64, f64)>,
}

impl Factors<'_> {
    fn factor(&mut self) -> f64 {
        self.next += 1;
        1.0 + self.bound * (2.0 * self.stream.uniform(u64::from(self.draw), self.next, 0) - 1.0)
    }

    fn weight(&self, value: f64) -> bool {
        let form = value == 0.0 || value.abs() == 1.0 || self.scales.iter().any(|scale| *scale == value.abs());
        !form && value.is_finite() && !self.dates.is_some_and(|(from, to)| (from..=to).contains(&value))
    }

    fn expression(&mut self, expr: &mut Expr, alone: bool) {
        let (mut at, mut alone, mut opened) = (expr, alone, Vec::new());
        // Down the first operands in a loop: a sum may have any number of terms.
        loop {
            let (operator, args) = match at {
                Expr::Operate(operator, args) => (Some(*operator), args),
                Expr::Call(_, args) => (None, args),
                leaf => break self.leaf(leaf, alone),
            };
            let Some((first, rest)) = args.split_first_mut() else { break };
            alone &= operator == Some(Operator::Negate);
            opened.push((operator == Some(Operator::Power), rest));
            at = first;
        }
        for (power, rest) in opened.into_iter().rev() {
            for arg in rest {
                if !(power && matches!(arg, Expr::Number(value) if value.fract() == 0.0)) {
                    self.expression(arg, false);
                }
            }
        }
    }

    fn leaf(&mut self, expr: &mut Expr, alone: bool) {
        match expr {
            Expr::Number(value) => {
                if self.weight(*value) || (alone && *value != 0.0) {
                    *value *= self.factor();
                }
            }
            Expr::Draw(_, args, _) => args.iter_mut().for_each(|arg| self.expression(arg, false)),
            Expr::Lookup(_, x) | Expr::Initial(x) | Expr::Baseline(x) | Expr::Spread(x) => self.expression(x, false),
            Expr::Operate(..) | Expr::Call(..) | Expr::Variable(_) | Expr::Clock(_) => {}
        }
    }
}

/// What is tested.
#[derive(Clone, Copy)]
pub struct Tested<'a> {
    /// The model.
    pub model: &'a Model,
    /// Strategies.
    pub arms: &'a [Arm],
    /// All outcomes, in the order in which yardsticks count them.
    pub outcomes: &'a [VarId],
    /// What strategies are ordered by.
    pub yardsticks: &'a [Yardstick],
    /// Seed of draws and luck.
    pub seed: u64,
    /// False: events are silent.
    pub events: bool,
}

/// Runs the strategies under every draw and counts the orderings that hold.
pub fn survival(tested: Tested<'_>, jitter: Jitter, hands: Hands<'_>) -> Result<Survival, Refusal> {
    let Tested { model, arms, outcomes, yardsticks, seed, events } = tested;
    let n = arms.len();
    let mut found = Survival {
        jitter,
        weights: jittered(model, seed, 0, jitter.bound).1,
        draws: 0,
        kept: vec![vec![vec![0; n]; n]; yardsticks.len()],
        ranges: vec![vec![(f64::INFINITY, f64::NEG_INFINITY); n]; yardsticks.len()],
        values: Vec::new(),
        failed: 0,
        failed_at: None,
    };
    let mut failures: Vec<usize> = vec![0; model.variables.len()];
    if found.weights == 0 {
        return Ok(found);
    }
    let ask = Ask { outcomes: outcomes.to_vec(), series: Vec::new(), at_steps: Vec::new(), events, dt: None };
    let futures = Futures { seed, first: 0, count: jitter.futures };
    let experiment = Experiment { futures, arms: arms.to_vec(), ask };
    for draw in 0..jitter.draws {
        let (changed, _) = jittered(model, seed, draw, jitter.bound);
        let draws = (SAMPLERS[0].draws)(&changed, &Design { seed, size: jitter.futures, vary: Vec::new() })?;
        let chunk = run_all(&changed, &experiment, &draws, hands)?;
        found.failed += chunk.faults.len();
        chunk.faults.iter().for_each(|fault| failures[fault.variable.idx()] += 1);
        // Futures that are whole under all strategies: means of different futures are no comparison.
        let whole: Vec<usize> =
            (0..chunk.count).filter(|&future| chunk.outcomes.iter().flatten().all(|values| !values[future].is_nan())).collect();
        if whole.is_empty() {
            continue;
        }
        found.draws += 1;
        let by_future = |yardstick: &Yardstick| -> Vec<Vec<f64>> {
            chunk.outcomes.iter().map(|arm| by_future(model, outcomes, yardstick, arm)).collect()
        };
        let all: Vec<Vec<Vec<f64>>> = yardsticks.iter().map(by_future).collect();
        for (at, yardstick) in yardsticks.iter().enumerate() {
            let mean = |arm: &Vec<f64>| sum(whole.iter().map(|&future| arm[future])) / whole.len() as f64;
            let values: Vec<f64> = all[at].iter().map(mean).collect();
            found.ranges[at].iter_mut().zip(&values).for_each(|((low, high), v)| (*low, *high) = (low.min(*v), high.max(*v)));
            for one in 0..n {
                for other in 0..n {
                    let before = yardstick.as_it_is[one] - yardstick.as_it_is[other];
                    let now = values[one] - values[other];
                    found.kept[at][one][other] +=
                        usize::from(one != other && (before * now > 0.0 || (before == 0.0 && now == 0.0)));
                }
            }
        }
        found.values.push(all);
    }
    let most = failures.iter().copied().max().filter(|&most| most > 0);
    found.failed_at = most.and_then(|most| failures.iter().position(|&count| count == most)).map(|at| VarId(at as u32));
    Ok(found)
}

/// What a yardstick says of each future of one strategy.
fn by_future(model: &Model, ids: &[VarId], yardstick: &Yardstick, outcomes: &[Vec<f64>]) -> Vec<f64> {
    if !yardstick.criterion {
        return outcomes[yardstick.outcomes[0]].clone();
    }
    let met = |future: usize| {
        yardstick.outcomes.iter().fold(1.0, |mark, &at| match &model.variable(ids[at]).kind {
            _ if outcomes[at][future].is_nan() => f64::NAN,
            Kind::Outcome { acceptable: Some(limit), .. } => mark * f64::from(limit.holds(outcomes[at][future])),
            _ => mark,
        })
    };
    (0..outcomes.first().map_or(0, Vec::len)).map(met).collect()
}

/// Yardsticks of a comparison: its criteria, then its outcomes.
pub fn yardsticks(model: &Model, comparison: &Comparison) -> Vec<Yardstick> {
    let criteria = model.criteria.iter().zip(&comparison.criteria).map(|(known, shown)| Yardstick {
        outcomes: known.outcomes.iter().filter_map(|id| comparison.outcomes.iter().position(|o| o.id == *id)).collect(),
        criterion: true,
        as_it_is: shown.shares.iter().map(|share| share.value).collect(),
    });
    let outcomes = comparison.outcomes.iter().enumerate().map(|(at, shown)| Yardstick {
        outcomes: vec![at],
        criterion: false,
        as_it_is: shown.cells.iter().map(|cell| cell.level.mean.value).collect(),
    });
    criteria.chain(outcomes).collect()
}

/// How many verdicts were taken back, and of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Decided differences from the baseline.
    pub decided: usize,
    /// Those whose ordering did not survive: undecided now.
    pub taken_back: usize,
}

/// The house rule: every verdict of a comparison whose ordering does not survive becomes undecided; a best and a worst are
/// said only where they survive against all others. `survival` counts the yardsticks of [`yardsticks`].
pub fn hold(comparison: &mut Comparison, survival: &Survival) -> Held {
    let (base, arms) = (comparison.baseline, comparison.arms.len());
    let stress: Vec<bool> = comparison.arms.iter().map(|arm| arm.stress).collect();
    let mut held = Held::default();
    let ends = |at: usize, extremes: &mut Extremes| {
        let against = |arm: usize, ranked: bool| {
            (0..arms).all(|other| other == arm || (ranked && stress[other]) || survival.holds(at, arm, other))
        };
        extremes.best = extremes.best.filter(|&arm| against(arm, true));
        extremes.worst = extremes.worst.filter(|&arm| against(arm, false));
    };
    let criteria = comparison.criteria.len();
    for (at, criterion) in comparison.criteria.iter_mut().enumerate() {
        for (arm, found) in criterion.differences.iter_mut().enumerate() {
            take_back(found.as_mut().map(|found| &mut found.verdict), survival.holds(at, arm, base), &mut held);
        }
        ends(at, &mut criterion.extremes);
    }
    for (at, outcome) in comparison.outcomes.iter_mut().enumerate() {
        for (arm, cell) in outcome.cells.iter_mut().enumerate() {
            take_back(
                cell.difference.as_mut().map(|found| &mut found.verdict),
                survival.holds(criteria + at, arm, base),
                &mut held,
            );
        }
        ends(criteria + at, &mut outcome.extremes);
    }
    held
}

fn take_back(verdict: Option<&mut Verdict>, holds: bool, held: &mut Held) {
    if let Some(verdict) = verdict.filter(|verdict| matches!(verdict, Verdict::More | Verdict::Less)) {
        held.decided += 1;
        if !holds {
            held.taken_back += 1;
            *verdict = Verdict::Undecided;
        }
    }
}

/// What testing all comparisons of a run came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldAll {
    /// How it was tested.
    pub jitter: Jitter,
    /// Numbers that were changed.
    pub weights: usize,
    /// The fewest draws that gave every strategy of a world a value.
    pub draws: usize,
    /// Verdicts against the baseline, in all worlds.
    pub held: Held,
}

impl HeldAll {
    /// In words: what was tested, and what is therefore told as undecided.
    pub fn words(&self) -> String {
        let Held { decided, taken_back } = self.held;
        if self.weights == 0 {
            return "The equations hold no fixed weight, so orderings were tested by the uncertainties alone.".into();
        }
        let told = match (decided, taken_back) {
            (0, _) => "no difference from the baseline was decided to begin with".to_owned(),
            (1, 0) => "the one decided difference from the baseline keeps its sign in at least nine of ten".to_owned(),
            (n, 0) => format!("all {n} decided differences from the baseline keep their sign in at least nine of ten"),
            (n, 1) => format!(
                "1 of {n} decided differences from the baseline does not keep its sign in nine of ten and is told as undecided"
            ),
            (n, back) => format!(
                "{back} of {n} decided differences from the baseline do not keep their sign in nine of ten and are told as undecided"
            ),
        };
        format!(
            "Verdicts were tested on {} draws of {} (± {:.0} %, {} futures each): {told}.",
            self.draws,
            all_weights(self.weights),
            100.0 * self.jitter.bound,
            self.jitter.futures
        )
    }
}

/// `all 12 fixed weights`.
pub(super) fn all_weights(n: usize) -> String {
    if n == 1 { "the 1 fixed weight".into() } else { format!("all {n} fixed weights") }
}

/// Tests the comparisons of a run, world by world, and takes back every verdict whose ordering does not survive. `None`
/// where there is nothing to compare.
pub fn hold_all(
    model: &Model,
    plan: &crate::run::Plan,
    comparisons: &mut [Comparison],
    jitter: Jitter,
    hands: Hands<'_>,
) -> Result<Option<HeldAll>, Refusal> {
    let mut all: Option<HeldAll> = None;
    let experiment = &plan.experiment;
    let mut worlds = Vec::new();
    for arm in &experiment.arms {
        if !worlds.contains(&arm.world) {
            worlds.push(arm.world);
        }
    }
    for (comparison, world) in comparisons.iter_mut().zip(worlds).filter(|(comparison, _)| comparison.arms.len() > 1) {
        let arms: Vec<Arm> = experiment.arms.iter().filter(|arm| arm.world == world).cloned().collect();
        let yardsticks = yardsticks(model, comparison);
        let tested = Tested {
            model,
            arms: &arms,
            outcomes: &experiment.ask.outcomes,
            yardsticks: &yardsticks,
            seed: experiment.futures.seed,
            events: experiment.ask.events,
        };
        let found = survival(tested, jitter, hands)?;
        let held = hold(comparison, &found);
        let so_far = all.get_or_insert(HeldAll { jitter, weights: found.weights, draws: found.draws, held: Held::default() });
        so_far.draws = so_far.draws.min(found.draws);
        so_far.held.decided += held.decided;
        so_far.held.taken_back += held.taken_back;
    }
    Ok(all)
}
