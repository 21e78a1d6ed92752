use linchpin_core::chance::Stream;

use crate::method::prim::{Choice, Objective, Options, USUAL, cover, prim, rotate, stability};
use crate::method::region::{Input, Kind, Limit};

fn uniform(seed: u64, n: usize, width: usize) -> Vec<Vec<f64>> {
    let stream = Stream::new(seed, "points");
    (0..width).map(|j| (0..n).map(|i| stream.uniform(i as u64, 0, j as u32)).collect()).collect()
}

fn real<'a>(columns: &'a [Vec<f64>]) -> Vec<Input<'a>> {
    columns.iter().map(|values| Input { name: "x", kind: Kind::Real, values }).collect()
}

/// The plain way to count a box, to hold the walk along sorted columns against.
fn counted(inputs: &[Input<'_>], marks: &[f64], region: &crate::method::region::Region) -> (usize, usize) {
    let inside: Vec<usize> = (0..marks.len()).filter(|&future| region.holds(inputs, future)).collect();
    (inside.len(), inside.iter().filter(|&&future| marks[future] == 1.0).count())
}

#[test]
fn every_box_of_a_trajectory_holds_what_it_says() {
    let mut columns = uniform(1, 800, 6);
    // Ties, whole numbers, categories, a constant and a missing value.
    columns[1].iter_mut().for_each(|v| *v = (*v * 6.0).floor() - 3.0);
    columns[2].iter_mut().for_each(|v| *v = (*v * 4.0).floor());
    columns[3].iter_mut().for_each(|v| *v = (*v * 10.0).round() / 10.0);
    columns[4].fill(2.5);
    let marks: Vec<f64> = (0..800)
        .map(|i| f64::from(u8::from((columns[0][i] > 0.5 && columns[1][i] < 1.0 && columns[2][i] != 2.0) ^ (i % 11 == 0))))
        .collect();
    let mut marks_with_gap = marks.clone();
    marks_with_gap[17] = f64::NAN;
    let kinds = [Kind::Real, Kind::Integer, Kind::Category, Kind::Real, Kind::Real, Kind::Real];
    let inputs: Vec<Input<'_>> = columns.iter().zip(kinds).map(|(values, kind)| Input { name: "x", kind, values }).collect();
    for objective in [Objective::Lenient1, Objective::Lenient2, Objective::Original] {
        for (peel_alpha, marks) in [(0.05, &marks), (0.1, &marks_with_gap), (0.3, &marks)] {
            let options = Options { objective, peel_alpha, paste_alpha: peel_alpha, mass_min: 0.02 };
            for trajectory in cover(&inputs, marks, &options, 1, Choice::Last).unwrap() {
                assert_eq!(trajectory.left_out, usize::from(marks[17].is_nan()));
                for step in &trajectory.steps {
                    let mut known = marks.clone();
                    known[17] = if marks[17].is_nan() { 0.0 } else { marks[17] };
                    let (n, k) = counted(&inputs, &known, &step.region);
                    let gap = usize::from(marks[17].is_nan() && step.region.holds(&inputs, 17));
                    assert_eq!((step.n, step.k), (n - gap, k), "{objective:?} {peel_alpha}");
                }
                assert!(trajectory.steps.len() > 2);
            }
        }
    }
}

#[test]
fn covering_leaves_out_what_was_found() {
    let columns = uniform(2, 2000, 3);
    let marks: Vec<f64> =
        (0..2000).map(|i| f64::from(u8::from((columns[0][i] < 0.2 && columns[1][i] < 0.3) || columns[2][i] > 0.9))).collect();
    let found = cover(&real(&columns), &marks, &USUAL, 3, Choice::Balanced).unwrap();
    let first = |at: usize| &found[at].steps[0];
    assert!(found.len() >= 2 && first(1).n < first(0).n && first(1).k < first(0).k);
    let chosen = found[0].choose(Choice::Balanced).unwrap();
    assert_eq!(first(1).n, 2000 - found[0].steps[chosen].n);
}

#[test]
fn whole_numbers_can_be_pasted() {
    let columns = uniform(3, 3000, 2);
    let whole: Vec<f64> = columns[0].iter().map(|u| (u * 30.0).floor()).collect();
    let marks: Vec<f64> = (0..3000).map(|i| f64::from(u8::from(whole[i] >= 12.0 && columns[1][i] > 0.4))).collect();
    let inputs =
        [Input { name: "n", kind: Kind::Integer, values: &whole }, Input { name: "x", kind: Kind::Real, values: &columns[1] }];
    let found = prim(&inputs, &marks, &USUAL).unwrap();
    for step in &found.steps {
        let Limit::Range { low, high } = step.region.limits[0] else { panic!("a number has a range") };
        assert!(low.fract() == 0.0 && high.fract() == 0.0);
        assert_eq!((step.n, step.k), counted(&inputs, &marks, &step.region));
    }
}

#[test]
fn wrong_use_is_refused_with_help() {
    let columns = uniform(4, 50, 2);
    let inputs = real(&columns);
    let marks: Vec<f64> = (0..50).map(|i| f64::from(u8::from(i % 3 == 0))).collect();
    let why = |marks: &[f64], options: Options| prim(&inputs, marks, &options).unwrap_err();
    assert!(why(&[0.0; 50], USUAL).why.contains("no future"));
    assert!(why(&[1.0; 50], USUAL).why.contains("every future"));
    assert!(why(&[0.5; 50], USUAL).help.contains("threshold"));
    assert!(why(&marks[..20], USUAL).why.contains("20"));
    assert!(why(&marks, Options { peel_alpha: 0.0, ..USUAL }).why.contains("peel_alpha"));
    assert!(why(&marks, Options { mass_min: f64::NAN, ..USUAL }).why.contains("mass_min"));
    let mut lonely = vec![f64::NAN; 50];
    lonely[0] = 1.0;
    assert!(why(&lonely, USUAL).why.contains("at least 2 futures"));

    let found = prim(&inputs, &marks, &USUAL).unwrap();
    let refusal = found.choose(Choice::Density(1.5)).unwrap_err();
    assert!(refusal.why.contains("no box has a density of 1.5") && refusal.help.contains("mass_min"));
    assert!(stability(&inputs, &marks, &USUAL, Choice::Density(1.5), 5, 1).is_err());

    let many: Vec<f64> = (0..100).map(f64::from).collect();
    let many_marks: Vec<f64> = (0..100).map(|i| f64::from(u8::from(i > 50))).collect();
    let category = [Input { name: "word", kind: Kind::Category, values: &many }];
    assert!(prim(&category, &many_marks, &USUAL).unwrap_err().why.contains("64 categories"));
    assert!(rotate(&category, &many_marks).unwrap_err().why.contains("cannot be rotated"));
}
