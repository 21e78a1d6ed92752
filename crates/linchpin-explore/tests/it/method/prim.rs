//! PRIM against EMA Workbench: whole trajectories, limits, quasi-p values.

use linchpin_explore::method::prim::{
    Choice, Objective, Options, QuasiP, Step, Trajectory, USUAL, cover, prim, rotate, stability,
};
use linchpin_explore::method::region::{Input, Kind, Limit};
use serde_json::Value;

use super::{Named, RANGES, close, golden, made, made_columns, numbers, references};

/// A made data set under a name, with the words of its categories.
struct Data {
    names: Vec<(&'static str, Kind)>,
    columns: Vec<Vec<f64>>,
    marks: Vec<f64>,
}

const POSTURES: [&str; 3] = ["low", "mid", "high"];

fn data(name: &str) -> Data {
    let (unit, flipped) = made();
    let mut names: Vec<(&str, Kind)> = RANGES.iter().map(|range| (range.0, Kind::Real)).collect();
    let mut columns = made_columns(&unit);
    let posture = |row: usize| 5 * (row + 1) % 7 % 3;
    let ally = |row: usize| 3 * (row + 1) % 5 < 2;
    let year: Vec<f64> = unit[1].iter().map(|u| 2026.0 + (10.0 * u).floor()).collect();
    let core: Box<dyn Fn(usize) -> bool> = match name {
        "plain" => Box::new(|row| unit[0][row] > 0.62 && unit[2][row] < 0.38),
        "mixed" | "mixed_real_year" => {
            names.push(("year", if name == "mixed" { Kind::Integer } else { Kind::Real }));
            columns.push(year.clone());
            names.push(("posture", Kind::Category));
            columns.push((0..1000).map(|row| posture(row) as f64).collect());
            if name == "mixed" {
                names.push(("ally", Kind::Category));
                columns.push((0..1000).map(|row| f64::from(u8::from(ally(row)))).collect());
                Box::new(|row| unit[0][row] > 0.5 && posture(row) != 0 && ally(row))
            } else {
                Box::new(|row| unit[0][row] > 0.5 && posture(row) != 0 && year[row] <= 2031.0)
            }
        }
        "integers" => {
            names = vec![("a", Kind::Integer), ("b", Kind::Integer), ("c", Kind::Integer), ("d", Kind::Real)];
            let whole =
                |j: usize, times: f64, from: f64| unit[j].iter().map(|u| (u * times).floor() + from).collect::<Vec<f64>>();
            columns = vec![whole(0, 20.0, -10.0), whole(1, 4.0, 0.0), whole(2, 50.0, 0.0), unit[3].clone()];
            let (a, c) = (columns[0].clone(), columns[2].clone());
            Box::new(move |row| a[row] > 2.0 && c[row] < 20.0)
        }
        other => panic!("no data set {other}"),
    };
    let marks = (0..1000).map(|row| f64::from(u8::from(core(row) != flipped[row]))).collect();
    Data { names, columns, marks }
}

impl Data {
    fn inputs(&self) -> Vec<Input<'_>> {
        self.names.iter().zip(&self.columns).map(|(&(name, kind), values)| Input { name, kind, values }).collect()
    }

    fn limits_agree(&self, step: &Step, theirs: &Value) {
        for (&(name, _), limit) in self.names.iter().zip(&step.region.limits) {
            match limit {
                Limit::Range { low, high } => {
                    let [theirs_low, theirs_high] = numbers(&theirs[name])[..] else { panic!("a range has two ends") };
                    close(*low, theirs_low, 1e-12, 1e-12, name);
                    close(*high, theirs_high, 1e-12, 1e-12, name);
                }
                Limit::Among(values) => {
                    let word = |v: &f64| if name == "posture" { POSTURES[*v as usize] } else { ["False", "True"][*v as usize] };
                    let mut words: Vec<&str> = values.iter().map(word).collect();
                    words.sort_unstable();
                    let theirs: Vec<&str> = theirs[name][0].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
                    assert_eq!(words, theirs, "{name}");
                }
            }
        }
    }

    fn quasi_p_agree(&self, step: &Step, theirs: &Value) {
        assert_eq!(step.restricted.len(), theirs.as_object().unwrap().len());
        for QuasiP { input, lower, upper } in &step.restricted {
            let name = self.names[*input].0;
            let [low, high] = numbers(&theirs[name])[..] else { panic!("two sides") };
            close(lower.unwrap_or(-1.0), low, 1e-9, 0.0, name);
            close(upper.unwrap_or(-1.0), high, 1e-9, 0.0, name);
        }
    }

    fn boxes_agree(&self, ours: &Trajectory, theirs: &Value) {
        for theirs in theirs.as_array().unwrap() {
            let step = &ours.steps[theirs["i"].as_u64().unwrap() as usize];
            self.limits_agree(step, &theirs["limits"]);
            self.quasi_p_agree(step, &theirs["qp"]);
        }
    }
}

#[test]
fn trajectories_agree_with_ema_workbench() {
    for reference in references("discovery.json") {
        for (key, name) in [("prim_lenient1", "plain"), ("prim_mixed_types", "mixed_real_year")] {
            let case = &reference["scenario_discovery"][key];
            let data = data(name);
            let ours = prim(&data.inputs(), &data.marks, &USUAL).unwrap();
            assert_eq!(ours.steps.len() as u64, case["n_boxes_in_trajectory"].as_u64().unwrap(), "{key}");
            let trajectory = &case["trajectory"];
            let columns: [Named<Step>; 4] = [
                ("coverage", |s| s.coverage),
                ("density", |s| s.density),
                ("mass", |s| s.mass),
                ("res_dim", |s| s.restricted.len() as f64),
            ];
            for (column, of) in columns {
                for (at, (step, theirs)) in ours.steps.iter().zip(numbers(&trajectory[column])).enumerate() {
                    close(of(step), theirs, 1e-12, 0.0, &format!("{key} {column} {at}"));
                }
            }
            data.boxes_agree(&ours, &case["boxes"]);
            assert_eq!(ours.choose(Choice::Balanced).unwrap() as u64, case["argmax_f1"].as_u64().unwrap());
        }
    }
}

#[test]
fn objectives_steps_kinds_and_covering_agree_with_ema_workbench() {
    for case in golden("further.json")["prim"].as_array().unwrap() {
        let data = data(case["data"].as_str().unwrap());
        let objective = match case["obj_function"].as_str().unwrap() {
            "lenient1" => Objective::Lenient1,
            "lenient2" => Objective::Lenient2,
            _ => Objective::Original,
        };
        let set = |name: &str| case[name].as_f64().unwrap_or(0.05);
        let options =
            Options { objective, peel_alpha: set("peel_alpha"), paste_alpha: set("paste_alpha"), mass_min: set("mass_min") };
        let rounds = case["rounds"].as_array().unwrap();
        let ours = cover(&data.inputs(), &data.marks, &options, rounds.len(), Choice::Last).unwrap();
        assert_eq!(ours.len(), rounds.len());
        for (ours, theirs) in ours.iter().zip(rounds) {
            let columns: [Named<Step, usize>; 3] = [("n", |s| s.n), ("k", |s| s.k), ("res_dim", |s| s.restricted.len())];
            for (column, of) in columns {
                let list: Vec<usize> = ours.steps.iter().map(of).collect();
                let theirs: Vec<usize> = numbers(&theirs[column]).iter().map(|&v| v as usize).collect();
                assert_eq!(list, theirs, "{} {objective:?} {column}", case["data"]);
            }
            data.boxes_agree(ours, &theirs["boxes"]);
        }
    }
}

#[test]
fn rotation_agrees_with_ema_workbench_up_to_sign() {
    let case = &golden("further.json")["pca_prim"];
    let data = data("plain");
    let ours = rotate(&data.inputs()[..3], &data.marks).unwrap();
    let theirs: Vec<Vec<f64>> = case["rotation"].as_array().unwrap().iter().map(numbers).collect();
    for (component, weights) in ours.weights.iter().enumerate() {
        let sign = (weights[0] * theirs[0][component]).signum();
        for (input, weight) in weights.iter().enumerate() {
            close(sign * weight, theirs[input][component], 1e-9, 1e-12, "weight");
        }
        close(sign * ours.columns[component][0], numbers(&case["first_row"])[component], 1e-9, 1e-12, "first row");
    }
    // The rotated columns can be searched.
    let inputs: Vec<Input<'_>> = ours.columns.iter().map(|values| Input { name: "r", kind: Kind::Real, values }).collect();
    assert!(prim(&inputs, &data.marks, &USUAL).unwrap().steps.len() > 10);
}

#[test]
fn the_box_comes_back_when_futures_are_drawn_again() {
    let data = data("plain");
    let found = stability(&data.inputs(), &data.marks, &USUAL, Choice::Balanced, 20, 3).unwrap();
    assert_eq!((found.resamples, found.without_box), (20, 0));
    assert!(found.same >= 10 && found.overlap > 0.8, "{found:?}");
    let times = |input: usize| found.inputs.iter().find(|r| r.input == input).map_or(0, |r| r.times);
    assert!(times(0) >= 19 && times(2) >= 19, "{found:?}");
    assert_eq!(found, stability(&data.inputs(), &data.marks, &USUAL, Choice::Balanced, 20, 3).unwrap());
}
