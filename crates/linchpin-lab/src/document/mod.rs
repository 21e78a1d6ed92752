//! A report on an explored study: what was asked, what was found, what is undecided, what it stands on.
//!
//! Comes in: a study with its model and its findings, a language. Goes out: one HTML file that needs nothing else, and a
//! Word file. Refuses: a study in which nothing was explored. Sentences are those of the findings, word for word.

mod caveats;
mod checklist;
mod ground;
mod html;
mod korean;
mod parts;
#[cfg(test)]
mod tests;
mod word;

pub use html::html;
pub use parts::assemble;
pub use word::word;

use std::path::PathBuf;

use crate::plot::Language;

/// One piece of a report, whatever file it ends in.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of a chapter (1) or a part of one (2, 3).
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that weakens what stands above it.
    Note(String),
    /// Points.
    List(Vec<String>),
    /// Rows under a head.
    Table {
        /// Over the columns.
        head: Vec<String>,
        /// Cells.
        rows: Vec<Vec<String>>,
    },
    /// A picture by its files without ending.
    Picture {
        /// Path without `.svg` or `.png`.
        file: PathBuf,
        /// What it shows.
        title: String,
    },
    /// Text to be typed as it is.
    Code(String),
}

/// A report before it is a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Title.
    pub title: String,
    /// Under the title.
    pub below: String,
    /// Its language.
    pub language: Language,
    /// Its pieces.
    pub blocks: Vec<Block>,
}
