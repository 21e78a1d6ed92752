//! Studies in pieces: interrupted and gone on with, run in parts and merged.

use super::*;

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
