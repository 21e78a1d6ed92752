//! Outcomes known from earlier questions about one model: a hand moves one of the strategies on the page, and the others need not be
//! computed again.
//!
//! Comes in: a question and its plan. Goes out: what the plan's run gives, bit for bit. A threshold that a reader moves changes no
//! outcome, a range does. Refuses: what the engine refuses.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Ask, Futures};
use linchpin_core::table::Outcomes;

use super::question::Question;
use crate::run::{Manner, Plan, Ran, run_prepared};

/// Numbers remembered of one model, at most: 16 MiB.
const MOST_NUMBERS: usize = 2 << 20;

/// What was asked of all strategies alike.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    futures: Futures,
    ask: Ask,
    ranges: BTreeMap<String, [f64; 2]>,
}

/// What one strategy came to.
#[derive(Debug)]
struct Strategy {
    arm: Arm,
    asked: Asked,
    /// `[outcome][future]`.
    outcomes: Vec<Vec<f64>>,
}

impl Strategy {
    /// The name of an arm says nothing about its outcomes.
    fn answers(&self, arm: &Arm, asked: &Asked) -> bool {
        let same = (self.arm.policy, self.arm.world) == (arm.policy, arm.world) && self.arm.settings == arm.settings;
        same && self.asked == *asked
    }

    /// Runs that faulted: none of their outcomes is a number.
    fn faults(&self) -> u64 {
        self.outcomes.first().map_or(0, |outcome| outcome.iter().filter(|value| value.is_nan()).count() as u64)
    }

    fn numbers(&self) -> usize {
        self.outcomes.iter().map(Vec::len).sum()
    }
}

/// What is remembered; the one used last stands last.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Arc<Mutex<VecDeque<Arc<Strategy>>>>);

impl Known {
    fn find(&self, arm: &Arm, asked: &Asked) -> Option<Arc<Strategy>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known.iter().position(|strategy| strategy.answers(arm, asked))?;
        let found = known.remove(at)?;
        known.push_back(found.clone());
        Some(found)
    }

    fn remember(&self, strategy: Arc<Strategy>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_back(strategy);
        let mut numbers: usize = known.iter().map(|strategy| strategy.numbers()).sum();
        while numbers > MOST_NUMBERS
            && let Some(oldest) = known.pop_front()
        {
            numbers -= oldest.numbers();
        }
    }
}

/// Runs the strategies of a plan of which the outcomes are not known. The faults themselves are not kept, only how many they are.
pub(super) fn run(question: &Question<'_>, plan: Plan, manner: Manner<'_>) -> Result<Ran, Refusal> {
    let known = &question.lab.known;
    let arms = plan.experiment.arms.clone();
    let asked = Asked { futures: plan.experiment.futures, ask: plan.experiment.ask.clone(), ranges: question.ranges.clone() };
    let mut found: Vec<Option<Arc<Strategy>>> = arms.iter().map(|arm| known.find(arm, &asked)).collect();
    let mut missing = plan;
    missing.experiment.arms = arms.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(arm, _)| arm.clone()).collect();
    if !missing.experiment.arms.is_empty() {
        let prepared = question.lab.prepared(&asked.ask)?;
        let ran = run_prepared(&prepared, &question.model, &missing, manner)?;
        if ran.cancelled {
            return Ok(ran);
        }
        let computed = missing.experiment.arms.into_iter().zip(ran.outcomes.values);
        for (place, (arm, outcomes)) in found.iter_mut().filter(|found| found.is_none()).zip(computed) {
            let strategy = Arc::new(Strategy { arm, asked: asked.clone(), outcomes });
            known.remember(strategy.clone());
            *place = Some(strategy);
        }
    }
    let strategies: Vec<Arc<Strategy>> = found.into_iter().flatten().collect();
    Ok(Ran {
        outcomes: Outcomes {
            names: asked.ask.outcomes.iter().map(|&id| question.model.variable(id).name.clone()).collect(),
            arms: arms.into_iter().map(|arm| arm.name).collect(),
            futures: asked.futures.count as usize,
            values: strategies.iter().map(|strategy| strategy.outcomes.clone()).collect(),
            ..Outcomes::default()
        },
        held: true,
        futures: asked.futures.count,
        faults: strategies.iter().map(|strategy| strategy.faults()).sum(),
        cancelled: false,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::{LabModel, question};
    use super::*;
    use crate::wire::page::Setting;

    fn lab() -> LabModel {
        LabModel::new(crate::open::open("lake").expect("comes along")).expect("without errors")
    }

    fn setting(moved: f64, more: &str) -> Setting {
        let text = format!(
            r#"{{"model": "lake", "ladder": [40], "strategies": [{{"id": "A"}}, {{"id": "B", "set": {{"emission": {moved}}}}}]{more}}}"#
        );
        serde_json::from_str(&text).expect("a setting")
    }

    /// What is told, after a look that it is what a run tells that remembers nothing.
    fn told(lab: &LabModel, setting: &Setting) -> Vec<Vec<Vec<f64>>> {
        let cancel = AtomicBool::new(false);
        let manner = || Manner { threads: 1, cancel: &cancel, progress: &|_, _| {} };
        let question = question(lab, setting).expect("a proper setting");
        let plan = question.plan(question.size());
        let prepared = lab.prepared(&plan.experiment.ask).expect("compiles");
        let anew = run_prepared(&prepared, &question.model, &plan, manner()).expect("runs");
        let told = run(&question, plan, manner()).expect("runs");
        let bits = |ran: &Ran| ran.outcomes.values.iter().flatten().flatten().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&told), bits(&anew));
        assert_eq!((told.faults, told.futures, told.held), (anew.faults, anew.futures, anew.held));
        assert_eq!((&told.outcomes.arms, &told.outcomes.names), (&anew.outcomes.arms, &anew.outcomes.names));
        assert_eq!(told.outcomes.futures, anew.outcomes.futures);
        told.outcomes.values
    }

    fn remembered(lab: &LabModel) -> usize {
        lab.known.0.lock().expect("nobody panicked").len()
    }

    #[test]
    fn only_the_strategy_that_moved_is_computed() {
        let lab = lab();
        let first = told(&lab, &setting(0.03, ""));
        assert_eq!(remembered(&lab), 2);
        let second = told(&lab, &setting(0.05, ""));
        assert_eq!(remembered(&lab), 3);
        assert_eq!(first[0], second[0]);
        assert_ne!(first[1], second[1]);
    }

    #[test]
    fn a_threshold_changes_no_outcome_but_a_range_luck_and_size_do() {
        let lab = lab();
        let first = told(&lab, &setting(0.03, ""));
        assert_eq!(first, told(&lab, &setting(0.03, r#", "thresholds": {"max_P": 0.5}"#)));
        assert_eq!(remembered(&lab), 2);
        for (at, other) in [r#", "ranges": {"removal": [0.2, 0.3]}"#, r#", "seed": 7"#].into_iter().enumerate() {
            assert_ne!(first, told(&lab, &setting(0.03, other)));
            assert_eq!(remembered(&lab), 4 + 2 * at);
        }
        told(&lab, &Setting { ladder: vec![41], ..setting(0.03, "") });
        assert_eq!(remembered(&lab), 8);
    }

    /// Runs fault where the lever is larger than what is drawn.
    const FAULTY: &str = r#"
model m "Faults"
  time 0 year .. 4 year by 1 year
actor us
lever emission : 1 = 0.2 in 0 .. 1 by us
uncertainty k : 1 = 0.5 in 0 .. 1 ~ uniform from judgement
outcome o : 1 = ln(k - emission) better higher
"#;

    #[test]
    fn faults_are_counted_of_what_is_remembered() {
        let lab =
            LabModel::new(crate::open::read("m", false, &linchpin_lang::files::Memory::one(FAULTY))).expect("without errors");
        let nans = |told: &[Vec<Vec<f64>>]| told.iter().flatten().flatten().filter(|value| value.is_nan()).count();
        let first = told(&lab, &setting(0.5, ""));
        let again = told(&lab, &setting(0.5, ""));
        assert_eq!((nans(&first), nans(&again)), (8 + 20, 8 + 20));
    }

    #[test]
    fn the_oldest_make_room() {
        let lab = lab();
        told(&lab, &setting(0.03, ""));
        let asked = lab.known.0.lock().expect("nobody panicked")[0].asked.clone();
        let arm = lab.known.0.lock().expect("nobody panicked")[0].arm.clone();
        for seed in 0..3 {
            let futures = Futures { seed, ..asked.futures };
            let asked = Asked { futures, ..asked.clone() };
            lab.known.remember(Arc::new(Strategy { arm: arm.clone(), asked, outcomes: vec![vec![0.0; MOST_NUMBERS / 2]] }));
        }
        assert_eq!(remembered(&lab), 2);
        assert!(lab.known.find(&arm, &asked).is_none());
    }
}
