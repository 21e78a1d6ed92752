//! The shapes that the lab's page and its server exchange.
//!
//! Values travel in the unit shown beside them; a number that is missing is `null`.

mod answer;
mod ask;
mod evidence;
mod explored;
mod model;

pub use answer::*;
pub use ask::*;
pub use evidence::*;
pub use explored::*;
pub use model::*;

/// Any shape of this file as JSON in one line.
pub fn line<T: serde::Serialize>(value: &T) -> String {
    // Shapes here have string keys only, so the one thing that could fail cannot.
    serde_json::to_string(value).unwrap_or_default()
}
