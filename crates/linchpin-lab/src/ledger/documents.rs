//! Documents at hand: the files that sources name.
//!
//! Comes in: a model and a folder. Goes out: the numbered paragraphs of every source whose file is there. Refuses: a path that is no
//! folder, a name that leads out of it, a file that cannot be read.

use std::path::{Component, Path};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::evidence::SourceDocId;
use linchpin_core::model::Model;
use linchpin_read::document::{self, Document};

/// The document of a source.
#[derive(Clone, Debug)]
pub struct AtHand {
    /// The source that names it.
    pub source: SourceDocId,
    /// Its file, as the source names it.
    pub file: String,
    /// What was read; `None` where the folder does not have it.
    pub document: Option<Document>,
}

/// Reads the files that sources name, in order of the sources.
pub fn from_folder(model: &Model, folder: &Path) -> Result<Vec<AtHand>, Refusal> {
    if !folder.is_dir() {
        return Err(Refusal::new(format!("{} is no folder", folder.display()), "name the folder that holds the documents"));
    }
    let mut found = Vec::new();
    for (at, source) in model.sources.iter().enumerate() {
        let Some(file) = &source.file else { continue };
        if !Path::new(file).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Refusal::new(
                format!("the source `{}` names the file `{file}`, which leads out of the folder", source.name),
                "write the name of a file within the folder of documents",
            ));
        }
        let path = folder.join(file);
        let document = match path.is_file() {
            false => None,
            true => {
                let bytes = std::fs::read(&path)
                    .map_err(|why| Refusal::new(format!("{} cannot be read: {why}", path.display()), "check who may read it"))?;
                Some(document::read(file, &bytes)?)
            }
        };
        found.push(AtHand { source: SourceDocId(at as u32), file: file.clone(), document });
    }
    Ok(found)
}

/// Text as it is compared: quotes, dashes, spaces and capitals alike.
pub(super) fn plain(text: &str) -> String {
    let alike = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        other => other,
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(alike).flat_map(char::to_lowercase).collect()
}

/// True when the words stand in the text and are no part of a longer number or word there: `28,50` is not in `28,500`.
pub(super) fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (plain(text), plain(words));
    if words.is_empty() {
        return false;
    }
    let joined = |c: char| c.is_alphanumeric();
    let (starts, ends) = (words.starts_with(joined), words.ends_with(joined));
    let latin = |c: char| c.is_ascii_alphanumeric();
    text.match_indices(&words).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(latin);
        let after = text[at + words.len()..].chars();
        let mut ahead = after.clone();
        let digits_go_on = words.ends_with(|c: char| c.is_ascii_digit())
            && matches!(ahead.next(), Some('.' | ','))
            && ahead.next().is_some_and(|c| c.is_ascii_digit());
        let after = after.clone().next().is_some_and(latin);
        !(starts && before) && !(ends && after && words.ends_with(|c: char| c.is_ascii_digit())) && !digits_go_on
    })
}
