//! How much more a tree's branches differ in the futures it was grown on than in others.
//!
//! Comes in: the same as a tree, and how one is grown. Goes out: what densities lose in futures that the tree has not seen.
//! Refuses: nothing; where no part of the futures grows a tree there is nothing to allow for.
//!
//! A tree cuts where luck helped it, so the branch that fails most fails less often in other futures, the one that fails least
//! more often. As with boxes (`prim::flattery`) trees are grown again in four fifths of the futures and counted in the fifth
//! that was left. All that is lost there is allowed for, not half of it as with boxes: a tree goes on cutting until branches
//! hold nothing but luck, however many futures there are.

use linchpin_core::diagnostic::Refusal;

use super::{Cart, Leaf};
use crate::analysis::{sum, wilson};
use crate::method::region::{Input, Limit, Region};
use crate::method::resample::parts;
use crate::method::rows::gather;

/// Grows a tree over some of the inputs, which it names by their places.
pub type Grow<'a> = dyn Fn(&[Input<'_>], &[f64]) -> Result<(Vec<usize>, Cart), Refusal> + Sync + 'a;

/// What branches lose of their density towards the share of all futures, as shares of 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Unseen {
    /// The branch that fails most.
    pub most: f64,
    /// The branch that fails least: how much more it fails in other futures.
    pub least: f64,
}

impl Unseen {
    /// What one branch loses, below zero where it gains: in proportion to how far it is from the share of all futures, beside
    /// the branch that is farthest on its side.
    pub fn of(&self, leaf: &Leaf, tree: &Cart) -> f64 {
        let all = tree.leaves.iter().map(|leaf| leaf.k).sum::<usize>() as f64
            / tree.leaves.iter().map(|leaf| leaf.n).sum::<usize>() as f64;
        let Some((most, least)) = ends(tree) else { return 0.0 };
        let part = |end: usize| (leaf.density - all) / (tree.leaves[end].density - all);
        match leaf.density {
            d if d > all => self.most * part(most),
            d if d < all => -self.least * part(least),
            _ => 0.0,
        }
    }
}

/// The leaf of the greatest density, and that of the least; of equals the one of most futures.
pub fn ends(tree: &Cart) -> Option<(usize, usize)> {
    let places = || 0..tree.leaves.len();
    let rank = |a: usize, b: usize| tree.leaves[a].density.total_cmp(&tree.leaves[b].density);
    let more = |a: usize, b: usize| tree.leaves[a].n.cmp(&tree.leaves[b].n);
    let most = places().max_by(|&a, &b| rank(a, b).then(more(a, b)))?;
    let least = places().min_by(|&a, &b| rank(a, b).then(more(b, a)))?;
    Some((most, least))
}

/// Grows trees in parts of the futures and counts their branches in the others.
pub fn unseen(inputs: &[Input<'_>], marks: &[f64], seed: u64, grow: &Grow<'_>) -> Unseen {
    let (mut most, mut least) = (Vec::new(), Vec::new());
    for (seen, unseen) in parts(seed, marks.len()) {
        let columns: Vec<Vec<f64>> = inputs.iter().map(|input| gather(input.values, &seen)).collect();
        let some: Vec<Input<'_>> = inputs.iter().zip(&columns).map(|(input, values)| Input { values, ..*input }).collect();
        let Ok((chosen, tree)) = grow(&some, &gather(marks, &seen)) else { continue };
        let Some((top, bottom)) = ends(&tree) else { continue };
        let whole = tree.whole();
        let count = |leaf: &Leaf| density(leaf, &whole, &chosen, inputs, marks, &unseen);
        most.extend(count(&tree.leaves[top]).map(|found| tree.leaves[top].density - found));
        least.extend(count(&tree.leaves[bottom]).map(|found| found - tree.leaves[bottom].density));
    }
    let mean = |lost: &[f64]| (sum(lost.iter().copied()) / lost.len().max(1) as f64).max(0.0);
    Unseen { most: mean(&most), least: mean(&least) }
}

/// The density of a leaf among futures that the tree has not seen; `None` where none of them is inside. A side that is not cut
/// goes on to the end of the range, beyond the last future that was seen.
fn density(leaf: &Leaf, whole: &Region, chosen: &[usize], inputs: &[Input<'_>], marks: &[f64], unseen: &[usize]) -> Option<f64> {
    let holds = |&place: &usize, future: usize| {
        let value = inputs[chosen[place]].values[future];
        match (&leaf.region.limits[place], &whole.limits[place]) {
            (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => {
                (low == least || *low <= value) && (high == most || value <= *high)
            }
            (limit, _) => limit.holds(value),
        }
    };
    let inside = |future: usize| leaf.restricted.iter().all(|place| holds(place, future));
    let known = unseen.iter().copied().filter(|&future| !marks[future].is_nan() && inside(future));
    let (n, k) = known.fold((0_usize, 0_usize), |(n, k), future| (n + 1, k + usize::from(marks[future] == 1.0)));
    (n > 0).then(|| k as f64 / n as f64)
}

/// By how much of the luck itself an interval is wider: a branch that fails often may owe all of it to luck, one that fails
/// seldom has little room below. Measured over 200 seeds (`./test --slow` looks whether intervals hold).
const WIDER: (f64, f64) = (1.0, 0.5);

/// The 95 % interval in other futures of a branch's density, of which `lost` is luck, below zero where luck took away:
/// Wilson's, moved by it, and wider by a part of it; what was counted lies within.
pub fn interval(leaf: &Leaf, lost: f64) -> (f64, f64) {
    let (low, high) = wilson(leaf.k, leaf.n);
    let luck = lost * if lost > 0.0 { WIDER.0 } else { WIDER.1 };
    let wider = |side: f64| (side * side + luck * luck).sqrt();
    let middle = leaf.density - lost;
    let (from, to) = (middle - wider(leaf.density - low), middle + wider(high - leaf.density));
    (from.min(leaf.density).max(0.0), to.max(leaf.density).min(1.0))
}
