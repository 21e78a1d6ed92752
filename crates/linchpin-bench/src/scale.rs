//! How cost grows: with futures, and with equations.

use crate::equations::{economies, ring};
use crate::measure::{each, engine, milliseconds, outcomes_only, typical, written};

/// Prints both tables: the cost of one equation, step and future should stay what it is.
pub fn scale() {
    println!("\nfutures of the economies, one core");
    let equations = economies(false);
    let prepared = outcomes_only(&written(&equations));
    for count in [1_000, 10_000, 100_000, 1_000_000] {
        let us = each(
            typical(if count > 10_000 { 1 } else { 3 }, || {
                engine(&equations, &prepared, count, None);
            }),
            count,
        );
        println!("{count:>9} futures: {us:8.2} us of CPU a future");
    }
    println!("\nequations of a ring, 100 steps, 2048 futures, one core; nanoseconds of CPU an equation, step and future");
    for size in [100, 300, 1_000, 3_000, 10_000, 20_000] {
        let equations = ring(size);
        let model = written(&equations);
        let mut prepared = None;
        let compile = typical(1, || prepared = Some(outcomes_only(&model)));
        let Some(prepared) = prepared else { continue };
        let cost = |block: Option<usize>| {
            let us = each(
                typical(2, || {
                    engine(&equations, &prepared, 2048, block);
                }),
                2048,
            );
            1e3 * us / (f64::from(equations.steps) * equations.count() as f64)
        };
        println!(
            "{size:>9} equations: {:.3} as it chooses, {:.3} at 64, {:.3} at 128, {:.3} at 256; compiled in {:.1} ms",
            cost(None),
            cost(Some(64)),
            cost(Some(128)),
            cost(Some(256)),
            milliseconds(compile)
        );
    }
}
