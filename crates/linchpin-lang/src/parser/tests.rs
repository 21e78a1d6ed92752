//! Tests of the parser: faults are marked where they occur, `# error: 15-22 code` on a line above.

use super::*;
use crate::ast::Joined;
use crate::ast::{ExprKind, RangeText, SettingText, Sign, UnitText};

mod faults;
pub(crate) mod robust;

fn read(text: &str) -> (File, Vec<Diagnostic>) {
    parse(0, text, &UnitNames::of([text, "unit person\nunit kperson = 1000 person\nunit KRW_trn"]))
}

/// Reads a text without faults.
fn file(text: &str) -> File {
    let (file, diagnostics) = read(text);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    file
}

/// An expression with all its parentheses, units in brackets.
fn shape(e: &Expr) -> String {
    let list = |list: &[Expr]| list.iter().map(shape).collect::<Vec<_>>().join(", ");
    match &e.kind {
        ExprKind::Number { text, unit: None, .. } => text.clone(),
        ExprKind::Number { text, unit: Some(unit), .. } => format!("{text}[{}]", unit_shape(unit)),
        ExprKind::Date { year, month } => format!("{year}.{month}"),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Call(name, arguments) => format!("{}({})", name.text, list(arguments)),
        ExprKind::Negate(x) => format!("(-{})", shape(x)),
        ExprKind::Not(x) => format!("(not {})", shape(x)),
        ExprKind::Group(x) => shape(x),
        ExprKind::If(a, b, c) => format!("(if {} {} {})", shape(a), shape(b), shape(c)),
        ExprKind::Power(base, exponent) => format!("({} ^ {})", shape(base), shape(exponent)),
        ExprKind::Chain(first, rest) => rest.iter().fold(shape(first), |so_far, Joined { sign, operand, .. }| {
            let sign = match sign {
                Sign::Or => "or",
                Sign::And => "and",
                Sign::Less => "<",
                Sign::LessEqual => "<=",
                Sign::Greater => ">",
                Sign::GreaterEqual => ">=",
                Sign::Equal => "==",
                Sign::NotEqual => "!=",
                Sign::Add => "+",
                Sign::Subtract => "-",
                Sign::Multiply => "*",
                Sign::Divide => "/",
            };
            format!("({so_far} {sign} {})", shape(operand))
        }),
    }
}

fn unit_shape(unit: &UnitText) -> String {
    unit.factors.iter().map(|(name, power)| format!("{}{power:+}", name.text)).collect::<Vec<_>>().join(" ")
}

fn value(text: &str) -> Expr {
    let text = format!("aux x : 1 = {text}\n");
    match file(&text).statements.remove(0).body {
        Body::Auxiliary { value, .. } => value,
        other => panic!("{other:?}"),
    }
}

fn check(text: &str, expected: &str) {
    assert_eq!(shape(&value(text)), expected, "{text}");
}

#[test]
fn precedence() {
    check("a + b * c - d", "((a + (b * c)) - d)");
    check("a / b / c", "((a / b) / c)");
    check("-a^2", "(-(a ^ 2))");
    check("a^b^c", "(a ^ (b ^ c))");
    check("a^-b", "(a ^ (-b))");
    check("2 * -a", "(2 * (-a))");
    check("a - -b", "(a - (-b))");
    check("not a == b and c or d", "(((not (a == b)) and c) or d)");
    check("not not a", "(not (not a))");
    check("a < b + 1 and c >= d", "((a < (b + 1)) and (c >= d))");
    check("if a then b else if c then d else e + 1", "(if a b (if c d (e + 1)))");
    check("max(a, (b + c) * d, 1)", "max(a, ((b + c) * d), 1)");
    check("crisis.open.press * f(x)", "(crisis.open.press * f(x))");
}

#[test]
fn units_reach_as_far_as_their_names_go() {
    check("28.5 kperson / usfk_target", "(28.5[kperson+1] / usfk_target)");
    check("10 KRW_trn/year/kperson * x", "(10[KRW_trn+1 year-1 kperson-1] * x)");
    check("10 KRW_trn / year / x", "(10[KRW_trn+1 year-1] / x)");
    check("3 year^2", "3[year+2]");
    check("3 person/year^2 + 1", "(3[person+1 year-2] + 1)");
    check("3 year^-1", "3[year-1]");
    check("(3 year)^x", "(3[year+1] ^ x)");
    check("2 1/year", "2[1+1 year-1]");
    check("2 1 / year * x", "(2[1+1 year-1] * x)");
    check("3.4 % * gdp", "(3.4[%+1] * gdp)");
    check("3 %/year", "3[%+1 year-1]");
    check("5 month", "5[month+1]");
    check("if a then 22 kperson else 0", "(if a 22[kperson+1] 0)");
    // Misspelt ones are units all the same, so that the nearest can be told.
    check("3 kpersn", "3[kpersn+1]");
    check("3 kpersn / year", "3[kpersn+1 year-1]");
    check("3 kpersn * x", "(3[kpersn+1] * x)");
}

#[test]
fn numbers_and_dates() {
    check("1e-3 + 2.5E6", "(1e-3 + 2.5E6)");
    check("2026-01", "2026.1");
    check("2026 - 01", "(2026 - 01)");
    check("2026-1", "(2026 - 1)");
    check("12026-01", "(12026 - 01)");
    check("2041-12 - time", "(2041.12 - time)");
    check("1-2", "(1 - 2)");
    for (text, low, high) in [
        ("0..1", "0", "1"),
        ("0 .. 1", "0", "1"),
        ("0.5..1.5", "0.5", "1.5"),
        ("-1..a", "(-1)", "a"),
        ("2026-01..2030-07", "2026.1", "2030.7"),
    ] {
        let file = file(&format!(
            "lever x : 1 = 0 in {text} by rok
"
        ));
        let Body::Lever { range: Some(RangeText::Between(a, b)), .. } = &file.statements[0].body else { panic!("{file:?}") };
        assert_eq!((shape(a).as_str(), shape(b).as_str()), (low, high));
    }
}

#[test]
fn a_line_goes_on_after_operators_and_in_parentheses() {
    check("a +\n    b", "(a + b)");
    check("max(a\n    , b)", "max(a, b)");
    check("if a then\n    b else\n    c", "(if a b c)");
    check("a +  # half\n  # whole\n    b", "(a + b)");
    check("(a\n) + b", "(a + b)");
    assert_eq!(shape(&value("a\r\n  from b\r\n")), "a");
}

#[test]
fn properties_stand_in_any_order_on_any_line() {
    let here = file(
        "uncertainty x : year = 1 in 0 .. 2 ~ normal(1, 0.5) held \"T\" \"long\" ko \"제목\" from a, judgement because \"so\" hidden\n",
    );
    let there = file(
        "uncertainty x : year = 1\n  hidden\n  because \"so\"\n\tfrom a,\n    judgement\n  ko \"제목\"\n  \"T\"\n\n  \"long\"\n  held\n  ~ normal(1, 0.5)\n  in 0 .. 2\n",
    );
    assert_eq!(without_places(&here), without_places(&there));
    let statement = &here.statements[0];
    assert_eq!(statement.ko.as_ref().map(|ko| ko.text.as_str()), Some("제목"));
    assert_eq!(statement.from.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["a", "judgement"]);
}

#[test]
fn bounds_may_be_half_open() {
    for (text, low, high) in [("0 .. 1", true, true), ("0 ..", true, false), (".. 5", false, true), ("0..", true, false)] {
        for change in [" change x", "\n  change x", " hidden change x"] {
            let file = file(&format!("stock s : 1 = 0 within {text}{change}\n"));
            let Body::Stock { within: Some((a, b)), change: Some(_), .. } = &file.statements[0].body else { panic!("{file:?}") };
            assert_eq!((a.is_some(), b.is_some()), (low, high), "{text}");
        }
    }
}

#[test]
fn settings_are_values_rules_or_paths() {
    let file = file(
        "policy p \"P\" stress\n  a = 1.1, b = (2026-01 -> 2.4 %, 2035-01 -> 3.5 %),\n  c = (x + 1) * 2\n  d = if x > 100 person then 28.5 kperson else 22 kperson\n",
    );
    let Body::Policy { settings, stress, .. } = &file.statements[0].body else { panic!("{file:?}") };
    assert!(stress.is_some());
    let kinds = settings.iter().map(|s| (s.name.text.as_str(), matches!(s.value, SettingText::Path(..)))).collect::<Vec<_>>();
    assert_eq!(kinds, [("a", false), ("b", true), ("c", false), ("d", false)]);
}

#[test]
fn every_statement_with_every_property() {
    let file = file(ALL);
    let kinds = file
        .statements
        .iter()
        .map(|s| &ALL[s.keyword.start as usize..s.keyword.end as usize])
        .collect::<std::collections::BTreeSet<_>>();
    assert_eq!(kinds.len(), words::STATEMENTS.len(), "{kinds:?}");
    for keyword in words::STATEMENTS {
        for property in keyword.properties.iter().filter(|p| !p.word.is_empty()) {
            assert!(
                ALL.contains(&format!("{} ", property.word)) || ALL.contains(&format!("{}\n", property.word)),
                "{} {}",
                keyword.word,
                property.word
            );
        }
    }
}

#[test]
fn units_are_collected_first() {
    let text = "\u{feff}unit won \"w\"\r\nunit\tkwon = 1000 won\n  unit late\nunits x\nunit 3x\n# unit no\n";
    assert_eq!(unit_names(text), ["won", "kwon", "late"]);
    let units = UnitNames::of([text]);
    assert!(units.contains("months") && units.contains("kwon") && !units.contains("no"));
    assert!(units.iter().count() > TIME_UNITS.len());
}

#[test]
fn byte_order_marks_and_line_ends_do_not_matter() {
    let plain = "model m \"T\"\n  time 0 .. 1 year by 1 month\naux x : 1 = 1  # one\n";
    let plain_file = file(plain);
    for text in [format!("\u{feff}{plain}"), plain.replace('\n', "\r\n"), plain.replace("  ", "\t")] {
        assert_eq!(without_places(&plain_file), without_places(&file(&text)));
    }
}

/// A file as text, spans blanked.
pub(crate) fn without_places(file: &File) -> String {
    let text = format!("{:?}", file.statements);
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find('}').map_or(rest.len(), |end| end + 1)..];
    }
    out.push_str(rest);
    out
}

/// Every statement with every property once.
pub(crate) const ALL: &str = r#"model m "Model" ko "모형"
  time 2026-01 .. 2041-01 by 1 month
  record every 3 months of a, b,
    c
  method rk4
unit person
unit kperson = 1000 person "thousands"
actor rok "Republic of Korea"
sector s "Sector"
  "Longer."
  ko "섹터"
  ko "더 길게."
  theory "Someone 1960"
constant c : 1/year = 3 %/year from c1 because "rounded"
uncertainty u : year = 1 in 0.75 .. 2.5 ~ triangular held
uncertainty w : 1 = 1 in {1: 0.2, 2: 0.8} "Weighted"
uncertainty d : 1 = 3 among c1: 0.6, c2: 0.4, c3 held
uncertainty n : 1 = 0 ~ normal(0, 1)
correlation u, n = -0.4 "Together" from c2
shares whole = east, west, north concentration 30 from judgement
lever l : 1 = 1 in {1, 2, 3} by rok, us hidden
stock k : kperson = 3 within 0 .. 10 kperson change x - y
stock k2 : 1 = 3 within 0 ..
  inflow f, g
  outflow h
flow f : 1/year = k / 3 year
aux a : 1 = if x > 3 and not y < 2 then -x^2 else max(1, b) / (c + d)
event e at 0.3 1/year "An event"
table t (year) -> person/year
  extrapolate
  2026 -> 0.027
  2030-07 -> -3 person/year
game g "Game"
  solution logit
  player rok precision 2
  player us precision lam
  node open rok
    hold -> quiet "Hold", press -> answer
  node answer us
    yield -> quiet
    stand -> war
  terminal quiet "Nothing happens" ko "평온"
    rok = 0 util, us = 0.3 util
  terminal war
    rok = -1
    us = g.open.press * 2
outcome o : 1 = mean(a) "Outcome" better higher acceptable >= 95 %
criterion core = o, p
policy p "Policy" stress
  l = 1.1, m = (2026-01 -> 2.4 %, 2035-01 -> 3.5 %)
  q = if k > 3 kperson then 1 else 2
world v "World" beyond "as some hold"
  u = 3 year
source src "Source"
  publisher "Ministry" published 2025-12-03 kind official
  url "https://example.org/a" file "a.txt" via other, third
claim c1 : 1/year = 3 %/year "As said"
  in src p7 "3.0" via third
  in src
  but 3.1 %/year in other p3 "3.1"
  but in third
claim c2 "A stance" also "cue", "주한미군"
  speaker "A minister" of rok stance supports on 2028 .. 2030-06 planned as of 2025-12-03 about handover
  disposition mechanism informs a, k
check "all of it"
  futures 300
  policy p
  step 0.5 month
  no events
  when l = 2, u = 1 year
  against l = 1
  then a > baseline on average
  then a >= baseline at 2026-01 in 95 % of futures
  then b == 3 always in all futures
  then abs(o - baseline(o)) <= 3 % * baseline(o) until 2030-01
check "a sentence of a source"
  ko "한 문장"
  in first p3 "3.1"
  in other
  speaker "A minister" of rok
  from c2
  when policy p, l = 2
  against policy p
  then o < baseline
  expect contradicted because "The money is missing elsewhere."
"#;
