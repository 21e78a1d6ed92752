use linchpin_core::elementary::normal_quantile;
use linchpin_core::model::Better;

use crate::method::information::information;
use crate::method::pareto::{dominates, fronts, hypervolume};
use crate::method::robustness::{MEASURES, Settings, first_again, perfect_information, regret_from_baseline, robustness};

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
fn first_places_are_counted_again_in_resamples() {
    let (steady, lucky) = ([1.0; 5], [0.0, 0.0, 0.0, 0.0, 10.0]);
    let settings = Settings { threshold: Some(5.0), ..SETTINGS };
    let found = robustness(&[&steady, &lucky], &settings).unwrap();
    let first = first_again(&[&steady, &lucky], &settings, 200, 7);
    assert_eq!(first.len(), found.measures.len());
    let of = |name: &str| &first[found.measures.iter().position(|m| m.measure == name).unwrap()];
    // The fifth future is in a resample of five with a chance of 1 - 0.8^5, 67 of 100; only then is the threshold reached.
    let with = of("starr")[1];
    assert!((115..155).contains(&with), "{with}");
    assert_eq!(of("starr")[0], 0);
    assert_eq!(*of("maximax"), [200 - with, with]);
    // Without the other four the lucky one is first by its worst future too: a chance of 1 in 3,125.
    assert_eq!(*of("maximin"), [200, 0]);
    assert_eq!(first, first_again(&[&steady, &lucky], &settings, 200, 7));
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

/// Values of a standard normal, in a shuffled order: the quantiles of evenly spaced chances.
fn normal(n: usize) -> Vec<f64> {
    // A step that shares no factor with n visits every place once.
    (0..n).map(|at| normal_quantile(((at * 7919) % n) as f64 / n as f64 + 0.5 / n as f64)).collect()
}

#[test]
fn information_is_worth_what_the_closed_form_says() {
    // Acting pays theta, which is normal around 0.3; not acting pays nothing (McFadden's and Raiffa's two-action problem).
    let theta: Vec<f64> = normal(20_000).into_iter().map(|z| 0.3 + z).collect();
    let nothing = vec![0.0; theta.len()];
    let worth = information(&theta, &[&theta, &nothing], Better::Higher).unwrap();
    let exact = 0.266_761_242_117_209_86;
    // One class in sixteen straddles the point at which acting pays: what is lost there is below a thousandth.
    assert!((worth.gain.value - exact).abs() < 3.0 * worth.gain.half_width / 1.96 + 0.001, "{worth:?}");
    assert!((worth.changes - 0.38).abs() < 0.07, "{worth:?}");
    // Known beforehand without bearing on the choice it is worth nothing, however many policies luck could favour.
    let other = normal(20_000).into_iter().rev().collect::<Vec<f64>>();
    let shuffled: Vec<f64> = (0..other.len()).map(|at| other[(at * 104_729) % other.len()]).collect();
    let idle = information(&shuffled, &[&theta, &nothing], Better::Higher).unwrap();
    assert!(idle.gain.value.abs() <= idle.gain.half_width.max(0.01), "{idle:?}");
    // Less is better: the same choice, turned.
    let negated: Vec<f64> = theta.iter().map(|v| -v).collect();
    let turned = information(&theta, &[&negated, &nothing], Better::Lower).unwrap();
    assert_eq!((turned.gain.value, turned.changes), (worth.gain.value, worth.changes));
}

#[test]
fn information_refuses_what_cannot_be_chosen_by() {
    let x: Vec<f64> = (0..100).map(f64::from).collect();
    let flat = vec![1.0; 100];
    let why = |input: &[f64], policies: &[&[f64]]| information(input, policies, Better::Higher).unwrap_err().why;
    assert!(why(&x, &[&x]).contains("there is one") && why(&x, &[]).contains("there is none"));
    assert!(why(&flat, &[&x, &flat]).contains("every future"));
    assert!(why(&x[..50], &[&x[..50], &flat[..50]]).contains("at least 80"));
    let mut holes = x.clone();
    holes[3] = f64::NAN;
    let worth = information(&x, &[&holes, &flat], Better::Higher).unwrap();
    assert_eq!((worth.futures, worth.left_out), (99, 1));
}
