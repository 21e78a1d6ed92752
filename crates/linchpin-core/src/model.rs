//! A checked model: arrays of plain things, ids for links.
//!
//! Invariants, kept by the language crate: every id is in range; units agree; values, ranges, bounds and points are in
//! base units; games, smooths, delays and reducers are already variables; no policy makes an algebraic loop.

use std::collections::HashMap;

use crate::dependence::{self, Copula, Correlation, Shares};
use crate::diagnostic::Span;
use crate::distribution::Distribution;
use crate::evidence::{Claim, Dispute, SourceDoc, Support, id};
use crate::expr::Expr;
use crate::game::Game;
use crate::unit::{Unit, Units};

mod check;

pub use check::{Across, Answer, Check, Claimed, Clause, Sentence, When};

id! {
    /// A variable: an index into [`Model::variables`].
    VarId
}
id! {
    /// A sector: an index into [`Model::sectors`].
    SectorId
}
id! {
    /// An actor: an index into [`Model::actors`].
    ActorId
}
id! {
    /// A table: an index into [`Model::tables`].
    TableId
}
id! {
    /// A policy: an index into [`Model::policies`].
    PolicyId
}
id! {
    /// A world: an index into [`Model::worlds`].
    WorldId
}
id! {
    /// A game: an index into [`Model::games`].
    GameId
}

/// What a statement is called by people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// English title; may be empty.
    pub title: String,
    /// Korean title; may be empty.
    pub ko: String,
    /// A longer text; may be empty.
    pub text: String,
    /// The longer text in Korean; may be empty.
    pub text_ko: String,
    /// Cue words: what texts call it, in any language.
    pub also: Vec<String>,
}

/// How stocks move within a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// All stocks at once, from the rates at the start of the step.
    Euler,
    /// Classical Runge-Kutta of fourth order.
    Rk4,
}

/// The time axis. Times are `start + i * dt`, the last one exactly `stop`. A calendar model counts in years.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeAxis {
    /// First time, in base units of time.
    pub start: f64,
    /// Last time.
    pub stop: f64,
    /// Length of a step.
    pub dt: f64,
    /// Number of steps.
    pub steps: u32,
    /// A recorded series has a point every so many steps.
    pub record_every: u32,
    /// Times are dates.
    pub calendar: bool,
    /// The unit in which time is shown.
    pub unit: Unit,
    /// How stocks move.
    pub method: Method,
}

impl TimeAxis {
    /// Time at step `i`; the last one is `stop` to the bit.
    pub fn at(&self, step: u32) -> f64 {
        if step >= self.steps { self.stop } else { self.start + f64::from(step) * self.dt }
    }

    /// The step at or just before a time (within a thousandth of a step).
    pub fn step_at(&self, time: f64) -> u32 {
        (((time - self.start) / self.dt + 1e-3).floor().max(0.0) as u32).min(self.steps)
    }

    /// The same axis with another step, when it divides the horizon and the recording interval.
    pub fn with_step(&self, dt: f64) -> Option<TimeAxis> {
        let whole = |x: f64| (x.is_finite() && (x - x.round()).abs() < 1e-6 && x > 0.5).then(|| x.round() as u32);
        let steps = whole((self.stop - self.start) / dt)?;
        let record_every = whole(f64::from(self.record_every) * self.dt / dt)?;
        Some(TimeAxis { dt: (self.stop - self.start) / f64::from(steps), steps, record_every, ..self.clone() })
    }
}

/// Someone who acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Name in the text.
    pub name: String,
    /// Title.
    pub words: Words,
    /// Where it is declared.
    pub span: Span,
}

/// A chapter of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Sector {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// The literature it follows, as written.
    pub theory: String,
    /// Where it is declared.
    pub span: Span,
}

/// The values that a lever may take.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// From low to high, both included.
    Between(f64, f64),
    /// One of these.
    OneOf(Vec<f64>),
}

impl Range {
    /// True when the value is allowed, with a relative slack of 1e-9.
    pub fn contains(&self, value: f64) -> bool {
        let slack = 1e-9 * value.abs().max(1e-3);
        match self {
            Range::Between(low, high) => value >= low - slack && value <= high + slack,
            Range::OneOf(values) => values.iter().any(|v| (v - value).abs() <= slack),
        }
    }
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Shown, not judged.
    Neither,
}

/// A threshold an outcome must meet to be acceptable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Acceptable {
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
}

impl Acceptable {
    /// True when the value meets the threshold.
    pub fn holds(self, value: f64) -> bool {
        match self {
            Acceptable::AtMost(limit) => value <= limit,
            Acceptable::AtLeast(limit) => value >= limit,
        }
    }
}

/// A cell that remembers across steps what an equation cannot.
#[derive(Clone, Debug, PartialEq)]
pub enum Memory {
    /// The input one step ago; `start` at the first step.
    Previous {
        /// What is remembered.
        input: Expr,
        /// Value at the first step.
        start: Expr,
    },
    /// The input `round(delay / dt)` steps ago, `start` before that. `delay` is fixed per run, at the first step.
    DelayFixed {
        /// What is remembered.
        input: Expr,
        /// How long, in time.
        delay: Expr,
        /// Value until then.
        start: Expr,
    },
    /// Least input so far, this step included.
    Least(Expr),
    /// Greatest input so far, this step included.
    Greatest(Expr),
    /// First time at which the condition held, this step included; `stop` until then.
    First(Expr),
}

/// What a variable is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number nobody doubts.
    Constant {
        /// In base units.
        value: f64,
    },
    /// A number nobody sets: drawn once per future.
    Uncertainty {
        /// The value when nothing is drawn.
        default: f64,
        /// What it is drawn from.
        distribution: Distribution,
        /// Stays at its default unless a run asks to vary it.
        held: bool,
    },
    /// A choice open to actors.
    Lever {
        /// The declared setting.
        default: f64,
        /// What may be set.
        range: Range,
        /// Who may set it; empty when nobody is named.
        actors: Vec<ActorId>,
    },
    /// Integrated state.
    Stock {
        /// Value at the first step; may read any variable.
        start: Expr,
        /// Rate of change.
        change: Expr,
        /// Watched bounds: leaving them is a fault.
        within: (Option<f64>, Option<f64>),
    },
    /// A rate between stocks; computed as an auxiliary.
    Flow(Expr),
    /// Computed at every step.
    Auxiliary(Expr),
    /// A random occurrence: 1/dt in a step where it happens, else 0.
    Event {
        /// Hazard, in 1/time; negative is a fault.
        rate: Expr,
    },
    /// A cell with memory that is no stock.
    Memory(Memory),
    /// What futures are judged by, read once at the stop.
    Outcome {
        /// Its equation, at the last time.
        value: Expr,
        /// Which way is good.
        better: Better,
        /// The threshold, where there is one.
        acceptable: Option<Acceptable>,
    },
}

/// Where a variable comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A statement of the text.
    Written,
    /// An equation of a game.
    Game(GameId),
    /// State behind a smooth, delay or reducer of this variable.
    Within(VarId),
    /// State behind a check's expression.
    Check,
}

/// A named quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Name, such as `defence_budget` or `crisis.open.press`.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its unit as declared; values are held in base units.
    pub unit: Unit,
    /// Title and longer text.
    pub words: Words,
    /// Chapter it belongs to.
    pub sector: Option<SectorId>,
    /// What its number stands on.
    pub from: Vec<Support>,
    /// Why the number differs from what it cites.
    pub because: Option<String>,
    /// Kept off the page.
    pub hidden: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// The whole statement.
    pub span: Span,
    /// The name in its statement.
    pub name_span: Span,
    /// The equation, start or value in its statement; the name where there is none.
    pub equation_span: Span,
}

/// Points with straight lines between.
#[derive(Clone, Debug, PartialEq)]
pub struct LookupTable {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// Chapter it belongs to.
    pub sector: Option<SectorId>,
    /// Unit of the argument.
    pub x_unit: Unit,
    /// Unit of the value.
    pub y_unit: Unit,
    /// Arguments, strictly rising, in base units.
    pub xs: Vec<f64>,
    /// Values, in base units.
    pub ys: Vec<f64>,
    /// The end pieces go on as straight lines instead of flat.
    pub extrapolate: bool,
    /// What its numbers stand on.
    pub from: Vec<Support>,
    /// Where it is declared.
    pub span: Span,
}

impl LookupTable {
    /// The table at a point. NaN in, NaN out.
    pub fn at(&self, x: f64) -> f64 {
        interpolate(&self.xs, &self.ys, self.extrapolate, x)
    }
}

/// Straight lines between points; flat outside, or the end pieces continued. NaN in, NaN out.
pub fn interpolate(xs: &[f64], ys: &[f64], extrapolate: bool, x: f64) -> f64 {
    if x.is_nan() || xs.is_empty() {
        return f64::NAN;
    }
    if xs.len() == 1 {
        return ys[0];
    }
    let last = xs.len() - 1;
    if !extrapolate && x <= xs[0] {
        return ys[0];
    }
    if !extrapolate && x >= xs[last] {
        return ys[last];
    }
    let right = xs.partition_point(|&point| point <= x).clamp(1, last);
    let left = right - 1;
    ys[left] + (ys[right] - ys[left]) * ((x - xs[left]) / (xs[right] - xs[left]))
}

/// What a lever or uncertainty is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// One value for the whole run, in base units.
    Constant(f64),
    /// Dated values, linear between and flat outside.
    Path(Vec<(f64, f64)>),
    /// A rule: it reads the state, and stands in the lever's place.
    Rule(Expr),
}

/// A setting of levers; what is not named stays at its default.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// What it sets.
    pub settings: Vec<(VarId, Setting)>,
    /// A stress test: shown, never ranked best, never a search's aim.
    pub stress: bool,
    /// Where it is declared.
    pub span: Span,
}

/// Uncertainties fixed together: a contested theory or scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// What it fixes, in base units.
    pub settings: Vec<(VarId, f64)>,
    /// Why it leaves declared ranges, where it does.
    pub beyond: Option<String>,
    /// What it stands on.
    pub from: Vec<Support>,
    /// Where it is declared.
    pub span: Span,
}

/// Outcomes that must be acceptable together.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// The outcomes; each has a threshold.
    pub outcomes: Vec<VarId>,
    /// Where it is declared.
    pub span: Span,
}

/// A checked model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Name in the text.
    pub name: String,
    /// Title and longer text.
    pub words: Words,
    /// Time.
    pub time: TimeAxis,
    /// Base units.
    pub units: Units,
    /// Who acts.
    pub actors: Vec<Actor>,
    /// Chapters.
    pub sectors: Vec<Sector>,
    /// Everything with a value, in order of declaration; generated ones after what they belong to.
    pub variables: Vec<Variable>,
    /// Tables.
    pub tables: Vec<LookupTable>,
    /// Games.
    pub games: Vec<Game>,
    /// Criteria.
    pub criteria: Vec<Criterion>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// Worlds.
    pub worlds: Vec<World>,
    /// Sources.
    pub sources: Vec<SourceDoc>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Uncertainties over whose number is right.
    pub disputes: Vec<Dispute>,
    /// Behaviour tests.
    pub checks: Vec<Check>,
    /// Uncertainties that move together in pairs; they contradict one another nowhere.
    pub correlations: Vec<Correlation>,
    /// Uncertainties that sum to one in groups.
    pub shares: Vec<Shares>,
    /// Variables whose series a run stores when it is not told otherwise.
    pub record: Vec<VarId>,
    /// Variables by name.
    pub by_name: HashMap<String, VarId>,
}

impl Model {
    /// The variable of the text behind this one: itself, or the one whose smooth, delay or reducer it is a state of.
    pub fn written(&self, id: VarId) -> VarId {
        let mut id = id;
        // An owner is declared before what stands within it is made, so this ends; the count keeps it from hanging on a model
        // made by hand.
        for _ in 0..self.variables.len() {
            match self.variable(id).origin {
                Origin::Within(owner) if owner != id => id = owner,
                _ => break,
            }
        }
        id
    }

    /// The variable of this id.
    pub fn variable(&self, id: VarId) -> &Variable {
        &self.variables[id.idx()]
    }

    /// The variable of this name.
    pub fn find(&self, name: &str) -> Option<VarId> {
        self.by_name.get(name).copied()
    }

    /// Ids of all variables of which `wanted` is true, in order.
    pub fn ids(&self, wanted: impl Fn(&Kind) -> bool) -> Vec<VarId> {
        (0..self.variables.len() as u32).map(VarId).filter(|&id| wanted(&self.variable(id).kind)).collect()
    }

    /// Levers, in order of declaration.
    pub fn levers(&self) -> Vec<VarId> {
        self.ids(|kind| matches!(kind, Kind::Lever { .. }))
    }

    /// Uncertainties, in order of declaration.
    pub fn uncertainties(&self) -> Vec<VarId> {
        self.ids(|kind| matches!(kind, Kind::Uncertainty { .. }))
    }

    /// Groups of correlated uncertainties among those of which `varies` is true, for a sampler to couple.
    pub fn copulas(&self, varies: impl Fn(VarId) -> bool) -> Vec<Copula> {
        let pairs: Vec<((VarId, VarId), f64)> = self
            .correlations
            .iter()
            .filter(|correlation| varies(correlation.pair.0) && varies(correlation.pair.1))
            .map(|correlation| (correlation.pair, correlation.r))
            .collect();
        // A part of correlations that do not contradict one another does not either: nothing is lost here.
        dependence::copulas(&pairs, |id| &self.variable(id).name).unwrap_or_default()
    }

    /// Outcomes, in order of declaration.
    pub fn outcomes(&self) -> Vec<VarId> {
        self.ids(|kind| matches!(kind, Kind::Outcome { .. }))
    }
}
