//! Robustness measures: one number for how a policy does over all futures, by many rules, and whether the rules agree.
//!
//! Comes in: one outcome under several policies in the same futures, and which way is good. Goes out: each measure by
//! policy with its ranking, the regrets, and whether the winner depends on the measure. Refuses: fewer than two policies or
//! futures, a threshold that no policy ever meets, weights that do not fit. A future that is missing under one policy is
//! left out for all and counted.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;

use super::resample::rows;
use super::rows::{enough, gather};
use super::{Method, Needs};
use crate::analysis::{quantile, sorted, sum};

/// The row of this method.
pub const ROBUSTNESS: Method = Method {
    name: "robustness",
    doc: "Judges policies by many robustness measures at once and says whether the winner depends on the measure.",
    source: "McPhail, Maier, Kwakkel, Giuliani, Castelletti & Westra 2018",
    needs: Needs::SharedFutures,
    independent: false,
    refuses: &["fewer than two policies", "fewer than two futures", "a threshold that no policy meets in any future"],
};

/// What measures may use besides the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Which way is good.
    pub better: Better,
    /// The value that is good enough; measures by threshold are left out without one.
    pub threshold: Option<f64>,
    /// Weight of the best future in Hurwicz's rule, 0 to 1.
    pub optimism: f64,
    /// Share of the worst futures over which the tail mean is taken.
    pub worst_share: f64,
}

/// A measure as a row.
#[derive(Clone, Copy)]
pub struct Measure {
    /// Name in tables.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Where it is published.
    pub source: &'static str,
    /// What is good about its value.
    pub good: Good,
    /// True when it needs a threshold.
    pub by_threshold: bool,
    of: fn(&Faced<'_>) -> f64,
}

/// What is good about the value of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Good {
    /// The same way as the outcome itself.
    AsOutcome,
    /// More is better whatever the outcome.
    More,
    /// Less is better whatever the outcome: regrets, deviations.
    Less,
}

/// What one policy faces.
struct Faced<'a> {
    /// Values in the complete futures, turned so that more is better.
    payoffs: &'a [f64],
    rising: &'a [f64],
    /// Shortfall from the best policy of each future.
    regrets: &'a [f64],
    rising_regrets: &'a [f64],
    /// -1 where less of the outcome is better.
    sign: f64,
    settings: &'a Settings,
}

impl Faced<'_> {
    fn mean(&self) -> f64 {
        sum(self.payoffs.iter().copied()) / self.payoffs.len() as f64
    }

    fn deviation(&self) -> f64 {
        let mean = self.mean();
        (sum(self.payoffs.iter().map(|v| (v - mean) * (v - mean))) / self.payoffs.len() as f64).sqrt()
    }

    fn at(&self, share: f64) -> f64 {
        quantile(self.rising, share)
    }
}

const MCPHAIL: &str = "McPhail et al. 2018";

macro_rules! measure {
    ($name:literal, $good:ident, $source:expr, $doc:literal, $of:expr) => {
        Measure { name: $name, doc: $doc, source: $source, good: Good::$good, by_threshold: false, of: $of }
    };
    (threshold $name:literal, $good:ident, $source:expr, $doc:literal, $of:expr) => {
        Measure { by_threshold: true, ..measure!($name, $good, $source, $doc, $of) }
    };
}

/// Every measure.
pub const MEASURES: &[Measure] = &[
    measure!("maximin", AsOutcome, "Wald 1950", "The value in the worst future.", |f| f.sign * f.at(0.0)),
    measure!("maximax", AsOutcome, MCPHAIL, "The value in the best future.", |f| f.sign * f.at(1.0)),
    measure!("hurwicz", AsOutcome, "Hurwicz 1953", "Between worst and best future, by a stated optimism.", |f| {
        f.sign * (f.settings.optimism * f.at(1.0) + (1.0 - f.settings.optimism) * f.at(0.0))
    }),
    measure!("laplace", AsOutcome, "Laplace 1814", "The mean over futures, all alike.", |f| f.sign * f.mean()),
    measure!("minimax_regret", Less, "Savage 1951", "The greatest shortfall from the best policy of a future.", |f| {
        quantile(f.rising_regrets, 1.0)
    }),
    measure!("regret_p90", Less, "Kasprzyk et al. 2013", "The shortfall that is exceeded in one of ten futures.", |f| {
        quantile(f.rising_regrets, 0.9)
    }),
    measure!("mean_regret", Less, MCPHAIL, "The mean shortfall from the best policy of each future.", |f| {
        sum(f.regrets.iter().copied()) / f.regrets.len() as f64
    }),
    measure!(
        "mean_variance",
        AsOutcome,
        "Hamarat et al. 2014",
        "Mean and deviation in one: (mean + 1) by (deviation + 1), times it where less is better.",
        |f| {
            let (mean, deviation) = (f.sign * f.mean() + 1.0, f.deviation() + 1.0);
            if f.sign > 0.0 { mean / deviation } else { mean * deviation }
        }
    ),
    measure!("mean_by_deviation", AsOutcome, "Taguchi 1986", "Mean by standard deviation.", |f| f.sign * f.mean()
        / f.deviation()),
    measure!("deviation", Less, "standard", "Standard deviation over futures, divisor n.", |f| f.deviation()),
    measure!(
        "undesirable_deviations",
        Less,
        "Kwakkel, Eker & Pruyt 2016",
        "Sum of shortfalls from the policy's own median.",
        |f| {
            let median = f.at(0.5);
            sum(f.payoffs.iter().map(|v| (median - v).max(0.0)))
        }
    ),
    measure!("worst_decile", AsOutcome, MCPHAIL, "The value that is missed in one of ten futures.", |f| f.sign * f.at(0.1)),
    measure!("tail_mean", AsOutcome, "Rockafellar & Uryasev 2000", "The mean over the stated share of worst futures.", |f| {
        let n = ((f.payoffs.len() as f64 * f.settings.worst_share).round() as usize).clamp(1, f.payoffs.len());
        f.sign * sum(f.rising[..n].iter().copied()) / n as f64
    }),
    measure!(
        "percentile_skewness",
        AsOutcome,
        "Voudouris et al. 2014",
        "Where the median lies between the tenth and ninetieth percentile.",
        |f| {
            let (low, high) = (f.at(0.1), f.at(0.9));
            f.sign * ((high + low) / 2.0 - f.at(0.5)) / ((high - low) / 2.0)
        }
    ),
    measure!(
        "percentile_kurtosis",
        Less,
        "Voudouris et al. 2014",
        "Width of the middle eighty percent by that of the middle fifty.",
        |f| { (f.at(0.9) - f.at(0.1)) / (f.at(0.75) - f.at(0.25)) }
    ),
    measure!(threshold "starr", More, "Starr 1963; Schneller & Sphicas 1983", "Share of futures in which the threshold is met.", |f| {
        let least = f.sign * f.settings.threshold.unwrap_or(f64::NAN);
        f.payoffs.iter().filter(|v| **v >= least).count() as f64 / f.payoffs.len() as f64
    }),
    measure!(threshold "satisficing", Less, "Simon 1956; Herman et al. 2015", "Mean shortfall from the threshold, 0 where it is met.", |f| {
        let least = f.sign * f.settings.threshold.unwrap_or(f64::NAN);
        sum(f.payoffs.iter().map(|v| (least - v).max(0.0))) / f.payoffs.len() as f64
    }),
];

/// One measure of all policies.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Name of the measure.
    pub measure: &'static str,
    /// Value by policy.
    pub values: Vec<f64>,
    /// Rank by policy, from 1; equal values share the better rank. 0 where the value is undefined.
    pub ranks: Vec<usize>,
}

/// All measures of all policies.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// In the order of [`MEASURES`].
    pub measures: Vec<Scored>,
    /// How many measures each policy wins, ties included.
    pub wins: Vec<usize>,
    /// True when no policy wins every measure.
    pub winner_depends: bool,
    /// Shortfall from the best policy: `[policy][future that counts]`.
    pub regrets: Vec<Vec<f64>>,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing under some policy.
    pub left_out: usize,
}

/// 1 where more is better, -1 where less is.
fn sign(better: Better) -> Result<f64, Refusal> {
    match better {
        Better::Higher => Ok(1.0),
        Better::Lower => Ok(-1.0),
        Better::Neither => {
            Err(Refusal::new("this outcome is shown, not judged: neither way is better", "choose an outcome with a direction"))
        }
    }
}

/// Futures that are complete under every policy.
fn shared(values: &[&[f64]]) -> Result<(Vec<Vec<f64>>, usize), Refusal> {
    enough("robustness", values.len(), 2, "policies")?;
    let futures = values[0].len();
    if values.iter().any(|policy| policy.len() != futures) {
        return Err(Refusal::new(
            "the policies were not run in the same futures",
            "run them together: comparisons are made future by future",
        ));
    }
    let rows: Vec<usize> = (0..futures).filter(|&row| values.iter().all(|policy| policy[row].is_finite())).collect();
    enough("robustness", rows.len(), 2, "futures that are complete under every policy")?;
    let kept = values.iter().map(|policy| rows.iter().map(|&row| policy[row]).collect()).collect();
    Ok((kept, futures - rows.len()))
}

/// All measures. Shape: `values` is [policy][future], the same futures in the same order.
pub fn robustness(values: &[&[f64]], settings: &Settings) -> Result<Robustness, Refusal> {
    let within = |name: &str, share: f64| match (0.0..=1.0).contains(&share) {
        true => Ok(()),
        false => Err(Refusal::new(format!("`{name}` is {share}"), "give a share from 0 to 1")),
    };
    within("optimism", settings.optimism)?;
    within("worst_share", settings.worst_share)?;
    let (kept, left_out) = shared(values)?;
    let sign = sign(settings.better)?;
    let payoffs: Vec<Vec<f64>> = kept.iter().map(|policy| policy.iter().map(|v| sign * v).collect()).collect();
    if let Some(threshold) = settings.threshold {
        let top = payoffs.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        if top.is_nan() || threshold.is_nan() || top < sign * threshold {
            let word = if sign > 0.0 { "most" } else { "least" };
            return Err(Refusal::new(
                format!("no policy reaches {threshold} in any future; the {word} is {}", sign * top),
                "choose a threshold within the range of the outcome",
            ));
        }
    }
    let regrets = regrets(&payoffs);
    let turned: Vec<(Vec<f64>, Vec<f64>)> = payoffs.iter().zip(&regrets).map(|(p, r)| (sorted(p), sorted(r))).collect();
    let faced = |policy: usize| Faced {
        payoffs: &payoffs[policy],
        rising: &turned[policy].0,
        regrets: &regrets[policy],
        rising_regrets: &turned[policy].1,
        sign,
        settings,
    };
    let measures: Vec<Scored> = asked(settings)
        .map(|row| {
            let values: Vec<f64> = (0..payoffs.len()).map(|policy| (row.of)(&faced(policy))).collect();
            let direction = match row.good {
                Good::AsOutcome => sign,
                Good::More => 1.0,
                Good::Less => -1.0,
            };
            Scored { measure: row.name, ranks: ranks(&values, direction), values }
        })
        .collect();
    let wins: Vec<usize> = (0..payoffs.len()).map(|policy| measures.iter().filter(|m| m.ranks[policy] == 1).count()).collect();
    let winner_depends = wins.iter().all(|&count| count < measures.len());
    Ok(Robustness { winner_depends, wins, futures: payoffs[0].len(), left_out, measures, regrets })
}

/// Measures that these settings rank by.
fn asked(settings: &Settings) -> impl Iterator<Item = &'static Measure> {
    let threshold = settings.threshold.is_some();
    MEASURES.iter().filter(move |row| !row.by_threshold || threshold)
}

/// In how many resamples of the futures each policy comes first: `[measure][policy]`, measures as [`robustness`] gives them.
/// A resample in which no policy reaches the threshold ranks nobody by it, and by the other measures as ever.
pub fn first_again(values: &[&[f64]], settings: &Settings, resamples: usize, seed: u64) -> Vec<Vec<usize>> {
    let mut first: Vec<(&str, Vec<usize>)> = asked(settings).map(|row| (row.name, vec![0; values.len()])).collect();
    for resample in 1..=resamples {
        let drawn = rows(seed, resample, values.first().map_or(0, |policy| policy.len()));
        let columns: Vec<Vec<f64>> = values.iter().map(|policy| gather(policy, &drawn)).collect();
        let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let without = || robustness(&views, &Settings { threshold: None, ..*settings });
        let Ok(found) = robustness(&views, settings).or_else(|_| without()) else { continue };
        for scored in &found.measures {
            let counts = first.iter_mut().filter(|(name, _)| *name == scored.measure).flat_map(|(_, counts)| counts);
            counts.zip(&scored.ranks).for_each(|(count, rank)| *count += usize::from(*rank == 1));
        }
    }
    first.into_iter().map(|(_, counts)| counts).collect()
}

/// Rank of each value, from 1, where `direction` 1 puts the greatest first; 0 for NaN.
fn ranks(values: &[f64], direction: f64) -> Vec<usize> {
    let rank =
        |v: &f64| if v.is_nan() { 0 } else { 1 + values.iter().filter(|other| direction * **other > direction * v).count() };
    values.iter().map(rank).collect()
}

/// Shortfall of each policy from the best of each future; payoffs are [policy][future], more is better.
fn regrets(payoffs: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let best = |future: usize| payoffs.iter().map(|policy| policy[future]).fold(f64::NEG_INFINITY, f64::max);
    let best: Vec<f64> = (0..payoffs[0].len()).map(best).collect();
    payoffs.iter().map(|policy| policy.iter().zip(&best).map(|(v, best)| best - v).collect()).collect()
}

/// Relative distance from the policy's own value in one future, exceeded in one of ten futures (Rhodium's first regret).
/// NaN where that value is 0.
pub fn regret_from_baseline(values: &[&[f64]], future: usize) -> Result<Vec<f64>, Refusal> {
    let (kept, left_out) = shared(values)?;
    if left_out > 0 || future >= kept[0].len() {
        return Err(Refusal::new(
            format!("future {future} cannot serve as the baseline"),
            "name one of the futures, with no run missing",
        ));
    }
    let of = |policy: &Vec<f64>| {
        let base = policy[future];
        quantile(&sorted(&policy.iter().map(|v| (v - base).abs() / base.abs()).collect::<Vec<f64>>()), 0.9)
    };
    Ok(kept.iter().map(of).collect())
}

/// Expected value of knowing the future before choosing: the mean of the best policy of each future, less the best mean.
/// `weights` are the futures' chances, in any scale.
pub fn perfect_information(values: &[&[f64]], better: Better, weights: &[f64]) -> Result<f64, Refusal> {
    let (kept, left_out) = shared(values)?;
    let total = sum(weights.iter().copied());
    if left_out > 0 || weights.len() != kept[0].len() || !total.is_finite() || total <= 0.0 || weights.iter().any(|w| *w < 0.0) {
        return Err(Refusal::new(
            "the weights do not fit the futures",
            "give each future one weight, not below zero, and leave out futures with missing runs",
        ));
    }
    let sign = sign(better)?;
    let payoffs: Vec<Vec<f64>> = kept.iter().map(|policy| policy.iter().map(|v| sign * v).collect()).collect();
    let regret = |policy: &Vec<f64>| sum(policy.iter().zip(weights).map(|(r, w)| r * w)) / total;
    Ok(regrets(&payoffs).iter().map(regret).fold(f64::INFINITY, f64::min))
}
