//! What a disk can refuse, in words.
//!
//! Comes in: errors of the system and of Parquet. Goes out: refusals with the path, the reason and a mend.

use std::error::Error as _;
use std::io::{Error, ErrorKind};
use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use parquet::errors::ParquetError;

/// `verb` is what could not be done, such as `write`.
pub fn refusal(verb: &str, path: &Path, error: &Error) -> Refusal {
    let path = path.display();
    let (why, help) = match error.kind() {
        ErrorKind::StorageFull => {
            ("the disk is full", "free some space, ask for fewer futures, or name a folder elsewhere with --out")
        }
        ErrorKind::QuotaExceeded => {
            ("the quota is used up", "free some space, ask for fewer futures, or name a folder elsewhere with --out")
        }
        ErrorKind::PermissionDenied => ("that is not permitted", "name a folder that may be written, with --out"),
        ErrorKind::ReadOnlyFilesystem => ("the file system is read-only", "name a folder that may be written, with --out"),
        ErrorKind::NotFound => ("there is no such file or folder", "see that it, or the folder it belongs in, is there"),
        ErrorKind::NotADirectory => ("a part of the path is not a folder", "name another folder"),
        ErrorKind::IsADirectory => ("it is a folder", "name a file"),
        _ => return Refusal::new(format!("cannot {verb} {path}: {error}"), "see that the disk and the folder are in order"),
    };
    Refusal::new(format!("cannot {verb} {path}: {why}"), help)
}

/// The same for Parquet, which may carry an error of the system within.
pub fn parquet_refusal(verb: &str, path: &Path, error: &ParquetError) -> Refusal {
    let said = error.to_string();
    // Its own words speak of how this program was built.
    let codec = said.split_once("Disabled feature at compile time: ").map(|(_, codec)| codec.trim().to_owned());
    match (error.source().and_then(|inner| inner.downcast_ref::<Error>()), codec) {
        (Some(inner), _) => refusal(verb, path, inner),
        (None, Some(codec)) => Refusal::new(
            format!("{} is compressed with {codec}, which this program does not read", path.display()),
            "write it with snappy or without compression: `compression=\"snappy\"` in pandas and polars; or as .csv",
        ),
        (None, None) => {
            Refusal::new(format!("cannot {verb} {}: {error}", path.display()), "the file is damaged, or not one of a study")
        }
    }
}
