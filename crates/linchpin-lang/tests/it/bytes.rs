//! Texts with random bytes: reading, checking and printing neither panic nor hang.
//!
//! Bytes and tokens of small models, and of stretches of the large one, are deleted, inserted, replaced, doubled and
//! swapped, one to four times a text. Each text is read, printed and read again where it has no fault of syntax, and
//! checked. `LINCHPIN_SLOW=1` makes ten million such texts and prints the figures, otherwise a few thousand are made. A text
//! follows from its number alone: the number that a failure names makes it again.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

use linchpin_core::chance::Stream;
use linchpin_lang::check;
use linchpin_lang::files::Memory;
use linchpin_lang::parser::{UnitNames, parse};
use linchpin_lang::print::print;

/// Longer than any of these texts may take, in time of the processor: a busy machine takes its own.
const HANG: Duration = Duration::from_secs(1);

/// Pieces that a grammar is most likely to trip over.
const PIECES: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    ",",
    ":",
    "=",
    "+",
    "-",
    "*",
    "/",
    "^",
    "%",
    "<",
    "<=",
    "==",
    "..",
    "->",
    "~",
    "\"",
    "#",
    "\n",
    "\n  ",
    "\r\n",
    "\t",
    " in ",
    " if ",
    " then ",
    " else ",
    " and ",
    " not ",
    "2026-01",
    "2026-99",
    "1e",
    "1e999",
    "3.5",
    "99999999999999999999",
    "\nstock a : 1 = ",
    "\npolicy p\n  ",
    "node ",
    "claim ",
    "check ",
    "\u{feff}",
    "\u{0}",
    "\u{d55c}",
    "\\",
    "&",
    ";",
    "'",
    ".",
    "judgement",
    "within",
    "initial(",
    "smooth(",
    "time",
    "dt",
    "1/year",
    "unit ",
    "baseline",
];

/// The luck of one text.
struct Dice {
    stream: Stream,
    number: u64,
    thrown: u32,
}

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.thrown += 1;
        (self.stream.word(self.number, self.thrown, 0) % n.max(1) as u64) as usize
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "lin") {
            found.push(path);
        }
    }
}

/// What is mutated.
struct Texts {
    /// Whole small models.
    small: Vec<Vec<u8>>,
    /// Single texts of a large one.
    large: Vec<Vec<u8>>,
    /// Three statements each, of every text.
    stretches: Vec<Vec<u8>>,
}

impl Texts {
    fn read() -> Texts {
        let mut paths = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models"), &mut paths);
        paths.sort();
        let small = vec![include_bytes!("frame.lin").to_vec()];
        let mut texts = Texts { small, large: Vec::new(), stretches: Vec::new() };
        for path in paths {
            let whole = std::fs::read_to_string(&path).unwrap();
            let mut starts: Vec<usize> = whole
                .match_indices('\n')
                .map(|(at, _)| at + 1)
                .filter(|&at| whole[at..].starts_with(|c: char| c.is_ascii_lowercase()))
                .step_by(3)
                .collect();
            starts.insert(0, 0);
            starts.push(whole.len());
            texts.stretches.extend(starts.windows(2).map(|pair| whole.as_bytes()[pair[0]..pair[1]].to_vec()));
            let alone = std::fs::read_dir(path.parent().unwrap()).unwrap().count() <= 2;
            let kind = if alone { &mut texts.small } else { &mut texts.large };
            kind.push(whole.into_bytes());
        }
        texts
    }

    /// The text of this number.
    fn mutant(&self, number: u64) -> String {
        let mut dice = Dice { stream: Stream::new(2, "bytes"), number, thrown: 0 };
        // A large text takes as long as fifty small ones.
        let from = match dice.below(1000) {
            0 => &self.large,
            1..200 => &self.small,
            _ => &self.stretches,
        };
        let mut bytes = from[dice.below(from.len())].clone();
        for _ in 0..1 + dice.below(4) {
            mutate(&mut bytes, &mut dice);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A stretch of bytes, or of one to three tokens.
fn stretch(text: &[u8], dice: &mut Dice) -> (usize, usize) {
    let start = dice.below(text.len());
    if dice.below(2) == 0 {
        return (start, (start + dice.below(5)).min(text.len()));
    }
    let wordlike = |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    let mut from = start;
    while from > 0 && wordlike(from - 1) {
        from -= 1;
    }
    let mut to = start;
    for _ in 0..1 + dice.below(3) {
        to += 1;
        while wordlike(to) {
            to += 1;
        }
    }
    (from, to.min(text.len()))
}

fn mutate(text: &mut Vec<u8>, dice: &mut Dice) {
    let (from, to) = stretch(text, dice);
    let piece = text[from..to].to_vec();
    match dice.below(7) {
        0 => drop(text.drain(from..to)),
        1 => drop(text.splice(from..from, PIECES[dice.below(PIECES.len())].bytes())),
        2 => drop(text.splice(from..to, PIECES[dice.below(PIECES.len())].bytes())),
        3 => drop(text.splice(to..to, piece)),
        4 => {
            let (other, end) = stretch(text, dice);
            let taken = text[other..end].to_vec();
            text.splice(from..to, taken);
        }
        5 => {
            let byte = dice.below(256) as u8;
            if let Some(place) = text.get_mut(from) {
                *place = byte;
            }
        }
        _ => {
            let many = 1 + dice.below(20);
            text.splice(to..to, piece.repeat(many));
        }
    }
}

/// Reads, prints, reads again, checks.
fn look(text: &str) {
    let (file, faults) = parse(0, text, &UnitNames::of([text]));
    for span in faults.iter().flat_map(|d| std::iter::once(d.span).chain(d.related.iter().map(|label| label.span))) {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} does not lie in the text");
    }
    if faults.is_empty() {
        let printed = print(&file, text);
        let (again, faults) = parse(0, &printed, &UnitNames::of([printed.as_str()]));
        assert!(faults.is_empty(), "the printed text has faults: {faults:?}\n{printed}");
        assert_eq!(print(&again, &printed), printed, "printing what was printed changes it");
    }
    let (sources, checked) = check(&Memory::one(text));
    assert_eq!(checked.value.is_none(), checked.failed(), "a model without errors, and only such, has a value");
    let drawn = checked.diagnostics.iter().take(3).map(|d| sources.render(d, false).len()).sum::<usize>();
    assert_eq!(drawn == 0, checked.diagnostics.is_empty());
}

/// How long a text takes; a panic names it.
fn time(number: u64, text: &str) -> Duration {
    let start = ThreadTime::now();
    let fine = std::panic::catch_unwind(|| look(text));
    assert!(fine.is_ok(), "text {number} panics:\n{text}");
    start.elapsed()
}

#[test]
fn random_bytes_neither_panic_nor_hang() {
    let count: u64 = if std::env::var_os("LINCHPIN_SLOW").is_some() { 10_000_000 } else { 4_000 };
    let texts = Texts::read();
    let (mut n_bytes, mut longest) = (0_usize, Duration::ZERO);
    let began = Instant::now();
    for number in 0..count {
        let text = texts.mutant(number);
        let took = time(number, &text);
        assert!(took <= HANG, "text {number} takes {took:?}:\n{text}");
        n_bytes += text.len();
        longest = longest.max(took);
        if (number + 1).is_multiple_of(250_000) || number + 1 == count {
            let (megabytes, took) = (n_bytes / 1_000_000, began.elapsed());
            println!("{} texts, {megabytes} MB, the longest took {longest:?}, all {took:?}", number + 1);
        }
    }
}
