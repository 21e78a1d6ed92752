//! The first look at all statements: who is called what, and in which unit.
//!
//! Comes in: all statements of a model. Goes out: ids for everything that has a name, units of everything that has a
//! value. Refuses: a name given twice, a variable called like a unit or a reading of the clock.

use linchpin_core::builtin;
use linchpin_core::diagnostic::{Diagnostic, SourceMap, Span};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Actor, Better, Kind, LookupTable, Origin, Range, Sector, SectorId, TableId, VarId, Variable};
use linchpin_core::unit::{Dimension, Unit};

use super::directory::Directory;
use super::draft::{Draft, Item, Symbol, words};
use super::game::Plan;
use super::reading::CLOCK_NAMES;
use crate::ast::{self, Body};

/// What a statement declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    Nothing,
    Variable(VarId),
    Table(TableId),
    /// By its place among the games of the text.
    Game(usize),
}

/// Everything with a name that is no variable.
pub(crate) struct Names {
    pub(crate) actors: Directory,
    pub(crate) sectors: Directory,
    pub(crate) claims: Directory,
    pub(crate) sources: Directory,
    pub(crate) policies: Directory,
    pub(crate) worlds: Directory,
    pub(crate) criteria: Directory,
    pub(crate) shares: Directory,
    pub(crate) actor_list: Vec<Actor>,
    pub(crate) sector_list: Vec<Sector>,
    pub(crate) plans: Vec<Plan>,
}

impl Names {
    pub(crate) fn new() -> Self {
        Names {
            actors: Directory::new("actor"),
            sectors: Directory::new("sector"),
            claims: Directory::new("claim"),
            sources: Directory::new("source"),
            policies: Directory::new("policy"),
            worlds: Directory::new("world"),
            criteria: Directory::new("criterion"),
            shares: Directory::new("whole"),
            actor_list: Vec::new(),
            sector_list: Vec::new(),
            plans: Vec::new(),
        }
    }

    fn of_kind(&mut self, keyword: &str) -> Option<&mut Directory> {
        match keyword {
            "actor" => Some(&mut self.actors),
            "sector" => Some(&mut self.sectors),
            "claim" => Some(&mut self.claims),
            "source" => Some(&mut self.sources),
            "policy" => Some(&mut self.policies),
            "world" => Some(&mut self.worlds),
            "criterion" => Some(&mut self.criteria),
            "shares" => Some(&mut self.shares),
            _ => None,
        }
    }
}

/// Statements with the chapter that each belongs to; sectors get their ids here.
pub(crate) fn items<'a>(files: &'a [ast::File], names: &mut Names, out: &mut Vec<Diagnostic>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    for file in files {
        let mut sector = None;
        for statement in &file.statements {
            if let Body::Sector { name, theory } = &statement.body {
                let id = SectorId(names.sector_list.len() as u32);
                names.sectors.declare(name, id.0, out);
                names.sector_list.push(Sector {
                    name: name.text.clone(),
                    words: words(statement),
                    theory: theory.as_ref().map_or_else(String::new, |theory| theory.text.clone()),
                    span: statement.span,
                });
                sector = Some(id);
            }
            items.push(Item { statement, sector });
        }
    }
    items
}

/// Names in the headers of statements, as far as they can be seen without reading them: first and second word of every
/// line that starts at column 1. What stands there is meant to exist, even where the statement is at fault.
pub(crate) fn shadows(sources: &SourceMap, names: &mut Names, draft: &mut Draft<'_>) {
    for line in sources.sources.iter().flat_map(|source| source.text.lines()) {
        let mut parts = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|part| !part.is_empty());
        let starts = line.chars().next().is_some_and(char::is_alphabetic);
        let (true, Some(keyword), Some(name)) = (starts, parts.next(), parts.next()) else { continue };
        match names.of_kind(keyword) {
            Some(directory) => directory.shadow(name),
            None if matches!(keyword, "unit" | "model" | "check" | "correlation") => {}
            None => {
                draft.shadows.insert(name.to_owned());
            }
        }
    }
}

impl Draft<'_> {
    /// Gives ids and units to all that has a name.
    pub(crate) fn declare(&mut self, items: &[Item<'_>], names: &mut Names) -> Vec<Declared> {
        let mut declared = Vec::with_capacity(items.len());
        let mut first: std::collections::HashMap<String, Span> = std::collections::HashMap::new();
        let (mut n_claims, mut n_sources, mut n_policies, mut n_worlds, mut n_criteria, mut n_shares) = (0, 0, 0, 0, 0, 0);
        let next = |count: &mut u32| {
            *count += 1;
            *count - 1
        };
        for item in items {
            let mut out = Vec::new();
            match &item.statement.body {
                Body::Actor { name } => {
                    names.actors.declare(name, names.actor_list.len() as u32, &mut out);
                    names.actor_list.push(Actor {
                        name: name.text.clone(),
                        words: words(item.statement),
                        span: item.statement.span,
                    });
                }
                Body::Claim(claim) => names.claims.declare(&claim.name, next(&mut n_claims), &mut out),
                Body::Source { name, .. } => names.sources.declare(name, next(&mut n_sources), &mut out),
                Body::Policy { name, .. } => names.policies.declare(name, next(&mut n_policies), &mut out),
                Body::World { name, .. } => names.worlds.declare(name, next(&mut n_worlds), &mut out),
                Body::Criterion { name, .. } => names.criteria.declare(name, next(&mut n_criteria), &mut out),
                Body::Shares { name, members, .. } => {
                    names.shares.declare(name, next(&mut n_shares), &mut out);
                    self.divided.extend(members.iter().map(|member| member.text.clone()));
                }
                _ => {}
            }
            out.into_iter().for_each(|d| self.report(d));
            declared.push(self.declare_valued(item, names, &mut first));
        }
        declared
    }

    fn declare_valued(
        &mut self,
        item: &Item<'_>,
        names: &mut Names,
        first: &mut std::collections::HashMap<String, Span>,
    ) -> Declared {
        let nan = || Expr::Number(f64::NAN);
        // Kinds stand in until equations are read; what matters now is which kind it is.
        let (name, unit, kind, equation) = match &item.statement.body {
            Body::Constant { name, unit, value } => (name, Some(unit), Kind::Constant { value: f64::NAN }, value.span),
            Body::Uncertainty { name, unit, value, .. } => (name, Some(unit), Kind::Auxiliary(nan()), value.span),
            Body::Lever { name, unit, value, .. } => {
                let kind = Kind::Lever { default: f64::NAN, range: Range::OneOf(Vec::new()), actors: Vec::new() };
                (name, Some(unit), kind, value.span)
            }
            Body::Stock { name, unit, start, .. } => {
                (name, Some(unit), Kind::Stock { start: nan(), change: nan(), within: (None, None) }, start.span)
            }
            Body::Flow { name, unit, value } => (name, Some(unit), Kind::Flow(nan()), value.span),
            Body::Auxiliary { name, unit, value } => (name, Some(unit), Kind::Auxiliary(nan()), value.span),
            Body::Event { name, rate } => (name, None, Kind::Event { rate: nan() }, rate.span),
            Body::Outcome { name, unit, value, .. } => {
                (name, Some(unit), Kind::Outcome { value: nan(), better: Better::Neither, acceptable: None }, value.span)
            }
            Body::Table { name, x, y, .. } => {
                self.claim_name(name, first, true);
                let id = TableId(self.tables.len() as u32);
                let (x_unit, y_unit) = (self.unit(x), self.unit(y));
                if x_unit.is_none() || y_unit.is_none() {
                    self.unitless_tables.insert(id);
                }
                self.table_places.push(name.span);
                self.tables.push(LookupTable {
                    name: name.text.clone(),
                    words: words(item.statement),
                    sector: item.sector,
                    x_unit: x_unit.unwrap_or_else(Unit::none),
                    y_unit: y_unit.unwrap_or_else(Unit::none),
                    xs: Vec::new(),
                    ys: Vec::new(),
                    extrapolate: false,
                    from: Vec::new(),
                    span: item.statement.span,
                });
                self.symbols.entry(name.text.clone()).or_insert(Symbol::Table(id));
                return Declared::Table(id);
            }
            Body::Game { name, solution, parts } => {
                self.claim_name(name, first, false);
                let idx = names.plans.len();
                self.symbols.entry(name.text.clone()).or_insert(Symbol::Game(idx));
                let plan = self.plan_game(item, name, solution.as_ref(), parts, names);
                names.plans.push(plan);
                return Declared::Game(idx);
            }
            _ => return Declared::Nothing,
        };
        self.claim_name(name, first, false);
        let unit = match unit {
            Some(text) => self.unit(text),
            None => Some(self.units.plain(&Dimension::NONE.over(&self.time_dimension()))),
        };
        let statement = item.statement;
        let known = unit.is_some();
        let id = self.add(Variable {
            name: name.text.clone(),
            kind,
            unit: unit.unwrap_or_else(Unit::none),
            words: words(statement),
            sector: item.sector,
            from: Vec::new(),
            because: statement.because.as_ref().map(|because| because.text.clone()),
            hidden: statement.hidden.is_some(),
            origin: Origin::Written,
            span: statement.span,
            name_span: name.span,
            equation_span: equation,
        });
        if !known {
            self.unitless.insert(id);
        }
        self.symbols.entry(name.text.clone()).or_insert(Symbol::Variable(id));
        Declared::Variable(id)
    }

    /// Reports a name that something else has.
    fn claim_name(&mut self, name: &ast::Name, first: &mut std::collections::HashMap<String, Span>, callable: bool) {
        if let Some(&place) = first.get(&name.text) {
            let found = Diagnostic::error("defined-twice", name.span, format!("`{}` is defined twice", name.text))
                .related(place, "first defined here")
                .help("rename one of the two, or delete it");
            self.report(found);
            return;
        }
        first.insert(name.text.clone(), name.span);
        if self.units.knows(&name.text) {
            let found = Diagnostic::error(
                "unit-and-variable",
                name.span,
                format!("`{}` is a unit, and nothing else may have its name", name.text),
            );
            let found = match self.units.place(&name.text) {
                Some(place) => found.related(place, "the unit"),
                None => found,
            };
            self.report(found.help("give it another name: after a number this one would be read as a unit"));
        } else if CLOCK_NAMES.iter().any(|(clock, ..)| *clock == name.text) || name.text == "baseline" {
            let found =
                Diagnostic::error("reserved-name", name.span, format!("`{}` has a meaning of its own in equations", name.text))
                    .help(format!("give it another name, such as `{}_value`", name.text));
            self.report(found);
        } else if callable && builtin::find(&name.text, 1).is_some() {
            let found = Diagnostic::error("reserved-name", name.span, format!("`{}` is a function of the language", name.text))
                .help(format!("give the table another name, such as `{}_table`", name.text));
            self.report(found);
        }
    }
}
