//! Do failures lie along a combination of inputs rather than along any one? Boxes in rotated inputs.
//!
//! Comes in: a ground. Goes out: for each strategy the rotation, the box in it, and its coverage and density beside those of
//! the plain box. Refuses: measures without a threshold, fewer than two inputs that are numbers.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Table;
use linchpin_explore::method::prim::{self, Flattery, Rotation, Step, flattery, interval, prim as search, rotate};
use linchpin_explore::method::region::{Input, Kind, Limit, Region};
use linchpin_explore::method::regional::regional;

use super::discovery::{Found, KEPT, choice, find, judged, left_out, options};
use super::finding::{Bar, Figure, Finding, Said};
use super::ground::Ground;
use super::telling::{and, between_ko, hundred, hundred_ko, quoted, subject};
use super::{Analysis, Needs};
use crate::figure::short;

/// Boxes of failures along combinations.
pub const ROTATED: Analysis = Analysis {
    name: "rotated",
    title: ("Do combinations tell it better?", "조합으로 보면 더 뚜렷한가"),
    method: Some(&prim::PRIM),
    doc: "Boxes of failure after turning the strongest inputs to the directions along which failures spread: whether a combination of inputs says more than any one by itself.",
    source: "Dalal et al. 2013",
    needs: Needs::Futures,
    run,
};

/// Inputs of a combination that are named.
const NAMED: usize = 3;
/// How much purer and wider a box must be, as F of coverage and density, for a combination to be worth its words.
const WORTH: f64 = 0.05;

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measure = judged(ground)?;
    let one = |&arm: &usize| -> Result<Finding, Refusal> {
        ground.going()?;
        tell(ground, arm, &find(ground, arm, measure)?)
    };
    super::some(ground.each(&ground.focus, one), |at, why| super::cannot(ROTATED.name, &ground.name(ground.focus[at]), why))
}

/// The numbers among the inputs that differ most between failures and the rest, rising.
fn strongest(ground: &Ground<'_>, failures: &[f64]) -> Result<Vec<usize>, Refusal> {
    let numbers: Vec<usize> = (0..ground.inputs.len()).filter(|&at| ground.inputs[at].kind != Kind::Category).collect();
    if numbers.len() < 2 {
        return Err(Refusal::new("fewer than two inputs are numbers, and nothing else can be turned", "use `prim`"));
    }
    let all = ground.region_inputs();
    let distances = regional(&all, failures, 0, 0)?.inputs;
    let mut order = numbers;
    order.sort_by(|&a, &b| distances[b].distance.total_cmp(&distances[a].distance).then(a.cmp(&b)));
    order.truncate(KEPT);
    order.sort_unstable();
    Ok(order)
}

/// A box in rotated inputs.
struct Turned {
    /// Inputs that were turned, by index.
    inputs: Vec<usize>,
    rotation: Rotation,
    steps: Vec<Step>,
    chosen: usize,
    /// What the box loses in other futures.
    lost: Flattery,
    left_out: usize,
}

impl Turned {
    fn search(ground: &Ground<'_>, failures: &[f64]) -> Result<Turned, Refusal> {
        let inputs = strongest(ground, failures)?;
        let all = ground.region_inputs();
        let some: Vec<Input<'_>> = inputs.iter().map(|&at| all[at]).collect();
        let rotation = rotate(&some, failures)?;
        let names: Vec<String> = (0..inputs.len()).map(component).collect();
        let turned: Vec<Input<'_>> =
            rotation.columns.iter().zip(&names).map(|(values, name)| Input { name, kind: Kind::Real, values }).collect();
        let trajectory = search(&turned, failures, &options(ground))?;
        let chosen = trajectory.choose(choice(ground))?;
        let lost =
            flattery(&turned, failures, choice(ground), ground.seed, &|inputs, marks| search(inputs, marks, &options(ground)));
        Ok(Turned { inputs, rotation, lost, left_out: trajectory.left_out, steps: trajectory.steps, chosen })
    }

    fn step(&self) -> &Step {
        &self.steps[self.chosen]
    }

    /// Interval of its density in other futures.
    fn interval(&self) -> (f64, f64) {
        interval(self.step().k, self.step().n, self.lost.density)
    }

    fn whole(&self) -> &Region {
        &self.steps[0].region
    }

    /// Restricted components, the one that gives up most of its range first.
    fn order(&self) -> Vec<usize> {
        let kept = |at: usize| match (&self.step().region.limits[at], &self.whole().limits[at]) {
            (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => (high - low) / (most - least),
            _ => 1.0,
        };
        let mut order = self.step().region.restricted(self.whole());
        order.sort_by(|&a, &b| kept(a).total_cmp(&kept(b)).then(a.cmp(&b)));
        order
    }

    /// A component in words: its greatest weights by input.
    fn combination(&self, ground: &Ground<'_>, component: usize) -> String {
        let weights = &self.rotation.weights[component];
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by(|&a, &b| weights[b].abs().total_cmp(&weights[a].abs()).then(a.cmp(&b)));
        let part = |(place, &at): (usize, &usize)| {
            let name = quoted(&ground.inputs[self.inputs[at]].name);
            let size = short((weights[at].abs() * 100.0).round() / 100.0);
            match (place, weights[at] < 0.0) {
                (0, false) => format!("{size} × {name}"),
                (0, true) => format!("-{size} × {name}"),
                (_, false) => format!("+ {size} × {name}"),
                (_, true) => format!("- {size} × {name}"),
            }
        };
        order.iter().take(NAMED).enumerate().map(part).collect::<Vec<String>>().join(" ")
    }
}

fn component(at: usize) -> String {
    format!("c{}", at + 1)
}

/// Harmonic mean of coverage and density: one number for how well a box tells failures.
fn worth(step: &Step) -> f64 {
    2.0 * step.coverage * step.density / (step.coverage + step.density)
}

fn tell(ground: &Ground<'_>, arm: usize, plain: &Found) -> Result<Finding, Refusal> {
    let name = ground.name(arm);
    let turned = Turned::search(ground, &plain.failures)?;
    let (step, single) = (turned.step(), plain.step());
    let mut finding = Finding::new(ROTATED.name, Said::same(name.clone()));
    let gain = worth(step) - worth(single);
    let order = turned.order();
    let sides: Vec<String> = order.iter().take(1).map(|&at| turned.combination(ground, at)).collect();
    let (verdict, verdict_ko) = match gain {
        gain if gain > WORTH => ("a combination says more than any input by itself", "조합이 입력 하나하나보다 더 잘 말해 준다"),
        gain if gain < -WORTH => ("single inputs say more", "입력 하나하나가 더 잘 말해 준다"),
        _ => ("single inputs say as much", "입력 하나하나로도 그만큼 말할 수 있다"),
    };
    let (low, high) = turned.interval();
    let title = &plain.measure.title;
    finding.say(
        format!(
            "Turned to the directions along which {} fails {}, a box holds {} of 100 failures, and {} of 100 futures there fail ({} to {}); along single inputs it is {} and {}: {verdict}. Its narrowest side is {}.",
            quoted(&name), quoted(&plain.measure.name), hundred(step.coverage), hundred(step.density), hundred(low), hundred(high),
            hundred(single.coverage), hundred(single.density), and(&sides)
        ),
        format!(
            "{} ‘{}’에 실패하는 방향으로 입력을 돌려 보면, 한 상자에 실패 100개 가운데 {}가 들고 그 안의 미래 100개 가운데 {}가 실패한다(구간 {}). 입력 하나하나로는 {}와 {}이므로 {verdict_ko}. 가장 좁은 변: {}.",
            subject(&name), title.ko, hundred_ko(step.coverage), hundred_ko(step.density), between_ko(low, high),
            hundred_ko(single.coverage), hundred_ko(single.density), sides.join(", ")
        ),
    );
    finding.note(
        format!("The {} numbers that differ most between failures and the rest are turned, each less its mean and divided by its standard deviation; the directions were found in the futures that are counted, and the interval allows for the box alone.", turned.inputs.len()),
        format!("실패와 나머지 사이에서 가장 다른 수치 입력 {}개를 평균과 표준편차로 맞춘 뒤 돌렸다. 방향도 같은 미래에서 찾은 것이며, 구간은 상자를 찾은 것만 감안한다.", turned.inputs.len()),
    );
    left_out(&mut finding, turned.left_out);
    finding.tables.extend(tables(ground, &turned, &order));
    finding.figures.extend(figures(ground, &name, plain, &turned, &order));
    Ok(finding)
}

fn tables(ground: &Ground<'_>, turned: &Turned, order: &[usize]) -> [Table; 2] {
    let ends = |region: &Region, at: usize| match &region.limits[at] {
        Limit::Range { low, high } => (*low, *high),
        Limit::Among(_) => (f64::NAN, f64::NAN),
    };
    let column = |of: &dyn Fn(usize) -> f64| order.iter().map(|&at| of(at)).collect::<Vec<f64>>();
    let limits = Table::new("box")
        .text("component", order.iter().map(|&at| component(at)).collect())
        .text("combination", order.iter().map(|&at| turned.combination(ground, at).replace('`', "")).collect())
        .number("from", "", column(&|at| ends(&turned.step().region, at).0))
        .number("to", "", column(&|at| ends(&turned.step().region, at).1))
        .number("range_from", "", column(&|at| ends(turned.whole(), at).0))
        .number("range_to", "", column(&|at| ends(turned.whole(), at).1))
        .number("coverage", "", column(&|_| turned.step().coverage))
        .number("density", "", column(&|_| turned.step().density))
        .number("density_low", "", column(&|_| turned.interval().0))
        .number("density_high", "", column(&|_| turned.interval().1));
    let inputs: Vec<&super::Varied> = turned.inputs.iter().map(|&at| &ground.inputs[at]).collect();
    let mut weights = Table::new("rotation")
        .text("input", inputs.iter().map(|input| input.name.clone()).collect())
        .text("unit", inputs.iter().map(|input| input.unit.clone()).collect())
        .number("mean", "", inputs.iter().zip(&turned.rotation.scales).map(|(i, scale)| scale.0 / i.scale).collect())
        .number("deviation", "", inputs.iter().zip(&turned.rotation.scales).map(|(i, scale)| scale.1 / i.scale).collect());
    for (at, of) in turned.rotation.weights.iter().enumerate() {
        weights = weights.number(component(at), "", of.clone());
    }
    [limits, weights]
}

fn figures(ground: &Ground<'_>, name: &str, plain: &Found, turned: &Turned, order: &[usize]) -> Vec<Figure> {
    let slug = format!("{name}-{}", plain.measure.name);
    let strongest = order.first().copied().unwrap_or(0);
    let weights = &turned.rotation.weights[strongest];
    let bar = |(at, &weight): (usize, &f64)| {
        let input = &ground.inputs[turned.inputs[at]];
        Bar { label: Said::same(input.name.clone()), value: weight, low: f64::NAN, high: f64::NAN, judged: input.judged }
    };
    let mut bars: Vec<Bar> = weights.iter().enumerate().map(bar).collect();
    bars.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    let mut figures = vec![Figure::Bars {
        name: format!("rotated-weights-{slug}"),
        title: Said::new(
            format!("{name}: the combination that divides failures best"),
            format!("{name}: 실패를 가장 잘 가르는 조합"),
        ),
        axis: Said::new("weight of each input, in standard deviations", "입력의 가중치(표준편차 단위)"),
        bars,
    }];
    // The two narrowest sides; beside a single one the first other direction.
    let second = order.get(1).copied().or_else(|| (0..weights.len()).find(|&at| at != strongest));
    if let Some(second) = second {
        let columns = &turned.rotation.columns;
        let points = (0..ground.futures())
            .filter(|&future| columns[strongest][future].is_finite() && !plain.failures[future].is_nan())
            .map(|future| (columns[strongest][future], columns[second][future], plain.failures[future] == 1.0))
            .collect();
        let side = |at: usize| match &turned.step().region.limits[at] {
            Limit::Range { low, high } => (*low, *high),
            Limit::Among(_) => (f64::NEG_INFINITY, f64::INFINITY),
        };
        let axis = |at: usize| Said::same(format!("{}: {}", component(at), turned.combination(ground, at).replace('`', "")));
        figures.push(Figure::Scatter {
            name: format!("rotated-futures-{slug}"),
            title: Said::new(format!("Futures of {name} along the turned directions"), format!("{name}: 돌린 방향에서 본 미래")),
            x: axis(strongest),
            y: axis(second),
            points,
            marks: [Said::new("fails", "실패"), Said::new("does not", "충족")],
            within: Some([side(strongest), side(second)]),
        });
    }
    figures
}
