//! Every JSON shape of the lab. What is serialisable is a promise, so promises live in one file.
//!
//! Comes in: plain results of the other files. Goes out: JSON text. Numbers are in the unit that stands beside them;
//! a number that is not finite is `null`. Refuses: nothing.

pub mod page;

use linchpin_core::diagnostic::{Diagnostic, Severity, SourceMap};
use serde::Serialize;

/// Any shape of this file as indented JSON with a final line break.
pub fn json<T: Serialize>(value: &T) -> String {
    // Shapes here have string keys only, so the one thing that could fail cannot.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

/// A place in a text; lines and columns count from 1, columns count characters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Path as shown to the reader.
    pub file: String,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
    /// The text there.
    pub text: String,
}

/// A second place that a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelatedPlace {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What is there.
    pub note: String,
}

/// One finding about a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// A stable word for the kind of finding.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<RelatedPlace>,
}

/// What checking a model found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckReport {
    /// The model as it was asked for.
    pub model: String,
    /// True when there is no error.
    pub ok: bool,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// What the model holds, by kind; empty when there is none.
    pub counts: Vec<Count>,
    /// All findings, in order of place.
    pub diagnostics: Vec<Finding>,
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    /// Of what.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// A place of a source map.
pub fn place(sources: &SourceMap, span: linchpin_core::diagnostic::Span) -> Place {
    let (line, column) = sources.line_column(span);
    let file = sources.sources.get(span.source as usize).map(|source| source.path.clone()).unwrap_or_default();
    Place { file, line, column, text: sources.text(span).to_string() }
}

/// A diagnostic with its places looked up.
pub fn finding(sources: &SourceMap, diagnostic: &Diagnostic) -> Finding {
    Finding {
        severity: if diagnostic.severity == Severity::Error { "error" } else { "warning" },
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        place: place(sources, diagnostic.span),
        help: diagnostic.help.clone(),
        related: diagnostic
            .related
            .iter()
            .map(|label| RelatedPlace { place: place(sources, label.span), note: label.text.clone() })
            .collect(),
    }
}

/// Another thing of the model or language, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reference {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Its title; may be empty.
    pub title: String,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// In `unit`.
    pub value: f64,
    /// As declared; `1` for a pure number.
    pub unit: String,
    /// As shown.
    pub shown: String,
}

/// Where a source says something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// Name of the source.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// What sort of source it is.
    pub kind: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Paragraph, counted over non-empty lines.
    pub paragraph: Option<u32>,
    /// The literal words to look for.
    pub figure: Option<String>,
    /// The number that it gives instead, where it says otherwise.
    pub instead: Option<Quantity>,
}

/// A claim of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimShown {
    /// Name.
    pub name: String,
    /// What is claimed.
    pub says: String,
    /// The quantity, where it is one.
    pub quantity: Option<Quantity>,
    /// `corroborated`, `single`, `disputed` or `unsourced`.
    pub standing: &'static str,
    /// Who says it.
    pub found: Vec<Found>,
    /// Who says otherwise.
    pub dissent: Vec<Found>,
}

/// A labelled line of a card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Detail {
    /// What it is about.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// All that is known about a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Card {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// The model it was found in; empty for words of the language.
    pub model: String,
    /// English title.
    pub title: String,
    /// Korean title.
    pub title_ko: String,
    /// Longer text.
    pub text: String,
    /// Name and title of its sector.
    pub sector: Option<Reference>,
    /// Where it is declared: `file:line:column`.
    pub place: Option<String>,
    /// The statement as written.
    pub statement: String,
    /// Unit as declared.
    pub unit: Option<String>,
    /// Its value or default.
    pub value: Option<Quantity>,
    /// Range, distribution, bounds, who sets it, points: whatever its kind has.
    pub details: Vec<Detail>,
    /// `evidence`, `bounded judgement` or `judgement`, for what must stand on something.
    pub basis: Option<&'static str>,
    /// Why the number differs from what it cites.
    pub because: Option<String>,
    /// What it stands on.
    pub claims: Vec<ClaimShown>,
    /// What it reads.
    pub uses: Vec<Reference>,
    /// What reads, sets or judges it.
    pub used_by: Vec<Reference>,
    /// What belongs to it.
    pub members: Vec<Reference>,
}

/// A model that comes along, or a line about any model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelLine {
    /// Name to call it by.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it holds, by kind.
    pub counts: Vec<Count>,
}

/// One thing of a model in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListLine {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Sector it belongs to; empty where none.
    pub sector: String,
    /// Unit; empty where none.
    pub unit: String,
    /// Title.
    pub title: String,
    /// Value, default or threshold as shown; empty where none.
    pub shown: String,
}

/// What a model holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listing {
    /// Name in the text.
    pub model: String,
    /// Title.
    pub title: String,
    /// Its time axis in words.
    pub time: String,
    /// How many of each kind.
    pub counts: Vec<Count>,
    /// The things, in order of kind, then of declaration.
    pub lines: Vec<ListLine>,
}

/// One link of a feedback loop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoopLink {
    /// What is read.
    pub from: String,
    /// What reads it.
    pub to: String,
    /// `+`, `-`, or `?` where it goes both ways or was not seen to act.
    pub sign: char,
}

/// A parameter that switches a link off at an end of its range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// A lever or uncertainty.
    pub parameter: String,
    /// The value that cuts, with its unit.
    pub value: String,
    /// The link that is cut: from.
    pub from: String,
    /// The link that is cut: to.
    pub to: String,
}

/// A feedback loop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FeedbackLoop {
    /// `R` reinforcing, `B` balancing, `?` where a sign is open.
    pub polarity: char,
    /// Its links, the last one leading back to the first.
    pub links: Vec<LoopLink>,
    /// What cuts it.
    pub cuts: Vec<Cut>,
}

/// Feedback loops of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoopReport {
    /// Name of the model.
    pub model: String,
    /// The policy under which it ran.
    pub policy: Option<String>,
    /// The name that the loops lead through.
    pub through: Option<String>,
    /// Longest loop looked for, in variables.
    pub longest: usize,
    /// The loops shown, shortest first.
    pub loops: Vec<FeedbackLoop>,
    /// How many there are up to that length.
    pub found: u64,
    /// False when counting stopped early: there are at least so many.
    pub complete: bool,
    /// Variables that hold themselves back (loops of one).
    pub self_correcting: Vec<String>,
    /// Variables that drive themselves on, or whose sign is open (loops of one).
    pub self_feeding: Vec<String>,
}

/// What was measured for a clause of a check: where it failed first, else at the last time it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Date or time.
    pub at: String,
    /// Left side, in `unit`; for clauses on average, of the means.
    pub left: Option<f64>,
    /// Right side, in `unit`.
    pub right: Option<f64>,
    /// Unit of the sides; base units where it has no name.
    pub unit: String,
    /// The comparison in words.
    pub shown: String,
    /// Share of futures in which the clause holds.
    pub share: Option<f64>,
    /// Share that it needs.
    pub needed: Option<f64>,
    /// The first future in which it does not hold.
    pub future: Option<u64>,
}

/// One clause of a check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClauseResult {
    /// As written.
    pub text: String,
    /// Whether it holds.
    pub passed: bool,
    /// Figures.
    pub measured: Measured,
}

/// One behaviour test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckResult {
    /// Its sentence.
    pub title: String,
    /// Where it is declared.
    pub place: String,
    /// Futures drawn.
    pub futures: u32,
    /// Whether all clauses hold.
    pub passed: bool,
    /// Why it could not be run.
    pub note: Option<String>,
    /// Futures in which a run faulted.
    pub faulted: usize,
    /// The first fault in words.
    pub first_fault: Option<String>,
    /// Its clauses.
    pub clauses: Vec<ClauseResult>,
}

/// The behaviour tests of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TestReport {
    /// Name of the model.
    pub model: String,
    /// How many hold.
    pub passed: usize,
    /// How many do not.
    pub failed: usize,
    /// All of them, in order of the text.
    pub checks: Vec<CheckResult>,
}

/// A player of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlayerShown {
    /// Name of the actor.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Precision, in 1/payoff unit.
    pub precision: f64,
}

/// An action with its chance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionShown {
    /// Name.
    pub name: String,
    /// Name of the node or terminal that it leads to.
    pub to: String,
    /// Chance that the mover takes it, once there.
    pub chance: f64,
}

/// A node or terminal of a solved game.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceShown {
    /// Name.
    pub name: String,
    /// Index of the player who moves; a terminal has none.
    pub player: Option<usize>,
    /// Chance that it is reached from the root.
    pub reach: f64,
    /// Expected payoff of each player from here on, in the payoff unit.
    pub values: Vec<f64>,
    /// What the mover can do; a terminal has none.
    pub actions: Vec<ActionShown>,
}

/// A game as it stands in one future at one date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GameShown {
    /// Name of the model.
    pub model: String,
    /// Name of the game.
    pub game: String,
    /// Its title.
    pub title: String,
    /// The policy; none is the model as it stands.
    pub policy: Option<String>,
    /// The date or time of the step shown.
    pub date: String,
    /// The future; none is every uncertainty at its default and no event.
    pub future: Option<u64>,
    /// The seed.
    pub seed: u64,
    /// Unit of payoffs.
    pub payoff_unit: String,
    /// Who plays.
    pub players: Vec<PlayerShown>,
    /// Nodes, root first, then terminals.
    pub places: Vec<PlaceShown>,
}

/// A mean with what is known of it, in the outcome's unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelShown {
    /// Mean over futures.
    pub mean: f64,
    /// Standard error of the mean.
    pub standard_error: f64,
    /// 5 % of futures lie below.
    pub p5: f64,
    /// Half of the futures lie below.
    pub median: f64,
    /// 5 % of futures lie above.
    pub p95: f64,
    /// Futures that count.
    pub futures: usize,
    /// Futures left out because the run failed.
    pub left_out: usize,
}

/// A paired difference from the baseline, in the outcome's unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DifferenceShown {
    /// Mean difference in the same futures.
    pub mean: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// Standard error of the paired differences.
    pub standard_error: f64,
    /// `better`, `worse`, `more`, `less`, `same` or `undecided`.
    pub verdict: &'static str,
    /// Share of futures in which it does better, ties half; `null` without a direction.
    pub better_in: Option<f64>,
    /// Futures that count.
    pub futures: usize,
    /// Futures left out because a run failed.
    pub left_out: usize,
}

/// A share of futures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareShown {
    /// Between 0 and 1.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// Futures that count.
    pub futures: usize,
}

/// One outcome under one arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCell {
    /// Name of the arm.
    pub arm: String,
    /// Level; never to be shown without its range.
    pub level: LevelShown,
    /// From the baseline; `null` for the baseline.
    pub difference: Option<DifferenceShown>,
    /// Share of futures in which it is acceptable; `null` without a threshold.
    pub acceptable: Option<ShareShown>,
}

/// One outcome of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunOutcome {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title.
    pub ko: String,
    /// Unit of all numbers here.
    pub unit: String,
    /// `higher`, `lower` or `neither`.
    pub better: &'static str,
    /// Threshold with its direction, such as `<= 3.4`.
    pub acceptable: Option<String>,
    /// Among those shown first.
    pub headline: bool,
    /// The best arm; `null` where undecided.
    pub best: Option<String>,
    /// The worst arm; `null` where undecided.
    pub worst: Option<String>,
    /// Under each arm.
    pub arms: Vec<RunCell>,
}

/// A criterion under one arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCriterionCell {
    /// Name of the arm.
    pub arm: String,
    /// Share of futures in which it is met.
    pub share: ShareShown,
    /// Difference from the baseline's share; `null` for the baseline.
    pub difference: Option<DifferenceShown>,
}

/// A criterion of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunCriterion {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title.
    pub ko: String,
    /// The best arm; `null` where undecided.
    pub best: Option<String>,
    /// The worst arm; `null` where undecided.
    pub worst: Option<String>,
    /// Under each arm.
    pub arms: Vec<RunCriterionCell>,
}

/// An arm of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunArm {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// A stress test: never marked best.
    pub stress: bool,
    /// Runs that failed.
    pub failed: usize,
}

/// The arms of a run within one world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunWorld {
    /// Name of the world; `null` for the futures as they are sampled.
    pub world: Option<String>,
    /// The arm that others are compared with.
    pub baseline: String,
    /// The arms.
    pub arms: Vec<RunArm>,
    /// Outcomes, in order of declaration.
    pub outcomes: Vec<RunOutcome>,
    /// Criteria, in order of declaration.
    pub criteria: Vec<RunCriterion>,
}

/// How inputs stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InputsShown {
    /// Claims only.
    pub evidence: usize,
    /// Judgement bounded by claims.
    pub bounded_judgement: usize,
    /// Judgement alone.
    pub judgement: usize,
}

/// One setting made by hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SettingShown {
    /// Lever or uncertainty.
    pub name: String,
    /// Its value.
    pub value: Quantity,
}

/// Faults of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FaultsShown {
    /// The variable.
    pub variable: String,
    /// What was wrong.
    pub kind: String,
    /// How many of the faults that were kept.
    pub count: usize,
    /// The first in words.
    pub first: String,
}

/// A run and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunReport {
    /// Name of the model.
    pub model: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its texts.
    pub fingerprint: String,
    /// Futures that are complete.
    pub futures: usize,
    /// Futures asked for.
    pub asked: u64,
    /// True when it was cancelled.
    pub cancelled: bool,
    /// The seed.
    pub seed: u64,
    /// How futures were drawn.
    pub design: &'static str,
    /// False: every event was silent.
    pub events: bool,
    /// What was set by hand.
    pub settings: Vec<SettingShown>,
    /// In plain words.
    pub paragraph: String,
    /// What the numbers are and are not.
    pub caveats: Vec<String>,
    /// What the inputs stand on.
    pub inputs: InputsShown,
    /// Runs that failed.
    pub failed: u64,
    /// The failures by variable.
    pub faults: Vec<FaultsShown>,
    /// World by world.
    pub worlds: Vec<RunWorld>,
    /// Folder of the study; `null` when none was kept.
    pub study: Option<String>,
}
