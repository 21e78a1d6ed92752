//! Wrong models: each small text has one fault, and the diagnostics are kept beside it, place and words.
//!
//! A case is a title line `## ...`, the text, a line `---` and what the checker says. The text stands in `case.lin`
//! beside the valid `frame.lin`; in `frames.txt` it is the whole model. `UPDATE_GOLDEN=1` rewrites what is said.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use linchpin_lang::check;
use linchpin_lang::files::Memory;

const FRAME: &str = include_str!("frame.lin");

struct Case {
    title: String,
    text: String,
    said: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/wrong")
}

fn cases(path: &Path) -> Vec<Case> {
    let whole = std::fs::read_to_string(path).unwrap();
    let parts = whole.split("## ").skip(1);
    parts
        .map(|part| {
            let (title, body) = part.split_once('\n').unwrap();
            let (text, said) = body.split_once("---\n").unwrap_or((body, ""));
            Case { title: title.to_owned(), text: format!("{}\n", text.trim_end()), said: said.trim_end().to_owned() }
        })
        .collect()
}

fn say(text: &str, whole: bool) -> String {
    let files = if whole {
        Memory::one(text)
    } else {
        Memory { texts: vec![("model.lin".into(), FRAME.into()), ("case.lin".into(), text.into())] }
    };
    let (sources, checked) = check(&files);
    assert_eq!(checked.value.is_none(), checked.failed(), "a model without errors, and only such, has a value:\n{text}");
    let said: String = checked.diagnostics.iter().map(|d| sources.render(d, false)).collect();
    for d in &checked.diagnostics {
        assert!(d.help.is_some(), "no help: {}", sources.render(d, false));
    }
    said.trim_end().to_owned()
}

fn battery(name: &str) {
    let path = folder().join(name);
    let whole = name == "frames.txt";
    let mut rewritten = String::new();
    let mut wrong = Vec::new();
    for case in cases(&path) {
        let said = say(&case.text, whole);
        assert!(!said.is_empty(), "nothing is said about: {}", case.title);
        if said != case.said {
            wrong.push(format!("## {}\n{}---\n{said}\n(expected)\n{}\n", case.title, case.text, case.said));
        }
        let _ = write!(rewritten, "## {}\n{}---\n{said}\n\n", case.title, case.text);
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, rewritten).unwrap();
        return;
    }
    assert!(
        wrong.is_empty(),
        "{} of {name} differ; run with UPDATE_GOLDEN=1 and read the diff\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_frame_is_valid() {
    let (sources, checked) = check(&Memory::one(FRAME));
    let said: String = checked.diagnostics.iter().map(|d| sources.render(d, false)).collect();
    assert!(said.is_empty(), "{said}");
}

#[test]
fn names() {
    battery("names.txt");
}

#[test]
fn units() {
    battery("units.txt");
}

#[test]
fn values() {
    battery("values.txt");
}

#[test]
fn evidence() {
    battery("evidence.txt");
}

#[test]
fn games() {
    battery("games.txt");
}

#[test]
fn strategies() {
    battery("strategies.txt");
}

#[test]
fn dependence() {
    battery("dependence.txt");
}

#[test]
fn loops() {
    battery("loops.txt");
}

#[test]
fn frames() {
    battery("frames.txt");
}
