//! Analyses on plain numbers beside SALib and EMA Workbench: `cargo run --release -p linchpin-bench --bin explore [PYTHON]`.
//!
//! PYTHON is an interpreter that has SALib and ema_workbench (`tests/peers/requirements-explore.txt`); without one only our
//! own times are printed. Times are CPU times, one after the other in one run, so that a busy machine disturbs them alike.

use std::process::Command;
use std::time::Duration;

use cpu_time::ProcessTime;
use linchpin_core::chance::Stream;
use linchpin_explore::method::pawn::{self, pawn};
use linchpin_explore::method::prim::{USUAL, prim};
use linchpin_explore::method::region::{Input, Kind};
use linchpin_explore::method::sobol::{Options, sobol};

/// Inputs of the wide tables, and their futures.
const WIDE: (usize, usize) = (150, 100_000);
/// Inputs of the Sobol' design; its blocks make a million evaluations.
const GROUPS: usize = 8;
const BLOCKS: usize = 100_000;

fn main() {
    let stream = Stream::new(42, "bench");
    let outcome: Vec<f64> = (0..BLOCKS * (GROUPS + 2)).map(|at| stream.uniform(at as u64, 0, 0)).collect();
    let columns: Vec<Vec<f64>> =
        (0..WIDE.0).map(|input| (0..WIDE.1).map(|row| stream.uniform(row as u64, input as u32, 1)).collect()).collect();
    let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let y: Vec<f64> =
        (0..WIDE.1).map(|row| columns[0][row] + 2.0 * columns[1][row] * columns[2][row] + 0.1 * columns[3][row]).collect();
    let marks: Vec<f64> =
        (0..WIDE.1).map(|row| f64::from(columns[0][row] > 0.7 && columns[1][row] < 0.4 || columns[4][row] < 0.02)).collect();
    let inputs: Vec<Input<'_>> = columns.iter().map(|values| Input { name: "x", kind: Kind::Real, values }).collect();
    let ours = [
        ("sobol", spent(|| drop(sobol(&outcome, &Options { groups: GROUPS, second_order: false, resamples: 100, seed: 1 })))),
        ("pawn", spent(|| drop(pawn(&views, &y, &pawn::Options { slices: 10, resamples: 0, seed: 1 })))),
        ("prim", spent(|| drop(prim(&inputs, &marks, &USUAL)))),
    ];
    let theirs = std::env::args().nth(1).map(|python| peers(&python)).unwrap_or_default();
    for (name, time) in ours {
        let seconds = time.as_secs_f64();
        let peer = theirs.iter().find(|(known, _)| known == name);
        match peer {
            Some((_, theirs)) => println!("{name}: {seconds:.3} s of CPU, peer {theirs:.3} s, ratio {:.1}", theirs / seconds),
            None => println!("{name}: {seconds:.3} s of CPU"),
        }
    }
}

/// Times of the peers, `name seconds` a line.
fn peers(python: &str) -> Vec<(String, f64)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/peers/explore.py");
    let output = match Command::new(python).arg(script).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("{python} cannot be run: {error}");
            return Vec::new();
        }
    };
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, time)| Some((name.to_owned(), time.trim().parse().ok()?)))
        .collect()
}

fn spent(work: impl FnOnce()) -> Duration {
    let start = ProcessTime::now();
    work();
    start.elapsed()
}
