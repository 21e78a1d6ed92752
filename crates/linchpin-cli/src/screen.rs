//! Where a command writes: standard output for its answer, standard error for progress and refusals.
//!
//! Comes in: text. Goes out: the same text, in colour where a terminal wants it. Refuses: an output that cannot be
//! written, once, at the end; a pipe closed by its reader is no refusal.

use std::io::{ErrorKind, IsTerminal, Write};

use linchpin_core::diagnostic::Refusal;

/// A line is broken at this many columns at the earliest.
const LEAST_COLUMNS: usize = 40;

/// The terminal, or whatever stands in its place.
pub struct Screen {
    /// Standard output is a terminal that wants colour.
    pub colour: bool,
    out: std::io::Stdout,
    /// Standard error is a terminal: progress may overwrite itself.
    lively: bool,
    /// Progress is showing on standard error and must be wiped before anything else is written there.
    progress_shown: bool,
    /// Columns taken by the progress line.
    progress_width: usize,
    /// Columns of the terminal; none where the answer goes elsewhere, and lines may be as long as they like.
    columns: Option<usize>,
    /// Nothing more can be written: the reader has gone, or the output is broken.
    closed: bool,
    broken: Option<std::io::Error>,
}

impl Screen {
    /// The screen of this process. Colour only where standard output is a terminal, `NO_COLOR` is unset or empty, and
    /// `TERM` is not `dumb`.
    pub fn new() -> Self {
        let out = std::io::stdout();
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Screen {
            colour: out.is_terminal() && !unwanted && !dumb,
            out,
            lively: std::io::stderr().is_terminal() && !dumb,
            progress_shown: false,
            progress_width: 0,
            columns: terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0)),
            closed: false,
            broken: None,
        }
    }

    /// Columns that a text of at most `most` may take: fewer on a narrow terminal, down to where nothing could be read any more.
    pub fn columns(&self, most: usize) -> usize {
        self.columns.map_or(most, |columns| most.min(columns.max(LEAST_COLUMNS)))
    }

    /// Writes text as it is.
    pub fn print(&mut self, text: &str) {
        self.wipe();
        if self.closed {
            return;
        }
        if let Err(error) = self.out.write_all(text.as_bytes()) {
            self.close(error);
        }
    }

    /// Writes a line.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.print(&format!("{}\n", text.as_ref()));
    }

    /// True when nobody reads any more: a long command may stop.
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// A line on standard error: what is worth saying but is not the answer.
    pub fn note(&mut self, text: impl AsRef<str>) {
        self.wipe();
        // Nothing useful is left to do when standard error itself is gone.
        let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
    }

    /// Progress, one line on standard error. On a terminal each replaces the last; elsewhere each is a line of its own,
    /// so call it rarely there (see [`Screen::lively`]).
    #[allow(dead_code)]
    pub fn progress(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref();
        let mut err = std::io::stderr();
        if self.lively {
            let pad = self.progress_width.saturating_sub(text.chars().count());
            let _ = write!(err, "\r{text}{:pad$}", "");
            let _ = err.flush();
            self.progress_shown = true;
            self.progress_width = text.chars().count();
        } else {
            let _ = writeln!(err, "{text}");
        }
    }

    /// True when progress may come often, because it overwrites itself.
    #[allow(dead_code)]
    pub fn lively(&self) -> bool {
        self.lively
    }

    /// Says why a request cannot be met.
    pub fn refuse(&mut self, refusal: &Refusal) {
        let (tint, off) = if self.colour { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        self.note(format!("{tint}error{off}: {refusal}"));
    }

    /// Everything has been said. Refuses when standard output could not be written.
    pub fn finish(&mut self) -> Result<(), Refusal> {
        self.wipe();
        if !self.closed
            && let Err(error) = self.out.flush()
        {
            self.close(error);
        }
        match self.broken.take() {
            None => Ok(()),
            Some(error) => Err(Refusal::new(format!("standard output cannot be written: {error}"), "is the disk full?")),
        }
    }

    /// In bold where there is colour.
    pub fn bold(&self, text: &str) -> String {
        self.tinted("1", text)
    }

    /// Held back where there is colour.
    pub fn dim(&self, text: &str) -> String {
        self.tinted("2", text)
    }

    /// Green where there is colour.
    pub fn good(&self, text: &str) -> String {
        self.tinted("32", text)
    }

    /// Red where there is colour.
    pub fn bad(&self, text: &str) -> String {
        self.tinted("31", text)
    }

    fn tinted(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }

    fn wipe(&mut self) {
        if std::mem::take(&mut self.progress_shown) {
            let _ = write!(std::io::stderr(), "\r{:width$}\r", "", width = self.progress_width);
            self.progress_width = 0;
        }
    }

    fn close(&mut self, error: std::io::Error) {
        self.closed = true;
        if error.kind() != ErrorKind::BrokenPipe {
            self.broken = Some(error);
        }
    }
}
