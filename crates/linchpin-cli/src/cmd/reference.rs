//! `linchpin reference`: the reference of the language, made from its own tables.

use linchpin_core::diagnostic::Refusal;

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin reference | less
  linchpin reference > reference.md")]
pub struct Arguments {}

/// Prints it as Markdown.
pub fn run(_arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    screen.print(&linchpin_lab::reference::text());
    Ok(Exit::Fine)
}
