//! The block engine equals the naive reading bit for bit, on models made to be unpleasant.

use linchpin_core::builtin::{self, Body, Operator};
use linchpin_core::chance::Stream;
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::game::Place;
use linchpin_core::model::*;
use linchpin_core::solution::{Tree, TreeNode};

use crate::build::*;
use crate::reference::run_plainly;

/// Returns the points of series that are numbers, and how many there are.
fn check(model: &Model, arms: Vec<Vec<(VarId, Setting)>>, ask: linchpin_core::experiment::Ask, what: &str) -> (usize, usize) {
    let arms = arms.into_iter().map(arm).collect();
    let experiment = experiment(arms, ask, 7, 3, 21);
    let (fast, plain) = (run_all(model, &experiment, 1, None), run_plainly(model, &experiment));
    assert_same(&fast, &plain, what);
    let points: Vec<f64> = fast.series.into_iter().flatten().flatten().flatten().collect();
    (points.iter().filter(|x| !x.is_nan()).count(), points.len())
}

/// A little of everything, with numbers that behave.
pub fn pleasant() -> Build {
    let mut b = Build::new(2026.0, 2031.0, 60);
    let growth = b.uncertainty("growth", 0.01, 0.05);
    let rate = b.uncertainty("rate", 0.2, 2.0);
    let effort = b.lever("effort", 0.5, 0.0, 1.0);
    let path = b.lever("path", 0.1, 0.0, 1.0);
    let scale = b.constant("scale", 3.0);
    let table = b.table(&[(0.0, 1.0), (1.0, 1.5), (4.0, 0.25)], false);
    let far = b.table(&[(2026.0, 0.2), (2030.0, 0.6)], true);
    let shock = b.event("shock", mul(v(rate), v(effort)));
    let wealth = b.next();
    b.add(
        "wealth",
        Kind::Stock {
            start: mul(v(scale), add(n(1.0), v(growth))),
            change: sub(mul(v(wealth), v(growth)), mul(v(shock), n(0.1))),
            within: (Some(0.0), None),
        },
    );
    let ratio = b.aux("ratio", div(v(wealth), initial(v(wealth))));
    let looked = b.aux("looked", Expr::Lookup(table, Box::new(v(ratio))));
    let drift = b.aux("drift", Expr::Lookup(far, Box::new(time())));
    let noise = b.aux("noise", draw("normal", vec![v(looked), n(0.1)], "noise.normal.1"));
    let mood = b.next();
    b.stock("mood", v(path), div(sub(mul(v(noise), v(drift)), v(mood)), n(0.5)));
    let late = b.memory("late", Memory::DelayFixed { input: v(mood), delay: div(v(rate), n(4.0)), start: v(path) });
    let before = b.memory("before", Memory::Previous { input: v(late), start: neg(v(scale)) });
    let twice = b.memory("twice", Memory::Previous { input: v(before), start: n(0.0) });
    b.memory("least", Memory::Least(v(mood)));
    b.memory("greatest", Memory::Greatest(add(v(twice), v(mood))));
    b.memory("crossing", Memory::First(greater(v(wealth), n(3.3))));
    b.stock("total", n(0.0), v(wealth));
    b.outcome("m_wealth", div(v(wealth), v(ratio)));
    b.outcome("m_mix", choose(greater(v(mood), v(before)), v(late), call("max", vec![v(mood), v(looked)])));
    b
}

#[test]
fn a_little_of_everything() {
    for method in [Method::Euler, Method::Rk4] {
        let mut b = pleasant();
        b.model.time.method = method;
        let (effort, path, rate) = (b.model.by_name["effort"], b.model.by_name["path"], b.model.by_name["rate"]);
        let mood = b.model.by_name["mood"];
        let arms = vec![
            Vec::new(),
            vec![(effort, Setting::Constant(1.0)), (rate, Setting::Constant(40.0))],
            vec![(path, Setting::Path(vec![(2027.0, 0.2), (2029.0, 0.9)])), (effort, Setting::Constant(0.2))],
            vec![(effort, Setting::Rule(choose(greater(v(mood), n(0.3)), n(1.0), n(0.0))))],
            vec![(effort, Setting::Rule(mul(v(mood), n(1.5))))],
            vec![(effort, Setting::Rule(n(0.0))), (effort, Setting::Constant(0.7)), (rate, Setting::Path(vec![(2028.0, 1.0)]))],
        ];
        check(&b.model, arms.clone(), b.ask_all(), "everything asked");
        let mut ask = b.ask_all();
        ask.events = false;
        ask.dt = Some(1.0 / 24.0);
        check(&b.model, arms.clone(), ask, "no events, half the step");
        let outcome = b.model.by_name["m_mix"];
        let ask = linchpin_core::experiment::Ask {
            outcomes: vec![outcome],
            series: vec![mood],
            at_steps: vec![0, 7, 59],
            ..b.ask_all()
        };
        let experiment = experiment(arms.into_iter().map(arm).collect(), ask, 7, 0, 40);
        let (fast, plain) = (run_all(&b.model, &experiment, 2, None), run_plainly(&b.model, &experiment));
        assert_eq!(fast.outcomes.concat().concat().len(), plain.outcomes.concat().concat().len());
        assert_same(&fast, &plain, "little asked");
    }
}

#[test]
fn games_are_equations() {
    let mut b = Build::new(0.0, 10.0, 20);
    let precision = b.uncertainty("precision", 0.0, 60.0);
    let tension = b.next();
    let chance = VarId(tension.0 + 1 + 6 + 2);
    b.stock("tension", n(0.1), mul(n(0.01), v(chance)));
    let tree = Tree {
        game: "crisis".into(),
        players: vec!["a".into(), "b".into()],
        precision: vec![v(precision), mul(v(precision), n(0.5))],
        nodes: vec![
            TreeNode {
                name: "open".into(),
                player: 0,
                actions: vec![("hold".into(), Place::Terminal(0)), ("press".into(), Place::Node(1))],
            },
            TreeNode {
                name: "answer".into(),
                player: 1,
                actions: vec![("yield".into(), Place::Terminal(1)), ("stand".into(), Place::Terminal(2))],
            },
        ],
        terminals: vec![
            ("quiet".into(), vec![n(0.0), n(0.3)]),
            ("concession".into(), vec![add(n(1.0), v(tension)), neg(n(1.0))]),
            ("standoff".into(), vec![sub(n(0.0), mul(n(3.0), v(tension))), neg(n(2.0))]),
        ],
    };
    let equations = b.game(&tree);
    let press = equations.iter().find(|(name, _)| name == "crisis.open.press").expect("a chance for each action").1;
    b.outcome("m_press", v(press));
    check(&b.model, vec![Vec::new()], b.ask_all(), "a game");
    let mut rk4 = b.model.clone();
    rk4.time.method = Method::Rk4;
    check(&rk4, vec![Vec::new()], b.ask_all(), "a game under Runge-Kutta");
}

/// Models by chance: any operator and function on any value, nasty numbers among them.
#[test]
fn models_by_chance() {
    let (mut alive, mut all) = (0, 0);
    for seed in 0..150 {
        let model = Chancy::new(seed).model();
        let mut build = Build::new(0.0, 1.0, 1);
        build.model = model;
        let levers = build.model.levers();
        let any = build.model.ids(|kind| matches!(kind, Kind::Stock { .. }))[0];
        let rule = call("clamp", vec![v(any), n(-1.0), n(1.0)]);
        let arms =
            vec![Vec::new(), vec![(levers[0], Setting::Path(vec![(0.2, -1.0), (0.6, 2.0)])), (levers[1], Setting::Rule(rule))]];
        // Asked for less, a run lives longer. (What is watched is asked for: the plain reading watches all there is.)
        let watched = build.model.ids(|kind| matches!(kind, Kind::Stock { .. } | Kind::Event { .. } | Kind::Lever { .. }));
        let ask = match seed % 2 {
            0 => build.ask_all(),
            _ => linchpin_core::experiment::Ask { outcomes: build.model.outcomes(), series: watched, ..build.ask_all() },
        };
        let (numbers, points) = check(&build.model, arms, ask, &format!("model {seed}"));
        (alive, all) = (alive + numbers, all + points);
    }
    assert!(alive > all / 5, "{alive} of {all} points are numbers");
}

struct Chancy {
    stream: Stream,
    /// One choice in so many may be anything.
    tame: usize,
    drawn: u32,
    build: Build,
}

impl Chancy {
    fn new(seed: u64) -> Self {
        let mut build = Build::new(-0.5, 1.5, 9);
        if seed.is_multiple_of(3) {
            build = build.rk4();
        }
        let tame = if seed.is_multiple_of(5) { 3 } else { 60 };
        Chancy { stream: Stream::new(seed, "models"), tame, drawn: 0, build }
    }

    fn pick(&mut self, below: usize) -> usize {
        self.drawn += 1;
        (self.stream.word(0, 0, self.drawn) % below as u64) as usize
    }

    fn number(&mut self) -> Expr {
        let nasty =
            [0.0, -0.0, 1.0, -1.0, 0.5, 3.0, 1e-300, 1e300, -2.5, f64::MAX, f64::MIN_POSITIVE, 7.25, f64::NAN, f64::INFINITY];
        let most = if self.pick(self.tame) == 0 { nasty.len() } else { 6 };
        n(nasty[self.pick(most)])
    }

    /// An expression that reads variables below `known`, and states when `states` says where they are.
    fn expr(&mut self, known: &[VarId], depth: usize) -> Expr {
        const OPERATORS: [Operator; 16] = [
            Operator::Add,
            Operator::Subtract,
            Operator::Multiply,
            Operator::Divide,
            Operator::Power,
            Operator::Negate,
            Operator::Less,
            Operator::LessEqual,
            Operator::Greater,
            Operator::GreaterEqual,
            Operator::Equal,
            Operator::NotEqual,
            Operator::And,
            Operator::Or,
            Operator::Not,
            Operator::Choose,
        ];
        match self.pick(if depth == 0 { 4 } else { 12 }) {
            0 => self.number(),
            1 => match self.pick(4) {
                0 => Expr::Clock(Clock::Step),
                1 => Expr::Clock(Clock::Stop),
                2 => Expr::Clock(Clock::Held),
                _ => time(),
            },
            2 | 3 => v(known[self.pick(known.len())]),
            4..=8 => {
                // Plain arithmetic most of the time, else nearly everything ends in NaN.
                let among = if self.pick(self.tame) == 0 { 16 } else { 3 };
                let operator = OPERATORS[self.pick(among)];
                let args = (0..operator.kernel().arity).map(|_| self.expr(known, depth - 1)).collect();
                Expr::Operate(operator, args)
            }
            9 => {
                const HARMLESS: [&str; 9] = ["abs", "sin", "tanh", "arctan", "logistic", "min", "max", "clamp", "round"];
                let any = self.pick(self.tame) == 0;
                let fits = |row: &&&builtin::Builtin| row.kernel().is_some() && (any || HARMLESS.contains(&row.name));
                let rows: Vec<_> = builtin::all().filter(|row| fits(&row)).collect();
                let row = rows[self.pick(rows.len())];
                Expr::Call(row, (0..row.params.len()).map(|_| self.expr(known, depth - 1)).collect())
            }
            10 => {
                let rows: Vec<_> = builtin::all().filter(|row| matches!(row.body, Body::Draw(_))).collect();
                let row = rows[self.pick(rows.len())];
                let args = (0..row.params.len()).map(|_| self.expr(known, depth - 1)).collect();
                self.drawn += 1;
                Expr::Draw(row, args, format!("stream {}", self.drawn % 5))
            }
            _ if self.pick(2) == 0 => initial(self.expr(known, depth - 1)),
            _ => Expr::Lookup(TableId(self.pick(5) as u32), Box::new(self.expr(known, depth - 1))),
        }
    }

    fn model(mut self) -> Model {
        self.build.table(&[(-1.0, 2.0), (0.5, -1.0), (0.75, 4.0)], false);
        self.build.table(&[(0.0, 0.0), (1.0, 2.0)], true);
        self.build.table(&[(0.25, -3.0)], false);
        let many: Vec<(f64, f64)> = (0..40).map(|at| (0.1 * f64::from(at - 20), f64::from(at * at % 7))).collect();
        self.build.table(&many, false);
        self.build.table(&many[..12], true);
        let mut inputs = Vec::new();
        for at in 0..3 {
            let Expr::Number(value) = self.number() else { unreachable!("a number") };
            inputs.push(self.build.constant(&format!("c{at}"), value));
            inputs.push(self.build.uncertainty(&format!("u{at}"), -1.0 - f64::from(at), 2.0));
            inputs.push(self.build.lever(&format!("l{at}"), 0.25, -1.0, 1.0));
        }
        // Stocks and cells first, so that equations may read them; their inputs may be any equation below.
        let (states, equations) = (6, 12);
        let state = |at: usize| VarId((inputs.len() + at) as u32);
        let all: Vec<VarId> = inputs.iter().copied().chain((0..states + equations).map(state)).collect();
        for at in 0..states {
            let starts: Vec<VarId> = inputs.iter().copied().chain((0..at).map(state)).collect();
            let (start, read) = (self.expr(&starts, 2), self.expr(&all, 1));
            let kind = match self.pick(5) {
                0 => Kind::Memory(Memory::Previous { input: read, start }),
                1 => Kind::Memory(Memory::DelayFixed { input: read, delay: self.expr(&inputs, 1), start }),
                _ => Kind::Stock { start, change: read, within: (Some(-1e6), (at > 3).then_some(1e6)) },
            };
            let kind =
                if at == 0 { Kind::Stock { start: n(0.5), change: self.expr(&all, 2), within: (None, None) } } else { kind };
            self.build.add(&format!("s{at}"), kind);
        }
        for at in 0..equations {
            let known = &all[..inputs.len() + states + at];
            let e = self.expr(known, 4);
            let e = if self.pick(3) == 0 { call("clamp", vec![e, n(-4.0), n(4.0)]) } else { e };
            let kind = match self.pick(10) {
                0 => Kind::Memory(Memory::Least(e)),
                1 => Kind::Memory(Memory::Greatest(e)),
                2 => Kind::Memory(Memory::First(greater(e, n(0.5)))),
                3 if self.pick(self.tame) == 0 => Kind::Event { rate: e },
                3 | 4 => Kind::Event { rate: call("abs", vec![e]) },
                _ => Kind::Auxiliary(e),
            };
            self.build.add(&format!("e{at}"), kind);
        }
        let e = self.expr(&all, 3);
        self.build.outcome("m", e);
        self.build.model
    }
}
