//! What a method cannot use is refused with help, or left out and counted.

use super::*;

/// A ground from a text, with thresholds that some futures miss.
fn with<T>(text: &str, outcomes: &[&str], look: impl FnOnce(&Ground<'_>) -> T) -> T {
    let mut opened = crate::open::read("small", false, &linchpin_lang::files::Memory::one(text));
    let model = opened.model.take().unwrap_or_else(|| panic!("{:?}", opened.diagnostics));
    look(&ground(&model, &opened, &request(), &about(&[], outcomes)))
}

fn small(more: &str) -> String {
    format!(
        "model small \"Small\" time 0 .. 4 day by 1 day\nactor town\nuncertainty x : 1 = 1 in 0 .. 2 ~ uniform from judgement\n\
         uncertainty y : 1 = 1 in 0 .. 2 ~ uniform from judgement\nlever a : 1 = 0 in 0 .. 1 by town\n{more}\n\
         outcome good : 1 = final(worth) better higher acceptable >= 1\npolicy none \"None\"\npolicy one \"One\"\n  a = 1\n"
    )
}

#[test]
fn inputs_that_move_together_are_refused_where_independence_is_assumed() {
    let text = small("correlation x, y = 0.7 from judgement\naux worth : 1 = x + 0.5 * y * a");
    with(&text, &["good"], |ground| {
        for name in ["sobol", "morris", "given_data"] {
            let refusal = explore(ground, row(name)).unwrap_err();
            assert!(refusal.why.contains("independent inputs") && refusal.why.contains("`x`, `y`"), "{name}: {refusal}");
            assert!(refusal.help.contains("`pawn`") && refusal.help.contains("`delta`"), "{name}: {refusal}");
        }
        for name in ["pawn", "delta", "prim", "cart", "regional", "features", "information"] {
            assert!(!explore(ground, row(name)).unwrap()[0].said.is_empty(), "{name}");
        }
    });
}

#[test]
fn failed_runs_are_left_out_and_counted() {
    // The root of what is below zero is no number: the run faults where x is below one fifth.
    let text = small("aux worth : 1 = sqrt(x - 0.2) + 0.5 * y * a");
    with(&text, &["good"], |ground| {
        let missing = ground.outcomes.values[0][0].iter().filter(|value| value.is_nan()).count();
        assert_eq!(missing, ground.inputs[0].values.iter().filter(|x| **x < 0.2).count());
        assert!((25..=35).contains(&missing), "{missing}");
        let told = format!("{missing} futures are left out");
        for name in
            ["prim", "cart", "stacking", "regional", "given_data", "features", "pawn", "delta", "robustness", "information"]
        {
            let finding = explore(ground, row(name)).unwrap().remove(0);
            assert!(finding.notes.iter().any(|note| note.en.contains(&told)), "{name}: {:?}", finding.notes);
            assert!(finding.said.iter().all(|said| !said.en.contains("NaN") && !said.ko.contains("NaN")), "{name}");
        }
        let comparison = explore(ground, row("comparison")).unwrap().remove(0);
        assert_eq!(numbers(&comparison.tables[0], "left_out"), [missing as f64]);
    });
}

#[test]
fn what_is_out_of_reach_is_refused_with_the_most_there_is() {
    let text = small("aux worth : 1 = x + 0.5 * y * a");
    with(&text, &["good"], |ground| {
        let mut dense = again(ground);
        dense.effort.density = Some(1.5);
        let refusal = explore(&dense, row("prim")).unwrap_err();
        assert!(
            refusal.why.contains("no box has a density of 1.5; the most is 1.000") && refusal.help.contains("ask for less"),
            "{refusal}"
        );
        assert!(objective("lenient3").unwrap_err().help.contains("lenient"));
        for name in ["lenient1", "lenient2", "original"] {
            let mut usual = again(ground);
            usual.effort.objective = objective(name).unwrap();
            let found = explore(&usual, row("prim")).unwrap();
            assert!(found[0].said[0].en.contains("`x` < "), "{name}: {}", found[0].said[0].en);
        }
    });
}

/// The same ground anew.
fn again<'a>(ground: &Ground<'a>) -> Ground<'a> {
    Ground {
        arms: ground.arms.clone(),
        names: ground.names.clone(),
        focus: ground.focus.clone(),
        outcomes: ground.outcomes.clone(),
        ids: ground.ids.clone(),
        inputs: ground.inputs.clone(),
        measures: ground.measures.clone(),
        survival: Default::default(),
        ..*ground
    }
}
