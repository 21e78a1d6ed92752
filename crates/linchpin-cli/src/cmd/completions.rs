//! `linchpin completions`: a script that lets a shell complete commands and options.

use clap::CommandFactory;
use linchpin_core::diagnostic::Refusal;

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin completions bash > ~/.local/share/bash-completion/completions/linchpin
  linchpin completions fish > ~/.config/fish/completions/linchpin.fish
  linchpin completions zsh > \"${fpath[1]}/_linchpin\"")]
pub struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
}

/// Prints the script.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    // Through memory, so that a closed pipe is handled in one place.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Linchpin::command(), "linchpin", &mut script);
    screen.print(&String::from_utf8_lossy(&script));
    Ok(Exit::Fine)
}
