//! CART against scikit-learn through EMA Workbench.

use linchpin_explore::method::cart::{Leaf, cart};
use linchpin_explore::method::region::{Input, Kind, Limit};
use serde_json::Value;

use super::{RANGES, close, golden, made, made_columns, numbers, references};

fn ranges_agree(leaf: &Leaf, names: &[&str], theirs: &Value) {
    for (limit, name) in leaf.region.limits.iter().zip(names) {
        if let Limit::Range { low, high } = limit {
            let theirs = numbers(&theirs[*name]);
            close(*low, theirs[0], 1e-9, 1e-12, name);
            close(*high, theirs[1], 1e-9, 1e-12, name);
        }
    }
}

#[test]
fn leaves_agree_with_scikit_learn() {
    let (unit, flipped) = made();
    let columns = made_columns(&unit);
    let marks: Vec<f64> =
        (0..1000).map(|i| f64::from(u8::from((unit[0][i] > 0.62 && unit[2][i] < 0.38) != flipped[i]))).collect();
    let names: Vec<&str> = RANGES.iter().map(|range| range.0).collect();
    let inputs: Vec<Input<'_>> =
        columns.iter().zip(&names).map(|(values, name)| Input { name, kind: Kind::Real, values }).collect();
    for reference in references("discovery.json") {
        let case = &reference["scenario_discovery"]["cart"];
        let ours = cart(&inputs, &marks, 0.05).unwrap();
        let (boxes, stats) = (case["boxes"].as_array().unwrap(), case["stats"].as_array().unwrap());
        assert_eq!(ours.leaves.len(), boxes.len());
        for (leaf, (limits, stats)) in ours.leaves.iter().zip(boxes.iter().zip(stats)) {
            ranges_agree(leaf, &names, limits);
            close(leaf.coverage, stats["coverage"].as_f64().unwrap(), 1e-12, 0.0, "coverage");
            close(leaf.density, stats["density"].as_f64().unwrap(), 1e-12, 0.0, "density");
            close(leaf.mass, stats["mass"].as_f64().unwrap(), 1e-12, 0.0, "mass");
            assert_eq!(leaf.restricted.len() as f64, stats["res dim"].as_f64().unwrap());
        }
    }
}

#[test]
fn categories_are_cut_off_alone() {
    let (unit, flipped) = made();
    let mut columns = made_columns(&unit);
    columns.push(unit[1].iter().map(|u| 2026.0 + (10.0 * u).floor()).collect());
    // In alphabetical order, as the other program has them: high, low, mid.
    let posture: Vec<usize> = (1..=1000).map(|i| [1, 2, 0][5 * i % 7 % 3]).collect();
    columns.push(posture.iter().map(|&p| p as f64).collect());
    let marks: Vec<f64> = (0..1000)
        .map(|i| f64::from(u8::from((unit[0][i] > 0.5 && posture[i] != 1 && 3 * (i + 1) % 5 < 2) != flipped[i])))
        .collect();
    let mut names: Vec<&str> = RANGES.iter().map(|range| range.0).collect();
    names.extend(["year", "posture"]);
    let kind = |name: &str| if name == "posture" { Kind::Category } else { Kind::Real };
    let inputs: Vec<Input<'_>> =
        columns.iter().zip(&names).map(|(values, name)| Input { name, kind: kind(name), values }).collect();
    let ours = cart(&inputs, &marks, 0.05).unwrap();
    let case = &golden("further.json")["cart_mixed"];
    assert_eq!(ours.leaves.len(), case["boxes"].as_array().unwrap().len());
    for (leaf, theirs) in ours.leaves.iter().zip(case["boxes"].as_array().unwrap()) {
        ranges_agree(leaf, &names, theirs);
    }
    // Leaves part the futures: cuts lie between values, so each future is in one.
    assert_eq!(ours.leaves.iter().map(|leaf| leaf.n).sum::<usize>(), 1000);
}
