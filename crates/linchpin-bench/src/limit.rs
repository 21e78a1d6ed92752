//! The same models written by hand over vectors, with everything in registers that fits: what no interpreter can beat.
//!
//! Comes in: parameters, `[parameter][future]`. Goes out: the variable asked for at the stop. The elementary functions are
//! the engine's, without their special cases, which do not occur here. Futures come in whole vectors.

use std::ops::{Add, Div, Mul, Sub};

use linchpin_core::elementary::{exp_plain, pow_plain};
use linchpin_core::lanes::select;
use linchpin_core::multiversion;

use crate::equations::{DEBT_EFFECT, ECONOMIES};

/// Futures side by side.
#[derive(Clone, Copy)]
struct V<const W: usize>([f64; W]);

macro_rules! operator {
    ($($name:ident $function:ident $sign:tt)*) => {$(
        impl<const W: usize> $name for V<W> {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: Self) -> Self {
                let mut out = [0.0; W];
                for i in 0..W {
                    out[i] = self.0[i] $sign other.0[i];
                }
                V(out)
            }
        }
    )*};
}

operator! { Add add + Sub sub - Mul mul * Div div / }

macro_rules! each {
    (|$a:ident $(, $b:ident)*| $body:expr) => {{
        let mut out = [0.0; W];
        for i in 0..W {
            let $a = $a.0[i];
            $(let $b = $b.0[i];)*
            out[i] = $body;
        }
        V(out)
    }};
}

#[inline(always)]
fn all<const W: usize>(x: f64) -> V<W> {
    V([x; W])
}

/// A long function of all economies at once: over so many numbers the compiler keeps a loop of vectors.
macro_rules! for_all {
    ($name:ident, |$($x:ident),+| $body:expr) => {
        #[inline(always)]
        fn $name<const W: usize>($($x: &[V<W>; ECONOMIES]),+) -> [V<W>; ECONOMIES] {
            $(
                let mut copy = [[0.0; W]; ECONOMIES];
                for at in 0..ECONOMIES {
                    copy[at] = $x[at].0;
                }
                let $x = copy;
            )+
            let mut out = [[0.0; W]; ECONOMIES];
            for i in 0..ECONOMIES * W {
                $(let $x = $x.as_flattened()[i];)+
                out.as_flattened_mut()[i] = $body;
            }
            let mut all = [V([0.0; W]); ECONOMIES];
            for at in 0..ECONOMIES {
                all[at] = V(out[at]);
            }
            all
        }
    };
}

for_all!(exp, |x| exp_plain(x));
for_all!(pow, |x, y| pow_plain(x, y));

#[inline(always)]
fn least<const W: usize>(x: V<W>, y: V<W>) -> V<W> {
    each!(|x, y| select(x < y, x, y))
}

#[inline(always)]
fn greatest<const W: usize>(x: V<W>, y: V<W>) -> V<W> {
    each!(|x, y| select(x > y, x, y))
}

#[inline(always)]
fn load<const W: usize>(values: &[f64], first: usize) -> V<W> {
    let mut out = [0.0; W];
    out.copy_from_slice(&values[first..first + W]);
    V(out)
}

#[inline(always)]
fn epidemic<const W: usize>(out: &mut [f64], drawn: &[Vec<f64>]) {
    let (n, dt) = (all::<W>(10_000.0), all::<W>(0.125));
    for first in (0..out.len()).step_by(W) {
        let (contacts, infectivity) = (load::<W>(&drawn[0], first), load::<W>(&drawn[1], first));
        let (duration, waning) = (load::<W>(&drawn[2], first), load::<W>(&drawn[3], first));
        let pressure = contacts * infectivity;
        let (mut s, mut i, mut r) = (all::<W>(9999.0), all::<W>(1.0), all::<W>(0.0));
        for _ in 0..800 {
            let infection = s * (pressure * (i / n));
            let recovery = i / duration;
            let loss = r * waning;
            s = s + dt * (loss - infection);
            i = i + dt * (infection - recovery);
            r = r + dt * (recovery - loss);
        }
        out[first..first + W].copy_from_slice(&i.0);
    }
}

multiversion! {
    /// The epidemic, eight futures side by side.
    pub fn epidemic_8(out: &mut [f64], drawn: &[Vec<f64>]) {
        epidemic::<8>(out, drawn)
    }
}

multiversion! {
    /// The epidemic, sixteen futures side by side.
    pub fn epidemic_16(out: &mut [f64], drawn: &[Vec<f64>]) {
        epidemic::<16>(out, drawn)
    }
}

#[inline(always)]
fn debt_effect<const W: usize>(x: V<W>) -> V<W> {
    each!(|x| {
        let points = DEBT_EFFECT;
        let mut y = points[0].1;
        for piece in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (piece[0], piece[1]);
            y = select(x >= x0, y0 + (y1 - y0) * ((x - x0) / (x1 - x0)), y);
        }
        let (end, last) = points[points.len() - 1];
        select(x >= end, last, y)
    })
}

#[inline(always)]
fn economies<const W: usize, const ARITHMETIC: bool>(out: &mut [f64], drawn: &[Vec<f64>]) {
    const N: usize = ECONOMIES;
    let c = |x: f64| all::<W>(x);
    let dt = c(0.125);
    for first in (0..out.len()).step_by(W) {
        let p = |at: usize| load::<W>(&drawn[at], first);
        let (alpha, learn, k_threat, share_max, rate) = (p(0), p(1), p(2), p(3), p(4));
        let (mut capital, mut forces, mut tech, mut debt) = ([c(0.0); N], [c(0.0); N], [c(1.0); N], [c(0.5); N]);
        for at in 0..N {
            capital[at] = c(3.0 + 0.2 * at as f64);
            forces[at] = c(5.0 + at as f64);
        }
        let fewer = c(0.0) - learn;
        let spread = share_max - c(0.01);
        for step in 0..=400 {
            let time = f64::from(step) * 0.125;
            let (held, known) = (forces, tech);
            let (mut powered, mut odds, mut size) = ([c(0.0); N], [c(0.0); N], [c(0.0); N]);
            let (mut threat, mut risk) = ([c(0.0); N], [c(0.0); N]);
            for at in 0..N {
                let (left, right) = ((at + N - 1) % N, (at + 1) % N);
                threat[at] = c(0.6) * held[left] + c(0.4) * held[right];
                let ratio = threat[at] / (held[at] + c(0.001));
                if ARITHMETIC {
                    powered[at] = capital[at] * (c(1.0) + alpha) / (capital[at] + c(3.0));
                    odds[at] = c(1.0) / (c(1.0) + k_threat * ratio);
                    size[at] = c(1.0) / (c(1.0) + learn * held[at] / c(100.0));
                } else {
                    odds[at] = c(0.0) - k_threat * (ratio - c(1.0));
                    size[at] = c(1.0) + held[at] / c(100.0);
                }
            }
            if !ARITHMETIC {
                powered = pow(&capital, &[alpha; N]);
                odds = exp(&odds);
                size = pow(&size, &[fewer; N]);
            }
            for at in 0..N {
                let i = at as f64;
                let right = (at + 1) % N;
                let growth = (0.005 + 0.001 * i) * time;
                let growth = if ARITHMETIC { 1.0 + growth } else { exp_plain(growth) };
                let labour = c((1.0 + 0.1 * i) * growth);
                let output = known[at] * powered[at] * labour;
                let share = least(c(0.1), c(0.01) + spread / (c(1.0) + odds[at]));
                let budget = output * share * debt_effect(debt[at] / output);
                let procurement = budget * c(0.4);
                let upkeep = budget - procurement;
                let need = held[at] * c(0.02);
                let shortfall = greatest(c(0.0), need - upkeep);
                let readiness = c(1.0) - least(c(1.0), shortfall / (need + c(0.001)));
                let unit_cost = c(0.1) * size[at];
                let deterrence = readiness * held[at] / (threat[at] + c(0.001));
                risk[at] = if ARITHMETIC { c(1.0) / (c(1.0) + c(2.0) * deterrence) } else { c(0.0) - c(2.0) * deterrence };
                let deficit = budget + debt[at] * rate + c(0.25) * output - output * c(0.3);
                let limit = c(0.1) * output;
                let crisis: V<W> = each!(|deficit, limit| select(deficit > limit, 1.0, 0.0));
                let borrow = greatest(deficit, c(0.0) - c(0.5) * debt[at]) * (c(1.0) - c(0.3) * crisis);
                let gain = known[at] * c(0.01 + 0.002 * i) * (c(1.0) + c(0.1) * (known[right] / known[at] - c(1.0)));
                capital[at] = capital[at] + dt * (c(0.22) * (output - budget) - capital[at] * c(0.05));
                forces[at] = held[at] + dt * (procurement / unit_cost - held[at] / c(20.0));
                tech[at] = known[at] + dt * gain;
                debt[at] = debt[at] + dt * borrow;
            }
            if !ARITHMETIC {
                risk = exp(&risk);
            }
            let mut total = risk[0];
            for &risk in &risk[1..] {
                total = total + risk;
            }
            if step == 400 {
                out[first..first + W].copy_from_slice(&total.0);
            }
        }
    }
}

macro_rules! versions {
    ($($name:ident $w:literal $arithmetic:literal)*) => {$(
        multiversion! {
            /// The economies, with so many futures side by side.
            pub fn $name(out: &mut [f64], drawn: &[Vec<f64>]) {
                economies::<$w, $arithmetic>(out, drawn)
            }
        }
    )*};
}

versions! { economies_4 4 false economies_8 8 false arithmetic_4 4 true arithmetic_8 8 true }
