//! Which strategies are beaten on everything at once?
//!
//! Comes in: a ground. Goes out: the strategies that none dominates, who dominates whom, and how often each stays
//! undominated when futures are drawn again. Refuses: one strategy, fewer than two outcomes with a direction.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;
use linchpin_core::table::Table;
use linchpin_explore::method::pareto::{self, dominates, fronts};

use super::finding::{Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::telling::{and, quoted};
use super::{Analysis, Needs};

/// The front.
pub const PARETO: Analysis = Analysis {
    name: "pareto",
    title: ("Which trade-offs are left?", "어떤 맞바꿈이 남는가"),
    method: Some(&pareto::PARETO),
    doc: "Strategies that no other beats on every outcome at once, and how firmly.",
    source: "Pareto 1906; Deb et al. 2002 (fronts)",
    needs: Needs::SeveralStrategies,
    run,
};

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measures: Vec<&Measure> =
        ground.measures.iter().filter(|measure| !measure.criterion && measure.better != Better::Neither).collect();
    if measures.len() < 2 {
        return Err(Refusal::new("a trade-off needs two outcomes with a direction", "name two with --outcome"));
    }
    let better: Vec<Better> = measures.iter().map(|measure| measure.better).collect();
    let values: Vec<Vec<Vec<f64>>> =
        (0..ground.arms.len()).map(|arm| measures.iter().map(|measure| ground.values(arm, measure)).collect()).collect();
    // Only futures that are whole under every strategy: means over different futures are no comparison.
    let whole: Vec<usize> =
        (0..ground.futures()).filter(|&future| values.iter().flatten().all(|column| column[future].is_finite())).collect();
    if whole.len() < 2 {
        return Err(Refusal::new("fewer than two futures are complete under every strategy", "look at the faults"));
    }
    let means = |rows: &[usize]| -> Vec<Vec<f64>> {
        let mean = |column: &Vec<f64>| linchpin_explore::analysis::sum(rows.iter().map(|&row| column[row])) / rows.len() as f64;
        values.iter().map(|arm| arm.iter().map(mean).collect()).collect()
    };
    let points = means(&whole);
    let front = fronts(&points, &better)?;
    let stream = Stream::new(ground.seed, "front");
    let mut stays = vec![0_usize; ground.arms.len()];
    for resample in 0..ground.effort.resamples {
        let pick = |at: usize| {
            let u = stream.uniform(at as u64, resample as u32, 0);
            whole[((u * whole.len() as f64) as usize).min(whole.len() - 1)]
        };
        let rows: Vec<usize> = (0..whole.len()).map(pick).collect();
        let again = fronts(&means(&rows), &better)?;
        stays.iter_mut().zip(&again).for_each(|(count, &front)| *count += usize::from(front == 0));
    }
    let mut finding = Finding::new(PARETO.name, Said::new("all strategies", "모든 전략"));
    let name = |arm: usize| ground.name(arm);
    let on: Vec<String> = (0..front.len()).filter(|&arm| front[arm] == 0).map(|arm| quoted(&name(arm))).collect();
    // A verdict is told only where each ordering in it survives other weights.
    let firm = |a: usize, b: usize| {
        let apart = |at: usize| points[a][at] != points[b][at];
        (0..measures.len()).all(|at| !apart(at) || super::structural::survives(ground, measures[at], a, b))
    };
    type Pairs = Vec<(usize, usize)>;
    let (beaten, open): (Pairs, Pairs) = (0..points.len())
        .flat_map(|a| (0..points.len()).map(move |b| (a, b)))
        .filter(|&(a, b)| dominates(&points[a], &points[b], &better))
        .partition(|&(a, b)| firm(a, b));
    let outcomes = measures.len();
    let least = (0..front.len()).filter(|&arm| front[arm] == 0).map(|arm| stays[arm]).min().unwrap_or(0);
    match beaten.is_empty() {
        true if !open.is_empty() => finding.say(
            format!("No strategy is surely beaten on all {outcomes} outcomes at once."),
            format!("결과 {outcomes}개 모두에서 확실히 지는 전략은 없다."),
        ),
        true => finding.say(
            format!("No strategy is beaten on all {outcomes} outcomes at once: each buys something with something else (in at least {least} of {} resamples).", ground.effort.resamples),
            format!("결과 {outcomes}개 모두에서 한꺼번에 지는 전략은 없다. 모두 무언가를 내주고 무언가를 얻는다(다시 뽑은 표본 {}번 가운데 적어도 {least}번).", ground.effort.resamples),
        ),
        false => {
            let pairs: Vec<String> =
                beaten.iter().map(|&(a, b)| format!("{} beats {} everywhere", quoted(&name(a)), quoted(&name(b)))).collect();
            let pairs_ko: Vec<String> =
                beaten.iter().map(|&(a, b)| format!("{} 모든 결과에서 {}보다 낫다", super::telling::subject(&name(a)), name(b))).collect();
            finding.say(
                format!("On the means of {outcomes} outcomes {}; unbeaten are {}.", and(&pairs), and(&on)),
                format!("결과 {outcomes}개의 평균에서 {}. 지지 않는 전략: {}.", pairs_ko.join(", "), on.join(", ")),
            );
        }
    }
    if !open.is_empty() {
        let pairs: Vec<String> = open.iter().map(|&(a, b)| format!("{} over {}", quoted(&name(a)), quoted(&name(b)))).collect();
        finding.note(
            format!("Undecided, because an ordering in it does not survive other weights: {}.", and(&pairs)),
            format!("가중치를 바꾸면 남지 않는 순서가 있어 갈리지 않음: {}.", pairs.join(", ")),
        );
    }
    finding.note(
        format!("Dominance is of means over {} futures; it says nothing about single futures.", whole.len()),
        format!("미래 {}개의 평균을 견준 것이며, 낱낱의 미래에 대한 말이 아니다.", whole.len()),
    );
    let mut table = Table::new("front")
        .text("strategy", (0..front.len()).map(name).collect())
        .number("front", "", front.iter().map(|&f| f as f64).collect())
        .number("stays_of_resamples", "", stays.iter().map(|&s| s as f64).collect());
    for (at, measure) in measures.iter().enumerate() {
        table = table.number(measure.name.clone(), measure.unit.clone(), points.iter().map(|p| p[at] / measure.scale).collect());
    }
    finding.tables.push(table);
    // Regret by outcome as a share of the worst: a grid that is dark where a strategy pays.
    let column = |at: usize| -> Vec<f64> {
        let sign = if better[at] == Better::Higher { 1.0 } else { -1.0 };
        let turned: Vec<f64> = points.iter().map(|p| sign * p[at]).collect();
        let (low, high) = turned.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
        turned.iter().map(|v| if high > low { (high - v) / (high - low) } else { 0.0 }).collect()
    };
    let columns: Vec<Vec<f64>> = (0..outcomes).map(column).collect();
    finding.figures.push(Figure::Grid {
        name: "pareto-tradeoffs".into(),
        title: Said::new("What each strategy pays with", "각 전략이 무엇을 내주는가"),
        cell: Said::new("0 best of these strategies on this outcome, 1 worst", "0: 이 결과에서 가장 나음, 1: 가장 못함"),
        rows: (0..points.len()).map(|arm| Said::same(ground.name(arm))).collect(),
        columns: measures.iter().map(|measure| measure.title.clone()).collect(),
        cells: (0..points.len()).map(|arm| columns.iter().map(|column| column[arm]).collect()).collect(),
    });
    Ok(vec![finding])
}
