//! Compiled programs kept between questions about one model.
//!
//! Comes in: what a question asks of the engine. Goes out: the programs for it, compiled when first asked for. What a reader
//! moves, ranges and thresholds, is in no program, so every question shares them. Refuses: what the engine refuses.

use std::sync::{Arc, Mutex, PoisonError};

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Ask;
use linchpin_core::model::Model;
use linchpin_engine::{Prepared, prepare};

/// Different asks kept: outcomes with and without events, and the variables that readers look at.
const KEPT: usize = 16;

/// The programs of one model; the one used last stands last.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(Arc<Mutex<Vec<Arc<Prepared>>>>);

impl Kept {
    /// The programs for what is asked of this model, which must be the same at every call.
    pub(super) fn prepared(&self, model: &Model, ask: &Ask) -> Result<Arc<Prepared>, Refusal> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let prepared = match kept.iter().position(|prepared| prepared.ask() == ask) {
            Some(at) => kept.remove(at),
            None => Arc::new(prepare(model, ask)?),
        };
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push(prepared.clone());
        Ok(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_ask_is_compiled_once_and_few_are_kept() {
        let model = crate::open::open("sir").ok().and_then(|opened| opened.model).expect("comes along");
        let kept = Kept::default();
        let ask =
            |step: u32| Ask { outcomes: Vec::new(), series: model.outcomes(), at_steps: vec![step], events: true, dt: None };
        let first = kept.prepared(&model, &ask(0)).expect("a proper ask");
        assert!(Arc::ptr_eq(&first, &kept.prepared(&model, &ask(0)).expect("a proper ask")));
        for step in 1..=KEPT as u32 {
            kept.prepared(&model, &ask(step)).expect("a proper ask");
        }
        assert_eq!(kept.0.lock().expect("nobody panicked").len(), KEPT);
        assert!(!Arc::ptr_eq(&first, &kept.prepared(&model, &ask(0)).expect("a proper ask")), "the oldest made room");
        assert!(kept.prepared(&model, &ask(1_000_000)).is_err());
    }
}
