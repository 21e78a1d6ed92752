//! Figures of analyses as pictures.
//!
//! Comes in: a figure as plain data. Goes out: a scene that reads in grey: bars with whiskers, lines of different dashes,
//! discs and rings, cells with their numbers. Refuses: nothing.

use super::axis::Axis;
use super::frame::{MARGIN, Studio, WIDTH, style};
use super::phrases::Language;
use super::scene::palette::{BLACK, BLUE, FAINT, GREY, VERMILION, WHITE};
use super::scene::{Anchor, Ink, Scene};
use crate::explore::{Bar, Figure, Line, RangeBar, Said};

/// Height of a row.
const ROW: f64 = 30.0;
/// Width of names beside rows.
const NAMES: f64 = 270.0;
/// Height of a field with two axes.
const FIELD: f64 = 430.0;
/// Dashes of lines, so that they differ without colour.
const DASHES: [Option<(f64, f64)>; 5] = [None, Some((7.0, 4.0)), Some((2.0, 3.0)), Some((12.0, 4.0)), Some((5.0, 2.0))];

/// Draws it.
pub fn chart(figure: &Figure, studio: &Studio<'_>) -> Scene {
    let language = studio.language;
    let mut scene = Scene::new(WIDTH, 0.0, figure.title().of(language));
    let top = studio.heading(&mut scene, figure.title().of(language), "");
    let foot = match figure {
        Figure::Bars { axis, bars, .. } => draw_bars(&mut scene, studio, top, axis, bars),
        Figure::Ranges { ranges, .. } => draw_ranges(&mut scene, studio, top, ranges),
        Figure::Lines { x, y, lines, marked, .. } => draw_lines(&mut scene, studio, top, (x, y), lines, *marked),
        Figure::Scatter { x, y, points, marks, within, .. } => {
            draw_scatter(&mut scene, studio, top, (x, y), points, marks, *within)
        }
        Figure::Grid { cell, rows, columns, cells, .. } => draw_grid(&mut scene, studio, top, cell, rows, columns, cells),
    };
    scene.height = foot + 44.0;
    studio.source(&mut scene);
    scene
}

fn row_name(scene: &mut Scene, studio: &Studio<'_>, words: &str, middle: f64) {
    let (end, wide) = (MARGIN + NAMES - 10.0, NAMES - 14.0);
    let whole = studio.fonts.fit(words, wide, 12.5, false);
    if whole == words {
        scene.text((end, middle + 4.5), whole, style(12.5, false, BLACK, Anchor::End));
        return;
    }
    // A long name is set smaller, in two lines where one does not hold it.
    let lines = studio.fonts.lines(words, wide, 11.0, false, 2);
    let first = if lines.len() == 1 { middle + 4.0 } else { middle - 2.5 };
    for (line, words) in lines.into_iter().enumerate() {
        let words = studio.fonts.fit(&words, wide, 11.0, false);
        scene.text((end, first + 13.5 * line as f64), words, style(11.0, false, BLACK, Anchor::End));
    }
}

fn ticks(scene: &mut Scene, axis: &Axis, bottom: f64, top: f64) {
    for tick in axis.ticks() {
        let x = axis.at(tick);
        scene.line(vec![(x, top), (x, bottom)], FAINT, 1.0);
        scene.text((x, bottom + 17.0), axis.words(tick), style(11.5, false, GREY, Anchor::Middle));
    }
}

fn draw_bars(scene: &mut Scene, studio: &Studio<'_>, top: f64, words: &Said, bars: &[Bar]) -> f64 {
    let ends = bars.iter().flat_map(|bar| [bar.value, bar.low, bar.high]).filter(|v| v.is_finite());
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    let axis = Axis::around(low, if high > low { high } else { low + 1.0 }, MARGIN + NAMES, WIDTH - MARGIN - 10.0, 6);
    let bottom = top + ROW * bars.len() as f64;
    ticks(scene, &axis, bottom, top);
    for (row, bar) in bars.iter().enumerate() {
        let middle = top + ROW * (row as f64 + 0.5);
        row_name(scene, studio, bar.label.of(studio.language), middle);
        if !bar.value.is_finite() {
            continue;
        }
        let (from, to) = (axis.at(0.0).min(axis.at(bar.value)), axis.at(0.0).max(axis.at(bar.value)));
        scene.rectangle(from, middle - 8.0, to - from, 16.0, BLUE.thin(if bar.judged { 0.25 } else { 0.75 }));
        scene.line(
            vec![(from, middle - 8.0), (to, middle - 8.0), (to, middle + 8.0), (from, middle + 8.0), (from, middle - 8.0)],
            BLUE,
            1.0,
        );
        if bar.low.is_finite() && bar.high.is_finite() {
            let (a, b) = (axis.at(bar.low), axis.at(bar.high));
            scene.line(vec![(a, middle), (b, middle)], BLACK, 1.6);
            [a, b].into_iter().for_each(|x| scene.line(vec![(x, middle - 4.0), (x, middle + 4.0)], BLACK, 1.4));
        }
    }
    scene.line(vec![(axis.at(0.0), top - 4.0), (axis.at(0.0), bottom)], BLACK, 1.2);
    scene.text((MARGIN + NAMES, bottom + 38.0), words.of(studio.language), style(12.5, false, GREY, Anchor::Start));
    if bars.iter().any(|bar| bar.judged) && bars.iter().any(|bar| !bar.judged) {
        let said = if studio.language == Language::Korean {
            "옅은 막대: 판단에만 기대거나 시험용"
        } else {
            "pale bars: judgement alone, or a stress test"
        };
        scene.text((WIDTH - MARGIN, bottom + 38.0), said, style(12.5, false, GREY, Anchor::End));
    }
    bottom + 44.0
}

fn draw_ranges(scene: &mut Scene, studio: &Studio<'_>, top: f64, ranges: &[RangeBar]) -> f64 {
    let tall = 44.0;
    for (row, range) in ranges.iter().enumerate() {
        let middle = top + tall * (row as f64 + 0.5);
        let unit = if range.unit == "1" { String::new() } else { format!(" ({})", range.unit) };
        row_name(scene, studio, &format!("{}{unit}", range.label.of(studio.language)), middle);
        let axis = Axis::exactly(range.whole.0, range.whole.1, MARGIN + NAMES, WIDTH - MARGIN - 70.0, 4);
        scene.rectangle(axis.at(range.whole.0), middle - 6.0, axis.at(range.whole.1) - axis.at(range.whole.0), 12.0, FAINT);
        scene.rectangle(
            axis.at(range.inside.0),
            middle - 6.0,
            axis.at(range.inside.1) - axis.at(range.inside.0),
            12.0,
            VERMILION,
        );
        for (value, anchor) in [(range.inside.0, Anchor::End), (range.inside.1, Anchor::Start)] {
            let shift = if anchor == Anchor::End { -5.0 } else { 5.0 };
            if value != range.whole.0 && value != range.whole.1 {
                scene.line(vec![(axis.at(value), middle - 10.0), (axis.at(value), middle + 10.0)], BLACK, 1.6);
                scene.text(
                    (axis.at(value) + shift, middle - 10.0),
                    crate::figure::short(value),
                    style(11.5, true, BLACK, anchor),
                );
            }
        }
        for value in [range.whole.0, range.whole.1] {
            scene.text((axis.at(value), middle + 20.0), crate::figure::short(value), style(11.0, false, GREY, Anchor::Middle));
        }
    }
    top + tall * ranges.len() as f64 + 12.0
}

/// The frame of a field with two axes; returns them with its bottom.
fn field(
    scene: &mut Scene,
    studio: &Studio<'_>,
    top: f64,
    words: (&Said, &Said),
    xs: (f64, f64),
    ys: (f64, f64),
    right: f64,
) -> (Axis, Axis, f64) {
    let bottom = top + FIELD;
    let left = MARGIN + 70.0;
    let top = top + 22.0;
    let years = xs.0 > 1800.0 && xs.1 < 2300.0;
    let x = if years { Axis::years(xs.0, xs.1, left, right, 8) } else { Axis::around(xs.0, xs.1, left, right, 8) };
    let y = Axis::around(ys.0, ys.1, bottom, top, 6);
    ticks(scene, &x, bottom, top);
    for tick in y.ticks() {
        let at = y.at(tick);
        scene.line(vec![(left, at), (right, at)], FAINT, 1.0);
        scene.text((left - 8.0, at + 4.0), y.words(tick), style(11.5, false, GREY, Anchor::End));
    }
    scene.line(vec![(left, top), (left, bottom), (right, bottom)], BLACK, 1.2);
    scene.text((left, top - 10.0), words.1.of(studio.language), style(12.5, false, GREY, Anchor::Start));
    scene.text((right, bottom + 38.0), words.0.of(studio.language), style(12.5, false, GREY, Anchor::End));
    (x, y, bottom)
}

fn bounds(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.filter(|v| v.is_finite()).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
}

fn draw_lines(
    scene: &mut Scene,
    studio: &Studio<'_>,
    top: f64,
    words: (&Said, &Said),
    lines: &[Line],
    marked: Option<(f64, f64)>,
) -> f64 {
    let xs = bounds(lines.iter().flat_map(|line| line.points.iter().map(|p| p.0)));
    let ys = bounds(lines.iter().flat_map(|line| line.points.iter().map(|p| p.1)).chain([0.0]));
    let right = WIDTH - MARGIN - 190.0;
    let (x, y, bottom) = field(scene, studio, top, words, xs, ys, right);
    // Names at the ends of lines, moved apart where they would touch.
    let mut taken: Vec<f64> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let ink = [BLACK, BLUE, VERMILION, GREY][at % 4];
        let points: Vec<(f64, f64)> =
            line.points.iter().filter(|p| p.0.is_finite() && p.1.is_finite()).map(|p| (x.at(p.0), y.at(p.1))).collect();
        points.iter().for_each(|&point| scene.disc(point, 2.6, ink));
        let end = points.last().copied();
        match DASHES[(at / 4 + at) % DASHES.len()] {
            None => scene.line(points, ink, 1.8),
            Some(dash) => scene.dashed(points, ink, 1.8, dash),
        }
        if let Some((_, y)) = end.filter(|_| lines.len() > 1) {
            let mut place = y;
            while taken.iter().any(|other| (other - place).abs() < 15.0) {
                place += 15.0;
            }
            taken.push(place);
            let words = studio.fonts.fit(line.name.of(studio.language), 180.0, 12.0, false);
            scene.text((right + 10.0, place + 4.0), words, style(12.0, false, ink, Anchor::Start));
        }
    }
    if let Some((a, b)) = marked {
        scene.circle((x.at(a), y.at(b)), 8.0, VERMILION, 2.4);
    }
    bottom + 44.0
}

fn draw_scatter(
    scene: &mut Scene,
    studio: &Studio<'_>,
    top: f64,
    words: (&Said, &Said),
    points: &[(f64, f64, bool)],
    marks: &[Said; 2],
    within: Option<[(f64, f64); 2]>,
) -> f64 {
    let xs = bounds(points.iter().map(|p| p.0));
    let ys = bounds(points.iter().map(|p| p.1));
    let right = WIDTH - MARGIN - 190.0;
    let (x, y, bottom) = field(scene, studio, top, words, xs, ys, right);
    // So many dots as the eye can tell apart; the same ones every time.
    let step = points.len().div_ceil(1500).max(1);
    for &(a, b, of_interest) in points.iter().step_by(step) {
        match of_interest {
            true => scene.disc((x.at(a), y.at(b)), 2.6, VERMILION.thin(0.85)),
            false => scene.circle((x.at(a), y.at(b)), 2.3, GREY.thin(0.7), 0.9),
        }
    }
    if let Some([(low, high), (from, to)]) = within {
        let (l, h) = (x.at(low.max(x.low)), x.at(high.min(x.high)));
        let (f, t) = (y.at(from.max(y.low)), y.at(to.min(y.high)));
        scene.line(vec![(l, f), (h, f), (h, t), (l, t), (l, f)], BLACK, 2.2);
    }
    scene.disc((right + 18.0, top + 30.0), 4.0, VERMILION);
    scene.text((right + 28.0, top + 34.0), marks[0].of(studio.language), style(12.5, false, BLACK, Anchor::Start));
    scene.circle((right + 18.0, top + 52.0), 3.6, GREY, 1.2);
    scene.text((right + 28.0, top + 56.0), marks[1].of(studio.language), style(12.5, false, BLACK, Anchor::Start));
    bottom + 44.0
}

fn draw_grid(
    scene: &mut Scene,
    studio: &Studio<'_>,
    top: f64,
    cell: &Said,
    rows: &[Said],
    columns: &[Said],
    cells: &[Vec<f64>],
) -> f64 {
    let (low, high) = bounds(cells.iter().flatten().copied());
    let wide = ((WIDTH - 2.0 * MARGIN - NAMES) / columns.len().max(1) as f64).min(150.0);
    let head = 62.0;
    let size = if wide < 58.0 { 9.0 } else { 11.0 };
    for (at, column) in columns.iter().enumerate() {
        let x = MARGIN + NAMES + wide * (at as f64 + 0.5);
        let words = column.of(studio.language).replace('_', " ");
        let lines = studio.fonts.lines(&words, wide - 4.0, size, false, 4);
        for (line, words) in lines.iter().enumerate() {
            let words = studio.fonts.fit(words, wide - 2.0, size, false);
            scene.text(
                (x, top + head - 8.0 - 12.0 * (lines.len() - 1 - line) as f64),
                words,
                style(size, false, BLACK, Anchor::Middle),
            );
        }
    }
    for (row, name) in rows.iter().enumerate() {
        let y = top + head + ROW * row as f64;
        row_name(scene, studio, name.of(studio.language), y + ROW / 2.0);
        for (at, &value) in cells.get(row).into_iter().flatten().enumerate() {
            let x = MARGIN + NAMES + wide * at as f64;
            if !value.is_finite() {
                continue;
            }
            let dark = if high > low { (value - low) / (high - low) } else { 0.0 };
            scene.rectangle(x + 1.0, y + 1.0, wide - 2.0, ROW - 2.0, Ink::solid(0x20262e).thin(0.04 + 0.86 * dark));
            let ink = if dark > 0.5 { WHITE } else { BLACK };
            let words = crate::figure::short(match value.abs() {
                big if big >= 100.0 => value.round(),
                big if big >= 10.0 => (value * 10.0).round() / 10.0,
                _ => (value * 100.0).round() / 100.0,
            });
            scene.text((x + wide / 2.0, y + ROW / 2.0 + 4.0), words, style(size, false, ink, Anchor::Middle));
        }
    }
    let bottom = top + head + ROW * rows.len() as f64;
    let note = if studio.language == Language::Korean { "어두울수록 큼" } else { "darker is more" };
    scene.text(
        (MARGIN + NAMES, bottom + 22.0),
        format!("{}; {note}", cell.of(studio.language)),
        style(12.5, false, GREY, Anchor::Start),
    );
    bottom + 30.0
}
