//! Wrong texts. Above each wrong line stands `# error: COLUMNS code`, columns from 1, the last one included.

use super::*;
use linchpin_core::diagnostic::SourceMap;

/// Reads a text and compares its faults with the marks in it.
fn check(text: &str) {
    let mut map = SourceMap::default();
    map.add("t.lin", text);
    let (_, diagnostics) = read(text);
    let mut marks = Vec::new();
    let mut pending: Vec<String> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        match line.trim_start().strip_prefix("# error: ") {
            Some(mark) => pending.push(mark.into()),
            None => marks.extend(pending.drain(..).map(|mark| format!("{} {mark}", i + 1))),
        }
    }
    let found = diagnostics.iter().map(|d| {
        let (line, column) = map.line_column(d.span);
        let last = column + map.text(d.span).chars().count().max(1) - 1;
        let columns = if last > column { format!("{column}-{last}") } else { column.to_string() };
        assert!(d.help.is_some(), "no help: {}", map.render(d, false));
        format!("{line} {columns} {}", d.code)
    });
    let drawn = diagnostics.iter().map(|d| map.render(d, false)).collect::<String>();
    assert_eq!(found.collect::<Vec<_>>(), marks, "\n{text}\n{drawn}");
}

/// The help of the first fault.
fn help(text: &str) -> String {
    read(text).1.first().and_then(|d| d.help.clone()).unwrap_or_default()
}

#[test]
fn keywords() {
    check("# error: 1-3 unknown-keyword\naxu a : 1 = 3\n# error: 1-11 unknown-keyword\nusfk_target : 1 = 3\n");
    check(
        "# error: 1-9 unknown-keyword\nparameter p : 1 = 3 in 0 .. 5\n# error: 1-5 unknown-keyword\nhello\n  world\naux a : 1 = 3\n",
    );
    check("# error: 1-3 unknown-keyword\nAux a : 1 = 3\n");
    assert_eq!(help("stcok s : 1 = 0\n"), "did you mean `stock`?");
    assert_eq!(help("parameter p : 1 = 3\n"), "did you mean `uncertainty`?");
    assert!(help("gdp : 1 = 3\n").contains("`aux gdp : 1 = ...`"));
}

#[test]
fn indentation() {
    check("  # error: 3-5 indent\n  aux a : 1 = 0\naux b : 1 = 3\n");
    check("aux a : 1 = 0\n  # error: 3-7 indent\n  stock b : 1 = 3\n    change a\naux c : 1 = 1\n");
    check("stock s : 1 = 0\n# error: 1-6 indent\nchange x\n  from a\n");
    check("policy p\n# error: 1 indent\na = 1\ngame g\n  node a rok\n# error: 1-4 indent\nhold -> b\n");
    check("aux a : 1 = 1\n# error: 1-7 indent\n\"Title\"\n");
    check("aux a : 1 = max(a,\n# error: 1 indent\nb)\n");
    check("# error: 1-2 indent\n12\naux a : 1 = 3\n");
}

#[test]
fn properties() {
    check("stock s : 1 = 0\n  # error: 3-8 unknown-property\n  chnage x\n");
    check("# error: 17-22 unknown-property\nstock s : 1 = 3 whitin 0 .. 1 change x\n");
    check("# error: 16-19 unknown-property\naux ee : 1 = 1 form judgement\n");
    check("aux a : 1 = 3\n  # error: 3-8 unknown-property\n  within 0 .. 1\n");
    check("aux a : 1 = 3\n  # error: 3-7 unknown-property\n  flavo \"x\"\n");
    check("stock s : 1 = 0\n  # error: 10 syntax\n  change = x\n");
    check("# error: 22-27 given-twice\naux a : 1 = 3 hidden hidden\n");
    check("aux a : 1 = 3 \"one\" \"two\"\n  # error: 3-9 given-twice\n  \"three\"\n");
    check("aux a : 1 = 3 \"one\" ko \"하나\" ko \"둘\"\n  # error: 6-8 given-twice\n  ko \"셋\"\n");
    check("# error: 24 syntax\nsource so publisher \"x\", kind official\n");
    check("# error: 45-47 syntax\noutcome oo : 1 = 3 better higher acceptable 0.3\n");
    assert!(help("aux a : 1 = 3\n  within 0 .. 1\n").contains("properties of `aux`"));
    assert_eq!(help("stock s : 1 = 0\n  chnage x\n"), "did you mean `change`?");
}

#[test]
fn headers() {
    check("# error: 5 missing-unit\naux k = 3\n# error: 7 missing-unit\nlever x in 0 .. 1\n");
    check("# error: 9 syntax\naux l : 1\n# error: 9 syntax\naux m : = 3\n# error: 13 syntax\naux n : KRW/(year*person) = 3\n");
    check("# error: 1-3 syntax\naux\n# error: 5 syntax\naux 2x : 1 = 3\n# error: 6-7 reserved-name\nunit in \"inch\"\n");
    check("# error: 7-9 syntax\nevent foo\n# error: 9-12 syntax\ntable t year -> 1\n  2026 -> 3\n");
    check("# error: 5-7 syntax\naux a.b : 1 = 3\n# error: 5-8 reserved-name\naux then : 1 = 3\n");
    check("# error: 11 syntax\ncriterion c\n# error: 1-5 syntax\ncheck\n  then a > 3\n");
    assert!(help("aux a.b : 1 = 3\n").contains("`a_b`"));
}

#[test]
fn numbers() {
    check(
        "# error: 16-20 number\nunit kperson = 1,000 person\n# error: 13-15 number\naux r : 1 = 3,5 %\n# error: 13-21 number\naux s : 1 = 1,000,000\n",
    );
    check(
        "# error: 13-17 number\naux r : 1 = 1_000\n# error: 13-14 number\naux r : 1 = .5\n# error: 13-14 number\naux r : 1 = 5.\n",
    );
    check(
        "# error: 13-17 number\naux r : 1 = 1e999\n# error: 13-19 date\naux r : 1 = 2026-13\n# error: 13-22 date\naux r : 1 = 2026-01-15\n",
    );
    check("policy p\n  # error: 7-11 number\n  a = 1,200, b = 3\n");
    check("# error: 13-18 number\naux r : 1 = 1e-999\n# error: 16-17 number\naux s : 1 = 1.2.3\n");
    assert!(read("aux a : 1 = 0e-999 + 0.0\n").1.is_empty());
    assert_eq!(help("aux a : 1 = 1.2.3\n"), "take the second one away");
    assert_eq!(help("aux a : 1 = 1,000,000\n"), "write `1000000`");
    assert_eq!(help("aux a : 1 = 3,5\n"), "write `3.5`");
    // Arguments and members of a set are separated by commas, with or without a space.
    assert!(read("aux a : 1 = max(1,100)\nlever l : 1 = 1 in {1,200} by r\n").1.is_empty());
}

#[test]
fn operators() {
    check("# error: 19 chained-comparison\naux b : 1 = 0 < x < 3\n");
    check("# error: 18 syntax\naux c : 1 = if x = 3 then 1 else 0\n");
    check("# error: 15-16 foreign-sign\n# error: 20-21 foreign-sign\n# error: 23 foreign-sign\naux d : 1 = x && y || !z\n");
    check("# error: 15-16 foreign-sign\naux e : 1 = x ** 2\n");
    check("# error: 13-14 foreign-sign\nunit person := 3 year\n");
    check(
        "# error: 15 foreign-sign\naux f : 1 = a \u{2212} b\n# error: 15 foreign-sign\naux f : 1 = a \u{2264} b\n# error: 15-16 foreign-sign\naux f : 1 = a <> b\n",
    );
    check("# error: 15-16 foreign-sign\naux f : 1 = a // half\n# error: 14 foreign-sign\naux g : 1 = a;\n");
    check(
        "# error: 15 syntax\naux a : 1 = a b\n# error: 15 syntax\naux a : 1 = a 3\n# error: 17 syntax\naux a : 1 = a + * b\n# error: 15 syntax\naux a : 1 = a +\n",
    );
    check("aux v : 1 = a\n    # error: 5 syntax\n    + b\n");
    check(
        "# error: 16 syntax\naux ii : 1 = x %\n# error: 22-25 syntax\naux jj : 1 = (3 + 4) year\n# error: 19-20 syntax\nconstant ll : 1 = in 0 .. 3\n",
    );
    check(
        "# error: 13 syntax\naux a : 1 = + b\n# error: 17-18 syntax\naux a : 1 = 1 + if a then b else c\n# error: 15 foreign-sign\naux a : 1 = a ? b : c\n",
    );
    assert_eq!(help("aux b : 1 = 0 < x <= 3\n"), "write `0 < x and x <= 3`");
}

#[test]
fn choices() {
    check(
        "# error: 13-14 syntax\naux t : 1 = if a then b\n# error: 18 syntax\naux u : 1 = if a b else c\n# error: 13-14 syntax\naux t : 1 = if a\n  from b\n",
    );
}

#[test]
fn parentheses() {
    check("# error: 13 unclosed-parenthesis\naux f : 1 = (a + b\n# error: 18 unopened-parenthesis\naux g : 1 = a + b)\n");
    check(
        "# error: 16 unclosed-parenthesis\naux h : 1 = max(a, b\n  \"title\"\n  from judgement\n# error: 16 unclosed-parenthesis\naux h : 1 = max(a, b \"title\"\n",
    );
    check("# error: 18 unclosed-parenthesis\nstock s : 1 = max(0, 1\n  change x\n# error: 22 syntax\naux h : 1 = max(a, b c)\n");
    check("# error: 26 unclosed-parenthesis\nuncertainty z : 1 = 3 in {1, 2\n# error: 16 syntax\naux a : 1 = sin(\n");
    check("policy p\n  # error: 7 unclosed-parenthesis\n  a = (2026-01 -> 1, 2027-01 -> 2\naux b : 1 = 3\n");
}

#[test]
fn strings_and_characters() {
    check("# error: 11-15 unclosed-string\nactor rok \"open\nactor us \"United States\"\n");
    check(
        "# error: 14-15 escape\nactor rok \"a \\n\"\n# error: 11-13 foreign-sign\nactor rok 'a'\n# error: 11-13 foreign-sign\nactor rok \u{201c}a\u{201d}\n",
    );
    check(
        "# error: 14 character\naux a : 1 = a$ b\n# error: 13-14 character\naux a : 1 = \u{0}\u{0}\n# error: 5-6 character\naux \u{d55c}\u{ad6d} : 1 = 3\n",
    );
    check("# error: 13-17 unclosed-string\naux o : 1 = \"text\n");
}

#[test]
fn games() {
    check(
        "game g\n  # error: 3-6 syntax\n  hold -> x\n  # error: 15-17 syntax\n  player dprk lam\n  # error: 8-11 syntax\n  node open\n    hold -> y\n",
    );
    check(
        "game g\n  # error: 21 syntax\n  terminal t \"x\" ko 3\n    # error: 5-8 syntax\n    dprk 0\n  node n dprk\n    # error: 5-8 syntax\n    hold > y\n    go -> t\n",
    );
}

#[test]
fn checks_and_claims() {
    check(
        "check \"c\"\n  # error: 10-11 syntax\n  when a == 3\n  # error: 10 syntax\n  # error: 17-23 syntax\n  then x = 3 on avarage\n  # error: 20-26 syntax\n  then x > 3 in 95 futures\n",
    );
    check("check \"c\"\n  # error: 6-9 syntax\n  no luck\n");
    check("# error: 32 syntax\nclaim cl : year = 2030 in seed 7 \"x\"\n  # error: 9-10 syntax\n  but 3 at seed\n");
    check("policy pp\n  # error: 9 syntax\n  a = 1 b = 2\n  # error: 30 syntax\n  c = (2026-01 -> 1, 2027-01 2)\n");
    check("# error: 24-32 given-twice\n# error: 24-32 syntax\nsource s published \"x\" published\n");
}

#[test]
fn one_slip_is_one_fault() {
    check("aux a : 1 = 1\n  # error: 3-5 unknown-keyword\n  gdp : 1 = 3 in 0 .. 1\n  \"T\" ko \"K\"\naux b : 1 = 1\n");
    check("# error: 1-2 indent\n-> aux a : 1 = 1 +\n    2 \"T\"\n# error: 1 unknown-keyword\nx aux b : 1 = 1\n");
    check("aux a : 1 = 3\n  # error: 13 unclosed-string\n  T\" ko \"\u{d55c} \u{ad6d}\"\n");
    check("# error: 16 unclosed-parenthesis\naux a : 1 = if (x > 1 then 2 else 3\n");
    assert!(read("aux a : 1 = 3\n  T\" ko \"x\"\n").1[0].message.contains("do not pair"));
}

#[test]
fn model_frame() {
    check("model m\n  # error: 27 syntax\n  time 2026-01 .. 2041-01 1 month\n  # error: 10-13 syntax\n  record each 3 months\n");
}

#[test]
fn all_faults_are_found_in_one_go() {
    let text = words::STATEMENTS.iter().map(|keyword| format!("{} 3 (\n  flub 3\n", keyword.word)).collect::<String>();
    let lines = read(&text)
        .1
        .iter()
        .map(|d| text[..d.span.start as usize].matches('\n').count() / 2)
        .collect::<std::collections::BTreeSet<_>>();
    assert_eq!(lines.len(), words::STATEMENTS.len());
}
