//! Files appear whole or not at all.
//!
//! Comes in: a path and its content. Goes out: the file. Refuses: what cannot be written, with the path.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

/// Writes a file under a temporary name beside it, syncs it and renames it into place. A link is followed, so that the
/// file behind it changes and the link stays. Permissions of a file that was there are kept.
pub fn write_whole(path: &Path, content: &[u8]) -> Result<(), Refusal> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let cannot = |error: std::io::Error| {
        Refusal::new(
            format!("{} cannot be written: {error}", path.display()),
            "see that the folder may be written and the disk has room",
        )
    };
    let temporary = beside(&target);
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        if let Ok(known) = fs::metadata(&target) {
            file.set_permissions(known.permissions())?;
        }
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&temporary, &target)
    })();
    if written.is_err() {
        // Whatever stands there is half a file of ours; the first error is the one worth telling.
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(cannot)
}

fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_a_file_and_leaves_nothing_beside_it() {
        let folder = std::env::temp_dir().join(format!("linchpin-disk-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.lin");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        let refusal = write_whole(&folder.join("none").join("b.lin"), b"x").unwrap_err();
        assert!(refusal.why.contains("cannot be written"), "{refusal}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
