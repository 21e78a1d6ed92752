//! CPU time, and the engine over a model of ours with plain draws.

use std::ops::Range;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use cpu_time::ProcessTime;
use linchpin_core::chance::Stream;
use linchpin_core::experiment::{Arm, Ask, Futures};
use linchpin_core::model::Model;
use linchpin_engine::{Control, Prepared, prepare};
use linchpin_explore::analysis::quantiles;
use linchpin_lang::files::{Disk, Files, Memory};

use crate::dialect;
use crate::equations::Equations;

/// What short work is repeated for, so that one disturbance does not meet all of it.
pub const LONG_ENOUGH: Duration = Duration::from_millis(400);

/// The median CPU time of at least so many repeats, and of as many as take [`LONG_ENOUGH`]. A busy machine adds to some; a virtual
/// one now and then forgets a part, so the least is not to be trusted either.
pub fn typical(repeats: usize, mut work: impl FnMut()) -> Duration {
    let mut times = Vec::new();
    while times.len() < repeats || times.iter().sum::<f64>() < LONG_ENOUGH.as_secs_f64() {
        let start = ProcessTime::now();
        work();
        times.push(start.elapsed().as_secs_f64());
    }
    Duration::from_secs_f64(median(&times))
}

pub fn median(times: &[f64]) -> f64 {
    let [median] = quantiles(times, [0.5]);
    median
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Microseconds for each of so many.
pub fn each(time: Duration, count: u64) -> f64 {
    time.as_secs_f64() * 1e6 / count as f64
}

/// A model folder of this repository.
pub fn folder(name: &str) -> Disk {
    Disk::new(Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two folders below").join("models").join(name))
}

/// The checked model of these texts; says what is wrong and ends otherwise.
pub fn checked(files: &dyn Files) -> Model {
    let (sources, checked) = linchpin_lang::check(files);
    match checked.value {
        Some(model) => model,
        None => {
            checked.diagnostics.iter().take(5).for_each(|found| eprintln!("{}", sources.render(found, false)));
            eprintln!("a model of the benches has errors");
            std::process::exit(1)
        }
    }
}

/// The equations as a model of ours.
pub fn written(equations: &Equations) -> Model {
    checked(&Memory::one(dialect::linchpin(equations)))
}

/// Parameters of the first futures, `[parameter][future]`, each spread evenly over its range.
pub fn drawn(equations: &Equations, futures: Range<u64>) -> Vec<Vec<f64>> {
    let column = |(name, low, high): &(&str, f64, f64)| {
        let mut values = vec![0.0; (futures.end - futures.start) as usize];
        Stream::new(1, name).fill(futures.start, 0, &mut values);
        values.iter_mut().for_each(|x| *x = low + (high - low) * *x);
        values
    };
    equations.parameters.iter().map(column).collect()
}

/// A model with its outcomes asked for.
pub fn outcomes_only(model: &Model) -> Prepared {
    let ask = Ask { outcomes: model.outcomes(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None };
    prepare(model, &ask).expect("outcomes can be asked for")
}

/// Runs futures of one arm and gives the mean of the first outcome.
pub fn run(
    prepared: &Prepared,
    arm: &Arm,
    count: u64,
    (threads, block): (usize, Option<usize>),
    draws: &linchpin_engine::Draws,
) -> f64 {
    let cancel = AtomicBool::new(false);
    let control = Control { threads, block, draws: false, cancel: &cancel, progress: &|_, _| {} };
    let mut sum = 0.0;
    let futures = Futures { seed: 42, first: 0, count };
    prepared
        .run(&futures, std::slice::from_ref(arm), draws, &control, &mut |chunk| {
            sum += chunk.outcomes[0][0].iter().sum::<f64>();
            Ok(())
        })
        .expect("the model runs");
    std::hint::black_box(sum / count as f64)
}

/// The arm that sets nothing.
pub fn as_it_stands() -> Arm {
    Arm { name: "as it stands".into(), policy: None, world: None, settings: Vec::new() }
}

/// The engine over the equations on one thread: mean of the outcome.
pub fn engine(equations: &Equations, prepared: &Prepared, count: u64, block: Option<usize>) -> f64 {
    let draws = |futures: Range<u64>, out: &mut [Vec<f64>]| {
        drawn(equations, futures).into_iter().zip(out).for_each(|(values, out)| *out = values);
    };
    run(prepared, &as_it_stands(), count, (1, block), &draws)
}
