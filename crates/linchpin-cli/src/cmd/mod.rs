//! The commands, one file each: its arguments, with examples, and `run`.

mod run;
mod check;
mod fmt;
mod test;
mod show;
mod list;
mod plot;
mod game;
mod loops;
mod new;
mod reference;
mod completions;

use clap::{Parser, Subcommand};
use linchpin_core::diagnostic::Refusal;

use crate::screen::Screen;

/// How a command ended when it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to complain about: exit code 0.
    Fine,
    /// It worked, and it found something wrong: exit code 1.
    Findings,
}

/// An open laboratory for alliance strategy: strategies as text, run over thousands of futures.
#[derive(Debug, Parser)]
#[command(name = "linchpin", version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  linchpin run korea-2026                the named strategies over thousands of futures
  linchpin list                          the models that come along
  linchpin new my_strategy               a small commented model to start from
  linchpin check my_strategy             all that is wrong with it

A MODEL is the name of one that comes along, or a folder with a model.lin in it.
Exit codes: 0 fine, 1 findings, 2 misuse.")]
pub struct Linchpin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a model's strategies over many futures and compare them
    Run(run::Arguments),
    /// Say all that is wrong with a model's text
    Check(check::Arguments),
    /// Bring text into canonical form
    Fmt(fmt::Arguments),
    /// Run a model's behaviour tests
    Test(test::Arguments),
    /// Say what a name is, what it stands on, and what it touches
    Show(show::Arguments),
    /// List models, or what is in one
    List(list::Arguments),
    /// Draw figures from a study
    Plot(plot::Arguments),
    /// Print a game's tree as it stands at a date, with payoffs and chances
    Game(game::Arguments),
    /// List feedback loops with their sign and what cuts them
    Loops(loops::Arguments),
    /// Write a small commented model to start from
    New(new::Arguments),
    /// Print the reference of the language
    Reference(reference::Arguments),
    /// Print a completion script for a shell
    Completions(completions::Arguments),
}

/// Does what the arguments say.
pub fn run(arguments: &Linchpin, screen: &mut Screen) -> Result<Exit, Refusal> {
    match &arguments.command {
        Command::Run(arguments) => run::run(arguments, screen),
        Command::Check(arguments) => check::run(arguments, screen),
        Command::Fmt(arguments) => fmt::run(arguments, screen),
        Command::Test(arguments) => test::run(arguments, screen),
        Command::Show(arguments) => show::run(arguments, screen),
        Command::List(arguments) => list::run(arguments, screen),
        Command::Plot(arguments) => plot::run(arguments, screen),
        Command::Game(arguments) => game::run(arguments, screen),
        Command::Loops(arguments) => loops::run(arguments, screen),
        Command::New(arguments) => new::run(arguments, screen),
        Command::Reference(arguments) => reference::run(arguments, screen),
        Command::Completions(arguments) => completions::run(arguments, screen),
    }
}
