//! The engine's own loops over lanes: events, moves of stocks, sums of rates.
//!
//! Rows come in whole vectors. They answer whether any lane needs a closer look; who looks closer is [`crate::watch`].

use linchpin_core::elementary::exp;
use linchpin_core::lanes::{Lanes, Operand, Words};
use linchpin_core::vectorised;

use crate::program::{Ends, Piece};

/// What [`scan_rates`] finds: whether any rate differs from zero (NaN does), and whether any is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub some: bool,
    pub negative: bool,
}

vectorised! {
    /// Looks through a row of rates.
    pub(crate) fn scan_rates<V>(rates: &[f64]) -> Found {
        let zero = V::all(0.0);
        let (mut some, mut negative) = (zero.less(zero), zero.less(zero));
        for rates in rates.chunks_exact(V::WIDTH) {
            let rates = V::read(rates);
            some = some | !rates.equal(zero);
            negative = negative | rates.less(zero);
        }
        Found { some: V::any(some), negative: V::any(negative) }
    }
}

vectorised! {
    /// 1/dt where the event happens, 0 where not, NaN where its rate is NaN.
    pub(crate) fn happens<V>(out: &mut [f64], uniform: &[f64], rate: Operand<'_>, dt: f64) {
        let lanes = out.chunks_exact_mut(V::WIDTH).zip(uniform.chunks_exact(V::WIDTH));
        let (dt, once) = (V::all(dt), V::all(1.0 / dt));
        match rate {
            Operand::Row(rates) => {
                for ((out, uniform), rates) in lanes.zip(rates.chunks_exact(V::WIDTH)) {
                    let (uniform, rates) = (V::read(uniform), V::read(rates));
                    let most = rates * dt;
                    let least = most - V::all(0.5) * most * most;
                    let certain = uniform.less(least - V::all(NEAR));
                    let decided = certain | (most + V::all(NEAR)).at_most(uniform);
                    let happened = if V::any(!decided) {
                        outcome(uniform, V::all(1.0) - exp(-rates * dt), once)
                    } else {
                        V::select(certain, once, V::all(0.0))
                    };
                    happened.write(out);
                }
            }
            Operand::Number(rate) => {
                let chance = V::all(1.0) - exp(-V::all(rate) * dt);
                for (out, uniform) in lanes {
                    outcome(V::read(uniform), chance, once).write(out);
                }
            }
        }
    }
}

/// 1 - exp(-x) lies between x - x^2/2 and x for x from 0 on, and what is computed for it within 4e-16 of it: a draw this far
/// below the one is an event and this far above the other none. NaN is neither. Few draws are so close that the chance must be
/// known, so hardly any vector of them needs an exponential.
const NEAR: f64 = 1e-15;

#[inline(always)]
fn outcome<V: Lanes>(uniform: V, chance: V, once: V) -> V {
    V::select(chance.is_nan(), chance, V::select(uniform.less(chance), once, V::all(0.0)))
}

/// Bits where a lane is outside its bounds or no finite number: where it is not what the bounds leave of it, which is the upper one
/// for NaN. A zero of the other sign than a bound's counts too.
#[inline(always)]
fn strays<V: Lanes>(value: V, (low, high): (V, V)) -> V::Words {
    value.to_bits() ^ value.lesser(high).greater(low).to_bits()
}

/// What stocks move by.
trait Rates: Copy {
    /// The rates of a vector of lanes, which begins at lane `at`.
    fn read<V: Lanes>(self, at: usize) -> V;
}

impl Rates for f64 {
    #[inline(always)]
    fn read<V: Lanes>(self, _at: usize) -> V {
        V::all(self)
    }
}

impl Rates for &[f64] {
    #[inline(always)]
    fn read<V: Lanes>(self, at: usize) -> V {
        V::read(&self[at..at + V::WIDTH])
    }
}

/// Two rows of which the sum counts.
#[derive(Clone, Copy)]
struct Sum<'a>(&'a [f64], &'a [f64]);

impl Rates for Sum<'_> {
    #[inline(always)]
    fn read<V: Lanes>(self, at: usize) -> V {
        self.0.read::<V>(at) + self.1.read::<V>(at)
    }
}

/// Two rows of which the difference counts.
#[derive(Clone, Copy)]
struct Difference<'a>(&'a [f64], &'a [f64]);

impl Rates for Difference<'_> {
    #[inline(always)]
    fn read<V: Lanes>(self, at: usize) -> V {
        self.0.read::<V>(at) - self.1.read::<V>(at)
    }
}

#[inline(always)]
fn moved<V: Lanes, R: Rates>(state: &mut [f64], rates: R, dt: f64, bounds: (f64, f64)) -> bool {
    let (dt, bounds) = (V::all(dt), (V::all(bounds.0), V::all(bounds.1)));
    let mut left = V::Words::all(0);
    for (state, at) in state.chunks_exact_mut(V::WIDTH).zip((0..).step_by(V::WIDTH)) {
        let next = V::read(state) + dt * rates.read::<V>(at);
        next.write(state);
        left = left | strays(next, bounds);
    }
    V::any(!V::no_bits(left))
}

vectorised! {
    /// Euler: every stock moves by dt times its rate. Says whether any left its bounds or is no finite number.
    pub(crate) fn advance<V>(state: &mut [f64], rate: Operand<'_>, dt: f64, bounds: (f64, f64)) -> bool {
        match rate {
            Operand::Row(rates) => moved::<V, _>(state, rates, dt, bounds),
            Operand::Number(rate) => moved::<V, _>(state, rate, dt, bounds),
        }
    }
}

vectorised! {
    /// `advance` by a sum.
    pub(crate) fn advance_by_sum<V>(state: &mut [f64], a: &[f64], b: &[f64], dt: f64, bounds: (f64, f64)) -> bool {
        moved::<V, _>(state, Sum(a, b), dt, bounds)
    }
}

vectorised! {
    /// `advance` by a difference.
    pub(crate) fn advance_by_difference<V>(state: &mut [f64], a: &[f64], b: &[f64], dt: f64, bounds: (f64, f64)) -> bool {
        moved::<V, _>(state, Difference(a, b), dt, bounds)
    }
}

vectorised! {
    /// Whether any value is outside its bounds or no finite number.
    pub(crate) fn leaves<V>(values: &[f64], low: f64, high: f64) -> bool {
        let bounds = (V::all(low), V::all(high));
        let mut left = V::Words::all(0);
        for values in values.chunks_exact(V::WIDTH) {
            left = left | strays(V::read(values), bounds);
        }
        V::any(!V::no_bits(left))
    }
}

vectorised! {
    /// out = base + by * rate.
    pub(crate) fn shifted<V>(out: &mut [f64], base: &[f64], rate: Operand<'_>, by: f64) {
        let lanes = out.chunks_exact_mut(V::WIDTH).zip(base.chunks_exact(V::WIDTH));
        match rate {
            Operand::Row(rates) => {
                for ((out, base), rates) in lanes.zip(rates.chunks_exact(V::WIDTH)) {
                    (V::read(base) + V::all(by) * V::read(rates)).write(out);
                }
            }
            Operand::Number(rate) => {
                let step = V::all(by * rate);
                for (out, base) in lanes {
                    (V::read(base) + step).write(out);
                }
            }
        }
    }
}

vectorised! {
    /// sum += weight * rate.
    pub(crate) fn gather<V>(sum: &mut [f64], rate: Operand<'_>, weight: f64) {
        match rate {
            Operand::Row(rates) => {
                for (sum, rates) in sum.chunks_exact_mut(V::WIDTH).zip(rates.chunks_exact(V::WIDTH)) {
                    (V::read(sum) + V::all(weight) * V::read(rates)).write(sum);
                }
            }
            Operand::Number(rate) => {
                let more = V::all(weight * rate);
                for sum in sum.chunks_exact_mut(V::WIDTH) {
                    (V::read(sum) + more).write(sum);
                }
            }
        }
    }
}

vectorised! {
    /// A table at each lane, by the same arithmetic as `linchpin_core::model::interpolate`. There is at least one piece;
    /// `ends` hold outside unless the end pieces go on.
    pub(crate) fn interpolated<V>(out: &mut [f64], xs: &[f64], pieces: &[Piece], ends: Option<Ends>) {
        let Piece { x, y, dx, dy } = pieces[0];
        let first = [V::all(x), V::all(y), V::all(dx), V::all(dy)];
        for (out, xs) in out.chunks_exact_mut(V::WIDTH).zip(xs.chunks_exact(V::WIDTH)) {
            let x = V::read(xs);
            let [mut x0, mut y0, mut dx, mut dy] = first;
            for piece in &pieces[1..] {
                let beyond = V::all(piece.x).at_most(x);
                x0 = V::select(beyond, V::all(piece.x), x0);
                y0 = V::select(beyond, V::all(piece.y), y0);
                dx = V::select(beyond, V::all(piece.dx), dx);
                dy = V::select(beyond, V::all(piece.dy), dy);
            }
            let mut y = y0 + dy * ((x - x0) / dx);
            if let Some(Ends { low, high }) = ends {
                y = V::select(x.at_most(V::all(low.0)), V::all(low.1), y);
                y = V::select(V::all(high.0).at_most(x), V::all(high.1), y);
            }
            V::select(x.is_nan(), V::all(f64::NAN), y).write(out);
        }
    }
}
