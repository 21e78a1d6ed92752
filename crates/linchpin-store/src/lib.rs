//! Studies on disk, and the only room that knows Parquet.
//!
//! Comes in: what was asked, the model's texts, chunks of results. Goes out: a folder with `study.toml`, the model as it
//! was run, and Parquet tables that open without us; the same folder read back. Refuses: to overwrite, and whatever the
//! disk refuses, with the path and a mend.
//!
//! A study appears whole or not at all: it is written under a temporary name beside its place, synced, then renamed.
//! Values in the tables are in the units that the model declares; names, titles and units stand in the metadata.

mod asked;
mod blocks;
mod dataset;
mod layout;
mod out;
mod reader;
mod room;
#[cfg(test)]
mod tests;
mod trouble;
mod writer;

pub use asked::{Asked, AskedArm};
pub use layout::{Layout, fault_word, fingerprint};
pub use out::write_whole;
pub use reader::{Drawn, Results, Series, Study};
pub use room::{bytes_needed, in_bytes, require_room};
pub use writer::{Writer, Written};
