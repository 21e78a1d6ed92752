//! Which studies there are.
//!
//! Comes in: a folder. Goes out: a line for every study in it, and all that one study says of itself. Refuses: a folder that
//! cannot be read.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_store::{Study, bytes_in};

use crate::wire::{StudyArm, StudyCard, StudyLine};

/// The studies in a folder, by name; damaged ones with what is wrong.
pub fn catalogue(folder: &Path) -> Result<Vec<StudyLine>, Refusal> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        Refusal::new(format!("cannot read {}: {error}", folder.display()), "name a folder that holds studies")
    })?;
    let mut places: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.join("study.toml").is_file()).collect();
    places.sort();
    Ok(places.iter().map(|place| line(place)).collect())
}

/// The line of one study.
pub fn line(place: &Path) -> StudyLine {
    let blank = StudyLine { path: place.display().to_string(), bytes: bytes_in(place), ..StudyLine::default() };
    match Study::open(place) {
        Err(trouble) => StudyLine { trouble: Some(trouble.why), ..blank },
        Ok(study) => {
            let asked = &study.asked;
            let range = asked.range();
            StudyLine {
                model: asked.model.clone(),
                strategies: asked.arms.len(),
                futures: range.end - range.start,
                done: asked.done,
                complete: asked.complete(),
                seed: asked.seed,
                design: asked.design.clone(),
                part: (asked.shard.1 > 1).then(|| format!("{}/{}", asked.shard.0, asked.shard.1)),
                failed: asked.faults,
                ..blank
            }
        }
    }
}

/// All that a study says of itself.
pub fn card(study: &Study) -> Result<StudyCard, Refusal> {
    let asked = &study.asked;
    Ok(StudyCard {
        line: line(&study.path),
        title: asked.title.clone(),
        version: asked.version.clone(),
        fingerprint: asked.fingerprint.clone(),
        events: asked.events,
        baseline: asked.baseline.clone(),
        arms: asked
            .arms
            .iter()
            .map(|arm| StudyArm {
                name: arm.name.clone(),
                policy: arm.policy.clone(),
                world: arm.world.clone(),
                stress: arm.stress,
            })
            .collect(),
        settings: asked.settings.iter().map(|(name, value)| format!("{name} = {value}")).collect(),
        sampled_levers: asked.levers.clone(),
        chunks: study.chunks.len(),
        futures_in_a_chunk: asked.chunk,
        keeps_what_was_drawn: asked.experiments,
        outcomes: study.outcome_names()?,
        series: study.series_names()?,
        futures_with_series: asked.series_futures,
    })
}
