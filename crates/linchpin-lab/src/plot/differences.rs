//! The comparison picture: strategies below one another, outcomes side by side, paired differences from the baseline.
//!
//! Comes in: a comparison. Goes out: a picture of differences with intervals, never of levels, so that no picture carries
//! a bare chance of anything. Better, worse and undecided differ in shape, so that the picture reads without colour.

use linchpin_core::model::Better;
use linchpin_explore::analysis::{Difference, Verdict};

use super::axis::Axis;
use super::frame::{MARGIN, Studio, WIDTH, style, unit_words};
use super::phrases::{Language, fill};
use super::scene::palette::{BLACK, BLUE, FAINT, GREY, VERMILION, WHITE};
use super::scene::{Anchor, Scene};
use crate::compare::{ArmShown, Comparison};
use crate::words::cut;

/// Panels in a row.
const PANELS: usize = 4;
/// Width of the names.
const NAMES: f64 = 204.0;
/// Height of a strategy's row.
const ROW: f64 = 29.0;
/// Height over the first row of a panel.
const ABOVE: f64 = 84.0;
/// Height under the last row of a panel.
const BELOW: f64 = 44.0;

/// One outcome or criterion.
struct Panel {
    title: String,
    unit: String,
    better: Better,
    /// By arm; in the unit shown.
    differences: Vec<Option<Difference>>,
    scale: f64,
}

/// What an arm is called in a picture: its title up to the first pause; of a stress test what follows the colon, because
/// the picture itself says that it is one.
pub fn arm_title(arm: &ArmShown, language: Language) -> String {
    let title = language.title(&arm.title, &arm.ko, &arm.name);
    let after = title.split_once(':').map(|(_, rest)| rest.trim()).filter(|rest| arm.stress && !rest.is_empty());
    let Some(after) = after else { return cut(title) };
    let mut letters = after.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    cut(&(first + letters.as_str()))
}

/// Draws it. `only` names the outcomes; empty for the first criterion and the headline. `tested` says that verdicts hold
/// for orderings that survive other weights; the note says so, or that nobody tested.
pub fn draw(comparison: &Comparison, only: &[String], tested: bool, studio: &Studio<'_>) -> Scene {
    let phrases = studio.language.phrases();
    let panels = panels(comparison, only, studio.language);
    let others: Vec<usize> = (0..comparison.arms.len()).filter(|&arm| arm != comparison.baseline).collect();
    let baseline = arm_title(&comparison.arms[comparison.baseline], studio.language);
    let title = fill(phrases.differences, &[&baseline]);
    let mut scene = Scene::new(WIDTH, 0.0, description(comparison, &panels, &title, studio.language));
    let top = studio.heading(&mut scene, &title, "");
    let wide = (WIDTH - MARGIN - NAMES - MARGIN) / PANELS.min(panels.len().max(1)) as f64;
    let tall = ABOVE + ROW * others.len() as f64 + BELOW;
    for (at, panel) in panels.iter().enumerate() {
        let y = top + (at / PANELS) as f64 * tall;
        let x = MARGIN + NAMES + (at % PANELS) as f64 * wide;
        if at % PANELS == 0 {
            names(&mut scene, comparison, &others, studio, y + ABOVE);
        }
        one(&mut scene, panel, &others, studio, (x + 12.0, y, wide - 24.0));
    }
    let foot = top + panels.len().div_ceil(PANELS) as f64 * tall + 14.0;
    key(&mut scene, studio, foot);
    scene.height = foot + 92.0;
    let weights = if tested { phrases.tested_note } else { phrases.untested_note };
    for (line, y) in [(phrases.differences_note, 28.0), (weights, 46.0)] {
        scene.text((MARGIN, foot + y), line, style(12.5, false, GREY, Anchor::Start));
    }
    studio.source(&mut scene);
    scene
}

fn panels(comparison: &Comparison, only: &[String], language: Language) -> Vec<Panel> {
    let phrases = language.phrases();
    let criteria = comparison.criteria.iter().take(1).filter(|_| only.is_empty()).map(|criterion| Panel {
        title: language.title(&criterion.title, &criterion.ko, &criterion.name).to_owned(),
        unit: phrases.of_hundred.into(),
        better: Better::Higher,
        differences: criterion.differences.clone(),
        scale: 0.01,
    });
    let chosen: Vec<usize> = match only.is_empty() {
        true => comparison.headline.clone(),
        false => (0..comparison.outcomes.len()).filter(|&at| only.contains(&comparison.outcomes[at].name)).collect(),
    };
    let outcomes = chosen.into_iter().map(|at| &comparison.outcomes[at]).filter(|outcome| !outcome.hidden).map(|outcome| Panel {
        title: cut(language.title(&outcome.title, &outcome.ko, &outcome.name)),
        unit: if outcome.unit == "%" { phrases.points.into() } else { unit_words(&outcome.unit, language) },
        better: outcome.better,
        differences: outcome.cells.iter().map(|cell| cell.difference).collect(),
        scale: outcome.scale,
    });
    criteria.chain(outcomes).collect()
}

fn description(comparison: &Comparison, panels: &[Panel], title: &str, language: Language) -> String {
    let shown: Vec<&str> = panels.iter().map(|panel| panel.title.as_str()).collect();
    let arms: Vec<String> = comparison.arms.iter().map(|arm| arm_title(arm, language)).collect();
    format!("{title}: {}. {}", shown.join(", "), arms.join("; "))
}

fn names(scene: &mut Scene, comparison: &Comparison, others: &[usize], studio: &Studio<'_>, y: f64) {
    for (row, &arm) in others.iter().enumerate() {
        let arm = &comparison.arms[arm];
        let note = if arm.stress { format!(" ({})", studio.language.phrases().stress) } else { String::new() };
        let ink = if arm.stress { GREY } else { BLACK };
        let name = format!("{}{note}", arm_title(arm, studio.language));
        let lines = studio.fonts.lines(&name, NAMES - 8.0, 12.5, false, 2);
        let middle = y + ROW * (row as f64 + 0.5) + 4.5;
        for (at, line) in lines.iter().enumerate() {
            let line_y = middle + 14.0 * (at as f64 - (lines.len() as f64 - 1.0) / 2.0);
            scene.text((MARGIN + NAMES - 8.0, line_y), line, style(12.5, false, ink, Anchor::End));
        }
    }
}

fn one(scene: &mut Scene, panel: &Panel, others: &[usize], studio: &Studio<'_>, (x, y, width): (f64, f64, f64)) {
    let phrases = studio.language.phrases();
    let found: Vec<Option<Difference>> = others.iter().map(|&arm| panel.differences.get(arm).copied().flatten()).collect();
    let ends = found.iter().flatten().flat_map(|d| [d.low, d.high, d.mean]).filter(|v| v.is_finite()).map(|v| v / panel.scale);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    let (low, high) = if low == high { (-1.0, 1.0) } else { (low, high) };
    let axis = Axis::around(low, high, x, x + width, 3);
    let (top, bottom) = (y + ABOVE, y + ABOVE + ROW * others.len() as f64);
    let zero = axis.at(0.0);
    let lines = studio.fonts.lines(&panel.title, width, 13.5, true, 2);
    for (at, line) in lines.iter().enumerate() {
        let line_y = y + 20.0 + 17.0 * (at as f64 + 2.0 - lines.len() as f64);
        scene.text((x, line_y), line, style(13.5, true, BLACK, Anchor::Start));
    }
    let way = match panel.better {
        Better::Higher => phrases.higher,
        Better::Lower => phrases.lower,
        Better::Neither => phrases.neither,
    };
    let unit = if panel.unit.is_empty() { String::new() } else { format!("{} · ", panel.unit) };
    scene.text(
        (x, y + 54.0),
        studio.fonts.fit(&format!("{unit}{way}"), width, 11.5, false),
        style(11.5, false, GREY, Anchor::Start),
    );
    better_side(scene, panel.better, zero, (x, x + width), (top, bottom), phrases.better);
    for row in 0..others.len() {
        let middle = top + ROW * (row as f64 + 0.5);
        scene.line(vec![(x, middle), (x + width, middle)], FAINT, 1.0);
    }
    ticks(scene, &axis, studio, bottom);
    scene.line(vec![(x, bottom), (x + width, bottom)], GREY, 1.0);
    scene.line(vec![(zero, top - 4.0), (zero, bottom)], BLACK, 1.2);
    for (row, found) in found.iter().enumerate() {
        if let Some(found) = found.filter(|found| found.mean.is_finite()) {
            mark(scene, &found, panel, &axis, top + ROW * (row as f64 + 0.5));
        }
    }
}

/// Ticks with words; zero comes first, then the ends, and words that would touch are left out.
fn ticks(scene: &mut Scene, axis: &Axis, studio: &Studio<'_>, bottom: f64) {
    let ticks = axis.ticks();
    let last = ticks.len().saturating_sub(1);
    let zero = ticks.iter().position(|tick| tick.abs() < 0.5 * axis.step);
    let mut order: Vec<usize> = zero.into_iter().chain([0, last]).chain(0..ticks.len()).collect();
    order.retain(|at| *at < ticks.len());
    let mut taken: Vec<(usize, f64, f64)> = Vec::new();
    for at in order {
        let tick = ticks[at];
        let x = axis.at(tick);
        let words = if tick > 0.5 * axis.step { format!("+{}", axis.words(tick)) } else { axis.words(tick) };
        let wide = studio.fonts.width(&words, 11.5, false);
        // Words at the ends stay within the panel, clear of the next one.
        let start = match at {
            0 => x - 4.0,
            _ if at == last => x + 4.0 - wide,
            _ => x - wide / 2.0,
        };
        let free = taken.iter().all(|(known, from, to)| *known != at && (start > to + 7.0 || start + wide < from - 7.0));
        if free {
            scene.text((start, bottom + 18.0), words, style(11.5, false, GREY, Anchor::Start));
            taken.push((at, start, start + wide));
        }
        scene.line(vec![(x, bottom), (x, bottom + 4.0)], GREY, 1.0);
    }
}

/// A tint over the side of zero that is better, with a word.
fn better_side(scene: &mut Scene, better: Better, zero: f64, (left, right): (f64, f64), (top, bottom): (f64, f64), word: &str) {
    let (from, to, words, anchor) = match better {
        Better::Higher => (zero, right, format!("{word} →"), Anchor::End),
        Better::Lower => (left, zero, format!("← {word}"), Anchor::Start),
        Better::Neither => return,
    };
    if to - from > 1.0 {
        scene.rectangle(from, top - 4.0, to - from, bottom - top + 4.0, BLUE.thin(0.07));
    }
    let at = if anchor == Anchor::End { right } else { left };
    scene.text((at, top - 9.0), words, style(11.5, false, BLUE, anchor));
}

fn mark(scene: &mut Scene, found: &Difference, panel: &Panel, axis: &Axis, y: f64) {
    let at = axis.at(found.mean / panel.scale);
    let (low, high) = (axis.at(found.low / panel.scale), axis.at(found.high / panel.scale));
    let kind = match (found.verdict, found.improves(panel.better)) {
        (_, Some(true)) => 0,
        (_, Some(false)) => 1,
        (Verdict::More | Verdict::Less | Verdict::Same | Verdict::Undecided, None) => 2,
    };
    let ink = [BLUE, VERMILION, GREY][kind];
    if low.is_finite() && high.is_finite() {
        scene.line(vec![(low, y), (high, y)], ink, 2.0);
        // Ends that would hide behind the mark only make it look square.
        for end in [low, high].into_iter().filter(|end| (end - at).abs() > 6.5) {
            scene.line(vec![(end, y - 4.0), (end, y + 4.0)], ink, 1.4);
        }
    }
    shape(scene, kind, (at, y));
}

/// Better: a disc. Worse: a diamond. Undecided: a ring.
fn shape(scene: &mut Scene, kind: usize, (x, y): (f64, f64)) {
    match kind {
        0 => scene.disc((x, y), 5.0, BLUE),
        1 => scene.area(vec![(x, y - 6.2), (x + 6.2, y), (x, y + 6.2), (x - 6.2, y)], VERMILION),
        _ => {
            scene.disc((x, y), 4.4, WHITE);
            scene.circle((x, y), 4.4, GREY, 1.6);
        }
    }
}

fn key(scene: &mut Scene, studio: &Studio<'_>, y: f64) {
    let mut x = MARGIN + 6.0;
    for (kind, words) in studio.language.phrases().marks.into_iter().enumerate() {
        shape(scene, kind, (x, y - 4.5));
        scene.text((x + 13.0, y), words, style(12.5, false, BLACK, Anchor::Start));
        x += 13.0 + studio.fonts.width(words, 12.5, false) + 30.0;
    }
}
