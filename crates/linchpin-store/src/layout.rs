//! Which columns the tables of a study have.
//!
//! Comes in: a model and an experiment. Goes out: names, scales and metadata of all columns; the fingerprint of a
//! model's texts.

use std::fmt::Write as _;

use linchpin_core::experiment::{Experiment, FaultKind};
use linchpin_core::model::{Acceptable, Better, Kind, Model, VarId};
use sha2::{Digest, Sha256};

use crate::asked::AskedArm;
use crate::dataset::{Head, Holds};

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
            variables: model.variables.iter().map(|v| (v.name.clone(), v.unit.text.clone(), v.unit.scale)).collect(),
        }
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
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
