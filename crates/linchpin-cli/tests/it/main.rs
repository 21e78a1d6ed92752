//! The command as a user runs it: answers, refusals, exit codes.

mod commands;
mod explore;
mod lab;
mod refusals;
mod run;
mod study;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for one test, gone when the test ends.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder { path }
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Folder {
        let path = self.path.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path.join(name)).unwrap()
    }

    /// Runs the command in this folder.
    fn linchpin(&self, arguments: &str) -> Answer {
        self.linchpin_of(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    fn linchpin_of(&self, arguments: &[&str]) -> Answer {
        let output = Command::new(env!("CARGO_BIN_EXE_linchpin")).args(arguments).current_dir(&self.path).output().unwrap();
        Answer { output, asked: arguments.join(" ") }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// What the command said.
struct Answer {
    output: Output,
    asked: String,
}

impl Answer {
    fn out(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    fn err(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    #[track_caller]
    fn ends_with(self, code: i32) -> Answer {
        assert_eq!(self.output.status.code(), Some(code), "linchpin {}\n{}{}", self.asked, self.out(), self.err());
        // A pipe gets no colours.
        assert!(!self.out().contains('\x1b') && !self.err().contains('\x1b'), "linchpin {}", self.asked);
        self
    }

    #[track_caller]
    fn says(self, words: &str) -> Answer {
        assert!(self.out().contains(words), "linchpin {} does not say {words:?}:\n{}{}", self.asked, self.out(), self.err());
        self
    }

    #[track_caller]
    fn complains(self, words: &str) -> Answer {
        assert!(
            self.err().contains(words),
            "linchpin {} does not complain of {words:?}:\n{}{}",
            self.asked,
            self.out(),
            self.err()
        );
        self
    }
}

/// A run of the command outside any folder of a test.
fn linchpin(arguments: &str) -> Answer {
    let arguments: Vec<_> = arguments.split_whitespace().collect();
    let output =
        Command::new(env!("CARGO_BIN_EXE_linchpin")).args(&arguments).current_dir(env!("CARGO_TARGET_TMPDIR")).output().unwrap();
    Answer { output, asked: arguments.join(" ") }
}
