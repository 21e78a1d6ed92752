use linchpin_core::model::Better;

use crate::method::pareto::{dominates, fronts, hypervolume};
use crate::method::robustness::{MEASURES, Settings, perfect_information, regret_from_baseline, robustness};

const SETTINGS: Settings = Settings { better: Better::Higher, threshold: None, optimism: 0.5, worst_share: 0.1 };

#[test]
fn a_turned_outcome_turns_its_measures() {
    let table = [vec![1.0, 5.0, 2.0], vec![3.0, 3.0, 3.0]];
    let rows: Vec<&[f64]> = table.iter().map(|r| r.as_slice()).collect();
    let negated: Vec<Vec<f64>> = table.iter().map(|r| r.iter().map(|v| -v).collect()).collect();
    let negated_rows: Vec<&[f64]> = negated.iter().map(|r| r.as_slice()).collect();
    let high = robustness(&rows, &Settings { threshold: Some(2.5), ..SETTINGS }).unwrap();
    let low = robustness(&negated_rows, &Settings { better: Better::Lower, threshold: Some(-2.5), ..SETTINGS }).unwrap();
    for (a, b) in high.measures.iter().zip(&low.measures).filter(|(a, _)| a.measure != "mean_variance") {
        assert_eq!(a.ranks, b.ranks, "{}", a.measure);
    }
    assert_eq!(high.measures.len(), MEASURES.len());
    assert_eq!(high.regrets, low.regrets);
    assert_eq!(high.regrets, [[2.0, 0.0, 1.0], [0.0, 2.0, 0.0]]);
}

#[test]
fn a_future_that_is_missing_once_is_left_out_for_all() {
    let (a, b) = ([1.0, f64::NAN, 2.0, 9.0], [2.0, 2.0, 2.0, f64::INFINITY]);
    let found = robustness(&[&a, &b], &SETTINGS).unwrap();
    assert_eq!((found.futures, found.left_out), (2, 2));
    assert!(found.measures.iter().all(|m| m.measure != "starr"), "no threshold was given");
}

#[test]
fn robustness_refuses_what_it_cannot_compare() {
    let (a, b) = ([1.0, 2.0], [2.0, 2.0]);
    let why = |rows: &[&[f64]], settings| robustness(rows, &settings).unwrap_err();
    assert!(why(&[&a], SETTINGS).why.contains("2 policies"));
    assert!(why(&[&a[..1], &b[..1]], SETTINGS).why.contains("at least 2 futures"));
    assert!(why(&[&a, &b[..1]], SETTINGS).why.contains("same futures"));
    let unreachable = why(&[&a, &b], Settings { threshold: Some(7.0), ..SETTINGS });
    assert!(unreachable.why.contains("no policy reaches 7") && unreachable.help.contains("threshold"));
    assert!(why(&[&a, &b], Settings { optimism: 1.2, ..SETTINGS }).why.contains("optimism"));
    assert!(regret_from_baseline(&[&a, &b], 5).is_err());
    assert!(perfect_information(&[&a, &b], Better::Higher, &[1.0]).is_err());
}

#[test]
fn fronts_by_hand() {
    let points: Vec<Vec<f64>> = [[1.0, 4.0], [2.0, 2.0], [3.0, 3.0], [2.0, 2.0], [4.0, 4.0]].iter().map(|p| p.to_vec()).collect();
    let low = [Better::Lower, Better::Lower];
    assert_eq!(fronts(&points, &low).unwrap(), [0, 0, 1, 0, 2]);
    assert_eq!(fronts(&points, &[Better::Lower, Better::Higher]).unwrap(), [0, 1, 1, 1, 1]);
    assert!(dominates(&points[1], &points[2], &low) && !dominates(&points[1], &points[3], &low));
    assert!(fronts(&[vec![f64::NAN, 1.0]], &low).unwrap_err().why.contains("criterion 1"));
    assert!(fronts(&[vec![1.0]], &low).unwrap_err().why.contains("1 criteria"));
}

#[test]
fn volumes_by_hand() {
    let cube = |points: &[[f64; 3]]| hypervolume(&points.iter().map(|p| p.to_vec()).collect::<Vec<_>>(), &[2.0; 3]).unwrap();
    assert_eq!(cube(&[[1.0; 3]]), 1.0);
    assert_eq!(cube(&[[1.0; 3], [1.0; 3], [1.5; 3], [3.0, 0.0, 0.0]]), 1.0);
    assert_eq!(cube(&[[0.0, 1.0, 1.0], [1.0, 0.0, 1.0]]), 3.0);
    assert_eq!(hypervolume(&[], &[1.0, 1.0]).unwrap(), 0.0);
    assert!(hypervolume(&[vec![0.0]], &[f64::NAN]).is_err());
}
