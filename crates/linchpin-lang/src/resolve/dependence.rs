//! Uncertainties that do not move alone: correlations, and shares of a whole.
//!
//! Comes in: `correlation` and `shares` statements, once uncertainties have their defaults. Goes out: pairs with their
//! correlation, divisions with their means; members of a division get their distribution here. Refuses: what is no
//! uncertainty, correlations that contradict one another, defaults that do not sum to one, settings that break a sum.

use std::collections::HashMap;

use linchpin_core::dependence::{Correlation, GREATEST_CONCENTRATION, MOST_COUPLED, Shares, Unfit, copulas};
use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::distribution::{BETA, Distribution, Shape};
use linchpin_core::model::{Kind, Setting, VarId};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item, Symbol, words};
use super::names::Names;
use crate::ast::{self, Body, RangeText};

/// Shares and what is set sum to one within this.
const SLACK: f64 = 1e-9;

/// Groups that contradict themselves and are told of: more would tell nothing new.
const MOST_CONTRADICTIONS: usize = 20;

/// Correlations in a group up to which it is worth working out what one of them could be.
const MOST_WORKED_OUT: usize = 30;

impl Draft<'_> {
    /// All divisions of a whole. Their members are uncertainties whose defaults are known.
    pub(crate) fn divisions(&mut self, items: &[Item<'_>], names: &Names) -> Vec<Shares> {
        let mut divisions = Vec::new();
        let mut taken: HashMap<VarId, Span> = HashMap::new();
        for item in items {
            let Body::Shares { name, members, concentration } = &item.statement.body else { continue };
            let from = self.supports(item.statement, names);
            let mut ids = Vec::new();
            for member in members {
                let Some(id) = self.uncertainty_named(member, "a share") else { continue };
                if let Some(first) = taken.insert(id, member.span) {
                    let found = Diagnostic::error("defined-twice", member.span, format!("`{}` is a share already", member.text))
                        .related(first, "first named here")
                        .help("a share belongs to one whole, once: delete one of the two");
                    self.report(found);
                    continue;
                }
                ids.push(id);
            }
            if concentration.is_some() {
                self.wants_support(item.statement, name, "concentration of");
            }
            let concentration = self.concentration(name, members.len(), concentration.as_ref());
            // Where a member is missing, nothing is known of the sum.
            let means = if ids.len() == members.len() { self.means(name, &ids) } else { None };
            let (Some(means), Some(concentration)) = (means, concentration) else { continue };
            for (id, mean) in ids.iter().zip(&means) {
                let params = vec![mean * concentration, (1.0 - mean) * concentration];
                let shape = Shape { low: Some(0.0), high: Some(1.0), mode: *mean, params };
                if let Kind::Uncertainty { distribution, .. } = &mut self.variables[id.idx()].kind {
                    *distribution = Distribution::Continuous(&BETA, shape);
                }
            }
            divisions.push(Shares {
                name: name.text.clone(),
                words: words(item.statement),
                members: ids,
                means,
                concentration,
                from,
                span: item.statement.span,
            });
        }
        divisions
    }

    /// An uncertainty that a `shares` statement lists has no range, and no family or claims to be drawn from.
    pub(crate) fn share_stands_alone(&mut self, name: &str, range: Option<&RangeText>, other: Option<&ast::Name>) {
        let range = range.map(|range| match range {
            RangeText::Between(low, high) => low.span.to(high.span),
            RangeText::Set(values) => values.iter().map(|(value, _)| value.span).reduce(Span::to).unwrap_or_default(),
        });
        if let Some(span) = range.or(other.map(|other| other.span)) {
            let found = Diagnostic::error(
                "improper-distribution",
                span,
                format!("`{name}` is a share of a whole: it is drawn with the others, and has no range or distribution of its own"),
            )
            .help("delete `in ...` and `~ ...`; `concentration` in the `shares` statement says how close shares stay to their defaults");
            self.report(found);
        }
    }

    fn concentration(&mut self, name: &ast::Name, members: usize, value: Option<&ast::Expr>) -> Option<f64> {
        let Some(value) = value else { return Some(members as f64) };
        let number = self.number(value, Some(&Unit::none()), &format!("the concentration of `{}`", name.text))?;
        if number > 0.0 && number <= GREATEST_CONCENTRATION {
            return Some(number);
        }
        let found = Diagnostic::error("out-of-range", value.span, "a concentration lies above zero, and at most at a million")
            .help("at 30, a share of 50 % lies between 41 % and 59 % in two of three futures; a greater one keeps it closer");
        self.report(found);
        None
    }

    /// The defaults of the members as parts of one; `None` when they are no such thing.
    fn means(&mut self, name: &ast::Name, members: &[VarId]) -> Option<Vec<f64>> {
        if members.len() < 2 {
            let found = Diagnostic::error("bad-shares", name.span, format!("`{}` has one share, which is the whole", name.text))
                .help("name two shares or more, separated by commas");
            self.report(found);
            return None;
        }
        let mut means = Vec::new();
        let mut free: Vec<(bool, Span)> = Vec::new();
        let mut proper = true;
        for id in members {
            let variable = self.variables[id.idx()].clone();
            let Kind::Uncertainty { default, held, .. } = variable.kind else { return None };
            free.push((held, variable.name_span));
            if !self.unitless.contains(id) && !variable.unit.dimension.is_none() {
                let found = Diagnostic::error(
                    "unit-mismatch",
                    variable.name_span,
                    format!("`{}` is in {}, and a share is a pure number", variable.name, variable.unit.text),
                )
                .related(name.span, "it is a share of this")
                .help("declare it with the unit 1, and multiply by the whole where it is used");
                self.report(found);
                proper = false;
            } else if default <= 0.0 || default >= 1.0 {
                let found = Diagnostic::error(
                    "out-of-range",
                    variable.equation_span,
                    format!("the default of `{}` is no share: it lies between 0 and 1", variable.name),
                )
                .related(name.span, "it is a share of this")
                .help("give every share a default above zero; one that is never there needs no name");
                self.report(found);
                proper = false;
            }
            proper &= default.is_finite();
            means.push(default);
        }
        if let (Some((_, yes)), Some((_, no))) = (free.iter().find(|(held, _)| *held), free.iter().find(|(held, _)| !*held)) {
            let found = Diagnostic::error("bad-shares", *yes, "one share is held while another of the same whole varies")
                .related(*no, "this one varies")
                .related(name.span, "the whole")
                .help("hold all shares of a whole or none of them: they sum to one");
            self.report(found);
            proper = false;
        }
        let sum: f64 = means.iter().sum();
        if proper && (sum - 1.0).abs() > SLACK {
            let mut found = Diagnostic::error(
                "bad-shares",
                name.span,
                format!("the defaults of `{}` sum to {}, and shares sum to one", name.text, self.figure(sum, &Unit::none())),
            );
            for id in members.iter().take(5) {
                let variable = &self.variables[id.idx()];
                found = found.related(variable.equation_span, format!("the default of `{}`", variable.name));
            }
            self.report(found.help("change a default, or add the share that is missing"));
            proper = false;
        }
        proper.then(|| means.iter().map(|mean| mean / sum).collect())
    }

    /// All correlations; those that contradict one another are reported.
    pub(crate) fn correlations(&mut self, items: &[Item<'_>], names: &Names) -> Vec<Correlation> {
        let mut all: Vec<(Correlation, Span)> = Vec::new();
        let mut given: HashMap<(VarId, VarId), Span> = HashMap::new();
        for item in items {
            let Body::Correlation { names: pair, value } = &item.statement.body else { continue };
            let from = self.supports(item.statement, names);
            let ids: Vec<Option<VarId>> = pair.iter().map(|name| self.correlated(name)).collect();
            let r = self.coefficient(value);
            let [first, second] = &pair[..] else {
                let span = pair.iter().map(|name| name.span).reduce(Span::to).unwrap_or(item.statement.keyword);
                let message = format!(
                    "a correlation joins two uncertainties, here {} named",
                    match pair.len() {
                        1 => "is one".to_owned(),
                        n => format!("are {n}"),
                    }
                );
                self.report(
                    Diagnostic::error("bad-correlation", span, message)
                        .help("write `correlation A, B = VALUE`, one statement for each pair"),
                );
                continue;
            };
            let [Some(a), Some(b)] = ids[..] else { continue };
            if a == b {
                let found = Diagnostic::error(
                    "bad-correlation",
                    second.span,
                    format!("`{}` is correlated with itself here", second.text),
                )
                .related(first.span, "the same uncertainty")
                .help("name two different ones");
                self.report(found);
                continue;
            }
            if let Some(place) = given.insert((a.min(b), a.max(b)), first.span.to(second.span)) {
                let message = format!("the correlation of `{}` and `{}` is given twice", first.text, second.text);
                let found = Diagnostic::error("defined-twice", first.span.to(second.span), message)
                    .related(place, "first given here")
                    .help("delete one of the two");
                self.report(found);
                continue;
            }
            let Some(r) = r else { continue };
            if item.statement.from.is_empty() {
                let message = format!("the correlation of `{}` and `{}` does not say what it stands on", first.text, second.text);
                let warning = Diagnostic::warning("no-source", first.span.to(second.span), message)
                    .help("add `from CLAIM`, or `from judgement` where it is the modeller's own");
                self.report(warning);
            }
            let correlation = Correlation { pair: (a, b), r, words: words(item.statement), from, span: item.statement.span };
            all.push((correlation, first.span.to(value.span)));
        }
        self.contradictions(&all);
        all.into_iter().map(|(correlation, _)| correlation).collect()
    }

    fn correlated(&mut self, name: &ast::Name) -> Option<VarId> {
        let id = self.uncertainty_named(name, "a correlated quantity")?;
        if !self.divided.contains(&name.text) {
            return Some(id);
        }
        let found = Diagnostic::error(
            "bad-correlation",
            name.span,
            format!(
                "`{}` is a share of a whole, and shares move together as it is: more of one is less of the others",
                name.text
            ),
        )
        .related(self.variables[id.idx()].name_span, "the share")
        .help("correlate an uncertainty that is no share");
        self.report(found);
        None
    }

    fn coefficient(&mut self, value: &ast::Expr) -> Option<f64> {
        let r = self.number(value, Some(&Unit::none()), "a correlation")?;
        if r > -1.0 && r < 1.0 {
            return Some(r);
        }
        let (message, help) = if r.abs() == 1.0 {
            (
                "at a correlation of 1 or -1 the two are one uncertainty",
                "keep one of them, and compute the other from it in an `aux`",
            )
        } else {
            ("a correlation lies between -1 and 1", "write a number such as 0.4, or -0.4 where one rises as the other falls")
        };
        self.report(Diagnostic::error("out-of-range", value.span, message).help(help));
        None
    }

    fn contradictions(&mut self, all: &[(Correlation, Span)]) {
        let mut pairs: Vec<((VarId, VarId), f64)> = all.iter().map(|(known, _)| (known.pair, known.r)).collect();
        for _ in 0..MOST_CONTRADICTIONS {
            let Err(unfit) = copulas(&pairs, |id| &self.variables[id.idx()].name) else { return };
            let (Unfit::Contradiction(members) | Unfit::TooMany(members)) = &unfit;
            let (group, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|((a, _), _)| members.contains(a));
            pairs = rest;
            let mut places = all.iter().filter(|(known, _)| members.contains(&known.pair.0)).map(|(_, place)| *place);
            // The last one that was written is the likeliest to be the odd one.
            let Some(last) = places.next_back() else { return };
            let found = match &unfit {
                Unfit::TooMany(members) => Diagnostic::error(
                    "bad-correlation",
                    last,
                    format!("correlations join {} uncertainties here, and {MOST_COUPLED} is the most", members.len()),
                )
                .help("leave out the weakest correlations"),
                Unfit::Contradiction(members) => {
                    let listed: Vec<String> =
                        members.iter().take(6).map(|id| format!("`{}`", self.variables[id.idx()].name)).collect();
                    let more = if members.len() > listed.len() { ", ..." } else { "" };
                    let message = format!("no uncertainties have these correlations together: {}{more}", listed.join(", "));
                    Diagnostic::error("impossible-correlations", last, message).help(self.possible(&group))
                }
            };
            let found = places.rev().take(5).fold(found, |found, place| found.related(place, "with this"));
            self.report(found);
        }
    }

    /// What the last of some correlations could be while the others stay.
    fn possible(&self, group: &[((VarId, VarId), f64)]) -> String {
        let otherwise = "bring them nearer to zero: where a goes with b and b with c, a cannot go against c".to_owned();
        let Some(((_, others), n)) = group.split_last().zip(Some(group.len())).filter(|(_, n)| *n <= MOST_WORKED_OUT) else {
            return otherwise;
        };
        let last = group[n - 1].0;
        let fits = |r: f64| {
            let pairs: Vec<_> = others.iter().copied().chain([(last, r)]).collect();
            copulas(&pairs, |id| &self.variables[id.idx()].name).is_ok()
        };
        // What fits is one stretch: its ends to two digits, a little inside.
        let mut fitting = (-99..=99).map(|percent| f64::from(percent) / 100.0).filter(|r| fits(*r));
        match (fitting.next(), fitting.next_back()) {
            (Some(low), Some(high)) => {
                let (low, high) = (self.figure(low, &Unit::none()), self.figure(high, &Unit::none()));
                format!("with the others as they are, this one can lie between {low} and {high}")
            }
            _ => otherwise,
        }
    }

    /// The uncertainty of a name; another thing, or nothing, of that name is reported.
    fn uncertainty_named(&mut self, name: &ast::Name, role: &str) -> Option<VarId> {
        match self.symbols.get(&name.text).copied() {
            Some(Symbol::Variable(id)) if matches!(self.variables[id.idx()].kind, Kind::Uncertainty { .. }) => Some(id),
            Some(symbol) => {
                let is = match symbol {
                    Symbol::Variable(id) => match self.variables[id.idx()].kind {
                        Kind::Lever { .. } => "a lever",
                        Kind::Constant { .. } => "a constant",
                        _ => "computed",
                    },
                    Symbol::Table(_) => "a table",
                    Symbol::Game(_) => "a game",
                };
                let mut found = Diagnostic::error(
                    "not-an-uncertainty",
                    name.span,
                    format!("`{}` is {is}, and {role} is an uncertainty", name.text),
                );
                if let Some(place) = self.place_of(&name.text) {
                    found = found.related(place, "defined here");
                }
                self.report(found.help("name an `uncertainty`: only what is drawn can move with another draw"));
                None
            }
            None => {
                if !self.shadows.contains(&name.text) {
                    let known: Vec<&str> = self
                        .variables
                        .iter()
                        .filter(|variable| matches!(variable.kind, Kind::Uncertainty { .. }))
                        .map(|variable| variable.name.as_str())
                        .collect();
                    let mut found =
                        Diagnostic::error("unknown-name", name.span, format!("there is no uncertainty `{}`", name.text));
                    let help = match self.nearest(&name.text, known) {
                        Some(near) => {
                            if let Some(place) = self.place_of(near) {
                                found = found.related(place, format!("`{near}` is defined here"));
                            }
                            format!("did you mean `{near}`?")
                        }
                        None => format!("declare it: `uncertainty {} : ...`", name.text),
                    };
                    self.report(found.help(help));
                }
                None
            }
        }
    }

    /// What is set keeps shares whole: all of a division or none, and a sum of one.
    pub(crate) fn keeps_wholes(&mut self, settings: &[(VarId, Setting)], assignments: &[ast::Assignment]) {
        let mut faults = Vec::new();
        for whole in &self.shares {
            let set: Vec<(VarId, f64)> = settings
                .iter()
                .filter(|(id, _)| whole.members.contains(id))
                .map(|(id, setting)| (*id, if let Setting::Constant(value) = setting { *value } else { f64::NAN }))
                .collect();
            let Some((first, _)) = set.first() else { continue };
            let named = |id: VarId| self.variables[id.idx()].name.as_str();
            let place =
                assignments.iter().find(|known| known.name.text == named(*first)).map_or(whole.span, |known| known.name.span);
            let sum: f64 = set.iter().map(|(_, value)| value).sum();
            let missing = whole.members.iter().find(|member| !set.iter().any(|(id, _)| id == *member));
            let found = match missing {
                Some(missing) => Diagnostic::error(
                    "bad-shares",
                    place,
                    format!("`{}` is set without `{}`, and shares of one whole sum to one", named(*first), named(*missing)),
                )
                .help(format!("set all shares of `{}`", whole.name)),
                None if (sum - 1.0).abs() > SLACK => Diagnostic::error(
                    "bad-shares",
                    place,
                    format!("the shares of `{}` sum to {} here, not to one", whole.name, self.figure(sum, &Unit::none())),
                )
                .help("change one of them"),
                None => continue,
            };
            faults.push(found.related(whole.span, "the whole"));
        }
        faults.into_iter().for_each(|found| self.report(found));
    }
}
