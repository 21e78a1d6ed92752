//! Do the 95 % intervals hold what they promise? Over many seeds each must hold the truth, known in closed form, in 95 of
//! 100, give or take three. `./test --slow` runs 200 seeds and prints the figures; otherwise a few are run with the
//! tolerance that so few allow.

mod boxes;
mod differences;
mod futures;
mod indices;

use linchpin_core::chance::Stream;
use linchpin_core::elementary::{normal_quantile, sin};

/// An interval: its middle, and half its width.
type Interval = (f64, f64);

/// Seeds; how far the share of intervals of one kind that hold the truth may be from 95 %; the least share for one figure
/// alone, four standard errors of so many seeds below 95 %.
fn seeds() -> (u64, f64, f64) {
    if slow() { (200, 0.03, 0.89) } else { (10, 0.15, 0.5) }
}

fn slow() -> bool {
    std::env::var_os("LINCHPIN_SLOW").is_some()
}

/// Numbers of futures with which a method is tried.
fn sizes() -> &'static [u64] {
    if slow() { &[500, 2000] } else { &[500] }
}

/// Counts over seeds how often each interval holds the truth. `holds` gives the same figures for every seed.
fn check(kind: &str, holds: impl Fn(u64) -> Vec<(String, bool)>) {
    let (seeds, slack, least) = seeds();
    let all: Vec<Vec<(String, bool)>> = (0..seeds).map(holds).collect();
    let share = |at: usize| all.iter().filter(|one| one[at].1).count() as f64 / seeds as f64;
    let shares: Vec<f64> = (0..all[0].len()).map(share).collect();
    let rate = shares.iter().sum::<f64>() / shares.len() as f64;
    println!("{kind}: {:.1} % of {} intervals hold the truth", 100.0 * rate, shares.len() as u64 * seeds);
    for ((name, _), share) in all[0].iter().zip(&shares) {
        println!("    {name}: {:.1} %", 100.0 * share);
        assert!(*share >= least, "{kind}, {name}: {share}");
    }
    assert!((rate - 0.95).abs() <= slack, "{kind}: {rate}");
}

fn within((value, half): Interval, truth: f64) -> bool {
    (value - truth).abs() <= half
}

fn uniform(stream: &Stream, at: u64, draw: u32) -> f64 {
    stream.uniform(at, draw, 0)
}

fn normal(stream: &Stream, at: u64, draw: u32) -> f64 {
    normal_quantile(stream.uniform(at, draw, 0))
}

const PI: f64 = std::f64::consts::PI;
/// Ishigami with a = 7, b = 0.1.
const A: f64 = 7.0;
const B: f64 = 0.1;

fn ishigami(x: [f64; 3]) -> f64 {
    sin(x[0]) + A * sin(x[1]) * sin(x[1]) + B * x[2].powi(4) * sin(x[0])
}

/// Variances of the parts of Ishigami: alone, and of the one pair that works together (Saltelli et al. 2008, 4.5).
fn ishigami_parts() -> ([f64; 3], f64) {
    let (p4, p8) = (PI.powi(4), PI.powi(8));
    ([0.5 * (1.0 + B * p4 / 5.0) * (1.0 + B * p4 / 5.0), A * A / 8.0, 0.0], B * B * p8 * (1.0 / 18.0 - 1.0 / 50.0))
}

/// Weights of Sobol's G: the less, the more an input matters.
const G: [f64; 6] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];

fn sobol_g(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}
