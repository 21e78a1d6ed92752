//! Where studies go, and what is written into them.
//!
//! Comes in: a model with its texts, a plan. Goes out: a place, and a writer with everything that the study says about
//! itself. Refuses: what the store refuses.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::model::Model;
use linchpin_store::{Asked, Layout, Writer, fingerprint};

pub use linchpin_store::{Drawn, Results, Study, Written, fault_word, in_bytes};

use crate::figure::exact_with_unit;
use crate::run::Plan;

/// The folder for studies that nobody placed.
pub const STUDIES: &str = "linchpin-studies";

/// A place that is free: `linchpin-studies/<model>-s<seed>-n<futures>`, with a number where that is taken.
pub fn fresh_place(model: &Model, plan: &Plan) -> PathBuf {
    let futures = plan.experiment.futures;
    let name = format!("{}-s{}-n{}", model.name.replace('_', "-"), futures.seed, futures.count);
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
    let texts = texts(sources);
    let futures = plan.experiment.futures;
    let layout = Layout::of(model, &plan.experiment);
    let asked = Asked {
        version: env!("CARGO_PKG_VERSION").into(),
        model: model.name.clone(),
        title: model.words.title.clone(),
        fingerprint: fingerprint(&texts),
        seed: futures.seed,
        futures: futures.count,
        done: 0,
        design: plan.sampler.name.into(),
        events: plan.experiment.ask.events,
        baseline: plan.baseline_name(),
        arms: layout.arms.clone(),
        settings: plan
            .settings
            .iter()
            .map(|set| (model.variable(set.id).name.clone(), exact_with_unit(set.value, &model.variable(set.id).unit)))
            .collect(),
        series_futures: plan.series_futures,
        faults: 0,
    };
    Writer::create(place, force, asked, layout, &texts, futures.first)
}

/// The first digits of a model's fingerprint, as pictures and screens show it.
pub fn short_fingerprint(fingerprint: &str) -> &str {
    fingerprint.get(..8).unwrap_or(fingerprint)
}

/// SHA-256 of a model's texts, in hexadecimal; the one that a study of it carries.
pub fn fingerprint_of(sources: &SourceMap) -> String {
    fingerprint(&texts(sources))
}
