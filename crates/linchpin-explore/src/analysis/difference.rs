//! Differences from a baseline under the same luck.
//!
//! Comes in: values of two arms by future. Goes out: the mean of the paired differences with a 95 % interval, and the
//! share of futures in which one arm does better. A future that faulted under either arm is left out of both.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;
use linchpin_core::table::Table;

use super::moments::{Mean, mean, mean_of};
use super::{Analysis, Question, Z95};

/// Paired differences.
pub const DIFFERENCES: Analysis = Analysis {
    name: "differences",
    doc: "Mean difference from the baseline in the same futures under the same luck, with a 95 % interval (normal \
          approximation of the paired differences).",
    source: "standard",
    run: differences_table,
};

/// Probability of superiority.
pub const SUPERIORITY: Analysis = Analysis {
    name: "superiority",
    doc: "Share of futures in which an arm does better than the baseline in the same future; ties count half.",
    source: "Vargha & Delaney 2000, for paired values",
    run: superiority_table,
};

/// Below this share of the baseline's level a difference is rounding, whatever its interval.
const ROUNDING: f64 = 1e-9;

/// What an interval allows to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The arm has more of it.
    More,
    /// The arm has less of it.
    Less,
    /// Every future is the same up to rounding.
    Same,
    /// The interval includes zero, or too few futures count.
    Undecided,
}

/// The mean paired difference `arm - baseline`, in base units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Futures that count.
    pub n: usize,
    /// Futures left out because the run faulted under either arm.
    pub left_out: usize,
    /// Mean difference.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// What may be said.
    pub verdict: Verdict,
}

impl Difference {
    /// True when the arm is better beyond doubt of sampling; `None` when undecided, the same, or without direction.
    pub fn improves(&self, better: Better) -> Option<bool> {
        match (better, self.verdict) {
            (Better::Higher, Verdict::More) | (Better::Lower, Verdict::Less) => Some(true),
            (Better::Higher, Verdict::Less) | (Better::Lower, Verdict::More) => Some(false),
            _ => None,
        }
    }
}

/// The mean paired difference `arm - baseline` with its 95 % interval: mean plus and minus 1.96 standard errors of the
/// paired differences. The interval speaks of sampling alone, never of the model being wrong.
pub fn difference(arm: &[f64], baseline: &[f64]) -> Difference {
    let paired = mean_of(arm.iter().zip(baseline).map(|(a, b)| a - b));
    judged(paired, mean(baseline).value.abs().max(mean(arm).value.abs()))
}

/// What paired differences allow to be said where both arms lie about this level.
pub(super) fn judged(paired: Mean, level: f64) -> Difference {
    let half = Z95 * paired.standard_error;
    let (low, high) = (paired.value - half, paired.value + half);
    let verdict = match () {
        () if paired.n > 0 && paired.value.abs() <= ROUNDING * level && half.max(0.0) <= ROUNDING * level => Verdict::Same,
        () if low > 0.0 => Verdict::More,
        () if high < 0.0 => Verdict::Less,
        () => Verdict::Undecided,
    };
    Difference {
        n: paired.n,
        left_out: paired.left_out,
        mean: paired.value,
        standard_error: paired.standard_error,
        low,
        high,
        verdict,
    }
}

/// Share of futures in which `arm` is better than `baseline`, ties counted half; NaN without direction or futures.
pub fn superiority(arm: &[f64], baseline: &[f64], better: Better) -> f64 {
    let (mut points, mut n) = (0.0, 0.0);
    for (a, b) in arm.iter().zip(baseline).filter(|(a, b)| !a.is_nan() && !b.is_nan()) {
        n += 1.0;
        points += match better {
            Better::Higher if a > b => 1.0,
            Better::Lower if a < b => 1.0,
            Better::Neither => f64::NAN,
            _ if a == b => 0.5,
            _ => 0.0,
        };
    }
    points / n
}

fn differences_table(question: &Question<'_>) -> Result<Table, Refusal> {
    question.check()?;
    let (mut arms, mut names, mut units, mut verdicts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut numbers: [Vec<f64>; 6] = Default::default();
    for (arm, outcome) in pairs(question) {
        let goal = &question.goals[outcome];
        let found = difference(question.values(arm, outcome), question.values(question.baseline, outcome));
        arms.push(question.outcomes.arms[arm].clone());
        names.push(question.outcomes.names[outcome].clone());
        units.push(goal.unit.clone());
        verdicts.push(match (found.verdict, found.improves(goal.better)) {
            (Verdict::Same, _) => "same",
            (Verdict::Undecided, _) => "undecided",
            (_, Some(true)) => "better",
            (_, Some(false)) => "worse",
            (Verdict::More, None) => "more",
            (Verdict::Less, None) => "less",
        });
        let shown = [found.mean, found.standard_error, found.low, found.high].map(|v| v / goal.scale);
        let counts = [found.n as f64, found.left_out as f64];
        numbers.iter_mut().zip(shown.into_iter().chain(counts)).for_each(|(column, value)| column.push(value));
    }
    let verdicts = verdicts.into_iter().map(String::from).collect();
    let mut table =
        Table::new("differences").text("arm", arms).text("outcome", names).text("unit", units).text("verdict", verdicts);
    for (name, column) in ["difference", "standard_error", "low", "high", "futures", "left_out"].into_iter().zip(numbers) {
        table = table.number(name, "", column);
    }
    Ok(table)
}

fn superiority_table(question: &Question<'_>) -> Result<Table, Refusal> {
    question.check()?;
    let (mut arms, mut names, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for (arm, outcome) in pairs(question).filter(|&(_, outcome)| question.goals[outcome].better != Better::Neither) {
        arms.push(question.outcomes.arms[arm].clone());
        names.push(question.outcomes.names[outcome].clone());
        let baseline = question.values(question.baseline, outcome);
        shares.push(superiority(question.values(arm, outcome), baseline, question.goals[outcome].better));
    }
    Ok(Table::new("superiority").text("arm", arms).text("outcome", names).number("share_better", "", shares))
}

fn pairs<'a>(question: &'a Question<'_>) -> impl Iterator<Item = (usize, usize)> + 'a {
    let outcomes = question.outcomes.names.len();
    (0..question.outcomes.arms.len())
        .filter(|&arm| arm != question.baseline)
        .flat_map(move |arm| (0..outcomes).map(move |outcome| (arm, outcome)))
}
