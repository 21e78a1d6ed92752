//! The ledger at work over HTTP: its figures are those of the commands of the same names.

use linchpin_lab::contract::{Question, contract};
use linchpin_lab::ensemble;
use linchpin_lab::evidence::impact::impact;
use linchpin_lab::open::open;
use linchpin_lab::run::Request;
use linchpin_lab::wire;
use serde_json::{Value, json};

use crate::client::{Reply, get, lab, post, raw, start};

const ARTICLE: &str = "Washington to trim its force in Korea\n\nWednesday, March 4, 2026\n\nThe Pentagon said on Wednesday that it will cut \
    the number of US troops in South Korea to 20,000 by 2029. Some 28,500 American soldiers are stationed there now.\n";

fn read(model: &str, file: &str, article: &str, kind: &str) -> Reply {
    let address = lab();
    raw(
        address,
        &format!(
            "POST /api/model/{model}/read/{file} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{article}",
            article.len()
        ),
    )
}

fn asked(more: Value) -> Value {
    let mut body = json!({ "model": "korea-2026", "ladder": [48], "seed": 7, "changes": ["usfk_target=20", "usfk_year=2029"], "strategies": [
        { "id": "A", "policy": "declared_2026" },
        { "id": "B", "policy": "us_led" },
    ] });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

#[test]
fn an_article_is_read_and_its_paragraphs_are_cut_where_something_is_said() {
    let reply = read("korea-2026", "article.txt", ARTICLE, "application/octet-stream");
    assert_eq!(reply.status, 200, "{}", reply.body);
    let found = reply.json();
    let sets: Vec<&str> = found["changes"].as_array().unwrap().iter().map(|one| one["set"].as_str().unwrap()).collect();
    assert_eq!(sets, ["usfk_target=20", "usfk_year=2029"]);
    let paragraphs = found["text"].as_array().unwrap();
    let whole: Vec<String> = paragraphs
        .iter()
        .map(|one| one["pieces"].as_array().unwrap().iter().map(|piece| piece["text"].as_str().unwrap()).collect())
        .collect();
    assert!(whole[2].starts_with("The Pentagon said") && whole[2].ends_with("stationed there now."), "{whole:?}");
    let marked =
        paragraphs[2]["pieces"].as_array().unwrap().iter().find(|piece| piece["text"] == "20,000").expect("it is marked");
    let item = &found["items"][marked["items"][0].as_u64().unwrap() as usize];
    assert_eq!(item["verdict"], "updates");
    assert_eq!(item["literal"], "20,000");
}

#[test]
fn articles_that_cannot_be_read_are_refused_in_words() {
    let bytes = "application/octet-stream";
    assert_eq!(read("korea-2026", "a.txt", ARTICLE, "text/plain").status, 415);
    assert_eq!(read("koreo-2026", "a.txt", ARTICLE, bytes).status, 404);
    let empty = read("korea-2026", "a.txt", "", bytes);
    assert!((400..500).contains(&empty.status), "{}", empty.body);
    assert!(!empty.refusal().is_empty());
    let large = read("korea-2026", "a.txt", &"word ".repeat(500_000), bytes);
    assert_eq!((large.status, large.refusal().contains("2 MB")), (413, true));
    let broken = read("korea-2026", "a.pdf", "%PDF-1.7 and then nothing of the kind", bytes);
    assert_eq!(broken.status, 422, "{}", broken.body);
    // A name with anything in it is a name.
    assert_eq!(read("lake", "..%2F..%2Fetc%2Fpasswd%00", "The lake is blue.", bytes).status, 200);
}

#[test]
fn the_impact_on_the_page_is_that_of_the_command() {
    let reply = post(lab(), "/api/impact", &asked(json!({})));
    assert_eq!(reply.status, 200, "{}", reply.body);
    let page = reply.json();
    let mut opened = open("korea-2026").unwrap();
    let model = opened.model.take().unwrap();
    let request = Request { policies: vec!["declared_2026".into(), "us_led".into()], ..Request::of(48, 7) };
    let settings = ["usfk_target=20".to_owned(), "usfk_year=2029".to_owned()];
    let command = impact(&model, &opened.sources, &request, &settings, 1).unwrap();
    let command: Value = serde_json::from_str(&wire::json(&wire::impact_shown(&[], &command))).unwrap();
    let (here, there) = (page["outcomes"].as_array().unwrap(), command["outcomes"].as_array().unwrap());
    assert_eq!(here.len(), there.len());
    for (one, other) in here.iter().zip(there) {
        assert_eq!(one["policy"], if other["policy"] == "declared_2026" { "A" } else { "B" });
        for field in ["outcome", "without", "with", "difference", "low", "high", "of_spread", "matters"] {
            assert_eq!(one[field], other[field], "{} {field}", one["outcome"]);
        }
    }
    assert_eq!(page["settings"], command["settings"]);
    assert!(here.iter().any(|one| one["matters"] == true));
}

#[test]
fn an_impact_is_bounded_and_refused_in_words() {
    for (more, said) in [
        (json!({ "changes": [] }), "nothing to set"),
        (json!({ "changes": ["usfk_target=200"] }), "range"),
        (json!({ "changes": ["usfk_target"] }), "sets nothing"),
        (json!({ "changes": ["dprk_gdp=1"] }), "below"),
        (json!({ "changes": vec!["usfk_target=20"; 33] }), "at most 32"),
        (json!({ "ladder": [8192] }), "linchpin evidence impact"),
        (json!({ "change": [] }), "did you mean `changes`?"),
    ] {
        let reply = post(lab(), "/api/impact", &asked(more.clone()));
        assert_eq!(reply.status, 422, "{more}: {}", reply.body);
        assert!(reply.refusal().contains(said), "{more}: {}", reply.refusal());
    }
    assert_eq!(post(lab(), "/api/impact", &asked(json!({ "model": "pond" }))).status, 404);
}

/// A model with two sentences, a dispute and dated events, which answers in a blink.
const SMALL: &str = r#"model small "Small"
  time 2026-01 .. 2028-01 by 1 month
actor a
source paper "A paper" published 2026-01
source other "Another" published 2025
claim many : 1/year = 0.6 "It grows fast" in paper p2
claim few : 1/year = 0.2 "It grows slowly" in other p1
claim planned "It opens" in paper on 2027 planned about opening
claim seen "It opened in part" in other on 2025-11 observed about opening
uncertainty slope : 1/year = 0.6 among many, few held
lever push : 1 = 1 in 0 .. 2 by a
stock size : 1 = 1
  change slope * push
outcome last : 1 = size better higher
policy low "Low"
  push = 0.5
policy high "High"
  push = 1.5
check "more push, more of it"
  in paper p2 "more"
  when push = 2
  then size > baseline
check "more push, less of it"
  in paper p2 "less"
  speaker "A minister" of a
  when push = 2
  then size < baseline
  expect contradicted because "It grows either way."
"#;

#[test]
fn the_contract_disputes_and_dates_on_the_page_are_those_of_the_commands() {
    let folder = std::env::temp_dir().join(format!("linchpin-web-evidence-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("model.lin"), SMALL).unwrap();
    let name = folder.to_str().unwrap();
    let (address, _) = start(&[name], "127.0.0.1");
    let mut opened = open(name).unwrap();
    let model = opened.model.take().unwrap();
    let reply = get(address, "/api/model/small/contract");
    assert_eq!(reply.status, 200, "{}", reply.body);
    let command = contract(&model, &opened.sources, &Question::default(), &ensemble::in_memory).unwrap();
    let command: Value = serde_json::from_str(&wire::json(&command)).unwrap();
    assert_eq!(reply.json(), command);
    // What somebody in office says and the model does not do stands first.
    let first = &command["sentences"][0];
    assert_eq!((&first["answer"], &first["official"]), (&json!("contradicted"), &json!(true)));
    // Asked again it is the same, at once.
    assert_eq!(get(address, "/api/model/small/contract").body, reply.body);
    let disputes = get(address, "/api/model/small/disputes").json();
    assert_eq!(disputes[0]["variable"], "slope");
    assert_eq!(disputes[0]["alternatives"].as_array().unwrap().len(), 2);
    assert_eq!(disputes[0]["outcomes"][0]["sides"][0]["best"], "high");
    let dates = get(address, "/api/model/small/timeline").json();
    let statuses: Vec<&Value> = dates["lanes"][0]["events"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, ["observed", "planned"]);
    std::fs::remove_dir_all(&folder).unwrap();
    // A model without sentences says so; one without disputes has none.
    let none = get(lab(), "/api/model/lake/contract");
    assert_eq!((none.status, none.refusal().contains("no sentence")), (422, true));
    assert_eq!(get(lab(), "/api/model/lake/disputes").json(), json!([]));
    for route in ["contract", "disputes", "timeline"] {
        assert_eq!(get(lab(), &format!("/api/model/pond/{route}")).status, 404);
    }
}
