//! Uncertainties that do not move alone: correlations and shares of a whole.
//!
//! Comes in: what the text declares, and points of a design, one number in [0, 1) per uncertainty. Goes out: points and
//! values that move together. Refuses: correlations that contradict one another or join too many, by naming the group. The language asks
//! here whether a model can be drawn, the samplers draw by it: one rule, one place.
//!
//! A sampler goes through three steps for each future: the design's point; [`Copula::couple`] on the coordinates of each
//! group of correlated uncertainties, which gives another point; then the quantile of each uncertainty there, and
//! [`Shares::divide`] for the members of each division in place of their quantiles. An uncertainty that stays at its default
//! takes no part: a copula is made of the correlations among those that vary, a division varies whole or not at all. A world,
//! a check or a setting that fixes an uncertainty fixes it alone: the others are drawn as if it had not been fixed.

use std::collections::HashMap;

use crate::diagnostic::Span;
use crate::distribution::{GREATEST_SHAPE, ln_gamma_quantile, normal_share};
use crate::elementary::{exp, normal_quantile};
use crate::evidence::Support;
use crate::model::{VarId, Words};

/// Two uncertainties that move together, by a Gaussian copula: each keeps its own distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// The two, as written.
    pub pair: (VarId, VarId),
    /// Correlation of the two after each is turned into a standard normal, between -1 and 1. Their rank correlation is
    /// 6/pi * arcsin(r/2), a little nearer to zero.
    pub r: f64,
    /// Title and longer text.
    pub words: Words,
    /// What it stands on.
    pub from: Vec<Support>,
    /// Where it is declared.
    pub span: Span,
}

/// Uncertainties that divide a whole: in every future they sum to one. They are drawn from a Dirichlet distribution whose means are
/// their defaults, so that each alone is a beta distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// The uncertainties, as written; two or more, each in one division only and in no correlation.
    pub members: Vec<VarId>,
    /// Their defaults: above zero, sum one.
    pub means: Vec<f64>,
    /// How close the shares stay to their defaults: the sum of the Dirichlet's parameters. The standard deviation of a share
    /// is the root of mean * (1 - mean) / (concentration + 1).
    pub concentration: f64,
    /// What it stands on.
    pub from: Vec<Support>,
    /// Where it is declared.
    pub span: Span,
}

impl Shares {
    /// A point of the design, one coordinate a member, to shares that sum to one, in place. Each member is a gamma draw at
    /// its own coordinate over the sum of all, so that no member is drawn before another. Source: Devroye 1986, XI.4.
    pub fn divide(&self, point: &mut [f64]) {
        // By logarithms, because a gamma draw of a small parameter may be too small for a number.
        for (x, mean) in point.iter_mut().zip(&self.means) {
            *x = ln_gamma_quantile(mean * self.concentration, inner(*x));
        }
        let top = point.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        point.iter_mut().for_each(|x| *x = exp(*x - top));
        let total: f64 = point.iter().sum();
        point.iter_mut().for_each(|x| *x /= total);
    }
}

/// Uncertainties that correlations join, with what couples them.
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    /// The uncertainties, by name: the first keeps the coordinate that the design gives it.
    pub members: Vec<VarId>,
    /// The correlation matrix's lower triangular root, row by row.
    root: Vec<Vec<f64>>,
}

impl Copula {
    /// A point of the design, one coordinate a member, to the coordinates of uncertainties that move together, in place.
    pub fn couple(&self, point: &mut [f64]) {
        let Some(&first) = point.first() else { return };
        point.iter_mut().for_each(|u| *u = normal_quantile(inner(*u)));
        // From the last on: each reads those before it.
        for (at, row) in self.root.iter().enumerate().rev() {
            point[at] = row.iter().zip(&*point).map(|(weight, z)| weight * z).sum();
        }
        point.iter_mut().for_each(|z| *z = normal_share(*z).min(GREATEST_BELOW_ONE));
        // To the bit: a stratified design stays stratified there.
        point[0] = first;
    }
}

/// Why a group of correlations cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No uncertainties have these correlations together.
    Contradiction(Vec<VarId>),
    /// More uncertainties than [`MOST_COUPLED`].
    TooMany(Vec<VarId>),
}

/// Uncertainties that one group may join: its root takes the cube of their number.
pub const MOST_COUPLED: usize = 300;

/// The greatest concentration of a division: beyond it the shares hardly move, and their draws lose digits.
pub const GREATEST_CONCENTRATION: f64 = GREATEST_SHAPE;

/// The groups that correlations join, each with its copula. A pair that no correlation names counts as uncorrelated. `name` gives
/// a variable's name, by which members are ordered: a statement may move in the text without moving a draw.
pub fn copulas<'n>(correlations: &[((VarId, VarId), f64)], name: impl Fn(VarId) -> &'n str) -> Result<Vec<Copula>, Unfit> {
    let mut groups: Vec<Vec<VarId>> = joined(correlations);
    for group in &mut groups {
        group.sort_by_key(|id| (name(*id), *id));
    }
    groups.sort_by_key(|group| group.first().map(|id| (name(*id), *id)));
    let place: HashMap<VarId, (usize, usize)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, members)| members.iter().enumerate().map(move |(at, id)| (*id, (group, at))))
        .collect();
    let mut pairs: Vec<Vec<(usize, usize, f64)>> = vec![Vec::new(); groups.len()];
    for ((a, b), r) in correlations {
        let ((group, a), (_, b)) = (place[a], place[b]);
        pairs[group].push((a.max(b), a.min(b), *r));
    }
    groups.into_iter().zip(pairs).map(|(members, pairs)| couple(members, &pairs)).collect()
}

/// Variables that correlations join, directly or by way of others.
fn joined(correlations: &[((VarId, VarId), f64)]) -> Vec<Vec<VarId>> {
    let mut groups: Vec<Vec<VarId>> = Vec::new();
    let mut group_of: HashMap<VarId, usize> = HashMap::new();
    for &((a, b), _) in correlations {
        let [a, b] = [a, b].map(|id| {
            *group_of.entry(id).or_insert_with(|| {
                groups.push(vec![id]);
                groups.len() - 1
            })
        });
        // The smaller group moves, so that nothing moves often.
        let (from, to) = if groups[a].len() < groups[b].len() { (a, b) } else { (b, a) };
        if from != to {
            let moved = std::mem::take(&mut groups[from]);
            group_of.extend(moved.iter().map(|id| (*id, to)));
            groups[to].extend(moved);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn couple(members: Vec<VarId>, pairs: &[(usize, usize, f64)]) -> Result<Copula, Unfit> {
    let n = members.len();
    if n > MOST_COUPLED {
        return Err(Unfit::TooMany(members));
    }
    let mut root: Vec<Vec<f64>> = (0..n).map(|row| vec![0.0; row + 1]).collect();
    (0..n).for_each(|row| root[row][row] = 1.0);
    for &(row, column, r) in pairs.iter().filter(|(row, column, _)| row != column) {
        root[row][column] = r;
    }
    // Cholesky's root, in place.
    for row in 0..n {
        for column in 0..=row {
            let before: f64 = (0..column).map(|k| root[row][k] * root[column][k]).sum();
            let rest = root[row][column] - before;
            if column < row {
                root[row][column] = rest / root[column][column];
            } else if rest > LEAST_PIVOT {
                root[row][row] = rest.sqrt();
            } else {
                return Err(Unfit::Contradiction(members));
            }
        }
    }
    Ok(Copula { members, root })
}

/// What is left of an uncertainty's variance when those before it are known: with less it is one of them in disguise.
const LEAST_PIVOT: f64 = 1e-9;

/// The greatest number below 1.
const GREATEST_BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

/// A coordinate with zero moved inside, where quantiles are finite.
fn inner(u: f64) -> f64 {
    // Half the least step of a draw of 53 bits.
    u.clamp(f64::EPSILON / 4.0, GREATEST_BELOW_ONE)
}

#[cfg(test)]
mod tests;
