//! Files that appear whole or not at all.
//!
//! Comes in: bytes. Goes out: a file on the disk, synced. Refuses: what the disk refuses, with the path.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write};
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use sha2::{Digest, Sha256};

use crate::trouble::refusal;

/// A file being written; it keeps the first error, because writers above it may lose it.
pub struct Out {
    path: PathBuf,
    file: File,
    /// The first error, by its kind and words.
    first_error: Option<(ErrorKind, String)>,
    bytes: u64,
    hash: Sha256,
}

/// Length and SHA-256 of a file as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seal {
    /// Bytes.
    pub bytes: u64,
    /// In hexadecimal.
    pub sha256: String,
}

impl Out {
    /// Creates the file; a file that is there is replaced.
    pub fn create(path: &Path) -> Result<Out, Refusal> {
        let file = File::create(path).map_err(|error| refusal("write", path, &error))?;
        Ok(Out { path: path.to_owned(), file, first_error: None, bytes: 0, hash: Sha256::new() })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The refusal of the first error that any write met.
    pub fn trouble(&self) -> Option<Refusal> {
        let (kind, words) = self.first_error.as_ref()?;
        let error = if words.is_empty() { std::io::Error::from(*kind) } else { std::io::Error::new(*kind, words.clone()) };
        Some(refusal("write", &self.path, &error))
    }

    /// Waits until the disk has it; what was written then has this seal.
    pub fn sync(&mut self) -> Result<Seal, Refusal> {
        match self.trouble() {
            Some(trouble) => Err(trouble),
            None => self.file.sync_all().map_err(|error| refusal("write", &self.path, &error)),
        }?;
        Ok(Seal { bytes: self.bytes, sha256: hex(&self.hash.clone().finalize()) })
    }

    fn remember<T>(&mut self, result: std::io::Result<T>) -> std::io::Result<T> {
        if let Err(error) = &result
            && error.kind() != ErrorKind::Interrupted
            && self.first_error.is_none()
        {
            self.first_error = Some((error.kind(), error.to_string()));
        }
        result
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let result = self.file.write(bytes);
        if let Ok(written) = result {
            self.bytes += written as u64;
            self.hash.update(&bytes[..written]);
        }
        self.remember(result)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let result = self.file.flush();
        self.remember(result)
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// The seal of a file as it is on the disk now.
pub fn seal_of(path: &Path) -> Result<Seal, Refusal> {
    let mut file = File::open(path).map_err(|error| refusal("read", path, &error))?;
    let (mut bytes, mut hash, mut buffer) = (0, Sha256::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Seal { bytes, sha256: hex(&hash.finalize()) }),
            Ok(read) => {
                bytes += read as u64;
                hash.update(&buffer[..read]);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(refusal("read", path, &error)),
        }
    }
}

/// Writes a whole file, synced, within a folder that nobody else sees yet.
pub fn write_synced(path: &Path, bytes: &[u8]) -> Result<Seal, Refusal> {
    let mut out = Out::create(path)?;
    out.write_all(bytes).map_err(|error| refusal("write", path, &error))?;
    out.sync()
}

/// Writes a file so that readers see the old one or the new one, never a part: aside, synced, renamed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let name =
        path.file_name().ok_or_else(|| Refusal::new(format!("{} is not the name of a file", path.display()), "name a file"))?;
    let aside = path.with_file_name(format!(".{}.partial-{}", name.to_string_lossy(), std::process::id()));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| refusal("create", parent, &error))?;
    }
    let end = write_synced(&aside, bytes).and_then(|_| fs::rename(&aside, path).map_err(|error| refusal("write", path, &error)));
    if end.is_err() {
        // The write has failed already; a leftover that cannot be removed adds nothing to that.
        let _ = fs::remove_file(&aside);
    }
    end.map_err(|trouble| Refusal {
        why: trouble.why.replace(&aside.display().to_string(), &path.display().to_string()),
        ..trouble
    })
}

/// Makes a folder within one that is there. Where that one is gone nothing is made: a study that was removed while it was
/// written stays removed.
pub fn make_folder(path: &Path) -> Result<(), Refusal> {
    match fs::create_dir(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(refusal("create", path, &error)),
        _ => Ok(()),
    }
}

/// Waits until the disk has the names in a folder. Systems that cannot open a folder as a file do without.
pub fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(path) {
        // Not every file system can: the files themselves are synced already.
        let _ = folder.sync_all();
    }
}
