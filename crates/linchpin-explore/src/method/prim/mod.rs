//! PRIM: boxes in which the futures of interest are dense, peeled off step by step.
//!
//! Comes in: inputs of any kind and marks of the futures of interest. Goes out: the whole trajectory of boxes with
//! coverage, density and mass, and how likely each limit is to be chance. Refuses: marks that are all alike, settings that
//! peel nothing, a density that no box reaches. A future with a missing value is left out and counted.
//!
//! The conventions are those of EMA Workbench, so that trajectories agree: a limit lies midway between two neighbouring
//! values, quantiles step past ties, the first box holds exactly the data, peels are judged by the objective and then by
//! the number of inputs left free, real inputs come before integers and those before categories.

mod binomial;
mod flattery;
mod paste;
mod peel;
mod quasi_p;
mod rotate;
mod screen;
mod stability;

pub use flattery::{Flattery, flattery, interval};
pub use rotate::{Rotation, rotate};
pub use screen::screened;
pub use stability::{Returned, Stability, stability, stability_of};

use linchpin_core::diagnostic::Refusal;

use super::region::{Cases, Input, Kind, Limit, Region};
use super::{Method, Needs};

/// The row of this method.
pub const PRIM: Method = Method {
    name: "prim",
    doc: "Boxes of input ranges in which the futures of interest are dense: how many of them lie within (coverage) and how pure the box is (density).",
    source: "Friedman & Fisher 1999; Bryant & Lempert 2010 (quasi-p, trade-off); Kwakkel & Jaxa-Rozen 2016 (lenient objectives, mixed inputs); Dalal et al. 2013 (rotation)",
    needs: Needs::Futures,
    independent: false,
    refuses: &[
        "no future of interest, or every future",
        "marks other than 0, 1 and missing",
        "a density or coverage that no box reaches",
        "an input of more than 64 categories",
    ],
};

/// What a peel is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Gain in density by future given up.
    Lenient1,
    /// Gain in density by future given up, times the futures kept (Friedman & Fisher, equation 14.6).
    Lenient2,
    /// Density of the new box. Favours inputs of few values, which give up many futures at once.
    Original,
}

/// Settings of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// What a peel is judged by.
    pub objective: Objective,
    /// Share of the box that one peel takes off, above 0 and below one half; 0.05 is usual.
    pub peel_alpha: f64,
    /// Share of the neighbouring futures that one paste adds, above 0 and below one half.
    pub paste_alpha: f64,
    /// Least share of all futures in a box.
    pub mass_min: f64,
}

/// The settings of the literature: lenient objective, 5 % steps, 5 % of the futures at least.
pub const USUAL: Options = Options { objective: Objective::Lenient1, peel_alpha: 0.05, paste_alpha: 0.05, mass_min: 0.05 };

/// How likely the limits of one input are to be chance: the chance of at least as many futures of interest in the box if
/// its density were that of the box without this limit. `None` for a side without a limit; a set of categories is `lower`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuasiP {
    /// Which input.
    pub input: usize,
    /// For the lower limit, or the set of categories.
    pub lower: Option<f64>,
    /// For the upper limit.
    pub upper: Option<f64>,
}

/// One box of a trajectory.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its limits.
    pub region: Region,
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
    /// Restricted inputs with their quasi-p values, rising.
    pub restricted: Vec<QuasiP>,
}

/// Boxes from the whole down to the last peel, then the pastes.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// The boxes; the first holds all futures that remained.
    pub steps: Vec<Step>,
    /// All futures that count.
    pub futures: usize,
    /// Those of interest.
    pub of_interest: usize,
    /// Futures left out because a value is missing.
    pub left_out: usize,
}

/// Which box of a trajectory to take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// The last: the densest as a rule.
    Last,
    /// The greatest harmonic mean of coverage and density.
    Balanced,
    /// The greatest coverage among boxes of at least this density.
    Density(f64),
    /// The greatest density among boxes of at least this coverage.
    Coverage(f64),
    /// The most futures of interest beyond what a box of this size would hold by the overall share, among boxes that
    /// restrict at least one and at most so many inputs (Lavrac, Flach & Zupan 1999, weighted relative accuracy).
    Lift(usize),
}

impl Trajectory {
    /// Index of the chosen box; the earlier of equals. Refuses a threshold that no box reaches.
    pub fn choose(&self, choice: Choice) -> Result<usize, Refusal> {
        let balance = |step: &Step| 2.0 * step.coverage * step.density / (step.coverage + step.density);
        let among = |worth: &dyn Fn(&Step) -> f64, fits: &dyn Fn(&Step) -> bool| {
            let mut best: Option<(usize, f64)> = None;
            for (at, step) in self.steps.iter().enumerate().filter(|(_, step)| step.k > 0 && fits(step)) {
                if best.is_none_or(|(_, value)| worth(step) > value) {
                    best = Some((at, worth(step)));
                }
            }
            best.map(|(at, _)| at)
        };
        let found = match choice {
            Choice::Last => self.steps.len().checked_sub(1),
            Choice::Balanced => among(&balance, &|_| true),
            Choice::Density(least) => among(&|step| step.coverage, &|step| step.density >= least),
            Choice::Coverage(least) => among(&|step| step.density, &|step| step.coverage >= least),
            Choice::Lift(most) => {
                let base = self.of_interest as f64 / self.futures as f64;
                let few = |step: &Step| (1..=most).contains(&step.restricted.len());
                among(&|step| step.mass * (step.density - base), &few)
            }
        };
        found.ok_or_else(|| {
            let top = |value: fn(&Step) -> f64| self.steps.iter().map(value).fold(0.0, f64::max);
            let (word, asked, most) = match choice {
                Choice::Density(least) => ("density", least, top(|step| step.density)),
                Choice::Coverage(least) => ("coverage", least, top(|step| step.coverage)),
                Choice::Lift(most) => {
                    return Refusal::new(
                        format!("no box restricts {most} inputs or fewer"),
                        "let a box restrict more inputs, or be smaller (`mass_min`)",
                    );
                }
                Choice::Last | Choice::Balanced => ("balance", 0.0, 0.0),
            };
            Refusal::new(
                format!("no box has a {word} of {asked}; the most is {most:.3}"),
                "ask for less, or let boxes be smaller (`mass_min`)",
            )
        })
    }
}

/// Finds one box: peels from all futures, then pastes. Bits depend on the numbers only.
pub fn prim(inputs: &[Input<'_>], marks: &[f64], options: &Options) -> Result<Trajectory, Refusal> {
    let search = Search::new(inputs, marks, options)?;
    let remaining = vec![true; search.cases.marks.len()];
    Ok(search.find(&remaining))
}

/// Finds boxes one after another: each search leaves out the futures in the chosen box of those before. Ends early when
/// no future of interest remains, or when no box is left to choose.
pub fn cover(
    inputs: &[Input<'_>],
    marks: &[f64],
    options: &Options,
    boxes: usize,
    choice: Choice,
) -> Result<Vec<Trajectory>, Refusal> {
    let search = Search::new(inputs, marks, options)?;
    let mut remaining = vec![true; search.cases.marks.len()];
    let mut found: Vec<Trajectory> = Vec::new();
    while found.len() < boxes && remaining.iter().zip(&search.cases.marks).any(|(&left, &mark)| left && mark) {
        let trajectory = search.find(&remaining);
        let Ok(chosen) = trajectory.choose(choice) else { break };
        let region = &trajectory.steps[chosen].region;
        let futures = &search.cases.complete.rows;
        remaining.iter_mut().zip(futures).for_each(|(left, &future)| *left &= !region.holds(inputs, future));
        found.push(trajectory);
    }
    Ok(found)
}

/// A search over checked cases.
struct Search<'a> {
    cases: Cases<'a>,
    options: Options,
    kinds: Vec<Kind>,
    /// Inputs in the order in which peels and pastes are tried.
    turn: Vec<usize>,
    /// Categories by input as codes of rows; empty for numbers.
    codes: Vec<Vec<u8>>,
    whole: Region,
}

/// A box while it is searched, with what is known of it.
#[derive(Clone)]
struct State {
    region: Region,
    n: usize,
    k: usize,
}

impl<'a> Search<'a> {
    fn new(inputs: &[Input<'a>], marks: &[f64], options: &Options) -> Result<Self, Refusal> {
        let share = |name: &str, value: f64, below: f64| match value > 0.0 && value < below {
            true => Ok(()),
            false => Err(Refusal::new(
                format!("`{name}` is {value}"),
                format!("give a share above 0 and below {below}; 0.05 is usual"),
            )),
        };
        share("peel_alpha", options.peel_alpha, 0.5)?;
        share("paste_alpha", options.paste_alpha, 0.5)?;
        share("mass_min", options.mass_min, 1.0)?;
        let cases = Cases::new("prim", inputs, marks)?;
        let whole = cases.whole(inputs)?;
        let kinds: Vec<Kind> = inputs.iter().map(|input| input.kind).collect();
        let turn = [Kind::Real, Kind::Integer, Kind::Category]
            .into_iter()
            .flat_map(|kind| kinds.iter().enumerate().filter(move |(_, k)| **k == kind).map(|(at, _)| at))
            .collect();
        let codes = whole.limits.iter().zip(&cases.columns).map(|(limit, column)| match limit {
            Limit::Range { .. } => Vec::new(),
            Limit::Among(values) => {
                column.iter().map(|v| values.iter().position(|value| value == v).unwrap_or(0) as u8).collect()
            }
        });
        Ok(Search { codes: codes.collect(), cases, options: *options, kinds, turn, whole })
    }

    fn find(&self, remaining: &[bool]) -> Trajectory {
        let marks = &self.cases.marks;
        let n = remaining.iter().filter(|&&left| left).count();
        let k = remaining.iter().zip(marks).filter(|&(&left, &mark)| left && mark).count();
        let mut states = vec![State { region: self.whole.clone(), n, k }];
        self.peel(remaining, &mut states);
        self.paste(remaining, &mut states);
        let (futures, of_interest) = (marks.len(), marks.iter().filter(|&&mark| mark).count());
        let steps = states.into_iter().map(|state| {
            let restricted = self.quasi_p(remaining, &state);
            Step {
                coverage: state.k as f64 / of_interest as f64,
                density: state.k as f64 / state.n as f64,
                mass: state.n as f64 / futures as f64,
                region: state.region,
                n: state.n,
                k: state.k,
                restricted,
            }
        });
        Trajectory { steps: steps.collect(), futures, of_interest, left_out: self.cases.complete.left_out }
    }

    /// Worth of a change from `n`, `k` to `n_new`, `k_new`.
    fn worth(&self, (n, k): (usize, usize), (n_new, k_new): (usize, usize)) -> f64 {
        let old = k as f64 / n as f64;
        let new = if n_new > 0 { k_new as f64 / n_new as f64 } else { 0.0 };
        match self.options.objective {
            Objective::Original => {
                if n_new > 0 {
                    new
                } else {
                    -1.0
                }
            }
            _ if old == new => 0.0,
            Objective::Lenient1 => (new - old) / n.abs_diff(n_new) as f64,
            Objective::Lenient2 => n_new as f64 * (new - old) / n.abs_diff(n_new) as f64,
        }
    }

    /// Index of the best candidate: the greatest worth, then the most inputs left free, then the first.
    fn best(&self, state: &State, candidates: &[Candidate]) -> Option<(usize, f64)> {
        let free = self.whole.limits.iter().zip(&state.region.limits).filter(|(whole, limit)| whole == limit).count();
        let mut best: Option<(usize, f64, usize)> = None;
        for (at, candidate) in candidates.iter().enumerate() {
            let worth = self.worth((state.n, state.k), (candidate.n, candidate.k));
            let input = candidate.input;
            let was_free = usize::from(self.whole.limits[input] == state.region.limits[input]);
            let free = free - was_free + usize::from(self.whole.limits[input] == candidate.limit);
            if best.is_none_or(|(_, top, top_free)| worth > top || (worth == top && free > top_free)) {
                best = Some((at, worth, free));
            }
        }
        best.map(|(at, worth, _)| (at, worth))
    }

    fn mass(&self, n: usize) -> f64 {
        n as f64 / self.cases.marks.len() as f64
    }
}

/// A box that differs from the present one in one input.
struct Candidate {
    input: usize,
    limit: Limit,
    n: usize,
    k: usize,
}

/// The position `(n - 1) * share` among `n` sorted values: the ranks next to it.
fn ranks(n: usize, share: f64) -> (usize, usize) {
    let position = (n - 1) as f64 * share;
    (position.floor() as usize, position.ceil() as usize)
}
