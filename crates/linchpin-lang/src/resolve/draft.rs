//! The model while it is being read: what is known so far, and every fault found.
//!
//! Comes in: declarations and equations, in the order of the passes. Goes out: variables with ids, and diagnostics. A
//! thing at fault keeps its place with an unknown unit, so that nothing that names it is reported again.

use std::collections::{HashMap, HashSet};

use linchpin_core::builtin::Builtin;
use linchpin_core::dependence::Shares;
use linchpin_core::diagnostic::{Diagnostic, SourceMap, Span, nearest};
use linchpin_core::expr::Expr;
use linchpin_core::model::{Kind, LookupTable, Origin, SectorId, TableId, TimeAxis, VarId, Variable, Words};
use linchpin_core::unit::{Dimension, Unit};

use super::unit_table::{TimeFamily, UnitTable};
use crate::ast;

/// What an expression is, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    /// Holds or not.
    Condition,
    /// A number of this dimension.
    Quantity(Dimension),
    /// The literal 0, which fits any unit.
    Zero,
    /// A part of it is at fault and has been reported.
    Unknown,
}

/// A resolved expression with its type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Typed {
    pub(crate) expr: Expr,
    pub(crate) what: Type,
}

impl Typed {
    /// Stands where something was at fault.
    pub(crate) fn unknown() -> Self {
        Typed { expr: Expr::Number(f64::NAN), what: Type::Unknown }
    }

    /// A pure number.
    pub(crate) fn pure(expr: Expr) -> Self {
        Typed { expr, what: Type::Quantity(Dimension::NONE) }
    }
}

/// What a name in an equation stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Variable(VarId),
    Table(TableId),
    /// A game, by its place among the games of the text.
    Game(usize),
}

/// A statement of the text with the chapter it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) statement: &'a ast::Statement,
    pub(crate) sector: Option<SectorId>,
}

/// Looking for near names takes time in a large model: with this many faults nobody waits for it.
const MOST_SUGGESTIONS: usize = 100;

/// The model so far.
pub(crate) struct Draft<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) out: Vec<Diagnostic>,
    /// Above zero: faults are not written down (a function's own text is trusted).
    pub(crate) muted: u32,
    pub(crate) family: TimeFamily,
    pub(crate) time: TimeAxis,
    /// The text gave a time line that can be read.
    pub(crate) time_known: bool,
    pub(crate) units: UnitTable,
    pub(crate) variables: Vec<Variable>,
    /// Variables whose unit is at fault.
    pub(crate) unitless: HashSet<VarId>,
    pub(crate) tables: Vec<LookupTable>,
    pub(crate) unitless_tables: HashSet<TableId>,
    /// Names of tables in their statements.
    pub(crate) table_places: Vec<Span>,
    pub(crate) symbols: HashMap<String, Symbol>,
    /// Names of variables, tables, games and streams in use.
    pub(crate) taken: HashSet<String>,
    /// The last ordinal given to a generated name.
    pub(crate) ordinals: HashMap<String, u64>,
    /// Names that stand in headers of statements that could not be read; using them is no fault.
    pub(crate) shadows: HashSet<String>,
    /// Games that could not be solved; names within them are no fault.
    pub(crate) broken_games: HashSet<String>,
    /// Where one variable's equation first names another.
    pub(crate) links: HashMap<(VarId, VarId), Span>,
    /// Unknown names with the variable they resemble: which diagnostic, the name, the variable.
    pub(crate) resembling: Vec<(usize, String, VarId)>,
    /// Names that a `shares` statement lists.
    pub(crate) divided: HashSet<String>,
    /// Divisions of a whole, once they are read.
    pub(crate) shares: Vec<Shares>,
    /// Calls in checks that have become hidden variables, for sharing.
    pub(crate) shared: Vec<(&'static Builtin, Vec<Expr>, Typed)>,
    /// Texts of built-in functions, parsed once.
    pub(crate) texts: HashMap<&'static str, Option<ast::Expr>>,
}

impl<'a> Draft<'a> {
    /// An empty draft.
    pub(crate) fn new(sources: &'a SourceMap, family: TimeFamily, units: UnitTable) -> Self {
        Draft {
            sources,
            out: Vec::new(),
            muted: 0,
            family,
            time: super::clock::stand_in(),
            time_known: false,
            units,
            variables: Vec::new(),
            unitless: HashSet::new(),
            tables: Vec::new(),
            unitless_tables: HashSet::new(),
            table_places: Vec::new(),
            symbols: HashMap::new(),
            taken: HashSet::new(),
            ordinals: HashMap::new(),
            shadows: HashSet::new(),
            broken_games: HashSet::new(),
            links: HashMap::new(),
            resembling: Vec::new(),
            divided: HashSet::new(),
            shares: Vec::new(),
            shared: Vec::new(),
            texts: HashMap::new(),
        }
    }

    /// Writes a fault down.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        if self.muted == 0 {
            self.out.push(diagnostic);
        }
    }

    /// Reads a unit, reporting what is unknown in it.
    pub(crate) fn unit(&mut self, text: &ast::UnitText) -> Option<Unit> {
        let mut out = Vec::new();
        let unit = self.units.read(text, &mut out);
        out.into_iter().for_each(|d| self.report(d));
        unit
    }

    /// The type of a variable's value.
    pub(crate) fn type_of(&self, id: VarId) -> Type {
        if self.unitless.contains(&id) { Type::Unknown } else { Type::Quantity(self.variables[id.idx()].unit.dimension.clone()) }
    }

    /// Adds a variable; its name is not bound to it yet.
    pub(crate) fn add(&mut self, variable: Variable) -> VarId {
        let id = VarId(self.variables.len() as u32);
        self.taken.insert(variable.name.clone());
        self.variables.push(variable);
        id
    }

    /// A name of its own for something generated: as given, else with the first free ordinal from 2.
    pub(crate) fn fresh(&mut self, name: &str) -> String {
        let mut chosen = name.to_owned();
        while self.taken.contains(&chosen) {
            let ordinal = self.ordinals.entry(name.to_owned()).or_insert(1);
            *ordinal += 1;
            chosen = format!("{name}.{ordinal}");
        }
        self.taken.insert(chosen.clone());
        chosen
    }

    /// The nearest of some names, while faults are few enough for their help to be read.
    pub(crate) fn nearest<'n>(&self, wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        if self.out.len() < MOST_SUGGESTIONS { nearest(wrong, names) } else { None }
    }

    /// Adds a hidden variable under a name that `fresh` gave.
    pub(crate) fn hide(&mut self, name: String, kind: Kind, what: &Type, origin: Origin, span: Span) -> VarId {
        let (unit, known) = match what {
            Type::Quantity(dimension) => (self.units.plain(dimension), true),
            Type::Zero | Type::Condition => (Unit::none(), true),
            Type::Unknown => (Unit::none(), false),
        };
        let sector = match origin {
            Origin::Within(owner) => self.variables.get(owner.idx()).and_then(|owner| owner.sector),
            _ => None,
        };
        let id = self.add(Variable {
            name,
            kind,
            unit,
            words: Words::default(),
            sector,
            from: Vec::new(),
            because: None,
            hidden: true,
            origin,
            span,
            name_span: span,
            equation_span: span,
        });
        if !known {
            self.unitless.insert(id);
        }
        id
    }

    /// The text under a span in backticks, shortened; "this" where it is long or spans lines.
    pub(crate) fn quote(&self, span: Span) -> String {
        let text = self.sources.text(span);
        if text.is_empty() || text.contains('\n') || text.chars().count() > 40 { "this".into() } else { format!("`{text}`") }
    }

    /// "is in KRW_trn/year", "is a pure number", "is a condition".
    pub(crate) fn is(&self, what: &Type) -> String {
        match what {
            Type::Quantity(dimension) if !dimension.is_none() => format!("is in {}", self.units.say(dimension)),
            _ => format!("is {}", self.say(what)),
        }
    }

    /// A type as a reader says it.
    pub(crate) fn say(&self, what: &Type) -> String {
        match what {
            Type::Condition => "a condition".into(),
            Type::Quantity(dimension) => self.units.say(dimension),
            Type::Zero => "zero".into(),
            Type::Unknown => "unknown".into(),
        }
    }

    /// The dimension of time.
    pub(crate) fn time_dimension(&self) -> Dimension {
        self.units.units.time()
    }
}

/// Titles and longer texts of a statement.
pub(crate) fn words(statement: &ast::Statement) -> Words {
    let text = |quoted: &Option<ast::Quoted>| quoted.as_ref().map_or_else(String::new, |quoted| quoted.text.clone());
    let also = statement.also.iter().map(|cue| cue.text.clone()).collect();
    let (title, ko) = (text(&statement.title), text(&statement.ko));
    Words { title, ko, text: text(&statement.text), text_ko: text(&statement.text_ko), also }
}
