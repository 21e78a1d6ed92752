//! How early can one tell that a strategy is heading for its failures?
//!
//! Comes in: a ground. Goes out: for each strategy the recorded variable, date and threshold at which the box of its
//! failures can first be recognised, with false alarms and misses counted on futures that were not used to choose.
//! Refuses: a model that records nothing, measures without a threshold.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Futures;
use linchpin_core::model::VarId;
use linchpin_core::table::Table;
use linchpin_explore::analysis::Share;

use super::discovery::{find, judged};
use super::finding::{Figure, Finding, Line, Said};
use super::ground::Ground;
use super::telling::{between_ko, hundred, hundred_ko, quoted, subject};
use super::{Analysis, Needs};
use crate::compare::shown_unit;
use crate::figure::{date, short};
use crate::page::particle::with;

/// Signposts.
pub const SIGNPOSTS: Analysis = Analysis {
    name: "signposts",
    title: ("How early can one tell?", "얼마나 일찍 알 수 있는가"),
    method: None,
    doc: "The earliest date at which the failures of a strategy can be recognised from a recorded variable, with shares of false alarms and misses.",
    source: "Dewar 2002, assumption-based planning; Youden 1950 for the threshold",
    needs: Needs::OwnRuns,
    run,
};

/// Dates that are looked at.
const DATES: u32 = 15;
/// A signpost is good when false alarms and misses are both at most this.
const GOOD: f64 = 0.25;

/// A variable at a date with the threshold that tells best.
#[derive(Clone, Copy)]
struct Sign {
    variable: usize,
    date: usize,
    threshold: f64,
    above: bool,
    /// How far it tells members from others in the futures in which it was chosen: Youden's index.
    tells: f64,
    /// Counted in the other futures, as the misses.
    false_alarms: Share,
    misses: Share,
}

impl Sign {
    fn wrong(&self) -> f64 {
        self.false_alarms.value.max(self.misses.value)
    }
}

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measure = judged(ground)?;
    let variables: Vec<VarId> = ground.model.record.iter().copied().filter(|&id| !ground.model.variable(id).hidden).collect();
    if variables.is_empty() {
        return Err(Refusal::new(
            format!("{} records no variable that could be watched", ground.model.name),
            "name some: `record every 3 months of NAME, NAME`",
        ));
    }
    let steps = ground.model.time.steps;
    let mut at_steps: Vec<u32> = (1..=DATES).map(|at| (u64::from(steps) * u64::from(at) / u64::from(DATES + 1)) as u32).collect();
    at_steps.retain(|&step| step > 0);
    at_steps.dedup();
    let count = ground.futures() as u64;
    let draws = ground.draws(count, ground.seed)?;
    let mut found = Vec::new();
    for &arm in &ground.focus {
        ground.going()?;
        // One strategy at a time: series of all at once would not fit a small memory.
        let chunk = ground.run(
            ground.model,
            vec![ground.arms[arm].clone()],
            Futures { seed: ground.seed, first: 0, count },
            &draws,
            variables.clone(),
            at_steps.clone(),
        )?;
        let series = chunk.series.first().cloned().unwrap_or_default();
        found.push(one(ground, arm, measure, &variables, &at_steps, &series));
    }
    super::some(found, |at, why| super::cannot(SIGNPOSTS.name, &ground.name(ground.focus[at]), why))
}

fn one(
    ground: &Ground<'_>,
    arm: usize,
    measure: &super::Measure,
    variables: &[VarId],
    at_steps: &[u32],
    series: &[Vec<Vec<f64>>],
) -> Result<Finding, Refusal> {
    let name = ground.name(arm);
    let found = find(ground, arm, measure)?;
    let inputs = ground.region_inputs();
    let inside: Vec<bool> = (0..ground.futures()).map(|future| found.step().region.holds(&inputs, future)).collect();
    // Two questions: can the box be recognised, and can the failures themselves?
    let targets = [
        (Said::new("the box of failures", "실패 상자"), inside),
        (Said::new("failures", "실패"), found.failures.iter().map(|&v| v == 1.0).collect::<Vec<bool>>()),
    ];
    let dates: Vec<String> = at_steps.iter().map(|&step| date(&ground.model.time, ground.model.time.at(step))).collect();
    let mut finding = Finding::new(SIGNPOSTS.name, Said::same(name.clone()));
    let (mut texts, mut numbers): ([Vec<String>; 4], [Vec<f64>; 7]) = Default::default();
    let mut lines = Vec::new();
    for (target, members) in &targets {
        let mut best: Vec<Sign> = Vec::new();
        for at in 0..at_steps.len() {
            let signs = (0..variables.len()).filter_map(|variable| sign(&series[variable][at], members, variable, at));
            // Chosen by the futures in which thresholds are chosen: the least of many counted errors would be flattery.
            let Some(sign) = signs.max_by(|a, b| a.tells.total_cmp(&b.tells).then(b.variable.cmp(&a.variable))) else {
                continue;
            };
            let (unit, scale) = shown_unit(ground.model.variable(variables[sign.variable]), ground.sources);
            texts[0].push(target.en.clone());
            texts[1].push(dates[at].clone());
            texts[2].push(ground.model.variable(variables[sign.variable]).name.clone());
            texts[3].push(format!("{} {unit}", if sign.above { "above" } else { "below" }));
            let (alarms, misses) = (sign.false_alarms, sign.misses);
            let row = [sign.threshold / scale, alarms.value, alarms.low, alarms.high, misses.value, misses.low, misses.high];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
            best.push(sign);
        }
        let time = |sign: &Sign| {
            ground.model.time.at(at_steps[sign.date])
                / if ground.model.time.calendar { 1.0 } else { ground.model.time.unit.scale }
        };
        lines.push(Line { name: target.clone(), points: best.iter().map(|sign| (time(sign), sign.wrong())).collect() });
        say(ground, &mut finding, (&name, target), variables, &dates, &best);
    }
    finding.note(
        "Variables and thresholds are chosen on every other future and counted on the rest, with 95 % intervals; a false alarm is a future outside that is taken for one inside.",
        "변수와 임계값은 미래의 절반에서 고르고 나머지 절반에서 세었으며, 구간은 95 %다. 거짓 경보는 밖에 있는 미래를 안으로 본 경우다.",
    );
    let [what, when, variable, side] = texts;
    let [threshold, alarms, alarms_low, alarms_high, misses, misses_low, misses_high] = numbers;
    finding.tables.push(
        Table::new("signposts")
            .text("recognises", what)
            .text("date", when)
            .text("variable", variable)
            .text("side", side)
            .number("threshold", "", threshold)
            .number("false_alarms", "", alarms)
            .number("false_alarms_low", "", alarms_low)
            .number("false_alarms_high", "", alarms_high)
            .number("misses", "", misses)
            .number("misses_low", "", misses_low)
            .number("misses_high", "", misses_high),
    );
    finding.figures.push(Figure::Lines {
        name: format!("signposts-{name}"),
        title: Said::new(format!("How early the failures of {name} show"), format!("{name}의 실패가 드러나는 때")),
        x: Said::new("date of the reading", "관측 시점"),
        y: Said::new("false alarms or misses, the larger share", "거짓 경보와 놓침 가운데 큰 몫"),
        lines,
        marked: None,
    });
    Ok(finding)
}

fn say(
    ground: &Ground<'_>,
    finding: &mut Finding,
    (name, target): (&str, &Said),
    variables: &[VarId],
    dates: &[String],
    best: &[Sign],
) {
    let good = best.iter().find(|sign| sign.wrong() <= GOOD);
    match good {
        Some(sign) => {
            let variable = ground.model.variable(variables[sign.variable]);
            let (unit, scale) = shown_unit(variable, ground.sources);
            let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
            let (side, side_ko) = if sign.above { ("above", "초과") } else { ("below", "미만") };
            let limit = short(sign.threshold / scale);
            finding.say(
                format!(
                    "From {} on, {} {side} {limit}{unit} tells {} of {}: {} of 100 false alarms ({} to {}), {} of 100 missed ({} to {}).",
                    dates[sign.date],
                    quoted(&variable.name),
                    target.en,
                    quoted(name),
                    hundred(sign.false_alarms.value),
                    hundred(sign.false_alarms.low),
                    hundred(sign.false_alarms.high),
                    hundred(sign.misses.value),
                    hundred(sign.misses.low),
                    hundred(sign.misses.high)
                ),
                format!(
                    "{}부터 {} {limit}{unit} {side_ko}이면 {name}의 {} 알아볼 수 있다. 거짓 경보 100개 가운데 {}(구간 {}), 놓침 {}(구간 {}).",
                    dates[sign.date],
                    subject(&quoted(&variable.name)),
                    with(&target.ko, "을", "를"),
                    hundred_ko(sign.false_alarms.value),
                    between_ko(sign.false_alarms.low, sign.false_alarms.high),
                    hundred_ko(sign.misses.value),
                    between_ko(sign.misses.low, sign.misses.high)
                ),
            );
        }
        None if best.is_empty() => finding.say(
            format!(
                "Nothing can be told of {} of {}: nearly all futures, or nearly none, belong to it.",
                target.en,
                quoted(name)
            ),
            format!("거의 모든 미래가 {name}의 {}에 들거나 거의 들지 않아, 알려 주는 변수를 말할 수 없다.", target.ko),
        ),
        None => {
            let nearest = best.iter().map(Sign::wrong).fold(f64::INFINITY, f64::min);
            let (nearest_said, nearest_ko) = (hundred(nearest), hundred_ko(nearest));
            finding.say(
                format!("No recorded variable tells {} of {} in time with at most {} of 100 false alarms and misses; the best errs in {nearest_said} of 100.", target.en, quoted(name), hundred(GOOD)),
                format!("{name}의 {} 거짓 경보와 놓침 100개 가운데 {} 이하로 제때 알려 주는 기록 변수는 없다. 가장 나은 것도 {nearest_ko}에서 틀린다.", with(&target.ko, "을", "를"), hundred_ko(GOOD)),
            );
        }
    }
}

/// The threshold that tells members best on even futures, with its errors on odd ones; `None` where one side is empty.
fn sign(values: &[f64], members: &[bool], variable: usize, date: usize) -> Option<Sign> {
    let mut fit: Vec<(f64, bool)> =
        (0..values.len()).step_by(2).filter(|&at| values[at].is_finite()).map(|at| (values[at], members[at])).collect();
    fit.sort_by(|a, b| a.0.total_cmp(&b.0));
    let inside = fit.iter().filter(|(_, member)| *member).count();
    let outside = fit.len() - inside;
    if inside == 0 || outside == 0 {
        return None;
    }
    // Youden's index: shares of members and of others below each cut; the greatest distance tells best.
    let (mut below, mut others, mut best) = (0, 0, None::<(f64, f64, bool)>);
    for pair in fit.windows(2) {
        if pair[0].1 {
            below += 1
        } else {
            others += 1
        }
        if pair[0].0 == pair[1].0 {
            continue;
        }
        let gap = below as f64 / inside as f64 - others as f64 / outside as f64;
        if best.is_none_or(|(top, ..)| gap.abs() > top) {
            best = Some((gap.abs(), (pair[0].0 + pair[1].0) / 2.0, gap < 0.0));
        }
    }
    let (tells, threshold, above) = best?;
    let (mut alarms, mut missed, mut n, mut m) = (0, 0, 0, 0);
    for at in (1..values.len()).step_by(2).filter(|&at| values[at].is_finite()) {
        let told = (values[at] > threshold) == above;
        match members[at] {
            true => {
                m += 1;
                missed += usize::from(!told);
            }
            false => {
                n += 1;
                alarms += usize::from(told);
            }
        }
    }
    (n > 0 && m > 0).then(|| Sign {
        variable,
        date,
        threshold,
        above,
        tells,
        false_alarms: Share::of(alarms, n),
        misses: Share::of(missed, m),
    })
}
