//! Disputes: uncertainties over whose number is right.
//!
//! Comes in: `uncertainty ... among CLAIM, CLAIM`. Goes out: an ordinary set of values, one for each claim, and which claim
//! each stands for. Refuses: claims that give no number in the unit, two claims that give the same number, a default that
//! none of them gives.

use linchpin_core::diagnostic::Diagnostic;
use linchpin_core::distribution::Distribution;
use linchpin_core::evidence::{Claim, ClaimId, Dispute, Support};
use linchpin_core::model::{Kind, Range, VarId};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item};
use super::names::Names;
use crate::ast::Body;

impl Draft<'_> {
    /// What an uncertainty is drawn from, where sources disagree. `None` for any other statement.
    pub(crate) fn dispute(&mut self, id: VarId, item: &Item<'_>, claims: &[Claim], names: &Names) -> Option<Dispute> {
        let Body::Uncertainty { value, range, family, among, .. } = &item.statement.body else { return None };
        let (first, _) = among.first()?;
        let (name, unit) = self.named(id);
        let unit = unit?;
        if range.is_some() || family.is_some() {
            let found = Diagnostic::error(
                "improper-distribution",
                first.span,
                format!("`{name}` is drawn from what claims say, so it has neither a range nor a family of its own"),
            )
            .help("delete `in ...` and `~ ...`, or delete `among ...`");
            self.report(found);
            return None;
        }
        let mut values: Vec<(ClaimId, f64, f64)> = Vec::new();
        let mut whole = true;
        for (written, weight) in among {
            let weight = match weight {
                None => Some(1.0),
                Some(weight) => {
                    let share = self.number(weight, Some(&Unit::none()), &format!("a weight of `{name}`"));
                    if share.is_some_and(|share| share < 0.0) {
                        let found = Diagnostic::error(
                            "improper-distribution",
                            weight.span,
                            format!("a weight of `{name}` is below zero"),
                        )
                        .help("weights are shares of futures: zero or more");
                        self.report(found);
                    }
                    share.filter(|share| *share >= 0.0)
                }
            };
            let claim = names.claims.find(written, self).map(ClaimId);
            let said = claim.and_then(|claim| claims.get(claim.idx())).map(|claim| (claim.span, claim.quantity.clone()));
            let (Some(weight), Some(claim), Some((place, quantity))) = (weight, claim, said) else {
                whole = false;
                continue;
            };
            match quantity {
                Some((said, number)) if said.dimension == unit.dimension => {
                    match values.iter().find(|(_, other, _)| *other == number) {
                        Some((other, ..)) => {
                            let other = claims.get(other.idx()).map_or("another", |claim| claim.name.as_str());
                            let message = format!("`{}` and `{other}` give the same number: there is no dispute", written.text);
                            let found = Diagnostic::error("bad-range", written.span, message)
                                .help("name one of the two here, and add their weights");
                            self.report(found);
                            whole = false;
                        }
                        None => values.push((claim, number, weight)),
                    }
                }
                _ => {
                    let message = format!("the claim `{}` gives no number in {}", written.text, unit.text);
                    let found = Diagnostic::error("claim-mismatch", written.span, message)
                        .related(place, "the claim")
                        .help(format!("name claims that say how large `{name}` is"));
                    self.report(found);
                    whole = false;
                }
            }
        }
        if whole && values.len() < 2 {
            let found = Diagnostic::error("bad-range", first.span, format!("`{name}` has one claim to be drawn from"))
                .help("a dispute has two sides: name a second claim, or make it a `constant`");
            self.report(found);
            whole = false;
        }
        if whole && values.iter().map(|(_, _, weight)| weight).sum::<f64>() <= 0.0 {
            let found = Diagnostic::error("improper-distribution", first.span, format!("the weights of `{name}` sum to zero"))
                .help("give at least one claim a weight above zero");
            self.report(found);
            whole = false;
        }
        let Kind::Uncertainty { default, .. } = self.variables[id.idx()].kind else { return None };
        let range = Range::OneOf(values.iter().map(|(_, value, _)| *value).collect());
        if !whole || default.is_nan() {
            return None;
        }
        if !range.contains(default) {
            let message = format!("the default of `{name}` is what none of its claims says");
            let found = Diagnostic::error("out-of-range", value.span, message)
                .help(format!("{}; take the one that you would defend", self.range_words(&range, &unit)));
            self.report(found);
            return None;
        }
        let variable = &mut self.variables[id.idx()];
        if let Kind::Uncertainty { distribution, .. } = &mut variable.kind {
            *distribution = Distribution::Set(values.iter().map(|(_, value, weight)| (*value, *weight)).collect());
        }
        for (claim, ..) in &values {
            let support = Support::Claim(*claim);
            if !variable.from.contains(&support) {
                variable.from.push(support);
            }
        }
        Some(Dispute { variable: id, alternatives: values.into_iter().map(|(claim, value, _)| (claim, value)).collect() })
    }
}
