//! Items of CSL-JSON, which reference managers exchange.
//!
//! Comes in: text. Goes out: records, and a finding with its line for every item that is wrong.

use serde_json::Value;
use serde_json::value::RawValue;

use super::biblatex::of_doi;
use super::{Reader, Record, day};
use crate::wire::{CslIn, CslWhen};

pub(super) fn records(reader: &mut Reader) -> Vec<Record> {
    let text = reader.text;
    // Items are read one by one, so that a wrong one hides no other.
    let whole: Result<Vec<&RawValue>, _> = serde_json::from_str(text);
    let items = match whole {
        Ok(items) => items,
        // A single item without its list.
        Err(_) if text.trim_start().starts_with('{') => match serde_json::from_str::<&RawValue>(text) {
            Ok(item) => vec![item],
            Err(error) => return unread(reader, 0, &error),
        },
        Err(error) => return unread(reader, 0, &error),
    };
    let mut from = 0;
    let mut out = Vec::new();
    for item in items {
        // Items stand in the text in this order, word for word.
        let Some(start) = text[from..].find(item.get()).map(|at| from + at) else { continue };
        from = start + item.get().len();
        let first_line = start..start + item.get().lines().next().map_or(1, str::len);
        match serde_json::from_str::<CslIn>(item.get()) {
            Ok(found) => out.extend(record(reader, found, first_line)),
            Err(error) => {
                unread(reader, start, &error);
            }
        }
    }
    out
}

/// A finding where reading broke off, in a text that begins at `base`.
fn unread(reader: &mut Reader, base: usize, error: &serde_json::Error) -> Vec<Record> {
    let text = reader.text;
    let line: usize = text[base..].split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let start = base + line;
    let len = text[start..].lines().next().map_or(0, str::len);
    // The column is said in words; the whole line is shown, since a column counts bytes.
    let words = error.to_string();
    let why = words.split(" at line ").next().unwrap_or(&words).to_owned();
    reader.wrong(
        start..start + len,
        format!("not CSL-JSON: {why}"),
        "an item has `id`, `type`, `title` and, better, `issued` and `URL`",
    );
    Vec::new()
}

fn record(reader: &mut Reader, item: CslIn, place: std::ops::Range<usize>) -> Option<Record> {
    let key = match &item.id {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => format!("item_{number}"),
        _ => String::new(),
    };
    let Some(title) = item.title.as_deref().map(tidy).filter(|title| !title.is_empty()) else {
        reader.wrong(place, format!("`{key}` has no title"), "add `\"title\": \"...\"`");
        return None;
    };
    let published = match item.issued.as_ref().map(when) {
        None | Some(Ok(None)) => None,
        Some(Ok(Some(day))) => Some(day),
        Some(Err(text)) => {
            let message = format!("`{key}` has a date that no calendar has: {text}");
            reader.wrong(place, message, "`issued` is `{\"date-parts\": [[2025, 12, 3]]}`");
            return None;
        }
    };
    let people: Vec<String> = item
        .author
        .iter()
        .map(|one| match (&one.literal, &one.given, &one.family) {
            (Some(name), ..) => tidy(name),
            (None, given, family) => {
                tidy(&[given.as_deref(), family.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" "))
            }
        })
        .filter(|name| !name.is_empty())
        .collect();
    let house =
        [item.container_title, item.publisher].into_iter().flatten().map(|text| tidy(&text)).find(|text| !text.is_empty());
    let (publisher, authors) = match house {
        Some(house) => (Some(house), people),
        None if people.is_empty() => (None, people),
        None => (Some(super::listed(&people)), Vec::new()),
    };
    let sort = item.sort.unwrap_or_default();
    let kind = match sort.as_str() {
        "article-newspaper" | "article-magazine" | "broadcast" => Some("press"),
        "article-journal" | "book" | "chapter" | "paper-conference" | "thesis" | "article" => Some("study"),
        "report" => Some("report"),
        "dataset" => Some("dataset"),
        "legislation" | "bill" | "treaty" | "legal_case" => Some("statute"),
        _ => None,
    };
    if item.id.is_none() {
        let span = reader.span(place.clone());
        reader.odd(span, format!("“{title}” has no `id`"), "its name is made from the title");
    }
    let list = |text: &str| text.split([',', ';']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    let custom = item.custom.unwrap_or_default();
    Some(Record {
        key: if key.is_empty() { title.chars().take(30).collect() } else { key },
        title,
        text: item.note.as_deref().map(tidy).filter(|text| !text.is_empty()),
        publisher,
        authors,
        published,
        url: item.url.or_else(|| item.doi.as_deref().map(of_doi)),
        keywords: item.keyword.as_deref().map(list).unwrap_or_default(),
        kind,
        file: custom.file,
        via: custom.via,
        span: reader.span(place),
    })
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day of a date, where it has one. `Err` holds what cannot be read.
fn when(date: &CslWhen) -> Result<Option<String>, String> {
    if let Some(parts) = date.date_parts.first().filter(|parts| !parts.is_empty()) {
        let number = |value: &Value| match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let shown = || Value::Array(parts.clone()).to_string();
        let numbers: Option<Vec<i64>> = parts.iter().take(3).map(number).collect();
        let text = match numbers.as_deref() {
            Some([year]) => format!("{year:04}"),
            Some([year, month]) => format!("{year:04}-{month:02}"),
            Some([year, month, day, ..]) => format!("{year:04}-{month:02}-{day:02}"),
            _ => return Err(shown()),
        };
        return day(&text).map(Some).ok_or_else(shown);
    }
    match date.raw.as_ref().or(date.literal.as_ref()) {
        None => Ok(None),
        Some(text) => day(text.trim()).map(Some).ok_or_else(|| text.clone()),
    }
}
