//! Every number that a sentence states stands in the tables of its finding, or is counted from them again here.
//!
//! The tables themselves hold what the methods give, which agree with other programs and closed forms in their own tests.

use super::*;
use crate::figure::short;

/// The ways in which a sentence may write a number of a table.
fn ways(value: f64) -> Vec<String> {
    let rounded = rank::round(value);
    let hundred = 100.0 * value;
    let mut ways =
        vec![short(value), short(rounded), format!("{value:.0}"), format!("{value:.1}"), format!("{:.1}", rounded.abs())];
    ways.extend([format!("{hundred:.0}"), format!("{:.0}", hundred.clamp(0.0, 100.0)), short(rounded.abs()), short(value.abs())]);
    if hundred > 0.0 && hundred < 0.5 || hundred > 99.5 && hundred < 100.0 {
        ways.extend(["1".to_owned(), "99".to_owned()]);
    }
    ways
}

fn column<'a>(table: &'a Table, name: &str) -> Vec<&'a str> {
    match &table.columns.iter().find(|column| column.name == name).unwrap().values {
        Values::Text(words) => words.iter().map(String::as_str).collect(),
        Values::Number(_) => panic!("{name} holds numbers"),
    }
}

/// What a sentence counts over a whole table.
fn counted(ground: &Ground<'_>, finding: &Finding) -> Vec<f64> {
    let table = &finding.tables[0];
    let rows = |test: &dyn Fn(usize) -> bool, of: &str| (0..numbers(table, of).len()).filter(|&at| test(at)).count() as f64;
    // Rankings tell of their first outcome.
    let first = |of: &str| -> Vec<usize> {
        let outcomes = column(table, "outcome");
        (0..numbers(table, of).len()).filter(|&at| outcomes[at] == outcomes[0]).collect()
    };
    match finding.analysis {
        "structural" => vec![column(table, "verdict").iter().filter(|verdict| **verdict == "survives").count() as f64, 25.0],
        "given_data" if finding.tables[0].name == "given_data" => {
            let some = first("share");
            let clear = some.iter().filter(|&&at| numbers(table, "low")[at] > 0.0);
            vec![clear.map(|&at| numbers(table, "share")[at]).sum()]
        }
        "pawn" => {
            let some = first("median");
            vec![some.iter().filter(|&&at| numbers(table, "low")[at] > numbers(table, "luck_up_to")[at]).count() as f64]
        }
        "regional" => {
            let some = first("distance");
            let n = some.len() as f64;
            vec![n, some.iter().filter(|&&at| numbers(table, "by_chance")[at] * n < 0.05).count() as f64]
        }
        "morris" => {
            let some = first("mean_absolute");
            let top = numbers(table, "mean_absolute")[some[0]];
            vec![some.len() as f64, some.iter().filter(|&&at| numbers(table, "high")[at] < 0.05 * top).count() as f64]
        }
        "robustness" => {
            let (names, ranks) = (column(table, "strategy"), numbers(table, "rank"));
            let wins = |name: &str| (0..names.len()).filter(|&at| names[at] == name && ranks[at] == 1.0).count() as f64;
            let measures = names.iter().filter(|name| **name == names[0]).count() as f64;
            names.iter().map(|name| wins(name)).chain([measures]).collect()
        }
        "information" => {
            let clear = |at: usize| {
                let half = numbers(table, "high")[at] - numbers(table, "worth")[at];
                numbers(table, "worth")[at] * 1.96 > 3.7 * half
            };
            let judged = column(table, "basis").iter().take(3).filter(|basis| **basis == "judgement").count() as f64;
            let choices = (0..ground.arms.len()).filter(|&arm| !ground.stress(arm)).count() as f64;
            vec![rows(&clear, "worth"), judged, choices, everything(ground, finding)]
        }
        "signposts" => vec![25.0],
        "worlds" => {
            let first = column(table, "first");
            vec![first.len() as f64 - 1.0, first.iter().filter(|name| **name != first[0]).count() as f64]
        }
        "convergence" => vec![needed(ground)],
        "pareto" => vec![ground.measures.iter().filter(|m| !m.criterion).count() as f64, ground.effort.resamples as f64],
        "prim" => vec![ground.effort.resamples as f64, again(ground, finding)],
        "cart" => vec![numbers(table, "futures").len() as f64],
        "factorial" => vec![settings(ground, finding)],
        _ => Vec::new(),
    }
}

/// The best strategy of every single future, less the best one throughout: counted by hand.
fn everything(ground: &Ground<'_>, finding: &Finding) -> f64 {
    let measure = ground.measures.iter().find(|measure| measure.title == finding.subject).unwrap();
    let sign = if measure.better == linchpin_core::model::Better::Lower { -1.0 } else { 1.0 };
    let values: Vec<Vec<f64>> =
        (0..ground.arms.len()).filter(|&arm| !ground.stress(arm)).map(|arm| ground.values(arm, measure)).collect();
    let n = ground.futures() as f64;
    let each: f64 = (0..ground.futures()).map(|at| values.iter().map(|v| sign * v[at]).fold(f64::NEG_INFINITY, f64::max)).sum();
    let best = values.iter().map(|v| sign * v.iter().sum::<f64>()).fold(f64::NEG_INFINITY, f64::max);
    let worth = (each - best) / n / measure.scale;
    if measure.criterion { rank::round(worth) } else { worth }
}

/// Futures that half an interval of one in a hundred would need, for the widest of all shares and differences.
fn needed(ground: &Ground<'_>) -> f64 {
    let measure = &ground.measures[0];
    let base = ground.values(ground.baseline, measure);
    let spread = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (values.len() - 1) as f64
    };
    let own = |arm: usize| {
        let values = ground.values(arm, measure);
        match arm == ground.baseline {
            true => {
                let p = values.iter().sum::<f64>() / values.len() as f64;
                p * (1.0 - p)
            }
            false => spread(&values.iter().zip(&base).map(|(a, b)| a - b).collect::<Vec<f64>>()),
        }
    };
    ((0..ground.arms.len()).map(own).fold(0.0, f64::max) * (1.959_963_984_540_054 / 0.01_f64).powi(2)).ceil()
}

/// How often the box of a strategy comes back, asked again.
fn again(ground: &Ground<'_>, finding: &Finding) -> f64 {
    let arm = ground.names.iter().position(|name| *name == finding.subject.en).unwrap();
    let failures = ground.failures(arm, discovery::judged(ground).unwrap()).unwrap();
    discovery::again(ground, &failures).unwrap().same as f64
}

/// Settings of a strategy's levers that the baseline does not have: counted by hand.
fn settings(ground: &Ground<'_>, finding: &Finding) -> f64 {
    let levers = ground.model.levers();
    let of = |arm: usize| -> std::collections::BTreeMap<usize, String> {
        let own = ground.arms[arm].settings.iter().filter(|(id, _)| levers.contains(id));
        own.map(|(id, setting)| (id.idx(), format!("{setting:?}"))).collect()
    };
    let arm = ground.names.iter().position(|name| *name == finding.subject.en).unwrap();
    let common = of(ground.baseline);
    of(arm).iter().filter(|(id, setting)| common.get(id) != Some(setting)).count() as f64
}

/// Numbers of sentences, in either language, that stand in no table and are counted from none; with the analyses that spoke.
fn loose(ground: &Ground<'_>) -> (std::collections::BTreeSet<&'static str>, Vec<String>) {
    let explored = explore_all(ground, &named(&[]).unwrap(), false, &mut |_, _| {}).unwrap();
    let (mut looked, mut loose) = (std::collections::BTreeSet::new(), Vec::new());
    for finding in explored.findings.iter().filter(|finding| !finding.said.is_empty()) {
        looked.insert(finding.analysis);
        // What is said of a box beside another stands in the tables of both.
        let about = |other: &&Finding| {
            other.subject == finding.subject
                && (other.analysis == finding.analysis || finding.analysis == "rotated" && other.analysis == "prim")
        };
        let tables: Vec<&Table> = explored.findings.iter().filter(about).flat_map(|finding| &finding.tables).collect();
        let mut known: Vec<String> = Vec::new();
        for values in tables.iter().flat_map(|table| &table.columns).map(|column| &column.values) {
            match values {
                Values::Number(values) => known.extend(values.iter().flat_map(|&v| ways(v))),
                Values::Text(words) => known.extend(words.iter().flat_map(|word| stated(word))),
            }
        }
        let halves = tables.iter().filter(|table| table.name == "effects").flat_map(|table| {
            numbers(table, "high").iter().zip(numbers(table, "effect")).flat_map(|(high, effect)| ways(high - effect))
        });
        known.extend(halves.collect::<Vec<String>>());
        known.extend(tables.iter().map(|table| numbers_of_rows(table).to_string()));
        known.extend(counted(ground, finding).into_iter().flat_map(ways));
        let usual = [ground.futures(), ground.inputs.len(), ground.effort.trajectories as usize, ground.effort.jitters as usize];
        known.extend(usual.map(|n| n.to_string()));
        if finding.analysis == "structural" {
            known.push(jittered(ground.model, ground.seed, 0, 0.25).1.to_string());
        }
        let known: std::collections::BTreeSet<&str> = known.iter().map(|known| known.trim_start_matches('-')).collect();
        for said in &finding.said {
            for number in stated(&said.en) {
                if !known.contains(number.trim_start_matches('-')) {
                    loose.push(format!("{}: {number} in {:?}", finding.analysis, said.en));
                }
            }
            if stated(&said.en) != stated(&said.ko) {
                loose.push(format!("{}: {said:?}", finding.analysis));
            }
        }
    }
    (looked, loose)
}

#[test]
fn every_number_of_a_sentence_stands_in_its_tables() {
    let (model, opened) = lake();
    let lake = ground(&model, &opened, &Request { futures: 400, ..request() }, &About::default());
    let (model, opened) = harbour();
    let harbour = ground(&model, &opened, &Request { futures: 400, ..request() }, &About::default());
    for ground in [&lake, &harbour] {
        let (looked, loose) = loose(ground);
        assert!(loose.is_empty(), "{}", loose.join("\n"));
        assert!(looked.len() >= 17, "{looked:?}");
    }
}

/// The same for the flagship, where every analysis has something to say. `LINCHPIN_SLOW=1` takes all strategies.
#[test]
fn every_number_of_a_sentence_about_the_flagship_stands_in_its_tables() {
    let mut opened = open("korea-2026").unwrap();
    let model = opened.model.take().unwrap();
    let some = ["declared_2026", "us_drawdown", "flex_posture"].map(str::to_owned).to_vec();
    let slow = std::env::var_os("LINCHPIN_SLOW").is_some();
    let (policies, futures) = if slow { (Vec::new(), 600) } else { (some, 120) };
    let mut ground = ground(&model, &opened, &Request { policies, futures, ..request() }, &About::default());
    if !slow {
        ground.effort = Effort { resamples: 4, blocks: 8, trajectories: 3, apart: 20, jitters: 3, jitter_futures: 12, ..USUAL };
    }
    let (looked, loose) = loose(&ground);
    assert!(loose.is_empty(), "{}", loose.join("\n"));
    let silent: Vec<&str> = ANALYSES.iter().map(|row| row.name).filter(|name| !looked.contains(name)).collect();
    assert!(silent.is_empty(), "{silent:?} say nothing");
}

fn numbers_of_rows(table: &Table) -> usize {
    match &table.columns[0].values {
        Values::Text(words) => words.len(),
        Values::Number(values) => values.len(),
    }
}
