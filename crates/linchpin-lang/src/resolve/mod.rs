//! Statements to a checked model.
//!
//! Comes in: the texts as statements, and the syntax faults found on the way. Goes out: a model with ids, base units and
//! everything generated, or every fault in one go. Refuses: nothing silently. The passes: frame and units; names and
//! their units; given numbers; equations; judgement and evidence; strategies; checks; loops.

mod call;
mod checks;
mod clock;
mod dependence;
mod directory;
mod dispute;
mod draft;
mod dynamics;
mod evidence;
mod expand;
mod expression;
mod game;
mod inputs;
mod lag;
mod loops;
mod mismatch;
mod names;
mod number;
mod reading;
pub(crate) mod setting;
mod settings;
mod unit_table;

use std::collections::HashSet;

use linchpin_core::diagnostic::{Checked, Diagnostic, Severity, SourceMap, Span};
use linchpin_core::evidence::{Claim, Dispute, SourceDoc};
use linchpin_core::model::{Acceptable, Kind, Model, Origin, VarId, Words};

use crate::ast::{self, Body};
use draft::{Draft, Item, Symbol, words};
use loops::Arm;
use names::{Declared, Names};
use unit_table::{TimeFamily, UnitTable};

pub(crate) use call::signature;
pub(crate) use reading::CLOCK_NAMES;
pub(crate) use unit_table::built_in as built_in_units;

/// What the evidence says, with ids.
struct Ledger {
    sources: Vec<SourceDoc>,
    claims: Vec<Claim>,
    disputes: Vec<Dispute>,
}

/// Resolves statements into a model.
pub(crate) fn resolve(files: &[ast::File], sources: &SourceMap, syntax: Vec<Diagnostic>) -> Checked<Model> {
    let mut out = Vec::new();
    let mut names = Names::new();
    let items = names::items(files, &mut names, &mut out);
    let frame = frame(&items, &syntax, sources, &mut out);
    let family = match frame.map(|statement| &statement.body) {
        Some(Body::Model { time: Some(time), .. }) => clock::family(time),
        // Without a time line nothing is known of it: dates and years are the likeliest.
        _ => TimeFamily::Calendar,
    };
    let mut units = UnitTable::new(&family);
    let statements: Vec<&ast::Statement> = items.iter().map(|item| item.statement).collect();
    units.declare(&statements, &family, &mut out);
    let mut draft = Draft::new(sources, family, units);
    draft.out = out;
    if !syntax.is_empty() {
        names::shadows(sources, &mut names, &mut draft);
    }
    let model = draft.model(frame, &items, names, &syntax);
    let mut diagnostics = without_followers(draft.out, &items, &syntax);
    diagnostics.extend(syntax);
    diagnostics.sort_by_key(|d| (d.span, d.code));
    let diagnostics = told_once(diagnostics);
    let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
    Checked { value: model.filter(|_| !failed), diagnostics }
}

/// The one model statement.
fn frame<'a>(
    items: &[Item<'a>],
    syntax: &[Diagnostic],
    sources: &SourceMap,
    out: &mut Vec<Diagnostic>,
) -> Option<&'a ast::Statement> {
    let mut found: Option<&'a ast::Statement> = None;
    for item in items {
        let Body::Model { name, .. } = &item.statement.body else { continue };
        match found {
            None => found = Some(item.statement),
            Some(first) => out.push(
                Diagnostic::error("defined-twice", name.span, "there are two `model` statements")
                    .related(first.keyword, "the first one")
                    .help("one model has one frame: delete one of the two"),
            ),
        }
    }
    let meant = sources.sources.iter().any(|source| source.text.lines().any(|line| line.starts_with("model")));
    // One that could not be read is not missing.
    let unread = meant && !syntax.is_empty();
    if found.is_none() && !unread {
        out.push(
            Diagnostic::error("no-model", Span::default(), "no statement says which model this is")
                .help("begin `model.lin` with `model NAME \"Title\"` and a line `time 2026-01 .. 2041-01 by 1 month`"),
        );
    }
    found
}

/// Drops what only follows from a fault of syntax in the same statement: a value that could not be read stands as 0.
fn without_followers(found: Vec<Diagnostic>, items: &[Item<'_>], syntax: &[Diagnostic]) -> Vec<Diagnostic> {
    let broken: Vec<Span> =
        items.iter().map(|item| item.statement.span).filter(|span| syntax.iter().any(|d| inside(d.span, *span))).collect();
    let own = |d: &Diagnostic| d.code.starts_with("unknown-") || d.code == "defined-twice";
    found.into_iter().filter(|d| own(d) || !broken.iter().any(|span| inside(d.span, *span))).collect()
}

/// One name that is missing is one fault, however often it is used: the other places are shown with the first.
fn told_once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    /// Places shown; more would hide the other faults.
    const MOST_PLACES: usize = 5;
    let mut told: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    let mut first: std::collections::HashMap<(&'static str, String), usize> = std::collections::HashMap::new();
    for d in diagnostics {
        if !d.code.starts_with("unknown-") {
            if told.last() != Some(&d) {
                told.push(d);
            }
            continue;
        }
        match first.get(&(d.code, d.message.clone())) {
            Some(&at) if told[at].span == d.span => {
                let room = MOST_PLACES.saturating_sub(told[at].related.len());
                told[at].related.extend(d.related.into_iter().take(room));
            }
            Some(&at) if told[at].related.len() < MOST_PLACES => {
                let again = told[at].clone().related(d.span, "and here");
                told[at] = again;
            }
            Some(_) => {}
            None => {
                first.insert((d.code, d.message.clone()), told.len());
                told.push(d);
            }
        }
    }
    told
}

fn inside(inner: Span, outer: Span) -> bool {
    inner.source == outer.source && inner.start >= outer.start && inner.start <= outer.end
}

impl Draft<'_> {
    fn model(
        &mut self,
        frame: Option<&ast::Statement>,
        items: &[Item<'_>],
        mut names: Names,
        syntax: &[Diagnostic],
    ) -> Option<Model> {
        if let Some(statement) = frame {
            self.time_line(statement);
        }
        let declared = self.declare(items, &mut names);
        for (item, declared) in items.iter().zip(&declared) {
            if let Declared::Variable(id) = declared
                && syntax.iter().any(|d| inside(d.span, item.statement.span))
            {
                self.unitless.insert(*id);
            }
        }
        let pairs: Vec<(&Item<'_>, Declared)> = items.iter().zip(declared).collect();
        self.given(&pairs, &names);
        self.shares = self.divisions(items, &names);
        let correlations = self.correlations(items, &names);
        let mut plans = std::mem::take(&mut names.plans);
        plans.iter_mut().for_each(|plan| self.precisions(plan));
        self.equations(&pairs);
        plans.iter_mut().for_each(|plan| self.solve(plan));
        let Ledger { sources, claims, disputes } = self.ledger(&pairs, &names);
        let thresholds: HashSet<VarId> = (0..self.variables.len() as u32)
            .map(VarId)
            .filter(|id| {
                matches!(
                    self.variables[id.idx()].kind,
                    Kind::Outcome { acceptable: Some(Acceptable::AtMost(_) | Acceptable::AtLeast(_)), .. }
                )
            })
            .collect();
        // A threshold at fault is one all the same.
        let meant: HashSet<VarId> = pairs
            .iter()
            .filter_map(|(item, declared)| match (&item.statement.body, declared) {
                (Body::Outcome { acceptable: Some(_), .. }, Declared::Variable(id)) => Some(*id),
                _ => None,
            })
            .collect();
        let criteria =
            items.iter().filter_map(|item| self.criterion(item, &|id| thresholds.contains(&id) || meant.contains(&id))).collect();
        let mut arms = Vec::new();
        let mut policies = Vec::new();
        for item in items {
            if let Some(policy) = self.policy(item) {
                arms.push(self.arm(format!("under the policy `{}`", policy.name), &policy.settings));
                policies.push(policy);
            }
        }
        let mut worlds = Vec::new();
        for item in items {
            if let Some(mut world) = self.world(item) {
                world.from = self.supports(item.statement, &names);
                worlds.push(world);
            }
        }
        let mut checks = Vec::new();
        for item in items {
            if let Some(check) = self.check(item, &names, &policies) {
                arms.push(self.arm(format!("in the check \"{}\"", check.title), &check.when));
                arms.push(self.arm(format!("in the comparison of the check \"{}\"", check.title), &check.against));
                checks.push(check);
            }
        }
        let record = self.record(frame);
        let set = arms.iter().flat_map(|arm| arm.settings.iter().map(|(id, _)| *id).chain(arm.links.keys().map(|(_, to)| *to)));
        let used: HashSet<VarId> = self.links.keys().map(|(_, to)| *to).chain(set).chain(record.iter().copied()).collect();
        self.turn_to_definitions(&used);
        let by_name = self.variables.iter().enumerate().rev().map(|(idx, v)| (v.name.clone(), VarId(idx as u32))).collect();
        let (name, model_words) = match frame {
            Some(statement) => match &statement.body {
                Body::Model { name, .. } => (name.text.clone(), words(statement)),
                _ => (String::new(), Words::default()),
            },
            None => (String::new(), Words::default()),
        };
        let model = Model {
            name,
            words: model_words,
            time: self.time.clone(),
            units: self.units.units.clone(),
            actors: names.actor_list,
            sectors: names.sector_list,
            variables: std::mem::take(&mut self.variables),
            tables: std::mem::take(&mut self.tables),
            games: plans.into_iter().map(|plan| plan.game).collect(),
            criteria,
            policies,
            worlds,
            sources,
            claims,
            disputes,
            checks,
            correlations,
            shares: std::mem::take(&mut self.shares),
            record,
            by_name,
        };
        loops::report(&model, &self.links, &arms, &mut self.out);
        Some(model)
    }

    /// Numbers that are written down: constants, uncertainties, levers, tables.
    fn given(&mut self, pairs: &[(&Item<'_>, Declared)], names: &Names) {
        for (item, declared) in pairs {
            match (&item.statement.body, declared) {
                (Body::Constant { name, value, .. }, Declared::Variable(id)) => {
                    self.constant_value(*id, value);
                    self.wants_support(item.statement, name, "constant");
                }
                (Body::Uncertainty { name, among, .. }, Declared::Variable(id)) => {
                    self.uncertainty(*id, item);
                    if among.is_empty() {
                        self.wants_support(item.statement, name, "uncertainty");
                    }
                }
                (Body::Lever { .. }, Declared::Variable(id)) => self.lever(*id, item, names),
                (Body::Table { .. }, Declared::Table(id)) => self.table(*id, item),
                _ => {}
            }
        }
    }

    /// Everything that is computed, games aside.
    fn equations(&mut self, pairs: &[(&Item<'_>, Declared)]) {
        for (item, declared) in pairs {
            match (&item.statement.body, declared) {
                (Body::Stock { .. }, Declared::Variable(id)) => self.stock(*id, item),
                (Body::Flow { value, .. }, Declared::Variable(id)) => {
                    let equation = self.plain_equation(*id, value);
                    self.variables[id.idx()].kind = Kind::Flow(equation);
                }
                (Body::Auxiliary { value, .. }, Declared::Variable(id)) => {
                    let equation = self.plain_equation(*id, value);
                    self.variables[id.idx()].kind = Kind::Auxiliary(equation);
                }
                (Body::Event { rate, .. }, Declared::Variable(id)) => self.event(*id, rate),
                (Body::Outcome { .. }, Declared::Variable(id)) => self.outcome(*id, item),
                _ => {}
            }
        }
    }

    /// Sources and claims, what stands on them, and whether it agrees with them.
    fn ledger(&mut self, pairs: &[(&Item<'_>, Declared)], names: &Names) -> Ledger {
        let mut sources: Vec<SourceDoc> = pairs.iter().filter_map(|(item, _)| self.source(item, names)).collect();
        self.circular_sources(&mut sources);
        let places: Vec<Span> = pairs
            .iter()
            .filter_map(|(item, _)| match &item.statement.body {
                Body::Claim(claim) => Some(claim.name.span),
                _ => None,
            })
            .collect();
        let claims: Vec<Claim> = pairs.iter().filter_map(|(item, _)| self.claim(item, names)).collect();
        let mut disputes = Vec::new();
        for (item, declared) in pairs {
            match declared {
                Declared::Variable(id) => {
                    self.variables[id.idx()].from = self.supports(item.statement, names);
                    disputes.extend(self.dispute(*id, item, &claims, names));
                    self.agrees_with_claims(*id, item, &claims, &places);
                }
                Declared::Table(id) => self.tables[id.idx()].from = self.supports(item.statement, names),
                // These are looked at where they are read.
                _ if matches!(
                    item.statement.body,
                    Body::World { .. } | Body::Check { .. } | Body::Correlation { .. } | Body::Shares { .. }
                ) => {}
                _ => {
                    self.supports(item.statement, names);
                }
            }
        }
        Ledger { sources, claims, disputes }
    }

    /// Settings with the places that their rules name; a lever has no equation of its own, so its links are the rule's.
    fn arm(&mut self, label: String, settings: &[(VarId, linchpin_core::model::Setting)]) -> Arm {
        let set: HashSet<VarId> = settings.iter().map(|(id, _)| *id).collect();
        let links = self.links.iter().filter(|((from, _), _)| set.contains(from)).map(|(link, span)| (*link, *span)).collect();
        self.links.retain(|(from, _), _| !set.contains(from));
        Arm { label, settings: settings.to_vec(), links }
    }

    /// What a run stores: as the text says. Where it says how often and not what, all that moves and is shown; where it says
    /// neither, the stocks, which the rest follows from.
    fn record(&mut self, frame: Option<&ast::Statement>) -> Vec<VarId> {
        let named = match frame.map(|statement| &statement.body) {
            Some(Body::Model { record: Some((_, names)), .. }) => Some(names.clone()),
            _ => None,
        };
        let said = named.is_some();
        let named = named.unwrap_or_default();
        let mut record = Vec::new();
        for name in &named {
            match self.symbols.get(&name.text).copied() {
                Some(Symbol::Variable(id)) if record.contains(&id) => {
                    let found = Diagnostic::error("defined-twice", name.span, format!("`{}` is recorded twice", name.text))
                        .help("delete one of the two");
                    self.report(found);
                }
                Some(Symbol::Variable(id)) if matches!(self.variables[id.idx()].kind, Kind::Outcome { .. }) => {
                    let found = Diagnostic::error(
                        "outcome-in-equation",
                        name.span,
                        format!("`{}` is an outcome, one number a run: it has no course to record", name.text),
                    )
                    .help("outcomes are always kept; name a variable here");
                    self.report(found);
                }
                Some(Symbol::Variable(id)) => record.push(id),
                Some(_) => {
                    let found = Diagnostic::error("unknown-name", name.span, format!("`{}` has no course to record", name.text))
                        .help("name a variable");
                    self.report(found);
                }
                None => self.unknown_name(name),
            }
        }
        if named.is_empty() {
            let is_shown = |v: &linchpin_core::model::Variable| {
                let kept = match v.kind {
                    Kind::Stock { .. } => true,
                    Kind::Flow(_) | Kind::Auxiliary(_) => said,
                    _ => false,
                };
                kept && !v.hidden && v.origin == Origin::Written
            };
            record = self.variables.iter().enumerate().filter(|(_, v)| is_shown(v)).map(|(idx, _)| VarId(idx as u32)).collect();
        }
        record
    }
}
