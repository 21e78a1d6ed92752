//! How likely each limit of a box is to be chance.
//!
//! Comes in: a box and the futures that remained when its search began. Goes out: one-sided binomial tests, by limit.

use super::binomial::at_least;
use super::{Limit, QuasiP, Search, State};

impl Search<'_> {
    /// For each side of each restricted input: the chance of `state.k` or more futures of interest among `state.n`, if
    /// their share were that of the box without this side. One pass: a future counts for a side that alone keeps it out.
    pub(super) fn quasi_p(&self, remaining: &[bool], state: &State) -> Vec<QuasiP> {
        let restricted = state.region.restricted(&self.whole);
        let mut kept_out = vec![[(0_usize, 0_usize); 2]; restricted.len()];
        for row in (0..remaining.len()).filter(|&row| remaining[row]) {
            let mut outside =
                restricted.iter().enumerate().filter(|&(_, &at)| !state.region.limits[at].holds(self.cases.columns[at][row]));
            if let (Some((slot, &at)), None) = (outside.next(), outside.next()) {
                let above = matches!(state.region.limits[at], Limit::Range { high, .. } if self.cases.columns[at][row] > high);
                let count = &mut kept_out[slot][usize::from(above)];
                count.0 += 1;
                count.1 += usize::from(self.cases.marks[row]);
            }
        }
        let chance = |(n, k): (usize, usize)| {
            let share = (state.k + k) as f64 / (state.n + n) as f64;
            at_least(state.k, state.n, share)
        };
        let sides = restricted.iter().zip(kept_out).map(|(&input, [below, above])| {
            let (lower, upper) = match (&state.region.limits[input], &self.whole.limits[input]) {
                (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => (low != least, high != most),
                _ => (true, false),
            };
            QuasiP { input, lower: lower.then(|| chance(below)), upper: upper.then(|| chance(above)) }
        });
        sides.collect()
    }
}
