//! The one door for all fronts: open, check, run, compare, explain.
//!
//! Comes in: names of models, folders, requests. Goes out: models with their texts, results, small tables and words.
//! Refuses: requests that cannot be met, with a reason and a mend.

pub mod embedded;
pub mod disk;
pub mod new;
pub mod ensemble;
pub mod figure;
pub mod links;
pub mod explain;
pub mod moment;
pub mod faults;
pub mod loops;
pub mod behaviour;
pub mod game;
pub mod run;
pub mod study;
pub mod compare;
pub mod wire;
