//! Best and worst, said only where the futures at hand decide it.
//!
//! Comes in: values of all arms by future, and which way is good. Goes out: the best and the worst arm, each only when
//! its paired 95 % interval against the runner-up excludes zero. A stress test may be worst, never best.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;
use linchpin_core::table::Table;

use super::difference::difference;
use super::moments::mean_of;
use super::{Analysis, Question};

/// Best and worst arms.
pub const RANKING: Analysis = Analysis {
    name: "ranking",
    doc: "Best and worst arm by mean, outcome by outcome, each only where its paired 95 % interval against the runner-up \
          excludes zero; a stress test is never best.",
    source: "standard",
    run: table,
};

/// The ends of one ranking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extremes {
    /// The best arm, where decided.
    pub best: Option<usize>,
    /// The worst arm, where decided.
    pub worst: Option<usize>,
}

/// The best and worst of several arms on one outcome. Arms are ordered by their means over the futures in which none of
/// them faulted; neighbours are then compared pairwise. `stress` bars an arm from being best.
pub fn extremes(arms: &[&[f64]], stress: &[bool], better: Better) -> Extremes {
    if better == Better::Neither {
        return Extremes::default();
    }
    let sign = if better == Better::Higher { 1.0 } else { -1.0 };
    let whole: Vec<bool> =
        (0..arms.first().map_or(0, |arm| arm.len())).map(|i| arms.iter().all(|arm| !arm[i].is_nan())).collect();
    let score =
        |arm: usize| sign * mean_of(arms[arm].iter().zip(&whole).map(|(v, whole)| if *whole { *v } else { f64::NAN })).value;
    let mut order: Vec<(usize, f64)> = (0..arms.len()).map(|arm| (arm, score(arm))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let decided = |ahead: usize, behind: usize| difference(arms[ahead], arms[behind]).improves(better) == Some(true);
    let ranked: Vec<usize> = order.iter().map(|&(arm, _)| arm).filter(|&arm| !stress[arm]).collect();
    let best = match ranked[..] {
        [first, second, ..] if decided(first, second) => Some(first),
        _ => None,
    };
    let worst = match order[..] {
        [.., (next, _), (last, _)] if decided(next, last) => Some(last),
        _ => None,
    };
    Extremes { best, worst }
}

fn table(question: &Question<'_>) -> Result<Table, Refusal> {
    question.check()?;
    let (mut names, mut best, mut worst) = (Vec::new(), Vec::new(), Vec::new());
    let said = |arm: Option<usize>| arm.map_or("undecided".into(), |arm| question.outcomes.arms[arm].clone());
    for (outcome, name) in
        question.outcomes.names.iter().enumerate().filter(|&(at, _)| question.goals[at].better != Better::Neither)
    {
        let arms: Vec<&[f64]> = (0..question.outcomes.arms.len()).map(|arm| question.values(arm, outcome)).collect();
        let found = extremes(&arms, question.stress, question.goals[outcome].better);
        names.push(name.clone());
        best.push(said(found.best));
        worst.push(said(found.worst));
    }
    Ok(Table::new("ranking").text("outcome", names).text("best", best).text("worst", worst))
}
