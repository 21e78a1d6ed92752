use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use linchpin_core::experiment::{Fault, FaultKind};
use linchpin_core::model::VarId;
use linchpin_core::table::Chunk;

use crate::dataset::{Dataset, Head, Holds, Piece};
use crate::layout::Measured;
use crate::out::Out;
use crate::*;

/// A folder of this test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("linchpin-store-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(&self.0).expect("read").map(|e| e.expect("entry").file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn measured(name: &str, scale: f64) -> Measured {
    let facts = vec![("title", format!("Title of {name}")), ("ko", "제목".into()), ("unit", "kperson".into())];
    Measured { head: Head { name: name.into(), holds: Holds::Number, facts }, scale }
}

fn layout() -> Layout {
    let arm = |name: &str| AskedArm { name: name.into(), policy: name.into(), ..AskedArm::default() };
    Layout {
        title: ("small".into(), "A small model".into()),
        arms: vec![arm("base"), AskedArm { stress: true, ..arm("other, quoted") }],
        draws: vec![measured("u", 1.0)],
        outcomes: vec![measured("o", 1000.0), measured("p", 1.0)],
        series: vec![measured("s", 1.0)],
        times: vec![2026.0, 2026.5, 2027.0],
        time_unit: "year".into(),
        time_scale: 1.0,
        variables: vec![("s".into(), "kperson".into(), 1000.0)],
    }
}

fn asked(futures: u64) -> Asked {
    Asked {
        version: "0.1.0".into(),
        model: "small".into(),
        title: "A \"small\" model".into(),
        fingerprint: fingerprint(&texts()),
        seed: u64::MAX,
        futures,
        done: futures,
        design: "latin_hypercube".into(),
        events: true,
        baseline: "base".into(),
        arms: layout().arms,
        settings: vec![("lever".into(), "3.5 %".into())],
        series_futures: futures,
        faults: 0,
    }
}

fn texts() -> Vec<(String, String)> {
    vec![("model.lin".into(), "model small\n".into()), ("part/more.lin".into(), "# more\n".into())]
}

/// Made-up results of consecutive futures; every number tells where it belongs.
fn chunk(first: u64, count: usize) -> Chunk {
    let futures = || (first..first + count as u64).map(|f| f as f64);
    let column = |arm: f64, at: f64| futures().map(|f| f + 1e4 * arm + 1e5 * at).collect::<Vec<f64>>();
    Chunk {
        first,
        count,
        draws: vec![futures().map(|f| f / 7.0).collect()],
        outcomes: vec![vec![column(0.0, 0.0), column(0.0, 1.0)], vec![column(1.0, 0.0), column(1.0, 1.0)]],
        series: (0..2).map(|arm| vec![(0..3).map(|point| column(f64::from(arm), f64::from(point))).collect()]).collect(),
        faults: Vec::new(),
    }
}

fn write(place: &Path, force: bool, cuts: &[usize]) -> Result<Written, linchpin_core::diagnostic::Refusal> {
    let total: usize = cuts.iter().sum();
    let mut writer = Writer::create(place, force, asked(total as u64), layout(), &texts(), 0)?;
    let mut first = 0;
    for &count in cuts {
        writer.take(&chunk(first, count))?;
        first += count as u64;
    }
    writer.finish()
}

#[test]
fn what_is_written_is_read_back() {
    let folder = Folder::new("round");
    let place = folder.0.join("deep/study");
    let written = write(&place, false, &[5, 2]).expect("written");
    assert_eq!((written.futures, &written.path), (7, &place));
    assert!(written.bytes > 1000);
    let study = Study::open(&place).expect("opens");
    assert_eq!(study.asked, asked(7));
    assert_eq!(fs::read_to_string(study.model_folder().join("part/more.lin")).expect("there"), "# more\n");
    let results = study.outcomes().expect("outcomes");
    assert_eq!(results.names, ["o", "p"]);
    let expected: Vec<f64> = (0..7).map(|f| (f64::from(f) + 1e4) / 1000.0).collect();
    assert_eq!(results.values[1][0], expected, "in the unit shown");
    let drawn = study.drawn().expect("draws");
    assert_eq!((drawn.names, drawn.values[0][3]), (vec!["u".to_owned()], 3.0 / 7.0));
    assert_eq!(study.series_names().expect("names"), ["s"]);
    let series = study.series("s").expect("series");
    assert_eq!(series[1].times, [2026.0, 2026.5, 2027.0]);
    assert_eq!((series[1].values.len(), &series[1].values[6]), (7, &vec![10_006.0, 110_006.0, 210_006.0]));
    let refusal = study.series("t").expect_err("unknown");
    assert!(refusal.why.contains("`t`") && refusal.help.contains('s'), "{refusal}");
    assert_eq!(fs::read_to_string(place.join("faults.csv")).expect("there").lines().count(), 1);
}

#[test]
fn bytes_do_not_show_how_futures_were_cut() {
    let folder = Folder::new("cuts");
    let total = 20_001;
    write(&folder.0.join("a"), false, &[total]).expect("written");
    write(&folder.0.join("b"), false, &[1, 16_382, 2, total - 16_385]).expect("written");
    for file in ["study.toml", "experiments.parquet", "outcomes.parquet", "series.parquet", "faults.csv"] {
        let read = |study: &str| fs::read(folder.0.join(study).join(file)).expect("there");
        assert!(read("a") == read("b"), "{file} differs");
    }
}

#[test]
fn a_place_that_is_taken_is_kept() {
    let folder = Folder::new("taken");
    let place = folder.0.join("study");
    write(&place, false, &[3]).expect("written");
    let refusal = write(&place, false, &[4]).expect_err("taken");
    assert!(refusal.why.contains("is there already") && refusal.help.contains("--force"), "{refusal}");
    assert_eq!(Study::open(&place).expect("kept").asked.done, 3);
    write(&place, true, &[4]).expect("replaced");
    assert_eq!(Study::open(&place).expect("new").asked.done, 4);
    let other = folder.0.join("letters");
    fs::create_dir_all(&other).expect("made");
    fs::write(other.join("letter.txt"), "dear").expect("made");
    let refusal = write(&other, true, &[4]).expect_err("not a study");
    assert!(refusal.why.contains("is not a study"), "{refusal}");
    assert!(other.join("letter.txt").exists());
    assert_eq!(folder.names(), ["letters", "study"], "nothing half-named is left");
}

#[test]
fn an_abandoned_study_leaves_nothing_and_a_cancelled_one_what_is_complete() {
    let folder = Folder::new("cancel");
    let mut writer = Writer::create(&folder.0.join("gone"), false, asked(100), layout(), &texts(), 0).expect("starts");
    writer.take(&chunk(0, 10)).expect("taken");
    assert!(writer.take(&chunk(50, 10)).is_err(), "a gap is refused");
    drop(writer);
    assert!(folder.names().is_empty());
    let mut writer = Writer::create(&folder.0.join("part"), false, asked(100), layout(), &texts(), 0).expect("starts");
    writer.take(&chunk(0, 10)).expect("taken");
    writer.finish().expect("ends");
    let study = Study::open(&folder.0.join("part")).expect("opens");
    assert_eq!((study.asked.done, study.asked.futures, study.asked.series_futures), (10, 100, 10));
    assert!(study.asked.to_toml().contains("complete = false"));
    assert_eq!(study.outcomes().expect("outcomes").values[0][0].len(), 10);
}

#[test]
fn series_end_where_they_were_asked_to() {
    let folder = Folder::new("series");
    let place = folder.0.join("study");
    let mut writer =
        Writer::create(&place, false, Asked { series_futures: 4, ..asked(6) }, layout(), &texts(), 0).expect("starts");
    writer.take(&chunk(0, 3)).expect("taken");
    writer.take(&chunk(3, 2)).expect("taken");
    writer.take(&Chunk { series: Vec::new(), ..chunk(5, 1) }).expect("taken");
    writer.finish().expect("ends");
    let study = Study::open(&place).expect("opens");
    assert_eq!(study.series("s").expect("series")[0].values.len(), 4);
    assert_eq!(study.outcomes().expect("outcomes").values[0][0].len(), 6);
}

#[test]
fn faults_are_listed_with_names_and_units() {
    let folder = Folder::new("faults");
    let place = folder.0.join("study");
    let fault = Fault { future: 1, arm: 1, time: 2026.5, variable: VarId(0), value: -2500.0, kind: FaultKind::Below(0.0) };
    let mut writer = Writer::create(&place, false, asked(2), layout(), &texts(), 0).expect("starts");
    writer.take(&Chunk { faults: vec![fault], ..chunk(0, 2) }).expect("taken");
    writer.finish().expect("ends");
    let lines = fs::read_to_string(place.join("faults.csv")).expect("there");
    assert_eq!(lines.lines().nth(1), Some("1,\"other, quoted\",2026.5,s,-2.5,kperson,below its bound"));
    assert_eq!(Study::open(&place).expect("opens").asked.faults, 1);
}

#[test]
fn a_study_larger_than_the_disk_is_refused_before_it_starts() {
    let needed = bytes_needed(&layout(), 1_000_000_000, 0);
    assert!((5e10..8e10).contains(&needed), "{needed}");
    let refusal = crate::room::check(Path::new("far/study"), needed, 2e9).expect_err("too large");
    assert!(
        refusal.why.contains("needs about") && refusal.why.contains("GB") && refusal.why.contains("2.0 GB free"),
        "{refusal}"
    );
    let folder = Folder::new("room");
    let refusal = write_asked(&folder.0.join("study"), 1 << 60).expect_err("no disk is that large");
    assert!(refusal.why.contains("needs about"), "{refusal}");
    assert!(folder.names().is_empty());
}

fn write_asked(place: &Path, futures: u64) -> Result<(), linchpin_core::diagnostic::Refusal> {
    Writer::create(place, false, asked(futures), layout(), &texts(), 0).map(drop)
}

#[test]
fn estimates_hold() {
    let folder = Folder::new("estimate");
    let written = write(&folder.0.join("study"), false, &[30_000]).expect("written");
    let needed = bytes_needed(&layout(), 30_000, 30_000);
    assert!((written.bytes as f64) < needed, "{} written, {needed} foreseen", written.bytes);
}

#[test]
fn bytes_are_said_as_people_say_them() {
    assert_eq!(
        [in_bytes(1500.0), in_bytes(3.24e9), in_bytes(64e9), in_bytes(0.9996e9), in_bytes(3e21)],
        ["1.5 kB", "3.2 GB", "64 GB", "1.0 GB", "3000 EB"]
    );
}

/// `/dev/full` takes every write and answers that the disk is full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_with_the_path() {
    let full = Path::new("/dev/full");
    let mut out = Out::create(full).expect("opens");
    assert!(out.write_all(b"x").is_err());
    let refusal = out.trouble().expect("remembered");
    assert!(refusal.why.contains("/dev/full") && refusal.why.contains("the disk is full"), "{refusal}");
    let mut table = match Dataset::create(full, &[Head::plain("n", Holds::Number)], &[]) {
        Ok(table) => table,
        Err(refusal) => return assert!(refusal.why.contains("the disk is full"), "{refusal}"),
    };
    let values = vec![0.5; 1 << 16];
    let end = table.group(&[Piece::Number(&values)]).and_then(|()| table.finish());
    assert!(end.expect_err("full").why.contains("the disk is full"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("locked");
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o555)).expect("locked");
    let end = write(&folder.0.join("study"), false, &[1]);
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).expect("unlocked");
    // The superuser may write anywhere: there is nothing to refuse then.
    if let Err(refusal) = end {
        assert!(refusal.why.contains("not permitted") && refusal.why.contains("study"), "{refusal}");
    }
    let beneath_a_file = folder.0.join("file");
    fs::write(&beneath_a_file, "x").expect("made");
    let refusal = write(&beneath_a_file.join("study"), false, &[1]).expect_err("no folder");
    assert!(refusal.why.contains("file"), "{refusal}");
}

#[test]
fn damaged_studies_are_refused_in_words() {
    let folder = Folder::new("damaged");
    assert!(Study::open(&folder.0).expect_err("no study").why.contains("no study.toml"));
    assert!(Study::open(&folder.0.join("nowhere")).is_err());
    let place = folder.0.join("study");
    write(&place, false, &[300]).expect("written");
    let path = place.join("outcomes.parquet");
    let bytes = fs::read(&path).expect("there");
    for cut in [0, 3, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..cut]).expect("cut");
        let refusal = Study::open(&place).expect("toml is fine").outcomes().expect_err("damaged");
        assert!(refusal.why.contains("outcomes.parquet"), "{refusal}");
    }
    fs::write(place.join("study.toml"), "nonsense = [").expect("spoilt");
    assert!(Study::open(&place).expect_err("no TOML").why.contains("study.toml"));
    fs::write(place.join("study.toml"), "[model]\nname = \"small\"\n").expect("spoilt");
    assert!(Study::open(&place).expect_err("lacks facts").why.contains("lacks"));
}

#[test]
fn fingerprints_know_the_texts_and_not_their_order() {
    let mut turned = texts();
    turned.reverse();
    assert_eq!(fingerprint(&texts()), fingerprint(&turned));
    turned[0].1.push(' ');
    assert_ne!(fingerprint(&texts()), fingerprint(&turned));
    // SHA-256 of "a\n1\nb", from another program.
    assert_eq!(fingerprint(&[("a".into(), "b".into())]), "c23728e9bd902d27fb2ad5ef123f83cd4d50cd205d7963396f3f3568ffc35bfb");
}

#[test]
fn texts_stay_below_the_study() {
    let folder = Folder::new("outside");
    for path in ["../x.lin", "/x.lin", ""] {
        let texts = [(path.to_owned(), String::new())];
        assert!(Writer::create(&folder.0.join("study"), false, asked(1), layout(), &texts, 0).is_err(), "{path}");
    }
    assert!(folder.names().is_empty());
}

#[test]
fn no_series_asked_for_is_no_file() {
    let folder = Folder::new("no-series");
    let place = folder.0.join("study");
    let mut writer =
        Writer::create(&place, false, Asked { series_futures: 0, ..asked(3) }, layout(), &texts(), 0).expect("starts");
    writer.take(&chunk(0, 3)).expect("taken");
    writer.finish().expect("ends");
    assert!(!place.join("series.parquet").exists());
    assert_eq!(Study::open(&place).expect("opens").series_names().expect("none"), Vec::<String>::new());
}
