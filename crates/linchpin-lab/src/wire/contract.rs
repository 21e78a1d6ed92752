//! The shapes of a contract: what sources say about effects, and what the model answers.

use schemars::JsonSchema;
use serde::Serialize;

use super::Found;

/// The mean change of what a sentence speaks of, over the same futures under the same luck.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChangeShown {
    /// Mean change, in `unit`.
    #[schemars(with = "Option<f64>")]
    pub mean: f64,
    /// Lower end of its 95 % interval.
    #[schemars(with = "Option<f64>")]
    pub low: f64,
    /// Upper end of its 95 % interval.
    #[schemars(with = "Option<f64>")]
    pub high: f64,
    /// Change below which 5 % of the futures lie.
    #[schemars(with = "Option<f64>")]
    pub p5: f64,
    /// Change below which 95 % of the futures lie.
    #[schemars(with = "Option<f64>")]
    pub p95: f64,
    /// The unit; standard deviations of the comparison run where what is compared has no unit of its own.
    pub unit: String,
}

/// The change in half of the futures: those in which an assumption is low, or high.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HalfShown {
    /// Mean change in standard deviations of the comparison run.
    #[schemars(with = "Option<f64>")]
    pub shift: f64,
    /// Lower end of its 95 % interval.
    #[schemars(with = "Option<f64>")]
    pub low: f64,
    /// Upper end of its 95 % interval.
    #[schemars(with = "Option<f64>")]
    pub high: f64,
}

/// An assumption that a verdict hangs on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AssumptionShown {
    /// Name of the uncertainty.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its Korean title; may be empty.
    pub ko: String,
    /// The sign of the change is another in its lower half than in its upper one, beyond doubt of sampling.
    pub flips: bool,
    /// The change where it is low.
    pub low_half: HalfShown,
    /// The change where it is high.
    pub high_half: HalfShown,
}

/// What a sentence becomes in a world of the model.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WorldAnswer {
    /// Name of the world.
    pub world: String,
    /// Its title.
    pub title: String,
    /// `reproduced`, `contradicted` or `depends`.
    #[schemars(extend("enum" = ["reproduced", "contradicted", "depends"]))]
    pub answer: &'static str,
    /// Mean change in standard deviations.
    #[schemars(with = "Option<f64>")]
    pub shift: f64,
    /// Share of the futures that move in which the change has the claimed sign; `null` where none moves.
    pub share: Option<f64>,
}

/// A place in a source with the words that stand there.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SaidAt {
    /// Where.
    #[serde(flatten)]
    pub found: Found,
    /// The whole paragraph, where the document is at hand.
    pub said: Option<String>,
    /// The literal words stand in that paragraph; `null` where the document is not at hand.
    pub words_found: Option<bool>,
}

/// One sentence and the model's answer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SentenceShown {
    /// The sentence in the modeller's words.
    pub title: String,
    /// The same in Korean; may be empty.
    pub ko: String,
    /// Where it stands in the model's text.
    pub place: String,
    /// Where it is said.
    pub found: Vec<SaidAt>,
    /// Who says it.
    pub speaker: Option<String>,
    /// The speaker speaks for one of the model's actors: for a government.
    pub official: bool,
    /// Claims of the ledger that it comes from.
    pub claims: Vec<String>,
    /// What is set.
    pub when: Vec<String>,
    /// What the comparison run sets.
    pub against: Vec<String>,
    /// What is compared, as written.
    pub compared: String,
    /// `up`, `down` or `same`.
    #[schemars(extend("enum" = ["up", "down", "same"]))]
    pub claimed: &'static str,
    /// `reproduced`, `contradicted` or `depends`.
    #[schemars(extend("enum" = ["reproduced", "contradicted", "depends"]))]
    pub answer: &'static str,
    /// The answer that the model's text expects.
    pub expected: &'static str,
    /// Whether it is that one.
    pub as_expected: bool,
    /// The effect is there, and below a tenth of a standard deviation.
    pub small: bool,
    /// Why it comes out so, in the modeller's words.
    pub because: Option<String>,
    /// Futures compared.
    pub futures: usize,
    /// Of these, futures in which anything moves.
    pub moved: usize,
    /// Futures left out because a run faulted.
    pub faulted: usize,
    /// Share of the futures that move in which the change has the claimed sign; `null` where none moves.
    pub share: Option<f64>,
    /// Mean change in standard deviations of the comparison run.
    #[schemars(with = "Option<f64>")]
    pub shift: f64,
    /// The change with its interval.
    pub change: ChangeShown,
    /// For a sentence that is not reproduced: what moves the change most, those that flip its sign first.
    pub assumptions: Vec<AssumptionShown>,
    /// For a sentence that is not reproduced: worlds in which the answer is another.
    pub worlds: Vec<WorldAnswer>,
    /// Why it could not be run.
    pub note: Option<String>,
}

/// Sentences of sources as comparisons, with the model's answers. Contradictions come first, those with people who speak
/// for a government before the others; then what depends; then what is reproduced.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ContractReport {
    /// Name of the model.
    pub model: String,
    /// Title of the model.
    pub title: String,
    /// Seed of all luck.
    pub seed: u64,
    /// How many sentences are reproduced.
    pub reproduced: usize,
    /// Of these and the contradicted ones, how many by little.
    pub small: usize,
    /// How many are contradicted.
    pub contradicted: usize,
    /// How many depend.
    pub depends: usize,
    /// How many answers are not the expected ones.
    pub unexpected: usize,
    /// The sentences.
    pub sentences: Vec<SentenceShown>,
}
