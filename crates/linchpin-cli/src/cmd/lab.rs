//! `linchpin lab`: the page in the browser.

use std::net::{IpAddr, Ipv4Addr};
use std::process::{Command, Stdio};

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page::LabModel;
use linchpin_web::{Lab, Options};

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin lab                           korea-2026 in the browser
  linchpin lab my_strategy --port 8080   a model of one's own
  linchpin lab --host 0.0.0.0            for others in the same network, by a link with a token

It answers to this machine only, unless --host says otherwise; then only to those who have the printed link. The text of a
model is read once, at the start. Ctrl-C ends it.")]
pub struct Arguments {
    /// Models that come along, or folders
    #[arg(value_name = "MODEL", default_value = "korea-2026")]
    models: Vec<String>,
    /// Where to listen; 0 for any port that is free
    #[arg(long, value_name = "N", default_value_t = 7300)]
    port: u16,
    /// The address to listen at
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Print the link and open no browser
    #[arg(long)]
    no_open: bool,
}

/// Serves until it is interrupted.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let mut models = Vec::new();
    for name in &arguments.models {
        let Some((mut opened, model)) = super::open(name, screen)? else { return Ok(Exit::Findings) };
        opened.model = Some(model);
        models.push(LabModel::new(opened)?);
    }
    let lab = Lab::bind(Options { models, host: arguments.host, port: arguments.port })?;
    screen.line(lab.link());
    screen.finish()?;
    if !lab.address().ip().is_loopback() {
        screen.note("others can come with this link; what they send travels unencrypted");
    }
    screen.note("Ctrl-C ends the lab");
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
