//! No spread at all.

use super::{Design, Draws, Sampler, columns};
use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Model, VarId};

/// Every uncertainty stays at its default; only events and per-step draws differ between futures.
pub(super) static DEFAULTS: Sampler = Sampler {
    name: "defaults",
    doc: "Every uncertainty at its default, save those named to vary; futures differ by luck alone.",
    source: "standard",
    sized: false,
    draws,
};

fn draws(model: &Model, design: &Design) -> Result<Draws, Refusal> {
    let columns = columns(model, design)?;
    let varies = |id: &VarId| design.vary.contains(id);
    let columns: Vec<_> = model.uncertainties().iter().map(varies).zip(columns).collect();
    Ok(Box::new(move |futures, out| {
        for ((varies, column), out) in columns.iter().zip(out) {
            match &column.spread {
                Some((stream, distribution)) if *varies => {
                    stream.fill(futures.start, 0, out);
                    out.iter_mut().for_each(|x| *x = distribution.quantile(*x));
                }
                _ => out.fill(column.default),
            }
        }
    }))
}
