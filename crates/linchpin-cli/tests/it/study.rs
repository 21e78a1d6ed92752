//! Studies as a user meets them: interrupted, damaged, in parts, side by side.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Folder, linchpin};

/// Every Parquet file of a study with its bytes.
fn tables(study: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for dataset in ["experiments", "outcomes", "series"] {
        for entry in std::fs::read_dir(study.join(dataset)).into_iter().flatten().flatten() {
            found.insert(Path::new(dataset).join(entry.file_name()), std::fs::read(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn killed_at_any_moment_it_goes_on_to_the_same_bytes() {
    let folder = Folder::new("study-killed");
    let arguments = "run sir --futures 40000 --no-pictures --threads 1 --series 2000";
    let started = Instant::now();
    folder.linchpin(&format!("{arguments} --out whole")).ends_with(0);
    let whole_run = started.elapsed();
    let expected = tables(&folder.path.join("whole"));
    assert!(expected.len() >= 7, "{} files", expected.len());
    let times: u64 = if std::env::var_os("LINCHPIN_SLOW").is_some() { 50 } else { 3 };
    let moments = linchpin_core::chance::Stream::new(1, "moments");
    let (mut kept_something, mut kills) = (0, 0);
    for at in 0..times {
        let place = format!("killed-{at}");
        let (mut goes_on, list) = (false, folder.path.join(&place).join("chunks.csv"));
        // A line of the list is its head.
        let listed = || std::fs::read_to_string(&list).is_ok_and(|text| text.lines().count() > 1);
        // Each is killed twice: once on its way, once while it goes on. A third of the first moments lies anywhere in the run, the others
        // after a chunk has been listed, however quick the machine is.
        for (share, after_a_chunk) in [(moments.uniform(at, 0, 0), at % 3 > 0), (moments.uniform(at, 1, 0), false)] {
            let start =
                if goes_on { format!("run --resume --no-pictures --out {place}") } else { format!("{arguments} --out {place}") };
            let mut child = Command::new(env!("CARGO_BIN_EXE_linchpin"))
                .args(start.split_whitespace())
                .current_dir(&folder.path)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let until = Instant::now() + Duration::from_secs(30);
            while after_a_chunk && !listed() && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(1));
            }
            let rest = if after_a_chunk { 0.3 } else { 1.0 };
            std::thread::sleep(Duration::from_secs_f64(whole_run.as_secs_f64() * rest * share));
            child.kill().unwrap();
            let met = child.wait().unwrap().code().is_none();
            kills += u32::from(met);
            kept_something += u32::from(met && listed());
            goes_on = folder.path.join(&place).exists();
        }
        match goes_on {
            true => folder.linchpin(&format!("run --resume --no-pictures --out {place}")).ends_with(0),
            // Killed before the folder was there: nothing to go on with.
            false => folder.linchpin(&format!("{arguments} --out {place}")).ends_with(0),
        };
        assert!(tables(&folder.path.join(&place)) == expected, "{place} differs");
        folder.linchpin(&format!("study verify {place}")).ends_with(0).says("40,000 of 40,000 futures are sound");
        std::fs::remove_dir_all(folder.path.join(&place)).unwrap();
    }
    // Otherwise it would have been finished before, or begun anew each time.
    let told = format!("{kills} of {} kills met it at work, {kept_something} of them left chunks", 2 * times);
    assert!(kills > 0 && kept_something > 0, "{told}");
    println!("{told}");
}

#[cfg(unix)]
#[test]
fn a_polite_end_keeps_what_is_complete_and_says_how_to_go_on() {
    let folder = Folder::new("study-interrupted");
    for signal in ["INT", "TERM"] {
        let place = format!("study-{signal}");
        let child = Command::new(env!("CARGO_BIN_EXE_linchpin"))
            .args(["run", "korea-2026", "--futures", "500000", "--policy", "us_drawdown", "--no-pictures", "--out", &place])
            .current_dir(&folder.path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Until a future is complete, at most half a minute.
        let until = Instant::now() + Duration::from_secs(30);
        while !folder.path.join(&place).join("chunks.csv").exists() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(50));
        }
        std::thread::sleep(Duration::from_millis(2500));
        let asked = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("of 500,000 futures are complete"), "{said}");
        assert!(said.contains(&format!("`linchpin run --resume --out {place}` goes on")), "{said}");
        folder.linchpin(&format!("study verify {place}")).ends_with(0).says("computes what is missing");
        folder.linchpin("study ls .").ends_with(0).says("futures to come");
    }
}

#[test]
fn parts_are_merged_and_give_the_whole() {
    let folder = Folder::new("study-parts");
    folder.linchpin("run lake --futures 500 --no-pictures --out whole").ends_with(0);
    for part in 1..=3 {
        folder.linchpin(&format!("run lake --futures 500 --no-pictures --shard {part}/3 --out part-{part}")).ends_with(0);
    }
    folder.linchpin("study merge part-1 part-3 --out merged").ends_with(2).complains("missing: 2/3");
    folder.linchpin("study merge part-3 part-1 part-2 --out merged").ends_with(0).says("3 parts, 500 futures");
    assert!(tables(&folder.path.join("merged")) == tables(&folder.path.join("whole")));
    folder.linchpin("study diff whole merged").ends_with(0).says("the same");
    folder.linchpin("run lake --futures 500 --shard 4/3 --out x").ends_with(2).complains("no part 4 of 3");
    folder.linchpin("run lake --futures 500 --shard 4 --out x").ends_with(2).complains("3/16");
    folder.linchpin("study ls .").ends_with(0).says("part 2/3").says("whole");
    folder.linchpin("study ls . --json").ends_with(0).says("\"part\": \"2/3\"");
}

#[test]
fn damage_is_said_set_aside_and_computed_again() {
    let folder = Folder::new("study-damage");
    folder.linchpin("run lake --futures 300 --no-pictures --out study").ends_with(0);
    let before = tables(&folder.path.join("study"));
    let victim = folder.path.join("study/outcomes/000000000000-000000000299.parquet");
    let mut bytes = std::fs::read(&victim).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&victim, bytes).unwrap();
    folder.linchpin("study verify study").ends_with(1).says("its content is not what was written").says("study repair study");
    folder.linchpin("study verify study --json").ends_with(1).says("\"mends\": true");
    folder.linchpin("run --resume --out study").ends_with(2).complains("is damaged").complains("study repair");
    folder.linchpin("study repair study").ends_with(0).says("run --resume --out study");
    folder.linchpin("run --resume --no-pictures --out study").ends_with(0);
    assert!(tables(&folder.path.join("study")) == before);
    folder.linchpin("run --resume --no-pictures --out study").ends_with(0).complains("complete already");
    // The list alone is lost: the chunk's own seals vouch for it.
    folder.write("study/chunks.csv", "").write("study/.partial/outcomes.parquet", "half");
    folder.linchpin("study show study").ends_with(2).complains("chunks.csv has lost lines").complains("study repair study");
    let found = folder.linchpin("study verify study").ends_with(1).says("futures 0 to 299, which are there and sound");
    assert!(found.out().contains("an interrupted write") && found.out().contains("harmless"), "{}", found.out());
    folder.linchpin("study repair study").ends_with(0).says("300 of 300 futures are sound");
    folder.linchpin("study verify study").ends_with(0);
    assert!(tables(&folder.path.join("study")) == before && !folder.path.join("study/.partial").exists());
    folder.linchpin("run --resume --no-pictures --out study --seed 7").ends_with(2).complains("the seed is 42 there, 7 here");
    folder.linchpin("run teacup --resume --no-pictures --out study").ends_with(2).complains("another text");
    folder.linchpin("run lake --out study").ends_with(2).complains("--resume");
    let text = folder.read("study/model/model.lin");
    folder.write("study/model/model.lin", text + "\n# changed\n");
    folder.linchpin("run --resume --no-pictures --out study").ends_with(2).complains("not those that were run");
    folder.linchpin("study verify study").ends_with(1).says("its texts are not those that were run");
}

#[test]
fn two_studies_side_by_side() {
    let folder = Folder::new("study-diff");
    folder.linchpin("new a").ends_with(0);
    folder.linchpin("run a --futures 200 --no-pictures --out one").ends_with(0);
    folder.linchpin("run a --futures 200 --no-pictures --out other --seed 7").ends_with(0);
    folder.linchpin("study diff one other").ends_with(1).says("the seed is 42 in A, 7 in B").says("as two samples");
    folder.linchpin("study diff one one").ends_with(0).says("outcomes are the same");
    folder.linchpin("run lake --futures 100 --no-pictures --out lake --policy greedy").ends_with(0);
    folder.linchpin("study diff lake nowhere").ends_with(2).complains("nowhere");
    folder.linchpin("study show lake").ends_with(0).says("greedy").says("complete");
    folder.linchpin("run lake --futures 20 --series 0 --no-pictures --out bare --policy greedy").ends_with(0);
    let shown = folder.linchpin("study show bare").ends_with(0).out();
    assert!(shown.lines().any(|line| line.trim_end().ends_with("series         none")), "{shown}");
    folder.linchpin("study export lake --out lake.csv").ends_with(0).says("100 rows");
    assert!(folder.read("lake.csv").starts_with("future,arm,policy,world,"));
    folder.linchpin("study export lake --dataset outcome --out x.csv").ends_with(2).complains("did you mean `outcomes`?");
}

#[test]
fn one_run_again_is_the_studys_to_the_bit() {
    let folder = Folder::new("study-rerun");
    folder.linchpin("run lake --futures 120 --no-pictures --out study").ends_with(0);
    for row in [0, 77, 119] {
        folder.linchpin(&format!("rerun study --row {row} --policy greedy")).ends_with(0).says("is the study's to the bit");
    }
    folder.linchpin("rerun study --row 5 --variable pollution").ends_with(0).says("pollution");
    folder.linchpin("rerun study --row 5 --out run.csv --json").ends_with(0).says("\"same\": true");
    assert!(folder.read("run.csv").starts_with("time,"));
    folder.linchpin("rerun study --row 120").ends_with(2).complains("counted from 0 to 119");
    folder.linchpin("rerun study --row 1 --policy gredy").ends_with(2).complains("did you mean `greedy`?");
    folder.linchpin("rerun study --row 1 --variable polution").ends_with(2).complains("did you mean `pollution`?");
}

#[test]
fn faults_speak_of_variables_of_the_text() {
    let folder = Folder::new("study-faults");
    let text = "model m \"M\"\n  time 0 .. 20 year by 1 year\n\
        uncertainty w : 1 = 0.25 in 0.1 .. 1 from judgement\n\
        stock k : 1 = 1\n  change -(0.1 + w / 10) / 1 year\n\
        aux bad : 1 = ln(k)\naux unread : 1 = ln(k - 2)\n";
    let outcome = "outcome o : 1 = mean(bad) better neither\n";
    folder.write("m/model.lin", format!("{text}{outcome}"));
    folder.linchpin("run m --futures 20 --no-pictures --out study").ends_with(1).says(", so o is missing");
    let faults = std::fs::read_dir(folder.path.join("study/faults")).unwrap().next().unwrap().unwrap().path();
    let faults = std::fs::read_to_string(faults).unwrap();
    let named: Vec<&str> = faults.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
    assert!(named.len() == 20 && named.iter().all(|name| *name == "o"), "{faults}");
    folder
        .linchpin("rerun study --row 3")
        .ends_with(1)
        .says("failed: bad is not a number (at ")
        .says("is the study's to the bit");

    // A variable that no outcome reads ends no run, and the others have their values to the end.
    folder.write("n/model.lin", format!("{text}outcome o : 1 = k better neither\n"));
    folder.linchpin("run n --futures 20 --no-pictures --out sound").ends_with(0);
    let again = folder.linchpin("rerun sound --row 3 --variable k").ends_with(0).says("is the study's to the bit");
    assert!(!again.out().contains("not a number") && !again.out().contains("failed"), "{}", again.out());
}

#[test]
fn help_has_examples() {
    for command in ["study", "rerun"] {
        linchpin(&format!("{command} --help")).ends_with(0).says("Examples:").says(&format!("  linchpin {command}"));
    }
}

#[test]
fn futures_are_drawn_by_any_design_or_come_from_a_table() {
    let folder = Folder::new("study-designs");
    let run = "run lake --no-pictures --no-study --policy greedy";
    for design in ["sobol", "halton", "monte_carlo", "latin_hypercube"] {
        folder.linchpin(&format!("{run} --futures 64 --design {design}")).ends_with(0).says(&format!("seed 42, {design}"));
    }
    folder
        .linchpin(&format!("{run} --futures 65 --design morris"))
        .ends_with(2)
        .complains("do not fit trajectories")
        .complains("ask for");
    folder.linchpin(&format!("{run} --futures 64 --design sobl")).ends_with(2).complains("did you mean `sobol`?");
    // What was drawn goes back in as a table and gives the same run.
    folder.linchpin("run lake --no-pictures --futures 40 --out drawn --bands").ends_with(0).says("Bands:");
    assert!(folder.path.join("drawn/bands/bands.parquet").exists());
    folder.linchpin("study export drawn --dataset experiments --out mine.csv").ends_with(0).says("40 rows");
    folder.linchpin("run lake --no-pictures --design mine.csv --out given").ends_with(0).says("40 futures, seed 42, table");
    folder.linchpin("rerun given --row 7").ends_with(0).says("to the bit");
    let outcomes =
        |study: &str| tables(&folder.path.join(study))[Path::new("outcomes/000000000000-000000000039.parquet")].clone();
    assert!(outcomes("drawn") == outcomes("given"));
    let table = folder.path.join("drawn/experiments/000000000000-000000000039.parquet");
    std::fs::copy(table, folder.path.join("mine.parquet")).unwrap();
    folder.linchpin("run lake --no-pictures --design mine.parquet --out again").ends_with(0).says("40 futures, seed 42, table");
    assert!(outcomes("again") == outcomes("given"));
    folder.linchpin("run lake --design mine.csv --futures 41 --out more").ends_with(2).complains("holds 40 futures");
    folder.linchpin("run lake --design nowhere.csv --out more").ends_with(2).complains("nowhere.csv");
}
