//! Claims at odds with themselves: a number that their own sentence gives otherwise, a date after the sources that tell it.
//!
//! Comes in: a model. Goes out: such claims with what is at odds. A wrong digit in a claim shows here even where no document is at
//! hand to look it up in. None of it is a fault: a sentence may speak of other numbers, too.

use linchpin_core::evidence::{Claim, Day, Status};
use linchpin_core::model::Model;
use linchpin_read::quantity::{self, Unit as Sort};

use super::amount::{Beside, beside};
use crate::figure::exact_with_unit;

/// What is at odds in a claim, in words; `None` where nothing is.
pub(super) fn odds(model: &Model, claim: &Claim) -> Option<String> {
    let notes = [sentence(model, claim), moment(model, claim), future(model, claim)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

/// The sentence gives numbers of the claim's sort, and none of them is the claim's.
fn sentence(model: &Model, claim: &Claim) -> Option<String> {
    let (unit, value) = claim.quantity.as_ref()?;
    let share = unit.text.contains('%');
    let mut others = Vec::new();
    for said in quantity::find(&claim.words.title) {
        // Shares are told in percent, and multiples are not.
        let percent = matches!(said.unit, Sort::Percent | Sort::Points);
        let told = !unit.dimension.is_none() || share == percent && !matches!(said.unit, Sort::Number);
        match beside(model, unit, *value, &said) {
            Beside::Same => return None,
            Beside::Other(_) if told => others.push(said.literal),
            _ => {}
        }
    }
    (!others.is_empty()).then(|| format!("it is {}, its sentence says {}", exact_with_unit(*value, unit), others.join(", ")))
}

/// A date as a number lies outside of the time at which the claim is said to happen.
fn moment(model: &Model, claim: &Claim) -> Option<String> {
    let (unit, value) = claim.quantity.as_ref()?;
    let dated = claim.dated.as_ref()?;
    let calendar = model.time.calendar && unit.dimension == model.units.time() && *value >= 1000.0;
    let month = 1.0 / 12.0;
    let ends = dated.to.unwrap_or(dated.from).ends();
    // A whole year stands for any of its days.
    let whole = value.fract() == 0.0 && *value >= dated.from.begins().floor() && *value < ends;
    let inside = whole || *value >= dated.from.begins() - month && *value < ends + month;
    let told = exact_with_unit(*value, unit);
    (calendar && !inside).then(|| format!("it is {told}, and happens at another time"))
}

/// What it speaks of as observed lies after the last of its sources.
fn future(model: &Model, claim: &Claim) -> Option<String> {
    let observed = claim.dated.as_ref().filter(|dated| dated.status == Status::Observed).map(|dated| dated.from);
    let spoken = claim.as_of.or(observed)?;
    let dates = claim.found.iter().map(|at| {
        let source = model.sources.get(at.source.idx())?;
        source.published.as_deref().and_then(Day::parse)
    });
    let last = dates.collect::<Option<Vec<Day>>>()?.into_iter().map(Day::ends).fold(f64::NEG_INFINITY, f64::max);
    (last.is_finite() && spoken.begins() > last).then(|| "it speaks of a time after its last source".to_string())
}
