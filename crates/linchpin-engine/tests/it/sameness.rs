//! Threads, blocks and cuts change no bit; stopping early leaves whole futures.

use std::cell::RefCell;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Experiment;
use linchpin_core::lanes::{Vectors, weaves, widest};
use linchpin_core::model::*;
use linchpin_core::table::Chunk;
use linchpin_engine::{Control, Finish, Passes, compile_by, prepare, run};

use crate::agreement::pleasant;
use crate::build::*;
use crate::reference::run_plainly;

/// Events, draws, memory, a rule that faults now and then.
fn model() -> (Build, Vec<Vec<(VarId, Setting)>>) {
    let mut b = Build::new(0.0, 3.0, 36);
    let speed = b.uncertainty("speed", 0.5, 3.0);
    let push = b.lever("push", 1.0, 0.0, 2.0);
    let shock = b.event("shock", mul(v(speed), v(push)));
    let x = b.next();
    b.add("x", Kind::Stock { start: n(1.0), change: sub(v(shock), mul(v(x), v(speed))), within: (Some(0.0), Some(5.0)) });
    let noise = b.aux("noise", draw("normal", vec![v(x), n(0.2)], "noise"));
    let late = b.memory("late", Memory::DelayFixed { input: v(noise), delay: div(v(speed), n(3.0)), start: n(0.0) });
    b.stock("y", v(speed), call("exp", vec![neg(v(late))]));
    b.memory("most", Memory::Greatest(v(noise)));
    b.outcome("m", add(v(late), v(x)));
    let arms = vec![
        Vec::new(),
        vec![(push, Setting::Constant(2.0))],
        vec![(push, Setting::Rule(mul(v(x), n(0.6))))],
        vec![(push, Setting::Path(vec![(1.0, 0.0), (2.0, 2.0)])), (speed, Setting::Constant(1.0))],
    ];
    (b, arms)
}

fn asked(first: u64, count: u64) -> (Build, Experiment) {
    let (b, arms) = model();
    let experiment = experiment(arms.into_iter().map(arm).collect(), b.ask_all(), 17, first, count);
    (b, experiment)
}

#[test]
fn threads_change_nothing() {
    let (b, experiment) = asked(1000, 700);
    let one = run_all(&b.model, &experiment, 1, Some(64));
    assert!(one.faults.len() > 10 && one.faults.len() < 1000, "{} faults", one.faults.len());
    for threads in [2, 3, 4, 0] {
        for block in [Some(64), None] {
            let other = run_all(&b.model, &experiment, threads, block);
            assert_same(&one, &other, &format!("{threads} threads, blocks of {block:?}"));
        }
    }
}

#[test]
fn blocks_change_nothing() {
    let (b, experiment) = asked(1000, 700);
    let one = run_all(&b.model, &experiment, 1, Some(256));
    for block in [1, 7, 8, 64, 100, 128, 512, 5000] {
        for threads in [1, 2] {
            let other = run_all(&b.model, &experiment, threads, Some(block));
            assert_same(&one, &other, &format!("{threads} threads, blocks of {block}"));
        }
    }
}

/// All passes but one, and none at all.
fn fewer_passes() -> [(&'static str, Passes); 9] {
    let all = Passes::ALL;
    [
        ("nothing folded", Passes { fold: false, ..all }),
        ("nothing shared", Passes { share: false, ..all }),
        ("nothing hoisted", Passes { hoist: false, ..all }),
        ("nothing fused", Passes { fuse: false, ..all }),
        ("nothing woven", Passes { weave: false, ..all }),
        ("nothing but woven", Passes { weave: true, ..Passes::NONE }),
        ("nothing moved early", Passes { early: false, ..all }),
        ("no row used again", Passes { reuse: false, ..all }),
        ("the equations as they stand", Passes::NONE),
    ]
}

#[test]
fn passes_of_the_compiler_change_nothing() {
    for method in [Method::Euler, Method::Rk4] {
        let (mut b, mut experiment) = with_every_function();
        let mut other = pleasant();
        (b.model.time.method, other.model.time.method) = (method, method);
        experiment.arms.truncate(3);
        let ask = other.ask_all();
        let all_of_other = crate::build::experiment(vec![arm(Vec::new())], ask, 7, 0, 40);
        for (b, experiment) in [(b, experiment), (other, all_of_other)] {
            let whole = run_all(&b.model, &experiment, 2, None);
            for (what, passes) in fewer_passes() {
                let plain = run_all_by(passes, &b.model, &experiment, 2, None);
                assert_same(&whole, &plain, &format!("{what}, {method:?}"));
            }
        }
    }
}

/// Otherwise the test above would compare a program with itself.
#[test]
fn every_pass_makes_another_program() {
    let (b, mut experiment) = with_every_function();
    // What is asked for keeps its row, and then there is little to join.
    experiment.ask.series.clear();
    experiment.ask.outcomes.retain(|id| b.model.variable(*id).name == "gathered");
    let settings = &experiment.arms[2].settings;
    let made = |passes| compile_by(&b.model, settings, &experiment.ask, passes).expect("a proper ask");
    let whole = made(Passes::ALL);
    for (what, passes) in fewer_passes() {
        if what != "nothing woven" || weaves() {
            assert!(format!("{whole:?}") != format!("{:?}", made(passes)), "{what}");
        }
    }
    let one_by_one = made(Passes { weave: false, ..Passes::ALL });
    if weaves() {
        assert!(whole.sizes()[1] * 2 < one_by_one.sizes()[1], "{:?} {:?}", whole.sizes(), one_by_one.sizes());
    }
    let plain = made(Passes::NONE);
    assert!(plain.sizes()[1] * 2 > one_by_one.sizes()[1] * 3, "{:?} {:?}", plain.sizes(), one_by_one.sizes());
    assert!(plain.rows() > one_by_one.rows(), "{} {}", plain.rows(), one_by_one.rows());
}

#[test]
fn cuts_change_nothing() {
    let (b, whole) = asked(1000, 300);
    let one = run_all(&b.model, &whole, 1, None);
    for pieces in [1, 7, 64] {
        let mut joined = Chunk { first: 1000, ..Chunk::default() };
        for piece in 0..pieces {
            let (from, to) = (1000 + 300 * piece / pieces, 1000 + 300 * (piece + 1) / pieces);
            join(&mut joined, run_all(&b.model, &asked(from, to - from).1, 2, None));
        }
        joined.faults.sort_by_key(|fault| (fault.arm, fault.future));
        assert_same(&one, &joined, &format!("{pieces} pieces"));
    }
}

#[test]
fn arms_do_not_see_one_another() {
    let (b, all) = asked(0, 100);
    let together = run_all(&b.model, &all, 2, None);
    for (at, arm) in all.arms.iter().enumerate() {
        let alone = run_all(&b.model, &experiment(vec![arm.clone()], all.ask.clone(), 17, 0, 100), 1, None);
        assert_eq!(format!("{:?}", together.outcomes[at]), format!("{:?}", alone.outcomes[0]));
    }
}

#[test]
fn prepared_programs_run_again_and_again() {
    let (b, whole) = asked(1000, 300);
    let fresh = run_all(&b.model, &whole, 2, None);
    let prepared = prepare(&b.model, &whole.ask).expect("a proper ask");
    assert_eq!(prepared.ask(), &whole.ask);
    let draws = draws(&b.model, 17);
    let cancel = AtomicBool::new(false);
    let control = Control { threads: 2, block: None, draws: true, cancel: &cancel, progress: &|_, _| {} };
    // More forms than are kept in between: what was let go is compiled anew.
    let speed = whole.arms[3].settings[1].0;
    for round in 0..40 {
        let mut joined = Chunk { first: 1000, ..Chunk::default() };
        let sink = &mut |chunk| {
            join(&mut joined, chunk);
            Ok(())
        };
        if round % 13 == 0 {
            let finish = prepared.run(&whole.futures, &whole.arms, &draws, &control, sink);
            assert_eq!(finish, Ok(Finish { complete: 300, cancelled: false }));
            joined.faults.sort_by_key(|fault| (fault.arm, fault.future));
            assert_same(&fresh, &joined, &format!("round {round}"));
        } else {
            let other = arm(vec![(speed, Setting::Path(vec![(0.0, f64::from(round))]))]);
            prepared.run(&whole.futures, &[other], &draws, &control, sink).expect("a path");
        }
    }
}

#[test]
fn results_are_the_same_without_what_was_drawn() {
    let (b, whole) = asked(1000, 300);
    let (cancel, draws) = (AtomicBool::new(false), draws(&b.model, 17));
    let control = Control { threads: 2, block: Some(64), draws: false, cancel: &cancel, progress: &|_, _| {} };
    let mut joined = Chunk { first: 1000, ..Chunk::default() };
    run(&b.model, &whole, &draws, &control, &mut |chunk| {
        assert!(chunk.draws.is_empty());
        join(&mut joined, chunk);
        Ok(())
    })
    .expect("a proper run");
    joined.faults.sort_by_key(|fault| (fault.arm, fault.future));
    let expected = Chunk { draws: Vec::new(), ..run_all(&b.model, &whole, 2, Some(64)) };
    assert!(joined.count == 300 && joined.draws.is_empty());
    assert_same(&expected, &joined, "without draws");
}

#[test]
fn nothing_asked_of_nobody() {
    let (b, mut nothing) = asked(5, 0);
    assert_eq!(run_all(&b.model, &nothing, 2, None).count, 0);
    (nothing.futures.count, nothing.arms) = (10, Vec::new());
    let chunk = run_all(&b.model, &nothing, 2, None);
    assert_eq!((chunk.count, chunk.draws[0].len(), chunk.outcomes.len()), (10, 10, 0));
}

#[test]
fn cancelling_leaves_whole_futures() {
    let (b, experiment) = asked(0, 100_000);
    let (cancel, draws) = (AtomicBool::new(false), draws(&b.model, 17));
    for threads in [1, 3] {
        cancel.store(false, Ordering::Relaxed);
        let control = Control { threads, block: Some(64), draws: true, cancel: &cancel, progress: &|_, _| {} };
        let mut seen = 0;
        let finish = run(&b.model, &experiment, &draws, &control, &mut |chunk| {
            assert_eq!(chunk.first, seen);
            assert!(chunk.outcomes.iter().flatten().all(|values| values.len() == chunk.count));
            seen += chunk.count as u64;
            cancel.store(seen >= 640, Ordering::Relaxed);
            Ok(())
        });
        assert_eq!(finish, Ok(Finish { complete: seen, cancelled: true }));
        assert!((640..10_000).contains(&seen), "{seen}");
    }
}

#[test]
fn a_refusal_of_the_sink_ends_the_run() {
    let (b, experiment) = asked(0, 100_000);
    let (cancel, draws) = (AtomicBool::new(false), draws(&b.model, 17));
    let control = Control { threads: 2, block: None, draws: true, cancel: &cancel, progress: &|_, _| {} };
    let mut left = 3;
    let finish = run(&b.model, &experiment, &draws, &control, &mut |_| {
        left -= 1;
        if left == 0 { Err(Refusal::new("the disk is full", "make room")) } else { Ok(()) }
    });
    assert_eq!(finish, Err(Refusal::new("the disk is full", "make room")));
}

#[test]
fn progress_rises_to_the_end() {
    let (b, experiment) = asked(0, 3000);
    let (cancel, draws) = (AtomicBool::new(false), draws(&b.model, 17));
    let told = RefCell::new(Vec::new());
    let control = Control {
        threads: 2,
        block: Some(64),
        draws: true,
        cancel: &cancel,
        progress: &|done, of| told.borrow_mut().push((done, of)),
    };
    run(&b.model, &experiment, &draws, &control, &mut |_| Ok(())).expect("nothing to refuse");
    let told = told.into_inner();
    assert!(told.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    assert_eq!(told.last(), Some(&(12_000, 12_000)));
}

/// A sum adds from the left, however many terms it has.
#[test]
fn a_long_sum_is_computed_in_its_order() {
    let mut b = Build::new(0.0, 1.0, 1);
    let u = b.uncertainty("u", 0.0, 1.0);
    let terms = 100_001;
    let sum = (1..terms).fold(v(u), |so_far, i| if i % 2 == 0 { add(so_far, v(u)) } else { sub(so_far, n(0.1)) });
    let of_sum = b.outcome("of_sum", sum);
    let ask = b.ask_all();
    let at = ask.outcomes.iter().position(|id| *id == of_sum).expect("all are asked for");
    let chunk = run_all(&b.model, &experiment(vec![arm(Vec::new())], ask, 5, 0, 3), 1, None);
    for future in 0..3 {
        let drawn = chunk.draws[0][future];
        let in_order = (1..terms).fold(drawn, |so_far, i| if i % 2 == 0 { so_far + drawn } else { so_far - 0.1 });
        assert_eq!(chunk.outcomes[0][at][future].to_bits(), in_order.to_bits());
    }
}

/// The model above with every elementary function in it, and with something to do for every pass of the compiler.
fn with_every_function() -> (Build, Experiment) {
    let (mut b, arms) = model();
    let named = |name: &str| b.model.by_name[name];
    let (x, y) = (named("x"), named("y"));
    let mut sum = pow(add(v(x), n(0.5)), sub(v(y), n(1.0)));
    for name in ["exp", "ln", "log10", "sqrt", "sin", "cos", "tan", "arctan", "tanh", "logistic"] {
        sum = add(sum, call(name, vec![add(v(x), n(0.25))]));
    }
    // A number, and a function of time.
    sum = add(sum, mul(mul(n(3.0), n(0.125)), call("sin", vec![mul(time(), n(0.7))])));
    let of_all = b.outcome("of_all", choose(greater(v(x), v(y)), sum.clone(), neg(sum)));
    b.stock("gathered", n(0.0), v(of_all));
    let experiment = experiment(arms.into_iter().map(arm).collect(), b.ask_all(), 17, 0, 77);
    (b, experiment)
}

/// FNV-1a over the bits of all outcomes and series.
fn fingerprint(chunk: &Chunk) -> u64 {
    let values = chunk.outcomes.iter().flatten().chain(chunk.series.iter().flatten().flatten()).flatten();
    values.fold(0xCBF2_9CE4_8422_2325, |hash: u64, x| {
        // Which NaN it is differs between processors and means nothing.
        let bits = if x.is_nan() { 1 } else { x.to_bits() };
        (hash ^ bits).wrapping_mul(0x100_0000_01B3)
    })
}

/// The back end is chosen once a process, so each runs in a process of its own; those that this processor lacks are left out,
/// and the test says so.
#[test]
fn back_ends_give_the_same_bits() {
    let (b, experiment) = with_every_function();
    let own = fingerprint(&run_all(&b.model, &experiment, 1, None));
    if std::env::var_os("LINCHPIN_TEST_CHILD").is_some() {
        println!("fingerprint {own}");
        return;
    }
    let program = std::env::current_exe().expect("the test knows itself");
    for (vectors, needed) in [("portable", Vectors::Portable), ("avx2", Vectors::Avx2), ("avx512", Vectors::Avx512)] {
        if needed > widest() {
            // Not by `eprintln`, which the harness keeps to itself.
            writeln!(std::io::stderr(), "left out: this processor has no {needed:?}, so its bits were not compared")
                .expect("standard error is open");
            continue;
        }
        let output = std::process::Command::new(&program)
            .args(["--exact", "sameness::back_ends_give_the_same_bits", "--nocapture"])
            .envs([("LINCHPIN_VECTORS", vectors), ("LINCHPIN_TEST_CHILD", "1")])
            .output()
            .expect("the test starts itself");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains(&format!("fingerprint {own}")), "{vectors} instead of {own}: {text}");
    }
}

/// Flows between stocks: each is read twice, so that what a stock moves by is a sum or difference of two rows.
#[test]
fn stocks_that_move_by_sums_and_differences() {
    let mut b = Build::new(0.0, 20.0, 160);
    let speed = b.uncertainty("speed", 0.2, 3.0);
    let (s, i, r, all, two) = (VarId(1), VarId(2), VarId(3), VarId(4), VarId(5));
    let (infection, recovery, loss) = (VarId(6), VarId(7), VarId(8));
    b.stock("s", n(99.0), sub(v(loss), v(infection)));
    b.stock("i", n(1.0), sub(v(infection), v(recovery)));
    b.stock("r", n(0.0), sub(v(recovery), v(loss)));
    b.add("all", Kind::Stock { start: n(0.0), change: add(v(infection), v(recovery)), within: (None, Some(150.0)) });
    // A state is no row to add from: it may have moved.
    b.stock("two", n(0.0), add(v(all), v(infection)));
    b.aux("infection", mul(mul(v(s), v(speed)), div(v(i), n(100.0))));
    b.aux("recovery", div(v(i), n(2.0)));
    b.aux("loss", mul(v(r), n(0.01)));
    b.outcome("of_all", add(v(r), v(two)));
    assert_eq!((b.model.by_name["two"], b.model.by_name["loss"], b.model.by_name["all"]), (two, loss, all));
    let mut ask = b.ask_all();
    for few in [false, true] {
        if few {
            ask.series.clear();
            ask.outcomes.retain(|id| *id == b.model.by_name["of_all"] || *id == all);
        }
        let experiment = crate::build::experiment(vec![arm(Vec::new())], ask.clone(), 7, 0, 100);
        let whole = run_all(&b.model, &experiment, 2, None);
        assert!((10..90).contains(&whole.faults.len()), "{} faults", whole.faults.len());
        assert_same(&whole, &run_all_by(Passes::NONE, &b.model, &experiment, 1, Some(64)), "as they stand");
        assert_same(&whole, &run_plainly(&b.model, &experiment), "read plainly");
    }
    let made = |passes| compile_by(&b.model, &[], &ask, passes).expect("a proper ask");
    let one_by_one = Passes { weave: false, ..Passes::ALL };
    let (joined, apart) = (made(one_by_one).sizes()[1], made(Passes { early: false, ..one_by_one }).sizes()[1]);
    // Five moves are among the instructions, and four sums and differences are not.
    assert_eq!(joined, apart + 5 - 4);
}
