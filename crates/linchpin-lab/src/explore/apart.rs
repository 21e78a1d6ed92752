//! A strategy taken apart: which of its settings does the work?
//!
//! Comes in: a ground. Goes out: for each strategy the effect of each setting and of pairs, from a two-level factorial over
//! the same futures; which of them keep their sign under other weights, and only these are told. Refuses: one strategy,
//! strategies that set nothing. A bundle of many settings keeps those with the largest effects apart and takes the others
//! as one.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Futures};
use linchpin_core::model::{Better, Setting, VarId};
use linchpin_core::table::{Chunk, Table};
use linchpin_explore::analysis::mean;
use linchpin_explore::method::factorial::{self, factorial};

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::structural::beside;
use super::survival::Survival;
use super::telling::{and, marked, quoted, subject};
use super::{Analysis, Needs};
use crate::figure::short;

/// Bundles taken apart.
pub const FACTORIAL: Analysis = Analysis {
    name: "factorial",
    title: ("Which part of the bundle works?", "묶음의 어느 부분이 작용하는가"),
    method: Some(&factorial::FACTORIAL),
    doc: "A two-level factorial over the settings of each strategy: what each adds alone and in pairs, in the same futures; told only where its sign survives other weights.",
    source: "Box, Hunter & Hunter 2005",
    needs: Needs::OwnRuns,
    run,
};

/// Settings kept apart; the others are one.
const APART: usize = 4;
/// Settings named in a sentence, at most.
const TOLD: usize = 3;

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

fn arms(ground: &Ground<'_>, sets: &[Vec<(VarId, Setting)>]) -> Vec<Arm> {
    let base = &ground.arms[ground.baseline];
    let arm = |(at, set): (usize, &Vec<(VarId, Setting)>)| {
        let settings = base.settings.iter().cloned().chain(set.iter().cloned()).collect();
        Arm { name: format!("setting {at}"), policy: None, world: base.world, settings }
    };
    sets.iter().enumerate().map(arm).collect()
}

fn runs(ground: &Ground<'_>, arms: Vec<Arm>, count: u64) -> Result<Chunk, Refusal> {
    let draws = ground.draws(count, ground.seed)?;
    ground.run(ground.model, arms, Futures { seed: ground.seed, first: 0, count }, &draws, Vec::new(), Vec::new())
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
    let chunk = runs(ground, arms(ground, &sets), ground.effort.apart.min(100))?;
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

/// An effect of one measure, in the unit shown.
struct Part {
    /// Factors switched together: one, or a pair.
    factors: Vec<usize>,
    size: f64,
    half: f64,
    /// Draws of the fixed weights in which it has the same sign.
    kept: usize,
    /// Whether those are enough for a verdict.
    survives: bool,
}

impl Part {
    fn label(&self, factors: &[Factor]) -> Said {
        let en = self.factors.iter().map(|&at| factors[at].label.as_str()).collect::<Vec<_>>().join(" × ");
        Said::new(en.clone(), in_korean(&en))
    }

    /// Beyond doubt of sampling.
    fn decided(&self) -> bool {
        self.size.abs() > self.half
    }

    fn verdict(&self) -> &'static str {
        if self.decided() && self.survives { "survives" } else { "undecided" }
    }
}

/// The name of what is taken as one.
fn in_korean(label: &str) -> String {
    label.replace("the other ", "나머지 ")
}

fn one(ground: &Ground<'_>, arm: usize, own: Vec<(VarId, Setting)>, measures: &[&Measure]) -> Result<Finding, Refusal> {
    let name = ground.name(arm);
    let whole = own.len();
    let factors = factors(ground, own, measures[0])?;
    let sets: Vec<Vec<(VarId, Setting)>> = (0..1_usize << factors.len())
        .map(|setting| {
            let on = factors.iter().enumerate().filter(|(at, _)| setting >> at & 1 == 1);
            on.flat_map(|(_, factor)| factor.settings.iter().cloned()).collect()
        })
        .collect();
    let arms = arms(ground, &sets);
    let chunk = runs(ground, arms.clone(), ground.effort.apart)?;
    let values: Vec<Vec<Vec<f64>>> =
        measures.iter().map(|measure| chunk.outcomes.iter().map(|outcomes| ground.of(outcomes, measure)).collect()).collect();
    let levels = |at: usize| values[at].iter().map(|setting| mean(setting).value).collect();
    let yardsticks: Vec<(&Measure, Vec<f64>)> = measures.iter().enumerate().map(|(at, &measure)| (measure, levels(at))).collect();
    let survival = beside(ground, &arms, &yardsticks)?;
    let mut finding = Finding::new(FACTORIAL.name, Said::same(name.clone()));
    let (mut texts, mut numbers): ([Vec<String>; 3], [Vec<f64>; 5]) = Default::default();
    for (place, &measure) in measures.iter().enumerate() {
        let effects = match effects(&values[place]) {
            Ok(effects) => effects,
            Err(refusal) => {
                let why = super::refused::said(&refusal.why);
                finding.note(
                    format!("{}: {}.", quoted(&measure.name), why.en),
                    format!("‘{}’: 이 방법을 쓸 수 없음({}).", measure.title.ko, why.ko),
                );
                continue;
            }
        };
        let parts = parts(effects, &survival, place, measure.scale);
        for part in &parts {
            texts[0].push(measure.name.clone());
            texts[1].push(part.label(&factors).en);
            texts[2].push(part.verdict().into());
            let row = [part.size, part.size - part.half, part.size + part.half, part.kept as f64, survival.draws as f64];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        let mut strongest: Vec<&Part> = parts.iter().collect();
        strongest.sort_by(|a, b| b.size.abs().total_cmp(&a.size.abs()));
        finding.figures.push(figure(&name, measure, &factors, &strongest));
        if place == 0 {
            tell(ground, &mut finding, (&name, whole), measure, &factors, &strongest, &survival);
        }
    }
    finding.note(
        format!("Every combination of {} over {} futures; an effect is the mean change when a part is switched on, over all settings of the others.", counted(factors.len()), ground.effort.apart),
        format!("부분 {}개의 모든 조합, 미래 {}개. 효과는 나머지의 모든 설정에 걸쳐 그 부분을 켰을 때의 평균 변화다.", factors.len(), ground.effort.apart),
    );
    if survival.weights > 0 {
        let (draws, futures) = (survival.draws, survival.jitter.futures);
        finding.note(
            format!("An effect is told only where it has the same sign in nine of ten of {draws} draws of the fixed weights, {futures} futures each."),
            format!("효과는 고정 가중치를 {draws}번 바꾸어(한 번에 미래 {futures}개) 열에 아홉 번 이상 부호가 같을 때만 말한다."),
        );
    }
    let [outcome, part, verdict] = texts;
    let [effect, low, high, kept, draws] = numbers;
    finding.tables.push(
        Table::new("effects")
            .text("outcome", outcome)
            .text("part", part)
            .number("effect", "", effect)
            .number("low", "", low)
            .number("high", "", high)
            .number("kept", "", kept)
            .number("draws", "", draws)
            .text("verdict", verdict),
    );
    Ok(finding)
}

/// Main effects and pairs.
fn effects(values: &[Vec<f64>]) -> Result<Vec<factorial::Effect>, Refusal> {
    let views: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    Ok(factorial(&views)?.effects.into_iter().filter(|effect| effect.levers.len() <= 2).collect())
}

/// Effects with the draws of the weights that keep their signs. A draw in which too few futures are whole keeps none.
fn parts(effects_now: Vec<factorial::Effect>, survival: &Survival, place: usize, scale: f64) -> Vec<Part> {
    let draws: Vec<Vec<factorial::Effect>> = survival.values.iter().filter_map(|draw| effects(&draw[place]).ok()).collect();
    let part = |(at, effect): (usize, factorial::Effect)| {
        let (now, half) = (effect.size.value, effect.size.half_width);
        let kept = draws.iter().filter(|draw| draw[at].size.value * now > 0.0).count();
        Part { factors: effect.levers, size: now / scale, half: half / scale, kept, survives: survival.enough(kept) }
    };
    effects_now.into_iter().enumerate().map(part).collect()
}

fn figure(name: &str, measure: &Measure, factors: &[Factor], strongest: &[&Part]) -> Figure {
    let bar = |part: &&Part| {
        let Said { en, ko } = part.label(factors);
        let label = match part.verdict() {
            "survives" => Said::new(en, ko),
            _ => Said::new(format!("{en} (undecided)"), format!("{ko}(갈리지 않음)")),
        };
        Bar { label, value: part.size, low: part.size - part.half, high: part.size + part.half, judged: false }
    };
    Figure::Bars {
        name: format!("factorial-{name}-{}", measure.name),
        title: Said::new(format!("{name} taken apart: {}", measure.title.en), format!("{name} 분해: {}", measure.title.ko)),
        axis: Said::new("effect, 95 % interval", "효과, 95 % 구간"),
        bars: strongest.iter().take(10).map(bar).collect(),
    }
}

/// What is told of the first measure: settings whose effects are decided and survive; what is decided but does not is noted.
fn tell(
    ground: &Ground<'_>,
    finding: &mut Finding,
    (name, whole): (&str, usize),
    measure: &Measure,
    factors: &[Factor],
    strongest: &[&Part],
    survival: &Survival,
) {
    let base = ground.name(ground.baseline);
    let mains: Vec<&&Part> = strongest.iter().filter(|part| part.factors.len() == 1 && part.decided()).collect();
    let told: Vec<&&&Part> = mains.iter().filter(|part| part.survives).take(TOLD).collect();
    let unit = if measure.criterion { " of 100 futures".to_owned() } else { String::new() };
    let one = |part: &&&&Part| {
        let label = quoted(&factors[part.factors[0]].label);
        format!("{label} {:+.1} (± {})", round(part.size), short(round(part.half)))
    };
    let said: Vec<String> = told.iter().map(one).collect();
    match said.is_empty() {
        true => finding.say(
            format!(
                "Of the {whole} settings of {} none, taken alone, moves {} beyond doubt of sampling and whatever the weights.",
                quoted(name),
                quoted(&measure.name)
            ),
            format!(
                "{name}의 설정 {whole}개 가운데 홀로, 가중치와 무관하게, {} 표본 오차 이상 움직이는 것은 없다.",
                marked(&measure.title.ko, "을", "를")
            ),
        ),
        false => finding.say(
            format!(
                "Taken apart against {}, {} moves {} mostly by {}{unit}.",
                quoted(&base),
                quoted(name),
                quoted(&measure.name),
                and(&said)
            ),
            format!(
                "{base}에 견주어 나누어 보면 {} {} 움직이는 것은 주로 다음이다{}: {}.",
                subject(name),
                marked(&measure.title.ko, "을", "를"),
                if measure.criterion { "(미래 100개당)" } else { "" },
                in_korean(&said.join(", "))
            ),
        ),
    }
    let open: Vec<&&&Part> = mains.iter().filter(|part| !part.survives).collect();
    if !open.is_empty() {
        let of = survival.draws;
        let name = |part: &&&&Part| quoted(&factors[part.factors[0]].label);
        let en: Vec<String> = open.iter().map(|part| format!("{} ({} of {of})", name(part), part.kept)).collect();
        let ko: Vec<String> =
            open.iter().map(|part| format!("{}({of}번 가운데 {}번)", in_korean(&name(part)), part.kept)).collect();
        finding.note(
            format!(
                "On {} these do not keep their sign in nine of ten draws of the fixed weights, and are undecided: {}.",
                quoted(&measure.name),
                and(&en)
            ),
            format!(
                "‘{}’에서 고정 가중치를 바꾸면 부호가 열에 아홉 번 남지 않아 갈리지 않는 것: {}.",
                measure.title.ko,
                ko.join(", ")
            ),
        );
    }
}

fn counted(n: usize) -> String {
    if n == 1 { "one part".into() } else { format!("{n} parts") }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
