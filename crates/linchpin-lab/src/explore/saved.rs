//! Findings in a study: tables as CSV, figures as SVG and PNG in both languages, everything as JSON.
//!
//! Comes in: findings. Goes out: files in the study's folder `findings`. Refuses: what cannot be written, and a study in
//! which nothing was explored.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::{Table, Values};
use linchpin_store::write_whole;

use super::finding::Finding;
use super::ground::Ground;
use crate::plot::{Caption, Fonts, Language, Studio, chart, png, svg};
use crate::wire::explore::{ExploreReport, explore_report};

/// Dots of a PNG to a unit of a scene.
const SCALE: f64 = 1.5;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The folder.
    pub folder: PathBuf,
    /// Number of tables.
    pub tables: usize,
    /// Number of pictures, each as SVG and PNG in two languages.
    pub pictures: usize,
}

/// Writes findings into a study's folder `findings`, anew.
pub fn save(
    study: &Path,
    ground: &Ground<'_>,
    fingerprint: &str,
    findings: &[Finding],
    report: &ExploreReport,
) -> Result<Saved, Refusal> {
    let folder = study.join("findings");
    std::fs::create_dir_all(&folder).map_err(|error| {
        Refusal::new(format!("{} cannot be made: {error}", folder.display()), "is the disk full, or the folder not yours?")
    })?;
    let mut tables: Vec<(String, &Table)> = Vec::new();
    for finding in findings {
        for table in &finding.tables {
            let name = format!("{}-{}-{}", finding.analysis, slug(&finding.subject.en), table.name);
            let again = tables.iter().filter(|(known, _)| known.starts_with(&name)).count();
            tables.push((if again == 0 { name } else { format!("{name}-{}", again + 1) }, table));
        }
    }
    for (name, table) in &tables {
        write_whole(&folder.join(format!("{name}.csv")), csv(table).as_bytes())?;
    }
    let figures: Vec<_> = findings.iter().flat_map(|finding| &finding.figures).collect();
    let written = ground.each(&figures, |figure| -> Result<(), Refusal> {
        let fonts = Fonts::new();
        for language in [Language::English, Language::Korean] {
            ground.going()?;
            let studio = Studio { fonts: &fonts, language, caption: caption(ground, fingerprint, language) };
            let scene = chart(figure, &studio);
            let end = if language == Language::Korean { ".ko" } else { "" };
            write_whole(&folder.join(format!("{}{end}.svg", figure.name())), svg(&scene).as_bytes())?;
            write_whole(&folder.join(format!("{}{end}.png", figure.name())), &png(&scene, SCALE, &fonts)?)?;
        }
        Ok(())
    });
    written.into_iter().collect::<Result<Vec<()>, _>>()?;
    write_whole(&folder.join("findings.json"), crate::wire::json(report).as_bytes())?;
    Ok(Saved { folder, tables: tables.len(), pictures: figures.len() })
}

fn caption(ground: &Ground<'_>, fingerprint: &str, language: Language) -> Caption {
    let words = &ground.model.words;
    let world =
        ground.arms.first().and_then(|arm| arm.world).map_or_else(String::new, |id| ground.model.worlds[id.idx()].name.clone());
    Caption {
        futures: ground.futures(),
        seed: ground.seed,
        design: ground.design.to_owned(),
        model: ground.model.name.clone(),
        title: language.title(&words.title, &words.ko, &ground.model.name).to_owned(),
        fingerprint: crate::study::short_fingerprint(fingerprint).to_owned(),
        events: ground.events,
        world,
    }
}

/// Letters and digits of a name, small; a hyphen for everything else.
fn slug(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A table as comma-separated values: a head line with units, numbers with all their digits, empty for none.
pub fn csv(table: &Table) -> String {
    let head: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            field(&if column.unit.is_empty() { column.name.clone() } else { format!("{} ({})", column.name, column.unit) })
        })
        .collect();
    let rows = table.columns.first().map_or(0, |column| match &column.values {
        Values::Number(values) => values.len(),
        Values::Text(values) => values.len(),
    });
    let mut text = head.join(",") + "\n";
    for row in 0..rows {
        let cells: Vec<String> = table
            .columns
            .iter()
            .map(|column| match &column.values {
                Values::Number(values) => values.get(row).filter(|v| v.is_finite()).map_or_else(String::new, f64::to_string),
                Values::Text(values) => values.get(row).map_or_else(String::new, |text| field(text)),
            })
            .collect();
        text += &(cells.join(",") + "\n");
    }
    text
}

/// A field; quoted where it must be, and never read as a formula by a spreadsheet.
fn field(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// What was explored in a study.
pub fn of_study(study: &Path) -> Result<ExploreReport, Refusal> {
    let path = study.join("findings").join("findings.json");
    let help = format!("`linchpin explore {}` explores it", study.display());
    let text = std::fs::read_to_string(&path)
        .map_err(|_| Refusal::new(format!("{} was not explored", study.display()), help.clone()))?;
    explore_report(&text).ok_or_else(|| Refusal::new(format!("{} is damaged, or from another version", path.display()), help))
}
