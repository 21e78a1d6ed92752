//! The tutorial's model is what the tutorial says it is.

use std::path::Path;

use linchpin_lab::{behaviour, ensemble};
use linchpin_lang::files::Memory;

#[test]
fn its_model_checks_and_holds() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/tutorial.md");
    let page = std::fs::read_to_string(path).expect("the tutorial is there");
    let text = page.split("```lin\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the tutorial shows a model");
    let (sources, checked) = linchpin_lang::check(&Memory::one(text));
    let said: Vec<String> = checked.diagnostics.iter().map(|found| sources.render(found, false)).collect();
    let model = checked.value.unwrap_or_else(|| panic!("{}", said.join("\n")));
    assert!(said.is_empty(), "{}", said.join("\n"));
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    assert!(lines <= 30, "the tutorial promises a short model, this has {lines} lines");
    let report = behaviour::test(&model, &sources, None, &ensemble::in_memory).expect("its checks run");
    assert_eq!((report.passed, report.failed), (1, 0));
}
