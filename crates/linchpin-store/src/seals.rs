//! `seals/`: what `chunks.csv` says of each chunk once more, in a file of its own.
//!
//! Comes in: chunks as they are finished. Goes out: those that the list has lost although they are whole. A Parquet file
//! tells its rows but not whether they are what was computed, and a few rows computed again say nothing of the others:
//! only the seals made when it was written vouch for all of it. Refuses: nothing; what no seal vouches for is no chunk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

use crate::chunks::{List, Listed, chunk_name};
use crate::out::{Seal, make_folder, seal_of, write_whole};

/// The folder within a study.
pub const SEALS: &str = "seals";

/// Where the seals of a chunk stand, relative to the study.
pub fn seals_path(first: u64, count: u64) -> PathBuf {
    Path::new(SEALS).join(format!("{}.csv", chunk_name(first, count)))
}

/// Writes the seals of a chunk.
pub fn write(study: &Path, chunk: &Listed) -> Result<(), Refusal> {
    make_folder(&study.join(SEALS))?;
    write_whole(&study.join(seals_path(chunk.first, chunk.count)), chunk.line().as_bytes())
}

/// What the seals of a chunk say; `None` where there are none, or they are damaged.
pub fn read(study: &Path, name: &str) -> Option<Listed> {
    let text = fs::read_to_string(study.join(SEALS).join(name)).ok()?;
    let chunk = Listed::parse(text.strip_suffix('\n')?)?;
    (seals_path(chunk.first, chunk.count) == Path::new(SEALS).join(name)).then_some(chunk)
}

/// Chunks that the list lacks, answer the question of this seal, and are as they were written to the byte.
pub fn unlisted(study: &Path, list: &List, asked: &str) -> Vec<Listed> {
    let entries = fs::read_dir(study.join(SEALS)).into_iter().flatten().flatten();
    let mut found: Vec<Listed> = entries.filter_map(|entry| read(study, entry.file_name().to_str()?)).collect();
    // Where a longer one had taken the place of a shorter one, the longer one counts.
    found.sort_by_key(|chunk| (std::cmp::Reverse(chunk.count), chunk.first));
    let mut spans: BTreeMap<u64, u64> = list.chunks.iter().map(|chunk| (chunk.first, chunk.end())).collect();
    let mut taken: Vec<Listed> = Vec::new();
    for chunk in found {
        // Spans are apart from each other: the last that begins before its end reaches furthest.
        let apart = spans.range(..chunk.end()).next_back().is_none_or(|(_, &end)| end <= chunk.first);
        let whole = |(dataset, seal): &(String, Seal)| {
            chunk.file(dataset).is_some_and(|file| seal_of(&study.join(file)).is_ok_and(|found| found == *seal))
        };
        let fits = apart && chunk.asked == asked && chunk.count > 0;
        if fits && chunk.files.iter().all(whole) {
            spans.insert(chunk.first, chunk.end());
            taken.push(chunk);
        }
    }
    taken.sort_by_key(|chunk| chunk.first);
    taken
}

/// A file that the seals of an unlisted chunk of this question know otherwise than it is.
pub fn damaged(study: &Path, list: &List, asked: &str) -> Option<PathBuf> {
    let entries = fs::read_dir(study.join(SEALS)).into_iter().flatten().flatten();
    let chunks = entries.filter_map(|entry| read(study, entry.file_name().to_str()?)).filter(|chunk| chunk.asked == asked);
    let replaced = |chunk: &Listed| list.chunks.iter().any(|known| known.first < chunk.end() && chunk.first < known.end());
    let mut files = chunks.filter(|chunk| !replaced(chunk)).flat_map(|chunk| {
        let of_chunk = |(dataset, seal): &(String, Seal)| Some((study.join(chunk.file(dataset)?), seal.clone()));
        chunk.files.iter().filter_map(of_chunk).collect::<Vec<_>>()
    });
    files.find(|(file, seal)| file.exists() && seal_of(file).map_or(true, |found| found != *seal)).map(|(file, _)| file)
}
