//! What the page knows of a model: its statements with titles, units, ranges and what they stand on.

use schemars::JsonSchema;
use serde::Serialize;

use super::Setting;

/// A model that the lab serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageModelLine {
    /// Name, as asked for in `/api/model/{name}`.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
}

/// Time of a model.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageTime {
    /// First time.
    pub start: f64,
    /// Last time.
    pub stop: f64,
    /// Times at which series have points.
    pub points: Vec<f64>,
    /// True when times are years.
    pub calendar: bool,
}

/// A name with its titles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageName {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
}

/// A chapter of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageSector {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Longer text; may be empty.
    pub text: String,
    /// The longer text in Korean; may be empty.
    pub text_ko: String,
    /// The literature it follows.
    pub theory: String,
}

/// What lever and uncertainty have in common.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageQuantity {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Longer text; may be empty.
    pub text: String,
    /// The longer text in Korean; may be empty.
    pub text_ko: String,
    /// Unit of the values beside it.
    pub unit: String,
    /// The declared value; of an uncertainty the most likely one.
    pub default: f64,
    /// Lower end of the range; where nothing bounds it, a value that one future in a thousand stays below.
    pub low: f64,
    /// Upper end of the range, likewise.
    pub high: f64,
    /// The values that it may take, where it is a list; else `null`.
    pub values: Option<Vec<f64>>,
    /// Chapter; may be empty.
    pub sector: String,
    /// Kept off the first page.
    pub hidden: bool,
    /// `evidence`, `bounded` (judgement bounded by evidence) or `judgement`.
    #[schemars(extend("enum" = ["evidence", "bounded", "judgement"]))]
    pub basis: &'static str,
    /// Claims that it stands on.
    pub claims: Vec<String>,
    /// Why it differs from what it cites; may be empty.
    pub because: String,
}

/// A choice open to actors.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageLever {
    /// What it is.
    #[serde(flatten)]
    pub quantity: PageQuantity,
    /// Who may set it.
    pub actors: Vec<String>,
}

/// A number nobody sets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageUncertainty {
    /// What it is.
    #[serde(flatten)]
    pub quantity: PageQuantity,
    /// Family of its distribution, or `set`.
    pub family: &'static str,
    /// Stays at its default until a reader moves its range.
    pub held: bool,
}

/// A threshold.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageAcceptable {
    /// `<=` or `>=`.
    #[schemars(extend("enum" = ["<=", ">="]))]
    pub sign: &'static str,
    /// The limit.
    pub value: f64,
}

/// What futures are judged by.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageOutcome {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Unit of its values.
    pub unit: String,
    /// `higher`, `lower` or `neither`.
    #[schemars(extend("enum" = ["higher", "lower", "neither"]))]
    pub better: &'static str,
    /// Its threshold, where it has one.
    pub acceptable: Option<PageAcceptable>,
    /// Criteria that it is part of.
    pub criteria: Vec<String>,
    /// Kept off the first page.
    pub hidden: bool,
}

/// Outcomes that must be acceptable together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageCriterion {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// The outcomes.
    pub outcomes: Vec<String>,
}

/// What a policy sets a lever to.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PagePolicySetting {
    /// The lever.
    pub lever: String,
    /// `constant`, `path` or `rule`.
    #[schemars(extend("enum" = ["constant", "path", "rule"]))]
    pub kind: &'static str,
    /// The value of a constant.
    pub value: Option<f64>,
    /// The setting in words or as written.
    pub text: String,
}

/// A preset of levers.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PagePolicy {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Longer text; may be empty.
    pub text: String,
    /// The longer text in Korean; may be empty.
    pub text_ko: String,
    /// A stress test: shown, never marked best.
    pub stress: bool,
    /// What it sets; the rest stays at its default.
    pub settings: Vec<PagePolicySetting>,
}

/// One uncertainty of a world.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageWorldSetting {
    /// The uncertainty.
    pub name: String,
    /// Its value there.
    pub value: f64,
}

/// Uncertainties fixed together.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageWorld {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Longer text; may be empty.
    pub text: String,
    /// The longer text in Korean; may be empty.
    pub text_ko: String,
    /// What it fixes.
    pub settings: Vec<PageWorldSetting>,
}

/// A variable that is drawn over time when nobody chose another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageSeries {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Unit.
    pub unit: String,
}

/// One choice at a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageAction {
    /// Name.
    pub name: String,
    /// Title; may be empty.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Node or terminal that it leads to.
    pub to: String,
}

/// A point at which one player chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageNode {
    /// Name.
    pub name: String,
    /// The actor who moves.
    pub player: String,
    /// What it can do.
    pub actions: Vec<PageAction>,
}

/// A game's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageGame {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Longer text; may be empty.
    pub text: String,
    /// The longer text in Korean; may be empty.
    pub text_ko: String,
    /// Who plays: names of actors.
    pub players: Vec<String>,
    /// For each player, the uncertainty that is its precision of choice, where it is one.
    pub precisions: Vec<Option<String>>,
    /// Decision nodes, root first.
    pub nodes: Vec<PageNode>,
    /// Ends.
    pub terminals: Vec<PageName>,
}

/// A quantity with its equation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageVariable {
    /// Name.
    pub name: String,
    /// What it is, in one word.
    pub kind: &'static str,
    /// Unit.
    pub unit: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Chapter; may be empty.
    pub sector: String,
    /// As written; empty for parts of games.
    pub equation: String,
    /// What it reads.
    pub reads: Vec<String>,
    /// Kept off the first page.
    pub hidden: bool,
}

/// A document that says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageSource {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as written.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// What sort of source.
    pub kind: Option<String>,
}

/// Where a claim stands in a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageFound {
    /// The source.
    pub source: String,
    /// Paragraph, from 1.
    pub paragraph: Option<u32>,
    /// The figure or words there.
    pub figure: Option<String>,
}

/// A source that says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageDissent {
    /// The source.
    pub source: String,
    /// Its number, in the claim's unit.
    pub value: Option<f64>,
}

/// One thing that sources say.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageClaim {
    /// Name.
    pub name: String,
    /// What is claimed.
    pub title: String,
    /// Unit, where it is a quantity.
    pub unit: Option<String>,
    /// Value, where it is a quantity.
    pub value: Option<f64>,
    /// `corroborated`, `single`, `stale`, `disputed` or `unsourced`.
    #[schemars(extend("enum" = ["corroborated", "single", "stale", "disputed", "unsourced"]))]
    pub standing: &'static str,
    /// Who says it.
    pub found: Vec<PageFound>,
    /// Who says otherwise.
    pub dissent: Vec<PageDissent>,
    /// Variables, tables and worlds that stand on it.
    pub used_by: Vec<String>,
}

/// All that the page knows of a model.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageModel {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// Longer text; may be empty.
    pub text: String,
    /// The longer text in Korean; may be empty.
    pub text_ko: String,
    /// Fingerprint of its texts.
    pub hash: String,
    /// Version of this program.
    pub version: String,
    /// Time.
    pub time: PageTime,
    /// Who acts.
    pub actors: Vec<PageName>,
    /// Chapters.
    pub sectors: Vec<PageSector>,
    /// Levers.
    pub levers: Vec<PageLever>,
    /// Uncertainties.
    pub uncertainties: Vec<PageUncertainty>,
    /// Outcomes, in the order of every answer.
    pub outcomes: Vec<PageOutcome>,
    /// Criteria; the first one is the core.
    pub criteria: Vec<PageCriterion>,
    /// Policies.
    pub policies: Vec<PagePolicy>,
    /// Worlds.
    pub worlds: Vec<PageWorld>,
    /// Variables drawn over time.
    pub series: Vec<PageSeries>,
    /// Games.
    pub games: Vec<PageGame>,
    /// Quantities with their equations.
    pub variables: Vec<PageVariable>,
    /// Tables, which claims may stand behind too.
    pub tables: Vec<PageName>,
    /// Sources.
    pub sources: Vec<PageSource>,
    /// Claims.
    pub claims: Vec<PageClaim>,
    /// The policy that others are compared with at first.
    pub baseline: String,
    /// Where a reader starts, when a study was opened: what that study asked.
    pub beginning: Option<Setting>,
}
