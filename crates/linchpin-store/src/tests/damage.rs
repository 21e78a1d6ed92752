//! Damage is found, said, set aside and computed again.

use super::*;

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
    fs::write(place.join("study.toml"), "").expect("spoilt");
    let refusal = Study::open(&place).expect_err("empty");
    assert!(refusal.why.contains("study.toml is empty") && refusal.help.contains("a copy"), "{refusal}");
    fs::write(place.join("study.toml"), "nonsense = [").expect("spoilt");
    assert!(Study::open(&place).expect_err("no TOML").why.contains("study.toml"));
    fs::write(place.join("study.toml"), "format = 3\n[model]\nname = \"small\"\n").expect("spoilt");
    assert!(Study::open(&place).expect_err("lacks facts").why.contains("lacks"));
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
    for words in ["it ends after", "it is missing", "are not those that were run", "is damaged", "it does not name futures 16384"]
    {
        assert!(said.iter().any(|what| what.contains(words)), "{words}: {said:?}");
    }
    repair(&place).expect("mended");
    assert_eq!(Study::open(&place).expect("opens").asked.done, 16_384, "its line was damaged, and its seals vouch for it");
    resumed(&place, asked(TOTAL), 10_000, u64::MAX).expect("goes on");
    assert!(verify(&place).expect("looks").amiss.iter().all(|amiss| !amiss.mends));
}

/// Chunks know what they were run for: a manifest that says something else is no manifest of theirs.
#[test]
fn a_changed_manifest_is_refused() {
    let folder = Folder::new("manifest");
    let place = folder.0.join("study");
    let asked = || Asked { seed: 42, ..asked(TOTAL) };
    let mut writer = Writer::create(&place, false, asked(), layout(), &files()).expect("starts");
    writer.take(&faulting(0, 20_000)).expect("taken");
    writer.finish().expect("ends");
    let manifest = place.join("study.toml");
    let written = fs::read_to_string(&manifest).expect("read");
    for (from, to, other) in [
        ("seed = 42", "seed = 43", Asked { seed: 43, ..asked() }),
        ("latin_hypercube", "sobol", Asked { design: "sobol".into(), ..asked() }),
        ("futures = 40000\n", "futures = 10000\n", Asked { futures: 10_000, ..asked() }),
    ] {
        assert!(written.contains(from));
        fs::write(&manifest, written.replacen(from, to, 1)).expect("changed");
        let refusal = Study::open(&place).map(drop).expect_err("changed");
        assert!(refusal.why.contains("study.toml") && refusal.why.contains("futures 0 to 16383"), "{refusal}");
        assert!(Writer::resume(&place, other, layout()).map(drop).expect_err("changed").why.contains("was changed"));
        let found = verify(&place).expect("looks");
        assert_eq!(found.sound, 0);
        assert!(found.amiss.iter().any(|amiss| amiss.file == Path::new("study.toml") && !amiss.mends), "{:?}", found.amiss);
    }
    // A note in it, or where it stands among other files, changes no question.
    fs::write(&manifest, format!("# mine\n{written}")).expect("changed");
    assert_eq!(resumed(&place, asked(), 999, u64::MAX).expect("goes on").futures, TOTAL);
    assert_eq!(verify(&place).expect("looks").amiss, Vec::new());
}

#[test]
fn a_study_that_is_removed_stays_removed() {
    let folder = Folder::new("removed");
    let place = folder.0.join("study");
    let mut writer = Writer::create(&place, false, asked(TOTAL), layout(), &files()).expect("starts");
    writer.take(&chunk(0, 100)).expect("taken");
    fs::remove_dir_all(&place).expect("removed");
    assert!(writer.finish().is_err());
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[test]
fn bands_are_sealed_and_looked_at() {
    let folder = Folder::new("bands");
    let place = folder.0.join("study");
    write(&place, false, &[300]).expect("written");
    let file = place.join("bands/bands.parquet");
    let bands =
        Bands { shares: vec![0.05, 0.5, 0.95], values: vec![vec![vec![vec![1.0, 2.0, 3.0]; 3]]; 2], futures: 300, bound: 0.0 };
    let written = || write_bands(&place, &layout(), &bands).expect("written");
    let amiss = || verify(&place).expect("looks").amiss;
    let files = verify(&place).expect("looks").files;
    assert_eq!(written(), file);
    assert_eq!((amiss(), verify(&place).expect("looks").files), (Vec::new(), files + 1));
    // Whoever goes on with the study, or mends it, keeps them.
    Writer::resume(&place, asked(300), layout()).expect("opens").finish().expect("nothing to do");
    repair(&place).expect("nothing to mend");
    assert_eq!((amiss(), file.exists()), (Vec::new(), true));
    let bytes = fs::read(&file).expect("read");
    for (spoilt, what) in [(bytes[..bytes.len() - 9].to_vec(), "it ends after"), ([&bytes[..], b"x"].concat(), "its content")] {
        fs::write(&file, spoilt).expect("spoilt");
        let found = amiss();
        assert!(found.len() == 1 && found[0].what.contains(what) && found[0].mends, "{found:?}");
        assert!(found[0].what.contains("study bands"), "{found:?}");
        repair(&place).expect("mended");
        assert!(!file.exists() && place.join("damaged/bands/bands.parquet").exists());
        assert_eq!((amiss(), Study::open(&place).expect("opens").asked.bands), (Vec::new(), None));
        assert_eq!(fs::read(written()).expect("made anew"), bytes);
    }
    fs::remove_file(&file).expect("removed");
    assert!(amiss()[0].what.contains("it is missing"));
    repair(&place).expect("mended");
    // As a process leaves them that was killed before it could name them.
    fs::write(&file, bytes).expect("written");
    assert!(amiss()[0].what.contains("does not name it"));
    repair(&place).expect("mended");
    assert_eq!((amiss(), file.exists()), (Vec::new(), false));
    let writer = Writer::resume(&place, asked(300), layout()).expect("opens");
    assert!(write_bands(&place, &layout(), &bands).expect_err("locked").why.contains("another process"));
    drop(writer);
}

/// The list is one file, and one file is easily lost: what is whole is listed again from its seals.
#[test]
fn chunks_are_listed_again_where_their_seals_vouch_for_them() {
    let folder = Folder::new("list-lost");
    let (whole, place) = (folder.0.join("whole"), folder.0.join("study"));
    in_one_piece(&whole, asked(TOTAL));
    let list = fs::read_to_string(whole.join(LIST)).expect("read");
    let line = list.lines().nth(1).expect("a chunk").len();
    let head = list.find('\n').expect("a head") + 1;
    for kept in [None, Some(0), Some(head), Some(head + line + 1), Some(head + line / 2)] {
        in_one_piece(&place, asked(TOTAL));
        match kept {
            None => fs::remove_file(place.join(LIST)).expect("removed"),
            Some(kept) => fs::write(place.join(LIST), &list.as_bytes()[..kept]).expect("cut"),
        }
        let refusal = Study::open(&place).map(drop).expect_err("lines are lost");
        assert!(refusal.why.contains("chunks.csv"), "{refusal}");
        let found = verify(&place).expect("looks");
        assert_eq!(found.sound, TOTAL);
        assert!(found.amiss.iter().all(|amiss| amiss.file == Path::new(LIST) && amiss.mends), "{:?}", found.amiss);
        repair(&place).expect("mended");
        assert_eq!(verify(&place).expect("looks").amiss, Vec::new());
        same(&whole, &place);
        fs::remove_dir_all(&place).expect("removed");
    }
    // Without the seals nothing vouches for them; with a flipped byte the seals do not.
    in_one_piece(&place, asked(TOTAL));
    fs::write(place.join(LIST), "").expect("emptied");
    fs::remove_file(place.join("seals/000000000000-000000016383.csv")).expect("removed");
    let victim = place.join("outcomes/000000016384-000000032767.parquet");
    let mut bytes = fs::read(&victim).expect("read");
    bytes[1000] ^= 1;
    fs::write(&victim, bytes).expect("written");
    assert_eq!(verify(&place).expect("looks").sound, TOTAL - 32_768);
    repair(&place).expect("mended");
    assert!(place.join("damaged/outcomes/000000000000-000000016383.parquet").exists(), "set aside, not deleted");
    assert_eq!(Study::open(&place).expect("opens").asked.done, TOTAL - 32_768);
    fs::remove_dir_all(place.join("damaged")).expect("removed");
    resumed(&place, asked(TOTAL), 999, u64::MAX).expect("goes on");
    same(&whole, &place);
}

/// Whoever copied a study and lost a part of it is told so, whether or not a file is left that could be missed.
#[test]
fn chunks_of_which_nothing_is_left_are_missed_too() {
    let folder = Folder::new("all-lost");
    let place = folder.0.join("study");
    in_one_piece(&place, asked(TOTAL));
    let list = fs::read_to_string(place.join(LIST)).expect("read");
    let kept: Vec<&str> = list.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line).collect();
    fs::write(place.join(LIST), kept.join("\n") + "\n").expect("written");
    for folder in ["seals", "experiments", "outcomes", "series", "faults"] {
        for entry in fs::read_dir(place.join(folder)).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with("000000000000-") {
                fs::remove_file(entry.path()).expect("removed");
            }
        }
    }
    let found = verify(&place).expect("looks");
    assert_eq!(found.amiss.len(), 1, "{:?}", found.amiss);
    assert!(found.amiss[0].what.contains(&format!("of {TOTAL} futures that were done")), "{:?}", found.amiss);
    repair(&place).expect("mended");
    assert_eq!(verify(&place).expect("looks").amiss, Vec::new());
    resumed(&place, asked(TOTAL), 999, u64::MAX).expect("goes on");
    assert_eq!(Study::open(&place).expect("opens").asked.done, TOTAL);
}

/// Studies of before there were seals get them when a run goes on, which reads all files anyway.
#[test]
fn a_run_that_goes_on_seals_what_had_no_seals() {
    let folder = Folder::new("unsealed");
    let (whole, place) = (folder.0.join("whole"), folder.0.join("study"));
    in_one_piece(&whole, asked(TOTAL));
    in_one_piece(&place, asked(TOTAL));
    fs::remove_dir_all(place.join("seals")).expect("removed");
    drop(Writer::resume(&place, asked(TOTAL), layout()).expect("opens"));
    same(&whole, &place);
    assert!(place.join("seals/000000000000-000000016383.csv").exists());
}

#[test]
fn a_run_that_goes_on_does_not_compute_again_what_only_the_list_has_lost() {
    let folder = Folder::new("list-cut");
    let (whole, place) = (folder.0.join("whole"), folder.0.join("study"));
    in_one_piece(&whole, asked(TOTAL));
    let mut writer = Writer::create(&place, false, asked(TOTAL), layout(), &files()).expect("starts");
    writer.take(&faulting(0, 20_000)).expect("taken");
    drop(writer);
    fs::write(place.join(LIST), "").expect("emptied");
    let writer = Writer::resume(&place, asked(TOTAL), layout()).expect("goes on");
    assert_eq!((writer.kept(), writer.missing().first()), (16_384, Some(&(16_384..TOTAL))));
    drop(writer);
    // A byte of what only the seals know is another: it is set aside by who is asked to, not thrown away.
    let victim = place.join("outcomes/000000000000-000000016383.parquet");
    let sound = fs::read(&victim).expect("read");
    let mut bytes = sound.clone();
    bytes[1000] ^= 1;
    fs::write(&victim, bytes).expect("written");
    fs::write(place.join(LIST), "").expect("emptied");
    let refusal = Writer::resume(&place, asked(TOTAL), layout()).map(drop).expect_err("damaged");
    assert!(refusal.why.contains("is damaged") && victim.exists(), "{refusal}");
    fs::write(&victim, sound).expect("put back");
    // Seals of another question vouch for nothing.
    let other = Asked { seed: 1, ..asked(TOTAL) };
    fs::write(place.join("study.toml"), other.question().to_toml()).expect("changed");
    fs::write(place.join(LIST), "").expect("emptied");
    assert_eq!(verify(&place).expect("looks").sound, 0);
    fs::write(place.join("study.toml"), asked(TOTAL).question().to_toml()).expect("put back");
    resumed(&place, asked(TOTAL), 999, u64::MAX).expect("goes on");
    same(&whole, &place);
}
