//! `linchpin evidence export`: the ledger in the forms of other programs.

use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::disk;
use linchpin_lab::ledger::{Form, Style, bibliography, export};

use crate::cmd::{Exit, open};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence export korea-2026 --form csl-json --out sources.json     for a reference manager
  linchpin evidence export korea-2026 --form biblatex
  linchpin evidence export korea-2026 --form annotations                     places as W3C Web Annotations
  linchpin evidence export korea-2026 --style chicago                        citations, one a line, in alphabetical order")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// In which form, for other programs
    #[arg(long, value_enum, required_unless_present = "style")]
    form: Option<Written>,
    /// As citations in this style, for readers
    #[arg(long, value_enum, conflicts_with = "form")]
    style: Option<Cited>,
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

/// Styles by name.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Cited {
    /// Chicago, 18th edition
    Chicago,
    /// APA, 7th edition
    Apa,
}

/// Writes it.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let cited = |style| bibliography(&model, style).into_iter().map(|entry| entry + "\n").collect();
    let text: String = match (arguments.form, arguments.style) {
        (Some(Written::Biblatex), _) => export(&model, Form::Biblatex),
        (Some(Written::CslJson), _) => export(&model, Form::CslJson),
        (Some(Written::Annotations), _) => export(&model, Form::Annotations),
        (None, Some(Cited::Chicago)) => cited(Style::Chicago),
        (None, Some(Cited::Apa) | None) => cited(Style::Apa),
    };
    match &arguments.out {
        Some(path) => {
            disk::write_whole(path, text.as_bytes())?;
            screen.line(path.display().to_string());
        }
        None => screen.print(&text),
    }
    Ok(Exit::Fine)
}
