//! A strategy taken apart: which of its settings does the work?
//!
//! Comes in: a ground. Goes out: for each strategy the effect of each setting and of pairs, from a two-level factorial over
//! the same futures. Refuses: one strategy, strategies that set nothing. A bundle of many settings keeps those with the
//! largest effects apart and takes the others as one.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Futures};
use linchpin_core::model::{Better, Setting, VarId};
use linchpin_core::table::{Chunk, Table};
use linchpin_explore::analysis::mean;
use linchpin_explore::method::factorial::{self, factorial};

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::telling::{and, marked, quoted, subject};
use super::{Analysis, Needs};
use crate::figure::short;

/// Bundles taken apart.
pub const FACTORIAL: Analysis = Analysis {
    name: "factorial",
    title: ("Which part of the bundle works?", "묶음의 어느 부분이 작용하는가"),
    method: Some(&factorial::FACTORIAL),
    doc: "A two-level factorial over the settings of each strategy: what each adds alone and in pairs, in the same futures.",
    source: "Box, Hunter & Hunter 2005",
    needs: Needs::OwnRuns,
    run,
};

/// Settings kept apart; the others are one.
const APART: usize = 4;

/// Settings that are switched together.
struct Factor {
    label: String,
    settings: Vec<(VarId, Setting)>,
}

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measures: Vec<&Measure> = ground.measures.iter().filter(|measure| measure.better != Better::Neither).take(4).collect();
    if measures.is_empty() {
        return Err(Refusal::new("no outcome has a direction", "name one with --outcome"));
    }
    let levers = ground.model.levers();
    let of = |arm: usize| -> Vec<(VarId, Setting)> {
        ground.arms[arm].settings.iter().filter(|(id, _)| levers.contains(id)).cloned().collect()
    };
    let common = of(ground.baseline);
    let arms: Vec<usize> = ground.focus.iter().copied().filter(|&arm| arm != ground.baseline).collect();
    let mut findings = Vec::new();
    for arm in arms {
        ground.going()?;
        // What the strategy sets unlike the baseline; the last of several settings of one lever counts.
        let mut own: Vec<(VarId, Setting)> = Vec::new();
        for (id, setting) in of(arm) {
            own.retain(|(known, _)| *known != id);
            own.push((id, setting));
        }
        own.retain(|setting| !common.contains(setting));
        if !own.is_empty() {
            findings.push(one(ground, arm, own, &measures)?);
        }
    }
    match findings.is_empty() {
        true => Err(Refusal::new("no strategy sets anything unlike the baseline", "name one with --policy that does")),
        false => Ok(findings),
    }
}

fn runs(ground: &Ground<'_>, sets: &[Vec<(VarId, Setting)>], count: u64) -> Result<Chunk, Refusal> {
    let base = &ground.arms[ground.baseline];
    let arms = sets.iter().enumerate().map(|(at, set)| {
        let settings = base.settings.iter().cloned().chain(set.iter().cloned()).collect();
        Arm { name: format!("setting {at}"), policy: None, world: base.world, settings }
    });
    let draws = ground.draws(count, ground.seed)?;
    ground.run(ground.model, arms.collect(), Futures { seed: ground.seed, first: 0, count }, &draws, Vec::new(), Vec::new())
}

/// Settings by themselves where they are few; else the strongest by themselves and the rest as one.
fn factors(ground: &Ground<'_>, own: Vec<(VarId, Setting)>, measure: &Measure) -> Result<Vec<Factor>, Refusal> {
    let name = |id: VarId| ground.model.variable(id).name.clone();
    let single = |setting: &(VarId, Setting)| Factor { label: name(setting.0), settings: vec![setting.clone()] };
    if own.len() <= APART + 1 {
        return Ok(own.iter().map(single).collect());
    }
    let mut sets: Vec<Vec<(VarId, Setting)>> = vec![Vec::new()];
    sets.extend(own.iter().map(|setting| vec![setting.clone()]));
    let chunk = runs(ground, &sets, ground.effort.apart.min(100))?;
    let level = |at: usize| mean(&ground.of(&chunk.outcomes[at], measure)).value;
    let mut order: Vec<(usize, f64)> = (0..own.len()).map(|at| (at, (level(at + 1) - level(0)).abs())).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (kept, rest) = order.split_at(APART);
    let mut factors: Vec<Factor> = kept.iter().map(|&(at, _)| single(&own[at])).collect();
    factors.push(Factor {
        label: format!("the other {}", rest.len()),
        settings: rest.iter().map(|&(at, _)| own[at].clone()).collect(),
    });
    Ok(factors)
}

fn one(ground: &Ground<'_>, arm: usize, own: Vec<(VarId, Setting)>, measures: &[&Measure]) -> Result<Finding, Refusal> {
    let (name, base) = (ground.name(arm), ground.name(ground.baseline));
    let whole = own.len();
    let factors = factors(ground, own, measures[0])?;
    let sets: Vec<Vec<(VarId, Setting)>> = (0..1_usize << factors.len())
        .map(|setting| {
            let on = factors.iter().enumerate().filter(|(at, _)| setting >> at & 1 == 1);
            on.flat_map(|(_, factor)| factor.settings.iter().cloned()).collect()
        })
        .collect();
    let chunk = runs(ground, &sets, ground.effort.apart)?;
    let mut finding = Finding::new(FACTORIAL.name, Said::same(name.clone()));
    let (mut texts, mut numbers): ([Vec<String>; 2], [Vec<f64>; 3]) = Default::default();
    for (place, &measure) in measures.iter().enumerate() {
        let values: Vec<Vec<f64>> = chunk.outcomes.iter().map(|outcomes| ground.of(outcomes, measure)).collect();
        let views: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let found = match factorial(&views) {
            Ok(found) => found,
            Err(refusal) => {
                finding
                    .note(format!("{}: {}.", quoted(&measure.name), refusal.why), format!("‘{}’: 변화 없음.", measure.title.ko));
                continue;
            }
        };
        let label = |levers: &[usize]| levers.iter().map(|&at| factors[at].label.as_str()).collect::<Vec<_>>().join(" × ");
        for effect in found.effects.iter().filter(|effect| effect.levers.len() <= 2) {
            texts[0].push(measure.name.clone());
            texts[1].push(label(&effect.levers));
            let (size, half) = (effect.size.value / measure.scale, effect.size.half_width / measure.scale);
            numbers.iter_mut().zip([size, size - half, size + half]).for_each(|(column, value)| column.push(value));
        }
        let bar = |effect: &factorial::Effect| {
            let (size, half) = (effect.size.value / measure.scale, effect.size.half_width / measure.scale);
            let named = label(&effect.levers);
            let label = Said::new(named.clone(), named.replace("the other ", "나머지 "));
            Bar { label, value: size, low: size - half, high: size + half, judged: false }
        };
        let mut strongest: Vec<&factorial::Effect> = found.effects.iter().filter(|effect| effect.levers.len() <= 2).collect();
        strongest.sort_by(|a, b| b.size.value.abs().total_cmp(&a.size.value.abs()));
        finding.figures.push(Figure::Bars {
            name: format!("factorial-{name}-{}", measure.name),
            title: Said::new(format!("{name} taken apart: {}", measure.title.en), format!("{name} 분해: {}", measure.title.ko)),
            axis: Said::new("effect, 95 % interval", "효과, 95 % 구간"),
            bars: strongest.iter().take(10).map(|effect| bar(effect)).collect(),
        });
        if place == 0 {
            let mains: Vec<&&factorial::Effect> = strongest
                .iter()
                .filter(|effect| effect.levers.len() == 1 && effect.size.value.abs() > effect.size.half_width)
                .take(3)
                .collect();
            let unit = if measure.criterion { " of 100 futures".to_owned() } else { String::new() };
            let said: Vec<String> = mains
                .iter()
                .map(|e| {
                    format!(
                        "{} {:+.1} (± {})",
                        quoted(&factors[e.levers[0]].label),
                        round(e.size.value / measure.scale),
                        short(round(e.size.half_width / measure.scale))
                    )
                })
                .collect();
            match said.is_empty() {
                true => finding.say(
                    format!(
                        "Of the {whole} settings of {} none moves {} beyond doubt of sampling when taken alone.",
                        quoted(&name),
                        quoted(&measure.name)
                    ),
                    format!(
                        "{name}의 설정 {whole}개 가운데 홀로 {} 표본 오차 이상 움직이는 것은 없다.",
                        marked(&measure.title.ko, "을", "를")
                    ),
                ),
                false => finding.say(
                    format!(
                        "Taken apart against {}, {} moves {} mostly by {}{unit}.",
                        quoted(&base),
                        quoted(&name),
                        quoted(&measure.name),
                        and(&said)
                    ),
                    format!(
                        "{base}에 견주어 나누어 보면 {} {} 움직이는 것은 주로 다음이다{}: {}.",
                        subject(&name),
                        marked(&measure.title.ko, "을", "를"),
                        if measure.criterion { "(미래 100개당)" } else { "" },
                        said.join(", ").replace("the other ", "나머지 ")
                    ),
                ),
            }
        }
    }
    finding.note(
        format!("Every combination of {} over {} futures; an effect is the mean change when a part is switched on, over all settings of the others.", parts(factors.len()), ground.effort.apart),
        format!("부분 {}개의 모든 조합, 미래 {}개. 효과는 나머지의 모든 설정에 걸쳐 그 부분을 켰을 때의 평균 변화다.", factors.len(), ground.effort.apart),
    );
    let [outcome, part] = texts;
    let [effect, low, high] = numbers;
    finding.tables.push(
        Table::new("effects")
            .text("outcome", outcome)
            .text("part", part)
            .number("effect", "", effect)
            .number("low", "", low)
            .number("high", "", high),
    );
    Ok(finding)
}

fn parts(n: usize) -> String {
    if n == 1 { "one part".into() } else { format!("{n} parts") }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
