//! From variables and expressions to values of the graph.
//!
//! An equation is lowered once for each moment at which it can mean something else: the first step (where stocks are
//! their starts and time is a number), any step, the inner points of Runge-Kutta, and the stop (where events are silent).

use std::collections::HashMap;

use linchpin_core::builtin::{self, Body, Operator};
use linchpin_core::diagnostic::Refusal;
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::{Kind, Memory, Model, Setting, TableId, TimeAxis, VarId};
use linchpin_core::order::Settings;

use super::Passes;
use super::graph::{Graph, Operation, ValueId};
use crate::program::{Points, Stream};

/// The moment for which an equation is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    First,
    Step,
    Inner,
    End,
}

/// The graph under construction, with what its operations refer to by index.
pub(crate) struct Lowering<'a> {
    pub model: &'a Model,
    pub settings: &'a Settings,
    pub time: &'a TimeAxis,
    /// False: every event is 0.
    pub events: bool,
    pub graph: Graph,
    /// Variables whose state is held in rows.
    pub states: Slots,
    /// Variables that are fixed delays.
    pub delays: Slots,
    pub streams: Vec<Stream>,
    pub tables: Vec<Points>,
    /// Copies of model tables already taken over.
    taken: Vec<Option<u32>>,
    values: [Vec<Option<ValueId>>; 4],
    uncertainties: HashMap<VarId, u32>,
    stream_of: HashMap<String, u32>,
    /// What cannot be computed, the first time it is met.
    pub refusal: Option<Refusal>,
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(model: &'a Model, settings: &'a Settings, time: &'a TimeAxis, events: bool, passes: Passes) -> Self {
        let empty = || vec![None; model.variables.len()];
        Lowering {
            model,
            settings,
            time,
            events,
            graph: Graph::new(passes),
            states: Slots::default(),
            delays: Slots::default(),
            streams: Vec::new(),
            tables: Vec::new(),
            taken: vec![None; model.tables.len()],
            values: [empty(), empty(), empty(), empty()],
            uncertainties: model.uncertainties().into_iter().zip(0..).collect(),
            stream_of: HashMap::new(),
            refusal: None,
        }
    }

    /// The place of an uncertainty among the model's.
    pub(crate) fn uncertainty(&self, id: VarId) -> u32 {
        self.uncertainties[&id]
    }

    /// The value of a variable at a moment.
    pub(crate) fn variable(&mut self, id: VarId, at: At) -> ValueId {
        if let Some(value) = self.values[at as usize][id.idx()] {
            return value;
        }
        let value = self.lower(id, at);
        self.values[at as usize][id.idx()] = Some(value);
        value
    }

    fn lower(&mut self, id: VarId, at: At) -> ValueId {
        let model = self.model;
        let settings = self.settings;
        if let Some((_, setting)) = settings.iter().find(|(set, _)| *set == id) {
            return match setting {
                Setting::Constant(_) => self.graph.add(Operation::Set(id), Vec::new()),
                Setting::Path(points) => {
                    let table = self.tables.len() as u32;
                    let (xs, ys) = points.iter().copied().unzip();
                    self.tables.push(Points::new(xs, ys, false));
                    let time = self.clock(Clock::Time, at);
                    self.graph.lookup(&self.tables, table, time)
                }
                Setting::Rule(rule) => self.expr(rule, at),
            };
        }
        match &model.variable(id).kind {
            Kind::Constant { value } => self.graph.number(*value),
            Kind::Lever { .. } => self.graph.add(Operation::Set(id), Vec::new()),
            Kind::Uncertainty { .. } => self.graph.add(Operation::Drawn(id), Vec::new()),
            Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Outcome { value: e, .. } => self.expr(e, at),
            Kind::Stock { start, .. } => match at {
                At::First => self.expr(start, at),
                At::Step | At::End => self.state(id, Operation::State),
                At::Inner => self.state(id, Operation::Trial),
            },
            Kind::Event { rate } => match at {
                _ if !self.events => self.graph.number(0.0),
                At::End => self.graph.number(0.0),
                At::Inner => self.variable(id, At::Step),
                At::First | At::Step => {
                    let rate = self.expr(rate, at);
                    let stream = self.stream(&model.variable(id).name, Some(id));
                    self.graph.add(Operation::Event { stream, first: at == At::First }, vec![rate])
                }
            },
            Kind::Memory(_) if at == At::Inner => self.variable(id, At::Step),
            Kind::Memory(memory) => self.memory(id, memory, at),
        }
    }

    fn memory(&mut self, id: VarId, memory: &'a Memory, at: At) -> ValueId {
        match (memory, at) {
            (Memory::Previous { start, .. } | Memory::DelayFixed { start, .. }, At::First) => self.expr(start, at),
            (Memory::Least(e) | Memory::Greatest(e), At::First) => self.expr(e, at),
            (Memory::First(condition), At::First) => {
                let holds = self.expr(condition, at);
                let (start, stop) = (self.graph.number(self.time.start), self.graph.number(self.time.stop));
                self.graph.operate(Operator::Choose, vec![holds, start, stop])
            }
            (Memory::Previous { .. }, _) => self.state(id, Operation::State),
            (Memory::DelayFixed { .. }, _) => {
                let delay = self.delays.of(id);
                self.graph.add(Operation::Delayed(delay), Vec::new())
            }
            (Memory::Least(e) | Memory::Greatest(e), _) => {
                let so_far = self.state(id, Operation::State);
                let now = self.expr(e, at);
                let row = if matches!(memory, Memory::Least(_)) { &builtin::MIN } else { &builtin::MAX };
                self.graph.apply(row.kernel().expect("min and max are functions of this instant"), vec![so_far, now])
            }
            (Memory::First(condition), _) => {
                // The cell holds the stop until the condition is met.
                let so_far = self.state(id, Operation::State);
                let stop = self.graph.number(self.time.stop);
                let unmet = self.graph.operate(Operator::Equal, vec![so_far, stop]);
                let holds = self.expr(condition, at);
                let now = self.graph.operate(Operator::And, vec![unmet, holds]);
                let time = self.clock(Clock::Time, at);
                self.graph.operate(Operator::Choose, vec![now, time, so_far])
            }
        }
    }

    fn state(&mut self, id: VarId, operation: fn(u32) -> Operation) -> ValueId {
        let state = self.states.of(id);
        self.graph.add(operation(state), Vec::new())
    }

    /// The value of an expression at a moment.
    pub(crate) fn expr(&mut self, expr: &'a Expr, at: At) -> ValueId {
        let (first, opened) = expr.spine();
        let mut value = self.leaf(first, at);
        for outer in opened.into_iter().rev() {
            let mut args = vec![value];
            args.extend(outer.children()[1..].iter().map(|arg| self.expr(arg, at)));
            value = match outer {
                Expr::Operate(operator, _) => self.graph.operate(*operator, args),
                Expr::Call(row, _) => match row.kernel() {
                    Some(kernel) => self.graph.apply(kernel, args),
                    None => self.refuse(format!("`{}` has no meaning at one instant", row.name)),
                },
                _ => value,
            };
        }
        value
    }

    /// What is no operator or function with operands.
    fn leaf(&mut self, expr: &'a Expr, at: At) -> ValueId {
        match expr {
            Expr::Operate(..) | Expr::Call(..) => self.refuse("an operator has no operands".into()),
            Expr::Number(value) => self.graph.number(*value),
            Expr::Variable(id) => self.variable(*id, at),
            Expr::Clock(clock) => self.clock(*clock, at),
            Expr::Lookup(table, x) => {
                let x = self.expr(x, at);
                let table = self.table(*table);
                self.graph.lookup(&self.tables, table, x)
            }
            Expr::Initial(x) => self.expr(x, At::First),
            // Draws hold for the whole step, so the inner points read what the step drew.
            Expr::Draw(row, args, name) => {
                let at = if at == At::Inner { At::Step } else { at };
                let Body::Draw(kernel) = &row.body else {
                    return self.refuse(format!("`{}` draws nothing", row.name));
                };
                let stream = self.stream(name, None);
                let uniform = self.graph.add(Operation::Uniform { stream, first: at == At::First }, Vec::new());
                let mut all = vec![uniform];
                all.extend(self.all(args, at));
                self.graph.apply(kernel, all)
            }
            Expr::Baseline(_) => self.refuse("`baseline` compares two runs and has no value in one".into()),
            Expr::Spread(_) => self.refuse("`sd` compares futures and has no value in one".into()),
        }
    }

    fn all(&mut self, args: &'a [Expr], at: At) -> Vec<ValueId> {
        args.iter().map(|arg| self.expr(arg, at)).collect()
    }

    fn clock(&mut self, clock: Clock, at: At) -> ValueId {
        match (clock, at) {
            (Clock::Time | Clock::Held, At::First) | (Clock::Start, _) => self.graph.number(self.time.start),
            (Clock::Time | Clock::Held, At::End) | (Clock::Stop, _) => self.graph.number(self.time.stop),
            (Clock::Step, _) => self.graph.number(self.time.dt),
            (Clock::Time | Clock::Held, At::Step) => self.graph.add(Operation::Time, Vec::new()),
            (Clock::Time, At::Inner) => self.graph.add(Operation::InnerTime, Vec::new()),
            (Clock::Held, At::Inner) => self.graph.add(Operation::InnerHeld, Vec::new()),
        }
    }

    fn table(&mut self, id: TableId) -> u32 {
        if let Some(table) = self.taken[id.idx()] {
            return table;
        }
        let table = self.tables.len() as u32;
        let of = &self.model.tables[id.idx()];
        self.tables.push(Points::new(of.xs.clone(), of.ys.clone(), of.extrapolate));
        self.taken[id.idx()] = Some(table);
        table
    }

    fn stream(&mut self, name: &str, event: Option<VarId>) -> u32 {
        if let Some(&stream) = self.stream_of.get(name) {
            return stream;
        }
        let stream = self.streams.len() as u32;
        self.streams.push(Stream { name: name.to_string(), event });
        self.stream_of.insert(name.to_string(), stream);
        stream
    }

    fn refuse(&mut self, why: String) -> ValueId {
        self.refusal.get_or_insert_with(|| Refusal::new(why, "leave it out of what is asked for"));
        self.graph.number(f64::NAN)
    }
}

/// Variables numbered in the order in which they are met.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// The variable of each slot.
    pub variables: Vec<VarId>,
    known: HashMap<VarId, u32>,
}

impl Slots {
    fn of(&mut self, id: VarId) -> u32 {
        *self.known.entry(id).or_insert_with(|| {
            self.variables.push(id);
            self.variables.len() as u32 - 1
        })
    }
}
