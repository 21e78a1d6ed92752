//! A second opinion on units: which equations surely do not fit, by a calculus that shares nothing with the checker.
//!
//! Comes in: statements as parsed. Goes out: true where an equation is wrong beyond doubt. What the calculus does not know
//! (a value of a game, a rarer function) fits everything, so that it never calls a right text wrong.

use std::collections::{BTreeMap, HashMap};

use linchpin_lang::ast::{self, Body, Expr, ExprKind, GamePart, Joined, SettingText, Sign, Statement, UnitText};

/// Exponents by base unit; time is `year` or `day`, which do not convert.
type Dimension = BTreeMap<String, i32>;

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
enum Gives {
    /// A literal zero, or something this calculus does not know.
    Anything,
    Number(Dimension),
    Condition,
}

impl Gives {
    fn number(self) -> Result<Option<Dimension>, Wrong> {
        match self {
            Gives::Anything => Ok(None),
            Gives::Number(dimension) => Ok(Some(dimension)),
            Gives::Condition => Err(Wrong),
        }
    }

    fn condition(self) -> Result<(), Wrong> {
        match self {
            Gives::Number(_) => Err(Wrong),
            _ => Ok(()),
        }
    }
}

/// The expression is wrong beyond doubt.
struct Wrong;

struct Known {
    units: HashMap<String, Dimension>,
    names: HashMap<String, Dimension>,
    tables: HashMap<String, (Dimension, Dimension)>,
    time: Dimension,
}

/// True when an equation, rule, payoff or check surely mixes dimensions or types.
pub fn surely_wrong<'a>(statements: impl Iterator<Item = &'a Statement> + Clone) -> bool {
    let known = Known::of(statements.clone());
    statements.clone().any(|statement| known.statement(statement).is_err())
}

/// A number alone takes the unit of its place.
pub fn lone(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Number { unit, .. } => unit.is_none(),
        ExprKind::Negate(inner) | ExprKind::Group(inner) => lone(inner),
        _ => false,
    }
}

fn times(a: &Dimension, b: &Dimension, sign: i32) -> Dimension {
    let mut product = a.clone();
    for (base, power) in b {
        *product.entry(base.clone()).or_insert(0) += sign * power;
    }
    product.retain(|_, power| *power != 0);
    product
}

impl Known {
    fn of<'a>(statements: impl Iterator<Item = &'a Statement> + Clone) -> Known {
        let base = |name: &str| Dimension::from([(name.to_owned(), 1)]);
        let mut units = HashMap::from([("%".to_owned(), Dimension::new()), ("1".to_owned(), Dimension::new())]);
        for (family, words) in
            [("year", ["year", "quarter", "month"].as_slice()), ("day", &["day", "week", "hour", "minute", "second"])]
        {
            for word in words {
                units.insert((*word).to_owned(), base(family));
                units.insert(format!("{word}s"), base(family));
            }
        }
        let mut known = Known { units, names: HashMap::new(), tables: HashMap::new(), time: base("year") };
        for statement in statements.clone() {
            if let Body::Unit { name, definition } = &statement.body {
                let dimension = match definition.as_ref().map(|e| known.gives(e)) {
                    Some(Ok(Gives::Number(dimension))) => dimension,
                    _ => base(&name.text),
                };
                known.units.insert(name.text.clone(), dimension);
            }
            if let Body::Model { time: Some((start, stop, step)), .. } = &statement.body {
                let found = [start, stop, step].into_iter().find_map(|e| match known.gives(e) {
                    Ok(Gives::Number(dimension)) if !dimension.is_empty() => Some(dimension),
                    _ => None,
                });
                known.time = found.unwrap_or_else(|| base("year"));
            }
        }
        for statement in statements {
            match &statement.body {
                Body::Constant { name, unit, .. }
                | Body::Uncertainty { name, unit, .. }
                | Body::Lever { name, unit, .. }
                | Body::Stock { name, unit, .. }
                | Body::Flow { name, unit, .. }
                | Body::Auxiliary { name, unit, .. }
                | Body::Outcome { name, unit, .. } => {
                    if let Some(dimension) = known.unit(unit) {
                        known.names.insert(name.text.clone(), dimension);
                    }
                }
                Body::Event { name, .. } => {
                    known.names.insert(name.text.clone(), times(&Dimension::new(), &known.time, -1));
                }
                Body::Table { name, x, y, .. } => {
                    if let (Some(x), Some(y)) = (known.unit(x), known.unit(y)) {
                        known.tables.insert(name.text.clone(), (x, y));
                    }
                }
                _ => {}
            }
        }
        for clock in ["time", "dt", "start_time", "stop_time"] {
            known.names.insert(clock.to_owned(), known.time.clone());
        }
        known
    }

    /// `None` for a unit that nobody defined.
    fn unit(&self, unit: &UnitText) -> Option<Dimension> {
        let mut product = Dimension::new();
        for (name, power) in &unit.factors {
            product = times(&product, self.units.get(&name.text)?, *power);
        }
        Some(product)
    }

    fn statement(&self, statement: &Statement) -> Result<(), Wrong> {
        match &statement.body {
            Body::Flow { name, value, .. } | Body::Auxiliary { name, value, .. } | Body::Outcome { name, value, .. } => {
                self.fits(value, self.names.get(&name.text))
            }
            Body::Stock { name, start, change, inflow, outflow, .. } => {
                let unit = self.names.get(&name.text);
                let rate = unit.map(|unit| times(unit, &self.time, -1));
                self.fits(start, unit)?;
                change.iter().try_for_each(|change| self.fits(change, rate.as_ref()))?;
                let flows = inflow
                    .iter()
                    .chain(outflow)
                    .all(|flow| rate.is_none() || self.names.get(&flow.text).is_none_or(|known| Some(known) == rate.as_ref()));
                if flows { Ok(()) } else { Err(Wrong) }
            }
            Body::Event { name, rate } => self.fits(rate, self.names.get(&name.text)),
            Body::Policy { settings, .. } => settings.iter().try_for_each(|setting| match &setting.value {
                SettingText::Value(e) => self.fits(e, self.names.get(&setting.name.text)),
                SettingText::Path(..) => Ok(()),
            }),
            Body::Check { then, .. } => then.iter().try_for_each(|clause| match self.gives(&clause.condition)? {
                Gives::Number(_) => Err(Wrong),
                _ => Ok(()),
            }),
            Body::Game { parts, .. } => self.payoffs(parts),
            _ => Ok(()),
        }
    }

    /// Payoffs are in the inverse unit of the player's precision.
    fn payoffs(&self, parts: &[GamePart]) -> Result<(), Wrong> {
        let mut units: HashMap<&str, Dimension> = HashMap::new();
        for part in parts {
            if let GamePart::Player { actor, precision } = part
                && let Gives::Number(dimension) = self.gives(precision)?
                && !lone(precision)
            {
                units.insert(&actor.text, times(&Dimension::new(), &dimension, -1));
            }
        }
        for part in parts {
            if let GamePart::Terminal { payoffs, .. } = part {
                payoffs.iter().try_for_each(|(actor, payoff)| self.fits(payoff, units.get(actor.text.as_str())))?;
            }
        }
        Ok(())
    }

    fn fits(&self, e: &Expr, wanted: Option<&Dimension>) -> Result<(), Wrong> {
        match (self.gives(e)?, wanted) {
            _ if lone(e) => Ok(()),
            (Gives::Condition, _) => Err(Wrong),
            (Gives::Number(given), Some(wanted)) if given != *wanted => Err(Wrong),
            _ => Ok(()),
        }
    }

    fn alike(&self, a: Gives, b: Gives) -> Result<Gives, Wrong> {
        match (a, b) {
            (Gives::Anything, other) | (other, Gives::Anything) => Ok(other),
            (a, b) if a == b => Ok(a),
            _ => Err(Wrong),
        }
    }

    fn number(&self, e: &Expr) -> Result<Option<Dimension>, Wrong> {
        self.gives(e)?.number()
    }

    fn condition(&self, e: &Expr) -> Result<(), Wrong> {
        self.gives(e)?.condition()
    }

    fn gives(&self, e: &Expr) -> Result<Gives, Wrong> {
        Ok(match &e.kind {
            ExprKind::Number { value, unit: None, .. } if *value == 0.0 => Gives::Anything,
            ExprKind::Number { unit: None, .. } => Gives::Number(Dimension::new()),
            ExprKind::Number { unit: Some(unit), .. } => self.unit(unit).map_or(Gives::Anything, Gives::Number),
            ExprKind::Date { .. } => Gives::Number(Dimension::from([("year".to_owned(), 1)])),
            ExprKind::Name(name) => self.names.get(&name.text).cloned().map_or(Gives::Anything, Gives::Number),
            ExprKind::Group(inner) => self.gives(inner)?,
            ExprKind::Negate(inner) => self.number(inner)?.map_or(Gives::Anything, Gives::Number),
            ExprKind::Not(inner) => {
                self.condition(inner)?;
                Gives::Condition
            }
            ExprKind::If(condition, yes, no) => {
                self.condition(condition)?;
                let (yes, no) = (self.gives(yes)?, self.gives(no)?);
                self.alike(yes, no)?
            }
            ExprKind::Chain(first, rest) => {
                let mut left = self.gives(first)?;
                for Joined { sign, operand, .. } in rest {
                    left = self.binary(*sign, left, operand)?;
                }
                left
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent)?,
            ExprKind::Call(name, args) => self.call(&name.text, args)?,
        })
    }

    fn binary(&self, sign: Sign, left: Gives, right: &Expr) -> Result<Gives, Wrong> {
        Ok(match sign {
            Sign::And | Sign::Or => {
                left.condition()?;
                self.condition(right)?;
                Gives::Condition
            }
            Sign::Multiply | Sign::Divide => match (left.number()?, self.number(right)?) {
                (Some(a), Some(b)) => Gives::Number(times(&a, &b, if sign == Sign::Multiply { 1 } else { -1 })),
                _ => Gives::Anything,
            },
            Sign::Add | Sign::Subtract => match (left.number()?, self.number(right)?) {
                (Some(a), Some(b)) if a != b => return Err(Wrong),
                (Some(a), _) | (_, Some(a)) => Gives::Number(a),
                _ => Gives::Anything,
            },
            Sign::Less | Sign::LessEqual | Sign::Greater | Sign::GreaterEqual | Sign::Equal | Sign::NotEqual => {
                match (left.number()?, self.number(right)?) {
                    (Some(a), Some(b)) if a != b => return Err(Wrong),
                    _ => Gives::Condition,
                }
            }
        })
    }

    fn power(&self, base: &Expr, exponent: &Expr) -> Result<Gives, Wrong> {
        Ok(match (self.number(base)?, self.number(exponent)?, &exponent.kind) {
            (_, Some(exponent), _) if !exponent.is_empty() => return Err(Wrong),
            (Some(base), _, _) if base.is_empty() => Gives::Number(base),
            (Some(base), _, ExprKind::Number { value, unit: None, .. }) if value.fract() == 0.0 => Gives::Number(
                base.into_iter().map(|(unit, power)| (unit, power * *value as i32)).filter(|(_, power)| *power != 0).collect(),
            ),
            (Some(_), _, ExprKind::Name(_)) => return Err(Wrong),
            _ => Gives::Anything,
        })
    }

    fn call(&self, name: &str, args: &[Expr]) -> Result<Gives, Wrong> {
        if let Some((x, y)) = self.tables.get(name) {
            let fits = args.first().map_or(Ok(()), |arg| self.fits(arg, Some(x)));
            return fits.map(|()| Gives::Number(y.clone()));
        }
        let of = |dimension: Option<Dimension>| dimension.map_or(Gives::Anything, Gives::Number);
        let first = |known: &Known| args.first().map_or(Ok(None), |arg| known.number(arg));
        Ok(match name {
            "exp" | "ln" | "log10" | "logistic" => match first(self)? {
                Some(dimension) if !dimension.is_empty() => return Err(Wrong),
                _ => Gives::Number(Dimension::new()),
            },
            "min" | "max" | "clamp" => {
                let mut all = Gives::Anything;
                for arg in args {
                    let next = of(self.number(arg)?);
                    all = self.alike(all, next)?;
                }
                all
            }
            "smooth" | "smooth3" | "delay1" | "delay3" => {
                let x = first(self)?;
                if let Some(tau) = args.get(1) {
                    self.fits(tau, Some(&self.time))?;
                }
                of(x)
            }
            "abs" | "initial" | "previous" | "mean" | "final" | "delay_fixed" => of(first(self)?),
            "baseline" if args.len() == 1 => of(first(self)?),
            "total" => of(first(self)?.map(|x| times(&x, &self.time, 1))),
            "share" => {
                args.iter().try_for_each(|arg| self.condition(arg))?;
                Gives::Number(Dimension::new())
            }
            _ => {
                for arg in args {
                    self.gives(arg)?;
                }
                Gives::Anything
            }
        })
    }
}

/// Names that an expression reads within the step: what stands inside a function with memory does not count.
pub fn read_at_once<'e>(e: &'e ast::Expr, names: &mut Vec<&'e str>) {
    const MEMORY: &[&str] = &["smooth", "smooth3", "delay1", "delay3", "delay_fixed", "trend", "forecast", "initial", "previous"];
    match &e.kind {
        ExprKind::Number { .. } | ExprKind::Date { .. } => {}
        ExprKind::Name(name) => names.push(&name.text),
        ExprKind::Call(name, _) if MEMORY.contains(&name.text.as_str()) => {}
        ExprKind::Call(_, args) => args.iter().for_each(|arg| read_at_once(arg, names)),
        ExprKind::Negate(x) | ExprKind::Not(x) | ExprKind::Group(x) => read_at_once(x, names),
        ExprKind::Chain(first, rest) => {
            read_at_once(first, names);
            rest.iter().for_each(|joined| read_at_once(&joined.operand, names));
        }
        ExprKind::Power(base, exponent) => [base, exponent].into_iter().for_each(|side| read_at_once(side, names)),
        ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|part| read_at_once(part, names)),
    }
}
