//! The engine beside the limit and beside others, on the same equations and the same futures, by CPU time of one core.
//!
//! Others are found, not installed: a C compiler as `cc` (or what `CC` names), a Python with numpy and pysimlin as `python3`
//! (or what `LINCHPIN_PYTHON` names). One that is missing is said to be missing.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use linchpin_core::experiment::{Arm, Ask};
use linchpin_core::model::Model;
use linchpin_engine::{Draws, prepare};

use crate::equations::{Equations, economies, epidemic};
use crate::measure::{LONG_ENOUGH, drawn, each, engine, median, outcomes_only, run, typical, written};
use crate::{arrays, dialect, limit};

const FUTURES: u64 = 9_984;
/// For peers that take one future at a time through an interpreter.
const FEW: u64 = 200;

type Limit = fn(&mut [f64], &[Vec<f64>]);

/// Prints one table a model.
pub fn peers() {
    let folder = std::env::temp_dir().join(format!("linchpin-bench-{}", std::process::id()));
    if let Err(why) = fs::create_dir_all(&folder) {
        eprintln!("cannot make {}: {why}", folder.display());
        return;
    }
    let models: [(Equations, &[(&str, Limit)]); 3] = [
        (epidemic(), &[("8", limit::epidemic_1), ("16", limit::epidemic_2), ("32", limit::epidemic_4)]),
        (economies(false), &[("8", limit::economies_powers)]),
        (economies(true), &[("8", limit::economies_arithmetic)]),
    ];
    for (equations, limits) in models {
        table(&equations, limits, &folder);
    }
    // What cannot be removed is left to the system, which clears its temporary folder.
    drop(fs::remove_dir_all(&folder));
}

fn table(equations: &Equations, limits: &[(&str, Limit)], folder: &Path) {
    let prepared = outcomes_only(&written(equations));
    let columns = drawn(equations, 0..FUTURES);
    println!(
        "\n{}: {} equations, {} steps, {} futures, one core; microseconds of CPU a future",
        equations.name,
        equations.count(),
        equations.steps,
        FUTURES
    );
    let mut mean = 0.0;
    let mut ours = f64::INFINITY;
    for block in [None, Some(64), Some(256), Some(1024)] {
        let us = each(typical(3, || mean = engine(equations, &prepared, FUTURES, block)), FUTURES);
        let said = block.map_or("as it chooses".into(), |block| format!("blocks of {block}"));
        println!("  {:34} {us:9.3}", format!("linchpin, {said}"));
        if block.is_none() {
            ours = us;
        }
    }
    let line = |name: &str, found: Option<(f64, f64)>| match found {
        None => println!("  {name:34}   missing"),
        Some((us, found)) => {
            let far = (found - mean).abs() > 1e-5 * mean.abs();
            let agrees = if far { format!("  DISAGREES: {found} instead of {mean}") } else { String::new() };
            println!("  {name:34} {us:9.3}   {:7.2} of it{agrees}", us / ours);
        }
    };
    for (name, limit) in limits {
        let mut out = vec![0.0; FUTURES as usize];
        let time = typical(5, || limit(&mut out, &columns));
        line(&format!("by hand, {name} futures"), Some((each(time, FUTURES), out.iter().sum::<f64>() / FUTURES as f64)));
    }
    let rows: Vec<u8> =
        (0..FUTURES as usize).flat_map(|at| columns.iter().flat_map(move |column| column[at].to_le_bytes())).collect();
    let data = folder.join("parameters");
    if fs::write(&data, rows).is_err() {
        return println!("  no room for the parameters of others");
    }
    line("scalar C as SDEverywhere's", scalar_c(equations, folder, &data, Whole::Files));
    line("scalar C, all at once", scalar_c(equations, folder, &data, Whole::Program));
    line("numpy over futures", python(&dialect::numpy(equations), folder, &data, FUTURES, &[]));
    let xmile = folder.join("model.xmile");
    if fs::write(&xmile, dialect::xmile(equations)).is_ok() {
        line(&format!("pysimlin, {FEW} futures"), simlin(equations, folder, &data, &xmile));
    }
}

/// The flagship as numpy arrays over the same futures: microseconds a future with events. Without events both must agree to nine
/// digits, which is said where they do not.
pub fn flagship(model: &Model, arm: &Arm, draws: &Draws, count: u64) -> Option<f64> {
    let folder = std::env::temp_dir().join(format!("linchpin-bench-flagship-{}", std::process::id()));
    fs::create_dir_all(&folder).ok()?;
    let mut columns = vec![vec![0.0; count as usize]; model.uncertainties().len()];
    draws(0..count, &mut columns);
    let data = folder.join("parameters");
    let rows: Vec<u8> =
        (0..count as usize).flat_map(|at| columns.iter().flat_map(move |column| column[at].to_le_bytes())).collect();
    fs::write(&data, rows).ok()?;
    let script = arrays::numpy(model);
    let silent = python(&script, &folder, &data, count, &["0".into()]);
    let timed = python(&script, &folder, &data, count, &["1".into()]);
    let ask = Ask { outcomes: model.outcomes(), series: Vec::new(), at_steps: Vec::new(), events: false, dt: None };
    if let (Some((_, found)), Ok(prepared)) = (silent, prepare(model, &ask)) {
        let ours = run(&prepared, arm, count, (0, None), draws);
        if (found - ours).abs() > 1e-9 * ours.abs() {
            println!("  numpy DISAGREES without events: {found} instead of {ours}");
        }
    }
    // What cannot be removed is left to the system, which clears its temporary folder.
    drop(fs::remove_dir_all(&folder));
    timed.map(|(us, _)| us)
}

/// The median of at least three runs: microseconds a future, and the mean.
fn typical_run(count: u64, mut command: impl FnMut() -> Command) -> Option<(f64, f64)> {
    let (mut times, mut mean) = (Vec::new(), f64::NAN);
    while times.len() < 3 || times.iter().sum::<f64>() < LONG_ENOUGH.as_secs_f64() {
        let output = command().output().ok().filter(|output| output.status.success())?;
        let text = String::from_utf8(output.stdout).ok()?;
        let mut words = text.split_whitespace().map(str::parse::<f64>);
        times.push(words.next()?.ok()?);
        mean = words.next()?.ok()?;
    }
    Some((median(&times) * 1e6 / count as f64, mean))
}

/// What the C compiler sees in one piece.
#[derive(Clone, Copy, PartialEq)]
enum Whole {
    /// Equations and run loop apart, as SDEverywhere leaves them, with its save points every second year.
    Files,
    /// The whole program, without save points: variables may stay in registers between steps.
    Program,
}

/// With `-O3 -march=native`, which is more than SDEverywhere asks for.
fn scalar_c(equations: &Equations, folder: &Path, data: &Path, whole: Whole) -> Option<(f64, f64)> {
    let source = dialect::c(equations);
    let files = match whole {
        Whole::Files => vec![("equations.c", source.equations), ("driver.c", source.driver)],
        Whole::Program => vec![("whole.c", format!("{}\n{}", source.equations, source.driver))],
    };
    let program = folder.join("model");
    let mut build = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
    build.args(["-O3", "-march=native"]).arg(if whole == Whole::Files { "-DSAVE_EVERY=2.0" } else { "-fwhole-program" });
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).ok()?;
        build.arg(path);
    }
    build.arg("-o").arg(&program).arg("-lm");
    build.status().ok().filter(|status| status.success())?;
    typical_run(FUTURES, || {
        let mut command = Command::new(&program);
        command.arg(data).arg(FUTURES.to_string());
        command
    })
}

fn python(text: &str, folder: &Path, data: &Path, count: u64, more: &[OsString]) -> Option<(f64, f64)> {
    let script = folder.join("model.py");
    fs::write(&script, text).ok()?;
    typical_run(count, || {
        let mut command = Command::new(std::env::var_os("LINCHPIN_PYTHON").unwrap_or_else(|| "python3".into()));
        command.env("OPENBLAS_NUM_THREADS", "1").arg(&script).arg(data).arg(count.to_string()).args(more);
        command
    })
}

/// Its cheapest documented way: one simulation, reset between futures. The mean is ours over all futures, so it is not
/// compared: that of the first futures is printed where it is far off.
fn simlin(equations: &Equations, folder: &Path, data: &Path, xmile: &Path) -> Option<(f64, f64)> {
    let names: Vec<&str> = equations.parameters.iter().map(|(name, ..)| *name).collect();
    let text = format!(
        "import sys, time, struct\nimport simlin\nn = int(sys.argv[2])\nnames = {names:?}\n\
         rows = list(struct.iter_unpack('<' + 'd' * len(names), open(sys.argv[1], 'rb').read()))[:n]\n\
         sim = simlin.load(sys.argv[3]).simulate()\nsim.run_to_end()\nsum = 0.0\nbegun = time.process_time()\n\
         for row in rows:\n    sim.reset()\n    for name, value in zip(names, row): sim.set_value(name, value)\n    \
         sim.run_to_end(); sum += sim.get_series({:?})[-1]\nprint(time.process_time() - begun, sum / n)\n",
        equations.out
    );
    let (us, mean) = python(&text, folder, data, FEW, &[xmile.as_os_str().to_owned()])?;
    let first = engine(equations, &outcomes_only(&written(equations)), FEW, None);
    if (mean - first).abs() > 1e-5 * first.abs() {
        println!("  pysimlin DISAGREES: {mean} instead of {first}");
    }
    Some((us, mean)).map(|(us, _)| (us, engine(equations, &outcomes_only(&written(equations)), FUTURES, None)))
}
