//! Which columns the tables of a study have.
//!
//! Comes in: a model and an experiment. Goes out: names, scales and metadata of all columns; the fingerprint of a
//! model's texts.

use linchpin_core::evidence::Support;
use linchpin_core::experiment::{Experiment, FaultKind};
use linchpin_core::model::{Acceptable, Better, Kind, Model, VarId};
use sha2::{Digest, Sha256};

use crate::asked::AskedArm;
use crate::dataset::{Head, Holds};
use crate::out::hex;

/// One column of numbers with the scale from base units to the unit shown.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Name and facts.
    pub head: Head,
    /// Base units in one of the unit shown.
    pub scale: f64,
}

/// All that the tables of a study need to know of its model and experiment.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Model name and title, for the metadata.
    pub title: (String, String),
    /// The arms.
    pub arms: Vec<AskedArm>,
    /// Drawn uncertainties, in the order of a chunk.
    pub draws: Vec<Measured>,
    /// Outcomes.
    pub outcomes: Vec<Measured>,
    /// Recorded variables.
    pub series: Vec<Measured>,
    /// Times of the recorded points, as shown.
    pub times: Vec<f64>,
    /// Unit of time.
    pub time_unit: String,
    /// Base units of time in one of the unit shown.
    pub time_scale: f64,
    /// Name, unit and scale of every variable, for faults.
    pub variables: Vec<(String, String, f64)>,
}

impl Layout {
    /// The layout of a study of this experiment.
    pub fn of(model: &Model, experiment: &Experiment) -> Layout {
        let measured = |ids: &[VarId]| ids.iter().map(|&id| column(model, id)).collect::<Vec<_>>();
        let time = &model.time;
        let arms = experiment.arms.iter().map(|arm| AskedArm {
            name: arm.name.clone(),
            policy: arm.policy.map_or(String::new(), |id| model.policies[id.idx()].name.clone()),
            world: arm.world.map_or(String::new(), |id| model.worlds[id.idx()].name.clone()),
            stress: arm.policy.is_some_and(|id| model.policies[id.idx()].stress),
        });
        Layout {
            title: (model.name.clone(), model.words.title.clone()),
            arms: arms.collect(),
            draws: measured(&model.uncertainties()),
            outcomes: measured(&experiment.ask.outcomes),
            series: measured(&experiment.ask.series),
            times: times(model, experiment),
            time_unit: if time.calendar { "year".into() } else { time.unit.text.clone() },
            time_scale: if time.calendar { 1.0 } else { time.unit.scale },
            variables: (0..model.variables.len() as u32).map(|at| fault_column(model, VarId(at))).collect(),
        }
    }
}

/// States behind a function have names that no text holds: they go by the variable that they belong to.
fn fault_column(model: &Model, id: VarId) -> (String, String, f64) {
    let unit = &model.variable(id).unit;
    (model.variable(model.written(id)).name.clone(), unit.text.clone(), unit.scale)
}

/// Bytes of the numbers of a chunk in memory; two may wait for the disk at a time.
const CHUNK_BYTES: usize = 48 << 20;

impl Layout {
    /// Futures in a chunk: as many as fit 48 MiB, between 256 and 16,384. It follows from what is asked alone, so that parts
    /// that were run apart have the same chunks.
    pub fn chunk_futures(&self) -> u64 {
        let numbers = self.draws.len() + self.arms.len() * self.outcomes.len();
        let fitting = (CHUNK_BYTES / 8 / numbers.max(1)).max(1);
        // A power of two: chunks begin where blocks of the engine do.
        let below = if fitting.is_power_of_two() { fitting } else { fitting.next_power_of_two() / 2 };
        below.clamp(256, 16_384) as u64
    }

    /// The same for values that are in the units shown already.
    pub fn unscaled(&self) -> Layout {
        let one = |columns: &[Measured]| columns.iter().map(|c| Measured { head: c.head.clone(), scale: 1.0 }).collect();
        Layout { draws: one(&self.draws), outcomes: one(&self.outcomes), series: one(&self.series), ..self.clone() }
    }
}

fn times(model: &Model, experiment: &Experiment) -> Vec<f64> {
    let axis = experiment.ask.dt.and_then(|dt| model.time.with_step(dt)).unwrap_or_else(|| model.time.clone());
    let scale = if axis.calendar { 1.0 } else { axis.unit.scale };
    experiment.ask.at_steps.iter().map(|&step| axis.at(step) / scale).collect()
}

fn column(model: &Model, id: VarId) -> Measured {
    let variable = model.variable(id);
    let mut facts =
        vec![("title", variable.words.title.clone()), ("ko", variable.words.ko.clone()), ("unit", variable.unit.text.clone())];
    let (from, sources) = stands_on(model, &variable.from);
    facts.extend([("from", from), ("sources", sources)]);
    if let Kind::Outcome { better, acceptable, .. } = &variable.kind {
        let word = match better {
            Better::Higher => "higher",
            Better::Lower => "lower",
            Better::Neither => "neither",
        };
        facts.push(("better", word.into()));
        let scale = variable.unit.scale;
        match acceptable {
            Some(Acceptable::AtMost(limit)) => facts.push(("acceptable", format!("<= {}", limit / scale))),
            Some(Acceptable::AtLeast(limit)) => facts.push(("acceptable", format!(">= {}", limit / scale))),
            None => {}
        }
    }
    Measured { head: Head { name: variable.name.clone(), holds: Holds::Number, facts }, scale: variable.unit.scale }
}

/// Names of the claims that a number stands on, and of their sources.
fn stands_on(model: &Model, from: &[Support]) -> (String, String) {
    let (mut claims, mut sources): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for support in from {
        let claim = match support {
            Support::Judgement => {
                claims.push("judgement");
                continue;
            }
            Support::Claim(id) => &model.claims[id.idx()],
        };
        claims.push(&claim.name);
        for locator in &claim.found {
            let name = model.sources[locator.source.idx()].name.as_str();
            if !sources.contains(&name) {
                sources.push(name);
            }
        }
    }
    (claims.join(", "), sources.join(", "))
}

/// A fault's kind in a word.
pub fn fault_word(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::NotANumber => "not a number",
        FaultKind::Infinite => "infinite",
        FaultKind::Below(_) => "below its bound",
        FaultKind::Above(_) => "above its bound",
        FaultKind::NegativeRate => "negative rate",
        FaultKind::RuleOutOfRange => "rule out of range",
    }
}

/// SHA-256 over a model's texts in order of path: each path, its length in bytes, the text. In hexadecimal.
pub fn fingerprint(texts: &[(String, String)]) -> String {
    let mut sorted: Vec<&(String, String)> = texts.iter().collect();
    sorted.sort();
    let mut hash = Sha256::new();
    for (path, text) in sorted {
        hash.update(format!("{path}\n{}\n", text.len()));
        hash.update(text.as_bytes());
    }
    hex(&hash.finalize())
}
