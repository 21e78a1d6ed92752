use super::*;
use crate::ensemble::in_memory;
use crate::open::read;
use linchpin_lang::files::Memory;

fn model(text: &str) -> Model {
    let opened = read("m", false, &Memory::one(text));
    let faults: Vec<_> = opened.diagnostics.iter().map(|d| opened.sources.render(d, false)).collect();
    opened.model.unwrap_or_else(|| panic!("{}", faults.join("\n")))
}

/// Two arms that answer each other, each worn down by itself; trust that feeds itself over an auxiliary.
const TEXT: &str = r#"
model m "Loops"
  time 0 .. 10 year by 0.1 year
actor a
uncertainty answer : 1/year = 0.5 in 0 .. 1 "How strongly" from judgement
lever gain : 1/year = 0.2 in 0 .. 0.4 by a
stock mine : 1 = 1 change answer * yours - 0.3 1/year * mine
stock yours : 1 = 2 change 0.4 1/year * mine - 0.3 1/year * yours
aux shown : 1 = 1 - trust
stock trust : 1 = 0.5 change -gain * shown
stock watch : 1 = 0 change 1 1/year * mine
outcome last : 1 = watch better neither
"#;

fn question() -> Question {
    Question { through: None, longest: 12, shown: 10, policy: None }
}

fn told(report: &LoopReport) -> Vec<String> {
    let told = |one: &FeedbackLoop| {
        let links: Vec<_> = one.links.iter().map(|link| format!("{}{}{}", link.from, link.sign, link.to)).collect();
        format!("{} {}", one.polarity, links.join(" "))
    };
    report.loops.iter().map(told).collect()
}

#[test]
fn finds_loops_with_their_signs_and_cuts() {
    let report = find(&model(TEXT), &question(), &in_memory).unwrap();
    assert_eq!(told(&report), ["R mine+yours yours+mine", "R shown-trust trust-shown"]);
    assert_eq!((report.found, report.complete), (2, true));
    assert_eq!(report.self_correcting, ["mine", "yours"]);
    let cuts: Vec<_> = report.loops.iter().flat_map(|l| &l.cuts).map(|c| format!("{} = {}", c.parameter, c.value)).collect();
    assert_eq!(cuts, ["answer = 0 1/year", "gain = 0 1/year"]);
}

#[test]
fn only_loops_through_a_name() {
    let report = find(&model(TEXT), &Question { through: Some("trust".into()), ..question() }, &in_memory).unwrap();
    assert_eq!(told(&report), ["R trust-shown shown-trust"]);
    let refused = |name: &str| {
        let asked = Question { through: Some(name.into()), ..question() };
        find(&model(TEXT), &asked, &in_memory).unwrap_err()
    };
    assert!(refused("gain").why.contains("nothing drives it"));
    assert!(refused("watch").why.contains("in no feedback loop"));
    assert!(refused("mime").help.contains("`mine`"));
}

#[test]
fn counts_agree_with_all_simple_cycles() {
    // Every stock reads every other: n of them have the sum over k of n!/((n-k)! k) cycles of k.
    let n = 6;
    let mut text = String::from("model m \"All\"\n  time 0 .. 1 year by 0.5 year\n");
    for i in 0..n {
        let others: Vec<_> = (0..n).filter(|j| *j != i).map(|j| format!("s{j}")).collect();
        text += &format!("stock s{i} : 1 = 1 change 0.1 1/year * ({})\n", others.join(" + "));
    }
    text += "outcome last : 1 = s0 better neither\n";
    let report = find(&model(&text), &Question { shown: 3, ..question() }, &in_memory).unwrap();
    let cycles = |k: u64| (0..k).map(|i| n - i).product::<u64>() / k;
    assert_eq!(report.found, (2..=n).map(cycles).sum::<u64>());
    assert_eq!(report.loops.len(), 3);
    assert!(report.loops.iter().all(|one| one.links.len() == 2 && one.polarity == 'R'));
}
