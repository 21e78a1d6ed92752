//! What all rankings of inputs share: tables, bars, sentences.
//!
//! Comes in: scores of inputs or groups by strategy and measure. Goes out: a finding a strategy. Refuses: what the method
//! refuses for every measure; a measure that alone is refused is noted.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Table;

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::telling::{between_ko, hundred, part_ko, quoted};
use crate::figure::short;

/// Bars of a figure.
const BARS: usize = 12;
/// Inputs named in a sentence.
pub const NAMED: usize = 3;

/// One input or group with its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Name.
    pub label: String,
    /// True where nothing but judgement stands behind it.
    pub judged: bool,
    /// The score.
    pub value: f64,
    /// Lower end of the 95 % interval; NaN for none.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Another figure of the same input, such as a total beside a first order.
    pub second: f64,
}

/// Scores of one measure.
pub struct Ranked {
    /// The scores, in the order of the inputs.
    pub scores: Vec<Score>,
    /// Futures, blocks or trajectories used.
    pub used: usize,
    /// Those left out.
    pub left_out: usize,
}

/// A sentence about a strategy, a measure, its scores and their order.
pub type Sentence<'a> = dyn Fn(&str, &Measure, &Ranked, &[usize]) -> Said + Sync + 'a;

/// The words of a ranking.
pub struct Manner<'a> {
    /// The analysis.
    pub analysis: &'static str,
    /// What the length of a bar means.
    pub axis: Said,
    /// Name of the column of the score and of its companion; an empty companion is left out.
    pub columns: [&'a str; 2],
    /// The sentence about the first measure.
    pub sentence: &'a Sentence<'a>,
}

/// A finding about one strategy from the scores of each measure.
pub fn finding(
    ground: &Ground<'_>,
    arm: usize,
    ranked: Vec<(&Measure, Result<Ranked, Refusal>)>,
    manner: &Manner<'_>,
) -> Result<Finding, Refusal> {
    let name = ground.name(arm);
    let mut finding = Finding::new(manner.analysis, Said::same(name.clone()));
    let mut refused: Option<Refusal> = None;
    let (mut names, mut inputs, mut bases): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    let mut numbers: [Vec<f64>; 4] = Default::default();
    let mut told = false;
    for (measure, ranked) in ranked {
        let ranked = match ranked {
            Ok(ranked) => ranked,
            Err(refusal) => {
                finding.note(
                    format!("{}: {}.", quoted(&measure.name), refusal.why),
                    format!("‘{}’: 이 방법을 쓸 수 없음({}).", measure.title.ko, super::refused::korean(&refusal.why)),
                );
                refused.get_or_insert(refusal);
                continue;
            }
        };
        let order = order(&ranked.scores);
        for &at in &order {
            let score = &ranked.scores[at];
            names.push(measure.name.clone());
            inputs.push(score.label.clone());
            bases.push(if score.judged { "judgement" } else { "evidence" }.into());
            let row = [score.value, score.low, score.high, score.second];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        if !told {
            finding.said.push((manner.sentence)(&name, measure, &ranked, &order));
            super::discovery::left_out(&mut finding, ranked.left_out);
            told = true;
        }
        // Of every strategy the first measure is drawn; all of them where one or two strategies are asked about.
        if finding.figures.is_empty() || ground.focus.len() <= 2 {
            finding.figures.push(bars(&name, measure, &ranked.scores, &order, manner));
        }
    }
    if let (false, Some(refusal)) = (told, refused) {
        return Err(refusal);
    }
    let [values, lows, highs, seconds] = numbers;
    let mut table = Table::new(manner.analysis)
        .text("outcome", names)
        .text("input", inputs)
        .number(manner.columns[0], "", values)
        .number("low", "", lows)
        .number("high", "", highs);
    if !manner.columns[1].is_empty() {
        table = table.number(manner.columns[1], "", seconds);
    }
    finding.tables.push(table.text("basis", bases));
    Ok(finding)
}

/// Scores by value, greatest first; what is no number last.
pub fn order(scores: &[Score]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    let key = |at: usize| if scores[at].value.is_nan() { f64::NEG_INFINITY } else { scores[at].value };
    order.sort_by(|&a, &b| key(b).total_cmp(&key(a)).then(a.cmp(&b)));
    order
}

fn bars(name: &str, measure: &Measure, scores: &[Score], order: &[usize], manner: &Manner<'_>) -> Figure {
    let bar = |&at: &usize| {
        let score = &scores[at];
        Bar { label: Said::same(score.label.clone()), value: score.value, low: score.low, high: score.high, judged: score.judged }
    };
    Figure::Bars {
        name: format!("{}-{name}-{}", manner.analysis, measure.name),
        title: Said::new(format!("{}: {}", name, measure.title.en), format!("{}: {}", name, measure.title.ko)),
        axis: manner.axis.clone(),
        bars: order.iter().take(BARS).map(bar).collect(),
    }
}

/// The first few with their scores: `a` 0.45 (0.37 to 0.53), in both languages.
pub fn leaders(ranked: &Ranked, order: &[usize], each: impl Fn(&Score) -> Said) -> (String, String) {
    let (en, ko): (Vec<String>, Vec<String>) = order
        .iter()
        .take(NAMED)
        .map(|&at| {
            let (score, said) = (&ranked.scores[at], each(&ranked.scores[at]));
            // A group that is no name of the model is called by its Korean word.
            let label =
                GROUPS.iter().find(|group| group.0 == score.label).map_or_else(|| quoted(&score.label), |group| group.1.into());
            (format!("{} {}", quoted(&score.label), said.en), format!("{label} {}", said.ko))
        })
        .unzip();
    (super::telling::and(&en), ko.join(", "))
}

/// Groups that are no names of a model, in both languages.
const GROUPS: [(&str, &str); 4] =
    [("luck", "운"), ("judgement alone", "판단만"), ("other sources", "그 밖의 출처"), ("no sector", "부문 없음")];

/// A share of a hundred with its interval.
pub fn parts(score: &Score) -> Said {
    let (low, high) = (score.low.max(0.0), score.high);
    Said::new(
        format!("{} ({} to {})", hundred(score.value), hundred(low), hundred(high)),
        format!("{}({})", part_ko(score.value), between_ko(low, high)),
    )
}

/// How many of the first few rest on judgement alone.
pub fn judged(ranked: &Ranked, order: &[usize]) -> (String, String) {
    let first: Vec<&Score> = order.iter().take(NAMED).map(|&at| &ranked.scores[at]).collect();
    let n = first.iter().filter(|score| score.judged).count();
    let of = first.len();
    match n {
        0 => (String::new(), String::new()),
        n => (format!(" {n} of these {of} rest on judgement alone."), format!(" 이 {of}개 가운데 {n}개는 판단에만 기댄다.")),
    }
}

/// A score with its interval.
pub fn with_interval(score: &Score) -> Said {
    let (value, low, high) = (short(round(score.value)), short(round(score.low)), short(round(score.high)));
    match score.low.is_nan() {
        true => Said::same(short(score.value)),
        false => Said::new(format!("{value} ({low} to {high})"), format!("{value}({low}~{high})")),
    }
}

/// Two digits behind the point: more would pretend.
pub fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
