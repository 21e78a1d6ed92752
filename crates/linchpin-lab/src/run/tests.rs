use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use linchpin_lang::files::Memory;
use linchpin_store::Study;

use super::*;
use crate::compare::{Compared, Comparison, Pace, compare, compare_study, standing};
use crate::open::{Opened, read};
use crate::words::tell;

const TEXT: &str = r#"
model harbour "A harbour" ko "항구"
  time 2026-01 .. 2031-01 by 1 month
  record every 6 months of ships, wear
actor town
unit ship
unit kship = 1000 ship
uncertainty growth : 1/year = 0.05 in -0.05 .. 0.15 ~ uniform "Growth" from judgement
uncertainty size : 1 = 1 in {1, 2} "Size" from judgement
lever effort : 1 = 50 % in 10 % .. 90 % by town "Effort"
lever start_year : year = 2027 in 2026 .. 2030 by town "Start"
lever quay : kship = 0.3 in 0.1 .. 0.9 by town "Quay"
stock ships : kship = 0.2 within 0 .. 5
  change growth * effort * ships * size
  "Ships in the harbour" ko "항구의 배"
stock wear : 1 = 0
  change 1 / 1 year * effort * effort
  "Wear of the quay"
event storm at 0.1 / 1 year
stock storms : 1 = 0
  change storm
outcome trade : kship = ships "Ships at the end, counted" ko "배" better higher acceptable >= 0.22
outcome worn : 1 = wear "Wear" better lower acceptable <= 200 %
outcome stormy : 1 = storms "Storms" better neither
criterion sound = trade, worn "A sound harbour"
policy busy "Much effort"
  effort = 90 %
policy plain "As declared"
policy lazy "Little effort"
  effort = 10 %
policy wild "Stress: a rule" stress
  effort = if storms > 0.5 then 10 % else 90 %
world slump "No growth"
  growth = -0.05
"#;

pub fn opened() -> (Model, Opened) {
    let mut opened = read("harbour", false, &Memory::one(TEXT));
    let faults: Vec<_> = opened.diagnostics.iter().map(|d| opened.sources.render(d, false)).collect();
    let model = opened.model.take().unwrap_or_else(|| panic!("{}", faults.join("\n")));
    (model, opened)
}

pub fn request() -> Request {
    Request { experiments: true, ..Request::of(300, 42) }
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.experiment.arms.iter().map(|arm| arm.name.as_str()).collect()
}

fn refused(request: &Request) -> Refusal {
    plan(&opened().0, request).map(|_| ()).expect_err("must be refused")
}

#[test]
fn without_names_all_policies_run_against_the_one_that_sets_nothing() {
    let plan = plan(&opened().0, &request()).unwrap();
    assert_eq!(names(&plan), ["busy", "plain", "lazy", "wild"]);
    assert_eq!(plan.baseline_name(), "plain");
    assert_eq!(plan.sampler.name, "latin_hypercube");
}

#[test]
fn the_baseline_runs_along_and_nothing_runs_twice() {
    let model = opened().0;
    let one = plan(&model, &Request { policies: vec!["lazy".into(), "lazy".into()], ..request() }).unwrap();
    assert_eq!((names(&one), one.baseline_name().as_str()), (vec!["plain", "lazy"], "plain"));
    let other = plan(&model, &Request { baseline: Some("busy".into()), policies: vec!["lazy".into()], ..request() }).unwrap();
    assert_eq!((names(&other), other.baseline_name().as_str()), (vec!["busy", "lazy"], "busy"));
}

#[test]
fn worlds_are_crossed_with_policies() {
    let model = opened().0;
    let one = Request { worlds: vec!["slump".into()], policies: vec!["plain".into()], ..request() };
    assert_eq!(names(&plan(&model, &one).unwrap()), ["plain in slump"]);
    let all = plan(&model, &Request { worlds: vec!["all".into()], ..one }).unwrap();
    assert_eq!(names(&all), ["plain", "plain in slump"]);
    assert_eq!(all.experiment.arms[1].settings, [(model.find("growth").unwrap(), Setting::Constant(-0.05))]);
}

#[test]
fn values_are_read_in_their_unit_and_overrule_policies() {
    let (model, _) = opened();
    let value = |text: &str| setting(&model, text).map(|set| set.value);
    assert_eq!(value("effort=30 %"), Ok(0.3));
    assert_eq!(value(" effort = 0.3 "), Ok(0.3));
    assert_eq!(value("quay=0.2"), Ok(200.0));
    assert_eq!(value("quay=0.2 kship"), Ok(200.0));
    assert_eq!(value("quay=200 ship"), Ok(200.0));
    assert_eq!(value("start_year=2028-07"), Ok(2028.5));
    assert_eq!(value("start_year=2028.25"), Ok(2028.25));
    assert_eq!(value("growth=1e-2"), Ok(0.01));
    assert_eq!(value("size=2"), Ok(2.0));
    let plan = plan(&model, &Request { sets: vec!["effort=30%".into()], ..request() }).unwrap();
    let effort = model.find("effort").unwrap();
    assert!(plan.experiment.arms.iter().all(|arm| arm.settings.last() == Some(&(effort, Setting::Constant(0.3)))));
}

#[test]
fn what_is_set_by_hand_is_what_the_experiments_say() {
    let (model, _) = opened();
    let drawn = |sets: Vec<String>| {
        let plan = plan(&model, &Request { sets, ..request() }).unwrap();
        let mut drawn = vec![vec![0.0; 5]; 2];
        plan.draws(&model).unwrap()(7..12, &mut drawn);
        drawn
    };
    let [free, set] = [drawn(Vec::new()), drawn(vec!["growth=0.01".into(), "effort=30%".into()])];
    assert_eq!(set[0], [0.01; 5]);
    assert_ne!(free[0], set[0]);
    assert_eq!(free[1], set[1], "others keep their luck");
}

#[test]
fn wrong_requests_are_refused_with_a_mend() {
    let set = |text: &str| Request { sets: vec![text.into()], ..request() };
    for (request, why, help) in [
        (Request { policies: vec!["lasy".into()], ..request() }, "there is no policy `lasy`", "did you mean `lazy`?"),
        (Request { baseline: Some("nobody".into()), ..request() }, "no policy `nobody`", "busy, plain, lazy, wild"),
        (Request { worlds: vec!["slum".into()], ..request() }, "no world `slum`", "did you mean `slump`?"),
        (Request { design: Some("latin".into()), ..request() }, "no design `latin`", "latin_hypercube"),
        (Request { futures: 0, ..request() }, "at least one future", "--futures"),
        (Request { sets: vec!["effort=20 %".into(), "effort=30 %".into()], ..request() }, "another `--set`", "leave one"),
        (
            Request {
                sets: vec!["effort=20 %".into()],
                varied: Varied { levers: vec!["effort".into()], ..Varied::default() },
                ..request()
            },
            "`--sample-lever` both say what `effort` is",
            "leave one",
        ),
        (
            Request {
                sets: vec!["growth=0.02".into()],
                varied: Varied { only: vec!["growth".into()], ..Varied::default() },
                ..request()
            },
            "`--vary-only` both say what `growth` is",
            "leave one",
        ),
        (Request { shard: (0, 4), ..request() }, "no part 0 of 4", "counted from 1"),
        (Request { shard: (5, 4), ..request() }, "no part 5 of 4", "--shard"),
        (Request { shard: (1, 64), futures: 10, ..request() }, "holds none of 10 futures", "fewer parts"),
        (Request { futures: 1_000_000_000_000, ..request() }, "", ""),
        (set("efort=30 %"), "no lever or uncertainty `efort`", "did you mean `effort`?"),
        (set("ships=1"), "computed by the model", "set a lever"),
        (set("effort"), "`effort` sets nothing", "--set"),
        (set("effort="), "sets nothing", ""),
        (set("effort=95 %"), "`effort` cannot be 95 %", "10 .. 90 %"),
        (set("effort=0.95"), "`effort` cannot be 0.95", "0.1 .. 0.9"),
        (set("quay=30 %"), "`30 %` is no value for `quay`", "in kship"),
        (set("quay=3 shp"), "is no value", "did you mean `ship`?"),
        (set("quay=(2026-01 -> 0.2)"), "is no value", "write one number"),
        (set("size=1.5"), "`size` cannot be 1.5", "one of 1, 2"),
        (set("growth=nan"), "is no value", ""),
        (set("growth=inf"), "is no value", ""),
        (set("effort=1,000"), "is no value", "thousands"),
        (set("start_year=2028-13"), "", ""),
    ] {
        if why.is_empty() && request.futures > 1000 {
            continue;
        }
        let refusal = refused(&request);
        assert!(refusal.why.contains(why) && refusal.help.contains(help), "{why} / {help}: {refusal}");
    }
}

#[test]
fn more_than_the_memory_holds_is_refused_before_it_runs() {
    let (model, _) = opened();
    let plan = plan(&model, &Request { futures: 1_000_000_000_000, ..request() }).unwrap();
    let end = run(&model, &plan, Manner { threads: 1, cancel: &AtomicBool::new(false), progress: &|_, _| {} }, None);
    if cfg!(target_os = "linux") {
        let refusal = end.expect_err("no memory is that large");
        assert!(refusal.why.contains("memory") && refusal.help.contains("keep a study"), "{refusal}");
    }
}

pub fn finished(request: &Request, threads: usize, place: Option<&Path>) -> (Ran, Vec<Comparison>) {
    let (model, opened) = opened();
    let plan = plan(&model, request).unwrap();
    let mut writer = place.map(|place| crate::study::start(place, false, &model, &opened.sources, &plan).unwrap());
    let manner = Manner { threads, cancel: &AtomicBool::new(false), progress: &|_, _| {} };
    let ran = run(&model, &plan, manner, writer.as_mut()).unwrap();
    writer.map(|writer| writer.finish().unwrap());
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let (arms, outcomes) = (&plan.experiment.arms[..], &plan.experiment.ask.outcomes[..]);
    let compared = Compared { model: &model, sources: &opened.sources, arms, outcomes, is_baseline: &is_baseline };
    let comparisons = compare(compared, &ran.outcomes).unwrap();
    (ran, comparisons)
}

pub fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("linchpin-lab-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    path
}

#[test]
fn a_run_is_compared_told_and_stored() {
    let folder = folder("run");
    let place = folder.join("study");
    let (ran, comparisons) = finished(&Request { series: Some(100), ..request() }, 2, Some(&place));
    assert_eq!((ran.outcomes.futures, ran.faults, ran.cancelled), (300, 0, false));
    let found = &comparisons[0];
    assert_eq!((found.baseline, found.headline.as_slice()), (1, &[0, 1][..]));
    assert_eq!((found.outcomes[1].unit.as_str(), found.outcomes[1].scale), ("%", 0.01), "its statement speaks in %");
    // Wear is effort squared over five years: 4.05 and 1.25, a difference of 2.8 in every future.
    let wear = found.outcomes[1].cells[0].difference.unwrap();
    assert!((wear.mean - 2.8).abs() < 1e-9 && wear.high - wear.low < 1e-9, "{wear:?}");
    assert_eq!((found.outcomes[1].extremes.best, found.outcomes[1].extremes.worst), (Some(2), Some(0)));
    assert_eq!(found.criteria[0].shares[0].holds, 0);
    let told = tell(&comparisons, standing(&opened().0));
    assert!(told.paragraph.contains("4 strategies in 300 sampled futures"), "{}", told.paragraph);

    let study = Study::open(&place).unwrap();
    assert_eq!((study.asked.done, study.asked.series_futures, study.asked.baseline.as_str()), (300, 100, "plain"));
    let results = study.outcomes().unwrap();
    let back: Vec<f64> = results.values[0][0].iter().map(|v| v * 1000.0).collect();
    assert!(
        back.iter().zip(&ran.outcomes.values[0][0]).all(|(a, b)| (a - b).abs() <= 1e-12 * b.abs()),
        "outcomes are as they came"
    );
    let series = study.series("ships").unwrap();
    assert_eq!((series[0].times.len(), series[0].values.len()), (11, 100));
    assert_eq!(series[2].values[7][10], results.values[2][0][7], "the last point is the outcome");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn threads_and_kept_series_change_no_bit() {
    let folder = folder("bits");
    let places: Vec<PathBuf> = ["a", "b"].iter().map(|name| folder.join(name)).collect();
    let one = finished(&Request { series: Some(50), ..request() }, 1, Some(&places[0])).0;
    let four = finished(&Request { series: Some(50), ..request() }, 4, Some(&places[1])).0;
    let alone = finished(&request(), 3, None).0;
    let bits = |ran: &Ran| ran.outcomes.values.iter().flatten().flatten().map(|v| v.to_bits()).collect::<Vec<_>>();
    assert!(bits(&one) == bits(&four) && bits(&one) == bits(&alone));
    let name = "000000000000-000000000299.parquet";
    for file in ["study.toml", "chunks.csv"]
        .map(str::to_owned)
        .into_iter()
        .chain(["experiments", "outcomes", "series"].map(|dataset| format!("{dataset}/{name}")))
    {
        let read = |place: &PathBuf| std::fs::read(place.join(&file)).unwrap();
        assert!(read(&places[0]) == read(&places[1]), "{file}");
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// A study compared from the disk says what the same run says from memory.
#[test]
fn what_is_walked_is_what_is_held() {
    let folder = folder("walked");
    let place = folder.join("study");
    let request = Request { worlds: vec!["all".into()], futures: 700, ..request() };
    let (ran, held) = finished(&request, 2, Some(&place));
    assert!(ran.held && ran.futures == 700);
    let (model, opened) = opened();
    let plan = plan(&model, &request).unwrap();
    let is_baseline = |arm: &Arm| plan.is_baseline(arm);
    let (arms, outcomes) = (&plan.experiment.arms[..], &plan.experiment.ask.outcomes[..]);
    let compared = Compared { model: &model, sources: &opened.sources, arms, outcomes, is_baseline: &is_baseline };
    let places: Vec<usize> = (0..arms.len()).collect();
    let study = Study::open(&place).unwrap();
    let walked = compare_study(compared, &study, &places, Pace::by(2)).unwrap();
    assert_eq!(walked.len(), 2);
    let again = compare_study(compared, &study, &places, Pace { threads: 1, held: 0 }).unwrap();
    assert_eq!(format!("{again:?}"), format!("{walked:?}"), "read once or for each figure");
    // An outcome that is shown in thousands comes back from the table with the last bit rounded.
    let bare = |mut found: Vec<Comparison>| {
        found.iter_mut().for_each(|world| world.outcomes.retain(|outcome| outcome.name != "trade"));
        format!("{found:?}")
    };
    for (a, b) in walked.iter().zip(&held) {
        let trade = |world: &Comparison| world.outcomes[0].cells[0].difference.map(|found| (found.mean, found.verdict));
        let ((a, va), (b, vb)) = (trade(a).unwrap(), trade(b).unwrap());
        assert!((a - b).abs() <= 1e-9 * b.abs() && va == vb, "{a} {b}");
    }
    assert_eq!(bare(walked), bare(held));
    let _ = std::fs::remove_dir_all(&folder);
}

/// Parts that were run apart, and a run that was cut, give the whole to the byte.
#[test]
fn parts_and_a_cut_run_give_the_whole() {
    let folder = folder("cut-and-parts");
    let request = Request { futures: 40_000, series: Some(20_000), policies: vec!["lazy".into()], ..request() };
    let whole = folder.join("whole");
    finished(&request, 2, Some(&whole));
    let (model, opened) = opened();
    let cut = folder.join("cut");
    let cancel = AtomicBool::new(false);
    let begun = plan(&model, &request).unwrap();
    let mut writer = crate::study::start(&cut, false, &model, &opened.sources, &begun).unwrap();
    let progress = |_: u64, _: u64| cancel.store(true, Ordering::Relaxed);
    let ran = run(&model, &begun, Manner { threads: 2, cancel: &cancel, progress: &progress }, Some(&mut writer)).unwrap();
    assert!(ran.cancelled && ran.futures < 40_000);
    writer.finish().unwrap();
    let study = Study::open(&cut).unwrap();
    let again = plan(&model, &crate::study::request_of(&study, &model).unwrap()).unwrap();
    let mut writer = crate::study::resume(&cut, &model, &opened.sources, &again).unwrap();
    let manner = Manner { threads: 1, cancel: &AtomicBool::new(false), progress: &|_, _| {} };
    let ran = run(&model, &again, manner, Some(&mut writer)).unwrap();
    assert_eq!((ran.held, ran.cancelled), (study.asked.done == 0, false));
    writer.finish().unwrap();
    let parts: Vec<PathBuf> = (1..=7).map(|part| folder.join(format!("part-{part}"))).collect();
    for (place, part) in parts.iter().zip(1..) {
        finished(&Request { shard: (part, 7), ..request.clone() }, 2, Some(place));
    }
    let merged = folder.join("merged");
    crate::study::merge(&parts, &merged, false).unwrap();
    let read = |place: &Path| {
        let mut files = Vec::new();
        for dataset in ["experiments", "outcomes", "series"] {
            let mut names: Vec<PathBuf> =
                std::fs::read_dir(place.join(dataset)).unwrap().map(|entry| entry.unwrap().path()).collect();
            names.sort();
            files.extend(
                names.into_iter().map(|path| (path.strip_prefix(place).unwrap().to_owned(), std::fs::read(&path).unwrap())),
            );
        }
        files
    };
    let expected = read(&whole);
    assert!(expected.len() > 3);
    assert!(read(&cut) == expected, "a cut run differs");
    assert!(read(&merged) == expected, "merged parts differ");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_cancelled_run_keeps_what_is_complete() {
    let (model, _) = opened();
    let plan = plan(&model, &Request { futures: 200_000, ..request() }).unwrap();
    let cancel = AtomicBool::new(false);
    let progress = |done: u64, of: u64| {
        assert!(done <= of && of == 200_000);
        cancel.store(true, Ordering::Relaxed);
    };
    let ran = run(&model, &plan, Manner { threads: 2, cancel: &cancel, progress: &progress }, None).unwrap();
    assert!(ran.cancelled && ran.outcomes.futures < 200_000);
    assert!(ran.outcomes.values.iter().flatten().all(|values| values.len() == ran.outcomes.futures));
}

#[test]
fn silent_events_and_seeds_do_what_they_say() {
    let storms = |request: &Request| finished(request, 2, None).0.outcomes.values[1][2].iter().sum::<f64>();
    assert_eq!(storms(&Request { events: false, ..request() }), 0.0);
    let (one, other) = (storms(&request()), storms(&Request { seed: 7, ..request() }));
    assert!(one > 0.0 && one != other);
    let defaults = finished(&Request { design: Some("defaults".into()), events: false, ..request() }, 1, None).0;
    let trade = &defaults.outcomes.values[1][0];
    assert!(trade.iter().all(|v| v == &trade[0]), "without draws and events all futures are one");
}

#[test]
fn levers_are_drawn_and_a_few_uncertainties_vary_alone() {
    let (model, opened) = opened();
    let varied = Varied { levers: vec!["effort".into()], only: vec!["growth".into()] };
    let changed = varied.apply(&model).unwrap();
    let request = Request { varied: varied.clone(), design: Some("sobol".into()), futures: 256, ..request() };
    let plan = plan(&changed, &request).unwrap();
    assert!(plan.experiment.arms.iter().all(|arm| arm.settings.is_empty()), "strategies no longer set what is drawn");
    let mut drawn = vec![vec![0.0; 256]; changed.uncertainties().len()];
    plan.draws(&changed).unwrap()(0..256, &mut drawn);
    let of = |name: &str| {
        let at = changed.uncertainties().iter().position(|&id| changed.variable(id).name == name).unwrap();
        drawn[at].clone()
    };
    let (effort, size) = (of("effort"), of("size"));
    assert!(effort.iter().all(|x| (0.1..=0.9).contains(x)));
    assert!((effort.iter().sum::<f64>() / 256.0 - 0.5).abs() < 0.01, "evenly over its range");
    assert!(size.iter().all(|&x| x == 1.0), "what is not named stays");
    // Kept with the study, and found again by who goes on with it.
    let folder = folder("varied");
    let place = folder.join("study");
    let mut writer = crate::study::start(&place, false, &changed, &opened.sources, &plan).unwrap();
    let manner = Manner { threads: 1, cancel: &AtomicBool::new(false), progress: &|_, _| {} };
    run(&changed, &plan, manner, Some(&mut writer)).unwrap();
    writer.finish().unwrap();
    let study = Study::open(&place).unwrap();
    assert_eq!(study.drawn().unwrap().values[2], effort);
    let again = crate::study::rerun(&study, 100, Some("lazy"), false).unwrap();
    assert_eq!(again.same, Some(true));
    let refusal = Varied { levers: vec!["efort".into()], ..Varied::default() }.apply(&model).unwrap_err();
    assert!(refusal.why.contains("no lever `efort`") && refusal.help.contains("`effort`"), "{refusal}");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn futures_of_ones_own_come_from_a_table() {
    let (model, opened) = opened();
    let folder = folder("table");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("mine.csv");
    std::fs::write(&path, "future,growth,size\n0,0.01,1\n1,0.02,2\n2,0.03,1\n").unwrap();
    let table = given(&model, &path).unwrap();
    assert_eq!((table.rows(), table.columns[1].1.clone()), (3, vec![1.0, 2.0, 1.0]));
    let request = Request { futures: 3, table: Some(table), ..request() };
    let plan_of = |request: &Request| plan(&model, request);
    let begun = plan_of(&request).unwrap();
    let place = folder.join("study");
    let mut writer = crate::study::start(&place, false, &model, &opened.sources, &begun).unwrap();
    let manner = Manner { threads: 1, cancel: &AtomicBool::new(false), progress: &|_, _| {} };
    run(&model, &begun, manner, Some(&mut writer)).unwrap();
    writer.finish().unwrap();
    let study = Study::open(&place).unwrap();
    assert_eq!((study.asked.design.as_str(), study.drawn().unwrap().values[0].clone()), ("table", vec![0.01, 0.02, 0.03]));
    assert_eq!(crate::study::rerun(&study, 1, None, true).unwrap().same, Some(true));
    let back = crate::study::request_of(&study, &model).unwrap();
    assert_eq!(back.table.unwrap().columns, request.table.clone().unwrap().columns);
    assert!(plan_of(&Request { futures: 4, ..request.clone() }).map(drop).unwrap_err().why.contains("holds 3 futures"));
    std::fs::write(place.join("design.csv"), "growth\n0.5\n").unwrap();
    assert!(crate::study::request_of(&study, &model).unwrap_err().why.contains("not there as it was"));
    for (text, why) in [
        ("growht\n1\n", "no uncertainty `growht`"),
        ("growth\nmuch\n", "is no number"),
        ("growth,size\n0.01,1\n0.02\n", "row 1 has 1 field, the head names 2"),
        ("growth\n1\n\"\"\n", "no number in row 1"),
        ("future\n0\n", "no column of an uncertainty"),
        ("growth\n0.01\n0.2\n", "`growth` cannot be 0.2"),
        ("size\n1.5\n", "`size` cannot be 1.5 in row 0"),
        ("future,growth\n10,0.01\n11,0.02\n", "row 0 is numbered 10"),
        ("effort\n0.3\n", "`effort` is a lever"),
        ("growth,size\n", "no rows"),
    ] {
        std::fs::write(&path, text).unwrap();
        let refusal = given(&model, &path).unwrap_err();
        assert!(refusal.why.contains(why), "{refusal}");
    }
    assert!(given(&model, &folder.join("x.txt")).is_err());
    let shouted = folder.join("MINE.CSV");
    std::fs::write(&shouted, "growth\n0.01\n").unwrap();
    let request = Request { futures: 1, table: Some(given(&model, &shouted).unwrap()), ..request };
    for (request, why) in [
        (Request { sets: vec!["growth=0.02".into()], ..request.clone() }, "the table of futures both say what `growth` is"),
        (
            Request { varied: Varied { only: vec!["size".into()], ..Varied::default() }, ..request.clone() },
            "both say what varies",
        ),
    ] {
        let refusal = plan_of(&request).map(drop).unwrap_err();
        assert!(refusal.why.contains(why), "{refusal}");
    }
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn bands_are_exact_or_within_their_bound() {
    let (model, _) = opened();
    let plan = plan(&model, &Request { futures: 3000, ..request() }).unwrap();
    let cancel = AtomicBool::new(false);
    let of = |exact, threads| {
        let manner = Manner { threads, cancel: &cancel, progress: &|_, _| {} };
        bands(&model, &plan, manner, exact).unwrap().unwrap()
    };
    let (exact, counted) = (of(None, 2), of(Some(false), 1));
    assert_eq!((exact.bound, exact.futures, counted.bound), (0.0, 3000, 1.0 / 256.0));
    assert_eq!(of(Some(false), 4), counted, "no bit hangs on threads");
    let (arms, variables, points) = (exact.values.len(), exact.values[0].len(), exact.values[0][0].len());
    assert_eq!((arms, variables, points), (4, 2, 11));
    for (exact, counted) in exact.values.iter().flatten().flatten().zip(counted.values.iter().flatten().flatten()) {
        assert!(exact.is_sorted() && counted.is_sorted());
        for (exact, counted) in exact.iter().zip(counted) {
            // Neighbours among 3,000 futures lie close: a second bound covers what lies between them.
            assert!((exact - counted).abs() <= 2.0 * exact.abs() / 256.0 + 1e-12, "{exact} {counted}");
        }
    }
    // Wear under `busy` is the same in every future: 0.81 a year.
    let wear = &exact.values[0][1][10];
    assert!(wear.iter().all(|value| (value - 4.05).abs() < 1e-9), "{wear:?}");
}

/// What stocks hold at the stop, by name of the outcome.
fn ends(text: &str) -> Vec<(String, f64)> {
    let mut opened = read("m", false, &Memory::one(text));
    let faults: Vec<_> = opened.diagnostics.iter().map(|d| opened.sources.render(d, false)).collect();
    let model = opened.model.take().unwrap_or_else(|| panic!("{}", faults.join("\n")));
    let request = Request { events: false, ..Request::of(1, 1) };
    let plan = plan(&model, &request).unwrap();
    let manner = Manner { threads: 1, cancel: &AtomicBool::new(false), progress: &|_, _| {} };
    let ran = run(&model, &plan, manner, None).unwrap();
    let names = plan.experiment.ask.outcomes.iter().map(|&id| model.variable(id).name.clone());
    names.zip(ran.outcomes.values[0].iter().map(|values| values[0])).collect()
}

/// Whatever the method: a pulse gives its amount, a train its width, a step its height from its begin, a ramp nothing before
/// its begin, on the grid and off it.
#[test]
fn shapes_in_time_give_what_they_promise() {
    for method in ["euler", "rk4"] {
        let text = format!(
            "model m\n  time 0 day .. 20 day by 0.5 day\n  method {method}\nunit usd\n\
             stock pulsed : usd = 0 change pulse(3 usd, 5 day)\n\
             stock trained : day = 0 change pulse_train(2 day, 1 day, 4 day, 14 day)\n\
             stock stepped : usd*day = 0 change step(2 usd, 5 day)\n\
             stock ramped : usd*day = 0 change ramp(2 usd/day, 4 day, 8 day)\n\
             stock late : usd = 0 change min_ramp / 1 day\n\
             aux min_ramp : usd = min(0 usd, ramp(2 usd/day, 4.2 day))\n\
             outcome o1 : usd = pulsed better neither\n\
             outcome o2 : day = trained better neither\n\
             outcome o3 : usd*day = stepped better neither\n\
             outcome o4 : usd*day = ramped better neither\n\
             outcome o5 : usd = late better neither\n"
        );
        let found: Vec<f64> = ends(&text).into_iter().map(|(_, value)| value).collect();
        // A ramp is a straight line between steps: Runge-Kutta integrates it exactly, Euler reads it at the start of each step.
        let ramped = if method == "rk4" { 112.0 } else { 110.0 };
        for (found, promised) in found.iter().zip([3.0, 3.0, 30.0, ramped, 0.0]) {
            assert!((found - promised).abs() < 1e-9, "{method}: {found} for {promised}");
        }
    }
}
