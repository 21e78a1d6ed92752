//! A small commented model to start from.
//!
//! Comes in: a name or path for its folder. Goes out: the folder with a `model.lin` that checks and passes its own test.
//! Refuses: names that cannot name a model, folders that are there.

use std::fs;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

use linchpin_lang::files::Memory;

use crate::disk;
use crate::open::read;

/// Text of a new model; `NAME` stands for its name.
const TEXT: &str = include_str!("new_model.lin");

/// Makes the folder and returns the path of its `model.lin`.
pub fn new_model(folder: &Path) -> Result<PathBuf, Refusal> {
    let name = folder.file_name().map(|name| name.to_string_lossy().replace('-', "_")).unwrap_or_default();
    let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(Refusal::new(
            format!("`{name}` cannot name a model"),
            "use small letters, digits, `-` and `_`, with a letter first, such as my-strategy",
        ));
    }
    // Words of the language are no names; the checker knows which.
    if read(&name, false, &Memory::one(text(&name))).model.is_none() {
        return Err(Refusal::new(
            format!("`{name}` cannot name a model: the language uses that word"),
            format!("name it otherwise, such as my-{}", name.replace('_', "-")),
        ));
    }
    if fs::symlink_metadata(folder).is_ok() {
        return Err(Refusal::new(format!("{} is there already", folder.display()), "choose another name; nothing was changed"));
    }
    fs::create_dir_all(folder).map_err(|error| {
        Refusal::new(
            format!("the folder {} cannot be made: {error}", folder.display()),
            "see that the folder above it may be written",
        )
    })?;
    let path = folder.join("model.lin");
    disk::write_whole(&path, text(&name).as_bytes())?;
    Ok(path)
}

/// The text of a new model of this name.
pub fn text(name: &str) -> String {
    TEXT.replace("NAME", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_language_name_no_model() {
        let folder = std::env::temp_dir().join(format!("linchpin-new-{}", std::process::id()));
        for word in ["if", "then", "judgement"] {
            let refusal = new_model(&folder.join(word)).unwrap_err();
            assert!(
                refusal.why.contains("the language uses that word") && refusal.help.contains(&format!("my-{word}")),
                "{refusal}"
            );
        }
        assert!(!folder.exists(), "nothing was made");
    }
}
