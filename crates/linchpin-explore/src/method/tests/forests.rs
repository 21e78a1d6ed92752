use linchpin_core::chance::Stream;

use crate::method::cart::cart;
use crate::method::delta::delta;
use crate::method::region::{Input, Kind, Limit};
use crate::method::trees::{Options, features};

fn uniform(n: usize, width: usize) -> Vec<Vec<f64>> {
    let stream = Stream::new(6, "points");
    (0..width).map(|j| (0..n).map(|i| stream.uniform(i as u64, 0, j as u32)).collect()).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(|c| c.as_slice()).collect()
}

#[test]
fn a_tree_finds_a_corner_and_a_category() {
    let mut columns = uniform(1000, 3);
    columns[2].iter_mut().for_each(|v| *v = (*v * 3.0).floor());
    let marks: Vec<f64> = (0..1000).map(|i| f64::from(u8::from(columns[0][i] > 0.6 && columns[2][i] == 1.0))).collect();
    let kinds = [Kind::Real, Kind::Real, Kind::Category];
    let inputs: Vec<Input<'_>> = columns.iter().zip(kinds).map(|(values, kind)| Input { name: "x", kind, values }).collect();
    let found = cart(&inputs, &marks, 0.05).unwrap();
    let best = found.leaves.iter().max_by(|a, b| a.coverage.total_cmp(&b.coverage)).unwrap();
    assert_eq!((best.coverage, best.density), (1.0, 1.0));
    assert_eq!(best.region.limits[2], Limit::Among(vec![1.0]));
    assert_eq!(best.restricted, [0, 2]);
    assert_eq!(found.leaves.iter().map(|leaf| leaf.n).sum::<usize>(), 1000);
    assert!(cart(&inputs, &marks, 0.5).unwrap_err().why.contains("mass_min"));
    assert!(cart(&inputs, &[1.0; 1000], 0.05).unwrap_err().why.contains("every future"));
}

const FOREST: Options = Options { trees: 30, tried: 0.6, leaf: 5, seed: 1 };

#[test]
fn a_forest_scores_what_matters_interactions_included() {
    let columns = uniform(1500, 5);
    // The two inputs of the product have no effect on average.
    let outcome: Vec<f64> = (0..1500).map(|i| columns[0][i] + 4.0 * (columns[1][i] - 0.5) * (columns[2][i] - 0.5)).collect();
    let found = features(&slices(&columns), &outcome, &FOREST).unwrap();
    let score = |at: usize| found.scores[at].value;
    assert!((0..3).all(|at| score(at) > 0.1 && score(at) > 3.0 * score(3).max(score(4))), "{found:?}");
    assert!((found.scores.iter().map(|s| s.value).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(found.predicted > 0.7 && found.predicted < 1.0, "{found:?}");
    assert_eq!(found, features(&slices(&columns), &outcome, &FOREST).unwrap());
    assert_ne!(found, features(&slices(&columns), &outcome, &Options { seed: 2, ..FOREST }).unwrap());
}

#[test]
fn a_forest_of_noise_says_that_it_predicts_nothing() {
    let columns = uniform(500, 3);
    let found = features(&slices(&columns[..2]), &columns[2], &FOREST).unwrap();
    assert!(found.predicted < 0.05, "{found:?}");
}

#[test]
fn delta_is_near_zero_for_what_has_no_effect() {
    let columns = uniform(1000, 2);
    let outcome: Vec<f64> = columns[0].iter().map(|x| x * x).collect();
    let found = delta(&slices(&columns), &outcome, 20, 1).unwrap();
    let [first, second] = found.inputs[..] else { panic!("two inputs") };
    assert!(first.as_drawn.value > 0.6 && first.balanced.value > 0.6, "{found:?}");
    assert!(second.as_drawn.value < 0.05 && second.balanced.value < 0.05, "{found:?}");
    assert_eq!(found, delta(&slices(&columns), &outcome, 20, 1).unwrap());
}

#[test]
fn wrong_use_is_refused_with_help() {
    let columns = uniform(200, 2);
    let inputs = slices(&columns);
    assert!(features(&inputs, &[1.0; 200], &FOREST).unwrap_err().help.contains("varies"));
    assert!(features(&inputs, &columns[0], &Options { trees: 0, ..FOREST }).unwrap_err().why.contains("forest"));
    assert!(features(&[&[1.0; 200]], &columns[0], &FOREST).unwrap_err().why.contains("no tree could be cut"));
    assert!(features(&[&columns[0][..1]], &columns[1][..1], &FOREST).unwrap_err().why.contains("at least 20"));
    assert!(delta(&inputs, &columns[0], 1, 1).unwrap_err().why.contains("resamples"));
    assert!(delta(&inputs, &[f64::NAN; 200], 10, 1).unwrap_err().help.contains("faults"));
}
