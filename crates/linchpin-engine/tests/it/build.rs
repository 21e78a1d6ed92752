//! Models in code: what the language would have made of a text.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use linchpin_core::builtin::{self, Operator};
use linchpin_core::diagnostic::Span;
use linchpin_core::distribution::{Distribution, Shape, UNIFORM};
use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::*;
use linchpin_core::solution::{self, Tree};
use linchpin_core::table::Chunk;
use linchpin_core::unit::{Unit, Units};
use linchpin_engine::{Control, Finish, Passes, run_by};

pub fn n(value: f64) -> Expr {
    Expr::Number(value)
}

pub fn v(id: VarId) -> Expr {
    Expr::Variable(id)
}

pub fn time() -> Expr {
    Expr::Clock(Clock::Time)
}

macro_rules! binary {
    ($($name:ident $operator:ident)*) => {
        $(pub fn $name(a: Expr, b: Expr) -> Expr {
            Expr::operate(Operator::$operator, [a, b])
        })*
    };
}

binary! { add Add sub Subtract mul Multiply div Divide pow Power less Less greater Greater and And }

pub fn neg(a: Expr) -> Expr {
    Expr::operate(Operator::Negate, [a])
}

pub fn choose(c: Expr, a: Expr, b: Expr) -> Expr {
    Expr::operate(Operator::Choose, [c, a, b])
}

pub fn call(name: &str, args: Vec<Expr>) -> Expr {
    Expr::Call(builtin::find(name, args.len()).expect("a row of this name"), args.into())
}

pub fn draw(name: &str, args: Vec<Expr>, stream: &str) -> Expr {
    Expr::Draw(builtin::find(name, args.len()).expect("a row of this name"), args, stream.into())
}

pub fn initial(x: Expr) -> Expr {
    Expr::Initial(Box::new(x))
}

/// A model in the making.
pub struct Build {
    pub model: Model,
}

impl Build {
    pub fn new(start: f64, stop: f64, steps: u32) -> Self {
        let time = TimeAxis {
            start,
            stop,
            dt: (stop - start) / f64::from(steps),
            steps,
            record_every: 1,
            calendar: false,
            unit: Unit::none(),
            method: Method::Euler,
        };
        let model = Model {
            name: "made".into(),
            words: Words::default(),
            time,
            units: Units::default(),
            actors: Vec::new(),
            sectors: Vec::new(),
            variables: Vec::new(),
            tables: Vec::new(),
            games: Vec::new(),
            criteria: Vec::new(),
            policies: Vec::new(),
            worlds: Vec::new(),
            sources: Vec::new(),
            claims: Vec::new(),
            disputes: Vec::new(),
            checks: Vec::new(),
            correlations: Vec::new(),
            shares: Vec::new(),
            record: Vec::new(),
            by_name: HashMap::new(),
        };
        Build { model }
    }

    pub fn rk4(mut self) -> Self {
        self.model.time.method = Method::Rk4;
        self
    }

    /// The id that the next variable will get.
    pub fn next(&self) -> VarId {
        VarId(self.model.variables.len() as u32)
    }

    pub fn add(&mut self, name: &str, kind: Kind) -> VarId {
        let id = self.next();
        self.model.by_name.insert(name.into(), id);
        self.model.variables.push(Variable {
            name: name.into(),
            kind,
            unit: Unit::none(),
            words: Words::default(),
            sector: None,
            from: Vec::new(),
            because: None,
            hidden: false,
            origin: Origin::Written,
            span: Span::default(),
            name_span: Span::default(),
            equation_span: Span::default(),
        });
        id
    }

    pub fn constant(&mut self, name: &str, value: f64) -> VarId {
        self.add(name, Kind::Constant { value })
    }

    pub fn uncertainty(&mut self, name: &str, low: f64, high: f64) -> VarId {
        let shape = Shape { low: Some(low), high: Some(high), mode: 0.5 * (low + high), params: Vec::new() };
        let distribution = Distribution::Continuous(&UNIFORM, shape);
        self.add(name, Kind::Uncertainty { default: 0.5 * (low + high), distribution, held: false })
    }

    pub fn lever(&mut self, name: &str, default: f64, low: f64, high: f64) -> VarId {
        self.add(name, Kind::Lever { default, range: Range::Between(low, high), actors: Vec::new() })
    }

    pub fn aux(&mut self, name: &str, e: Expr) -> VarId {
        self.add(name, Kind::Auxiliary(e))
    }

    pub fn stock(&mut self, name: &str, start: Expr, change: Expr) -> VarId {
        self.add(name, Kind::Stock { start, change, within: (None, None) })
    }

    pub fn event(&mut self, name: &str, rate: Expr) -> VarId {
        self.add(name, Kind::Event { rate })
    }

    pub fn memory(&mut self, name: &str, memory: Memory) -> VarId {
        self.add(name, Kind::Memory(memory))
    }

    pub fn outcome(&mut self, name: &str, value: Expr) -> VarId {
        self.add(name, Kind::Outcome { value, better: Better::Neither, acceptable: None })
    }

    pub fn table(&mut self, points: &[(f64, f64)], extrapolate: bool) -> TableId {
        let id = TableId(self.model.tables.len() as u32);
        self.model.tables.push(LookupTable {
            name: format!("table_{}", id.0),
            words: Words::default(),
            sector: None,
            x_unit: Unit::none(),
            y_unit: Unit::none(),
            xs: points.iter().map(|p| p.0).collect(),
            ys: points.iter().map(|p| p.1).collect(),
            extrapolate,
            from: Vec::new(),
            span: Span::default(),
        });
        id
    }

    /// Adds the equations of a game by agent logit; ids in the order of the solution's list.
    pub fn game(&mut self, tree: &Tree) -> Vec<(String, VarId)> {
        let logit = solution::find("logit").expect("the first solution concept");
        let equations = (logit.lower)(tree, self.next().0);
        equations.into_iter().map(|e| (e.name.clone(), self.aux(&e.name, e.expr))).collect()
    }

    /// Everything that varies is asked for, outcomes and series, at every step.
    pub fn ask_all(&self) -> Ask {
        let all = self.model.ids(|_| true);
        Ask { outcomes: all.clone(), series: all, at_steps: (0..=self.model.time.steps).collect(), events: true, dt: None }
    }
}

pub fn arm(settings: Vec<(VarId, Setting)>) -> Arm {
    Arm { name: "arm".into(), policy: None, world: None, settings }
}

pub fn experiment(arms: Vec<Arm>, ask: Ask, seed: u64, first: u64, count: u64) -> Experiment {
    Experiment { futures: Futures { seed, first, count }, arms, ask }
}

/// Draws by quantile of one uniform number per name and future.
pub fn draws(model: &Model, seed: u64) -> impl Fn(std::ops::Range<u64>, &mut [Vec<f64>]) + Sync {
    let uncertainties: Vec<(linchpin_core::chance::Stream, Distribution)> = model
        .variables
        .iter()
        .filter_map(|variable| match &variable.kind {
            Kind::Uncertainty { distribution, .. } => {
                Some((linchpin_core::chance::Stream::new(seed, &variable.name), distribution.clone()))
            }
            _ => None,
        })
        .collect();
    move |futures, out| {
        for ((stream, distribution), out) in uncertainties.iter().zip(out) {
            for (out, future) in out.iter_mut().zip(futures.clone()) {
                *out = distribution.quantile(stream.uniform(future, 0, 0));
            }
        }
    }
}

/// Runs with these threads and block size and joins all chunks into one.
pub fn run_all(model: &Model, experiment: &Experiment, threads: usize, block: Option<usize>) -> Chunk {
    run_all_by(Passes::ALL, model, experiment, threads, block)
}

/// The same with a part of the compiler's passes.
pub fn run_all_by(passes: Passes, model: &Model, experiment: &Experiment, threads: usize, block: Option<usize>) -> Chunk {
    let cancel = AtomicBool::new(false);
    let control = Control { threads, block, draws: true, cancel: &cancel, progress: &|_, _| {} };
    let mut joined = Chunk { first: experiment.futures.first, ..Chunk::default() };
    let draws = draws(model, experiment.futures.seed);
    let finish = run_by(passes, model, experiment, &draws, &control, &mut |chunk| {
        assert_eq!(chunk.first, joined.first + joined.count as u64, "chunks come in order");
        join(&mut joined, chunk);
        Ok(())
    });
    assert_eq!(finish, Ok(Finish { complete: experiment.futures.count, cancelled: false }));
    joined.faults.sort_by_key(|fault| (fault.arm, fault.future));
    joined
}

/// Appends the futures of a chunk.
pub fn join(to: &mut Chunk, chunk: Chunk) {
    if to.count == 0 {
        *to = Chunk { first: to.first, ..chunk };
        return;
    }
    to.count += chunk.count;
    to.draws.iter_mut().zip(chunk.draws).for_each(|(to, more)| to.extend(more));
    to.outcomes.iter_mut().flatten().zip(chunk.outcomes.into_iter().flatten()).for_each(|(to, more)| to.extend(more));
    let series = chunk.series.into_iter().flatten().flatten();
    to.series.iter_mut().flatten().flatten().zip(series).for_each(|(to, more)| to.extend(more));
    to.faults.extend(chunk.faults);
}

/// Bits of all numbers, every NaN alike.
pub fn bits(x: f64) -> u64 {
    if x.is_nan() { u64::MAX } else { x.to_bits() }
}

/// Asserts that two results are the same to the bit.
pub fn assert_same(a: &Chunk, b: &Chunk, what: &str) {
    assert_eq!((a.first, a.count), (b.first, b.count), "{what}");
    let flat = |values: &[Vec<f64>]| values.iter().flatten().map(|&x| bits(x)).collect::<Vec<_>>();
    assert_eq!(flat(&a.draws), flat(&b.draws), "{what}: draws");
    assert_eq!(flat(&a.outcomes.concat()), flat(&b.outcomes.concat()), "{what}: outcomes");
    assert_eq!(flat(&a.series.concat().concat()), flat(&b.series.concat().concat()), "{what}: series");
    let told = |chunk: &Chunk| {
        chunk
            .faults
            .iter()
            .map(|f| (f.arm, f.future, bits(f.time), f.variable, bits(f.value), format!("{:?}", f.kind)))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(a), told(b), "{what}: faults");
}
