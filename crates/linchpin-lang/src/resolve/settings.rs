//! Settings: what a policy, a world or a check sets levers and uncertainties to.
//!
//! Comes in: assignments. Goes out: numbers, dated paths and rules in base units. Refuses: what may not be set here,
//! values outside the range where the range binds, paths whose dates do not rise.

use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::model::{Kind, Policy, Range, Setting, VarId, World};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item, Symbol, words};
use super::expression::{Ground, Scope, constant};
use crate::ast::{self, Assignment, Body, SettingText};

/// Who sets, which decides what may be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setter {
    /// Levers, within their range.
    Policy,
    /// Uncertainties, as numbers; within their range, or with a reason beyond it.
    World { beyond: bool },
    /// Levers and uncertainties, beyond their range too.
    Check,
}

impl Draft<'_> {
    /// A strategy.
    pub(crate) fn policy(&mut self, item: &Item<'_>) -> Option<Policy> {
        let Body::Policy { name, settings, stress } = &item.statement.body else { return None };
        let settings = self.settings(settings, Setter::Policy, &name.text);
        Some(Policy {
            name: name.text.clone(),
            words: words(item.statement),
            settings,
            stress: stress.is_some(),
            span: item.statement.span,
        })
    }

    /// A contested theory or scenario.
    pub(crate) fn world(&mut self, item: &Item<'_>) -> Option<World> {
        let Body::World { name, settings, beyond } = &item.statement.body else { return None };
        let settings = self.settings(settings, Setter::World { beyond: beyond.is_some() }, &name.text);
        let settings = settings.into_iter().filter_map(|(id, setting)| match setting {
            Setting::Constant(value) => Some((id, value)),
            _ => None,
        });
        Some(World {
            name: name.text.clone(),
            words: words(item.statement),
            settings: settings.collect(),
            beyond: beyond.as_ref().map(|reason| reason.text.clone()),
            from: Vec::new(),
            span: item.statement.span,
        })
    }

    /// Assignments, each name once.
    pub(crate) fn settings(&mut self, assignments: &[Assignment], setter: Setter, owner: &str) -> Vec<(VarId, Setting)> {
        let mut settings: Vec<(VarId, Setting)> = Vec::new();
        let mut places: Vec<(VarId, Span)> = Vec::new();
        for assignment in assignments {
            let Some(id) = self.target(&assignment.name, setter) else {
                // What it is set to is looked at all the same, for its own faults.
                if let SettingText::Value(value) = &assignment.value
                    && super::expression::lone(value).is_none()
                {
                    let mut scope = Scope::of(VarId(0), owner, Ground::Equation);
                    scope.owner = None;
                    self.expression(&mut scope, value);
                }
                continue;
            };
            if let Some((_, first)) = places.iter().find(|(known, _)| *known == id) {
                let found = Diagnostic::error(
                    "defined-twice",
                    assignment.name.span,
                    format!("`{}` is set twice here", assignment.name.text),
                )
                .related(*first, "first set here")
                .help("delete one of the two");
                self.report(found);
                continue;
            }
            places.push((id, assignment.name.span));
            if let Some(setting) = self.setting_value(id, &assignment.value, setter, owner) {
                settings.push((id, setting));
            }
        }
        if places.len() == settings.len() {
            self.keeps_wholes(&settings, assignments);
        }
        settings
    }

    fn target(&mut self, name: &ast::Name, setter: Setter) -> Option<VarId> {
        let wanted = |kind: &Kind| match setter {
            Setter::Policy => matches!(kind, Kind::Lever { .. }),
            Setter::World { .. } => matches!(kind, Kind::Uncertainty { .. }),
            Setter::Check => matches!(kind, Kind::Lever { .. } | Kind::Uncertainty { .. }),
        };
        let what = match setter {
            Setter::Policy => "lever",
            Setter::World { .. } => "uncertainty",
            Setter::Check => "lever or uncertainty",
        };
        match self.symbols.get(&name.text).copied() {
            Some(Symbol::Variable(id)) if wanted(&self.variables[id.idx()].kind) => Some(id),
            Some(symbol) => {
                let (found, help) = match symbol {
                    Symbol::Variable(id) => {
                        let variable = &self.variables[id.idx()];
                        let (is, help) = match (&variable.kind, setter) {
                            (Kind::Uncertainty { .. }, Setter::Policy) => {
                                ("an uncertainty", "a policy sets levers; fix uncertainties in a `world`".to_owned())
                            }
                            (Kind::Lever { .. }, _) => {
                                ("a lever", "a world fixes uncertainties; set levers in a `policy`".to_owned())
                            }
                            (Kind::Constant { .. }, _) => {
                                ("a constant", format!("make it a `{}` if it may be set", what.split(' ').next().unwrap_or(what)))
                            }
                            _ => ("computed", format!("name a {what}; what is computed cannot be set")),
                        };
                        let found =
                            Diagnostic::error("cannot-be-set", name.span, format!("`{}` is {is}, and no {what}", name.text));
                        (found.related(variable.name_span, "defined here"), help)
                    }
                    _ => (
                        Diagnostic::error("cannot-be-set", name.span, format!("`{}` is no {what}", name.text)),
                        format!("name a {what}"),
                    ),
                };
                self.report(found.help(help));
                None
            }
            None => {
                if !self.shadows.contains(&name.text) {
                    let known = self.variables.iter().filter(|v| wanted(&v.kind)).map(|v| v.name.as_str());
                    let mut found = Diagnostic::error("unknown-name", name.span, format!("there is no {what} `{}`", name.text));
                    let help = match self.nearest(&name.text, known) {
                        Some(near) => {
                            if let Some(place) = self.place_of(near) {
                                found = found.related(place, format!("`{near}` is defined here"));
                            }
                            format!("did you mean `{near}`?")
                        }
                        None => format!(
                            "declare it with {}",
                            match what {
                                "lever or uncertainty" => "`lever` or `uncertainty`",
                                "uncertainty" => "`uncertainty`",
                                _ => "`lever`",
                            }
                        ),
                    };
                    self.report(found.help(help));
                }
                None
            }
        }
    }

    fn setting_value(&mut self, id: VarId, value: &SettingText, setter: Setter, owner: &str) -> Option<Setting> {
        let (name, unit) = self.named(id);
        let unit = unit.as_ref();
        let range = self.range_of(id);
        match value {
            SettingText::Path(_, span) if matches!(setter, Setter::World { .. }) => {
                let found =
                    Diagnostic::error("cannot-be-set", *span, format!("a world holds `{name}` at one value, this is a path"))
                        .help("write one number");
                self.report(found);
                None
            }
            SettingText::Path(points, span) => {
                let mut path: Vec<(f64, f64)> = Vec::new();
                let time = self.time.unit.clone();
                let mut last: Option<Span> = None;
                let mut whole = true;
                for (date, value) in points {
                    let at = self.number(date, Some(&time), &format!("a date of the path of `{name}`"));
                    let to = self.number(value, unit, &format!("a value of the path of `{name}`"));
                    if let (Some(to), Some(unit)) = (to, unit) {
                        self.in_range(&name, to, &range, unit, value.span, setter);
                    }
                    let (Some(at), Some(to)) = (at, to) else {
                        whole = false;
                        continue;
                    };
                    if let (Some(&(before, _)), Some(place)) = (path.last(), last)
                        && at <= before
                    {
                        let found = Diagnostic::error(
                            "bad-path",
                            date.span,
                            format!("the dates of this path of `{name}` do not rise here"),
                        )
                        .related(place, "the date before")
                        .help("sort the points by date; each must be later than the one before");
                        self.report(found);
                        whole = false;
                        continue;
                    }
                    path.push((at, to));
                    last = Some(date.span);
                }
                if points.is_empty() {
                    self.report(
                        Diagnostic::error("bad-path", *span, "this path has no points")
                            .help("write `(DATE -> VALUE, DATE -> VALUE)`"),
                    );
                    return None;
                }
                whole.then_some(Setting::Path(path))
            }
            SettingText::Value(value) => {
                if matches!(setter, Setter::World { .. }) {
                    let number = self.number(value, unit, &format!("the setting of `{name}`"))?;
                    self.in_range(&name, number, &range, unit?, value.span, setter);
                    return Some(Setting::Constant(number));
                }
                // Loops are reported along links; those of a rule are kept under its lever.
                let mut scope = Scope::of(id, &format!("{owner}.{name}"), Ground::Equation);
                let before = self.out.len();
                let expr = self.equation(&mut scope, value, unit, &format!("the setting of `{name}`"));
                if self.out.len() > before {
                    let place = self.variables[id.idx()].name_span;
                    let declared = unit.map_or_else(String::new, |unit| unit.text.clone());
                    self.relate(before, "the setting", place, &format!("`{name}` is declared in {declared}"));
                    return None;
                }
                unit?;
                match constant(&expr) {
                    Some(number) if number.is_finite() => {
                        self.in_range(&name, number, &range, unit?, value.span, setter);
                        Some(Setting::Constant(number))
                    }
                    // A lone number is constant, however odd; NaN comes from faults that were reported elsewhere.
                    Some(_) => None,
                    None => Some(Setting::Rule(expr)),
                }
            }
        }
    }

    /// What a lever or uncertainty may be.
    pub(crate) fn range_of(&self, id: VarId) -> Option<Range> {
        range_of(&self.variables[id.idx()].kind)
    }

    fn in_range(&mut self, name: &str, value: f64, range: &Option<Range>, unit: &Unit, span: Span, setter: Setter) {
        let Some(range) = range else { return };
        if range.contains(value) || setter == Setter::Check || setter == (Setter::World { beyond: true }) {
            return;
        }
        let help = match setter {
            Setter::World { .. } => {
                format!("{} is allowed; or say why it lies outside: `beyond \"reason\"`", self.range_words(range, unit))
            }
            _ => format!("{} is allowed; widen the range of the lever if this is a real choice", self.range_words(range, unit)),
        };
        let found =
            Diagnostic::error("out-of-range", span, format!("{} lies outside the range of `{name}`", self.figure(value, unit)))
                .help(help);
        self.report(found);
    }
}

/// What a lever or uncertainty may be; `None` where nothing binds, or nothing is known.
pub(crate) fn range_of(kind: &Kind) -> Option<Range> {
    match kind {
        Kind::Lever { range, .. } => {
            Some(range.clone()).filter(|range| !matches!(range, Range::OneOf(values) if values.iter().any(|v| v.is_nan())))
        }
        Kind::Uncertainty { distribution, .. } => match distribution {
            linchpin_core::distribution::Distribution::Set(values) if values.iter().any(|(v, _)| v.is_nan()) => None,
            linchpin_core::distribution::Distribution::Set(values) => {
                Some(Range::OneOf(values.iter().map(|(value, _)| *value).collect()))
            }
            continuous => {
                let (low, high) = continuous.range();
                Some(Range::Between(low, high))
            }
        },
        _ => None,
    }
}
