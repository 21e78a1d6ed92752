//! The models that are timed side by side: one list of equations, from which every dialect is written.
//!
//! An epidemic of eight equations; eight economies with forces, 249 equations with powers, exponentials, tables, least and
//! greatest; the same with arithmetic in place of powers and exponentials; and rings of any number of equations.

/// An equation's right side.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    Number(f64),
    Name(String),
    /// Two operands with `+ - * /` or `>` between.
    Pair(char, Box<Formula>, Box<Formula>),
    /// `exp`, `pow`, `min`, `max`, `where`, or a table.
    Call(String, Vec<Formula>),
}

/// Points of a table.
pub type Points = &'static [(f64, f64)];

/// One model.
#[derive(Clone, Debug)]
pub struct Equations {
    pub name: String,
    pub steps: u32,
    pub dt: f64,
    /// What is drawn: name, low, high.
    pub parameters: Vec<(&'static str, f64, f64)>,
    pub constants: Vec<(String, f64)>,
    pub tables: Vec<(&'static str, Points)>,
    /// In an order in which each stands after what it reads.
    pub auxiliaries: Vec<(String, Formula)>,
    /// Name, start, change.
    pub stocks: Vec<(String, f64, Formula)>,
    /// The variable that is asked for.
    pub out: String,
}

impl Equations {
    /// Equations computed in a step.
    pub fn count(&self) -> usize {
        self.auxiliaries.len() + self.stocks.len()
    }
}

/// Susceptible, infected, recovered, with waning immunity.
pub fn epidemic() -> Equations {
    let auxiliary = |name: &str, text: &str| (name.to_string(), read(text));
    Equations {
        name: "SIR".into(),
        steps: 800,
        dt: 0.125,
        parameters: vec![("contact_rate", 4.0, 10.0), ("infectivity", 0.1, 0.4), ("duration", 2.0, 8.0), ("waning", 0.0, 0.01)],
        constants: vec![("population".into(), 10_000.0)],
        tables: Vec::new(),
        auxiliaries: vec![
            auxiliary("prevalence", "infected/population"),
            auxiliary("force", "contact_rate*infectivity*prevalence"),
            auxiliary("infection", "susceptible*force"),
            auxiliary("recovery", "infected/duration"),
            auxiliary("loss", "recovered*waning"),
        ],
        stocks: vec![
            ("susceptible".into(), 9999.0, read("loss - infection")),
            ("infected".into(), 1.0, read("infection - recovery")),
            ("recovered".into(), 0.0, read("recovery - loss")),
        ],
        out: "infected".into(),
    }
}

/// Effect of debt, by its ratio to output.
pub const DEBT_EFFECT: Points = &[(0.0, 1.0), (0.5, 0.98), (1.0, 0.93), (1.5, 0.85), (2.0, 0.75), (3.0, 0.6), (5.0, 0.5)];

const ECONOMY: &str = "labour=l0_# * exp(g_#*time)
output=tech_# * pow(capital_#, alpha) * labour_#
threat=0.6*forces_@p + 0.4*forces_@q
threat_ratio=threat_#/(forces_# + 0.001)
share_target=share_min + (share_max - share_min)/(1.0 + exp(0.0 - k_threat*(threat_ratio_# - 1.0)))
share=min(share_cap, share_target_#)
debt_ratio=debt_#/output_#
debt_effect=debt_table(debt_ratio_#)
budget=output_#*share_#*debt_effect_#
procurement=budget_#*proc_frac
upkeep=budget_# - procurement_#
need=forces_#*upkeep_cost
shortfall=max(0.0, need_# - upkeep_#)
readiness=1.0 - min(1.0, shortfall_#/(need_# + 0.001))
unit_cost=uc0*pow(1.0 + forces_#/100.0, 0.0 - learn)
new_forces=procurement_#/unit_cost_#
attrition=forces_#/life
invest=saving*(output_# - budget_#)
deprec=capital_#*dep
tech_gain=tech_#*tr_#*(1.0 + spill*(tech_@q/tech_# - 1.0))
interest=debt_#*rate
revenue=output_#*tax
deficit=budget_# + interest_# + other*output_# - revenue_#
crisis=where(deficit_# > 0.1*output_#, 1.0, 0.0)
borrow=max(deficit_#, 0.0 - 0.5*debt_#)*(1.0 - 0.3*crisis_#)
deterrence=readiness_#*forces_#/(threat_# + 0.001)
risk=exp(0.0 - 2.0*deterrence_#)";

/// Economies that arm against their neighbours.
pub const ECONOMIES: usize = 8;

/// Eight economies with forces; `arithmetic` puts quotients in place of powers and exponentials.
pub fn economies(arithmetic: bool) -> Equations {
    let mut text = ECONOMY.to_string();
    if arithmetic {
        text = text
            .replace("exp(g_#*time)", "(1.0 + g_#*time)")
            .replace("pow(capital_#, alpha)", "(capital_#*(1.0 + alpha)/(capital_# + 3.0))")
            .replace("exp(0.0 - k_threat*(threat_ratio_# - 1.0))", "1.0/(1.0 + k_threat*threat_ratio_#)")
            .replace("pow(1.0 + forces_#/100.0, 0.0 - learn)", "(1.0/(1.0 + learn*forces_#/100.0))")
            .replace("exp(0.0 - 2.0*deterrence_#)", "1.0/(1.0 + 2.0*deterrence_#)");
    }
    let shared = [
        ("share_min", 0.01),
        ("share_cap", 0.1),
        ("proc_frac", 0.4),
        ("life", 20.0),
        ("upkeep_cost", 0.02),
        ("saving", 0.22),
        ("dep", 0.05),
        ("spill", 0.1),
        ("uc0", 0.1),
        ("tax", 0.3),
        ("other", 0.25),
    ];
    let mut constants: Vec<(String, f64)> = shared.iter().map(|(name, value)| (name.to_string(), *value)).collect();
    let (mut auxiliaries, mut stocks) = (Vec::new(), Vec::new());
    for at in 0..ECONOMIES {
        let i = at as f64;
        constants.push((format!("l0_{at}"), 1.0 + 0.1 * i));
        constants.push((format!("g_{at}"), 0.005 + 0.001 * i));
        constants.push((format!("tr_{at}"), 0.01 + 0.002 * i));
        let own = |text: &str| {
            let (left, right) = ((at + ECONOMIES - 1) % ECONOMIES, (at + 1) % ECONOMIES);
            text.replace('#', &at.to_string()).replace("@p", &left.to_string()).replace("@q", &right.to_string())
        };
        for line in text.lines() {
            let (name, right) = line.split_once('=').expect("each line is an equation");
            auxiliaries.push((format!("{name}_{at}"), read(&own(right))));
        }
        for (name, start, change) in [
            ("capital", 3.0 + 0.2 * i, "invest_# - deprec_#"),
            ("forces", 5.0 + i, "new_forces_# - attrition_#"),
            ("tech", 1.0, "tech_gain_#"),
            ("debt", 0.5, "borrow_#"),
        ] {
            stocks.push((format!("{name}_{at}"), start, read(&own(change))));
        }
    }
    let risks: Vec<String> = (0..ECONOMIES).map(|at| format!("risk_{at}")).collect();
    auxiliaries.push(("total_risk".into(), read(&risks.join("+"))));
    Equations {
        name: if arithmetic { "arithmetic" } else { "economies" }.into(),
        steps: 400,
        dt: 0.125,
        parameters: vec![
            ("alpha", 0.25, 0.45),
            ("learn", 0.05, 0.35),
            ("k_threat", 0.5, 4.0),
            ("share_max", 0.05, 0.2),
            ("rate", 0.0, 0.06),
        ],
        constants,
        tables: vec![("debt_table", DEBT_EFFECT)],
        auxiliaries,
        stocks,
        out: "total_risk".into(),
    }
}

/// A ring of sectors with ten equations each, for how cost grows with size.
pub fn ring(equations: usize) -> Equations {
    let sectors = (equations / 10).max(2);
    let (mut auxiliaries, mut stocks) = (Vec::new(), Vec::new());
    for at in 0..sectors {
        let own = |text: &str| text.replace('#', &at.to_string()).replace('@', &((at + 1) % sectors).to_string());
        for line in [
            "a_#=x_#*0.3 + y_@*0.2",
            "b_#=a_#/(1.0 + a_#)",
            "c_#=max(b_#, 0.25*x_@)",
            "d_#=exp(0.0 - c_#)",
            "e_#=d_#*push + b_#",
            "f_#=where(e_# > 0.5, e_#, 0.5*c_#)",
            "g_#=f_# - 0.4*a_#",
            "h_#=min(g_#, d_#)",
        ] {
            let (name, right) = line.split_once('=').expect("each line is an equation");
            auxiliaries.push((own(name), read(&own(right))));
        }
        stocks.push((own("x_#"), 1.0 + 0.001 * at as f64, read(&own("h_# - 0.1*x_#"))));
        stocks.push((own("y_#"), 0.5, read(&own("0.2*(f_# - y_#)"))));
    }
    // Every sector counts, or the compiler would leave it out; in parts, for the language bounds how deep one sum nests.
    let mut parts = Vec::new();
    for (part, first) in (0..sectors).step_by(100).enumerate() {
        let all: Vec<String> = (first..sectors.min(first + 100)).map(|at| format!("x_{at}")).collect();
        auxiliaries.push((format!("part_{part}"), read(&all.join("+"))));
        parts.push(format!("part_{part}"));
    }
    auxiliaries.push(("total".into(), read(&parts.join("+"))));
    Equations {
        name: format!("ring of {}", sectors * 10),
        steps: 100,
        dt: 0.1,
        parameters: vec![("push", 0.5, 1.5)],
        constants: Vec::new(),
        tables: Vec::new(),
        auxiliaries,
        stocks,
        out: "total".into(),
    }
}

/// Reads a right side.
fn read(text: &str) -> Formula {
    let mut reader = Reader { rest: text.trim() };
    let formula = reader.compared();
    assert!(reader.rest.is_empty(), "`{}` of `{text}` is not read", reader.rest);
    formula
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn takes(&mut self, sign: char) -> bool {
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest.trim_start();
        true
    }

    fn joined(&mut self, signs: &[char], part: fn(&mut Self) -> Formula) -> Formula {
        let mut left = part(self);
        while let Some(&sign) = signs.iter().find(|&&sign| self.takes(sign)) {
            left = Formula::Pair(sign, Box::new(left), Box::new(part(self)));
        }
        left
    }

    fn compared(&mut self) -> Formula {
        self.joined(&['>'], |reader| reader.joined(&['+', '-'], |reader| reader.joined(&['*', '/'], Reader::atom)))
    }

    fn atom(&mut self) -> Formula {
        if self.takes('(') {
            let inside = self.compared();
            assert!(self.takes(')'), "a bracket is closed before `{}`", self.rest);
            return inside;
        }
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        if let Ok(number) = word.parse() {
            return Formula::Number(number);
        }
        if !self.takes('(') {
            return Formula::Name(word.to_string());
        }
        let mut args = vec![self.compared()];
        while self.takes(',') {
            args.push(self.compared());
        }
        assert!(self.takes(')'), "a call is closed before `{}`", self.rest);
        Formula::Call(word.to_string(), args)
    }
}
