//! A picture as SVG text.
//!
//! Comes in: a scene. Goes out: SVG that stands by itself: no script, no link, a title and a description for readers who
//! listen. Coordinates have two digits after the point.

use std::fmt::Write as _;

use super::font::FAMILIES;
use super::scene::{Anchor, Ink, Mark, Scene};

/// The text of an SVG file.
pub fn svg(scene: &Scene) -> String {
    let (width, height) = (number(scene.width), number(scene.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         font-family=\"{FAMILIES}\">\n<title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(&scene.description)
    );
    for mark in &scene.marks {
        let _ = match mark {
            Mark::Area { points, ink } => writeln!(out, "<polygon points=\"{}\"{}/>", list(points), paint("fill", *ink)),
            Mark::Line { points, ink, width, dash } => {
                let dash =
                    dash.map(|(on, off)| format!(" stroke-dasharray=\"{} {}\"", number(on), number(off))).unwrap_or_default();
                let paint = paint("stroke", *ink);
                let width = number(*width);
                writeln!(
                    out,
                    "<polyline points=\"{}\" fill=\"none\"{paint} stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash}/>",
                    list(points)
                )
            }
            Mark::Text { at, text, style } => {
                let anchor = match style.anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                let weight = if style.bold { " font-weight=\"600\"" } else { "" };
                let (x, y, size, paint) = (number(at.0), number(at.1), number(style.size), paint("fill", style.ink));
                writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}{paint}>{}</text>", escaped(text))
            }
        };
    }
    out + "</svg>\n"
}

fn paint(what: &str, ink: Ink) -> String {
    let [r, g, b] = ink.rgb;
    let opacity = if ink.opacity < 1.0 { format!(" {what}-opacity=\"{}\"", number(ink.opacity)) } else { String::new() };
    format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\"{opacity}")
}

fn list(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect::<Vec<_>>().join(" ")
}

/// Two digits after the point, without trailing zeros and without a minus before nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

fn escaped(text: &str) -> String {
    // Controls that XML has no place for are dropped.
    let clean = text.chars().filter(|c| !c.is_control());
    clean.collect::<String>().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
