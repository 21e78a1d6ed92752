//! What numbers stand on: claims with who says them and how firmly.

use linchpin_core::evidence::{Basis, ClaimId, Locator, STALE_AFTER_YEARS, Support, standing, standing_of, standings, witnesses};
use linchpin_core::model::Model;
use linchpin_core::unit::Unit;

use crate::figure;
use crate::wire::{ClaimShown, Found, Quantity};

/// A claim with its sources and its standing.
pub fn claim_shown(model: &Model, id: ClaimId) -> Option<ClaimShown> {
    let claim = model.claims.get(id.idx())?;
    let unit = claim.quantity.as_ref().map(|(unit, _)| unit);
    let witnesses = witnesses(model, claim);
    Some(ClaimShown {
        name: claim.name.clone(),
        says: claim.words.title.clone(),
        quantity: claim.quantity.as_ref().map(|(unit, value)| quantity(*value, unit)),
        standing: standing(model, claim, STALE_AFTER_YEARS).word(),
        independent: witnesses.independent,
        named: witnesses.named,
        found: claim.found.iter().map(|at| found(model, at, None)).collect(),
        dissent: claim.dissent.iter().map(|d| found(model, &d.at, d.value.zip(unit))).collect(),
    })
}

/// Claims among these supports.
pub(super) fn claims(model: &Model, from: &[Support]) -> Vec<ClaimShown> {
    from.iter()
        .filter_map(|support| match support {
            Support::Claim(id) => claim_shown(model, *id),
            Support::Judgement => None,
        })
        .collect()
}

/// How firmly a number with these supports stands.
pub(super) fn standing_word(model: &Model, from: &[Support]) -> &'static str {
    standing_of(from, &standings(model, STALE_AFTER_YEARS)).word()
}

/// The words for a basis.
pub(crate) fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Evidence => "evidence",
        Basis::BoundedJudgement => "bounded judgement",
        Basis::Judgement => "judgement",
    }
}

pub(super) fn quantity(value: f64, unit: &Unit) -> Quantity {
    Quantity { value: figure::in_unit(value, unit), unit: unit.text.clone(), shown: figure::exact_with_unit(value, unit) }
}

/// Where a source says something.
pub(crate) fn found_at(model: &Model, at: &Locator) -> Found {
    found(model, at, None)
}

/// Names of the claims among these supports.
pub(crate) fn support_names(model: &Model, from: &[Support]) -> Vec<String> {
    let claims = from.iter().filter_map(|support| match support {
        Support::Claim(id) => model.claims.get(id.idx()),
        Support::Judgement => None,
    });
    claims.map(|claim| claim.name.clone()).collect()
}

fn found(model: &Model, at: &Locator, instead: Option<(f64, &Unit)>) -> Found {
    let source = model.sources.get(at.source.idx());
    Found {
        source: source.map(|s| s.name.clone()).unwrap_or_default(),
        title: source.map(|s| s.words.title.clone()).unwrap_or_default(),
        publisher: source.and_then(|s| s.publisher.clone()),
        published: source.and_then(|s| s.published.clone()),
        kind: source.and_then(|s| s.kind.clone()),
        url: source.and_then(|s| s.url.clone()),
        paragraph: at.paragraph,
        figure: at.figure.clone(),
        via: at.via.iter().filter_map(|id| model.sources.get(id.idx())).map(|source| source.name.clone()).collect(),
        instead: instead.map(|(value, unit)| quantity(value, unit)),
    }
}
