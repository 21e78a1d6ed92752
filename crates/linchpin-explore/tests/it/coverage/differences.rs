//! Paired differences, shares, lever effects, tipping points.

use linchpin_core::chance::Stream;
use linchpin_explore::analysis::{difference, share};
use linchpin_explore::method::factorial::factorial;
use linchpin_explore::method::tipping::tipping;

use super::{check, normal, sizes, uniform, within};

#[test]
fn intervals_of_paired_differences() {
    check("paired difference", |seed| {
        let stream = Stream::new(seed, "pairs");
        let base: Vec<f64> = (0..300).map(|at| normal(&stream, at, 0)).collect();
        let arm: Vec<f64> = (0..300).map(|at| base[at as usize] + 0.3 + 0.5 * normal(&stream, at, 1)).collect();
        let mean = difference(&arm, &base);
        // Shares of futures, paired: one strategy holds in 60 of 100, the other in 80 of those and in 30 of the rest.
        let holds: Vec<f64> = (0..300).map(|at| f64::from(uniform(&stream, at, 2) < 0.6)).collect();
        let also = |at: u64| if holds[at as usize] == 1.0 { 0.8 } else { 0.3 };
        let other: Vec<f64> = (0..300).map(|at| f64::from(uniform(&stream, at, 3) < also(at))).collect();
        let shares = difference(&other, &holds);
        vec![
            ("of means".into(), mean.low <= 0.3 && 0.3 <= mean.high),
            ("of shares".into(), shares.low <= 0.0 && 0.0 <= shares.high),
        ]
    });
}

#[test]
fn intervals_of_shares() {
    check("share of futures", |seed| {
        let stream = Stream::new(seed, "share");
        let one = |(draw, p): (u32, f64)| {
            let marks: Vec<f64> = (0..400).map(|at| f64::from(uniform(&stream, at, draw) < p)).collect();
            let found = share(&marks);
            (format!("{:.0} of 100", 100.0 * p), found.low <= p && p <= found.high)
        };
        [(0, 0.5), (1, 0.1), (2, 0.9), (3, 0.3)].map(one).to_vec()
    });
}

#[test]
fn intervals_of_lever_effects() {
    check("lever effect", |seed| {
        let stream = Stream::new(seed, "levers");
        let run = |setting: usize| -> Vec<f64> {
            let effect = |at: u64| {
                let noise = |draw: u32| 0.4 * normal(&stream, at, draw);
                let (a, b) = ((setting & 1) as f64, (setting >> 1) as f64);
                noise(0) + a * (0.5 + noise(1)) + b * (-0.2 + noise(2)) + a * b * (0.3 + noise(3))
            };
            (0..200).map(effect).collect()
        };
        let runs: Vec<Vec<f64>> = (0..4).map(run).collect();
        let views: Vec<&[f64]> = runs.iter().map(Vec::as_slice).collect();
        let found = factorial(&views).unwrap();
        // Over both settings of the other, the pair's own gain counts half.
        let held = |at: usize, truth: f64| within((found.effects[at].size.value, found.effects[at].size.half_width), truth);
        vec![("first".into(), held(0, 0.65)), ("second".into(), held(1, -0.05)), ("pair".into(), held(2, 0.15))]
    });
}

#[test]
fn intervals_of_tipping_points() {
    // The first strategy is ahead by x - 0.4 on average, x uniform: the preference turns at 0.4.
    for &futures in sizes() {
        check(&format!("tipping point, {futures} futures"), |seed| {
            let stream = Stream::new(seed, "tipping");
            let x: Vec<f64> = (0..futures).map(|at| uniform(&stream, at, 0)).collect();
            let ahead: Vec<f64> = (0..futures).map(|at| x[at as usize] - 0.4 + 0.3 * normal(&stream, at, 1)).collect();
            let found = tipping(&x, &ahead, 100, seed).unwrap();
            let at = found.at.unwrap();
            let held = |side: linchpin_explore::method::sobol::Estimate, truth: f64| within((side.value, side.half_width), truth);
            vec![
                ("where".into(), found.between.0 <= 0.4 && 0.4 <= found.between.1),
                ("below".into(), held(found.sides.0, at / 2.0 - 0.4)),
                ("above".into(), held(found.sides.1, (at + 1.0) / 2.0 - 0.4)),
            ]
        });
    }
}
