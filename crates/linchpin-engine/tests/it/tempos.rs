//! Nothing is computed more often than it can change, nor twice, nor for nobody.

use linchpin_core::experiment::Ask;
use linchpin_core::model::*;
use linchpin_engine::{Passes, compile_by};

use crate::build::*;

/// Instructions once per run and at every step, for one outcome asked, each counted by itself.
fn sizes(b: &Build, settings: Vec<(VarId, Setting)>, outcome: VarId) -> (usize, usize) {
    let ask = Ask { outcomes: vec![outcome], series: Vec::new(), at_steps: Vec::new(), events: true, dt: None };
    let one_by_one = Passes { weave: false, ..Passes::ALL };
    let [setup, step, inner, _] = compile_by(&b.model, &settings, &ask, one_by_one).expect("a proper model").sizes();
    assert_eq!(inner, 0);
    (setup, step)
}

fn with_rate(rate: impl FnOnce(&mut Build) -> linchpin_core::expr::Expr) -> (usize, usize) {
    let mut b = Build::new(0.0, 10.0, 10);
    let rate = rate(&mut b);
    let x = b.stock("x", n(1.0), rate);
    sizes(&b, Vec::new(), x)
}

#[test]
fn each_equation_has_its_tempo() {
    // A stock moves among the ops where there are any to wait for, else after them.
    let moves = 1;
    assert_eq!(with_rate(|_| call("exp", vec![add(n(1.0), n(2.0))])), (0, 0), "constants");
    let of_a_lever = |b: &mut Build| call("exp", vec![v(b.lever("lever", 1.0, 0.0, 2.0))]);
    assert_eq!(with_rate(of_a_lever), (0, 0), "per arm");
    assert_eq!(with_rate(|_| call("sin", vec![time()])), (0, 0), "time alone");
    let of_both = |b: &mut Build| mul(time(), v(b.lever("lever", 1.0, 0.0, 2.0)));
    assert_eq!(with_rate(of_both), (0, 0), "time and what the arm sets");
    let of_a_draw = |b: &mut Build| call("exp", vec![v(b.uncertainty("u", 0.0, 1.0))]);
    assert_eq!(with_rate(of_a_draw), (2, 0), "per run: the draw and its exponential");
    let of_both = |b: &mut Build| call("exp", vec![mul(time(), v(b.uncertainty("u", 0.0, 1.0)))]);
    assert_eq!(with_rate(of_both), (1, 1 + moves), "every step of every future: the product inside the exponential");
    assert_eq!(with_rate(|b| initial(call("exp", vec![v(b.next())]))), (0, 0), "the first step");
}

#[test]
fn what_is_equal_is_computed_once() {
    let mut b = Build::new(0.0, 10.0, 10);
    let x = b.next();
    let root = || call("sqrt", vec![v(x)]);
    b.stock("x", n(1.0), n(0.1));
    let (left, right) = (b.aux("left", call("exp", vec![root()])), b.aux("right", call("ln", vec![root()])));
    let y = b.stock("y", n(0.0), call("max", vec![v(left), v(right)]));
    assert_eq!(sizes(&b, Vec::new(), y), (0, 4 + 2));
    // Two sums of the same, either way round, and a product with one: fused, because nobody else reads the sum.
    let z = b.stock("z", n(0.0), mul(add(v(x), v(y)), v(x)));
    let both = b.outcome("both", add(v(y), v(z)));
    assert_eq!(sizes(&b, Vec::new(), both), (0, 5 + 3));
}

#[test]
fn nobody_asked() {
    let mut b = Build::new(0.0, 10.0, 10);
    let lever = b.lever("lever", 1.0, 0.0, 2.0);
    let asked = b.stock("asked", n(1.0), v(lever));
    let other = b.next();
    b.stock("other", n(1.0), call("exp", vec![v(other)]));
    assert_eq!(sizes(&b, Vec::new(), asked), (0, 0));
    // A rule changes the program: the other stock is needed now.
    assert_eq!(sizes(&b, vec![(lever, Setting::Rule(call("tanh", vec![v(other)])))], asked), (0, 4));
    assert_eq!(sizes(&b, vec![(lever, Setting::Path(vec![(0.0, 1.0), (5.0, 2.0)]))], asked), (0, 0));
    assert_eq!(sizes(&b, vec![(lever, Setting::Rule(v(other))), (lever, Setting::Constant(0.5))], asked), (0, 0));
}
