//! What is worth finding out before choosing? The value of knowing each uncertainty, beside what it stands on.
//!
//! Comes in: a ground. Goes out: for the first measures the inputs by how much better one would choose if they were known.
//! Refuses: one strategy, measures without a direction. Stress tests are no choice.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::evidence::Support;
use linchpin_core::model::Better;
use linchpin_core::table::Table;
use linchpin_explore::analysis::Z95;
use linchpin_explore::method::information::{self, Worth, information};
use linchpin_explore::method::robustness::perfect_information;

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::{Ground, Measure, Varied};
use super::rank;
use super::telling::{and, quoted};
use super::{Analysis, Needs, basis_word};
use crate::figure::short;

/// Value of information.
pub const INFORMATION: Analysis = Analysis {
    name: "information",
    title: ("What is worth finding out?", "무엇을 알아볼 값어치가 있는가"),
    method: Some(&information::INFORMATION),
    doc: "How much better one would choose among the strategies if one uncertainty were known beforehand, beside the claims it stands on.",
    source: "Howard 1966; Strong & Oakley 2013",
    needs: Needs::SeveralStrategies,
    run,
};

/// Measures that are looked at.
const MEASURES: usize = 2;
/// Standard errors by which a value must be clear of zero to be told: one in twenty, where some two hundred are compared.
const CLEAR: f64 = 3.7;
/// Inputs named in a sentence.
const NAMED: usize = 3;
/// Bars of a figure.
const BARS: usize = 12;

fn run(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let arms: Vec<usize> = (0..ground.arms.len()).filter(|&arm| !ground.stress(arm)).collect();
    let measures: Vec<&Measure> = ground.measures.iter().filter(|m| m.better != Better::Neither).take(MEASURES).collect();
    if measures.is_empty() {
        return Err(Refusal::new("no outcome has a direction", "name one with --outcome"));
    }
    let one = |&measure: &&Measure| one(ground, measure, &arms);
    super::some(measures.iter().map(one).collect(), |at, why| super::cannot(INFORMATION.name, &measures[at].name, why))
}

fn one(ground: &Ground<'_>, measure: &Measure, arms: &[usize]) -> Result<Finding, Refusal> {
    let values: Vec<Vec<f64>> = arms.iter().map(|&arm| ground.values(arm, measure)).collect();
    let views: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let of = |input: &Varied| -> Result<Worth, Refusal> {
        ground.going()?;
        information(&input.values, &views, measure.better)
    };
    let found = ground.each(&ground.inputs, of).into_iter().collect::<Result<Vec<Worth>, Refusal>>()?;
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&a, &b| found[b].gain.value.total_cmp(&found[a].gain.value).then(a.cmp(&b)));
    let mut finding = Finding::new(INFORMATION.name, measure.title.clone());
    tell(ground, measure, (&found, &order), most(&views, measure.better), arms.len(), &mut finding);
    let left_out = found.first().map_or(0, |worth| worth.left_out);
    super::discovery::left_out(&mut finding, left_out);
    let column = |of: &dyn Fn(usize) -> f64| order.iter().map(|&at| of(at)).collect::<Vec<f64>>();
    let text = |of: &dyn Fn(usize) -> String| order.iter().map(|&at| of(at)).collect::<Vec<String>>();
    let unit = if measure.criterion { "of 100 futures".into() } else { measure.unit.clone() };
    let ends = |at: usize| (found[at].gain.value / measure.scale, found[at].gain.half_width / measure.scale);
    finding.tables.push(
        Table::new("information")
            .text("input", text(&|at| ground.inputs[at].name.clone()))
            .number("worth", unit, column(&|at| ends(at).0))
            .number("low", "", column(&|at| ends(at).0 - ends(at).1))
            .number("high", "", column(&|at| ends(at).0 + ends(at).1))
            .number("changes", "", column(&|at| found[at].changes))
            .text("basis", text(&|at| basis_word(&ground.inputs[at])))
            .text("claims", text(&|at| claims(ground, at))),
    );
    let bar = |&at: &usize| {
        let (value, half) = ends(at);
        let input = &ground.inputs[at];
        Bar { label: Said::same(input.name.clone()), value, low: value - half, high: value + half, judged: input.judged }
    };
    let axis = match measure.criterion {
        true => Said::new("more futures of 100 that meet it, 95 % interval", "더 충족하는 미래(100개당), 95 % 구간"),
        false => {
            Said::new(format!("mean gain, {}, 95 % interval", measure.unit), format!("평균 이득, {}, 95 % 구간", measure.unit))
        }
    };
    finding.figures.push(Figure::Bars {
        name: format!("information-{}", measure.name),
        title: Said::new(
            format!("{}: what knowing one input beforehand is worth", measure.title.en),
            format!("{}: 입력 하나를 미리 아는 값어치", measure.title.ko),
        ),
        axis,
        bars: order.iter().take(BARS).map(bar).collect(),
    });
    Ok(finding)
}

/// The gain of knowing everything, luck included, over the futures that are whole under all strategies.
fn most(values: &[&[f64]], better: Better) -> f64 {
    let whole: Vec<usize> = (0..values[0].len()).filter(|&at| values.iter().all(|column| column[at].is_finite())).collect();
    let kept: Vec<Vec<f64>> = values.iter().map(|column| whole.iter().map(|&at| column[at]).collect()).collect();
    let views: Vec<&[f64]> = kept.iter().map(Vec::as_slice).collect();
    perfect_information(&views, better, &vec![1.0; whole.len()]).unwrap_or(f64::NAN)
}

/// Claims behind an input, by name.
fn claims(ground: &Ground<'_>, at: usize) -> String {
    let supports = &ground.model.variable(ground.inputs[at].id).from;
    let name = |support: &Support| match support {
        Support::Claim(claim) => Some(ground.model.claims[claim.idx()].name.clone()),
        Support::Judgement => None,
    };
    supports.iter().filter_map(name).collect::<Vec<String>>().join("; ")
}

fn tell(
    ground: &Ground<'_>,
    measure: &Measure,
    (found, order): (&[Worth], &[usize]),
    most: f64,
    strategies: usize,
    finding: &mut Finding,
) {
    let clear = |at: &&usize| found[**at].gain.value * Z95 > CLEAR * found[**at].gain.half_width;
    let told: Vec<usize> = order.iter().filter(clear).take(NAMED).copied().collect();
    let all = order.iter().filter(clear).count();
    let unit = match (measure.criterion, measure.unit.as_str()) {
        (true, _) => " more of 100 futures that meet it".to_owned(),
        (false, "1") => String::new(),
        (false, unit) => format!(" {unit}"),
    };
    let number = |value: f64| short(if measure.criterion { rank::round(value / measure.scale) } else { value / measure.scale });
    let everything = number(most);
    let ends = |at: usize| {
        let gain = &found[at].gain;
        (number(gain.value), number(gain.value - gain.half_width), number(gain.value + gain.half_width))
    };
    if told.is_empty() {
        finding.say(
            format!(
                "No single uncertainty is surely worth knowing before choosing among {strategies} strategies on {}; knowing everything, luck included, is worth at most {everything}{unit}.",
                quoted(&measure.name)
            ),
            format!(
                "전략 {strategies}개 가운데 ‘{}’에 따라 고르기 전에 알아 둘 값어치가 뚜렷한 불확실성은 하나도 없다. 운까지 모두 알아도 많아야 {everything}이다.",
                measure.title.ko
            ),
        );
    } else {
        let named = |&at: &usize| {
            let (value, low, high) = ends(at);
            let name = quoted(&ground.inputs[at].name);
            (format!("{name} {value} ({low} to {high})"), format!("{name} {value}({low}~{high})"))
        };
        let (en, ko): (Vec<String>, Vec<String>) = told.iter().map(named).unzip();
        let judged = told.iter().filter(|&&at| ground.inputs[at].judged).count();
        finding.say(
            format!(
                "Knowing one of {all} uncertainties before choosing among {strategies} strategies on {} is worth something; most of all {}{unit}. Knowing everything, luck included, is worth at most {everything}. {judged} of those named rest on judgement alone.",
                quoted(&measure.name),
                and(&en)
            ),
            format!(
                "전략 {strategies}개 가운데 ‘{}’에 따라 고르기 전에 알면 나아지는 불확실성은 {all}개다. 가장 큰 것: {}{}. 운까지 모두 알아도 많아야 {everything}이다. 이름을 든 것 가운데 {judged}개는 판단에만 기댄다.",
                measure.title.ko,
                ko.join(", "),
                if measure.criterion { " (미래 100개당)" } else { "" }
            ),
        );
    }
    finding.note(
        "The best strategy was learnt on one half of the futures and the gain counted on the other, so that luck earns nothing. Ranges count as if every part were equally likely as drawn; the fixed weights stay as they are.",
        "가장 나은 전략은 미래의 절반에서 배우고 이득은 나머지 절반에서 세었으므로 우연은 값어치가 되지 않는다. 범위는 뽑은 그대로의 가능성으로 치고, 고정 가중치는 그대로 둔다.",
    );
}
