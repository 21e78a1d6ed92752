//! Pictures of a study.
//!
//! Comes in: a study with its model. Goes out: fan charts of what was recorded, and the comparison of strategies, as SVG
//! and PNG. Refuses: names that the study does not keep, strategies that it does not hold.
//!
//! What the model hides is never drawn; outcomes are drawn as differences only.

mod album;
mod axis;
mod chart;
mod differences;
mod events;
mod fan;
mod font;
mod frame;
mod phrases;
mod png;
mod scene;
mod svg;
#[cfg(test)]
mod tests;

pub use album::{Album, Kind, Picture, Wanted, pictures, write};
pub use chart::chart;
pub use events::{Lane, Moment, events};
pub use font::Fonts;
pub use frame::{Caption, Studio};
pub use phrases::Language;
pub use png::png;
pub use scene::Scene;
pub use svg::svg;
