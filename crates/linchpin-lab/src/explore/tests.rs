mod numbers;
mod wrong_use;

use std::sync::atomic::AtomicBool;

use linchpin_explore::method::region::Limit;

use super::survival::{Jitter, hold_all, jittered};
use super::*;
use crate::compare::{Compared, compare};
use crate::open::{Opened, open};
use crate::run::tests::{opened as harbour, request};
use crate::run::{Manner, Plan, Request, plan, run};
use linchpin_core::experiment::Arm;
use linchpin_core::model::Model;
use linchpin_core::table::{Outcomes, Table, Values};

static NEVER: AtomicBool = AtomicBool::new(false);

fn hands() -> Hands<'static> {
    Hands { threads: 1, cancel: &NEVER }
}

fn lake() -> (Model, Opened) {
    let mut opened = open("lake").unwrap();
    (opened.model.take().unwrap(), opened)
}

fn outcomes(model: &Model, plan: &Plan) -> Outcomes {
    run(model, plan, Manner { threads: 1, cancel: &NEVER, progress: &|_, _| {} }, None).unwrap().outcomes
}

fn ground<'a>(model: &'a Model, opened: &'a Opened, request: &Request, about: &About) -> Ground<'a> {
    let plan = plan(model, request).unwrap();
    let mut ground = Ground::new(model, &opened.sources, &plan, outcomes(model, &plan), about, hands()).unwrap();
    ground.effort = Effort { resamples: 10, blocks: 32, trajectories: 4, apart: 40, jitters: 5, jitter_futures: 40, ..USUAL };
    ground
}

fn about(policies: &[&str], outcomes: &[&str]) -> About {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    About { policies: owned(policies), outcomes: owned(outcomes) }
}

fn row(name: &str) -> &'static Analysis {
    named(&[name.to_owned()]).unwrap()[0]
}

fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    match &table.columns.iter().find(|column| column.name == name).unwrap().values {
        Values::Number(values) => values,
        Values::Text(_) => panic!("{name} holds words"),
    }
}

/// Whole numbers that stand right before some words.
fn before(text: &str, words: &str) -> f64 {
    let at = text.find(words).unwrap_or_else(|| panic!("{text:?} does not say {words:?}"));
    text[..at].rsplit([' ', '(']).next().unwrap().parse().unwrap()
}

/// Numbers that a sentence states, without those inside names and without what each language counts in its own way: a
/// hundred, and the level of intervals.
fn stated(text: &str) -> std::collections::BTreeSet<String> {
    let outside: String = text.split('`').step_by(2).collect::<Vec<&str>>().join(" ");
    let numbers = outside.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_' || c == ','));
    let plain = numbers.map(|word| word.trim_matches(['.', ',']).replace(',', ""));
    plain.filter(|word| word.parse::<f64>().is_ok() && !["100", "95"].contains(&word.as_str())).collect()
}

#[test]
fn failures_along_a_combination_are_found_there() {
    let text = "model slant \"Slant\" time 0 .. 2 day by 1 day\nactor town\nuncertainty x : 1 = 1 in 0 .. 1 ~ uniform from judgement\n\
                uncertainty y : 1 = 1 in 0 .. 1 ~ uniform from judgement\nuncertainty z : 1 = 1 in 0 .. 1 ~ uniform from judgement\n\
                lever a : 1 = 0 in 0 .. 1 by town\naux gap : 1 = x - y\noutcome apart : 1 = final(gap) better lower acceptable <= 0.3\n\
                policy none \"None\"\n";
    let mut opened = crate::open::read("slant", false, &linchpin_lang::files::Memory::one(text));
    let model = opened.model.take().unwrap_or_else(|| panic!("{:?}", opened.diagnostics));
    let n = 1500;
    let ground = ground(&model, &opened, &Request { futures: n as u64, ..request() }, &about(&[], &["apart"]));
    let finding = explore(&ground, row("rotated")).unwrap().remove(0);
    let said = &finding.said[0].en;
    assert!(said.contains("a combination says more than any input by itself"), "{said}");
    // Turned again by hand: standardised inputs, weights of the table, limits of the table.
    let table = |name: &str| finding.tables.iter().find(|table| table.name == name).unwrap();
    let (turn, limits) = (table("rotation"), table("box"));
    let along = |component: &str, future: usize| -> f64 {
        let weights = numbers(turn, component);
        let part = |at: usize| {
            weights[at] * (ground.inputs[at].values[future] - numbers(turn, "mean")[at]) / numbers(turn, "deviation")[at]
        };
        (0..weights.len()).map(part).sum()
    };
    let Values::Text(components) = &limits.columns[0].values else { panic!("names") };
    let inside = |future: usize| {
        components.iter().enumerate().all(|(at, component)| {
            let value = along(component, future);
            numbers(limits, "from")[at] - 1e-9 <= value && value <= numbers(limits, "to")[at] + 1e-9
        })
    };
    let fails = |future: usize| ground.inputs[0].values[future] - ground.inputs[1].values[future] > 0.3;
    let count = |test: &dyn Fn(usize) -> bool| (0..n).filter(|&at| test(at)).count() as f64;
    let (all, within, both) = (count(&fails), count(&inside), count(&|at| inside(at) && fails(at)));
    assert_eq!(before(said, " of 100 failures"), (100.0 * both / all).round(), "{said}");
    assert_eq!(before(said, " of 100 futures there fail"), (100.0 * both / within).round(), "{said}");
    assert!(both / all > 0.8 && both / within > 0.8, "{said}");
    assert!(said.contains("× `x`") && said.contains("× `y`") && !finding.figures.is_empty(), "{said}");
}

#[test]
fn indices_that_mean_nothing_are_not_told() {
    // Fails in one future of five hundred: a handful of rows would make the whole variance.
    let text = "model rare \"Rare\" time 0 .. 2 day by 1 day\nactor town\nuncertainty x : 1 = 1 in 0 .. 1 ~ uniform from judgement\n\
                uncertainty y : 1 = 1 in 0 .. 1 ~ uniform from judgement\nlever a : 1 = 0 in 0 .. 1 by town\n\
                aux gap : 1 = x - y\noutcome apart : 1 = final(gap) better lower acceptable <= 0.93\ncriterion near = apart\n\
                policy none \"None\"\n";
    let mut opened = crate::open::read("rare", false, &linchpin_lang::files::Memory::one(text));
    let model = opened.model.take().unwrap_or_else(|| panic!("{:?}", opened.diagnostics));
    let mut ground = ground(&model, &opened, &request(), &about(&[], &["near", "apart"]));
    ground.effort = Effort { blocks: 256, ..ground.effort };
    let finding = explore(&ground, row("sobol")).unwrap().remove(0);
    assert!(finding.notes.iter().any(|note| note.en.starts_with("`near`:") && note.en.contains("var")), "{:?}", finding.notes);
    assert!(finding.said[0].en.contains("`apart`"), "{:?}", finding.said);
    let Values::Text(outcomes) = &finding.tables[0].columns[0].values else { panic!("names") };
    assert!(outcomes.iter().all(|outcome| outcome == "apart"));
}

#[test]
fn every_number_of_a_box_is_that_of_its_futures() {
    let (model, opened) = lake();
    let ground = ground(&model, &opened, &Request { futures: 600, ..request() }, &about(&["middling"], &["clear_lake"]));
    let finding = explore(&ground, row("prim")).unwrap().remove(0);
    let said = &finding.said[0].en;
    let table = &finding.tables[0];
    let Values::Text(inputs) = &table.columns[0].values else { panic!("names") };
    // Counted again by hand: from the outcomes, the thresholds of the text, and the limits of the table.
    let middling = ground.arms.iter().position(|arm| arm.name == "middling").unwrap();
    let column = |name: &str| {
        &ground.outcomes.values[middling][ground.ids.iter().position(|&id| model.variable(id).name == name).unwrap()]
    };
    let fails: Vec<bool> = column("reliability").iter().zip(column("max_P")).map(|(r, p)| !(*r >= 0.9 && *p <= 0.75)).collect();
    let inside: Vec<bool> = (0..600)
        .map(|future| {
            inputs.iter().enumerate().all(|(at, name)| {
                let input = ground.inputs.iter().find(|input| input.name == *name).unwrap();
                let value = input.values[future] / input.scale;
                numbers(table, "from")[at] <= value && value <= numbers(table, "to")[at]
            })
        })
        .collect();
    let count = |test: &dyn Fn(usize) -> bool| (0..600).filter(|&at| test(at)).count() as f64;
    let (all, n, k) = (count(&|at| fails[at]), count(&|at| inside[at]), count(&|at| inside[at] && fails[at]));
    assert_eq!(before(said, " of 100 failures lie there"), (100.0 * k / all).round(), "{said}");
    assert_eq!(before(said, " of 100 futures there fail"), (100.0 * k / n).round(), "{said}");
    assert_eq!(before(said, " of 100 overall"), (100.0 * all / 600.0).round(), "{said}");
    assert!(said.contains("of 10 resamples"), "{said}");
    assert!(finding.said[0].ko.contains("실패 100개 가운데"), "{}", finding.said[0].ko);
}

#[test]
fn the_lake_fails_where_it_is_known_to_fail() {
    // Where little is washed out and recycling is gentle the lake tips (Carpenter, Ludwig & Brock 1999).
    let (model, opened) = lake();
    let ground = ground(&model, &opened, &Request { futures: 1000, ..request() }, &about(&["middling"], &["clear_lake"]));
    let measure = discovery::judged(&ground).unwrap();
    let middling = ground.focus[0];
    let found = discovery::find(&ground, middling, measure).unwrap();
    let removal = ground.inputs.iter().position(|input| input.name == "removal").unwrap();
    let Limit::Range { low, high } = found.step().region.limits[removal] else { panic!("a range") };
    assert!(low < 0.12 && (0.2..0.35).contains(&high), "{low} {high}");
    assert!(found.step().density > 0.75 && found.step().coverage > 0.6, "{:?}", found.step());
    let first = explore(&ground, row("given_data")).unwrap().remove(0);
    assert!(first.said[0].en.contains("most: `removal`"), "{}", first.said[0].en);
}

#[test]
fn wrong_use_is_refused_with_help() {
    let (model, opened) = lake();
    let some = Request { futures: 100, ..request() };
    let why = |ground: &Ground<'_>, name: &str| explore(ground, row(name)).unwrap_err();
    let mut study = ground(&model, &opened, &some, &About::default());
    study.as_drawn = true;
    for name in ["sobol", "morris"] {
        let refusal = why(&study, name);
        assert!(refusal.why.contains("latin hypercube") && refusal.help.contains("linchpin explore lake"), "{refusal}");
    }
    let one = ground(&model, &opened, &Request { futures: 1, ..request() }, &About::default());
    for row in ANALYSES {
        assert!(explore(&one, row).is_err(), "{} speaks of one future", row.name);
    }
    let constant = ground(&model, &opened, &some, &about(&["nothing"], &["utility"]));
    let refusal = why(&constant, "given_data");
    assert!(refusal.why.contains("in every future") && refusal.help.contains("varies"), "{refusal}");
    let mut dense = ground(&model, &opened, &some, &about(&["careful"], &["clear_lake"]));
    dense.effort.density = Some(1.0);
    dense.effort.restrictions = 1;
    if let Err(refusal) = explore(&dense, row("prim")) {
        assert!(refusal.why.contains("density"), "{refusal}");
    }
    let plan = plan(&model, &some).unwrap();
    let unknown = |about: &About| Ground::check(&model, &opened.sources, &plan, about).unwrap_err();
    assert!(unknown(&about(&[], &["relability"])).help.contains("reliability"));
    assert!(unknown(&about(&["midling"], &[])).help.contains("middling"));
    assert!(named(&["prin".into()]).err().unwrap().help.contains("prim"));
    assert!(why(&constant, "worlds").why.contains("no worlds"));
}

#[test]
fn every_analysis_answers_in_both_languages() {
    let (model, opened) = harbour();
    let ground = ground(&model, &opened, &Request { futures: 200, ..request() }, &About::default());
    let all = named(&[]).unwrap();
    let explored = explore_all(&ground, &all, false, &mut |_, _| {}).unwrap();
    for not in &explored.not_done {
        assert!(!not.1.why.is_empty() && !not.1.help.is_empty(), "{}", not.0.name);
    }
    let done: Vec<&str> = explored.findings.iter().map(|finding| finding.analysis).collect();
    for name in [
        "comparison",
        "structural",
        "pareto",
        "robustness",
        "prim",
        "cart",
        "stacking",
        "regional",
        "signposts",
        "tipping",
        "given_data",
        "features",
        "pawn",
        "delta",
        "sobol",
        "morris",
        "information",
        "worlds",
        "factorial",
        "convergence",
    ] {
        assert!(
            done.contains(&name),
            "{name} was not done: {:?}",
            explored.not_done.iter().map(|not| &not.1.why).collect::<Vec<_>>()
        );
    }
    let mut unlike = Vec::new();
    for finding in &explored.findings {
        // A subject for which a method cannot be used says why; every other has a sentence, a table and a picture.
        let name = (finding.analysis, &finding.subject.en);
        assert!(!finding.said.is_empty() || !finding.notes.is_empty(), "{name:?}");
        assert!(finding.said.is_empty() || !finding.tables.is_empty() && !finding.figures.is_empty(), "{name:?}");
        for said in finding.said.iter().chain(&finding.notes) {
            let sentence = finding.said.contains(said);
            if sentence && stated(&said.en) != stated(&said.ko) {
                unlike.push(format!("{}: {said:?}", finding.analysis));
            }
            assert!(
                !said.en.is_empty() && !said.ko.is_empty() && !said.en.contains("NaN") && !said.ko.contains("NaN"),
                "{said:?}"
            );
            assert!(said.en.is_ascii() || !said.en.contains('\u{ac00}'), "{}", said.en);
        }
        for figure in &finding.figures {
            let fonts = crate::plot::Fonts::new();
            let caption = crate::plot::Caption {
                futures: 1,
                seed: 1,
                design: String::new(),
                model: String::new(),
                title: String::new(),
                fingerprint: String::new(),
                events: true,
                world: String::new(),
            };
            let studio = crate::plot::Studio { fonts: &fonts, language: crate::plot::Language::Korean, caption };
            let drawn = crate::plot::svg(&crate::plot::chart(figure, &studio));
            assert!(
                drawn.starts_with("<svg") && !drawn.contains("NaN") && !drawn.contains("\"inf") && !drawn.contains(",inf"),
                "{}",
                figure.name()
            );
        }
    }
    assert!(unlike.is_empty(), "{}", unlike.join("\n"));
    let again = explore_all(&ground, &all, false, &mut |_, _| {}).unwrap();
    // By their text, in which a missing number equals a missing number.
    assert_eq!(format!("{:?}", explored.findings), format!("{:?}", again.findings));
}

#[test]
fn findings_survive_their_file() {
    let (model, opened) = harbour();
    let ground = ground(&model, &opened, &Request { futures: 100, ..request() }, &About::default());
    let explored = explore_all(&ground, &named(&["comparison".into()]).unwrap(), true, &mut |_, _| {}).unwrap();
    let shape = shape(&ground, &explored, "abc", "linchpin explore harbour");
    assert_eq!(crate::wire::explore::explore_report(&crate::wire::json(&shape)), Some(shape));
    let text = csv(&Table::new("t").text("a", vec!["=x,\"y\"".into()]).number("b", "m", vec![f64::NAN]));
    assert_eq!(text, "a,b (m)\n\"'=x,\"\"y\"\"\",\n");
}

#[test]
fn weights_are_changed_within_their_bounds_and_form_is_not() {
    let (model, _) = lake();
    let (changed, count) = jittered(&model, 42, 3, 0.25);
    assert_eq!((&changed, count), (&jittered(&model, 42, 3, 0.25).0, count));
    assert_ne!(changed, jittered(&model, 42, 4, 0.25).0);
    assert!(count > 0);
    let mut differing = 0;
    for (one, other) in model.variables.iter().zip(&changed.variables) {
        differing += usize::from(one != other);
    }
    assert!(differing > 0 && differing <= count);
    // Nothing moves when nothing may.
    assert_eq!(jittered(&model, 42, 3, 0.0).0, model);
}

#[test]
fn bounds_are_not_watched_under_other_weights() {
    let text = "model full \"Full\" time 0 .. 20 day by 1 day\nactor town\nuncertainty x : 1 = 1 in 0.9 .. 1 ~ uniform from judgement\n\
                lever more : 1 = 0 in 0 .. 1 by town\nstock s : 1 = 1.1 within 0.5 .. 1.2\n  change (1.15 * x + 0.01 * more - s) / 1 day\n\
                outcome high : 1 = final(s) better higher\npolicy none \"None\"\npolicy some \"Some\"\n  more = 1\n";
    let mut opened = crate::open::read("full", false, &linchpin_lang::files::Memory::one(text));
    let model = opened.model.take().unwrap_or_else(|| panic!("{:?}", opened.diagnostics));
    let mut ground = ground(&model, &opened, &request(), &About::default());
    ground.effort = Effort { jitters: 12, ..ground.effort };
    let finding = explore(&ground, row("structural")).unwrap().remove(0);
    // 1.15 becomes up to 1.44: beyond the bound as written.
    assert_eq!(numbers(&finding.tables[0], "draws"), [12.0]);
    assert!(numbers(&finding.tables[1], "greatest")[1] > 1.25, "{:?}", finding.tables[1]);
    assert!(finding.notes.iter().all(|note| !note.en.contains("failed")), "{:?}", finding.notes);
}

/// `b` beats `a` by a weight so small that changed weights turn it; `c` beats both by much.
const CLOSE: &str = r#"
model close "Close" time 0 .. 4 day by 1 day
actor town
uncertainty x : 1 = 1 in 0 .. 2 ~ uniform from judgement
lever a : 1 = 0 in 0 .. 1 by town
lever b : 1 = 0 in 0 .. 1 by town
lever c : 1 = 0 in 0 .. 1 by town
aux worth : 1 = 0.50 * a + 0.51 * b + 5.5 * c + 0.2 * x
outcome good : 1 = worth better higher acceptable >= 0.6
policy none "None"
policy one "One"
  a = 1
policy two "Two"
  b = 1
policy much "Much"
  c = 1
"#;

/// One lever gains by a difference of weights that other weights turn, the other by much.
const BUNDLE: &str = r#"
model bundle "Bundle" time 0 .. 4 day by 1 day
actor town
uncertainty x : 1 = 1 in 0 .. 2 ~ uniform from judgement
lever a : 1 = 0 in 0 .. 1 by town
lever c : 1 = 0 in 0 .. 1 by town
aux worth : 1 = (0.51 - 0.50) * a + 5.5 * c + 0.2 * x
outcome good : 1 = worth better higher acceptable >= 0.6
policy none "None"
policy both "Both"
  a = 1
  c = 1
"#;

#[test]
fn effects_that_do_not_survive_are_not_told() {
    let mut opened = crate::open::read("bundle", false, &linchpin_lang::files::Memory::one(BUNDLE));
    let model = opened.model.take().unwrap_or_else(|| panic!("{:?}", opened.diagnostics));
    let mut ground = ground(&model, &opened, &request(), &about(&["both"], &["good"]));
    ground.effort = Effort { jitters: 20, ..ground.effort };
    let finding = explore(&ground, row("factorial")).unwrap().remove(0);
    let Values::Text(verdicts) = &finding.tables[0].columns.iter().find(|c| c.name == "verdict").unwrap().values else {
        panic!()
    };
    assert_eq!(verdicts[..2], ["undecided".to_owned(), "survives".to_owned()], "{:?}", finding.tables[0]);
    assert!(numbers(&finding.tables[0], "kept")[0] < 18.0 && numbers(&finding.tables[0], "kept")[1] == 20.0);
    let said = &finding.said[0];
    assert!(said.en.contains("`c` +5.5") && !said.en.contains("`a`") && !said.ko.contains("`a`"), "{said:?}");
    assert!(
        finding.notes.iter().any(|note| note.en.contains("undecided: `a` (") && note.ko.contains("`a`(20번")),
        "{:?}",
        finding.notes
    );
}

#[test]
fn a_verdict_that_does_not_survive_is_taken_back() {
    let mut opened = crate::open::read("close", false, &linchpin_lang::files::Memory::one(CLOSE));
    let model = opened.model.take().unwrap();
    let plan = plan(&model, &Request { baseline: Some("one".into()), ..request() }).unwrap();
    let found = outcomes(&model, &plan);
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let compared = Compared {
        model: &model,
        sources: &opened.sources,
        arms: &plan.experiment.arms,
        outcomes: &plan.experiment.ask.outcomes,
        is_baseline: &is_baseline,
    };
    let mut comparisons = compare(compared, &found).unwrap();
    let verdicts = |comparisons: &[crate::compare::Comparison]| -> Vec<Option<bool>> {
        let cells = &comparisons[0].outcomes[0].cells;
        cells.iter().map(|cell| cell.difference.and_then(|d| d.improves(linchpin_core::model::Better::Higher))).collect()
    };
    // As it is, all three differences are decided: they are the same in every future.
    assert_eq!(verdicts(&comparisons), [Some(false), None, Some(true), Some(true)]);
    let held =
        hold_all(&model, &plan, &mut comparisons, Jitter { draws: 20, futures: 40, bound: 0.25 }, hands()).unwrap().unwrap();
    assert_eq!(verdicts(&comparisons), [Some(false), None, None, Some(true)]);
    assert_eq!((held.weights, held.held.decided, held.held.taken_back), (4, 3, 1));
    assert!(held.words().contains("1 of 3"), "{}", held.words());
    assert_eq!(comparisons[0].outcomes[0].extremes.best, Some(3));
}

/// Above 1 of `x` the first does better, below it the second; where `weight` turns, so does the preference.
const TURNS: &str = r#"
model turns "Turns" time 0 .. 4 day by 1 day
actor town
uncertainty x : 1 = 1 in 0 .. 2 ~ uniform from judgement
uncertainty y : 1 = 1 in 0 .. 2 ~ uniform from judgement
lever a : 1 = 0 in 0 .. 1 by town
lever b : 1 = 0 in 0 .. 1 by town
aux firm : 1 = a * (x - 1)
aux close : 1 = a * (x - 1) * (5.1 - 5.0)
outcome sure : 1 = firm + 0.001 * y better higher
outcome open : 1 = close + 0.001 * y better higher
world high "High"
  x = 1.8
policy none "None"
policy one "One"
  a = 1
policy two "Two"
  b = 1
"#;

#[test]
fn a_turn_and_a_first_place_are_told_only_where_they_survive() {
    let mut opened = crate::open::read("turns", false, &linchpin_lang::files::Memory::one(TURNS));
    let model = opened.model.take().unwrap_or_else(|| panic!("{:?}", opened.diagnostics));
    let request = Request { futures: 400, baseline: Some("none".into()), ..request() };
    let mut ground = ground(&model, &opened, &request, &about(&[], &["sure", "open"]));
    ground.effort = Effort { jitters: 20, resamples: 20, ..ground.effort };
    let finding = explore(&ground, row("tipping")).unwrap().remove(0);
    let table = &finding.tables[0];
    let words = |name: &str| match &table.columns.iter().find(|column| column.name == name).unwrap().values {
        Values::Text(words) => words.clone(),
        Values::Number(_) => panic!("{name} holds numbers"),
    };
    let at = |outcome: &str| {
        (0..words("outcome").len()).find(|&r| words("outcome")[r] == outcome && words("input")[r] == "x").unwrap()
    };
    let (sure, open) = (at("sure"), at("open"));
    assert!((numbers(table, "at")[sure] - 1.0).abs() < 0.02, "{table:?}");
    assert_eq!((words("verdict")[sure].as_str(), numbers(table, "kept")[sure]), ("turns", 20.0));
    // The other turn is as sharp in the sampled futures, and reversed by half of the draws.
    assert!((numbers(table, "at")[open] - 1.0).abs() < 0.02 && numbers(table, "returns")[open] > 0.9);
    assert_eq!(words("verdict")[open], "undecided");
    assert!(numbers(table, "kept")[open] < 18.0, "{table:?}");
    let said: Vec<&str> = finding.said.iter().map(|said| said.en.as_str()).collect();
    assert!(
        said[0].contains("`sure` `one` does better where `x` is above") && said[1].contains("no single uncertainty"),
        "{said:?}"
    );
    assert!(finding.notes.iter().any(|note| note.en.contains("`x`") && note.en.contains("of 20")), "{:?}", finding.notes);
    assert!(finding.notes.iter().all(|note| !note.ko.is_empty()));

    // In the world `high` the first policy is ahead on both; on one of them whatever the weights.
    for (outcome, first) in [("sure", "one"), ("open", "undecided")] {
        let mut only = self::ground(&model, &opened, &request, &about(&[], &[outcome]));
        only.effort = Effort { jitters: 20, ..only.effort };
        let finding = explore(&only, row("worlds")).unwrap().remove(0);
        let column = |name: &str| match &finding.tables[0].columns.iter().find(|column| column.name == name).unwrap().values {
            Values::Text(words) => words[1].clone(),
            Values::Number(numbers) => numbers[1].to_string(),
        };
        assert_eq!((column("first").as_str(), column("ahead").as_str()), (first, "one"), "{:?}", finding.tables[0]);
        assert_eq!(column("kept") == "20", first == "one");
        assert_eq!(finding.notes.iter().any(|note| note.en.contains("`one` in `high`")), first != "one");
    }
}

#[test]
fn futures_are_added_until_the_answer_is_stable() {
    let (model, opened) = lake();
    let request = Request { futures: 100, design: Some("monte_carlo".into()), policies: vec!["middling".into()], ..request() };
    let plan = plan(&model, &request).unwrap();
    let about = about(&[], &["clear_lake"]);
    let mut seen = Vec::new();
    let reached =
        until(&model, &opened.sources, &plan, &about, hands(), (Stable::Figure, 0.04), &mut |n, left| seen.push((n, left)))
            .unwrap();
    assert!(reached.left <= 0.04 && reached.futures >= 400, "{reached:?}");
    assert!(seen.windows(2).all(|pair| pair[1].0 == 2 * pair[0].0), "{seen:?}");
    let half = seen[seen.len() - 2].1;
    assert!(half > 0.04 && half < 2.0 * reached.left, "{seen:?}");
    assert!(Stable::of("boxes").unwrap_err().help.contains("box"));
    let refusal = until(&model, &opened.sources, &plan, &about, hands(), (Stable::Figure, 1.5), &mut |_, _| {}).unwrap_err();
    assert!(refusal.why.contains("--until"));
}
