//! Methods that read any futures, against SALib on 1,024 Sobol' points.

use linchpin_explore::method::delta::delta;
use linchpin_explore::method::given_data::{self, given_data};
use linchpin_explore::method::pawn::{self, Distances, pawn};
use linchpin_explore::method::regional::regional_by_bins;

use super::{Named, close, golden, ishigami, numbers, references, sobol_points};

fn futures() -> (Vec<Vec<f64>>, Vec<f64>) {
    let unit = sobol_points(3, 1024);
    let outcome = ishigami(&unit);
    (unit, outcome)
}

#[test]
fn pawn_agrees_with_salib() {
    let (unit, outcome) = futures();
    let inputs: Vec<&[f64]> = unit.iter().map(|c| c.as_slice()).collect();
    for reference in references("sensitivity.json") {
        let case = &reference["sensitivity"]["given_data_ishigami"];
        close(outcome.iter().sum(), case["Y_sum"].as_f64().unwrap(), 1e-10, 0.0, "the futures");
        let ours = pawn(&inputs, &outcome, &pawn::Options { slices: 10, resamples: 0, seed: 1 }).unwrap();
        let columns: [Named<Distances>; 6] = [
            ("minimum", |d| d.minimum),
            ("mean", |d| d.mean),
            ("median", |d| d.median),
            ("maximum", |d| d.maximum),
            ("CV", |d| d.variation),
            ("stdev", |d| d.deviation),
        ];
        for (name, of) in columns {
            for (distances, theirs) in ours.inputs.iter().zip(numbers(&case["pawn_S10"][name])) {
                close(of(distances), theirs, 1e-9, 0.0, name);
            }
        }
        assert!(ours.without_effect.median < ours.inputs[0].median);
    }
}

#[test]
fn spectra_and_bins_agree_with_salib() {
    let (unit, outcome) = futures();
    let inputs: Vec<&[f64]> = unit.iter().map(|c| c.as_slice()).collect();
    for reference in references("sensitivity.json") {
        let case = &reference["sensitivity"]["given_data_ishigami"];
        let options = given_data::Options { harmonics: 10, resamples: 100, seed: 1 };
        let ours = given_data(&inputs, &outcome, &options).unwrap();
        for (ours, theirs) in ours.by_harmonics.iter().zip(numbers(&case["rbd_fast_M10"]["S1"])) {
            close(*ours, theirs, 1e-9, 1e-9, "harmonics");
        }
        let bins = regional_by_bins(&inputs, &outcome, 10).unwrap();
        for (ours, name) in bins.iter().zip(["x1", "x2", "x3"]) {
            for (ours, theirs) in ours.iter().zip(numbers(&case["rsa_bins10_targetY"]["array"][name])) {
                close(*ours, theirs, 1e-9, 0.0, name);
            }
        }
    }
}

#[test]
fn class_means_come_near_the_closed_form() {
    let unit = sobol_points(3, 8192);
    let inputs: Vec<&[f64]> = unit.iter().map(|c| c.as_slice()).collect();
    let options = given_data::Options { harmonics: 10, resamples: 50, seed: 1 };
    let ours = given_data(&inputs, &ishigami(&unit), &options).unwrap();
    let exact = numbers(&golden("sensitivity.json")["sensitivity"]["ishigami_analytic"]["S1"]);
    for ((classes, harmonics), exact) in ours.by_classes.iter().zip(&ours.by_harmonics).zip(exact) {
        close(classes.value, exact, 0.0, 0.02, "classes");
        close(*harmonics, exact, 0.0, 0.02, "harmonics");
    }
}

#[test]
fn delta_comes_near_salib() {
    let (unit, outcome) = futures();
    let inputs: Vec<&[f64]> = unit.iter().map(|c| c.as_slice()).collect();
    for reference in references("sensitivity.json") {
        let case = &reference["sensitivity"]["given_data_ishigami"]["delta_resamples100_seed5"];
        let ours = delta(&inputs, &outcome, 100, 1).unwrap();
        for (name, of) in [("delta_raw", 0), ("delta_balanced", 1)] {
            for (ours, theirs) in ours.inputs.iter().zip(numbers(&case[name])) {
                let ours = [ours.as_drawn, ours.balanced][of];
                println!("{name} {ours:?} {theirs}");
                close(ours.value, theirs, 0.0, 0.03, name);
            }
        }
    }
}
