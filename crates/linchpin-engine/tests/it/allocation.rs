//! Nothing is allocated inside the step loop.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use linchpin_core::model::*;
use linchpin_engine::{Control, run};

use crate::build::*;

/// The system's allocator, counting per thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: every call is passed on to the system's allocator as it came.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Allocations of a worker between the draws of two blocks: everything that the second block of an arm costs.
fn of_a_block(steps: u32, method: Method) -> u64 {
    let mut b = Build::new(0.0, 1.0, steps);
    b.model.time.method = method;
    let speed = b.uncertainty("speed", 0.5, 3.0);
    let push = b.lever("push", 1.0, 0.0, 2.0);
    let table = b.table(&[(0.0, 0.0), (1.0, 1.0), (2.0, 5.0)], false);
    let shock = b.event("shock", mul(v(speed), v(push)));
    let x = b.next();
    b.stock("x", n(1.0), sub(v(shock), mul(v(x), call("sin", vec![time()]))));
    let looked = b.aux("looked", linchpin_core::expr::Expr::Lookup(table, Box::new(v(x))));
    let noise = b.aux("noise", draw("normal", vec![v(looked), n(0.2)], "noise"));
    let late = b.memory("late", Memory::DelayFixed { input: v(noise), delay: n(0.0), start: n(0.0) });
    // It faults in every future: faults cost nothing either.
    let y = b.add("y", Kind::Stock { start: n(0.0), change: v(speed), within: (None, Some(0.4)) });
    let m = b.memory("m", Memory::Least(add(v(late), add(v(x), v(y)))));
    let ask =
        linchpin_core::experiment::Ask { outcomes: vec![m], series: Vec::new(), at_steps: Vec::new(), events: true, dt: None };
    let experiment = experiment(vec![arm(vec![(push, Setting::Rule(n(0.7)))])], ask, 1, 0, 256);
    let counts = Mutex::new(Vec::new());
    let drawn = draws(&b.model, 1);
    let counted = |futures: std::ops::Range<u64>, out: &mut [Vec<f64>]| {
        drawn(futures, out);
        counts.lock().expect("one worker").push(ALLOCATIONS.with(Cell::get));
    };
    let cancel = AtomicBool::new(false);
    let control = Control { threads: 1, block: Some(64), draws: true, cancel: &cancel, progress: &|_, _| {} };
    run(&b.model, &experiment, &counted, &control, &mut |_| Ok(())).expect("nothing to refuse");
    let counts = counts.into_inner().expect("one worker");
    assert_eq!(counts.len(), 4);
    // The list of counts itself grows; from the third to the fourth block it has room.
    counts[3] - counts[2]
}

#[test]
fn the_step_loop_allocates_nothing() {
    for method in [Method::Euler, Method::Rk4] {
        let (few, many) = (of_a_block(10, method), of_a_block(1000, method));
        assert_eq!(few, many, "{method:?}: as many allocations for 1,000 steps as for 10");
        assert!(few < 200, "{few}");
    }
}
