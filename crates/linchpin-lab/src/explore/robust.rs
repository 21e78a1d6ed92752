//! Which strategy is robust, and does that depend on what robust means?
//!
//! Comes in: a ground. Goes out: every robustness measure by strategy, the ranking under each, the winners. Refuses: one
//! strategy, one future, a threshold that nothing meets. Stress tests are left out: they are no choice.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Acceptable, Better};
use linchpin_core::table::Table;
use linchpin_explore::method::robustness::{self, Settings, robustness};

use super::finding::{Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::telling::{and, quoted, subject};
use super::{Analysis, Needs};

/// Robustness measures.
pub const ROBUSTNESS: Analysis = Analysis {
    name: "robustness",
    title: ("Which is robust?", "어느 쪽이 튼튼한가"),
    method: Some(&robustness::ROBUSTNESS),
    doc: "Every usual robustness measure by strategy, and whether the winner depends on the measure.",
    source: "McPhail et al. 2018",
    needs: Needs::SeveralStrategies,
    run,
};

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let arms: Vec<usize> = (0..ground.arms.len()).filter(|&arm| !ground.stress(arm)).collect();
    let measures: Vec<&Measure> =
        ground.measures.iter().filter(|measure| !measure.criterion && measure.better != Better::Neither).collect();
    if measures.is_empty() {
        return Err(Refusal::new(
            "no outcome has a direction",
            "name one with --outcome that has `better higher` or `better lower`",
        ));
    }
    let one = |&measure: &&Measure| one(ground, measure, &arms);
    super::some(ground.each(&measures, one), |at, why| super::cannot(ROBUSTNESS.name, &measures[at].name, why))
}

fn one(ground: &Ground<'_>, measure: &Measure, arms: &[usize]) -> Result<Finding, Refusal> {
    let values: Vec<Vec<f64>> = arms.iter().map(|&arm| ground.values(arm, measure)).collect();
    let views: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let threshold = measure.acceptable.map(|acceptable| match acceptable {
        Acceptable::AtMost(limit) | Acceptable::AtLeast(limit) => limit,
    });
    let settings = Settings { better: measure.better, threshold, optimism: 0.5, worst_share: 0.1 };
    let found = robustness(&views, &settings)?;
    let resamples = ground.effort.resamples;
    let first = robustness::first_again(&views, &settings, resamples, ground.seed);
    let mut finding = Finding::new(ROBUSTNESS.name, measure.title.clone());
    let mut order: Vec<usize> = (0..arms.len()).collect();
    order.sort_by(|&a, &b| found.wins[b].cmp(&found.wins[a]).then(a.cmp(&b)));
    let total = found.measures.len();
    let winners: Vec<usize> = order.into_iter().filter(|&at| found.wins[at] > 0).collect();
    let name = |at: usize| ground.name(arms[at]);
    let won: Vec<String> = winners.iter().map(|&at| format!("{} {}", quoted(&name(at)), found.wins[at])).collect();
    match found.winner_depends {
        true => finding.say(
            format!(
                "On {} the winner depends on what robust means: of {total} measures {} (ties count for each).",
                quoted(&measure.name),
                and(&won)
            ),
            format!(
                "‘{}’에서는 튼튼함을 어떻게 재느냐에 따라 앞서는 전략이 다르다. 척도 {total}개 가운데 {}(동률은 모두 셈).",
                measure.title.ko,
                won.join(", ")
            ),
        ),
        false if !super::structural::survives_all(ground, measure, arms[winners[0]]) => finding.say(
            format!("On {} one strategy wins under all {total} robustness measures, but its ordering does not survive other weights: undecided.", quoted(&measure.name)),
            format!("‘{}’에서는 한 전략이 척도 {total}개 모두에서 앞서지만, 가중치를 바꾸면 순서가 남지 않아 갈리지 않는다.", measure.title.ko),
        ),
        false => finding.say(
            format!("On {} {} wins under all {total} robustness measures.", quoted(&measure.name), quoted(&name(winners[0]))),
            format!("‘{}’에서는 척도 {total}개 모두에서 {} 앞선다.", measure.title.ko, subject(&name(winners[0]))),
        ),
    }
    super::discovery::left_out(&mut finding, found.left_out);
    finding.note(
        format!(
            "A measure over all futures has no interval of one kind, and the worst and the best future of a sample have none: the \
             table counts in how many of {resamples} resamples of the futures each strategy came first."
        ),
        format!(
            "모든 미래에 대한 척도에는 한 가지 구간이 없고, 표본에서 가장 나쁜 미래와 가장 좋은 미래에는 구간이 아예 없다. 표는 미래를 다시 뽑은 \
             표본 {resamples}개 가운데 각 전략이 첫째였던 횟수를 센다."
        ),
    );
    let (mut rows, mut who, mut value, mut rank, mut again) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (scored, first) in found.measures.iter().zip(&first) {
        for (at, &first) in first.iter().enumerate() {
            rows.push(scored.measure.to_owned());
            who.push(name(at));
            value.push(scored.values[at]);
            rank.push(scored.ranks[at] as f64);
            again.push(first as f64);
        }
    }
    finding.tables.push(
        Table::new("measures")
            .text("measure", rows)
            .text("strategy", who)
            .number("value", "base units", value)
            .number("rank", "", rank)
            .number("first_of_resamples", "", again),
    );
    finding.figures.push(Figure::Grid {
        name: format!("robustness-{}", measure.name),
        title: Said::new(
            format!("{}: rank under each robustness measure", measure.title.en),
            format!("{}: 척도별 순위", measure.title.ko),
        ),
        cell: Said::new("rank, 1 is first", "순위, 1이 첫째"),
        rows: (0..arms.len()).map(|at| Said::same(name(at))).collect(),
        columns: found.measures.iter().map(|scored| Said::same(scored.measure.replace('_', " "))).collect(),
        cells: (0..arms.len()).map(|at| found.measures.iter().map(|scored| scored.ranks[at] as f64).collect()).collect(),
    });
    Ok(finding)
}
