//! Programs kept between runs, for whoever asks the same of one model again and again.
//!
//! Comes in: a model and what is asked of it. Goes out: runs, each arm compiled when it is first met. Refuses what the
//! compiler refuses.

use std::sync::{Arc, Mutex, PoisonError};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::{Arm, Ask, Futures};
use linchpin_core::model::Model;
use linchpin_core::table::Chunk;

use super::form::{Form, form};
use super::{Cast, Control, Draws, Finish, Plan, pool};
use crate::compile::compile;
use crate::program::Program;

/// Programs kept; the one least lately used makes room.
const KEPT: usize = 32;

/// A model with what is asked of it, and the programs already compiled for it. Threads may share it.
#[derive(Debug)]
pub struct Prepared {
    model: Model,
    ask: Ask,
    /// The last is the one used last.
    programs: Mutex<Vec<(Form, Arc<Program>)>>,
}

/// Prepares runs of a model: compiles the arm that sets nothing, and others when they come.
/// Refuses what [`compile`](crate::compile()) refuses.
pub fn prepare(model: &Model, ask: &Ask) -> Result<Prepared, Refusal> {
    let program = compile(model, &[], ask)?;
    let programs = Mutex::new(vec![(Form::new(), Arc::new(program))]);
    Ok(Prepared { model: model.clone(), ask: ask.clone(), programs })
}

impl Prepared {
    /// What is asked in every run.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// Runs futures under arms, as [`run`](crate::run()) does with the same ask: the same bits, without compiling what was
    /// compiled before. Distributions are the business of `draws`, so it may draw from others than the model's.
    pub fn run(
        &self,
        futures: &Futures,
        arms: &[Arm],
        draws: &Draws,
        control: &Control,
        sink: &mut dyn FnMut(Chunk) -> Result<(), Refusal>,
    ) -> Result<Finish, Refusal> {
        let cast = Cast::new(&self.model, futures.seed, arms, |arm| self.program(arm))?;
        let plan = Plan::new(&cast, futures, control);
        pool::run(&cast, futures, &plan, draws, control, sink)
    }

    fn program(&self, arm: &Arm) -> Result<Arc<Program>, Refusal> {
        let form = form(&self.model, &arm.settings);
        let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match programs.iter().position(|(known, _)| *known == form) {
            Some(at) => programs.remove(at),
            None => (form, Arc::new(compile(&self.model, &arm.settings, &self.ask)?)),
        };
        let program = known.1.clone();
        if programs.len() == KEPT {
            programs.remove(0);
        }
        programs.push(known);
        Ok(program)
    }
}
