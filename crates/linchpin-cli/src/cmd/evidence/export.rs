//! `linchpin evidence export`: the ledger in the forms of other programs.

use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::disk;
use linchpin_lab::ledger::{Form, export};

use crate::cmd::{Exit, open};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence export korea-2026 --form csl-json --out sources.json     for a reference manager
  linchpin evidence export korea-2026 --form biblatex
  linchpin evidence export korea-2026 --form annotations                     places as W3C Web Annotations")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// In which form
    #[arg(long, value_enum)]
    form: Written,
    /// The file to write; the screen when left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Forms by name.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Written {
    /// Sources as BibLaTeX entries
    Biblatex,
    /// Sources as CSL-JSON items
    CslJson,
    /// Places as W3C Web Annotations
    Annotations,
}

/// Writes it.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let form = match arguments.form {
        Written::Biblatex => Form::Biblatex,
        Written::CslJson => Form::CslJson,
        Written::Annotations => Form::Annotations,
    };
    let text = export(&model, form);
    match &arguments.out {
        Some(path) => {
            disk::write_whole(path, text.as_bytes())?;
            screen.line(path.display().to_string());
        }
        None => screen.print(&text),
    }
    Ok(Exit::Fine)
}
