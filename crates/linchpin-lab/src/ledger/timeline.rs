//! Dated events of the ledger, planned beside observed.
//!
//! Comes in: a checked model. Goes out: events by what they are about, in order of date, and a picture of them. Refuses nothing.

use linchpin_core::evidence::{Dated, Status};
use linchpin_core::model::Model;

use crate::plot::{Lane, Moment, Scene, events};
use crate::wire::{EventShown, LaneShown, TimelineReport};

/// What claims without a word for it are about.
const OTHER: &str = "other";

/// Every dated event of the ledger. Claims about the same thing that give the same date are one event.
pub fn timeline(model: &Model) -> TimelineReport {
    let mut lanes: Vec<LaneShown> = Vec::new();
    for claim in &model.claims {
        let Some(dated) = claim.dated else { continue };
        let about = claim.about.clone().unwrap_or_else(|| OTHER.into());
        let at = lanes.iter().position(|lane| lane.about == about).unwrap_or_else(|| {
            lanes.push(LaneShown { about, events: Vec::new() });
            lanes.len() - 1
        });
        let when = words(dated);
        let known = lanes[at].events.iter_mut().find(|event| event.when == when && event.status == dated.status.word());
        match known {
            Some(event) => event.claims.push(claim.name.clone()),
            None => lanes[at].events.push(EventShown {
                when,
                begins: dated.from.begins(),
                ends: dated.to.unwrap_or(dated.from).ends(),
                status: dated.status.word(),
                says: claim.words.title.clone(),
                claims: vec![claim.name.clone()],
                disputed: !claim.dissent.is_empty(),
            }),
        }
    }
    for lane in &mut lanes {
        lane.events.sort_by(|a, b| a.begins.total_cmp(&b.begins).then(a.ends.total_cmp(&b.ends)));
    }
    lanes.retain(|lane| !lane.events.is_empty());
    let first = |lane: &LaneShown| lane.events.first().map_or(f64::INFINITY, |event| event.begins);
    let both = |lane: &LaneShown| {
        let has = |status: Status| lane.events.iter().any(|event| event.status == status.word());
        has(Status::Planned) && has(Status::Observed)
    };
    // Where plan and fact can be compared stands first.
    lanes.sort_by(|a, b| (both(b), b.events.len()).cmp(&(both(a), a.events.len())).then(first(a).total_cmp(&first(b))));
    TimelineReport { model: model.name.clone(), events: lanes.iter().map(|lane| lane.events.len()).sum(), lanes }
}

/// A picture of the events from a year on; earlier ones are counted at the left.
pub fn scene(model: &Model, report: &TimelineReport, from: Option<f64>) -> Scene {
    let start = if model.time.calendar { model.time.start } else { 2020.0 };
    let left = from.unwrap_or(start - 10.0);
    let lanes: Vec<Lane> = report
        .lanes
        .iter()
        .map(|lane| Lane {
            name: lane.about.replace('_', " "),
            earlier: lane.events.iter().filter(|event| event.ends <= left).count(),
            moments: lane
                .events
                .iter()
                .filter(|event| event.ends > left)
                .map(|event| Moment {
                    begins: event.begins,
                    ends: event.ends,
                    planned: event.status == Status::Planned.word(),
                    label: event.when.clone(),
                })
                .collect(),
        })
        .filter(|lane| !lane.moments.is_empty())
        .collect();
    let title = if model.words.title.is_empty() { &model.name } else { &model.words.title };
    events(title, &lanes, left, model.time.calendar.then_some(start))
}

fn words(dated: Dated) -> String {
    match dated.to {
        Some(to) => format!("{} .. {to}", dated.from),
        None => dated.from.to_string(),
    }
}
