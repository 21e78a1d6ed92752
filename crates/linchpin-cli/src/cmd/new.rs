//! `linchpin new`: a small commented model to start from.

use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin new my_strategy
  linchpin new studies/paced-exit")]
pub struct Arguments {
    /// The folder to make; its name becomes the model's
    #[arg(value_name = "NAME")]
    name: PathBuf,
}

/// Makes the folder and says what to do next.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let path = linchpin_lab::new::new_model(&arguments.name)?;
    let folder = arguments.name.display();
    screen.line(format!("{} written; next:", path.display()));
    for command in ["check", "test", "run"] {
        screen.line(format!("  linchpin {command} {folder}"));
    }
    Ok(Exit::Fine)
}
