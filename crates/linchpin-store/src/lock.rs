//! One writer a study.
//!
//! Comes in: a study's folder. Goes out: a lock that ends with the process, however it ends. Refuses: a study that another
//! process is writing.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use linchpin_core::diagnostic::Refusal;

use crate::trouble::refusal;

/// Name of the file that is locked. It stays: who removes it could let two in.
pub const LOCK: &str = ".lock";

/// Held while a study is written.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a study. File systems without locks do without.
    pub fn take(study: &Path) -> Result<Lock, Refusal> {
        let path = study.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| refusal("write", &path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Refusal::new(
                format!("another process is writing the study {}", study.display()),
                "wait until it has ended, or name another folder with --out",
            )),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(Lock { _file: file }),
            Err(TryLockError::Error(error)) => Err(refusal("lock", &path, &error)),
        }
    }
}
