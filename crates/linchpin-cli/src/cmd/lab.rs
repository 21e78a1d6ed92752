//! `linchpin lab`: the page in the browser.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page::LabModel;
use linchpin_lab::study::Study;
use linchpin_web::{Lab, Options};

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin lab                           korea-2026 in the browser
  linchpin lab my_strategy --port 8080   a model of one's own
  linchpin lab --study STUDY             at what a study asked, on its text as it was run
  linchpin lab --host 0.0.0.0            for others in the same network, by a link with a token

It answers to this machine only, unless --host says otherwise; then only to those who have the printed link. The text of a
model is read once, at the start. Ctrl-C ends it.")]
pub struct Arguments {
    /// Models that come along, or folders [default: korea-2026, where no study is named]
    #[arg(value_name = "MODEL")]
    models: Vec<String>,
    /// Begin at what a study asked: its strategies, seed and settings, on its model's text as it was run
    #[arg(long, value_name = "DIR")]
    study: Option<PathBuf>,
    /// Where to listen; 0 for any port that is free
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 7300)]
    port: u16,
    /// The address to listen at
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// A folder with the documents that sources name as their `file`: their paragraphs stand beside what they claim
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// Print the link and open no browser
    #[arg(long)]
    no_open: bool,
}

/// Serves until it is interrupted.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    if let Some(folder) = arguments.documents.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(Refusal::new(format!("{} is no folder", folder.display()), "name the folder that holds the documents"));
    }
    let mut models = Vec::new();
    if let Some(place) = &arguments.study {
        let study = Study::open(place)?;
        models.push(LabModel::of_study(&study)?);
        if !study.asked.events {
            screen.note("the study ran without events; the page runs with them");
        }
    }
    let named = arguments.models.iter().map(String::as_str);
    let flagship = models.is_empty().then_some("korea-2026").filter(|_| arguments.models.is_empty());
    for name in named.chain(flagship) {
        let Some((mut opened, model)) = super::open(name, screen)? else { return Ok(Exit::Findings) };
        opened.model = Some(model);
        models.push(LabModel::new(opened)?);
    }
    models.iter_mut().for_each(|model| model.documents.clone_from(&arguments.documents));
    let lab = Lab::bind(Options { models, host: arguments.host, port: arguments.port })?;
    screen.line(lab.link());
    screen.finish()?;
    if !lab.address().ip().is_loopback() {
        screen.note("others can come with this link; what they send travels unencrypted");
    }
    screen.note("Ctrl-C ends the lab");
    super::ends_by_signals(screen, "the lab has ended", Exit::Fine);
    if !arguments.no_open {
        open(&lab.link());
    }
    lab.serve()?;
    Ok(Exit::Fine)
}

/// Asks the system for a browser. The link is printed either way, so nothing is said where there is none.
fn open(link: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        // Without a display a text browser would take the terminal.
        _ if std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none() => return,
        _ => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let _ = command.spawn();
}
