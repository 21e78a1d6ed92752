//! The ledger looked at as a whole: what it says against the documents at hand, disputes put to the model, dated events.
//!
//! Comes in: a checked model with its texts, documents at hand, a way to run. Goes out: reports for the reader. Refuses:
//! folders and files that cannot be read; a source whose document is not at hand is told, not refused.

mod amount;
mod check;
mod citation;
mod copies;
mod dispute;
mod documents;
mod exchange;
mod import;
mod lists;
mod odds;
#[cfg(test)]
mod tests;
mod timeline;

pub use check::{Question, check};
pub use citation::{Style, bibliography, citation};
pub use dispute::{Asked, Quarrel, alternatives, dispute};
pub use documents::{AtHand, from_folder};
pub use exchange::{Form, export};
pub use import::{Brought, import};
pub use timeline::{scene, timeline};
