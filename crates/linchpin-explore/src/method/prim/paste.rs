//! The pasting phase: limits that peeling drew too tight are moved out again while the density rises.
//!
//! Comes in: the last peeled box. Goes out: further boxes, one a paste. A limit is moved to a quantile of the futures that
//! only this limit keeps out.

use super::{Candidate, Kind, Limit, Search, State, ranks};

/// Futures that one limit of a box keeps out, alone.
#[derive(Clone, Default)]
struct Neighbours {
    /// Value and mark of those below a range, or outside a set.
    below: Vec<(f64, bool)>,
    /// Value and mark of those above a range.
    above: Vec<(f64, bool)>,
    /// Futures within that lie on the lower limit, and on the upper.
    on: (usize, usize),
}

impl Search<'_> {
    pub(super) fn paste(&self, remaining: &[bool], states: &mut Vec<State>) {
        let Some(mut state) = states.last().cloned() else { return };
        loop {
            let restricted: Vec<usize> =
                self.turn.iter().copied().filter(|&at| state.region.limits[at] != self.whole.limits[at]).collect();
            // Pasting starts at real inputs: a box that restricts none of them is left as it was peeled.
            if !restricted.iter().any(|&at| self.kinds[at] == Kind::Real) {
                return;
            }
            let neighbours = self.neighbours(remaining, &state, &restricted);
            let mut candidates = Vec::new();
            for (&input, beside) in restricted.iter().zip(&neighbours) {
                self.candidates(input, beside, &state, &mut candidates);
            }
            let Some((at, worth)) = self.best(&state, &candidates) else { return };
            let chosen = candidates.swap_remove(at);
            let denser = chosen.k as f64 / chosen.n as f64 > state.k as f64 / state.n as f64;
            if self.mass(chosen.n) < self.options.mass_min || chosen.n <= state.n || worth <= 0.0 || !denser {
                return;
            }
            state.region.limits[chosen.input] = chosen.limit;
            (state.n, state.k) = (chosen.n, chosen.k);
            states.push(state.clone());
        }
    }

    fn neighbours(&self, remaining: &[bool], state: &State, restricted: &[usize]) -> Vec<Neighbours> {
        let mut all = vec![Neighbours::default(); restricted.len()];
        for row in (0..remaining.len()).filter(|&row| remaining[row]) {
            let mut outside =
                restricted.iter().enumerate().filter(|&(_, &at)| !state.region.limits[at].holds(self.cases.columns[at][row]));
            let mark = self.cases.marks[row];
            match (outside.next(), outside.next()) {
                (None, _) => {
                    for (beside, &at) in all.iter_mut().zip(restricted) {
                        if let Limit::Range { low, high } = state.region.limits[at] {
                            let value = self.cases.columns[at][row];
                            beside.on.0 += usize::from(value == low);
                            beside.on.1 += usize::from(value == high);
                        }
                    }
                }
                (Some((slot, &at)), None) => {
                    let value = self.cases.columns[at][row];
                    match state.region.limits[at] {
                        Limit::Range { high, .. } if value > high => all[slot].above.push((value, mark)),
                        _ => all[slot].below.push((value, mark)),
                    }
                }
                _ => {}
            }
        }
        all
    }

    fn candidates(&self, input: usize, beside: &Neighbours, state: &State, out: &mut Vec<Candidate>) {
        match (&state.region.limits[input], &self.whole.limits[input]) {
            (&Limit::Range { low, high }, &Limit::Range { low: least, high: most }) => {
                let integer = self.kinds[input] == Kind::Integer;
                // A range of whole numbers is closed: those on the limit are no neighbours of it, or it could never move.
                let on = if integer { (0, 0) } else { beside.on };
                let share = self.options.paste_alpha;
                let down = edge(&beside.below, low, on.0, 1.0 - share).unwrap_or(least);
                let up = edge(&beside.above, high, on.1, share).unwrap_or(most);
                let (down, up) = if integer { (down.ceil(), up.floor()) } else { (down, up) };
                for limit in [Limit::Range { low: down, high }, Limit::Range { low, high: up }] {
                    let added = beside.below.iter().chain(&beside.above).filter(|(value, _)| limit.holds(*value));
                    let (n, k) = added.fold((state.n, state.k), |(n, k), &(_, mark)| (n + 1, k + usize::from(mark)));
                    out.push(Candidate { input, limit, n, k });
                }
            }
            (Limit::Among(values), Limit::Among(all)) => {
                for &added in all.iter().filter(|value| !values.contains(value)) {
                    let new = beside.below.iter().filter(|(value, _)| *value == added);
                    let (n, k) = new.fold((state.n, state.k), |(n, k), &(_, mark)| (n + 1, k + usize::from(mark)));
                    let mut values = values.clone();
                    values.push(added);
                    values.sort_unstable_by(f64::total_cmp);
                    out.push(Candidate { input, limit: Limit::Among(values), n, k });
                }
            }
            _ => {}
        }
    }
}

/// A quantile of the neighbours and of the futures on the limit, stepping past ties towards the far side of the share.
fn edge(neighbours: &[(f64, bool)], limit: f64, on: usize, share: f64) -> Option<f64> {
    let mut values: Vec<f64> = neighbours.iter().map(|&(value, _)| value).collect();
    values.extend(std::iter::repeat_n(limit, on));
    values.sort_unstable_by(f64::total_cmp);
    let (mut below, mut above) = ranks(values.len().max(1), share);
    if values.is_empty() {
        return None;
    }
    if share > 0.5 {
        while values[below] == values[above] && below > 0 {
            below -= 1;
        }
    } else {
        while values[below] == values[above] && above < values.len() - 1 {
            above += 1;
        }
    }
    Some((values[below] + values[above]) / 2.0)
}
