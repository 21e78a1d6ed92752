//! What is found in a text, with its places.

use linchpin_core::diagnostic::{Diagnostic, Severity, SourceMap};
use serde::Serialize;

/// A place in a text; lines and columns count from 1, columns count characters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Path as shown to the reader.
    pub file: String,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
    /// The text there.
    pub text: String,
}

/// A second place that a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelatedPlace {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What is there.
    pub note: String,
}

/// One finding about a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// A stable word for the kind of finding.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<RelatedPlace>,
}

/// What checking a model found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckReport {
    /// The model as it was asked for.
    pub model: String,
    /// True when there is no error.
    pub ok: bool,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// What the model holds, by kind; empty when there is none.
    pub counts: Vec<Count>,
    /// All findings, in order of place.
    pub diagnostics: Vec<Finding>,
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    /// Of what.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// A place of a source map.
pub fn place(sources: &SourceMap, span: linchpin_core::diagnostic::Span) -> Place {
    let (line, column) = sources.line_column(span);
    let file = sources.sources.get(span.source as usize).map(|source| source.path.clone()).unwrap_or_default();
    Place { file, line, column, text: sources.text(span).to_string() }
}

/// A diagnostic with its places looked up.
pub fn finding(sources: &SourceMap, diagnostic: &Diagnostic) -> Finding {
    Finding {
        severity: if diagnostic.severity == Severity::Error { "error" } else { "warning" },
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        place: place(sources, diagnostic.span),
        help: diagnostic.help.clone(),
        related: diagnostic
            .related
            .iter()
            .map(|label| RelatedPlace { place: place(sources, label.span), note: label.text.clone() })
            .collect(),
    }
}
