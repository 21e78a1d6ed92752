//! The ledger at work on the page: an article with what it says, and what follows from a part of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Setting;
use crate::wire::ArticleRead;

/// A stretch of a paragraph in which the same things are said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadPiece {
    /// Its words.
    pub text: String,
    /// What is said with them: places in the list of items.
    pub items: Vec<usize>,
}

/// A paragraph of an article, cut where something is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadParagraph {
    /// Its number.
    pub number: u32,
    /// A headline.
    pub heading: bool,
    /// Its text in order.
    pub pieces: Vec<ReadPiece>,
    /// What is said in it: places in the list of items.
    pub items: Vec<usize>,
}

/// An article read against a model, with its text.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageReading {
    /// What it says.
    #[serde(flatten)]
    pub read: ArticleRead,
    /// Its paragraphs.
    pub text: Vec<ReadParagraph>,
}

/// What a reader accepts of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImpactSetting {
    /// What is set. The last number of the ladder, at most 4,096, is the number of futures.
    #[serde(flatten)]
    pub setting: Setting,
    /// Changes as a reading tells them, such as `share_target=3.2`; one to thirty-two.
    #[schemars(length(min = 1, max = 32))]
    pub changes: Vec<String>,
}
