//! What is written is read back, the same to the byte however it came.

use super::*;

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
