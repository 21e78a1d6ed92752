//! `linchpin evidence`: what numbers stand on, and what stands on them; one file a question.

mod check;
mod dispute;
mod export;
mod timeline;
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
    /// Look up every place of the ledger in the documents at hand, and list what the ledger leaves open
    Check(check::Arguments),
    /// Ask whether the comparison of strategies flips with whose number is right
    Dispute(dispute::Arguments),
    /// The ledger as a bibliography or as annotations, for other programs
    Export(export::Arguments),
    /// Dated events, planned beside observed, as a table and a picture
    Timeline(timeline::Arguments),
    /// From an outcome back to claims and judgements, or from a claim or a source forward to outcomes
    Trace(trace::Arguments),
}

/// Answers the question.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    match &arguments.question {
        Question::Check(arguments) => check::run(arguments, screen),
        Question::Dispute(arguments) => dispute::run(arguments, screen),
        Question::Export(arguments) => export::run(arguments, screen),
        Question::Timeline(arguments) => timeline::run(arguments, screen),
        Question::Trace(arguments) => trace::run(arguments, screen),
    }
}
