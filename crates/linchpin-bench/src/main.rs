//! Every figure that the documents quote, printed: `cargo run --release -p linchpin-bench`.
//!
//! Times are CPU times of this process, the least of several repeats, so that a busy machine disturbs them little. What
//! counts are the ratios.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use cpu_time::ProcessTime;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::lanes::vectors;
use linchpin_core::model::{Model, PolicyId};
use linchpin_engine::{Control, compile};
use linchpin_explore::sample::{Design, SAMPLERS};
use linchpin_lab::open::open;

/// Microseconds of CPU a future that the flagship took as numpy arrays over futures, by number of futures, as measured
/// beside the specification on two cores with AVX-512.
const NUMPY: [(u64, f64); 3] = [(1_000, 391.0), (4_000, 233.0), (10_000, 214.0)];

fn main() {
    println!("vectors in use: {:?}", vectors());
    let model = flagship();
    let text = least(5, || {
        std::hint::black_box(open("korea-2026").is_ok());
    });
    let arm = declared(&model);
    let ask = outcomes_only(&model);
    let program = least(5, || {
        std::hint::black_box(compile(&model, &arm.settings, &ask).is_ok());
    });
    println!("korea-2026: text to model {:.1} ms, model to program {:.1} ms", milliseconds(text), milliseconds(program));
    println!("korea-2026, declared policy, outcomes only, drawing included:");
    for (count, numpy) in NUMPY {
        let spent = least(3, || run(&model, &arm, &ask, count));
        let each = spent.as_secs_f64() * 1e6 / count as f64;
        println!("{count:>7} futures: {each:6.1} us of CPU a future; numpy {numpy:.0} us, ratio {:.1}", numpy / each);
    }
}

fn flagship() -> Model {
    open("korea-2026").ok().and_then(|opened| opened.model).expect("the flagship comes along and has no fault")
}

fn declared(model: &Model) -> Arm {
    let at = model.policies.iter().position(|policy| policy.settings.is_empty()).expect("the declared policy sets nothing");
    Arm { name: model.policies[at].name.clone(), policy: Some(PolicyId(at as u32)), world: None, settings: Vec::new() }
}

fn outcomes_only(model: &Model) -> Ask {
    Ask { outcomes: model.outcomes(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None }
}

fn run(model: &Model, arm: &Arm, ask: &Ask, count: u64) {
    let futures = Futures { seed: 42, first: 0, count };
    let experiment = Experiment { futures, arms: vec![arm.clone()], ask: ask.clone() };
    let design = Design { seed: 42, size: count, vary: Vec::new() };
    let draws = (SAMPLERS[0].draws)(model, &design).expect("the default design serves every model");
    let cancel = AtomicBool::new(false);
    let control = Control { threads: 0, block: None, cancel: &cancel, progress: &|_, _| {} };
    let mut sum = 0.0;
    linchpin_engine::run(model, &experiment, &draws, &control, &mut |chunk| {
        sum += chunk.outcomes[0][0].iter().sum::<f64>();
        Ok(())
    })
    .expect("the flagship runs");
    std::hint::black_box(sum);
}

fn least(repeats: usize, mut work: impl FnMut()) -> Duration {
    let timed = |work: &mut dyn FnMut()| {
        let start = ProcessTime::now();
        work();
        start.elapsed()
    };
    (0..repeats).map(|_| timed(&mut work)).min().expect("at least one repeat")
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
