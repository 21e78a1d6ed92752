//! `linchpin evidence import`: a bibliography as lines of the language.
//!
//! Comes in: files of BibLaTeX or CSL-JSON and a model. Goes out: `source` statements for what the model lacks, to be read before
//! they are kept. Refuses: files that cannot be read. Exit 1 when an entry could not be taken over.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::ledger::import;

use crate::cmd::{Exit, open};
use crate::screen::Screen;

/// Bytes that are read of a file: more than any bibliography may have.
const MOST_BYTES: u64 = 16 << 20;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence import library.bib --model korea-2026            BibLaTeX or BibTeX
  linchpin evidence import library.json --model my_strategy          CSL-JSON, as reference managers write it
  linchpin evidence import library.bib --model my_strategy > my_strategy/evidence/library.lin

What the model has already, by address or by title, publisher and day, is named in a comment and not doubled.")]
pub struct Arguments {
    /// Bibliographies: BibLaTeX or CSL-JSON
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// A model that comes along, or a folder
    #[arg(long, value_name = "MODEL")]
    model: String,
}

/// Reads, proposes.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let mut failed = false;
    for path in &arguments.files {
        let name = path.display().to_string();
        let cannot = |error: std::io::Error| {
            Refusal::new(format!("{name} cannot be read: {error}"), "name a file with BibLaTeX or CSL-JSON in it")
        };
        let mut bytes = Vec::new();
        File::open(path).map_err(cannot)?.take(MOST_BYTES).read_to_end(&mut bytes).map_err(cannot)?;
        let brought = import(&model, &name, &bytes)?;
        for diagnostic in &brought.diagnostics {
            screen.note(brought.sources.render(diagnostic, false));
        }
        screen.print(&brought.lines);
        failed |= brought.failed();
    }
    Ok(if failed { Exit::Findings } else { Exit::Fine })
}
