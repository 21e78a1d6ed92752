//! What a page shows of explorations beyond findings: all boxes of a search, turning values, worlds, as plain numbers.
//!
//! Comes in: a ground. Goes out: numbers, without sentences. Refuses: what the analyses refuse.

use linchpin_core::diagnostic::Refusal;
use linchpin_explore::method::prim::{Flattery, Stability};

pub use super::discovery::{Found, density_interval};
use super::discovery::{again, find, judged, lost};
use super::finding::Said;
use super::ground::{Ground, Measure};
use super::telling::condition;
pub use super::tipping::Looked;
pub use super::worlds::{InWorlds, Place};
use super::{over_time, tipping, worlds};

/// Searches the failures of one strategy on the first measure that has a threshold, and looks whether the box comes back,
/// and what it loses in other futures.
pub fn failures(ground: &Ground<'_>, arm: usize) -> Result<(Found, Stability, Flattery), Refusal> {
    let found = find(ground, arm, failing(ground)?)?;
    ground.going()?;
    let again = again(ground, &found.failures)?;
    let lost = lost(ground, &found.failures);
    Ok((found, again, lost))
}

/// The measure whose failures are looked at.
pub fn failing<'g>(ground: &'g Ground<'_>) -> Result<&'g Measure, Refusal> {
    judged(ground)
}

impl Found {
    /// The condition that a box of the search stands for.
    pub fn when(&self, ground: &Ground<'_>, step: usize) -> Said {
        condition(ground, &self.trajectory.steps[step].region, self.whole(), &self.order_of(step))
    }
}

/// Where the preference between one strategy and the baseline turns, by measure.
pub type Turning = Vec<(Measure, Result<Vec<Looked>, Refusal>)>;

/// Looks for the values at which the preference turns.
pub fn turns(ground: &Ground<'_>, arm: usize) -> Result<Turning, Refusal> {
    ground.going()?;
    let one = |&measure: &&Measure| {
        let advantage = tipping::advantage(ground, arm, measure);
        (measure.clone(), tipping::looked(ground, measure, arm, &advantage))
    };
    Ok(tipping::turning(ground)?.iter().map(one).collect())
}

/// Runs the strategies in every world.
pub fn by_world(ground: &Ground<'_>) -> Result<InWorlds, Refusal> {
    worlds::in_worlds(ground)
}

/// Strategies of findings over time, one finding each.
pub fn over_time_of(ground: &Ground<'_>) -> Vec<usize> {
    over_time::arms(ground)
}

/// Dates of findings over time, in the model's unit of time.
pub fn dates(ground: &Ground<'_>) -> Vec<f64> {
    over_time::dates(ground.model).into_iter().map(|step| ground.model.time.at(step)).collect()
}
