//! A study's plan and outcomes, as if it had just been run.
//!
//! Comes in: a study and the model it was run with. Goes out: the plan that gives it, and its outcomes in base units.
//! Refuses: a study that the plan does not give again, and what the store refuses.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Model;
use linchpin_core::table::Outcomes;
use linchpin_store::Study;

use crate::run::{Plan, plan};
use crate::study::request_of;

/// The plan of a study and its outcomes in base units.
pub fn from_study(model: &Model, study: &Study) -> Result<(Plan, Outcomes), Refusal> {
    let asked = &study.asked;
    if !asked.table.is_empty() || !asked.levers.is_empty() {
        return Err(Refusal::new(
            "the study's futures come from a table, whose design nobody knows",
            "explore the model itself, or read the study with other tools: its tables are Parquet",
        ));
    }
    if asked.shard.1 > 1 || !asked.complete() {
        return Err(Refusal::new(
            "the study does not hold all futures of its design",
            "put its parts together with `linchpin study merge`, or finish it with `linchpin run --resume`",
        ));
    }
    let request = request_of(study, model)?;
    let plan = plan(model, &request)?;
    let results = study.outcomes()?;
    let mut values = Vec::new();
    for arm in &plan.experiment.arms {
        let at = asked.arms.iter().position(|known| known.name == arm.name).ok_or_else(|| {
            Refusal::new(
                format!("the study holds no `{}`", arm.name),
                "run the study again, with all strategies and worlds together",
            )
        })?;
        let column = |id: &linchpin_core::model::VarId| -> Result<Vec<f64>, Refusal> {
            let variable = model.variable(*id);
            let place =
                results.names.iter().position(|name| *name == variable.name).ok_or_else(|| {
                    Refusal::new(format!("the study holds no outcome `{}`", variable.name), "run the study again")
                })?;
            Ok(results.values[at][place].iter().map(|value| value * variable.unit.scale).collect())
        };
        values.push(plan.experiment.ask.outcomes.iter().map(column).collect::<Result<Vec<_>, _>>()?);
    }
    let outcomes = Outcomes {
        arms: plan.experiment.arms.iter().map(|arm| arm.name.clone()).collect(),
        names: results.names.clone(),
        futures: usize::try_from(asked.done).unwrap_or(usize::MAX),
        values,
        ..Outcomes::default()
    };
    Ok((plan, outcomes))
}
