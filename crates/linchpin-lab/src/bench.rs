//! How fast this machine runs the models that come along.
//!
//! Comes in: a model's name and a number of futures. Goes out: times, each the least of several, because a busy machine only
//! ever adds. Refuses: what opening and running refuse.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::lanes::vectors;
use linchpin_engine::{Passes, compile, compile_by, prepare};

use crate::ensemble;
use crate::open::open;
use crate::run::AS_IT_STANDS;
use crate::wire::BenchLine;

/// Times the model as it stands, on all cores, outcomes only, drawing included.
pub fn bench(name: &str, futures: u64) -> Result<BenchLine, Refusal> {
    let opened = open(name)?;
    let Some(model) = opened.model else {
        return Err(Refusal::new(format!("{name} has errors"), format!("`linchpin check {name}` shows them")));
    };
    let text = least(3, || open(name).map(drop))?;
    let ask = Ask { outcomes: model.outcomes(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None };
    let program = least(3, || compile(&model, &[], &ask).map(drop))?;
    // Where steps are woven, a loop of many rules would count as one.
    let [_, instructions, inner, _] = compile_by(&model, &[], &ask, Passes { weave: false, ..Passes::ALL })?.sizes();
    let prepared = prepare(&model, &ask)?;
    let arm = Arm { name: AS_IT_STANDS.into(), policy: None, world: None, settings: Vec::new() };
    let experiment = Experiment { futures: Futures { seed: 1, first: 0, count: futures }, arms: vec![arm], ask };
    let run = least(3, || ensemble::prepared(&prepared, &model, &experiment, 0, &AtomicBool::new(false)).map(drop))?;
    Ok(BenchLine {
        model: name.to_string(),
        text_milliseconds: 1e3 * text.cpu.as_secs_f64(),
        program_milliseconds: 1e3 * program.cpu.as_secs_f64(),
        instructions: instructions + 3 * inner,
        steps: model.time.steps,
        futures,
        cpu_microseconds: 1e6 * run.cpu.as_secs_f64() / futures as f64,
        futures_per_second: futures as f64 / run.wall.as_secs_f64(),
    })
}

/// The vectors in use, in words.
pub fn vectors_in_words() -> &'static str {
    match vectors() {
        linchpin_core::lanes::Vectors::Portable => "plain vectors",
        linchpin_core::lanes::Vectors::Avx2 => "AVX2 with FMA",
        linchpin_core::lanes::Vectors::Avx512 => "AVX-512",
    }
}

struct Time {
    cpu: Duration,
    wall: Duration,
}

/// The least CPU time and the least time on the clock.
fn least(repeats: usize, mut work: impl FnMut() -> Result<(), Refusal>) -> Result<Time, Refusal> {
    let mut least = Time { cpu: Duration::MAX, wall: Duration::MAX };
    for _ in 0..repeats {
        let (wall, cpu) = (Instant::now(), ProcessTime::now());
        work()?;
        least.cpu = least.cpu.min(cpu.elapsed());
        least.wall = least.wall.min(wall.elapsed());
    }
    Ok(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_textbook_model_has_times() {
        let line = bench("teacup", 64).expect("comes along");
        assert!(line.cpu_microseconds > 0.0 && line.futures_per_second > 0.0 && line.text_milliseconds > 0.0);
        assert_eq!((line.model.as_str(), line.futures), ("teacup", 64));
        assert!(bench("no-such-model", 64).is_err());
    }
}
