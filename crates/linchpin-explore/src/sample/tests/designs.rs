//! Designs against values of other programs, and against what they promise.

use linchpin_core::dependence::{Correlation, Shares};
use linchpin_core::diagnostic::Span;
use linchpin_core::model::{Model, VarId, Words};
use serde_json::Value;

use super::super::halton::mirrored;
use super::super::latin_hypercube::Shuffle;
use super::super::layouts::takes_b;
use super::super::sobol::{Sequence, scramble};
use super::super::*;
use super::{HELD, design, distance, drawn, model, triangle};
use linchpin_core::chance::Stream;

fn golden(key: &str) -> Vec<Vec<f64>> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/golden/designs.json")).expect("JSON");
    let row = |row: &Value| row.as_array().expect("a row").iter().map(|x| x.as_f64().expect("a number")).collect();
    all[key].as_array().expect("rows").iter().map(row).collect()
}

/// Coordinates of so many dimensions: `[dimension][point]`.
fn points(name: &str, dimensions: usize, seed: u64, size: u64) -> Vec<Vec<f64>> {
    let dimension = |at: usize| {
        let name = format!("dimension {at}");
        Dimension { stream: Stream::new(seed, &name), name }
    };
    let dimensions: Vec<Dimension> = (0..dimensions).map(dimension).collect();
    let fill = (find(name).expect("a sampler").points)(&dimensions, &Design { seed, size, vary: Vec::new() }).expect("fits");
    let mut out = vec![vec![0.0; size as usize]; dimensions.len()];
    fill(0..size, &mut out);
    out
}

#[test]
fn sobol_and_halton_points_are_those_of_scipy() {
    for (name, key) in [("sobol_unscrambled", "sobol"), ("halton_unscrambled", "halton")] {
        let rows = golden(key);
        let ours = points(name, rows[0].len(), 1, rows.len() as u64);
        for (at, row) in rows.iter().enumerate() {
            for (dimension, x) in row.iter().enumerate() {
                assert!((ours[dimension][at] - x).abs() <= 1e-15, "{name} {at} {dimension}: {} {x}", ours[dimension][at]);
            }
        }
    }
    assert!(mirrored(6, 2) == 0.375 && (mirrored(5, 3) - 7.0 / 9.0).abs() < 1e-15);
    // Beyond the smaller table of direction numbers.
    let far = Sequence::new(1500).expect("published");
    assert_eq!(far.coordinate(1, 1499), 0.5);
    assert!(Sequence::new(30_000).err().expect("unpublished").why.contains("21201"));
}

#[test]
fn saltelli_rows_stand_as_in_salib() {
    for (key, second) in [("saltelli", true), ("saltelli_first", false)] {
        let rows = golden(key);
        let block = if second { 8 } else { 5 };
        let sequence = Sequence::new(6).expect("few");
        for (at, row) in rows.iter().enumerate() {
            for (column, x) in row.iter().enumerate() {
                let from_b = takes_b(at as u64 % block, column, 3, second);
                let u = sequence.coordinate(at as u64 / block, column + if from_b { 3 } else { 0 });
                let ours = -std::f64::consts::PI + 2.0 * std::f64::consts::PI * u;
                assert!((ours - x).abs() < 1e-14, "{key} {at} {column}");
            }
        }
    }
    let columns = |row| (0..3).map(|column| takes_b(row, column, 3, true)).collect::<Vec<_>>();
    assert_eq!([columns(0), columns(1), columns(3)], [[false; 3], [true, false, false], [false, false, true]]);
    assert_eq!([columns(4), columns(6), columns(7)], [[false, true, true], [true, true, false], [true; 3]]);
    // Rows of a block share their columns to the bit.
    let rows = points("saltelli", 3, 5, 80);
    for block in 0..10 {
        let at = |column: usize, row: usize| rows[column][8 * block + row];
        assert_eq!((at(0, 1), at(1, 1), at(2, 1)), (at(0, 7), at(1, 0), at(2, 0)));
        assert_eq!((at(0, 4), at(1, 4), at(2, 4)), (at(0, 0), at(1, 7), at(2, 7)));
    }
}

/// Centred, wrap-around and mixture discrepancy, squared as SciPy gives them, and the L2 star discrepancy.
/// Source: Hickernell 1998; Zhou, Fang & Ning 2013.
fn discrepancies(points: &[Vec<f64>]) -> [f64; 4] {
    let (d, n) = (points.len() as i32, points[0].len());
    let product = |of: &dyn Fn(f64) -> f64, i: usize| points.iter().map(|column| of(column[i])).product::<f64>();
    let pairs = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        (0..n).map(|i| (0..n).map(|j| points.iter().map(|c| of(c[i], c[j])).product::<f64>()).sum::<f64>()).sum::<f64>()
            / (n * n) as f64
    };
    let singles = |of: &dyn Fn(f64) -> f64| (0..n).map(|i| product(of, i)).sum::<f64>() / n as f64;
    let off = |x: f64| (x - 0.5).abs();
    let centred = (13.0_f64 / 12.0).powi(d) - 2.0 * singles(&|x| 1.0 + 0.5 * off(x) - 0.5 * off(x) * off(x))
        + pairs(&|x, y| 1.0 + 0.5 * off(x) + 0.5 * off(y) - 0.5 * (x - y).abs());
    let around = -(4.0_f64 / 3.0).powi(d) + pairs(&|x, y| 1.5 - (x - y).abs() * (1.0 - (x - y).abs()));
    let mixture = (19.0_f64 / 12.0).powi(d) - 2.0 * singles(&|x| 5.0 / 3.0 - 0.25 * off(x) - 0.25 * off(x) * off(x))
        + pairs(&|x, y| 15.0 / 8.0 - 0.25 * off(x) - 0.25 * off(y) - 0.75 * (x - y).abs() + 0.5 * (x - y) * (x - y));
    let star = (1.0_f64 / 3.0).powi(d) - 2.0_f64.powi(1 - d) * singles(&|x| 1.0 - x * x) + pairs(&|x, y| 1.0 - x.max(y));
    [centred, around, mixture, star.sqrt()]
}

#[test]
fn discrepancies_are_those_of_scipy() {
    let all: Value = serde_json::from_str(include_str!("../../../tests/golden/designs.json")).expect("JSON");
    let theirs = &all["discrepancy_of_64_sobol_points"];
    let ours = discrepancies(&points("sobol_unscrambled", 3, 1, 64));
    for (ours, key) in ours.into_iter().zip(["CD", "WD", "MD", "L2-star"]) {
        let theirs = theirs[key].as_f64().expect("a number");
        assert!((ours - theirs).abs() <= 1e-12, "{key}: {ours} {theirs}");
    }
    // Fewer gaps than independent draws have.
    let independent = discrepancies(&points("monte_carlo", 3, 1, 64))[0];
    for name in ["sobol", "halton", "latin_hypercube"] {
        assert!(discrepancies(&points(name, 3, 1, 64))[0] < independent, "{name}");
    }
}

#[test]
fn scrambled_points_stay_even_in_every_box() {
    // The first two dimensions: every box of area 1/64, however it is cut, holds one of 64 points.
    let ours = points("sobol", 2, 11, 64);
    for cut in 0..=6 {
        let (across, up) = (1_u64 << cut, 1_u64 << (6 - cut));
        let mut boxes: Vec<u64> =
            (0..64).map(|at| (ours[0][at] * across as f64) as u64 * up + (ours[1][at] * up as f64) as u64).collect();
        boxes.sort_unstable();
        assert!(boxes.into_iter().eq(0..64), "{cut}");
    }
    // Over seeds a point is anywhere alike.
    let values: Vec<f64> = (0..4000).map(|seed| points("sobol", 3, seed, 6)[2][5]).collect();
    assert!(distance(values, |x| x) <= 1.95 / 4000.0_f64.sqrt());
    assert!((0..1000).all(|at| (0.0..1.0).contains(&scramble(at << 40, 3))));
}

#[test]
fn every_spreading_design_keeps_its_marginals() {
    let model = model();
    for name in ["latin_hypercube", "monte_carlo", "sobol", "halton", "saltelli", "saltelli_first"] {
        let draws = (find(name).expect("a sampler").draws)(&model, &design(4000, Vec::new())).expect("fits");
        let out = drawn(&draws, 0..4000);
        // Rows of one block repeat columns: as many independent ones as there are base rows, twice.
        let independent: f64 = if name.starts_with("saltelli") { 4000.0 / 4.0 } else { 4000.0 };
        let bound = 1.95 / independent.sqrt();
        assert!(distance(out[0].clone(), triangle) <= bound, "{name}");
        assert!(distance(out[1].clone(), |x| x.ln() / 1000.0_f64.ln()) <= bound, "{name}");
        let heads = out[2].iter().sum::<f64>() / 4000.0;
        assert!((heads - 0.75).abs() < 4.0 * (0.1875 / independent).sqrt(), "{name}: {heads}");
    }
}

#[test]
fn the_default_design_is_what_it_always_was() {
    let (model, size) = (model(), 1000);
    let draws = (SAMPLERS[0].draws)(&model, &design(size, Vec::new())).expect("fits");
    let ours = drawn(&draws, 0..size);
    let stream = Stream::new(9, "even");
    let shuffle = Shuffle::new(&stream, size);
    for future in 0..size {
        let u = (shuffle.of(future) as f64 + stream.uniform(future, 0, 0)) / size as f64;
        let x = if u < 0.5 { (u * 2.0).sqrt() } else { 2.0 - ((1.0 - u) * 2.0).sqrt() };
        assert_eq!(ours[0][future as usize].to_bits(), x.to_bits());
    }
}

#[test]
fn trajectories_move_one_after_the_other() {
    let rows = points("morris", 5, 3, 60);
    let mut ups = 0;
    for trajectory in 0..10 {
        let mut moved = vec![0; 5];
        for row in 1..6 {
            let at = 6 * trajectory + row;
            let changes: Vec<(usize, f64)> =
                (0..5).map(|d| (d, rows[d][at] - rows[d][at - 1])).filter(|(_, change)| *change != 0.0).collect();
            assert_eq!(changes.len(), 1, "{trajectory} {row}");
            assert!((changes[0].1.abs() - 2.0 / 3.0).abs() < 1e-8);
            moved[changes[0].0] += 1;
            ups += usize::from(changes[0].1 > 0.0);
        }
        assert_eq!(moved, [1; 5]);
    }
    assert!((15..=35).contains(&ups), "{ups} of 50 go up");
    let grid = |x: f64| (x * 3.0 - (x * 3.0).round()).abs() < 1e-8;
    assert!(rows.iter().flatten().all(|&x| grid(x) && x > 0.0 && x < 1.0));
}

#[test]
fn factorials_hold_every_combination_and_single_moves_one_change() {
    let rows = points("full_factorial", 3, 1, 27);
    let mut seen: Vec<[u64; 3]> = (0..27).map(|at| [0, 1, 2].map(|d: usize| (rows[d][at] * 3.0) as u64)).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 27);
    let rows = points("one_at_a_time", 3, 1, 13);
    (0..13).for_each(|at| {
        let moved = rows.iter().filter(|row| !row[at].is_nan()).count();
        assert_eq!(moved, usize::from(at > 0));
    });
    let model = model();
    let draws = (find("one_at_a_time").expect("a sampler").draws)(&model, &design(13, Vec::new())).expect("fits");
    assert_eq!(drawn(&draws, 0..1), [[1.0], [2.0], [0.0], [0.5]]);
}

#[test]
fn sizes_that_do_not_fit_are_refused_with_the_next() {
    let model = model();
    for (name, size, help) in [
        ("full_factorial", 30, "27 or 64"),
        ("full_factorial", 5, "ask for 8 futures"),
        ("morris", 10, "8 or 12"),
        ("saltelli", 3, "ask for 8 futures"),
        ("saltelli_first", 12, "10 or 15"),
        ("one_at_a_time", 8, "7 or 10"),
    ] {
        let refusal = (find(name).expect("a sampler").draws)(&model, &design(size, Vec::new())).err().expect("does not fit");
        assert!(refusal.help.contains(help), "{name}: {refusal}");
    }
}

fn coupled() -> Model {
    let mut model = model();
    let correlation =
        Correlation { pair: (VarId(1), VarId(2)), r: 0.6, words: Words::default(), from: Vec::new(), span: Span::default() };
    model.correlations.push(correlation);
    model
}

#[test]
fn correlated_uncertainties_keep_their_marginals_and_move_together() {
    let model = coupled();
    for name in ["latin_hypercube", "monte_carlo", "sobol", "halton"] {
        let draws = (find(name).expect("a sampler").draws)(&model, &design(8000, Vec::new())).expect("fits");
        let out = drawn(&draws, 0..8000);
        assert!(distance(out[0].clone(), triangle) <= 1.95 / 8000.0_f64.sqrt(), "{name}");
        assert!(distance(out[1].clone(), |x| x.ln() / 1000.0_f64.ln()) <= 1.95 / 8000.0_f64.sqrt(), "{name}");
        // Correlation of ranks: both distributions are continuous, so shares below are ranks.
        let a: Vec<f64> = out[0].iter().map(|&x| triangle(x) - 0.5).collect();
        let b: Vec<f64> = out[1].iter().map(|x| x.ln() / 1000.0_f64.ln() - 0.5).collect();
        let ranks = 12.0 * a.iter().zip(&b).map(|(a, b)| a * b).sum::<f64>() / 8000.0;
        let expected = 6.0 / std::f64::consts::PI * (0.3_f64).asin();
        assert!((ranks - expected).abs() < 0.03, "{name}: {ranks} {expected}");
        // The rest is as it was.
        let alone = (find(name).expect("a sampler").draws)(&super::model(), &design(8000, Vec::new())).expect("fits");
        assert_eq!(drawn(&alone, 0..8000)[2], out[2]);
    }
    let refusal = (find("one_at_a_time").expect("a sampler").draws)(&model, &design(13, Vec::new())).err().expect("together");
    assert!(refusal.why.contains("moves with others"), "{refusal}");
}

#[test]
fn shares_sum_to_one_in_every_future() {
    let mut model = model();
    model.shares.push(Shares {
        name: "parts".into(),
        words: Words::default(),
        members: vec![VarId(1), VarId(2), HELD],
        means: vec![0.2, 0.3, 0.5],
        concentration: 20.0,
        from: Vec::new(),
        span: Span::default(),
    });
    let of = |vary| (find("sobol").expect("a sampler").draws)(&model, &design(4096, vary)).expect("fits");
    let out = drawn(&of(vec![HELD]), 0..4096);
    for ((first, second), third) in out[0].iter().zip(&out[1]).zip(&out[3]) {
        assert!((first + second + third - 1.0).abs() < 1e-12);
    }
    for (at, mean) in [(0, 0.2), (1, 0.3), (3, 0.5)] {
        let values: &Vec<f64> = &out[at];
        let (found, n) = (values.iter().sum::<f64>() / 4096.0, 4096.0);
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        assert!((found - mean).abs() < 0.005, "{at}: {found}");
        assert!((variance / (mean * (1.0 - mean) / 21.0) - 1.0).abs() < 0.1, "{at}: {variance}");
    }
    // One that is held holds all.
    let out = drawn(&of(Vec::new()), 0..10);
    assert_eq!((out[0][7], out[1][7], out[3][7]), (1.0, 2.0, 0.5));
}
