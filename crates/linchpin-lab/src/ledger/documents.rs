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
    let (digit_first, digit_last) =
        (words.starts_with(|c: char| c.is_ascii_digit()), words.ends_with(|c: char| c.is_ascii_digit()));
    // `28,50` goes on in `28,500`, and `5 percent` has begun before in `3.5 percent`.
    let through = |mut point: Option<char>, digit: Option<char>| {
        point.take_if(|c| matches!(c, '.' | ',')).is_some() && digit.is_some_and(|c| c.is_ascii_digit())
    };
    text.match_indices(&words).any(|(at, _)| {
        let (mut before, mut after) = (text[..at].chars().rev(), text[at + words.len()..].chars());
        let (last, first) = (before.next(), after.next());
        let begun = (starts && last.is_some_and(latin)) || (digit_first && through(last, before.next()));
        let goes_on = (ends && digit_last && first.is_some_and(latin)) || (digit_last && through(first, after.next()));
        !begun && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn words_are_found_whatever_their_quotes_and_spaces() {
        assert!(holds("a \u{201c}model  ally\u{201d} of ours", "\"Model ally\""));
        assert!(holds("some 28,500 troops", "28,500") && holds("retrenchments", "retrenchment"));
        assert!(holds("it costs 3.5 percent, no more.", "3.5 percent") && holds("by 2030.", "2030"));
        assert!(holds("65조 8,642억 원", "8,642억"));
    }

    #[test]
    fn a_part_of_a_number_is_not_the_number() {
        for (text, words) in
            [("28,500", "28,50"), ("28,500", "8,500"), ("28,500", "500"), ("3.5 percent", "5 percent"), ("120", "12")]
        {
            assert!(!holds(text, words), "{words} in {text}");
        }
        assert!(!holds("anything", " "));
    }
}
