//! Every family of distributions through every design that spreads futures, by Kolmogorov and Smirnov's distance.

use linchpin_core::distribution::{Distribution, FAMILIES, Shape, find as family, normal_share};
use linchpin_core::model::{Kind, Model};

use super::super::*;
use super::{design, distance, model};

/// A family with its range, default and parameters, and the share below a value, written down apart from its quantiles.
type Row = (&'static str, (Option<f64>, f64, Option<f64>), &'static [f64], fn(f64) -> f64);

/// Share of a Beta(a, b) below x for whole a and b: the chance of at least a heads in a + b - 1 throws.
fn beta_below(a: i32, b: i32, x: f64) -> f64 {
    let throws = a + b - 1;
    let ways = |heads: i32| (0..heads).map(|k| f64::from(throws - k) / f64::from(k + 1)).product::<f64>();
    (a..=throws).map(|heads| ways(heads) * x.powi(heads) * (1.0 - x).powi(throws - heads)).sum()
}

/// Share of a Gamma(3, 2) below x: no fewer than three events of a Poisson process.
fn gamma_below(x: f64) -> f64 {
    let y = x / 2.0;
    1.0 - (-y).exp() * (1.0 + y + y * y / 2.0)
}

fn weibull_below(x: f64) -> f64 {
    1.0 - (-(x / 2.0).powf(1.5)).exp()
}

/// The share below, where a range cuts.
fn cut(share: fn(f64) -> f64, x: f64, low: f64, high: f64) -> f64 {
    (share(x) - share(low)) / (share(high) - share(low))
}

fn triangle_of_ten(x: f64) -> f64 {
    if x < 3.0 { x * x / 30.0 } else { 1.0 - (10.0 - x) * (10.0 - x) / 70.0 }
}

fn lognormal_below(x: f64) -> f64 {
    normal_share((x / 5.0).ln() / 2.0_f64.ln())
}

const ROWS: &[Row] = &[
    ("triangular", (Some(0.0), 3.0, Some(10.0)), &[], triangle_of_ten),
    ("uniform", (Some(-2.0), 1.0, Some(6.0)), &[], |x| (x + 2.0) / 8.0),
    // Beta(2, 4) over the range.
    ("pert", (Some(0.0), 2.5, Some(10.0)), &[], |x| beta_below(2, 4, x / 10.0)),
    ("loguniform", (Some(1.0), 30.0, Some(1000.0)), &[], |x| x.ln() / 1000.0_f64.ln()),
    ("beta", (Some(1.0), 1.5, Some(3.0)), &[2.0, 5.0], |x| beta_below(2, 5, (x - 1.0) / 2.0)),
    ("normal", (None, 10.0, None), &[10.0, 2.0], |x| normal_share((x - 10.0) / 2.0)),
    ("normal", (Some(9.0), 10.0, Some(13.0)), &[10.0, 2.0], |x| cut(|x| normal_share((x - 10.0) / 2.0), x, 9.0, 13.0)),
    ("normal", (Some(9.0), 10.0, None), &[10.0, 2.0], |x| cut(|x| normal_share((x - 10.0) / 2.0), x, 9.0, 1e9)),
    ("lognormal", (None, 5.0, None), &[5.0, 2.0], lognormal_below),
    ("lognormal", (Some(2.0), 5.0, Some(30.0)), &[5.0, 2.0], |x| cut(lognormal_below, x, 2.0, 30.0)),
    ("gamma", (None, 6.0, None), &[3.0, 2.0], gamma_below),
    ("gamma", (Some(1.0), 6.0, Some(12.0)), &[3.0, 2.0], |x| cut(gamma_below, x, 1.0, 12.0)),
    ("weibull", (None, 2.0, None), &[1.5, 2.0], weibull_below),
    ("weibull", (Some(0.5), 2.0, Some(4.0)), &[1.5, 2.0], |x| cut(weibull_below, x, 0.5, 4.0)),
];

/// Values of the first futures: `[uncertainty][future]`.
fn drawn(draws: &Draws, model: &Model, size: u64) -> Vec<Vec<f64>> {
    let mut out = vec![vec![f64::NAN; size as usize]; model.uncertainties().len()];
    draws(0..size, &mut out);
    out
}

/// The model of the other tests with all rows as its uncertainties, and a set of three values at the end.
fn of_all_families() -> Model {
    let mut model = model();
    let template = model.variables.pop().expect("it has uncertainties");
    model.variables.retain(|variable| !matches!(variable.kind, Kind::Uncertainty { .. }));
    let drawn_from = |(name, (low, mode, high), params, _): &Row| {
        let shape = Shape { low: *low, high: *high, mode: *mode, params: params.to_vec() };
        let family = family(name).expect("a family of this name");
        assert_eq!((family.improper)(&shape), None, "{name}");
        Distribution::Continuous(family, shape)
    };
    let set = Distribution::Set(vec![(1.0, 2.0), (5.0, 1.0), (7.0, 5.0)]);
    for (at, distribution) in ROWS.iter().map(drawn_from).chain([set]).enumerate() {
        let mut variable = template.clone();
        variable.name = format!("uncertainty {at}");
        variable.kind = Kind::Uncertainty { default: 2.0, distribution, held: false };
        model.variables.push(variable);
    }
    model.by_name = model.variables.iter().zip(0..).map(|(variable, at)| (variable.name.clone(), VarId(at))).collect();
    model
}

#[test]
fn every_family_keeps_its_shape_in_every_spreading_design() {
    for family in FAMILIES {
        assert!(ROWS.iter().any(|row| row.0 == family.name), "{} has no row here", family.name);
        let cuts = |row: &&Row| row.0 == family.name && row.1.0.is_some();
        assert!(ROWS.iter().any(|row| cuts(&row)), "{} is not cut here", family.name);
    }
    const SIZE: u64 = 4096;
    let model = of_all_families();
    for name in ["latin_hypercube", "monte_carlo", "sobol", "halton"] {
        let draws = (find(name).expect("a sampler").draws)(&model, &design(SIZE, Vec::new())).expect("fits");
        let out = drawn(&draws, &model, SIZE);
        assert_eq!(out.len(), ROWS.len() + 1);
        for ((family, range, _, below), values) in ROWS.iter().zip(&out) {
            // Independent draws pass 1.95/sqrt(n) once in 1,000; even designs lie far closer.
            let bound = if name == "monte_carlo" { 1.95 } else { 0.4 } / (SIZE as f64).sqrt();
            let found = distance(values.clone(), below);
            assert!(found <= bound, "{name}: {family} {range:?} is off by {found}");
            let (low, high) = (range.0.unwrap_or(f64::NEG_INFINITY), range.2.unwrap_or(f64::INFINITY));
            assert!(values.iter().all(|x| *x >= low && *x <= high), "{name}: {family} leaves {range:?}");
        }
        for (value, share) in [(1.0, 0.25), (5.0, 0.125), (7.0, 0.625)] {
            let found = out[ROWS.len()].iter().filter(|x| **x == value).count() as f64 / SIZE as f64;
            assert!((found - share).abs() <= 4.0 * (share * (1.0 - share) / SIZE as f64).sqrt(), "{name}: {value} in {found}");
        }
    }
}

/// The first point as published is 0 throughout, where a normal distribution without a range has no number.
#[test]
fn points_that_begin_at_the_least_value_need_one() {
    let bounded = model();
    let endless = of_all_families();
    for (name, other) in [("sobol_unscrambled", "`sobol`"), ("halton_unscrambled", "`halton`")] {
        let of = |model: &Model, size| (find(name).expect("a sampler").draws)(model, &design(size, Vec::new()));
        let refusal = of(&endless, 64).err().expect("a normal distribution has no least value");
        assert!(refusal.why.contains(name) && refusal.why.contains("`uncertainty 5`"), "{refusal}");
        assert!(refusal.help.contains(other), "{refusal}");
        // Where all have one they are as published, the corner included.
        let out = drawn(&of(&bounded, 64).expect("all have a least value"), &bounded, 64);
        assert_eq!((out[0][0], out[1][0]), (0.0, 1.0), "{name}");
        assert!(out.iter().flatten().all(|x| x.is_finite()));
    }
}
