//! Who may write where: places that are taken, studies that are given up or replaced, second writers.

use super::*;

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
fn two_writers_and_other_questions_are_refused() {
    let folder = Folder::new("two");
    let place = folder.0.join("study");
    let mut writer = Writer::create(&place, false, asked(TOTAL), layout(), &files()).expect("starts");
    writer.take(&chunk(0, 20_000)).expect("taken");
    let refusal = Writer::resume(&place, asked(TOTAL), layout()).map(drop).expect_err("locked");
    assert!(refusal.why.contains("another process is writing"), "{refusal}");
    assert!(repair(&place).expect_err("locked").why.contains("another process"));
    let refusal = write(&place, true, &[4]).expect_err("locked");
    assert!(refusal.why.contains("another process is writing"), "{refusal}");
    assert_eq!(folder.names(), ["study"], "what is being written is not replaced");
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
    fs::write(place.join("study.toml"), toml.replace("format = 3", "format = 4")).expect("written");
    let refusal = Study::open(&place).map(drop).expect_err("another format");
    assert!(refusal.why.contains("format 4") && refusal.help.contains("version"), "{refusal}");
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
