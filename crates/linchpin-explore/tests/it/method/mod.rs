//! Methods against `tests/golden`, and against a fuller file where `LINCHPIN_REFERENCE` names its folder.

mod cart;
mod decision;
mod given_data;
mod morris;
mod prim;
mod sobol;

use std::path::Path;

use serde_json::Value;

/// A golden file.
fn golden(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A golden file, and the fuller file beside it where there is one.
fn references(name: &str) -> Vec<Value> {
    let mut all = vec![golden(name)];
    if let Some(folder) = std::env::var_os("LINCHPIN_REFERENCE") {
        let text = std::fs::read_to_string(Path::new(&folder).join("exploration.json")).unwrap();
        all.push(serde_json::from_str(&text).unwrap());
    }
    all
}

/// A figure of ours under the name that it has in a golden file.
type Named<Of, Figure = f64> = (&'static str, fn(&Of) -> Figure);

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}")).iter().map(|v| v.as_f64().unwrap()).collect()
}

#[track_caller]
fn close(ours: f64, theirs: f64, relative: f64, absolute: f64, what: &str) {
    assert!((ours - theirs).abs() <= relative * theirs.abs() + absolute, "{what}: {ours} against {theirs}");
}

/// Points of the Sobol' sequence, unscrambled, from the origin: `[dimension][point]`, up to six dimensions.
/// Source of the direction numbers: Joe & Kuo 2008.
fn sobol_points(dimensions: usize, points: usize) -> Vec<Vec<f64>> {
    let table: [(u32, u32, &[u64]); 15] = [
        (1, 0, &[1]),
        (2, 1, &[1, 3]),
        (3, 1, &[1, 3, 1]),
        (3, 2, &[1, 1, 1]),
        (4, 1, &[1, 1, 3, 3]),
        (4, 4, &[1, 3, 5, 13]),
        (5, 2, &[1, 1, 5, 5, 17]),
        (5, 4, &[1, 1, 5, 5, 5]),
        (5, 7, &[1, 1, 7, 11, 19]),
        (5, 11, &[1, 1, 5, 1, 1]),
        (5, 13, &[1, 1, 1, 3, 11]),
        (5, 14, &[1, 3, 5, 5, 31]),
        (6, 1, &[1, 3, 3, 9, 7, 49]),
        (6, 13, &[1, 1, 1, 15, 21, 21]),
        (6, 16, &[1, 3, 1, 13, 27, 49]),
    ];
    (0..dimensions)
        .map(|dimension| {
            let mut directions = [0_u64; 32];
            if dimension == 0 {
                (0..32).for_each(|k| directions[k] = 1 << (31 - k));
            } else {
                let (degree, a, m) = table[dimension - 1];
                let s = degree as usize;
                for k in 0..32 {
                    directions[k] = if k < s {
                        m[k] << (31 - k)
                    } else {
                        let mut v = directions[k - s] ^ (directions[k - s] >> s);
                        for i in 1..s {
                            if a >> (s - 1 - i) & 1 == 1 {
                                v ^= directions[k - i];
                            }
                        }
                        v
                    };
                }
            }
            let mut x = 0_u64;
            (0..points)
                .map(|i| {
                    if i > 0 {
                        x ^= directions[(i as u32 - 1).trailing_ones() as usize];
                    }
                    x as f64 / 4_294_967_296.0
                })
                .collect()
        })
        .collect()
}

/// Runs of a Saltelli design on the unit cube, `[input][run]`; inputs of one group move together.
fn saltelli(groups: &[usize], base: usize, second_order: bool) -> Vec<Vec<f64>> {
    let d = groups.len();
    let count = groups.iter().max().unwrap() + 1;
    let points = sobol_points(2 * d, base);
    (0..d)
        .map(|j| {
            let mut column = Vec::new();
            for (&a, &b) in points[j].iter().zip(&points[d + j]).take(base) {
                column.push(a);
                column.extend((0..count).map(|g| if g == groups[j] { b } else { a }));
                if second_order {
                    column.extend((0..count).map(|g| if g == groups[j] { a } else { b }));
                }
                column.push(b);
            }
            column
        })
        .collect()
}

/// The Ishigami function with A = 7 and B = 0.1 on unit inputs.
fn ishigami(unit: &[Vec<f64>]) -> Vec<f64> {
    let x = |j: usize, i: usize| -std::f64::consts::PI + 2.0 * std::f64::consts::PI * unit[j][i];
    (0..unit[0].len()).map(|i| x(0, i).sin() + 7.0 * x(1, i).sin().powi(2) + 0.1 * x(2, i).powi(4) * x(0, i).sin()).collect()
}

/// Sobol's G function of eight inputs.
fn sobol_g(unit: &[Vec<f64>]) -> Vec<f64> {
    let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    (0..unit[0].len()).map(|i| (0..8).map(|j| ((4.0 * unit[j][i] - 2.0).abs() + a[j]) / (1.0 + a[j])).product()).collect()
}

/// A made data set: 1,000 points of the R-sequence in five dimensions, and whether `(7 i) mod 13` is 0 for each.
fn made() -> (Vec<Vec<f64>>, Vec<bool>) {
    let alpha = [0.8812714616335696, 0.7766393890897683, 0.6844301295853427, 0.6031687406857283, 0.5315553977157914];
    let unit = alpha.iter().map(|a| (1..=1000).map(|i| (0.5 + f64::from(i) * a) % 1.0).collect()).collect();
    (unit, (1..=1000).map(|i| 7 * i % 13 == 0).collect())
}

/// Ranges of the five inputs of the made data set.
const RANGES: [(&str, f64, f64); 5] =
    [("budget_share", 0.0, 1.0), ("support", 10.0, 20.0), ("tension", -1.0, 1.0), ("capacity", 0.0, 100.0), ("noise", 0.0, 1.0)];

fn made_columns(unit: &[Vec<f64>]) -> Vec<Vec<f64>> {
    unit.iter().zip(RANGES).map(|(u, (_, low, high))| u.iter().map(|u| low + u * (high - low)).collect()).collect()
}
