//! A comparison as aligned text.
//!
//! Comes in: a comparison. Goes out: lines of at most 118 columns, fewer on a narrow terminal: outcomes side by side, as many as fit, strategies
//! below one another. `▲` best, `▼` worst, `~` undecided; a plain difference is decided against the baseline.

use linchpin_core::model::Better;
use linchpin_lab::analysis::{Difference, Share, Verdict};
use linchpin_lab::compare::{Comparison, CriterionShown, OutcomeShown};
use linchpin_lab::figure::short;
use linchpin_lab::report::threshold;
use linchpin_lab::words::cut;
use unicode_width::UnicodeWidthStr as _;

use super::super::{lines_of, wrapped};
use crate::screen::Screen;

/// Columns of a line, where the terminal has them.
const WIDTH: usize = 118;
/// Columns of a heading before it is broken.
const HEADING: usize = 19;

/// What a cell says about its strategy; decides its colour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Plain,
    Faint,
    Best,
    Worst,
}

struct Cell {
    text: String,
    tone: Tone,
}

struct Column {
    head: Vec<String>,
    cells: Vec<Cell>,
}

/// Prints a comparison. With `all`, every outcome, with levels and ranges.
pub fn show(screen: &mut Screen, comparison: &Comparison, all: bool) {
    if comparison.outcomes.is_empty() {
        let mend = "add one, such as `outcome NAME : UNIT = final(x) better higher`.";
        wrapped(screen, "", &format!("The model has no outcome, so there is nothing to compare: {mend}"));
        return;
    }
    if let Some((name, title)) = &comparison.world {
        let title = if title.is_empty() { String::new() } else { format!("  {title}") };
        screen.line(format!("{}{title}", screen.bold(&format!("In the world {name}"))));
    }
    let several = comparison.arms.len() > 1;
    if several {
        let base = &comparison.arms[comparison.baseline].name;
        let title = format!("Differences from {base}, in the same futures under the same luck, ± 95 % interval");
        fitted(screen, &title, Screen::bold);
        legend(comparison).into_iter().for_each(|line| fitted(screen, line, Screen::dim));
        screen.line("");
        let criteria = if all { comparison.criteria.len() } else { 1 };
        let mut columns: Vec<Column> =
            comparison.criteria.iter().take(criteria).map(|criterion| criterion_column(comparison, criterion)).collect();
        let shown: Vec<usize> = if all { (0..comparison.outcomes.len()).collect() } else { comparison.headline.clone() };
        columns.extend(shown.into_iter().map(|at| outcome_column(&comparison.outcomes[at])));
        print(screen, &names(comparison), &columns);
    }
    if all || !several {
        if several {
            screen.line("");
        }
        let title = "Levels: mean, and the range from 5 to 95 % of futures; they rest on priors more than differences do";
        fitted(screen, title, Screen::bold);
        screen.line("");
        let chosen: Vec<usize> = if all { (0..comparison.outcomes.len()).collect() } else { comparison.headline.clone() };
        let mut columns: Vec<Column> = chosen.into_iter().map(|at| level_column(&comparison.outcomes[at], !several)).collect();
        if !several {
            columns.splice(0..0, comparison.criteria.iter().map(|criterion| criterion_column(comparison, criterion)));
        }
        print(screen, &names(comparison), &columns);
    }
}

/// Prints a line, in several where the terminal is too narrow.
fn fitted(screen: &mut Screen, line: &str, toned: fn(&Screen, &str) -> String) {
    let room = screen.columns(WIDTH);
    let lines = if line.width() <= room { vec![line.to_owned()] } else { lines_of(line, room) };
    lines.iter().for_each(|line| screen.line(toned(screen, line)));
}

fn legend(comparison: &Comparison) -> Vec<&'static str> {
    let mut lines =
        vec!["▲ best, ▼ worst (decided against the runner-up)   ~ undecided   last number: acceptable in so many of 100 futures"];
    if comparison.arms.iter().any(|arm| arm.stress) {
        lines.push("† a stress test: shown, never marked best");
    }
    lines
}

fn names(comparison: &Comparison) -> Vec<Cell> {
    let cell = |(at, arm): (usize, &linchpin_lab::compare::ArmShown)| Cell {
        text: if arm.stress { format!("{} †", arm.name) } else { arm.name.clone() },
        tone: if at == comparison.baseline && comparison.arms.len() > 1 { Tone::Faint } else { Tone::Plain },
    };
    comparison.arms.iter().enumerate().map(cell).collect()
}

fn criterion_column(comparison: &Comparison, criterion: &CriterionShown) -> Column {
    let head = heading(&cut(&criterion.title), "met, of 100 futures", "");
    let cells = (0..comparison.arms.len()).map(|arm| {
        let share = hundred(&criterion.shares[arm]);
        match &criterion.differences[arm] {
            None => Cell { text: format!("baseline   {share}"), tone: Tone::Faint },
            Some(found) => {
                let (mark, tone) = mark(found, arm, criterion.extremes.best, criterion.extremes.worst);
                Cell { text: format!("{} ±{:.0}{mark} {share}", signed(100.0 * found.mean, 0), 100.0 * half(found)), tone }
            }
        }
    });
    Column { head, cells: cells.collect() }
}

fn outcome_column(outcome: &OutcomeShown) -> Column {
    let unit = match outcome.unit.as_str() {
        "1" => "",
        "%" => "%-points",
        unit => unit,
    };
    let head = heading(&cut(&outcome.title), &goal(outcome), unit);
    let digits = digits(outcome);
    let cells = outcome.cells.iter().enumerate().map(|(arm, cell)| {
        let share = cell.acceptable.map(|share| format!(" {}", hundred(&share))).unwrap_or_default();
        match &cell.difference {
            None => Cell { text: format!("baseline  {share}"), tone: Tone::Faint },
            Some(found) => {
                let (mark, tone) = mark(found, arm, outcome.extremes.best, outcome.extremes.worst);
                Cell { text: format!("{}{mark}{share}", amount(found, outcome.scale, digits)), tone }
            }
        }
    });
    Column { head, cells: cells.collect() }
}

fn level_column(outcome: &OutcomeShown, with_share: bool) -> Column {
    let unit = if outcome.unit == "1" { "" } else { &outcome.unit };
    let head = heading(&cut(&outcome.title), &goal(outcome), unit);
    let year = outcome.unit.starts_with("year");
    let number = |value: f64| if year && value.abs() > 1000.0 { format!("{value:.1}") } else { short_3(value) };
    let cells = outcome.cells.iter().map(|cell| {
        let level = &cell.level;
        let [mean, low, high] = [level.mean.value, level.low, level.high].map(|value| number(value / outcome.scale));
        let share = if with_share {
            cell.acceptable.map(|share| format!("  {}", hundred(&share))).unwrap_or_default()
        } else {
            String::new()
        };
        Cell { text: format!("{mean}  {low} .. {high}{share}"), tone: Tone::Plain }
    });
    Column { head, cells: cells.collect() }
}

/// Three significant digits, without an exponent where people would not use one.
fn short_3(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return short(value);
    }
    let digits = (2 - value.abs().log10().floor() as i32).max(0) as usize;
    if digits > 9 { short(value) } else { format!("{value:.digits$}") }
}

fn goal(outcome: &OutcomeShown) -> String {
    let better = match outcome.better {
        Better::Higher => "higher is better",
        Better::Lower => "lower is better",
        Better::Neither => "no direction",
    };
    match outcome.acceptable {
        Some(acceptable) => {
            let way = if outcome.better == Better::Higher { "higher" } else { "lower" };
            format!("{way}, {}", threshold(acceptable, outcome.scale))
        }
        None => better.into(),
    }
}

/// A title in up to three lines, then its unit, then which way is good.
fn heading(title: &str, goal: &str, unit: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in title.split_whitespace() {
        let line = lines.last_mut().expect("it starts with one line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > HEADING {
            lines.push(word.to_owned());
        } else {
            *line += if line.is_empty() { "" } else { " " };
            *line += word;
        }
    }
    lines.truncate(3);
    if !unit.is_empty() {
        lines.push(unit.to_owned());
    }
    lines.push(goal.to_owned());
    lines
}

/// Digits after the point at which the least interval of an outcome shows one digit, but the middle one at most two.
fn digits(outcome: &OutcomeShown) -> usize {
    let mut halves: Vec<f64> =
        outcome.cells.iter().filter_map(|cell| cell.difference).map(|found| half(&found) / outcome.scale).collect();
    halves.retain(|half| half.is_finite() && *half > 0.0);
    halves.sort_by(f64::total_cmp);
    let digits = |half: f64| (-half.log10().floor()).clamp(0.0, 9.0) as usize;
    match (halves.first(), halves.get(halves.len() / 2)) {
        (Some(least), Some(middle)) => digits(*least).min(digits(*middle) + 1),
        _ => 2,
    }
}

fn half(found: &Difference) -> f64 {
    (found.high - found.low) / 2.0
}

/// A difference with its interval: `+0.012 ±0.001`. One that is decided never shows as zero.
fn amount(found: &Difference, scale: f64, digits: usize) -> String {
    let (mean, half) = (found.mean / scale, half(found) / scale);
    if mean.is_nan() {
        return "no runs".into();
    }
    if found.verdict == Verdict::Same {
        return "same".into();
    }
    let smallest = 0.5 * 10f64.powi(-(digits as i32));
    let digits = if mean.abs() < smallest && found.verdict != Verdict::Undecided && mean != 0.0 {
        (-mean.abs().log10().floor()).clamp(0.0, 9.0) as usize
    } else {
        digits
    };
    let half = if half.is_nan() { "?".into() } else { format!("{half:.digits$}") };
    format!("{} ±{half}", signed(mean, digits))
}

fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:+.digits$}");
    // A minus before nothing but zeros says less than a plain zero.
    if text.trim_start_matches(['+', '-']).chars().all(|c| c == '0' || c == '.') { text.replace(['+', '-'], "±") } else { text }
}

fn mark(found: &Difference, arm: usize, best: Option<usize>, worst: Option<usize>) -> (&'static str, Tone) {
    match () {
        () if best == Some(arm) => (" ▲", Tone::Best),
        () if worst == Some(arm) => (" ▼", Tone::Worst),
        () if found.verdict == Verdict::Undecided => (" ~", Tone::Faint),
        () if found.verdict == Verdict::Same => ("  ", Tone::Faint),
        () => ("  ", Tone::Plain),
    }
}

fn hundred(share: &Share) -> String {
    match share.n {
        0 => "  ?".into(),
        // Between nobody and everybody the rounding must not claim either.
        n if share.holds > 0 && share.holds < n => format!("{:>3.0}", (100.0 * share.value).clamp(1.0, 99.0)),
        _ => format!("{:>3.0}", 100.0 * share.value),
    }
}

/// Prints columns beside the names, as many to a block as the width takes.
fn print(screen: &mut Screen, names: &[Cell], columns: &[Column]) {
    let width = |column: &Column| {
        let cells = column.cells.iter().map(|cell| cell.text.chars().count());
        cells.chain(column.head.iter().map(|line| line.chars().count())).max().unwrap_or(0)
    };
    let left = names.iter().map(|name| name.text.chars().count()).max().unwrap_or(0);
    let most = screen.columns(WIDTH);
    let mut rest = columns;
    while !rest.is_empty() {
        let mut taken = 0;
        let mut used = left;
        while taken < rest.len() && (taken == 0 || used + 3 + width(&rest[taken]) <= most) {
            used += 3 + width(&rest[taken]);
            taken += 1;
        }
        let (block, later) = rest.split_at(taken);
        block_of(screen, names, block, left, &width);
        if !later.is_empty() {
            screen.line("");
        }
        rest = later;
    }
}

fn block_of(screen: &mut Screen, names: &[Cell], block: &[Column], left: usize, width: &dyn Fn(&Column) -> usize) {
    let height = block.iter().map(|column| column.head.len()).max().unwrap_or(0);
    for row in 0..height {
        let mut line = " ".repeat(left);
        for column in block {
            // Headings stand on the ground, so that facts are level.
            let skip = height - column.head.len();
            let text = if row < skip { "" } else { column.head[row - skip].as_str() };
            line += &format!("   {}{text}", " ".repeat(width(column) - text.chars().count()));
        }
        let line = line.trim_end().to_owned();
        screen.line(if row + 1 == height { screen.dim(&line) } else { screen.bold(&line) });
    }
    for (at, name) in names.iter().enumerate() {
        let pad = " ".repeat(left - name.text.chars().count());
        let mut line = format!("{}{pad}", toned(screen, name));
        for column in block {
            let cell = &column.cells[at];
            line += &format!("   {}{}", " ".repeat(width(column) - cell.text.chars().count()), toned(screen, cell));
        }
        screen.line(line.trim_end());
    }
}

fn toned(screen: &Screen, cell: &Cell) -> String {
    match cell.tone {
        Tone::Plain => cell.text.clone(),
        Tone::Faint => screen.dim(&cell.text),
        Tone::Best => screen.good(&cell.text),
        Tone::Worst => screen.bad(&cell.text),
    }
}
