//! Paragraphs of the documents at hand.
//!
//! Comes in: a folder and the name of a file. Goes out: the paragraph of a number, counted over non-empty lines. Refuses:
//! names that lead out of the folder, and files that cannot be read; a file that is not there is no fault.

use std::path::{Component, Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

/// A folder with copies of sources, or none.
pub(super) struct Documents {
    folder: Option<PathBuf>,
}

impl Documents {
    pub(super) fn new(folder: Option<&Path>) -> Documents {
        Documents { folder: folder.map(Path::to_path_buf) }
    }

    /// The paragraph of this number; `None` without a folder, file or paragraph.
    pub(super) fn paragraph(&self, file: &str, number: u32) -> Result<Option<String>, Refusal> {
        let Some(folder) = &self.folder else { return Ok(None) };
        if !folder.is_dir() {
            return Err(Refusal::new(format!("{} is no folder", folder.display()), "name the folder that holds the documents"));
        }
        let inside = Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
        let path = folder.join(file);
        if !inside || !path.is_file() {
            return Ok(None);
        }
        let bytes = std::fs::read(&path)
            .map_err(|why| Refusal::new(format!("{} cannot be read: {why}", path.display()), "check who may read it"))?;
        let text = String::from_utf8_lossy(&bytes);
        let place = (number as usize).saturating_sub(1);
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).nth(place).map(str::to_owned))
    }
}

/// True when the words stand in the text, however they are cased and whatever their quotes and spaces.
pub(super) fn holds(text: &str, words: &str) -> bool {
    plain(text).contains(&plain(words))
}

fn plain(text: &str) -> String {
    let alike = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        other => other,
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(alike).flat_map(char::to_lowercase).collect()
}
