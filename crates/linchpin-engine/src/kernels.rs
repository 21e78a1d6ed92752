//! The engine's own loops over lanes: events, moves of stocks, sums of rates.
//!
//! They answer whether any lane needs a closer look; who looks closer is [`crate::watch`].

use linchpin_core::elementary::exp;
use linchpin_core::lanes::{Operand, select};
use linchpin_core::multiversion;

use crate::program::{Ends, Piece};

multiversion! {
    /// Whether any rate differs from zero (bit 0; NaN does), and whether any is negative (bit 1).
    pub(crate) fn scan_rates(rates: &[f64], found: &mut u64) {
        let (mut some, mut negative) = (0_u64, 0_u64);
        for &rate in rates {
            some |= u64::from(rate != 0.0);
            negative |= u64::from(rate < 0.0);
        }
        *found = some | negative << 1;
    }
}

multiversion! {
    /// 1/dt where the event happens, 0 where not, NaN where its rate is NaN.
    pub(crate) fn happens(out: &mut [f64], uniform: &[f64], rate: Operand<'_>, dt: f64) {
        let n = out.len();
        let uniform = &uniform[..n];
        match rate {
            Operand::Row(rates) => {
                let rates = &rates[..n];
                for first in (0..n).step_by(STRETCH) {
                    let stretch = first..(first + STRETCH).min(n);
                    let (out, uniform, rates) = (&mut out[stretch.clone()], &uniform[stretch.clone()], &rates[stretch]);
                    let mut close = 0_u64;
                    for i in 0..out.len() {
                        let most = rates[i] * dt;
                        let least = most - 0.5 * most * most;
                        let certain = uniform[i] < least - NEAR;
                        out[i] = select(certain, 1.0 / dt, 0.0);
                        close |= u64::from(!(certain | (uniform[i] >= most + NEAR)));
                    }
                    if close != 0 {
                        for i in 0..out.len() {
                            out[i] = outcome(uniform[i], 1.0 - exp(-rates[i] * dt), dt);
                        }
                    }
                }
            }
            Operand::Number(rate) => {
                let chance = 1.0 - exp(-rate * dt);
                for i in 0..n {
                    out[i] = outcome(uniform[i], chance, dt);
                }
            }
        }
    }
}

/// Lanes taken together. For events they share the question whether any of them is so close that its chance must be known:
/// few are in one step, so hardly any needs an exponential.
const STRETCH: usize = 8;

/// 1 - exp(-x) lies between x - x^2/2 and x for x from 0 on, and what is computed for it within 4e-16 of it: a draw this far
/// below the one is an event and this far above the other none. NaN is neither.
const NEAR: f64 = 1e-15;

#[inline(always)]
fn outcome(uniform: f64, chance: f64, dt: f64) -> f64 {
    let value = if uniform < chance { 1.0 / dt } else { 0.0 };
    if chance.is_nan() { chance } else { value }
}

multiversion! {
    /// Euler: every stock moves by dt times its rate. Says whether any left its bounds or is no finite number.
    pub(crate) fn advance(state: &mut [f64], rate: Operand<'_>, dt: f64, low: f64, high: f64, outside: &mut bool) {
        let n = state.len();
        let mut left = 0_u64;
        match rate {
            Operand::Row(rates) => {
                let rates = &rates[..n];
                for i in 0..n {
                    let next = state[i] + dt * rates[i];
                    state[i] = next;
                    left |= u64::from(!((next >= low) & (next <= high)));
                }
            }
            Operand::Number(rate) => {
                let step = dt * rate;
                for x in state.iter_mut() {
                    let next = *x + step;
                    *x = next;
                    left |= u64::from(!((next >= low) & (next <= high)));
                }
            }
        }
        *outside = left != 0;
    }
}

macro_rules! advance_joined {
    ($(#[$meta:meta])* $name:ident $sign:tt) => {
        multiversion! {
            $(#[$meta])*
            pub(crate) fn $name(state: &mut [f64], a: &[f64], b: &[f64], dt: f64, bounds: (f64, f64), outside: &mut bool) {
                let n = state.len();
                let (a, b) = (&a[..n], &b[..n]);
                let mut left = 0_u64;
                for i in 0..n {
                    let next = state[i] + dt * (a[i] $sign b[i]);
                    state[i] = next;
                    left |= u64::from(!((next >= bounds.0) & (next <= bounds.1)));
                }
                *outside = left != 0;
            }
        }
    };
}

advance_joined! {
    /// `advance` by a sum.
    advance_by_sum +
}

advance_joined! {
    /// `advance` by a difference.
    advance_by_difference -
}

multiversion! {
    /// Whether any value is outside its bounds or no finite number.
    pub(crate) fn leaves(values: &[f64], low: f64, high: f64, outside: &mut bool) {
        let mut left = 0_u64;
        for &x in values {
            left |= u64::from(!((x >= low) & (x <= high)));
        }
        *outside = left != 0;
    }
}

multiversion! {
    /// out = base + by * rate.
    pub(crate) fn shifted(out: &mut [f64], base: &[f64], rate: Operand<'_>, by: f64) {
        let n = out.len();
        let base = &base[..n];
        match rate {
            Operand::Row(rates) => {
                let rates = &rates[..n];
                for i in 0..n {
                    out[i] = base[i] + by * rates[i];
                }
            }
            Operand::Number(rate) => {
                let step = by * rate;
                for i in 0..n {
                    out[i] = base[i] + step;
                }
            }
        }
    }
}

multiversion! {
    /// sum += weight * rate.
    pub(crate) fn gather(sum: &mut [f64], rate: Operand<'_>, weight: f64) {
        let n = sum.len();
        match rate {
            Operand::Row(rates) => {
                let rates = &rates[..n];
                for i in 0..n {
                    sum[i] += weight * rates[i];
                }
            }
            Operand::Number(rate) => {
                for x in sum.iter_mut() {
                    *x += weight * rate;
                }
            }
        }
    }
}

multiversion! {
    /// A table at each lane, by the same arithmetic as `linchpin_core::model::interpolate`. There is at least one piece;
    /// `ends` hold outside unless the end pieces go on.
    pub(crate) fn interpolated(out: &mut [f64], xs: &[f64], pieces: &[Piece], ends: Option<Ends>) {
        let n = out.len();
        for first in (0..n).step_by(STRETCH) {
            let lanes = (n - first).min(STRETCH);
            let mut x = [0.0; STRETCH];
            x[..lanes].copy_from_slice(&xs[first..first + lanes]);
            let mut on = [[pieces[0].x; STRETCH], [pieces[0].y; STRETCH], [pieces[0].dx; STRETCH], [pieces[0].dy; STRETCH]];
            for piece in &pieces[1..] {
                for i in 0..STRETCH {
                    let beyond = x[i] >= piece.x;
                    on[0][i] = if beyond { piece.x } else { on[0][i] };
                    on[1][i] = if beyond { piece.y } else { on[1][i] };
                    on[2][i] = if beyond { piece.dx } else { on[2][i] };
                    on[3][i] = if beyond { piece.dy } else { on[3][i] };
                }
            }
            let mut y = [0.0; STRETCH];
            for i in 0..STRETCH {
                y[i] = on[1][i] + on[3][i] * ((x[i] - on[0][i]) / on[2][i]);
            }
            if let Some(Ends { low, high }) = ends {
                for i in 0..STRETCH {
                    y[i] = if x[i] <= low.0 { low.1 } else { y[i] };
                    y[i] = if x[i] >= high.0 { high.1 } else { y[i] };
                }
            }
            for i in 0..STRETCH {
                y[i] = if x[i].is_nan() { f64::NAN } else { y[i] };
            }
            out[first..first + lanes].copy_from_slice(&y[..lanes]);
        }
    }
}
