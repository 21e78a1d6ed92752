//! The ledger in the forms of other programs: bibliographies and annotations.
//!
//! Comes in: a checked model. Goes out: BibLaTeX, CSL-JSON and W3C Web Annotation JSON as text. Refuses nothing.

use std::fmt::Write as _;

use linchpin_core::evidence::{Claim, Day, Locator, SourceDoc};
use linchpin_core::model::Model;

use crate::wire::{self, AnnotationShown, BodyShown, CslCustom, CslDate, CslItem, SelectorShown, TargetShown};

/// A form of exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// BibLaTeX entries, one a source.
    Biblatex,
    /// CSL-JSON items, one a source.
    CslJson,
    /// W3C Web Annotations, one a place where somebody says something.
    Annotations,
}

/// The ledger in this form.
pub fn export(model: &Model, form: Form) -> String {
    match form {
        Form::Biblatex => model.sources.iter().map(|source| biblatex(model, source)).collect(),
        Form::CslJson => wire::json(&model.sources.iter().map(|source| csl(model, source)).collect::<Vec<_>>()),
        Form::Annotations => wire::json(&annotations(model)),
    }
}

/// Names of the sources that it is derived from.
fn behind(model: &Model, source: &SourceDoc) -> Vec<String> {
    source.via.iter().filter_map(|id| Some(model.sources.get(id.idx())?.name.clone())).collect()
}

fn biblatex(model: &Model, source: &SourceDoc) -> String {
    let sort = match source.kind.as_deref() {
        Some("official" | "think_tank") => "report",
        Some("study") => "article",
        _ => "online",
    };
    let mut out = format!("@{sort}{{{},\n", source.name);
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name} = {{{}}},", escaped(value));
    };
    field("title", if source.words.title.is_empty() { &source.name } else { &source.words.title });
    if let Some(publisher) = &source.publisher {
        // An institution writes its reports; a page has an organisation behind it.
        field(if sort == "report" { "institution" } else { "organization" }, publisher);
    }
    if let Some(day) = source.published.as_deref().and_then(Day::parse) {
        field("date", &day.to_string());
    }
    if let Some(kind) = &source.kind {
        field("keywords", kind);
    }
    if !source.words.text.is_empty() {
        field("annotation", &source.words.text);
    }
    if let Some(file) = &source.file {
        // A file name is taken as it stands, and so are keys.
        let _ = writeln!(out, "  file = {{{}}},", file.replace(['{', '}', '\\'], ""));
    }
    let behind = behind(model, source);
    if !behind.is_empty() {
        let _ = writeln!(out, "  related = {{{}}},", behind.join(","));
    }
    if let Some(url) = &source.url {
        // An address is taken as it stands.
        let _ = writeln!(out, "  url = {{{}}},", url.replace(['{', '}'], ""));
    }
    out.push_str("}\n\n");
    out
}

/// Signs that mean something to BibLaTeX.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            // Two hyphens would become a dash.
            '-' if out.ends_with('-') => out.push_str("{}-"),
            '{' | '}' | '\\' => {}
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            other => out.push(other),
        }
    }
    out
}

fn csl(model: &Model, source: &SourceDoc) -> CslItem {
    let sort = match source.kind.as_deref() {
        Some("official" | "think_tank") => "report",
        Some("study") => "article-journal",
        Some("press") => "article-newspaper",
        _ => "webpage",
    };
    let issued = source.published.as_deref().and_then(Day::parse).map(|day| {
        let parts = [Some(day.year), day.month.map(|month| month as i32), day.day.map(|day| day as i32)];
        CslDate { date_parts: vec![parts.into_iter().flatten().collect()] }
    });
    CslItem {
        id: source.name.clone(),
        sort,
        title: if source.words.title.is_empty() { source.name.clone() } else { source.words.title.clone() },
        publisher: source.publisher.clone(),
        issued,
        url: source.url.clone(),
        keyword: source.kind.clone(),
        note: Some(source.words.text.clone()).filter(|text| !text.is_empty()),
        custom: Some(CslCustom { file: source.file.clone(), via: behind(model, source) })
            .filter(|custom| *custom != CslCustom::default()),
    }
}

fn annotations(model: &Model) -> Vec<AnnotationShown> {
    let mut all = Vec::new();
    for claim in &model.claims {
        let said = claim.found.iter().map(|at| ("describing", at));
        let otherwise = claim.dissent.iter().map(|other| ("questioning", &other.at));
        for (purpose, at) in said.chain(otherwise) {
            all.extend(annotation(model, claim, purpose, at, all.len()));
        }
    }
    all
}

fn annotation(model: &Model, claim: &Claim, purpose: &'static str, at: &Locator, number: usize) -> Option<AnnotationShown> {
    let source = model.sources.get(at.source.idx())?;
    let quote = at.figure.as_ref().map(|figure| SelectorShown {
        sort: "TextQuoteSelector",
        exact: Some(figure.clone()),
        conforms_to: None,
        value: None,
    });
    let paragraph = at.paragraph.map(|number| SelectorShown {
        sort: "FragmentSelector",
        exact: None,
        conforms_to: Some("urn:linchpin:paragraph"),
        value: Some(format!("p{number}")),
    });
    Some(AnnotationShown {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("urn:linchpin:{}:{}:{}", model.name, claim.name, number + 1),
        sort: "Annotation",
        motivation: purpose,
        body: BodyShown { sort: "TextualBody", value: claim.words.title.clone(), format: "text/plain", language: "en" },
        target: TargetShown {
            source: source.url.clone().or_else(|| source.file.clone()).unwrap_or_else(|| format!("urn:linchpin:{}", source.name)),
            selector: [paragraph, quote].into_iter().flatten().collect(),
        },
    })
}
