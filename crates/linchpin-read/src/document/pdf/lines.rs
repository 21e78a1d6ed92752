//! From places on a page to lines, from lines to paragraphs.
//!
//! Comes in: text with where it is drawn. Goes out: paragraphs: lines of one size at an even distance, joined; a wide gap, another
//! size or a short line with a full stop ends one.

use super::super::{Block, clean};

#[derive(Default)]
pub(super) struct Lines {
    done: Vec<Line>,
    text: String,
    x: f64,
    y: f64,
    /// Where the line starts.
    line_y: f64,
    /// The size in which the line starts.
    line_size: f64,
    size: f64,
    scale: f64,
    leading: f64,
    characters: usize,
}

struct Line {
    text: String,
    y: f64,
    size: f64,
    page_ends: bool,
}

impl Lines {
    pub fn characters(&self) -> usize {
        self.characters
    }

    pub fn size(&mut self, size: f64) {
        self.size = size;
    }

    pub fn leading(&mut self, leading: f64) {
        self.leading = leading;
    }

    pub fn begin(&mut self) {
        self.scale = 1.0;
        self.move_to(0.0, 0.0);
    }

    pub fn place(&mut self, x: f64, y: f64, scale: f64) {
        self.scale = if scale == 0.0 { 1.0 } else { scale.abs() };
        self.move_to(x, y);
    }

    pub fn shift(&mut self, dx: f64, dy: f64) {
        let (x, y) = (self.x + dx * self.scale, self.y + dy * self.scale);
        self.move_to(x, y);
    }

    pub fn next_line(&mut self) {
        let leading = if self.leading == 0.0 { self.size * 1.2 } else { self.leading };
        self.shift(0.0, -leading);
    }

    fn move_to(&mut self, x: f64, y: f64) {
        let height = (self.size * self.scale).abs().max(1.0);
        if !self.text.is_empty() && (y - self.line_y).abs() > 0.5 * height {
            self.flush(false);
        } else if !self.text.is_empty() && (x - self.x).abs() > 0.1 * height {
            self.space();
        }
        (self.x, self.y) = (x, y);
    }

    pub fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    pub fn show(&mut self, text: &str) {
        if self.text.is_empty() {
            self.line_y = self.y;
            self.line_size = (self.size * self.scale).abs();
        }
        self.characters += text.chars().count();
        self.text.push_str(text);
    }

    pub fn end_page(&mut self) {
        self.flush(true);
        if let Some(last) = self.done.last_mut() {
            last.page_ends = true;
        }
    }

    fn flush(&mut self, page_ends: bool) {
        let text = std::mem::take(&mut self.text);
        let text = clean::clean(&text).split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.done.push(Line { text, y: self.line_y, size: self.line_size, page_ends });
        }
    }

    /// The paragraphs.
    pub fn into_blocks(self) -> Vec<Block> {
        let mut widths: Vec<usize> = self.done.iter().map(|line| line.text.chars().count()).collect();
        widths.sort_unstable();
        let usual_width = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0);
        let mut gaps: Vec<f64> =
            self.done.windows(2).map(|pair| (pair[0].y - pair[1].y).abs()).filter(|gap| *gap > 0.1).collect();
        gaps.sort_by(f64::total_cmp);
        let usual_gap = gaps.get(gaps.len() / 2).copied().unwrap_or(f64::INFINITY);
        let mut sizes: Vec<f64> = self.done.iter().map(|line| line.size).collect();
        sizes.sort_by(f64::total_cmp);
        let usual_size = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
        let mut blocks: Vec<Block> = Vec::new();
        let mut open = false;
        let mut before: Option<&Line> = None;
        for line in &self.done {
            let joins = open && before.is_some_and(|last| goes_on(last, line, usual_gap, usual_width));
            match blocks.last_mut().filter(|_| joins) {
                Some(block) => join(&mut block.text, &line.text),
                None => blocks.push(Block { text: line.text.clone(), heading: line.size > 1.15 * usual_size }),
            }
            open = true;
            before = Some(line);
        }
        blocks
    }
}

fn goes_on(last: &Line, line: &Line, usual_gap: f64, usual_width: usize) -> bool {
    let stops = last.text.ends_with(['.', '!', '?', '”', '"']);
    let short = last.text.chars().count() * 5 < usual_width * 4;
    if (last.size - line.size).abs() > 0.5 || stops && short {
        return false;
    }
    if last.page_ends {
        return !stops;
    }
    (last.y - line.y).abs() <= 1.4 * usual_gap
}

/// Joins two lines; a hyphen at the end of one before a small letter is one of the page, not of the word.
fn join(text: &mut String, line: &str) {
    if text.ends_with('-') && line.starts_with(|c: char| c.is_lowercase()) && !text.ends_with(" -") {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(line);
}
