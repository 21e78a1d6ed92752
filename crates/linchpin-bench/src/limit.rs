//! The same models written by hand over vectors, with everything in registers that fits: what no interpreter can beat.
//!
//! Comes in: parameters, `[parameter][future]`. Goes out: the variable asked for at the stop. The elementary functions are
//! the engine's, without their special cases, which do not occur here. Futures come in whole vectors, some of them side by side:
//! how many is best depends on the processor, so there are several versions.

use linchpin_core::elementary::{exp_plain, pow_plain};
use linchpin_core::lanes::Lanes;
use linchpin_core::vectorised;

use crate::equations::{DEBT_EFFECT, ECONOMIES};

#[inline(always)]
fn epidemic<V: Lanes, const SIDE: usize>(out: &mut [f64], drawn: &[Vec<f64>]) {
    let (n, dt) = (V::all(10_000.0), V::all(0.125));
    let mut first = 0;
    for out in out.chunks_exact_mut(SIDE * V::WIDTH) {
        let zero = [V::all(0.0); SIDE];
        let (mut pressure, mut duration, mut waning) = (zero, zero, zero);
        let (mut s, mut i, mut r) = ([V::all(9999.0); SIDE], [V::all(1.0); SIDE], zero);
        for at in 0..SIDE {
            let at_first = first + at * V::WIDTH;
            pressure[at] = V::read(&drawn[0][at_first..]) * V::read(&drawn[1][at_first..]);
            duration[at] = V::read(&drawn[2][at_first..]);
            waning[at] = V::read(&drawn[3][at_first..]);
        }
        for _ in 0..800 {
            for at in 0..SIDE {
                let infection = s[at] * (pressure[at] * (i[at] / n));
                let recovery = i[at] / duration[at];
                let loss = r[at] * waning[at];
                s[at] = s[at] + dt * (loss - infection);
                i[at] = i[at] + dt * (infection - recovery);
                r[at] = r[at] + dt * (recovery - loss);
            }
        }
        for at in 0..SIDE {
            i[at].write(&mut out[at * V::WIDTH..]);
        }
        first += SIDE * V::WIDTH;
    }
}

vectorised! {
    /// The epidemic, eight futures at a time.
    pub fn epidemic_1<V>(out: &mut [f64], drawn: &[Vec<f64>]) {
        epidemic::<V, 1>(out, drawn)
    }
}

vectorised! {
    /// The epidemic, sixteen futures at a time.
    pub fn epidemic_2<V>(out: &mut [f64], drawn: &[Vec<f64>]) {
        epidemic::<V, 2>(out, drawn)
    }
}

vectorised! {
    /// The epidemic, thirty-two futures at a time.
    pub fn epidemic_4<V>(out: &mut [f64], drawn: &[Vec<f64>]) {
        epidemic::<V, 4>(out, drawn)
    }
}

#[inline(always)]
fn debt_effect<V: Lanes>(x: V) -> V {
    let points = DEBT_EFFECT;
    let mut y = V::all(points[0].1);
    for piece in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (piece[0], piece[1]);
        let line = V::all(y0) + V::all(y1 - y0) * ((x - V::all(x0)) / V::all(x1 - x0));
        y = V::select(V::all(x0).at_most(x), line, y);
    }
    let (end, last) = points[points.len() - 1];
    V::select(V::all(end).at_most(x), V::all(last), y)
}

#[inline(always)]
fn economies<V: Lanes, const ARITHMETIC: bool>(out: &mut [f64], drawn: &[Vec<f64>]) {
    const N: usize = ECONOMIES;
    let dt = V::all(0.125);
    let mut first = 0;
    for out in out.chunks_exact_mut(V::WIDTH) {
        let (alpha, learn) = (V::read(&drawn[0][first..]), V::read(&drawn[1][first..]));
        let (k_threat, share_max) = (V::read(&drawn[2][first..]), V::read(&drawn[3][first..]));
        let rate = V::read(&drawn[4][first..]);
        let (mut capital, mut forces, mut tech, mut debt) =
            ([V::all(0.0); N], [V::all(0.0); N], [V::all(1.0); N], [V::all(0.5); N]);
        for at in 0..N {
            capital[at] = V::all(3.0 + 0.2 * at as f64);
            forces[at] = V::all(5.0 + at as f64);
        }
        let fewer = V::all(0.0) - learn;
        let spread = share_max - V::all(0.01);
        for step in 0..=400 {
            let time = f64::from(step) * 0.125;
            let (held, known) = (forces, tech);
            // Long functions of all economies one after the other: the processor overlaps them.
            let none = [V::all(0.0); N];
            let (mut threat, mut powered, mut odds, mut size, mut risk) = (none, none, none, none, none);
            for at in 0..N {
                let (left, right) = ((at + N - 1) % N, (at + 1) % N);
                threat[at] = V::all(0.6) * held[left] + V::all(0.4) * held[right];
                let ratio = threat[at] / (held[at] + V::all(0.001));
                odds[at] = if ARITHMETIC {
                    V::all(1.0) / (V::all(1.0) + k_threat * ratio)
                } else {
                    exp_plain(V::all(0.0) - k_threat * (ratio - V::all(1.0)))
                };
            }
            for at in 0..N {
                powered[at] = if ARITHMETIC {
                    capital[at] * (V::all(1.0) + alpha) / (capital[at] + V::all(3.0))
                } else {
                    pow_plain(capital[at], alpha)
                };
            }
            for at in 0..N {
                size[at] = if ARITHMETIC {
                    V::all(1.0) / (V::all(1.0) + learn * held[at] / V::all(100.0))
                } else {
                    pow_plain(V::all(1.0) + held[at] / V::all(100.0), fewer)
                };
            }
            for at in 0..N {
                let (i, right) = (at as f64, (at + 1) % N);
                let growth = (0.005 + 0.001 * i) * time;
                let growth = if ARITHMETIC { 1.0 + growth } else { exp_plain(growth) };
                let labour = V::all((1.0 + 0.1 * i) * growth);
                let output = known[at] * powered[at] * labour;
                let share = V::all(0.1).lesser(V::all(0.01) + spread / (V::all(1.0) + odds[at]));
                let budget = output * share * debt_effect(debt[at] / output);
                let procurement = budget * V::all(0.4);
                let upkeep = budget - procurement;
                let need = held[at] * V::all(0.02);
                let shortfall = V::all(0.0).greater(need - upkeep);
                let readiness = V::all(1.0) - V::all(1.0).lesser(shortfall / (need + V::all(0.001)));
                let unit_cost = V::all(0.1) * size[at];
                let deterrence = readiness * held[at] / (threat[at] + V::all(0.001));
                risk[at] = deterrence;
                let deficit = budget + debt[at] * rate + V::all(0.25) * output - output * V::all(0.3);
                let crisis = V::select((V::all(0.1) * output).less(deficit), V::all(1.0), V::all(0.0));
                let borrow = deficit.greater(V::all(0.0) - V::all(0.5) * debt[at]) * (V::all(1.0) - V::all(0.3) * crisis);
                let gain =
                    known[at] * V::all(0.01 + 0.002 * i) * (V::all(1.0) + V::all(0.1) * (known[right] / known[at] - V::all(1.0)));
                capital[at] = capital[at] + dt * (V::all(0.22) * (output - budget) - capital[at] * V::all(0.05));
                forces[at] = held[at] + dt * (procurement / unit_cost - held[at] / V::all(20.0));
                tech[at] = known[at] + dt * gain;
                debt[at] = debt[at] + dt * borrow;
            }
            for risk in &mut risk {
                *risk = if ARITHMETIC {
                    V::all(1.0) / (V::all(1.0) + V::all(2.0) * *risk)
                } else {
                    exp_plain(V::all(0.0) - V::all(2.0) * *risk)
                };
            }
            let mut total = risk[0];
            for &risk in &risk[1..] {
                total = total + risk;
            }
            if step == 400 {
                total.write(out);
            }
        }
        first += V::WIDTH;
    }
}

vectorised! {
    /// The economies.
    pub fn economies_powers<V>(out: &mut [f64], drawn: &[Vec<f64>]) {
        economies::<V, false>(out, drawn)
    }
}

vectorised! {
    /// The economies with arithmetic only.
    pub fn economies_arithmetic<V>(out: &mut [f64], drawn: &[Vec<f64>]) {
        economies::<V, true>(out, drawn)
    }
}
