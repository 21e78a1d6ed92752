//! The same equations in the words of each engine.

use std::fmt::Write as _;

use crate::equations::{Equations, Formula, Points};

/// How one dialect writes what differs between them.
struct Dialect {
    exp: &'static str,
    min: &'static str,
    max: &'static str,
    pow: fn(String, String) -> String,
    choose: fn(String, String, String) -> String,
    table: fn(&str, String) -> String,
    time: &'static str,
}

const LINCHPIN: Dialect = Dialect {
    exp: "exp",
    min: "min",
    max: "max",
    pow: |base, exponent| format!("({base}) ^ ({exponent})"),
    choose: |condition, yes, no| format!("(if {condition} then {yes} else {no})"),
    table: |name, at| format!("{name}({at})"),
    time: "(time / one_year)",
};

const C: Dialect = Dialect {
    exp: "exp",
    min: "fmin",
    max: "fmax",
    pow: |base, exponent| format!("pow({base}, {exponent})"),
    choose: |condition, yes, no| format!("(({condition}) ? {yes} : {no})"),
    table: |name, at| format!("lookup({name}_x, {name}_y, sizeof {name}_x / sizeof *{name}_x, {at})"),
    time: "time_now",
};

const NUMPY: Dialect = Dialect {
    exp: "np.exp",
    min: "np.minimum",
    max: "np.maximum",
    pow: |base, exponent| format!("({base}) ** ({exponent})"),
    choose: |condition, yes, no| format!("np.where({condition}, {yes}, {no})"),
    table: |name, at| format!("np.interp({at}, {name}_x, {name}_y)"),
    time: "time",
};

const XMILE: Dialect = Dialect {
    exp: "EXP",
    min: "MIN",
    max: "MAX",
    pow: |base, exponent| format!("(({base}) ^ ({exponent}))"),
    choose: |condition, yes, no| format!("(IF {condition} THEN {yes} ELSE {no})"),
    table: |name, at| format!("LOOKUP({name}, {at})"),
    time: "TIME",
};

impl Dialect {
    fn write(&self, formula: &Formula) -> String {
        match formula {
            Formula::Number(number) => format!("{number:?}"),
            Formula::Name(name) if name == "time" => self.time.to_string(),
            Formula::Name(name) => name.clone(),
            Formula::Pair(sign, left, right) => format!("({} {sign} {})", self.write(left), self.write(right)),
            Formula::Call(name, args) => {
                let mut args: Vec<String> = args.iter().map(|arg| self.write(arg)).collect();
                let mut next = || args.remove(0);
                match name.as_str() {
                    "exp" => format!("{}({})", self.exp, next()),
                    "min" => format!("{}({}, {})", self.min, next(), next()),
                    "max" => format!("{}({}, {})", self.max, next(), next()),
                    "pow" => (self.pow)(next(), next()),
                    "where" => (self.choose)(next(), next(), next()),
                    table => (self.table)(table, next()),
                }
            }
        }
    }
}

fn middle(low: f64, high: f64) -> f64 {
    0.5 * (low + high)
}

/// The xs and the ys of a table, with commas between.
fn listed(points: Points) -> [String; 2] {
    let list = |of: fn(&(f64, f64)) -> f64| points.iter().map(|point| format!("{:?}", of(point))).collect::<Vec<_>>().join(", ");
    [list(|point| point.0), list(|point| point.1)]
}

/// As a model of ours.
pub fn linchpin(model: &Equations) -> String {
    let mut text = format!(
        "model bench \"Bench\"\n  \"Bench.\"\n  time 0 .. {:?} year by {:?} year\n  record every {:?} year\n\nsector all \"All\"\n",
        model.dt * f64::from(model.steps),
        model.dt,
        model.dt,
    );
    let mut line = |header: String, rest: &str| {
        let _ = writeln!(text, "{header}\n  {rest}\"x\" from judgement");
    };
    line("constant one_year : year = 1".into(), "");
    line("constant per_year : 1/year = 1".into(), "");
    for (name, low, high) in &model.parameters {
        line(format!("uncertainty {name} : 1 = {:?} in {low:?} .. {high:?} ~ uniform", middle(*low, *high)), "");
    }
    for (name, value) in &model.constants {
        line(format!("constant {name} : 1 = {value:?}"), "");
    }
    for (name, points) in &model.tables {
        let _ = writeln!(text, "table {name} (1) -> 1\n  \"x\" from judgement");
        points.iter().for_each(|(x, y)| {
            let _ = writeln!(text, "    {x:?} -> {y:?}");
        });
    }
    for (name, formula) in &model.auxiliaries {
        let _ = writeln!(text, "aux {name} : 1 = {}\n  \"x\"", LINCHPIN.write(formula));
    }
    for (name, start, change) in &model.stocks {
        let _ = writeln!(text, "stock {name} : 1 = {start:?}\n  change per_year * {}\n  \"x\"", LINCHPIN.write(change));
    }
    let _ = writeln!(text, "outcome asked : 1 = {} \"x\" better neither", model.out);
    text
}

/// As C over one future at a time.
pub struct ScalarC {
    /// Every variable a double of the file, one function each for beginnings, equations and stocks.
    pub equations: String,
    /// Reads parameters of all futures, one future after the other, runs them, and prints seconds of CPU and the mean. With
    /// `SAVE_EVERY` it keeps the outcome at every save point, found as SDEverywhere's run loop finds them.
    pub driver: String,
}

/// As generators of scalar C write it: SDEverywhere's `initLevels`, `evalAux` and `evalLevels` in one file, its `run` in another.
pub fn c(model: &Equations) -> ScalarC {
    let mut equations = String::from(
        "#include <math.h>\n\
         static double lookup(const double *x, const double *y, int n, double at) {\n  if (at <= x[0]) return y[0];\n  \
         if (at >= x[n-1]) return y[n-1];\n  int i = 1;\n  while (x[i] < at) i++;\n  \
         return y[i-1] + (y[i]-y[i-1])*(at-x[i-1])/(x[i]-x[i-1]);\n}\ndouble time_now;\n",
    );
    let text = &mut equations;
    for (name, points) in &model.tables {
        let [xs, ys] = listed(points);
        let _ = writeln!(text, "static const double {name}_x[] = {{{xs}}};\nstatic const double {name}_y[] = {{{ys}}};");
    }
    for (name, value) in &model.constants {
        let _ = writeln!(text, "double {name} = {value:?};");
    }
    let names = model.parameters.iter().map(|(name, ..)| name.to_string());
    let names = names.chain(model.auxiliaries.iter().map(|(name, _)| name.clone()));
    for name in names.chain(model.stocks.iter().map(|(name, ..)| name.clone())) {
        let _ = writeln!(text, "double {name};");
    }
    text.push_str("void take(const double *row) {\n");
    for (at, (name, ..)) in model.parameters.iter().enumerate() {
        let _ = writeln!(text, "  {name} = row[{at}];");
    }
    text.push_str("}\nvoid start(void) {\n");
    for (name, start, _) in &model.stocks {
        let _ = writeln!(text, "  {name} = {start:?};");
    }
    text.push_str("}\nvoid evaluate(void) {\n");
    for (name, formula) in &model.auxiliaries {
        let _ = writeln!(text, "  {name} = {};", C.write(formula));
    }
    text.push_str("}\nvoid move(void) {\n");
    for (name, _, change) in &model.stocks {
        let _ = writeln!(text, "  {name} = {name} + {:?} * {};", model.dt, C.write(change));
    }
    let _ = writeln!(text, "}}\ndouble outcome(void) {{ return {}; }}", model.out);
    ScalarC { equations, driver: driver(model) }
}

fn driver(model: &Equations) -> String {
    format!(
        "#include <math.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <time.h>\nextern double time_now;\n\
         void take(const double *row); void start(void); void evaluate(void); void move(void); double outcome(void);\n\
         static double kept[{steps} + 2];\n\
         int main(int argc, char **argv) {{\n  long n = atol(argv[2]);\n  FILE *file = fopen(argv[1], \"rb\");\n  \
         double *all = malloc(n * {p} * sizeof(double));\n  if (!file || !all || fread(all, sizeof(double), n * {p}, file) != (size_t)(n * {p})) return 1;\n  \
         struct timespec a, b; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);\n  double sum = 0;\n  \
         for (long run = 0; run < n; run++) {{\n    take(all + run * {p});\n    start();\n    time_now = 0;\n    int saved = 0;\n    \
         for (int step = 0;; step++) {{\n      evaluate();\n\
         #ifdef SAVE_EVERY\n      if (fmod(time_now, SAVE_EVERY) < 1e-6) kept[saved++] = outcome();\n#endif\n      \
         if (step == {steps}) break;\n      move();\n      time_now = (step + 1) * {dt:?};\n    }}\n    \
         kept[saved] = outcome();\n    sum += kept[saved];\n  }}\n  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);\n  \
         printf(\"%.9f %.17g\\n\", (b.tv_sec - a.tv_sec) + 1e-9 * (b.tv_nsec - a.tv_nsec), sum / n);\n  return argc - 3;\n}}\n",
        p = model.parameters.len(),
        steps = model.steps,
        dt = model.dt,
    )
}

/// As numpy arrays over futures: what a modeller writes by hand.
pub fn numpy(model: &Equations) -> String {
    let mut text = String::from("import sys, time as clock\nimport numpy as np\n");
    for (name, points) in &model.tables {
        let [xs, ys] = listed(points);
        let _ = writeln!(text, "{name}_x, {name}_y = [{xs}], [{ys}]");
    }
    for (name, value) in &model.constants {
        let _ = writeln!(text, "{name} = {value:?}");
    }
    let names: Vec<&str> = model.parameters.iter().map(|(name, ..)| *name).collect();
    let _ = writeln!(text, "def run({}):", names.join(", "));
    for (name, start, _) in &model.stocks {
        let _ = writeln!(text, "    {name} = np.full_like({}, {start:?})", names[0]);
    }
    let _ = writeln!(text, "    for step in range({} + 1):\n        time = step * {:?}", model.steps, model.dt);
    for (name, formula) in &model.auxiliaries {
        let _ = writeln!(text, "        {name} = {}", NUMPY.write(formula));
    }
    let _ = writeln!(text, "        if step == {}: break", model.steps);
    for (name, _, change) in &model.stocks {
        let _ = writeln!(text, "        {name} = {name} + {:?} * {}", model.dt, NUMPY.write(change));
    }
    let _ = write!(
        text,
        "    return {}\nn = int(sys.argv[2])\nall = np.fromfile(sys.argv[1], count=n * {p}).reshape(n, {p})\n\
         columns = [np.ascontiguousarray(all[:, i]) for i in range({p})]\nbest = 1e9\nfor repeat in range(1):\n    \
         begun = clock.process_time(); found = run(*columns); best = min(best, clock.process_time() - begun)\n\
         print(best, repr(float(found.mean())))\n",
        model.out,
        p = model.parameters.len(),
    );
    text
}

/// As XMILE.
pub fn xmile(model: &Equations) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<xmile version=\"1.0\" xmlns=\"http://docs.oasis-open.org/xmile/ns/XMILE/v1.0\">\
         <header><name>bench</name><vendor>bench</vendor><product version=\"1\">bench</product></header>\
         <sim_specs method=\"euler\"><start>0</start><stop>{:?}</stop><dt>{:?}</dt></sim_specs><model><variables>\n",
        model.dt * f64::from(model.steps),
        model.dt
    );
    fn auxiliary(text: &mut String, name: &str, equation: &str) {
        let equation = equation.replace('>', "&gt;");
        let _ = writeln!(text, "<aux name=\"{name}\"><eqn>{equation}</eqn></aux>");
    }
    for (name, low, high) in &model.parameters {
        auxiliary(&mut text, name, &format!("{:?}", middle(*low, *high)));
    }
    for (name, value) in &model.constants {
        auxiliary(&mut text, name, &format!("{value:?}"));
    }
    // A table stands in the variable that reads it.
    let with_table = |formula: &Formula| match formula {
        Formula::Call(name, args) => {
            let points = model.tables.iter().find(|(table, _)| table == name).map(|(_, points)| *points);
            points.map(|points| (points, XMILE.write(&args[0])))
        }
        _ => None,
    };
    for (name, formula) in &model.auxiliaries {
        match with_table(formula) {
            None => auxiliary(&mut text, name, &XMILE.write(formula)),
            Some((points, at)) => {
                let [xs, ys] = listed(points);
                let _ = writeln!(
                    text,
                    "<aux name=\"{name}\"><eqn>{at}</eqn><gf><yscale min=\"0\" max=\"1\"/><xpts>{xs}</xpts><ypts>{ys}</ypts></gf></aux>"
                );
            }
        }
    }
    for (name, start, change) in &model.stocks {
        let change = XMILE.write(change);
        let _ = writeln!(text, "<flow name=\"net_{name}\"><eqn>{change}</eqn></flow>");
        let _ = writeln!(text, "<stock name=\"{name}\"><eqn>{start:?}</eqn><inflow>net_{name}</inflow></stock>");
    }
    text.push_str("</variables></model></xmile>\n");
    text
}
