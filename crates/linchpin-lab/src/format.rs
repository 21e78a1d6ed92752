//! Canonical text of files and folders.
//!
//! Comes in: paths. Goes out: for each text what it is now and what it should be, or the faults that keep it from being
//! read. Refuses: paths that are nowhere, and texts that cannot be read or are not UTF-8.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Diagnostic, Refusal, Severity, SourceMap};
use linchpin_lang::files::{Disk, Files};
use linchpin_lang::parser::{UnitNames, parse};
use linchpin_lang::print::print;

/// A text with its canonical form.
#[derive(Clone, Debug)]
pub struct Formatted {
    /// Where it is.
    pub path: PathBuf,
    /// As it stands.
    pub text: String,
    /// As it should stand; `None` when it has faults.
    pub canonical: Option<String>,
    /// The text, for drawing its diagnostics.
    pub sources: SourceMap,
    /// Faults that keep it from being read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Canonical text of a `.lin` file, or of every one in a folder. Names of units are collected from the whole model that
/// a file belongs to: the nearest folder above it with a `model.lin`.
pub fn format(path: &Path) -> Result<Vec<Formatted>, Refusal> {
    if path.is_dir() {
        let disk = Disk::new(path);
        let names = disk.list()?;
        if names.is_empty() {
            return Err(Refusal::new(
                format!("there is no .lin file in {}", path.display()),
                "name a model's folder or a .lin file",
            ));
        }
        let units = units_around(path)?;
        return names.iter().map(|name| Ok(canonical(path.join(name), disk.shown(name), disk.read(name)?, &units))).collect();
    }
    if !path.is_file() {
        return Err(Refusal::new(
            format!("there is no file or folder {}", path.display()),
            "name a model's folder or a .lin file",
        ));
    }
    if path.extension().is_none_or(|extension| extension != "lin") {
        return Err(Refusal::new(format!("{} is no .lin file", path.display()), "name a model's folder or a .lin file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = Disk::new(folder).read(&name)?;
    let units = units_around(folder)?;
    Ok(vec![canonical(path.to_path_buf(), path.to_string_lossy().replace('\\', "/"), text, &units)])
}

/// Unit names of the model that a folder belongs to, or of the folder alone.
fn units_around(folder: &Path) -> Result<UnitNames, Refusal> {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let root = whole.ancestors().find(|above| above.join("model.lin").is_file()).unwrap_or(&whole);
    let disk = Disk::new(root);
    let texts = disk.list()?.iter().map(|name| disk.read(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(UnitNames::of(texts.iter().map(String::as_str)))
}

fn canonical(path: PathBuf, shown: String, text: String, units: &UnitNames) -> Formatted {
    let mut sources = SourceMap::default();
    let source = sources.add(shown, text.clone());
    let (file, diagnostics) = parse(source, &text, units);
    let readable = diagnostics.iter().all(|d| d.severity != Severity::Error);
    let canonical = readable.then(|| print(&file, &text));
    Formatted { path, text, canonical, sources, diagnostics }
}
