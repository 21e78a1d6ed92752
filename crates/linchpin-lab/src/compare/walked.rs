//! The same comparison from a study on disk, whatever its length.
//!
//! Comes in: a model, its arms, a study of them. Goes out: comparisons, world by world. Memory: for each thread one chunk of the outcomes
//! that are looked at together, and the columns of one outcome where they are few, else one column for its quantiles. Refuses: what the
//! store refuses, and outcomes that are not the model's.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Acceptable, Better, Criterion, WorldId};
use linchpin_explore::analysis::{EXACT, Found, Sought, Together, passes};
use linchpin_store::Study;

use super::{
    Cell, Compared, Comparison, CriterionShown, OutcomeShown, arm_shown, criteria_of, goal, headline, outcome_shown, worlds_of,
};
use crate::each::each;

/// How a study is read. None of it changes what is found.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Outcomes looked at side by side; 0 for one a core.
    pub threads: usize,
    /// An outcome of up to so many numbers is read once and held, a longer one is read for each of its figures.
    pub held: u64,
}

impl Pace {
    /// What suits most machines: 32 MiB a thread.
    pub fn by(threads: usize) -> Self {
        Pace { threads, held: EXACT as u64 }
    }
}

/// Compares the arms of a study; `arms[k]` of what is compared is the study's arm `places[k]`.
pub fn compare_study(compared: Compared<'_>, study: &Study, places: &[usize], pace: Pace) -> Result<Vec<Comparison>, Refusal> {
    let names = study.outcome_names()?;
    let known = compared.outcomes.iter().map(|&id| &compared.model.variable(id).name);
    if !known.eq(names.iter()) {
        return Err(Refusal::new("the study's outcomes are not those of its model", "run the study again"));
    }
    worlds_of(compared.arms).into_iter().map(|world| within(compared, study, places, pace, world)).collect()
}

fn within(
    compared: Compared<'_>,
    study: &Study,
    places: &[usize],
    pace: Pace,
    world: Option<WorldId>,
) -> Result<Comparison, Refusal> {
    let Compared { model, sources, arms, outcomes: ids, is_baseline } = compared;
    let members: Vec<usize> = (0..arms.len()).filter(|&at| arms[at].world == world).collect();
    let baseline = members.iter().position(|&at| is_baseline(&arms[at])).unwrap_or(0);
    let stress: Vec<bool> = members.iter().map(|&at| arms[at].policy.is_some_and(|id| model.policies[id.idx()].stress)).collect();
    let goals: Vec<_> = ids.iter().map(|&id| goal(model, sources, id)).collect();
    let scales: Vec<f64> = ids.iter().map(|&id| model.variable(id).unit.scale).collect();
    // Stretches of some outcomes, in base units, as chunks hold them.
    let read = |chosen: &[usize], columns: &[usize], each: &mut dyn FnMut(Vec<Vec<Vec<f64>>>)| -> Result<(), Refusal> {
        let chosen: Vec<usize> = chosen.iter().map(|&arm| places[members[arm]]).collect();
        for chunk in &study.chunks {
            let mut values = study.outcomes_of(chunk, &chosen, columns)?;
            for arm in &mut values {
                for (column, values) in columns.iter().zip(arm) {
                    values.iter_mut().for_each(|value| *value *= scales[*column]);
                }
            }
            each(values);
        }
        Ok(())
    };
    let every: Vec<usize> = (0..ids.len()).collect();
    let few = study.asked.done.saturating_mul(members.len() as u64) <= pace.held;
    let outcome = |&at: &usize| -> Result<OutcomeShown, Refusal> {
        let goal = &goals[at];
        let sought = Sought { better: goal.better, acceptable: goal.acceptable, baseline, stress: &stress, levels: true };
        let mut walk = |chosen: &[usize], each: &mut dyn FnMut(&[Vec<f64>])| {
            read(chosen, &[at], &mut |values| {
                each(&values.into_iter().map(|mut arm| arm.swap_remove(0)).collect::<Vec<_>>());
            })
        };
        let found = if few {
            // Read once, where that is no more than one column of a long study. What is asked for is one arm or all of them.
            let all: Vec<usize> = (0..members.len()).collect();
            let mut columns = vec![Vec::new(); members.len()];
            walk(&all, &mut |stretch| columns.iter_mut().zip(stretch).for_each(|(column, more)| column.extend_from_slice(more)))?;
            passes(members.len(), sought, &mut |chosen, each| {
                match chosen {
                    [arm] => each(std::slice::from_ref(&columns[*arm])),
                    _ => each(&columns),
                }
                Ok(())
            })?
        } else {
            passes(members.len(), sought, &mut walk)?
        };
        Ok(outcome_shown(model, goal, ids[at], cells(&found, goal.better, goal.acceptable, baseline), found.extremes))
    };
    let shown = each(&every, pace.threads, outcome).into_iter().collect::<Result<Vec<_>, _>>()?;
    let together = criteria_of(model, ids);
    let criterion = |(known, together): &(&Criterion, &Together)| -> Result<CriterionShown, Refusal> {
        let sought = Sought { better: Better::Higher, acceptable: None, baseline, stress: &stress, levels: false };
        let found = passes(members.len(), sought, &mut |chosen, each| {
            read(chosen, &together.outcomes, &mut |values| {
                let mark = |arm: &Vec<Vec<f64>>| -> Vec<f64> {
                    let futures = arm.first().map_or(0, Vec::len);
                    let mut all = vec![1.0; futures];
                    for (&outcome, values) in together.outcomes.iter().zip(arm) {
                        let Some(acceptable) = goals[outcome].acceptable else { continue };
                        let met = |v: f64| if v.is_nan() { v } else { f64::from(acceptable.holds(v)) };
                        all.iter_mut().zip(values).for_each(|(mark, value)| *mark *= met(*value));
                    }
                    all
                };
                each(&values.iter().map(mark).collect::<Vec<_>>());
            })
        })?;
        Ok(CriterionShown {
            name: known.name.clone(),
            title: if known.words.title.is_empty() { known.name.clone() } else { known.words.title.clone() },
            ko: known.words.ko.clone(),
            shares: found.shares.clone(),
            differences: (0..members.len()).map(|arm| (arm != baseline).then(|| found.differences[arm])).collect(),
            extremes: found.extremes,
        })
    };
    let criteria: Vec<(&Criterion, &Together)> = model.criteria.iter().zip(&together).collect();
    let criteria = each(&criteria, pace.threads, criterion).into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut faulted = vec![0_usize; members.len()];
    let (every, all): (Vec<usize>, Vec<usize>) = ((0..members.len()).collect(), (0..ids.len()).collect());
    if study.asked.faults > 0 {
        read(&every, &all, &mut |values| {
            for (count, arm) in faulted.iter_mut().zip(&values) {
                let futures = arm.first().map_or(0, Vec::len);
                *count += (0..futures).filter(|&future| arm.iter().any(|values| values[future].is_nan())).count();
            }
        })?;
    }
    Ok(Comparison {
        world: world.map(|id| (model.worlds[id.idx()].name.clone(), model.worlds[id.idx()].words.title.clone())),
        arms: members.iter().zip(faulted).map(|(&at, faulted)| arm_shown(model, &arms[at], faulted)).collect(),
        baseline,
        futures: usize::try_from(study.asked.done).unwrap_or(usize::MAX),
        headline: headline(&shown, &together),
        outcomes: shown,
        criteria,
    })
}

fn cells(found: &Found, better: Better, acceptable: Option<Acceptable>, baseline: usize) -> Vec<Cell> {
    let cell = |arm: usize| {
        let other = arm != baseline;
        Cell {
            level: found.levels[arm],
            difference: other.then(|| found.differences[arm]),
            superiority: (other && better != Better::Neither).then(|| found.superiority[arm]),
            acceptable: acceptable.map(|_| found.shares[arm]),
        }
    };
    (0..found.levels.len()).map(cell).collect()
}
