//! The commands, one file each: its arguments, with examples, and `run`.

mod bench;
mod check;
mod completions;
mod contract;
mod evidence;
mod explore;
mod fmt;
mod game;
mod lab;
mod list;
mod loops;
mod new;
mod plot;
mod reach;
mod reference;
mod rerun;
mod report;
mod run;
mod show;
mod study;
mod test;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Parser, Subcommand};
use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::model::{Model, PolicyId};
use linchpin_lab::open::Opened;
use unicode_width::UnicodeWidthStr as _;

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
    /// Put what sources say about effects to a model: reproduced, contradicted, or depends
    Contract(contract::Arguments),
    /// Ask what numbers stand on, what stands on a claim, and what articles say against the ledger
    Evidence(evidence::Arguments),
    /// Say what a name is, what it stands on, and what it touches
    Show(show::Arguments),
    /// List models, or what is in one
    List(list::Arguments),
    /// Open the lab: strategies side by side in the browser
    Lab(lab::Arguments),
    /// Say what matters, when strategies fail, and what holds up
    Explore(explore::Arguments),
    /// Find what a lever must be so that an outcome is acceptable often enough
    Reach(reach::Arguments),
    /// Write an explored study as a report: HTML and Word
    Report(report::Arguments),
    /// Draw figures from a study
    Plot(plot::Arguments),
    /// Look after studies: list, verify, repair, merge, export, compare two
    Study(study::Arguments),
    /// Run one future of a study again, with every variable
    Rerun(rerun::Arguments),
    /// Print a game's tree as it stands at a date, with payoffs and chances
    Game(game::Arguments),
    /// List feedback loops with their sign and what cuts them
    Loops(loops::Arguments),
    /// Write a small commented model to start from
    New(new::Arguments),
    /// Say how fast this machine runs the models
    Bench(bench::Arguments),
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
        Command::Contract(arguments) => contract::run(arguments, screen),
        Command::Evidence(arguments) => evidence::run(arguments, screen),
        Command::Show(arguments) => show::run(arguments, screen),
        Command::List(arguments) => list::run(arguments, screen),
        Command::Lab(arguments) => lab::run(arguments, screen),
        Command::Explore(arguments) => explore::run(arguments, screen),
        Command::Reach(arguments) => reach::run(arguments, screen),
        Command::Report(arguments) => report::run(arguments, screen),
        Command::Plot(arguments) => plot::run(arguments, screen),
        Command::Study(arguments) => study::run(arguments, screen),
        Command::Rerun(arguments) => rerun::run(arguments, screen),
        Command::Game(arguments) => game::run(arguments, screen),
        Command::Loops(arguments) => loops::run(arguments, screen),
        Command::New(arguments) => new::run(arguments, screen),
        Command::Bench(arguments) => bench::run(arguments, screen),
        Command::Reference(arguments) => reference::run(arguments, screen),
        Command::Completions(arguments) => completions::run(arguments, screen),
    }
}

/// Opens a model that must be right. Where it has errors they are drawn on standard error and there is none.
fn open(what: &str, screen: &mut Screen) -> Result<Option<(Opened, Model)>, Refusal> {
    let mut opened = linchpin_lab::open::open(what)?;
    match opened.model.take() {
        Some(model) => Ok(Some((opened, model))),
        None => {
            for diagnostic in &opened.diagnostics {
                screen.note(opened.sources.render(diagnostic, false));
            }
            screen.note(format!("{what} has errors; `linchpin check {what}` shows them again"));
            Ok(None)
        }
    }
}

/// The policy of this name. Refuses one that the model lacks, with the nearest.
fn policy(model: &Model, name: Option<&str>) -> Result<Option<PolicyId>, Refusal> {
    let Some(name) = name else { return Ok(None) };
    if let Some(at) = model.policies.iter().position(|policy| policy.name == name) {
        return Ok(Some(PolicyId(at as u32)));
    }
    let names: Vec<_> = model.policies.iter().map(|policy| policy.name.as_str()).collect();
    let near = nearest(name, names.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    Err(Refusal::new(format!("{} has no policy `{name}`", model.name), format!("{near}policies: {}", names.join(", "))))
}

/// True once Ctrl-C or a polite request to end has come. A second one means it: the first ends a run with what is complete,
/// and what is listed stays either way.
fn cancelled_by_signals(screen: &mut Screen) -> Arc<AtomicBool> {
    let cancel = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&cancel);
    let listening = ctrlc::set_handler(move || {
        if heard.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    if let Err(error) = listening {
        screen.note(format!("Ctrl-C ends the run at once: {error}"));
    }
    cancel
}

/// For commands that keep nothing on the way: Ctrl-C or a polite request to end stops them at once, with a word and an exit
/// of ours. A process started with `&` by a script is born deaf to Ctrl-C's signal; with this it hears it.
fn ends_by_signals(screen: &mut Screen, word: &'static str, exit: Exit) {
    let code = if exit == Exit::Fine { 0 } else { 1 };
    let listening = ctrlc::set_handler(move || {
        // Whoever cannot read it any more needs no word.
        let _ = writeln!(std::io::stderr(), "{word}");
        std::process::exit(code);
    });
    if let Err(error) = listening {
        screen.note(format!("Ctrl-C ends this without a word: {error}"));
    }
}

/// What came of a command, or, where it was interrupted, a word about it and the exit of findings.
fn unless_interrupted(done: Result<Exit, Refusal>, screen: &mut Screen, words: &str) -> Result<Exit, Refusal> {
    match done {
        Err(refusal) if refusal.why == "interrupted" => {
            screen.note(format!("interrupted: {words}"));
            Ok(Exit::Findings)
        }
        done => done,
    }
}

/// A share as people write it: `1 %`, `1%`, `0.01`.
fn share(text: &str, flag: &str) -> Result<f64, Refusal> {
    let plain = text.trim();
    let (number, scale) = plain.strip_suffix('%').map_or((plain, 1.0), |number| (number.trim_end(), 0.01));
    let value = number.parse::<f64>().ok().map(|value| value * scale).filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| {
        Refusal::new(format!("`{text}` is no share for {flag}"), "write a number from 0 to 1, or a percentage such as 80%")
    })
}

/// The least columns for a last column that is broken into lines; where there are fewer, it goes below its row.
const READABLE: usize = 24;
/// How far in.
const BELOW: usize = 6;

/// Prints rows as columns, two spaces apart; the last column runs free, or is broken where it would pass a terminal's edge.
fn columns(screen: &mut Screen, rows: &[Vec<String>]) {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    for row in rows {
        let Some((last, before)) = row.split_last() else {
            screen.line("");
            continue;
        };
        let mut line = String::from("  ");
        for (cell, width) in before.iter().zip(&widths) {
            line += cell;
            line += &" ".repeat(width - cell.width() + 2);
        }
        // Cells that begin with spaces are aligned among themselves.
        if last.starts_with(' ') {
            screen.line((line + last).trim_end());
        } else {
            hung(screen, &line, last, usize::MAX);
        }
    }
}

/// Prints a text beside its lead, in lines of at most so many columns that hang below its first.
fn hung(screen: &mut Screen, lead: &str, text: &str, most: usize) {
    let columns = screen.columns(most);
    if lead.width() + text.width() <= columns {
        screen.line(format!("{lead}{text}").trim_end());
        return;
    }
    let (mut lead, mut hang) = (lead.to_owned(), lead.width());
    if columns.saturating_sub(hang) < READABLE {
        screen.line(lead.trim_end());
        hang = BELOW;
        lead = " ".repeat(hang);
    }
    for part in lines_of(text, columns.saturating_sub(hang)) {
        screen.line(format!("{lead}{part}"));
        lead = " ".repeat(hang);
    }
}

/// Columns of a paragraph at most: longer lines are hard to read.
const PARAGRAPH: usize = 100;

/// Prints a text in lines of at most a hundred columns.
fn wrapped(screen: &mut Screen, lead: &str, text: &str) {
    wrapped_in(screen, lead, text, |_, line| line.to_owned());
}

/// The same in a tone of its own, such as [`Screen::dim`].
fn wrapped_in(screen: &mut Screen, lead: &str, text: &str, tone: impl Fn(&Screen, &str) -> String) {
    for line in lines_of(text, screen.columns(PARAGRAPH).saturating_sub(lead.width())) {
        let line = tone(screen, &line);
        screen.line(format!("{lead}{line}"));
    }
}

/// A text broken at spaces into lines of at most so many columns; a longer word stands alone.
fn lines_of(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    #[test]
    fn lines_are_counted_in_columns() {
        assert_eq!(lines_of("who deters  and who pays", 10), ["who deters", "and who", "pays"]);
        // A syllable of Korean takes two columns.
        assert_eq!(lines_of("한미 동맹의 재조정", 11), ["한미 동맹의", "재조정"]);
        assert_eq!(lines_of("한미 동맹의 재조정", 10), ["한미", "동맹의", "재조정"]);
        assert_eq!(lines_of("extraordinary it", 5), ["extraordinary", "it"]);
    }
}
