//! Parts of one study, run anywhere, put together.
//!
//! Comes in: folders of all parts. Goes out: the study as if it had been run in one piece, to the byte of its tables.
//! Refuses: parts of different questions, parts that are missing, doubled or incomplete.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Chunk;

use crate::asked::Asked;
use crate::layout::Layout;
use crate::reader::Study;
use crate::writer::{Writer, Written};

/// Opens the parts in order of their futures; refuses those that do not make one whole.
pub fn parts(folders: &[PathBuf]) -> Result<Vec<Study>, Refusal> {
    let mut found: BTreeMap<u64, Study> = BTreeMap::new();
    for folder in folders {
        let study = Study::open(folder)?;
        let (part, shown) = (study.asked.shard.0, folder.display());
        if !study.asked.complete() {
            let range = study.asked.range();
            return Err(Refusal::new(
                format!("{shown} holds {} of its {} futures", study.asked.done, range.end - range.start),
                format!("finish it first: `linchpin run --resume --out {shown}`"),
            ));
        }
        if let Some(first) = found.values().next() {
            let alike = |asked: &Asked| Asked { shard: first.asked.shard, ..asked.question() };
            if let Some(unlike) = alike(&first.asked).unlike(&alike(&study.asked)).first() {
                let first = first.path.display();
                return Err(Refusal::new(
                    format!("{first} and {shown} are not parts of one study: {unlike}"),
                    format!("`here` is {first}; leave out what does not belong"),
                ));
            }
            if first.asked.shard.1 != study.asked.shard.1 {
                return Err(Refusal::new(
                    format!(
                        "{shown} is one of {} parts, {} is one of {}",
                        study.asked.shard.1,
                        first.path.display(),
                        first.asked.shard.1
                    ),
                    "merge parts of one cut",
                ));
            }
        }
        if let Some(twin) = found.insert(part, study) {
            return Err(Refusal::new(
                format!("part {part} is there twice: {} and {shown}", twin.path.display()),
                "name one of them",
            ));
        }
    }
    let Some(of) = found.values().next().map(|study| study.asked.shard.1) else {
        return Err(Refusal::new("there is nothing to merge", "name the folders of the parts"));
    };
    let missing: Vec<String> = (1..=of).filter(|part| !found.contains_key(part)).map(|part| format!("{part}/{of}")).collect();
    match missing.is_empty() {
        true => Ok(found.into_values().collect()),
        false => Err(Refusal::new(
            format!(
                "{} of {of} parts are missing: {}",
                missing.len(),
                missing.iter().take(8).cloned().collect::<Vec<_>>().join(", ")
            ),
            "run them with --shard, then merge",
        )),
    }
}

/// Writes the whole at `place`. `layout` is that of the study's model; `texts` are the files that the parts carry.
pub fn merge(
    parts: &[Study],
    place: &Path,
    force: bool,
    layout: &Layout,
    texts: &[(String, Vec<u8>)],
) -> Result<Written, Refusal> {
    let Some(first) = parts.first() else { return Err(Refusal::new("there is nothing to merge", "")) };
    let layout = layout.unscaled();
    let asked = Asked { shard: (1, 1), ..first.asked.question() };
    let series = layout.series.len();
    let mut writer = Writer::create(place, force, asked, layout, texts)?;
    for part in parts {
        for listed in &part.chunks {
            let all: Vec<usize> = (0..part.outcome_names()?.len()).collect();
            let arms: Vec<usize> = (0..part.asked.arms.len()).collect();
            let outcomes = part.outcomes_of(listed, &arms, &all)?;
            let draws = if part.asked.experiments { part.drawn_of(listed)?.values } else { Vec::new() };
            let count = usize::try_from(listed.count).unwrap_or(usize::MAX);
            let chunk = Chunk { first: listed.first, count, draws, outcomes, ..Chunk::default() };
            let faults = part.faults_of(listed)?;
            // Series are read a block at a time: of a long study they are the large part.
            let kept = if listed.file("series").is_some() { series } else { 0 };
            let mut variables = Vec::new();
            for variable in 0..kept {
                variables.push(part.series_of(listed, variable)?);
            }
            writer.take_read(chunk, faults, &variables)?;
        }
    }
    writer.finish()
}
