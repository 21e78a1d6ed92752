//! Who is right about what, if a strategy is to come first? The same comparison in every theory world.
//!
//! Comes in: a ground. Goes out: the measure by strategy and world, and where the first place changes. Refuses: a model
//! without worlds, one strategy.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Futures};
use linchpin_core::model::{Better, Setting};
use linchpin_core::table::Table;
use linchpin_explore::analysis::{extremes, mean};

use super::finding::{Figure, Finding, Said};
use super::ground::Ground;
use super::telling::{and, quoted};
use super::{Analysis, Needs};

/// Comparison by world.
pub const WORLDS: Analysis = Analysis {
    name: "worlds",
    title: ("Who must be right?", "누구의 말이 맞아야 하는가"),
    method: None,
    doc: "The first criterion by strategy in every theory world of the model, and where the first place changes.",
    source: "Lempert, Popper & Bankes 2003",
    needs: Needs::OwnRuns,
    run,
};

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    if ground.model.worlds.is_empty() {
        return Err(Refusal::new(
            format!("{} has no worlds", ground.model.name),
            "declare one: `world NAME` with the uncertainties it fixes",
        ));
    }
    if ground.arms.len() < 2 {
        return Err(Refusal::new("`worlds` compares strategies; there is one", "run a second strategy"));
    }
    let measure = ground.measures.iter().find(|measure| measure.better != Better::Neither);
    let measure = measure.ok_or_else(|| Refusal::new("no outcome has a direction", "name one with --outcome"))?;
    let in_world = |arm: &Arm, world: usize| {
        let mut settings = arm.settings.clone();
        settings.extend(ground.model.worlds[world].settings.iter().map(|(id, value)| (*id, Setting::Constant(*value))));
        Arm { name: format!("{}@{world}", arm.name), settings, ..arm.clone() }
    };
    let strategies = ground.arms.len();
    let worlds = ground.model.worlds.len();
    let mut arms: Vec<Arm> = ground.arms.clone();
    (0..worlds).for_each(|world| arms.extend(ground.arms.iter().map(|arm| in_world(arm, world))));
    let count = ground.effort.apart;
    let draws = ground.draws(count, ground.seed)?;
    let chunk = ground.run(ground.model, arms, Futures { seed: ground.seed, first: 0, count }, &draws, Vec::new(), Vec::new())?;
    let stress: Vec<bool> = (0..strategies).map(|arm| ground.stress(arm)).collect();
    let (mut cells, mut firsts) = (vec![Vec::new(); strategies], Vec::new());
    for world in 0..=worlds {
        let values: Vec<Vec<f64>> =
            (0..strategies).map(|arm| ground.of(&chunk.outcomes[world * strategies + arm], measure)).collect();
        let views: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        // The first place in the sampled futures is a verdict, and must survive other weights.
        let best = extremes(&views, &stress, measure.better).best;
        firsts.push(best.filter(|&arm| world > 0 || super::structural::survives_all(ground, measure, arm)));
        cells.iter_mut().zip(&views).for_each(|(row, values)| row.push(mean(values).value / measure.scale));
    }
    let mut finding = Finding::new(WORLDS.name, measure.title.clone());
    tell(ground, measure, &firsts, count, &mut finding);
    let world_name = |at: usize| if at == 0 { "as sampled".to_owned() } else { ground.model.worlds[at - 1].name.clone() };
    let world_ko = |at: usize| match at {
        0 => "표본 그대로".to_owned(),
        at => {
            let world = &ground.model.worlds[at - 1];
            crate::words::cut(if world.words.ko.is_empty() { &world.name } else { &world.words.ko })
        }
    };
    let mut table = Table::new("worlds")
        .text("world", (0..=worlds).map(world_name).collect())
        .text("first", firsts.iter().map(|first| first.map_or("undecided".into(), |arm| ground.name(arm))).collect());
    for (arm, row) in cells.iter().enumerate() {
        let unit = if measure.criterion { "of 100 futures".into() } else { measure.unit.clone() };
        table = table.number(ground.name(arm), unit, row.clone());
    }
    finding.tables.push(table);
    let unit = if measure.criterion {
        Said::new("futures of 100 that meet it", "100개 가운데 충족한 미래")
    } else {
        Said::same(measure.unit.clone())
    };
    finding.figures.push(Figure::Grid {
        name: format!("worlds-{}", measure.name),
        title: Said::new(format!("{} by theory world", measure.title.en), format!("이론 세계별 {}", measure.title.ko)),
        cell: unit,
        rows: (0..=worlds).map(|at| Said::new(world_name(at), world_ko(at))).collect(),
        columns: (0..strategies).map(|arm| Said::same(ground.name(arm))).collect(),
        cells: (0..=worlds).map(|world| cells.iter().map(|row| row[world]).collect()).collect(),
    });
    Ok(vec![finding])
}

fn tell(ground: &Ground<'_>, measure: &super::Measure, firsts: &[Option<usize>], count: u64, finding: &mut Finding) {
    let said = |first: Option<usize>| first.map_or("undecided".to_owned(), |arm| quoted(&ground.name(arm)));
    let said_ko = |first: Option<usize>| first.map_or("갈리지 않음".to_owned(), |arm| ground.name(arm));
    let changed: Vec<usize> = (1..firsts.len()).filter(|&at| firsts[at] != firsts[0]).collect();
    let world = |at: usize| &ground.model.worlds[at - 1];
    let en: Vec<String> = changed.iter().map(|&at| format!("{} ({})", quoted(&world(at).name), said(firsts[at]))).collect();
    let ko: Vec<String> = changed.iter().map(|&at| format!("{}({})", world(at).name, said_ko(firsts[at]))).collect();
    let all = firsts.len() - 1;
    match changed.is_empty() {
        true => finding.say(
            format!(
                "First on {} is {} in the sampled futures and in all {all} theory worlds.",
                quoted(&measure.name),
                said(firsts[0])
            ),
            format!("표본과 이론 세계 {all}개 모두에서 ‘{}’의 첫자리는 {}이다.", measure.title.ko, said_ko(firsts[0])),
        ),
        false => finding.say(
            format!(
                "First on {} is {} in the sampled futures; it is another, or undecided, in {} of {all} theory worlds: {}.",
                quoted(&measure.name),
                said(firsts[0]),
                changed.len(),
                and(&en)
            ),
            format!(
                "표본에서 ‘{}’의 첫자리는 {}이며, 이론 세계 {all}개 가운데 {}개에서는 다르거나 갈리지 않는다: {}.",
                measure.title.ko,
                said_ko(firsts[0]),
                changed.len(),
                ko.join(", ")
            ),
        ),
    }
    finding.note(
        format!("A first place is said only where its 95 % interval against the runner-up excludes zero, over {count} futures a world, and in the sampled futures only where it survives other weights; worlds were not tested so. Stress tests are not ranked."),
        format!("첫자리는 다음 전략과의 95 % 구간이 0을 벗어날 때만 말한다(세계마다 미래 {count}개). 시험용 전략은 순위에 넣지 않는다."),
    );
}
