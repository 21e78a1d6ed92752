//! Designs with a layout that an analysis reads back: their rows belong together.
//!
//! Comes in: dimensions, a size. Goes out: points. Refuses: a size that the layout does not fit, with the sizes next to it.

use linchpin_core::chance::Stream;
use linchpin_core::diagnostic::Refusal;

use super::latin_hypercube::Shuffle;
use super::sobol::{Sequence, scramble};
use super::space::{Dimension, drawn};
use super::{Design, Points, Sampler};

/// Every combination of levels.
pub(super) static FULL_FACTORIAL: Sampler = Sampler {
    name: "full_factorial",
    doc: "Every combination of equally many levels of every uncertainty: n must be a whole number to the power of their count.",
    source: "Fisher 1935",
    alone: false,
    named_only: false,
    sized: true,
    draws: |model, design| drawn(&FULL_FACTORIAL, model, design),
    points: full_factorial,
};

/// Trajectories.
pub(super) static MORRIS: Sampler = Sampler {
    name: "morris",
    doc: "Trajectories on a grid of four levels: each moves one uncertainty after the other by two thirds of its range.",
    source: "Morris 1991",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&MORRIS, model, design),
    points: morris,
};

/// For Sobol' indices of first, second and total order.
pub(super) static SALTELLI: Sampler = Sampler {
    name: "saltelli",
    doc: "Rows for Sobol' indices with second order: A, A with each column of B, B with each column of A, B, for every base row.",
    source: "Saltelli 2002; row layout as in SALib",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&SALTELLI, model, design),
    points: |dimensions, design| saltelli(dimensions, design, true),
};

/// For Sobol' indices of first and total order.
pub(super) static SALTELLI_FIRST: Sampler = Sampler {
    name: "saltelli_first",
    doc: "Rows for Sobol' indices of first and total order: A, A with each column of B, B, for every base row.",
    source: "Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola 2010; row layout as in SALib",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&SALTELLI_FIRST, model, design),
    points: |dimensions, design| saltelli(dimensions, design, false),
};

/// One moves, the others stay.
pub(super) static ONE_AT_A_TIME: Sampler = Sampler {
    name: "one_at_a_time",
    doc: "First every uncertainty at its default, then each in turn at equally likely levels while the others stay.",
    source: "standard",
    named_only: false,
    sized: true,
    alone: true,
    draws: |model, design| drawn(&ONE_AT_A_TIME, model, design),
    points: one_at_a_time,
};

/// Refuses a size that is not of `fits`; `below` and `above` are those next to it.
fn require(design: &Design, fits: bool, layout: &str, below: u64, above: u64) -> Result<(), Refusal> {
    if fits {
        return Ok(());
    }
    let help = match below {
        0 => format!("ask for {above} futures"),
        _ => format!("ask for {below} or {above} futures"),
    };
    Err(Refusal::new(format!("{} futures do not fit {layout}", design.size), help))
}

fn some(dimensions: &[Dimension], name: &str) -> Result<u64, Refusal> {
    match dimensions.len() as u64 {
        0 => Err(Refusal::new(format!("`{name}` needs an uncertainty that varies"), "choose the design `defaults`")),
        count => Ok(count),
    }
}

fn full_factorial(dimensions: &[Dimension], design: &Design) -> Result<Points, Refusal> {
    let count = some(dimensions, "full_factorial")?;
    let power = |levels: u64| u32::try_from(count).ok().and_then(|count| levels.checked_pow(count));
    let mut levels = 1;
    while power(levels + 1).is_some_and(|rows| rows <= design.size) {
        levels += 1;
    }
    let Some(above) = power(levels + 1) else {
        return Err(Refusal::new(
            format!("every combination of {count} uncertainties is more futures than can be counted"),
            "let a few vary with --vary-only, or choose another design",
        ));
    };
    let below = power(levels).filter(|_| levels > 1).unwrap_or(0);
    require(design, below == design.size, &format!("every combination of {count} uncertainties"), below, above)?;
    Ok(Box::new(move |futures, out| {
        for (at, out) in out.iter_mut().enumerate() {
            let stride = levels.pow(at as u32);
            for (x, future) in out.iter_mut().zip(futures.clone()) {
                // The middle of equally likely slices: no distribution has to have an end.
                *x = ((future / stride % levels) as f64 + 0.5) / levels as f64;
            }
        }
    }))
}

/// Levels of the grid of trajectories.
const LEVELS: u64 = 4;

fn morris(dimensions: &[Dimension], design: &Design) -> Result<Points, Refusal> {
    let count = some(dimensions, "morris")?;
    let rows = count + 1;
    let below = design.size / rows * rows;
    require(design, below == design.size, &format!("trajectories of {rows} rows"), below, below + rows)?;
    let streams: Vec<Stream> = dimensions.iter().map(|dimension| dimension.stream).collect();
    let order = Stream::new(design.seed, "order of a trajectory");
    Ok(Box::new(move |futures, out| {
        let mut known: Option<(u64, Vec<u64>)> = None;
        for (column, future) in futures.enumerate() {
            let (trajectory, row) = (future / rows, future % rows);
            if known.as_ref().is_none_or(|(of, _)| *of != trajectory) {
                // At which row each dimension moves.
                let shuffle = Shuffle::of_draw(&order, count, trajectory as u32);
                known = Some((trajectory, (0..count).map(|at| shuffle.of(at)).collect()));
            }
            let moves = known.as_ref().map(|(_, moves)| moves.as_slice()).unwrap_or_default();
            for (at, out) in out.iter_mut().enumerate() {
                let word = streams[at].word(trajectory, 0, 0);
                let half = LEVELS / 2;
                let (low, up) = (word % half, word >> 32 & 1 == 1);
                // From a lower level up by half the levels, or from there down.
                let high = (row > moves[at]) == up;
                out[column] = (low + if high { half } else { 0 }) as f64 / (LEVELS - 1) as f64;
            }
        }
        // The ends of the grid, where a distribution may have none.
        out.iter_mut().flatten().for_each(|x| *x = x.clamp(END, 1.0 - END));
    }))
}

/// How far from 0 and 1 the outer levels of trajectories stay, for distributions without ends: a grid to its very ends would
/// have them at infinity.
const END: f64 = 1e-9;

fn saltelli(dimensions: &[Dimension], design: &Design, second: bool) -> Result<Points, Refusal> {
    let count = some(dimensions, if second { "saltelli" } else { "saltelli_first" })?;
    let rows = if second { 2 * count + 2 } else { count + 2 };
    let below = design.size / rows * rows;
    require(design, below == design.size, &format!("blocks of {rows} rows"), below, below + rows)?;
    let sequence = Sequence::new(2 * dimensions.len())?;
    let keys: Vec<[u64; 2]> = dimensions.iter().map(|d| [d.stream.word(0, 0, 1), d.stream.word(0, 0, 2)]).collect();
    Ok(Box::new(move |futures, out| {
        let count = out.len();
        for (column, future) in futures.enumerate() {
            let base = future / rows;
            for (at, out) in out.iter_mut().enumerate() {
                let from_b = takes_b(future % rows, at, count, second);
                let bits = sequence.bits(base, if from_b { count + at } else { at });
                out[column] = scramble(bits, keys[at][usize::from(from_b)]);
            }
        }
    }))
}

/// True where a row of a block takes a column of B: A, A with a column of B each, B with a column of A each, B.
pub(super) fn takes_b(row: u64, column: usize, columns: usize, second: bool) -> bool {
    let (columns, column) = (columns as u64, column as u64);
    match row {
        0 => false,
        row if row <= columns => row - 1 == column,
        row if second && row <= 2 * columns => row - 1 - columns != column,
        _ => true,
    }
}

fn one_at_a_time(dimensions: &[Dimension], design: &Design) -> Result<Points, Refusal> {
    let count = some(dimensions, "one_at_a_time")?;
    let levels = design.size.saturating_sub(1) / count;
    let (below, above) = (if levels > 0 { 1 + levels * count } else { 0 }, 1 + (levels + 1) * count);
    require(design, below == design.size, &format!("one row and equally many for each of {count} uncertainties"), below, above)?;
    Ok(Box::new(move |futures, out| {
        for (at, out) in out.iter_mut().enumerate() {
            for (x, future) in out.iter_mut().zip(futures.clone()) {
                let moved = future.checked_sub(1).filter(|row| row / levels == at as u64);
                *x = moved.map_or(f64::NAN, |row| ((row % levels) as f64 + 0.5) / levels as f64);
            }
        }
    }))
}
