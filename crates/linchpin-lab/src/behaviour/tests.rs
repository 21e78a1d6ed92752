use super::*;
use crate::ensemble::in_memory;
use crate::open::{Opened, read};
use linchpin_lang::files::Memory;

const FRAME: &str = r#"
model m "Checks"
  time 2026-01 .. 2028-01 by 1 month
actor a
uncertainty rate : 1/year = 0.5 in 0 .. 1 ~ uniform "Growth" from judgement
lever push : 1 = 1 in 0 .. 2 by a
stock size : 1 = 1 within 0 .. 100
  change rate * push * size
outcome last : 1 = size better higher
"#;

fn report(checks: &str) -> TestReport {
    let Opened { model, sources, diagnostics, .. } = read("m", false, &Memory::one(format!("{FRAME}{checks}")));
    let faults: Vec<_> = diagnostics.iter().map(|d| sources.render(d, false)).collect();
    let model = model.unwrap_or_else(|| panic!("{}", faults.join("\n")));
    test(&model, &sources, None, &in_memory).unwrap()
}

#[test]
fn clauses_hold_or_fail_with_figures() {
    let report = report(
        r#"
check "more push, more size"
  when push = 2
  then last > baseline on average
  then size >= baseline always in all futures
  then size == 1 at 2026-01
  then size > 1.1 at 2027-01 in 90 % of futures
check "it shrinks"
  when push = 0
  then last > baseline on average
  then last > 0.5 in all futures
  then last < baseline in 99 % of futures
"#,
    );
    assert_eq!((report.passed, report.failed), (1, 1));
    assert!(report.checks[0].clauses.iter().all(|clause| clause.passed), "{:#?}", report.checks[0]);
    let fails = &report.checks[1].clauses;
    assert_eq!(fails.iter().map(|c| c.passed).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(fails[0].measured.left, Some(1.0));
    // A year's growth at a uniform rate r is (1 + r/12)^24 over two years; the mean is that of the uniform.
    let right = fails[0].measured.right.unwrap();
    assert!((2.9..3.4).contains(&right), "{right}");
    assert!(fails[0].measured.shown.starts_with("1 > 3."), "{}", fails[0].measured.shown);
}

#[test]
fn share_is_counted_over_futures() {
    let report = report(
        "check \"half\"\n  futures 1000\n  then rate > 0.25 1/year in 80 % of futures\n  then rate > 0.25 1/year in 70 % of futures\n",
    );
    let [first, second] = &report.checks[0].clauses[..] else { panic!("two clauses") };
    assert!(!first.passed && second.passed);
    let share = first.measured.share.unwrap();
    assert!((share - 0.75).abs() < 0.01, "{share}");
    assert!(first.measured.future.is_some());
}

#[test]
fn deviation_over_futures() {
    // A uniform number on 0 .. 1 has the standard deviation 1/sqrt(12).
    let report = report("check \"sd\"\n  futures 2000\n  then abs(sd(rate) - 0.288675 1/year) < 0.003 1/year on average\n");
    assert_eq!(report.failed, 0, "{:#?}", report.checks);
}

#[test]
fn a_fault_fails_what_could_have_seen_it() {
    let report =
        report("check \"too far\"\n  when push = 9\n  then last > baseline on average\n  then last > 0 in 1 % of futures\n");
    let check = &report.checks[0];
    assert!(check.faulted > 100, "{}", check.faulted);
    assert!(check.first_fault.as_ref().unwrap().contains("size is"), "{check:#?}");
    assert!(!check.clauses[0].passed);
    // Futures that did not fault still count for a share.
    assert!(check.clauses[1].passed);
}

#[test]
fn own_step_policy_and_reducers() {
    let report = report(
        r#"
policy double
  push = 2
check "half the step"
  step 0.5 month
  then abs(last - baseline(last)) <= 3 % * baseline(last) on average
  then last > baseline on average
check "under a policy"
  policy double
  when rate = 0
  then max(size) == 1 in all futures
  then initial(size) == size always
  no events
"#,
    );
    // A check that sets nothing is compared with the model's own step: half of it compounds a little more.
    assert_eq!(report.failed, 0, "{:#?}", report.checks);
}

#[test]
fn a_word_that_no_title_has_is_refused() {
    let Opened { model, sources, .. } = read("m", false, &Memory::one(FRAME));
    let refusal = test(&model.unwrap(), &sources, Some("none"), &in_memory).unwrap_err();
    assert!(refusal.why.contains("`none`"), "{refusal}");
}
