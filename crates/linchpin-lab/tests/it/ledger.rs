//! The ledger of the flagship: every sentence of the five articles has its place, conflicts are kept, machines bear no witness.

use linchpin_core::evidence::{Claim, Disposition, STALE_AFTER_YEARS, Standing, Support, standing, witnesses};
use linchpin_core::model::Model;

fn flagship() -> Model {
    linchpin_lab::open::open("korea-2026").unwrap().model.unwrap()
}

/// Claims of the five articles: `s001` to `s126`.
fn seeds(model: &Model) -> Vec<(usize, &Claim)> {
    let number =
        |name: &str| name.strip_prefix('s').filter(|rest| rest.len() == 3).is_some_and(|rest| rest.parse::<u32>().is_ok());
    model.claims.iter().enumerate().filter(|(_, claim)| number(&claim.name)).collect()
}

fn find<'m>(model: &'m Model, name: &str) -> &'m Claim {
    model.claims.iter().find(|claim| claim.name == name).unwrap_or_else(|| panic!("no claim {name}"))
}

#[test]
fn every_claim_of_the_articles_has_a_disposition_and_most_bear_on_something() {
    let model = flagship();
    let seeds = seeds(&model);
    assert_eq!(seeds.len(), 126);
    let placed = seeds.iter().filter(|(_, claim)| claim.disposition.is_some()).count();
    assert_eq!(placed, 126, "claims without a disposition");
    let cites = |at: usize, from: &[Support]| from.contains(&Support::Claim(linchpin_core::evidence::ClaimId(at as u32)));
    let linked = |(at, claim): &&(usize, &Claim)| {
        !claim.informs.is_empty()
            || model.variables.iter().any(|variable| cites(*at, &variable.from))
            || model.checks.iter().any(|check| cites(*at, &check.from))
    };
    let linked = seeds.iter().filter(linked).count();
    assert!(linked >= 60, "{linked} claims bear on a variable or a check");
    let tested = seeds.iter().filter(|(at, _)| model.checks.iter().any(|check| cites(*at, &check.from))).count();
    assert!(tested >= 50, "{tested} claims are put to the test");
    for (_, claim) in &seeds {
        let article = &claim.found[0];
        assert!(model.sources[article.source.idx()].file.is_some(), "{} starts with no article", claim.name);
        assert!(article.paragraph.is_some() && article.figure.is_some(), "{} has no place", claim.name);
    }
}

#[test]
fn what_is_left_unsaid_is_kept() {
    let model = flagship();
    let silent = |claim: &Claim| claim.disposition == Some(Disposition::ExpectedOmission);
    let names: Vec<&str> = model.claims.iter().filter(|c| silent(c)).map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["s052", "s105", "s121"]);
}

#[test]
fn conflicts_between_sources_stay_visible() {
    let model = flagship();
    // Budget growth, share of GDP, year of the share, ten-year rise, ratio of budgets, rank of forces, nine times, troops, warheads, own
    // weapons, aims of 2022, umbrella, command, strength in 2040, ally goal and its year, armistice deaths, air defence moved, boats.
    let kept = [
        "s095", "x006", "x009", "x023", "x026", "s011", "x031", "s096", "s002", "s008", "s079", "s094", "x130", "x076", "x077",
        "s080", "x161", "s122", "x089", "x090", "s048", "x155", "s060", "x219", "x221", "s013", "x297", "x197", "x198",
    ];
    for name in kept {
        let claim = find(&model, name);
        assert!(!claim.dissent.is_empty(), "{name} has lost who says otherwise");
        assert_eq!(standing(&model, claim, STALE_AFTER_YEARS), Standing::Disputed, "{name}");
    }
}

#[test]
fn machines_bear_no_witness() {
    let model = flagship();
    let written = |claim: &Claim| claim.found.iter().all(|at| model.sources[at.source.idx()].machine_written());
    let alone: Vec<&Claim> = model.claims.iter().filter(|claim| written(claim)).collect();
    assert!(alone.len() > 10, "some claims stand on machines alone");
    for claim in alone {
        assert_eq!(witnesses(&model, claim).independent, 0, "{}", claim.name);
    }
    // Three articles pass on what one document says: one witness.
    assert_eq!(witnesses(&model, find(&model, "s005")).independent, 1);
    // The account cites a newspaper; the agency's report is another.
    assert_eq!(standing(&model, find(&model, "s078"), STALE_AFTER_YEARS), Standing::Corroborated);
}

#[test]
fn a_number_never_rests_on_machines_alone() {
    let model = flagship();
    for variable in &model.variables {
        let claims: Vec<&Claim> = variable
            .from
            .iter()
            .filter_map(|support| match support {
                Support::Claim(id) => model.claims.get(id.idx()),
                Support::Judgement => None,
            })
            .collect();
        let judged = variable.from.contains(&Support::Judgement);
        let stands = judged || claims.is_empty() || claims.iter().any(|claim| witnesses(&model, claim).independent > 0);
        assert!(stands, "{} rests on machines alone", variable.name);
    }
}
