//! Does the box come back when the futures are drawn again?
//!
//! Comes in: the same as a search, and how a box is chosen. Goes out: how often the same inputs are restricted, and how
//! much the boxes overlap. Refuses: what the search refuses.

use linchpin_core::diagnostic::Refusal;

use super::{Choice, Options, Step, Trajectory, prim};
use crate::analysis::{quantile, sorted};
use crate::method::region::Input;
use crate::method::resample::rows;

/// How often an input came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    /// Which input.
    pub input: usize,
    /// True when the box on all futures restricts it, and not by chance.
    pub in_box: bool,
    /// Resamples whose box restricts it on the same sides, or at all when the box on all futures does not.
    pub times: usize,
}

/// How stable a box is under resampling.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    /// Resamples that gave a box.
    pub resamples: usize,
    /// Resamples that gave none: the threshold was not reached, or no future of interest was drawn.
    pub without_box: usize,
    /// Resamples whose box restricts the same inputs on the same sides, not by chance.
    pub same: usize,
    /// Median over resamples of the futures in both boxes, as a share of those in either.
    pub overlap: f64,
    /// Inputs that some box restricts, in their order.
    pub inputs: Vec<Returned>,
}

/// A limit counts when chance alone would give it in fewer than this share of cases.
const BY_CHANCE: f64 = 0.05;

/// Inputs and sides that a box restricts beyond chance, rising.
fn sides(step: &Step) -> Vec<(usize, bool)> {
    let counts = |p: Option<f64>| p.is_some_and(|p| p < BY_CHANCE);
    let of = step.restricted.iter().flat_map(|q| [(q.input, false, q.lower), (q.input, true, q.upper)]);
    of.filter(|&(_, _, p)| counts(p)).map(|(input, upper, _)| (input, upper)).collect()
}

/// Draws the futures again, with replacement, and searches each resample with the same settings and choice.
pub fn stability(
    inputs: &[Input<'_>],
    marks: &[f64],
    options: &Options,
    choice: Choice,
    resamples: usize,
    seed: u64,
) -> Result<Stability, Refusal> {
    stability_of(inputs, marks, choice, (resamples, seed), &|inputs, marks| prim(inputs, marks, options))
}

/// How a box is searched: inputs and marks to a trajectory.
pub type Search<'a> = dyn Fn(&[Input<'_>], &[f64]) -> Result<Trajectory, Refusal> + 'a;

/// The same for any search: whatever it does before it peels is done again in every resample.
pub fn stability_of(
    inputs: &[Input<'_>],
    marks: &[f64],
    choice: Choice,
    (resamples, seed): (usize, u64),
    search: &Search<'_>,
) -> Result<Stability, Refusal> {
    let all = search(inputs, marks)?;
    let chosen = &all.steps[all.choose(choice)?];
    let wanted = sides(chosen);
    let futures = marks.len();
    let within = |step: &Step| (0..futures).map(|future| step.region.holds(inputs, future)).collect::<Vec<bool>>();
    let inside = within(chosen);
    let (mut found, mut same, mut overlaps) = (0, 0, Vec::new());
    let mut times = vec![0; inputs.len()];
    for resample in 0..resamples {
        let rows = rows(seed, resample, futures);
        let columns: Vec<Vec<f64>> = inputs.iter().map(|input| rows.iter().map(|&row| input.values[row]).collect()).collect();
        let drawn: Vec<Input<'_>> = inputs.iter().zip(&columns).map(|(input, values)| Input { values, ..*input }).collect();
        let drawn_marks: Vec<f64> = rows.iter().map(|&row| marks[row]).collect();
        let Ok(trajectory) = search(&drawn, &drawn_marks) else { continue };
        let Ok(step) = trajectory.choose(choice).map(|at| &trajectory.steps[at]) else { continue };
        found += 1;
        let got = sides(step);
        same += usize::from(got == wanted);
        for (input, times) in times.iter_mut().enumerate() {
            let of =
                |sides: &[(usize, bool)]| sides.iter().filter(|side| side.0 == input).map(|side| side.1).collect::<Vec<bool>>();
            let (before, now) = (of(&wanted), of(&got));
            *times += usize::from(!now.is_empty() && (before.is_empty() || before == now));
        }
        let (both, either) = inside
            .iter()
            .zip(within(step))
            .fold((0_usize, 0_usize), |(both, either), (&a, b)| (both + usize::from(a && b), either + usize::from(a || b)));
        overlaps.push(both as f64 / either as f64);
    }
    let returned = times.into_iter().enumerate().map(|(input, times)| Returned {
        input,
        in_box: wanted.iter().any(|s| s.0 == input),
        times,
    });
    Ok(Stability {
        resamples: found,
        without_box: resamples - found,
        same,
        overlap: quantile(&sorted(&overlaps), 0.5),
        inputs: returned.filter(|r| r.in_box || r.times > 0).collect(),
    })
}
