//! The ledger looked at as a whole.

use schemars::JsonSchema;
use serde::Serialize;

/// A place where somebody says something, looked up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LocatorShown {
    /// The claim, or the sentence that is put to the model.
    pub claim: String,
    /// The source.
    pub source: String,
    /// Paragraph, counted over non-empty lines.
    pub paragraph: Option<u32>,
    /// The words to look for.
    pub figure: Option<String>,
    /// The number that the ledger gives for it.
    pub value: Option<String>,
    /// `found`, `figure not there`, `another number`, `another unit`, `no such paragraph`, `no number to compare`, `no place given`
    /// or `not at hand`.
    pub verdict: &'static str,
    /// True when it is wrong.
    pub fault: bool,
    /// What was found instead.
    pub said: Option<String>,
    /// Where the model says it: `file:line:column`.
    pub place: String,
}

/// One paragraph of a document at hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParagraphShown {
    /// Its number.
    pub number: u32,
    /// Places of the ledger in it.
    pub spoken_for: usize,
    /// A headline.
    pub heading: bool,
    /// Its text.
    pub text: String,
}

/// A document at hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentShown {
    /// The source.
    pub source: String,
    /// Its file.
    pub file: String,
    /// Paragraphs that the ledger speaks for.
    pub spoken_for: usize,
    /// All paragraphs.
    pub paragraphs: Vec<ParagraphShown>,
    /// What had to be mended to read it.
    pub notes: Vec<String>,
}

/// Two documents of which one repeats most of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CopyShown {
    /// One source.
    pub one: String,
    /// The other.
    pub other: String,
    /// Share of the shorter one that the other has too.
    pub share: f64,
    /// Claims that count the two as two witnesses.
    pub counted_twice: Vec<String>,
}

/// How many claims stand so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandingShown {
    /// `corroborated`, `single`, `stale`, `disputed` or `unsourced`.
    pub standing: &'static str,
    /// How many.
    pub claims: usize,
}

/// A member of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedShown {
    /// Name of a claim, variable or source.
    pub name: String,
    /// What it says.
    pub says: String,
    /// Why it is listed.
    pub note: String,
    /// Where it is declared.
    pub place: String,
}

/// A list that is no fault.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListShown {
    /// A stable word.
    pub name: &'static str,
    /// What its members have in common.
    pub title: &'static str,
    /// Its members, in order of the text.
    pub members: Vec<ListedShown>,
}

/// Everything that was looked up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerReport {
    /// The model.
    pub model: String,
    /// Claims.
    pub claims: usize,
    /// Sources.
    pub sources: usize,
    /// True without a fault.
    pub ok: bool,
    /// Faults: wrong places, and files that sources name and the folder lacks.
    pub faults: usize,
    /// Files that sources name and the folder lacks.
    pub missing: Vec<String>,
    /// Every place.
    pub places: Vec<LocatorShown>,
    /// Documents at hand.
    pub documents: Vec<DocumentShown>,
    /// Near-duplicates among them.
    pub copies: Vec<CopyShown>,
    /// Claims by standing.
    pub standing: Vec<StandingShown>,
    /// Lists that are no faults.
    pub lists: Vec<ListShown>,
}

/// One side of a dispute.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AlternativeShown {
    /// The claim.
    pub claim: String,
    /// What it says.
    pub says: String,
    /// Its number with its unit.
    pub value: String,
}

/// A policy beside the baseline, under one side of a dispute.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SignShown {
    /// The policy.
    pub policy: String,
    /// `better`, `worse`, `same` or `undecided`.
    #[schemars(extend("enum" = ["better", "worse", "same", "undecided", "baseline"]))]
    pub sign: &'static str,
    /// Mean paired difference from the baseline.
    pub difference: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// What comes out under one side of a dispute.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SideShown {
    /// The best policy, where the futures decide it.
    pub best: Option<String>,
    /// Every policy but the baseline.
    pub signs: Vec<SignShown>,
}

/// One outcome under all sides of a dispute.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DisputedOutcome {
    /// Name.
    pub outcome: String,
    /// Title.
    pub title: String,
    /// Unit of the differences.
    pub unit: String,
    /// `holds`, `open` (decided under no side), `weakens` (decided under some sides only) or `flips`.
    #[schemars(extend("enum" = ["holds", "open", "weakens", "flips"]))]
    pub verdict: &'static str,
    /// Policies that are better than the baseline under one side and worse under another.
    pub turned: Vec<String>,
    /// In the order of the alternatives.
    pub sides: Vec<SideShown>,
}

/// A dispute put to the model.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DisputeReport {
    /// The model.
    pub model: String,
    /// The uncertainty.
    pub variable: String,
    /// Its title.
    pub title: String,
    /// Futures, the same for all sides.
    pub futures: usize,
    /// Seed of all luck.
    pub seed: u64,
    /// The policy that others are compared with.
    pub baseline: String,
    /// The claims that disagree.
    pub alternatives: Vec<AlternativeShown>,
    /// Outcomes with a direction.
    pub outcomes: Vec<DisputedOutcome>,
    /// How many of them flip.
    pub flips: usize,
}

/// A dated event.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EventShown {
    /// When, as the ledger says it.
    pub when: String,
    /// Where it begins, in years.
    pub begins: f64,
    /// Where it ends.
    pub ends: f64,
    /// `planned` or `observed`.
    #[schemars(extend("enum" = ["planned", "observed"]))]
    pub status: &'static str,
    /// What happens.
    pub says: String,
    /// Claims that say so.
    pub claims: Vec<String>,
    /// True when a source says otherwise.
    pub disputed: bool,
}

/// Events about one thing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LaneShown {
    /// The word for it.
    pub about: String,
    /// In order of date.
    pub events: Vec<EventShown>,
}

/// The dated events of a ledger.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TimelineReport {
    /// The model.
    pub model: String,
    /// How many.
    pub events: usize,
    /// By what they are about; those with plan and fact first.
    pub lanes: Vec<LaneShown>,
}
