//! A report as one HTML file that needs nothing else, with a style for print.
//!
//! Comes in: a report. Goes out: text. Refuses: pictures that cannot be read.

use std::fmt::Write as _;

use linchpin_core::diagnostic::Refusal;

use super::{Block, Report};
use crate::plot::Language;

const STYLE: &str = "\
:root{color-scheme:light}\
body{font:16px/1.55 system-ui,-apple-system,'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1.25rem}\
:lang(ko){word-break:keep-all}\
h1{font-size:1.9rem;line-height:1.2;margin:0}h2{font-size:1.35rem;margin:2.6rem 0 .6rem;border-bottom:2px solid #1a1a1a;padding-bottom:.2rem}\
h3{font-size:1.1rem;margin:1.6rem 0 .4rem}h4{font-size:1rem;margin:1.1rem 0 .2rem}\
p,ul{margin:.5rem 0}li{margin:.3rem 0}.below{color:#5f6368;margin:.4rem 0 1.5rem}\
.note{border-left:3px solid #5f6368;padding-left:.7rem;color:#3c4043;font-size:.92rem}\
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;margin:.8rem 0}\
th,td{border-bottom:1px solid #d5d8dc;padding:.25rem .6rem;text-align:left;vertical-align:top}th{border-bottom:2px solid #1a1a1a}\
figure{margin:1rem 0}figure svg{width:100%;height:auto}pre{background:#f3f4f6;padding:.7rem;white-space:pre-wrap}\
nav ul{columns:2;padding-left:1.1rem}a{color:#00557f}\
@media print{body{max-width:none;margin:0;font-size:10.5pt}nav{display:none}h2{break-after:avoid}h3,h4{break-after:avoid}figure,table,pre{break-inside:avoid}.scroll{overflow:visible}@page{size:A4;margin:18mm 16mm}}";

/// The whole file.
pub fn html(report: &Report) -> Result<String, Refusal> {
    let language = if report.language == Language::Korean { "ko" } else { "en" };
    let title = escaped(&report.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p class=\"below\">{}</p>\n",
        escaped(&report.below)
    );
    contents(report, &mut out);
    let mut chapter = 0;
    for block in &report.blocks {
        // Writing into a string cannot fail.
        let _ = match block {
            Block::Heading(1, text) => {
                chapter += 1;
                writeln!(out, "<h2 id=\"c{chapter}\">{}</h2>", escaped(text))
            }
            Block::Heading(2, text) => writeln!(out, "<h3>{}</h3>", escaped(text)),
            Block::Heading(_, text) => writeln!(out, "<h4>{}</h4>", escaped(text)),
            Block::Paragraph(text) => writeln!(out, "<p>{}</p>", coded(text)),
            Block::Note(text) => writeln!(out, "<p class=\"note\">{}</p>", coded(text)),
            Block::List(points) => {
                let points: String = points.iter().map(|point| format!("<li>{}</li>\n", coded(point))).collect();
                writeln!(out, "<ul>\n{points}</ul>")
            }
            Block::Table { head, rows } => {
                out += &table(head, rows);
                Ok(())
            }
            Block::Picture { file, title } => {
                out += &picture(file, title)?;
                Ok(())
            }
            Block::Code(text) => writeln!(out, "<pre><code>{}</code></pre>", escaped(text)),
        };
    }
    out += "</main>\n</body>\n</html>\n";
    Ok(out)
}

fn contents(report: &Report, out: &mut String) {
    let chapters: Vec<&String> =
        report.blocks.iter().filter_map(|block| if let Block::Heading(1, text) = block { Some(text) } else { None }).collect();
    let label = if report.language == Language::Korean { "차례" } else { "Contents" };
    let _ = writeln!(out, "<nav aria-label=\"{label}\"><ul>");
    for (at, text) in chapters.iter().enumerate() {
        let _ = writeln!(out, "<li><a href=\"#c{}\">{}</a></li>", at + 1, escaped(text));
    }
    *out += "</ul></nav>\n";
}

fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let mut out = String::from("<div class=\"scroll\"><table>\n<thead><tr>");
    head.iter().for_each(|cell| out += &format!("<th scope=\"col\">{}</th>", escaped(cell)));
    out += "</tr></thead>\n<tbody>\n";
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        out += &format!("<tr>{cells}</tr>\n");
    }
    out + "</tbody>\n</table></div>\n"
}

/// A drawing as it stands in its file, without what may not stand inside a page.
fn picture(file: &std::path::Path, title: &str) -> Result<String, Refusal> {
    let path = std::path::PathBuf::from(format!("{}.svg", file.display()));
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Refusal::new(format!("{} cannot be read: {error}", path.display()), "explore the study again"))?;
    let start = text.find("<svg").unwrap_or(0);
    Ok(format!("<figure role=\"img\" aria-label=\"{}\">{}</figure>\n", escaped(title), text[start..].trim_end()))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Names between backticks are set as code.
fn coded(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            out += &format!("<code>{}</code>", escaped(part));
        } else {
            out += &escaped(part);
        }
    }
    out
}
