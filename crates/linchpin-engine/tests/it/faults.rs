//! What goes wrong is named: future, arm, time, variable, value, kind; the earliest, then the first declared.

use linchpin_core::experiment::{Ask, FaultKind};
use linchpin_core::model::*;
use linchpin_core::table::Chunk;

use crate::build::*;

fn run_faulty(b: &Build, settings: Vec<(VarId, Setting)>, count: u64) -> Chunk {
    let experiment = experiment(vec![arm(settings)], b.ask_all(), 1, 10, count);
    run_all(&b.model, &experiment, 1, None)
}

#[test]
fn a_watched_bound_has_a_slack() {
    let stock = |start: f64, step: f64| {
        let mut b = Build::new(0.0, 1.0, 4);
        b.add("x", Kind::Stock { start: n(start), change: n(step), within: (Some(-1.0), Some(2000.0)) });
        run_faulty(&b, Vec::new(), 1).faults
    };
    assert!(stock(0.0, -1.0 - 3e-9).len() == 1 && stock(0.0, -1.0 - 0.5e-9).is_empty());
    assert!(stock(2000.0, 1.9e-6).is_empty());
    let faults = stock(1000.0, 4000.0 * 0.5001);
    assert_eq!((faults.len(), faults[0].future, faults[0].time, faults[0].kind), (1, 10, 0.5, FaultKind::Above(2000.0)));
    let faults = stock(3000.0, 0.0);
    assert_eq!((faults[0].time, faults[0].value), (0.0, 3000.0));
}

#[test]
fn numbers_end_where_the_fault_is() {
    let mut b = Build::new(0.0, 4.0, 4);
    let u = b.uncertainty("u", 0.0, 1.0);
    let x = b.next();
    b.stock("x", n(1.0), choose(and(greater(time(), n(1.5)), greater(v(u), n(0.5))), div(n(1.0), n(0.0)), n(1.0)));
    let chunk = run_faulty(&b, Vec::new(), 50);
    assert!(!chunk.faults.is_empty() && chunk.faults.len() < 50);
    let series = &chunk.series[0][x.idx()];
    for lane in 0..50 {
        let fault = chunk.faults.iter().find(|fault| fault.future == 10 + lane as u64);
        assert_eq!(fault.is_some(), chunk.draws[0][lane] > 0.5);
        assert_eq!(chunk.outcomes[0][x.idx()][lane].is_nan(), fault.is_some());
        for (at, point) in series.iter().enumerate() {
            assert_eq!(point[lane].is_nan(), fault.is_some() && at >= 3);
        }
        if let Some(fault) = fault {
            assert_eq!((fault.time, fault.variable, fault.kind), (3.0, x, FaultKind::Infinite));
        }
    }
}

#[test]
fn the_first_declared_wins_at_one_time() {
    let mut b = Build::new(0.0, 1.0, 2);
    let rate = b.event("rate", choose(greater(time(), n(0.2)), n(-2.0), n(0.0)));
    let fed = b.stock("fed", n(0.0), v(rate));
    b.add("bound", Kind::Stock { start: n(0.0), change: n(1.0), within: (None, Some(0.4)) });
    let faults = run_faulty(&b, Vec::new(), 1).faults;
    assert_eq!((faults[0].variable, faults[0].time, faults[0].value), (rate, 0.5, -2.0));
    assert_eq!(faults[0].kind, FaultKind::NegativeRate);
    let mut silent = experiment(vec![arm(Vec::new())], b.ask_all(), 1, 0, 1);
    silent.ask.events = false;
    silent.ask.outcomes = vec![fed];
    silent.ask.series.clear();
    assert!(run_all(&b.model, &silent, 1, None).faults.is_empty(), "a silent event has no rate, an unread stock no watch");
}

#[test]
fn rules_stay_in_range() {
    let mut b = Build::new(0.0, 1.0, 4);
    let x = b.next();
    b.stock("x", n(0.0), n(1.0));
    let lever = b.lever("lever", 0.0, 0.0, 0.5);
    b.add("set", Kind::Lever { default: 1.0, range: Range::OneOf(vec![1.0, 2.0]), actors: Vec::new() });
    let faults = run_faulty(&b, vec![(lever, Setting::Rule(v(x)))], 1).faults;
    assert_eq!((faults[0].variable, faults[0].time, faults[0].kind), (lever, 0.75, FaultKind::RuleOutOfRange));
    let set = b.model.by_name["set"];
    assert!(run_faulty(&b, vec![(set, Setting::Rule(choose(less(v(x), n(0.6)), n(1.0), n(2.0))))], 1).faults.is_empty());
    let faults = run_faulty(&b, vec![(set, Setting::Rule(add(v(x), n(1.0))))], 1).faults;
    assert_eq!((faults[0].time, faults[0].value), (0.25, 1.25));
}

#[test]
fn requests_that_cannot_be_met() {
    let b = {
        let mut b = Build::new(0.0, 1.0, 4);
        b.constant("c", 1.0);
        b.lever("l", 0.0, 0.0, 1.0);
        b
    };
    let (c, l) = (VarId(0), VarId(1));
    let why =
        |settings: Vec<(VarId, Setting)>, ask: Ask| linchpin_engine::compile(&b.model, &settings, &ask).err().map(|r| r.why);
    assert_eq!(why(Vec::new(), b.ask_all()), None);
    assert!(why(vec![(c, Setting::Constant(2.0))], b.ask_all()).is_some_and(|why| why.contains("neither a lever")));
    assert!(why(vec![(VarId(9), Setting::Constant(2.0))], b.ask_all()).is_some());
    assert!(why(vec![(l, Setting::Path(Vec::new()))], b.ask_all()).is_some());
    assert!(why(Vec::new(), Ask { outcomes: vec![VarId(9)], ..b.ask_all() }).is_some());
    assert!(why(Vec::new(), Ask { at_steps: vec![3, 2], ..b.ask_all() }).is_some());
    assert!(why(Vec::new(), Ask { at_steps: vec![5], ..b.ask_all() }).is_some());
    assert!(why(Vec::new(), Ask { dt: Some(0.3), ..b.ask_all() }).is_some());
    assert!(why(vec![(l, Setting::Rule(v(l)))], b.ask_all()).is_some_and(|why| why.contains("l -> l") || why.contains('l')));
}
