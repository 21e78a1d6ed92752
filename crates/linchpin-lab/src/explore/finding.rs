//! What an analysis found: tables, figures as plain data, sentences in two languages.
//!
//! Comes in: nothing. Goes out: the parts that every front shows. Refuses: nothing. A figure knows no colours and no
//! places: [`crate::plot`] draws it, a page may draw it its own way.

use linchpin_core::table::Table;

/// The same words in English and Korean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

impl Said {
    /// Both.
    pub fn new(en: impl Into<String>, ko: impl Into<String>) -> Said {
        Said { en: en.into(), ko: ko.into() }
    }

    /// The same in both languages: a name.
    pub fn same(word: impl Into<String>) -> Said {
        let word = word.into();
        Said { ko: word.clone(), en: word }
    }

    /// One of the two.
    pub fn of(&self, language: crate::plot::Language) -> &str {
        if language == crate::plot::Language::Korean { &self.ko } else { &self.en }
    }
}

/// One bar with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: Said,
    /// Its length.
    pub value: f64,
    /// Lower end of the interval; NaN for none.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// True where the number stands on judgement alone: drawn open.
    pub judged: bool,
}

/// One line through points.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: Said,
    /// Its points.
    pub points: Vec<(f64, f64)>,
}

/// Where a box lies within the range of an input.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeBar {
    /// The input.
    pub label: Said,
    /// Its unit.
    pub unit: String,
    /// The whole range.
    pub whole: (f64, f64),
    /// The part inside the box.
    pub inside: (f64, f64),
}

/// A figure as plain data.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Horizontal bars, longest first.
    Bars {
        /// Name of its file.
        name: String,
        /// Heading.
        title: Said,
        /// What the length means.
        axis: Said,
        /// The bars.
        bars: Vec<Bar>,
    },
    /// Lines over a common axis.
    Lines {
        /// Name of its file.
        name: String,
        /// Heading.
        title: Said,
        /// What lies along the bottom.
        x: Said,
        /// What lies along the side.
        y: Said,
        /// The lines.
        lines: Vec<Line>,
        /// A point that the sentence is about.
        marked: Option<(f64, f64)>,
    },
    /// Parts of ranges.
    Ranges {
        /// Name of its file.
        name: String,
        /// Heading.
        title: Said,
        /// The ranges.
        ranges: Vec<RangeBar>,
    },
    /// Futures over two inputs.
    Scatter {
        /// Name of its file.
        name: String,
        /// Heading.
        title: Said,
        /// What lies along the bottom.
        x: Said,
        /// What lies along the side.
        y: Said,
        /// Futures: place, and whether it is one of interest.
        points: Vec<(f64, f64, bool)>,
        /// The two marks: of interest, the others.
        marks: [Said; 2],
        /// Limits of a box: x, then y.
        within: Option<[(f64, f64); 2]>,
    },
    /// Cells in grey with their numbers.
    Grid {
        /// Name of its file.
        name: String,
        /// Heading.
        title: Said,
        /// What a cell's number is.
        cell: Said,
        /// Names of the rows.
        rows: Vec<Said>,
        /// Names of the columns.
        columns: Vec<Said>,
        /// Numbers: `[row][column]`; darker for more.
        cells: Vec<Vec<f64>>,
    },
}

impl Figure {
    /// Name of its file.
    pub fn name(&self) -> &str {
        match self {
            Figure::Bars { name, .. }
            | Figure::Lines { name, .. }
            | Figure::Ranges { name, .. }
            | Figure::Scatter { name, .. }
            | Figure::Grid { name, .. } => name,
        }
    }

    /// Its heading.
    pub fn title(&self) -> &Said {
        match self {
            Figure::Bars { title, .. }
            | Figure::Lines { title, .. }
            | Figure::Ranges { title, .. }
            | Figure::Scatter { title, .. }
            | Figure::Grid { title, .. } => title,
        }
    }
}

/// What one analysis found about one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The analysis, by the name of its row.
    pub analysis: &'static str,
    /// What it is about: a strategy, an outcome.
    pub subject: Said,
    /// Numbers.
    pub tables: Vec<Table>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// The finding, in one or two sentences.
    pub said: Vec<Said>,
    /// What weakens it: too few futures, failed runs, what was left out.
    pub notes: Vec<Said>,
}

impl Finding {
    /// An empty one.
    pub fn new(analysis: &'static str, subject: Said) -> Finding {
        Finding { analysis, subject, tables: Vec::new(), figures: Vec::new(), said: Vec::new(), notes: Vec::new() }
    }

    /// Adds a sentence.
    pub fn say(&mut self, en: impl Into<String>, ko: impl Into<String>) {
        self.said.push(Said::new(en, ko));
    }

    /// Adds a note.
    pub fn note(&mut self, en: impl Into<String>, ko: impl Into<String>) {
        self.notes.push(Said::new(en, ko));
    }
}
