//! The sentence above the charts, in English and Korean.
//!
//! Comes in: a comparison. Goes out: at most sixty words. Refuses: nothing.
//!
//! Phrasing follows [`crate::words`]: orderings before levels, differences under the same luck, shares of sampled futures,
//! `undecided` where an interval includes zero, judgement named in the first sentence, a stress test never first. No level
//! of an outcome is ever told: only who does better on what.

use linchpin_core::model::Better;
use linchpin_explore::analysis::{Share, Verdict};

use super::particle::with;
use super::question::Question;
use crate::compare::{Comparison, CriterionShown, OutcomeShown};
use crate::wire::page::Headline;
use crate::words::cut;

/// Words of a headline, at most.
const MOST_WORDS: usize = 60;

pub(super) fn headline(question: &Question<'_>, comparison: &Comparison, faults: u64) -> Headline {
    // Outcomes named before the rest is counted: as many as leave the headline short enough.
    let told = |named| told(question, comparison, faults, named);
    let short = |headline: &Headline| headline.en.split_whitespace().count() <= MOST_WORDS;
    [2, 1].into_iter().map(told).find(short).unwrap_or_else(|| told(0))
}

/// The headline with so many outcomes named on each side of a trade; with none, the trade is left to the chart below.
fn told(question: &Question<'_>, comparison: &Comparison, faults: u64, named: usize) -> Headline {
    let (mut en, mut ko) = (Vec::new(), Vec::new());
    let mut say = |sentence: Option<(String, String)>| {
        if let Some((english, korean)) = sentence {
            en.push(english);
            ko.push(korean);
        }
    };
    match (comparison.criteria.first(), comparison.arms.len()) {
        (Some(criterion), _) if criterion.shares.iter().all(|share| share.n == 0) => say(Some((
            format!("Every run failed: no sampled future could be judged on \u{201c}{}\u{201d}.", cut(&criterion.title)),
            format!("모든 실행이 실패해 {} 판정할 수 없습니다.", with(&quoted_ko(criterion), "을", "를")),
        ))),
        (Some(criterion), 2..) => {
            say(Some(by_criterion(question, comparison, criterion)));
            say(trade(question, comparison, criterion, named).filter(|_| named > 0));
        }
        (Some(criterion), _) => say(Some(alone(question, comparison, criterion))),
        (None, _) => say(Some(without_criterion(question, comparison, named.max(1)))),
    }
    say(stress(question, comparison));
    if faults > 0 {
        let s = if faults == 1 { "" } else { "s" };
        say(Some((format!("{faults} run{s} failed."), format!("실행 {faults}회가 실패했습니다."))));
    }
    Headline { en: en.join(" "), ko: ko.join(" ") }
}

/// How many of the inputs are judgement alone, as the end of a first sentence.
fn judged(question: &Question<'_>) -> (String, String) {
    let standing = question.lab.standing;
    let (judgement, total) = (standing.judgement, standing.total());
    if total == 0 {
        return Default::default();
    }
    (
        format!("; {judgement} of {total} inputs are judgement alone"),
        format!(" 입력 {total}개 가운데 {judgement}개는 판단에만 기댑니다."),
    )
}

fn where_it_is(question: &Question<'_>, comparison: &Comparison) -> (String, String) {
    let world = question.arms.first().and_then(|arm| arm.world).and_then(|id| question.model.worlds.get(id.idx()));
    match (world, &comparison.world) {
        (Some(world), _) => {
            let title = cut(if world.words.title.is_empty() { &world.name } else { &world.words.title });
            let korean = if world.words.ko.is_empty() { title.clone() } else { cut(&world.words.ko) };
            (format!("In the world \u{201c}{title}\u{201d}, "), format!("세계 \u{2018}{korean}\u{2019}에서 "))
        }
        _ => Default::default(),
    }
}

/// A share as a count out of a hundred, and whether it is the plain number.
fn of_hundred(share: &Share, fine: bool) -> (String, String) {
    let hundred = 100.0 * share.value;
    match (share.n, share.holds) {
        (_, 0) => ("0".into(), "0개".into()),
        (n, holds) if holds == n => ("100".into(), "100개".into()),
        _ if fine => (format!("{hundred:.1}"), format!("{hundred:.1}개")),
        _ if hundred < 0.5 => ("fewer than 1".into(), "1개 미만".into()),
        _ if hundred > 99.5 => ("more than 99".into(), "99개 초과".into()),
        _ => (format!("{hundred:.0}"), format!("{hundred:.0}개")),
    }
}

fn alone(question: &Question<'_>, comparison: &Comparison, criterion: &CriterionShown) -> (String, String) {
    let Some(share) = criterion.shares.first() else { return Default::default() };
    let ((english, korean), (judged_en, judged_ko)) = (of_hundred(share, false), judged(question));
    let (here_en, here_ko) = where_it_is(question, comparison);
    let (id, title) = (question.id(0), cut(&criterion.title));
    let name = if here_en.is_empty() { "Strategy" } else { "strategy" };
    (
        format!(
            "{here_en}{name} {id} meets \u{201c}{title}\u{201d} in {english} of 100 sampled futures{judged_en}. Add a second strategy: \
             comparisons carry more than levels."
        ),
        format!(
            "{here_ko}{} 표본 미래 100개 가운데 {korean}에서 {} 충족합니다.{judged_ko} 비교할 전략을 추가하십시오. 수준보다 비교가 더 많은 것을 말해 줍니다.",
            with(&format!("전략 {id}"), "은", "는"),
            with(&quoted_ko(criterion), "을", "를"),
        ),
    )
}

fn quoted_ko(criterion: &CriterionShown) -> String {
    format!("\u{2018}{}\u{2019}", cut(if criterion.ko.is_empty() { &criterion.title } else { &criterion.ko }))
}

/// Strategies by how often they meet the criterion, stress tests left out.
fn ranked(comparison: &Comparison, criterion: &CriterionShown) -> Vec<usize> {
    let mut order: Vec<usize> = (0..comparison.arms.len()).filter(|&arm| !comparison.arms[arm].stress).collect();
    order.sort_by(|&a, &b| criterion.shares[b].value.total_cmp(&criterion.shares[a].value).then(a.cmp(&b)));
    order
}

fn by_criterion(question: &Question<'_>, comparison: &Comparison, criterion: &CriterionShown) -> (String, String) {
    let order = ranked(comparison, criterion);
    if let [only] = order[..] {
        return beside_stress_tests(question, comparison, criterion, only);
    }
    let order = if order.is_empty() { (0..comparison.arms.len()).collect() } else { order };
    let (here_en, here_ko) = where_it_is(question, comparison);
    let (judged_en, judged_ko) = judged(question);
    let title = cut(&criterion.title);
    let shares = |fine: bool| order.iter().map(|&arm| of_hundred(&criterion.shares[arm], fine)).collect::<Vec<_>>();
    let coarse = shares(false);
    let same = coarse.windows(2).any(|pair| pair[0] == pair[1]);
    let decided = criterion.extremes.best.filter(|best| order.first() == Some(best));
    let told = if same && decided.is_some() { shares(true) } else { coarse };
    let ids: Vec<String> = order.iter().map(|&arm| question.id(arm)).collect();
    let rest_en: Vec<String> = ids.iter().zip(&told).skip(1).map(|(id, (count, _))| format!("{id} in {count}")).collect();
    let rest_ko: Vec<String> = ids.iter().zip(&told).skip(1).map(|(id, (_, count))| format!("{id} {count}")).collect();
    let all_alike = criterion.differences.iter().flatten().all(|difference| difference.verdict == Verdict::Same);
    let name = if here_en.is_empty() { "Strategy" } else { "strategy" };
    let title_ko = quoted_ko(criterion);
    match (decided, all_alike) {
        (Some(_), _) => (
            format!(
                "{here_en}{name} {} meets \u{201c}{title}\u{201d} most often under the same luck: in {} of 100 sampled futures, {}{judged_en}.",
                ids[0],
                told[0].0,
                rest_en.join(", "),
            ),
            format!(
                "{here_ko}운이 같을 때 {} 표본 미래 100개 가운데 {}에서 {} 충족해 가장 앞섭니다({}).{judged_ko}",
                with(&format!("전략 {}", ids[0]), "이", "가"),
                told[0].1,
                with(&title_ko, "을", "를"),
                rest_ko.join(", "),
            ),
        ),
        (None, true) => alike(criterion, &told[0], (&here_en, &here_ko), (&judged_en, &judged_ko)),
        (None, false) => (
            format!(
                "{here_en}{} strategy meets \u{201c}{title}\u{201d} most often is undecided: {} in {} of 100 sampled futures, {}{judged_en}.",
                if here_en.is_empty() { "Which" } else { "which" },
                ids[0],
                told[0].0,
                rest_en.join(", "),
            ),
            format!(
                "{here_ko}어느 전략이 {} 가장 자주 충족하는지는 판가름 나지 않습니다(표본 미래 100개 가운데 {} {}, {}).{judged_ko}",
                with(&title_ko, "을", "를"),
                ids[0],
                told[0].1,
                rest_ko.join(", "),
            ),
        ),
    }
}

/// All strategies meet the criterion in the same futures: in none, in every one, or in some.
fn alike(
    criterion: &CriterionShown,
    told: &(String, String),
    (here_en, here_ko): (&str, &str),
    (judged_en, judged_ko): (&str, &str),
) -> (String, String) {
    let (title, title_ko) = (cut(&criterion.title), with(&quoted_ko(criterion), "을", "를"));
    let first = |capital: &'static str, small: &'static str| if here_en.is_empty() { capital } else { small };
    match criterion.shares.first() {
        Some(share) if share.holds == 0 => (
            format!("{here_en}{} strategy meets \u{201c}{title}\u{201d} in any sampled future{judged_en}.", first("No", "no")),
            format!("{here_ko}어느 표본 미래에서도 {title_ko} 충족하는 전략이 없습니다.{judged_ko}"),
        ),
        Some(share) if share.holds == share.n => (
            format!(
                "{here_en}{} strategy meets \u{201c}{title}\u{201d} in every sampled future{judged_en}.",
                first("Every", "every")
            ),
            format!("{here_ko}모든 전략이 모든 표본 미래에서 {title_ko} 충족합니다.{judged_ko}"),
        ),
        _ => (
            format!(
                "{here_en}{} strategies meet \u{201c}{title}\u{201d} in the same futures: {} of 100 sampled{judged_en}.",
                first("All", "all"),
                told.0
            ),
            format!("{here_ko}모든 전략이 같은 미래에서 {title_ko} 충족합니다(표본 미래 100개 가운데 {}).{judged_ko}", told.1),
        ),
    }
}

/// One strategy beside stress tests, which are not ranked: there is nobody to come before.
fn beside_stress_tests(
    question: &Question<'_>,
    comparison: &Comparison,
    criterion: &CriterionShown,
    only: usize,
) -> (String, String) {
    let ((english, korean), (judged_en, judged_ko)) = (of_hundred(&criterion.shares[only], false), judged(question));
    let (here_en, here_ko) = where_it_is(question, comparison);
    let (id, title) = (question.id(only), cut(&criterion.title));
    let name = if here_en.is_empty() { "Strategy" } else { "strategy" };
    (
        format!(
            "{here_en}{name} {id} meets \u{201c}{title}\u{201d} in {english} of 100 sampled futures{judged_en}; no other is ranked."
        ),
        format!(
            "{here_ko}{} 표본 미래 100개 가운데 {korean}에서 {} 충족합니다. 순위를 겨룰 다른 전략은 없습니다.{judged_ko}",
            with(&format!("전략 {id}"), "은", "는"),
            with(&quoted_ko(criterion), "을", "를"),
        ),
    )
}

/// What the strategy that stands first buys against the reference, and what it pays with; where the reference stands
/// first, the same for the next one.
fn trade(question: &Question<'_>, comparison: &Comparison, criterion: &CriterionShown, most: usize) -> Option<(String, String)> {
    let subject = ranked(comparison, criterion).into_iter().find(|&arm| arm != comparison.baseline)?;
    let side = |wanted: bool| -> Vec<&OutcomeShown> {
        let shown = comparison.headline.iter().map(|&at| &comparison.outcomes[at]);
        let judged = shown.filter(|outcome| outcome.better != Better::Neither);
        judged
            .filter(|outcome| {
                outcome.cells[subject].difference.is_some_and(|found| found.improves(outcome.better) == Some(wanted))
            })
            .collect()
    };
    let (gains, costs) = (side(true), side(false));
    let (id, base) = (question.id(subject), question.id(comparison.baseline));
    let (gain, gain_ko) = named(question, &gains, most);
    let (cost, cost_ko) = named(question, &costs, most);
    let subject_ko = with(&id, "은", "는");
    match (gains.is_empty(), costs.is_empty()) {
        (true, true) => None,
        (false, true) => Some((
            format!("Against {base}, {id} does better on {gain} and worse on nothing shown first."),
            format!("{base}에 견주어 {subject_ko} {gain_ko}에서는 낫고, 먼저 보이는 지표 가운데 뒤떨어지는 것은 없습니다."),
        )),
        (true, false) => Some((
            format!("Against {base}, {id} pays on {cost} and gains on nothing shown first."),
            format!("{base}에 견주어 {subject_ko} {cost_ko}에서는 뒤떨어지고, 먼저 보이는 지표 가운데 나은 것은 없습니다."),
        )),
        (false, false) => Some((
            format!("Against {base}, {id} does better on {gain} and pays on {cost}."),
            format!("{base}에 견주어 {subject_ko} {gain_ko}에서는 낫고 {cost_ko}에서는 뒤떨어집니다."),
        )),
    }
}

/// A few outcomes in both languages: `a, b and 2 more`.
fn named(question: &Question<'_>, outcomes: &[&OutcomeShown], most: usize) -> (String, String) {
    let english = |outcome: &&OutcomeShown| question.lab.proper.inside(&cut(&outcome.title));
    let korean = |outcome: &&OutcomeShown| cut(if outcome.ko.is_empty() { &outcome.title } else { &outcome.ko });
    let rest = outcomes.len().saturating_sub(most);
    let mut en: Vec<String> = outcomes.iter().take(most).map(english).collect();
    let ko: Vec<String> = outcomes.iter().take(most).map(korean).collect();
    if rest > 0 {
        en.push(format!("{rest} more"));
    }
    let en = match &en[..] {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => en.concat(),
    };
    (en, if rest > 0 { format!("{} 등 {}개 지표", ko.join(", "), outcomes.len()) } else { ko.join(", ") })
}

fn stress(question: &Question<'_>, comparison: &Comparison) -> Option<(String, String)> {
    let ids: Vec<String> =
        (0..comparison.arms.len()).filter(|&arm| comparison.arms[arm].stress).map(|arm| question.id(arm)).collect();
    let last = ids.last()?;
    let korean =
        format!("{}{}", ids[..ids.len() - 1].iter().map(|id| format!("{id}, ")).collect::<String>(), with(last, "은", "는"));
    Some(match ids.len() {
        1 => (format!("{last} is a stress test, not ranked."), format!("{korean} 순위를 매기지 않는 극단 시험입니다.")),
        _ => {
            (format!("{} are stress tests, not ranked.", ids.join(", ")), format!("{korean} 순위를 매기지 않는 극단 시험입니다."))
        }
    })
}

fn without_criterion(question: &Question<'_>, comparison: &Comparison, named_first: usize) -> (String, String) {
    let (judged_en, judged_ko) = judged(question);
    let decided: Vec<(&OutcomeShown, usize)> = comparison
        .headline
        .iter()
        .filter_map(|&at| comparison.outcomes[at].extremes.best.map(|best| (&comparison.outcomes[at], best)))
        .collect();
    let futures = crate::words::grouped(comparison.futures);
    match decided.first() {
        None if comparison.arms.len() < 2 => (
            format!(
                "One strategy in {futures} sampled futures{judged_en}. Add a second strategy: comparisons carry more than levels."
            ),
            format!("전략 하나를 표본 미래 {futures}개에서 살펴보았습니다.{judged_ko} 비교할 전략을 추가하십시오."),
        ),
        None => (
            format!("No strategy is decidedly best on the outcomes shown first, in {futures} sampled futures{judged_en}."),
            format!("표본 미래 {futures}개로 보면, 먼저 보이는 지표에서 확실히 앞선 전략은 없습니다.{judged_ko}"),
        ),
        Some(&(_, best)) => {
            let mine: Vec<&OutcomeShown> = decided.iter().filter(|(_, arm)| *arm == best).map(|(outcome, _)| *outcome).collect();
            let ((en, ko), id) = (named(question, &mine, named_first), question.id(best));
            (
                format!("Strategy {id} is best on {en} under the same luck, in {futures} sampled futures{judged_en}."),
                format!(
                    "운이 같은 표본 미래 {futures}개로 보면 {} {ko}에서 가장 낫습니다.{judged_ko}",
                    with(&format!("전략 {id}"), "이", "가")
                ),
            )
        }
    }
}
