//! `linchpin game`.

use linchpin_core::diagnostic::Refusal;

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  linchpin game")]
pub struct Arguments {}

/// Does it.
pub fn run(_arguments: &Arguments, _screen: &mut Screen) -> Result<Exit, Refusal> {
    Err(Refusal::new("`linchpin game` is not built yet", ""))
}
