//! Studies on disk.

use serde::Serialize;

/// A study in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StudyLine {
    /// Its folder.
    pub path: String,
    /// Name of the model.
    pub model: String,
    /// Strategies, worlds counted apart.
    pub strategies: usize,
    /// Futures of this folder's part.
    pub futures: u64,
    /// Futures that are whole.
    pub done: u64,
    /// All of them are.
    pub complete: bool,
    /// The seed.
    pub seed: u64,
    /// How futures were drawn.
    pub design: String,
    /// `3/16` where it is a part.
    pub part: Option<String>,
    /// Runs that failed.
    pub failed: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Why it cannot be read.
    pub trouble: Option<String>,
}

/// An arm of a study.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StudyArm {
    /// Name.
    pub name: String,
    /// The policy; may be empty.
    pub policy: String,
    /// The world; may be empty.
    pub world: String,
    /// A stress test.
    pub stress: bool,
}

/// All that a study says of itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StudyCard {
    /// As in a list.
    #[serde(flatten)]
    pub line: StudyLine,
    /// Title of the model.
    pub title: String,
    /// Version of the program that wrote it.
    pub version: String,
    /// SHA-256 of the model's texts.
    pub fingerprint: String,
    /// False: every event was silent.
    pub events: bool,
    /// The arm that others are compared with.
    pub baseline: String,
    /// The arms.
    pub arms: Vec<StudyArm>,
    /// What was set by hand.
    pub settings: Vec<String>,
    /// Levers that were drawn.
    pub sampled_levers: Vec<String>,
    /// Chunks that are whole.
    pub chunks: usize,
    /// Futures in a chunk.
    pub futures_in_a_chunk: u64,
    /// The dataset `experiments` is there.
    pub keeps_what_was_drawn: bool,
    /// Outcomes.
    pub outcomes: Vec<String>,
    /// Variables whose series are kept.
    pub series: Vec<String>,
    /// Futures whose series are kept, the first so many.
    pub futures_with_series: u64,
}

/// Something that is amiss in a study.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StudyAmiss {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub what: String,
    /// True where `repair` mends it.
    pub mends: bool,
}

/// What a look at a study found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StudyVerdict {
    /// The study.
    pub path: String,
    /// Futures that are whole.
    pub done: u64,
    /// Futures of this part.
    pub futures: u64,
    /// Files that were read to their end.
    pub files: usize,
    /// All that is amiss.
    pub amiss: Vec<StudyAmiss>,
}

/// A text that differs between two studies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextUnlike {
    /// The file.
    pub file: String,
    /// `changed`, `only in A` or `only in B`.
    pub change: &'static str,
    /// Lines that differ: sign, line number, text.
    pub lines: Vec<String>,
    /// Lines beyond those.
    pub left_out: usize,
}

/// An outcome under an arm in two studies, in its unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutcomeUnlike {
    /// The arm.
    pub arm: String,
    /// The outcome.
    pub outcome: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Mean in A, over the futures compared.
    pub a: f64,
    /// Mean in B.
    pub b: f64,
    /// Mean difference, B less A.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// `better`, `worse`, `more`, `less`, `same` or `undecided`, of B.
    pub verdict: &'static str,
    /// Futures that count.
    pub futures: usize,
    /// Futures left out because a run failed.
    pub left_out: usize,
}

/// What two studies differ in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StudiesUnlike {
    /// The first study.
    pub a: String,
    /// The second.
    pub b: String,
    /// Texts that differ.
    pub texts: Vec<TextUnlike>,
    /// Settings that differ, in words.
    pub settings: Vec<String>,
    /// Outcomes are compared future by future, because both drew the same futures.
    pub paired: bool,
    /// Futures compared.
    pub futures: usize,
    /// Arms of A that B lacks.
    pub only_in_a: Vec<String>,
    /// Arms of B that A lacks.
    pub only_in_b: Vec<String>,
    /// Outcomes of the arms that both have.
    pub outcomes: Vec<OutcomeUnlike>,
}

/// A variable of one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RerunVariable {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Values in that unit, one a time; a single one for what was drawn.
    pub values: Vec<f64>,
}

/// An outcome of one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RerunOutcome {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Its value in that unit.
    pub value: f64,
    /// What the study holds; `null` where it does not hold this run.
    pub in_study: Option<f64>,
    /// Both are the same to the bit.
    pub same: Option<bool>,
}

/// One run again, with every variable.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RerunReport {
    /// The study.
    pub study: String,
    /// The model.
    pub model: String,
    /// The future.
    pub future: u64,
    /// The strategy.
    pub strategy: String,
    /// The seed.
    pub seed: u64,
    /// All outcomes are the study's to the bit; `null` where it does not hold this run.
    pub same: Option<bool>,
    /// What went wrong in the run, in words.
    pub fault: Option<String>,
    /// Times, as the tables hold them.
    pub times: Vec<f64>,
    /// The same as dates.
    pub dates: Vec<String>,
    /// What was drawn.
    pub drawn: Vec<RerunVariable>,
    /// Outcomes.
    pub outcomes: Vec<RerunOutcome>,
    /// Every variable over time.
    pub variables: Vec<RerunVariable>,
}
