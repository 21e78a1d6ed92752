//! The flagship explored: what sentences say is what the futures hold; which orderings survive.
//!
//! `LINCHPIN_SLOW=1` tests survival with many draws, all orderings beside those of the appendix of the model's specification;
//! otherwise with a few, and only what no draw turns.

use std::sync::atomic::AtomicBool;

use linchpin_core::model::Model;
use linchpin_core::table::Values;
use linchpin_lab::explore::survival::{Jitter, Tested, Yardstick, jittered, survival};
use linchpin_lab::explore::{About, Effort, Ground, Hands, USUAL, explore, named};
use linchpin_lab::open::{Opened, open};
use linchpin_lab::run::{Manner, Request, plan, run};

static NEVER: AtomicBool = AtomicBool::new(false);

fn hands() -> Hands<'static> {
    Hands { threads: 0, cancel: &NEVER }
}

fn korea() -> (Model, Opened) {
    let mut opened = open("korea-2026").unwrap();
    (opened.model.take().unwrap(), opened)
}

fn request(policies: &[&str], futures: u64) -> Request {
    Request {
        policies: policies.iter().map(|name| (*name).to_owned()).collect(),
        baseline: Some("declared_2026".into()),
        series: Some(0),
        experiments: true,
        ..Request::of(futures, 42)
    }
}

fn ground<'a>(model: &'a Model, opened: &'a Opened, policies: &[&str], futures: u64) -> Ground<'a> {
    let plan = plan(model, &request(policies, futures)).unwrap();
    let ran = run(model, &plan, Manner { threads: 0, cancel: &NEVER, progress: &|_, _| {} }, None).unwrap();
    let mut ground = Ground::new(model, &opened.sources, &plan, ran.outcomes, &About::default(), hands()).unwrap();
    ground.effort = Effort { resamples: 5, ..USUAL };
    ground
}

/// The number that stands right before some words.
fn before(text: &str, words: &str) -> f64 {
    let at = text.find(words).unwrap_or_else(|| panic!("{text:?} does not say {words:?}"));
    text[..at].rsplit([' ', '(']).next().unwrap().parse().unwrap()
}

#[test]
fn what_is_said_of_failures_is_what_the_futures_hold() {
    let (model, opened) = korea();
    let n = 300;
    let ground = ground(&model, &opened, &["declared_2026"], n as u64);
    let finding = explore(&ground, named(&["prim".into()]).unwrap()[0]).unwrap().remove(0);
    let said = &finding.said[0].en;
    assert!(said.starts_with("`declared_2026` fails `core` mostly when "), "{said}");
    // The thresholds of the specification, written here again.
    let column =
        |name: &str| &ground.outcomes.values[0][ground.ids.iter().position(|&id| model.variable(id).name == name).unwrap()];
    let (reliability, abandonment) = (column("m_reliability"), column("m_abandonment"));
    let (proliferation, burden) = (column("m_proliferation"), column("m_burden"));
    let fails =
        |at: usize| !(reliability[at] >= 0.95 && abandonment[at] <= 0.45 && proliferation[at] <= 0.075 && burden[at] <= 0.034);
    let table = &finding.tables[0];
    let text = |name: &str| match &table.columns.iter().find(|column| column.name == name).unwrap().values {
        Values::Text(values) => values.clone(),
        Values::Number(_) => panic!("{name}"),
    };
    let number = |name: &str| match &table.columns.iter().find(|column| column.name == name).unwrap().values {
        Values::Number(values) => values.clone(),
        Values::Text(_) => panic!("{name}"),
    };
    let (names, from, to) = (text("input"), number("from"), number("to"));
    let inside = |future: usize| {
        names.iter().enumerate().all(|(at, name)| {
            let input = ground.inputs.iter().find(|input| input.name == *name).unwrap();
            let value = input.values[future] / input.scale;
            from[at] <= value && value <= to[at]
        })
    };
    let count = |test: &dyn Fn(usize) -> bool| (0..n).filter(|&at| test(at)).count() as f64;
    let (all, within, both) = (count(&fails), count(&inside), count(&|at| inside(at) && fails(at)));
    assert_eq!(before(said, " of 100 failures lie there"), (100.0 * both / all).round(), "{said}");
    assert_eq!(before(said, " of 100 futures there fail"), (100.0 * both / within).round(), "{said}");
    assert_eq!(before(said, " of 100 overall"), (100.0 * all / n as f64).round(), "{said}");
    names.iter().for_each(|name| assert!(said.contains(&format!("`{name}`")), "{said}"));
}

#[test]
fn shares_of_superiority_are_counted_over_the_same_futures() {
    let (model, opened) = korea();
    let ground = ground(&model, &opened, &["declared_2026", "us_drawdown", "flex_posture"], 200);
    let finding = explore(&ground, named(&["comparison".into()]).unwrap()[0]).unwrap().remove(0);
    let said = &finding.said[0].en;
    let at = ground.ids.iter().position(|&id| model.variable(id).name == "m_reliability").unwrap();
    let base = &ground.outcomes.values[ground.baseline][at];
    for (arm, name) in [(1, "us_drawdown"), (2, "flex_posture")] {
        let points: f64 = ground.outcomes.values[arm][at]
            .iter()
            .zip(base)
            .map(|(a, b)| {
                if a > b {
                    1.0
                } else if a == b {
                    0.5
                } else {
                    0.0
                }
            })
            .sum();
        let share = 100.0 * points / 200.0;
        let told = said.split(&format!("`{name}` in ")).nth(1).unwrap_or_else(|| panic!("{said}"));
        let told = told.split([',', ' ', '.']).next().unwrap();
        match share {
            s if s > 99.5 && s < 100.0 => assert!(said.contains("more than 99"), "{said}"),
            s if s > 0.0 && s < 0.5 => assert!(said.contains("fewer than 1"), "{said}"),
            s => assert_eq!(told.parse::<f64>().unwrap(), s.round(), "{said}"),
        }
    }
}

/// Orderings that every draw of the specification's appendix keeps: first, second, measure, whether the first has more.
const KEPT: [(&str, &str, &str, bool); 12] = [
    ("declared_2026", "us_drawdown", "m_reliability", true),
    ("declared_2026", "flex_posture", "m_reliability", false),
    ("declared_2026", "paced_handover", "m_reliability", false),
    ("us_led", "declared_2026", "core", true),
    ("declared_2026", "fast_opcon", "core", true),
    ("declared_2026", "us_drawdown", "core", true),
    ("us_led", "declared_2026", "m_abandonment", false),
    ("declared_2026", "us_drawdown", "m_abandonment", false),
    ("declared_2026", "flex_posture", "m_abandonment", true),
    ("us_led", "declared_2026", "m_us_cost", true),
    ("declared_2026", "us_drawdown", "m_us_cost", true),
    ("us_drawdown", "flex_posture", "m_us_cost", false),
];
#[test]
fn orderings_survive_as_in_the_specification() {
    let (model, opened) = korea();
    let (_, weights) = jittered(&model, 42, 0, 0.25);
    assert!((300..=500).contains(&weights), "{weights} fixed weights");
    let slow = std::env::var_os("LINCHPIN_SLOW").is_some();
    let (futures, jitter) = match slow {
        true => (2000, Jitter { draws: 200, futures: 200, bound: 0.25 }),
        false => (200, Jitter { draws: 4, futures: 64, bound: 0.25 }),
    };
    let policies: Vec<&str> = model.policies.iter().map(|policy| policy.name.as_str()).collect();
    let ground = ground(&model, &opened, &policies, futures);
    let of = |name: &str| ground.ids.iter().position(|&id| model.variable(id).name == name).unwrap();
    let core: Vec<usize> = ["m_reliability", "m_abandonment", "m_proliferation", "m_burden"].into_iter().map(of).collect();
    let measures = ["m_reliability", "core", "m_abandonment", "m_us_cost"];
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    let yardsticks: Vec<Yardstick> = measures
        .iter()
        .map(|name| {
            let criterion = *name == "core";
            let outcomes = if criterion { core.clone() } else { vec![of(name)] };
            let measure = ground.measures.iter().find(|measure| measure.name == *name).unwrap();
            Yardstick {
                outcomes,
                criterion,
                as_it_is: (0..policies.len()).map(|arm| mean(ground.values(arm, measure))).collect(),
            }
        })
        .collect();
    let tested =
        Tested { model: &model, arms: &ground.arms, outcomes: &ground.ids, yardsticks: &yardsticks, seed: 42, events: true };
    let found = survival(tested, jitter, hands()).unwrap();
    let place = |name: &str| policies.iter().position(|policy| *policy == name).unwrap();
    let at = |name: &str| measures.iter().position(|measure| *measure == name).unwrap();
    for (first, second, measure, more) in KEPT {
        let (a, b, m) = (place(first), place(second), at(measure));
        let as_it_is = &yardsticks[m].as_it_is;
        assert_eq!(as_it_is[a] > as_it_is[b], more, "{first} {second} {measure}");
        assert!(found.holds(m, a, b), "{first} {second} {measure}: {} of {}", found.kept_of(m, a, b), found.draws);
    }
    if slow {
        let survive = |m: usize| {
            let pairs = (0..policies.len()).flat_map(|a| (a + 1..policies.len()).map(move |b| (a, b)));
            pairs.filter(|&(a, b)| found.holds(m, a, b)).count()
        };
        let counts: Vec<(&str, usize)> = (0..4).map(|m| (measures[m], survive(m))).collect();
        println!("{weights} weights, {} draws; of 45 orderings survive: {counts:?}", found.draws);
        let mut unlike = Vec::new();
        for line in APPENDIX.lines().filter(|line| !line.starts_with('#')) {
            let [first, second, cells @ ..] = &line.split(' ').collect::<Vec<&str>>()[..] else { panic!("{line}") };
            let (a, b) = (place(first), place(second));
            for (m, cell) in cells.iter().enumerate() {
                let theirs: usize = cell[1..].parse().unwrap();
                let better = (yardsticks[m].as_it_is[a] > yardsticks[m].as_it_is[b]) == (m < 2);
                let same = better == cell.starts_with('>');
                let kept = found.kept_of(m, a, b);
                let ours = if same { kept } else { found.draws - kept };
                let (low, high) = tails(theirs, ours as f64 / found.draws as f64);
                let chance = low.min(high);
                let differs = (theirs >= 22) != found.holds(m, a, b) || (!same && theirs >= 22);
                let word = if differs { "another verdict" } else { "the same verdict" };
                println!(
                    "{first} {second} {}: {theirs} of 24, {ours} of {}; by chance {chance:.4}; {word}",
                    measures[m], found.draws
                );
                if differs {
                    unlike.push((*first, *second, measures[m], ours));
                }
                // Two counts of one share: 180 comparisons, so that one of a hundred is no surprise, and one of ten thousand is.
                assert!(chance > 1e-4, "{first} {second} {}: {theirs} of 24, {ours} of {}", measures[m], found.draws);
            }
        }
        println!("{} of 180 verdicts are those of the specification", 180 - unlike.len());
        assert_eq!(
            unlike.iter().map(|(first, second, measure, _)| (*first, *second, *measure)).collect::<Vec<_>>(),
            OTHER_VERDICTS.map(|(first, second, measure, _)| (first, second, measure)),
        );
        for ((first, second, measure, ours), known) in unlike.iter().zip(OTHER_VERDICTS) {
            assert!(ours.abs_diff(known.3) <= 10, "{first} {second} {measure}: {ours} of {}, known {}", found.draws, known.3);
        }
    }
}

/// Orderings whose verdict is another than the specification's, each surviving 22 or 23 of 24 draws there, with the draws of
/// 200 that keep it here. They are what 24 draws leave to chance: with seeds 1, 2 and 3, so with other futures and other factors,
/// 200 draws keep the first five 168, 170, 161; 181, 180, 182; 140, 140, 145; 150, 158, 142; and 167, 177, 185 times. Of such
/// shares counts like the specification's come up in one of 170 to one of 3 cases, and 180 counts were compared.
const OTHER_VERDICTS: [(&str, &str, &str, usize); 6] = [
    ("us_led", "threat_management", "m_reliability", 162),
    ("declared_2026", "paced_handover", "m_us_cost", 179),
    ("us_demands_2025", "fast_opcon", "core", 136),
    ("us_demands_2025", "fast_opcon", "m_abandonment", 138),
    ("flex_posture", "paced_handover", "m_reliability", 173),
    ("denuc_first", "paced_handover", "core", 165),
];

/// What the specification's own draws gave.
const APPENDIX: &str = include_str!("orderings.txt");

/// Chance of at most, and of at least, so many of 24 draws where each keeps an ordering with this chance.
fn tails(count: usize, share: f64) -> (f64, f64) {
    // A share of all draws is only known to be near one.
    let share = share.clamp(0.01, 0.99);
    let mut term = (1.0 - share).powi(24);
    let (mut low, mut high) = (0.0, 0.0);
    for k in 0..=24 {
        low += if k <= count { term } else { 0.0 };
        high += if k >= count { term } else { 0.0 };
        term *= (24 - k) as f64 / (k + 1) as f64 * share / (1.0 - share);
    }
    (low, high)
}
