use serde_json::{Value, json};

use crate::client::{get, lab, post};

fn asked(more: Value) -> Value {
    let mut body = json!({ "model": "korea-2026", "ladder": [64], "strategies": [
        { "id": "A", "policy": "declared_2026", "set": {} },
        { "id": "B", "policy": "us_drawdown", "set": {} },
    ] });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

#[test]
fn models_and_their_descriptions() {
    let reply = get(lab(), "/api/models");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json()[0]["name"], "korea-2026");
    let model = get(lab(), "/api/model/korea_2026").json();
    assert_eq!(model["baseline"], "declared_2026");
    for list in [
        "actors",
        "sectors",
        "levers",
        "uncertainties",
        "outcomes",
        "criteria",
        "policies",
        "worlds",
        "series",
        "games",
        "variables",
        "sources",
        "claims",
    ] {
        assert!(!model[list].as_array().unwrap().is_empty(), "{list}");
    }
    let share = model["levers"].as_array().unwrap().iter().find(|lever| lever["name"] == "share_target").unwrap();
    assert_eq!((&share["unit"], &share["default"]), (&json!("%"), &json!(3.5)));
    let rule = model["policies"].as_array().unwrap().iter().find(|policy| policy["name"] == "paced_handover").unwrap();
    assert_eq!(rule["settings"][0]["kind"], "rule");
    assert_eq!(rule["settings"][0]["text"], "clamp(0.15 + 0.7 * (rok_strength - 1), 0.15, 0.6)");
    let core = model["outcomes"].as_array().unwrap().iter().find(|outcome| outcome["name"] == "m_burden").unwrap();
    assert_eq!(core["acceptable"], json!({ "sign": "<=", "value": 3.4 }));
    assert!(model["claims"].as_array().unwrap().iter().any(|claim| !claim["used_by"].as_array().unwrap().is_empty()));
    // A model without policies has one that sets nothing.
    let lake = get(lab(), "/api/model/lake").json();
    assert!(lake["policies"].as_array().unwrap().iter().any(|policy| policy["name"] == lake["baseline"]));
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    let reply = get(lab(), "/api/model/korea-2062");
    assert_eq!((reply.status, reply.refusal().contains("did you mean `korea-2026`?")), (404, true));
    assert_eq!(post(lab(), "/api/compare", &asked(json!({ "model": "lakes" }))).status, 404);
    assert_eq!(get(lab(), "/api/nothing").status, 404);
    assert_eq!(get(lab(), "/assets/../Cargo.toml").status, 404);
    assert_eq!(get(lab(), "/assets/%2e%2e/Cargo.toml").status, 404);
    assert_eq!(get(lab(), "/api/compare").status, 405);
    let wrong = [
        (json!({ "strategies": [{ "id": "A", "policy": "us_drawdwn" }] }), "`us_drawdown`"),
        (json!({ "strategies": [{ "id": "A", "policy": "us_led", "set": { "share_targt": 3 } }] }), "`share_target`"),
        (json!({ "strategies": [{ "id": "A", "policy": "us_led", "set": { "w_aband_base": 0.5 } }] }), "no lever `w_aband_base`"),
        (json!({ "strategies": [{ "id": "A", "policy": "us_led", "set": { "share_target": 300 } }] }), "its range is"),
        (json!({ "strategies": [{ "id": "A", "policy": "us_led" }, { "id": "A", "policy": "us_led" }] }), "two strategies"),
        (json!({ "strategies": [] }), "compare 1 to 4"),
        (json!({ "reference": "Z" }), "no strategy `Z`"),
        (json!({ "world": "decouplin" }), "no world"),
        (json!({ "ranges": { "w_aband_bas": [0, 1] } }), "`w_aband_base`"),
        (json!({ "ranges": { "w_aband_base": [1, 0] } }), "lower end first"),
        (json!({ "locks": { "w_aband_base": 7 } }), "its range is"),
        (json!({ "thresholds": { "m_burdn": 3 } }), "`m_burden`"),
        (json!({ "thresholds": { "m_warheads": 3 } }), "no threshold"),
        (json!({ "ladder": [1_000_000_000] }), "none above 65536"),
        (json!({ "ladder": [0] }), "at least one"),
        (json!({ "ladder": [256, 64] }), "rise"),
        (json!({ "lock": {} }), "did you mean `locks`?"),
        (json!({ "seed": -1 }), "cannot be read"),
        (json!({ "seed": "x" }), "cannot be read"),
    ];
    for (more, said) in wrong {
        let reply = post(lab(), "/api/compare", &asked(more.clone()));
        assert_eq!(reply.status, 422, "{more}");
        assert!(reply.refusal().contains(said), "{more}: {}", reply.refusal());
    }
}

#[test]
fn paths_have_bands_samples_and_a_difference() {
    let reply = post(lab(), "/api/paths", &asked(json!({ "variables": ["rok_lead", "usfk_troops"] })));
    assert_eq!(reply.status, 200, "{}", reply.body);
    let answer = reply.json();
    let points = answer["points"].as_array().unwrap().len();
    assert_eq!(points, get(lab(), "/api/model/korea-2026").json()["time"]["points"].as_array().unwrap().len());
    let variable = &answer["variables"][1];
    assert_eq!(variable["strategies"].as_array().unwrap().len(), 2);
    for row in variable["strategies"][0]["bands"].as_array().unwrap() {
        assert_eq!(row.as_array().unwrap().len(), points);
    }
    assert_eq!(variable["strategies"][1]["samples"].as_array().unwrap().len(), 3);
    // Fewer troops under the drawdown, in the unit shown.
    let last = variable["difference"]["mean"][points - 1].as_f64().unwrap();
    assert!((-30.0..-5.0).contains(&last), "{last}");
    let wrong = post(lab(), "/api/paths", &asked(json!({ "variables": ["rok_laed"] })));
    assert_eq!((wrong.status, wrong.refusal().contains("`rok_lead`")), (422, true));
    assert_eq!(post(lab(), "/api/paths", &asked(json!({ "variables": [] }))).status, 422);
}

#[test]
fn a_game_is_that_of_the_run() {
    let game = |more: Value| {
        let mut body = asked(json!({ "game": "crisis", "at": 2030, "future": 17, "strategy": "B" }));
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        post(lab(), "/api/game", &body)
    };
    let reply = game(json!({}));
    assert_eq!(reply.status, 200, "{}", reply.body);
    let answer = reply.json();
    assert_eq!(answer["date"], "2030-01");
    for node in answer["nodes"].as_array().unwrap() {
        let chances: f64 = node["actions"].as_array().unwrap().iter().map(|action| action["chance"].as_f64().unwrap()).sum();
        assert!((chances - 1.0).abs() < 1e-9);
    }
    let reached: f64 = answer["terminals"].as_array().unwrap().iter().map(|end| end["reach"].as_f64().unwrap()).sum();
    assert!((reached - 1.0).abs() < 1e-9);
    assert_ne!(game(json!({ "strategy": "A" })).json(), answer);
    assert_ne!(game(json!({ "future": 18 })).json(), answer);
    assert_eq!(game(json!({ "future": null })).status, 200);
    for (more, said) in [
        (json!({ "future": 64 }), "0 to 63"),
        (json!({ "at": 2077 }), "outside"),
        (json!({ "game": "crises" }), "`crisis`"),
        (json!({ "strategy": "C" }), "no strategy"),
    ] {
        let reply = game(more.clone());
        assert_eq!(reply.status, 422, "{more}");
        assert!(reply.refusal().contains(said), "{more}: {}", reply.refusal());
    }
}

#[test]
fn the_page_and_the_description_of_the_api() {
    let page = get(lab(), "/");
    // Before the page is built for the first time there is none; the headers are the same.
    assert!(page.status == 200 || page.refusal().contains("without the page"));
    for header in
        ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "referrer-policy: no-referrer"]
    {
        assert!(page.head.contains(header), "{}", page.head);
    }
    let document = get(lab(), "/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    let text = document.to_string();
    // Every shape that is referred to is there.
    for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
    assert!(!text.contains("$defs"));
}

/// `openapi.json` beside this crate is what others build on, and what the page's own types are made from.
#[test]
fn the_published_api_is_the_one_that_is_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let now = format!("{:#}\n", linchpin_web::openapi());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let published = std::fs::read_to_string(path).unwrap();
    assert!(published == now, "the API changed: UPDATE_GOLDEN=1 cargo test -p linchpin-web, then `npm run wire` in web/");
    assert_eq!(get(lab(), "/openapi.json").json(), serde_json::from_str::<Value>(&published).unwrap());
}
