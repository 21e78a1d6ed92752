//! Which orderings survive a change of every fixed weight and of every table's shape?
//!
//! Comes in: a ground. Goes out: for each pair of strategies and each measure the draws in which the ordering holds, the
//! verdicts that survive, those that do not. Refuses: one strategy.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;
use linchpin_core::table::Table;
use linchpin_explore::analysis::mean;

use super::finding::{Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::survival::{BOUND, Jitter, Survival, Tested, Yardstick, survival};
use super::telling::{and, hundred, quoted};
use super::{Analysis, Needs};

/// Structural robustness.
pub const STRUCTURAL: Analysis = Analysis {
    name: "structural",
    title: ("What survives other weights?", "가중치를 바꾸어도 남는 것은"),
    method: None,
    doc: "Orderings of strategies that hold in at least nine of ten draws of all fixed weights and tables; only these are told as verdicts.",
    source: "house rule; compare Oreskes, Shrader-Frechette & Belitz 1994",
    needs: Needs::OwnRuns,
    run,
};

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    if ground.arms.len() < 2 {
        return Err(Refusal::new("`structural` compares strategies; there is one", "run a second strategy"));
    }
    let measures = ordered(ground);
    let yardsticks = yardsticks(ground, &measures);
    let found = match ground.survival.get() {
        Some(Some(found)) => found.clone(),
        _ => test(ground, &yardsticks)?,
    };
    let _ = ground.survival.set(Some(found.clone()));
    if found.weights == 0 {
        return Err(Refusal::new(
            format!("{} has no fixed weight inside its equations", ground.model.name),
            "every number is declared: orderings are tested by the uncertainties alone",
        ));
    }
    if found.draws == 0 {
        return Err(Refusal::new(
            "no future is whole under all strategies in any draw, so no ordering can be counted",
            "look at the faults; bounds that are watched may be too narrow for changed weights",
        ));
    }
    Ok(measures.iter().enumerate().map(|(at, measure)| one(ground, measure, &yardsticks[at], &found, at)).collect())
}

/// Measures that have an order.
fn ordered<'g>(ground: &'g Ground<'_>) -> Vec<&'g Measure> {
    ground.measures.iter().filter(|measure| measure.better != Better::Neither).collect()
}

fn yardsticks(ground: &Ground<'_>, measures: &[&Measure]) -> Vec<Yardstick> {
    let one = |measure: &&Measure| Yardstick {
        outcomes: measure.outcomes.clone(),
        criterion: measure.criterion,
        as_it_is: (0..ground.arms.len()).map(|arm| mean(&ground.values(arm, measure)).value).collect(),
    };
    measures.iter().map(one).collect()
}

fn test(ground: &Ground<'_>, yardsticks: &[Yardstick]) -> Result<Survival, Refusal> {
    let tested = Tested {
        model: ground.model,
        arms: &ground.arms,
        outcomes: &ground.ids,
        yardsticks,
        seed: ground.seed,
        events: ground.events,
    };
    let jitter = Jitter { draws: ground.effort.jitters, futures: ground.effort.jitter_futures, bound: BOUND };
    survival(tested, jitter, ground.hands)
}

/// True when the ordering of two strategies on a measure survives other weights: the house rule for whoever would tell it
/// as a verdict. False where it cannot be told.
pub fn survives(ground: &Ground<'_>, measure: &Measure, one: usize, other: usize) -> bool {
    let measures = ordered(ground);
    let found = ground.survival.get_or_init(|| test(ground, &yardsticks(ground, &measures)).ok());
    let at = measures.iter().position(|known| known.name == measure.name);
    matches!((found, at), (Some(found), Some(at)) if found.holds(at, one, other))
}

/// The same against all strategies that are ranked.
pub fn survives_all(ground: &Ground<'_>, measure: &Measure, one: usize) -> bool {
    (0..ground.arms.len()).all(|other| other == one || ground.stress(other) || survives(ground, measure, one, other))
}

fn one(ground: &Ground<'_>, measure: &Measure, yardstick: &Yardstick, found: &Survival, at: usize) -> Finding {
    let n = ground.arms.len();
    let mut finding = Finding::new(STRUCTURAL.name, measure.title.clone());
    let name = |arm: usize| ground.name(arm);
    let pairs: Vec<(usize, usize)> = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
    let kept: Vec<bool> = pairs.iter().map(|&(a, b)| found.holds(at, a, b)).collect();
    let survive = kept.iter().filter(|&&kept| kept).count();
    let base = ground.baseline;
    let sign = if measure.better == Better::Higher { 1.0 } else { -1.0 };
    let ahead = |arm: usize| sign * (yardstick.as_it_is[arm] - yardstick.as_it_is[base]);
    let others: Vec<usize> = (0..n).filter(|&arm| arm != base && !ground.stress(arm)).collect();
    let some = |test: &dyn Fn(usize) -> bool| -> Vec<String> {
        others.iter().filter(|&&arm| test(arm)).map(|&arm| quoted(&name(arm))).collect()
    };
    let better = some(&|arm| ahead(arm) > 0.0 && found.holds(at, arm, base));
    let worse = some(&|arm| ahead(arm) < 0.0 && found.holds(at, arm, base));
    let open = some(&|arm| !found.holds(at, arm, base));
    let same = some(&|arm| ahead(arm) == 0.0 && found.holds(at, arm, base));
    let list = |names: &[String]| if names.is_empty() { "none".to_owned() } else { and(names) };
    let list_ko = |names: &[String]| if names.is_empty() { "없음".to_owned() } else { names.join(", ") };
    finding.say(
        format!(
            "On {}, {survive} of {} orderings hold in nine of ten of {} draws of all {} fixed weights (± {} %). Better than {} whatever \
             the weights: {}; worse: {}; undecided: {}{}.",
            quoted(&measure.name), pairs.len(), found.draws, found.weights, hundred(found.jitter.bound), quoted(&name(base)), list(&better), list(&worse), list(&open), if same.is_empty() { String::new() } else { format!("; the same: {}", and(&same)) }
        ),
        format!(
            "고정 가중치 {}개를 모두 ±{} % 안에서 {}번 바꾸어 보니 ‘{}’의 순서 {}개 가운데 {survive}개가 열에 아홉 번 이상 남았다. 가중치와 무관하게 {}보다 나은 전략: {}. 못한 전략: {}. 갈리지 않는 전략: {}.",
            found.weights, hundred(found.jitter.bound), found.draws, measure.title.ko, pairs.len(), name(base), list_ko(&better), list_ko(&worse), list_ko(&open)
        ),
    );
    finding.note(
        format!("{} futures a draw; levels move with the weights, so only orderings are told.", found.jitter.futures),
        format!("한 번에 미래 {}개. 가중치에 따라 수준이 크게 달라지므로 순서만 말한다.", found.jitter.futures),
    );
    if found.failed > 0 {
        let at = found.failed_at.map_or_else(String::new, |id| quoted(&ground.model.variable(id).name));
        let draws = found.jitter.draws as usize;
        finding.note(
            format!(
                "{} runs failed under changed weights, most at {at}; {} of {draws} draws have futures that are whole under all strategies, and only those count.",
                found.failed, found.draws
            ),
            format!(
                "바뀐 가중치에서 {}회 실행이 실패했다(가장 잦은 곳 {at}). {draws}번 가운데 모든 전략에서 온전한 미래가 있는 {}번만 센다.",
                found.failed, found.draws
            ),
        );
    }
    let column = |of: &dyn Fn(usize, usize) -> String| pairs.iter().map(|&(a, b)| of(a, b)).collect::<Vec<String>>();
    let order = |a: usize, b: usize| match sign * (yardstick.as_it_is[a] - yardstick.as_it_is[b]) {
        d if d > 0.0 => "better".to_owned(),
        d if d < 0.0 => "worse".to_owned(),
        _ => "same".to_owned(),
    };
    finding.tables.push(
        Table::new("orderings")
            .text("first", column(&|a, _| name(a)))
            .text("second", column(&|_, b| name(b)))
            .text("first_is", column(&order))
            .number("kept", "", pairs.iter().map(|&(a, b)| found.kept_of(at, a, b) as f64).collect())
            .number("draws", "", pairs.iter().map(|_| found.draws as f64).collect())
            .text("verdict", kept.iter().map(|&kept| if kept { "survives".into() } else { "undecided".into() }).collect()),
    );
    let ranges = &found.ranges[at];
    let unit = if measure.criterion { "of 100 futures".into() } else { measure.unit.clone() };
    finding.tables.push(
        Table::new("ranges")
            .text("strategy", (0..n).map(name).collect())
            .number("as_it_is", unit.clone(), yardstick.as_it_is.iter().map(|v| v / measure.scale).collect())
            .number("least", unit.clone(), ranges.iter().map(|range| range.0 / measure.scale).collect())
            .number("greatest", unit, ranges.iter().map(|range| range.1 / measure.scale).collect()),
    );
    let share = |a: usize, b: usize| if a == b { f64::NAN } else { found.kept_of(at, a, b) as f64 / found.draws as f64 };
    finding.figures.push(Figure::Grid {
        name: format!("structural-{}", measure.name),
        title: Said::new(
            format!("{}: share of draws that keep each ordering", measure.title.en),
            format!("{}: 순서가 남은 비율", measure.title.ko),
        ),
        cell: Said::new("share of draws; 0.9 and more survives", "남은 비율, 0.9 이상이면 살아남음"),
        rows: (0..n).map(|arm| Said::same(name(arm))).collect(),
        columns: (0..n).map(|arm| Said::same(name(arm))).collect(),
        cells: (0..n).map(|a| (0..n).map(|b| share(a, b)).collect()).collect(),
    });
    finding
}
