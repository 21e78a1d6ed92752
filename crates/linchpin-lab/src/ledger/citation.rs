//! Sources as entries of a bibliography, in the manner of Chicago or of APA.
//!
//! Comes in: sources. Goes out: one line of plain text a source, in alphabetical order. Refuses nothing.
//!
//! A ledger knows few kinds of sources and no more of one than title, publisher, date and address: pages, news, reports, studies,
//! data and statutes. What a style asks for them stands here, in one table of rules, so that no bibliography program has to come
//! along.

use linchpin_core::evidence::{Day, SourceDoc};
use linchpin_core::model::Model;

/// A manner of writing a bibliography.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Chicago, notes and bibliography, 18th edition.
    Chicago,
    /// APA, 7th edition.
    Apa,
}

/// What a style tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A page of an organisation, which stands as its author.
    Page,
    /// An article of a paper without a name above it.
    News,
    /// A report of an institution, which stands as its author.
    Report,
    /// An article of a journal.
    Study,
    /// Data.
    Data,
    /// A law, a treaty.
    Statute,
}

impl Sort {
    fn of(source: &SourceDoc) -> Sort {
        match source.kind.as_deref() {
            Some("press") => Sort::News,
            Some("official" | "think_tank" | "report") => Sort::Report,
            Some("study") => Sort::Study,
            Some("dataset") => Sort::Data,
            Some("statute" | "treaty") => Sort::Statute,
            _ => Sort::Page,
        }
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// All sources of a model in alphabetical order, a leading article left aside.
pub fn bibliography(model: &Model, style: Style) -> Vec<String> {
    let mut entries: Vec<(String, String)> = model
        .sources
        .iter()
        .map(|source| {
            let entry = citation(source, style);
            let lower = entry.trim_start_matches('“').to_lowercase();
            let key = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower).to_owned();
            (key, entry)
        })
        .collect();
    entries.sort();
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// One source.
pub fn citation(source: &SourceDoc, style: Style) -> String {
    let title = if source.words.title.is_empty() { source.name.as_str() } else { source.words.title.as_str() };
    let publisher = source.publisher.as_deref().filter(|name| !name.is_empty());
    let day = source.published.as_deref().and_then(Day::parse);
    let sort = Sort::of(source);
    let parts = match style {
        Style::Chicago => chicago(sort, title, publisher, day, source.machine_written()),
        Style::Apa => apa(sort, title, publisher, day, source.machine_written()),
    };
    let mut out = String::new();
    for part in parts.into_iter().flatten() {
        add(&mut out, &part);
    }
    match (&source.url, style) {
        (None, _) => {}
        (Some(url), Style::Chicago) => out += &format!(" {url}."),
        // APA puts no stop behind an address: it would be taken for a part of it.
        (Some(url), Style::Apa) => out += &format!(" {url}"),
    }
    out
}

/// Adds a part with its stop, unless it ends with one.
fn add(out: &mut String, part: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(part);
    if !part.trim_end_matches('”').ends_with(['.', '?', '!']) {
        out.push('.');
    }
}

/// A title between quotation marks, with its stop before the closing one.
fn quoted(title: &str) -> String {
    let stop = if title.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("“{title}{stop}”")
}

fn chicago(sort: Sort, title: &str, publisher: Option<&str>, day: Option<Day>, machine: bool) -> Vec<Option<String>> {
    let publisher = publisher.map(str::to_owned);
    let date = day.map(|day| match (day.month, day.day) {
        (Some(month), Some(number)) => format!("{} {number}, {}", month_name(month), day.year),
        (Some(month), None) => format!("{} {}", month_name(month), day.year),
        _ => day.year.to_string(),
    });
    let note = machine.then(|| "Machine-written".to_owned());
    match sort {
        Sort::Page | Sort::News => vec![publisher, Some(quoted(title)), note, date],
        Sort::Report => vec![publisher, Some(title.to_owned()), date],
        // The authors are not in the ledger: the entry begins with what is.
        Sort::Study => vec![Some(quoted(title)), with_date(publisher, date)],
        Sort::Data => vec![publisher, Some(quoted(title)), Some("Data set".into()), date],
        Sort::Statute => vec![Some(title.to_owned()), with_date(publisher, date)],
    }
}

fn with_date(publisher: Option<String>, date: Option<String>) -> Option<String> {
    match (publisher, date) {
        (Some(publisher), Some(date)) => Some(format!("{publisher}, {date}")),
        (one, other) => one.or(other),
    }
}

fn apa(sort: Sort, title: &str, publisher: Option<&str>, day: Option<Day>, machine: bool) -> Vec<Option<String>> {
    let publisher = publisher.map(str::to_owned);
    let date = match day {
        None => "(n.d.)".to_owned(),
        Some(day) => match (day.month, day.day) {
            (Some(month), Some(number)) => format!("({}, {} {number})", day.year, month_name(month)),
            (Some(month), None) => format!("({}, {})", day.year, month_name(month)),
            _ => format!("({})", day.year),
        },
    };
    let kind = match sort {
        Sort::Data => " [Data set]",
        _ if machine => " [Machine-written text]",
        _ => "",
    };
    let titled = format!("{title}{kind}");
    match sort {
        // Without an author the title takes the author's place, and the paper or the journal follows.
        Sort::News | Sort::Study => vec![Some(titled), Some(date), publisher],
        // A law is known by its name and year, which stand together.
        Sort::Statute => vec![Some(format!("{titled} {date}")), publisher],
        Sort::Page | Sort::Report | Sort::Data if publisher.is_some() => vec![publisher, Some(date), Some(titled)],
        Sort::Page | Sort::Report | Sort::Data => vec![Some(titled), Some(date)],
    }
}

fn month_name(month: u32) -> &'static str {
    MONTHS.get(month as usize - 1).copied().unwrap_or_default()
}
