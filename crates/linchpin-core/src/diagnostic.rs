//! Diagnostics for the modeller: what is wrong, where, and how to mend it.
//!
//! Comes in: spans and words. Goes out: text drawn with the source line underlined. A wrong text is normal, so checking
//! collects diagnostics and goes on.

use std::fmt::Write as _;

/// A stretch of one source text, in bytes from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// Which text: the index of a [`SourceMap`] entry.
    pub source: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; both must lie in one source.
    pub fn to(self, other: Span) -> Span {
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// How grave a diagnostic is. Errors leave no model; warnings do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The text has no meaning, or a wrong one.
    Error,
    /// The text has a meaning that its author may not have wanted.
    Warning,
}

/// A second place that a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, in a few words.
    pub text: String,
}

/// One finding about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable word for the kind of finding, such as `unit-mismatch`.
    pub code: &'static str,
    /// The text that is underlined.
    pub span: Span,
    /// What is wrong, in the analyst's words.
    pub message: String,
    /// Other places that belong to it (the other half of a clash, the links of a cycle).
    pub related: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error with its place and message.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Error, code, span, message: message.into(), related: Vec::new(), help: None }
    }

    /// A warning with its place and message.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// Adds a second place.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Says how to mend it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// A value that may be missing, and all that was found on the way to it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// Present when there is no error among the diagnostics.
    pub value: Option<T>,
    /// Everything found, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// True when a diagnostic is an error.
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// A request that cannot be met: why, and what would help. For callers; texts get diagnostics instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What cannot be done.
    pub why: String,
    /// What to do about it; may be empty.
    pub help: String,
}

impl Refusal {
    /// A refusal with its reason and the mend.
    pub fn new(why: impl Into<String>, help: impl Into<String>) -> Self {
        Refusal { why: why.into(), help: help.into() }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)?;
        if !self.help.is_empty() {
            write!(f, "\n  = help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

/// One source text with the path it is shown under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path as shown to the reader, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// The texts of a model, in reading order; spans index into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// The texts.
    pub sources: Vec<Source>,
}

impl SourceMap {
    /// Adds a text and returns its index.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> u32 {
        self.sources.push(Source { path: path.into(), text: text.into() });
        (self.sources.len() - 1) as u32
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.sources.get(span.source as usize).and_then(|s| s.text.get(span.start as usize..span.end as usize)).unwrap_or("")
    }

    /// Line and column of a span's start, both from 1; columns count characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let Some(source) = self.sources.get(span.source as usize) else { return (1, 1) };
        let upto = source.text.get(..span.start as usize).unwrap_or(&source.text);
        let line_start = upto.rfind('\n').map_or(0, |at| at + 1);
        (upto.matches('\n').count() + 1, upto[line_start..].chars().count() + 1)
    }

    /// `path:line:column` of a span's start.
    pub fn place(&self, span: Span) -> String {
        let (line, column) = self.line_column(span);
        let path = self.sources.get(span.source as usize).map_or("?", |s| s.path.as_str());
        format!("{path}:{line}:{column}")
    }

    /// Draws a diagnostic as text: message, place, the line underlined, related places, help.
    /// With `colour`, the usual terminal colours are added.
    pub fn render(&self, diagnostic: &Diagnostic, colour: bool) -> String {
        let (bold, tint, dim, off) = match (colour, diagnostic.severity) {
            (false, _) => ("", "", "", ""),
            (true, Severity::Error) => ("\x1b[1m", "\x1b[1;31m", "\x1b[34m", "\x1b[0m"),
            (true, Severity::Warning) => ("\x1b[1m", "\x1b[1;33m", "\x1b[34m", "\x1b[0m"),
        };
        let word = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let mut out = format!("{tint}{word}[{}]{off}{bold}: {}{off}\n", diagnostic.code, brief(&diagnostic.message));
        let margin = std::iter::once(diagnostic.span)
            .chain(diagnostic.related.iter().map(|label| label.span))
            .map(|span| self.line_column(span).0.to_string().len())
            .max()
            .unwrap_or(1);
        self.excerpt(&mut out, diagnostic.span, "-->", "", margin, (dim, tint, off));
        for label in &diagnostic.related {
            self.excerpt(&mut out, label.span, "...", &brief(&label.text), margin, (dim, dim, off));
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "{:margin$} {dim}={off} {bold}help{off}: {}", "", brief(help));
        }
        out
    }

    fn excerpt(
        &self,
        out: &mut String,
        span: Span,
        arrow: &str,
        note: &str,
        margin: usize,
        (dim, tint, off): (&str, &str, &str),
    ) {
        let (line, column) = self.line_column(span);
        let Some(source) = self.sources.get(span.source as usize) else { return };
        let text = source.text.lines().nth(line - 1).unwrap_or("");
        let length = self.text(span).lines().next().unwrap_or("").chars().count();
        let Cut { shown, before, length } = cut(text, column - 1, length);
        let _ = writeln!(out, "{:margin$}{dim}{arrow}{off} {}:{line}:{column}", "", source.path);
        let _ = writeln!(out, "{:margin$} {dim}|{off}", "");
        let _ = writeln!(out, "{dim}{line:margin$} |{off} {shown}");
        let space = " ".repeat(display_width(shown.chars().take(before)));
        let carets = "^".repeat(display_width(shown.chars().skip(before).take(length)).max(1));
        let _ = writeln!(out, "{:margin$} {dim}|{off} {space}{tint}{carets}{off} {note}", "");
        while out.ends_with(" \n") {
            out.truncate(out.len() - 2);
            out.push('\n');
        }
    }
}

/// The part of a line that is drawn.
struct Cut {
    shown: String,
    /// Characters drawn before what is underlined.
    before: usize,
    /// Characters underlined.
    length: usize,
}

/// Lines up to this long are drawn whole. The longest line of a written model has about 170 characters; a line of a
/// generated one may have a million.
const LONGEST: usize = 240;
/// Characters drawn before the place where a longer line is cut.
const BEFORE: usize = 80;

/// A line around a place `before` characters from its start, on one row of the screen: whatever would move the cursor is
/// drawn as a space.
fn cut(text: &str, before: usize, length: usize) -> Cut {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let whole = text.chars().nth(LONGEST).is_none();
    let skipped = if whole { 0 } else { before.saturating_sub(BEFORE) };
    let most = if whole { usize::MAX } else { LONGEST - BEFORE / 2 };
    let mut rest = text.chars().skip(skipped);
    let mut shown: String = if skipped > 0 { "... ".into() } else { String::new() };
    let lead = shown.len();
    shown.extend(rest.by_ref().take(most).map(plain));
    let before = before - skipped + lead;
    let room = shown.chars().count().saturating_sub(before).max(1);
    if rest.next().is_some() {
        shown.push_str(" ...");
    }
    Cut { shown, before, length: length.clamp(1, room) }
}

/// A sentence, cut where a name or a text that it quotes is longer than anybody reads.
fn brief(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(4 * LONGEST) {
        None => text.into(),
        Some((end, _)) => format!("{} ...", &text[..end]).into(),
    }
}

/// Columns a terminal gives to these characters: Hangul, kana and Han take two.
fn display_width(chars: impl Iterator<Item = char>) -> usize {
    chars
        .map(|c| {
            if matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60) {
                2
            } else {
                1
            }
        })
        .sum()
}

/// The nearest of `names` to a misspelt one, when it is near enough to be worth suggesting.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    let limit = (length / 3).max(1);
    names
        .into_iter()
        // No two words are nearer than their lengths: most need no comparing.
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (edit_distance(wrong, name), name))
        .filter(|&(distance, _)| distance <= limit)
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, name)| name)
}

/// Insertions, deletions, replacements and neighbour swaps between two words (optimal string alignment).
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_line_underlined() {
        let mut map = SourceMap::default();
        map.add("m/budget.lin", "aux a : 1 = 1\naux b : year = a + c\n");
        let d = Diagnostic::error("unknown-name", Span { source: 0, start: 33, end: 34 }, "`c` is not defined")
            .help("did you mean `a`?");
        assert_eq!(
            map.render(&d, false),
            "error[unknown-name]: `c` is not defined\n --> m/budget.lin:2:20\n  |\n2 | aux b : year = a + c\n  |                    ^\n  = help: did you mean `a`?\n"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let mut map = SourceMap::default();
        let (head, tail) = ("a + ".repeat(100_000), " + b".repeat(100_000));
        map.add("m/model.lin", format!("{head}wrong{tail}\r\n"));
        let span = Span { source: 0, start: 400_000, end: 400_005 };
        let drawn = map.render(&Diagnostic::error("unknown-name", span, "`wrong` is not defined"), false);
        assert!(drawn.len() < 1000 && drawn.contains(":1:400001"), "{drawn}");
        let rows: Vec<&str> = drawn.lines().collect();
        let at = rows[4].find('^').expect("underlined");
        assert_eq!((rows[3].find("wrong"), rows[4].trim_end().len()), (Some(at), at + 5), "{drawn}");
        assert!(rows[3].starts_with("1 | ... ") && rows[3].ends_with(" ..."), "{drawn}");
        let all = map.render(&Diagnostic::error("syntax", Span { start: 0, end: 800_000, ..span }, "all of it"), false);
        assert!(all.len() < 1000, "{all}");
        let named =
            map.render(&Diagnostic::error("unknown-name", span, format!("`{}` is not defined", "n".repeat(1_000_000))), false);
        assert!(named.len() < 2000, "{named}");
    }

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(nearest("tenson", ["troop_ratio", "tension"]), Some("tension"));
        assert_eq!(nearest("swpa", ["swap", "tension"]), Some("swap"));
        assert_eq!(nearest("xyz", ["troop_ratio", "tension"]), None);
    }
}
