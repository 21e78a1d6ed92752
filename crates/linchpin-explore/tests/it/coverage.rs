//! Do the 95 % intervals hold what they promise? Over many seeds each must hold the truth, known in closed form, in 95 of
//! 100, give or take three. `LINCHPIN_SLOW=1` runs 200 seeds and prints the figures; otherwise a few are run with the
//! tolerance that so few allow.

use linchpin_core::chance::Stream;
use linchpin_core::elementary::{normal_quantile, sin};
use linchpin_explore::analysis::{difference, share};
use linchpin_explore::method::factorial::factorial;
use linchpin_explore::method::sobol::{Options, sobol};

const PI: f64 = std::f64::consts::PI;

/// Seeds, and how far the share of intervals that hold the truth may be from 95 %.
fn seeds() -> (u64, f64) {
    if std::env::var_os("LINCHPIN_SLOW").is_some() { (200, 0.03) } else { (40, 0.10) }
}

/// Counts over seeds how often each interval holds the truth.
fn check(name: &str, holds: impl Fn(u64) -> Vec<bool>) {
    let (seeds, slack) = seeds();
    let all: Vec<bool> = (0..seeds).flat_map(holds).collect();
    let rate = all.iter().filter(|&&held| held).count() as f64 / all.len() as f64;
    println!("{name}: {:.1} % of {} intervals hold the truth", 100.0 * rate, all.len());
    assert!((rate - 0.95).abs() <= slack, "{name}: {rate}");
}

#[test]
fn intervals_of_paired_differences() {
    check("paired difference", |seed| {
        let stream = Stream::new(seed, "pairs");
        let base: Vec<f64> = (0..300).map(|at| normal_quantile(stream.uniform(at, 0, 0))).collect();
        let arm: Vec<f64> =
            (0..300).map(|at| base[at as usize] + 0.3 + 0.5 * normal_quantile(stream.uniform(at, 1, 0))).collect();
        let found = difference(&arm, &base);
        vec![found.low <= 0.3 && 0.3 <= found.high]
    });
}

#[test]
fn intervals_of_shares() {
    check("share of futures", |seed| {
        let stream = Stream::new(seed, "share");
        let one = |p: f64, draw: u32| {
            let marks: Vec<f64> = (0..400).map(|at| f64::from(stream.uniform(at, draw, 0) < p)).collect();
            let found = share(&marks);
            found.low <= p && p <= found.high
        };
        vec![one(0.5, 0), one(0.1, 1), one(0.9, 2), one(0.3, 3)]
    });
}

#[test]
fn intervals_of_lever_effects() {
    check("lever effect", |seed| {
        let stream = Stream::new(seed, "levers");
        let run = |setting: usize| -> Vec<f64> {
            let effect = |at: u64| {
                let noise = |draw: u32| 0.4 * normal_quantile(stream.uniform(at, draw, 0));
                let (a, b) = ((setting & 1) as f64, (setting >> 1) as f64);
                noise(0) + a * (0.5 + noise(1)) + b * (-0.2 + noise(2))
            };
            (0..200).map(effect).collect()
        };
        let runs: Vec<Vec<f64>> = (0..4).map(run).collect();
        let views: Vec<&[f64]> = runs.iter().map(Vec::as_slice).collect();
        let found = factorial(&views).unwrap();
        let held = |at: usize, truth: f64| (found.effects[at].size.value - truth).abs() <= found.effects[at].size.half_width;
        vec![held(0, 0.5), held(1, -0.2)]
    });
}

#[test]
fn intervals_of_sobol_indices() {
    // Ishigami with a = 7, b = 0.1: the variance and its parts are known (Saltelli et al. 2008, 4.5).
    let (a, b) = (7.0, 0.1);
    let (p4, p8) = (PI.powi(4), PI.powi(8));
    let parts = [0.5 * (1.0 + b * p4 / 5.0) * (1.0 + b * p4 / 5.0), a * a / 8.0, 0.0];
    let crossed = b * b * p8 * (1.0 / 18.0 - 1.0 / 50.0);
    let variance = parts.iter().sum::<f64>() + crossed;
    let first = parts.map(|part| part / variance);
    let total = [first[0] + crossed / variance, first[1], crossed / variance];
    check("sobol index, first and total order", |seed| {
        let stream = Stream::new(seed, "ishigami");
        let options = Options { groups: 3, second_order: false, resamples: 200, seed };
        let y = |x: [f64; 3]| sin(x[0]) + a * sin(x[1]) * sin(x[1]) + b * x[2].powi(4) * sin(x[0]);
        let mut outcome = Vec::new();
        for block in 0..512 {
            let point = |draw: u32| [0, 1, 2].map(|at| PI * (2.0 * stream.uniform(block, draw, at) - 1.0));
            let (one, other) = (point(0), point(1));
            outcome.push(y(one));
            for at in 0..3 {
                let mut mixed = one;
                mixed[at] = other[at];
                outcome.push(y(mixed));
            }
            outcome.push(y(other));
        }
        let found = sobol(&outcome, &options).unwrap();
        let held = |estimate: linchpin_explore::method::sobol::Estimate, truth: f64| {
            (estimate.value - truth).abs() <= estimate.half_width
        };
        // The third input has no effect alone; its first order interval is tested too.
        (0..3).flat_map(|at| [held(found.first[at], first[at]), held(found.total[at], total[at])]).collect()
    });
}
