use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use linchpin_core::experiment::{Fault, FaultKind};
use linchpin_core::model::VarId;
use linchpin_core::table::Chunk;

use crate::chunks::LIST;
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
        sets: vec!["lever=3.5%".into()],
        levers: Vec::new(),
        only: vec!["u".into()],
        shard: (1, 1),
        chunk: layout().chunk_futures(),
        experiments: true,
        table: String::new(),
        series_futures: futures,
        faults: 0,
    }
}

fn files() -> Vec<(String, Vec<u8>)> {
    texts().into_iter().map(|(path, text)| (format!("model/{path}"), text.into_bytes())).collect()
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
    let mut writer = Writer::create(place, force, asked(total as u64), layout(), &files())?;
    let mut first = 0;
    for &count in cuts {
        writer.take(&chunk(first, count))?;
        first += count as u64;
    }
    writer.finish()
}

/// Every file of two studies, to the byte.
fn same(a: &Path, b: &Path) {
    let read = |study: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        let (mut found, mut left) = (Vec::new(), vec![study.to_owned()]);
        while let Some(folder) = left.pop() {
            for entry in fs::read_dir(&folder).expect("read").map(|entry| entry.expect("entry").path()) {
                match entry.is_dir() {
                    true => left.push(entry),
                    false => found.push((entry.strip_prefix(study).expect("below").to_owned(), fs::read(&entry).expect("there"))),
                }
            }
        }
        // The order of lines tells the order of work; what they say is compared.
        found.retain(|(name, _)| !name.ends_with("chunks.csv"));
        found.sort();
        found
    };
    let (left, right) = (read(a), read(b));
    let names = |found: &[(PathBuf, Vec<u8>)]| found.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&left), names(&right));
    for ((name, left), (_, right)) in left.iter().zip(&right) {
        assert!(left == right, "{} differs", name.display());
    }
    let chunks = |study: &Path| Study::open(study).expect("opens").chunks;
    assert_eq!(chunks(a), chunks(b));
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
    assert_eq!(study.futures().collect::<Vec<_>>(), (0..7).collect::<Vec<_>>());
    let refusal = study.series("t").expect_err("unknown");
    assert!(refusal.why.contains("`t`") && refusal.help.contains('s'), "{refusal}");
    assert!(!place.join("faults").exists(), "nothing faulted");
}

#[test]
fn bytes_do_not_show_how_futures_were_cut() {
    let folder = Folder::new("cuts");
    let total = 20_001;
    write(&folder.0.join("a"), false, &[total]).expect("written");
    write(&folder.0.join("b"), false, &[1, 16_382, 2, total - 16_385]).expect("written");
    same(&folder.0.join("a"), &folder.0.join("b"));
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
    let mut writer = Writer::create(&folder.0.join("gone"), false, asked(100), layout(), &files()).expect("starts");
    writer.take(&chunk(0, 10)).expect("taken");
    assert!(writer.take(&chunk(50, 10)).is_err(), "a gap is refused");
    drop(writer);
    assert!(folder.names().is_empty());
    let mut writer = Writer::create(&folder.0.join("part"), false, asked(100), layout(), &files()).expect("starts");
    writer.take(&chunk(0, 10)).expect("taken");
    writer.finish().expect("ends");
    let study = Study::open(&folder.0.join("part")).expect("opens");
    assert_eq!((study.asked.done, study.asked.futures, study.asked.complete()), (10, 100, false));
    assert!(study.asked.to_toml().contains("complete = false"));
    assert_eq!(study.outcomes().expect("outcomes").values[0][0].len(), 10);
}

#[test]
fn series_end_where_they_were_asked_to() {
    let folder = Folder::new("series");
    let place = folder.0.join("study");
    let mut writer = Writer::create(&place, false, Asked { series_futures: 4, ..asked(6) }, layout(), &files()).expect("starts");
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
    let mut writer = Writer::create(&place, false, asked(2), layout(), &files()).expect("starts");
    writer.take(&Chunk { faults: vec![fault], ..chunk(0, 2) }).expect("taken");
    writer.finish().expect("ends");
    let lines = fs::read_to_string(place.join("faults/000000000000-000000000001.csv")).expect("there");
    assert_eq!(lines.lines().nth(1), Some("1,\"other, quoted\",2026.5,s,-2.5,kperson,below its bound"));
    assert_eq!(Study::open(&place).expect("opens").asked.faults, 1);
}

#[test]
fn a_study_larger_than_the_disk_is_refused_before_it_starts() {
    let needed = bytes_needed(&layout(), 1_000_000_000, 0, true);
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
    Writer::create(place, false, asked(futures), layout(), &files()).map(drop)
}

#[test]
fn estimates_hold() {
    let folder = Folder::new("estimate");
    let written = write(&folder.0.join("study"), false, &[30_000]).expect("written");
    let needed = bytes_needed(&layout(), 30_000, 30_000, true);
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
    let path = place.join("outcomes/000000000000-000000000299.parquet");
    let bytes = fs::read(&path).expect("there");
    for cut in [0, 3, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..cut]).expect("cut");
        let refusal = Study::open(&place).expect("toml is fine").outcomes().expect_err("damaged");
        assert!(refusal.why.contains("outcomes/0000"), "{refusal}");
    }
    fs::write(place.join("study.toml"), "nonsense = [").expect("spoilt");
    assert!(Study::open(&place).expect_err("no TOML").why.contains("study.toml"));
    fs::write(place.join("study.toml"), "format = 2\n[model]\nname = \"small\"\n").expect("spoilt");
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
        let texts = [(path.to_owned(), Vec::new())];
        assert!(Writer::create(&folder.0.join("study"), false, asked(1), layout(), &texts).is_err(), "{path}");
    }
    assert!(folder.names().is_empty());
}

#[test]
fn no_series_asked_for_is_no_file() {
    let folder = Folder::new("no-series");
    let place = folder.0.join("study");
    let mut writer = Writer::create(&place, false, Asked { series_futures: 0, ..asked(3) }, layout(), &files()).expect("starts");
    writer.take(&chunk(0, 3)).expect("taken");
    writer.finish().expect("ends");
    assert!(!place.join("series").exists());
    assert_eq!(Study::open(&place).expect("opens").series_names().expect("none"), Vec::<String>::new());
}

/// Goes on with a study and sends what is missing in pieces of one size.
fn resumed(place: &Path, asked: Asked, piece: usize, until: u64) -> Result<Written, linchpin_core::diagnostic::Refusal> {
    let mut writer = Writer::resume(place, asked, layout())?;
    let mut left = until;
    while let (Some(range), true) = (writer.missing().first().cloned(), left > 0) {
        let count = (range.end - range.start).min(piece as u64).min(left);
        writer.take(&faulting(range.start, count as usize))?;
        left -= count;
    }
    writer.finish()
}

/// Made-up results of which every future that ends in 7 faulted.
fn faulting(first: u64, count: usize) -> Chunk {
    let fault = |future, arm| Fault { future, arm, time: 2026.5, variable: VarId(0), value: 1.0, kind: FaultKind::Infinite };
    let futures = || (first..first + count as u64).filter(|future| future % 10 == 7);
    // By arm, then future, as the engine tells them.
    let faults = (0..2).flat_map(|arm| futures().map(move |future| fault(future, arm))).collect();
    Chunk { faults, ..chunk(first, count) }
}

fn in_one_piece(place: &Path, asked: Asked) -> Written {
    let mut writer = Writer::create(place, false, asked, layout(), &files()).expect("starts");
    for range in writer.missing().to_vec() {
        writer.take(&faulting(range.start, (range.end - range.start) as usize)).expect("taken");
    }
    writer.finish().expect("ends")
}

const TOTAL: u64 = 40_000;

#[test]
fn an_interrupted_study_goes_on_to_the_same_bytes() {
    let folder = Folder::new("resume");
    let (whole, cut) = (folder.0.join("whole"), folder.0.join("cut"));
    let asked = || Asked { series_futures: 17_000, ..asked(TOTAL) };
    in_one_piece(&whole, asked());
    let mut writer = Writer::create(&cut, false, asked(), layout(), &files()).expect("starts");
    writer.take(&faulting(0, 5000)).expect("taken");
    assert_eq!(writer.finish().expect("ends").futures, 5000);
    assert_eq!(Study::open(&cut).expect("opens").outcomes().expect("read").values[0][0].len(), 5000);
    // Fewer than before: what is there is not given up for less.
    assert_eq!(resumed(&cut, asked(), 700, 1000).expect("ends").futures, 5000);
    assert_eq!(resumed(&cut, asked(), 700, 20_000).expect("ends").futures, 20_000);
    let verdict = verify(&cut).expect("looks");
    assert_eq!((verdict.amiss, verdict.sound, verdict.asked), (Vec::new(), 20_000, TOTAL));
    // As a killed process leaves it: files that no line names, half a line, something aside.
    fs::write(cut.join("outcomes/000000032768-000000039999.parquet"), "half").expect("written");
    fs::write(cut.join("outcomes/000000000000-000000004999.parquet"), "the place of this one was taken").expect("written");
    fs::create_dir_all(cut.join(".partial")).expect("made");
    fs::write(cut.join(".partial/outcomes.parquet"), "half").expect("written");
    let mut list = fs::read(cut.join(LIST)).expect("read");
    list.extend(b"16384,16384,0,outcomes:12");
    fs::write(cut.join(LIST), list).expect("written");
    assert_eq!(Study::open(&cut).expect("opens").asked.done, 20_000);
    assert_eq!(resumed(&cut, asked(), 333, u64::MAX).expect("ends").futures, TOTAL);
    same(&whole, &cut);
    let again = Writer::resume(&cut, asked(), layout()).expect("nothing to do");
    assert!(again.missing().is_empty() && again.kept() == TOTAL);
    again.finish().expect("ends");
    same(&whole, &cut);
}

#[test]
fn parts_make_the_whole_to_the_byte() {
    let folder = Folder::new("parts");
    let whole = folder.0.join("whole");
    let asked = |shard| Asked { series_futures: 17_000, shard, ..asked(TOTAL) };
    in_one_piece(&whole, asked((1, 1)));
    for of in [1, 7, 64] {
        let places: Vec<PathBuf> = (1..=of).map(|part| folder.0.join(format!("part-{part}-of-{of}"))).collect();
        for (place, part) in places.iter().zip(1..) {
            in_one_piece(place, asked((part, of)));
        }
        let merged = folder.0.join(format!("merged-{of}"));
        let mut turned = places.clone();
        turned.reverse();
        let parts = parts(&turned).expect("all there");
        assert_eq!(merge(&parts, &merged, false, &layout(), &files()).expect("merged").futures, TOTAL);
        same(&whole, &merged);
    }
    let place = |name: &str| folder.0.join(name);
    let why = |places: &[PathBuf]| parts(places).expect_err("refused").why;
    assert!(why(&[place("part-1-of-7"), place("part-3-of-7")]).contains("5 of 7 parts are missing: 2/7, 4/7"));
    assert!(why(&[place("part-1-of-7"), place("part-3-of-64")]).contains("one of 64 parts"));
    assert!(why(&[place("part-1-of-7"), place("part-1-of-7")]).contains("there twice"));
    assert!(why(&[]).contains("nothing to merge"));
    let other = place("other");
    in_one_piece(&other, Asked { seed: 7, ..asked((2, 7)) });
    assert!(why(&[place("part-1-of-7"), other]).contains("the seed is 7 there"));
}

#[test]
fn every_flipped_byte_is_found_and_what_is_sound_is_kept() {
    let folder = Folder::new("flips");
    let (whole, place) = (folder.0.join("whole"), folder.0.join("study"));
    in_one_piece(&whole, asked(TOTAL));
    let names = |dataset: &str| -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(whole.join(dataset))
            .expect("read")
            .map(|e| Path::new(dataset).join(e.expect("entry").file_name()))
            .collect();
        found.sort();
        found
    };
    for (dataset, place_in_file) in [("outcomes", 0.3), ("experiments", 0.999), ("series", 0.5), ("faults", 0.0)] {
        in_one_piece(&place, asked(TOTAL));
        let victim = place.join(&names(dataset)[1]);
        let mut bytes = fs::read(&victim).expect("read");
        let at = (bytes.len() as f64 * place_in_file) as usize;
        bytes[at] ^= 0x10;
        fs::write(&victim, &bytes).expect("written");
        let found = verify(&place).expect("looks");
        assert_eq!(found.amiss.len(), 1, "{:?}", found.amiss);
        assert!(found.amiss[0].what.contains("not what was written") && found.amiss[0].mends);
        let refusal = Writer::resume(&place, asked(TOTAL), layout()).map(drop).expect_err("damaged");
        assert!(refusal.why.contains(dataset) && refusal.help.contains("study repair"), "{refusal}");
        assert_eq!(repair(&place).expect("mended").amiss, found.amiss);
        assert!(place.join("damaged").join(&names(dataset)[1]).exists(), "set aside, not deleted");
        let study = Study::open(&place).expect("opens");
        assert_eq!((study.asked.done, study.chunks.len()), (TOTAL - 16_384, 2));
        fs::remove_dir_all(place.join("damaged")).expect("removed");
        assert_eq!(verify(&place).expect("looks").amiss, Vec::new());
        resumed(&place, asked(TOTAL), 999, u64::MAX).expect("goes on");
        same(&whole, &place);
        fs::remove_dir_all(&place).expect("removed");
    }
    in_one_piece(&place, asked(TOTAL));
    let cut = place.join(&names("outcomes")[0]);
    let bytes = fs::read(&cut).expect("read");
    fs::write(&cut, &bytes[..bytes.len() - 5]).expect("cut");
    fs::remove_file(place.join(&names("experiments")[2])).expect("removed");
    fs::write(place.join("model/model.lin"), "model other\n").expect("changed");
    let list = fs::read_to_string(place.join(LIST)).expect("read").replacen("16384,16384", "16384,16385", 1);
    fs::write(place.join(LIST), list).expect("spoilt");
    let refusal = Study::open(&place).map(drop).expect_err("a damaged list");
    assert!(refusal.why.contains("chunks.csv") && refusal.help.contains("repair"), "{refusal}");
    let found = verify(&place).expect("looks").amiss;
    let said: Vec<&str> = found.iter().map(|amiss| amiss.what.as_str()).collect();
    for words in ["it ends after", "it is missing", "are not those that were run", "is damaged", "no line of chunks.csv names it"]
    {
        assert!(said.iter().any(|what| what.contains(words)), "{words}: {said:?}");
    }
    repair(&place).expect("mended");
    assert_eq!(Study::open(&place).expect("opens").asked.done, 0);
    resumed(&place, asked(TOTAL), 10_000, u64::MAX).expect("goes on");
    assert!(verify(&place).expect("looks").amiss.iter().all(|amiss| !amiss.mends));
}

#[test]
fn two_writers_and_other_questions_are_refused() {
    let folder = Folder::new("two");
    let place = folder.0.join("study");
    let mut writer = Writer::create(&place, false, asked(TOTAL), layout(), &files()).expect("starts");
    writer.take(&chunk(0, 20_000)).expect("taken");
    let refusal = Writer::resume(&place, asked(TOTAL), layout()).map(drop).expect_err("locked");
    assert!(refusal.why.contains("another process is writing"), "{refusal}");
    assert!(repair(&place).expect_err("locked").why.contains("another process"));
    writer.finish().expect("ends");
    for (other, words) in [
        (Asked { fingerprint: "0".into(), ..asked(TOTAL) }, "text (SHA-256)"),
        (Asked { version: "9.9.9".into(), ..asked(TOTAL) }, "version of the program is 0.1.0 there, 9.9.9 here"),
        (Asked { seed: 1, ..asked(TOTAL) }, "seed"),
        (Asked { futures: 50_000, ..asked(TOTAL) }, "number of futures is 40000 there, 50000 here"),
    ] {
        let refusal = Writer::resume(&place, other, layout()).map(drop).expect_err("another question");
        assert!(refusal.why.contains(words), "{refusal}");
    }
    let toml = fs::read_to_string(place.join("study.toml")).expect("read");
    fs::write(place.join("study.toml"), toml.replace("format = 2", "format = 3")).expect("written");
    let refusal = Study::open(&place).map(drop).expect_err("another format");
    assert!(refusal.why.contains("format 3") && refusal.help.contains("version"), "{refusal}");
    assert!(Writer::resume(&folder.0.join("nowhere"), asked(TOTAL), layout()).is_err());
}

#[test]
fn a_replaced_study_comes_back_when_the_new_one_fails() {
    let folder = Folder::new("comeback");
    let place = folder.0.join("study");
    write(&place, false, &[3]).expect("written");
    let mut writer = Writer::create(&place, true, asked(TOTAL), layout(), &files()).expect("starts");
    writer.take(&chunk(0, 20_000)).expect("taken");
    drop(writer);
    assert_eq!(Study::open(&place).expect("back").asked.done, 3);
    assert_eq!(folder.names(), ["study"]);
}

#[test]
fn a_folder_that_vanishes_is_named() {
    let folder = Folder::new("vanished");
    let place = folder.0.join("study");
    let mut writer = Writer::create(&place, false, asked(TOTAL), layout(), &files()).expect("starts");
    fs::remove_dir_all(&place).expect("removed");
    let end = writer.take(&chunk(0, TOTAL as usize)).and_then(|()| writer.finish().map(drop));
    let refusal = end.expect_err("it is gone");
    assert!(refusal.why.contains("no such file or folder") || refusal.why.contains("cannot"), "{refusal}");
}

/// A small file system of this test's own; `None` where mounting is not permitted.
#[cfg(target_os = "linux")]
struct Mount(PathBuf);

#[cfg(target_os = "linux")]
impl Mount {
    fn new(place: &Path, options: &str) -> Option<Mount> {
        fs::create_dir_all(place).expect("a folder to mount on");
        let mount = std::process::Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(place).output();
        match mount {
            Ok(done) if done.status.success() => Some(Mount(place.to_owned())),
            _ => {
                eprintln!("mounting is not permitted here: the test of a full and a read-only disk was left out");
                None
            }
        }
    }

    fn change(&self, options: &str) {
        let mount = std::process::Command::new("mount").args(["-o", options]).arg(&self.0).status();
        assert!(mount.expect("mount runs").success());
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mount {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_costs_nothing_that_was_whole() {
    let folder = Folder::new("full");
    let Some(mount) = Mount::new(&folder.0.join("disk"), "size=3m") else { return };
    let place = mount.0.join("study");
    let whole = folder.0.join("whole");
    let asked = || Asked { series_futures: 0, ..asked(TOTAL) };
    in_one_piece(&whole, asked());
    let mut writer = Writer::create(&place, false, asked(), layout(), &files()).expect("there is room");
    // Somebody else takes the room meanwhile: one chunk fits, two do not.
    let sizes = Study::open(&whole).expect("opens").chunks[0].files.iter().map(|(_, seal)| seal.bytes).sum::<u64>();
    let free = fs4::available_space(&mount.0).expect("tmpfs says");
    fs::write(mount.0.join("other"), vec![1_u8; (free - sizes - sizes / 3 - 20_000) as usize]).expect("written");
    let end = writer.take(&faulting(0, TOTAL as usize)).and_then(|()| writer.finish().map(drop));
    let refusal = end.expect_err("the disk is full");
    assert!(refusal.why.contains("the disk is full") && refusal.help.contains("--resume"), "{refusal}");
    let study = Study::open(&place).expect("what is whole is kept");
    assert_eq!(study.asked.done, 16_384);
    assert_eq!(verify(&place).expect("looks").amiss, Vec::new());
    let refusal = Writer::resume(&place, asked(), layout()).map(drop).expect_err("still full");
    assert!(refusal.why.contains("needs about") || refusal.why.contains("full"), "{refusal}");
    mount.change("remount,ro");
    let refusal = Writer::resume(&place, asked(), layout()).map(drop).expect_err("read-only");
    assert!(refusal.why.contains("read-only"), "{refusal}");
    let refusal = write(&mount.0.join("new"), false, &[1]).expect_err("read-only");
    assert!(refusal.why.contains("read-only") && refusal.help.contains("--out"), "{refusal}");
    mount.change("remount,rw");
    fs::remove_file(mount.0.join("other")).expect("removed");
    resumed(&place, asked(), 5000, u64::MAX).expect("goes on");
    same(&whole, &place);
}
