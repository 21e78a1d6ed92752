use serde_json::{Value, json};

use crate::client::{lab, post};

fn answers(path: &str, model: &str, policies: [&str; 2], futures: u64) -> Vec<Value> {
    let strategies = json!([{ "id": "A", "policy": policies[0] }, { "id": "B", "policy": policies[1] }]);
    let reply = post(lab(), path, &json!({ "model": model, "ladder": [futures], "strategies": strategies }));
    assert_eq!(reply.status, 200, "{}", reply.body);
    let events = reply.events();
    assert_eq!(events.last().map(|(name, _)| name.as_str()), Some("done"), "{}", reply.body);
    events.into_iter().filter(|(name, _)| name == "answer").map(|(_, answer)| answer).collect()
}

#[test]
fn the_page_is_told_what_breaks_a_strategy() {
    let found = answers("/api/breaks", "lake", ["careful", "middling"], 300);
    assert_eq!(
        found.iter().map(|answer| answer["analysis"].as_str().unwrap()).collect::<Vec<_>>(),
        ["prim", "tipping", "worlds"]
    );
    assert_eq!((&found[0]["done"], &found[2]["done"], &found[0]["of"]), (&json!(1), &json!(3), &json!(3)));
    let middling = &found[0]["breaks"][1];
    assert_eq!((&middling["id"], &middling["measure"]), (&json!("B"), &json!("clear_lake")));
    let steps = middling["steps"].as_array().unwrap();
    let chosen = &steps[middling["chosen"].as_u64().unwrap() as usize];
    assert_eq!(chosen["density"].as_f64().unwrap(), chosen["failures"].as_f64().unwrap() / chosen["futures"].as_f64().unwrap());
    assert_eq!(steps[0]["coverage"], json!(1.0));
    assert!(chosen["ranges"].as_array().unwrap().iter().any(|range| range["input"] == "removal"));
    assert!(chosen["when"]["en"].as_str().unwrap().contains("`removal`"));
    assert_eq!((&steps[0]["failures"], &steps[0]["futures"]), (&middling["failures"], &middling["futures"]));
    assert!(middling["same"].as_u64().unwrap() <= middling["resamples"].as_u64().unwrap());
    assert!(!middling["scatter"]["dots"].as_array().unwrap().is_empty());
    // The lake has no worlds: it says so and goes on.
    assert!(found[2]["refused"].as_str().unwrap().contains("no worlds"));
}

#[test]
fn the_page_is_told_what_to_find_out() {
    let found = answers("/api/findings", "lake", ["careful", "middling"], 300);
    let names: Vec<&str> = found.iter().map(|answer| answer["analysis"].as_str().unwrap()).collect();
    assert_eq!(names, ["given_data", "features", "regional"]);
    let given = &found[0];
    let of_b = given["rankings"].as_array().unwrap().iter().find(|ranking| ranking["id"] == "B").unwrap();
    let first = &of_b["inputs"][0];
    assert_eq!(first["input"], "removal");
    let [low, value, high] = ["low", "value", "high"].map(|name| first[name].as_f64().unwrap());
    assert!(low <= value && value <= high, "{first}");
    let over_time = given["over_time"].as_array().unwrap();
    assert!(!over_time.is_empty());
    for strip in over_time {
        let rows = strip["shares"].as_array().unwrap();
        assert_eq!(rows.len(), strip["inputs"].as_array().unwrap().len());
        assert!(rows.iter().all(|row| row.as_array().unwrap().len() == strip["times"].as_array().unwrap().len()));
    }
}

#[test]
fn one_strategy_is_looked_at_alone_where_it_is_named() {
    let strategies = json!([{ "id": "A", "policy": "careful" }, { "id": "B", "policy": "middling" }]);
    let ask = |about: &str| {
        post(lab(), "/api/breaks", &json!({ "model": "lake", "ladder": [300], "strategies": strategies, "about": about }))
    };
    let reply = ask("B");
    let (_, first) = &reply.events()[0];
    let ids: Vec<&str> = first["breaks"].as_array().unwrap().iter().map(|found| found["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["B"]);
    let turns = &reply.events()[1].1["turns"];
    assert!(turns.as_array().unwrap().iter().all(|turn| turn["id"] == "B"), "{turns}");
    let unknown = ask("E");
    assert_eq!(unknown.status, 422);
    assert!(unknown.refusal().contains("there is no strategy `E`"), "{}", unknown.refusal());
}

#[test]
fn a_page_may_not_explore_without_end() {
    let ask = |body: Value| post(lab(), "/api/breaks", &body);
    let strategies = json!([{ "id": "A", "policy": "careful" }]);
    let many = ask(json!({ "model": "lake", "ladder": [8192], "strategies": strategies }));
    assert_eq!(many.status, 422);
    assert!(many.refusal().contains("linchpin explore"));
    let unknown = ask(json!({ "model": "lake", "ladder": [64], "strategies": [{ "id": "A", "policy": "carefull" }] }));
    assert_eq!(unknown.status, 422);
    assert!(unknown.refusal().contains("careful"));
}
