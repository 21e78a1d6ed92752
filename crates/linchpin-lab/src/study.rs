//! Where studies go, and what is written into them.
//!
//! Comes in: a model with its texts, a plan. Goes out: a place, and a writer with everything that the study says about
//! itself. Refuses: what the store refuses.

mod catalogue;
mod parts;
mod rerun;
mod unlike;

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::model::Model;
use linchpin_store::{Asked, Layout, fingerprint, write_bands};

pub use catalogue::{card, catalogue, line};
pub use parts::merge;
pub use rerun::rerun;
pub use unlike::unlike;

pub use linchpin_store::{
    Amiss, Drawn, Listed, Results, Study, Verdict, Writer, Written, export, fault_word, in_bytes, quoted, repair, verify,
    write_whole,
};

use crate::figure::exact_with_unit;
use crate::open::{Opened, open};
use crate::run::{Manner, Plan, Request, SetByHand, Varied, bands, given, plan};

/// The folder for studies that nobody placed.
pub const STUDIES: &str = "linchpin-studies";

/// A place that is free: `linchpin-studies/<model>-s<seed>-n<futures>`, with a number where that is taken.
pub fn fresh_place(model: &Model, plan: &Plan) -> PathBuf {
    let futures = plan.experiment.futures;
    let part = if plan.shard.1 > 1 { format!("-part{}of{}", plan.shard.0, plan.shard.1) } else { String::new() };
    let name = format!("{}-s{}-n{}{part}", model.name.replace('_', "-"), futures.seed, plan.size);
    let first = Path::new(STUDIES).join(&name);
    let rest = (2..).map(|k| Path::new(STUDIES).join(format!("{name}-{k}")));
    std::iter::once(first.clone()).chain(rest).find(|place| std::fs::symlink_metadata(place).is_err()).unwrap_or(first)
}

/// The texts of a model by path relative to its folder.
pub fn texts(sources: &SourceMap) -> Vec<(String, String)> {
    let root =
        sources.sources.iter().map(|source| source.path.as_str()).find_map(|path| path.strip_suffix("model.lin")).unwrap_or("");
    sources
        .sources
        .iter()
        .map(|source| {
            let inside = source.path.strip_prefix(root).unwrap_or(&source.path);
            (inside.trim_start_matches(['/', '.']).to_owned(), source.text.clone())
        })
        .collect()
}

/// Starts the study of a plan.
pub fn start(place: &Path, force: bool, model: &Model, sources: &SourceMap, plan: &Plan) -> Result<Writer, Refusal> {
    let mut files = files(sources);
    if let Some(table) = &plan.table {
        files.push((table_name(&table.path), bytes_of(&table.path)?));
    }
    Writer::create(place, force, asked(model, sources, plan), Layout::of(model, &plan.experiment), &files)
}

/// Goes on with the study of a plan.
pub fn resume(place: &Path, model: &Model, sources: &SourceMap, plan: &Plan) -> Result<Writer, Refusal> {
    Writer::resume(place, asked(model, sources, plan), Layout::of(model, &plan.experiment))
}

/// Makes the bands of a study: its futures run again for their recorded variables. `None` where it was cancelled.
pub fn make_bands(study: &Study, manner: Manner<'_>) -> Result<Option<PathBuf>, Refusal> {
    let (_, model) = opened_model(study)?;
    let plan = plan(&model, &request_of(study, &model)?)?;
    let layout = Layout::of(&model, &plan.experiment);
    bands(&model, &plan, manner, None)?.map(|bands| write_bands(&study.path, &layout, &bands)).transpose()
}

/// What a study let vary.
fn varied(asked: &Asked) -> Varied {
    Varied { levers: asked.levers.clone(), only: asked.only.clone() }
}

/// The name under which a study carries a table of futures.
fn table_name(path: &Path) -> String {
    let csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    if csv { "design.csv" } else { "design.parquet" }.to_owned()
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Refusal> {
    std::fs::read(path)
        .map_err(|error| Refusal::new(format!("cannot read {}: {error}", path.display()), "see that it is still there"))
}

/// The table that a study carries, where its futures came from one.
fn carried(study: &Study) -> Option<PathBuf> {
    let names = ["design.csv", "design.parquet"].map(|name| study.path.join(name));
    names.into_iter().find(|path| !study.asked.table.is_empty() && path.is_file())
}

/// The model of a study, from the texts that it carries. Refuses texts that are not those that were run.
pub fn opened_model(study: &Study) -> Result<(Opened, Model), Refusal> {
    let folder = study.model_folder();
    let mut opened = open(&folder.display().to_string())?;
    let changed = fingerprint_of(&opened.sources) != study.asked.fingerprint;
    match opened.model.take() {
        Some(model) if !changed => Ok((opened, varied(&study.asked).apply(&model)?)),
        _ => Err(Refusal::new(
            format!("the texts in {} are not those that were run", folder.display()),
            "put the model's texts back as they were, or run the study again",
        )),
    }
}

/// The files that a study carries besides its tables.
fn files(sources: &SourceMap) -> Vec<(String, Vec<u8>)> {
    texts(sources).into_iter().map(|(path, text)| (format!("model/{path}"), text.into_bytes())).collect()
}

/// What a plan asks, as a study says it.
pub fn asked(model: &Model, sources: &SourceMap, plan: &Plan) -> Asked {
    let layout = Layout::of(model, &plan.experiment);
    let shown = |set: &SetByHand| {
        let variable = model.variable(set.id);
        (variable.name.clone(), exact_with_unit(set.value, &variable.unit))
    };
    Asked {
        version: env!("CARGO_PKG_VERSION").into(),
        model: model.name.clone(),
        title: model.words.title.clone(),
        fingerprint: fingerprint(&texts(sources)),
        seed: plan.experiment.futures.seed,
        futures: plan.size,
        done: 0,
        design: plan.design().into(),
        events: plan.experiment.ask.events,
        baseline: plan.baseline_name(),
        chunk: layout.chunk_futures(),
        arms: layout.arms,
        settings: plan.settings.iter().map(shown).collect(),
        sets: plan.sets.clone(),
        levers: plan.varied.levers.clone(),
        only: plan.varied.only.clone(),
        shard: plan.shard,
        experiments: plan.experiments,
        table: plan.table.as_ref().map_or_else(String::new, |table| table.sha256.clone()),
        series_futures: plan.series_futures,
        bands: None,
        faults: 0,
    }
}

/// The request that a study was made from; `model` is the study's own.
pub fn request_of(study: &Study, model: &Model) -> Result<Request, Refusal> {
    let asked = &study.asked;
    let table = match asked.table.is_empty() {
        true => None,
        false => {
            let gone = || {
                Refusal::new(
                    format!("the table of futures of {} is not there as it was", study.path.display()),
                    "put back `design.csv` or `design.parquet`, or run the study again",
                )
            };
            // It was read once: where it cannot be now, it is another.
            let table = carried(study).and_then(|path| given(model, &path).ok());
            table.filter(|table| table.sha256 == asked.table).ok_or_else(gone).map(Some)?
        }
    };
    let mut policies: Vec<String> = Vec::new();
    let mut worlds: Vec<String> = Vec::new();
    for arm in &asked.arms {
        if !arm.policy.is_empty() && !policies.contains(&arm.policy) {
            policies.push(arm.policy.clone());
        }
        if !worlds.contains(&arm.world) {
            worlds.push(arm.world.clone());
        }
    }
    // The futures as they are sampled stand beside worlds only where all worlds were asked for.
    let worlds = match (worlds.iter().any(String::is_empty), worlds.len()) {
        (true, 1) => Vec::new(),
        (true, _) => vec!["all".into()],
        (false, _) => worlds,
    };
    let baseline = asked.arms.iter().find(|arm| arm.name == asked.baseline).map(|arm| arm.policy.clone());
    Ok(Request {
        policies,
        worlds,
        sets: asked.sets.clone(),
        baseline: baseline.filter(|name| !name.is_empty()),
        futures: asked.futures,
        seed: asked.seed,
        design: Some(asked.design.clone()),
        events: asked.events,
        series: Some(asked.series_futures),
        shard: asked.shard,
        experiments: asked.experiments,
        varied: varied(asked),
        table,
    })
}

/// The first digits of a model's fingerprint, as pictures and screens show it.
pub fn short_fingerprint(fingerprint: &str) -> &str {
    fingerprint.get(..8).unwrap_or(fingerprint)
}

/// SHA-256 of a model's texts, in hexadecimal; the one that a study of it carries.
pub fn fingerprint_of(sources: &SourceMap) -> String {
    fingerprint(&texts(sources))
}
