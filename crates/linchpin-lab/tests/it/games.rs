//! Quantal response on textbook trees, written in the language, against published equilibria.
//!
//! Reference chances were solved to a residual below 1e-13 and compared with Gambit.

use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Model, Setting, VarId};
use linchpin_lab::ensemble::in_memory;
use linchpin_lang::files::Memory;

const CENTIPEDE: &str = r#"
model centipede
  time 0 .. 1 year by 1 year
actor one
actor two
uncertainty sharpness : 1 = 1 in 0 .. 1000000 from judgement
game g
  player one precision sharpness
  player two precision sharpness
  node first one
    take -> o1
    pass -> second
  node second two
    take -> o2
    pass -> third
  node third one
    take -> o3
    pass -> fourth
  node fourth two
    take -> o4
    pass -> o5
  terminal o1
    one = 0.8, two = 0.2
  terminal o2
    one = 0.4, two = 1.6
  terminal o3
    one = 3.2, two = 0.8
  terminal o4
    one = 1.6, two = 6.4
  terminal o5
    one = 12.8, two = 3.2
"#;

const ENTRY: &str = r#"
model entry
  time 0 .. 1 year by 1 year
actor one
actor two
uncertainty sharpness : 1 = 1 in 0 .. 1000000 from judgement
game g
  player one precision sharpness
  player two precision sharpness
  node first one
    out -> o1
    in_ -> second
  node second two
    accommodate -> o2
    fight -> o3
  terminal o1
    one = 1, two = 5
  terminal o2
    one = 2, two = 2
  terminal o3
    one = 0, two = 0
"#;

fn checked(text: &str) -> Model {
    let (sources, checked) = linchpin_lang::check(&Memory::one(text));
    let said: Vec<String> = checked.diagnostics.iter().map(|found| sources.render(found, false)).collect();
    checked.value.unwrap_or_else(|| panic!("{}", said.join("\n")))
}

/// Values of the named variables at the first step, with this precision.
fn solved(model: &Model, precision: f64, names: &[&str]) -> Vec<f64> {
    let find = |name: &str| model.find(name).unwrap_or_else(|| panic!("no {name}"));
    let settings = vec![(find("sharpness"), Setting::Constant(precision))];
    let experiment = Experiment {
        futures: Futures { seed: 1, first: 0, count: 1 },
        arms: vec![Arm { name: "only".into(), policy: None, world: None, settings }],
        ask: Ask {
            outcomes: Vec::new(),
            series: names.iter().map(|name| find(name)).collect::<Vec<VarId>>(),
            at_steps: vec![0],
            events: true,
            dt: None,
        },
    };
    let chunk = in_memory(model, &experiment).expect("the game runs");
    assert!(chunk.faults.is_empty(), "{:?}", chunk.faults);
    chunk.series[0].iter().map(|points| points[0][0]).collect()
}

fn agrees(text: &str, names: &[&str], reference: &[(f64, &[f64])]) {
    let model = checked(text);
    for (precision, chances) in reference {
        for ((ours, theirs), name) in solved(&model, *precision, names).iter().zip(*chances).zip(names) {
            assert!((ours - theirs).abs() <= 1e-9, "{name} at precision {precision}: {ours} here, {theirs} there");
        }
    }
}

#[test]
fn centipede() {
    let names = ["g.first.take", "g.second.take", "g.third.take", "g.fourth.take"];
    agrees(
        CENTIPEDE,
        &names,
        &[
            (0.1, &[0.4479964711842898, 0.4587147797601873, 0.4228323930782365, 0.5793242521487495]),
            (0.25, &[0.3735942278442422, 0.37557253005459956, 0.3850728063109492, 0.6899744811276125]),
            (0.5, &[0.29625657492731744, 0.2779802855735906, 0.46488364935626564, 0.8320183851339246]),
            (1.0, &[0.23619296552951874, 0.37629874417130615, 0.7615768235579715, 0.9608342772032357]),
            (2.0, &[0.37284630679085284, 0.7587508037114836, 0.9594117942144679, 0.9983411989198255]),
            (5.0, &[0.8514361040179492, 0.9818471868312385, 0.9996646477568695, 0.9999998874648379]),
        ],
    );
}

#[test]
fn entry_deterrence() {
    agrees(
        ENTRY,
        &["g.first.out", "g.second.accommodate"],
        &[
            (0.1, &[0.49750832076068935, 0.549833997312478]),
            (0.5, &[0.44249098589253877, 0.7310585786300049]),
            (1.0, &[0.31830025780547394, 0.8807970779778823]),
            (2.0, &[0.12696600077720038, 0.9820137900379085]),
            (5.0, &[0.006695869676324003, 0.9999546021312976]),
        ],
    );
}

#[test]
fn no_precision_is_too_low_or_too_high() {
    for text in [CENTIPEDE, ENTRY] {
        let model = checked(text);
        let chances: Vec<&str> = model
            .variables
            .iter()
            .map(|variable| variable.name.as_str())
            .filter(|name| {
                name.starts_with("g.")
                    && ["take", "pass", "out", "in_", "accommodate", "fight"].iter().any(|action| name.ends_with(action))
            })
            .collect();
        let ends: Vec<&str> = ["g.reach.o1", "g.reach.o2", "g.reach.o3", "g.reach.o4", "g.reach.o5"]
            .into_iter()
            .filter(|name| model.find(name).is_some())
            .collect();
        for precision in [0.0, 1e-300, 1.0, 1e3, 1e6] {
            let solved_chances = solved(&model, precision, &chances);
            assert!(solved_chances.iter().all(|chance| (0.0..=1.0).contains(chance)), "{solved_chances:?}");
            let sum: f64 = solved(&model, precision, &ends).iter().sum();
            assert!((sum - 1.0).abs() < 1e-12, "ends sum to {sum} at precision {precision}");
        }
        assert!(solved(&model, 0.0, &chances).iter().all(|chance| (chance - 0.5).abs() < 1e-15));
        let sure = solved(&model, 1e6, &chances);
        assert!(sure.iter().all(|chance| *chance == 0.0 || *chance == 1.0), "{sure:?}");
    }
}
