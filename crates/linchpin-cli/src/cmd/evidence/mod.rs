//! `linchpin evidence`: what numbers stand on, what stands on them, and what articles say against them; one file a question.

mod check;
mod dispute;
mod export;
mod timeline;
mod impact;
mod import;
mod read;
mod trace;

use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::evidence::article;
use linchpin_lab::evidence::article::Article;

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
    /// A bibliography as sources of the ledger, to be read before they are kept
    Import(import::Arguments),
    /// Dated events, planned beside observed, as a table and a picture
    Timeline(timeline::Arguments),
    /// What an article confirms, contradicts, updates and adds, paragraph by paragraph, and why
    Read(read::Arguments),
    /// What would follow if an article is right: the same futures with and without it
    Impact(impact::Arguments),
    /// From an outcome back to claims and judgements, or from a claim or a source forward to outcomes
    Trace(trace::Arguments),
}

/// Answers the question.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    match &arguments.question {
        Question::Check(arguments) => check::run(arguments, screen),
        Question::Dispute(arguments) => dispute::run(arguments, screen),
        Question::Export(arguments) => export::run(arguments, screen),
        Question::Import(arguments) => import::run(arguments, screen),
        Question::Timeline(arguments) => timeline::run(arguments, screen),
        Question::Read(arguments) => read::run(arguments, screen),
        Question::Impact(arguments) => impact::run(arguments, screen),
        Question::Trace(arguments) => trace::run(arguments, screen),
    }
}

/// Reads the articles that were named.
fn articles(paths: &[String]) -> Result<Vec<Article>, Refusal> {
    paths.iter().map(|path| article(path)).collect()
}

/// Reads an article; `-` is standard input.
fn article(path: &str) -> Result<Article, Refusal> {
    if path == "-" { article::from_input(std::io::stdin()) } else { article::open(Path::new(path)) }
}
