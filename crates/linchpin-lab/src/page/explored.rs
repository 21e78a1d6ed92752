//! What breaks the strategies on screen, and what should be found out: the analyses of `linchpin explore` for a page.
//!
//! Comes in: a question and a number of futures. Goes out: one answer an analysis, as each is done. Refuses: what the engine
//! refuses; an analysis that cannot be done says why in its answer.

use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::evidence::Support;
use linchpin_explore::analysis::wilson;
use linchpin_explore::method::region::Limit;

use super::question::Question;
use crate::explore::page::{Found, failures};
use crate::explore::survival::HEADLINE;
use crate::explore::{About, Analysis, Effort, Figure, Finding, Ground, Hands, USUAL, explore, named, titled};
use crate::run::{Manner, run};
use crate::wire::explore::SaidShown;
use crate::wire::page::{
    BoxRange, BoxStep, Breaks, BreaksDot, BreaksScatter, ExploredAnswer, Number, PageBar, PageBars, PageFinding, PageGrid,
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
    /// The analyses behind it, in order.
    fn analyses(self) -> Result<Vec<&'static Analysis>, Refusal> {
        let names: &[&str] = match self {
            Tab::Breaks => &["prim", "tipping", "worlds"],
            Tab::Findings => &["regional", "given_data", "features"],
        };
        named(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }
}

/// Resamples of a page's box: fewer than a report's, since it is redrawn with every change.
const RESAMPLES: usize = 20;
/// Dots of a scatter.
const DOTS: usize = 800;

/// Runs so many futures and hands out one answer an analysis. Ends quietly where `cancel` is set, or where `tell` says that
/// nobody listens.
pub fn explored(
    question: &Question<'_>,
    futures: u64,
    tab: Tab,
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
    // Verdicts are tested as those of a run are.
    let (jitters, jitter_futures) = (HEADLINE.draws, HEADLINE.futures.min(futures));
    ground.effort = Effort { resamples: RESAMPLES, apart: futures.min(USUAL.apart), jitters, jitter_futures, ..USUAL };
    let analyses = tab.analyses()?;
    let of = analyses.len();
    for (at, analysis) in analyses.into_iter().enumerate() {
        let found = explore(&ground, analysis);
        if cancel.load(std::sync::atomic::Ordering::Relaxed) {
            return Ok(());
        }
        let (findings, refused) = match found {
            Ok(findings) => (findings, String::new()),
            Err(refusal) => (Vec::new(), refusal.why),
        };
        let answer = ExploredAnswer {
            done: at + 1,
            of,
            analysis: analysis.name.into(),
            question: SaidShown { en: analysis.title.0.into(), ko: analysis.title.1.into() },
            futures: ground.futures(),
            breaks: if analysis.name == "prim" { breaks(&ground, &findings) } else { Vec::new() },
            findings: findings.iter().filter(|_| analysis.name != "prim").map(|finding| shown(&ground, finding)).collect(),
            refused,
        };
        if !tell(answer) {
            return Ok(());
        }
    }
    Ok(())
}

fn said(words: &[crate::explore::Said]) -> Vec<SaidShown> {
    words.iter().map(SaidShown::of).collect()
}

fn breaks(ground: &Ground<'_>, findings: &[Finding]) -> Vec<Breaks> {
    let one = |(&arm, finding): (&usize, &Finding)| {
        let id = ground.name(arm);
        let (said, notes) = (said(&finding.said), said(&finding.notes));
        // A strategy that never fails has no box: its words say so.
        let Ok(found) = failures(ground, arm) else {
            return Breaks { id, measure: String::new(), said, notes, steps: Vec::new(), chosen: 0, scatter: None };
        };
        Breaks {
            id,
            measure: found.measure.name.clone(),
            said,
            notes,
            steps: (0..found.trajectory.steps.len()).map(|step| box_step(ground, &found, step)).collect(),
            chosen: found.chosen,
            scatter: scatter(ground, &found),
        }
    };
    ground.focus.iter().zip(findings).map(one).collect()
}

fn box_step(ground: &Ground<'_>, found: &Found, at: usize) -> BoxStep {
    let step = &found.trajectory.steps[at];
    let order = found.order_of(at);
    let (low, high) = wilson(step.k, step.n);
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
            by_chance: Number(chance),
            judged: input.judged,
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

fn shown(ground: &Ground<'_>, finding: &Finding) -> PageFinding {
    let mut page = PageFinding {
        subject: SaidShown::of(&finding.subject),
        said: said(&finding.said),
        notes: said(&finding.notes),
        bars: Vec::new(),
        grids: Vec::new(),
    };
    for figure in &finding.figures {
        match figure {
            Figure::Bars { title, axis, bars, .. } => page.bars.push(PageBars {
                title: SaidShown::of(title),
                axis: SaidShown::of(axis),
                bars: bars
                    .iter()
                    .map(|bar| PageBar {
                        label: SaidShown::of(&bar.label),
                        value: Number(bar.value),
                        low: Number(bar.low),
                        high: Number(bar.high),
                        judged: bar.judged,
                        sources: sources(ground, &bar.label.en),
                    })
                    .collect(),
            }),
            Figure::Grid { title, cell, rows, columns, cells, .. } => page.grids.push(PageGrid {
                title: SaidShown::of(title),
                cell: SaidShown::of(cell),
                rows: said(rows),
                columns: said(columns),
                cells: cells.iter().map(|row| row.iter().map(|value| Number(*value)).collect()).collect(),
            }),
            Figure::Lines { .. } | Figure::Ranges { .. } | Figure::Scatter { .. } => {}
        }
    }
    page
}

/// Titles of the sources behind an input of this name.
fn sources(ground: &Ground<'_>, name: &str) -> Vec<String> {
    let Some(id) = ground.model.find(name) else { return Vec::new() };
    let mut titles: Vec<String> = Vec::new();
    for support in &ground.model.variable(id).from {
        let Support::Claim(claim) = support else { continue };
        for found in &ground.model.claims[claim.idx()].found {
            let source = &ground.model.sources[found.source.idx()];
            let title = if source.words.title.is_empty() { &source.name } else { &source.words.title };
            if !titles.contains(title) {
                titles.push(title.clone());
            }
        }
    }
    titles
}
