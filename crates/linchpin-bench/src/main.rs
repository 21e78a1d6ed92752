//! Every figure that the documents quote, printed: `cargo run --release -p linchpin-bench`, with `peers` for the engine
//! beside the limit and beside others, with `scale` for how cost grows.
//!
//! Times are CPU times, the median of several repeats, so that a busy machine disturbs them little. What counts are the
//! ratios.

mod arrays;
mod dialect;
mod equations;
mod limit;
mod measure;
mod peers;
mod scale;

use std::time::Instant;

use linchpin_core::experiment::{Arm, Ask};
use linchpin_core::lanes::vectors;
use linchpin_core::model::{Model, PolicyId};
use linchpin_engine::{Passes, compile, compile_by};
use linchpin_explore::sample::{Design, SAMPLERS};

use measure::{checked, each, folder, milliseconds, outcomes_only, run, typical};

fn main() {
    println!("vectors in use: {:?}", vectors());
    match std::env::args().nth(1).as_deref() {
        None => flagship(),
        Some("peers") => peers::peers(),
        Some("scale") => scale::scale(),
        Some(other) => {
            eprintln!("`{other}` is no set of figures: say nothing, `peers` or `scale`");
            std::process::exit(2);
        }
    }
}

fn flagship() {
    let files = folder("korea-2026");
    let model = checked(&files);
    let text = typical(5, || {
        std::hint::black_box(checked(&files));
    });
    let arm = declared(&model);
    let ask = Ask { outcomes: model.outcomes(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None };
    let compiled = || compile(&model, &arm.settings, &ask).expect("the flagship compiles");
    let program = typical(5, || {
        std::hint::black_box(compiled());
    });
    println!("korea-2026: text to model {:.1} ms, model to program {:.1} ms", milliseconds(text), milliseconds(program));
    let one_by_one = compile_by(&model, &arm.settings, &ask, Passes { weave: false, ..Passes::ALL }).expect("the same");
    for (how, program) in [("one by one", one_by_one), ("as it runs here", compiled())] {
        let ([setup, step, _, end], rows) = (program.sizes(), program.rows());
        println!("korea-2026, {how}: {setup} instructions once a run, {step} a step, {end} at the stop, {rows} rows");
    }
    println!("korea-2026, declared policy, outcomes only, drawing included; numpy over futures without drawing:");
    let prepared = outcomes_only(&model);
    for count in [1_000, 4_000, 10_000] {
        let spent = typical(3, || {
            run(&prepared, &arm, count, (0, None), &draws(&model, count));
        });
        let us = each(spent, count);
        let numpy = match peers::flagship(&model, &arm, &draws(&model, count), count) {
            Some(numpy) => format!("numpy {numpy:.0} us, ratio {:.1}", numpy / us),
            None => "numpy is missing".into(),
        };
        println!("{count:>7} futures: {us:6.1} us of CPU a future; {numpy}");
    }
    for block in [64, 128, 256] {
        let spent = typical(3, || {
            run(&prepared, &arm, 4096, (0, Some(block)), &draws(&model, 4096));
        });
        println!("   4096 futures in blocks of {block}: {:6.1} us of CPU a future", each(spent, 4096));
    }
    // What the lab asks at every move of a slider.
    let two = [arm.clone(), declared_with_other_name(&arm)];
    let spent = typical(5, || compare(&prepared, &two, 256, &draws(&model, 256)));
    println!("    256 futures of two strategies: {:6.1} ms of CPU", milliseconds(spent));
    for (count, threads) in [(256, 1), (256, 2), (4096, 1), (4096, 2)] {
        let wall = (0..5).map(|_| {
            let begun = Instant::now();
            run(&prepared, &arm, count, (threads, None), &draws(&model, count));
            begun.elapsed()
        });
        println!("{count:>7} futures, {threads} threads: {:6.1} ms wall", milliseconds(wall.min().unwrap_or_default()));
    }
}

fn declared_with_other_name(arm: &Arm) -> Arm {
    Arm { name: "other".into(), ..arm.clone() }
}

fn compare(prepared: &linchpin_engine::Prepared, arms: &[Arm], count: u64, draws: &linchpin_engine::Draws) {
    let cancel = std::sync::atomic::AtomicBool::new(false);
    let control = linchpin_engine::Control { threads: 2, block: None, draws: false, cancel: &cancel, progress: &|_, _| {} };
    let futures = linchpin_core::experiment::Futures { seed: 42, first: 0, count };
    let mut seen = 0;
    let finish = prepared.run(&futures, arms, draws, &control, &mut |chunk| {
        seen += chunk.count;
        Ok(())
    });
    assert!(finish.is_ok() && seen as u64 == count);
}

fn draws(model: &Model, size: u64) -> Box<linchpin_engine::Draws<'static>> {
    (SAMPLERS[0].draws)(model, &Design { seed: 42, size, vary: Vec::new() }).expect("the default design serves every model")
}

fn declared(model: &Model) -> Arm {
    let at = model.policies.iter().position(|policy| policy.settings.is_empty()).expect("the declared policy sets nothing");
    Arm { name: model.policies[at].name.clone(), policy: Some(PolicyId(at as u32)), world: None, settings: Vec::new() }
}
