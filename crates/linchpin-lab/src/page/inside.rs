//! Titles inside a sentence.
//!
//! Comes in: a model's titles and texts. Goes out: the words that keep their capital, and titles as they read in the middle
//! of a sentence. Refuses: nothing.
//!
//! Which words are names is read from the model itself: a word that its texts write with a capital inside a sentence, and
//! never without one.

use std::collections::BTreeSet;

use linchpin_core::model::{Model, Words};

/// Words of a model that keep their capital everywhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProperWords(BTreeSet<String>);

impl ProperWords {
    /// Reads the titles and texts of a model.
    pub(crate) fn of(model: &Model) -> Self {
        let all = model.variables.iter().map(|one| &one.words);
        let all = all.chain(model.sectors.iter().map(|one| &one.words)).chain(model.policies.iter().map(|one| &one.words));
        Self::read(all.chain(model.worlds.iter().map(|one| &one.words)).flat_map(texts))
    }

    fn read<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut proper, mut common) = (BTreeSet::new(), BTreeSet::new());
        for text in texts {
            let mut begins = true;
            for word in text.split_whitespace() {
                let bare = bare(word);
                match bare.chars().next() {
                    Some(first) if first.is_lowercase() => drop(common.insert(bare.to_owned())),
                    Some(first) if first.is_uppercase() && !begins => drop(proper.insert(bare.to_owned())),
                    _ => {}
                }
                begins = word.ends_with(['.', ':', ';', '!', '?', '"', '(']);
            }
        }
        proper.retain(|word: &String| !common.contains(&lowered(word)));
        ProperWords(proper)
    }

    /// A title as it reads inside a sentence: its first letter small, unless its first word is a name or an abbreviation.
    pub(crate) fn inside(&self, title: &str) -> String {
        let first = bare(title.split_whitespace().next().unwrap_or_default());
        let short = first.chars().skip(1).any(char::is_uppercase);
        if short || self.0.contains(first) { title.to_owned() } else { lowered(title) }
    }
}

fn texts(words: &Words) -> [&str; 2] {
    [&words.title, &words.text]
}

/// A word without the marks around it and without what a hyphen or an apostrophe adds.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.split(['-', '\'', '\u{2019}']).next().unwrap_or(word)
}

fn lowered(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().into_iter().flat_map(char::to_lowercase).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::ProperWords;

    #[test]
    fn names_keep_their_capital_and_words_do_not() {
        let texts = [
            "Autonomy, mean",
            "How the Ruritanian fleet grows. Then: Costs of it, in Ruritania's money.",
            "Growth of the \u{201c}Fleet\u{201d}; more autonomy costs.",
            "A fleet of OPCON-like things",
        ];
        let words = ProperWords::read(texts.into_iter());
        assert_eq!(words.inside("Ruritanian fleet"), "Ruritanian fleet");
        assert_eq!(words.inside("Ruritania's fleet"), "Ruritania's fleet");
        assert_eq!(words.inside("Autonomy"), "autonomy");
        assert_eq!(words.inside("Fleet, mean"), "fleet, mean");
        assert_eq!(words.inside("OPCON transfer"), "OPCON transfer");
        assert_eq!(words.inside("Never said elsewhere"), "never said elsewhere");
        assert_eq!(words.inside(""), "");
    }
}
