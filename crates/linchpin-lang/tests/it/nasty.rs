//! Texts that nobody writes: long chains, huge exponents, thousands of faults. They are answered, and in time.

use std::fmt::Write as _;

use linchpin_core::diagnostic::Diagnostic;
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::Kind;
use linchpin_lang::check;
use linchpin_lang::files::Memory;
use linchpin_lang::parser::{UnitNames, parse};
use linchpin_lang::print::print;

fn faults(text: &str) -> Vec<Diagnostic> {
    check(&Memory::one(format!("model m\n  time 0 .. 10 year by 1 year\n{text}"))).1.diagnostics
}

fn repeat(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut text, i| {
        let _ = writeln!(text, "{}", line(i));
        text
    })
}

#[test]
fn exponents_do_not_overflow() {
    let found = faults("unit b\naux a : b^64 = 1 b^64\naux c : 1 = ((((a^64)^64)^64)^64)^64\n");
    assert_eq!(found[0].code, "unit-mismatch");
}

#[test]
fn a_chain_of_units_ends() {
    let found = faults(&(repeat(3000, |i| format!("unit u{i} = 2 u{}", i + 1)) + "unit u3000\n"));
    assert!(found.iter().any(|d| d.code == "bad-unit"));
}

#[test]
fn a_long_cycle_is_one_fault() {
    let found = faults(&(repeat(3000, |i| format!("aux v{i} : 1 = v{} + 1", i + 1)) + "aux v3000 : 1 = v0\n"));
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains(" more) "), "{}", found[0].message);
    assert!(faults(&(repeat(3000, |i| format!("aux v{i} : 1 = v{} + 1", i + 1)) + "aux v3000 : 1 = 1\n")).is_empty());
}

#[test]
fn thousands_of_missing_names_are_told() {
    assert_eq!(faults(&repeat(2000, |i| format!("aux b{i} : 1 = missing{i}"))).len(), 2000);
}

#[test]
fn functions_nest() {
    let nested = format!("aux a : 1 = {}time / 1 year{}\n", "forecast(".repeat(50), ", 1 year, 1 year)".repeat(50));
    assert!(faults(&nested).is_empty());
}

#[test]
fn a_game_too_large_to_read() {
    let nodes = repeat(1200, |i| format!("  node n{i} a\n    go -> n{}\n    stop -> t", i + 1));
    let found = faults(&format!(
        "actor a\ngame g\n  player a precision 1\n{nodes}  node n1200 a\n    go -> t\n  terminal t\n    a = 0\n"
    ));
    assert_eq!((found.len(), found[0].code), (1, "game-shape"));
}

#[test]
fn chained_comparisons_do_not_double() {
    let chain = |n: usize| format!("aux a : 1 = 1\ncheck \"c\"\n  then a < baseline{}\n", "< baseline".repeat(n));
    assert!(faults(&chain(0)).is_empty());
    for n in [1, 20, 150] {
        let found = faults(&chain(n));
        assert_eq!(found[0].code, "chained-comparison", "{}", found[0].message);
    }
}

/// Length is not nesting: chains and lists of any length mean what they say, in the order of the text.
#[test]
fn sums_and_lists_have_any_number_of_terms() {
    let chain = |n: usize, first: &str, next: [&str; 2]| (1..n).fold(first.to_owned(), |so_far, i| so_far + next[i % 2]);
    for n in [5_000, 100_000] {
        let sum = chain(n, "0.1", [" + time / 1 year", " - 0.3"]);
        let product = chain(n, "1.5", [" * 1.1", " / 1.3"]);
        let all = chain(n, "time > 0 year", [" and time < 9 year", " and time > 1 year"]);
        let any = all.replace(" and", " or");
        let greatest = format!("max({})", chain(n, "1", [", 2", ", time / 1 year"]));
        let text = format!(
            "model m\n  time 0 .. 10 year by 1 year\naux s : 1 = {sum}\naux p : 1 = {product}\n\
             aux l : 1 = if {all} then 1 else 0\naux r : 1 = if not ({any}) then 1 else 0\naux g : 1 = {greatest}\n"
        );
        let report = check(&Memory::one(text.clone())).1;
        assert!(report.diagnostics.is_empty(), "{n}: {:?}", report.diagnostics[0].message);
        let model = report.value.expect("nothing is wrong with it");
        let value = |name: &str, time: f64| {
            let Kind::Auxiliary(e) = &model.variable(model.by_name[name]).kind else { panic!("{name} is an auxiliary") };
            e.evaluate(&mut |leaf| if matches!(leaf, Expr::Clock(Clock::Time)) { time } else { f64::NAN })
        };
        let in_order = (1..n).fold(0.1, |so_far, i| if i % 2 == 0 { so_far + 3.0 } else { so_far - 0.3 });
        assert_eq!(value("s", 3.0).to_bits(), f64::to_bits(in_order));
        let in_order = (1..n).fold(1.5, |so_far, i| if i % 2 == 0 { so_far * 1.1 } else { so_far / 1.3 });
        assert_eq!(value("p", 3.0).to_bits(), f64::to_bits(in_order));
        assert_eq!((value("l", 3.0), value("l", 9.5), value("r", 3.0), value("r", -1.0)), (1.0, 0.0, 0.0, 0.0));
        assert_eq!((value("g", 3.0), value("g", 1.0)), (3.0, 2.0));

        let units = UnitNames::of([text.as_str()]);
        let printed = print(&parse(0, &text, &units).0, &text);
        let again = print(&parse(0, &printed, &units).0, &printed);
        assert!(printed == again, "printing what was printed changes nothing");
        assert!(printed.split_whitespace().eq(text.split_whitespace()), "printing changes spaces only");
    }
}

#[test]
fn what_is_wrong_in_a_long_sum_is_told_once() {
    let text = format!("unit apple\naux a : 1 = 1{} + 1 apple{}\n", " + 1".repeat(4_000), " + 1".repeat(4_000));
    let found = faults(&text);
    assert_eq!((found.len(), found[0].code), (1, "unit-mismatch"));
    assert!(found[0].message.len() < 500, "{}", found[0].message);
}

#[test]
fn a_letter_of_another_alphabet_is_one_fault() {
    let found = faults("aux s : 1 = 1\naux a : 1 = \u{455} + 1\n");
    assert_eq!((found.len(), found[0].code), (1, "character"));
    let help = found[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("(U+0455) only looks like the `s` of the keyboard"), "{help}");
}
