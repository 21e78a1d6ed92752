use linchpin_core::model::{Acceptable, Better};
use linchpin_core::table::{Outcomes, Values};

use super::*;

const NAN: f64 = f64::NAN;

fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-12 * b.abs().max(1.0), "{a} is not {b}");
}

fn goal(better: Better, acceptable: Option<Acceptable>) -> Goal {
    Goal { better, acceptable, unit: "1".into(), scale: 1.0 }
}

fn outcomes(values: Vec<Vec<Vec<f64>>>) -> Outcomes {
    Outcomes {
        arms: (0..values.len()).map(|arm| format!("arm{arm}")).collect(),
        names: (0..values[0].len()).map(|at| format!("outcome{at}")).collect(),
        futures: values[0][0].len(),
        values,
        ..Outcomes::default()
    }
}

#[test]
fn quantiles_are_linear_between_order_statistics() {
    let values = sorted(&[4.0, NAN, 1.0, 3.0, 2.0]);
    assert_eq!(values, [1.0, 2.0, 3.0, 4.0]);
    near(quantile(&values, 0.0), 1.0);
    near(quantile(&values, 0.25), 1.75);
    near(quantile(&values, 0.5), 2.5);
    near(quantile(&values, 1.0), 4.0);
    assert!(quantile(&[], 0.5).is_nan());
    assert_eq!(quantile(&[f64::INFINITY, f64::INFINITY], 0.5), f64::INFINITY);
}

#[test]
fn means_keep_the_digits_that_a_plain_sum_loses() {
    assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
    let found = mean(&[1.0, 2.0, NAN, 3.0, 4.0]);
    assert_eq!((found.n, found.left_out, found.value), (4, 1, 2.5));
    // Deviations -1.5 -0.5 0.5 1.5: squares sum to 5, variance 5/3, standard error sqrt(5/12).
    near(found.standard_error, (5.0_f64 / 12.0).sqrt());
    assert!(mean(&[NAN]).value.is_nan());
    assert!(mean(&[7.0]).standard_error.is_nan());
}

#[test]
fn differences_are_paired_and_leave_faults_out_of_both_sides() {
    // Differences 1, 2, 3, (fault), (fault): mean 2, variance 1, standard error 1/sqrt(3).
    let found = difference(&[11.0, 22.0, 33.0, NAN, 50.0], &[10.0, 20.0, 30.0, 40.0, NAN]);
    assert_eq!((found.n, found.left_out, found.mean), (3, 2, 2.0));
    near(found.standard_error, 1.0 / 3.0_f64.sqrt());
    near(found.low, 2.0 - Z95 / 3.0_f64.sqrt());
    near(found.high, 2.0 + Z95 / 3.0_f64.sqrt());
    assert_eq!(found.verdict, Verdict::More);
    assert_eq!(found.improves(Better::Lower), Some(false));
    assert_eq!(found.improves(Better::Neither), None);
}

#[test]
fn an_interval_that_includes_zero_is_undecided_and_rounding_is_the_same() {
    assert_eq!(difference(&[1.0, -1.0, 2.0], &[0.0, 0.0, 0.0]).verdict, Verdict::Undecided);
    assert_eq!(difference(&[1.0], &[0.0]).verdict, Verdict::Undecided);
    assert_eq!(difference(&[], &[]).verdict, Verdict::Undecided);
    assert_eq!(difference(&[1.0, 2.0], &[1.0, 2.0]).verdict, Verdict::Same);
    assert_eq!(difference(&[0.0, 0.0], &[0.0, 0.0]).verdict, Verdict::Same);
    let third = 0.1 + 0.2;
    assert_eq!(difference(&[third, third], &[0.3, 0.3]).verdict, Verdict::Same);
}

#[test]
fn superiority_counts_ties_half() {
    near(superiority(&[2.0, 1.0, 0.0, NAN], &[1.0, 1.0, 1.0, 1.0], Better::Higher), 0.5);
    near(superiority(&[2.0, 1.0, 3.0, 2.0], &[1.0, 1.0, 1.0, 1.0], Better::Higher), 0.875);
    near(superiority(&[2.0, 1.0, 3.0, 2.0], &[1.0, 1.0, 1.0, 1.0], Better::Lower), 0.125);
    assert!(superiority(&[1.0], &[1.0], Better::Neither).is_nan());
}

#[test]
fn wilson_intervals_match_published_values() {
    // Newcombe 1998, table I, method 3: 81/263 and 15/148, 0/20, 1/29.
    for (k, n, low, high) in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let (found_low, found_high) = wilson(k, n);
        assert!((found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5, "{k}/{n}: {found_low} {found_high}");
    }
    assert!(wilson(0, 0).0.is_nan());
    assert_eq!(wilson(5, 5).1, 1.0);
}

#[test]
fn a_criterion_holds_where_all_its_outcomes_are_acceptable() {
    let held = outcomes(vec![vec![vec![1.0, 2.0, 3.0, NAN], vec![9.0, 9.0, 1.0, 9.0]]]);
    let goals = [goal(Better::Higher, Some(Acceptable::AtLeast(2.0))), goal(Better::Higher, Some(Acceptable::AtLeast(5.0)))];
    let criteria = [Together { name: "core".into(), outcomes: vec![0, 1] }];
    let question = Question { outcomes: &held, goals: &goals, criteria: &criteria, baseline: 0, stress: &[false] };
    let found = share(&criterion_marks(&question, 0, 0));
    assert_eq!((found.holds, found.n, found.left_out), (1, 3, 1));
    assert_eq!(share(&marks(question.values(0, 0), Acceptable::AtLeast(2.0))).holds, 2);
}

#[test]
fn best_and_worst_need_a_decided_runner_up() {
    let low: Vec<f64> = (0..100).map(f64::from).collect();
    let plus = |by: f64| -> Vec<f64> { low.iter().map(|v| v + by).collect() };
    let (middle, high, top) = (plus(1.0), plus(2.0), plus(3.0));
    let arms: [&[f64]; 4] = [&low, &middle, &high, &top];
    assert_eq!(extremes(&arms, &[false; 4], Better::Higher), Extremes { best: Some(3), worst: Some(0) });
    assert_eq!(extremes(&arms, &[false; 4], Better::Lower), Extremes { best: Some(0), worst: Some(3) });
    // The stress test at the top is passed over, and the best of the others is marked.
    assert_eq!(extremes(&arms, &[false, false, false, true], Better::Higher), Extremes { best: Some(2), worst: Some(0) });
    // A coin toss between the first two marks neither of them.
    let toss: Vec<f64> = high.iter().enumerate().map(|(i, v)| if i % 2 == 0 { v + 0.5 } else { v - 0.5 }).collect();
    assert_eq!(extremes(&[&low, &high, &toss], &[false; 3], Better::Higher), Extremes { best: None, worst: Some(0) });
    assert_eq!(extremes(&arms, &[false; 4], Better::Neither), Extremes::default());
    assert_eq!(extremes(&[&low], &[false], Better::Higher), Extremes::default());
}

#[test]
fn the_battery_every_method_answers_and_refuses_what_does_not_belong() {
    let held = outcomes(vec![vec![vec![1.0, 2.0, 3.0], vec![4.0, 5.0, NAN]], vec![vec![2.0, 3.0, 4.0], vec![4.0, 4.0, 4.0]]]);
    let goals = [goal(Better::Higher, Some(Acceptable::AtLeast(2.0))), goal(Better::Neither, None)];
    let criteria = [Together { name: "core".into(), outcomes: vec![0] }];
    let question = Question { outcomes: &held, goals: &goals, criteria: &criteria, baseline: 0, stress: &[false, false] };
    let amiss = Question { baseline: 7, ..question };
    for row in ANALYSES {
        assert!(!row.doc.is_empty() && !row.source.is_empty());
        assert_eq!(analysis(row.name).map(|found| found.name), Some(row.name));
        let table = (row.run)(&question).expect("a fitting question is answered");
        let lengths: Vec<usize> = table
            .columns
            .iter()
            .map(|column| match &column.values {
                Values::Number(values) => values.len(),
                Values::Text(values) => values.len(),
            })
            .collect();
        assert!(lengths[0] > 0 && lengths.iter().all(|length| *length == lengths[0]), "{}: {lengths:?}", row.name);
        assert!((row.run)(&amiss).is_err(), "{}", row.name);
    }
}

#[test]
fn tables_show_values_in_the_declared_unit() {
    let held = outcomes(vec![vec![vec![2000.0, 4000.0]]]);
    let goals = [Goal { better: Better::Lower, acceptable: None, unit: "kperson".into(), scale: 1000.0 }];
    let question = Question { outcomes: &held, goals: &goals, criteria: &[], baseline: 0, stress: &[false] };
    let table = (LEVELS.run)(&question).expect("answered");
    let mean = table.columns.iter().find(|column| column.name == "mean").expect("a mean");
    assert_eq!(mean.values, Values::Number(vec![3.0]));
}
