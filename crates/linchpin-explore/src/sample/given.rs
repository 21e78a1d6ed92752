//! The user's own futures.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Kind, Model, VarId};

use super::Draws;

/// Draws from columns by name, one value a future, in base units. Uncertainties that are not named stay at their default; futures past
/// the end of a column are NaN.
///
/// Refuses names that are no uncertainty of the model, names given twice, and columns of different lengths.
pub fn table(model: &Model, given: &[(String, Vec<f64>)]) -> Result<Draws, Refusal> {
    let uncertainties = model.uncertainties();
    let mut places = Vec::new();
    for (name, values) in given {
        let place = model.find(name).and_then(|id| uncertainties.iter().position(|known| *known == id)).ok_or_else(|| {
            Refusal::new(format!("`{name}` is no uncertainty of {}", model.name), "rename the column or leave it out")
        })?;
        if places.contains(&place) {
            return Err(Refusal::new(format!("the column `{name}` is given twice"), "leave one of the two out"));
        }
        if values.len() != given[0].1.len() {
            let (first, length) = (&given[0].0, given[0].1.len());
            return Err(Refusal::new(
                format!("`{name}` has {} values, `{first}` has {length}", values.len()),
                "give every column a value for each future",
            ));
        }
        places.push(place);
    }
    let default = |id: &VarId| match &model.variable(*id).kind {
        Kind::Uncertainty { default, .. } => *default,
        _ => unreachable!("`uncertainties` lists uncertainties"),
    };
    let mut filled: Vec<(f64, Option<Vec<f64>>)> = uncertainties.iter().map(|id| (default(id), None)).collect();
    for (place, (_, values)) in places.into_iter().zip(given) {
        filled[place].1 = Some(values.clone());
    }
    Ok(Box::new(move |futures, out| {
        for ((default, values), out) in filled.iter().zip(out) {
            match values {
                None => out.fill(*default),
                Some(values) => {
                    let of = |future: u64| usize::try_from(future).ok().and_then(|at| values.get(at).copied());
                    out.iter_mut().zip(futures.clone()).for_each(|(x, future)| *x = of(future).unwrap_or(f64::NAN));
                }
            }
        }
    }))
}
