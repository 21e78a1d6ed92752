use linchpin_core::model::VarId;
use linchpin_explore::analysis::{difference, extremes, level, share};

use super::*;
use crate::compare::{ArmShown, Cell};

const STANDING: Standing = Standing { evidence: 3, bounded: 4, judgement: 13 };

fn arm(name: &str, stress: bool) -> ArmShown {
    ArmShown { name: name.into(), title: String::new(), ko: String::new(), stress, faulted: 0 }
}

/// A made-up comparison: values by outcome, arm and future; the first arm is the baseline. Every outcome is better higher.
fn comparison(arms: Vec<ArmShown>, outcomes: &[(&str, Vec<Vec<f64>>)], met: Option<Vec<Vec<f64>>>) -> Comparison {
    let stress: Vec<bool> = arms.iter().map(|arm| arm.stress).collect();
    let outcome = |(at, (title, values)): (usize, &(&str, Vec<Vec<f64>>))| OutcomeShown {
        id: VarId(at as u32),
        name: format!("o{at}"),
        title: (*title).into(),
        ko: String::new(),
        unit: "1".into(),
        scale: 1.0,
        better: Better::Higher,
        acceptable: None,
        hidden: false,
        cells: values
            .iter()
            .enumerate()
            .map(|(arm, own)| Cell {
                level: level(own),
                difference: (arm > 0).then(|| difference(own, &values[0])),
                superiority: None,
                acceptable: None,
            })
            .collect(),
        extremes: extremes(&values.iter().map(Vec::as_slice).collect::<Vec<_>>(), &stress, Better::Higher),
    };
    let criteria = met.map(|met| CriterionShown {
        name: "core".into(),
        title: "Core criteria".into(),
        ko: String::new(),
        shares: met.iter().map(|marks| share(marks)).collect(),
        differences: met.iter().enumerate().map(|(arm, own)| (arm > 0).then(|| difference(own, &met[0]))).collect(),
        extremes: extremes(&met.iter().map(Vec::as_slice).collect::<Vec<_>>(), &stress, Better::Higher),
    });
    Comparison {
        world: None,
        futures: outcomes.first().map_or(100, |(_, values)| values[0].len()),
        baseline: 0,
        headline: (0..outcomes.len()).collect(),
        outcomes: outcomes.iter().enumerate().map(outcome).collect(),
        criteria: criteria.into_iter().collect(),
        arms,
    }
}

/// A hundred futures of which the first so many are ones.
fn ones(count: usize) -> Vec<f64> {
    (0..100).map(|at| f64::from(at < count)).collect()
}

fn plus(by: f64) -> Vec<f64> {
    (0..100).map(|at| f64::from(at) / 100.0 + by).collect()
}

#[test]
fn orderings_shares_and_trades_are_told() {
    let arms = vec![arm("now", false), arm("more", false), arm("less", false), arm("odd", true)];
    let outcomes = [
        ("Safety: nothing happens", vec![plus(0.0), plus(0.2), plus(-0.1), plus(0.9)]),
        ("Thrift, mean", vec![plus(0.0), plus(-0.3), plus(0.4), plus(0.1)]),
    ];
    let met = vec![ones(62), ones(74), ones(50), ones(99)];
    let told = tell(&[comparison(arms, &outcomes, Some(met))], STANDING);
    assert_eq!(
        told.paragraph,
        "4 strategies in 100 sampled futures, the same luck under each; 13 of the 20 inputs behind them are judgement alone. \
         Core criteria: met in 62 of 100 sampled futures under `now`, the baseline; more often under `more` (12 more of 100); \
         less often under `less` (12 fewer of 100). No strategy is best at everything: `more` is best on Safety; `less` is best \
         on Thrift. Against `now`, `more` does better on Safety and pays on Thrift. `odd` is a stress test: shown, not ranked best."
    );
    assert!(told.caveats[1].contains("20 in all, of which 3 plain evidence, 4 judgement bounded by evidence, 13 judgement"));
}

#[test]
fn what_the_futures_do_not_decide_is_undecided() {
    let toss: Vec<f64> = (0..100).map(|at| f64::from(at) / 100.0 + if at % 2 == 0 { 0.2 } else { -0.2 }).collect();
    let arms = vec![arm("now", false), arm("coin", false)];
    let flipped: Vec<f64> = (0..100).map(|at| f64::from(at % 2)).collect();
    let even: Vec<f64> = (0..100).map(|at| f64::from((at + 1) % 2)).collect();
    let told = tell(&[comparison(arms, &[("Safety", vec![plus(0.0), toss])], Some(vec![flipped, even]))], STANDING);
    assert!(told.paragraph.contains("undecided for `coin`."), "{}", told.paragraph);
    assert!(told.paragraph.contains("Which strategy is best is undecided on the one outcome shown."), "{}", told.paragraph);
}

#[test]
fn nothing_promised_and_no_level_told() {
    let arms = vec![arm("now", false), arm("more", false)];
    let told = tell(&[comparison(arms, &[("Safety", vec![plus(0.0), plus(0.2)])], Some(vec![ones(1), ones(99)]))], STANDING);
    let text = format!("{} {}", told.paragraph, told.caveats.join(" ")).to_lowercase();
    for word in [" will ", "probability", "optimal", "chance of", "likely", "forecasts", "0.2", "significant"] {
        assert!(!text.contains(word), "says `{word}`: {text}");
    }
}

#[test]
fn one_strategy_alone_is_not_ranked() {
    let told = tell(&[comparison(vec![arm("now", false)], &[("Safety", vec![plus(0.0)])], Some(vec![ones(100)]))], STANDING);
    assert!(told.paragraph.starts_with("One strategy in 100 sampled futures; 13 of the 20 inputs"), "{}", told.paragraph);
    assert!(told.paragraph.contains("met in all sampled futures"), "{}", told.paragraph);
    assert!(!told.paragraph.contains("best"), "{}", told.paragraph);
    assert_eq!(tell(&[], STANDING).paragraph, "");
}

#[test]
fn a_world_that_turns_the_order_is_named() {
    let arms = || vec![arm("now", false), arm("more", false)];
    let here = comparison(arms(), &[], Some(vec![ones(10), ones(60)]));
    let there =
        Comparison { world: Some(("storm".into(), String::new())), ..comparison(arms(), &[], Some(vec![ones(60), ones(10)])) };
    let told = tell(&[here.clone(), there], STANDING);
    assert!(
        told.paragraph.ends_with("The first place on Core criteria goes to `more` here and changes in storm (`now`)."),
        "{}",
        told.paragraph
    );
    let same = Comparison { world: Some(("calm".into(), String::new())), ..here.clone() };
    assert!(tell(&[here, same], STANDING).paragraph.contains("is the same in all 2 worlds shown"));
}

#[test]
fn failed_runs_are_counted() {
    let arms = vec![ArmShown { faulted: 3, ..arm("now", false) }, arm("more", false)];
    let told = tell(&[comparison(arms, &[("Safety", vec![plus(0.0), plus(0.1)])], None)], STANDING);
    assert!(told.paragraph.contains("3 of 200 runs failed"), "{}", told.paragraph);
}

#[test]
fn numbers_as_people_say_them() {
    assert_eq!([999, 1000, 1_234_567].map(grouped), ["999", "1,000", "1,234,567"]);
    assert_eq!(in_hundred(-0.124), "12 fewer of 100");
    assert_eq!(in_hundred(0.002), "less than 1 more of 100");
    let of = |holds: usize, n: usize| in_futures(&share(&(0..n).map(|at| f64::from(at < holds)).collect::<Vec<_>>()));
    assert_eq!(of(0, 50), "in none of the sampled futures");
    assert_eq!(of(1, 1000), "in fewer than 1 of 100 sampled futures");
    assert_eq!(of(999, 1000), "in more than 99 of 100 sampled futures");
    assert_eq!(of(5, 8), "in 62 of 100 sampled futures");
    assert_eq!(of(0, 0), "in no future that could be judged");
}
