//! Which inputs does an outcome turn on? Methods that read the futures as they are.
//!
//! Comes in: a ground. Goes out: for each strategy the inputs by their share of variance, by how much they help trees, by
//! how far they move distributions. Refuses: what the methods refuse.

use linchpin_core::diagnostic::Refusal;
use linchpin_explore::method::delta::delta;
use linchpin_explore::method::given_data::{self, given_data};
use linchpin_explore::method::pawn::pawn;
use linchpin_explore::method::regional::regional;
use linchpin_explore::method::trees::{self, features};
use linchpin_explore::method::{delta as delta_method, pawn as pawn_method, regional as regional_method};

use super::finding::{Finding, Said};
use super::ground::{Ground, Measure};
use super::rank::{self, Manner, Ranked, Score, judged, leaders, parts, with_interval};
use super::telling::{hundred, part_ko, quoted};
use super::{Analysis, Needs};
use crate::page::particle::with;

/// Shares of variance from any futures.
pub const GIVEN: Analysis = Analysis {
    name: "given_data",
    title: ("What does it turn on?", "무엇에 달려 있는가"),
    method: Some(&given_data::GIVEN_DATA),
    doc: "Share of each outcome's variance that each input explains alone, from the futures at hand, at the end and over time.",
    source: "Plischke, Borgonovo & Smith 2013",
    needs: Needs::Futures,
    run: run_given,
};
/// Feature scores.
pub const FEATURES: Analysis = Analysis {
    name: "features",
    title: ("What tells futures apart?", "무엇이 미래를 가르는가"),
    method: Some(&trees::FEATURES),
    doc: "How much each input helps a forest of random trees to tell futures apart, interactions included.",
    source: "Geurts, Ernst & Wehenkel 2006",
    needs: Needs::Futures,
    run: run_features,
};
/// Distances of distributions.
pub const PAWN: Analysis = Analysis {
    name: "pawn",
    title: ("What moves the whole distribution?", "무엇이 분포를 움직이는가"),
    method: Some(&pawn_method::PAWN),
    doc: "Greatest shift of an outcome's distribution when an input is held within a slice, against an input that has no effect.",
    source: "Pianosi & Wagener 2018",
    needs: Needs::Futures,
    run: run_pawn,
};
/// Moment-independent importance.
pub const DELTA: Analysis = Analysis {
    name: "delta",
    title: ("What moves the density?", "무엇이 밀도를 움직이는가"),
    method: Some(&delta_method::DELTA),
    doc: "Expected shift of an outcome's density when an input becomes known, for the inputs that matter most by variance.",
    source: "Borgonovo 2007",
    needs: Needs::Futures,
    run: run_delta,
};
/// Regional sensitivity.
pub const REGIONAL: Analysis = Analysis {
    name: "regional",
    title: ("What differs where it fails?", "실패할 때 무엇이 다른가"),
    method: Some(&regional_method::REGIONAL),
    doc: "Greatest distance between an input's distribution in the futures that fail and in the others.",
    source: "Spear & Hornberger 1980",
    needs: Needs::Futures,
    run: run_regional,
};

/// Inputs that `delta` looks at: density estimates are costly and the rest is noise.
const DELTA_INPUTS: usize = 20;
/// Resamples of `delta`.
const DELTA_RESAMPLES: usize = 20;
/// Slices of `pawn`.
const SLICES: usize = 10;
/// Trees of the forest.
const TREES: usize = 60;

fn scores(ground: &Ground<'_>, of: impl Fn(usize) -> (f64, f64, f64, f64)) -> Vec<Score> {
    ground
        .inputs
        .iter()
        .enumerate()
        .map(|(at, input)| {
            let (value, low, high, second) = of(at);
            Score { label: input.name.clone(), judged: input.judged, value, low, high, second }
        })
        .collect()
}

type One<'a> = dyn Fn(usize, &Measure, &[f64]) -> Result<Ranked, Refusal> + Sync + 'a;

/// Ranks all inputs for every strategy and measure.
fn all(ground: &Ground<'_>, measures: &[&Measure], one: &One<'_>, manner: &Manner<'_>) -> Result<Vec<Finding>, Refusal> {
    let work = |&arm: &usize| -> Result<Finding, Refusal> {
        ground.going()?;
        let ranked = measures.iter().map(|&measure| (measure, one(arm, measure, &ground.values(arm, measure)))).collect();
        rank::finding(ground, arm, ranked, manner)
    };
    super::some(ground.each(&ground.focus, work), |at, why| super::cannot(manner.analysis, &ground.name(ground.focus[at]), why))
}

fn run_given(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let columns = ground.columns();
    let options = given_data::Options { harmonics: 10, resamples: ground.effort.resamples, seed: ground.seed };
    let one = |_: usize, _: &Measure, values: &[f64]| -> Result<Ranked, Refusal> {
        let found = given_data(&columns, values, &options)?;
        let of = |at: usize| {
            let share = found.by_classes[at];
            ((share.value), (share.value - share.half_width).max(0.0), share.value + share.half_width, found.by_harmonics[at])
        };
        Ok(Ranked { scores: scores(ground, of), used: found.futures, left_out: found.left_out })
    };
    let sentence = |name: &str, measure: &Measure, ranked: &Ranked, order: &[usize]| {
        let (en, ko) = leaders(ranked, order, parts);
        let sum: f64 = ranked.scores.iter().filter(|score| score.low > 0.0).map(|score| score.value).sum();
        let (judged_en, judged_ko) = judged(ranked, order);
        Said::new(
            format!(
                "Of 100 parts of the variance of {} under {}, these inputs alone explain most: {en}; all that are clear of zero \
                 explain {}, the rest is interactions and luck.{judged_en}",
                quoted(&measure.name),
                quoted(name),
                hundred(sum.min(1.0)),
            ),
            format!(
                "{name}에서 ‘{}’ 분산 100 가운데 홀로 가장 많이 설명하는 입력: {ko}. 우연을 뚜렷이 넘는 입력을 모두 더하면 {}이며, 나머지는 상호작용과 우연이다.{judged_ko}",
                measure.title.ko,
                part_ko(sum.min(1.0)),
            ),
        )
    };
    let axis = Said::new("share of variance explained alone, 95 % interval", "홀로 설명하는 분산의 몫, 95 % 구간");
    let manner = Manner { analysis: GIVEN.name, axis, columns: ["share", "by_harmonics"], sentence: &sentence };
    let measures: Vec<&Measure> = ground.measures.iter().collect();
    let mut findings = all(ground, &measures, &one, &manner)?;
    findings.extend(super::over_time::findings(ground)?);
    Ok(findings)
}

fn run_features(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let columns = ground.columns();
    let options = trees::Options { trees: TREES, tried: 0.6, leaf: 5, seed: ground.seed };
    let one = |_: usize, _: &Measure, values: &[f64]| -> Result<Ranked, Refusal> {
        let found = features(&columns, values, &options)?;
        let of = |at: usize| {
            let score = found.scores[at];
            (score.value, score.value - score.half_width, score.value + score.half_width, found.predicted)
        };
        Ok(Ranked { scores: scores(ground, of), used: found.futures, left_out: found.left_out })
    };
    let sentence = |name: &str, measure: &Measure, ranked: &Ranked, order: &[usize]| {
        let (en, ko) = leaders(ranked, order, |score| Said::new(hundred(score.value), part_ko(score.value)));
        let predicted = ranked.scores.first().map_or(f64::NAN, |score| score.second);
        let said = if predicted > 0.0 { hundred(predicted) } else { "0".into() };
        Said::new(
            format!(
                "Trees that tell {} of 100 parts of {} in futures they have not seen use most, under {}: {en} of 100.",
                said,
                quoted(&measure.name),
                quoted(name),
            ),
            format!(
                "{name}에서 ‘{}’ 변동의 100 가운데 {} 처음 보는 미래에서 맞히는 나무가 가장 많이 쓰는 입력: {ko} (100 가운데).",
                measure.title.ko,
                with(&said, "을", "를")
            ),
        )
    };
    let axis = Said::new("share of what the trees explain, 95 % interval", "나무가 설명하는 것의 몫, 95 % 구간");
    let manner = Manner { analysis: FEATURES.name, axis, columns: ["score", "predicted"], sentence: &sentence };
    all(ground, &first(ground), &one, &manner)
}

fn run_pawn(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let columns = ground.columns();
    let one = |_: usize, _: &Measure, values: &[f64]| -> Result<Ranked, Refusal> {
        let options = pawn_method::Options { slices: SLICES, resamples: ground.effort.resamples, seed: ground.seed };
        let found = pawn(&columns, values, &options)?;
        // The upper end of what luck alone gives: what does not reach beyond it tells nothing.
        let luck = found.without_effect.median + found.without_effect.half_width;
        let of = |at: usize| {
            let input = found.inputs[at];
            (input.median, (input.median - input.half_width).max(0.0), (input.median + input.half_width).min(1.0), luck)
        };
        Ok(Ranked { scores: scores(ground, of), used: found.futures, left_out: found.left_out })
    };
    let sentence = |name: &str, measure: &Measure, ranked: &Ranked, order: &[usize]| {
        let luck = ranked.scores.first().map_or(f64::NAN, |score| score.second);
        let clear = ranked.scores.iter().filter(|score| score.low > luck).count();
        let (en, ko) = leaders(ranked, order, with_interval);
        let luck = crate::figure::short(rank::round(luck));
        Said::new(
            format!(
                "Holding one input moves the distribution of {} under {} most for {en}; an input without effect gives up to {luck} by \
                 luck, and the {} above that.",
                quoted(&measure.name),
                quoted(name),
                if clear == 1 { "interval of 1 input lies".to_owned() } else { format!("intervals of {clear} inputs lie") },
            ),
            format!(
                "{name}에서 ‘{}’ 분포를 가장 크게 움직이는 입력: {ko}. 효과 없는 입력도 우연히 {luck}까지 나오며, 구간이 그보다 위에 있는 입력은 {clear}개다.",
                measure.title.ko
            ),
        )
    };
    let axis = Said::new(
        "median distance of distributions, 95 % interval of sampling alone",
        "분포 거리의 중앙값, 표본 추출만의 95 % 구간",
    );
    let manner = Manner { analysis: PAWN.name, axis, columns: ["median", "luck_up_to"], sentence: &sentence };
    let outcomes: Vec<&Measure> = ground.measures.iter().filter(|measure| !measure.criterion).collect();
    let mut findings = all(ground, &outcomes, &one, &manner)?;
    findings.iter_mut().for_each(sampling_alone);
    Ok(findings)
}

/// Says what an interval of distances means.
fn sampling_alone(finding: &mut Finding) {
    finding.note(
        "Intervals say how far a distance moves with other futures, as many as these. A distance is never below zero, so with few \
         futures all are too large by some luck.",
        "구간은 같은 수의 다른 미래에서 거리가 얼마나 달라지는지를 말한다. 거리는 0보다 작을 수 없으므로 미래가 적으면 모든 거리가 우연만큼 크게 나온다.",
    );
}

fn run_delta(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let columns = ground.columns();
    let options = given_data::Options { harmonics: 10, resamples: 0, seed: ground.seed };
    let one = |_: usize, _: &Measure, values: &[f64]| -> Result<Ranked, Refusal> {
        let shares = given_data(&columns, values, &options)?;
        let mut chosen: Vec<usize> = (0..columns.len()).collect();
        chosen.sort_by(|&a, &b| shares.by_classes[b].value.total_cmp(&shares.by_classes[a].value).then(a.cmp(&b)));
        chosen.truncate(DELTA_INPUTS);
        let some: Vec<&[f64]> = chosen.iter().map(|&at| columns[at]).collect();
        let found = delta(&some, values, DELTA_RESAMPLES, ground.seed)?;
        let scores = chosen
            .iter()
            .zip(&found.inputs)
            .map(|(&at, delta)| {
                let (input, one) = (&ground.inputs[at], delta.as_drawn);
                let (low, high) = (one.value - one.half_width, one.value + one.half_width);
                Score {
                    label: input.name.clone(),
                    judged: input.judged,
                    value: one.value,
                    low,
                    high,
                    second: delta.balanced.value,
                }
            })
            .collect();
        Ok(Ranked { scores, used: found.futures, left_out: found.left_out })
    };
    let sentence = |name: &str, measure: &Measure, ranked: &Ranked, order: &[usize]| {
        let (en, ko) = leaders(ranked, order, with_interval);
        Said::new(
            format!("Knowing one input shifts the density of {} under {} most for {en}.", quoted(&measure.name), quoted(name)),
            format!("{name}에서 알게 되면 ‘{}’ 밀도를 가장 크게 옮기는 입력: {ko}.", measure.title.ko),
        )
    };
    let axis = Said::new("expected shift of the density, 95 % interval", "밀도의 기대 이동, 95 % 구간");
    let manner = Manner { analysis: DELTA.name, axis, columns: ["delta", "balanced"], sentence: &sentence };
    let outcome: Vec<&Measure> = ground.measures.iter().filter(|measure| !measure.criterion).take(1).collect();
    all(ground, &outcome, &one, &manner)
}

fn run_regional(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measure = super::discovery::judged(ground)?;
    let inputs = ground.region_inputs();
    let one = |arm: usize, measure: &Measure, _: &[f64]| -> Result<Ranked, Refusal> {
        let failures = ground.failures(arm, measure).unwrap_or_default();
        let found = regional(&inputs, &failures, ground.effort.resamples, ground.seed)?;
        let of = |at: usize| {
            let input = found.inputs[at];
            let (low, high) = (input.distance - input.half_width, input.distance + input.half_width);
            (input.distance, low.max(0.0), high.min(1.0), input.by_chance)
        };
        let used = found.of_interest + found.others;
        Ok(Ranked { scores: scores(ground, of), used, left_out: found.left_out })
    };
    let sentence = |name: &str, measure: &Measure, ranked: &Ranked, order: &[usize]| {
        // As many comparisons as inputs: chance alone would pass one in twenty of them.
        let clear = ranked.scores.iter().filter(|score| score.second * (ranked.scores.len() as f64) < 0.05).count();
        let (en, ko) = leaders(ranked, order, with_interval);
        Said::new(
            format!(
                "Where {} fails {}, these inputs differ most from elsewhere (distance of distributions): {en}; {clear} of {} differ \
                 beyond chance, counting that so many were compared.",
                quoted(name),
                quoted(&measure.name),
                ranked.scores.len()
            ),
            format!(
                "{} ‘{}’에 실패한 미래에서 가장 다른 입력(분포 거리): {ko}. 비교한 수를 감안해도 우연을 넘는 입력은 {}개 가운데 {clear}개다.",
                super::telling::subject(name),
                measure.title.ko,
                ranked.scores.len()
            ),
        )
    };
    let axis = Said::new(
        "greatest distance of distributions, 95 % interval of sampling alone",
        "분포의 가장 큰 거리, 표본 추출만의 95 % 구간",
    );
    let manner = Manner { analysis: REGIONAL.name, axis, columns: ["distance", "by_chance"], sentence: &sentence };
    let mut findings = all(ground, &[measure], &one, &manner)?;
    findings.iter_mut().for_each(sampling_alone);
    Ok(findings)
}

/// The first measure only, for costly methods.
fn first<'g>(ground: &'g Ground<'_>) -> Vec<&'g Measure> {
    ground.measures.iter().take(1).collect()
}
