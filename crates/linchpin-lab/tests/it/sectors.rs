//! Every sector of the flagship matters: with its links held at their start an outcome moves.

use linchpin_lab::ensemble::in_memory;
use linchpin_lab::sectors::{MOVED, cut_sectors};

#[test]
fn each_sector_of_the_flagship_moves_an_outcome_that_belongs_to_it() {
    let model = linchpin_lab::open::open("korea-2026").unwrap().model.unwrap();
    let report = cut_sectors(&model, 100, &in_memory).unwrap();
    assert_eq!(report.sectors.len(), model.sectors.len());
    for (sector, outcome) in EXPECTED {
        let cut = report.sectors.iter().find(|cut| cut.name == *sector).unwrap_or_else(|| panic!("no sector {sector}"));
        let moved = cut.moved.iter().find(|moved| moved.outcome == *outcome).unwrap();
        assert!(cut.moves && moved.standard_errors.abs() > MOVED, "{sector}: {moved:?}");
    }
    assert_eq!(EXPECTED.len(), model.sectors.len());
}

/// Sectors with an outcome that each must move.
const EXPECTED: &[(&str, &str)] = &[
    ("measures", "m_stability"),
    ("clock", "m_abandonment"),
    ("economy", "m_burden"),
    ("defence_resource", "m_nuclear_support"),
    ("personnel", "m_abandonment"),
    ("capability", "m_autonomy"),
    ("arms_industry", "m_autonomy"),
    ("north_korea", "m_nuclear_support"),
    ("us_forces", "m_entrapment"),
    ("umbrella", "m_nuclear_support"),
    ("command_transfer", "m_provocations"),
    ("alliance_bargain", "m_us_cost"),
    ("korean_politics", "m_autonomy"),
    ("nuclear_question", "m_proliferation"),
    ("region", "m_stability"),
    ("crisis_layer", "m_abandonment"),
];
