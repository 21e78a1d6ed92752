mod designs;
mod marginals;

use linchpin_core::chance::Stream;

use super::latin_hypercube::Shuffle;
use super::*;
use crate::sample;

fn model() -> Model {
    use linchpin_core::diagnostic::Span;
    use linchpin_core::distribution::{Distribution, LOGUNIFORM, NORMAL, Shape, TRIANGULAR};
    use linchpin_core::model::*;
    use linchpin_core::unit::{Unit, Units};
    let shape = |low, mode, high, params| Shape { low, high, mode, params };
    let uncertainties = [
        ("even", Distribution::Continuous(&TRIANGULAR, shape(Some(0.0), 1.0, Some(2.0), Vec::new())), 1.0, false),
        ("wide", Distribution::Continuous(&LOGUNIFORM, shape(Some(1.0), 2.0, Some(1000.0), Vec::new())), 2.0, false),
        ("coin", Distribution::Set(vec![(0.0, 0.25), (1.0, 0.75)]), 0.0, false),
        ("held", Distribution::Continuous(&NORMAL, shape(None, 0.0, None, vec![0.0, 1.0])), 0.5, true),
    ];
    let variable = |name: &str, kind| Variable {
        name: name.into(),
        kind,
        unit: Unit::none(),
        words: Words::default(),
        sector: None,
        from: Vec::new(),
        because: None,
        hidden: false,
        origin: Origin::Written,
        span: Span::default(),
        name_span: Span::default(),
        equation_span: Span::default(),
    };
    let mut variables = vec![variable("constant", Kind::Constant { value: 1.0 })];
    variables.extend(
        uncertainties
            .map(|(name, distribution, default, held)| variable(name, Kind::Uncertainty { default, distribution, held })),
    );
    let by_name = variables.iter().zip(0..).map(|(variable, at)| (variable.name.clone(), VarId(at))).collect();
    Model {
        name: "made".into(),
        words: Words::default(),
        time: TimeAxis {
            start: 0.0,
            stop: 1.0,
            dt: 1.0,
            steps: 1,
            record_every: 1,
            calendar: false,
            unit: Unit::none(),
            method: Method::Euler,
        },
        units: Units::default(),
        actors: Vec::new(),
        sectors: Vec::new(),
        variables,
        tables: Vec::new(),
        games: Vec::new(),
        criteria: Vec::new(),
        policies: Vec::new(),
        worlds: Vec::new(),
        sources: Vec::new(),
        claims: Vec::new(),
        disputes: Vec::new(),
        checks: Vec::new(),
        correlations: Vec::new(),
        shares: Vec::new(),
        record: Vec::new(),
        by_name,
    }
}

const HELD: VarId = VarId(4);

fn design(size: u64, vary: Vec<VarId>) -> Design {
    Design { seed: 9, size, vary }
}

fn drawn(draws: &Draws, futures: Range<u64>) -> Vec<Vec<f64>> {
    let mut out = vec![vec![f64::NAN; (futures.end - futures.start) as usize]; 4];
    draws(futures, &mut out);
    out
}

/// One battery for all samplers: any range is the same part of the whole, held ones stay, values stay in range.
#[test]
fn every_sampler_is_a_pure_function_of_the_future() {
    let model = model();
    for row in SAMPLERS {
        assert!(!row.doc.is_empty() && !row.source.is_empty() && find(row.name).is_some());
        for vary in [Vec::new(), vec![HELD]] {
            // A design with a layout takes the sizes that fit it.
            if row.name.ends_with("_unscrambled") && !vary.is_empty() {
                // The held one has no least value, where these begin.
                assert!((row.draws)(&model, &design(1000, vary)).is_err(), "{}", row.name);
                continue;
            }
            let fitting = |size: &u64| (row.draws)(&model, &design(*size, vary.clone())).is_ok();
            let size = (1000..1400).find(fitting).expect("a size that fits");
            let draws = (row.draws)(&model, &design(size, vary.clone())).expect("a proper design");
            let all = drawn(&draws, 0..size);
            for range in [0..1, 17..500, 999..1000] {
                let part = drawn(&draws, range.clone());
                for (part, all) in part.iter().zip(&all) {
                    assert_eq!(part[..], all[range.start as usize..range.end as usize], "{} {range:?}", row.name);
                }
            }
            assert_eq!(all[3].iter().any(|&x| x != 0.5), !vary.is_empty(), "{}", row.name);
            assert!(all[0].iter().all(|x| (0.0..=2.0).contains(x)) && all[1].iter().all(|x| (1.0..=1000.0).contains(x)));
        }
        let refused = (row.draws)(&model, &design(10, vec![VarId(0)])).err().expect("a constant does not vary");
        assert!(refused.why.contains("constant"));
    }
}

/// Distance of Kolmogorov and Smirnov between values and shares below them.
fn distance(mut values: Vec<f64>, below: impl Fn(f64) -> f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    values.iter().zip(0..).map(|(&x, at)| (below(x) - (f64::from(at) + 0.5) / n).abs()).fold(0.0, f64::max) + 0.5 / n
}

fn triangle(x: f64) -> f64 {
    if x < 1.0 { x * x / 2.0 } else { 1.0 - (2.0 - x) * (2.0 - x) / 2.0 }
}

#[test]
fn marginals() {
    let model = model();
    let of = |name: &str| (find(name).expect("a sampler").draws)(&model, &design(4000, Vec::new())).expect("a design");
    let stratified = drawn(&of("latin_hypercube"), 0..4000);
    let independent = drawn(&of("monte_carlo"), 0..4000);
    // At a stratified sample the distance is below one slice; at an independent one 1.95/sqrt(n) is passed once in 1,000.
    let wide = |x: f64| x.ln() / 1000.0_f64.ln();
    assert!(distance(stratified[0].clone(), triangle) <= 1.0 / 4000.0 + 1e-12);
    assert!(distance(stratified[1].clone(), wide) <= 1.0 / 4000.0 + 1e-12);
    assert!(distance(independent[0].clone(), triangle) <= 1.95 / 4000.0_f64.sqrt());
    assert!(distance(independent[1].clone(), wide) <= 1.95 / 4000.0_f64.sqrt());
    assert_eq!(stratified[2].iter().sum::<f64>(), 3000.0);
    // Uncertainties are paired at random.
    let correlation = |a: &[f64], b: &[f64]| {
        let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
        let (ma, mb) = (mean(a), mean(b));
        let with = |x: &[f64], mx: f64, y: &[f64], my: f64| x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>();
        with(a, ma, b, mb) / (with(a, ma, a, ma) * with(b, mb, b, mb)).sqrt()
    };
    assert!(correlation(&stratified[0], &stratified[1]).abs() < 4.0 / 4000.0_f64.sqrt());
}

#[test]
fn independent_draws_continue() {
    let model = model();
    let of = |size| (find("monte_carlo").expect("a sampler").draws)(&model, &design(size, Vec::new())).expect("a design");
    assert_eq!(drawn(&of(10), 0..10), drawn(&of(1_000_000), 0..10));
}

#[test]
fn shuffles_are_permutations() {
    let stream = Stream::new(3, "some_name");
    for size in [1, 2, 3, 4, 5, 7, 8, 9, 48, 100, 255, 256, 257, 1000, 4096, 5000] {
        let shuffle = Shuffle::new(&stream, size);
        for cube in 0..2 {
            let mut places: Vec<u64> = (0..size).map(|future| shuffle.of(cube * size + future)).collect();
            places.sort_unstable();
            assert!(places.into_iter().eq(0..size), "{size}");
        }
    }
}

#[test]
fn shuffles_have_no_favourites() {
    // How often future 0 gets each slice, over names: chi-square with size - 1 degrees of freedom.
    for size in [2_u64, 3, 5, 16, 48] {
        let mut hits = vec![0.0; size as usize];
        let names = 400 * size;
        for name in 0..names {
            hits[Shuffle::new(&Stream::new(name, "x"), size).of(0) as usize] += 1.0;
        }
        let chi: f64 = hits.iter().map(|hits: &f64| (hits - 400.0) * (hits - 400.0) / 400.0).sum();
        let freedom = size as f64 - 1.0;
        assert!(chi < freedom + 4.0 * (2.0 * freedom).sqrt() + 6.0, "{size}: {chi}");
    }
    let far = Shuffle::new(&Stream::new(1, "x"), 1 << 40);
    assert!(far.of(0) < 1 << 40 && far.of(0) != far.of(1));
}

#[test]
fn a_table_of_ones_own() {
    let model = model();
    let columns = vec![("wide".to_string(), vec![3.0, 4.0, 5.0]), ("held".to_string(), vec![7.0, 8.0, 9.0])];
    let draws = sample::table(&model, &columns).expect("fitting columns");
    let out = drawn(&draws, 1..4);
    assert_eq!(out[0], [1.0; 3]);
    assert_eq!(out[1][..2], [4.0, 5.0]);
    assert!(out[1][2].is_nan());
    assert_eq!(out[3][..2], [8.0, 9.0]);
    let why = |columns: &[(String, Vec<f64>)]| sample::table(&model, columns).err().expect("refused").why;
    assert!(why(&[("constant".into(), vec![1.0])]).contains("no uncertainty"));
    assert!(why(&[("wide".into(), vec![1.0]), ("even".into(), vec![1.0, 2.0])]).contains("2 values"));
    assert!(why(&[("wide".into(), vec![1.0]), ("wide".into(), vec![1.0])]).contains("twice"));
}
