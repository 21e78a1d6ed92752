//! `linchpin evidence check`: every place of the ledger looked up, and what the ledger leaves open.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::evidence::STALE_AFTER_YEARS;
use linchpin_lab::ledger::{self, Question};
use linchpin_lab::wire::{self, DocumentShown, LedgerReport, ListShown, LocatorShown};

use crate::cmd::{Exit, open, wrapped};
use crate::screen::Screen;

/// Members of a list that are shown without being asked for.
const SHOWN: usize = 6;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence check korea-2026                          the ledger alone
  linchpin evidence check korea-2026 --documents DIR          every figure looked up in the documents
  linchpin evidence check my_strategy --documents DIR --all   a line for every place and list member

A place is `in SOURCE p7 \"7.5\"`; the document is the file that the source names. Paragraphs count non-empty lines, numbers are
compared as amounts (28,500 is 28.5 thousand). A figure that is not where the ledger says, or says another number, is a
fault; lists are none. Without --documents a folder `documents` within the model's folder is taken, where there is one.
Exit code 1 when there is a fault.")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// The folder that holds the files that sources name
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// A line for every place and every member of a list
    #[arg(long)]
    all: bool,
    /// Years before the model's start after which a claim with a newer one is stale
    #[arg(long, value_name = "YEARS", default_value_t = STALE_AFTER_YEARS)]
    stale_after: f64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Looks everything up and prints what is wrong, then what is open.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((opened, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let beside = Path::new(&arguments.model).join("documents");
    let folder = arguments.documents.clone().or_else(|| beside.is_dir().then_some(beside));
    let documents = match &folder {
        Some(folder) => ledger::from_folder(&model, folder)?,
        None => Vec::new(),
    };
    let question =
        Question { model: &model, sources: &opened.sources, documents: &documents, stale_after: arguments.stale_after };
    let report = ledger::check(question);
    let exit = if report.ok { Exit::Fine } else { Exit::Findings };
    if arguments.json {
        screen.print(&wire::json(&report));
        return Ok(exit);
    }
    for file in &report.missing {
        let lead = screen.bad("fault");
        screen.line(format!("{lead}: a source names the file {file}, which is not in the folder"));
    }
    for place in report.places.iter().filter(|place| place.fault || arguments.all) {
        show_place(screen, place);
    }
    for document in &report.documents {
        show_document(screen, document, &report, arguments.all);
    }
    for copy in &report.copies {
        let share = (copy.share * 100.0).round();
        let twice = match copy.counted_twice.len() {
            0 => "no claim counts them twice".to_owned(),
            _ => format!("counted as two by {}; say `via` in one of them", copy.counted_twice.join(", ")),
        };
        screen.line(format!("copies: {} and {} share {share} in 100 of their words; {twice}", copy.one, copy.other));
    }
    for list in &report.lists {
        show_list(screen, list, arguments.all);
    }
    summary(screen, &report, folder.is_some());
    Ok(exit)
}

fn show_place(screen: &mut Screen, place: &LocatorShown) {
    let at = place.paragraph.map(|number| format!(" p{number}")).unwrap_or_default();
    let figure = place.figure.as_ref().map(|figure| format!(" \"{figure}\"")).unwrap_or_default();
    let value = place.value.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    let said = place.said.as_ref().map(|said| format!(": {said}")).unwrap_or_default();
    let lead = if place.fault { screen.bad("fault") } else { place.verdict.to_owned() };
    let verdict = if place.fault { format!(": {}", place.verdict) } else { String::new() };
    screen.line(format!("{lead}{verdict}: {}{value} in {}{at}{figure}{said}", place.claim, place.source));
    if place.fault {
        screen.line(screen.dim(&format!("  {}", place.place)));
    }
}

fn show_document(screen: &mut Screen, document: &DocumentShown, report: &LedgerReport, all: bool) {
    let places = report.places.iter().filter(|place| place.source == document.source && place.paragraph.is_some()).count();
    let title = screen.bold(&document.file);
    let spoken = document.spoken_for;
    screen.line(format!("{title}: {places} places; the ledger speaks for {spoken} of {} paragraphs", document.paragraphs.len()));
    for note in &document.notes {
        wrapped(screen, "  ", note);
    }
    let ignored: Vec<_> = document.paragraphs.iter().filter(|paragraph| paragraph.spoken_for == 0).collect();
    if all {
        for paragraph in &ignored {
            let lead = format!("  p{} ", paragraph.number);
            wrapped(screen, &lead, &paragraph.text);
        }
    } else if !ignored.is_empty() {
        let numbers: Vec<String> = ignored.iter().map(|paragraph| format!("p{}", paragraph.number)).collect();
        wrapped(screen, "  ", &format!("passed over: {}", numbers.join(" ")));
    }
}

fn show_list(screen: &mut Screen, list: &ListShown, all: bool) {
    let title = screen.bold(list.name);
    screen.line(format!("{title}: {} {}", list.members.len(), list.title));
    let shown = if all { list.members.len() } else { SHOWN };
    for member in list.members.iter().take(shown) {
        let note = if member.note.is_empty() { String::new() } else { format!(" ({})", member.note) };
        wrapped(screen, "  ", &format!("{}: {}{note}", member.name, member.says));
    }
    if list.members.len() > shown {
        screen.line(format!("  and {} more; --all lists them", list.members.len() - shown));
    }
}

fn summary(screen: &mut Screen, report: &LedgerReport, documents: bool) {
    let standing: Vec<String> = report.standing.iter().map(|row| format!("{} {}", row.claims, row.standing)).collect();
    wrapped(screen, "", &format!("{} claims in {} sources: {}", report.claims, report.sources, standing.join(", ")));
    if !documents {
        wrapped(screen, "", "no documents at hand: name their folder with --documents to look up figures");
        return;
    }
    let looked = report.places.iter().filter(|place| !matches!(place.verdict, "not at hand" | "no place given")).count();
    let open = report.places.iter().filter(|place| place.verdict == "no number to compare").count();
    let verdict = match report.faults {
        0 => screen.good("no fault"),
        1 => screen.bad("1 fault"),
        n => screen.bad(&format!("{n} faults")),
    };
    let open = if open == 0 { String::new() } else { format!("; {open} give no number to compare with") };
    screen.line(format!("{looked} places looked up: {verdict}{open}"));
}
