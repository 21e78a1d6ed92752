//! Sobol' indices against SALib on the same designs, against closed forms, and the coverage of the intervals.

use linchpin_core::chance::Stream;
use linchpin_explore::method::sobol::{Estimate, Indices, Options, check_layout, sobol};
use serde_json::Value;

use super::{close, golden, ishigami, numbers, references, saltelli, sobol_g};

fn agrees(ours: &Indices, case: &Value, what: &str) {
    let pairs = [("S1", &ours.first), ("ST", &ours.total)];
    for (name, estimates) in pairs {
        let (theirs, widths) = (numbers(&case[name]), numbers(&case[format!("{name}_conf")]));
        assert_eq!(estimates.len(), theirs.len());
        for (Estimate { value, half_width }, (value_theirs, width)) in estimates.iter().zip(theirs.iter().zip(widths)) {
            close(*value, *value_theirs, 1e-9, 1e-9, what);
            // Two bootstraps of 100 resamples: their widths differ by luck.
            close(*half_width, width, 0.4, 1e-6, &format!("{what}: interval"));
        }
    }
}

#[test]
fn ishigami_agrees_with_salib() {
    for reference in references("sensitivity.json") {
        for case in reference["sensitivity"]["sobol_ishigami_salib"].as_array().unwrap() {
            let base = case["N"].as_u64().unwrap() as usize;
            let unit = saltelli(&[0, 1, 2], base, true);
            let outcome = ishigami(&unit);
            close(outcome.iter().sum(), case["Y_sum"].as_f64().unwrap(), 1e-10, 0.0, "the design");
            let options = Options { groups: 3, second_order: true, resamples: 100, seed: 1 };
            let columns: Vec<&[f64]> = unit.iter().map(|c| c.as_slice()).collect();
            check_layout(&columns, &[0, 1, 2], &options).unwrap();
            let ours = sobol(&outcome, &options).unwrap();
            agrees(&ours, case, &format!("N = {base}"));
            for (pair, name) in ours.second.iter().zip(["x1x2", "x1x3", "x2x3"]) {
                close(pair.index.value, case["S2"][name].as_f64().unwrap(), 1e-9, 1e-9, name);
            }
        }
    }
}

#[test]
fn sobols_g_agrees_with_salib_with_and_without_groups() {
    for case in golden("further.json")["sobol"].as_array().unwrap() {
        let groups: Vec<usize> = numbers(&case["groups"]).iter().map(|&g| g as usize).collect();
        let second_order = case["second_order"].as_bool().unwrap();
        let unit = saltelli(&groups, case["N"].as_u64().unwrap() as usize, second_order);
        let outcome = sobol_g(&unit);
        close(outcome.iter().sum(), case["Y_sum"].as_f64().unwrap(), 1e-10, 0.0, "the design");
        let options = Options { groups: groups.iter().max().unwrap() + 1, second_order, resamples: 100, seed: 1 };
        let columns: Vec<&[f64]> = unit.iter().map(|c| c.as_slice()).collect();
        check_layout(&columns, &groups, &options).unwrap();
        let ours = sobol(&outcome, &options).unwrap();
        agrees(&ours, case, &case["groups"].to_string());
        for theirs in case["S2"].as_array().into_iter().flatten() {
            let [one, other, value] = numbers(theirs)[..] else { panic!("a pair has three numbers") };
            let pair = ours.second.iter().find(|pair| (pair.one, pair.other) == (one as usize, other as usize)).unwrap();
            close(pair.index.value, value, 1e-9, 1e-9, "second order");
        }
    }
}

#[test]
fn closed_forms_lie_within_three_standard_errors() {
    let reference = golden("sensitivity.json");
    let analytic = &reference["sensitivity"]["ishigami_analytic"];
    let options = Options { groups: 3, second_order: false, resamples: 100, seed: 1 };
    let ours = sobol(&ishigami(&saltelli(&[0, 1, 2], 4096, false)), &options).unwrap();
    for (estimates, name) in [(&ours.first, "S1"), (&ours.total, "ST")] {
        for (estimate, exact) in estimates.iter().zip(numbers(&analytic[name])) {
            close(estimate.value, exact, 0.0, 3.0 * estimate.half_width / 1.96, name);
        }
    }
    close(ours.variance, analytic["variance"].as_f64().unwrap(), 0.02, 0.0, "variance");
}

/// Share of seeds whose interval holds the closed form, on random (not Sobol') base points.
#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let exact = [
        0.313_905_191_147_811_46,
        0.442_411_144_790_040_9,
        0.0,
        0.557_588_855_209_959_2,
        0.442_411_144_790_040_9,
        0.243_683_664_062_147_7,
    ];
    let (seeds, base) = (200, 512);
    let mut held = 0;
    for seed in 0..seeds {
        let stream = Stream::new(seed, "coverage");
        let mut unit = vec![Vec::new(); 3];
        for i in 0..base {
            let u = |j: u32| stream.uniform(i, 0, j);
            for (j, column) in unit.iter_mut().enumerate() {
                let (a, b) = (u(j as u32), u(3 + j as u32));
                column.push(a);
                column.extend((0..3).map(|g| if g == j { b } else { a }));
                column.push(b);
            }
        }
        let ours = sobol(&ishigami(&unit), &Options { groups: 3, second_order: false, resamples: 200, seed }).unwrap();
        let estimates = ours.first.iter().chain(&ours.total);
        held += estimates.zip(exact).filter(|(e, x)| (e.value - x).abs() <= e.half_width).count();
    }
    let share = held as f64 / (seeds as f64 * exact.len() as f64);
    println!("intervals that hold the closed form: {share:.4}");
    assert!((share - 0.95).abs() <= 0.03, "{share}");
}
