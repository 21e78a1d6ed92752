//! Bibliographies of other programs as sources of the ledger, for a human to accept.
//!
//! Comes in: a file as BibLaTeX or CSL-JSON, and a model. Goes out: `source` statements for what the model has not, names of what it
//! has, and a finding with its line for every entry that cannot be taken over. Refuses: files that are too large or no text.

mod biblatex;
mod csl;
mod known;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use linchpin_core::diagnostic::{Diagnostic, Refusal, Severity, SourceMap, Span};
use linchpin_core::evidence::Day;
use linchpin_core::model::Model;

use crate::evidence::proposal::{free, names, quoted};
use known::{Known, Traits};

/// Bytes of a bibliography, at most: ten thousand entries take a few of them.
const MOST_BYTES: usize = 8 << 20;

/// Kinds of sources that the ledger tells apart; a keyword of this name is taken for the kind.
const KINDS: [&str; 9] =
    ["official", "press", "study", "think_tank", "dataset", "machine_written", "own_count", "report", "statute"];

/// An entry of a bibliography, as far as a ledger can use it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Record {
    /// What the file calls it.
    key: String,
    title: String,
    text: Option<String>,
    publisher: Option<String>,
    /// Names of people, where the publisher is another.
    authors: Vec<String>,
    published: Option<String>,
    url: Option<String>,
    keywords: Vec<String>,
    /// The kind that the sort of entry suggests.
    kind: Option<&'static str>,
    file: Option<String>,
    /// Keys of entries that it is derived from.
    via: Vec<String>,
    span: Span,
}

/// What came of a bibliography.
#[derive(Clone, Debug)]
pub struct Brought {
    /// Statements to be read before they are kept.
    pub lines: String,
    /// Sources proposed.
    pub proposed: usize,
    /// Entries that the model has, with the name of its source.
    pub known: Vec<(String, String)>,
    /// What is wrong with entries.
    pub diagnostics: Vec<Diagnostic>,
    /// The file, for drawing them.
    pub sources: SourceMap,
}

impl Brought {
    /// True when an entry could not be taken over.
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(|one| one.severity == Severity::Error)
    }
}

/// Findings about a file on their way out.
struct Reader<'t> {
    text: &'t str,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A span of the file; offsets of a file below the limit fit.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        Span { source: 0, start: range.start.min(end) as u32, end: end as u32 }
    }

    fn wrong(&mut self, range: std::ops::Range<usize>, message: impl Into<String>, help: &str) {
        let span = self.span(range);
        self.diagnostics.push(Diagnostic::error("bibliography", span, message).help(help));
    }

    fn odd(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.diagnostics.push(Diagnostic::warning("bibliography", span, message).help(help));
    }
}

/// Reads a bibliography against a model. `name` is the file's; the form is told by how it begins.
pub fn import(model: &Model, name: &str, bytes: &[u8]) -> Result<Brought, Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::new(
            format!("{name} has more than {} MB; no bibliography has", MOST_BYTES >> 20),
            "export the part that matters",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Refusal::new(format!("{name} is no UTF-8 text from byte {} on", error.valid_up_to()), "export it again as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, diagnostics: Vec::new() };
    let records = match text.trim_start().chars().next() {
        Some('[' | '{') => csl::records(&mut reader),
        Some(_) => biblatex::records(&mut reader),
        None => return Err(Refusal::new(format!("{name} is empty"), "export BibLaTeX or CSL-JSON into it")),
    };
    let mut sources = SourceMap::default();
    sources.add(name, text);
    let mut diagnostics = std::mem::take(&mut reader.diagnostics);
    if records.is_empty() && diagnostics.is_empty() {
        return Err(Refusal::new(
            format!("{name} has no entry of BibLaTeX and is no CSL-JSON"),
            "a BibLaTeX entry begins with `@`, CSL-JSON with `[`",
        ));
    }
    let mut brought = propose(model, name, &records, &mut diagnostics);
    diagnostics.sort_by_key(|one| one.span.start);
    brought.diagnostics = diagnostics;
    brought.sources = sources;
    Ok(brought)
}

fn propose(model: &Model, file: &str, records: &[Record], diagnostics: &mut Vec<Diagnostic>) -> Brought {
    let mut taken = names(model);
    let mut held = Known::of(model);
    // What an entry is called in the model, by its key in the file.
    let mut called: BTreeMap<&str, String> = BTreeMap::new();
    let (mut known, mut fresh) = (Vec::new(), Vec::new());
    for record in records {
        let traits = Traits::of(record);
        match held.find(&traits) {
            Some(name) => {
                called.insert(&record.key, name.clone());
                known.push((record.key.clone(), name));
            }
            None => {
                let name = free(&mut taken, &source_name(record));
                held.add(traits, &name);
                called.insert(&record.key, name.clone());
                fresh.push((record, name));
            }
        }
    }
    let mut lines = format!(
        "# Proposed from {}: {}. Read each line before you keep it.\n",
        quoted(file).trim_matches('"'),
        counted(&fresh, &known)
    );
    for (record, name) in &fresh {
        source(&mut lines, record, name, &called, diagnostics);
    }
    for (key, name) in &known {
        // The writing of a string cannot fail.
        let _ = writeln!(lines, "# {} is here already: {name}", quoted(key).trim_matches('"'));
    }
    Brought { lines, proposed: fresh.len(), known, diagnostics: Vec::new(), sources: SourceMap::default() }
}

fn counted(fresh: &[(&Record, String)], known: &[(String, String)]) -> String {
    let word = if fresh.len() == 1 { "source" } else { "sources" };
    format!("{} new {word}, {} here already", fresh.len(), known.len())
}

fn source(out: &mut String, record: &Record, name: &str, called: &BTreeMap<&str, String>, diagnostics: &mut Vec<Diagnostic>) {
    let mut write = |line: String| {
        out.push_str(&line);
        out.push('\n');
    };
    write(format!("source {name} {}", quoted(&record.title)));
    let people = (!record.authors.is_empty()).then(|| format!("By {}.", listed(&record.authors)));
    let text: Vec<String> = people.into_iter().chain(record.text.clone()).collect();
    if !text.is_empty() {
        write(format!("  {}", quoted(&text.join(" "))));
    }
    let mut facts = Vec::new();
    if let Some(publisher) = &record.publisher {
        facts.push(format!("publisher {}", quoted(publisher)));
    }
    if let Some(day) = &record.published {
        facts.push(format!("published {day}"));
    }
    if let Some(kind) = kind(record) {
        facts.push(format!("kind {kind}"));
    }
    if !facts.is_empty() {
        write(format!("  {}", facts.join(" ")));
    }
    if let Some(url) = &record.url {
        write(format!("  url {}", quoted(url)));
    }
    if let Some(file) = &record.file {
        write(format!("  file {}", quoted(file)));
    }
    let mut via = Vec::new();
    for key in &record.via {
        match called.get(key.as_str()) {
            Some(behind) if behind != name => via.push(behind.as_str()),
            _ => diagnostics.push(
                Diagnostic::warning(
                    "bibliography",
                    record.span,
                    format!("`{}` is derived from `{key}`, which is not in the file", record.key),
                )
                .help("export it along, or add `via` by hand"),
            ),
        }
    }
    if !via.is_empty() {
        write(format!("  via {}", via.join(", ")));
    }
}

fn listed(people: &[String]) -> String {
    match people {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The ledger's word for what it is: a keyword that is one, else what the sort of entry suggests.
fn kind(record: &Record) -> Option<&str> {
    record.keywords.iter().map(String::as_str).find(|word| KINDS.contains(word)).or(record.kind)
}

/// The key as a name of the language.
fn source_name(record: &Record) -> String {
    let mut out = String::new();
    for c in record.key.chars().take(60) {
        match c {
            c if c.is_ascii_alphanumeric() || c == '_' => out.push(c),
            _ if out.ends_with('_') => {}
            _ => out.push('_'),
        }
    }
    let plain = out.trim_matches('_');
    let plain = if plain == record.key.trim_matches('_') { record.key.as_str() } else { plain };
    let starts = plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if plain.is_empty() || !starts || linchpin_lang::words::RESERVED.contains(&plain) {
        format!("source_{plain}").trim_end_matches('_').to_owned()
    } else {
        plain.to_owned()
    }
}

/// A day as a ledger writes it, out of `2025-12-03`, `2025-12-03T10:00`, `2025-12/2026-02` or `2025?`: a span is dated to its
/// beginning.
fn day(text: &str) -> Option<String> {
    let first = text.split('/').map(str::trim).find(|part| !part.is_empty() && *part != "..")?;
    let date = first.split(['T', ' ']).next()?.trim_end_matches(['?', '~', '%']);
    Day::parse(date).map(|day| day.to_string())
}
