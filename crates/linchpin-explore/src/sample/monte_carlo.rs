//! Independent draws.

use linchpin_core::chance::Stream;

use super::Sampler;
use super::space::drawn;

/// Every future is drawn for itself.
pub(super) static MONTE_CARLO: Sampler = Sampler {
    name: "monte_carlo",
    doc: "Independent draws: each future for itself, so a longer design continues a shorter one.",
    source: "standard",
    sized: false,
    alone: false,
    named_only: false,
    draws: |model, design| drawn(&MONTE_CARLO, model, design),
    points: |dimensions, _| Ok(independent(dimensions.iter().map(|dimension| dimension.stream).collect())),
};

/// Independent coordinates.
pub(super) fn independent(streams: Vec<Stream>) -> super::Points {
    Box::new(move |futures, out| {
        for (stream, out) in streams.iter().zip(out) {
            stream.fill(futures.start, 0, out);
        }
    })
}
