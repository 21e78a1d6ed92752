use linchpin_core::chance::Stream;

use crate::method::delta::delta;
use crate::method::given_data::{self, GIVEN_DATA, given_data};
use crate::method::morris::{self, morris};
use crate::method::pawn::{self, pawn};
use crate::method::region::{Input, Kind};
use crate::method::regional::{regional, regional_by_bins};
use crate::method::{Design, Method};

fn uniform(n: usize, width: usize) -> Vec<Vec<f64>> {
    let stream = Stream::new(5, "points");
    (0..width).map(|j| (0..n).map(|i| stream.uniform(i as u64, 0, j as u32)).collect()).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(|c| c.as_slice()).collect()
}

/// Two trajectories over two inputs on a grid of four levels, y = 3 a - b.
fn trajectories() -> (Vec<Vec<f64>>, Vec<f64>) {
    let (low, high) = (0.0, 2.0 / 3.0);
    let columns = vec![vec![low, high, high, high, high, low], vec![low, low, high, high, low, low]];
    let outcome = columns[0].iter().zip(&columns[1]).map(|(a, b): (&f64, &f64)| 3.0 * a - b).collect();
    (columns, outcome)
}

const PAWN: pawn::Options = pawn::Options { slices: 10, resamples: 20, seed: 1 };
const MORRIS: morris::Options = morris::Options { levels: 4, scaled: false, resamples: 10, seed: 1 };

#[test]
fn a_straight_outcome_has_its_slopes_as_effects() {
    let (columns, outcome) = trajectories();
    let found = morris(&slices(&columns), &outcome, &[0, 1], &MORRIS).unwrap();
    for (effect, slope) in found.effects.iter().zip([3.0, -1.0]) {
        assert!((effect.mean - slope).abs() < 1e-12 && (effect.mean_absolute - f64::abs(slope)).abs() < 1e-12);
        assert!(effect.deviation < 1e-12 && effect.half_width < 1e-12);
    }
}

#[test]
fn morris_refuses_what_is_no_trajectory() {
    let (columns, outcome) = trajectories();
    let inputs = slices(&columns);
    let why = |inputs: &[&[f64]], outcome: &[f64], groups: &[usize], options| {
        morris(inputs, outcome, groups, &options).unwrap_err().why
    };
    assert!(why(&inputs, &outcome[..5], &[0, 1], MORRIS).contains("do not belong"));
    assert!(why(&inputs, &outcome, &[0, 2], MORRIS).contains("do not belong"));
    assert!(why(&inputs, &outcome, &[0, 1], morris::Options { levels: 3, ..MORRIS }).contains("3 levels"));
    assert!(why(&inputs, &[1.0; 6], &[0, 1], MORRIS).contains("in every future"));
    let mut gap = outcome.clone();
    gap[4] = f64::NAN;
    assert!(why(&inputs, &gap, &[0, 1], MORRIS).contains("at least 2 trajectories"));
    let random = uniform(6, 2);
    assert!(why(&slices(&random), &outcome, &[0, 1], MORRIS).contains("runs 1 to 3 are none"));
}

#[test]
fn pawn_tells_inputs_that_matter_from_luck() {
    let mut columns = uniform(2000, 3);
    columns[1].iter_mut().for_each(|v| *v = f64::from(u8::from(*v > 0.7)));
    let outcome: Vec<f64> = (0..2000).map(|i| columns[0][i] + columns[1][i]).collect();
    let found = pawn(&slices(&columns), &outcome, &PAWN).unwrap();
    assert!(found.inputs[0].median > 0.15 && found.inputs[1].median > 0.3);
    assert_eq!((found.inputs[1].slices, found.inputs[0].slices), (2, 10));
    assert!(found.inputs[2].maximum < 1.6 * found.without_effect.maximum);
    // What matters stands clear of luck beyond both intervals, what does not lies within.
    let luck = found.without_effect.median + found.without_effect.half_width;
    let clear = found.inputs.iter().map(|input| input.median - input.half_width > luck).collect::<Vec<bool>>();
    assert_eq!(clear, [true, true, false]);
    assert!(pawn(&slices(&columns), &outcome, &pawn::Options { resamples: 1, ..PAWN }).unwrap().inputs[0].half_width.is_nan());
    let mut gap = outcome.clone();
    gap[3] = f64::INFINITY;
    assert_eq!(pawn(&slices(&columns), &gap, &PAWN).unwrap().left_out, 1);
}

#[test]
fn pawn_distances_are_those_of_a_plain_count() {
    let mut columns = uniform(300, 1);
    let outcome: Vec<f64> = columns[0].iter().map(|x| (x * 7.0).floor() % 3.0).collect();
    columns[0].iter_mut().for_each(|v| *v = (*v * 4.0).floor());
    let found = pawn(&slices(&columns), &outcome, &pawn::Options { slices: 5, ..PAWN }).unwrap();
    let share = |rows: &[usize], top: f64| rows.iter().filter(|&&row| outcome[row] <= top).count() as f64 / rows.len() as f64;
    let all: Vec<usize> = (0..300).collect();
    let plain = (0..4).map(|slice| {
        let inside: Vec<usize> = all.iter().copied().filter(|&row| columns[0][row] == f64::from(slice)).collect();
        [0.0, 1.0, 2.0].into_iter().map(|top| (share(&inside, top) - share(&all, top)).abs()).fold(0.0, f64::max)
    });
    let most = plain.fold(0.0, f64::max);
    assert!((found.inputs[0].maximum - most).abs() < 1e-14, "{} {most}", found.inputs[0].maximum);
}

#[test]
fn delta_draws_a_thin_tail_with_the_part_before_it() {
    // Nine tenths of the range hold all futures but one: the last part alone would draw that one a tenth of the times.
    let mut columns = uniform(400, 2);
    columns[0].iter_mut().for_each(|v| *v *= 0.9);
    columns[0][7] = 1.0;
    let outcome: Vec<f64> = (0..400).map(|i| columns[0][i] + 0.2 * columns[1][i]).collect();
    let found = delta(&slices(&columns), &outcome, 10, 1).unwrap();
    let [first, second] = found.inputs[..] else { panic!("two inputs") };
    assert!((first.balanced.value - first.as_drawn.value).abs() < 0.05, "{first:?}");
    assert!(first.balanced.value > 0.5 && second.balanced.value < 0.2, "{found:?}");
    let constant = vec![3.0; 400];
    assert!(delta(&[&constant[..]], &outcome, 10, 1).unwrap().inputs[0].balanced.value.is_nan());
}

#[test]
fn regional_finds_the_input_that_splits_the_futures() {
    let columns = uniform(500, 2);
    let marks: Vec<f64> = columns[0].iter().map(|&v| f64::from(u8::from(v > 0.6))).collect();
    let inputs: Vec<Input<'_>> = columns.iter().map(|values| Input { name: "x", kind: Kind::Real, values }).collect();
    let found = regional(&inputs, &marks, 20, 1).unwrap();
    let [first, second] = found.inputs[..] else { panic!("two inputs") };
    assert!(first.distance == 1.0 && first.greater && (first.at - 0.6).abs() < 0.01 && first.by_chance < 1e-9);
    assert!(second.distance < 0.2 && second.by_chance > 1e-3);
    // Distributions that lie apart in all futures lie apart in every half of them.
    assert!(first.half_width == 0.0 && (0.01..0.12).contains(&second.half_width), "{second:?}");
    assert!(regional(&inputs, &marks, 0, 1).unwrap().inputs[1].half_width.is_nan());
    assert_eq!(found.of_interest + found.others, 500);
    assert!(regional(&inputs, &[0.0; 500], 0, 1).unwrap_err().help.contains("threshold"));
    assert!(regional_by_bins(&slices(&columns), &marks, 1).is_err());
}

#[test]
fn given_data_shares_sum_to_one_for_a_sum() {
    let columns = uniform(4000, 3);
    let outcome: Vec<f64> = (0..4000).map(|i| 2.0 * columns[0][i] + columns[1][i]).collect();
    let options = given_data::Options { harmonics: 10, resamples: 20, seed: 2 };
    let found = given_data(&slices(&columns), &outcome, &options).unwrap();
    for (share, exact) in found.by_classes.iter().zip([0.8, 0.2, 0.0]) {
        assert!((share.value - exact).abs() < 0.02, "{found:?}");
    }
    assert_eq!(found, given_data(&slices(&columns), &outcome, &options).unwrap());
}

#[test]
fn methods_of_futures_refuse_what_they_cannot_use() {
    let columns = uniform(60, 2);
    let inputs = slices(&columns);
    let constant = [2.0; 60];
    let given = given_data::Options { harmonics: 10, resamples: 0, seed: 1 };
    assert!(pawn(&inputs, &constant, &PAWN).unwrap_err().why.contains("2 in every future"));
    assert!(pawn(&inputs, &columns[0], &pawn::Options { slices: 40, ..PAWN }).unwrap_err().why.contains("at least 80 futures"));
    assert!(pawn(&inputs, &columns[0], &pawn::Options { slices: 0, ..PAWN }).unwrap_err().why.contains("0 slices"));
    assert!(pawn(&[], &columns[0], &pawn::Options { slices: 2, ..PAWN }).unwrap_err().why.contains("no input"));
    assert!(given_data(&inputs, &constant, &given).is_err());
    assert!(given_data(&[&columns[0][..1]], &constant[..1], &given).unwrap_err().why.contains("at least 50"));
    assert!(regional_by_bins(&inputs, &constant, 5).is_err());
    let refused = |row: &Method, design| row.suits(design, &["a", "b"]).unwrap_err().why;
    assert!(refused(&GIVEN_DATA, Design::Futures("sobol")).contains("independent"));
    assert!(refused(&GIVEN_DATA, Design::Morris).contains("this one is morris"));
}
