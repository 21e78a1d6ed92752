//! Words for units that do not fit, and the mend where it is evident.

use linchpin_core::diagnostic::{Diagnostic, Label, Span};
use linchpin_core::model::{Kind, Origin};
use linchpin_core::unit::{Dimension, Unit};

use super::draft::{Draft, Symbol, Type};
use super::unit_table::canonical;
use crate::ast::{self, ExprKind};

/// Declarations shown with a mismatch; more would bury it.
const MOST_UNITS_SHOWN: usize = 6;

impl Draft<'_> {
    /// An equation whose dimension is not the declared one.
    pub(crate) fn equation_mismatch(&self, whose: &str, unit: &Unit, given: &Dimension, e: &ast::Expr) -> Diagnostic {
        let declared = if unit.dimension.is_none() { "is a pure number".to_owned() } else { format!("is in {}", unit.text) };
        let message = format!("{whose} {declared}, its equation gives {}", self.units.say(given));
        let declarable = whose.starts_with('`');
        let found = Diagnostic::error("unit-mismatch", e.span, message).help(self.mend(&unit.dimension, given, e, declarable));
        self.with_units_of(found, &[e])
    }

    /// Adds where the given quantities and tables in some expressions get their units: the slip may be there.
    pub(crate) fn with_units_of(&self, mut found: Diagnostic, exprs: &[&ast::Expr]) -> Diagnostic {
        let mut names = Vec::new();
        exprs.iter().for_each(|e| names_in(e, &mut names));
        let mut shown: Vec<(bool, &str, Span, String)> = Vec::new();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let (pure, place, text) = match self.symbols.get(name) {
                Some(Symbol::Variable(id)) if has_own_number(&self.variables[id.idx()].kind) => {
                    let variable = &self.variables[id.idx()];
                    let pure = variable.unit.dimension.is_none();
                    (
                        pure,
                        variable.name_span,
                        if pure { "a pure number".to_owned() } else { format!("in {}", variable.unit.text) },
                    )
                }
                Some(Symbol::Table(id)) => {
                    let table = &self.tables[id.idx()];
                    (false, self.table_places[id.idx()], format!("from {} to {}", table.x_unit.text, table.y_unit.text))
                }
                _ => continue,
            };
            if !shown.iter().any(|(_, known, ..)| *known == name) {
                shown.push((pure, name, place, text));
            }
        }
        // Quantities with a unit first: pure numbers are seldom the slip.
        shown.sort_by_key(|(pure, ..)| *pure);
        for (_, name, place, text) in shown.into_iter().take(MOST_UNITS_SHOWN) {
            found = found.related(place, format!("`{name}` is declared {text}"));
        }
        found
    }

    /// Adds a place to the mismatches reported since `before` whose message begins so.
    pub(crate) fn relate(&mut self, before: usize, begins: &str, place: Span, text: &str) {
        for fault in self.out.iter_mut().skip(before).filter(|d| d.code == "unit-mismatch" && d.message.starts_with(begins)) {
            fault.related.push(Label { span: place, text: text.to_owned() });
        }
    }

    /// "is in kperson": a name or a number with a unit is shown in its own unit, anything else in base units.
    pub(crate) fn is_as_written(&self, e: &ast::Expr, what: &Type) -> String {
        let Type::Quantity(dimension) = what else { return self.is(what) };
        let own = match &e.kind {
            ExprKind::Group(inner) => return self.is_as_written(inner, what),
            ExprKind::Name(name) => match self.symbols.get(&name.text) {
                Some(Symbol::Variable(id)) => Some(self.variables[id.idx()].unit.text.clone()),
                _ => None,
            },
            ExprKind::Number { unit: Some(unit), .. } => Some(canonical(unit)),
            _ => None,
        };
        match own {
            Some(text) if !dimension.is_none() => format!("is in {text}"),
            _ => self.is(what),
        }
    }

    /// What turns the quantity of an expression into another dimension. `declarable`: the other way out is to declare it so.
    pub(crate) fn mend(&self, wanted: &Dimension, given: &Dimension, e: &ast::Expr, declarable: bool) -> String {
        let ratio = wanted.over(given);
        let time = self.time_dimension();
        let shown = self.units.say(&ratio);
        let declare = match (declarable, given.is_none()) {
            (false, _) => String::new(),
            (true, true) => ", or declare it as a pure number (`: 1`)".to_owned(),
            (true, false) => format!(", or declare it in {}", self.units.say(given)),
        };
        if given.is_none() && !shown.starts_with("1/") {
            let first = if has_bare_number(e) { "write the unit after the number, or multiply" } else { "multiply" };
            return format!("{first} by a quantity in {shown}, such as `1 {shown}`{declare}");
        }
        let mut used = Vec::new();
        names_in(e, &mut used);
        if ratio == Dimension::NONE.over(&time) {
            let example = self.quantity_in(&time, &used).unwrap_or_else(|| format!("1 {}", self.units.say(&time)));
            return format!("divide by a time, such as `{example}`{declare}");
        }
        if ratio == time {
            let example = self.quantity_in(&time, &used).unwrap_or_else(|| format!("1 {}", self.units.say(&time)));
            return format!("multiply by a time, such as `{example}`{declare}");
        }
        if let Some(factor) = self.quantity_in(&ratio, &used) {
            return format!("multiply by a quantity in {shown}, such as `{factor}`{declare}");
        }
        let inverse = Dimension::NONE.over(&ratio);
        if let Some(divisor) = self.quantity_in(&inverse, &used) {
            return format!("divide by a quantity in {}, such as `{divisor}`{declare}", self.units.say(&inverse));
        }
        if wanted.is_none() {
            return format!("divide by a quantity in {}{declare}", self.units.say(&inverse));
        }
        format!("multiply by a quantity in {shown}{declare}")
    }

    /// How two sides could be made alike.
    pub(crate) fn mend_pair(&self, a: &Type, b: &Type) -> String {
        match (a, b) {
            (Type::Quantity(a), Type::Quantity(b)) if a.is_none() || b.is_none() => {
                let unit = self.units.say(if a.is_none() { b } else { a });
                format!("give the pure number its unit, such as `1 {unit}`, or divide the other side by a quantity in {unit}")
            }
            (Type::Quantity(a), Type::Quantity(b)) => {
                let ratio = a.over(b);
                let inverse = b.over(a);
                if let Some(factor) = self.quantity_in(&ratio, &[]) {
                    format!("multiply the second by a quantity in {}, such as `{factor}`", self.units.say(&ratio))
                } else if let Some(factor) = self.quantity_in(&inverse, &[]) {
                    format!("multiply the first by a quantity in {}, such as `{factor}`", self.units.say(&inverse))
                } else {
                    format!("one of the two lacks a factor: their ratio is in {}", self.units.say(&ratio))
                }
            }
            _ => "a condition is no number: say what it is worth, `if ... then 1 else 0`".into(),
        }
    }

    /// A given quantity of the text with this dimension, not among those used already: a constant before an uncertainty.
    fn quantity_in(&self, dimension: &Dimension, used: &[&str]) -> Option<String> {
        let rank = |kind: &Kind| match kind {
            Kind::Constant { .. } => Some(0),
            Kind::Uncertainty { .. } => Some(1),
            _ => None,
        };
        self.variables
            .iter()
            .filter(|v| {
                v.origin == Origin::Written
                    && !v.hidden
                    && !dimension.is_none()
                    && v.unit.dimension == *dimension
                    && !used.contains(&v.name.as_str())
            })
            .filter_map(|v| rank(&v.kind).map(|rank| (rank, &v.name)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, name)| name.clone())
    }
}

/// True for what has its unit from its declaration alone; the unit of anything computed is held against its equation.
fn has_own_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. } | Kind::Stock { .. })
}

/// True when a number without a unit stands in the expression.
fn has_bare_number(e: &ast::Expr) -> bool {
    match &e.kind {
        ExprKind::Number { unit, .. } => unit.is_none(),
        ExprKind::Date { .. } | ExprKind::Name(_) => false,
        ExprKind::Call(_, args) => args.iter().any(has_bare_number),
        ExprKind::Negate(x) | ExprKind::Not(x) | ExprKind::Group(x) => has_bare_number(x),
        ExprKind::Chain(first, rest) => has_bare_number(first) || rest.iter().any(|joined| has_bare_number(&joined.operand)),
        ExprKind::Power(base, exponent) => has_bare_number(base) || has_bare_number(exponent),
        ExprKind::If(_, yes, no) => has_bare_number(yes) || has_bare_number(no),
    }
}

/// Names that an expression reads.
fn names_in<'e>(e: &'e ast::Expr, names: &mut Vec<&'e str>) {
    match &e.kind {
        ExprKind::Number { .. } | ExprKind::Date { .. } => {}
        ExprKind::Name(name) => names.push(&name.text),
        ExprKind::Call(name, args) => {
            names.push(&name.text);
            args.iter().for_each(|arg| names_in(arg, names));
        }
        ExprKind::Negate(x) | ExprKind::Not(x) | ExprKind::Group(x) => names_in(x, names),
        ExprKind::Chain(first, rest) => {
            names_in(first, names);
            rest.iter().for_each(|joined| names_in(&joined.operand, names));
        }
        ExprKind::Power(base, exponent) => [base, exponent].into_iter().for_each(|side| names_in(side, names)),
        ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|part| names_in(part, names)),
    }
}
