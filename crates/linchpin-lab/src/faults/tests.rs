use linchpin_lang::files::Memory;

use super::*;
use crate::open::read;
use crate::run::{Request, plan};

const TEXT: &str = r#"
model m
  time 0 .. 20 year by 1 year
uncertainty w : 1 = 0.25 in 0.1 .. 1 from judgement
stock k : 1 = 1
  change -(0.1 + w / 10) / 1 year
aux bad : 1 = ln(k)
aux mid : 1 = bad * 2
aux high : 1 = exp(w * 2000)
stock fed : 1 = 0
  change high / 1 year
aux kept : 1 = delay_fixed(mid, 2 year, 0)
outcome at_end : 1 = mid better neither
outcome on_average : 1 = mean(mid) better neither
outcome least : 1 = min(mid) better neither
outcome late : 1 = kept better neither
outcome stocked : 1 = fed better neither
outcome sound : 1 = if k > 0 then bad else 0 better neither
"#;

/// The fault of one outcome alone in the run with defaults, in words.
fn told(outcome: &str) -> Option<String> {
    let mut opened = read("m", false, &Memory::one(TEXT));
    let faults: Vec<_> = opened.diagnostics.iter().map(|d| opened.sources.render(d, false)).collect();
    let model = opened.model.take().unwrap_or_else(|| panic!("{}", faults.join("\n")));
    let mut plan = plan(&model, &Request::of(4, 42)).expect("a plain run");
    plan.experiment.ask.outcomes = vec![model.by_name[outcome]];
    plan.experiment.ask.series.clear();
    let draws = plan.draws(&model).expect("a plain design");
    let chunk = crate::ensemble::of_draws(&model, &plan.experiment, &draws).expect("a plain run");
    let fault = chunk.faults.first()?;
    Some(with_origin(&model, fault, &origin(&model, &plan.experiment, &draws, fault)))
}

#[test]
fn the_variable_is_named_where_the_number_was_lost() {
    for (outcome, begins) in [
        ("at_end", "bad is not a number (at 20 year, future "),
        ("on_average", "bad is not a number (at "),
        ("least", "bad is not a number (at "),
        ("late", "bad is not a number (at "),
        ("stocked", "high is infinite (at 0 year, future "),
    ] {
        let words = told(outcome).unwrap_or_else(|| panic!("{outcome} faults"));
        assert!(words.starts_with(begins), "{words}");
        let public = if outcome == "stocked" { "fed" } else { outcome };
        assert!(words.ends_with(&format!(", so {public} is missing")), "{words}");
    }
}

#[test]
fn what_nobody_reads_is_no_fault() {
    assert_eq!(told("sound"), None);
}
