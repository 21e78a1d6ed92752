//! How firmly a claim stands: who says it independently, who says otherwise, and whether something newer is known.
//!
//! Comes in: a model. Goes out: one standing for every claim. Refuses: nothing. Three rules:
//! - Witnesses are counted by where their words come from (`via`, followed to its roots). Sources that share a root are one
//!   witness, so copies of one agency report count once, and what a machine wrote counts for nobody.
//! - A claim is disputed where a source says otherwise.
//! - A claim is stale when the time that it speaks of lies further before the model's start than [`STALE_AFTER_YEARS`], and
//!   another claim about the same thing (`about`, in a unit of the same dimension) speaks of a later time. Dated events do
//!   not grow stale: what happened has happened.

use super::{Claim, ClaimId, Day, Locator, SourceDocId, Support};
use crate::model::Model;

/// How many years before the model's start a claim must lie to be stale when a newer one is known.
pub const STALE_AFTER_YEARS: f64 = 2.0;

/// How firmly a claim stands, from the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody says it: the modeller's own.
    Judgement,
    /// No source, or none but what a machine wrote.
    Unsourced,
    /// A source says otherwise.
    Disputed,
    /// Older than the stated age, and a newer claim about the same thing is known.
    Stale,
    /// One independent source.
    Single,
    /// Two or more independent sources.
    Corroborated,
}

impl Standing {
    /// All of them, the firmest first.
    pub const ALL: &[Standing] = &[
        Standing::Corroborated,
        Standing::Single,
        Standing::Stale,
        Standing::Disputed,
        Standing::Unsourced,
        Standing::Judgement,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Judgement => "judgement",
            Standing::Unsourced => "unsourced",
            Standing::Disputed => "disputed",
            Standing::Stale => "stale",
            Standing::Single => "single",
            Standing::Corroborated => "corroborated",
        }
    }
}

/// Who says a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Witnesses {
    /// Sources that do not draw on one another or on a common root, machines left out.
    pub independent: usize,
    /// Sources named in all.
    pub named: usize,
    /// Of these, written by a machine or derived from nothing else.
    pub machine: usize,
}

/// Who says a claim, counted by where the words come from.
pub fn witnesses(model: &Model, claim: &Claim) -> Witnesses {
    let mut named: Vec<SourceDocId> = claim.found.iter().map(|at| at.source).collect();
    named.sort();
    named.dedup();
    let mut machine = 0;
    // Groups of roots that share one: each is one witness.
    let mut groups: Vec<Vec<SourceDocId>> = Vec::new();
    for source in &named {
        let mut roots = Vec::new();
        let writes = |id: SourceDocId| model.sources.get(id.idx()).is_some_and(super::SourceDoc::machine_written);
        if !writes(*source) {
            for at in claim.found.iter().filter(|at| at.source == *source) {
                roots.extend(roots_at(model, at).into_iter().filter(|root| !writes(*root)));
            }
        }
        if roots.is_empty() {
            machine += 1;
            continue;
        }
        let (sharing, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|root| roots.contains(root)));
        roots.extend(sharing.into_iter().flatten());
        groups = rest;
        groups.push(roots);
    }
    Witnesses { independent: groups.len(), named: named.len(), machine }
}

/// Where the words at a place come from in the end.
fn roots_at(model: &Model, at: &Locator) -> Vec<SourceDocId> {
    let mut seen = Vec::new();
    let mut open = if at.via.is_empty() { vec![at.source] } else { at.via.clone() };
    let mut roots = Vec::new();
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        match model.sources.get(id.idx()).filter(|source| !source.machine_written()).map(|source| source.via.as_slice()) {
            Some([]) | None => roots.push(id),
            Some(via) => open.extend(via),
        }
    }
    roots
}

/// The time that a claim speaks of: as it says itself, else when it happens, else when its latest source was published.
pub fn as_of(model: &Model, claim: &Claim) -> Option<Day> {
    let published = || {
        let sources = claim.found.iter().filter_map(|at| model.sources.get(at.source.idx()));
        sources.filter_map(|source| source.published.as_deref().and_then(Day::parse)).max()
    };
    claim.as_of.or(claim.dated.map(|dated| dated.from)).or_else(published)
}

/// The standing of every claim, in order. `stale_after` is in years.
pub fn standings(model: &Model, stale_after: f64) -> Vec<Standing> {
    model.claims.iter().map(|claim| standing(model, claim, stale_after)).collect()
}

/// The standing of one claim of the model. `stale_after` is in years.
pub fn standing(model: &Model, claim: &Claim, stale_after: f64) -> Standing {
    match (claim.dissent.is_empty(), witnesses(model, claim).independent) {
        (false, _) => Standing::Disputed,
        (true, 0) => Standing::Unsourced,
        (true, _) if newer_than(model, claim, stale_after).is_some() => Standing::Stale,
        (true, 1) => Standing::Single,
        (true, _) => Standing::Corroborated,
    }
}

/// The newest claim that makes this one stale, where one does. `stale_after` is in years.
pub fn newer_than<'m>(model: &'m Model, claim: &Claim, stale_after: f64) -> Option<&'m Claim> {
    let time = as_of(model, claim)?.begins();
    let about = claim.about.as_ref()?;
    let (unit, _) = claim.quantity.as_ref()?;
    let old = model.time.calendar && claim.dated.is_none() && time < model.time.start - stale_after;
    let newer = |other: &&Claim| {
        other.about.as_ref() == Some(about)
            && other.dated.is_none()
            && other.quantity.as_ref().is_some_and(|(said, _)| said.dimension == unit.dimension)
            && as_of(model, other).is_some_and(|day| day.begins() > time)
    };
    if !old {
        return None;
    }
    model.claims.iter().filter(newer).max_by_key(|other| as_of(model, other))
}

/// The standing of a number from what it stands on: disputed where any of its claims is, else that of its firmest claim,
/// and judgement where it stands on none.
pub fn standing_of(from: &[Support], standings: &[Standing]) -> Standing {
    let claims = from.iter().filter_map(|support| match support {
        Support::Claim(ClaimId(id)) => standings.get(*id as usize).copied(),
        Support::Judgement => None,
    });
    let mut best = None;
    for standing in claims {
        if standing == Standing::Disputed {
            return standing;
        }
        best = best.max(Some(standing));
    }
    best.unwrap_or(Standing::Judgement)
}
