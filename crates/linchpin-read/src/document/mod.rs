//! The bytes of an article as numbered paragraphs of clean text.
//!
//! Comes in: the bytes of a file and its name. Goes out: paragraphs in reading order, each with its language; the title and day of
//! the article where it tells them; notes on what had to be mended. Refuses: files above [`MOST_BYTES`], what is no text, formats
//! that are packed (Word, images), documents that define their own entities, and broken or encrypted PDF.
//!
//! Plain text is numbered over its non-empty lines from 1, so that a locator of the ledger finds its place. Other formats are
//! numbered over the blocks that remain once navigation, advertisement and the like are gone.

mod clean;
pub mod dateline;
mod decode;
mod html;
mod language;
mod markdown;
mod pdf;

use linchpin_core::diagnostic::Refusal;

use crate::quantity::{self, Day, Unit, When};

pub use clean::clean;
pub use language::Language;

/// The largest file that is read, in bytes. An article is a few kilobytes.
pub const MOST_BYTES: usize = 32 << 20;

/// What a file was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of text.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// PDF.
    Pdf,
}

/// One paragraph, heading or table row.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its number, from 1.
    pub number: u32,
    /// Clean text without line breaks.
    pub text: String,
    /// The language that most of it is in.
    pub language: Language,
    /// A headline or section title.
    pub heading: bool,
}

/// An article as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What the file was taken for.
    pub format: Format,
    /// Its title, where it tells one.
    pub title: Option<String>,
    /// The day it bears, where it tells one.
    pub published: Option<Day>,
    /// Its paragraphs, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// What had to be mended or was left out, for the reader.
    pub notes: Vec<String>,
}

impl Document {
    /// The paragraph of this number.
    pub fn paragraph(&self, number: u32) -> Option<&Paragraph> {
        self.paragraphs.get(number.checked_sub(1)? as usize)
    }

    /// The language of most of its text.
    pub fn language(&self) -> Language {
        let of = |language| self.paragraphs.iter().filter(|p| p.language == language).map(|p| p.text.len()).sum::<usize>();
        [Language::English, Language::Korean]
            .into_iter()
            .max_by_key(|language| of(*language))
            .filter(|l| of(*l) > 0)
            .unwrap_or(Language::Other)
    }
}

/// A block of text before it is numbered.
struct Block {
    text: String,
    heading: bool,
}

/// What a format's reader makes of a text.
#[derive(Default)]
struct Raw {
    blocks: Vec<Block>,
    title: Option<String>,
    published: Option<Day>,
    notes: Vec<String>,
}

/// Reads an article. `name` is its file name; it only helps to tell the format.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    if bytes.len() > MOST_BYTES {
        let (size, most) = (bytes.len() >> 20, MOST_BYTES >> 20);
        return Err(Refusal::new(
            format!("{name} has {size} MB; an article of more than {most} MB is not read"),
            "cut out the part that matters",
        ));
    }
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        let mut raw = pdf::read(name, bytes)?;
        let notes = std::mem::take(&mut raw.notes);
        return number(name, Format::Pdf, raw, notes);
    }
    decode::refuse_packed(name, bytes)?;
    let (text, mut notes) = decode::decode(name, bytes)?;
    let format = format_of(name, &text);
    refuse_entities(name, &text)?;
    let mut raw = match format {
        Format::Plain => plain(&text, &mut notes),
        Format::Markdown => markdown::read(&text),
        Format::Html | Format::Pdf => html::read(&text),
    };
    notes.append(&mut raw.notes);
    number(name, format, raw, notes)
}

/// Reads text that is already at hand, such as one that was pasted: as HTML where it starts like it, else as plain lines.
pub fn read_text(text: &str) -> Result<Document, Refusal> {
    read("the text", text.as_bytes())
}

fn plain(text: &str, notes: &mut Vec<String>) -> Raw {
    let cleaned = clean::clean(text);
    notes.extend(clean::note(text));
    let lines: Vec<_> = cleaned
        .split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{0c}', '\u{0b}'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let blocks = lines.iter().map(|line| Block { text: line.to_string(), heading: is_headline(line) }).collect();
    Raw { blocks, ..Raw::default() }
}

/// A short line without a final stop; a quotation may end it where the quotation has none.
fn is_headline(line: &str) -> bool {
    let inner = line.trim_end_matches(['”', '"', '’', '\'']);
    line.chars().count() <= 110 && !inner.ends_with(['.', '!', '。', ':', ',', ';'])
}

fn number(name: &str, format: Format, raw: Raw, notes: Vec<String>) -> Result<Document, Refusal> {
    let paragraphs: Vec<_> = raw
        .blocks
        .into_iter()
        .enumerate()
        .map(|(at, block)| Paragraph {
            number: at as u32 + 1,
            language: Language::of(&block.text),
            heading: block.heading,
            text: block.text,
        })
        .collect();
    if paragraphs.is_empty() {
        return Err(Refusal::new(format!("{name} holds no text"), "is it the right file?"));
    }
    let published = raw.published.or_else(|| day_line(&paragraphs)).or_else(|| dateline::day(&paragraphs));
    let title = raw.title.or_else(|| {
        paragraphs
            .iter()
            .take(8)
            .find(|p| p.heading && p.text.chars().count() > 12 && (p.text.chars().count() > 40 || day_of(&p.text).is_none()))
            .map(|p| p.text.clone())
    });
    Ok(Document { format, title, published, paragraphs, notes })
}

/// The day on a short line of its own near the top or the end: "Monday, January 26, 2026", "입력 2026.01.26 10:00".
fn day_line(paragraphs: &[Paragraph]) -> Option<Day> {
    let top = paragraphs.iter().take(8);
    let end = paragraphs.iter().rev().take(6);
    top.chain(end).filter(|p| p.text.chars().count() <= 80).find_map(|p| day_of(&p.text))
}

/// The first full date of a text.
fn day_of(text: &str) -> Option<Day> {
    quantity::find(text).iter().find_map(|q| match q.unit {
        Unit::Date(When::Day(day)) => Some(day),
        _ => None,
    })
}

fn format_of(name: &str, text: &str) -> Format {
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if ends(&[".html", ".htm", ".xhtml", ".mhtml"]) {
        return Format::Html;
    }
    if ends(&[".md", ".markdown"]) {
        return Format::Markdown;
    }
    let start: String = text.trim_start().chars().take(1500).collect::<String>().to_lowercase();
    let page =
        ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<h1", "<main", "<section", "<?xml"];
    let tagged = page.iter().any(|tag| start.starts_with(tag)) || start.contains("<html") || start.matches("</p>").count() >= 2;
    if tagged { Format::Html } else { Format::Plain }
}

/// An article has no use for entities of its own; documents that define them may grow without bound when they are expanded.
fn refuse_entities(name: &str, text: &str) -> Result<(), Refusal> {
    let mut head = text.len().min(64 << 10);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let head = text[..head].to_ascii_uppercase();
    let opens = head.trim_start().starts_with('<') && head.contains("<!DOCTYPE") && head.contains("<!ENTITY");
    if opens {
        return Err(Refusal::new(
            format!("{name} defines entities of its own, which may grow without bound"),
            "save the article as plain text or HTML",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
