//! Where a reader starts who opens a study: at what the study asked.
//!
//! Comes in: a study. Goes out: its model from the texts as they were run, and its question in the shape in which the page
//! asks. Refuses: studies whose model or table is not what was run.

use std::collections::BTreeMap;

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Kind, Model};

use super::LabModel;
use crate::figure::in_unit;
use crate::run::{SetByHand, plan};
use crate::study::{Study, opened_model, request_of};
use crate::wire::page::{Setting, StrategyAsked};

/// Short names of strategies, as many as stand side by side on the page.
const IDS: [&str; 4] = ["A", "B", "C", "D"];

impl LabModel {
    /// The model of a study, beginning at what the study asked: its baseline first, then its other strategies in their
    /// order, stress tests last, as many as the page holds; its seed, its world where it had one only, and what was set by
    /// hand.
    pub fn of_study(study: &Study) -> Result<Self, Refusal> {
        let (mut opened, model) = opened_model(study)?;
        let plan = plan(&model, &request_of(study, &model)?)?;
        let beginning = beginning(study, &model, &plan.settings);
        opened.model = Some(model);
        let mut lab = LabModel::new(opened)?;
        lab.beginning = Some(Setting { model: lab.name.clone(), ..beginning });
        Ok(lab)
    }
}

fn beginning(study: &Study, model: &Model, by_hand: &[SetByHand]) -> Setting {
    let asked = &study.asked;
    let (mut levers, mut locks) = (BTreeMap::new(), BTreeMap::new());
    for set in by_hand {
        let variable = model.variable(set.id);
        let of_kind = if matches!(variable.kind, Kind::Lever { .. }) { &mut levers } else { &mut locks };
        of_kind.insert(variable.name.clone(), in_unit(set.value, &variable.unit));
    }
    let mut arms: Vec<_> = asked.arms.iter().collect();
    arms.sort_by_key(|arm| (arm.name != asked.baseline, arm.stress));
    let mut policies: Vec<&str> = Vec::new();
    for arm in &arms {
        if !policies.contains(&arm.policy.as_str()) {
            policies.push(&arm.policy);
        }
    }
    let strategy = |(id, policy): (&&str, &str)| StrategyAsked { id: (*id).into(), policy: policy.into(), set: levers.clone() };
    let strategies = IDS.iter().zip(policies).map(strategy).collect();
    let world = arms.first().map(|arm| arm.world.clone()).filter(|world| !world.is_empty());
    Setting {
        model: String::new(),
        seed: asked.seed,
        ladder: Vec::new(),
        strategies,
        reference: Some(IDS[0].into()),
        world: world.filter(|world| arms.iter().all(|arm| arm.world == *world)),
        ranges: BTreeMap::new(),
        locks,
        thresholds: BTreeMap::new(),
        events: asked.events,
        weights: true,
    }
}
