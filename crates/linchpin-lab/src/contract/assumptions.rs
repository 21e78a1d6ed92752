//! What a verdict hangs on: the assumptions under which the change goes the other way.
//!
//! Comes in: the change by future and the draws. Goes out: a few uncertainties, those whose halves disagree in sign first.
//! Refuses: nothing.

use linchpin_core::model::{Claimed, VarId};

use super::Asked;
use crate::behaviour::sentence::{Effect, agrees};
use crate::wire::{AssumptionShown, HalfShown};

/// How many are told.
const TOLD: usize = 3;
/// An assumption that flips nothing is told when its halves differ by so many standard errors.
const PLAIN: f64 = 3.0;

/// Uncertainties that the change hangs on most. What the sentence sets itself is left out: it has one value on each side.
pub(super) fn assumptions(asked: Asked<'_>, effect: &Effect, draws: &[Vec<f64>]) -> Vec<AssumptionShown> {
    let Asked { model, check, sentence, .. } = asked;
    let set = |id: VarId| check.when.iter().chain(&check.against).any(|(known, _)| *known == id);
    let mut found = Vec::new();
    for (id, draws) in model.uncertainties().into_iter().zip(draws).filter(|(id, _)| !set(*id)) {
        let Some([low, high]) = effect.halves(draws) else { continue };
        let error = (low.standard_error * low.standard_error + high.standard_error * high.standard_error).sqrt();
        let strength = (high.mean - low.mean).abs() / error;
        let sides = [&low, &high].map(|half| agrees(sentence.claimed, half.mean, effect.deviation));
        // For a sign both intervals must leave zero; for "as it is" the means decide.
        let sure = sentence.claimed == Claimed::Same || [&low, &high].iter().all(|half| half.low * half.high > 0.0);
        let flips = sides[0] != sides[1] && sure;
        if strength.is_finite() && (flips || strength >= PLAIN) {
            found.push((flips, strength, id, low, high));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let half = |half: &linchpin_explore::analysis::Difference| HalfShown {
        shift: half.mean / effect.deviation,
        low: half.low / effect.deviation,
        high: half.high / effect.deviation,
    };
    let shown = found.into_iter().take(TOLD).map(|(flips, _, id, low, high)| {
        let variable = model.variable(id);
        AssumptionShown {
            name: variable.name.clone(),
            title: variable.words.title.clone(),
            ko: variable.words.ko.clone(),
            flips,
            low_half: half(&low),
            high_half: half(&high),
        }
    });
    shown.collect()
}
