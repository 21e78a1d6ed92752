//! `run` and `plot` as a user meets them.

use super::{Folder, linchpin};

#[test]
fn a_run_tells_tables_and_keeps_a_study() {
    let folder = Folder::new("run-study");
    let answer = folder.linchpin("run lake --futures 60").ends_with(0);
    let out = answer.out();
    let order = [
        "lake  The shallow lake",
        "6 strategies in 60 sampled futures",
        "Differences from nothing",
        "What this is",
        "Inputs:",
        "Study:",
        "Pictures:",
    ];
    let places: Vec<usize> = order.iter().map(|words| out.find(words).unwrap_or_else(|| panic!("{words}\n{out}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    let study = "linchpin-studies/lake-s42-n60";
    for file in [
        "study.toml",
        "chunks.csv",
        "experiments/000000000000-000000000059.parquet",
        "outcomes/000000000000-000000000059.parquet",
        "series/000000000000-000000000059.parquet",
        "model/model.lin",
        "pictures/differences.png",
        "pictures/fan-pollution.svg",
    ] {
        assert!(folder.path.join(study).join(file).exists(), "{file}");
    }
    assert!(folder.read(&format!("{study}/study.toml")).contains("complete = true"));
    // Nothing is overwritten: the next run takes the next number.
    folder.linchpin("run lake --futures 60 --no-pictures").ends_with(0).says("lake-s42-n60-2");
    // The same question gives the same study to the byte.
    let read = |study: &str| std::fs::read(folder.path.join(study).join("outcomes/000000000000-000000000059.parquet")).unwrap();
    assert!(read(study) == read(&format!("{study}-2")));
}

#[test]
fn lines_fit_the_screen() {
    for arguments in ["run korea-2026 --futures 20 --draws 4 --no-study", "run lake --futures 20 --no-study --all"] {
        let answer = linchpin(arguments).ends_with(0);
        for line in answer.out().lines() {
            assert!(line.chars().count() <= 118, "{} columns: {line}", line.chars().count());
        }
    }
}

#[test]
fn everything_shows_levels_with_their_ranges() {
    linchpin("run teacup --futures 40 --no-study --all").ends_with(0).says("Levels: mean, and the range").says(" .. ");
    let short = linchpin("run teacup --futures 40 --no-study").ends_with(0).out();
    assert!(!short.contains("Levels"), "{short}");
}

#[test]
fn a_program_reads_the_same_run() {
    let answer = linchpin("run teacup --futures 40 --no-study --json").ends_with(0);
    for words in [
        "\"paragraph\": \"2 strategies",
        "\"baseline\": \"as_poured\"",
        "\"headline\": true",
        "\"verdict\": \"better\"",
        "\"study\": null",
    ] {
        assert!(answer.out().contains(words), "{words}\n{}", answer.out());
    }
}

#[test]
fn what_is_set_by_hand_is_said() {
    linchpin("run teacup --set room=60 --futures 10 --no-study --policy warm_room")
        .ends_with(0)
        .says("set in every strategy: room = 60 degF");
}

#[test]
fn a_run_that_no_disk_holds_is_refused_at_once() {
    let folder = Folder::new("run-large");
    folder.linchpin("run korea-2026 --futures 1000000000000").ends_with(2).complains("needs about").complains("free");
    assert!(
        !folder.path.join("linchpin-studies").exists()
            || std::fs::read_dir(folder.path.join("linchpin-studies")).unwrap().next().is_none()
    );
}

#[test]
fn what_is_no_study_is_never_replaced() {
    let folder = Folder::new("run-taken");
    folder.write("letters/letter.txt", "dear");
    folder.linchpin("run teacup --futures 10 --out letters --force").ends_with(2).complains("is not a study");
    assert_eq!(folder.read("letters/letter.txt"), "dear");
    folder.linchpin("run teacup --futures 10 --out study --no-pictures").ends_with(0);
    folder.linchpin("run teacup --futures 20 --out study --no-pictures --force").ends_with(0);
    assert!(folder.read("study/study.toml").contains("done = 20"));
}

#[test]
fn pictures_are_drawn_again_from_a_study() {
    let folder = Folder::new("plot");
    folder.linchpin("run lake --futures 40 --out study --no-pictures").ends_with(0);
    folder.linchpin("plot study --kind fan --variable pollution --policy greedy --ko").ends_with(0).says("fan-pollution-ko.svg");
    assert!(folder.read("study/pictures/fan-pollution-ko.svg").contains("호수의 인"));
    folder.linchpin("plot study --kind compare --out figures").ends_with(0).says("differences.png");
    // A picture tells verdicts as the run that drew it does: after testing other weights, or without.
    assert!(folder.read("figures/differences.svg").contains("not tested against other fixed weights"));
    folder.linchpin("run lake --futures 40 --out tested").ends_with(0);
    assert!(folder.read("tested/pictures/differences.svg").contains("survives nine of ten draws"));
    folder.linchpin("plot study --variable polution").ends_with(2).complains("did you mean `pollution`?");
    folder.linchpin("plot study --policy gredy").ends_with(2).complains("did you mean `greedy`?");
    folder.linchpin("plot nowhere").ends_with(2).complains("nowhere");
    folder.linchpin("plot .").ends_with(2).complains("is not a study");
}

#[test]
fn a_study_whose_model_was_changed_says_so() {
    let folder = Folder::new("plot-changed");
    folder.linchpin("run teacup --futures 10 --out study --no-pictures").ends_with(0);
    assert!(!folder.linchpin("plot study").ends_with(0).err().contains("not those that were run"));
    let text = folder.read("study/model/model.lin").replace("The room as it is", "The room of now");
    folder.write("study/model/model.lin", text);
    folder.linchpin("plot study").ends_with(0).complains("not those that were run");
}
