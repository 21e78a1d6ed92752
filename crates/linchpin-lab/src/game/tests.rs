use super::*;
use crate::ensemble::in_memory;
use crate::open::read;
use linchpin_lang::files::Memory;

const TEXT: &str = r#"
model m "A threat"
  time 2026-01 .. 2028-01 by 1 month
unit util
actor row "The challenger"
actor col "The defender"
uncertainty prize : util = 2 in 1 .. 3 from judgement
stock size : 1 = 1 change 1 1/year
game threat "A threat"
  player row precision 1 1/util
  player col precision 2 1/util
  node open row
    hold -> peace
    press -> answer
    bluff -> answer
  node answer col
    yield -> gain
    stand -> fight
  terminal peace
    row = 0, col = 1
  terminal gain
    row = prize, col = -1
  terminal fight
    row = -1 util * size, col = -1.5
outcome pressed : 1 = threat.open.press better neither
"#;

fn model() -> Model {
    let opened = read("m", false, &Memory::one(TEXT));
    let faults: Vec<_> = opened.diagnostics.iter().map(|d| opened.sources.render(d, false)).collect();
    opened.model.unwrap_or_else(|| panic!("{}", faults.join("\n")))
}

fn question(at: &str) -> Question {
    Question { game: "threat".into(), at: Some(at.into()), future: None, seed: 42, policy: None }
}

#[test]
fn chances_are_those_of_the_formula() {
    let shown = solve(&model(), &question("2027-01"), &in_memory).unwrap();
    let yields = 1.0 / (1.0 + (2.0_f64 * (-1.5 - -1.0)).exp());
    // At 2027-01 the stock is 2, so fighting costs the challenger 2.
    let press = yields * 2.0 + (1.0 - yields) * -2.0;
    let open = press.exp() / (2.0 * press.exp() + 1.0);
    let chance = |place: usize, action: usize| shown.places[place].actions[action].chance;
    assert!((chance(1, 0) - yields).abs() < 1e-12);
    assert!((chance(0, 1) - open).abs() < 1e-12, "{} {open}", chance(0, 1));
    assert!((shown.places[1].reach - 2.0 * open).abs() < 1e-12);
    assert_eq!(shown.players.iter().map(|p| p.precision).collect::<Vec<_>>(), [1.0, 2.0]);
    assert_eq!((shown.date.as_str(), shown.payoff_unit.as_str()), ("2027-01", "util"));
}

#[test]
fn gambits_text_unfolds_joining_ways() {
    let shown = solve(&model(), &question("2026-01"), &in_memory).unwrap();
    let text = efg(&shown, true).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "EFG 2 R \"A threat\" { \"row\" \"col\" }");
    assert_eq!(lines[3], "p \"open\" 1 1 \"open\" { \"hold\" \"press\" \"bluff\" } 0");
    assert_eq!(lines[4], "t \"peace\" 1 \"peace\" { 0, 2 }");
    assert_eq!(lines[5], "p \"answer\" 2 1 \"answer\" { \"yield\" \"stand\" } 0");
    assert_eq!(lines[8], "p \"answer\" 2 2 \"answer\" { \"yield\" \"stand\" } 0");
    assert_eq!(lines[10], "t \"fight\" 3 \"fight\" { -1, -3 }");
    assert_eq!(lines.len(), 11);
}

#[test]
fn a_future_has_its_draws() {
    let of = |future| {
        let asked = Question { future: Some(future), ..question("2026-01") };
        solve(&model(), &asked, &|model, experiment| crate::ensemble::of_design(model, experiment, 50))
            .map(|shown| shown.places[3].values[0])
    };
    assert_ne!(of(1).unwrap(), of(2).unwrap());
    assert_eq!(of(1).unwrap(), of(1).unwrap());
    assert!(of(50).unwrap_err().why.contains("no future 50"));
}

#[test]
fn what_is_not_there_is_refused() {
    let ask = |question: Question| solve(&model(), &question, &in_memory).unwrap_err();
    assert!(ask(Question { game: "thread".into(), ..question("2026-01") }).help.contains("`threat`"));
    assert!(ask(question("2031-01")).why.contains("outside"));
    assert!(ask(question("soon")).help.contains("2030-07"));
}
