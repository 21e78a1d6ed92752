//! What the evidence of a model means: standing, dated events, disputes.

use linchpin_core::distribution::Distribution;
use linchpin_core::evidence::{Claim, STALE_AFTER_YEARS, Standing, Status, Support, as_of, standing_of, standings, witnesses};
use linchpin_core::model::{Kind, Model};

use crate::meaning::model;

const SOURCES: &str = r#"
source agency "An agency's report" published 2026-01-20 kind press
source paper_a "Prints the agency" published 2026-01-21 kind press via agency
source paper_b "Prints the agency too" published 2026-01-21 kind press via agency
source ministry "A ministry" published 2025-12 kind official
source summary "A summary" published 2026-01 kind machine_written via ministry
source echo "Repeats the summary" published 2026-01 kind press via summary
"#;

fn with(text: &str) -> Model {
    model(&format!("{SOURCES}{text}"))
}

fn claim<'m>(model: &'m Model, name: &str) -> &'m Claim {
    model.claims.iter().find(|claim| claim.name == name).unwrap()
}

fn standing(model: &Model, name: &str) -> Standing {
    let at = model.claims.iter().position(|claim| claim.name == name).unwrap();
    standings(model, STALE_AFTER_YEARS)[at]
}

#[test]
fn witnesses_are_counted_by_where_words_come_from() {
    let model = with(
        "claim copies \"x\" in paper_a in paper_b in agency\nclaim two \"x\" in paper_a in ministry\nclaim machine \"x\" in summary\n\
         claim repeated \"x\" in echo in summary\nclaim one \"x\" in summary in ministry\nclaim nobody \"x\" in white_paper p1 \"x\" via agency in paper_b",
    );
    let count = |name: &str| witnesses(&model, claim(&model, name));
    assert_eq!((count("copies").independent, count("copies").named), (1, 3));
    assert_eq!(standing(&model, "copies"), Standing::Single);
    assert_eq!(standing(&model, "two"), Standing::Corroborated);
    assert_eq!(standing(&model, "machine"), Standing::Unsourced);
    assert_eq!((count("repeated").independent, count("repeated").machine), (0, 2));
    assert_eq!(standing(&model, "one"), Standing::Single);
    // A place may pass on words of its own source.
    assert_eq!(count("nobody").independent, 1);
}

#[test]
fn a_source_that_says_otherwise_makes_a_dispute() {
    let model = with("claim c : kperson = 28.5 \"x\" in paper_a in ministry but 24.5 in agency");
    assert_eq!(standing(&model, "c"), Standing::Disputed);
    let from = [Support::Judgement];
    assert_eq!(standing_of(&from, &standings(&model, STALE_AFTER_YEARS)), Standing::Judgement);
}

#[test]
fn old_claims_are_stale_when_a_newer_one_is_known() {
    let text = |older: &str, newer: &str| {
        format!("claim older : kperson = 28.5 \"x\" in paper_a {older}\nclaim newer : person = 28000 \"x\" in ministry {newer}")
    };
    let both = |older: &str, newer: &str| standing(&with(&text(older, newer)), "older");
    assert_eq!(both("as of 2023-12 about troops", "about troops"), Standing::Stale);
    // Young enough, nothing newer, another thing, an event: not stale.
    assert_eq!(both("as of 2024-06 about troops", "about troops"), Standing::Single);
    assert_eq!(both("as of 2020 about troops", "as of 2019 about troops"), Standing::Single);
    assert_eq!(both("as of 2020 about troops", "about others"), Standing::Single);
    assert_eq!(both("on 2020 observed about troops", "about troops"), Standing::Single);
    let model = with(&text("about troops", "on 2025-12-03 observed about troops"));
    assert_eq!(as_of(&model, claim(&model, "older")).unwrap().to_string(), "2026-01-21");
    assert_eq!(as_of(&model, claim(&model, "newer")).unwrap().to_string(), "2025-12-03");
}

#[test]
fn a_claim_says_who_when_and_what_for() {
    let model = with(
        "claim c \"x\" also \"handover\", \"전작권\" in ministry p3 \"2030\" via agency speaker \"A minister\" of rok stance promises\n  \
         on 2028 .. 2030-06 planned about handover disposition mechanism informs strength, crisis.open.press\n\
         check \"strength\" from c\n  then strength > 0",
    );
    let claim = claim(&model, "c");
    assert_eq!(claim.words.also, ["handover", "전작권"]);
    let dated = claim.dated.unwrap();
    assert_eq!(
        (dated.from.to_string(), dated.to.unwrap().to_string(), dated.status),
        ("2028".into(), "2030-06".into(), Status::Planned)
    );
    assert_eq!(claim.speaker.as_ref().unwrap().actor.map(|id| model.actors[id.idx()].name.as_str()), Some("rok"));
    let informed: Vec<&str> = claim.informs.iter().map(|id| model.variable(*id).name.as_str()).collect();
    assert_eq!(informed, ["strength", "crisis.open.press"]);
    assert_eq!(claim.disposition.unwrap().word(), "mechanism");
    assert_eq!(claim.stance.unwrap().word(), "promises");
    assert_eq!(model.sources[claim.found[0].via[0].idx()].name, "agency");
    assert_eq!(model.checks[0].from.len(), 1);
}

#[test]
fn a_dispute_is_a_set_with_names() {
    let model = with(
        "claim high : kperson = 28.5 \"x\" in ministry\nclaim low : person = 24515 \"x\" in agency\n\
         uncertainty troops_now : kperson = 28.5 among high: 0.75, low: 0.25 held",
    );
    let id = model.find("troops_now").unwrap();
    let Kind::Uncertainty { default, distribution: Distribution::Set(values), held } = &model.variable(id).kind else { panic!() };
    assert_eq!((*default, *held), (28_500.0, true));
    assert_eq!(values, &[(28_500.0, 0.75), (24_515.0, 0.25)]);
    assert_eq!(model.disputes.len(), 1);
    let named: Vec<&str> =
        model.disputes[0].alternatives.iter().map(|(claim, _)| model.claims[claim.idx()].name.as_str()).collect();
    assert_eq!((model.disputes[0].variable, named), (id, vec!["high", "low"]));
    assert_eq!(model.variable(id).from.len(), 2);
}
