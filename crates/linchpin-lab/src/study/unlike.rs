//! What two studies differ in: text, settings, outcomes.
//!
//! Comes in: two studies. Goes out: changed lines of the texts, settings in words, differences of the outcomes with 95 %
//! intervals: paired future by future where both drew the same futures, else of two samples. Refuses: damaged studies.

use std::fmt::Write as _;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Better, Kind, Model};
use linchpin_explore::analysis::{Difference, Verdict, Z95, difference, mean};
use linchpin_explore::sample;
use linchpin_store::{Asked, Study, texts_below};
use similar::{ChangeTag, TextDiff};

use super::opened_model;
use crate::wire::{OutcomeUnlike, StudiesUnlike, TextUnlike};

/// Lines of one text that are shown.
const LINES: usize = 200;

/// Compares study `b` with study `a`.
pub fn unlike(a: &Study, b: &Study) -> Result<StudiesUnlike, Refusal> {
    // A text that this version no longer reads still has outcomes.
    let model = opened_model(b).or_else(|_| opened_model(a)).ok().map(|(_, model)| model);
    let paired = same_futures(&a.asked, &b.asked);
    let arms = |study: &Study| study.asked.arms.iter().map(|arm| arm.name.clone()).collect::<Vec<_>>();
    let (of_a, of_b) = (arms(a), arms(b));
    let only = |these: &[String], those: &[String]| these.iter().filter(|arm| !those.contains(arm)).cloned().collect();
    let (names_a, names_b) = (a.outcome_names()?, b.outcome_names()?);
    let mut outcomes = Vec::new();
    let mut futures = 0;
    for (arm_a, arm) in of_a.iter().enumerate() {
        let Some(arm_b) = of_b.iter().position(|name| name == arm) else { continue };
        for (at_a, name) in names_a.iter().enumerate() {
            let Some(at_b) = names_b.iter().position(|known| known == name) else { continue };
            let (mut left, mut right) = (column(a, arm_a, at_a)?, column(b, arm_b, at_b)?);
            if paired {
                (left, right) = joined(a, b, &left, &right);
            }
            futures = left.len().min(right.len());
            let found = if paired { difference(&right, &left) } else { apart(&right, &left) };
            outcomes.push(shown(model.as_ref(), arm, name, &left, &right, found));
        }
    }
    Ok(StudiesUnlike {
        a: a.path.display().to_string(),
        b: b.path.display().to_string(),
        texts: texts(a, b)?,
        settings: settings(&a.asked, &b.asked),
        paired,
        futures,
        only_in_a: only(&of_a, &of_b),
        only_in_b: only(&of_b, &of_a),
        outcomes,
    })
}

/// True where future 17 of both is drawn alike: the same luck, and the same places in the design.
fn same_futures(a: &Asked, b: &Asked) -> bool {
    let sized = sample::find(&a.design).is_none_or(|sampler| sampler.sized);
    a.seed == b.seed && a.design == b.design && a.table == b.table && a.events == b.events && (!sized || a.futures == b.futures)
}

fn column(study: &Study, arm: usize, outcome: usize) -> Result<Vec<f64>, Refusal> {
    let mut all = Vec::new();
    for chunk in &study.chunks {
        let mut read = study.outcomes_of(chunk, &[arm], &[outcome])?;
        all.extend(read.pop().and_then(|mut arm| arm.pop()).unwrap_or_default());
    }
    Ok(all)
}

/// Values of the futures that both hold.
fn joined(a: &Study, b: &Study, left: &[f64], right: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let mut others = b.futures().zip(right).peekable();
    let mut pairs = Vec::new();
    for (future, value) in a.futures().zip(left) {
        while others.next_if(|(other, _)| *other < future).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| *other == future) {
            pairs.push((*value, *other));
        }
    }
    pairs.into_iter().unzip()
}

/// The difference of two samples that share nothing.
fn apart(b: &[f64], a: &[f64]) -> Difference {
    let (found_a, found_b) = (mean(a), mean(b));
    let standard_error = found_a.standard_error.hypot(found_b.standard_error);
    let mean = found_b.value - found_a.value;
    let (low, high) = (mean - Z95 * standard_error, mean + Z95 * standard_error);
    let verdict = match () {
        () if low == 0.0 && high == 0.0 => Verdict::Same,
        () if low > 0.0 => Verdict::More,
        () if high < 0.0 => Verdict::Less,
        () => Verdict::Undecided,
    };
    let n = found_a.n.min(found_b.n);
    Difference { n, left_out: found_a.left_out + found_b.left_out, mean, standard_error, low, high, verdict }
}

fn shown(model: Option<&Model>, arm: &str, name: &str, a: &[f64], b: &[f64], found: Difference) -> OutcomeUnlike {
    let variable = model.and_then(|model| model.find(name).map(|id| model.variable(id)));
    let better = match variable.map(|variable| &variable.kind) {
        Some(Kind::Outcome { better, .. }) => *better,
        _ => Better::Neither,
    };
    OutcomeUnlike {
        arm: arm.to_owned(),
        outcome: name.to_owned(),
        title: variable.map_or_else(String::new, |variable| variable.words.title.clone()),
        unit: variable.map_or_else(String::new, |variable| variable.unit.text.clone()),
        a: mean(a).value,
        b: mean(b).value,
        mean: found.mean,
        low: found.low,
        high: found.high,
        verdict: match (found.verdict, found.improves(better)) {
            (Verdict::Same, _) => "same",
            (Verdict::Undecided, _) => "undecided",
            (_, Some(true)) => "better",
            (_, Some(false)) => "worse",
            (Verdict::More, None) => "more",
            (Verdict::Less, None) => "less",
        },
        futures: found.n,
        left_out: found.left_out,
    }
}

fn settings(a: &Asked, b: &Asked) -> Vec<String> {
    // Texts have a chapter of their own, chunks are nobody's question.
    let hidden = ["the model's text", "the number of futures in a chunk"];
    let found = b.unlike(a).into_iter().filter(|line| !hidden.iter().any(|start| line.starts_with(start)));
    found.map(|line| line.replace(" there, ", " in A, ").replace(" here", " in B")).collect()
}

fn texts(a: &Study, b: &Study) -> Result<Vec<TextUnlike>, Refusal> {
    if a.asked.fingerprint == b.asked.fingerprint {
        return Ok(Vec::new());
    }
    let (left, right) = (texts_below(&a.model_folder())?, texts_below(&b.model_folder())?);
    let mut names: Vec<&String> = left.iter().chain(&right).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let find =
        |texts: &[(String, String)], name: &str| texts.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone());
    let mut found = Vec::new();
    for name in names {
        let (old, new) = (find(&left, name), find(&right, name));
        let change = match (&old, &new) {
            (None, _) => "only in B",
            (_, None) => "only in A",
            (old, new) if old == new => continue,
            _ => "changed",
        };
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let mut lines = Vec::new();
        for line in TextDiff::from_lines(&old, &new).iter_all_changes().filter(|line| line.tag() != ChangeTag::Equal) {
            let (sign, at) = match line.tag() {
                ChangeTag::Delete => ('-', line.old_index()),
                _ => ('+', line.new_index()),
            };
            let mut shown = String::new();
            // Writing to a text does not fail.
            let _ = write!(shown, "{sign} {:>4}  {}", at.map_or(0, |at| at + 1), line.value().trim_end());
            lines.push(shown);
        }
        let left_out = lines.len().saturating_sub(LINES);
        lines.truncate(LINES);
        found.push(TextUnlike { file: name.clone(), change, lines, left_out });
    }
    Ok(found)
}
