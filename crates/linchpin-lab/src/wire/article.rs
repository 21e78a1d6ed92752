//! Shapes of articles read against a model, and of what follows from them.

use schemars::JsonSchema;
use serde::Serialize;

use linchpin_core::model::Model;
use linchpin_read::document::Document;

use super::Quantity;
use crate::compare::OutcomeShown;
use crate::evidence::impact::{Impact, Moved};
use crate::evidence::reading::{Item, Reading, language_word, subject_of};
use crate::evidence::subject::{About, Subjects};
use crate::figure;

/// An article read against a model.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ArticleRead {
    /// File as it was named.
    pub article: String,
    /// Its title.
    pub title: Option<String>,
    /// Its day.
    pub published: Option<String>,
    /// Its language.
    pub language: &'static str,
    /// Paragraphs that were read.
    pub paragraphs: usize,
    /// What had to be mended.
    pub notes: Vec<String>,
    /// What it says.
    pub items: Vec<ArticleItem>,
    /// What it would set.
    pub changes: Vec<ArticleChange>,
    /// What it leaves out.
    pub leaves_out: Vec<LeftOut>,
}

/// One thing that an article says.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ArticleItem {
    /// Paragraph.
    pub paragraph: u32,
    /// First byte within the paragraph's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The literal words.
    pub literal: String,
    /// Sort of quantity, or `stance`.
    pub kind: &'static str,
    /// Who says it.
    pub speaker: Option<String>,
    /// How it is meant.
    pub mood: &'static str,
    /// `confirms`, `contradicts`, `updates`, `new` or `not taken over`.
    #[schemars(extend("enum" = ["confirms", "contradicts", "updates", "new", "not taken over"]))]
    pub verdict: &'static str,
    /// The claim or variable that it speaks of.
    pub about: Option<String>,
    /// `claim` or `variable`.
    pub about_kind: Option<&'static str>,
    /// Its title.
    pub about_title: Option<String>,
    /// The article's value.
    pub value: Option<Quantity>,
    /// What the ledger or the model has.
    pub held: Option<Quantity>,
    /// The article's value less that.
    pub by: Option<Quantity>,
    /// Reasons.
    pub why: Vec<String>,
}

/// One input that an article would set.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ArticleChange {
    /// The input.
    pub input: String,
    /// Its title.
    pub title: String,
    /// What it would become.
    pub value: Quantity,
    /// As it is typed behind `--set`.
    pub set: String,
    /// Why it cannot be set, where it cannot.
    pub hindered: Option<String>,
    /// The paragraph that says so.
    pub paragraph: u32,
}

/// A question that an article leaves out.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LeftOut {
    /// The question.
    pub question: String,
    /// What a claim of the ledger says about it.
    pub says: String,
    /// Articles of the ledger that speak of it.
    pub carried: usize,
    /// Articles of the ledger.
    pub of: usize,
    /// The ledger has the silence itself as a claim.
    pub expected: bool,
}

fn quantity(value: f64, unit: &linchpin_core::unit::Unit) -> Quantity {
    Quantity { value: figure::in_unit(value, unit), unit: unit.text.clone(), shown: figure::exact_with_unit(value, unit) }
}

/// A reading as a shape.
pub fn article_read(model: &Model, subjects: &Subjects, article: &str, document: &Document, reading: &Reading) -> ArticleRead {
    ArticleRead {
        article: article.to_string(),
        title: document.title.clone(),
        published: document.published.map(|day| day.to_string()),
        language: language_word(document.language()),
        paragraphs: document.paragraphs.len(),
        notes: document.notes.clone(),
        items: reading.items.iter().map(|item| article_item(subjects, item)).collect(),
        changes: reading
            .changes
            .iter()
            .map(|change| {
                let variable = model.variable(change.variable);
                ArticleChange {
                    input: variable.name.clone(),
                    title: variable.words.title.clone(),
                    value: quantity(change.value, &variable.unit),
                    set: crate::evidence::impact::typed(model, change),
                    hindered: change.hindered.clone(),
                    paragraph: reading.items[change.item].paragraph,
                }
            })
            .collect(),
        leaves_out: reading
            .omissions
            .iter()
            .map(|o| LeftOut {
                question: o.question.clone(),
                says: o.says.clone(),
                carried: o.carried,
                of: o.of,
                expected: o.expected,
            })
            .collect(),
    }
}

/// An item as a shape.
pub fn article_item(subjects: &Subjects, item: &Item) -> ArticleItem {
    let subject = subject_of(subjects, item);
    let unit = subject.and_then(|subject| subject.unit.as_ref());
    let shown = |value: Option<f64>| value.zip(unit).map(|(value, unit)| quantity(value, unit));
    ArticleItem {
        paragraph: item.paragraph,
        start: item.span.start,
        end: item.span.end,
        literal: item.literal.clone(),
        kind: item.kind,
        speaker: item.speaker.clone(),
        mood: item.mood,
        verdict: item.verdict.name(),
        about: subject.map(|subject| subject.name.clone()),
        about_kind: subject.map(|subject| if matches!(subject.about, About::Claim(_)) { "claim" } else { "variable" }),
        about_title: subject.map(|subject| subject.title.clone()),
        value: shown(item.value),
        held: shown(subject.and_then(|subject| subject.value)),
        by: shown(item.by),
        why: item.why.clone(),
    }
}

/// What follows when an article is right.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ImpactShown {
    /// Files of the articles.
    pub articles: Vec<String>,
    /// What was set, as it is typed behind `--set`.
    pub settings: Vec<String>,
    /// Futures.
    pub futures: usize,
    /// Runs that failed.
    pub faults: u64,
    /// True when no outcome moves enough to matter and no order changes.
    pub nothing_that_matters: bool,
    /// Every outcome under every policy.
    pub outcomes: Vec<ImpactOutcome>,
    /// Where the best policy changes.
    pub reordered: Vec<ImpactOrder>,
}

/// One outcome under one policy.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ImpactOutcome {
    /// Policy.
    pub policy: String,
    /// Outcome.
    pub outcome: String,
    /// Its title.
    pub title: String,
    /// Unit of the numbers.
    pub unit: String,
    /// Mean without.
    #[schemars(with = "Option<f64>")]
    pub without: f64,
    /// Mean with.
    #[schemars(with = "Option<f64>")]
    pub with: f64,
    /// Mean paired difference.
    #[schemars(with = "Option<f64>")]
    pub difference: f64,
    /// Lower end of its 95 % interval.
    #[schemars(with = "Option<f64>")]
    pub low: f64,
    /// Upper end of its 95 % interval.
    #[schemars(with = "Option<f64>")]
    pub high: f64,
    /// Part of the spread over futures.
    #[schemars(with = "Option<f64>")]
    pub of_spread: f64,
    /// Share of futures that are acceptable without.
    pub acceptable_without: Option<f64>,
    /// Share of futures that are acceptable with.
    pub acceptable_with: Option<f64>,
    /// Large and sure enough to matter.
    pub matters: bool,
}

/// A change in which policy is best.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ImpactOrder {
    /// Its name.
    pub name: String,
    /// Outcome or criterion.
    pub what: String,
    /// Best without.
    pub before: Option<String>,
    /// Best with.
    pub after: Option<String>,
}

/// An impact as a shape.
pub fn impact_shown(articles: &[String], impact: &Impact) -> ImpactShown {
    ImpactShown {
        articles: articles.to_vec(),
        settings: impact.settings.clone(),
        futures: impact.futures,
        faults: impact.faults,
        nothing_that_matters: impact.nothing_that_matters(),
        outcomes: impact.moved.iter().map(|moved| impact_outcome(impact, moved)).collect(),
        reordered: impact
            .reordered
            .iter()
            .map(|order| ImpactOrder {
                name: order.name.clone(),
                what: order.what.clone(),
                before: order.before.clone(),
                after: order.after.clone(),
            })
            .collect(),
    }
}

fn impact_outcome(impact: &Impact, moved: &Moved) -> ImpactOutcome {
    let shown: &OutcomeShown = &impact.without.outcomes[moved.outcome];
    let mean =
        |side: &crate::compare::Comparison| side.outcomes[moved.outcome].cells[moved.policy].level.mean.value / shown.scale;
    ImpactOutcome {
        policy: impact.policies[moved.policy].clone(),
        outcome: shown.name.clone(),
        title: shown.title.clone(),
        unit: shown.unit.clone(),
        without: mean(&impact.without),
        with: mean(&impact.with),
        difference: moved.difference.mean / shown.scale,
        low: moved.difference.low / shown.scale,
        high: moved.difference.high / shown.scale,
        of_spread: moved.of_spread,
        acceptable_without: moved.acceptable.map(|(before, _)| before.value),
        acceptable_with: moved.acceptable.map(|(_, after)| after.value),
        matters: moved.matters,
    }
}

/// The shape of articles that change nothing.
pub fn no_impact(articles: &[String]) -> ImpactShown {
    ImpactShown {
        articles: articles.to_vec(),
        settings: Vec::new(),
        futures: 0,
        faults: 0,
        nothing_that_matters: true,
        outcomes: Vec::new(),
        reordered: Vec::new(),
    }
}
