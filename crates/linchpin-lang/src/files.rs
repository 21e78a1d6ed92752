//! Where the texts of a model come from.
//!
//! Comes in: a folder, or texts in memory (those embedded in a binary, those of a page). Goes out: relative paths and
//! texts. Refuses: what cannot be read, or is not UTF-8, with the path and what to do.

use std::fs;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

/// Texts by relative path, with forward slashes.
pub trait Files {
    /// Relative paths of all `.lin` texts, in order of path.
    fn list(&self) -> Result<Vec<String>, Refusal>;

    /// One text, by a path that `list` gave.
    fn read(&self, path: &str) -> Result<String, Refusal>;

    /// The path under which a text is shown to the reader.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// A model folder on disk. A folder below it that has a `model.lin` of its own is another model and left out, as are
/// folders whose name starts with a dot.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// The model in this folder; nothing is read yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Disk { folder: folder.into() }
    }

    fn collect(&self, below: &str, found: &mut Vec<String>) -> Result<(), Refusal> {
        let folder = self.folder.join(below);
        let cannot = |why: std::io::Error| {
            Refusal::new(
                format!("cannot read the folder {}: {}", folder.display(), plain(&why)),
                "name a folder that holds a `model.lin`",
            )
        };
        for entry in fs::read_dir(&folder).map_err(cannot)? {
            let entry = entry.map_err(cannot)?;
            let kind = entry.file_type().map_err(cannot)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            if kind.is_dir() {
                // Links to folders are not followed: they may lead in a circle.
                if !entry.path().join("model.lin").exists() {
                    self.collect(&path, found)?;
                }
            } else if Path::new(&name).extension().is_some_and(|extension| extension == "lin") {
                found.push(path);
            }
        }
        Ok(())
    }
}

impl Files for Disk {
    fn list(&self) -> Result<Vec<String>, Refusal> {
        let mut found = Vec::new();
        self.collect("", &mut found)?;
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str) -> Result<String, Refusal> {
        let bytes = fs::read(self.folder.join(path)).map_err(|why| {
            Refusal::new(
                format!("cannot read {}: {}", self.shown(path), plain(&why)),
                "see that the file is there and may be read",
            )
        })?;
        let text = String::from_utf8(bytes).map_err(|wrong| {
            let valid = String::from_utf8_lossy(&wrong.as_bytes()[..wrong.utf8_error().valid_up_to()]);
            Refusal::new(
                format!("{} is not UTF-8 text ({})", self.shown(path), place_after(&valid)),
                "save the file again with the encoding UTF-8",
            )
        })?;
        let lone = text.match_indices('\r').find(|(at, _)| !text[at + 1..].starts_with('\n'));
        match lone {
            None => Ok(text),
            Some((at, _)) => Err(Refusal::new(
                format!("{} has a line that ends with CR alone ({})", self.shown(path), place_after(&text[..at])),
                "save the file again with line ends of Unix (LF) or Windows (CR LF)",
            )),
        }
    }

    fn shown(&self, path: &str) -> String {
        self.folder.join(path).to_string_lossy().replace('\\', "/")
    }
}

/// Where a text breaks off, in words: `line 4, column 7, after \`caf\``.
fn place_after(text: &str) -> String {
    const MOST_SHOWN: usize = 30;
    let line = text.split('\n').next_back().unwrap_or_default();
    let column = line.chars().count() + 1;
    let shown: String = line.chars().skip(column.saturating_sub(MOST_SHOWN + 1)).collect();
    let after = if shown.trim().is_empty() { String::new() } else { format!(", after `{}`", shown.trim_start()) };
    format!("line {}, column {column}{after}", text.matches('\n').count() + 1)
}

/// Texts in memory, each with its path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Path and text.
    pub texts: Vec<(String, String)>,
}

impl Memory {
    /// A model of one text.
    pub fn one(text: impl Into<String>) -> Self {
        Memory { texts: vec![("model.lin".into(), text.into())] }
    }
}

impl Files for Memory {
    fn list(&self) -> Result<Vec<String>, Refusal> {
        let mut paths: Vec<String> =
            self.texts.iter().map(|(path, _)| path.clone()).filter(|path| path.ends_with(".lin")).collect();
        paths.sort();
        Ok(paths)
    }

    fn read(&self, path: &str) -> Result<String, Refusal> {
        let found = self.texts.iter().find(|(known, _)| known == path);
        found
            .map(|(_, text)| text.clone())
            .ok_or_else(|| Refusal::new(format!("there is no text `{path}`"), "name one of the model's texts"))
    }
}

/// What went wrong with a file, without the number that the system adds.
fn plain(why: &std::io::Error) -> String {
    use std::io::ErrorKind::*;
    match why.kind() {
        NotFound => "there is no such file or folder".into(),
        PermissionDenied => "reading it is not permitted".into(),
        NotADirectory => "it is not a folder".into(),
        _ => why.to_string(),
    }
}
