//! Which strategy does better, and in how many of the same futures?
//!
//! Comes in: a ground. Goes out: paired differences from the baseline with intervals, and the share of futures in which a
//! strategy does better. Refuses: one strategy.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;
use linchpin_core::table::Table;
use linchpin_explore::analysis::{Verdict, difference, superiority};

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::structural::survives;
use super::telling::{and, hundred, hundred_ko, quoted};
use super::{Analysis, Needs};

/// Paired differences.
pub const COMPARISON: Analysis = Analysis {
    name: "comparison",
    title: ("Which does better?", "어느 쪽이 나은가"),
    method: None,
    doc: "Paired differences from the baseline in the same futures under the same luck, with intervals, and the share of futures in which a strategy does better; a verdict only where it survives other weights.",
    source: "Vargha & Delaney 2000",
    needs: Needs::SeveralStrategies,
    run,
};

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    if ground.futures() < 2 {
        return Err(Refusal::new("one future has no interval", "ask for more with --futures"));
    }
    let base = ground.name(ground.baseline);
    let mut finding = Finding::new(COMPARISON.name, Said::same(base.clone()));
    let (mut arms, mut names, mut units, mut verdicts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut numbers: [Vec<f64>; 6] = Default::default();
    for measure in &ground.measures {
        let of_base = ground.values(ground.baseline, measure);
        let mut bars = Vec::new();
        for arm in (0..ground.arms.len()).filter(|&arm| arm != ground.baseline) {
            let values = ground.values(arm, measure);
            let found = difference(&values, &of_base);
            let better = superiority(&values, &of_base, measure.better);
            arms.push(ground.name(arm));
            names.push(measure.name.clone());
            units.push(if measure.criterion { "of 100 futures".into() } else { measure.unit.clone() });
            // What is better or worse is a verdict, and must survive other weights; a mere difference is none.
            let survives = measure.better == Better::Neither || survives(ground, measure, arm, ground.baseline);
            let verdict = match found.verdict {
                Verdict::More | Verdict::Less if !survives => Verdict::Undecided,
                verdict => verdict,
            };
            verdicts.push(word(verdict, found.improves(measure.better)).into());
            let scaled = [found.mean, found.low, found.high].map(|v| v / measure.scale);
            let row = [scaled[0], scaled[1], scaled[2], better, found.n as f64, found.left_out as f64];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
            bars.push(Bar {
                label: Said::same(ground.name(arm)),
                value: scaled[0],
                low: scaled[1],
                high: scaled[2],
                judged: ground.stress(arm),
            });
        }
        let unit =
            if measure.criterion { Said::new("futures of 100", "미래 100개당") } else { Said::same(measure.unit.clone()) };
        finding.figures.push(Figure::Bars {
            name: format!("comparison-{}", measure.name),
            title: Said::new(
                format!("{}: difference from {base}", measure.title.en),
                format!("{}: {base} 대비 차이", measure.title.ko),
            ),
            axis: Said::new(format!("difference, {}, 95 % interval", unit.en), format!("차이, {}, 95 % 구간", unit.ko)),
            bars,
        });
    }
    if let Some(measure) = ground.measures.iter().find(|measure| !measure.criterion && measure.better != Better::Neither) {
        tell(ground, &base, measure, &mut finding);
    }
    let [mean, low, high, better, n, left] = numbers;
    finding.tables.push(
        Table::new("comparison")
            .text("strategy", arms)
            .text("outcome", names)
            .text("unit", units)
            .number("difference", "", mean)
            .number("low", "", low)
            .number("high", "", high)
            .text("verdict", verdicts)
            .number("share_better", "", better)
            .number("futures", "", n)
            .number("left_out", "", left),
    );
    Ok(vec![finding])
}

fn word(verdict: Verdict, improves: Option<bool>) -> &'static str {
    match (verdict, improves) {
        (Verdict::Same, _) => "same",
        (Verdict::Undecided, _) => "undecided",
        (_, Some(true)) => "better",
        (_, Some(false)) => "worse",
        (Verdict::More, None) => "more",
        (Verdict::Less, None) => "less",
    }
}

/// In how many of 100 futures each does better on one outcome: a share, never a verdict.
fn tell(ground: &Ground<'_>, base: &str, measure: &Measure, finding: &mut Finding) {
    let of_base = ground.values(ground.baseline, measure);
    let mut shares: Vec<(usize, f64)> = (0..ground.arms.len())
        .filter(|&arm| arm != ground.baseline && !ground.stress(arm))
        .map(|arm| (arm, superiority(&ground.values(arm, measure), &of_base, measure.better)))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    if shares.is_empty() {
        return;
    }
    let en: Vec<String> =
        shares.iter().map(|(arm, share)| format!("{} in {}", quoted(&ground.name(*arm)), hundred(*share))).collect();
    let ko: Vec<String> = shares.iter().map(|(arm, share)| format!("{} {}", ground.name(*arm), hundred_ko(*share))).collect();
    finding.say(
        format!(
            "On {} these do better than {} in so many of 100 of the same futures (ties count half): {}.",
            quoted(&measure.name),
            quoted(base),
            and(&en)
        ),
        format!("‘{}’에서 {base}보다 나은 미래의 수(같은 미래 100개 가운데, 동률은 절반): {}.", measure.title.ko, ko.join(", ")),
    );
    finding.note(
        "A difference is called better or worse only where its sign also holds in nine of ten draws of the model's fixed weights; else it is undecided.",
        "모형의 고정 가중치를 바꾸어도 부호가 열에 아홉 번 이상 남는 차이만 낫거나 못하다고 하며, 나머지는 갈리지 않는다고 한다.",
    );
}
