//! Tests of the ledger against documents: what is found, what is caught, what is told.

use linchpin_core::evidence::{STALE_AFTER_YEARS, SourceDocId};
use linchpin_core::model::Model;
use linchpin_lang::files::Memory;
use linchpin_read::document;

use super::*;
use crate::ensemble;
use crate::open::{Opened, read};
use crate::plot::svg;
use crate::wire::LedgerReport;

const TEXT: &str = r#"model small "A small model"
  time 2026-01 .. 2031-01 by 1 month
unit USD_bn "billion dollars"
unit KRW_trn "trillion won"
unit person
unit kperson = 1000 person
actor us
source article "An article" published 2026-01 kind press file "article.txt"
source copy "A copy" published 2026-01 kind press file "copy.txt"
source other "Not at hand" published 2025 kind official
claim troops : kperson = 28.5 "Troops" in article p2 "28,500" but 27 in other as of 2026-01 about troops
claim fewer : kperson = 24.515 "Fewer" in other as of 2024 about troops
claim package : USD_bn = 350 "A package" in article p3 "$350 billion"
claim budget : KRW_trn/year = 65.8642 "The budget" in article p4 "65조 8,642억 원"
claim growth : 1/year = 7.5 %/year "Growth" in article p4 "7.5 percent"
claim command : year = 2030 "Command" in article p5 "wartime command" on 2030 planned about command
claim earlier "Command was meant to come sooner" in other on 2028 .. 2029-03 planned about command
claim verified "A first step was verified" in other on 2025-11-04 observed about command
claim stance "A stance" in article p6 "most basic" in copy p1 "most basic"
uncertainty here : kperson = 28.5 among troops, fewer held
lever share : 1 = 0.5 in 0 .. 1 by us
stock strength : 1 = 1
  change (here / 26 kperson - 1) * (share - 0.5) / 1 year
outcome m : 1 = strength better higher
policy low "Low"
  share = 0.2
policy high "High"
  share = 0.8
"#;

const ARTICLE: &str = "A headline\n\nSome 28,500 troops are there.\n\nIt was bought with $350 billion of investment.\n\
    Seoul raised its budget by 7.5 percent to 65조 8,642억 원.\n\nIt wants wartime command by 2030.\n\
    Being able to defend oneself is \u{201c}the most basic of basics\u{201d}, a leader wrote, and went on at some length about what \
    a country that lives among larger ones owes to itself and to those who come after it.\n";

const COPY: &str = "Being able to defend oneself is \"the most basic of basics\", a leader wrote, and went on at some length about \
    what a country that lives among larger ones owes to itself and to those who come after it.";

fn opened(text: &str) -> Opened {
    let opened = read("small", false, &Memory::one(text));
    assert!(opened.model.is_some(), "{:#?}", opened.diagnostics);
    opened
}

fn at_hand(model: &Model, texts: &[(&str, &str)]) -> Vec<AtHand> {
    let named = model.sources.iter().enumerate().filter_map(|(at, source)| Some((at, source.file.clone()?)));
    named
        .map(|(at, file)| AtHand {
            source: SourceDocId(at as u32),
            document: texts
                .iter()
                .find(|(name, _)| *name == file)
                .map(|(name, text)| document::read(name, text.as_bytes()).unwrap()),
            file,
        })
        .collect()
}

fn report(text: &str, article: &str) -> LedgerReport {
    let opened = opened(text);
    let model = opened.model.as_ref().unwrap();
    let documents = at_hand(model, &[("article.txt", article), ("copy.txt", COPY)]);
    check(Question { model, sources: &opened.sources, documents: &documents, stale_after: STALE_AFTER_YEARS })
}

/// Lines of faults, as a reader would see them.
fn faults(report: &LedgerReport) -> Vec<String> {
    let faulty = report.places.iter().filter(|place| place.fault);
    faulty.map(|place| format!("{}: {}: {}", place.claim, place.verdict, place.said.clone().unwrap_or_default())).collect()
}

#[test]
fn figures_are_found_as_amounts() {
    let report = report(TEXT, ARTICLE);
    assert_eq!(faults(&report), Vec::<String>::new());
    assert!(report.ok && report.missing.is_empty());
    let verdict = |claim: &str| report.places.iter().find(|place| place.claim == claim).unwrap().verdict;
    for claim in ["troops", "package", "budget", "growth", "command", "stance"] {
        assert_eq!(verdict(claim), "found", "{claim}");
    }
    assert_eq!(verdict("fewer"), "not at hand");
    assert_eq!((report.documents[0].spoken_for, report.documents[0].paragraphs.len()), (5, 6));
}

#[test]
fn one_digit_changed_in_a_document_is_named() {
    for (was, is, fault) in [
        ("28,500", "28,900", "troops: figure not there: there it says 28,900"),
        ("$350", "$340", "package: figure not there: there it says $340 billion"),
        ("8,642억", "8,643억", "budget: figure not there: "),
        ("7.5 percent", "7.6 percent", "growth: figure not there: there it says 7.6 percent"),
        ("by 2030", "by 2031", "command: another number: \"2031\" is 2031 year"),
        ("most basic", "least basic", "stance: figure not there: "),
    ] {
        let found = faults(&report(TEXT, &ARTICLE.replace(was, is)));
        assert_eq!(found.len(), 1, "{was}: {found:?}");
        assert!(found[0].starts_with(fault), "{was}: {found:?}");
    }
}

#[test]
fn one_digit_changed_in_a_claim_is_named() {
    for (was, is, fault) in [
        ("kperson = 28.5 \"Troops\"", "kperson = 28.6 \"Troops\"", "troops: another number: \"28,500\" is 28.5 kperson"),
        ("USD_bn = 350", "USD_bn = 35", "package: another number: \"$350 billion\" is 350 USD_bn"),
        ("= 65.8642", "= 65.8643", "budget: another number"),
        ("= 7.5 %/year", "= 7.4 %/year", "growth: another number"),
        ("year = 2030 \"Command\"", "year = 2031 \"Command\"", "command: another number: \"2030\" is 2030 year"),
        ("p2 \"28,500\"", "p2 \"28,50\"", "troops: figure not there"),
        ("p2 \"28,500\"", "p3 \"28,500\"", "troops: figure not there: it stands in paragraph 2"),
        ("p2 \"28,500\"", "p9 \"28,500\"", "troops: no such paragraph: the document has 6 paragraphs"),
        ("p3 \"$350 billion\"", "p4 \"7.5 percent\"", "package: another unit: the figure is a percent, the claim is in USD_bn"),
    ] {
        let text = TEXT.replace(was, is).replace("kperson = 28.5 among", "kperson = 24.515 among");
        let found = faults(&report(&text, ARTICLE));
        assert_eq!(found.len(), 1, "{is}: {found:?}");
        assert!(found[0].starts_with(fault), "{is}: {found:?}");
    }
}

#[test]
fn the_same_amount_in_other_words_is_found() {
    let article = ARTICLE.replace("28,500 troops", "28.5 thousand troops").replace("$350 billion", "350 billion dollars");
    assert_eq!(faults(&report(TEXT, &article)), Vec::<String>::new());
}

#[test]
fn a_file_that_is_not_there_is_a_fault() {
    let opened = opened(TEXT);
    let model = opened.model.as_ref().unwrap();
    let documents = at_hand(model, &[("article.txt", ARTICLE)]);
    let question = Question { model, sources: &opened.sources, documents: &documents, stale_after: STALE_AFTER_YEARS };
    let report = check(question);
    assert_eq!((report.missing.as_slice(), report.faults, report.ok), (["copy.txt".to_owned()].as_slice(), 1, false));
    // Without a folder nothing is amiss.
    assert!(check(Question { documents: &[], ..question }).ok);
}

#[test]
fn copies_are_seen_and_counted_once_when_they_say_so() {
    let found = report(TEXT, ARTICLE);
    assert_eq!(found.copies.len(), 1);
    assert!(found.copies[0].share > 0.9);
    assert_eq!(found.copies[0].counted_twice, ["stance"]);
    let said = report(&TEXT.replace("file \"copy.txt\"", "file \"copy.txt\" via article"), ARTICLE);
    assert!(said.copies[0].counted_twice.is_empty());
    let standing = |report: &LedgerReport, word: &str| report.standing.iter().find(|row| row.standing == word).unwrap().claims;
    assert_eq!((standing(&found, "corroborated"), standing(&said, "corroborated")), (1, 0));
}

#[test]
fn lists_name_what_is_open() {
    let report = report(TEXT, ARTICLE);
    let list = |name: &str| {
        let list = report.lists.iter().find(|list| list.name == name);
        list.map(|list| list.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>()).unwrap_or_default()
    };
    assert_eq!(list("disputed"), ["troops"]);
    assert!(list("unused").contains(&"package") && !list("unused").contains(&"troops"));
    // 2024 is not older than two years before 2026; with a shorter age it is.
    assert!(list("stale").is_empty());
    let opened = opened(TEXT);
    let model = opened.model.as_ref().unwrap();
    let strict = check(Question { model, sources: &opened.sources, documents: &[], stale_after: 1.0 });
    let stale = strict.lists.iter().find(|list| list.name == "stale").unwrap();
    assert_eq!(stale.members[0].name, "fewer");
    assert!(stale.members[0].note.starts_with("troops is newer; behind here"), "{}", stale.members[0].note);
}

fn asked() -> Asked {
    Asked { policies: Vec::new(), baseline: None, futures: 16, seed: 42 }
}

#[test]
fn a_dispute_that_decides_the_verdict_is_said_to_flip_it() {
    let opened = opened(TEXT);
    let model = opened.model.as_ref().unwrap();
    let quarrels = alternatives(model, None, &[]).unwrap();
    assert_eq!(quarrels[0].alternatives, [("troops".to_owned(), 28_500.0), ("fewer".to_owned(), 24_515.0)]);
    let report = dispute(model, &opened.sources, &quarrels[0], &asked(), &ensemble::in_memory).unwrap();
    // With more than 26 thousand the high share is better, with fewer it is worse.
    let outcome = &report.outcomes[0];
    assert_eq!((report.flips, outcome.verdict), (1, "flips"));
    let best: Vec<_> = outcome.sides.iter().map(|side| side.best.as_deref()).collect();
    assert_eq!(best, [Some("high"), Some("low")]);
    assert_eq!(outcome.turned, ["high"]);
    // In the same futures: the two sides are what setting the value by hand gives, bit for bit.
    let by_hand = |value: &str| {
        let mut experiment = crate::run::plan(model, &asked().request()).unwrap().experiment;
        let set = crate::run::setting(model, &format!("here={value}")).unwrap();
        experiment
            .arms
            .iter_mut()
            .for_each(|arm| arm.settings.push((set.id, linchpin_core::model::Setting::Constant(set.value))));
        let chunk = ensemble::in_memory(model, &experiment).unwrap();
        (0..16).map(|at| chunk.outcomes[1][0][at] - chunk.outcomes[0][0][at]).sum::<f64>() / 16.0
    };
    assert_eq!(outcome.sides[1].signs[0].difference.map(f64::to_bits), Some(by_hand("24.515").to_bits()));
}

#[test]
fn a_dispute_that_does_not_matter_holds() {
    let text = TEXT.replace("here / 26 kperson - 1", "here / 20 kperson - 1");
    let opened = opened(&text);
    let model = opened.model.as_ref().unwrap();
    let quarrel = &alternatives(model, Some("here"), &[]).unwrap()[0];
    let report = dispute(model, &opened.sources, quarrel, &asked(), &ensemble::in_memory).unwrap();
    assert_eq!((report.flips, report.outcomes[0].verdict), (0, "holds"));
}

#[test]
fn disputes_refuse_what_is_none() {
    let opened = opened(TEXT);
    let model = opened.model.as_ref().unwrap();
    let why = |name: Option<&str>, among: &[&str]| {
        let among: Vec<String> = among.iter().map(|name| (*name).to_owned()).collect();
        alternatives(model, name, &among).unwrap_err().why
    };
    assert_eq!(why(Some("strength"), &[]), "small has no uncertainty `strength`");
    assert_eq!(why(Some("here"), &["nobody", "troops"]), "small has no claim `nobody`");
    assert_eq!(why(Some("here"), &["package", "troops"]), "`package` gives no number in kperson");
    assert_eq!(why(Some("here"), &["troops"]), "these claims give one number: there is no dispute");
}

#[test]
fn plan_and_fact_stand_together() {
    let opened = opened(TEXT);
    let model = opened.model.as_ref().unwrap();
    let report = timeline(model);
    assert_eq!((report.events, report.lanes.len()), (3, 1));
    let when: Vec<(&str, &str)> = report.lanes[0].events.iter().map(|event| (event.when.as_str(), event.status)).collect();
    assert_eq!(when, [("2025-11-04", "observed"), ("2028 .. 2029-03", "planned"), ("2030", "planned")]);
    let picture = svg(&scene(model, &report, None));
    assert!(picture.contains("2025-11-04") && picture.contains("planned for then"));
    assert!(picture.contains("Dated events of A small model: 2 planned, 1 observed, on 1 lanes."));
}

#[test]
fn bibliographies_and_annotations_say_what_the_ledger_says() {
    let text = TEXT
        .replace("\"Not at hand\" published 2025", "\"Costs & shares of 50 %\" published 2025-12-03 publisher \"A_ministry\"");
    let opened = opened(&text);
    let model = opened.model.as_ref().unwrap();
    let entries = export(model, Form::Biblatex);
    assert_eq!(entries.matches("\n}\n").count(), model.sources.len());
    assert!(entries.contains(
        "@report{other,\n  title = {Costs \\& shares of 50 \\%},\n  institution = {A\\_ministry},\n  date = {2025-12-03},"
    ));
    assert!(entries.starts_with("@online{article,\n  title = {An article},\n  date = {2026-01},"));
    let items: serde_json::Value = serde_json::from_str(&export(model, Form::CslJson)).unwrap();
    assert_eq!(items[2]["type"], "report");
    assert_eq!(items[2]["issued"]["date-parts"], serde_json::json!([[2025, 12, 3]]));
    assert_eq!(items[0]["id"], "article");
    let annotations: serde_json::Value = serde_json::from_str(&export(model, Form::Annotations)).unwrap();
    let places: usize = model.claims.iter().map(|claim| claim.found.len() + claim.dissent.len()).sum();
    assert_eq!(annotations.as_array().map(Vec::len), Some(places));
    assert_eq!(annotations[0]["target"]["source"], "article.txt");
    assert_eq!(annotations[0]["target"]["selector"][0]["value"], "p2");
    assert_eq!(annotations[0]["target"]["selector"][1]["exact"], "28,500");
    assert_eq!(annotations[1]["motivation"], "questioning");
}
