//! Shapes of findings: what an exploration writes into a study, what reports and pages read.
//!
//! Comes in: findings. Goes out: JSON and back. Numbers that are not finite are `null`. Refuses: nothing.

use linchpin_core::table::{Column, Table, Values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::explore::{Figure, Finding, Said};

/// The same words in English and Korean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SaidShown {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

impl SaidShown {
    /// As a shape.
    pub fn of(said: &Said) -> SaidShown {
        SaidShown { en: said.en.clone(), ko: said.ko.clone() }
    }

    /// In one of the two languages.
    pub fn in_language(&self, korean: bool) -> &str {
        if korean { &self.ko } else { &self.en }
    }
}

/// One value of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum CellShown {
    /// A number; `null` where it is none.
    Number(Option<f64>),
    /// Words.
    Text(String),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ColumnShown {
    /// Its name.
    pub name: String,
    /// Its unit; empty for words and pure numbers.
    pub unit: String,
    /// Its values.
    pub values: Vec<CellShown>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableShown {
    /// What it holds.
    pub name: String,
    /// Its columns, equally long.
    pub columns: Vec<ColumnShown>,
}

impl TableShown {
    /// As a shape.
    pub fn of(table: &Table) -> TableShown {
        let column = |column: &Column| ColumnShown {
            name: column.name.clone(),
            unit: column.unit.clone(),
            values: match &column.values {
                Values::Number(values) => values.iter().map(|v| CellShown::Number(v.is_finite().then_some(*v))).collect(),
                Values::Text(values) => values.iter().map(|v| CellShown::Text(v.clone())).collect(),
            },
        };
        TableShown { name: table.name.clone(), columns: table.columns.iter().map(column).collect() }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }
}

/// A figure, by the name of its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureNamed {
    /// Name of its files without ending: `NAME.svg` and `NAME.png` in English, `NAME.ko.svg` and `NAME.ko.png` in Korean.
    pub name: String,
    /// Heading.
    pub title: SaidShown,
}

/// What one analysis found about one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingShown {
    /// The analysis.
    pub analysis: String,
    /// The question it answers.
    pub question: SaidShown,
    /// What it is about.
    pub subject: SaidShown,
    /// The finding in sentences.
    pub said: Vec<SaidShown>,
    /// What weakens it.
    pub notes: Vec<SaidShown>,
    /// Numbers.
    pub tables: Vec<TableShown>,
    /// Figures.
    pub figures: Vec<FigureNamed>,
}

impl FindingShown {
    /// As a shape.
    pub fn of(finding: &Finding, question: (&str, &str)) -> FindingShown {
        let named = |figure: &Figure| FigureNamed { name: figure.name().to_owned(), title: SaidShown::of(figure.title()) };
        FindingShown {
            analysis: finding.analysis.to_owned(),
            question: SaidShown { en: question.0.to_owned(), ko: question.1.to_owned() },
            subject: SaidShown::of(&finding.subject),
            said: finding.said.iter().map(SaidShown::of).collect(),
            notes: finding.notes.iter().map(SaidShown::of).collect(),
            tables: finding.tables.iter().map(TableShown::of).collect(),
            figures: finding.figures.iter().map(named).collect(),
        }
    }
}

/// An analysis that could not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotDone {
    /// The analysis.
    pub analysis: String,
    /// Why.
    pub why: String,
    /// What to do about it.
    pub help: String,
}

/// All that an exploration found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExploreReport {
    /// The model.
    pub model: String,
    /// SHA-256 of its texts.
    pub fingerprint: String,
    /// Futures.
    pub futures: usize,
    /// Seed.
    pub seed: u64,
    /// How futures were drawn.
    pub design: String,
    /// The strategy that others are compared with.
    pub baseline: String,
    /// The command that gives it again.
    pub command: String,
    /// What was found, in the order of the analyses.
    pub findings: Vec<FindingShown>,
    /// What could not be done.
    pub not_done: Vec<NotDone>,
}

/// Reads what [`super::json`] wrote of an exploration.
pub fn explore_report(text: &str) -> Option<ExploreReport> {
    serde_json::from_str(text).ok()
}
