//! Mechanical slips in valid models: whatever is surely wrong is reported, and nearly always where it was made.
//!
//! Each mutation changes one thing in a model of the repository, and rules of its own, not the checker, decide whether the
//! result is wrong. Of the others the checker may find no fault or one; where it finds none, the slip has made another
//! model, and its canonical text shows the change. Nothing panics, and nothing takes longer than [`HANG`].
//! `LINCHPIN_SLOW=1` runs five thousand and prints the figures of each kind; otherwise a share of them is run.

mod corpus;
mod dimensions;
mod drops;
mod kinds;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use linchpin_core::diagnostic::{Severity, SourceMap, Span};
use linchpin_lang::check;
use linchpin_lang::files::Memory;
use linchpin_lang::parser::{UnitNames, parse};
use linchpin_lang::print::print;

use corpus::{Place, Valid};
use kinds::{Dice, KINDS, Mutant};

/// Longer than the check of any model may take, in time of the processor: a busy machine takes its own.
const HANG: Duration = Duration::from_secs(2);

/// What became of the mutations of one kind.
#[derive(Default)]
struct Tally {
    made: usize,
    wrong: usize,
    reported: usize,
    /// A fault underlines a place that was changed, or one that refers to what was dropped.
    underlined: usize,
    /// It does, or names such a place beside the underlined one.
    at_place: usize,
    /// Not known to be wrong, and without a fault: another valid model.
    valid: usize,
}

fn models() -> Vec<Valid> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let mut folders: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("model.lin").exists())
        .collect();
    folders.sort();
    folders.iter().map(|folder| Valid::read(folder)).collect()
}

fn texts(valid: &Valid, mutant: Option<&Mutant>) -> Memory {
    let text = |idx: usize| mutant.filter(|mutant| mutant.file == idx).map_or(&valid.texts[idx], |mutant| &mutant.text);
    Memory { texts: valid.paths.iter().enumerate().map(|(idx, path)| (path.clone(), text(idx).clone())).collect() }
}

/// The lines that a span touches.
fn touched(sources: &SourceMap, span: Span) -> BTreeSet<Place> {
    let text = &sources.sources[span.source as usize].text;
    let first = corpus::line_of(text, span.start as usize);
    let last = corpus::line_of(text, (span.end.max(span.start + 1) - 1) as usize);
    (first..=last).map(|line| (span.source as usize, line)).collect()
}

fn judge(valid: &Valid, kind: &str, mutant: &Mutant, tally: &mut Tally, misses: &mut Vec<String>) {
    tally.made += 1;
    let began = ThreadTime::now();
    let (sources, checked) = check(&texts(valid, Some(mutant)));
    let took = began.elapsed();
    assert!(took < HANG, "{kind}, {}, {}: {took:?}", valid.name, mutant.what);
    let Some(places) = &mutant.wrong else {
        if !checked.failed() {
            tally.valid += 1;
            let (before, after) = (&valid.texts[mutant.file], &mutant.text);
            assert_ne!(canonical(before), canonical(after), "{kind}, {}, {}: the same model", valid.name, mutant.what);
        }
        return;
    };
    tally.wrong += 1;
    let errors: Vec<_> = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    let at = |span: Span| !touched(&sources, span).is_disjoint(places);
    let underlined = errors.iter().any(|d| at(d.span));
    let at_place = underlined || errors.iter().any(|d| d.related.iter().any(|label| at(label.span)));
    tally.reported += usize::from(!errors.is_empty());
    tally.underlined += usize::from(underlined);
    tally.at_place += usize::from(at_place);
    if errors.is_empty() || !at_place {
        let said: String = errors.iter().take(3).map(|d| sources.render(d, false)).collect();
        let miss = if errors.is_empty() { "MISSED" } else { "ELSEWHERE" };
        misses.push(format!("{miss} {kind}, {}, {}\n{said}", valid.name, mutant.what));
    }
}

fn canonical(text: &str) -> String {
    print(&parse(0, text, &UnitNames::of([text])).0, text)
}

/// Makes and judges this many mutations of a model, all kinds by their shares.
fn battery(valid: &Valid, count: usize, tallies: &mut BTreeMap<&'static str, Tally>, misses: &mut Vec<String>) {
    for (kind, share, make) in KINDS {
        let mut dice = Dice::new(&format!("{} {kind}", valid.name));
        let wanted = (count * share).div_ceil(1000);
        // A small model has fewer dates, say, than there are throws: none is counted twice.
        let mut made = BTreeSet::new();
        for _ in 0..wanted * 20 {
            if made.len() == wanted {
                break;
            }
            if let Some(mutant) = make(valid, &mut dice)
                && made.insert(mutant.what.clone())
            {
                judge(valid, kind, &mutant, tallies.entry(kind).or_default(), misses);
            }
        }
    }
}

#[test]
fn slips_are_reported_where_they_are_made() {
    let slow = std::env::var_os("LINCHPIN_SLOW").is_some();
    let (mut tallies, mut misses) = (BTreeMap::new(), Vec::new());
    for valid in models() {
        let (sources, checked) = check(&texts(&valid, None));
        let said: String = checked.diagnostics.iter().map(|d| sources.render(d, false)).collect();
        assert!(!checked.failed(), "{} is not valid:\n{said}", valid.name);
        // The large model gets the most, where there is time: a check of it takes as long as thirty of the others.
        let large = valid.paths.len() > 1;
        let count = match (slow, large) {
            (true, true) => 3100,
            (true, false) => 500,
            (false, true) => 60,
            (false, false) => 120,
        };
        battery(&valid, count, &mut tallies, &mut misses);
    }
    let all = tallies.values().fold(Tally::default(), |all, next| Tally {
        made: all.made + next.made,
        wrong: all.wrong + next.wrong,
        reported: all.reported + next.reported,
        underlined: all.underlined + next.underlined,
        at_place: all.at_place + next.at_place,
        valid: all.valid + next.valid,
    });
    let row = |name: &str, t: &Tally| {
        let Tally { made, wrong, reported, underlined, at_place, valid } = t;
        format!("{name:32} {made:6} {wrong:6} {reported:8} {underlined:10} {at_place:8} {valid:6}\n")
    };
    let [a, b, c, d, e, f] = ["made", "wrong", "reported", "underlined", "at place", "valid"];
    let mut figures = format!("{:32} {a:>6} {b:>6} {c:>8} {d:>10} {e:>8} {f:>6}\n", "kind");
    tallies.iter().for_each(|(kind, tally)| figures += &row(kind, tally));
    figures += &row("all", &all);
    println!("{figures}");
    let shown = misses.iter().take(60).map(String::as_str).collect::<Vec<_>>().join("\n");
    if slow {
        println!("{shown}");
    }
    assert_eq!(all.reported, all.wrong, "wrong texts pass:\n{figures}\n{shown}");
    assert!(all.at_place * 100 >= all.wrong * 95, "faults point elsewhere:\n{figures}\n{shown}");
}
