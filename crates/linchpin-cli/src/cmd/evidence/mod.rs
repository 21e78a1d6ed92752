//! `linchpin evidence`: what numbers stand on, and what stands on them; one file a question.

mod trace;

use linchpin_core::diagnostic::Refusal;

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, clap::Subcommand)]
enum Question {
    /// From an outcome back to claims and judgements, or from a claim or a source forward to outcomes
    Trace(trace::Arguments),
}

/// Answers the question.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    match &arguments.question {
        Question::Trace(arguments) => trace::run(arguments, screen),
    }
}
