//! The failures of one strategy with all boxes of the search, for a page on which a reader selects one.

use linchpin_core::diagnostic::Refusal;

pub use super::discovery::Found;
use super::discovery::{find, judged};
use super::finding::Said;
use super::ground::Ground;
use super::telling::condition;

/// Searches the failures of one strategy on the first measure that has a threshold.
pub fn failures(ground: &Ground<'_>, arm: usize) -> Result<Found, Refusal> {
    find(ground, arm, judged(ground)?)
}

impl Found {
    /// The condition that a box of the search stands for.
    pub fn when(&self, ground: &Ground<'_>, step: usize) -> Said {
        condition(ground, &self.trajectory.steps[step].region, self.whole(), &self.order_of(step))
    }
}
