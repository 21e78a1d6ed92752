//! Independent draws.

use super::{Design, Draws, Sampler, columns};
use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Model;

/// Every future is drawn for itself.
pub(super) static MONTE_CARLO: Sampler = Sampler {
    name: "monte_carlo",
    doc: "Independent draws: each future for itself, so a longer design continues a shorter one.",
    source: "standard",
    sized: false,
    draws,
};

fn draws(model: &Model, design: &Design) -> Result<Draws, Refusal> {
    let columns = columns(model, design)?;
    Ok(Box::new(move |futures, out| {
        for (column, out) in columns.iter().zip(out) {
            match &column.spread {
                Some((stream, distribution)) => {
                    stream.fill(futures.start, 0, out);
                    out.iter_mut().for_each(|x| *x = distribution.quantile(*x));
                }
                None => out.fill(column.default),
            }
        }
    }))
}
