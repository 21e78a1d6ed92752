//! Woven code computes what its steps say, whatever meets in it.

use super::tape::Two;
use super::*;
use crate::chance::Stream;
use crate::kernel;
use crate::lanes::quotient::tests::hard;
use crate::lanes::{Kernel, Vectors, vectors};

/// Numbers that tell operations apart: zeros of both signs, subnormals, infinities, NaN, and plain ones.
const TELLING: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    -2.5,
    1e308,
    -1e308,
    5e-324,
    -3e-310,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    7.0,
    1e-9,
    -123456.789,
];

fn filled(rows: usize, numbers: usize, lanes: usize, mut next: impl FnMut() -> f64) -> Arena {
    let mut arena = Arena::default();
    arena.shape(numbers, rows, lanes);
    (0..numbers).for_each(|at| arena.set(at, next()));
    for row in 0..rows as u32 {
        arena.row_mut(row).iter_mut().for_each(|x| *x = next());
    }
    arena
}

/// Which NaN it is differs between processors and means nothing.
fn bits(x: f64) -> u64 {
    if x.is_nan() { 1 } else { x.to_bits() }
}

/// Carries out a weave by code and lane by lane, and compares; where there is no code, only that nothing panics.
fn both_ways(weave: Weave, make: impl Fn() -> Arena, what: &str) {
    let (mut by_code, mut one_by_one) = (make(), make());
    let woven = Woven::new(vec![weave.clone()], &by_code);
    let strayed = by_code.weave(&woven, 0);
    assert_eq!(strayed, one_by_one.weave_lane_by_lane(&weave), "{what}");
    for row in 0..by_code.rows as u32 {
        for (lane, (a, b)) in by_code.row(row).iter().zip(one_by_one.row(row)).enumerate() {
            assert_eq!(bits(*a), bits(*b), "{what}: row {row}, lane {lane}: {a} is not {b}");
        }
    }
}

/// A system may forbid code that a program has written; where it does not, the tests below are about code.
#[cfg(target_arch = "x86_64")]
#[test]
fn this_machine_weaves_if_it_can() {
    let allowed = memmap2::MmapMut::map_anon(1).is_ok_and(|page| page.make_exec().is_ok());
    assert_eq!(weaves(), allowed && vectors() == Vectors::Avx512);
}

static RULES: &[Kernel] = &[
    kernel!(|a, b| a + b),
    kernel!(|a, b| a - b),
    kernel!(|a, b| a * b),
    kernel!(|a, b| a / b),
    kernel!(|a, b| a.lesser(b)),
    kernel!(|a, b| a.greater(b)),
    kernel!(|a| -a),
    kernel!(|a| a.abs()),
    kernel!(|a| a.sqrt()),
    kernel!(|a| a.floor()),
    kernel!(|a, b| a.copysign(b)),
    kernel!(|a, b, c| a.mul_add(b, c)),
    kernel!(|a| a.mul_add(a, a)),
    kernel!(|a, b| b.mul_add(a, b)),
    kernel!(|a, b, c, d| V::select(a.less(b), c, d)),
    kernel!(|a, b, c, d| V::select(a.at_most(b) | a.equal(c), d, c)),
    kernel!(|a, b, c| V::select(!a.is_nan() & b.less(c), a, V::all(0.5))),
    kernel!(|a| V::select(a.is_nan(), a, a.lesser(V::all(2.5)))),
    kernel!(|a| V::select(a.is_nan(), a, a.greater(V::all(-1.0)))),
    kernel!(|a| V::select(a.is_nan(), a, a.greater(V::all(0.0)))),
    kernel!(|a| V::select(a.is_nan(), a, V::all(-0.0).lesser(a))),
    kernel!(|a, b| V::select(a.is_nan() | b.is_nan(), V::all(f64::NAN), V::select(a.less(b), V::all(1.0), a))),
    kernel!(|a, b| {
        let number = V::all(3.0);
        V::select(number.is_nan() | a.is_nan(), b, V::select(!number.is_nan() & a.less(b), number, V::all(f64::NAN).lesser(a)))
    }),
    kernel!(|a, b| a.quotient(b, b.inverse())),
    kernel!(|a| {
        let seven = V::all(7.0);
        V::all(2.0) * a.quotient(seven, seven.inverse()) + a
    }),
    kernel!(|a, b| V::select(V::no_bits(a.to_bits() ^ b.to_bits()) & a.equal(a), a, V::all(2.0))),
    kernel!(|a, b| {
        use crate::lanes::Words;
        // The bits of NaN may differ between processors.
        let [a, b] = [a, b].map(|x| V::select(x.is_nan(), V::all(0.3), x));
        let (x, y) = (a.to_bits().right(12), b.to_bits().left(7));
        V::from_bits(x.plus(y).minus(x.product_of_halves(y)) & Words::all(0x7FDF_FFFF_FFFF_FFFF))
    }),
];

#[test]
fn every_operation_is_what_it_is_for_single_numbers() {
    let lanes = TELLING.len() * TELLING.len();
    for (which, rule) in RULES.iter().enumerate() {
        let make = || {
            let mut arena = Arena::default();
            arena.shape(0, 5, lanes);
            for (lane, (&a, &b)) in TELLING.iter().flat_map(|a| TELLING.iter().map(move |b| (a, b))).enumerate() {
                let all = [a, b, TELLING[lane * 7 % 16], TELLING[lane * 3 % 16]];
                all.iter().zip(0..).for_each(|(x, row)| arena.row_mut(row)[lane] = *x);
            }
            arena
        };
        let mut draft = Draft::default();
        let args: Vec<Value> = (0..rule.arity as u32).map(|row| draft.row(row)).collect();
        let out = draft.apply(rule, &args);
        draft.write(4, out);
        let weave = draft.finish();
        let (mut by_code, before) = (make(), make());
        by_code.weave(&Woven::new(vec![weave.clone()], &before), 0);
        for lane in 0..lanes {
            let args: Vec<f64> = (0..rule.arity as u32).map(|row| before.row(row)[lane]).collect();
            assert_eq!(bits(by_code.row(4)[lane]), bits(rule.of(&args)), "rule {which} of {args:?}");
        }
        both_ways(weave, make, &format!("rule {which}"));
    }
}

/// Long drafts at random: far more values at once than there are registers, rows overwritten while they are still read, stocks that
/// stray now and then.
#[test]
fn whatever_meets_gives_the_same_bits() {
    for seed in 0..2000 {
        let stream = Stream::new(seed, "drafts");
        let mut count = 0;
        let mut pick = |of: usize| {
            count += 1;
            (stream.uniform(0, 0, count) * of as f64) as usize
        };
        let (rows, numbers) = (3 + pick(40), 1 + pick(10));
        let mut draft = Draft::default();
        let mut values: Vec<Value> = (0..rows as u32).map(|row| draft.row(row)).collect();
        values.extend((0..numbers as u32).map(|number| draft.number(number)));
        let near = pick(2) == 0;
        for _ in 0..pick(400) {
            let rule = &RULES[pick(RULES.len())];
            let recent = values.len().saturating_sub(if near { 6 } else { 1000 });
            let args: Vec<Value> = (0..rule.arity).map(|_| values[recent + pick(values.len() - recent)]).collect();
            values.push(draft.apply(rule, &args));
            match pick(8) {
                0 | 1 => draft.write(pick(rows) as u32, values[pick(values.len())]),
                2 if pick(6) == 0 => draft.advance(pick(rows) as u32, values[pick(values.len())], 0.25, (-1e6, 1e6)),
                _ => {}
            }
        }
        // Everything that is still of use comes out somewhere.
        for row in 0..rows as u32 {
            draft.write(row, values[values.len() - 1 - pick(values.len().min(60))]);
        }
        let make = || {
            let mut at = 0;
            filled(rows, numbers, 24, || {
                at += 1;
                let u = stream.uniform(1, 0, at);
                if u < 0.2 { TELLING[(u * 80.0) as usize] } else { 8.0 * (u - 0.6) }
            })
        };
        both_ways(draft.finish(), make, &format!("draft {seed}"));
    }
}

/// Every lane goes the short way, and nearly every quotient is as hard to round as can be.
#[test]
fn short_divisions_are_divisions() {
    static SHORT: Kernel = kernel!(|x, d| x.quotient(d, d.inverse()));
    let stream = Stream::new(9, "quotients");
    let pairs: Vec<(f64, f64)> = (0..).filter_map(|at| hard(&stream, at)).take(64 * TILE).collect();
    let mut arena = Arena::default();
    arena.shape(0, 3, pairs.len());
    for (lane, (x, d)) in pairs.iter().enumerate() {
        (arena.row_mut(0)[lane], arena.row_mut(1)[lane]) = (*x, *d);
    }
    let mut draft = Draft::default();
    let (x, d) = (draft.row(0), draft.row(1));
    let quotient = draft.apply(&SHORT, &[x, d]);
    draft.write(2, quotient);
    arena.weave(&Woven::new(vec![draft.finish()], &arena), 0);
    for (found, (x, d)) in arena.row(2).iter().zip(&pairs) {
        assert_eq!(found.to_bits(), (x / d).to_bits(), "{x} / {d}");
    }
}

/// More than a page of what finds no register.
#[test]
fn a_deep_stack_holds_what_finds_no_register() {
    let mut draft = Draft::default();
    let rows: Vec<Value> = (0..20).map(|row| draft.row(row)).collect();
    let all: Vec<Value> =
        rows.iter().flat_map(|a| rows.iter().map(move |b| (*a, *b))).map(|(a, b)| draft.apply(&RULES[1], &[a, b])).collect();
    let sum = all.iter().rev().fold(all[0], |sum, value| draft.apply(&RULES[0], &[sum, *value]));
    draft.write(0, sum);
    let stream = Stream::new(1, "deep");
    let make = || {
        let mut at = 0;
        filled(20, 0, 16, || {
            at += 1;
            stream.uniform(0, 0, at)
        })
    };
    both_ways(draft.finish(), make, "deep");
}

#[test]
fn rules_that_look_at_their_values_are_not_woven() {
    static LOOKS: Kernel = kernel!(|x| x + V::all(1.0), V::all(0.5) * x => x.less(V::all(0.0)));
    static LANE_BY_LANE: Kernel = kernel!(|x| V::each([x], |[x]| x.round()));
    assert!(!LOOKS.can_be_woven() && !LANE_BY_LANE.can_be_woven());
    assert!(RULES.iter().all(Kernel::can_be_woven));
}

#[test]
fn what_nobody_reads_is_left_out_and_what_is_equal_computed_once() {
    let mut draft = Draft::default();
    let (a, b) = (draft.row(0), draft.row(1));
    let (sum, again) = (draft.apply(&RULES[0], &[a, b]), draft.apply(&RULES[0], &[a, b]));
    assert_eq!(sum, again);
    draft.apply(&RULES[3], &[a, b]);
    draft.write(1, sum);
    assert_eq!(draft.finish().steps, [Step::Row(0), Step::Row(1), Step::Two(Two::Add, 0, 1), Step::Write(1, 2)]);
}

#[test]
#[should_panic(expected = "a row of this arena")]
fn a_row_outside_is_refused() {
    let mut draft = Draft::default();
    let value = draft.row(2);
    draft.write(0, value);
    Woven::new(vec![draft.finish()], &filled(2, 0, 8, || 0.0));
}

#[test]
#[should_panic(expected = "one shape")]
fn an_arena_of_another_shape_is_refused() {
    let mut draft = Draft::default();
    let value = draft.row(1);
    draft.write(0, value);
    let woven = Woven::new(vec![draft.finish()], &filled(2, 0, 8, || 0.0));
    filled(2, 0, 16, || 0.0).weave(&woven, 0);
}
