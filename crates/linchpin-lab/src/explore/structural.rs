//! Which orderings survive a change of every fixed weight and of every table's shape?
//!
//! Comes in: a ground. Goes out: for each pair of strategies and each measure the draws in which the ordering holds, the
//! verdicts that survive, those that do not. Refuses: one strategy.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Arm;
use linchpin_core::model::Better;
use linchpin_core::table::Table;
use linchpin_explore::analysis::{mean, wilson};
use linchpin_explore::sample::{Design, SAMPLERS};

use super::finding::{Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::survival::{BOUND, Jitter, SURVIVES, Survival, Tested, Yardstick, all_weights, survival};
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

/// Draws and futures of each for what stands beside the strategies, at most.
const BESIDE: Jitter = Jitter { draws: 24, futures: 100, bound: BOUND };

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
    survival(tested, jitter(ground), ground.hands)
}

fn jitter(ground: &Ground<'_>) -> Jitter {
    Jitter { draws: ground.effort.jitters, futures: ground.effort.jitter_futures, bound: BOUND }
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

/// A turn of the preference between two strategies at a value of an input.
#[derive(Clone, Copy)]
pub struct Turn {
    /// The first strategy.
    pub one: usize,
    /// The second.
    pub other: usize,
    /// The input, by index.
    pub input: usize,
    /// The value, in base units.
    pub at: f64,
    /// The first's mean difference from the second below the value and above it; only the signs count.
    pub sides: (f64, f64),
}

/// Draws in which a turn is the same on both sides, of how many, and whether that is enough for a verdict; `None` where it
/// cannot be told.
pub fn turn_survives(ground: &Ground<'_>, measure: &Measure, turn: Turn) -> Option<(usize, usize, bool)> {
    let measures = ordered(ground);
    let found = ground.survival.get_or_init(|| test(ground, &yardsticks(ground, &measures)).ok()).as_ref()?;
    let at = measures.iter().position(|known| known.name == measure.name)?;
    let design = Design { seed: ground.seed, size: found.jitter.futures, vary: Vec::new() };
    let draws = (SAMPLERS[0].draws)(ground.model, &design).ok()?;
    let uncertainties = ground.model.uncertainties();
    let mut columns = vec![vec![0.0; usize::try_from(found.jitter.futures).ok()?]; uncertainties.len()];
    draws(0..found.jitter.futures, &mut columns);
    let column = uncertainties.iter().position(|id| *id == ground.inputs[turn.input].id)?;
    let above: Vec<bool> = columns[column].iter().map(|value| *value > turn.at).collect();
    let kept = found.kept_on_sides(at, (turn.one, turn.other), &above, turn.sides);
    Some((kept, found.draws, found.enough(kept)))
}

/// The least number of draws in which a strategy keeps its place before each other that is ranked, of how many, and whether
/// that is enough, with some inputs fixed in every strategy: in a theory world.
pub fn first_survives(
    ground: &Ground<'_>,
    measure: &Measure,
    arms: &[Arm],
    as_it_is: Vec<f64>,
    first: usize,
) -> Result<(usize, usize, bool), Refusal> {
    let found = beside(ground, arms, &[(measure, as_it_is)])?;
    let others = (0..arms.len()).filter(|&other| other != first && !ground.stress(other));
    let least = others.map(|other| found.kept_of(0, first, other)).min().unwrap_or(found.draws);
    Ok((least, found.draws, found.enough(least)))
}

/// Arms beside the strategies of the ground under draws of the fixed weights: a theory world, the settings of a bundle. Each
/// costs a test of its own, so it is looked at with fewer draws and futures than the strategies are.
pub(super) fn beside(ground: &Ground<'_>, arms: &[Arm], measures: &[(&Measure, Vec<f64>)]) -> Result<Survival, Refusal> {
    let yardstick = |(measure, as_it_is): &(&Measure, Vec<f64>)| Yardstick {
        outcomes: measure.outcomes.clone(),
        criterion: measure.criterion,
        as_it_is: as_it_is.clone(),
    };
    let yardsticks: Vec<Yardstick> = measures.iter().map(yardstick).collect();
    let tested = Tested {
        model: ground.model,
        arms,
        outcomes: &ground.ids,
        yardsticks: &yardsticks,
        seed: ground.seed,
        events: ground.events,
    };
    let Jitter { draws, futures, bound } = jitter(ground);
    let jitter = Jitter { draws: draws.min(BESIDE.draws), futures: futures.min(BESIDE.futures), bound };
    survival(tested, jitter, ground.hands)
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
            "On {}, {survive} of {} orderings hold in nine of ten of {} draws of {} (± {} %). Better than {} whatever \
             the weights: {}; worse: {}; undecided: {}{}.",
            quoted(&measure.name), pairs.len(), found.draws, all_weights(found.weights), hundred(found.jitter.bound), quoted(&name(base)), list(&better), list(&worse), list(&open), if same.is_empty() { String::new() } else { format!("; the same: {}", and(&same)) }
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
    // A share of draws that lies beside the line may cross it when draws are added: that is said, not hidden.
    let near: Vec<String> = others
        .iter()
        .filter(|&&arm| {
            let kept = found.kept_of(at, arm, base);
            let (low, high) = wilson(kept, found.draws);
            kept < found.draws && low < SURVIVES && high > SURVIVES
        })
        .map(|&arm| format!("{} ({}/{})", quoted(&name(arm)), found.kept_of(at, arm, base), found.draws))
        .collect();
    if !near.is_empty() {
        finding.note(
            format!(
                "Beside the line of nine in ten on {}, so that more draws (--draws) may settle it either way: {}.",
                quoted(&measure.name),
                and(&near)
            ),
            format!(
                "‘{}’에서 열에 아홉의 경계에 가까워, 더 바꾸어 보면(--draws) 어느 쪽으로든 달라질 수 있는 것: {}.",
                measure.title.ko,
                near.join(", ")
            ),
        );
    }
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
