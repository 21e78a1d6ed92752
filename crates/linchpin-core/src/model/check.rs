//! Behaviour tests: what a model promises, and sentences of sources that are put to it.

use super::{PolicyId, Setting, VarId};
use crate::diagnostic::Span;
use crate::evidence::{Locator, Speaker, Support};
use crate::expr::Expr;

/// When a clause of a check is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// At the last time.
    Stop,
    /// At this time.
    At(f64),
    /// At every step up to this time.
    Until(f64),
    /// At every step.
    Always,
}

/// Over which futures a clause of a check must hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Across {
    /// In each of them.
    All,
    /// In at least this share, 0 to 1.
    Share(f64),
    /// Once, with each name replaced by its mean over futures.
    Average,
}

/// One `then` of a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The condition; may hold `Baseline` and `Spread`.
    pub condition: Expr,
    /// When it is read.
    pub when: When,
    /// Over which futures.
    pub across: Across,
    /// As written.
    pub span: Span,
}

/// What a model says about the sentence of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It comes out of the model with the direction claimed.
    Reproduced,
    /// In the model it is the other way round.
    Contradicted,
    /// Its direction hangs on numbers that nobody knows.
    Depends,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Answer; 3] = [Answer::Reproduced, Answer::Contradicted, Answer::Depends];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Reproduced => "reproduced",
            Answer::Contradicted => "contradicted",
            Answer::Depends => "depends",
        }
    }
}

/// Which way a source says that something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// It rises.
    Up,
    /// It falls.
    Down,
    /// It stays as it is.
    Same,
}

/// A sentence of a source that a check puts to the model: it is judged, not required.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands; at least one place.
    pub found: Vec<Locator>,
    /// Who says it, where that is known.
    pub speaker: Option<Speaker>,
    /// What is compared; its value in the comparison run is what it is compared with.
    pub measured: Expr,
    /// Which way it is said to go.
    pub claimed: Claimed,
    /// The answer that is known to come out.
    pub expected: Answer,
    /// Why it comes out so.
    pub because: Option<String>,
}

/// A behaviour test in the analyst's words, or a sentence of a source that is put to the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its sentence.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// A longer text; may be empty.
    pub text: String,
    /// Claims that it comes from.
    pub from: Vec<Support>,
    /// Set where it is a sentence of a source.
    pub sentence: Option<Sentence>,
    /// Futures drawn.
    pub futures: u32,
    /// The policy under which it runs.
    pub policy: Option<PolicyId>,
    /// Another step length.
    pub dt: Option<f64>,
    /// Events are silent.
    pub no_events: bool,
    /// What is set: levers and uncertainties, beyond their ranges too.
    pub when: Vec<(VarId, Setting)>,
    /// What the comparison run sets.
    pub against: Vec<(VarId, Setting)>,
    /// What must hold.
    pub then: Vec<Clause>,
    /// Where it is declared.
    pub span: Span,
}
