//! When does a strategy fail? Boxes of inputs in which its failures are dense.
//!
//! Comes in: a ground. Goes out: for each strategy the box with its coverage, density and stability, its trajectory, the
//! two inputs that say most. Refuses: measures without a threshold, a density that no box reaches.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Table;
use linchpin_explore::method::prim::{
    Choice, Flattery, Objective, Options, Step, Trajectory, USUAL, flattery, interval, screened, stability_of,
};
use linchpin_explore::method::region::{Limit, Region};

use super::finding::{Figure, Finding, Line, RangeBar, Said};
use super::ground::{Ground, Measure, unknown};
use super::telling::{between_ko, condition, count, hundred, hundred_ko, quoted, subject, topic};
use super::{Analysis, Needs};

/// Boxes of failures.
pub const PRIM: Analysis = Analysis {
    name: "prim",
    title: ("When does it fail?", "언제 실패하는가"),
    method: Some(&linchpin_explore::method::prim::PRIM),
    doc: "For each strategy the ranges of inputs in which it fails most, how many failures lie there, how many futures there fail, and whether the box comes back when futures are drawn again.",
    source: "Bryant & Lempert 2010",
    needs: Needs::Futures,
    run,
};

/// Boxes found one after another.
const BOXES: usize = 3;
/// Inputs that a box may restrict: those that differ most between failures and the rest.
pub const KEPT: usize = 6;
/// Failures below which a box is said to rest on few.
const FEW: usize = 50;

/// What a search found, for those who go on with the box.
pub struct Found {
    /// The measure that fails.
    pub measure: Measure,
    /// 1 where a future fails.
    pub failures: Vec<f64>,
    /// All boxes of the search.
    pub trajectory: Trajectory,
    /// The box taken.
    pub chosen: usize,
}

impl Found {
    /// The box taken.
    pub fn step(&self) -> &Step {
        &self.trajectory.steps[self.chosen]
    }

    /// The region of all futures.
    pub fn whole(&self) -> &Region {
        &self.trajectory.steps[0].region
    }

    /// Restricted inputs of the box taken, the strongest first.
    pub fn order(&self) -> Vec<usize> {
        self.order_of(self.chosen)
    }

    /// Restricted inputs of a box, the strongest first: by how much of its range each gives up.
    pub fn order_of(&self, step: usize) -> Vec<usize> {
        let region = &self.trajectory.steps[step].region;
        let mut order = region.restricted(self.whole());
        let kept = |at: usize| match (&region.limits[at], &self.whole().limits[at]) {
            (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => (high - low) / (most - least),
            (Limit::Among(some), Limit::Among(all)) => some.len() as f64 / all.len() as f64,
            _ => 1.0,
        };
        order.sort_by(|&a, &b| kept(a).total_cmp(&kept(b)).then(a.cmp(&b)));
        order
    }
}

/// Which box is taken.
pub fn choice(ground: &Ground<'_>) -> Choice {
    match ground.effort.density {
        Some(density) => Choice::Density(density),
        None => Choice::Lift(ground.effort.restrictions),
    }
}

/// Objectives by the names they have in the literature.
const OBJECTIVES: [(&str, Objective); 3] =
    [("lenient1", Objective::Lenient1), ("lenient2", Objective::Lenient2), ("original", Objective::Original)];

/// The objective of this name. Refuses a name that is none.
pub fn objective(name: &str) -> Result<Objective, Refusal> {
    let names = OBJECTIVES.map(|(name, _)| name);
    OBJECTIVES.iter().find(|row| row.0 == name).map(|row| row.1).ok_or_else(|| unknown("objective", name, &names))
}

/// Settings of a search.
pub fn options(ground: &Ground<'_>) -> Options {
    Options { objective: ground.effort.objective, ..USUAL }
}

/// The measure whose failures are looked at: the first with a threshold.
pub fn judged<'g>(ground: &'g Ground<'_>) -> Result<&'g Measure, Refusal> {
    ground.measures.iter().find(|measure| measure.criterion || measure.acceptable.is_some()).ok_or_else(|| {
        Refusal::new(
            "none of the outcomes has a threshold, so no future fails",
            "give an outcome `acceptable`, or name a criterion with --outcome",
        )
    })
}

/// Searches the failures of one strategy.
pub fn find(ground: &Ground<'_>, arm: usize, measure: &Measure) -> Result<Found, Refusal> {
    let failures = ground
        .failures(arm, measure)
        .ok_or_else(|| Refusal::new(format!("`{}` has no threshold", measure.name), "name an outcome with `acceptable`"))?;
    let trajectory = screened(&ground.region_inputs(), &failures, &options(ground), KEPT)?;
    let chosen = trajectory.choose(choice(ground))?;
    Ok(Found { measure: measure.clone(), failures, trajectory, chosen })
}

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measure = judged(ground)?;
    let one = |&arm: &usize| -> Result<Finding, Refusal> {
        ground.going()?;
        tell(ground, arm, &find(ground, arm, measure)?)
    };
    super::some(ground.each(&ground.focus, one), |at, why| {
        let name = ground.name(ground.focus[at]);
        let mut finding = Finding::new(PRIM.name, Said::same(name.clone()));
        finding.note(format!("{name}: {}.", why.en), format!("{name}: 상자를 찾을 수 없음({}).", why.ko));
        finding
    })
}

fn tell(ground: &Ground<'_>, arm: usize, found: &Found) -> Result<Finding, Refusal> {
    let name = ground.name(arm);
    let (step, whole) = (found.step(), found.whole());
    let again = again(ground, &found.failures)?;
    let lost = lost(ground, &found.failures);
    let mut finding = Finding::new(PRIM.name, Said::same(name.clone()));
    let order = found.order();
    let when = condition(ground, &step.region, whole, &order);
    let trajectory = &found.trajectory;
    let base = trajectory.of_interest as f64 / trajectory.futures as f64;
    let title = &found.measure.title;
    let density = interval(step.k, step.n, lost.density);
    let coverage = interval(step.k, trajectory.of_interest, lost.coverage);
    finding.say(
        format!(
            "{} fails {} mostly when {}: {} of 100 failures lie there ({} to {}), {} of 100 futures there fail ({} to {}; {} of 100 \
             overall); the same box came back in {} of {} resamples.",
            quoted(&name),
            quoted(&found.measure.name),
            when.en,
            hundred(step.coverage),
            hundred(coverage.0),
            hundred(coverage.1),
            hundred(step.density),
            hundred(density.0),
            hundred(density.1),
            hundred(base),
            again.same,
            again.resamples + again.without_box,
        ),
        format!(
            "{} 주로 {}일 때 ‘{}’에 미치지 못한다. 실패 100개 가운데 {}가 그 안에 있고(구간 {}), 그 안의 미래 100개 가운데 {}가 실패한다(구간 {}, 전체로는 {}). \
             다시 뽑은 표본 {}번 가운데 {}번 같은 상자가 나왔다.",
            topic(&name),
            when.ko,
            title.ko,
            hundred_ko(step.coverage),
            between_ko(coverage.0, coverage.1),
            hundred_ko(step.density),
            between_ko(density.0, density.1),
            hundred_ko(base),
            again.resamples + again.without_box,
            again.same,
        ),
    );
    finding.note(
        "Intervals are those of other futures: they allow for the box having been searched in these.",
        "구간은 다른 미래에 대한 것으로, 상자를 바로 이 미래에서 찾았다는 점을 감안한다.",
    );
    weak(&mut finding, ground, found, &again);
    finding.tables.push(box_table(ground, &order, found, &again));
    finding.tables.push(trajectory_table(trajectory, lost));
    finding.tables.push(covering(ground, found)?);
    finding.figures.extend(figures(ground, &name, found, &order));
    Ok(finding)
}

fn weak(finding: &mut Finding, ground: &Ground<'_>, found: &Found, again: &linchpin_explore::method::prim::Stability) {
    let trajectory = &found.trajectory;
    if 2 * again.same < again.resamples {
        let core: Vec<String> = again
            .inputs
            .iter()
            .filter(|input| 10 * input.times >= 9 * again.resamples.max(1))
            .map(|input| quoted(&ground.inputs[input.input].name))
            .collect();
        let stable = match core.is_empty() {
            true => "no restriction came back in nine of ten resamples".to_owned(),
            false => format!("{} came back in nine of ten resamples or more", super::telling::and(&core)),
        };
        let stable_ko = match core.is_empty() {
            true => "열에 아홉 이상 다시 나온 조건은 없다".to_owned(),
            false => format!("열에 아홉 이상 다시 나온 조건: {}", core.join(", ")),
        };
        finding.note(
            format!("The box is not stable: {stable}; read it as one of several descriptions. More futures make it steadier."),
            format!("이 상자는 안정적이지 않다. {stable_ko}. 여러 서술 가운데 하나로 읽어야 하며, 미래를 늘리면 더 안정된다."),
        );
    }
    if trajectory.of_interest < FEW {
        let n = trajectory.of_interest;
        finding.note(
            format!("Only {n} futures fail: too few for a firm box; run more with --futures."),
            format!("실패한 미래가 {n}개뿐이라 확실한 상자를 말하기 어렵다."),
        );
    }
    if ground.inputs.len() > KEPT {
        finding.note(
            format!("A box may restrict the {KEPT} inputs that differ most between failures and the rest, chosen anew in every resample."),
            format!("상자는 실패와 나머지 사이에서 가장 다른 입력 {KEPT}개만 제한할 수 있으며, 다시 뽑을 때마다 새로 고른다."),
        );
    }
    left_out(finding, trajectory.left_out);
}

/// Says how many futures were left out because a run failed.
pub fn left_out(finding: &mut Finding, left_out: usize) {
    if left_out > 0 {
        let n = count(left_out);
        finding
            .note(format!("{n} futures are left out because a run in them failed."), format!("실행에 실패한 미래 {n}개는 뺐다."));
    }
}

fn box_table(ground: &Ground<'_>, order: &[usize], found: &Found, again: &linchpin_explore::method::prim::Stability) -> Table {
    let (step, whole) = (found.step(), found.whole());
    let ends = |region: &Region, at: usize| match &region.limits[at] {
        Limit::Range { low, high } => (low / ground.inputs[at].scale, high / ground.inputs[at].scale),
        Limit::Among(values) => {
            let scale = ground.inputs[at].scale;
            (values.first().map_or(f64::NAN, |v| v / scale), values.last().map_or(f64::NAN, |v| v / scale))
        }
    };
    let chance = |at: usize| {
        let of = step.restricted.iter().find(|q| q.input == at);
        of.map_or(f64::NAN, |q| q.lower.unwrap_or(0.0).max(q.upper.unwrap_or(0.0)))
    };
    let column = |of: &dyn Fn(usize) -> f64| order.iter().map(|&at| of(at)).collect::<Vec<f64>>();
    let back = |at: usize| again.inputs.iter().find(|input| input.input == at).map_or(0.0, |input| input.times as f64);
    Table::new("box")
        .text("input", order.iter().map(|&at| ground.inputs[at].name.clone()).collect())
        .text("unit", order.iter().map(|&at| ground.inputs[at].unit.clone()).collect())
        .number("from", "", column(&|at| ends(&step.region, at).0))
        .number("to", "", column(&|at| ends(&step.region, at).1))
        .number("range_from", "", column(&|at| ends(whole, at).0))
        .number("range_to", "", column(&|at| ends(whole, at).1))
        .number("by_chance", "", column(&chance))
        .number("came_back", "", column(&back))
        .text("basis", order.iter().map(|&at| super::basis_word(&ground.inputs[at])).collect())
}

fn trajectory_table(trajectory: &Trajectory, lost: Flattery) -> Table {
    let column = |of: &dyn Fn(&Step) -> f64| trajectory.steps.iter().map(of).collect::<Vec<f64>>();
    let density = |step: &Step| density_interval(step, trajectory, lost);
    let coverage = |step: &Step| interval(step.k, trajectory.of_interest, allowed(step, trajectory, lost.coverage));
    Table::new("trajectory")
        .number("coverage", "", column(&|s| s.coverage))
        .number("coverage_low", "", column(&|s| coverage(s).0))
        .number("coverage_high", "", column(&|s| coverage(s).1))
        .number("density", "", column(&|s| s.density))
        .number("density_low", "", column(&|s| density(s).0))
        .number("density_high", "", column(&|s| density(s).1))
        .number("mass", "", column(&|s| s.mass))
        .number("futures", "", column(&|s| s.n as f64))
        .number("failures", "", column(&|s| s.k as f64))
        .number("restricted", "", column(&|s| s.restricted.len() as f64))
}

/// What a box of this search loses in other futures.
pub fn lost(ground: &Ground<'_>, failures: &[f64]) -> Flattery {
    flattery(&ground.region_inputs(), failures, choice(ground), ground.seed, &|inputs, marks| {
        screened(inputs, marks, &options(ground), KEPT)
    })
}

/// The interval of a box's density in other futures.
pub fn density_interval(step: &Step, trajectory: &Trajectory, lost: Flattery) -> (f64, f64) {
    interval(step.k, step.n, allowed(step, trajectory, lost.density))
}

/// The box of all futures was not searched, and loses nothing.
fn allowed(step: &Step, trajectory: &Trajectory, lost: f64) -> f64 {
    if step.n == trajectory.futures { 0.0 } else { lost }
}

/// How stable the box is: in every resample the inputs are chosen anew, and the box searched anew.
pub fn again(ground: &Ground<'_>, failures: &[f64]) -> Result<linchpin_explore::method::prim::Stability, Refusal> {
    let resampled = (ground.effort.resamples, ground.seed);
    stability_of(&ground.region_inputs(), failures, choice(ground), resampled, &|inputs, marks| {
        screened(inputs, marks, &options(ground), KEPT)
    })
}

/// Further boxes among the futures that the first ones leave.
fn covering(ground: &Ground<'_>, found: &Found) -> Result<Table, Refusal> {
    let inputs = ground.region_inputs();
    let all = found.failures.iter().filter(|&&mark| mark == 1.0).count() as f64;
    let futures = found.trajectory.futures as f64;
    let (mut rules, mut rows): (Vec<String>, [Vec<f64>; 3]) = (Vec::new(), Default::default());
    let mut left = found.failures.clone();
    for _ in 0..BOXES {
        // A future inside a box that was found is left out as if it were missing.
        let Ok(trajectory) = screened(&inputs, &left, &options(ground), KEPT) else { break };
        let Ok(chosen) = trajectory.choose(choice(ground)) else { break };
        let step = &trajectory.steps[chosen];
        let whole = &trajectory.steps[0].region;
        rules.push(condition(ground, &step.region, whole, &step.region.restricted(whole)).en);
        let row = [step.k as f64 / all, step.density, step.n as f64 / futures];
        rows.iter_mut().zip(row).for_each(|(row, value)| row.push(value));
        for (future, mark) in left.iter_mut().enumerate() {
            if step.region.holds(&inputs, future) {
                *mark = f64::NAN;
            }
        }
    }
    let [coverage, density, mass] = rows;
    Ok(Table::new("boxes")
        .text("when", rules)
        .number("coverage", "", coverage)
        .number("density", "", density)
        .number("mass", "", mass))
}

fn figures(ground: &Ground<'_>, name: &str, found: &Found, order: &[usize]) -> Vec<Figure> {
    let (step, whole) = (found.step(), found.whole());
    let measure = &found.measure;
    let slug = format!("{name}-{}", measure.name);
    let curve = found.trajectory.steps.iter().map(|step| (step.coverage, step.density)).collect();
    let mut figures = vec![Figure::Lines {
        name: format!("prim-curve-{slug}"),
        title: Said::new(
            format!("Boxes of failures of {name}: {}", measure.title.en),
            format!("{}의 실패 상자: {}", name, measure.title.ko),
        ),
        x: Said::new("share of all failures inside (coverage)", "상자 안에 든 실패의 몫"),
        y: Said::new("share of futures inside that fail (density)", "상자 안 미래 가운데 실패의 몫"),
        lines: vec![Line { name: Said::new("boxes, each inside the last", "차례로 좁혀 간 상자"), points: curve }],
        marked: Some((step.coverage, step.density)),
    }];
    let real = |&at: &usize| match (&step.region.limits[at], &whole.limits[at]) {
        (Limit::Range { low, high }, Limit::Range { low: least, high: most }) => {
            let input = &ground.inputs[at];
            let scale = input.scale;
            Some(RangeBar {
                label: Said::same(input.name.clone()),
                unit: input.unit.clone(),
                whole: (least / scale, most / scale),
                inside: (low / scale, high / scale),
            })
        }
        _ => None,
    };
    let ranges: Vec<RangeBar> = order.iter().filter_map(real).collect();
    if !ranges.is_empty() {
        figures.push(Figure::Ranges {
            name: format!("prim-box-{slug}"),
            title: Said::new(format!("Where {name} fails most"), format!("{} 가장 자주 실패하는 곳", subject(name))),
            ranges: ranges.clone(),
        });
    }
    let numbers: Vec<usize> = order.iter().copied().filter(|at| real(at).is_some()).collect();
    if let [x, y, ..] = numbers[..] {
        let place = |at: usize, future: usize| ground.inputs[at].values[future] / ground.inputs[at].scale;
        let points = (0..ground.futures())
            .filter(|&future| !found.failures[future].is_nan())
            .map(|future| (place(x, future), place(y, future), found.failures[future] == 1.0))
            .collect();
        figures.push(Figure::Scatter {
            name: format!("prim-futures-{slug}"),
            title: Said::new(
                format!("Futures of {name} over the two strongest limits"),
                format!("{name}: 가장 강한 두 조건 위의 미래"),
            ),
            x: axis_name(ground, x),
            y: axis_name(ground, y),
            points,
            marks: [Said::new("fails", "실패"), Said::new("does not", "충족")],
            within: Some([ranges[0].inside, ranges[1].inside]),
        });
    }
    figures
}

fn axis_name(ground: &Ground<'_>, at: usize) -> Said {
    let input = &ground.inputs[at];
    let unit = if input.unit == "1" { String::new() } else { format!(" ({})", input.unit) };
    Said::same(format!("{}{unit}", input.name))
}
