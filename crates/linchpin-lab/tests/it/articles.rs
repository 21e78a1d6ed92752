//! Made-up articles, in English and Korean, plain and with the noise of web pages: some whose change must apply, some whose number
//! must not be taken over, some that speak of other countries altogether. What follows from one is what setting the same value by hand gives, to the bit.

use std::sync::atomic::AtomicBool;

use linchpin_core::model::Model;
use linchpin_lab::evidence::article::{self, Article};
use linchpin_lab::evidence::impact::{accepted, impact, typed};
use linchpin_lab::evidence::proposal::propose;
use linchpin_lab::evidence::reading::{Reading, Verdict, read, subject_of};
use linchpin_lab::evidence::subject::Subjects;
use linchpin_lab::open::{Opened, open};
use linchpin_lab::run::{Manner, Request, plan, run};

fn flagship() -> (Opened, Model) {
    let mut opened = open("korea-2026").expect("it comes along");
    let model = opened.model.take().expect("it is right");
    (opened, model)
}

fn article(name: &str) -> Article {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles").join(name);
    article::open(&path).expect("it is an article")
}

fn sets(model: &Model, reading: &Reading) -> Vec<String> {
    accepted(model, reading, &[]).expect("all is accepted").into_iter().map(|change| typed(model, change)).collect()
}

#[test]
fn some_apply_and_some_do_not() {
    let (_, model) = flagship();
    let subjects = Subjects::of(&model);
    let expected: [(&str, &[&str]); 38] = [
        ("apply_troops.txt", &["usfk_target=20", "usfk_year=2029"]),
        ("apply_command.html", &["opcon_date=2033"]),
        ("apply_share.ko.txt", &["share_target=0.032", "share_year=2037"]),
        ("apply_ask.txt", &["sma_ask=8"]),
        ("apply_service.ko.html", &["service_years=1.75"]),
        ("apply_troops.ko.txt", &["usfk_target=22", "usfk_year=2030"]),
        ("keep_denied.txt", &[]),
        ("keep_opponent.ko.txt", &[]),
        ("keep_old.txt", &[]),
        ("keep_elsewhere.txt", &[]),
        // A dateline, and a force that is not called by its usual name.
        ("apply_garrison.txt", &["usfk_target=20", "usfk_year=2028"]),
        // "Informed Seoul that it would": a plan told in the past.
        ("apply_reported.txt", &["usfk_target=22", "usfk_year=2030"]),
        // "Not until 2033", "over the objections of the opposition".
        ("apply_until.txt", &["opcon_date=2033"]),
        ("apply_host.md", &["sma_ask=8"]),
        ("apply_share_ask.txt", &["us_share_ask=0.05"]),
        ("apply_command.ko.html", &["opcon_date=2033"]),
        ("apply_ask.ko.txt", &["sma_ask=5"]),
        ("apply_service.html", &["service_years=1.75"]),
        ("apply_share_cabinet.ko.txt", &["share_target=0.032", "share_year=2035"]),
        ("apply_halved.txt", &["usfk_target=14", "usfk_year=2030"]),
        ("apply_moved.txt", &["opcon_date=2033"]),
        ("apply_terms.txt", &["sma_ask=9"]),
        ("apply_plan.ko.txt", &["share_target=0.032", "share_year=2036"]),
        ("keep_ally.txt", &[]),
        ("keep_rejected.txt", &[]),
        ("keep_opponent.txt", &[]),
        // Headlines that the text takes back, or puts into the past, or asks.
        ("keep_denied.ko.txt", &[]),
        ("keep_rumour.ko.txt", &[]),
        ("keep_old.ko.txt", &[]),
        ("keep_archive.txt", &[]),
        ("keep_question.txt", &[]),
        ("keep_critics.txt", &[]),
        ("keep_units.txt", &[]),
        ("keep_war.txt", &[]),
        ("keep_gulf.txt", &[]),
        ("keep_island.ko.txt", &[]),
        ("keep_neighbour.txt", &[]),
        ("keep_rival.txt", &[]),
    ];
    for (name, settings) in expected {
        let reading = read(&model, &subjects, &article(name).document);
        assert_eq!(sets(&model, &reading), settings, "{name}: {:#?}", reading.items);
    }
}

#[test]
fn a_number_that_is_not_taken_over_says_why() {
    let (_, model) = flagship();
    let subjects = Subjects::of(&model);
    for (name, reason) in [
        ("keep_denied.txt", "denied"),
        ("keep_opponent.ko.txt", "one side"),
        ("keep_old.txt", "older"),
        ("keep_elsewhere.txt", "another country"),
    ] {
        let reading = read(&model, &subjects, &article(name).document);
        let kept_out = reading.items.iter().filter(|item| item.verdict == Verdict::NotTaken);
        assert!(kept_out.flat_map(|item| &item.why).any(|why| why.contains(reason)), "{name}: {:#?}", reading.items);
    }
}

#[test]
fn an_article_about_another_country_confirms_nothing() {
    let (_, model) = flagship();
    let subjects = Subjects::of(&model);
    for name in ["keep_war.txt", "keep_gulf.txt", "keep_island.ko.txt", "keep_neighbour.txt", "keep_rival.txt", "keep_units.txt"]
    {
        let reading = read(&model, &subjects, &article(name).document);
        let spoken = |verdict: Verdict| matches!(verdict, Verdict::Confirms | Verdict::Contradicts | Verdict::Updates);
        let found: Vec<_> = reading.items.iter().filter(|item| item.kind != "stance" && spoken(item.verdict)).collect();
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn what_grew_this_year_is_not_what_grew_in_ten() {
    let (_, model) = flagship();
    let subjects = Subjects::of(&model);
    let text = "Seoul has increased its defense budget by 7.5 percent this year and has grown its defense capabilities significantly \
                over the past two decades, with a more than 35 percent increase in spending over the last 10 years.";
    let article = article::from_bytes("article.txt", text.as_bytes()).expect("text");
    let reading = read(&model, &subjects, &article.document);
    let of = |literal: &str| reading.items.iter().find(|item| item.literal == literal).expect("it is found");
    let name = |literal: &str| subject_of(&subjects, of(literal)).map(|subject| subject.name.as_str());
    assert_eq!((of("7.5 percent").verdict, name("7.5 percent")), (Verdict::Confirms, Some("s095")), "{:#?}", reading.items);
    assert_eq!((of("35 percent").verdict, name("35 percent")), (Verdict::Confirms, Some("s096")), "{:#?}", reading.items);
}

#[test]
fn ten_thousand_fewer_are_not_ten_thousand() {
    let (_, model) = flagship();
    let subjects = Subjects::of(&model);
    for text in [
        "4 March 2026\n\nThe Pentagon will withdraw 10,000 US troops from South Korea by 2029.\n",
        "2026년 3월 4일\n\n미국은 2029년까지 주한미군 1만 명을 감축하기로 했다.\n",
    ] {
        let article = article::from_bytes("article.txt", text.as_bytes()).expect("text");
        let reading = read(&model, &subjects, &article.document);
        assert_eq!(sets(&model, &reading), [] as [&str; 0], "{:#?}", reading.items);
    }
}

#[test]
fn proposed_lines_check_when_they_are_put_into_the_model() {
    let (opened, model) = flagship();
    let subjects = Subjects::of(&model);
    for name in ["apply_troops.txt", "apply_command.html", "apply_share.ko.txt", "apply_ask.txt", "apply_service.ko.html"] {
        let article = article(name);
        let reading = read(&model, &subjects, &article.document);
        let lines = propose(&model, &subjects, name, &article.document, &reading);
        assert!(lines.contains("\nclaim ") && lines.contains("\nsource "), "{lines}");
        let folder = std::env::temp_dir().join(format!("linchpin-propose-{}-{}", std::process::id(), name.replace('.', "-")));
        for source in &opened.sources.sources {
            let path = folder.join(source.path.strip_prefix("korea-2026/").expect("paths start with the model's name"));
            std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
            std::fs::write(&path, &source.text).expect("a copy");
        }
        std::fs::write(folder.join("evidence/proposed.lin"), &lines).expect("the proposal");
        let checked = open(folder.to_str().expect("a plain path")).expect("a model");
        let found: Vec<_> = checked
            .diagnostics
            .iter()
            .map(|d| checked.sources.render(d, false))
            .filter(|text| text.contains("proposed.lin"))
            .collect();
        std::fs::remove_dir_all(&folder).expect("cleaned up");
        assert!(checked.model.is_some() && found.is_empty(), "{lines}\n{}", found.join("\n"));
    }
}

fn request(policies: &[&str], sets: Vec<String>) -> Request {
    Request { policies: policies.iter().map(|name| name.to_string()).collect(), sets, ..Request::of(24, 7) }
}

#[test]
fn an_impact_is_what_setting_by_hand_gives_to_the_bit() {
    let (opened, model) = flagship();
    let subjects = Subjects::of(&model);
    let reading = read(&model, &subjects, &article("apply_troops.txt").document);
    let settings = sets(&model, &reading);
    let policies = ["declared_2026", "us_led"];
    let found = impact(&model, &opened.sources, &request(&policies, Vec::new()), &settings, 2).expect("it runs");
    let by_hand = |sets: Vec<String>| {
        let plan = plan(&model, &request(&policies, sets)).expect("a plan");
        let cancel = AtomicBool::new(false);
        run(&model, &plan, Manner { threads: 1, cancel: &cancel, progress: &|_, _| {} }, None).expect("it runs").outcomes
    };
    let (without, with) = (by_hand(Vec::new()), by_hand(vec!["usfk_target=20".into(), "usfk_year=2029".into()]));
    let mut moved = 0;
    for one in &found.moved {
        let differences: Vec<f64> = with.values[one.policy][one.outcome]
            .iter()
            .zip(&without.values[one.policy][one.outcome])
            .map(|(a, b)| a - b)
            .collect();
        let mean =
            linchpin_lab::analysis::difference(&with.values[one.policy][one.outcome], &without.values[one.policy][one.outcome]);
        assert_eq!(mean.mean.to_bits(), one.difference.mean.to_bits());
        assert_eq!(mean.low.to_bits(), one.difference.low.to_bits());
        moved += usize::from(differences.iter().any(|d| *d != 0.0));
    }
    assert!(moved > 20, "only {moved} outcomes move at all");
    assert!(!found.nothing_that_matters());
}

/// The model with one line of its text changed, as a modeller would change it.
fn by_text(opened: &Opened, was: &str, is: &str) -> Model {
    let folder = std::env::temp_dir().join(format!("linchpin-by-text-{}-{}", std::process::id(), is.len()));
    let mut changed = 0;
    for source in &opened.sources.sources {
        let path = folder.join(source.path.strip_prefix("korea-2026/").expect("paths start with the model's name"));
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        changed += source.text.matches(was).count();
        std::fs::write(&path, source.text.replace(was, is)).expect("a copy");
    }
    let found = open(folder.to_str().expect("a plain path")).expect("a model").model;
    std::fs::remove_dir_all(&folder).expect("cleaned up");
    assert_eq!(changed, 1, "{was}");
    found.expect("it is right")
}

#[test]
fn a_constant_and_a_stock_become_what_another_number_in_the_text_gives_to_the_bit() {
    let (opened, model) = flagship();
    let policies = ["declared_2026", "us_led"];
    let cancel = AtomicBool::new(false);
    for (set, was, is) in [
        ("fx=1.5", "constant fx : KRW_trn/USD_bn = 1.42", "constant fx : KRW_trn/USD_bn = 1.5"),
        ("dprk_gdp=60", "stock dprk_gdp : KRW_trn/year = 46 ", "stock dprk_gdp : KRW_trn/year = 60 "),
    ] {
        let found = impact(&model, &opened.sources, &request(&policies, Vec::new()), &[set.into()], 2).expect("it runs");
        let other = by_text(&opened, was, is);
        let ran = |model: &Model| {
            let plan = plan(model, &request(&policies, Vec::new())).expect("a plan");
            run(model, &plan, Manner { threads: 1, cancel: &cancel, progress: &|_, _| {} }, None).expect("it runs").outcomes
        };
        let (without, with) = (ran(&model), ran(&other));
        for one in &found.moved {
            let (policy, outcome) = (one.policy, one.outcome);
            let by_hand = linchpin_lab::analysis::difference(&with.values[policy][outcome], &without.values[policy][outcome]);
            assert_eq!(by_hand.mean.to_bits(), one.difference.mean.to_bits(), "{set}");
            assert_eq!(by_hand.low.to_bits(), one.difference.low.to_bits(), "{set}");
        }
        assert!(found.moved.iter().any(|one| one.difference.mean != 0.0), "{set}");
    }
    let refused =
        |set: &str| impact(&model, &opened.sources, &request(&policies, Vec::new()), &[set.into()], 2).map(|_| ()).unwrap_err();
    assert!(refused("dprk_gdp=1").why.contains("below"), "{}", refused("dprk_gdp=1"));
    assert!(refused("warheads=60").why.contains("computes"), "{}", refused("warheads=60"));
    assert!(refused("fx=often").help.contains("KRW_trn/USD_bn"));
}

#[test]
fn a_fact_of_today_sets_what_the_model_starts_from() {
    let (_, model) = flagship();
    let subjects = Subjects::of(&model);
    for (text, settings) in [
        (
            "Troops\n\n4 March 2026\n\nThe number of US troops in South Korea now stands at 21,000, the Pentagon said on Wednesday.\n",
            &["usfk_0=21"][..],
        ),
        (
            "Troops\n\n4 March 2031\n\nThe number of US troops in South Korea now stands at 21,000, the Pentagon said on Wednesday.\n",
            &["usfk_target=21"][..],
        ),
    ] {
        let article = article::from_bytes("article.txt", text.as_bytes()).expect("text");
        let reading = read(&model, &subjects, &article.document);
        assert_eq!(sets(&model, &reading), settings, "{:#?}", reading.items);
    }
}

#[test]
fn nothing_that_matters_is_an_answer() {
    let (opened, model) = flagship();
    // The model's own value changes nothing at all.
    let found = impact(&model, &opened.sources, &request(&["declared_2026"], Vec::new()), &["usfk_target=28.5".into()], 0)
        .expect("it runs");
    assert!(found.nothing_that_matters());
    assert!(found.moved.iter().all(|moved| moved.difference.mean == 0.0));
}

#[test]
fn a_choice_of_changes_is_accepted_and_a_wrong_one_refused() {
    let (_, model) = flagship();
    let subjects = Subjects::of(&model);
    let reading = read(&model, &subjects, &article("apply_troops.txt").document);
    let chosen = accepted(&model, &reading, &["usfk_year".into()]).expect("it is there");
    assert_eq!(chosen.iter().map(|change| typed(&model, change)).collect::<Vec<_>>(), ["usfk_year=2029"]);
    let refusal = accepted(&model, &reading, &["usfk_yaer".into()]).expect_err("misspelt");
    assert!(refusal.help.contains("usfk_year"), "{refusal}");
}
