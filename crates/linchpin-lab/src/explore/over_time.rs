//! When does an input begin to matter? Shares of variance at dates.
//!
//! Comes in: a ground. Goes out: for recorded variables, at dates, the share of variance that each input explains alone.
//! Refuses: nothing; a model that records nothing has no findings here.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::experiment::Futures;
use linchpin_core::model::{Model, VarId};
use linchpin_core::table::Table;
use linchpin_explore::method::given_data::{Options, given_data};

use super::finding::{Figure, Finding, Said};
use super::ground::Ground;
use super::telling::quoted;
use crate::figure::{date, exact};

/// Dates of a series.
const DATES: u32 = 8;
/// Variables whose series are looked at.
const VARIABLES: usize = 6;
/// Inputs shown.
const INPUTS: usize = 8;

/// Findings about the baseline, or about the one or two strategies that were named.
pub fn findings(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let variables: Vec<VarId> =
        ground.model.record.iter().copied().filter(|&id| !ground.model.variable(id).hidden).take(VARIABLES).collect();
    if variables.is_empty() || ground.futures() < 100 {
        return Ok(Vec::new());
    }
    let arms = arms(ground);
    let at_steps = dates(ground.model);
    let futures = Futures { seed: ground.seed, first: 0, count: ground.futures() as u64 };
    let draws = ground.draws(ground.futures() as u64, ground.seed)?;
    let some = arms.iter().map(|&arm| ground.arms[arm].clone()).collect();
    let chunk = ground.run(ground.model, some, futures, &draws, variables.clone(), at_steps.clone())?;
    arms.iter().enumerate().map(|(at, &arm)| one(ground, arm, &variables, &at_steps, &chunk.series[at])).collect()
}

/// The strategies that are looked at.
pub(super) fn arms(ground: &Ground<'_>) -> Vec<usize> {
    if ground.focus.len() <= 2 { ground.focus.clone() } else { vec![ground.baseline] }
}

/// The steps that are looked at.
pub(super) fn dates(model: &Model) -> Vec<u32> {
    let steps = u64::from(model.time.steps);
    let mut at_steps: Vec<u32> = (1..=DATES).map(|at| (steps * u64::from(at) / u64::from(DATES)) as u32).collect();
    at_steps.dedup();
    at_steps.retain(|&step| step > 0);
    at_steps
}

fn one(
    ground: &Ground<'_>,
    arm: usize,
    variables: &[VarId],
    at_steps: &[u32],
    series: &[Vec<Vec<f64>>],
) -> Result<Finding, Refusal> {
    let name = ground.name(arm);
    let mut finding = Finding::new("given_data", Said::new(format!("{name} over time"), format!("{name}, 시간에 따라")));
    let columns = ground.columns();
    let options = Options { harmonics: 10, resamples: 0, seed: ground.seed };
    let dates: Vec<String> = at_steps.iter().map(|&step| date(&ground.model.time, ground.model.time.at(step))).collect();
    let items: Vec<(usize, usize)> =
        (0..variables.len()).flat_map(|variable| (0..at_steps.len()).map(move |at| (variable, at))).collect();
    // A variable that is the same in every future at a date has no variance to share out: its cells stay empty.
    let shares = ground.each(&items, |&(variable, at)| {
        given_data(&columns, &series[variable][at], &options)
            .map(|found| found.by_classes.iter().map(|share| share.value).collect::<Vec<f64>>())
            .unwrap_or_else(|_| vec![f64::NAN; columns.len()])
    });
    let (mut names, mut inputs, mut when, mut values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // An input without effect seldom shows more than this.
    let luck = linchpin_explore::method::given_data::by_luck(ground.futures());
    for (variable, &id) in variables.iter().enumerate() {
        let of = |at: usize| &shares[variable * at_steps.len() + at];
        let top = |input: usize| (0..at_steps.len()).map(|at| of(at)[input]).fold(0.0_f64, f64::max);
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by(|&a, &b| top(b).total_cmp(&top(a)).then(a.cmp(&b)));
        order.truncate(INPUTS);
        let variable_name = &ground.model.variable(id).name;
        for &input in &order {
            for (at, date) in dates.iter().enumerate() {
                names.push(variable_name.clone());
                inputs.push(ground.inputs[input].name.clone());
                when.push(date.clone());
                values.push(of(at)[input]);
            }
        }
        let words = &ground.model.variable(id).words;
        let title = super::ground::titled(&words.title, &words.ko, variable_name);
        finding.figures.push(Figure::Grid {
            name: format!("over_time-{name}-{variable_name}"),
            title: Said::new(
                format!("What {} turns on, over time: {name}", title.en),
                format!("{} 무엇에 달려 있는가: {name}", super::telling::subject(&title.ko)),
            ),
            cell: Said::new("share of variance explained alone", "홀로 설명하는 분산의 몫"),
            rows: order.iter().map(|&input| Said::same(ground.inputs[input].name.clone())).collect(),
            columns: dates.iter().map(Said::same).collect(),
            cells: order.iter().map(|&input| (0..at_steps.len()).map(|at| of(at)[input]).collect()).collect(),
        });
        let leads = |at: usize| order.iter().copied().max_by(|&a, &b| of(at)[a].total_cmp(&of(at)[b]).then(b.cmp(&a)));
        if let (Some(first), Some(last), 0) = (leads(0), leads(at_steps.len() - 1), variable) {
            let (a, b) = (quoted(&ground.inputs[first].name), quoted(&ground.inputs[last].name));
            let (from, to) = (&dates[0], dates.last().map_or("", String::as_str));
            let quoted_name = quoted(variable_name);
            match first == last {
                true => finding.say(
                    format!("{quoted_name} under {} turns most on {a} from {from} to {to}.", quoted(&name)),
                    format!("{name}에서 {} {from}부터 {to}까지 {a}에 가장 크게 달려 있다.", super::telling::topic(&title.ko)),
                ),
                false => finding.say(
                    format!("{quoted_name} under {} turns most on {a} in {from} and on {b} in {to}.", quoted(&name)),
                    format!(
                        "{name}에서 {} {from}에는 {a}, {to}에는 {b}에 가장 크게 달려 있다.",
                        super::telling::topic(&title.ko)
                    ),
                ),
            }
        }
    }
    finding.note(
        format!(
            "Shares below {} may be luck: an input without effect stays below that in 19 of 20 cases.",
            exact((luck * 1000.0).round() / 1000.0)
        ),
        format!(
            "{} 미만의 몫은 우연일 수 있다. 효과 없는 입력은 20번 가운데 19번 그 아래에 머문다.",
            exact((luck * 1000.0).round() / 1000.0)
        ),
    );
    finding.tables.push(
        Table::new("over_time").text("variable", names).text("input", inputs).text("date", when).number("share", "", values),
    );
    Ok(finding)
}
