//! The units of a model by name: the built-in ones of time, and those that the text declares.
//!
//! Comes in: the time line (which tells how time is counted) and `unit` statements. Goes out: dimension and scale of
//! every unit as written. Refuses: unknown units, units in terms of themselves, units defined twice.

use std::collections::HashMap;
use std::fmt::Write as _;

use linchpin_core::diagnostic::{Diagnostic, Span, nearest};
use linchpin_core::model::Model;
use linchpin_core::unit::{BaseUnit, Dimension, Unit, Units};

use crate::ast;

/// How a model counts time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TimeFamily {
    /// In years; dates may be written.
    Calendar,
    /// In years, from a beginning that is no date.
    Years,
    /// In this unit of seconds to weeks.
    Clock(&'static str),
    /// In a unit of its own.
    Own(String),
}

/// Units defined by units defined by units ...: no model needs as many steps, and recursion must end somewhere.
const DEEPEST: usize = 100;

/// A unit by its name: `None` where its declaration is at fault.
type Entry = Option<(Dimension, f64)>;

/// All units of a model.
#[derive(Clone, Debug)]
pub(crate) struct UnitTable {
    pub(crate) units: Units,
    entries: HashMap<String, Entry>,
    declared: HashMap<String, Span>,
}

/// Name, plural, length in years.
const CALENDAR: [(&str, &str, f64); 3] = [("year", "years", 1.0), ("quarter", "quarters", 0.25), ("month", "months", 1.0 / 12.0)];

/// Name, plural, length in seconds.
const CLOCK: [(&str, &str, f64); 5] = [
    ("second", "seconds", 1.0),
    ("minute", "minutes", 60.0),
    ("hour", "hours", 3600.0),
    ("day", "days", 86400.0),
    ("week", "weeks", 604_800.0),
];

/// The built-in units of time, by name and plural.
pub(crate) fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    CALENDAR.iter().chain(&CLOCK).map(|&(name, plural, _)| (name, plural))
}

/// The family to which a built-in unit of time belongs, `None` for other names.
pub(crate) fn family_of(name: &str) -> Option<TimeFamily> {
    let is = |&&(one, many, _): &&(&'static str, &'static str, f64)| one == name || many == name;
    match (CALENDAR.iter().find(is), CLOCK.iter().find(is)) {
        (Some(_), _) => Some(TimeFamily::Years),
        (_, Some(&(unit, ..))) => Some(TimeFamily::Clock(unit)),
        _ => None,
    }
}

/// A number of units of this scale, in base units. Where the scale is one over a whole number (`%`, month) this is a
/// division, so that `3.5 %` is exactly 0.035.
pub(crate) fn in_base(value: f64, scale: f64) -> f64 {
    match whole_inverse(scale) {
        Some(parts) => value / parts,
        None => value * scale,
    }
}

fn whole_inverse(scale: f64) -> Option<f64> {
    let parts = (1.0 / scale).round();
    (parts > 1.0 && parts < 1e15 && 1.0 / parts == scale).then_some(parts)
}

impl UnitTable {
    /// Built-in units only.
    pub(crate) fn new(family: &TimeFamily) -> Self {
        let (clock_base, time) = match family {
            TimeFamily::Clock(unit) => (*unit, 1),
            _ => ("day", 0),
        };
        let bases = vec!["year".into(), clock_base.into()];
        let units = Units { bases, derived: Vec::new(), time: Some(BaseUnit(time)) };
        let mut entries = HashMap::new();
        let mut add = |one: &str, many: &str, base: u16, scale: f64| {
            for name in [one, many] {
                entries.insert(name.to_owned(), Some((Dimension::base(BaseUnit(base)), scale)));
            }
        };
        for (one, many, years) in CALENDAR {
            add(one, many, 0, years);
        }
        let base_seconds = CLOCK.iter().find(|row| row.0 == clock_base).map_or(1.0, |row| row.2);
        for (one, many, seconds) in CLOCK {
            add(one, many, 1, seconds / base_seconds);
        }
        UnitTable { units, entries, declared: HashMap::new() }
    }

    /// The units of a checked model, all that its text knew.
    pub(crate) fn of(model: &Model) -> (TimeFamily, Self) {
        let time = model.units.time.and_then(|base| model.units.bases.get(usize::from(base.0))).map_or("year", String::as_str);
        let family = match family_of(time) {
            Some(TimeFamily::Years) if model.time.calendar => TimeFamily::Calendar,
            Some(family) => family,
            None => TimeFamily::Own(time.to_owned()),
        };
        let mut table = UnitTable::new(&family);
        table.units = model.units.clone();
        for (base, name) in model.units.bases.iter().enumerate().skip(2) {
            table.entries.insert(name.clone(), Some((Dimension::base(BaseUnit(base as u16)), 1.0)));
        }
        for unit in &model.units.derived {
            table.entries.insert(unit.text.clone(), Some((unit.dimension.clone(), unit.scale)));
        }
        (family, table)
    }

    /// Adds what the text declares; base units first, then derived ones, each after what it is made of.
    pub(crate) fn declare(&mut self, statements: &[&ast::Statement], family: &TimeFamily, out: &mut Vec<Diagnostic>) {
        let mut derived: HashMap<&str, (&ast::Name, &ast::Expr)> = HashMap::new();
        let mut in_order = Vec::new();
        for statement in statements {
            let ast::Body::Unit { name, definition } = &statement.body else { continue };
            if built_in().any(|(one, many)| one == name.text || many == name.text) {
                out.push(
                    Diagnostic::error("defined-twice", name.span, format!("the unit `{}` is built in", name.text))
                        .help("delete this line, or give your unit another name"),
                );
                continue;
            }
            if let Some(&first) = self.declared.get(&name.text) {
                out.push(
                    Diagnostic::error("defined-twice", name.span, format!("the unit `{}` is defined twice", name.text))
                        .related(first, "first defined here")
                        .help("rename one of the two, or delete it"),
                );
                continue;
            }
            self.declared.insert(name.text.clone(), name.span);
            match definition {
                None => {
                    let base = self.base(&name.text);
                    self.entries.insert(name.text.clone(), Some((Dimension::base(base), 1.0)));
                }
                Some(definition) => {
                    derived.insert(&name.text, (name, definition));
                    in_order.push(&name.text);
                }
            }
        }
        for name in in_order {
            self.derive(name, &derived, &mut Vec::new(), out);
            if let Some(Some((dimension, scale))) = self.entries.get(name) {
                self.units.derived.push(Unit { dimension: dimension.clone(), scale: *scale, text: name.clone() });
            }
        }
        if let TimeFamily::Own(unit) = family {
            self.units.time = match self.entries.get(unit) {
                Some(Some((dimension, _))) => match dimension.powers() {
                    [(base, 1)] => Some(*base),
                    _ => self.units.time,
                },
                _ => self.units.time,
            };
        }
    }

    fn base(&mut self, name: &str) -> BaseUnit {
        self.units.bases.push(name.to_owned());
        BaseUnit((self.units.bases.len() - 1).min(usize::from(u16::MAX)) as u16)
    }

    fn derive<'a>(
        &mut self,
        name: &'a str,
        derived: &HashMap<&'a str, (&'a ast::Name, &'a ast::Expr)>,
        path: &mut Vec<&'a str>,
        out: &mut Vec<Diagnostic>,
    ) {
        if self.entries.contains_key(name) {
            return;
        }
        let Some(&(declared, definition)) = derived.get(name) else { return };
        if let Some(from) = path.iter().position(|open| *open == name) {
            let mut chain: Vec<&str> = path[from..].to_vec();
            chain.push(name);
            out.push(
                Diagnostic::error(
                    "unit-loop",
                    declared.span,
                    format!("the unit `{name}` is defined by itself: {}", chain.join(" -> ")),
                )
                .help("make one of them a base unit: `unit NAME` without `=`"),
            );
            for open in &path[from..] {
                self.entries.insert((*open).to_owned(), None);
            }
            return;
        }
        if path.len() > DEEPEST {
            out.push(
                Diagnostic::error(
                    "bad-unit",
                    declared.span,
                    format!("the unit `{name}` is too many steps away from a base unit"),
                )
                .help("define it by a base unit directly"),
            );
            self.entries.insert(name.to_owned(), None);
            return;
        }
        path.push(name);
        let parts = definition_parts(definition);
        for part in parts.iter().flat_map(|(_, unit)| unit.iter().flat_map(|unit| &unit.factors)) {
            if let Some((&next, _)) = derived.get_key_value(part.0.text.as_str()) {
                self.derive(next, derived, path, out);
            }
        }
        path.pop();
        if self.entries.contains_key(name) {
            return;
        }
        let entry = match parts {
            Some((value, unit)) => {
                let unit = match unit {
                    Some(unit) => self.read(&unit, out),
                    None => Some(Unit::none()),
                };
                unit.map(|unit| (unit.dimension, in_base(value, unit.scale)))
            }
            None => {
                out.push(
                    Diagnostic::error("bad-unit", definition.span, format!("the unit `{name}` must be a number of another unit"))
                        .help(format!("write it like `unit {name} = 1000 person`")),
                );
                None
            }
        };
        if entry.as_ref().is_some_and(|(_, scale)| !(scale.is_finite() && *scale > 0.0)) {
            out.push(
                Diagnostic::error("bad-unit", definition.span, format!("the size of the unit `{name}` must be above zero"))
                    .help("a unit is a positive number of another unit"),
            );
            self.entries.insert(name.to_owned(), None);
            return;
        }
        self.entries.insert(name.to_owned(), entry);
    }

    /// A unit as written. `None` when a part of it is unknown (reported here) or at fault (reported at its declaration).
    pub(crate) fn read(&self, text: &ast::UnitText, out: &mut Vec<Diagnostic>) -> Option<Unit> {
        let (mut dimension, mut scale, mut whole) = (Dimension::NONE, 1.0, true);
        for (name, power) in &text.factors {
            let (factor, size) = match name.text.as_str() {
                "1" => continue,
                "%" => (Dimension::NONE, 0.01),
                known => match self.entries.get(known) {
                    Some(Some((dimension, size))) => (dimension.clone(), *size),
                    Some(None) => {
                        whole = false;
                        continue;
                    }
                    None => {
                        out.push(self.unknown(name));
                        whole = false;
                        continue;
                    }
                },
            };
            dimension = dimension.times(&factor.power(*power));
            for _ in 0..power.unsigned_abs().min(64) {
                scale = if *power > 0 {
                    in_base(scale, size)
                } else {
                    whole_inverse(size).map_or(scale / size, |parts| scale * parts)
                };
            }
        }
        whole.then(|| Unit { dimension, scale, text: canonical(text) })
    }

    fn unknown(&self, name: &ast::Name) -> Diagnostic {
        let found = Diagnostic::error("unknown-unit", name.span, format!("there is no unit `{}`", name.text));
        let mut known: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        known.sort_unstable();
        match nearest(&name.text, known) {
            Some(near) => {
                let found = found.help(format!("did you mean `{near}`?"));
                match self.declared.get(near) {
                    Some(place) => found.related(*place, format!("`{near}` is declared here")),
                    None => found,
                }
            }
            None => found.help(format!("declare it: `unit {}`, or `unit {} = 1000 other_unit`", name.text, name.text)),
        }
    }

    /// Dimension and scale of one name.
    pub(crate) fn find(&self, name: &str) -> Option<&(Dimension, f64)> {
        self.entries.get(name).and_then(Option::as_ref)
    }

    /// True when there is a unit of this name, at fault or not.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.entries.contains_key(name) || self.declared.contains_key(name)
    }

    /// Where the text declares a unit; `None` for built-in ones.
    pub(crate) fn place(&self, name: &str) -> Option<Span> {
        self.declared.get(name).copied()
    }

    /// All names, in order.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// A dimension as a reader says it.
    pub(crate) fn say(&self, dimension: &Dimension) -> String {
        if dimension.is_none() { "a pure number".into() } else { self.units.describe(dimension) }
    }

    /// The unit in which a dimension is shown when nobody declared one.
    pub(crate) fn plain(&self, dimension: &Dimension) -> Unit {
        Unit { dimension: dimension.clone(), scale: 1.0, text: self.units.describe(dimension) }
    }
}

/// A unit in canonical writing: what is above, then each divisor.
pub(crate) fn canonical(text: &ast::UnitText) -> String {
    let mut above = String::new();
    let mut below = String::new();
    for (name, power) in text.factors.iter().filter(|(name, _)| name.text != "1") {
        let part = match power.unsigned_abs() {
            1 => name.text.clone(),
            size => format!("{}^{size}", name.text),
        };
        if *power < 0 {
            let _ = write!(below, "/{part}");
        } else {
            above.push_str(if above.is_empty() { "" } else { "*" });
            above.push_str(&part);
        }
    }
    if above.is_empty() {
        above.push('1');
    }
    above + &below
}

/// Number and unit of a definition such as `1000 person`; a unit name alone counts once.
fn definition_parts(definition: &ast::Expr) -> Option<(f64, Option<ast::UnitText>)> {
    match &definition.kind {
        ast::ExprKind::Group(inner) => definition_parts(inner),
        ast::ExprKind::Number { value, unit, .. } => Some((*value, unit.clone())),
        ast::ExprKind::Name(name) => Some((1.0, Some(ast::UnitText { factors: vec![(name.clone(), 1)], span: definition.span }))),
        _ => None,
    }
}
