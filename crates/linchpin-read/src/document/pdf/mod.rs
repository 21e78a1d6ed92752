//! PDF to blocks of text.
//!
//! Comes in: the bytes of a PDF. Goes out: paragraphs in the order in which pages draw them, up to a bound of pages and characters.
//! Refuses: broken and encrypted files, files that unpack to more than they may, and files that hold pictures of text only.
//!
//! The file's syntax is read by a library without recursion or panics; how large it unpacks is measured before it is opened.

mod font;
mod lines;
mod size;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Object};
use hayro_syntax::page::{Page, Resources};
use linchpin_core::diagnostic::Refusal;

use super::{Raw, clean};
use font::Font;
use lines::Lines;

/// Pages that are read at most; an article has a few.
const MOST_PAGES: usize = 300;
/// Characters that are kept at most.
const MOST_CHARACTERS: usize = 4_000_000;
/// Drawing instructions that are read at most.
const MOST_INSTRUCTIONS: usize = 20_000_000;

/// The text of a PDF.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Raw, Refusal> {
    size::refuse_bombs(name, bytes)?;
    let broken = || Refusal::new(format!("{name} is a broken PDF"), "save the article as text or HTML");
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| broken())?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(broken());
    }
    let mut notes = Vec::new();
    let (mut lines, mut left, mut unknown) = (Lines::default(), MOST_INSTRUCTIONS, 0usize);
    for page in pages.iter().take(MOST_PAGES) {
        unknown += draw(page, &mut lines, &mut left);
        lines.end_page();
        if lines.characters() > MOST_CHARACTERS || left == 0 {
            notes.push("the end of the PDF was not read: it is longer than any article".to_string());
            break;
        }
    }
    if pages.len() > MOST_PAGES {
        notes.push(format!("{MOST_PAGES} of {} pages were read", pages.len()));
    }
    let known = lines.characters();
    if known == 0 {
        return Err(Refusal::new(format!("{name} holds no text, perhaps pictures of it"), "read its text by other means first"));
    }
    if unknown * 20 > known {
        notes.push(format!("{unknown} characters are in fonts that do not tell their letters, and were left out"));
    }
    let blocks = lines.into_blocks();
    notes.extend(blocks.iter().flat_map(|block| clean::note(&block.text)).take(2));
    Ok(Raw { blocks, notes, ..Raw::default() })
}

/// Follows the text instructions of a page. Gives the number of characters whose letters are not told.
fn draw(page: &Page, lines: &mut Lines, left: &mut usize) -> usize {
    let mut fonts: HashMap<Vec<u8>, Font> = HashMap::new();
    let mut current: Vec<u8> = Vec::new();
    let mut unknown = 0;
    let mut ops = page.typed_operations();
    while let Some(op) = ops.next() {
        *left = left.saturating_sub(1);
        if *left == 0 {
            break;
        }
        match op {
            Op::TextFont(font) => {
                current = font.0.to_vec();
                fonts.entry(current.clone()).or_insert_with(|| font_of(page.resources(), font.0));
                lines.size(font.1.as_f64());
            }
            Op::BeginText(_) => lines.begin(),
            Op::NextLine(by) => lines.shift(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                lines.leading(-by.1.as_f64());
                lines.shift(by.0.as_f64(), by.1.as_f64());
            }
            Op::TextLeading(by) => lines.leading(by.0.as_f64()),
            Op::NextLineUsingLeading(_) => lines.next_line(),
            Op::SetTextMatrix(m) => lines.place(m.4.as_f64(), m.5.as_f64(), m.3.as_f64()),
            Op::ShowText(text) => unknown += show(&fonts, &current, text.0.as_bytes(), lines),
            Op::NextLineAndShowText(text) => {
                lines.next_line();
                unknown += show(&fonts, &current, text.0.as_bytes(), lines);
            }
            Op::ShowTextWithParameters(text) => {
                lines.next_line();
                unknown += show(&fonts, &current, text.2.as_bytes(), lines);
            }
            Op::ShowTexts(texts) => unknown += show_all(&fonts, &current, texts.0, lines),
            _ => {}
        }
    }
    unknown
}

fn font_of(resources: &Resources, name: &hayro_syntax::object::Name) -> Font {
    resources.get_font(name).map_or_else(Font::unknown, |dict| Font::of(&dict))
}

fn show(fonts: &HashMap<Vec<u8>, Font>, current: &[u8], bytes: &[u8], lines: &mut Lines) -> usize {
    let Some(font) = fonts.get(current) else { return bytes.len() };
    let (text, unknown) = font.decode(bytes);
    lines.show(&text);
    unknown
}

/// Text with gaps in thousandths of the size; a wide gap is a space.
fn show_all(fonts: &HashMap<Vec<u8>, Font>, current: &[u8], texts: &Array, lines: &mut Lines) -> usize {
    let mut unknown = 0;
    for part in texts.iter::<Object>() {
        match part {
            Object::String(text) => unknown += show(fonts, current, text.as_bytes(), lines),
            Object::Number(gap) if gap.as_f64() < -180.0 => lines.space(),
            _ => {}
        }
    }
    unknown
}
