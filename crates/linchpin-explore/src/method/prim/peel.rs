//! The peeling phase: each step takes a slice off one side of one input, or one category.
//!
//! Comes in: the futures that remain. Goes out: the boxes, one a step. Every column is sorted once; a step walks in from
//! both ends of each column until the slice is counted, so it costs the slice and not the box.

use super::{Candidate, Kind, Limit, Search, State, ranks};

/// Rows still in the box: bit 0; and of interest: bit 1.
const IN: u8 = 1;
const OF_INTEREST: u8 = 2;

/// Columns in order, and who is still in.
struct Pile<'s> {
    search: &'s Search<'s>,
    alive: Vec<u8>,
    /// Rows in rising order of each number's column; some may be gone.
    sorted: Vec<Vec<u32>>,
    /// Rows in the box when the columns were last thinned.
    thinned: usize,
    /// Futures and futures of interest by category, of each input.
    counts: Vec<Vec<(usize, usize)>>,
}

impl Search<'_> {
    pub(super) fn peel(&self, remaining: &[bool], states: &mut Vec<State>) {
        let Some(mut state) = states.last().cloned() else { return };
        let mut pile = Pile::new(self, remaining, state.n);
        loop {
            let mut candidates = Vec::new();
            for &input in &self.turn {
                pile.candidates(input, &state, &mut candidates);
            }
            let Some((at, worth)) = self.best(&state, &candidates) else { return };
            let chosen = candidates.swap_remove(at);
            if self.mass(chosen.n) < self.options.mass_min || chosen.n >= state.n || worth <= 0.0 {
                return;
            }
            pile.remove(chosen.input, &chosen.limit, chosen.n);
            state.region.limits[chosen.input] = chosen.limit;
            (state.n, state.k) = (chosen.n, chosen.k);
            states.push(state.clone());
        }
    }
}

impl<'s> Pile<'s> {
    fn new(search: &'s Search<'s>, remaining: &[bool], n: usize) -> Self {
        let marks = &search.cases.marks;
        let state = |(&left, &mark): (&bool, &bool)| if left { IN | if mark { OF_INTEREST } else { 0 } } else { 0 };
        let alive: Vec<u8> = remaining.iter().zip(marks).map(state).collect();
        let rows: Vec<u32> = (0..alive.len() as u32).filter(|&row| alive[row as usize] != 0).collect();
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(rows.len());
        let sorted = (0..search.kinds.len()).map(|input| {
            if search.kinds[input] == Kind::Category {
                return Vec::new();
            }
            let column = &search.cases.columns[input];
            keyed.clear();
            keyed.extend(rows.iter().map(|&row| (rising_bits(column[row as usize]), row)));
            keyed.sort_unstable();
            keyed.iter().map(|&(_, row)| row).collect()
        });
        let sorted = sorted.collect();
        let counts = search.whole.limits.iter().zip(&search.codes).map(|(limit, codes)| match limit {
            Limit::Range { .. } => Vec::new(),
            Limit::Among(values) => {
                let mut counts = vec![(0, 0); values.len()];
                for (&code, &state) in codes.iter().zip(&alive) {
                    counts[code as usize].0 += usize::from(state & IN);
                    counts[code as usize].1 += usize::from(state & OF_INTEREST != 0);
                }
                counts
            }
        });
        Pile { counts: counts.collect(), search, alive, sorted, thinned: n }
    }

    fn value(&self, input: usize, row: u32) -> f64 {
        self.search.cases.columns[input][row as usize]
    }

    /// Rows of the box in order of one column, from below or from above.
    fn walk(&self, input: usize, from_above: bool) -> impl Iterator<Item = (u32, bool)> {
        let rows = &self.sorted[input];
        let last = rows.len().wrapping_sub(1);
        (0..rows.len()).filter_map(move |step| {
            let row = rows[if from_above { last - step } else { step }];
            let state = self.alive[row as usize];
            (state != 0).then_some((row, state & OF_INTEREST != 0))
        })
    }

    fn candidates(&self, input: usize, state: &State, out: &mut Vec<Candidate>) {
        match (&state.region.limits[input], self.search.kinds[input]) {
            (Limit::Among(values), _) => self.drop_categories(input, values, state, out),
            (&Limit::Range { low, high }, kind) => {
                for from_above in [true, false] {
                    let (cut, gone) = match kind {
                        Kind::Integer => self.slice_of_integers(input, state, if from_above { high } else { low }, from_above),
                        _ => self.slice(input, state, from_above),
                    };
                    let limit = if from_above { Limit::Range { low, high: cut } } else { Limit::Range { low: cut, high } };
                    out.push(Candidate { input, limit, n: state.n - gone.0, k: state.k - gone.1 });
                }
            }
        }
    }

    /// The value midway between two neighbours, past which the slice lies, and what is in the slice.
    fn slice(&self, input: usize, state: &State, from_above: bool) -> (f64, (usize, usize)) {
        let share = if from_above { 1.0 - self.search.options.peel_alpha } else { self.search.options.peel_alpha };
        let (below, above) = ranks(state.n, share);
        // The rank that a walk from this end meets first; the other neighbour is the next value that differs.
        let near = if from_above { state.n - 1 - above } else { below };
        let (mut gone, mut met) = ((0, 0), f64::NAN);
        for (rank, (row, of_interest)) in self.walk(input, from_above).enumerate() {
            if rank == near {
                met = self.value(input, row);
            } else if rank > near && self.value(input, row) != met {
                let cut = (met + self.value(input, row)) / 2.0;
                // With no number in between, the mean is one of the two: if it is the near one, that one stays in.
                return if cut == met { (cut, self.beyond(input, met, from_above)) } else { (cut, gone) };
            }
            gone = (gone.0 + 1, gone.1 + usize::from(of_interest));
        }
        // One value to the other end: only what lies beyond it can go.
        (met, self.beyond(input, met, from_above))
    }

    /// What a walk from one end meets before a value.
    fn beyond(&self, input: usize, value: f64, from_above: bool) -> (usize, usize) {
        let rows = self.walk(input, from_above).take_while(|&(row, _)| self.value(input, row) != value);
        rows.fold((0, 0), |(n, k), (_, of_interest)| (n + 1, k + usize::from(of_interest)))
    }

    /// The same for whole numbers: the new limit is the first of them that stays.
    fn slice_of_integers(&self, input: usize, state: &State, limit: f64, from_above: bool) -> (f64, (usize, usize)) {
        let cut = self.slice(input, state, from_above).0.trunc();
        let (mut gone, mut last) = ((0, 0), limit);
        for (row, of_interest) in self.walk(input, from_above) {
            last = self.value(input, row);
            let stays = match (cut == limit, from_above) {
                (true, _) => last != limit,
                (false, true) => last <= cut,
                (false, false) => last >= cut,
            };
            if stays {
                return (last, gone);
            }
            gone = (gone.0 + 1, gone.1 + usize::from(of_interest));
        }
        (last, gone)
    }

    fn drop_categories(&self, input: usize, values: &[f64], state: &State, out: &mut Vec<Candidate>) {
        let Limit::Among(all) = &self.search.whole.limits[input] else { return };
        if values.len() < 2 {
            return;
        }
        for &dropped in values {
            let code = all.iter().position(|&value| value == dropped).unwrap_or(0);
            let (n, k) = self.counts[input][code];
            let kept = values.iter().copied().filter(|&value| value != dropped).collect();
            out.push(Candidate { input, limit: Limit::Among(kept), n: state.n - n, k: state.k - k });
        }
    }

    /// Takes out the rows that a new limit leaves out; `n` rows stay.
    fn remove(&mut self, input: usize, limit: &Limit, n: usize) {
        let gone: Vec<u32> = match limit {
            Limit::Range { .. } => {
                let outside = |&(row, _): &(u32, bool)| !limit.holds(self.value(input, row));
                let below = self.walk(input, false).take_while(outside);
                below.chain(self.walk(input, true).take_while(outside)).map(|(row, _)| row).collect()
            }
            Limit::Among(_) => {
                let rows = 0..self.alive.len() as u32;
                rows.filter(|&row| self.alive[row as usize] != 0 && !limit.holds(self.value(input, row))).collect()
            }
        };
        for (counts, codes) in self.counts.iter_mut().zip(&self.search.codes).filter(|(counts, _)| !counts.is_empty()) {
            for &row in &gone {
                let count = &mut counts[codes[row as usize] as usize];
                count.0 -= 1;
                count.1 -= usize::from(self.alive[row as usize] & OF_INTEREST != 0);
            }
        }
        gone.iter().for_each(|&row| self.alive[row as usize] = 0);
        // Walks pass over rows that are gone; beyond a third of them it is cheaper to thin the columns.
        if 3 * n < 2 * self.thinned {
            let alive = &self.alive;
            self.sorted.iter_mut().for_each(|rows| rows.retain(|&row| alive[row as usize] != 0));
            self.thinned = n;
        }
    }
}

/// Bits that rise with the number.
fn rising_bits(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}
