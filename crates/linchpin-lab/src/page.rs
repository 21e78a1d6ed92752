//! The lab's page: tables made from models and runs, for a server to hand out.
//!
//! Comes in: an opened model; what a reader has set. Goes out: the shapes of [`crate::wire::page`]. Refuses: names and
//! values that do not fit the model, questions that are too large.
//!
//! Everything the page shows is computed here by the functions that serve `linchpin run`, so the same setting and seed
//! give the same bits on both.

mod answer;
mod beginning;
mod describe;
mod evidence;
mod explored;
mod game;
mod headline;
mod inside;
mod kept;
mod known;
mod measures;
pub(crate) mod particle;
mod paths;
mod question;

pub use answer::{Rung, rung, tested};
pub use evidence::{MOST_ARTICLE, MOST_IMPACT, article_impact, contract, disputes, reading, timeline};
pub use explored::{Tab, about, explored};
pub use game::game;
pub use paths::paths;
pub use question::{MOST_FUTURES, Question, question};

use std::path::PathBuf;
use std::sync::Arc;

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::experiment::Ask;
use linchpin_core::model::Model;
use linchpin_engine::Prepared;

use crate::compare::{Standing, standing};
use crate::open::Opened;
use crate::wire::page::{PageModel, PageModelLine, Setting};

/// A model ready to be asked.
#[derive(Clone, Debug)]
pub struct LabModel {
    /// The name by which it is asked for.
    pub name: String,
    /// The checked model.
    pub model: Model,
    /// Its texts.
    pub sources: SourceMap,
    /// What its inputs stand on.
    pub standing: Standing,
    /// Where a reader starts, when a study was opened.
    pub beginning: Option<Setting>,
    /// A folder with copies of its sources, whose paragraphs may then be shown.
    pub documents: Option<PathBuf>,
    /// Words that keep their capital inside a sentence.
    proper: inside::ProperWords,
    kept: kept::Kept,
    known: known::Known,
}

impl LabModel {
    /// Takes a model that was opened. Refuses one with errors.
    pub fn new(opened: Opened) -> Result<Self, Refusal> {
        let Opened { asked, embedded, sources, model, .. } = opened;
        let Some(model) = model else {
            return Err(Refusal::new(format!("{asked} has errors"), format!("`linchpin check {asked}` shows them")));
        };
        let name = if embedded { asked.replace('_', "-").to_lowercase() } else { model.name.clone() };
        let (standing, proper) = (standing(&model), inside::ProperWords::of(&model));
        let (kept, known) = (kept::Kept::default(), known::Known::default());
        Ok(LabModel { name, standing, beginning: None, documents: None, proper, model, sources, kept, known })
    }

    /// Compiled programs for what is asked; none of what a reader moves is in them.
    fn prepared(&self, ask: &Ask) -> Result<Arc<Prepared>, Refusal> {
        self.kept.prepared(&self.model, ask)
    }

    /// Its line in a list.
    pub fn line(&self) -> PageModelLine {
        let words = &self.model.words;
        PageModelLine { name: self.name.clone(), title: words.title.clone(), ko: words.ko.clone() }
    }

    /// All that the page knows of it.
    pub fn describe(&self) -> PageModel {
        describe::describe(self)
    }
}
