//! Pieces and comments on lines.

use super::expressions::Fragment;
use super::pieces::{Piece, Place};
use crate::ast::Comment;

/// Lines are broken where they would be longer.
const WIDTH: usize = 120;
/// What a line that goes on is set in by.
const CONTINUED: usize = 4;

/// One line of the author's thought: pieces, perhaps wrapped, with a comment behind.
struct Line {
    blank_before: bool,
    indent: usize,
    /// Comments from within the line, set above it.
    above: Vec<String>,
    text: String,
    behind: Vec<String>,
    is_comment: bool,
}

pub(super) struct Layout<'t> {
    text: &'t str,
    comments: std::iter::Peekable<std::slice::Iter<'t, Comment>>,
    lines: Vec<Line>,
    /// Where the last piece or comment ended.
    end: usize,
    /// The place of the last piece.
    last: Place,
}

impl<'t> Layout<'t> {
    pub(super) fn new(text: &'t str, comments: &'t [Comment]) -> Self {
        Layout { text, comments: comments.iter().peekable(), lines: Vec::new(), end: 0, last: Place::Header }
    }

    pub(super) fn statement(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            let start = piece.span.start as usize;
            let indent = match piece.place {
                Place::Header => 0,
                Place::Flow => 2,
                Place::Line(indent) | Place::Item(indent) => indent,
            };
            let broken = self.gap(self.end, start).contains('\n');
            self.comments_before(start, indent);
            self.place(&piece, indent, broken);
            self.end = self.end.max(piece.span.end as usize);
            self.last = piece.place;
            self.comments_within(piece.span.end as usize);
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.comments_before(usize::MAX, 0);
        let mut out = String::new();
        for line in &mut self.lines {
            if line.blank_before && !out.is_empty() {
                out.push('\n');
            }
            let last = line.behind.pop();
            for comment in line.above.iter().chain(&line.behind) {
                out.push_str(&" ".repeat(line.indent));
                out.push_str(comment);
                out.push('\n');
            }
            out.push_str(&line.text);
            if let Some(comment) = last {
                out.push_str(if line.text.is_empty() { "" } else { "  " });
                out.push_str(&comment);
            }
            out.push('\n');
        }
        out
    }

    /// The text between two places.
    fn gap(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to.min(self.text.len())).unwrap_or("")
    }

    /// True when an empty line stands between two places.
    fn blank_between(&self, from: usize, to: usize) -> bool {
        let gap = self.gap(from, to);
        let mut lines = gap.split('\n');
        // What stands before the first and after the last break belongs to other lines.
        lines.next();
        lines.next_back();
        lines.any(|line| line.trim().is_empty())
    }

    fn place(&mut self, piece: &Piece, indent: usize, broken: bool) {
        let width = width(&piece.fragments);
        let follows = match piece.place {
            Place::Header | Place::Line(_) => None,
            Place::Flow if matches!(self.last, Place::Header | Place::Flow) => Some(" "),
            Place::Item(_) if matches!(self.last, Place::Item(_)) => Some(", "),
            Place::Flow | Place::Item(_) => None,
        };
        if let (Some(between), Some(line), false) = (follows, self.lines.last_mut(), broken)
            && column(&line.text) + between.len() + width <= WIDTH
            && !line.text.is_empty()
        {
            line.text.push_str(between);
            fill(&mut line.text, &piece.fragments, indent + CONTINUED);
            return;
        }
        let blank_before = self.blank_between(self.end, piece.span.start as usize);
        let mut line =
            Line { blank_before, indent, above: Vec::new(), text: " ".repeat(indent), behind: Vec::new(), is_comment: false };
        fill(&mut line.text, &piece.fragments, indent + CONTINUED);
        self.lines.push(line);
    }

    /// Comments between the last piece and the next one, which is set in by `indent`.
    fn comments_before(&mut self, start: usize, indent: usize) {
        let mut outside = false;
        while let Some(comment) = self.comments.next_if(|comment| (comment.span.start as usize) < start) {
            let at = comment.span.start as usize;
            if !comment.own_line
                && let Some(line) = self.lines.last_mut().filter(|line| !line.is_comment)
            {
                line.behind.push(comment.text.clone());
                self.end = self.end.max(comment.span.end as usize);
                continue;
            }
            // Before a statement, a comment that the author set in belongs to the statement above.
            let line_start = self.text[..at.min(self.text.len())].rfind('\n').map_or(0, |at| at + 1);
            let column_one = self.gap(line_start, at).trim_start_matches('\u{feff}').is_empty();
            outside |= column_one || self.lines.is_empty();
            let indent = if indent > 0 || outside { indent } else { 2 };
            let line = Line {
                blank_before: self.blank_between(self.end, at),
                indent,
                above: Vec::new(),
                text: format!("{}{}", " ".repeat(indent), comment.text),
                behind: Vec::new(),
                is_comment: true,
            };
            self.lines.push(line);
            self.end = self.end.max(comment.span.end as usize);
        }
    }

    /// Comments within the piece that was placed last.
    fn comments_within(&mut self, end: usize) {
        while let Some(comment) = self.comments.next_if(|comment| (comment.span.start as usize) < end) {
            if let Some(line) = self.lines.last_mut() {
                if comment.own_line { &mut line.above } else { &mut line.behind }.push(comment.text.clone());
            }
        }
    }
}

/// Characters on the last line of a text.
fn column(text: &str) -> usize {
    text.rfind('\n').map_or(text, |at| &text[at + 1..]).chars().count()
}

/// Width of fragments on one line.
fn width(fragments: &[Fragment]) -> usize {
    fragments.iter().map(|fragment| fragment.text.chars().count() + 1).sum::<usize>().saturating_sub(1)
}

/// Appends fragments, broken where the line would get too long: at the shallowest place in its second half.
fn fill(out: &mut String, mut fragments: &[Fragment], indent: usize) {
    let mut left = width(fragments);
    while column(out) + left > WIDTH && fragments.len() > 1 {
        let start = column(out);
        let half = start + WIDTH.saturating_sub(start) / 2;
        let (mut at, mut fits, mut chosen) = (start, 1, None::<(u32, usize)>);
        for (i, fragment) in fragments.iter().enumerate().take(fragments.len() - 1) {
            at += fragment.text.chars().count();
            if at > WIDTH {
                break;
            }
            fits = i + 1;
            if at >= half && chosen.is_none_or(|(depth, _)| fragment.depth <= depth) {
                chosen = Some((fragment.depth, fits));
            }
            at += 1;
        }
        let count = chosen.map_or(fits, |(_, count)| count);
        let (line, rest) = fragments.split_at(count);
        append(out, line);
        out.push('\n');
        out.push_str(&" ".repeat(indent));
        left -= width(line) + 1;
        fragments = rest;
    }
    append(out, fragments);
}

fn append(out: &mut String, fragments: &[Fragment]) {
    for (i, fragment) in fragments.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(&fragment.text);
    }
}
