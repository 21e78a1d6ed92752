//! A report as a Word file.
//!
//! Comes in: a report. Goes out: the bytes of a .docx file. Refuses: pictures that cannot be read.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering, NumberingId, Paragraph, Pic, Run,
    RunFonts, SpecialIndentType, Start, Style, StyleType, Table, TableCell, TableRow,
};
use linchpin_core::diagnostic::Refusal;

use super::{Block, Report};

/// English metric units in a dot of the page's width.
const WIDTH: u32 = 5_700_000;
/// The list that all points use.
const POINTS: usize = 2;

/// The bytes of the file.
pub fn word(report: &Report) -> Result<Vec<u8>, Refusal> {
    let heading = |level: usize, size: usize| {
        Style::new(format!("Heading{level}"), StyleType::Paragraph).name(format!("heading {level}")).size(size).bold()
    };
    let bullet = Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("•"), LevelJc::new("left")).indent(
        Some(420),
        Some(SpecialIndentType::Hanging(280)),
        None,
        None,
    );
    // A fixed date: the same study gives the same bytes.
    let mut file = Docx::new()
        .created_at("2000-01-01T00:00:00Z")
        .updated_at("2000-01-01T00:00:00Z")
        .default_fonts(RunFonts::new().ascii("Calibri").east_asia("Malgun Gothic"))
        .default_size(21)
        .add_style(Style::new("Title", StyleType::Paragraph).name("Title").size(40).bold())
        .add_style(heading(1, 30))
        .add_style(heading(2, 25))
        .add_style(heading(3, 22))
        .add_abstract_numbering(AbstractNumbering::new(POINTS).add_level(bullet))
        .add_numbering(Numbering::new(POINTS, POINTS));
    file = file.add_paragraph(Paragraph::new().style("Title").add_run(Run::new().add_text(&report.title)));
    file = file.add_paragraph(Paragraph::new().add_run(Run::new().add_text(&report.below).italic()));
    for block in &report.blocks {
        file = match block {
            Block::Heading(level, text) => {
                file.add_paragraph(Paragraph::new().style(&format!("Heading{level}")).add_run(Run::new().add_text(text)))
            }
            Block::Paragraph(text) => file.add_paragraph(plain(text)),
            Block::Note(text) => file.add_paragraph(
                Paragraph::new().indent(Some(420), None, None, None).add_run(Run::new().add_text(text.replace('`', "")).italic()),
            ),
            Block::Code(text) => {
                file.add_paragraph(Paragraph::new().add_run(Run::new().add_text(text).fonts(RunFonts::new().ascii("Consolas"))))
            }
            Block::List(points) => points.iter().fold(file, |file, point| {
                file.add_paragraph(plain(point).numbering(NumberingId::new(POINTS), IndentLevel::new(0)))
            }),
            Block::Table { head, rows } => file.add_table(table(head, rows)).add_paragraph(Paragraph::new()),
            Block::Picture { file: path, title } => {
                let image = picture(path)?;
                let caption = Paragraph::new().add_run(Run::new().add_text(title).italic());
                file.add_paragraph(Paragraph::new().add_run(Run::new().add_image(image))).add_paragraph(caption)
            }
        };
    }
    let mut bytes = Cursor::new(Vec::new());
    file.build()
        .pack(&mut bytes)
        .map_err(|error| Refusal::new(format!("the Word file cannot be made: {error}"), "take the HTML file instead"))?;
    Ok(bytes.into_inner())
}

fn plain(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text.replace('`', "")))
}

fn table(head: &[String], rows: &[Vec<String>]) -> Table {
    let cell = |text: &String, bold: bool| {
        let run = Run::new().add_text(text).size(16);
        TableCell::new().add_paragraph(Paragraph::new().add_run(if bold { run.bold() } else { run }))
    };
    let row = |cells: &[String], bold: bool| TableRow::new(cells.iter().map(|text| cell(text, bold)).collect());
    let all = std::iter::once(row(head, true)).chain(rows.iter().map(|cells| row(cells, false)));
    Table::new(all.collect())
}

fn picture(file: &std::path::Path) -> Result<Pic, Refusal> {
    let path = std::path::PathBuf::from(format!("{}.png", file.display()));
    let amiss = |why: String| Refusal::new(format!("{} cannot be read: {why}", path.display()), "explore the study again");
    let bytes = std::fs::read(&path).map_err(|error| amiss(error.to_string()))?;
    let reader = png::Decoder::new(Cursor::new(&bytes)).read_info().map_err(|error| amiss(error.to_string()))?;
    let (width, height) = (reader.info().width.max(1), reader.info().height.max(1));
    let tall = (u64::from(WIDTH) * u64::from(height) / u64::from(width)) as u32;
    Ok(Pic::new_with_dimensions(bytes, width, height).size(WIDTH, tall))
}
