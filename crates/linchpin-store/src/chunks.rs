//! `chunks.csv`: which chunks of a study are whole, with the seals of their files.
//!
//! Comes in: chunks in the order in which they were finished. Goes out: one line a chunk, appended and synced after its
//! files are in place; the list read back. A line that a power cut tore is no line. Refuses: lines that are damaged.
//!
//! Every line says which question its chunk answers (the seal of what `study.toml` asks) and ends with a check of itself. A
//! later line takes the place of earlier ones whose futures it covers.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use sha2::{Digest, Sha256};

use crate::asked::Asked;
use crate::out::{Seal, hex};
use crate::trouble::refusal;

/// Name of the list within a study.
pub const LIST: &str = "chunks.csv";
const HEAD: &str = "first,futures,faults,files,asked,check\n";

/// A chunk that is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its first future.
    pub first: u64,
    /// Its futures.
    pub count: u64,
    /// Runs that faulted.
    pub faults: u64,
    /// Its files: dataset and seal.
    pub files: Vec<(String, Seal)>,
    /// Seal of the question that it answers.
    pub asked: String,
}

impl Listed {
    /// The future after its last.
    pub fn end(&self) -> u64 {
        self.first + self.count
    }

    /// Where its file of a dataset is, relative to the study; `None` where it has none.
    pub fn file(&self, dataset: &str) -> Option<PathBuf> {
        let known = self.files.iter().any(|(name, _)| name == dataset);
        known.then(|| chunk_path(dataset, self.first, self.count))
    }

    /// What is said of a chunk that answers another question.
    pub fn stranger(&self) -> String {
        let last = self.end().saturating_sub(1);
        format!("it does not ask what futures {} to {last} were run for: it was changed, or is another study's", self.first)
    }

    /// Its line in the list.
    pub fn line(&self) -> String {
        let files: Vec<String> = self.files.iter().map(|(name, seal)| format!("{name}:{}:{}", seal.bytes, seal.sha256)).collect();
        let start = format!("{},{},{},{},{}", self.first, self.count, self.faults, files.join(";"), self.asked);
        format!("{start},{}\n", check(&start))
    }

    /// The chunk of a line; `None` where the line is damaged.
    pub fn parse(line: &str) -> Option<Listed> {
        let (start, found) = line.rsplit_once(',')?;
        if found != check(start) {
            return None;
        }
        let mut fields = start.split(',');
        let mut count = || fields.next()?.parse::<u64>().ok();
        let (first, futures, faults) = (count()?, count()?, count()?);
        let files = fields.next()?.split(';').filter(|file| !file.is_empty()).map(|file| {
            let mut parts = file.split(':');
            let (name, bytes, sha256) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
            Some((name.to_owned(), Seal { bytes, sha256: sha256.to_owned() }))
        });
        let files = files.collect::<Option<Vec<_>>>()?;
        Some(Listed { first, count: futures, faults, files, asked: fields.next()?.to_owned() })
    }
}

/// Where a chunk's file of a dataset stands: its first and last future in the name.
pub fn chunk_path(dataset: &str, first: u64, count: u64) -> PathBuf {
    let ending = if dataset == "faults" { "csv" } else { "parquet" };
    Path::new(dataset).join(format!("{}.{ending}", chunk_name(first, count)))
}

/// Names of a chunk's files begin so: its first and last future.
pub fn chunk_name(first: u64, count: u64) -> String {
    format!("{first:012}-{:012}", (first + count).saturating_sub(1))
}

fn check(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..4])
}

/// A list as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Whole chunks in order of futures.
    pub chunks: Vec<Listed>,
    /// Bytes up to the end of the last whole line.
    pub whole: u64,
    /// Lines that are damaged, counted from 1; a torn last line is none of them.
    pub damaged: Vec<usize>,
}

impl List {
    /// Reads the list of a study.
    pub fn read(study: &Path) -> Result<List, Refusal> {
        let path = study.join(LIST);
        let bytes = fs::read(&path).map_err(|error| refusal("read", &path, &error))?;
        let mut list = List { whole: bytes.iter().rposition(|&b| b == b'\n').map_or(0, |at| at as u64 + 1), ..List::default() };
        let text = String::from_utf8_lossy(&bytes[..list.whole as usize]);
        for (at, line) in text.lines().enumerate() {
            match (at, Listed::parse(line)) {
                (0, _) if line == HEAD.trim_end() => {}
                (_, Some(chunk)) => {
                    list.chunks.retain(|known| known.end() <= chunk.first || known.first >= chunk.end());
                    list.chunks.push(chunk);
                }
                (_, None) => list.damaged.push(at + 1),
            }
        }
        list.chunks.sort_by_key(|chunk| chunk.first);
        Ok(list)
    }

    /// The same, where no line may be damaged.
    pub fn sound(study: &Path) -> Result<List, Refusal> {
        let list = List::read(study)?;
        match list.damaged.first() {
            None => Ok(list),
            Some(line) => Err(Refusal::new(
                format!("line {line} of {} is damaged", study.join(LIST).display()),
                format!("`linchpin study repair {}` takes out what is damaged; the rest is kept", study.display()),
            )),
        }
    }

    /// Refuses chunks that answer another question than `study.toml` asks now.
    pub fn answers(&self, asked: &Asked, study: &Path) -> Result<(), Refusal> {
        let seal = asked.seal();
        match self.chunks.iter().find(|chunk| chunk.asked != seal) {
            None => Ok(()),
            Some(chunk) => Err(Refusal::new(
                format!("{}: {}", study.join("study.toml").display(), chunk.stranger()),
                "put study.toml back as it was written, or run the study again with another --out",
            )),
        }
    }

    /// Adds chunks that it lacks.
    pub fn add(&mut self, chunks: Vec<Listed>) {
        self.chunks.extend(chunks);
        self.chunks.sort_by_key(|chunk| chunk.first);
    }

    /// All of it as text.
    pub fn text(&self) -> String {
        self.chunks.iter().fold(HEAD.to_owned(), |text, chunk| text + &chunk.line())
    }
}

/// The list of a study that is being written.
pub struct Lines {
    path: PathBuf,
    file: File,
}

impl Lines {
    /// Opens the list at its end; a torn last line is cut off.
    pub fn open(study: &Path, whole: u64) -> Result<Lines, Refusal> {
        let path = study.join(LIST);
        let open = || -> std::io::Result<File> {
            let file = OpenOptions::new().append(true).open(&path)?;
            file.set_len(whole)?;
            Ok(file)
        };
        let file = open().map_err(|error| refusal("write", &path, &error))?;
        Ok(Lines { path, file })
    }

    /// Lists a chunk; when this returns, the disk knows it.
    pub fn add(&mut self, chunk: &Listed) -> Result<(), Refusal> {
        let mut write = || -> std::io::Result<()> {
            let before = self.file.metadata()?.len();
            let end = self.file.write_all(chunk.line().as_bytes()).and_then(|()| self.file.sync_data());
            if end.is_err() {
                // Half a line would be taken for damage once another follows it.
                let _ = self.file.set_len(before);
            }
            end
        };
        write().map_err(|error| refusal("write", &self.path, &error))
    }
}
