//! A study being written.
//!
//! Comes in: a place, what was asked, the model's texts, chunks in order of futures. Goes out: the study's folder, all
//! at once. Refuses: a place that is taken, and what the disk refuses; then nothing is left behind.

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Chunk;

use crate::asked::Asked;
use crate::blocks::{Rows, SeriesRows};
use crate::dataset::{Dataset, Head, Holds};
use crate::layout::{Layout, Measured, fault_word};
use crate::out::{Out, sync_folder, write_synced};
use crate::room::{bytes_needed, require_room};
use crate::trouble::refusal;

/// A study on its way to its place. Dropped before [`Writer::finish`], it leaves nothing.
pub struct Writer {
    place: PathBuf,
    aside: Aside,
    force: bool,
    asked: Asked,
    layout: Layout,
    rows: Rows,
    series_rows: SeriesRows,
    tables: Tables,
    next: u64,
}

/// A study in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its folder.
    pub path: PathBuf,
    /// Futures in its tables.
    pub futures: u64,
    /// Bytes it takes.
    pub bytes: u64,
}

impl Writer {
    /// Starts a study at `place`. With `force` a study that is there is replaced once the new one is whole; anything
    /// else that is there is never touched. `texts` are the model's, by path relative to its folder. `first` is the
    /// first future to come.
    pub fn create(
        place: &Path,
        force: bool,
        asked: Asked,
        layout: Layout,
        texts: &[(String, String)],
        first: u64,
    ) -> Result<Writer, Refusal> {
        require_free(place, force)?;
        require_room(place, bytes_needed(&layout, asked.futures, asked.series_futures))?;
        let aside = Aside::create(place)?;
        let tables = Tables::start(&aside.path, &layout, texts, asked.series_futures > 0)
            .map_err(|trouble| aside.shown(trouble, place))?;
        Ok(Writer {
            place: place.to_owned(),
            aside,
            force,
            asked: Asked { done: 0, faults: 0, ..asked },
            rows: Rows::new(&layout, first),
            series_rows: SeriesRows::new(&layout, first),
            layout,
            tables,
            next: first,
        })
    }

    /// Takes the next futures. Series may be missing from a chunk once `series_futures` are kept.
    pub fn take(&mut self, chunk: &Chunk) -> Result<(), Refusal> {
        if chunk.first != self.next {
            return Err(Refusal::new(
                format!("the study expects future {} next and got {}", self.next, chunk.first),
                "send chunks in order",
            ));
        }
        self.try_take(chunk).map_err(|trouble| self.aside.shown(trouble, &self.place))?;
        self.next += chunk.count as u64;
        self.asked.done += chunk.count as u64;
        self.asked.faults += chunk.faults.len() as u64;
        Ok(())
    }

    fn try_take(&mut self, chunk: &Chunk) -> Result<(), Refusal> {
        let tables = &mut self.tables;
        self.rows.take(chunk, &self.layout, &mut tables.experiments, &mut tables.outcomes)?;
        if let Some(series) = &mut tables.series {
            let left = self.asked.series_futures.saturating_sub(self.asked.done);
            let futures = if chunk.series.is_empty() { 0 } else { chunk.count.min(usize::try_from(left).unwrap_or(usize::MAX)) };
            self.series_rows.take(chunk, futures, &self.layout, series)?;
        }
        let mut lines = String::new();
        for fault in &chunk.faults {
            let (name, unit, scale) =
                self.layout.variables.get(fault.variable.idx()).map_or(("?", "", 1.0), |v| (v.0.as_str(), v.1.as_str(), v.2));
            let arm = self.layout.arms.get(fault.arm as usize).map_or("?", |arm| arm.name.as_str());
            let (time, value) = (fault.time / self.layout.time_scale, fault.value / scale);
            lines += &format!(
                "{},{},{time},{},{value},{},{}\n",
                fault.future,
                quoted(arm),
                quoted(name),
                quoted(unit),
                fault_word(fault.kind)
            );
        }
        tables.faults.write_all(lines.as_bytes()).map_err(|error| refusal("write", tables.faults.path(), &error))
    }

    /// Completes the tables with the futures taken so far and moves the study to its place.
    pub fn finish(self) -> Result<Written, Refusal> {
        let Writer { place, mut aside, force, mut asked, layout, mut rows, mut series_rows, mut tables, .. } = self;
        asked.series_futures = if tables.series.is_some() { asked.series_futures.min(asked.done) } else { 0 };
        let close = || -> Result<u64, Refusal> {
            rows.flush(&layout, &mut tables.experiments, &mut tables.outcomes)?;
            if let Some(series) = &mut tables.series {
                series_rows.flush(&layout, series)?;
            }
            tables.experiments.finish()?;
            tables.outcomes.finish()?;
            tables.series.map_or(Ok(()), Dataset::finish)?;
            tables.faults.sync()?;
            write_synced(&aside.path.join("study.toml"), asked.to_toml().as_bytes())?;
            sync_folder(&aside.path);
            Ok(bytes_in(&aside.path))
        };
        let bytes = close().map_err(|trouble| aside.shown(trouble, &place))?;
        aside.move_to(&place, force)?;
        Ok(Written { path: place, futures: asked.done, bytes })
    }
}

/// The files of a study while they are open.
struct Tables {
    experiments: Dataset,
    outcomes: Dataset,
    series: Option<Dataset>,
    faults: Out,
}

impl Tables {
    fn start(folder: &Path, layout: &Layout, texts: &[(String, String)], with_series: bool) -> Result<Tables, Refusal> {
        for (path, text) in texts {
            let path = folder.join("model").join(plain_path(path)?);
            let parent = path.parent().expect("the path was joined to a folder");
            fs::create_dir_all(parent).map_err(|error| refusal("create", parent, &error))?;
            write_synced(&path, text.as_bytes())?;
        }
        let facts = [("model", layout.title.0.clone()), ("model.title", layout.title.1.clone())];
        let table = |name: &str, first: Vec<Head>, columns: &[Measured]| {
            let heads: Vec<Head> = first.into_iter().chain(columns.iter().map(|column| column.head.clone())).collect();
            Dataset::create(&folder.join(name), &heads, &facts)
        };
        let future = || Head::plain("future", Holds::Whole);
        let word = |name: &str| Head::plain(name, Holds::Text);
        let time = Head { facts: vec![("unit", layout.time_unit.clone())], ..Head::plain("time", Holds::Number) };
        let experiments = table("experiments.parquet", vec![future()], &layout.draws)?;
        let outcomes = table("outcomes.parquet", vec![future(), word("arm"), word("policy"), word("world")], &layout.outcomes)?;
        let series = match with_series && !layout.series.is_empty() {
            true => Some(table("series.parquet", vec![future(), word("arm"), time], &layout.series)?),
            false => None,
        };
        let mut faults = Out::create(&folder.join("faults.csv"))?;
        faults
            .write_all(b"future,arm,time,variable,value,unit,kind\n")
            .map_err(|error| refusal("write", faults.path(), &error))?;
        Ok(Tables { experiments, outcomes, series, faults })
    }
}

/// A folder beside a study's place in which it is built. Dropped before it has moved, it is removed.
struct Aside {
    path: PathBuf,
    moved: bool,
}

impl Aside {
    fn create(place: &Path) -> Result<Aside, Refusal> {
        let parent = parent(place);
        fs::create_dir_all(parent).map_err(|error| refusal("create", parent, &error))?;
        let path = beside(place, "partial")?;
        if path.exists() {
            // Left by a killed process that had our number; nobody else can be writing it.
            fs::remove_dir_all(&path).map_err(|error| refusal("replace", &path, &error))?;
        }
        fs::create_dir(&path).map_err(|error| refusal("create", place, &error))?;
        Ok(Aside { path, moved: false })
    }

    /// A refusal about a file in here, as one about the file in its place.
    fn shown(&self, trouble: Refusal, place: &Path) -> Refusal {
        Refusal { why: trouble.why.replace(&self.path.display().to_string(), &place.display().to_string()), ..trouble }
    }

    fn move_to(&mut self, place: &Path, force: bool) -> Result<(), Refusal> {
        // Asked again: the run may have taken hours, and somebody may have come first.
        require_free(place, force)?;
        let old = beside(place, "replaced")?;
        let replaces = place.exists();
        if replaces {
            fs::rename(place, &old).map_err(|error| refusal("replace", place, &error))?;
        }
        if let Err(error) = fs::rename(&self.path, place) {
            if replaces {
                // Puts the old one back; if that fails too, it still stands under its other name.
                let _ = fs::rename(&old, place);
            }
            return Err(refusal("create", place, &error));
        }
        self.moved = true;
        sync_folder(parent(place));
        match replaces {
            true => fs::remove_dir_all(&old).map_err(|error| refusal("remove the replaced study", &old, &error)),
            false => Ok(()),
        }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.moved {
            // Nobody is left to tell; the name says that it is partial.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Refuses a place that is taken: always by what is no study, by a study unless it is to be replaced.
fn require_free(place: &Path, force: bool) -> Result<(), Refusal> {
    if fs::symlink_metadata(place).is_err() {
        return Ok(());
    }
    let shown = place.display();
    let is_study = place.join("study.toml").is_file();
    let is_empty = fs::read_dir(place).is_ok_and(|mut entries| entries.next().is_none());
    match (force, is_study || is_empty) {
        (true, true) => Ok(()),
        (true, false) => Err(Refusal::new(
            format!("{shown} is there and is not a study, so --force does not replace it"),
            "name another folder with --out",
        )),
        (false, true) => {
            Err(Refusal::new(format!("{shown} is there already"), "name another folder with --out, or replace it with --force"))
        }
        (false, false) => {
            Err(Refusal::new(format!("{shown} is there already, and is not a study"), "name another folder with --out"))
        }
    }
}

fn parent(place: &Path) -> &Path {
    place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(place: &Path, word: &str) -> Result<PathBuf, Refusal> {
    let name = place
        .file_name()
        .ok_or_else(|| Refusal::new(format!("`{}` is not the name of a folder", place.display()), "name a folder to be made"))?;
    Ok(parent(place).join(format!(".{}.{word}-{}", name.to_string_lossy(), std::process::id())))
}

/// A path that stays below the folder it is joined to.
fn plain_path(path: &str) -> Result<&Path, Refusal> {
    let path = Path::new(path);
    match path.components().all(|part| matches!(part, Component::Normal(_))) && path.components().next().is_some() {
        true => Ok(path),
        false => {
            Err(Refusal::new(format!("the text `{}` lies outside its model's folder", path.display()), "move it into the folder"))
        }
    }
}

fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.metadata().ok().map(|facts| if facts.is_dir() { bytes_in(&entry.path()) } else { facts.len() }))
        .sum()
}

/// A field of a CSV line.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}
