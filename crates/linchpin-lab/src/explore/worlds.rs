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
use super::ground::{Ground, Measure};
use super::telling::{and, quoted};
use super::{Analysis, Needs};
use crate::page::particle::with;

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

/// Who comes first in a world.
pub struct Place {
    /// The strategy ahead by its interval against the runner-up; `None` where none is.
    pub best: Option<usize>,
    /// Draws of the fixed weights that keep it there, of how many, and whether they are enough.
    pub survives: Option<(usize, usize, bool)>,
}

impl Place {
    /// The first place as a verdict: ahead, and whatever the weights.
    pub fn first(&self) -> Option<usize> {
        self.best.filter(|_| self.survives.is_some_and(|(_, _, enough)| enough))
    }
}

/// One measure by world and strategy: as sampled first, then the worlds.
pub struct InWorlds {
    /// The measure.
    pub measure: Measure,
    /// Futures of each world.
    pub count: u64,
    /// `[strategy][world]`: means as shown.
    pub cells: Vec<Vec<f64>>,
    /// By world: who comes first.
    pub places: Vec<Place>,
}

/// Runs the strategies in every world.
pub(super) fn in_worlds(ground: &Ground<'_>) -> Result<InWorlds, Refusal> {
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
    let tested = arms.clone();
    let count = ground.effort.apart;
    let draws = ground.draws(count, ground.seed)?;
    let chunk = ground.run(ground.model, arms, Futures { seed: ground.seed, first: 0, count }, &draws, Vec::new(), Vec::new())?;
    let stress: Vec<bool> = (0..strategies).map(|arm| ground.stress(arm)).collect();
    let (mut cells, mut places) = (vec![Vec::new(); strategies], Vec::new());
    for world in 0..=worlds {
        ground.going()?;
        let values: Vec<Vec<f64>> =
            (0..strategies).map(|arm| ground.of(&chunk.outcomes[world * strategies + arm], measure)).collect();
        let views: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let means: Vec<f64> = views.iter().map(|values| mean(values).value).collect();
        cells.iter_mut().zip(&means).for_each(|(row, mean)| row.push(mean / measure.scale));
        // A first place is a verdict, and must survive other weights in the world in which it is told.
        let best = extremes(&views, &stress, measure.better).best;
        let survives = match best {
            Some(first) => {
                let arms = &tested[world * strategies..(world + 1) * strategies];
                Some(super::structural::first_survives(ground, measure, arms, means, first)?)
            }
            None => None,
        };
        places.push(Place { best, survives });
    }
    Ok(InWorlds { measure: measure.clone(), count, cells, places })
}

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let InWorlds { measure, count, cells, places } = in_worlds(ground)?;
    let (worlds, strategies) = (ground.model.worlds.len(), ground.arms.len());
    let mut finding = Finding::new(WORLDS.name, measure.title.clone());
    tell(ground, &measure, &places, count, &mut finding);
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
        .text("first", places.iter().map(|place| place.first().map_or("undecided".into(), |arm| ground.name(arm))).collect())
        .text("ahead", places.iter().map(|place| place.best.map_or("undecided".into(), |arm| ground.name(arm))).collect())
        .number("kept", "", places.iter().map(|place| place.survives.map_or(f64::NAN, |(kept, _, _)| kept as f64)).collect())
        .number("draws", "", places.iter().map(|place| place.survives.map_or(f64::NAN, |(_, n, _)| n as f64)).collect());
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

fn tell(ground: &Ground<'_>, measure: &Measure, places: &[Place], count: u64, finding: &mut Finding) {
    let firsts: Vec<Option<usize>> = places.iter().map(Place::first).collect();
    let said = |first: Option<usize>| first.map_or("undecided".to_owned(), |arm| quoted(&ground.name(arm)));
    let said_ko = |first: Option<usize>| first.map_or("갈리지 않음".to_owned(), |arm| ground.name(arm));
    let changed: Vec<usize> = (1..firsts.len()).filter(|&at| firsts[at] != firsts[0]).collect();
    let world = |at: usize| &ground.model.worlds[at - 1];
    let title = |at: usize| {
        let words = &world(at).words;
        crate::words::cut(if words.ko.is_empty() { &world(at).name } else { &words.ko })
    };
    // Worlds that say the same stand together: by the strategy that is first there, the undecided last.
    let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    for &at in &changed {
        match groups.iter_mut().find(|(first, _)| *first == firsts[at]) {
            Some((_, worlds)) => worlds.push(at),
            None => groups.push((firsts[at], vec![at])),
        }
    }
    groups.sort_by_key(|(first, worlds)| (first.is_none(), std::cmp::Reverse(worlds.len())));
    let en: Vec<String> = groups
        .iter()
        .map(|(first, worlds)| {
            let names: Vec<String> = worlds.iter().map(|&at| quoted(&world(at).name)).collect();
            format!("{} in {}", said(*first), and(&names))
        })
        .collect();
    let ko: Vec<String> = groups
        .iter()
        .map(|(first, worlds)| {
            let names: Vec<String> = worlds.iter().map(|&at| format!("‘{}’", title(at))).collect();
            format!("{}에서는 {}", names.join(", "), said_ko(*first))
        })
        .collect();
    let all = firsts.len() - 1;
    let own_en = match firsts[0] {
        Some(arm) => format!("First on {} in the sampled futures is {}", quoted(&measure.name), quoted(&ground.name(arm))),
        None => format!("First place on {} is undecided in the sampled futures", quoted(&measure.name)),
    };
    let own_ko = match firsts[0] {
        Some(arm) => format!("표본에서 ‘{}’의 첫자리는 {}", measure.title.ko, with(&ground.name(arm), "이다", "다")),
        None => format!("표본에서 ‘{}’의 첫자리는 갈리지 않는다", measure.title.ko),
    };
    match changed.is_empty() {
        true => finding.say(
            format!("{own_en}; the same holds in all {all} theory worlds."),
            format!("{own_ko}. 이론 세계 {all}개에서도 모두 같다."),
        ),
        false => finding.say(
            format!("{own_en}; {} of {all} theory worlds say otherwise: {}.", changed.len(), and(&en)),
            format!("{own_ko}. 이론 세계 {all}개 가운데 {}개에서는 다르다: {}.", changed.len(), ko.join("; ")),
        ),
    }
    let lost: Vec<String> = (0..places.len())
        .filter_map(|at| {
            let (arm, (kept, of, _)) = (places[at].best?, places[at].survives.filter(|(_, _, enough)| !enough)?);
            let name = if at == 0 { "as sampled".to_owned() } else { quoted(&world(at).name) };
            Some(format!("{} in {name} ({kept} of {of})", quoted(&ground.name(arm))))
        })
        .collect();
    if !lost.is_empty() {
        finding.note(
            format!("Ahead, but not in nine of ten draws of the fixed weights, and so undecided: {}.", and(&lost)),
            format!(
                "앞서지만 고정 가중치를 바꾸면 열에 아홉 번 남지 않아 갈리지 않는 것(세계 {}개)은 표의 kept 열에 있다.",
                lost.len()
            ),
        );
    }
    finding.note(
        format!("A first place is said only where its 95 % interval against the runner-up excludes zero, over {count} futures a world, and where it survives other weights in that world. Stress tests are not ranked."),
        format!("첫자리는 다음 전략과의 95 % 구간이 0을 벗어나고(세계마다 미래 {count}개) 그 세계에서 가중치를 바꾸어도 남을 때만 말한다. 시험용 전략은 순위에 넣지 않는다."),
    );
}
