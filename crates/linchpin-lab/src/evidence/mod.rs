//! Articles against the ledger: what one says, what it would change, what follows from that.
//!
//! Comes in: articles and a checked model. Goes out: readings, proposals in the model's language, and the impact on outcomes over the
//! same futures. Refuses: articles that cannot be read.

mod amount;
pub mod article;
mod common;
mod doubt;
pub mod impact;
pub mod matching;
mod number;
pub mod omission;
mod owner;
pub mod proposal;
pub mod reading;
pub mod subject;
mod words;
