use super::*;
use crate::open::{Opened, read};
use linchpin_lang::files::Memory;

const TEXT: &str = r#"
model m "Trace"
  time 2026-01 .. 2027-01 by 1 month
actor a
source paper "A paper"
source other "Another"
claim mean_of_it : 1 = 2 "It is two" in paper
  but 4 in other
claim bound "It is bounded" in paper
  informs middle
constant two : 1 = 2 from mean_of_it
uncertainty big : 1 = 0 in -3 .. 3 ~ uniform from judgement
uncertainty small : 1 = 0 in -1 .. 1 ~ uniform from bound, judgement
uncertainty left : 1 = 0 in -2 .. 2 ~ uniform from judgement
uncertainty right : 1 = 0 in -2 .. 2 ~ uniform from bound
uncertainty still : 1 = 0 in -1 .. 1 ~ uniform from judgement held
lever push : 1 = 1 in 0 .. 2 by a
table path (year) -> 1 from bound
  2026 -> 0
  2027 -> 0
aux middle : 1 = big + small * push + path(time)
outcome sum : 1 = middle + two + still better higher
outcome product : 1 = left * right better higher
outcome flat : 1 = two better higher
check "the sum rises" in paper p1 from bound
  when push = 2
  then sum > baseline
  expect depends
"#;

fn model() -> Model {
    let Opened { model, sources, diagnostics, .. } = read("m", false, &Memory::one(TEXT));
    let faults: Vec<_> = diagnostics.iter().map(|d| sources.render(d, false)).collect();
    model.unwrap_or_else(|| panic!("{}", faults.join("\n")))
}

fn ask(kind: Option<&str>, name: &str) -> Result<TraceReport, Refusal> {
    trace(&model(), &Question { kind: kind.map(str::to_owned), name: name.into(), futures: 4000, seed: 1 })
}

fn near(share: &TraceShare, expected: f64) -> bool {
    (share.value - expected).abs() < 0.03 && share.half_width > 0.0 && share.half_width < 0.05
}

#[test]
fn an_outcome_hangs_on_what_its_equations_read() {
    let report = ask(None, "sum").unwrap();
    let names: Vec<&str> = report.moved.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["big", "small"]);
    // Variances of uniforms: 36/12 and 4/12, so nine tenths and one.
    assert!(near(&report.moved[0].share.unwrap(), 0.9), "{:?}", report.moved[0].share);
    assert!(near(&report.moved[1].share.unwrap(), 0.1), "{:?}", report.moved[1].share);
    assert_eq!(report.moved[0].path, ["middle"]);
    let spread = report.spread.unwrap();
    assert!(near(&spread.judgement, 0.9) && near(&spread.bounded, 0.1), "{spread:?}");
    assert_eq!((spread.evidence.value, report.equations), (0.0, 1));
    assert!(spread.luck.value.abs() < 0.05 && (spread.judgement_total.value - 0.9).abs() < 0.03, "{spread:?}");
    let reached = report.reached.unwrap();
    assert_eq!((reached.evidence, reached.bounded_judgement, reached.judgement), (1, 1, 3));
    // The whole model is counted as a run counts it.
    let whole = crate::compare::standing(&model());
    let inputs = report.inputs;
    assert_eq!((inputs.evidence, inputs.bounded_judgement, inputs.judgement), (whole.evidence, whole.bounded, whole.judgement));
}

#[test]
fn what_is_not_drawn_is_moved() {
    let report = ask(Some("outcome"), "sum").unwrap();
    let ends = |name: &str| report.fixed.iter().find(|input| input.name == name).map(|input| input.ends.clone()).unwrap();
    let deviation = (36.0_f64 / 12.0 + 4.0 / 12.0).sqrt();
    let two = ends("two");
    assert_eq!((two.len(), two[0].value.as_str(), two[0].said_by.as_deref()), (1, "4", Some("other")));
    // Few futures give the deviation: a tenth of slack.
    assert!((two[0].shift - 2.0 / deviation).abs() < 0.11, "{}", two[0].shift);
    let still = ends("still");
    assert!((still[0].shift + 1.0 / deviation).abs() < 0.06 && still[1].shift > 0.4);
    // The push multiplies what is nought on average.
    assert!(ends("push").iter().all(|end| end.shift.abs() < 0.03));
    let claims: Vec<(&str, &str)> = report.claims.iter().map(|claim| (claim.name.as_str(), claim.standing)).collect();
    assert_eq!(claims[0].0, "bound");
    assert!(claims.contains(&("mean_of_it", "disputed")), "{claims:?}");
}

#[test]
fn what_two_do_together_is_neither_s_alone() {
    let report = ask(None, "product").unwrap();
    let spread = report.spread.unwrap();
    assert!(spread.judgement.value.abs() < 0.05 && spread.evidence.value.abs() < 0.05, "{spread:?}");
    assert!((spread.judgement_total.value - 1.0).abs() < 0.06 && (spread.together - 1.0).abs() < 0.1, "{spread:?}");
}

#[test]
fn an_outcome_without_spread_says_so() {
    let report = ask(None, "flat").unwrap();
    assert!(report.spread.is_none() && report.moved.is_empty());
    assert_eq!(report.fixed.len(), 1);
}

#[test]
fn claims_and_sources_lead_forward() {
    let report = ask(Some("claim"), "bound").unwrap();
    let names: Vec<&str> = report.moved.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["small", "right", "path"]);
    let sum = report.outcomes.iter().find(|outcome| outcome.name == "sum").unwrap();
    assert!(near(&sum.share.unwrap(), 0.1), "{sum:?}");
    assert_eq!(sum.through, ["small", "path"]);
    assert!(report.outcomes.iter().all(|outcome| outcome.name != "flat"));
    assert_eq!(report.used_by.iter().map(|user| user.kind).collect::<Vec<_>>(), ["sentence"]);
    assert_eq!(report.informs[0].name, "middle");
    let source = ask(None, "paper").unwrap();
    assert_eq!(source.claims.len(), 2);
    let flat = source.outcomes.iter().find(|outcome| outcome.name == "flat").unwrap();
    assert_eq!((flat.share, flat.through.as_slice()), (None, &["two".to_owned()][..]));
    assert!(flat.ends[0].shift.is_infinite() && flat.ends[0].of.as_deref() == Some("two"), "{flat:?}");
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    assert!(ask(None, "sun").unwrap_err().help.contains("`sum`"));
    assert!(ask(Some("claim"), "bond").unwrap_err().help.contains("`bound`"));
    assert!(ask(Some("policy"), "x").unwrap_err().why.contains("cannot be traced"));
    let few = trace(&model(), &Question { kind: None, name: "sum".into(), futures: 5, seed: 1 });
    assert!(few.unwrap_err().why.contains("too few"));
}
