//! At which value of which uncertainty does the preferred strategy change?
//!
//! Comes in: a ground. Goes out: for each strategy against the baseline the uncertainties along which the preference turns,
//! with the value and its interval. Refuses: one strategy.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;
use linchpin_core::table::Table;
use linchpin_explore::analysis::difference;
use linchpin_explore::method::tipping::{self, Tipping, tipping};

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::structural::{Turn, turn_survives};
use super::telling::{and, hundred, quoted, subject, value};
use super::{Analysis, Needs};
use crate::figure::short;
use crate::page::particle::with;

/// Tipping points.
pub const TIPPING: Analysis = Analysis {
    name: "tipping",
    title: ("Where does the preference turn?", "어디에서 선호가 바뀌는가"),
    method: Some(&tipping::TIPPING),
    doc: "The value of an uncertainty at which another strategy becomes the better one, with its interval, and what switching there is worth.",
    source: "Kwadijk et al. 2010",
    needs: Needs::SeveralStrategies,
    run,
};

/// Tipping points that are looked at again and again.
const LOOKED: usize = 4;
/// Share of resamples in which a tipping point must come back to be told.
const RETURNS: f64 = 0.9;

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measures = turning(ground)?;
    let pairs: Vec<usize> = (0..ground.arms.len()).filter(|&arm| arm != ground.baseline && !ground.stress(arm)).collect();
    let one = |&arm: &usize| -> Result<Finding, Refusal> {
        ground.going()?;
        one(ground, arm, &measures)
    };
    super::some(ground.each(&pairs, one), |at, why| super::cannot(TIPPING.name, &ground.name(pairs[at]), why))
}

fn one(ground: &Ground<'_>, arm: usize, measures: &[&Measure]) -> Result<Finding, Refusal> {
    let (name, base) = (ground.name(arm), ground.name(ground.baseline));
    let mut finding = Finding::new(TIPPING.name, Said::new(format!("{name} against {base}"), format!("{name} 대 {base}")));
    let mut first: Option<Refusal> = None;
    let (mut texts, mut numbers): ([Vec<String>; 4], [Vec<f64>; 8]) = Default::default();
    for &measure in measures {
        let advantage = advantage(ground, arm, measure);
        match looked(ground, measure, arm, &advantage) {
            Err(refusal) => {
                finding.note(
                    format!("{}: {}.", quoted(&measure.name), refusal.why),
                    format!("‘{}’: {}.", measure.title.ko, super::refused::korean(&refusal.why)),
                );
                first.get_or_insert(refusal);
            }
            Ok(turns) => {
                tell(ground, measure, (&name, &base), &turns, &mut finding);
                for looked in &turns {
                    let (at, tipping) = (&looked.input, &looked.tipping);
                    let input = &ground.inputs[*at];
                    texts[0].push(measure.name.clone());
                    texts[1].push(input.name.clone());
                    texts[2].push(input.unit.clone());
                    texts[3].push(looked.verdict().into());
                    let scale = input.scale;
                    let row = [
                        tipping.at.map_or(f64::NAN, |v| v / scale),
                        tipping.between.0 / scale,
                        tipping.between.1 / scale,
                        tipping.returns,
                        tipping.sides.0.value / measure.scale,
                        tipping.sides.1.value / measure.scale,
                        looked.kept.map_or(f64::NAN, |(kept, _, _)| kept as f64),
                        looked.kept.map_or(f64::NAN, |(_, draws, _)| draws as f64),
                    ];
                    numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
                }
                finding.figures.push(figure(ground, measure, (&name, &base), &turns, &advantage));
            }
        }
    }
    if let (true, Some(refusal)) = (finding.said.is_empty(), first) {
        return Err(refusal);
    }
    let [outcome, input, unit, verdict] = texts;
    let [at, low, high, returns, below, above, kept, draws] = numbers;
    finding.tables.push(
        Table::new("tipping")
            .text("outcome", outcome)
            .text("input", input)
            .text("unit", unit)
            .number("at", "", at)
            .number("low", "", low)
            .number("high", "", high)
            .number("returns", "", returns)
            .number("advantage_below", "", below)
            .number("advantage_above", "", above)
            .number("kept", "", kept)
            .number("draws", "", draws)
            .text("verdict", verdict),
    );
    Ok(finding)
}

/// Advantage of one strategy over the baseline in every future: more is better, whichever way the measure runs.
pub(super) fn advantage(ground: &Ground<'_>, arm: usize, measure: &Measure) -> Vec<f64> {
    let sign = if measure.better == Better::Higher { 1.0 } else { -1.0 };
    let pair = ground.values(arm, measure).into_iter().zip(ground.values(ground.baseline, measure));
    pair.map(|(a, b)| sign * (a - b)).collect()
}

/// Measures along which a preference may turn.
pub(super) fn turning<'g>(ground: &'g Ground<'_>) -> Result<Vec<&'g Measure>, Refusal> {
    let measures: Vec<&Measure> = ground.measures.iter().filter(|measure| measure.better != Better::Neither).take(2).collect();
    match measures.is_empty() {
        true => Err(Refusal::new("no outcome has a direction", "name one with --outcome")),
        false => Ok(measures),
    }
}

/// The inputs along which switching is worth most, looked at with resamples.
fn along(ground: &Ground<'_>, advantage: &[f64]) -> Result<Vec<(usize, Tipping)>, Refusal> {
    let rough: Vec<(usize, f64)> = ground
        .inputs
        .iter()
        .enumerate()
        .map(|(at, input)| tipping(&input.values, advantage, 0, ground.seed).map(|found| (at, found.gain)))
        .collect::<Result<_, _>>()?;
    let mut order = rough;
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let chosen = order.into_iter().filter(|(_, gain)| *gain > 0.0).take(LOOKED);
    chosen.map(|(at, _)| Ok((at, tipping(&ground.inputs[at].values, advantage, ground.effort.resamples, ground.seed)?))).collect()
}

/// The same, each with whether it holds whatever the fixed weights.
pub(super) fn looked(ground: &Ground<'_>, measure: &Measure, arm: usize, advantage: &[f64]) -> Result<Vec<Looked>, Refusal> {
    let sign = if measure.better == Better::Higher { 1.0 } else { -1.0 };
    let found = along(ground, advantage)?;
    Ok(found.into_iter().map(|(at, tipping)| Looked::at(ground, measure, arm, sign, at, tipping)).collect())
}

/// A tipping point, and whether it holds whatever the fixed weights.
pub struct Looked {
    /// The input, by index.
    pub input: usize,
    /// What was found.
    pub tipping: Tipping,
    /// Draws of the fixed weights that keep the preference on both sides, of how many, and whether they are enough.
    pub kept: Option<(usize, usize, bool)>,
}

impl Looked {
    fn at(ground: &Ground<'_>, measure: &Measure, arm: usize, sign: f64, input: usize, tipping: Tipping) -> Looked {
        let turn = tipping.at.map(|at| Turn {
            one: arm,
            other: ground.baseline,
            input,
            at,
            sides: (sign * tipping.sides.0.value, sign * tipping.sides.1.value),
        });
        Looked { input, kept: turn.and_then(|turn| turn_survives(ground, measure, turn)), tipping }
    }

    /// Both sides are decided, and the turn comes back: a side whose interval includes zero has no preference.
    fn decided(&self) -> bool {
        let t = &self.tipping;
        let side = |e: &linchpin_explore::method::sobol::Estimate| e.value.abs() > e.half_width;
        t.at.is_some() && t.returns >= RETURNS && side(&t.sides.0) && side(&t.sides.1)
    }

    fn survives(&self) -> bool {
        self.kept.is_some_and(|(_, _, enough)| enough)
    }

    /// True where it is told as a verdict.
    pub fn told(&self) -> bool {
        self.decided() && self.survives()
    }

    fn verdict(&self) -> &'static str {
        if self.told() { "turns" } else { "undecided" }
    }
}

fn tell(ground: &Ground<'_>, measure: &Measure, (name, base): (&str, &str), found: &[Looked], finding: &mut Finding) {
    let told: Vec<&Looked> = found.iter().filter(|looked| looked.told()).take(2).collect();
    let open: Vec<&Looked> = found.iter().filter(|looked| looked.decided() && !looked.survives()).collect();
    if !open.is_empty() {
        let each = |looked: &&Looked| {
            let (kept, draws, _) = looked.kept.unwrap_or_default();
            (quoted(&ground.inputs[looked.input].name), kept, draws)
        };
        let en: Vec<String> = open.iter().map(each).map(|(n, kept, of)| format!("{n} ({kept} of {of})")).collect();
        let ko: Vec<String> = open.iter().map(each).map(|(n, kept, of)| format!("{n}({of}번 가운데 {kept}번)")).collect();
        finding.note(
            format!(
                "On {} a turn along {} does not hold in nine of ten draws of the fixed weights, and is undecided.",
                quoted(&measure.name),
                and(&en)
            ),
            format!(
                "‘{}’에서 다음 입력을 따른 뒤바뀜은 고정 가중치를 바꾸면 열에 아홉 번 남지 않아 갈리지 않는다: {}.",
                measure.title.ko,
                ko.join(", ")
            ),
        );
    }
    if told.is_empty() {
        finding.say(
            format!(
                "On {} no single uncertainty, within its range and whatever the weights, firmly turns the preference between {} and {}.",
                quoted(&measure.name),
                quoted(name),
                quoted(base)
            ),
            format!(
                "‘{}’에서 {} {base} 사이의 선호를, 제 범위 안에서 그리고 가중치와 무관하게, 확실히 뒤집는 불확실성은 하나도 없다.",
                measure.title.ko,
                with(name, "과", "와")
            ),
        );
        return;
    }
    for looked in told {
        let (at, tipping) = (looked.input, &looked.tipping);
        let input = &ground.inputs[at];
        let point = value(input, tipping.at.unwrap_or(f64::NAN));
        let (low, high) = (short(tipping.between.0 / input.scale), value(input, tipping.between.1));
        let (above, below) = if tipping.first_above { (name, base) } else { (base, name) };
        finding.say(
            format!(
                "On {} {} does better where {} is above {point} (between {low} and {high}), {} below it; the turn came back in {} of 100 resamples.",
                quoted(&measure.name), quoted(above), quoted(&input.name), quoted(below), hundred(tipping.returns)
            ),
            format!(
                "‘{}’에서 {} {point}(구간 {low}~{high})보다 크면 {} 낫고, 작으면 {} 낫다. 다시 뽑은 표본 100번 가운데 {}번 같은 방향으로 바뀌었다.",
                measure.title.ko, subject(&quoted(&input.name)), subject(above), subject(below), hundred(tipping.returns)
            ),
        );
    }
}

/// The advantage on either side of each tipping point; where none is, the one advantage there is.
fn figure(ground: &Ground<'_>, measure: &Measure, (name, base): (&str, &str), found: &[Looked], advantage: &[f64]) -> Figure {
    let side = |looked: &Looked, above: bool| {
        let (input, tipping) = (&ground.inputs[looked.input], &looked.tipping);
        let point = value(input, tipping.at.unwrap_or(f64::NAN));
        let e = if above { tipping.sides.1 } else { tipping.sides.0 };
        let sign = if above { ">" } else { "≤" };
        Bar {
            label: Said::same(format!("{} {sign} {point}", input.name)),
            value: e.value / measure.scale,
            low: (e.value - e.half_width) / measure.scale,
            high: (e.value + e.half_width) / measure.scale,
            judged: input.judged,
        }
    };
    let turns = found.iter().filter(|looked| looked.tipping.at.is_some());
    let mut bars: Vec<Bar> = turns.flat_map(|looked| [side(looked, false), side(looked, true)]).collect();
    if bars.is_empty() {
        let all = difference(advantage, &vec![0.0; advantage.len()]);
        let [value, low, high] = [all.mean, all.low, all.high].map(|v| v / measure.scale);
        bars.push(Bar { label: Said::new("everywhere", "모든 곳"), value, low, high, judged: false });
    }
    Figure::Bars {
        name: format!("tipping-{name}-{}", measure.name),
        title: Said::new(
            format!("{}: advantage of {name} over {base}", measure.title.en),
            format!("{}: {base} 대비 {name}의 이점", measure.title.ko),
        ),
        axis: Said::new("mean advantage on either side, 95 % interval", "양쪽에서의 평균 이점, 95 % 구간"),
        bars,
    }
}
