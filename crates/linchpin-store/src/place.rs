//! Where a study goes, and what was there before.
//!
//! Comes in: a path. Goes out: a folder built beside it and moved there in one step. Refuses: a place that is taken.

use std::fs;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

use crate::lock::Lock;
use crate::out::sync_folder;
use crate::trouble::refusal;

/// A folder beside a study's place in which it is begun. Dropped before it has moved, it is removed.
pub struct Aside {
    /// Where it is.
    pub path: PathBuf,
    moved: bool,
}

impl Aside {
    /// An empty one.
    pub fn create(place: &Path) -> Result<Aside, Refusal> {
        let parent = parent(place);
        fs::create_dir_all(parent).map_err(|error| refusal("create", parent, &error))?;
        let path = beside(place, "partial")?;
        if path.exists() {
            // Left by a killed process that had our number; nobody else can be writing it.
            fs::remove_dir_all(&path).map_err(|error| refusal("replace", &path, &error))?;
        }
        fs::create_dir(&path).map_err(|error| refusal("create", place, &error))?;
        Ok(Aside { path, moved: false })
    }

    /// A refusal about a file in here, as one about the file in its place.
    pub fn shown(&self, trouble: Refusal, place: &Path) -> Refusal {
        Refusal { why: trouble.why.replace(&self.path.display().to_string(), &place.display().to_string()), ..trouble }
    }

    /// Moves it to its place; what had to go is handed back.
    pub fn move_to(&mut self, place: &Path, force: bool) -> Result<Option<Replaced>, Refusal> {
        // Asked again: somebody may have come first.
        require_free(place, force)?;
        let replaced = match place.exists() {
            false => None,
            true => {
                let path = beside(place, "replaced")?;
                // Held until the new study is written: nobody goes on with what is about to be removed.
                let lock = place.join("study.toml").is_file().then(|| Lock::take(place)).transpose()?;
                fs::rename(place, &path).map_err(|error| refusal("replace", place, &error))?;
                Some(Replaced { path, _lock: lock })
            }
        };
        if let Err(error) = fs::rename(&self.path, place) {
            if let Some(replaced) = replaced {
                replaced.put_back(place);
            }
            return Err(refusal("create", place, &error));
        }
        self.moved = true;
        sync_folder(parent(place));
        Ok(replaced)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.moved {
            // Nobody is left to tell; the name says that it is partial.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// A study that another one takes the place of; it is kept until that one is written.
pub struct Replaced {
    path: PathBuf,
    _lock: Option<Lock>,
}

impl Replaced {
    /// It is not needed any more.
    pub fn remove(self) -> Result<(), Refusal> {
        fs::remove_dir_all(&self.path).map_err(|error| refusal("remove the replaced study", &self.path, &error))
    }

    /// Back to its place; where that fails it still stands under its other name.
    pub fn put_back(self, place: &Path) {
        let _ = fs::rename(&self.path, place);
    }
}

/// Refuses a place that is taken: always by what is no study and by a study that another process is writing, by any other
/// study unless it is to be replaced.
pub fn require_free(place: &Path, force: bool) -> Result<(), Refusal> {
    if fs::symlink_metadata(place).is_err() {
        return Ok(());
    }
    let shown = place.display();
    let is_study = place.join("study.toml").is_file();
    let is_empty = fs::read_dir(place).is_ok_and(|mut entries| entries.next().is_none());
    match (force, is_study, is_empty) {
        (true, true, _) => Lock::take(place).map(drop),
        (true, false, true) => Ok(()),
        (true, false, false) => Err(Refusal::new(
            format!("{shown} is there and is not a study, so --force does not replace it"),
            "name another folder with --out",
        )),
        (false, true, _) => Err(Refusal::new(
            format!("{shown} is there already"),
            "name another folder with --out, replace it with --force, or go on with it with --resume",
        )),
        (false, _, true) => {
            Err(Refusal::new(format!("{shown} is there already"), "name another folder with --out, or replace it with --force"))
        }
        (false, false, false) => {
            Err(Refusal::new(format!("{shown} is there already, and is not a study"), "name another folder with --out"))
        }
    }
}

fn parent(place: &Path) -> &Path {
    place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(place: &Path, word: &str) -> Result<PathBuf, Refusal> {
    let name = place
        .file_name()
        .ok_or_else(|| Refusal::new(format!("`{}` is not the name of a folder", place.display()), "name a folder to be made"))?;
    Ok(parent(place).join(format!(".{}.{word}-{}", name.to_string_lossy(), std::process::id())))
}
