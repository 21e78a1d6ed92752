//! What a comparison says, in plain words.
//!
//! Comes in: comparisons. Goes out: one paragraph and two lines on what the numbers are. Refuses: nothing.
//!
//! Rules of phrasing: orderings before levels; differences under the same luck; shares as "in 62 of 100 sampled
//! futures"; "undecided" where an interval includes zero; never what will happen, never a level of an outcome. What rests
//! on judgement says so in the first sentence. A stress test is named as one and not ranked.

#[cfg(test)]
mod tests;

use linchpin_core::model::Better;
use linchpin_explore::analysis::{Difference, Share, Verdict};

use crate::compare::{Comparison, CriterionShown, OutcomeShown, Standing};

/// Names given in a list before the rest is counted.
const NAMED: usize = 3;

/// The words about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// One paragraph: what the comparison shows.
    pub paragraph: String,
    /// What the numbers are and are not, what the inputs stand on, and what the verdicts were tested on.
    pub caveats: Vec<String>,
}

/// Tells what a run shows. The first comparison is told, the others (other worlds) are told where they differ from it.
pub fn tell(comparisons: &[Comparison], standing: Standing) -> Told {
    let caveats = caveats(standing);
    let Some((first, others)) = comparisons.split_first() else {
        return Told { paragraph: String::new(), caveats };
    };
    let mut sentences = vec![frame(first, standing)];
    match first.arms.len() {
        0 | 1 => sentences.extend(alone(first)),
        _ => {
            sentences.extend(first.criteria.first().map(|criterion| by_criterion(first, criterion)));
            sentences.extend(by_outcome(first));
            sentences.extend(trade(first));
            sentences.extend(stress(first));
        }
    }
    sentences.extend(flips(first, others));
    sentences.extend(faults(comparisons));
    Told { paragraph: sentences.join(" "), caveats }
}

fn caveats(standing: Standing) -> Vec<String> {
    let Standing { evidence, bounded, judgement } = standing;
    vec![
        "What this is: strategies side by side in the same sampled futures, under this model's assumptions. What it is not: a \
         forecast. Differences and orderings carry the information; levels rest on priors; intervals (95 %) speak of sampling, \
         not of a wrong model."
            .into(),
        format!(
            "Inputs: {} in all, of which {evidence} plain evidence, {bounded} judgement bounded by evidence, {judgement} judgement. \
             `linchpin show NAME -m MODEL` says what a number stands on.",
            standing.total()
        ),
    ]
}

fn frame(comparison: &Comparison, standing: Standing) -> String {
    let arms = comparison.arms.len();
    let strategies = if arms == 1 { "One strategy".to_owned() } else { format!("{arms} strategies") };
    let luck = if arms == 1 { "" } else { ", the same luck under each" };
    let world = comparison.world.as_ref().map(|(name, _)| format!(" in the world {name}")).unwrap_or_default();
    let judged = match standing.total() {
        0 => String::new(),
        total => format!("; {} of the {} inputs behind them are judgement alone", standing.judgement, grouped(total)),
    };
    format!("{strategies} in {} sampled futures{world}{luck}{judged}.", grouped(comparison.futures))
}

/// A single arm has nothing to be compared with.
fn alone(comparison: &Comparison) -> Vec<String> {
    let shares = comparison.criteria.iter().filter_map(|criterion| Some((criterion, criterion.shares.first()?)));
    let mut told: Vec<String> =
        shares.map(|(criterion, share)| format!("{}: met {}.", criterion.title, in_futures(share))).collect();
    told.push("Run a second strategy to compare it with: levels by themselves rest on priors.".into());
    told
}

fn by_criterion(comparison: &Comparison, criterion: &CriterionShown) -> String {
    let base = quoted(comparison, comparison.baseline);
    let mut told =
        format!("{}: met {} under {base}, the baseline", criterion.title, in_futures(&criterion.shares[comparison.baseline]));
    let mut found: Vec<(usize, Difference)> =
        criterion.differences.iter().enumerate().filter_map(|(arm, found)| Some((arm, (*found)?))).collect();
    found.retain(|(arm, _)| !comparison.arms[*arm].stress);
    found.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean).then(a.0.cmp(&b.0)));
    let told_of = |(arm, found): &(usize, Difference)| format!("{} ({})", quoted(comparison, *arm), in_hundred(found.mean));
    let better: Vec<String> = found.iter().filter(|(_, found)| found.verdict == Verdict::More).map(told_of).collect();
    let worse: Vec<String> = found.iter().rev().filter(|(_, found)| found.verdict == Verdict::Less).map(told_of).collect();
    let open: Vec<String> =
        found.iter().filter(|(_, f)| f.verdict == Verdict::Undecided).map(|(arm, _)| quoted(comparison, *arm)).collect();
    if !better.is_empty() {
        told += &format!("; more often under {}", list(&better, true));
    }
    if !worse.is_empty() {
        told += &format!("; less often under {}", list(&worse, true));
    }
    if !open.is_empty() {
        told += &format!("; undecided for {}", list(&open, false));
    }
    if better.is_empty() && worse.is_empty() && open.is_empty() {
        told += "; in the same futures under the others";
    }
    told + "."
}

/// Who stands first on what.
fn by_outcome(comparison: &Comparison) -> Option<String> {
    let judged: Vec<&OutcomeShown> = headline(comparison).filter(|outcome| outcome.better != Better::Neither).collect();
    if judged.is_empty() {
        return None;
    }
    let mut firsts: Vec<(usize, Vec<String>)> = Vec::new();
    let mut open = Vec::new();
    for outcome in &judged {
        match outcome.extremes.best {
            Some(arm) => match firsts.iter_mut().find(|(known, _)| *known == arm) {
                Some((_, titles)) => titles.push(short_title(outcome)),
                None => firsts.push((arm, vec![short_title(outcome)])),
            },
            None => open.push(short_title(outcome)),
        }
    }
    if firsts.is_empty() {
        return Some(format!("Which strategy is best is undecided on {}.", all_shown(judged.len())));
    }
    let name = |arm: usize| quoted(comparison, arm);
    if let ([(arm, _)], true) = (&firsts[..], open.is_empty()) {
        return Some(format!("{} is best on {}.", name(*arm), all_shown(judged.len())));
    }
    let told: Vec<String> =
        firsts.iter().map(|(arm, titles)| format!("{} is best on {}", name(*arm), list(titles, false))).collect();
    let none = if firsts.len() > 1 { "No strategy is best at everything: " } else { "" };
    let open = if open.is_empty() { String::new() } else { format!("; the first place is undecided on {}", list(&open, false)) };
    Some(format!("{none}{}{open}.", told.join("; ")))
}

fn all_shown(outcomes: usize) -> String {
    match outcomes {
        1 => "the one outcome shown".into(),
        2 => "both outcomes shown first".into(),
        _ => format!("all {outcomes} outcomes shown first"),
    }
}

/// What the leading strategy buys, and what it pays with.
fn trade(comparison: &Comparison) -> Option<String> {
    let leading = comparison.criteria.first().and_then(|criterion| {
        let decided = |arm: &usize| {
            criterion.differences[*arm].is_some_and(|found| found.verdict == Verdict::More) && !comparison.arms[*arm].stress
        };
        let gain = |arm: usize| criterion.differences[arm].map_or(f64::NEG_INFINITY, |found| found.mean);
        (0..comparison.arms.len()).filter(decided).max_by(|a, b| gain(*a).total_cmp(&gain(*b)).then(b.cmp(a)))
    })?;
    let side = |wanted: bool| -> Vec<String> {
        let outcomes = headline(comparison);
        let said = outcomes.filter(|outcome| {
            outcome.cells[leading].difference.is_some_and(|found| found.improves(outcome.better) == Some(wanted))
        });
        said.map(short_title).collect()
    };
    let (gains, costs) = (side(true), side(false));
    let (name, base) = (quoted(comparison, leading), quoted(comparison, comparison.baseline));
    let told = match (gains.is_empty(), costs.is_empty()) {
        (true, _) => return None,
        (false, true) => {
            format!("Against {base}, {name} does better on {} and worse on none of the outcomes shown first.", list_all(&gains))
        }
        (false, false) => format!("Against {base}, {name} does better on {} and pays on {}.", list_all(&gains), list_all(&costs)),
    };
    Some(told)
}

fn stress(comparison: &Comparison) -> Option<String> {
    let names: Vec<String> =
        (0..comparison.arms.len()).filter(|&arm| comparison.arms[arm].stress).map(|arm| quoted(comparison, arm)).collect();
    match names.len() {
        0 => None,
        1 => Some(format!("{} is a stress test: shown, not ranked best.", names[0])),
        _ => Some(format!("{} are stress tests: shown, not ranked best.", list_all(&names))),
    }
}

/// Where another world turns the order on the first criterion, or keeps it.
fn flips(first: &Comparison, others: &[Comparison]) -> Option<String> {
    let leader = |comparison: &Comparison| comparison.criteria.first()?.extremes.best.map(|arm| quoted(comparison, arm));
    if others.is_empty() || first.arms.len() < 2 || first.criteria.is_empty() {
        return None;
    }
    let said = |leader: Option<String>| leader.unwrap_or_else(|| "nobody, undecided".into());
    let here = leader(first);
    let flipped: Vec<String> = others
        .iter()
        .filter(|other| leader(other) != here)
        .map(|other| {
            format!("{} ({})", other.world.as_ref().map_or("the sampled futures", |(name, _)| name), said(leader(other)))
        })
        .collect();
    let title = &first.criteria[0].title;
    Some(match flipped.is_empty() {
        true => format!("The first place on {title} ({}) is the same in all {} worlds shown.", said(here), others.len() + 1),
        false => format!("The first place on {title} goes to {} here and changes in {}.", said(here), list_all(&flipped)),
    })
}

fn faults(comparisons: &[Comparison]) -> Option<String> {
    let failed: usize = comparisons.iter().flat_map(|comparison| &comparison.arms).map(|arm| arm.faulted).sum();
    let runs: usize = comparisons.iter().map(|comparison| comparison.futures * comparison.arms.len()).sum();
    (failed > 0).then(|| {
        let it = if failed == 1 { "it" } else { "one" };
        format!("{} of {} runs failed; a number that would need {it} leaves it out.", grouped(failed), grouped(runs))
    })
}

/// A strategy's name, marked as one: some are ordinary words.
fn quoted(comparison: &Comparison, arm: usize) -> String {
    format!("`{}`", comparison.arms[arm].name)
}

fn headline(comparison: &Comparison) -> impl Iterator<Item = &OutcomeShown> {
    comparison.headline.iter().map(|&at| &comparison.outcomes[at])
}

/// A title without what follows its first colon, comma or semicolon.
pub fn short_title(outcome: &OutcomeShown) -> String {
    cut(&outcome.title)
}

/// Words up to the first colon, comma, semicolon or parenthesis.
pub fn cut(title: &str) -> String {
    title.split([':', ',', ';', '(']).next().unwrap_or(title).trim().to_owned()
}

/// A share of futures as people say it: `in 62 of 100 sampled futures`.
pub fn in_futures(share: &Share) -> String {
    match (share.n, share.holds) {
        (0, _) => "in no future that could be judged".into(),
        (n, holds) if holds == n => "in all sampled futures".into(),
        (_, 0) => "in none of the sampled futures".into(),
        _ if share.value < 0.005 => "in fewer than 1 of 100 sampled futures".into(),
        _ if share.value > 0.995 => "in more than 99 of 100 sampled futures".into(),
        _ => format!("in {:.0} of 100 sampled futures", 100.0 * share.value),
    }
}

/// A difference of shares: `12 more of 100`.
pub fn in_hundred(difference: f64) -> String {
    let hundred = 100.0 * difference.abs();
    let word = if difference > 0.0 { "more" } else { "fewer" };
    if hundred < 0.5 { format!("less than 1 {word} of 100") } else { format!("{hundred:.0} {word} of 100") }
}

/// `a, b and c`; a long list is cut, and its rest counted.
fn list(names: &[String], ranked: bool) -> String {
    if names.len() <= NAMED + 1 {
        return list_all(names);
    }
    let rest = names.len() - NAMED;
    let others = if ranked { format!("and {rest} others by less") } else { format!("and {rest} others") };
    format!("{} {others}", names[..NAMED].join(", "))
}

fn list_all(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A whole number with thin groups: `2,000`.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
