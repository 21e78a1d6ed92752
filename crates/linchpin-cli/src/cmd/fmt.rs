//! `linchpin fmt`: canonical text.

use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::{disk, format};

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin fmt my_strategy               every .lin file of a folder
  linchpin fmt my_strategy/model.lin     one file
  linchpin fmt --check models/*          say which would change, change nothing

Comments, the order of statements and breaks between properties stay. A file with faults is left as it is.")]
pub struct Arguments {
    /// Folders or .lin files
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Change nothing; exit with 1 when a file is not in canonical form
    #[arg(long)]
    check: bool,
}

/// Rewrites what is not in canonical form, or names it.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let mut exit = Exit::Fine;
    let (mut changed, mut total) = (0, 0);
    for path in &arguments.paths {
        for file in format::format(path)? {
            total += 1;
            let Some(canonical) = file.canonical else {
                exit = Exit::Findings;
                for diagnostic in &file.diagnostics {
                    let text = file.sources.render(diagnostic, screen.colour);
                    screen.line(text);
                }
                continue;
            };
            if canonical == file.text {
                continue;
            }
            changed += 1;
            if arguments.check {
                exit = Exit::Findings;
                screen.line(format!("{} is not in canonical form", file.path.display()));
            } else {
                disk::write_whole(&file.path, canonical.as_bytes())?;
                screen.line(format!("{} rewritten", file.path.display()));
            }
        }
    }
    if changed == 0 && exit == Exit::Fine {
        let files = if total == 1 { "file is" } else { "files are" };
        screen.line(format!("{total} {files} in canonical form"));
    }
    Ok(exit)
}
