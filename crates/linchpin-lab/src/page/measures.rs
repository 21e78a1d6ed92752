//! Does the winner depend on the measure?
//!
//! Comes in: outcomes by future under all strategies. Goes out: robustness measures of the first criterion and of each of
//! its outcomes, and regret. Refuses: nothing; a measure that cannot be taken is left out, and a single strategy has none.

use linchpin_core::model::Better;
use linchpin_core::table::Outcomes;
use linchpin_explore::analysis::{mean, quantile, sorted};
use linchpin_explore::method::robustness::{Settings, robustness};

use super::question::Question;
use crate::compare::{Comparison, OutcomeShown};
use crate::wire::page::{AnswerMeasure, AnswerRegret, Number};
use crate::words::cut;

/// Measures of single outcomes: name, English and Korean title.
const SHOWN: [(&str, &str, &str); 3] = [
    ("laplace", "Mean over futures", "미래 평균"),
    ("worst_decile", "Missed in one of ten futures", "열에 하나는 못 미치는 수준"),
    ("minimax_regret", "Greatest regret", "최대 후회"),
];

pub(super) fn measures(
    question: &Question<'_>,
    comparison: &Comparison,
    outcomes: &Outcomes,
) -> (Vec<AnswerMeasure>, Vec<AnswerRegret>) {
    let arms = comparison.arms.len();
    let Some(core) = question.model.criteria.first().filter(|_| arms > 1) else { return Default::default() };
    let mut found = Vec::new();
    if let Some(criterion) = comparison.criteria.first() {
        let values: Vec<f64> = criterion.shares.iter().map(|share| share.value).collect();
        let ko = if criterion.ko.is_empty() { &criterion.title } else { &criterion.ko };
        found.push(AnswerMeasure {
            measure: "satisficing".into(),
            title: format!("Futures that meet {}", criterion.title),
            ko: format!("충족하는 미래: {ko}"),
            ..ordered(question, comparison, &values, 1.0, 1.0)
        });
    }
    // Shortfall by strategy and future, in shares of the spread, summed over outcomes.
    let mut regrets = vec![vec![0.0; outcomes.futures]; arms];
    let mut counted = 0.0;
    for (at, shown) in comparison.outcomes.iter().enumerate().filter(|(_, shown)| core.outcomes.contains(&shown.id)) {
        let values: Vec<&[f64]> = (0..arms).map(|arm| &outcomes.values[arm][at][..]).collect();
        let settings = Settings { better: shown.better, threshold: None, optimism: 0.5, worst_share: 0.1 };
        let Ok(judged) = robustness(&values, &settings) else { continue };
        for (name, title, ko) in SHOWN {
            let Some(scored) = judged.measures.iter().find(|scored| scored.measure == name) else { continue };
            let sign = if name == "minimax_regret" || shown.better == Better::Lower { -1.0 } else { 1.0 };
            found.push(AnswerMeasure {
                measure: format!("{name}:{}", shown.name),
                title: format!("{title}: {}", cut(&shown.title)),
                ko: format!("{ko}: {}", cut(korean(shown))),
                ..ordered(question, comparison, &scored.values, sign, shown.scale)
            });
        }
        let pooled = sorted(&values.concat());
        let spread = quantile(&pooled, 0.95) - quantile(&pooled, 0.05);
        if spread > 0.0 {
            counted += 1.0;
            // A future that failed under one strategy says nothing about falling short: it is missing under all.
            let whole: Vec<usize> = (0..outcomes.futures).filter(|&at| values.iter().all(|arm| arm[at].is_finite())).collect();
            for (sum, regret) in regrets.iter_mut().zip(&judged.regrets) {
                let mut shares = vec![f64::NAN; outcomes.futures];
                whole.iter().zip(regret).for_each(|(&at, regret)| shares[at] = regret / spread);
                sum.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
            }
        }
    }
    let regret = |(arm, sums): (usize, Vec<f64>)| {
        let shares: Vec<f64> = sums.into_iter().map(|sum| sum / counted).collect();
        let p90 = Number(quantile(&sorted(&shares), 0.9));
        AnswerRegret { id: question.id(arm), mean: Number(mean(&shares).value), p90 }
    };
    (found, if counted > 0.0 { regrets.into_iter().enumerate().map(regret).collect() } else { Vec::new() })
}

fn korean(shown: &OutcomeShown) -> &str {
    if shown.ko.is_empty() { &shown.title } else { &shown.ko }
}

/// Strategies by a measure, best first; a stress test is shown behind all others, and what is undefined behind those.
fn ordered(question: &Question<'_>, comparison: &Comparison, values: &[f64], sign: f64, scale: f64) -> AnswerMeasure {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let last = |at: usize| (values[at].is_nan(), comparison.arms[at].stress);
    order.sort_by(|&a, &b| last(a).cmp(&last(b)).then((sign * values[b]).total_cmp(&(sign * values[a]))));
    AnswerMeasure {
        measure: String::new(),
        title: String::new(),
        ko: String::new(),
        values: order.iter().map(|&at| Number(values[at] / scale)).collect(),
        order: order.into_iter().map(|at| question.id(at)).collect(),
    }
}
