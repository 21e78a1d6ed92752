//! Articles from files.
//!
//! Comes in: a path or an open input. Goes out: the article with the name it is shown under. Refuses: what cannot be read, and
//! anything above the limit before it is held in memory.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use linchpin_read::document::{self, Document, MOST_BYTES};

/// An article with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// As the reader named it.
    pub name: String,
    /// What it says.
    pub document: Document,
}

/// Opens a file.
pub fn open(path: &Path) -> Result<Article, Refusal> {
    let name = path.display().to_string();
    let cannot = |error: std::io::Error| {
        Refusal::new(format!("{name} cannot be read: {error}"), "name a file with an article: text, Markdown, HTML or PDF")
    };
    if path.is_dir() {
        return Err(Refusal::new(format!("{name} is a folder"), "name the articles in it"));
    }
    let file = File::open(path).map_err(cannot)?;
    read(&name, file)
}

/// Reads what is piped in.
pub fn from_input(input: impl Read) -> Result<Article, Refusal> {
    read("standard input", input)
}

/// Reads what is at hand already.
pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Article, Refusal> {
    Ok(Article { name: name.to_string(), document: document::read(name, bytes)? })
}

fn read(name: &str, input: impl Read) -> Result<Article, Refusal> {
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there is more.
    let taken = input.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes);
    taken.map_err(|error| Refusal::new(format!("{name} cannot be read: {error}"), "is it a file?"))?;
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::new(
            format!("{name} has more than {} MB; no article has", MOST_BYTES >> 20),
            "cut out the part that matters",
        ));
    }
    Ok(Article { name: name.to_string(), document: document::read(name, &bytes)? })
}
