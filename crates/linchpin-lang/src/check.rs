//! A model folder to a checked model: reading, parsing and resolving in one call.
//!
//! Comes in: texts through [`Files`]. Goes out: the texts with their paths, and a model or every fault in them. Refuses:
//! nothing silently; a folder without `model.lin` and a file that cannot be read are faults among the others.

use linchpin_core::diagnostic::{Checked, Diagnostic, SourceMap, Span};
use linchpin_core::model::Model;

use crate::files::Files;
use crate::parser::{UnitNames, parse};
use crate::resolve::resolve;

/// Reads and checks a model: `model.lin` first, then every other text in order of path. All faults in one go, by place.
pub fn check(files: &dyn Files) -> (SourceMap, Checked<Model>) {
    let mut sources = SourceMap::default();
    let mut unread = Vec::new();
    let paths = match files.list() {
        Ok(paths) => paths,
        Err(refusal) => {
            let source = sources.add(files.shown("model.lin"), "");
            let found = Diagnostic::error("unreadable", Span { source, start: 0, end: 0 }, refusal.why).help(refusal.help);
            return (sources, Checked { value: None, diagnostics: vec![found] });
        }
    };
    if !paths.iter().any(|path| path == "model.lin") {
        let source = sources.add(files.shown("model.lin"), "");
        let others = if paths.is_empty() {
            "it holds no `.lin` text at all".to_owned()
        } else {
            format!("it holds {} other `.lin` text{}", paths.len(), if paths.len() == 1 { "" } else { "s" })
        };
        let found = Diagnostic::error(
            "no-model-file",
            Span { source, start: 0, end: 0 },
            format!("this folder has no `model.lin`; {others}"),
        )
        .help("name the folder of a model, or begin one with `linchpin new`");
        return (sources, Checked { value: None, diagnostics: vec![found] });
    }
    let first = paths.iter().filter(|path| *path == "model.lin");
    for path in first.chain(paths.iter().filter(|path| *path != "model.lin")) {
        match files.read(path) {
            Ok(text) => {
                sources.add(files.shown(path), text);
            }
            Err(refusal) => {
                let source = sources.add(files.shown(path), "");
                unread.push(Diagnostic::error("unreadable", Span { source, start: 0, end: 0 }, refusal.why).help(refusal.help));
            }
        }
    }
    let units = UnitNames::of(sources.sources.iter().map(|source| source.text.as_str()));
    let mut texts = Vec::new();
    let mut syntax = unread.clone();
    for (source, text) in sources.sources.iter().enumerate() {
        let (file, faults) = parse(source as u32, &text.text, &units);
        texts.push(file);
        syntax.extend(faults);
    }
    let mut checked = resolve(&texts, &sources, syntax);
    if !unread.is_empty() {
        // What stands in a file that cannot be read is not missing: only what the other files say alone is shown.
        checked.diagnostics.retain(|d| {
            !matches!(
                d.code,
                "unknown-name"
                    | "unknown-function"
                    | "unknown-unit"
                    | "unknown-claim"
                    | "unknown-source"
                    | "unknown-actor"
                    | "unknown-policy"
                    | "no-model"
            )
        });
    }
    (sources, checked)
}
