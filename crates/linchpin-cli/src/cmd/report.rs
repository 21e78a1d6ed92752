//! `linchpin report`: an explored study as a document.
//!
//! Comes in: a study's folder. Goes out: one HTML file that needs nothing else, and a Word file. Refuses: a folder that is
//! no study, and a study in which nothing was explored.

use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::document::{assemble, html, word};
use linchpin_lab::plot::Language;
use linchpin_lab::study::Study;

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin explore lake --out study                            a study with findings
  linchpin report study                                        report.html and report.docx in it
  linchpin report study --language ko                          in Korean")]
pub struct Arguments {
    /// A folder that `linchpin explore` has written
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    /// Its language
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value = "en")]
    language: Tongue,
    /// Where it goes [default: the study's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Languages of a report.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Tongue {
    /// English
    En,
    /// Korean
    Ko,
}

/// Writes, and says where.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let study = Study::open(&arguments.study)?;
    let folder = study.model_folder();
    let Some((opened, model)) = super::open(&folder.display().to_string(), screen)? else { return Ok(Exit::Findings) };
    let (language, name) = match arguments.language {
        Tongue::En => (Language::English, "report"),
        Tongue::Ko => (Language::Korean, "report.ko"),
    };
    let report = assemble(&study, &model, &opened.sources, language)?;
    let out = arguments.out.clone().unwrap_or_else(|| study.path.clone());
    let page = html(&report)?;
    let document = word(&report)?;
    for (path, bytes) in [(out.join(format!("{name}.html")), page.as_bytes()), (out.join(format!("{name}.docx")), &document[..])]
    {
        linchpin_lab::study::write_whole(&path, bytes)?;
        screen.line(path.display().to_string());
    }
    Ok(Exit::Fine)
}
