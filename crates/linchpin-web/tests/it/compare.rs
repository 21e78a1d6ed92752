use std::io::{Read, Write};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use linchpin_lab::compare::{Compared, Comparison, compare};
use linchpin_lab::explore::survival::HEADLINE;
use linchpin_lab::open::open;
use linchpin_lab::run::{Manner, Request, plan, run};
use serde_json::{Value, json};

use crate::client::{connect, get, lab, post, posted, start};

/// What `linchpin run` shows.
fn shown(policies: &[&str], sets: &[&str], worlds: &[&str], futures: u64, seed: u64) -> Comparison {
    let opened = open("korea-2026").unwrap();
    let model = opened.model.unwrap();
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let request = Request {
        policies: own(policies),
        worlds: own(worlds),
        sets: own(sets),
        baseline: Some(policies[0].to_owned()),
        experiments: true,
        ..Request::of(futures, seed)
    };
    let plan = plan(&model, &request).unwrap();
    let cancel = AtomicBool::new(false);
    let ran = run(&model, &plan, Manner { threads: 0, cancel: &cancel, progress: &|_, _| {} }, None).unwrap();
    let compared = Compared {
        model: &model,
        sources: &opened.sources,
        arms: &plan.experiment.arms,
        outcomes: &plan.experiment.ask.outcomes,
        is_baseline: &|arm| plan.is_baseline(arm),
    };
    compare(compared, &ran.outcomes).unwrap().remove(0)
}

/// Numbers as their shortest text, which tells bits apart.
fn same(page: &Value, run: f64) {
    let run = if run.is_finite() { json!(run) } else { Value::Null };
    assert_eq!(page.to_string(), run.to_string());
}

fn equal(answer: &Value, run: &Comparison) {
    assert_eq!(answer["futures"], json!(run.futures));
    for (page, run) in answer["outcomes"].as_array().unwrap().iter().zip(&run.outcomes) {
        assert_eq!(page["name"], json!(run.name));
        for (level, cell) in page["strategies"].as_array().unwrap().iter().zip(&run.cells) {
            same(&level["mean"], cell.level.mean.value / run.scale);
            same(&level["p05"], cell.level.low / run.scale);
            same(&level["p50"], cell.level.median / run.scale);
            same(&level["p95"], cell.level.high / run.scale);
            same(&level["share"], cell.acceptable.map_or(f64::NAN, |share| share.value));
            same(&level["share_high"], cell.acceptable.map_or(f64::NAN, |share| share.high));
        }
        let differences: Vec<_> = run.cells.iter().filter_map(|cell| Some((cell.difference?, cell.superiority))).collect();
        assert_eq!(page["differences"].as_array().unwrap().len(), differences.len());
        for (page, (difference, superiority)) in page["differences"].as_array().unwrap().iter().zip(differences) {
            same(&page["mean"], difference.mean / run.scale);
            same(&page["low"], difference.low / run.scale);
            same(&page["high"], difference.high / run.scale);
            same(&page["superior"], superiority.unwrap_or(f64::NAN));
        }
    }
    for (page, run) in answer["criteria"].as_array().unwrap().iter().zip(&run.criteria) {
        for (page, share) in page["strategies"].as_array().unwrap().iter().zip(&run.shares) {
            same(&page["share"], share.value);
        }
    }
}

fn answers(body: &Value) -> Vec<Value> {
    let reply = post(lab(), "/api/compare", body);
    assert_eq!(reply.status, 200, "{}", reply.body);
    let events = reply.events();
    assert_eq!(events.last().map(|(name, _)| name.as_str()), Some("done"));
    events.into_iter().filter(|(name, _)| name == "answer").map(|(_, answer)| answer).collect()
}

#[test]
fn the_page_shows_what_the_command_line_prints() {
    let strategies = json!([{ "id": "A", "policy": "declared_2026" }, { "id": "B", "policy": "us_drawdown" }, { "id": "C", "policy": "paced_handover" }]);
    let found = answers(&json!({ "model": "korea-2026", "seed": 7, "ladder": [100, 300], "strategies": strategies }));
    let policies = ["declared_2026", "us_drawdown", "paced_handover"];
    equal(&found[0], &shown(&policies, &[], &[], 100, 7));
    equal(&found[1], &shown(&policies, &[], &[], 300, 7));
    assert_eq!((&found[0]["complete"], &found[1]["complete"]), (&json!(false), &json!(true)));
    assert_eq!(found[0]["dots"][2]["states"].as_str().unwrap().len(), 100);
    // The same with a lever, a lock and a world.
    let set = json!({ "share_target": 3.1, "opcon_push": 1.3 });
    let strategies = json!([{ "id": "A", "policy": "declared_2026", "set": set }, { "id": "B", "policy": "us_led", "set": set }]);
    let world = open("korea-2026").unwrap().model.unwrap().worlds[0].name.clone();
    let found = answers(
        &json!({ "model": "korea-2026", "ladder": [64], "strategies": strategies, "world": world, "locks": { "w_aband_base": 0.41 } }),
    );
    let sets = ["opcon_push=1.3", "share_target=3.1%", "w_aband_base=0.41"];
    equal(&found[0], &shown(&["declared_2026", "us_led"], &sets, &[&world], 64, 42));
}

#[test]
fn a_moved_range_keeps_the_luck_and_a_moved_threshold_the_futures() {
    let strategies = json!([{ "id": "A", "policy": "declared_2026" }, { "id": "B", "policy": "us_led" }]);
    let ask = |more: Value| {
        let mut body = json!({ "model": "korea-2026", "ladder": [64], "strategies": strategies });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        answers(&body).remove(0)
    };
    let plain = ask(json!({}));
    let mean = |answer: &Value, at: usize| answer["outcomes"][at]["strategies"][0]["mean"].clone();
    // The declared range says what is there already.
    assert_eq!(ask(json!({ "ranges": { "w_aband_base": [0.375, 0.625] } })), plain);
    let moved = ask(json!({ "ranges": { "w_aband_base": [0.55, 0.9] } }));
    let at = plain["outcomes"].as_array().unwrap().iter().position(|outcome| outcome["name"] == "m_abandonment").unwrap();
    assert_ne!(mean(&moved, at), mean(&plain, at));
    // A range of a point is a lock.
    let (point, lock) =
        (ask(json!({ "ranges": { "w_aband_base": [0.5, 0.5] } })), ask(json!({ "locks": { "w_aband_base": 0.5 } })));
    assert_eq!(mean(&point, at), mean(&lock, at));
    let strict = ask(json!({ "thresholds": { "m_burden": 0.1 } }));
    assert_eq!(mean(&strict, at), mean(&plain, at));
    assert_eq!(strict["criteria"][0]["strategies"][0]["share"], json!(0.0));
    assert!(strict["dots"][0]["states"].as_str().unwrap().chars().all(|state| state != '1'));
}

#[test]
fn beside_a_stress_test_alone_nobody_comes_first_and_nothing_is_undecided() {
    let strategies = json!([{ "id": "A", "policy": "declared_2026" }, { "id": "B", "policy": "rok_nuclear_path" }]);
    let found = answers(&json!({ "model": "korea-2026", "ladder": [64], "strategies": strategies })).remove(0);
    let (en, ko) = (found["headline"]["en"].as_str().unwrap(), found["headline"]["ko"].as_str().unwrap());
    assert!(en.contains("no other is ranked") && !en.contains("undecided") && !en.contains("most often"), "{en}");
    assert!(ko.contains("순위를 겨룰 다른 전략은 없습니다") && !ko.contains("판가름"), "{ko}");
}

#[test]
fn words_robustness_and_regret() {
    let strategies = json!([{ "id": "A", "policy": "declared_2026" }, { "id": "B", "policy": "us_led" }, { "id": "C", "policy": "rok_nuclear_path" }]);
    let found = answers(&json!({ "model": "korea-2026", "ladder": [256], "strategies": strategies })).remove(0);
    let (en, ko) = (found["headline"]["en"].as_str().unwrap(), found["headline"]["ko"].as_str().unwrap());
    assert!(en.split_whitespace().count() <= 60, "{en}");
    assert!(en.contains("stress test") && ko.contains("시험"), "{en} {ko}");
    assert!(found["robustness"].as_array().unwrap().len() > 4);
    for measure in found["robustness"].as_array().unwrap() {
        assert_eq!(measure["order"][2], "C", "a stress test stands last: {measure}");
        assert_eq!(measure["values"].as_array().unwrap().len(), 3);
    }
    let regret = &found["regret"][0];
    assert!(regret["mean"].as_f64().unwrap() <= regret["p90"].as_f64().unwrap());
    let alone =
        answers(&json!({ "model": "korea-2026", "ladder": [16], "strategies": [{ "id": "A", "policy": "us_led" }] })).remove(0);
    assert!(alone["robustness"].as_array().unwrap().is_empty());
}

#[test]
fn a_closed_connection_stops_the_run() {
    let (address, _) = start(&["korea-2026"], "127.0.0.1");
    let body = |ladder: Value| {
        let all = ["declared_2026", "us_led", "us_drawdown", "fast_opcon"];
        let strategies: Vec<Value> =
            all.iter().enumerate().map(|(at, policy)| json!({ "id": format!("S{at}"), "policy": policy })).collect();
        json!({ "model": "korea-2026", "ladder": ladder, "strategies": strategies })
    };
    // Each of these would take its line for long.
    for _ in 0..20 {
        let mut stream = connect(address);
        stream.write_all(posted(address, "/api/compare", &body(json!([65_536])).to_string()).as_bytes()).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
    }
    // The large line is free again when a piece of its size begins without waiting.
    let begun = Instant::now();
    let mut free = false;
    while !free && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(50));
        let mut stream = connect(address);
        stream.write_all(posted(address, "/api/compare", &body(json!([65_535])).to_string()).as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        let mut text = [0; 2048];
        let mut seen = String::new();
        while let Ok(count @ 1..) = stream.read(&mut text) {
            seen += &String::from_utf8_lossy(&text[..count]);
        }
        free = !seen.contains("event: queue");
    }
    assert!(free, "the runs of closed connections went on");
}

#[test]
fn many_clients_are_all_answered() {
    let (address, _) = start(&["lake"], "127.0.0.1");
    let clients: Vec<_> = (0..50)
        .map(|seed| {
            let body = json!({ "model": "lake", "seed": seed, "ladder": [64, 256], "strategies": [{ "id": "A" }] });
            std::thread::spawn(move || post(address, "/api/compare", &body))
        })
        .collect();
    for client in clients {
        let reply = client.join().unwrap();
        assert_eq!(reply.status, 200);
        assert_eq!(reply.events().iter().filter(|(name, _)| name == "answer").count(), 2, "{}", reply.body);
    }
}

#[test]
fn verdicts_that_turn_under_other_weights_are_taken_back_where_it_is_asked_for() {
    let strategies = json!([{ "id": "A", "policy": "declared_2026" }, { "id": "B", "policy": "us_drawdown" }]);
    let ask = |weights: bool| {
        let body = json!({ "model": "korea-2026", "ladder": [64], "strategies": strategies, "weights": weights });
        let events = post(lab(), "/api/compare", &body).events();
        assert_eq!(events.last().map(|(name, _)| name.as_str()), Some("done"));
        events.into_iter().filter(|(name, _)| name == "answer").map(|(_, answer)| answer).collect::<Vec<Value>>()
    };
    assert_eq!(ask(false).len(), 1, "nobody asked for it");
    let [before, after] = &ask(true)[..] else { panic!("one answer for the rung, one for the test") };
    assert!(before["tested"].is_null());
    let tested = &after["tested"];
    assert_eq!((&tested["draws"], &tested["bound"]), (&json!(HEADLINE.draws), &json!(0.25)));
    let model = get(lab(), "/api/model/korea-2026").json();
    let directed: Vec<&Value> =
        model["outcomes"].as_array().unwrap().iter().filter(|one| one["better"] != "neither").map(|one| &one["name"]).collect();
    let decided = |answer: &Value| {
        let outcomes = answer["outcomes"].as_array().unwrap().iter().filter(|one| directed.contains(&&one["name"]));
        let differences = outcomes.flat_map(|one| one["differences"].as_array().unwrap());
        differences.filter(|one| one["decided"] == json!(true)).count() as u64
    };
    assert_eq!(tested["decided"], json!(decided(before)));
    assert_eq!(tested["taken_back"], json!(decided(before) - decided(after)));
    // Levels and intervals are what they were.
    assert_eq!(before["criteria"], after["criteria"]);
    assert_eq!(before["outcomes"][0]["strategies"], after["outcomes"][0]["strategies"]);
}
