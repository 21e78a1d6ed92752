//! Methods that read any futures: shares of variance, delta, the value of knowing, forests.

use linchpin_core::chance::Stream;
use linchpin_core::model::Better;
use linchpin_explore::method::delta::delta;
use linchpin_explore::method::given_data::{self, given_data};
use linchpin_explore::method::information::information;
use linchpin_explore::method::pawn::{self, pawn};
use linchpin_explore::method::region::{Input, Kind};
use linchpin_explore::method::regional::regional;
use linchpin_explore::method::sobol::Estimate;
use linchpin_explore::method::trees::{self, features};

use super::{Interval, PI, check, ishigami, ishigami_parts, normal, sizes, slow, uniform, within};

fn columns(stream: &Stream, inputs: u32, futures: u64) -> Vec<Vec<f64>> {
    (0..inputs).map(|input| (0..futures).map(|at| uniform(stream, at, input)).collect()).collect()
}

fn views(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

#[test]
fn intervals_of_shares_of_variance() {
    let (parts, crossed) = ishigami_parts();
    let variance = parts.iter().sum::<f64>() + crossed;
    for &futures in sizes() {
        check(&format!("share of variance, {futures} futures"), |seed| {
            let unit = columns(&Stream::new(seed, "futures"), 4, futures);
            let options = given_data::Options { harmonics: 10, resamples: 100, seed };
            let of = |y: &dyn Fn(usize) -> f64| {
                let outcome: Vec<f64> = (0..futures as usize).map(y).collect();
                given_data(&views(&unit), &outcome, &options).unwrap().by_classes
            };
            let bent = of(&|at| ishigami([0, 1, 2].map(|j: usize| PI * (2.0 * unit[j][at] - 1.0))));
            // Two straight parts, and luck of a tenth of the variance.
            let straight = of(&|at| 3.0 * unit[0][at] + unit[1][at] + (10.0_f64 / 9.0).sqrt() * unit[2][at]);
            let held = |name: &str, share: Estimate, truth: f64| (name.into(), within((share.value, share.half_width), truth));
            vec![
                held("rising and falling", bent[0], parts[0] / variance),
                held("twice up and down", bent[1], parts[1] / variance),
                held("nine tenths of the rest", straight[0], 9.0 / (10.0 + 10.0 / 9.0)),
                held("one tenth of the rest", straight[1], 1.0 / (10.0 + 10.0 / 9.0)),
            ]
        });
    }
}

#[test]
fn intervals_of_delta() {
    // Densities are smoothed, so that delta is estimated too small where they have edges: of a sum of two uniform inputs it is
    // one third, and 0.27 is found. The interval speaks of sampling: it holds what other futures would give on average.
    for &futures in sizes() {
        let of = |seed: u64| {
            let unit = columns(&Stream::new(seed, "futures"), 2, futures);
            let y: Vec<f64> = unit[0].iter().zip(&unit[1]).map(|(a, b)| a + b).collect();
            delta(&views(&unit), &y, 20, seed).unwrap().inputs.iter().map(|input| input.as_drawn).collect::<Vec<Estimate>>()
        };
        let all: Vec<Vec<Estimate>> = (0..super::seeds().0).map(of).collect();
        let mean = |at: usize| all.iter().map(|one| one[at].value).sum::<f64>() / all.len() as f64;
        println!("delta of a sum, {futures} futures: {:.3} on average", mean(0));
        check(&format!("delta, {futures} futures"), |seed| {
            let one = &all[seed as usize];
            (0..2).map(|at| (format!("input {}", at + 1), within((one[at].value, one[at].half_width), mean(at)))).collect()
        });
    }
}

#[test]
fn intervals_of_distances() {
    // Distances are never below zero, so that few futures make them too large, in all inputs alike. The interval speaks of
    // sampling: it holds what as many other futures give on average.
    for &futures in sizes() {
        let points = |seed: u64| columns(&Stream::new(seed, "futures"), 4, futures);
        let outcome = |unit: &[Vec<f64>]| -> Vec<f64> {
            (0..futures as usize).map(|at| ishigami([0, 1, 2].map(|j: usize| PI * (2.0 * unit[j][at] - 1.0)))).collect()
        };
        let slices = |seed: u64| -> Vec<Interval> {
            let unit = points(seed);
            let options = pawn::Options { slices: 10, resamples: 50, seed };
            let found = pawn(&views(&unit), &outcome(&unit), &options).unwrap();
            found.inputs.iter().map(|input| (input.median, input.half_width)).collect()
        };
        let failures = |seed: u64| -> Vec<Interval> {
            let unit = points(seed);
            let marks: Vec<f64> = outcome(&unit).iter().map(|y| f64::from(u8::from(*y > 6.0))).collect();
            let inputs: Vec<Input<'_>> = unit.iter().map(|values| Input { name: "x", kind: Kind::Real, values }).collect();
            let found = regional(&inputs, &marks, 50, seed).unwrap();
            found.inputs.iter().map(|input| (input.distance, input.half_width)).collect()
        };
        type Of<'a> = &'a dyn Fn(u64) -> Vec<Interval>;
        for (kind, of) in [("pawn", &slices as Of<'_>), ("distance where it fails", &failures)] {
            let all: Vec<Vec<Interval>> = (0..super::seeds().0).map(of).collect();
            let mean = |at: usize| all.iter().map(|one| one[at].0).sum::<f64>() / all.len() as f64;
            println!("{kind}, {futures} futures: {:.3} {:.3} {:.3} {:.3} on average", mean(0), mean(1), mean(2), mean(3));
            check(&format!("{kind}, {futures} futures"), |seed| {
                let one = &all[seed as usize];
                (0..4).map(|at| (format!("input {}", at + 1), within(one[at], mean(at)))).collect()
            });
        }
    }
}

#[test]
fn intervals_of_the_value_of_knowing() {
    // One strategy is worth x + luck, the other nothing; x between `least` and two above. Who knows x takes the first where
    // x > 0, who does not takes the first where its mean, `least` and one, is above zero.
    check("value of knowing", |seed| {
        let one = |(draw, least): (u32, f64)| {
            let stream = Stream::new(seed, "knowing");
            let x: Vec<f64> = (0..1000).map(|at| 2.0 * uniform(&stream, at, draw) + least).collect();
            let first: Vec<f64> = (0..1000).map(|at| x[at as usize] + normal(&stream, at, draw + 1)).collect();
            let found = information(&x, &[&first, &vec![0.0; 1000]], Better::Higher).unwrap();
            let truth = (least + 2.0).powi(2) / 4.0 - (least + 1.0).max(0.0);
            (format!("mean of {:.1}", least + 1.0), within((found.gain.value, found.gain.half_width), truth))
        };
        [(0, -0.8), (2, -1.2), (4, -0.5)].map(one).to_vec()
    });
}

#[test]
fn intervals_of_feature_scores() {
    // Inputs that nothing tells apart have equal scores.
    for futures in if slow() { vec![200, 1000] } else { vec![200] } {
        check(&format!("feature score, {futures} futures"), |seed| {
            let unit = columns(&Stream::new(seed, "futures"), 4, futures);
            let y: Vec<f64> = (0..futures as usize).map(|at| unit.iter().map(|column| column[at]).sum()).collect();
            let found = features(&views(&unit), &y, &trees::Options { trees: 60, tried: 0.6, leaf: 5, seed }).unwrap();
            (0..4)
                .map(|at| (format!("input {}", at + 1), within((found.scores[at].value, found.scores[at].half_width), 0.25)))
                .collect()
        });
    }
}
