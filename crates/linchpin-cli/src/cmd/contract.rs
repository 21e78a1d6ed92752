//! `linchpin contract`: what sources say about effects, and what the model answers.

use std::path::PathBuf;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::contract::{Question, contract};
use linchpin_lab::ensemble;
use linchpin_lab::figure::short;
use linchpin_lab::wire::{self, AssumptionShown, ChangeShown, ContractReport, SaidAt, SentenceShown};

use unicode_width::UnicodeWidthStr as _;

use super::{Exit, PARAGRAPH, hung, wrapped, wrapped_in};
use crate::screen::Screen;

/// Columns of a strip.
const STRIP: usize = 33;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin contract korea-2026
  linchpin contract korea-2026 --only submarine           sentences with this word in their title
  linchpin contract korea-2026 --documents DIR            with the articles' paragraphs beside them
  linchpin contract korea-2026 --futures 200 --verbose    quicker, and figures for all

A sentence is a `check` that names where it is said: `in SOURCE p7 \"words\"`. It is run with and without its change in the
same futures under the same luck (seed 42).
  reproduced    it goes the claimed way in at least 80 of 100 of the futures that move, and on average
  contradicted  in at most 20 of 100, and not on average
  depends       else, or where the two disagree
Exit code 1 when an answer is not the one that the model's text expects.")]
pub struct Arguments {
    /// A model that comes along, or a folder
    #[arg(value_name = "MODEL")]
    model: String,
    /// Only sentences whose title has this in it
    #[arg(long, value_name = "WORD")]
    only: Option<String>,
    /// How many futures, instead of what the text says
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    futures: Option<u32>,
    /// A folder with the documents that sources name as their `file`
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// Show figures for sentences that are reproduced, too
    #[arg(long, short)]
    verbose: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Puts the sentences to the model.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    super::ends_by_signals(screen, "interrupted: not all sentences were put to the model", Exit::Findings);
    let Some((opened, model)) = super::open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let question = Question { only: arguments.only.clone(), futures: arguments.futures, documents: arguments.documents.clone() };
    let report = contract(&model, &opened.sources, &question, &ensemble::in_memory)?;
    let exit = if report.unexpected == 0 { Exit::Fine } else { Exit::Findings };
    if arguments.json {
        screen.print(&wire::json(&report));
        return Ok(exit);
    }
    show(screen, &report, arguments);
    Ok(exit)
}

fn show(screen: &mut Screen, report: &ContractReport, arguments: &Arguments) {
    let ContractReport { sentences, reproduced, contradicted, depends, small, .. } = report;
    let sources = distinct(sentences.iter().filter_map(|line| line.found.first()).map(|at| at.found.source.as_str()));
    let title = if report.title.is_empty() { &report.model } else { &report.title };
    let put = format!("{} of {}, put to the model", many(sentences.len(), "sentence"), many(sources, "source"));
    if title.width() + 2 + put.width() <= screen.columns(PARAGRAPH) {
        screen.line(format!("{}: {put}", screen.bold(title)));
    } else {
        wrapped_in(screen, "", title, Screen::bold);
        wrapped(screen, "", &put);
    }
    let little = if *small > 0 { format!(" ({small} effects are small)") } else { String::new() };
    wrapped(screen, "", &format!("{reproduced} reproduced, {contradicted} contradicted, {depends} depend{little}"));
    wrapped(
        screen,
        "",
        "A verdict says what this model does under its assumptions, not whether the author is right. Changes are mean differences in \
         the same futures under the same luck, in standard deviations (sd).",
    );
    let mut heading = "";
    for line in sentences {
        let under = heading_of(line);
        if under != heading {
            heading = under;
            screen.line("");
            wrapped_in(screen, "", heading, Screen::bold);
        }
        sentence(screen, line, arguments);
    }
    if report.unexpected > 0 {
        screen.line("");
        let (count, verb) = (many(report.unexpected, "answer"), if report.unexpected == 1 { "is" } else { "are" });
        wrapped_in(screen, "", &format!("{count} {verb} not what the model's text expects"), Screen::bad);
    }
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

fn heading_of(line: &SentenceShown) -> &'static str {
    match (line.note.is_some(), line.answer, line.official) {
        (true, ..) => "NOT RUN",
        (_, "contradicted", true) => "CONTRADICTED, and said by those who speak for a government",
        (_, "contradicted", false) => "CONTRADICTED",
        (_, "depends", _) => "DEPENDS on what nobody knows",
        _ => "REPRODUCED",
    }
}

fn sentence(screen: &mut Screen, line: &SentenceShown, arguments: &Arguments) {
    let place = line.found.first().map(at).unwrap_or_default();
    let brief = line.answer == "reproduced" && line.as_expected && line.note.is_none() && !arguments.verbose;
    if brief {
        let small = if line.small { " (small)" } else { "" };
        let (lead, sentence) = (format!("  {:>6} sd  ", format!("{:+.2}", line.shift)), format!("{}{small}", line.title));
        if lead.width() + sentence.width() + 2 + place.width() <= screen.columns(PARAGRAPH) {
            screen.line(format!("{lead}{sentence}  {}", screen.dim(&place)));
        } else {
            hung(screen, &lead, &sentence, PARAGRAPH);
            wrapped_in(screen, &" ".repeat(lead.width()), &place, Screen::dim);
        }
        if arguments.documents.is_some() {
            said(screen, line);
        }
        return;
    }
    wrapped_in(screen, "  ", &line.title, Screen::bold);
    let who = line.speaker.as_ref().map(|speaker| format!("{speaker}, ")).unwrap_or_default();
    wrapped_in(screen, "      ", &format!("{who}{place}"), Screen::dim);
    said(screen, line);
    if let Some(note) = &line.note {
        wrapped_in(screen, "      ", &format!("could not be run: {note}"), Screen::bad);
        return;
    }
    let way = match line.claimed {
        "up" => "said to rise",
        "down" => "said to fall",
        _ => "said to stay as it is",
    };
    let as_it_stands = || "as it stands".to_owned();
    let set = |words: &[String]| if words.is_empty() { as_it_stands() } else { words.join(", ") };
    wrapped(screen, "      ", &format!("{} is {way}: {} against {}", line.compared, set(&line.when), set(&line.against)));
    hung(screen, &format!("      {}  ", strip(&line.change)), &figures(line), PARAGRAPH);
    for assumption in &line.assumptions {
        wrapped(screen, "      ", &hangs_on(assumption));
    }
    if !line.worlds.is_empty() {
        let told: Vec<String> =
            line.worlds.iter().map(|world| format!("{} ({}, {:+.2} sd)", world.world, world.answer, world.shift)).collect();
        wrapped(screen, "      ", &format!("otherwise in the worlds {}", told.join("; ")));
    }
    if let Some(because) = &line.because {
        wrapped(screen, "      ", &format!("because: {because}"));
    }
    if !line.as_expected {
        wrapped_in(screen, "      ", &format!("{}, and the text expects {}", line.answer, line.expected), Screen::bad);
    }
}

fn at(said: &SaidAt) -> String {
    let found = &said.found;
    let paragraph = found.paragraph.map(|number| format!(" p{number}")).unwrap_or_default();
    let words = found.figure.as_ref().map(|words| format!(" \"{words}\"")).unwrap_or_default();
    format!("{}{paragraph}{words}", found.source)
}

fn said(screen: &mut Screen, line: &SentenceShown) {
    for place in &line.found {
        if let Some(text) = &place.said {
            wrapped(screen, "      | ", text);
        }
        if place.words_found == Some(false) {
            wrapped_in(screen, "      ", &format!("these words do not stand there: {}", at(place)), Screen::bad);
        }
    }
}

fn figures(line: &SentenceShown) -> String {
    let ChangeShown { mean, low, high, unit, .. } = &line.change;
    let unit = match unit.as_str() {
        "1" | "" | "standard deviations" => String::new(),
        unit => format!(" {unit}"),
    };
    let in_units = if line.change.unit == "standard deviations" {
        String::new()
    } else {
        format!("; {} [{}, {}]{unit}", signed(*mean), signed(*low), signed(*high))
    };
    let share = match line.share {
        Some(share) if line.claimed == "same" => format!("; still in {} of 100 futures", hundred(share)),
        Some(share) => format!("; the claimed way in {} of 100 futures that move", hundred(share)),
        None => "; nothing moves".into(),
    };
    let small = if line.small { ", small" } else { "" };
    format!("{:+.2} sd{small}{in_units}{share}", line.shift)
}

fn signed(number: f64) -> String {
    let plus = if number > 0.0 { "+" } else { "" };
    format!("{plus}{}", short(number))
}

/// A share as a count out of a hundred that says 100 and 0 only where it is all or none.
fn hundred(share: f64) -> String {
    let count = 100.0 * share;
    match () {
        () if share > 0.0 && count < 1.0 => "fewer than 1".into(),
        () if share < 1.0 && count > 99.0 => "more than 99".into(),
        () => format!("{count:.0}"),
    }
}

fn hangs_on(assumption: &AssumptionShown) -> String {
    let AssumptionShown { name, title, low_half, high_half, flips, .. } = assumption;
    let title = if title.is_empty() { String::new() } else { format!(" ({title})") };
    let verb = if *flips { "flips with" } else { "moves with" };
    format!("{verb} {name}{title}: {:+.2} sd where it is low, {:+.2} where it is high", low_half.shift, high_half.shift)
}

/// The change as a strip: a thin line over 90 % of the futures, a thick one for the interval of the mean, a bar at zero.
fn strip(change: &ChangeShown) -> String {
    let ends = [change.p5, change.p95, change.low, change.high, 0.0];
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return format!("{}│{}", " ".repeat(STRIP / 2), " ".repeat(STRIP - STRIP / 2 - 1));
    }
    let column = |value: f64| (((value - low) / span * (STRIP - 1) as f64).round() as usize).min(STRIP - 1);
    let mut cells = vec![' '; STRIP];
    let mut fill = |from: f64, to: f64, sign: char| {
        for cell in &mut cells[column(from)..=column(to)] {
            *cell = sign;
        }
    };
    fill(change.p5, change.p95, '─');
    fill(change.low, change.high, '━');
    fill(0.0, 0.0, '│');
    fill(change.mean, change.mean, '●');
    cells.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_shows_zero_mean_and_range() {
        let change =
            |mean: f64, low: f64, high: f64, p5: f64, p95: f64| ChangeShown { mean, low, high, p5, p95, unit: "1".into() };
        let shown = strip(&change(1.0, 0.9, 1.1, 0.0, 2.0));
        assert_eq!((shown.chars().count(), shown.chars().position(|c| c == '●')), (STRIP, Some((STRIP - 1) / 2)));
        assert!(shown.starts_with('│') && shown.contains('─') && shown.contains('━'), "{shown}");
        assert_eq!(strip(&change(0.0, 0.0, 0.0, 0.0, 0.0)).trim(), "│");
        assert_eq!(strip(&change(f64::NAN, f64::NAN, f64::NAN, f64::NAN, f64::NAN)).trim(), "│");
    }

    #[test]
    fn a_share_is_no_rounder_than_it_is() {
        assert_eq!([0.0, 0.004, 0.5, 0.996, 1.0].map(hundred), ["0", "fewer than 1", "50", "more than 99", "100"]);
    }
}
