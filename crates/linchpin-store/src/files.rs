//! The files of one chunk: written aside, synced, renamed, listed.
//!
//! Comes in: blocks of series, then the rows of a whole chunk. Goes out: files in their places and a line in the list. Refuses:
//! what the disk refuses; what was written aside is removed then, so that a full disk is not fuller than before.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

use crate::asked::Asked;
use crate::blocks::{FAULTS_HEAD, Rows, SeriesRows};
use crate::chunks::{Lines, Listed, chunk_path};
use crate::dataset::{Dataset, Head, Holds, Piece};
use crate::layout::{Layout, Measured};
use crate::out::{Out, Seal, make_folder, sync_folder};
use crate::seals::{self, SEALS, seals_path};
use crate::trouble::refusal;

/// The folder within a study in which files are written before they have their names.
pub const ASIDE: &str = ".partial";

/// Writes the chunks of one study.
pub struct Files {
    study: PathBuf,
    layout: Layout,
    experiments: bool,
    /// Seal of the question.
    asked: String,
    lines: Lines,
    series: Option<Dataset>,
}

impl Files {
    /// Goes on behind the whole lines of the study's list.
    pub fn open(study: &Path, layout: Layout, asked: &Asked, whole: u64) -> Result<Files, Refusal> {
        clear_aside(study);
        let (lines, experiments) = (Lines::open(study, whole)?, asked.experiments);
        Ok(Files { study: study.to_owned(), layout, experiments, asked: asked.seal(), lines, series: None })
    }

    /// Writes a block of series of the chunk to come.
    pub fn series(&mut self, rows: &SeriesRows) -> Result<(), Refusal> {
        let end = self.try_series(rows);
        self.cleared(end)
    }

    /// Writes the files of a chunk, moves them to their places and lists it.
    pub fn chunk(&mut self, rows: &Rows) -> Result<Listed, Refusal> {
        let end = self.try_chunk(rows);
        self.cleared(end)
    }

    /// The same, and the files of shorter chunks, whose place it takes, go once it is listed.
    pub fn replace(&mut self, rows: &Rows, covered: &[Listed]) -> Result<(), Refusal> {
        let listed = self.chunk(rows)?;
        for short in covered.iter().filter(|short| short.count != listed.count) {
            for (dataset, _) in &short.files {
                // One that stays is unlisted, which `verify` says and `repair` mends.
                let _ = fs::remove_file(self.study.join(chunk_path(dataset, short.first, short.count)));
            }
            let _ = fs::remove_file(self.study.join(seals_path(short.first, short.count)));
        }
        Ok(())
    }

    /// Nothing more will come.
    pub fn give_up(&mut self) {
        self.series = None;
        clear_aside(&self.study);
    }

    /// After trouble: nothing is left aside, and words name the study rather than what lies aside.
    fn cleared<T>(&mut self, end: Result<T, Refusal>) -> Result<T, Refusal> {
        end.map_err(|trouble| {
            self.series = None;
            clear_aside(&self.study);
            let aside = format!("{}{}", ASIDE, std::path::MAIN_SEPARATOR);
            Refusal { why: trouble.why.replace(&aside, ""), ..trouble }
        })
    }

    fn aside(&self, name: &str) -> Result<PathBuf, Refusal> {
        let folder = self.study.join(ASIDE);
        make_folder(&folder)?;
        Ok(folder.join(name))
    }

    fn table(&self, name: &str, first: Vec<Head>, columns: &[Measured]) -> Result<Dataset, Refusal> {
        let facts = [("model", self.layout.title.0.clone()), ("model.title", self.layout.title.1.clone())];
        let heads: Vec<Head> = first.into_iter().chain(columns.iter().map(|column| column.head.clone())).collect();
        Dataset::create(&self.aside(&format!("{name}.parquet"))?, &heads, &facts)
    }

    fn try_series(&mut self, rows: &SeriesRows) -> Result<(), Refusal> {
        if self.series.is_none() {
            let time = Head { facts: vec![("unit", self.layout.time_unit.clone())], ..Head::plain("time", Holds::Number) };
            let first = vec![Head::plain("future", Holds::Whole), Head::plain("arm", Holds::Text), time];
            self.series = Some(self.table("series", first, &self.layout.series)?);
        }
        let layout = &self.layout;
        let points = layout.times.len();
        let futures: Vec<i64> = (rows.first..).take(rows.count).flat_map(|f| std::iter::repeat_n(f as i64, points)).collect();
        let times: Vec<f64> = (0..rows.count).flat_map(|_| layout.times.iter().copied()).collect();
        if let Some(series) = &mut self.series {
            for (arm, values) in layout.arms.iter().zip(&rows.values) {
                let mut pieces = vec![Piece::Whole(&futures), Piece::Word(&arm.name, futures.len()), Piece::Number(&times)];
                pieces.extend(values.iter().map(|values| Piece::Number(values)));
                series.group(&pieces)?;
            }
        }
        Ok(())
    }

    fn try_chunk(&mut self, rows: &Rows) -> Result<Listed, Refusal> {
        let futures: Vec<i64> = (rows.first..).take(rows.count).map(|future| future as i64).collect();
        let mut files: Vec<(String, Seal)> = Vec::new();
        if self.experiments {
            let mut table = self.table("experiments", vec![Head::plain("future", Holds::Whole)], &self.layout.draws)?;
            let mut pieces = vec![Piece::Whole(&futures)];
            pieces.extend(rows.draws.iter().map(|values| Piece::Number(values)));
            table.group(&pieces)?;
            files.push(("experiments".into(), table.finish()?));
        }
        let word = |name: &str| Head::plain(name, Holds::Text);
        let first = vec![Head::plain("future", Holds::Whole), word("arm"), word("policy"), word("world")];
        let mut table = self.table("outcomes", first, &self.layout.outcomes)?;
        for (arm, values) in self.layout.arms.iter().zip(&rows.outcomes) {
            let mut pieces = vec![Piece::Whole(&futures)];
            pieces.extend([&arm.name, &arm.policy, &arm.world].map(|word| Piece::Word(word, rows.count)));
            pieces.extend(values.iter().map(|values| Piece::Number(values)));
            table.group(&pieces)?;
        }
        files.push(("outcomes".into(), table.finish()?));
        if let Some(series) = self.series.take() {
            files.push(("series".into(), series.finish()?));
        }
        if !rows.faults.is_empty() {
            files.push(("faults".into(), self.faults(rows)?));
        }
        let (count, faults) = (rows.count as u64, rows.faults.len() as u64);
        let listed = Listed { first: rows.first, count, faults, files, asked: self.asked.clone() };
        for (dataset, _) in &listed.files {
            let path = self.study.join(chunk_path(dataset, listed.first, listed.count));
            let folder = self.study.join(dataset);
            let ending = if dataset == "faults" { "csv" } else { "parquet" };
            make_folder(&folder)?;
            fs::rename(self.aside(&format!("{dataset}.{ending}"))?, &path).map_err(|error| refusal("write", &path, &error))?;
            sync_folder(&folder);
        }
        seals::write(&self.study, &listed)?;
        sync_folder(&self.study.join(SEALS));
        sync_folder(&self.study);
        self.lines.add(&listed)?;
        Ok(listed)
    }

    /// By future, so that the order in which they were met does not show.
    fn faults(&self, rows: &Rows) -> Result<Seal, Refusal> {
        let mut lines: Vec<&(u64, String)> = rows.faults.iter().collect();
        lines.sort_by_key(|(future, _)| *future);
        let text = lines.into_iter().fold(FAULTS_HEAD.to_owned(), |text, (_, line)| text + line);
        let mut out = Out::create(&self.aside("faults.csv")?)?;
        out.write_all(text.as_bytes()).map_err(|error| refusal("write", out.path(), &error))?;
        out.sync()
    }
}

/// Removes what lies aside: it belongs to nobody who still lives.
pub fn clear_aside(study: &Path) {
    // What cannot be removed is overwritten, or met again as an error with its path.
    let _ = fs::remove_dir_all(study.join(ASIDE));
}
