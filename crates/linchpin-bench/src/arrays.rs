//! A model as numpy arrays over futures: what a skilled modeller would write by hand instead of using us.
//!
//! Comes in: a model under Euler. Goes out: a Python script that evaluates every equation once a step as operations on arrays, a
//! future a place, with only the equations that outcomes need. It reads what is drawn from a file, so drawing costs it nothing. Panics for what no model that is timed has: fixed delays and numbers drawn at each step.

use std::collections::BTreeSet;
use std::fmt::Write;

use linchpin_core::builtin::Operator;
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::{Kind, Memory, Model, VarId};
use linchpin_core::order::{Phase, inputs, order};

/// When an equation is evaluated.
#[derive(Clone, Copy, PartialEq)]
enum At {
    First,
    Step,
    End,
}

/// The script; arguments are the file of drawn values, the number of futures, and 1 or 0 for events.
/// It prints seconds of CPU time and the mean of the first outcome.
pub fn numpy(model: &Model) -> String {
    let outcomes = model.outcomes();
    let needed = needed(model, &outcomes);
    let ordered =
        |phase| order(model, &[], phase).expect("a checked model has an order").into_iter().filter(|id| needed.contains(id));
    let first: Vec<VarId> = ordered(Phase::First).collect();
    let step: Vec<VarId> = ordered(Phase::Step).collect();
    let cells: Vec<VarId> = needed.iter().copied().filter(|id| is_cell(model, *id)).collect();
    let mut text = String::from("import sys, time\nimport numpy as np\nnp.seterr(all='ignore')\n");
    for (at, table) in model.tables.iter().enumerate() {
        writeln!(text, "X{at}, Y{at} = np.array({:?}), np.array({:?})", table.xs, table.ys).expect("a string takes it");
    }
    let uncertainties = model.uncertainties();
    writeln!(
        text,
        "U = np.fromfile(sys.argv[1]).reshape(-1, {})[:int(sys.argv[2])].T.copy()\nn = U.shape[1]\nevents = sys.argv[3] == '1'",
        uncertainties.len()
    )
    .expect("a string takes it");
    for (at, id) in uncertainties.iter().enumerate() {
        writeln!(text, "u{} = U[{at}]", id.0).expect("a string takes it");
    }
    let names = |prefix: &str| cells.iter().map(|id| format!("{prefix}{}", id.0)).collect::<Vec<_>>().join(", ");
    let write = |text: &mut String, indent: &str, list: &[VarId], at: At| {
        for &id in list {
            if let Some(formula) = formula(model, id, at) {
                writeln!(text, "{indent}{} = {formula}", name(id, at)).expect("a string takes it");
            }
        }
    };
    writeln!(text, "def step(T, S, rng):\n    [{}] = S", names("s")).expect("a string takes it");
    write(&mut text, "    ", &step, At::Step);
    let next: Vec<String> = cells.iter().map(|id| next(model, *id)).collect();
    writeln!(text, "    return [{}]", next.join(", ")).expect("a string takes it");
    writeln!(text, "def end(T, S):\n    [{}] = S", names("s")).expect("a string takes it");
    write(&mut text, "    ", &step, At::End);
    let judged: Vec<String> = outcomes.iter().map(|id| name(*id, At::End)).collect();
    writeln!(text, "    return [{}]", judged.join(", ")).expect("a string takes it");
    let time = &model.time;
    writeln!(
        text,
        "START, STOP, DT, STEPS = {:?}, {:?}, {:?}, {}\nbegun = time.process_time()\nrng = np.random.default_rng(1)\nT = START",
        time.start, time.stop, time.dt, time.steps
    )
    .expect("a string takes it");
    write(&mut text, "", &first, At::First);
    let starts: Vec<String> = cells.iter().map(|id| format!("np.zeros(n) + ({})", start(model, *id))).collect();
    writeln!(
        text,
        "S = [{}]\nfor k in range(STEPS):\n    S = step(START + k * DT, S, rng)\nout = end(STOP, S)\n\
         print(time.process_time() - begun, float(np.mean(np.zeros(n) + out[0])))",
        starts.join(", ")
    )
    .expect("a string takes it");
    text
}

/// What outcomes read, directly or not.
fn needed(model: &Model, outcomes: &[VarId]) -> BTreeSet<VarId> {
    let (mut found, mut open) = (BTreeSet::new(), outcomes.to_vec());
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let own = match &model.variable(id).kind {
                Kind::Stock { change, .. } => vec![change],
                Kind::Memory(Memory::Previous { input, .. }) => vec![input],
                _ => Vec::new(),
            };
            let all = [Phase::First, Phase::Step].into_iter().flat_map(|phase| inputs(model, &[], id, phase)).chain(own);
            all.for_each(|expr| expr.reads(&mut |read| open.push(read)));
        }
    }
    found
}

fn is_cell(model: &Model, id: VarId) -> bool {
    matches!(model.variable(id).kind, Kind::Stock { .. } | Kind::Memory(_))
}

fn name(id: VarId, at: At) -> String {
    format!("{}{}", if at == At::First { "f" } else { "v" }, id.0)
}

/// The right side of a variable's own line; `None` for what has none.
fn formula(model: &Model, id: VarId, at: At) -> Option<String> {
    let write = |expr| expression(model, expr, at);
    match &model.variable(id).kind {
        Kind::Constant { .. } | Kind::Lever { .. } | Kind::Uncertainty { .. } => None,
        Kind::Flow(e) | Kind::Auxiliary(e) | Kind::Outcome { value: e, .. } => Some(write(e)),
        Kind::Stock { start, .. } => Some(if at == At::First { write(start) } else { format!("s{}", id.0) }),
        Kind::Event { rate } if at == At::Step => {
            Some(format!("np.where(rng.random(n) < 1 - np.exp(-({}) * DT), 1 / DT, 0.0) if events else 0.0", write(rate)))
        }
        Kind::Event { .. } => Some("0.0".into()),
        Kind::Memory(memory) => Some(match (memory, at) {
            (Memory::Previous { start, .. }, At::First) => write(start),
            (Memory::Previous { .. }, _) => format!("s{}", id.0),
            (Memory::Least(e) | Memory::Greatest(e), At::First) => write(e),
            (Memory::Least(e), _) => format!("np.minimum(s{}, {})", id.0, write(e)),
            (Memory::Greatest(e), _) => format!("np.maximum(s{}, {})", id.0, write(e)),
            (Memory::First(condition), At::First) => format!("np.where({}, START, STOP)", write(condition)),
            (Memory::First(condition), _) => {
                format!("np.where((s{0} == STOP) & (np.zeros(n) + ({1}) != 0), T, s{0})", id.0, write(condition))
            }
            (Memory::DelayFixed { .. }, _) => panic!("fixed delays are not written as arrays"),
        }),
    }
}

/// What a cell holds before the first step.
fn start(model: &Model, id: VarId) -> String {
    match &model.variable(id).kind {
        Kind::Memory(Memory::Least(_)) => "np.inf".into(),
        Kind::Memory(Memory::Greatest(_)) => "-np.inf".into(),
        Kind::Memory(Memory::First(_)) => "STOP".into(),
        _ => name(id, At::First),
    }
}

/// What a cell holds after a step.
fn next(model: &Model, id: VarId) -> String {
    match &model.variable(id).kind {
        Kind::Stock { change, .. } => format!("s{} + DT * ({})", id.0, expression(model, change, At::Step)),
        Kind::Memory(Memory::Previous { input, .. }) => expression(model, input, At::Step),
        _ => name(id, At::Step),
    }
}

fn expression(model: &Model, expr: &Expr, at: At) -> String {
    let write = |expr: &Expr| expression(model, expr, at);
    let all = |args: &[Expr]| args.iter().map(write).collect::<Vec<_>>();
    match expr {
        Expr::Number(value) => format!("({value:?})"),
        Expr::Variable(id) => match model.variable(*id).kind {
            Kind::Constant { value } => format!("({value:?})"),
            Kind::Lever { default, .. } => format!("({default:?})"),
            Kind::Uncertainty { .. } => format!("u{}", id.0),
            _ => name(*id, at),
        },
        Expr::Clock(Clock::Time | Clock::Held) => "T".into(),
        Expr::Clock(Clock::Step) => "DT".into(),
        Expr::Clock(Clock::Start) => "START".into(),
        Expr::Clock(Clock::Stop) => "STOP".into(),
        Expr::Operate(operator, args) => operated(*operator, &all(args)),
        Expr::Call(row, args) => called(row.name, &all(args)),
        Expr::Lookup(table, x) => format!("np.interp({1}, X{0}, Y{0})", table.0, write(x)),
        Expr::Initial(x) => expression(model, x, At::First),
        Expr::Draw(..) | Expr::Baseline(_) | Expr::Spread(_) => panic!("`{expr:?}` is not written as arrays"),
    }
}

fn operated(operator: Operator, args: &[String]) -> String {
    match (operator, args) {
        (Operator::Power, [a, b]) => format!("({a} ** {b})"),
        (Operator::Negate, [a]) => format!("(-{a})"),
        (Operator::And, [a, b]) => format!("(({a}) & ({b}))"),
        (Operator::Or, [a, b]) => format!("(({a}) | ({b}))"),
        (Operator::Not, [a]) => format!("np.logical_not({a})"),
        (Operator::Choose, [c, a, b]) => format!("np.where({c}, {a}, {b})"),
        (_, [a, b]) => format!("({a} {} {b})", operator.sign()),
        _ => unreachable!("operators have one, two or three operands"),
    }
}

fn called(function: &str, args: &[String]) -> String {
    let chain = |join: &str| args[1..].iter().fold(args[0].clone(), |so_far, arg| format!("np.{join}({so_far}, {arg})"));
    match (function, args) {
        ("min", _) => chain("minimum"),
        ("max", _) => chain("maximum"),
        ("clamp", [x, low, high]) => format!("np.maximum({low}, np.minimum({x}, {high}))"),
        ("logistic", [x]) => format!("(1 / (1 + np.exp(-({x}))))"),
        ("ln", [x]) => format!("np.log({x})"),
        ("int", [x]) => format!("np.floor({x})"),
        ("round", [x]) => format!("np.copysign(np.floor(np.abs({x}) + 0.5), {x})"),
        (name, args) => format!("np.{name}({})", args.join(", ")),
    }
}
