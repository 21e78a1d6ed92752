//! Regions of failures: density and coverage of the box that the search took, density of a tree's first and last branch.

use linchpin_core::chance::Stream;
use linchpin_explore::method::cart::{self, Leaf, cart, ends, unseen};
use linchpin_explore::method::prim::{Choice, USUAL, flattery, interval, prim};
use linchpin_explore::method::region::{Input, Kind, Limit, Region};

use super::{check, sizes, uniform};

/// Where failures are dense: above the one and below the other.
const CORNER: (f64, f64) = (0.7, 0.4);
/// Share that fails there, and elsewhere.
const SHARES: (f64, f64) = (0.8, 0.1);

/// Futures in six inputs, and which of them fail.
fn futures_of(seed: u64, futures: u64) -> (Vec<Vec<f64>>, Vec<f64>) {
    let stream = Stream::new(seed, "boxes");
    let columns: Vec<Vec<f64>> = (0..6).map(|input| (0..futures).map(|at| uniform(&stream, at, input)).collect()).collect();
    let fails = |at: u64| {
        let there = columns[0][at as usize] > CORNER.0 && columns[1][at as usize] < CORNER.1;
        f64::from(uniform(&stream, at, 9) < if there { SHARES.0 } else { SHARES.1 })
    };
    let marks = (0..futures).map(fails).collect();
    (columns, marks)
}

fn inputs(columns: &[Vec<f64>]) -> Vec<Input<'_>> {
    columns.iter().map(|values| Input { name: "x", kind: Kind::Real, values }).collect()
}

/// Density and volume of a region. A side that is not restricted goes to the end of the range, not to the last future.
fn truth(region: &Region, whole: &Region) -> (f64, f64) {
    let side = |at: usize| match (&region.limits[at], &whole.limits[at]) {
        (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => {
            (if low == least { 0.0 } else { *low }, if high == most { 1.0 } else { *high })
        }
        _ => unreachable!(),
    };
    let sides: Vec<(f64, f64)> = (0..6).map(side).collect();
    let volume: f64 = sides.iter().map(|(low, high)| high - low).product();
    let ((x0, x1), (y0, y1)) = (sides[0], sides[1]);
    let dense = (x1 - x0.max(CORNER.0)).max(0.0) / (x1 - x0) * (y1.min(CORNER.1) - y0).max(0.0) / (y1 - y0);
    (SHARES.1 + (SHARES.0 - SHARES.1) * dense, volume)
}

#[test]
fn intervals_of_branches() {
    for &futures in sizes() {
        check(&format!("branch of a tree, {futures} futures"), |seed| {
            let (columns, marks) = futures_of(seed, futures);
            let inputs = inputs(&columns);
            let grow = |inputs: &[Input<'_>], marks: &[f64]| Ok(((0..inputs.len()).collect(), cart(inputs, marks, 0.05)?));
            let (_, tree) = grow(&inputs, &marks).unwrap();
            let lost = unseen(&inputs, &marks, seed, &grow);
            let (most, least) = ends(&tree).unwrap();
            let held = |name: &str, leaf: &Leaf| {
                let (low, high) = cart::interval(leaf, lost.of(leaf, &tree));
                let (density, _) = truth(&leaf.region, &tree.whole());
                (name.to_owned(), low <= density && density <= high)
            };
            vec![held("fails most", &tree.leaves[most]), held("fails least", &tree.leaves[least])]
        });
    }
}

#[test]
fn intervals_of_boxes() {
    for &futures in sizes() {
        check(&format!("box, {futures} futures"), |seed| {
            let (columns, marks) = futures_of(seed, futures);
            let inputs = inputs(&columns);
            let trajectory = prim(&inputs, &marks, &USUAL).unwrap();
            let step = &trajectory.steps[trajectory.choose(Choice::Lift(4)).unwrap()];
            let (density, volume) = truth(&step.region, &trajectory.steps[0].region);
            let all = SHARES.1 + (SHARES.0 - SHARES.1) * (1.0 - CORNER.0) * CORNER.1;
            let coverage = density * volume / all;
            let lost = flattery(&inputs, &marks, Choice::Lift(4), seed, &|inputs, marks| prim(inputs, marks, &USUAL));
            let held = |(part, whole): (usize, usize), lost: f64, truth: f64| {
                let (low, high) = interval(part, whole, lost);
                low <= truth && truth <= high
            };
            vec![
                ("density".into(), held((step.k, step.n), lost.density, density)),
                ("coverage".into(), held((step.k, trajectory.of_interest), lost.coverage, coverage)),
            ]
        });
    }
}
