//! Dominance: which policies no other beats on every criterion, and how much of the criteria's space a set covers.
//!
//! Comes in: values by policy and criterion. Goes out: fronts, who dominates whom, hypervolume. Refuses: values that are
//! missing, points of different length.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Better;

use super::{Method, Needs};

/// The row of this method.
pub const PARETO: Method = Method {
    name: "pareto",
    doc: "Policies that no other matches on every criterion and beats on one; the fronts behind them; the volume that they dominate.",
    source: "Pareto 1906; Goldberg 1989 (fronts); While, Bradstreet & Barone 2012 (hypervolume by exclusive parts)",
    needs: Needs::Points,
    independent: false,
    refuses: &["missing values", "points with different numbers of criteria"],
};

/// True when `a` is nowhere worse than `b` and somewhere better; a criterion without a direction
/// does not count.
pub fn dominates(a: &[f64], b: &[f64], better: &[Better]) -> bool {
    let judged = || a.iter().zip(b).zip(better).filter(|(_, good)| **good != Better::Neither);
    let pairs = || judged().map(|((a, b), good)| if *good == Better::Higher { (-a, -b) } else { (*a, *b) });
    pairs().all(|(a, b)| a <= b) && pairs().any(|(a, b)| a < b)
}

fn check(points: &[Vec<f64>], width: usize) -> Result<(), Refusal> {
    for (at, point) in points.iter().enumerate() {
        if point.len() != width {
            return Err(Refusal::new(
                format!("point {} has {} criteria, not {width}", at + 1, point.len()),
                "give every policy one value a criterion",
            ));
        }
        if let Some(criterion) = point.iter().position(|v| !v.is_finite()) {
            return Err(Refusal::new(
                format!("point {} has no value for criterion {}", at + 1, criterion + 1),
                "leave the policy out, or find why its runs are missing",
            ));
        }
    }
    Ok(())
}

/// Front of each point, from 0: front 0 is dominated by none, front 1 only by front 0, and so on. Equal points share one.
pub fn fronts(points: &[Vec<f64>], better: &[Better]) -> Result<Vec<usize>, Refusal> {
    check(points, better.len())?;
    let beaten_by: Vec<Vec<usize>> = points
        .iter()
        .map(|point| (0..points.len()).filter(|&other| dominates(&points[other], point, better)).collect())
        .collect();
    let mut front: Vec<Option<usize>> = vec![None; points.len()];
    for level in 0..points.len() {
        let free = |at: usize| front[at].is_none() && beaten_by[at].iter().all(|&other| front[other].is_some());
        let next: Vec<usize> = (0..points.len()).filter(|&at| free(at)).collect();
        if next.is_empty() {
            break;
        }
        next.into_iter().for_each(|at| front[at] = Some(level));
    }
    Ok(front.into_iter().map(|level| level.expect("dominance has no cycle, so every point gets a front")).collect())
}

/// Volume that the points dominate up to a reference point that is worse in every criterion; less is better in all.
/// Points that do not beat the reference everywhere add nothing.
pub fn hypervolume(points: &[Vec<f64>], reference: &[f64]) -> Result<f64, Refusal> {
    check(points, reference.len())?;
    if reference.is_empty() || reference.iter().any(|v| !v.is_finite()) {
        return Err(Refusal::new("the reference point is no point", "give one number a criterion, worse than every policy"));
    }
    // As distances below the reference: more is better, and volumes start from zero.
    let inside = points.iter().filter(|point| point.iter().zip(reference).all(|(v, r)| v < r));
    let depths: Vec<Vec<f64>> = inside.map(|point| point.iter().zip(reference).map(|(v, r)| r - v).collect()).collect();
    Ok(volume(kept(depths)))
}

/// Points that no other covers, each once, sorted by the last coordinate, greatest first.
fn kept(mut points: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    points.sort_by(|a, b| {
        b.iter().rev().zip(a.iter().rev()).map(|(x, y)| x.total_cmp(y)).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut kept: Vec<Vec<f64>> = Vec::with_capacity(points.len());
    for point in points {
        if !kept.iter().any(|other| other.iter().zip(&point).all(|(o, p)| o >= p)) {
            kept.push(point);
        }
    }
    kept
}

/// Volume of the union of boxes from the origin to each point, which must be mutually uncovered and sorted.
fn volume(points: Vec<Vec<f64>>) -> f64 {
    let width = points.first().map_or(0, Vec::len);
    if width <= 1 {
        return points.first().map_or(0.0, |point| point.iter().product());
    }
    if width == 2 {
        // Falling in the second coordinate, so rising in the first.
        let mut reached = 0.0;
        return points.iter().map(|point| (point[0] - std::mem::replace(&mut reached, point[0])) * point[1]).sum();
    }
    // Slices along the last coordinate: within one, the section is the union of all points that reach so far.
    let mut total = 0.0;
    for at in 0..points.len() {
        let own: f64 = points[at].iter().product();
        // What this point adds to those after it, which reach less far along the last coordinate.
        let limited = points[at + 1..].iter().map(|other| other.iter().zip(&points[at]).map(|(o, p)| o.min(*p)).collect());
        total += own - volume(kept(limited.collect()));
    }
    total
}
