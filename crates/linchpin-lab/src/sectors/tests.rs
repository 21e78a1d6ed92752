use super::*;
use crate::ensemble::in_memory;
use crate::open::{Opened, read};
use linchpin_lang::files::Memory as Texts;

const TEXT: &str = r#"
model m "Two sectors"
  time 2026-01 .. 2028-01 by 1 month
sector makes "Makes"
uncertainty rate : 1/year = 0.5 in 0.2 .. 0.8 from judgement
stock made : 1 = 1
  change rate * made
event jump at 0.5 1/year
aux twice : 1 = 2 * made
sector idle "Nobody reads it"
aux lonely : 1 = made
sector spends "Spends"
stock spent : 1 = 0
  change made / 1 year + jump
aux seen : 1 = smooth(twice, 1 year) + initial(made)
sector judges "Judges"
outcome m_spent : 1 = spent better lower
outcome m_seen : 1 = seen better neither
"#;

fn model() -> Model {
    let Opened { model, sources, diagnostics, .. } = read("m", false, &Texts::one(TEXT));
    let faults: Vec<_> = diagnostics.iter().map(|d| sources.render(d, false)).collect();
    model.unwrap_or_else(|| panic!("{}", faults.join("\n")))
}

fn sector(model: &Model, name: &str) -> SectorId {
    SectorId(model.sectors.iter().position(|sector| sector.name == name).unwrap() as u32)
}

#[test]
fn held_links_show_their_start() {
    let model = model();
    let held = hold_links(&model, sector(&model, "makes"));
    let names: Vec<&str> = held.links.iter().map(|id| model.variable(*id).name.as_str()).collect();
    assert_eq!((names, held.towards_outcomes), (vec!["made", "jump", "twice"], false));
    let report = cut_sectors(&model, 50, &in_memory).unwrap();
    let makes = &report.sectors[0];
    assert!(makes.moves && makes.moved.iter().all(|moved| moved.standard_errors < -MOVED), "{makes:#?}");
    // Held, the sector spends one a year and sees what was there first: 2 through the smooth and 1.
    let experiment = Experiment {
        futures: Futures { seed: 1, first: 0, count: 8 },
        arms: vec![Arm { name: "a".into(), policy: None, world: None, settings: Vec::new() }],
        ask: Ask { outcomes: model.outcomes(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None },
    };
    let chunk = in_memory(&held.model, &experiment).unwrap();
    assert!(chunk.outcomes[0][0].iter().all(|spent| (spent - 2.0).abs() < 1e-12), "{:?}", chunk.outcomes[0][0]);
    assert!(chunk.outcomes[0][1].iter().all(|seen| (seen - 3.0).abs() < 1e-12), "{:?}", chunk.outcomes[0][1]);
}

#[test]
fn a_sector_that_only_outcomes_read_is_held_towards_them() {
    let model = model();
    let held = hold_links(&model, sector(&model, "spends"));
    assert!(held.towards_outcomes && held.links.len() == 2);
    assert!(hold_links(&model, sector(&model, "judges")).links.is_empty());
    // What nobody reads has no links, and the report leaves it out.
    let report = cut_sectors(&model, 20, &in_memory).unwrap();
    assert_eq!(report.sectors.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["makes", "spends"]);
}

#[test]
fn nothing_to_cut_is_refused() {
    let Opened { model, .. } = read("m", false, &Texts::one("model m \"No sector\"\n  time 0 .. 1 year by 1 year\n"));
    let refusal = cut_sectors(&model.unwrap(), 10, &in_memory).unwrap_err();
    assert!(refusal.why.contains("has no outcomes"), "{refusal}");
}
