//! Tests of the printer: the form of the house, and that printing changes no meaning.

use super::print;
use crate::lexer::{Kind, lex};
use crate::parser::tests::{ALL, robust::Noise, without_places};
use crate::parser::{UnitNames, parse};

fn units(text: &str) -> UnitNames {
    UnitNames::of([text, "unit person\nunit kperson = 1000 person\nunit util"])
}

fn printed(text: &str, units: &UnitNames) -> String {
    let (file, diagnostics) = parse(0, text, units);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    print(&file, text)
}

fn check(text: &str, expected: &str) {
    assert_eq!(printed(text, &units(text)), expected);
    keeps(text, &units(text));
}

/// Printing keeps what is said and all comments, and printing again changes nothing.
fn keeps(text: &str, units: &UnitNames) {
    let (file, _) = parse(0, text, units);
    let once = printed(text, units);
    let (again, diagnostics) = parse(0, &once, units);
    assert!(diagnostics.is_empty(), "{text}\n-----\n{once}\n{diagnostics:#?}");
    assert_eq!(without_places(&again), without_places(&file), "\n{text}\n-----\n{once}");
    let comments = |file: &crate::ast::File| {
        let mut texts: Vec<String> = file.comments.iter().map(|comment| comment.text.clone()).collect();
        texts.sort();
        texts
    };
    assert_eq!(comments(&again), comments(&file), "\n{text}\n-----\n{once}");
    assert_eq!(print(&again, &once), once, "\n{text}");
}

#[test]
fn canonical_text_stays() {
    keeps(ALL, &units(ALL));
    let once = printed(ALL, &units(ALL));
    check(&once, &once);
}

#[test]
fn spaces_and_blank_lines() {
    check(
        "\n\n\naux   a:1=  1+b*( c-d )\n\n\n\naux b  : 1/year =3%/year\n",
        "aux a : 1 = 1 + b * (c - d)\n\naux b : 1/year = 3 %/year\n",
    );
    check(
        "stock s : kperson=28.5 kperson  within 0..\n\tchange -x^ 2/3 year\n",
        "stock s : kperson = 28.5 kperson within 0 ..\n  change -x^2 / 3 year\n",
    );
    check("lever l:1=1 in{1:0.2,2:0.8}by a,b\n", "lever l : 1 = 1 in {1: 0.2, 2: 0.8} by a, b\n");
    check("aux a : 1 = 3.50 + 1e-3 + ((b))\n", "aux a : 1 = 3.50 + 1e-3 + ((b))\n");
    check("actor a \"say \\\"x\\\\y\\\"\"\n", "actor a \"say \\\"x\\\\y\\\"\"\n");
}

#[test]
fn the_order_and_lines_of_the_author_stay() {
    check("aux a : 1 = 1 \"T\" from b\n  ko \"제\" hidden\n", "aux a : 1 = 1 \"T\" from b\n  ko \"제\" hidden\n");
    check("policy p x = 1,y=2\n   z = 3, \n w = 4 \"T\"\n", "policy p\n  x = 1, y = 2\n  z = 3\n  w = 4\n  \"T\"\n");
    check(
        "check\n  \"c\"\n  then a>1 in 95% of futures at 2026-01\n",
        "check \"c\"\n  then a > 1 at 2026-01 in 95 % of futures\n",
    );
    check("table t(year)->1 2026->1,2027->2\n", "table t (year) -> 1\n  2026 -> 1\n  2027 -> 2\n");
    check("event e \"T\" at x\n", "event e \"T\" at x\n");
    check("source s published \"2025-12\" kind press\n", "source s published 2025-12 kind press\n");
    check("source s published \"spring 2025\"\n", "source s published \"spring 2025\"\n");
}

#[test]
fn games_stand_deeper() {
    check(
        "game g\n player a precision 2\n node x a\n hold->y \"Hold\"ko \"유지\", press -> y ko\"압박\"\n terminal y \"End\"\n a=1,b=2\n c=3\n",
        "game g\n  player a precision 2\n  node x a\n    hold -> y \"Hold\" ko \"유지\"\n    press -> y ko \"압박\"\n  terminal y \"End\"\n    a = 1, b = 2\n    c = 3\n",
    );
}

#[test]
fn comments_stay_where_they_belong() {
    check(
        "# top\n\n  # still top\naux a : 1 = 1    # one\n   # of a\n# of b\naux b : 1 = x +  # x\n     # between\n    y  # y\n  # title below\n  \"T\"#t\n# end",
        "# top\n\n# still top\naux a : 1 = 1  # one\n  # of a\n# of b\n# between\n# x\naux b : 1 = x + y  # y\n  # title below\n  \"T\"  #t\n# end\n",
    );
    check(
        "policy p  # p\n  a = 1,  # a\n  b = 2\n\n  # c\n  c = (2026 -> 1,  # first\n    2027 -> 2)\n",
        "policy p  # p\n  a = 1  # a\n  b = 2\n\n  # c\n  c = (2026 -> 1, 2027 -> 2)  # first\n",
    );
}

#[test]
fn long_lines_are_broken_at_shallow_places() {
    let text = "aux u_us_int : util = v_ally * (1 - p_full) - us_war_cost - homeland_w * homeland_reach * nuclear_shadow - 0.7 util * us_restraint + us_commit\n";
    let expected = "aux u_us_int : util = v_ally * (1 - p_full) - us_war_cost - homeland_w * homeland_reach * nuclear_shadow -\n    0.7 util * us_restraint + us_commit\n";
    check(text, expected);
    let title = "t".repeat(90);
    check(
        &format!("aux a : 1 = some_name + another_name \"{title}\" hidden\n"),
        &format!("aux a : 1 = some_name + another_name\n  \"{title}\" hidden\n"),
    );
    let from = (0..30).map(|i| format!("claim_{i}")).collect::<Vec<_>>().join(", ");
    let out = printed(&format!("aux a : 1 = 1 from {from}\n"), &units(""));
    assert!(out.lines().all(|line| line.len() <= 120), "{out}");
    assert_eq!(out.lines().count(), 4, "{out}");
}

#[test]
fn models_at_hand_keep_their_meaning() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models"))];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "lin") {
                texts.extend(std::fs::read_to_string(path));
            }
        }
    }
    let units = UnitNames::of(texts.iter().map(String::as_str));
    texts.iter().for_each(|text| keeps(text, &units));
}

/// A random expression, shallow enough to read.
fn expression(noise: &mut Noise, depth: usize) -> String {
    let next = |noise: &mut Noise| expression(noise, depth.saturating_sub(1));
    let atom = |noise: &mut Noise| {
        ["x", "3 kperson", "0.5", "2026-07", "crisis.open.press", "1/year", "3.4 %/year", "time", "a_rather_long_name"]
            [noise.below(9)]
        .to_string()
    };
    if depth == 0 {
        return atom(noise);
    }
    let (a, b, c) = (next(noise), next(noise), next(noise));
    match noise.below(9) {
        0 | 1 => format!("{a} {} {b}", ["+", "-", "*", "/"][noise.below(4)]),
        2 => format!("(({a}) {} ({b}))", ["<", "<=", ">", ">=", "==", "!=", "and", "or"][noise.below(8)]),
        3 => format!("(if {a} then {b} else {c})"),
        4 => format!("f({a}, {b})"),
        5 => format!("-({a})^({b})"),
        6 => format!("(not {a})"),
        7 => format!("max({a}, ({b}), -{c})"),
        _ => atom(noise),
    }
}

/// The same tokens with other spaces, breaks, blank lines and comments.
fn shaken(text: &str, noise: &mut Noise) -> String {
    let tokens = lex(0, text).tokens;
    let mut out = String::new();
    let mut depth = 0;
    for (i, token) in tokens.iter().filter(|token| token.kind != Kind::End).enumerate() {
        let comment = |noise: &mut Noise| if noise.below(6) == 0 { format!(" # c{}", noise.below(100)) } else { String::new() };
        let fill = |noise: &mut Noise| match noise.below(8) {
            0 => "\n".to_string(),
            1 => format!("{}# own {}\n", " ".repeat(noise.below(4)), noise.below(100)),
            _ => String::new(),
        };
        if token.opens_line && i > 0 {
            out += &format!("{}\n{}{}", comment(noise), fill(noise), fill(noise));
            out += &" ".repeat(if token.opens_statement { 0 } else { 1 + noise.below(5) });
        } else if i > 0 {
            let goes_on = depth > 0 || tokens[i - 1].kind.continues();
            if goes_on && noise.below(7) == 0 {
                out += &format!("{}\n{}{}", comment(noise), fill(noise), " ".repeat(1 + noise.below(6)));
            } else {
                out += &" ".repeat(1 + noise.below(2));
            }
        }
        match token.kind {
            Kind::LeftParenthesis | Kind::LeftBrace => depth += 1,
            Kind::RightParenthesis | Kind::RightBrace => depth -= 1,
            _ => {}
        }
        out += &text[token.start as usize..token.end as usize];
    }
    out + "\n"
}

#[test]
fn any_spelling_keeps_its_meaning() {
    let mut noise = Noise::new(11);
    for round in 0..120 {
        let mut text = String::from(if round % 3 == 0 { ALL } else { "" });
        for i in 0..8 {
            let (a, b) = (expression(&mut noise, 1 + i % 5), expression(&mut noise, 2));
            text += &match noise.below(4) {
                0 => format!("stock s{i} : kperson = {b} within 0 .. change {a}\n  \"T\"\n"),
                1 => format!("policy p{i}\n  a = {a}, b = (2026-01 -> 1, 2030 -> 2 kperson)\n  c = if x > 1 then {a} else {b}\n"),
                2 => format!("check \"c{i}\"\n  when a = {a}, b = 3\n  then ({b}) > baseline on average\n"),
                _ => format!("aux a{i} : kperson/year = {a}\n  from x, y, judgement\n"),
            };
        }
        let text = shaken(&text, &mut noise);
        keeps(&text, &units(&text));
    }
}

#[test]
fn what_is_still_right_after_a_change_keeps_its_meaning() {
    let pieces = [
        "(", ")", ",", "\n", "\n  ", " ", "\"", "#", "# c\n", "-", "1", "x", "^", " hidden ", "..", "=", "\\\"", "2026-01",
        " if ", "\r\n", "in ", "\"t\" ",
    ];
    let mut noise = Noise::new(3);
    for _ in 0..800 {
        let mut text = ALL.to_string();
        for _ in 0..1 + noise.below(3) {
            let mut at = noise.below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            if noise.below(2) == 0 {
                text.insert_str(at, pieces[noise.below(pieces.len())]);
            } else {
                text.remove(at);
            }
        }
        let units = units(&text);
        if parse(0, &text, &units).1.is_empty() {
            keeps(&text, &units);
        }
    }
}
