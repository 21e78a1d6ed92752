//! Every JSON shape of the lab. What is serialisable is a promise, so promises live in one room.
//!
//! Comes in: plain results of the other files. Goes out: JSON text. Numbers are in the unit that stands beside them;
//! a number that is not finite is `null`. Refuses: nothing.

mod article;
mod behaviour;
mod bench;
mod card;
mod contract;
mod finding;
mod game;
mod exchange;
mod ledger;
mod loops;
pub mod explore;
mod run;
mod sectors;
mod study;
pub mod page;
mod trace;

pub use article::*;
pub use behaviour::*;
pub use bench::*;
pub use card::*;
pub use contract::*;
pub use exchange::*;
pub use finding::*;
pub use game::*;
pub use ledger::*;
pub use loops::*;
pub use run::*;
pub use sectors::*;
pub use study::*;
pub use trace::*;

use serde::Serialize;

/// Any shape of this file as indented JSON with a final line break.
pub fn json<T: Serialize>(value: &T) -> String {
    // Shapes here have string keys only, so the one thing that could fail cannot.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}
