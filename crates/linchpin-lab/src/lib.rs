//! The one door for all fronts: open, check, run, compare, explain.
//!
//! Comes in: names of models, folders, requests. Goes out: models with their texts, results, small tables and words.
//! Refuses: requests that cannot be met, with a reason and a mend.

pub mod behaviour;
pub mod bench;
pub mod compare;
pub mod contract;
pub mod disk;
pub mod document;
mod each;
pub mod embedded;
pub mod ensemble;
pub mod evidence;
pub mod explain;
pub mod explore;
pub mod faults;
pub mod figure;
pub mod format;
pub mod game;
pub mod ledger;
pub mod links;
pub mod loops;
pub mod moment;
pub mod new;
pub mod open;
pub mod page;
pub mod plot;
pub mod reach;
pub mod reference;
pub mod report;
pub mod run;
pub mod sectors;
pub mod study;
pub mod trace;
pub mod wire;
pub mod words;

/// Differences, shares and levels as the analyses give them.
pub use linchpin_explore::analysis;
