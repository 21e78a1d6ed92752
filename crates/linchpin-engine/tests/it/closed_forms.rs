//! Against what can be computed by hand.

use linchpin_core::expr::Expr;
use linchpin_core::model::*;

use crate::build::*;

fn one(b: &Build, what: VarId) -> f64 {
    let ask =
        linchpin_core::experiment::Ask { outcomes: vec![what], series: Vec::new(), at_steps: Vec::new(), events: true, dt: None };
    let chunk = run_all(&b.model, &experiment(vec![arm(Vec::new())], ask, 1, 0, 1), 1, None);
    assert!(chunk.faults.is_empty(), "{:?}", chunk.faults);
    chunk.outcomes[0][0][0]
}

fn decay(steps: u32, method: Method) -> f64 {
    let mut b = Build::new(0.0, 2.0, steps);
    b.model.time.method = method;
    let x = b.next();
    b.stock("x", n(1.0), neg(v(x)));
    one(&b, x) - (-2.0_f64).exp()
}

#[test]
fn euler_is_of_first_order() {
    assert!((decay(40, Method::Euler) + (-2.0_f64).exp() - 0.95_f64.powi(40)).abs() < 1e-15);
    let ratio = decay(100, Method::Euler) / decay(200, Method::Euler);
    assert!((ratio - 2.0).abs() < 0.05, "{ratio}");
}

#[test]
fn runge_kutta_is_of_fourth_order() {
    let ratio = decay(10, Method::Rk4) / decay(20, Method::Rk4);
    assert!((ratio - 16.0).abs() < 1.5, "{ratio}");
    assert!(decay(100, Method::Rk4).abs() < 1e-9);
}

#[test]
fn inner_points_know_their_time() {
    // dx/dt = 4t^3 is integrated exactly by Simpson's weights.
    let mut b = Build::new(0.0, 3.0, 7).rk4();
    let x = b.stock("x", n(0.0), mul(n(4.0), pow(time(), n(3.0))));
    assert!((one(&b, x) - 81.0).abs() < 1e-12);
}

#[test]
fn inner_points_keep_the_time_of_their_step() {
    let held = || Expr::Clock(linchpin_core::expr::Clock::Held);
    let mut b = Build::new(0.0, 3.0, 6).rk4();
    let x = b.stock("x", n(0.0), held());
    // Beside the time of the inner point itself: Simpson's weights over each step of half a unit.
    let y = b.stock("y", n(0.0), mul(held(), time()));
    let steps = || (0..6).map(|step| f64::from(step) * 0.5);
    assert_eq!(one(&b, x), steps().map(|t| 0.5 * t).sum::<f64>());
    let by_hand: f64 = steps().map(|t| t * (t * 0.5 + 0.125)).sum();
    assert!((one(&b, y) - by_hand).abs() < 1e-12);
}

#[test]
fn an_oscillator_moves_all_stocks_at_once() {
    let mut b = Build::new(0.0, 1.0, 4);
    let (x, y) = (b.next(), VarId(1));
    b.stock("x", n(1.0), v(y));
    b.stock("y", n(0.0), neg(v(x)));
    // By hand: (1, 0), (1, -1/4), (15/16, -1/2), (13/16, -47/64), (161/256, -15/16).
    assert_eq!((one(&b, x), one(&b, y)), (161.0 / 256.0, -15.0 / 16.0));
}

#[test]
fn reducers_run_over_the_right_points() {
    let mut b = Build::new(0.0, 1.0, 4);
    let x = b.next();
    b.stock("x", n(2.0), n(-4.0));
    let least = b.memory("least", Memory::Least(v(x)));
    let greatest = b.memory("greatest", Memory::Greatest(v(x)));
    let first = b.memory("first", Memory::First(less(v(x), n(0.5))));
    let never = b.memory("never", Memory::First(less(v(x), n(-5.0))));
    let at_once = b.memory("at_once", Memory::First(greater(v(x), n(1.0))));
    let total = b.stock("total", n(0.0), v(x));
    for (what, expected) in [(least, -2.0), (greatest, 2.0), (first, 0.5), (never, 1.0), (at_once, 0.0), (total, 0.5)] {
        assert_eq!(one(&b, what), expected, "{}", b.model.variable(what).name);
    }
}

#[test]
fn a_fixed_delay_waits_its_steps() {
    let mut b = Build::new(0.0, 2.0, 8);
    let x = b.next();
    b.stock("x", n(0.0), n(1.0));
    let late = b.memory("late", Memory::DelayFixed { input: v(x), delay: n(0.6), start: n(9.0) });
    let at_least_one = b.memory("at_least_one", Memory::DelayFixed { input: v(x), delay: n(0.0), start: n(9.0) });
    let before = b.memory("before", Memory::Previous { input: v(x), start: n(-1.0) });
    let ask = linchpin_core::experiment::Ask {
        outcomes: Vec::new(),
        series: vec![late, at_least_one, before],
        at_steps: (0..=8).collect(),
        events: true,
        dt: None,
    };
    let chunk = run_all(&b.model, &experiment(vec![arm(Vec::new())], ask, 1, 0, 1), 1, None);
    let series = |at: usize| chunk.series[0][at].iter().map(|point| point[0]).collect::<Vec<_>>();
    assert_eq!(series(0), [9.0, 9.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5]);
    assert_eq!(series(1), [9.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75]);
    assert_eq!(series(2), [-1.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75]);
}

#[test]
fn events_happen_as_often_as_they_should() {
    let (rate, steps) = (0.7, 24);
    let mut b = Build::new(0.0, 2.0, steps);
    let event = b.event("event", n(rate));
    let count = b.stock("count", n(0.0), v(event));
    let halved = b.stock("halved", n(0.0), mul(n(0.5), v(event)));
    let ask = linchpin_core::experiment::Ask {
        outcomes: vec![count, halved],
        series: vec![event],
        at_steps: vec![steps],
        events: true,
        dt: None,
    };
    let chunk = run_all(&b.model, &experiment(vec![arm(Vec::new())], ask, 11, 0, 20_000), 2, None);
    let mean = chunk.outcomes[0][0].iter().sum::<f64>() / 20_000.0;
    let chance = 1.0 - (-rate * 2.0 / f64::from(steps)).exp();
    let expected = chance * f64::from(steps);
    let error = (expected * (1.0 - chance) / 20_000.0).sqrt();
    assert!((mean - expected).abs() < 4.0 * error, "{mean} for {expected}");
    // A stock fed with factor f has moved by f for each event; no event at the stop.
    assert!(chunk.outcomes[0][0].iter().zip(&chunk.outcomes[0][1]).all(|(all, half)| (all - 2.0 * half).abs() < 1e-9));
    assert!(chunk.series[0][0][0].iter().all(|&x| x == 0.0));
}

#[test]
fn the_same_luck_under_every_arm() {
    let mut b = Build::new(0.0, 5.0, 60);
    let more = b.lever("more", 1.0, 0.0, 3.0);
    let event = b.event("event", v(more));
    let count = b.stock("count", n(0.0), v(event));
    let ask = linchpin_core::experiment::Ask {
        outcomes: vec![count],
        series: Vec::new(),
        at_steps: Vec::new(),
        events: true,
        dt: None,
    };
    let arms = [1.0, 1.0, 1.5].map(|value| arm(vec![(more, Setting::Constant(value))]));
    let chunk = run_all(&b.model, &experiment(arms.into(), ask, 5, 0, 500), 1, None);
    assert_eq!(chunk.outcomes[0], chunk.outcomes[1]);
    let pairs = || chunk.outcomes[0][0].iter().zip(&chunk.outcomes[2][0]);
    assert!(pairs().all(|(less, more)| less <= more) && pairs().any(|(less, more)| less < more));
}

#[test]
fn paths_are_straight_between_dates() {
    let mut b = Build::new(0.0, 4.0, 8);
    let lever = b.lever("lever", 5.0, 0.0, 9.0);
    let twice = b.aux("twice", mul(v(lever), n(2.0)));
    let held = b.aux("held", Expr::Initial(Box::new(v(lever))));
    let ask = linchpin_core::experiment::Ask {
        outcomes: Vec::new(),
        series: vec![twice, held],
        at_steps: vec![0, 2, 3, 4, 8],
        events: true,
        dt: None,
    };
    let path = arm(vec![(lever, Setting::Path(vec![(1.0, 1.0), (2.0, 3.0)]))]);
    let chunk = run_all(&b.model, &experiment(vec![path, arm(Vec::new())], ask, 5, 0, 1), 1, None);
    let series = |at: usize, what: usize| chunk.series[at][what].iter().map(|point| point[0]).collect::<Vec<_>>();
    assert_eq!(series(0, 0), [2.0, 2.0, 4.0, 6.0, 6.0]);
    assert_eq!(series(0, 1), [1.0; 5]);
    assert_eq!(series(1, 0), [10.0; 5]);
}
