//! A study being written.
//!
//! Comes in: a place, what was asked, the model's texts, chunks in order of futures. Goes out: the study's folder, which
//! grows chunk by chunk: what is listed stays, whatever happens next. Refuses: a place that is taken, a study of another
//! question, a second writer, and what the disk refuses.
//!
//! One thread encodes and writes while the next chunk is computed; the order of what it writes is the order of the futures.

use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Chunk;

use crate::asked::Asked;
use crate::blocks::{Rows, SeriesRows};
use crate::chunks::{LIST, List, Listed, chunk_path};
use crate::files::Files;
use crate::layout::Layout;
use crate::lock::Lock;
use crate::out::{seal_of, sync_folder, write_synced, write_whole};
use crate::place::{Aside, Replaced, require_free};
use crate::reader::{Series, Study};
use crate::room::{bytes_needed, require_room};
use crate::seals;
use crate::trouble::refusal;
use crate::verify::{clear_unlisted, complete_seals};

/// Futures that are taken over from another study at a time.
const PIECE: usize = 1024;

/// A study on its way. Dropped before [`Writer::finish`], it leaves the chunks that are listed, and nothing where none is.
pub struct Writer {
    place: PathBuf,
    asked: Asked,
    layout: Layout,
    /// Futures still to come, in order.
    missing: Vec<Range<u64>>,
    /// Chunks that are there and end too early; each goes when a longer one takes its place.
    short: Vec<Listed>,
    rows: Rows,
    series: SeriesRows,
    /// Lines of faults that were read elsewhere, of futures to come.
    carried: Vec<(u64, String)>,
    worker: Option<Worker>,
    /// What the folder held at the start.
    kept: u64,
    /// Made by this writer, so that it may be removed.
    made: bool,
    replaced: Option<Replaced>,
    _lock: Lock,
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
    /// Starts a study at `place`. With `force` a study that is there is replaced, and comes back where the new one fails;
    /// anything else that is there is never touched. `texts` are files of the study by relative path: the model's below
    /// `model/`.
    pub fn create(
        place: &Path,
        force: bool,
        asked: Asked,
        layout: Layout,
        texts: &[(String, Vec<u8>)],
    ) -> Result<Writer, Refusal> {
        require_free(place, force)?;
        let range = asked.range();
        let series = asked.series_futures.clamp(range.start, range.end) - range.start;
        let needed = bytes_needed(&layout, range.end - range.start, series, asked.experiments);
        require_room(place, needed)?;
        let asked = Asked { chunk: layout.chunk_futures(), ..asked.question() };
        let mut aside = Aside::create(place)?;
        let start = || -> Result<Lock, Refusal> {
            for (path, text) in texts {
                let path = aside.path.join(plain_path(path)?);
                let parent = path.parent().expect("the path was joined to a folder");
                fs::create_dir_all(parent).map_err(|error| refusal("create", parent, &error))?;
                write_synced(&path, text)?;
            }
            write_synced(&aside.path.join(LIST), List::default().text().as_bytes())?;
            write_synced(&aside.path.join("study.toml"), asked.to_toml().as_bytes())?;
            sync_folder(&aside.path);
            Lock::take(&aside.path)
        };
        let lock = start().map_err(|trouble| aside.shown(trouble, place))?;
        let replaced = aside.move_to(place, force)?;
        let list = List::read(place)?;
        Writer::begin(place, asked, layout, &list, lock, true, replaced)
    }

    /// Goes on with the study at `place`, which must have asked the very same. Refuses another question, and chunks that
    /// are damaged.
    pub fn resume(place: &Path, asked: Asked, layout: Layout) -> Result<Writer, Refusal> {
        let study = Study::open(place)?;
        let asked = Asked { chunk: layout.chunk_futures(), ..asked }.question();
        if let Some(unlike) = asked.unlike(&study.asked).first() {
            return Err(Refusal::new(
                format!("{} was asked something else: {unlike}", place.display()),
                "leave the options out, which takes them from the study, or name another folder with --out",
            ));
        }
        let lock = Lock::take(place)?;
        // They are of all futures asked for, so they hold whatever is still to come.
        let asked = Asked { bands: study.asked.bands, ..asked };
        let mut list = List::sound(place)?;
        list.answers(&asked, place)?;
        let lost = seals::unlisted(place, &list, &asked.seal());
        if !lost.is_empty() {
            list.add(lost);
            write_whole(&place.join(LIST), list.text().as_bytes())?;
            list = List::sound(place)?;
        }
        let damaged = |path: &Path| {
            Refusal::new(
                format!("{} is damaged: it is not what was written", path.display()),
                format!("`linchpin study repair {}` sets it aside; then go on", place.display()),
            )
        };
        for chunk in &list.chunks {
            for (dataset, seal) in &chunk.files {
                let path = place.join(chunk_path(dataset, chunk.first, chunk.count));
                if seal_of(&path)? != *seal {
                    return Err(damaged(&path));
                }
            }
        }
        if let Some(path) = seals::damaged(place, &list, &asked.seal()) {
            return Err(damaged(&path));
        }
        complete_seals(place, &list)?;
        clear_unlisted(place, &list);
        let writer = Writer::begin(place, asked, layout, &list, lock, false, None)?;
        let left: u64 = writer.missing.iter().map(|range| range.end - range.start).sum();
        require_room(place, bytes_needed(&writer.layout, left, 0, writer.asked.experiments))?;
        Ok(writer)
    }

    fn begin(
        place: &Path,
        asked: Asked,
        layout: Layout,
        list: &List,
        lock: Lock,
        made: bool,
        replaced: Option<Replaced>,
    ) -> Result<Writer, Refusal> {
        let (missing, short) = missing(&asked, &list.chunks);
        let first = missing.first().map_or(0, |range| range.start);
        let files = Files::open(place, layout.clone(), &asked, list.whole)?;
        Ok(Writer {
            place: place.to_owned(),
            rows: Rows::new(&layout, first, 0),
            series: SeriesRows::new(&layout, first),
            carried: Vec::new(),
            worker: Some(Worker::start(files)),
            kept: list.chunks.iter().map(|chunk| chunk.count).sum(),
            asked,
            layout,
            missing,
            short,
            made,
            replaced,
            _lock: lock,
        })
    }

    /// Ranges of futures that are still to come; chunks must come in this order.
    pub fn missing(&self) -> &[Range<u64>] {
        &self.missing
    }

    /// Futures that the study held when this writer began, those of chunks that ended too early among them.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    /// What is asked.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// Takes the next futures. Series may be missing from a chunk once `series_futures` are kept.
    pub fn take(&mut self, chunk: &Chunk) -> Result<(), Refusal> {
        let next = self.missing.first().map(|range| range.start);
        if next != Some(chunk.first) {
            let next = next.map_or_else(|| "none".to_owned(), |next| next.to_string());
            return Err(Refusal::new(
                format!("the study expects future {next} next and got {}", chunk.first),
                "send chunks in order",
            ));
        }
        let mut from = 0;
        while from < chunk.count {
            let Some(range) = self.missing.first().cloned() else {
                return Err(Refusal::new("more futures than the study asked for", "send those that are missing"));
            };
            // Up to the end of the chunk of the study, or of the range that is missing.
            let end = range.end.min((range.start / self.asked.chunk + 1) * self.asked.chunk);
            let to = chunk.count.min(from + usize::try_from(end - range.start).unwrap_or(usize::MAX));
            self.put(chunk, from..to)?;
            let at = range.start + (to - from) as u64;
            from = to;
            match at == range.end {
                true => drop(self.missing.remove(0)),
                false => self.missing[0].start = at,
            }
            if at == end {
                self.hand_over()?;
            }
        }
        Ok(())
    }

    /// Takes what was read from another study, where values are in the units shown: `series` is `[variable][arm]`.
    pub(crate) fn take_read(&mut self, chunk: Chunk, faults: Vec<(u64, String)>, series: &[Vec<Series>]) -> Result<(), Refusal> {
        let kept = series.first().and_then(|arms| arms.first()).map_or(0, |arm| arm.values.len());
        let (mut from, mut faults) = (0, faults.into_iter().peekable());
        // In pieces: turned into `[point][future]` and back, series must not fill the memory.
        while from < chunk.count {
            let to = chunk.count.min(from + PIECE);
            let (first, end) = (chunk.first + from as u64, chunk.first + to as u64);
            let part = |columns: &[Vec<f64>]| columns.iter().map(|c| c[from..to].to_vec()).collect::<Vec<_>>();
            let points = |of: &Series| -> Vec<Vec<f64>> {
                let turned =
                    |point: usize| (from..to).map(|f| of.values.get(f).map_or(f64::NAN, |values| values[point])).collect();
                (0..of.times.len()).map(turned).collect()
            };
            let arms = if from < kept { self.layout.arms.len() } else { 0 };
            let piece = Chunk {
                first,
                count: to - from,
                draws: part(&chunk.draws),
                outcomes: chunk.outcomes.iter().map(|arm| part(arm)).collect(),
                series: (0..arms).map(|arm| series.iter().map(|variable| points(&variable[arm])).collect()).collect(),
                faults: Vec::new(),
            };
            while let Some(line) = faults.next_if(|(future, _)| *future < end) {
                self.carried.push(line);
            }
            self.take(&piece)?;
            from = to;
        }
        Ok(())
    }

    fn put(&mut self, chunk: &Chunk, part: Range<usize>) -> Result<(), Refusal> {
        if self.rows.count == 0 {
            self.rows = Rows::new(&self.layout, chunk.first + part.start as u64, self.asked.chunk as usize);
            self.series = SeriesRows::new(&self.layout, self.rows.first);
        }
        self.rows.take(chunk, part.clone(), &self.layout);
        let end = chunk.first + part.end as u64;
        self.rows.faults.extend(self.carried.extract_if(.., |(future, _)| *future < end));
        if chunk.series.is_empty() || self.layout.series.is_empty() {
            return Ok(());
        }
        let left = self.asked.series_futures.saturating_sub(chunk.first);
        let mut part = part.start..part.end.min(usize::try_from(left).unwrap_or(usize::MAX));
        while !part.is_empty() {
            let fitting = SeriesRows::block(&self.layout) - self.series.count;
            let some = part.start..part.end.min(part.start + fitting);
            self.series.take(chunk, some.clone(), &self.layout);
            part.start = some.end;
            if self.series.count == SeriesRows::block(&self.layout) {
                self.hand_over_series()?;
            }
        }
        Ok(())
    }

    fn hand_over_series(&mut self) -> Result<(), Refusal> {
        let next = self.series.first + self.series.count as u64;
        let block = std::mem::replace(&mut self.series, SeriesRows::new(&self.layout, next));
        if block.count > 0 { self.send(Work::Series(block)) } else { Ok(()) }
    }

    fn hand_over(&mut self) -> Result<(), Refusal> {
        self.hand_over_series()?;
        let rows = std::mem::take(&mut self.rows);
        let covered = |short: &Listed| short.first >= rows.first && short.end() <= rows.first + rows.count as u64;
        let covered: Vec<Listed> = self.short.extract_if(.., |short| covered(short)).collect();
        self.send(Work::Chunk(rows, covered))
    }

    fn send(&mut self, work: Work) -> Result<(), Refusal> {
        let sent = self.worker.as_ref().is_some_and(|worker| worker.inbox.send(work).is_ok());
        if sent { Ok(()) } else { self.join().and_then(|_| Err(gone())) }
    }

    /// Waits for the disk; what went wrong there comes out here.
    fn join(&mut self) -> Result<(), Refusal> {
        let Some(Worker { inbox, thread }) = self.worker.take() else { return Err(gone()) };
        drop(inbox);
        let end = thread.join().unwrap_or_else(|_| Err(gone()));
        end.map_err(|trouble| {
            let list = List::read(&self.place).unwrap_or_default();
            match list.chunks.is_empty() || self.replaced.is_some() {
                true => trouble,
                false => Refusal {
                    help: format!(
                        "{}; what is whole is kept: `linchpin run --resume --out {}` goes on",
                        trouble.help,
                        self.place.display()
                    ),
                    ..trouble
                },
            }
        })
    }

    /// Completes the tables with the futures taken so far. A chunk that ends too early is kept until a longer one comes.
    pub fn finish(mut self) -> Result<Written, Refusal> {
        let (first, end) = (self.rows.first, self.rows.first + self.rows.count as u64);
        // What is there already and longer stays.
        let longer = self.short.iter().any(|short| short.first == first && short.end() >= end);
        if self.rows.count > 0 && !longer {
            self.hand_over()?;
        }
        self.join()?;
        let list = List::sound(&self.place)?;
        let (done, faults) = list.chunks.iter().fold((0, 0), |(done, faults), c| (done + c.count, faults + c.faults));
        let asked = Asked { done, faults, ..self.asked.clone() };
        write_whole(&self.place.join("study.toml"), asked.to_toml().as_bytes())?;
        self.made = false;
        if let Some(replaced) = self.replaced.take() {
            replaced.remove()?;
        }
        Ok(Written { path: self.place.clone(), futures: done, bytes: bytes_in(&self.place) })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Trouble has been told, or the writer was given up; either way nobody is left to tell.
        let _ = self.join();
        let empty = List::read(&self.place).is_ok_and(|list| list.chunks.is_empty());
        if self.made && (empty || self.replaced.is_some()) {
            let _ = fs::remove_dir_all(&self.place);
        }
        if let Some(replaced) = self.replaced.take() {
            replaced.put_back(&self.place);
        }
    }
}

fn gone() -> Refusal {
    Refusal::new("the study cannot be written any more", "see the first error")
}

enum Work {
    Series(SeriesRows),
    /// A chunk, and the shorter ones whose place it takes.
    Chunk(Rows, Vec<Listed>),
}

struct Worker {
    inbox: SyncSender<Work>,
    thread: JoinHandle<Result<(), Refusal>>,
}

impl Worker {
    fn start(mut files: Files) -> Worker {
        // One piece waits while one is written: memory stays bounded.
        let (inbox, work) = sync_channel(1);
        let thread = std::thread::spawn(move || {
            for work in work {
                match work {
                    Work::Series(block) => files.series(&block)?,
                    Work::Chunk(rows, covered) => files.replace(&rows, &covered)?,
                }
            }
            files.give_up();
            Ok(())
        });
        Worker { inbox, thread }
    }
}

/// Which futures are not in whole chunks, and the chunks that end too early.
fn missing(asked: &Asked, chunks: &[Listed]) -> (Vec<Range<u64>>, Vec<Listed>) {
    let range = asked.range();
    let (mut ranges, mut short): (Vec<Range<u64>>, Vec<Listed>) = (Vec::new(), Vec::new());
    let mut first = range.start;
    while first < range.end {
        let end = range.end.min((first / asked.chunk + 1) * asked.chunk);
        // Chunks are sorted: a study of 10^9 futures is walked once.
        let known = chunks.partition_point(|chunk| chunk.first < first);
        let inside = chunks[known..].iter().take_while(|chunk| chunk.first < end);
        match inside.clone().next() {
            Some(chunk) if chunk.first == first && chunk.end() == end => {}
            _ => {
                short.extend(inside.cloned());
                match ranges.last_mut() {
                    Some(last) if last.end == first => last.end = end,
                    _ => ranges.push(first..end),
                }
            }
        }
        first = end;
    }
    (ranges, short)
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

/// Bytes of all files below a folder.
pub fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.metadata().ok().map(|facts| if facts.is_dir() { bytes_in(&entry.path()) } else { facts.len() }))
        .sum()
}
