//! The flagship against an independent implementation of the same specification.
//!
//! The whole comparison reads a folder of reference values where there is one: the one that `LINCHPIN_REFERENCE` names, or
//! `shared/reference` beside the checkout. The golden files beside this test hold a part of the same values, so that the
//! comparison is made everywhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Model, PolicyId, VarId};
use linchpin_core::table::Chunk;
use linchpin_engine::Control;
use linchpin_explore::sample;
use linchpin_lab::open::open;

/// Rows of a comma-separated text without quotes, by column name.
struct Csv {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Csv {
    fn read(path: &Path) -> Csv {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_string).collect::<Vec<_>>());
        Csv { header: lines.next().expect("a header"), rows: lines.collect() }
    }

    fn column(&self, name: &str) -> usize {
        self.header.iter().position(|known| known == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        let at = self.column(name);
        self.rows.iter().map(|row| row[at].parse().expect("a number")).collect()
    }
}

/// The folder of reference values and the part of it that comes along.
fn folders() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.join("../../../shared/reference");
    let reference = std::env::var_os("LINCHPIN_REFERENCE").map_or(beside, PathBuf::from).join("korea");
    let golden = here.join("tests/golden/korea");
    assert!(golden.join("futures.csv").is_file(), "the golden futures come along");
    [golden, reference].into_iter().filter(|folder| folder.join("futures.csv").is_file()).collect()
}

fn flagship() -> Model {
    let opened = open("korea-2026").expect("the flagship comes along");
    opened.model.expect("the flagship has no fault")
}

fn arm(model: &Model, policy: &str) -> Arm {
    let at = model.policies.iter().position(|known| known.name == policy).unwrap_or_else(|| panic!("no policy {policy}"));
    let settings = model.policies[at].settings.clone();
    Arm { name: policy.into(), policy: Some(PolicyId(at as u32)), world: None, settings }
}

fn run(model: &Model, experiment: &Experiment, draws: &linchpin_engine::Draws) -> Vec<Chunk> {
    let (cancel, mut chunks) = (AtomicBool::new(false), Vec::new());
    let control = Control { threads: 0, block: None, draws: true, cancel: &cancel, progress: &|_, _| {} };
    linchpin_engine::run(model, experiment, draws, &control, &mut |chunk| {
        chunks.push(chunk);
        Ok(())
    })
    .expect("the experiment runs");
    chunks
}

fn given(model: &Model, futures: &Csv) -> (u64, sample::Draws) {
    let in_base_units = |name: &String| {
        let id = model.find(name).unwrap_or_else(|| panic!("no {name}"));
        let scale = model.variable(id).unit.scale;
        (name.clone(), futures.numbers(name).into_iter().map(|shown| shown * scale).collect())
    };
    let named = futures.header.iter().filter(|name| *name != "future");
    let columns: Vec<(String, Vec<f64>)> = named.map(in_base_units).collect();
    assert!(columns.len() > 200, "the reference varies {} uncertainties", columns.len());
    let draws = sample::table(model, &columns).expect("the reference names our uncertainties");
    (futures.rows.len() as u64, draws)
}

fn near(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= 1e-9 * ours.abs().max(theirs.abs()) + 1e-12
}

fn experiment(model: &Model, policies: &[String], count: u64, series: Vec<VarId>, at_steps: Vec<u32>) -> Experiment {
    Experiment {
        futures: Futures { seed: 1, first: 0, count },
        arms: policies.iter().map(|policy| arm(model, policy)).collect(),
        ask: Ask { outcomes: model.outcomes(), series, at_steps, events: false, dt: None },
    }
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut found = Vec::new();
    values.for_each(|value| {
        if !found.contains(&value) {
            found.push(value);
        }
    });
    found
}

#[test]
fn outcomes_without_events() {
    let model = flagship();
    for folder in folders() {
        let (count, draws) = given(&model, &Csv::read(&folder.join("futures.csv")));
        let theirs = Csv::read(&folder.join("outcomes_no_events.csv"));
        let policies = distinct(theirs.rows.iter().map(|row| row[0].clone()));
        let chunks = run(&model, &experiment(&model, &policies, count, Vec::new(), Vec::new()), &draws);
        assert!(chunks.iter().all(|chunk| chunk.faults.is_empty()));
        let mut compared = 0;
        for row in &theirs.rows {
            let arm = policies.iter().position(|policy| *policy == row[0]).expect("listed");
            let future: u64 = row[1].parse().expect("an index");
            let chunk = chunks.iter().rfind(|chunk| chunk.first <= future).expect("run");
            for (outcome, id) in model.outcomes().into_iter().enumerate() {
                let name = &model.variable(id).name;
                let ours = chunk.outcomes[arm][outcome][(future - chunk.first) as usize];
                let reference: f64 = row[theirs.column(name)].parse().expect("a number");
                assert!(near(ours, reference), "{} future {future} {name}: {ours} here, {reference} there", row[0]);
                compared += 1;
            }
        }
        assert!(compared >= 14 * theirs.rows.len() && compared > 100, "{compared} compared");
    }
}

#[test]
fn variables_without_events() {
    let model = flagship();
    for folder in folders() {
        let (_, draws) = given(&model, &Csv::read(&folder.join("futures.csv")));
        let theirs = Csv::read(&folder.join("variables_no_events.csv"));
        let policies = distinct(theirs.rows.iter().map(|row| row[0].clone()));
        let names = distinct(theirs.rows.iter().map(|row| row[2].clone()));
        let series: Vec<VarId> = names.iter().map(|name| model.find(name).unwrap_or_else(|| panic!("no {name}"))).collect();
        let steps: Vec<u32> = theirs.header[3..]
            .iter()
            .map(|date| {
                let (year, month) = date.split_once('-').expect("a date");
                (year.parse::<u32>().expect("a year") - 2026) * 12 + month.parse::<u32>().expect("a month") - 1
            })
            .collect();
        let futures: Vec<u64> = theirs.rows.iter().map(|row| row[1].parse().expect("an index")).collect();
        let count = futures.iter().max().expect("rows") + 1;
        let chunks = run(&model, &experiment(&model, &policies, count, series, steps.clone()), &draws);
        let mut compared = 0;
        for (row, future) in theirs.rows.iter().zip(futures) {
            let arm = policies.iter().position(|policy| *policy == row[0]).expect("listed");
            let variable = names.iter().position(|name| *name == row[2]).expect("listed");
            for (point, date) in theirs.header[3..].iter().enumerate() {
                let reference: f64 = row[3 + point].parse().expect("a number");
                let scale = model.variable(model.find(&row[2]).expect("found above")).unit.scale;
                let ours = chunks[0].series[arm][variable][point][future as usize] / scale;
                assert!(near(ours, reference), "{} future {future} {} at {date}: {ours} here, {reference} there", row[0], row[2]);
                compared += 1;
            }
        }
        assert!(compared > 500, "{compared} compared");
    }
}

/// Means of an ensemble with luck: none beyond four combined standard errors, at most three beyond three.
#[test]
fn means_with_events() {
    let model = flagship();
    for folder in folders() {
        let theirs = Csv::read(&folder.join("ensemble_with_events.csv"));
        let policies = distinct(theirs.rows.iter().map(|row| row[0].clone()));
        let count = 4_000;
        let design = sample::Design { seed: 2026, size: count, vary: Vec::new() };
        let draws = (sample::SAMPLERS[0].draws)(&model, &design).expect("the default design");
        let mut asked = experiment(&model, &policies, count, Vec::new(), Vec::new());
        asked.ask.events = true;
        let chunks = run(&model, &asked, &draws);
        let mut beyond = BTreeMap::new();
        for row in &theirs.rows {
            let arm = policies.iter().position(|policy| *policy == row[0]).expect("listed");
            let outcome = model.outcomes().iter().position(|id| model.variable(*id).name == row[1]).expect("an outcome");
            let ours: Vec<f64> = chunks.iter().flat_map(|chunk| chunk.outcomes[arm][outcome].iter().copied()).collect();
            let mean = ours.iter().sum::<f64>() / count as f64;
            let variance = ours.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count as f64 - 1.0);
            let number = |name: &str| row[theirs.column(name)].parse::<f64>().expect("a number");
            let error = (variance / count as f64 + number("standard_error").powi(2)).sqrt();
            beyond.insert((row[0].clone(), row[1].clone()), (mean - number("mean")).abs() / error);
        }
        let list = |limit: f64| beyond.iter().filter(|(_, errors)| **errors > limit).collect::<Vec<_>>();
        assert_eq!(beyond.len(), theirs.rows.len());
        assert!(list(4.0).is_empty(), "beyond four standard errors: {:?}", list(4.0));
        assert!(list(3.0).len() <= 3, "beyond three standard errors: {:?}", list(3.0));
    }
}
