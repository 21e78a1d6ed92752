//! Designs of their own: Sobol' indices and Morris effects.

use linchpin_core::chance::Stream;
use linchpin_explore::method::morris::{self, morris};
use linchpin_explore::method::sobol::{Estimate, Options, sobol};

use super::{G, PI, check, ishigami, ishigami_parts, sobol_g, within};

/// Outcomes of a Saltelli design of random points, block after block.
fn saltelli(seed: u64, blocks: u64, groups: usize, second_order: bool, y: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let stream = Stream::new(seed, "blocks");
    let mut outcome = Vec::new();
    for block in 0..blocks {
        let point = |draw: u32| -> Vec<f64> { (0..groups as u32).map(|at| stream.uniform(block, draw, at)).collect() };
        let (one, other) = (point(0), point(1));
        let mixed = |from: &[f64], moved: &[f64], at: usize| {
            let mut mixed = from.to_vec();
            mixed[at] = moved[at];
            y(&mixed)
        };
        outcome.push(y(&one));
        outcome.extend((0..groups).map(|at| mixed(&one, &other, at)));
        if second_order {
            outcome.extend((0..groups).map(|at| mixed(&other, &one, at)));
        }
        outcome.push(y(&other));
    }
    outcome
}

fn held(name: String, found: Estimate, truth: f64) -> (String, bool) {
    (name, within((found.value, found.half_width), truth))
}

#[test]
fn intervals_of_sobol_indices() {
    let (parts, crossed) = ishigami_parts();
    let variance = parts.iter().sum::<f64>() + crossed;
    let first = parts.map(|part| part / variance);
    let total = [first[0] + crossed / variance, first[1], crossed / variance];
    let pairs = [0.0, crossed / variance, 0.0];
    check("Sobol' index of Ishigami, 512 blocks", |seed| {
        let options = Options { groups: 3, second_order: true, resamples: 200, seed };
        let y = |x: &[f64]| ishigami([0, 1, 2].map(|at| PI * (2.0 * x[at] - 1.0)));
        let found = sobol(&saltelli(seed, 512, 3, true, y), &options).unwrap();
        let each = |at: usize| {
            [
                held(format!("first order of {}", at + 1), found.first[at], first[at]),
                held(format!("total of {}", at + 1), found.total[at], total[at]),
                held(format!("pair {}", at + 1), found.second[at].index, pairs[at]),
            ]
        };
        (0..3).flat_map(each).collect()
    });
}

#[test]
fn intervals_of_sobol_indices_of_many_weak_inputs() {
    let own = G.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let whole: f64 = own.iter().map(|v| 1.0 + v).product();
    let variance = whole - 1.0;
    check("Sobol' index of G, 512 blocks", |seed| {
        let options = Options { groups: G.len(), second_order: false, resamples: 200, seed };
        let found = sobol(&saltelli(seed, 512, G.len(), false, sobol_g), &options).unwrap();
        let total = |at: usize| own[at] * whole / (1.0 + own[at]) / variance;
        let each = |at: usize| {
            [
                held(format!("first order of {}", at + 1), found.first[at], own[at] / variance),
                held(format!("total of {}", at + 1), found.total[at], total(at)),
            ]
        };
        (0..G.len()).flat_map(each).collect()
    });
}

/// Trajectories over a grid of four levels in the unit cube: `[input][run]`, each from a random corner in a random order.
fn trajectories(seed: u64, count: u64, inputs: usize) -> Vec<Vec<f64>> {
    let stream = Stream::new(seed, "trajectories");
    let mut columns = vec![Vec::new(); inputs];
    for walk in 0..count {
        let draw = |at: usize, what: u32| stream.uniform(walk, at as u32, what);
        let mut order: Vec<usize> = (0..inputs).collect();
        order.sort_by(|&a, &b| draw(a, 0).total_cmp(&draw(b, 0)));
        let mut point: Vec<f64> = (0..inputs).map(|at| (4.0 * draw(at, 1)).floor() / 3.0).collect();
        let keep = |point: &[f64], columns: &mut Vec<Vec<f64>>| columns.iter_mut().zip(point).for_each(|(c, v)| c.push(*v));
        keep(&point, &mut columns);
        for at in order {
            point[at] += if point[at] > 0.5 { -2.0 / 3.0 } else { 2.0 / 3.0 };
            keep(&point, &mut columns);
        }
    }
    columns
}

fn screened(seed: u64, count: u64, inputs: usize, y: impl Fn(&[f64]) -> f64) -> Vec<(f64, f64)> {
    let columns = trajectories(seed, count, inputs);
    let outcome: Vec<f64> =
        (0..columns[0].len()).map(|run| y(&columns.iter().map(|column| column[run]).collect::<Vec<f64>>())).collect();
    let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let groups: Vec<usize> = (0..inputs).collect();
    let options = morris::Options { levels: 4, scaled: false, resamples: 200, seed };
    let found = morris(&views, &outcome, &groups, &options).unwrap();
    found.effects.iter().map(|effect| (effect.mean_absolute, effect.half_width)).collect()
}

#[test]
fn intervals_of_morris_effects() {
    // Of G: a step changes an input's factor by 4/3 / (1 + a) wherever it starts; the others are 4/3 or so on average.
    let step = 2.0 / 3.0;
    let level = G.map(|a| (4.0 / 3.0 + a) / (1.0 + a));
    let of_g = |at: usize| {
        let others: f64 = (0..G.len()).filter(|&other| other != at).map(|other| level[other]).product();
        4.0 / 3.0 / (1.0 + G[at]) / step * others
    };
    // Of Ishigami: the sum over all moves of the grid.
    let grid = |at: usize| PI * (2.0 * at as f64 / 3.0 - 1.0);
    let moves = [(0, 2), (1, 3)];
    let y = |at: [usize; 3]| ishigami(at.map(grid));
    let first = moves.iter().flat_map(|&(from, to)| (0..4).map(move |k| (from, to, k)));
    let first = first.map(|(from, to, k)| (y([to, 0, k]) - y([from, 0, k])).abs()).sum::<f64>() / 8.0 / step;
    let third = moves.iter().flat_map(|&(from, to)| (0..4).map(move |k| (from, to, k)));
    let third = third.map(|(from, to, k)| (y([k, 0, to]) - y([k, 0, from])).abs()).sum::<f64>() / 8.0 / step;
    for (count, name) in [(10, "10"), (20, "20"), (100, "100")] {
        check(&format!("Morris effect, {name} trajectories"), |seed| {
            let ours = screened(seed, count, 3, |x| ishigami([0, 1, 2].map(|at| PI * (2.0 * x[at] - 1.0))));
            let mut all = vec![("Ishigami 1".into(), within(ours[0], first)), ("Ishigami 3".to_owned(), within(ours[2], third))];
            let ours = screened(seed, count, G.len(), sobol_g);
            all.extend((0..4).map(|at| (format!("G {}", at + 1), within(ours[at], of_g(at)))));
            all
        });
    }
}
