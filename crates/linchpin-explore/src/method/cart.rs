//! CART: a tree of cuts that parts futures of interest from the others, and its leaves as boxes.
//!
//! Comes in: inputs of any kind and marks. Goes out: the leaves from left to right, with coverage, density and mass.
//! Refuses: marks that are all alike, a least leaf that leaves no cut. A future with a missing value is left out and counted.
//!
//! The conventions are those of scikit-learn through EMA Workbench: cuts midway between neighbours in single precision,
//! no cut between values closer than 1e-7. Where cuts are equally good, an input that the box restricts already is cut again,
//! which keeps rules short; else the earlier input, and the lower value (there: a random one).
//! A category is cut off alone; a leaf on its side holds this category only.

mod unseen;

pub use unseen::{Grow, Unseen, ends, interval, unseen};

use linchpin_core::diagnostic::Refusal;

use super::region::{Cases, Input, Kind, Limit, Region};
use super::{Method, Needs};

/// The row of this method.
pub const CART: Method = Method {
    name: "cart",
    doc: "A tree of cuts through input ranges that parts the futures of interest from the others; each leaf is a box.",
    source: "Breiman, Friedman, Olshen & Stone 1984; Lempert, Bryant & Bankes 2008",
    needs: Needs::Futures,
    independent: false,
    refuses: &[
        "no future of interest, or every future",
        "a least mass of one half or more",
        "an input of more than 64 categories",
    ],
};

/// One leaf of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// Its limits; a cut belongs to both sides, as the ranges include their ends.
    pub region: Region,
    /// Restricted inputs, rising.
    pub restricted: Vec<usize>,
    /// Futures within.
    pub n: usize,
    /// Futures of interest within.
    pub k: usize,
    /// Share of all futures of interest that lie within.
    pub coverage: f64,
    /// Share of the futures within that are of interest.
    pub density: f64,
    /// Share of all futures that lie within.
    pub mass: f64,
}

/// A tree's leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Cart {
    /// From left (below each cut) to right.
    pub leaves: Vec<Leaf>,
    /// Futures used.
    pub futures: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

impl Cart {
    /// The region that holds all leaves.
    pub fn whole(&self) -> Region {
        let mut limits = self.leaves.first().map(|leaf| leaf.region.limits.clone()).unwrap_or_default();
        for leaf in &self.leaves {
            for (whole, limit) in limits.iter_mut().zip(&leaf.region.limits) {
                match (whole, limit) {
                    (Limit::Range { low, high }, Limit::Range { low: l, high: h }) => {
                        *low = low.min(*l);
                        *high = high.max(*h);
                    }
                    (Limit::Among(all), Limit::Among(some)) => {
                        all.extend(some.iter().copied());
                        all.sort_by(f64::total_cmp);
                        all.dedup();
                    }
                    _ => {}
                }
            }
        }
        Region { limits }
    }
}

/// Values nearer than this are not cut apart.
const NEAR: f32 = 1e-7;

/// Grows a tree whose leaves hold at least `mass_min` of the futures, until they are pure or cannot be cut.
pub fn cart(inputs: &[Input<'_>], marks: &[f64], mass_min: f64) -> Result<Cart, Refusal> {
    if !(mass_min > 0.0 && mass_min < 0.5) {
        return Err(Refusal::new(format!("`mass_min` is {mass_min}"), "give a share above 0 and below 0.5; 0.05 is usual"));
    }
    let cases = Cases::new("cart", inputs, marks)?;
    let whole = cases.whole(inputs)?;
    let least = ((mass_min * cases.marks.len() as f64) as usize).max(1);
    let features = Feature::all(inputs, &cases, &whole);
    let order = features.iter().map(|feature| feature.order()).collect();
    let mut tree = Tree {
        cases: &cases,
        features: &features,
        least,
        whole: &whole,
        side: vec![false; cases.marks.len()],
        regions: Vec::new(),
    };
    tree.grow(order, whole.clone());
    let of_interest = cases.marks.iter().filter(|&&mark| mark).count();
    let leaves = tree.regions.into_iter().map(|region| {
        let inside = |row: &usize| region.limits.iter().zip(&cases.columns).all(|(limit, column)| limit.holds(column[*row]));
        let rows: Vec<usize> = (0..cases.marks.len()).filter(inside).collect();
        let k = rows.iter().filter(|&&row| cases.marks[row]).count();
        Leaf {
            restricted: region.restricted(&whole),
            n: rows.len(),
            k,
            coverage: k as f64 / of_interest as f64,
            density: k as f64 / rows.len() as f64,
            mass: rows.len() as f64 / cases.marks.len() as f64,
            region,
        }
    });
    Ok(Cart { leaves: leaves.collect(), futures: cases.marks.len(), left_out: cases.complete.left_out })
}

/// What a cut can be made along: a number, or being of one category.
struct Feature {
    input: usize,
    category: Option<f64>,
    values: Vec<f32>,
}

impl Feature {
    fn all(inputs: &[Input<'_>], cases: &Cases<'_>, whole: &Region) -> Vec<Feature> {
        let mut all = Vec::new();
        for (input, kind) in inputs.iter().map(|input| input.kind).enumerate() {
            let column = &cases.columns[input];
            match (&whole.limits[input], kind) {
                (Limit::Among(categories), Kind::Category) => all.extend(categories.iter().map(|&category| {
                    let values = column.iter().map(|&v| f32::from(u8::from(v == category))).collect();
                    Feature { input, category: Some(category), values }
                })),
                _ => all.push(Feature { input, category: None, values: column.iter().map(|&v| v as f32).collect() }),
            }
        }
        all
    }

    fn order(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..self.values.len() as u32).collect();
        rows.sort_by(|&a, &b| self.values[a as usize].total_cmp(&self.values[b as usize]));
        rows
    }
}

struct Tree<'a> {
    cases: &'a Cases<'a>,
    features: &'a [Feature],
    least: usize,
    whole: &'a Region,
    /// Scratch: true for a row that goes left.
    side: Vec<bool>,
    regions: Vec<Region>,
}

impl Tree<'_> {
    /// Cuts a node, or keeps it as a leaf. `order` holds its rows in order of each feature. Its depth is bounded by the
    /// number of leaves, which is at most one by `mass_min`.
    fn grow(&mut self, order: Vec<Vec<u32>>, region: Region) {
        let n = order[0].len();
        let k = order[0].iter().filter(|&&row| self.cases.marks[row as usize]).count();
        let cut = if n < 2 * self.least || k == 0 || k == n { None } else { self.best(&order, n, k, &region) };
        let Some((feature, threshold)) = cut else { return self.regions.push(region) };
        let Feature { input, category, values } = &self.features[feature];
        for &row in &order[0] {
            self.side[row as usize] = f64::from(values[row as usize]) <= threshold;
        }
        let (mut left, mut right) = (region.clone(), region);
        match (&mut left.limits[*input], &mut right.limits[*input], category) {
            (Limit::Range { high, .. }, Limit::Range { low, .. }, _) => (*high, *low) = (threshold, threshold),
            (Limit::Among(without), Limit::Among(only), Some(category)) => {
                without.retain(|v| v != category);
                only.retain(|v| v == category);
            }
            _ => {}
        }
        let (mut below, mut above) = (Vec::with_capacity(order.len()), Vec::with_capacity(order.len()));
        for rows in order {
            let (low, high): (Vec<u32>, Vec<u32>) = rows.into_iter().partition(|&row| self.side[row as usize]);
            below.push(low);
            above.push(high);
        }
        self.grow(below, left);
        self.grow(above, right);
    }

    /// The cut that leaves the purest sides (Gini), by feature and threshold.
    fn best(&self, order: &[Vec<u32>], n: usize, k: usize, region: &Region) -> Option<(usize, f64)> {
        let mut best: Option<((f64, bool), usize, f64)> = None;
        for (at, (feature, rows)) in self.features.iter().zip(order).enumerate() {
            let value = |place: usize| feature.values[rows[place] as usize];
            let known = region.limits[feature.input] != self.whole.limits[feature.input];
            let (mut left, mut of_interest) = (0, 0);
            while left < n {
                // Go over values that are too near to be cut apart.
                of_interest += usize::from(self.cases.marks[rows[left] as usize]);
                left += 1;
                if left == n || value(left) <= value(left - 1) + NEAR || left < self.least || n - left < self.least {
                    continue;
                }
                let squares = |n: usize, k: usize| ((k * k + (n - k) * (n - k)) as f64) / n as f64;
                let purity = squares(left, of_interest) + squares(n - left, k - of_interest);
                if best.is_none_or(|(top, ..)| (purity, known) > top) {
                    let (low, high) = (f64::from(value(left - 1)), f64::from(value(left)));
                    let middle = low / 2.0 + high / 2.0;
                    best = Some(((purity, known), at, if middle == high { low } else { middle }));
                }
            }
        }
        best.map(|(_, feature, threshold)| (feature, threshold))
    }
}
