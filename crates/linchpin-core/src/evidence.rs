//! Where numbers come from: sources, what they claim, and what a number of the model stands on.

use crate::diagnostic::Span;
use crate::model::{ActorId, Words};
use crate::unit::Unit;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
        impl $name {
            /// As an index.
            pub fn idx(self) -> usize {
                self.0 as usize
            }
        }
    };
}
pub(crate) use id;

id! {
    /// A source: an index into `Model::sources`.
    SourceDocId
}
id! {
    /// A claim: an index into `Model::claims`.
    ClaimId
}

/// A document, dataset, study or statement that says something.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceDoc {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// Who published it.
    pub publisher: Option<String>,
    /// Year, year and month, or day, as written: `2025-12-03`.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// What sort of source: `official`, `press`, `study`, `machine_written`, ...
    pub kind: Option<String>,
    /// File name of a copy among the documents at hand.
    pub file: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Where in a source a claim stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Locator {
    /// The source.
    pub source: SourceDocId,
    /// Paragraph, counted over non-empty lines from 1.
    pub paragraph: Option<u32>,
    /// The literal figure or words to look for there.
    pub figure: Option<String>,
    /// Where it is written in the model.
    pub span: Span,
}

/// Whose words are reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Name, as readers know it.
    pub name: String,
    /// The actor spoken for, where the model has it.
    pub actor: Option<ActorId>,
}

/// A source that says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Dissent {
    /// Its number, in base units, where it gives one.
    pub value: Option<f64>,
    /// Where it says so.
    pub at: Locator,
}

/// One thing that sources say: a quantity, a stance, a dated event.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Name in the text.
    pub name: String,
    /// What is claimed, paraphrased.
    pub words: Words,
    /// Unit and value in base units, where the claim is a quantity.
    pub quantity: Option<(Unit, f64)>,
    /// Who says it.
    pub found: Vec<Locator>,
    /// Who says otherwise.
    pub dissent: Vec<Dissent>,
    /// Where it is declared.
    pub span: Span,
}

/// What a number of the model stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// A claim of the ledger.
    Claim(ClaimId),
    /// The modeller's judgement, to be argued with.
    Judgement,
}

/// How firmly a number stands, from its supports alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// Claims only.
    Evidence,
    /// Claims bound a judgement.
    BoundedJudgement,
    /// Judgement alone, or nothing said.
    Judgement,
}

/// The basis of a number with these supports.
pub fn basis(from: &[Support]) -> Basis {
    let judged = from.contains(&Support::Judgement);
    match (from.iter().any(|s| matches!(s, Support::Claim(_))), judged) {
        (true, false) => Basis::Evidence,
        (true, true) => Basis::BoundedJudgement,
        (false, _) => Basis::Judgement,
    }
}
