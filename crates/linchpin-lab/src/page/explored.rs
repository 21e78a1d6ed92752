//! What breaks a strategy, and what should be found out: the analyses of `linchpin explore` for a page.
//!
//! Comes in: a question, a number of futures, the strategy that is looked at. Goes out: one answer an analysis, as each is
//! done, numbers only: the page words them. Refuses: what the engine refuses; an analysis that cannot be done says why in its
//! answer.

use std::sync::atomic::{AtomicBool, Ordering};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::{Table, Values};
use linchpin_explore::method::prim::{Flattery, Stability};
use linchpin_explore::method::region::Limit;
use linchpin_explore::method::sobol::Estimate;

use super::question::{Question, find};
use crate::explore::page::{self, Found, InWorlds, Looked, Place};
use crate::explore::survival::HEADLINE;
use crate::explore::{About, Analysis, Effort, Finding, Ground, Hands, Measure, USUAL, explore, named, titled};
use crate::run::{Manner, run};
use crate::wire::explore::SaidShown;
use crate::wire::page::{
    BoxRange, BoxStep, Breaks, BreaksDot, BreaksScatter, ByWorld, ExploredAnswer, Number, OverTime, Ranking, Scored, Turn,
    TurnSide, Turns, WorldRow,
};

/// Which tab asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What breaks it?
    Breaks,
    /// What should we find out?
    Findings,
}

impl Tab {
    /// The analyses behind it, by name, in the order in which they are answered.
    fn analyses(self) -> [&'static str; 3] {
        match self {
            Tab::Breaks => ["prim", "tipping", "worlds"],
            Tab::Findings => ["given_data", "features", "regional"],
        }
    }
}

/// Resamples of a page's figures: fewer than a report's, since they are redrawn with every change.
const RESAMPLES: usize = 20;
/// Draws of the fixed weights by which its verdicts are tested: fewer for the same reason.
const JITTERS: u32 = 20;
/// Dots of a scatter.
const DOTS: usize = 600;
/// Inputs of a ranking.
const RANKED: usize = 12;

/// The strategy of this id, by index. Refuses one that is not asked about, with the nearest.
pub fn about(question: &Question<'_>, id: Option<&str>) -> Result<Option<usize>, Refusal> {
    let ids: Vec<String> = (0..question.arms.len()).map(|arm| question.id(arm)).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    id.map(|id| find("strategy", id, &ids, "strategies of this question")).transpose()
}

/// Runs so many futures and hands out one answer an analysis, about one strategy or all. Ends quietly where `cancel` is set,
/// or where `tell` says that nobody listens.
pub fn explored(
    question: &Question<'_>,
    futures: u64,
    (tab, about): (Tab, Option<usize>),
    threads: usize,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(ExploredAnswer) -> bool,
) -> Result<(), Refusal> {
    let plan = question.plan(futures);
    let ran = run(&question.model, &plan, Manner { threads, cancel, progress: &|_, _| {} }, None)?;
    if ran.cancelled {
        return Ok(());
    }
    let hands = Hands { threads, cancel };
    let mut ground = Ground::new(&question.model, &question.lab.sources, &plan, ran.outcomes, &About::default(), hands)?;
    ground.names = (0..question.arms.len()).map(|arm| question.id(arm)).collect();
    ground.baseline = question.reference;
    ground.focus = about.map_or_else(|| ground.focus.clone(), |arm| vec![arm]);
    ground.effort = Effort {
        resamples: RESAMPLES,
        apart: futures.min(USUAL.apart),
        jitters: JITTERS,
        jitter_futures: HEADLINE.futures.min(futures),
        ..USUAL
    };
    let names = tab.analyses().map(str::to_owned);
    let rows = named(&names)?;
    for (at, name) in names.iter().enumerate() {
        let Some(analysis) = rows.iter().copied().find(|row| row.name == name) else { continue };
        let mut answer = ExploredAnswer {
            done: at + 1,
            of: names.len(),
            analysis: name.clone(),
            question: SaidShown { en: analysis.title.0.into(), ko: analysis.title.1.into() },
            futures: ground.futures(),
            breaks: Vec::new(),
            turns: Vec::new(),
            worlds: None,
            rankings: Vec::new(),
            over_time: Vec::new(),
            refused: String::new(),
        };
        if let Err(refusal) = look(&ground, analysis, about, &mut answer) {
            answer.refused = refusal.why;
        }
        if cancel.load(Ordering::Relaxed) || !tell(answer) {
            return Ok(());
        }
    }
    Ok(())
}

fn look(ground: &Ground<'_>, analysis: &Analysis, about: Option<usize>, answer: &mut ExploredAnswer) -> Result<(), Refusal> {
    ground.going()?;
    match analysis.name {
        "prim" => {
            page::failing(ground)?;
            answer.breaks = ground.each(&ground.focus, |&arm| breaks(ground, arm));
        }
        "tipping" => {
            let others = |arm: &usize| *arm != ground.baseline && !ground.stress(*arm);
            let pairs: Vec<usize> = match about.filter(others) {
                Some(arm) => vec![arm],
                None => (0..ground.arms.len()).filter(others).collect(),
            };
            answer.turns = ground.each(&pairs, |&arm| turns(ground, arm)).into_iter().collect::<Result<Vec<_>, _>>()?.concat();
        }
        "worlds" => answer.worlds = Some(by_world(ground, page::by_world(ground)?)),
        _ => {
            let findings = explore(ground, analysis)?;
            findings.iter().for_each(|finding| rankings(finding, analysis.name, answer));
            let tables = findings.iter().flat_map(|finding| &finding.tables).filter(|table| table.name == "over_time");
            for (arm, table) in page::over_time_of(ground).into_iter().zip(tables) {
                answer.over_time.extend(over_time(ground, arm, table));
            }
        }
    }
    Ok(())
}

fn breaks(ground: &Ground<'_>, arm: usize) -> Breaks {
    let measure = page::failing(ground).ok();
    let marks = measure.and_then(|measure| ground.failures(arm, measure)).unwrap_or_default();
    let count = |wanted: f64| marks.iter().filter(|&&mark| mark == wanted).count();
    let (failures, others) = (count(1.0), count(0.0));
    let mut breaks = Breaks {
        id: ground.name(arm),
        measure: measure.map(|measure| measure.name.clone()).unwrap_or_default(),
        futures: failures + others,
        failures,
        left_out: marks.len() - failures - others,
        resamples: 0,
        same: 0,
        refused: String::new(),
        steps: Vec::new(),
        chosen: 0,
        scatter: None,
    };
    match page::failures(ground, arm) {
        // A strategy that never fails has no box.
        Err(refusal) => breaks.refused = refusal.why,
        Ok((found, again, lost)) => {
            breaks.resamples = again.resamples + again.without_box;
            breaks.same = again.same;
            breaks.steps = (0..found.trajectory.steps.len()).map(|step| box_step(ground, &found, (&again, lost), step)).collect();
            breaks.chosen = found.chosen;
            breaks.scatter = scatter(ground, &found);
        }
    }
    breaks
}

fn box_step(ground: &Ground<'_>, found: &Found, (again, lost): (&Stability, Flattery), at: usize) -> BoxStep {
    let step = &found.trajectory.steps[at];
    let order = found.order_of(at);
    let (low, high) = page::density_interval(step, &found.trajectory, lost);
    let range = |&at: &usize| {
        let input = &ground.inputs[at];
        let ends = |limit: &Limit| match limit {
            Limit::Range { low, high } => [low / input.scale, high / input.scale],
            Limit::Among(values) => {
                [values.first().map_or(0.0, |v| v / input.scale), values.last().map_or(0.0, |v| v / input.scale)]
            }
        };
        let words = &ground.model.variable(input.id).words;
        let chance = step
            .restricted
            .iter()
            .find(|q| q.input == at)
            .map_or(f64::NAN, |q| q.lower.unwrap_or(0.0).max(q.upper.unwrap_or(0.0)));
        BoxRange {
            input: input.name.clone(),
            title: SaidShown::of(&titled(&words.title, &words.ko, &input.name)),
            unit: input.unit.clone(),
            whole: ends(&found.whole().limits[at]),
            inside: ends(&step.region.limits[at]),
            among: match &step.region.limits[at] {
                Limit::Among(values) => values.iter().map(|value| value / input.scale).collect(),
                Limit::Range { .. } => Vec::new(),
            },
            by_chance: Number(chance),
            judged: input.judged,
            came_back: again.inputs.iter().find(|back| back.input == at).map_or(0, |back| back.times),
        }
    };
    BoxStep {
        coverage: step.coverage,
        density: step.density,
        density_interval: [low, high],
        mass: step.mass,
        futures: step.n,
        failures: step.k,
        when: SaidShown::of(&found.when(ground, at)),
        ranges: order.iter().map(range).collect(),
    }
}

fn scatter(ground: &Ground<'_>, found: &Found) -> Option<BreaksScatter> {
    let order = found.order();
    let [x, y, ..] = order[..] else { return None };
    let (across, up) = (&ground.inputs[x], &ground.inputs[y]);
    let step = ground.futures().div_ceil(DOTS).max(1);
    let dot = |future: usize| BreaksDot {
        x: across.values[future] / across.scale,
        y: up.values[future] / up.scale,
        fails: found.failures[future] == 1.0,
    };
    Some(BreaksScatter {
        x: across.name.clone(),
        x_unit: across.unit.clone(),
        y: up.name.clone(),
        y_unit: up.unit.clone(),
        dots: (0..ground.futures()).step_by(step).filter(|&future| !found.failures[future].is_nan()).map(dot).collect(),
    })
}

fn turns(ground: &Ground<'_>, arm: usize) -> Result<Vec<Turns>, Refusal> {
    let one = |measure: &Measure, looked: &Looked| {
        let (input, tipping) = (&ground.inputs[looked.input], &looked.tipping);
        let side = |e: &Estimate| TurnSide {
            mean: Number(e.value / measure.scale),
            low: Number((e.value - e.half_width) / measure.scale),
            high: Number((e.value + e.half_width) / measure.scale),
        };
        Turn {
            input: input.name.clone(),
            unit: input.unit.clone(),
            at: Number(tipping.at.map_or(f64::NAN, |at| at / input.scale)),
            low: Number(tipping.between.0 / input.scale),
            high: Number(tipping.between.1 / input.scale),
            returns: Number(tipping.returns),
            first_above: tipping.first_above,
            below: side(&tipping.sides.0),
            above: side(&tipping.sides.1),
            firm: looked.told(),
        }
    };
    let shown = |(measure, found): (Measure, Result<Vec<Looked>, Refusal>)| {
        let (found, refused) = match found {
            Ok(found) => (found, String::new()),
            Err(refusal) => (Vec::new(), refusal.why),
        };
        Turns {
            id: ground.name(arm),
            turns: found.iter().filter(|looked| looked.tipping.at.is_some()).map(|looked| one(&measure, looked)).collect(),
            measure: measure.name,
            unit: measure.unit,
            refused,
        }
    };
    Ok(page::turns(ground, arm)?.into_iter().map(shown).collect())
}

fn by_world(ground: &Ground<'_>, found: InWorlds) -> ByWorld {
    let row = |(world, first): (usize, &Place)| WorldRow {
        world: world.checked_sub(1).map(|at| ground.model.worlds[at].name.clone()),
        first: first.first().map(|arm| ground.name(arm)),
        values: found.cells.iter().map(|cells| Number(cells[world])).collect(),
    };
    ByWorld {
        futures: found.count,
        strategies: (0..ground.arms.len()).map(|arm| ground.name(arm)).collect(),
        rows: found.places.iter().enumerate().map(row).collect(),
        measure: found.measure.name,
        unit: found.measure.unit,
    }
}

/// Rankings from the table of a finding, which holds the measures one after the other, each with its inputs in order.
fn rankings(finding: &Finding, analysis: &str, answer: &mut ExploredAnswer) {
    let Some(table) = finding.tables.iter().find(|table| table.name == analysis) else { return };
    let (measures, inputs, bases) = (words(table, "outcome"), words(table, "input"), words(table, "basis"));
    // The third column is the score, whatever the method calls it.
    let scores = table.columns.get(2).map_or("", |column| column.name.as_str());
    let [values, lows, highs] = [scores, "low", "high"].map(|name| numbers(table, name));
    for (at, measure) in measures.iter().enumerate() {
        if !answer.rankings.last().is_some_and(|last| last.measure == *measure && last.id == finding.subject.en) {
            answer.rankings.push(Ranking { id: finding.subject.en.clone(), measure: measure.clone(), inputs: Vec::new() });
        }
        if let Some(last) = answer.rankings.last_mut().filter(|last| last.inputs.len() < RANKED) {
            let number = |column: &[f64]| Number(column.get(at).copied().unwrap_or(f64::NAN));
            last.inputs.push(Scored {
                input: inputs.get(at).cloned().unwrap_or_default(),
                value: number(values),
                low: number(lows),
                high: number(highs),
                judged: bases.get(at).is_some_and(|basis| basis == "judgement"),
            });
        }
    }
}

/// Shares over time from the table of a finding: variables, each with its inputs, each with its dates.
fn over_time(ground: &Ground<'_>, arm: usize, table: &Table) -> Vec<OverTime> {
    let times = page::dates(ground);
    let (variables, inputs) = (words(table, "variable"), words(table, "input"));
    let dates = times.len().max(1);
    let mut found: Vec<OverTime> = Vec::new();
    for (row, shares) in numbers(table, "share").chunks_exact(dates).enumerate() {
        let (Some(variable), Some(input)) = (variables.get(row * dates), inputs.get(row * dates)) else { continue };
        if found.last().is_none_or(|last| last.variable != *variable) {
            found.push(OverTime {
                id: ground.name(arm),
                variable: variable.clone(),
                times: times.clone(),
                inputs: Vec::new(),
                shares: Vec::new(),
            });
        }
        if let Some(last) = found.last_mut() {
            last.inputs.push(input.clone());
            last.shares.push(shares.iter().map(|share| Number(*share)).collect());
        }
    }
    found
}

fn words<'t>(table: &'t Table, name: &str) -> &'t [String] {
    table.columns.iter().find(|column| column.name == name).map_or(&[], |column| match &column.values {
        Values::Text(words) => words,
        Values::Number(_) => &[],
    })
}

fn numbers<'t>(table: &'t Table, name: &str) -> &'t [f64] {
    table.columns.iter().find(|column| column.name == name).map_or(&[], |column| match &column.values {
        Values::Number(numbers) => numbers,
        Values::Text(_) => &[],
    })
}
