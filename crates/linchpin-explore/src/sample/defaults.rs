//! No spread at all.

use super::Sampler;
use super::monte_carlo::independent;
use super::space::drawn;

/// Every uncertainty stays at its default; only events and per-step draws differ between futures.
pub(super) static DEFAULTS: Sampler = Sampler {
    name: "defaults",
    doc: "Every uncertainty at its default, save those named to vary; futures differ by luck alone.",
    source: "standard",
    sized: false,
    alone: false,
    named_only: true,
    draws: |model, design| drawn(&DEFAULTS, model, design),
    points: |dimensions, _| Ok(independent(dimensions.iter().map(|dimension| dimension.stream).collect())),
};
