//! Where numbers come from: sources, what they claim, and what a number of the model stands on.
//!
//! Comes in: nothing, these are the words. Goes out: plain data, and the standing of a claim as a pure function of the
//! model. Refuses: nothing.

mod date;
mod standing;
#[cfg(test)]
mod tests;

use crate::diagnostic::Span;
use crate::model::{ActorId, VarId, Words};
use crate::unit::Unit;

pub use date::Day;
pub use standing::{STALE_AFTER_YEARS, Standing, Witnesses, as_of, newer_than, standing, standing_of, standings, witnesses};

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
    /// Sources that it is derived from: what it repeats is theirs.
    pub via: Vec<SourceDocId>,
    /// Where it is declared.
    pub span: Span,
}

impl SourceDoc {
    /// The kind of sources that a machine wrote: they never count as witnesses.
    pub const MACHINE_WRITTEN: &str = "machine_written";

    /// True when a machine wrote it.
    pub fn machine_written(&self) -> bool {
        self.kind.as_deref() == Some(Self::MACHINE_WRITTEN)
    }
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
    /// Sources whose words are passed on there; where empty, those of the source itself.
    pub via: Vec<SourceDocId>,
    /// Where it is written in the model.
    pub span: Span,
}

/// A source that says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Dissent {
    /// Its number, in base units, where it gives one.
    pub value: Option<f64>,
    /// Where it says so.
    pub at: Locator,
}

/// Whose words are reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Name, as readers know it.
    pub name: String,
    /// The actor spoken for, where the model has it.
    pub actor: Option<ActorId>,
}

/// A closed set of words of the language with one sentence each.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $word:literal, $sentence:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$case_doc])* $case,)+
        }
        impl $name {
            /// All of them, in order.
            pub const ALL: &[$name] = &[$($name::$case),+];
            /// The word in the language.
            pub fn word(self) -> &'static str {
                match self { $($name::$case => $word),+ }
            }
            /// What it says, in one sentence.
            pub fn doc(self) -> &'static str {
                match self { $($name::$case => $sentence),+ }
            }
            /// The one with this word.
            pub fn of(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// How a speaker stands to what the claim is about.
    Stance {
        /// In favour.
        Supports = "supports", "The speaker is for it.";
        /// Against.
        Opposes = "opposes", "The speaker is against it.";
        /// Asks for it.
        Demands = "demands", "The speaker asks others for it.";
        /// Undertakes it.
        Promises = "promises", "The speaker undertakes it.";
        /// Thinks it will come.
        Expects = "expects", "The speaker thinks that it will come about.";
        /// Fears it.
        Warns = "warns", "The speaker fears that it will come about.";
        /// Says that it is not so.
        Denies = "denies", "The speaker says that it is not so.";
        /// Leaves it unsaid where it could be expected.
        Omits = "omits", "It is left unsaid where it could be expected.";
    }
}

words! {
    /// Whether a dated event was announced or seen.
    Status {
        /// Announced for then.
        Planned = "planned", "Announced for that time.";
        /// Happened then.
        Observed = "observed", "Seen to happen at that time.";
    }
}

words! {
    /// What the model does with a claim.
    Disposition {
        /// An equation works as the claim says.
        Mechanism = "mechanism", "An equation of the model works this way.";
        /// A number starts from it.
        StartValue = "start_value", "A number of the model is taken from it, or bounded by it.";
        /// A behaviour test looks whether the model does it.
        Check = "check", "A behaviour test looks whether the model does it.";
        /// The source is silent where it could speak, and that is the point.
        ExpectedOmission = "expected_omission", "What is left unsaid is the point: a reader watches for the silence.";
        /// Told to the reader; no equation hangs on it.
        Context = "context", "Told to the reader; no equation hangs on it.";
        /// Sources disagree, and the disagreement is kept.
        Disputed = "disputed", "Sources disagree, and the disagreement is kept.";
    }
}

/// A dated event: when, and whether it was announced or seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dated {
    /// First day, month or year.
    pub from: Day,
    /// Last one, where the claim gives a span.
    pub to: Option<Day>,
    /// Announced or seen.
    pub status: Status,
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
    /// Whose words these are.
    pub speaker: Option<Speaker>,
    /// How the speaker stands to it.
    pub stance: Option<Stance>,
    /// When it happens or happened, where it is an event.
    pub dated: Option<Dated>,
    /// The time that it speaks of, as far as it says.
    pub as_of: Option<Day>,
    /// One word for the quantity, event or question it speaks of: claims about the same thing are compared.
    pub about: Option<String>,
    /// What the model does with it.
    pub disposition: Option<Disposition>,
    /// Variables that it bears on without being a number of theirs.
    pub informs: Vec<VarId>,
    /// Where it is declared.
    pub span: Span,
}

/// An uncertainty over whose number is right: one alternative for each of the claims that disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The uncertainty that is drawn.
    pub variable: VarId,
    /// Claims, each with the value it gives in base units; values differ.
    pub alternatives: Vec<(ClaimId, f64)>,
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
