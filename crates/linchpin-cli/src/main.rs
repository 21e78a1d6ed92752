//! The `linchpin` command.
//!
//! Comes in: arguments. Goes out: text on standard output, notes and progress on standard error, and an exit code:
//! 0 fine, 1 findings, 2 misuse. A closed pipe on standard output is a reader who has seen enough, not an error.

mod cmd;
mod misuse;
mod screen;

use std::process::ExitCode;

use clap::Parser;

use screen::Screen;

fn main() -> ExitCode {
    let mut screen = Screen::new();
    let arguments = match cmd::Linchpin::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => match misuse::no_number(&error) {
            Some(refusal) => {
                screen.refuse(&refusal);
                return ExitCode::from(2);
            }
            None => error.exit(),
        },
    };
    let end = cmd::run(&arguments, &mut screen).and_then(|exit| screen.finish().map(|()| exit));
    match end {
        Ok(cmd::Exit::Fine) => ExitCode::SUCCESS,
        Ok(cmd::Exit::Findings) => ExitCode::from(1),
        Err(refusal) => {
            screen.refuse(&refusal);
            ExitCode::from(2)
        }
    }
}
