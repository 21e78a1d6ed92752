//! Lines of the model's language for a human to accept.
//!
//! Comes in: an article and its reading. Goes out: a source, and a claim for every number that is new, newer or otherwise, each with
//! its place and literal figure; what inputs would become stands beside them as comments. The lines check when they are put into the
//! model as a file of their own.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use linchpin_core::model::Model;
use linchpin_read::document::Document;

use super::reading::{Item, Reading, Verdict, subject_of};
use super::subject::{About, Subjects};
use crate::figure;

/// The lines for one article. `name` is the file's name; `taken` are names that are in use.
pub fn propose(model: &Model, subjects: &Subjects, name: &str, document: &Document, reading: &Reading) -> String {
    let mut taken: BTreeSet<String> = names(model);
    let source = free(&mut taken, &source_name(name, document));
    let mut out = String::new();
    let title = document.title.as_deref().unwrap_or(name);
    let _ = writeln!(out, "# Proposed from {}. Read each line before you keep it.", quoted(name).trim_matches('"'));
    let _ = writeln!(out, "source {source} {}", quoted(title));
    match document.published {
        Some(day) => drop(writeln!(out, "  published {day} kind press")),
        None => drop(writeln!(out, "  kind press")),
    }
    for item in &reading.items {
        claim(&mut out, model, subjects, document, &mut taken, &source, item);
    }
    for change in &reading.changes {
        let variable = model.variable(change.variable);
        let shown = figure::exact_with_unit(change.value, &variable.unit);
        let note = change.hindered.as_deref().map(|why| format!(" ({why})")).unwrap_or_default();
        let _ = writeln!(out, "# {} would be {shown}{note}; to run it: linchpin evidence impact", variable.name);
    }
    out
}

fn claim(
    out: &mut String,
    model: &Model,
    subjects: &Subjects,
    document: &Document,
    taken: &mut BTreeSet<String>,
    source: &str,
    item: &Item,
) {
    let proposes = matches!(item.verdict, Verdict::Updates | Verdict::Contradicts | Verdict::New);
    let (Some(subject), Some(value), true) = (subject_of(subjects, item), item.value, proposes) else { return };
    let Some(unit) = &subject.unit else { return };
    let name = free(taken, &format!("{}_{source}", subject.name));
    let shown = figure::exact(value / unit.scale);
    let _ = writeln!(out, "claim {name} : {} = {shown}", unit.text);
    let _ = writeln!(out, "  {}", quoted(&paraphrase(subject.title.as_str(), item)));
    if let Some(speaker) = &item.speaker {
        let _ = writeln!(out, "  speaker {}", quoted(speaker));
    }
    match subject.about {
        About::Variable(id) => drop(writeln!(out, "  informs {}", model.variable(id).name)),
        About::Claim(_) => {
            if let Some(question) = &subject.question {
                let _ = writeln!(out, "  about {question}");
            }
        }
    }
    // Paragraphs of a page are counted over what is left of it; a reader finds the figure there all the same.
    let _ = document;
    let _ = writeln!(out, "  in {source} p{} {}", item.paragraph, quoted(&item.literal));
}

/// What the article says, in words that are not the article's.
fn paraphrase(title: &str, item: &Item) -> String {
    let how = match item.verdict {
        Verdict::Updates => "a newer figure",
        Verdict::Contradicts => "another figure",
        _ => "a figure that the ledger lacks",
    };
    format!("{title}: {how}, {}", item.mood)
}

/// A string of the language: no quotation mark, no line break.
pub(crate) fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if matches!(c, '"' | '\\') || c.is_control() { '\'' } else { c }).collect();
    format!("\"{}\"", plain.trim())
}

fn source_name(name: &str, document: &Document) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.split('.').next().unwrap_or(stem);
    let mut out: String = stem.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(40).collect();
    while out.contains("__") {
        out = out.replace("__", "_");
    }
    let out = out.trim_matches('_').to_string();
    let year = document.published.map(|day| format!("_{:04}_{:02}", day.year, day.month)).unwrap_or_default();
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        format!("article_{out}{year}").replace("__", "_")
    } else {
        format!("{out}{year}")
    }
}

/// Names that are in use.
pub(crate) fn names(model: &Model) -> BTreeSet<String> {
    let sources = model.sources.iter().map(|source| source.name.clone());
    let claims = model.claims.iter().map(|claim| claim.name.clone());
    sources.chain(claims).chain(model.by_name.keys().cloned()).collect()
}

/// A name that nobody has yet, and now is taken.
pub(crate) fn free(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let wanted = wanted.replace('.', "_");
    let mut name = wanted.clone();
    let mut n = 2;
    while !taken.insert(name.clone()) {
        name = format!("{wanted}_{n}");
        n += 1;
    }
    name
}
