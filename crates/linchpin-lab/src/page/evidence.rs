//! The ledger at work: the contract, disputes, dated events, an article and what follows from a part of it.
//!
//! Comes in: a model of the lab, an article's bytes, changes that a reader accepts. Goes out: the shapes that the commands of the
//! same names print. Refuses: what those refuse, and questions that are too large; `None` where it was stopped.

use std::sync::atomic::AtomicBool;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Experiment};
use linchpin_core::model::Model;
use linchpin_read::document::Document;

use super::LabModel;
use super::question::Question;
use crate::contract::{Question as Sentences, contract as put_to_the_model};
use crate::ensemble;
use crate::evidence::article;
use crate::evidence::impact::{Asked, impact_of};
use crate::evidence::reading::{Item, read};
use crate::evidence::subject::Subjects;
use crate::ledger::{self, alternatives};
use crate::run::Manner;
use crate::wire::page::{PageReading, ReadParagraph, ReadPiece};
use crate::wire::{self, ContractReport, DisputeReport, ImpactShown, TimelineReport};

/// Bytes of an article, at most.
pub const MOST_ARTICLE: usize = 2 << 20;
/// Futures of an impact, at most.
pub const MOST_IMPACT: u64 = 4096;
/// Changes of one question, at most.
const MOST_CHANGES: usize = 32;
/// Futures of a dispute, as many as the command runs.
const DISPUTE_FUTURES: u64 = 600;
/// Seed of disputes, that of the command.
const DISPUTE_SEED: u64 = 42;

/// Sentences of the sources put to the model, with the articles' paragraphs where the lab has them.
pub fn contract(lab: &LabModel, cancel: &AtomicBool) -> Result<ContractReport, Refusal> {
    let question = Sentences { documents: lab.documents.clone(), ..Sentences::default() };
    put_to_the_model(&lab.model, &lab.sources, &question, &until(cancel))
}

/// Every dispute of the model; none where it has none.
pub fn disputes(lab: &LabModel, cancel: &AtomicBool) -> Result<Vec<DisputeReport>, Refusal> {
    if lab.model.disputes.is_empty() {
        return Ok(Vec::new());
    }
    let asked = ledger::Asked { policies: Vec::new(), baseline: None, futures: DISPUTE_FUTURES, seed: DISPUTE_SEED };
    let quarrels = alternatives(&lab.model, None, &[])?;
    let run = until(cancel);
    quarrels.iter().map(|quarrel| ledger::dispute(&lab.model, &lab.sources, quarrel, &asked, &run)).collect()
}

/// Dated events.
pub fn timeline(lab: &LabModel) -> TimelineReport {
    ledger::timeline(&lab.model)
}

/// Runs in memory until somebody loses patience.
fn until(cancel: &AtomicBool) -> impl Fn(&Model, &Experiment) -> Result<linchpin_core::table::Chunk, Refusal> {
    move |model, experiment| {
        let size = experiment.futures.first + experiment.futures.count;
        let chunk = ensemble::until(model, experiment, size, 0, cancel)?;
        chunk.ok_or_else(|| Refusal::new("the run was stopped", "ask again"))
    }
}

/// An article read against the model.
pub fn reading(lab: &LabModel, name: &str, bytes: &[u8]) -> Result<PageReading, Refusal> {
    if bytes.len() > MOST_ARTICLE {
        return Err(Refusal::new(
            format!("an article may have {} MB here", MOST_ARTICLE >> 20),
            "cut out the part that matters; `linchpin evidence read` takes more",
        ));
    }
    let article = article::from_bytes(name, bytes)?;
    let subjects = Subjects::of(&lab.model);
    let reading = read(&lab.model, &subjects, &article.document);
    let text = paragraphs(&article.document, &reading.items);
    Ok(PageReading { read: wire::article_read(&lab.model, &subjects, &article.name, &article.document, &reading), text })
}

fn paragraphs(document: &Document, items: &[Item]) -> Vec<ReadParagraph> {
    let cut = |paragraph: &linchpin_read::document::Paragraph| {
        let own: Vec<usize> = (0..items.len()).filter(|&at| items[at].paragraph == paragraph.number).collect();
        // A stance is a whole sentence; only numbers are marked within one.
        let spans = || own.iter().filter(|&&at| items[at].kind != "stance").map(|&at| (at, items[at].span.clone()));
        let mut ends: Vec<usize> = spans().flat_map(|(_, span)| [span.start, span.end]).collect();
        ends.extend([0, paragraph.text.len()]);
        ends.retain(|&at| paragraph.text.is_char_boundary(at));
        ends.sort_unstable();
        ends.dedup();
        let piece = |pair: &[usize]| ReadPiece {
            text: paragraph.text[pair[0]..pair[1]].to_owned(),
            items: spans().filter(|(_, span)| span.start <= pair[0] && pair[1] <= span.end).map(|(at, _)| at).collect(),
        };
        ReadParagraph {
            number: paragraph.number,
            heading: paragraph.heading,
            pieces: ends.windows(2).map(piece).collect(),
            items: own,
        }
    };
    document.paragraphs.iter().map(cut).collect()
}

/// The strategies on screen with and without what a reader accepts, in the same futures: what `linchpin evidence impact` shows.
pub fn article_impact(
    question: &Question<'_>,
    changes: &[String],
    threads: usize,
    cancel: &AtomicBool,
) -> Result<Option<ImpactShown>, Refusal> {
    let futures = question.size();
    if futures > MOST_IMPACT {
        let help = format!("ask for at most {MOST_IMPACT}; `linchpin evidence impact` has no such limit");
        return Err(Refusal::new(format!("{futures} futures are more than a page may ask for"), help));
    }
    if changes.len() > MOST_CHANGES {
        return Err(Refusal::new(format!("{} changes in one question", changes.len()), format!("accept at most {MOST_CHANGES}")));
    }
    let plan = question.plan(futures);
    let reference = question.id(question.reference);
    let is_baseline = |arm: &Arm| arm.name == reference;
    let asked = Asked {
        model: &question.model,
        sources: &question.lab.sources,
        plan: &plan,
        is_baseline: &is_baseline,
        settings: changes,
    };
    let found = impact_of(asked, Manner { threads, cancel, progress: &|_, _| {} })?;
    Ok(found.map(|found| wire::impact_shown(&[], &found)))
}
