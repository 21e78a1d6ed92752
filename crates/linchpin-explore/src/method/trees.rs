//! Feature scores: how much each input helps a forest of random trees to tell outcomes apart.
//!
//! Comes in: any futures. Goes out: shares of the explained variance by input, and how well the trees predict futures
//! that they have not seen. Refuses: too few futures, a constant outcome. Inputs may depend on one another; what two of
//! them share is then split between them.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;

use super::resample::{deviation, rows, t95};
use super::rows::{complete_rows, enough, gather, varies};
use super::sobol::Estimate;
use super::{Method, Needs};
use crate::analysis::sum;

/// The row of this method.
pub const FEATURES: Method = Method {
    name: "features",
    doc: "Scores inputs by how much they help a forest of extremely randomised trees to tell the outcome, interactions included.",
    source: "Geurts, Ernst & Wehenkel 2006; Breiman 2001 (unseen futures)",
    needs: Needs::Futures,
    independent: false,
    refuses: &["fewer than 20 futures", "an outcome that is the same in every future"],
};

/// Settings of a forest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Number of trees; 100 is usual.
    pub trees: usize,
    /// Share of the inputs that are tried at each cut, above 0; 0.6 is usual.
    pub tried: f64,
    /// Least number of futures in a leaf; 5 is usual for numbers.
    pub leaf: usize,
    /// Seed of all draws.
    pub seed: u64,
}

/// Scores of all inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    /// By input; they sum to 1. The interval speaks of other futures, not of other trees.
    pub scores: Vec<Estimate>,
    /// Share of the outcome's variance that the trees predict in futures they were not grown on; can be below 0.
    pub predicted: f64,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Trees that are grown on the same resample.
const TOGETHER: usize = 4;

/// Mean share of one input over all trees. Means of few trees spread from resample to resample about as the whole forest
/// would from one set of futures to another; the mean over all trees, of which each is drawn anew, hardly spreads at all and
/// would promise too much.
/// Source: Sexton & Laake 2009; Athey, Tibshirani & Wager 2019, bootstrap of little bags.
fn score(bags: &[Vec<Vec<f64>>], input: usize) -> Estimate {
    let mean = |bag: &Vec<Vec<f64>>| sum(bag.iter().map(|tree| tree[input])) / bag.len() as f64;
    let means: Vec<f64> = bags.iter().map(mean).collect();
    let trees = bags.iter().map(Vec::len).sum::<usize>() as f64;
    let value = sum(bags.iter().flatten().map(|tree| tree[input])) / trees;
    Estimate { value, half_width: t95(bags.len() - 1) * deviation(means.iter().copied()) }
}

/// Grows a forest on the futures. The outcome may be marks of 0 and 1.
pub fn features(inputs: &[&[f64]], outcome: &[f64], options: &Options) -> Result<Features, Refusal> {
    if options.trees < 2 || options.leaf == 0 || options.tried.is_nan() || options.tried <= 0.0 {
        return Err(Refusal::new(
            "a forest needs trees, leaves and inputs to try",
            "give 2 trees or more, a leaf of 1 or more, a share above 0",
        ));
    }
    let complete = complete_rows(inputs, outcome)?;
    let n = complete.rows.len();
    enough("features", n, 20.max(2 * options.leaf), "futures")?;
    let values = gather(outcome, &complete.rows);
    varies("features", &values)?;
    let columns: Vec<Vec<f64>> = inputs.iter().map(|input| gather(input, &complete.rows)).collect();
    let tried = ((options.tried * columns.len() as f64).ceil() as usize).clamp(1, columns.len());
    let mut forest = Forest {
        columns: &columns,
        values: &values,
        tried,
        leaf: options.leaf,
        stream: Stream::new(options.seed, "trees"),
        tree: 0,
        draws: 0,
        gains: Vec::new(),
        seen: vec![(0.0, 0); n],
    };
    let mut bags: Vec<Vec<Vec<f64>>> = Vec::new();
    for tree in 0..options.trees {
        if tree % TOGETHER == 0 {
            bags.push(Vec::new());
        }
        let mut drawn: Vec<u32> = rows(options.seed, tree / TOGETHER, n).into_iter().map(|row| row as u32).collect();
        let mut inside = vec![false; n];
        drawn.iter().for_each(|&row| inside[row as usize] = true);
        let mut unseen: Vec<u32> = (0..n as u32).filter(|&row| !inside[row as usize]).collect();
        (forest.tree, forest.draws, forest.gains) = (tree as u32, 0, vec![0.0; columns.len()]);
        forest.grow(&mut drawn, &mut unseen);
        let total = sum(forest.gains.iter().copied());
        if let (true, Some(bag)) = (total > 0.0, bags.last_mut()) {
            bag.push(forest.gains.iter().map(|gain| gain / total).collect());
        }
    }
    bags.retain(|bag| !bag.is_empty());
    if bags.is_empty() {
        return Err(Refusal::new(
            "no tree could be cut: no input tells the futures apart",
            "choose inputs that vary, or smaller leaves",
        ));
    }
    let scores = (0..columns.len()).map(|input| score(&bags, input));
    let judged: Vec<(f64, f64)> = forest
        .seen
        .iter()
        .zip(&values)
        .filter(|((_, times), _)| *times > 0)
        .map(|((total, times), v)| (total / f64::from(*times), *v))
        .collect();
    let mean = sum(judged.iter().map(|pair| pair.1)) / judged.len() as f64;
    let missed = sum(judged.iter().map(|(predicted, v)| (predicted - v) * (predicted - v)));
    let all = sum(judged.iter().map(|(_, v)| (v - mean) * (v - mean)));
    Ok(Features { scores: scores.collect(), predicted: 1.0 - missed / all, futures: n, left_out: complete.left_out })
}

struct Forest<'a> {
    columns: &'a [Vec<f64>],
    values: &'a [f64],
    tried: usize,
    leaf: usize,
    stream: Stream,
    tree: u32,
    draws: u32,
    gains: Vec<f64>,
    /// Sum and number of predictions for each future, by trees that did not see it.
    seen: Vec<(f64, u32)>,
}

impl Forest<'_> {
    fn uniform(&mut self) -> f64 {
        self.draws += 1;
        self.stream.uniform(u64::from(self.tree), self.draws, 0)
    }

    /// Grows a tree, node by node: cuts move rows of the lower side to the front.
    fn grow(&mut self, drawn: &mut [u32], unseen: &mut [u32]) {
        // A stack of ranges in place of recursion: a chain of small cuts may be as deep as there are rows.
        let mut nodes = vec![(0, drawn.len(), 0, unseen.len())];
        while let Some((start, end, first, last)) = nodes.pop() {
            let rows = &drawn[start..end];
            let total = rows.iter().map(|&row| self.values[row as usize]).sum::<f64>();
            let mean = total / rows.len() as f64;
            let alike = rows.iter().all(|&row| self.values[row as usize] == self.values[rows[0] as usize]);
            let cut = if rows.len() < 2 * self.leaf || alike { None } else { self.cut(rows, total) };
            let Some((input, threshold, gain)) = cut else {
                for &row in &unseen[first..last] {
                    let (sum, times) = &mut self.seen[row as usize];
                    *sum += mean;
                    *times += 1;
                }
                continue;
            };
            self.gains[input] += gain;
            let column = &self.columns[input];
            let middle = start + part(&mut drawn[start..end], |row| column[row as usize] <= threshold);
            let between = first + part(&mut unseen[first..last], |row| column[row as usize] <= threshold);
            nodes.push((middle, end, between, last));
            nodes.push((start, middle, first, between));
        }
    }

    /// The best of random cuts along some inputs that vary here, with the drop in the sum of squares.
    fn cut(&mut self, rows: &[u32], total: f64) -> Option<(usize, f64, f64)> {
        let mut inputs: Vec<usize> = (0..self.columns.len()).collect();
        let values: Vec<f64> = rows.iter().map(|&row| self.values[row as usize]).collect();
        let mut here: Vec<f64> = Vec::with_capacity(rows.len());
        let (mut best, mut tried, mut left) = (None, 0, inputs.len());
        while tried < self.tried && left > 0 {
            let pick = ((self.uniform() * left as f64) as usize).min(left - 1);
            left -= 1;
            inputs.swap(pick, left);
            let input = inputs[left];
            let column = &self.columns[input];
            here.clear();
            here.extend(rows.iter().map(|&row| column[row as usize]));
            let (low, high) = here.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (v.min(l), v.max(h)));
            if low == high {
                continue;
            }
            tried += 1;
            let threshold = (low + (high - low) * self.uniform()).min(high.next_down());
            let (mut n, mut below) = (0_usize, 0.0);
            // Without a branch: a random cut is a coin toss to the processor.
            for (v, value) in here.iter().zip(&values) {
                let inside = *v <= threshold;
                n += usize::from(inside);
                below += if inside { *value } else { 0.0 };
            }
            let above = total - below;
            let rest = rows.len() - n;
            if n < self.leaf || rest < self.leaf {
                continue;
            }
            let gain = below * below / n as f64 + above * above / rest as f64 - total * total / rows.len() as f64;
            if best.is_none_or(|(_, _, top)| gain > top) {
                best = Some((input, threshold, gain));
            }
        }
        best.filter(|(_, _, gain)| *gain > 0.0)
    }
}

/// Moves rows that satisfy the test to the front; returns how many.
fn part(rows: &mut [u32], test: impl Fn(u32) -> bool) -> usize {
    let mut front = 0;
    for at in 0..rows.len() {
        if test(rows[at]) {
            rows.swap(front, at);
            front += 1;
        }
    }
    front
}
