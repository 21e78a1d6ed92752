//! Dated events on lanes: what was planned for when, beside what was seen.
//!
//! Comes in: lanes of moments. Goes out: a picture. Planned and observed differ in shape, so that it reads without colour.

use super::font::Fonts;
use super::frame::{MARGIN, WIDTH, style};
use super::scene::palette::{BLACK, BLUE, FAINT, GREY, VERMILION};
use super::scene::{Anchor, Scene};

/// Width of the names of lanes.
const NAMES: f64 = 230.0;
/// Height of a lane.
const LANE: f64 = 34.0;
/// Height over the first lane.
const ABOVE: f64 = 104.0;
/// Height under the last lane.
const BELOW: f64 = 64.0;
/// Half a mark.
const MARK: f64 = 5.0;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Where it begins, in years.
    pub begins: f64,
    /// Where it ends.
    pub ends: f64,
    /// Announced; else seen.
    pub planned: bool,
    /// Its date in words.
    pub label: String,
}

/// Events about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What they are about.
    pub name: String,
    /// Events before the left end.
    pub earlier: usize,
    /// Events, in order of date.
    pub moments: Vec<Moment>,
}

/// Draws the lanes from `left` on; `now` is where the model starts.
pub fn events(title: &str, lanes: &[Lane], left: f64, now: Option<f64>) -> Scene {
    let fonts = Fonts::new();
    let moments = || lanes.iter().flat_map(|lane| &lane.moments);
    let left = moments().map(|moment| moment.begins).fold(f64::INFINITY, f64::min).max(left).floor();
    let right = moments().map(|moment| moment.ends).fold(left + 1.0, f64::max).ceil();
    let plot = WIDTH - 2.0 * MARGIN - NAMES;
    let x = |year: f64| MARGIN + NAMES + (year.clamp(left, right) - left) / (right - left) * plot;
    let planned = moments().filter(|moment| moment.planned).count();
    let observed = moments().count() - planned;
    let description = format!("Dated events of {title}: {planned} planned, {observed} observed, on {} lanes.", lanes.len());
    let height = ABOVE + LANE * lanes.len() as f64 + BELOW;
    let mut scene = Scene::new(WIDTH, height, description);
    scene.text((MARGIN, 42.0), "Planned and observed", style(21.0, true, BLACK, Anchor::Start));
    scene.text((MARGIN, 64.0), fonts.fit(title, WIDTH - 2.0 * MARGIN, 14.0, false), style(14.0, false, GREY, Anchor::Start));
    let bottom = ABOVE + LANE * lanes.len() as f64;
    years(&mut scene, left, right, bottom, &x);
    if let Some(now) = now.filter(|now| (left..right).contains(now)) {
        scene.dashed(vec![(x(now), ABOVE - 8.0), (x(now), bottom)], GREY, 1.2, (4.0, 3.0));
        scene.text((x(now), ABOVE - 12.0), "the model starts", style(11.5, false, GREY, Anchor::Middle));
    }
    for (at, lane) in lanes.iter().enumerate() {
        let y = ABOVE + LANE * (at as f64 + 0.62);
        scene.line(vec![(MARGIN + NAMES, y), (MARGIN + NAMES + plot, y)], FAINT, 1.0);
        let name = match lane.earlier {
            0 => lane.name.clone(),
            count => format!("{} ({count} earlier)", lane.name),
        };
        scene.text((MARGIN, y + 4.5), fonts.fit(&name, NAMES - 12.0, 13.5, false), style(13.5, false, BLACK, Anchor::Start));
        let mut free = f64::NEG_INFINITY;
        for moment in &lane.moments {
            mark(&mut scene, (x(moment.begins), x(moment.ends)), y, moment.planned);
            let middle = (x(moment.begins) + x(moment.ends)) / 2.0;
            let half = fonts.width(&moment.label, 10.5, false) / 2.0;
            let at = middle.clamp(MARGIN + NAMES + half, WIDTH - MARGIN - half);
            if at - half > free {
                scene.text((at, y - 9.5), moment.label.as_str(), style(10.5, false, GREY, Anchor::Middle));
                free = at + half + 4.0;
            }
        }
    }
    let foot = bottom + 42.0;
    mark(&mut scene, (MARGIN + 6.0, MARGIN + 6.0), foot, false);
    scene.text((MARGIN + 20.0, foot + 4.5), "observed", style(12.5, false, BLACK, Anchor::Start));
    mark(&mut scene, (MARGIN + 106.0, MARGIN + 106.0), foot, true);
    scene.text((MARGIN + 120.0, foot + 4.5), "planned for then", style(12.5, false, BLACK, Anchor::Start));
    scene
}

/// A dot for what was seen, an open diamond for what was planned; what takes longer than the mark is wide gets a bar.
fn mark(scene: &mut Scene, (from, to): (f64, f64), y: f64, planned: bool) {
    let middle = (from + to) / 2.0;
    let ink = if planned { VERMILION } else { BLUE };
    if to - from > 4.0 * MARK {
        scene.rectangle(from, y - 2.0, to - from, 4.0, ink.thin(0.45));
    }
    match planned {
        false => scene.disc((middle, y), MARK, ink),
        true => {
            let corner = MARK * 1.3;
            let corners = [(0.0, -corner), (corner, 0.0), (0.0, corner), (-corner, 0.0), (0.0, -corner)];
            scene.line(corners.iter().map(|(dx, dy)| (middle + dx, y + dy)).collect(), ink, 1.8);
        }
    }
}

/// Years below, at a spacing that leaves them room.
fn years(scene: &mut Scene, left: f64, right: f64, bottom: f64, x: &dyn Fn(f64) -> f64) {
    let spacing = [1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|by| (right - left) / by <= 14.0).unwrap_or(50.0);
    let mut year = (left / spacing).ceil() * spacing;
    while year <= right {
        scene.line(vec![(x(year), ABOVE), (x(year), bottom)], FAINT, 1.0);
        scene.text((x(year), bottom + 17.0), format!("{year:.0}"), style(12.0, false, GREY, Anchor::Middle));
        year += spacing;
    }
}
