//! Exploring, seeking and reporting as a user does it.

use super::{Folder, linchpin};

#[test]
fn a_model_is_explored_and_reported_in_both_languages() {
    let folder = Folder::new("explored");
    folder
        .linchpin("explore lake --only comparison,structural,prim,convergence --futures 300 --draws 4 --out study")
        .ends_with(0)
        .says("`middling` fails `clear_lake` mostly when")
        .says("of 50 resamples")
        .says("fixed weights")
        .says("pictures in study");
    assert!(folder.read("study/findings/prim-middling-box.csv").starts_with("input,unit,from,to"));
    assert!(folder.read("study/findings/prim-curve-middling-clear_lake.svg").contains("<svg"));
    // The study speaks for itself, and the same.
    let again = folder.linchpin("explore study --only prim --policy middling").ends_with(0);
    again.says("`middling` fails `clear_lake` mostly when");
    folder.linchpin("explore study --only sobol").ends_with(2).complains("needs a saltelli design; this one is latin hypercube");
    folder
        .linchpin("explore lake --only comparison,structural,prim,convergence --futures 300 --draws 4 --out study --force")
        .ends_with(0);
    folder.linchpin("report study").ends_with(0).says("report.html").says("report.docx");
    let page = folder.read("study/report.html");
    for part in [
        "The question",
        "When it fails",
        "What is undecided",
        "Bibliography",
        "Caveats",
        "STRESS-SD",
        "SHA-256",
        "linchpin explore lake",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("src=") && !page.contains("<script"), "the page needs nothing else");
    folder.linchpin("report study --language ko").ends_with(0).says("report.ko.html");
    let page = folder.read("study/report.ko.html");
    for part in ["다시 얻는 방법", "한 마을이 호수에 인을 흘려보낸다", "위 문장에 나온 이름", "모형의 목적"]
    {
        assert!(page.contains(part), "{part}");
    }
    // Names of the model, units and titles of sources are what they are; no other word is English.
    for english in
        [">strategy<", ">verdict<", ">undecided<", ">better<", "of 100 futures", "Purpose", " stocks", "latin_hypercube,"]
    {
        assert!(!page.contains(english), "{english}");
    }
}

#[test]
fn futures_are_added_for_a_figure_an_ordering_and_a_box() {
    let explore = |more: &str| linchpin(&format!("explore lake --futures 200 --policy middling --no-study {more}"));
    explore("--until 5% --only convergence").ends_with(0).complains("suffice: the widest interval is");
    explore("--until 40% --stable ordering --only comparison").ends_with(0).complains("of the orderings are undecided or turned");
    explore("--until 50% --stable box --only prim").ends_with(0).complains("of the resamples give another box");
    explore("--until 5% --stable boks --only prim").ends_with(2).complains("there are figure, ordering, box");
}

#[cfg(unix)]
#[test]
fn an_interrupted_exploration_writes_nothing() {
    use std::process::{Command, Stdio};
    let folder = Folder::new("explore-interrupted");
    let child = Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args(["explore", "korea-2026", "--until", "0.1%", "--only", "comparison", "--out", "study"])
        .current_dir(&folder.path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(3000));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("interrupted: no findings were written"), "{said}");
    assert!(!folder.path.join("study").exists());
}

#[test]
fn wrong_use_is_refused_with_help() {
    linchpin("explore lake --only prin").ends_with(2).complains("did you mean `prim`?");
    linchpin("explore lake --policy midling --no-study").ends_with(2).complains("did you mean `middling`?");
    linchpin("explore lake --outcome reliabilty --no-study").ends_with(2).complains("did you mean `reliability`?");
    linchpin("explore lake --only given_data --futures 1 --no-study").ends_with(2).complains("more than one future");
    linchpin("explore lake --only given_data --futures 100 --policy nothing --outcome utility --no-study")
        .ends_with(2)
        .complains("in every future");
    linchpin("explore lake --only prim --futures 100 --density 140% --no-study").ends_with(2).complains("no share");
    linchpin("explore lake --until 0% --no-study").ends_with(2).complains("above 0");
    linchpin("explore nowhere").ends_with(2).complains("there is no model");
    linchpin("report nowhere").ends_with(2).complains("nowhere");
    linchpin("explore --list").ends_with(0).says("signposts");
}

#[test]
fn a_lever_is_sought() {
    let folder = Folder::new("reach");
    folder
        .linchpin("reach lake --lever emission --outcome reliability --share 50% --policy greedy --futures 100")
        .ends_with(0)
        .says("of 100 sampled futures")
        .says("emission");
    folder.linchpin("reach lake --lever emision --outcome reliability").ends_with(2).complains("did you mean `emission`?");
    folder
        .linchpin("reach lake --lever emission --outcome reliability --share 100% --futures 50")
        .ends_with(1)
        .says("No setting");
    folder.linchpin("reach korea-2026 --lever us_commit --outcome core").ends_with(2).complains("test handle");
    folder.linchpin("reach korea-2026 --lever hedge_taboo --outcome core").ends_with(2).complains("stress tests only");
}

#[test]
fn a_run_says_what_its_verdicts_were_tested_on() {
    linchpin("run lake --futures 100 --no-study --draws 2").ends_with(0).says("Verdicts were tested on 2 draws of all");
    linchpin("run lake --futures 100 --no-study --draws 0").ends_with(0).says("not tested against other fixed weights");
}
