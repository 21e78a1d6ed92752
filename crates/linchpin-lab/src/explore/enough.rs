//! How many futures are enough? The answer from the first eighth, quarter and half of one design beside all of it.
//!
//! Comes in: a ground. Goes out: for each strategy the first criterion's difference from the baseline over prefixes, and
//! how many futures an interval of one percent would need. Refuses: one strategy, fewer than 80 futures.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Table;
use linchpin_explore::analysis::{Verdict, Z95, difference, share};

use super::finding::{Figure, Finding, Line, Said};
use super::ground::{Ground, Measure};
use super::telling::{and, count, quoted};
use super::{Analysis, Needs};

/// Convergence.
pub const CONVERGENCE: Analysis = Analysis {
    name: "convergence",
    title: ("Are there enough futures?", "미래는 충분한가"),
    method: None,
    doc: "The same answer from growing parts of the futures at hand, and how many futures an interval of one in a hundred would need.",
    source: "standard",
    needs: Needs::Futures,
    run,
};

/// Futures below which halves say nothing.
const LEAST: usize = 80;
/// Half the width that is called settled: one future of 100.
pub const SETTLED: f64 = 0.01;

/// Parts of `n` futures: an eighth, a quarter, a half, all.
fn parts(n: usize) -> Vec<usize> {
    [8, 4, 2, 1].into_iter().map(|part| n / part).collect()
}

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let n = ground.futures();
    if n < LEAST {
        return Err(Refusal::new(
            format!("`convergence` needs at least {LEAST} futures; there are {n}"),
            "ask for more with --futures",
        ));
    }
    let measure = &ground.measures[0];
    let mut finding = Finding::new(CONVERGENCE.name, measure.title.clone());
    let parts = parts(n);
    let base = ground.values(ground.baseline, measure);
    let (mut who, mut numbers): (Vec<String>, [Vec<f64>; 4]) = Default::default();
    let (mut lines, mut turned, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut needed = 0.0_f64;
    for arm in 0..ground.arms.len() {
        let values = ground.values(arm, measure);
        let alone = arm == ground.baseline;
        let mut points = Vec::new();
        let mut verdicts = Vec::new();
        for &part in &parts {
            let (mean, low, high, deviation) = match alone {
                true => level(&values[..part], measure),
                false => {
                    let found = difference(&values[..part], &base[..part]);
                    verdicts.push(found.verdict);
                    (found.mean, found.low, found.high, found.standard_error * (found.n as f64).sqrt())
                }
            };
            who.push(ground.name(arm));
            let row = [part as f64, mean / measure.scale, low / measure.scale, high / measure.scale];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
            points.push((part as f64, mean / measure.scale));
            if part == n && measure.criterion {
                needed = needed.max((Z95 * deviation / SETTLED).powi(2));
            }
        }
        if !alone {
            lines.push(Line { name: Said::same(ground.name(arm)), points });
            let (half, all) = (verdicts[2], verdicts[3]);
            let firm = |verdict: Verdict| matches!(verdict, Verdict::More | Verdict::Less);
            if firm(half) && firm(all) && half != all {
                turned.push(quoted(&ground.name(arm)));
            } else if !firm(all) && all != Verdict::Same {
                open.push(quoted(&ground.name(arm)));
            }
        }
    }
    tell(ground, measure, (&turned, &open), needed, &mut finding);
    let [size, mean, low, high] = numbers;
    finding.tables.push(
        Table::new("prefixes")
            .text("strategy", who)
            .number("futures", "", size)
            .number("value", "", mean)
            .number("low", "", low)
            .number("high", "", high),
    );
    if !lines.is_empty() {
        finding.figures.push(Figure::Lines {
            name: format!("convergence-{}", measure.name),
            title: Said::new(
                format!("{}: difference from the baseline as futures are added", measure.title.en),
                format!("{}: 미래를 늘릴 때의 차이", measure.title.ko),
            ),
            x: Said::new("futures", "미래 수"),
            y: Said::new("difference", "차이"),
            lines,
            marked: None,
        });
    }
    Ok(vec![finding])
}

fn level(values: &[f64], measure: &Measure) -> (f64, f64, f64, f64) {
    if measure.criterion {
        let share = share(values);
        return (share.value, share.low, share.high, (share.value * (1.0 - share.value)).sqrt());
    }
    let found = linchpin_explore::analysis::mean(values);
    let half = Z95 * found.standard_error;
    (found.value, found.value - half, found.value + half, found.standard_error * (found.n as f64).sqrt())
}

fn tell(ground: &Ground<'_>, measure: &Measure, (turned, open): (&[String], &[String]), needed: f64, finding: &mut Finding) {
    let n = ground.futures();
    let several = ground.arms.len() > 1;
    if several {
        let kept = match turned.is_empty() {
            true => Said::new(
                "no decided ordering turned between half of the futures and all of them",
                "절반과 전체 사이에서 뒤집힌 순서는 없다",
            ),
            false => Said::new(
                format!("the ordering turned between half and all for {}", and(turned)),
                format!("절반과 전체 사이에 순서가 뒤집힌 전략: {}", turned.join(", ")),
            ),
        };
        let left = match open.is_empty() {
            true => Said::default(),
            false => Said::new(
                format!("; undecided against the baseline: {}", and(open)),
                format!(". 기준과 갈리지 않는 전략: {}", open.join(", ")),
            ),
        };
        finding.say(
            format!("On {} {}{}.", quoted(&measure.name), kept.en, left.en),
            format!("‘{}’에서 {}{}.", measure.title.ko, kept.ko, left.ko),
        );
    }
    if measure.criterion {
        let needed = needed.ceil();
        match needed <= n as f64 {
            true => finding.say(
                format!("All shares and their differences are known to within one future of 100 at {} futures.", count(n)),
                format!("미래 {}개에서 모든 몫과 차이가 100개당 하나 안으로 정해졌다.", count(n)),
            ),
            false => finding.say(
                format!(
                    "To know every share and difference to within one future of 100, about {} futures are needed; there are {}.",
                    count(needed as usize),
                    count(n)
                ),
                format!(
                    "모든 몫과 차이를 100개당 하나 안으로 알려면 미래가 약 {}개 필요하며, 지금은 {}개다.",
                    count(needed as usize),
                    count(n)
                ),
            ),
        }
    }
    if ground.design == "latin_hypercube" {
        finding.note(
            "A part of a Latin hypercube is no hypercube of its own, so small parts look a little worse than a small study would.",
            "라틴 하이퍼큐브의 일부는 그 자체로 하이퍼큐브가 아니므로, 작은 부분은 작은 연구보다 조금 나쁘게 보인다.",
        );
    }
}
