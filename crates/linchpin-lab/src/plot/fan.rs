//! Fan charts: one variable over time, a panel a strategy.
//!
//! Comes in: series by future, in the units shown. Goes out: a picture with bands from 5 to 95 and from 25 to 75 % of
//! futures, the median, three single futures, and the baseline's median for comparison. Values that are missing (failed
//! runs) are left out of the bands.

use linchpin_explore::analysis::{quantile, sorted};
use linchpin_store::Series;

use super::axis::Axis;
use super::frame::{MARGIN, Studio, WIDTH, style, unit_words};
use super::phrases::fill;
use super::scene::palette::{BLACK, BLUE, FAINT, GREY, VERMILION};
use super::scene::{Anchor, Scene};

/// Quantiles that are drawn: two bands and the median.
const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// Single futures that are drawn: the first ones, which are as good as any.
const SINGLE: usize = 3;

/// One panel.
pub struct Panel<'a> {
    /// The strategy.
    pub title: String,
    /// A stress test.
    pub stress: bool,
    /// Its series.
    pub series: &'a Series,
}

/// What is drawn.
pub struct Fan<'a> {
    /// Title of the variable.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// From the values of the series to the unit.
    pub scale: f64,
    /// Unit of time; empty for a calendar.
    pub time_unit: String,
    /// The panels.
    pub panels: Vec<Panel<'a>>,
    /// The baseline's panel.
    pub baseline: usize,
}

/// Quantiles over futures at each point in time: `[share][point]`.
fn bands(series: &Series, scale: f64) -> Vec<Vec<f64>> {
    let mut bands = vec![Vec::with_capacity(series.times.len()); SHARES.len()];
    for point in 0..series.times.len() {
        let values: Vec<f64> = series.values.iter().filter_map(|future| future.get(point)).map(|v| v / scale).collect();
        let sorted = sorted(&values);
        for (band, share) in bands.iter_mut().zip(SHARES) {
            band.push(quantile(&sorted, share));
        }
    }
    bands
}

/// Draws it.
pub fn draw(fan: &Fan<'_>, studio: &Studio<'_>) -> Scene {
    let count = fan.panels.len().max(1);
    let columns = match count {
        1..=3 => count,
        4 => 2,
        5 | 6 | 9 => 3,
        7 | 8 | 11 | 12 => 4,
        _ => 5,
    };
    let rows = count.div_ceil(columns);
    let (left, gap) = (64.0, 18.0);
    let width = (WIDTH - left - MARGIN - gap * (columns as f64 - 1.0)) / columns as f64;
    let height = if columns <= 2 { 300.0 } else { 0.78 * width };
    let above = 44.0;
    let below = 30.0;
    let unit = unit_words(&fan.unit, studio.language);
    let mut scene = Scene::new(WIDTH, 0.0, description(fan, studio, &unit));
    let top = studio.heading(&mut scene, &fan.title, &unit);
    let drawn: Vec<Vec<Vec<f64>>> = fan.panels.iter().map(|panel| bands(panel.series, fan.scale)).collect();
    let vertical = vertical(fan, &drawn);
    for (at, panel) in fan.panels.iter().enumerate() {
        let (column, row) = (at % columns, at / columns);
        let x = left + column as f64 * (width + gap);
        let y = top + row as f64 * (above + height + below) + above;
        let axes = Axes {
            time: horizontal(panel.series, fan.time_unit.is_empty(), x, x + width),
            value: Axis { from: y + height, to: y, ..vertical.clone() },
        };
        let is_last = at + columns >= count;
        grid(&mut scene, &axes, column == 0, is_last, &fan.time_unit);
        name(&mut scene, panel, at == fan.baseline, studio, (x, y, width));
        lines(&mut scene, panel.series, &drawn[at], fan.scale, &axes);
        if at != fan.baseline
            && let Some(median) = drawn.get(fan.baseline).map(|bands| &bands[2])
        {
            for points in runs(&fan.panels[fan.baseline].series.times, median, 1.0, &axes) {
                scene.dashed(points, VERMILION, 1.6, (5.0, 3.0));
            }
        }
    }
    let foot = top + rows as f64 * (above + height + below) + 22.0;
    key(&mut scene, fan, studio, foot);
    scene.height = foot + 54.0;
    studio.source(&mut scene);
    scene
}

fn description(fan: &Fan<'_>, studio: &Studio<'_>, unit: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    let names: Vec<&str> = fan.panels.iter().map(|panel| panel.title.as_str()).collect();
    format!("{}{unit}: {}. {}", fan.title, studio.language.phrases().fan_key[..3].join(", "), names.join("; "))
}

struct Axes {
    time: Axis,
    value: Axis,
}

fn vertical(fan: &Fan<'_>, drawn: &[Vec<Vec<f64>>]) -> Axis {
    let banded = drawn.iter().flatten().flatten().copied();
    let single = fan.panels.iter().flat_map(|panel| panel.series.values.iter().take(SINGLE)).flatten().map(|v| v / fan.scale);
    let (low, high) = banded
        .chain(single)
        .filter(|v| v.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    Axis::around(low, high, 0.0, 1.0, 4)
}

fn horizontal(series: &Series, calendar: bool, from: f64, to: f64) -> Axis {
    let ticks = if to - from < 260.0 { 3 } else { 6 };
    let (low, high) = (series.times.first().copied().unwrap_or(0.0), series.times.last().copied().unwrap_or(1.0));
    if calendar { Axis::years(low, high, from, to, ticks) } else { Axis::exactly(low, high, from, to, ticks) }
}

fn grid(scene: &mut Scene, axes: &Axes, with_values: bool, with_times: bool, time_unit: &str) {
    let (left, right) = (axes.time.from, axes.time.to);
    let bottom = axes.value.from;
    for tick in axes.value.ticks() {
        let y = axes.value.at(tick);
        scene.line(vec![(left, y), (right, y)], FAINT, 1.0);
        if with_values {
            scene.text((left - 8.0, y + 4.0), axes.value.words(tick), style(12.0, false, GREY, Anchor::End));
        }
    }
    scene.line(vec![(left, bottom), (right, bottom)], GREY, 1.0);
    let mut ticks = axes.time.ticks();
    // The start is worth a word of its own where there is room for it.
    if ticks.first().is_some_and(|first| axes.time.at(*first) - left > 38.0) {
        ticks.insert(0, axes.time.low);
    }
    for (at, tick) in ticks.iter().enumerate() {
        let x = axes.time.at(*tick);
        scene.line(vec![(x, bottom), (x, bottom + 4.0)], GREY, 1.0);
        if with_times {
            // A start in the middle of a year is no year.
            let words =
                if at == 0 && time_unit.is_empty() && tick.fract() != 0.0 { String::new() } else { axes.time.words(*tick) };
            // The unit of time stands once, at the last tick.
            let unit = if at + 1 == ticks.len() && !time_unit.is_empty() {
                format!(" {}", time_unit.replace('_', " "))
            } else {
                String::new()
            };
            let (x, anchor) = match () {
                () if at == 0 && x - left < 1.0 => (x - 4.0, Anchor::Start),
                () if right - x < 22.0 || !unit.is_empty() => ((x + 14.0).min(right), Anchor::End),
                () => (x, Anchor::Middle),
            };
            scene.text((x, bottom + 18.0), format!("{words}{unit}"), style(12.0, false, GREY, anchor));
        }
    }
}

fn name(scene: &mut Scene, panel: &Panel<'_>, is_baseline: bool, studio: &Studio<'_>, (x, y, width): (f64, f64, f64)) {
    let phrases = studio.language.phrases();
    let note = match (is_baseline, panel.stress) {
        (true, _) => format!(" ({})", phrases.baseline),
        (false, true) => format!(" ({})", phrases.stress),
        (false, false) => String::new(),
    };
    let lines = studio.fonts.lines(&format!("{}{note}", panel.title), width, 13.0, true, 2);
    let first = y - 10.0 - 16.0 * (lines.len() as f64 - 1.0);
    for (at, line) in lines.iter().enumerate() {
        scene.text((x, first + 16.0 * at as f64), line, style(13.0, true, BLACK, Anchor::Start));
    }
}

fn lines(scene: &mut Scene, series: &Series, bands: &[Vec<f64>], scale: f64, axes: &Axes) {
    for (low, high, opacity) in [(0, 4, 0.22), (1, 3, 0.45)] {
        let pairs = |band: usize| runs(&series.times, &bands[band], 1.0, axes);
        for (below, above) in pairs(low).into_iter().zip(pairs(high)) {
            scene.area(below.into_iter().chain(above.into_iter().rev()).collect(), BLUE.thin(opacity));
        }
    }
    for future in series.values.iter().take(SINGLE) {
        for points in runs(&series.times, future, scale, axes) {
            scene.line(points, BLACK.thin(0.55), 0.8);
        }
    }
    for points in runs(&series.times, &bands[2], 1.0, axes) {
        scene.line(points, BLUE, 2.4);
    }
}

/// Points without gaps; a missing value ends one line and starts the next.
fn runs(times: &[f64], values: &[f64], scale: f64, axes: &Axes) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (time, value) in times.iter().zip(values) {
        let last = runs.last_mut().expect("it starts with one run");
        match value.is_finite() {
            true => last.push((axes.time.at(*time), axes.value.at(value / scale))),
            false if !last.is_empty() => runs.push(Vec::new()),
            false => {}
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// What the marks mean, in a row.
fn key(scene: &mut Scene, fan: &Fan<'_>, studio: &Studio<'_>, y: f64) {
    let [median, inner, outer, single, reference] = studio.language.phrases().fan_key;
    let baseline = fan.panels.get(fan.baseline).map_or("", |panel| panel.title.as_str());
    let reference = fill(reference, &[&crate::words::cut(baseline)]);
    let mut x = 64.0;
    let mark = 26.0;
    for (at, words) in [median, inner, outer, single, &reference].into_iter().enumerate() {
        let middle = y - 4.5;
        let ends = vec![(x, middle), (x + mark, middle)];
        match at {
            0 => scene.line(ends, BLUE, 2.4),
            1 => {
                scene.rectangle(x, middle - 6.0, mark, 12.0, BLUE.thin(0.22));
                scene.rectangle(x, middle - 6.0, mark, 12.0, BLUE.thin(0.45));
            }
            2 => scene.rectangle(x, middle - 6.0, mark, 12.0, BLUE.thin(0.22)),
            3 => scene.line(ends, BLACK.thin(0.55), 0.8),
            _ if fan.panels.len() < 2 => continue,
            _ => scene.dashed(ends, VERMILION, 1.6, (5.0, 3.0)),
        }
        let room = WIDTH - MARGIN - x - mark - 8.0;
        let words = studio.fonts.fit(words, room, 12.5, false);
        scene.text((x + mark + 8.0, y), &words, style(12.5, false, BLACK, Anchor::Start));
        x += mark + 8.0 + studio.fonts.width(&words, 12.5, false) + 26.0;
    }
}
