//! Opening a model: one that comes along, by name, or a folder.
//!
//! Comes in: what the reader typed. Goes out: the texts, the checked model, everything found on the way. Refuses: names
//! that are nowhere and folders without a `model.lin`; a file that cannot be read or is not UTF-8 is a finding.

use std::path::Path;

use linchpin_core::diagnostic::{Checked, Diagnostic, Refusal, Severity, SourceMap, nearest};
use linchpin_core::model::Model;
use linchpin_lang::files::{Disk, Files};

use crate::embedded::{self, Embedded};
use crate::explain;
use crate::wire::{self, CheckReport};

/// A model that was opened, right or wrong.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What the reader typed.
    pub asked: String,
    /// True when the texts are those that came along.
    pub embedded: bool,
    /// The texts, with the paths under which they are shown.
    pub sources: SourceMap,
    /// Everything found in them, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// The model; there is none when an error was found.
    pub model: Option<Model>,
}

impl Opened {
    /// How many of the findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// All findings as a shape.
    pub fn report(&self) -> CheckReport {
        CheckReport {
            model: self.asked.clone(),
            ok: self.model.is_some() && self.count(Severity::Error) == 0,
            errors: self.count(Severity::Error),
            warnings: self.count(Severity::Warning),
            counts: self.model.as_ref().map(explain::counts).unwrap_or_default(),
            diagnostics: self.diagnostics.iter().map(|d| wire::finding(&self.sources, d)).collect(),
        }
    }
}

/// Opens and checks a model. A folder with a `model.lin` is taken before a model of the same name that comes along, so
/// that an edited copy is never passed over.
pub fn open(what: &str) -> Result<Opened, Refusal> {
    let path = Path::new(what);
    if path.join("model.lin").is_file() {
        return Ok(read(what, false, &Disk::new(path)));
    }
    if path.file_name().is_some_and(|name| name == "model.lin") && path.is_file() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Ok(read(what, false, &Disk::new(folder)));
    }
    if let Some(model) = embedded::find(what) {
        return Ok(read(what, true, model));
    }
    Err(nowhere(what, path))
}

/// Checks the texts of a model.
pub fn read(asked: &str, embedded: bool, files: &dyn Files) -> Opened {
    let (sources, Checked { value, diagnostics }) = linchpin_lang::check(files);
    let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
    Opened { asked: asked.to_string(), embedded, sources, diagnostics, model: value.filter(|_| !failed) }
}

fn nowhere(what: &str, path: &Path) -> Refusal {
    let list = embedded::MODELS.iter().map(|model| model.name).collect::<Vec<_>>().join(", ");
    if path.is_dir() {
        return Refusal::new(
            format!("the folder {what} has no model.lin"),
            "a model is a folder with a model.lin, which says `model NAME`; `linchpin new NAME` makes one",
        );
    }
    if path.is_file() {
        let lin = path.extension().is_some_and(|extension| extension == "lin");
        let help = if lin { "name the folder that holds its model.lin" } else { "name a folder with a model.lin in it" };
        return Refusal::new(format!("{what} is a file; a model is a folder"), help);
    }
    let looks_like_a_path = what.contains(['/', '\\']) || what.starts_with('.');
    let near = nearest(&what.replace('_', "-"), embedded::MODELS.iter().map(|model| model.name));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let why = if looks_like_a_path { format!("there is no folder {what}") } else { format!("there is no model `{what}`") };
    Refusal::new(why, format!("{near}models that come along: {list}; or name a folder with a model.lin in it"))
}

impl Files for Embedded {
    fn list(&self) -> Result<Vec<String>, Refusal> {
        let mut paths: Vec<String> = self.files.iter().map(|(path, _)| (*path).to_string()).collect();
        paths.sort();
        Ok(paths)
    }

    fn read(&self, path: &str) -> Result<String, Refusal> {
        let found = self.files.iter().find(|(known, _)| *known == path);
        found.map(|(_, text)| (*text).to_string()).ok_or_else(|| Refusal::new(format!("there is no text `{path}`"), ""))
    }

    fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.name)
    }
}
