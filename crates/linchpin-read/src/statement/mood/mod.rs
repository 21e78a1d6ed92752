//! How a number is meant: as a fact, a plan, a demand, a possibility, something denied, or something that only one side claims.
//!
//! Comes in: a sentence and the place of a number in it. Goes out: its mood, and the words that show it.

mod english;
mod korean;

use std::ops::Range;

use super::cue::Hits;

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mood {
    /// It is so, or was.
    Asserted,
    /// It is decided, agreed or planned.
    Planned,
    /// Somebody wants it of somebody.
    Demanded,
    /// It may be.
    Hypothetical,
    /// One side to a quarrel says so.
    Contested,
    /// It is not so.
    Denied,
}

impl Mood {
    /// A word for it.
    pub fn name(self) -> &'static str {
        match self {
            Mood::Asserted => "asserted",
            Mood::Planned => "planned",
            Mood::Demanded => "demanded",
            Mood::Hypothetical => "hypothetical",
            Mood::Contested => "contested",
            Mood::Denied => "denied",
        }
    }
}

/// A mood with the cue that shows it.
type Meant = (Mood, Option<&'static str>);

/// A sentence with the cues in it, of which its numbers are asked one by one.
pub(super) struct Moods<'a> {
    lower: &'a str,
    korean: bool,
    hits: Hits,
}

impl Moods<'_> {
    /// Of a sentence; `lower` is the same in lower case.
    pub fn of<'a>(text: &str, lower: &'a str, korean: bool) -> Moods<'a> {
        Moods { lower, korean, hits: if korean { Hits::default() } else { english::hits(text, lower) } }
    }

    /// The mood of what stands at `at`, with the cue that shows it.
    pub fn at(&self, at: Range<usize>) -> (Mood, Option<String>) {
        let (mood, cue) = if self.korean { korean::mood(self.lower, at) } else { english::mood(self.lower, &self.hits, at) };
        (mood, cue.map(String::from))
    }

    /// True for a sentence that takes back the one before.
    pub fn takes_back(&self) -> bool {
        if self.korean { korean::takes_back(self.lower) } else { english::takes_back(self.lower, &self.hits) }
    }
}
