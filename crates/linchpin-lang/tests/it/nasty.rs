//! Texts that nobody writes: long chains, huge exponents, thousands of faults. They are answered, and in time.

use std::fmt::Write as _;

use linchpin_core::diagnostic::Diagnostic;
use linchpin_lang::check;
use linchpin_lang::files::Memory;

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
