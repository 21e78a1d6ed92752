//! Studies on disk, and the only room that knows Parquet.
//!
//! Comes in: what was asked, the model's texts, chunks of results. Goes out: a folder with `study.toml`, the model as it
//! was run, and Parquet tables that open without us; the same folder read back. Refuses: to overwrite, and whatever the
//! disk refuses, with the path and a mend.
//!
//! A study grows chunk by chunk: the files of a chunk are written aside, synced, renamed, then listed in `chunks.csv` with
//! their seals, and only what is listed counts; each chunk's line stands once more in `seals/`, should the list be lost. Whatever ends a run, what is listed stays and the rest can be computed.
//! Values in the tables are in the units that the model declares; names, titles and units stand in the metadata.

mod asked;
mod bands;
mod blocks;
mod chunks;
mod dataset;
mod export;
mod files;
mod given;
mod layout;
mod lock;
mod merge;
mod out;
mod place;
mod reader;
mod room;
mod seals;
#[cfg(test)]
mod tests;
mod trouble;
mod verify;
mod writer;

pub use asked::{Asked, AskedArm, FORMAT};
pub use bands::{Bands, write_bands};
pub use blocks::quoted;
pub use chunks::Listed;
pub use export::export;
pub use given::{GivenTable, read_table};
pub use layout::{Layout, fault_word, fingerprint};
pub use merge::{merge, parts};
pub use out::{Seal, write_whole};
pub use reader::{Drawn, Results, Series, Study};
pub use room::{bytes_needed, in_bytes, require_room};
pub use verify::{Amiss, Verdict, repair, texts_below, verify};
pub use writer::{Writer, Written, bytes_in};
