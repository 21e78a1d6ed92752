//! A search among the inputs that differ most between futures of interest and the others.
//!
//! Comes in: the same as a search, and how many inputs may be restricted. Goes out: a trajectory over all inputs, in which
//! only the strongest are restricted. Refuses: what the search refuses. With hundreds of inputs chance offers a good peel
//! among those without effect at every step, and a box fills with them before it is narrow in those that matter.
//! Source: Kwakkel & Jaxa-Rozen 2016 (selection of inputs before PRIM); the distance is that of [`regional`].

use linchpin_core::diagnostic::Refusal;

use super::{Options, Trajectory, prim};
use crate::method::region::{Input, Limit};
use crate::method::regional::regional;

/// Finds one box among the `keep` inputs with the greatest distance between futures of interest and the others.
pub fn screened(inputs: &[Input<'_>], marks: &[f64], options: &Options, keep: usize) -> Result<Trajectory, Refusal> {
    if inputs.len() <= keep {
        return prim(inputs, marks, options);
    }
    let distances = regional(inputs, marks, 0, 0)?.inputs;
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by(|&a, &b| distances[b].distance.total_cmp(&distances[a].distance).then(a.cmp(&b)));
    let mut kept = order[..keep].to_vec();
    kept.sort_unstable();
    let some: Vec<Input<'_>> = kept.iter().map(|&at| inputs[at]).collect();
    let mut found = prim(&some, marks, options)?;
    // The other inputs are free: their limits are those of all futures.
    let free: Vec<Limit> = inputs.iter().map(whole).collect();
    for step in &mut found.steps {
        let mut limits = free.clone();
        for (&at, limit) in kept.iter().zip(step.region.limits.drain(..)) {
            limits[at] = limit;
        }
        step.region.limits = limits;
        step.restricted.iter_mut().for_each(|q| q.input = kept[q.input]);
    }
    Ok(found)
}

/// The limit that holds every value of an input.
fn whole(input: &Input<'_>) -> Limit {
    let finite = || input.values.iter().copied().filter(|v| v.is_finite());
    if input.kind != crate::method::region::Kind::Category {
        let (low, high) = finite().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (v.min(l), v.max(h)));
        return Limit::Range { low, high };
    }
    let mut values: Vec<f64> = finite().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    Limit::Among(values)
}
