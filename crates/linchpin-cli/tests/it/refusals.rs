//! What is wrong is said with its reason and a mend, never a panic: exit code 2 for misuse, 1 for findings.

use super::{Folder, linchpin};

#[test]
fn an_unknown_model_gets_the_nearest() {
    for command in ["check", "test", "list", "loops", "run"] {
        linchpin(&format!("{command} korea-2062")).ends_with(2).complains("did you mean `korea-2026`?");
    }
    linchpin("check utterly_else").ends_with(2).complains("models that come along: deterrence, korea-2026");
    linchpin("check ./none").ends_with(2).complains("there is no folder ./none");
}

#[test]
fn a_folder_must_hold_a_model() {
    let folder = Folder::new("empty");
    folder.write("empty/notes.txt", "").write("m/part.lin", "");
    folder.linchpin("check empty").ends_with(2).complains("the folder empty has no model.lin").complains("linchpin new");
    folder.linchpin("check m/part.lin").ends_with(2).complains("a model is a folder");
    folder.linchpin("run empty").ends_with(2).complains("model.lin");
}

#[test]
fn text_that_is_not_utf8_is_named_with_its_line() {
    let folder = Folder::new("latin");
    folder.write("m/model.lin", "model m \"M\"\n  time 0 .. 1 year by 0.5 year\n").write("m/b.lin", b"# fine\n# caf\xe9\n");
    let answer = folder.linchpin("check m").ends_with(1).says("m/b.lin is not UTF-8 text (line 2, column 6, after `# caf`)");
    assert!(answer.out().contains("UTF-8"));
    folder.linchpin("fmt m").ends_with(2).complains("UTF-8");
    folder.linchpin("run m").ends_with(1).complains("not UTF-8");
    folder.write("m/b.lin", "# fine\raux a : 1 = 1\r");
    folder.linchpin("check m").ends_with(1).says("ends with CR alone (line 1, column 7, after `# fine`)");
}

#[test]
fn faults_are_drawn_all_at_once_with_their_place() {
    let folder = Folder::new("faults");
    let text =
        "model m \"M\"\n  time 0 .. 1 year by 0.5 year\naux a : 1 = tensoin\naux b : year = 3 year + a\naux tension : 1 = 1\n";
    folder.write("m/model.lin", text);
    let answer = folder
        .linchpin("check m")
        .ends_with(1)
        .says("m/model.lin:3:13")
        .says("m/model.lin:4:")
        .says("did you mean `tension`?")
        .says("^^^^^^^");
    assert!(answer.out().contains("m: 2 errors"), "{}", answer.out());
    let json = folder.linchpin("check m --json").ends_with(1).says("\"errors\": 2").says("\"line\": 3");
    assert!(json.out().contains("\"column\": 13"));
    for command in ["test", "list", "loops", "run"] {
        folder.linchpin(&format!("{command} m")).ends_with(1).complains("m/model.lin:3:13");
    }
    folder.linchpin("fmt m").ends_with(0);
}

#[test]
fn text_that_cannot_be_read_is_not_rewritten() {
    let folder = Folder::new("broken");
    let text = "model m \"M\"\n  time 0 .. 1 year by 0.5 year\naux a : 1 = (1 + \n";
    folder.write("m/model.lin", text);
    folder.linchpin("fmt m").ends_with(1).says("m/model.lin:3");
    assert_eq!(folder.read("m/model.lin"), text);
    folder.linchpin("fmt nowhere").ends_with(2).complains("no file or folder nowhere");
    folder.write("notes.txt", "");
    folder.linchpin("fmt notes.txt").ends_with(2).complains("no .lin file");
}

#[test]
fn names_that_are_nowhere_get_the_nearest() {
    linchpin("show warrate").ends_with(2).complains("did you mean `war_rate`?");
    linchpin("show warrate --model korea-2026").ends_with(2).complains("did you mean `war_rate`?");
    linchpin("game korea-2026 crysis").ends_with(2).complains("did you mean `crisis`?");
    linchpin("game korea-2026 crisis --at 2077-01").ends_with(2).complains("runs from 2026-01 to 2041-01");
    linchpin("game korea-2026 crisis --at soon").ends_with(2).complains("a date is written 2030-07");
    linchpin("game korea-2026 crisis --future 9999").ends_with(2).complains("no future 9999");
    linchpin("game korea-2026 crisis --policy us_drawdwn").ends_with(2).complains("did you mean `us_drawdown`?");
    linchpin("loops korea-2026 --through tensoin").ends_with(2).complains("did you mean `tension`?");
    linchpin("list korea-2026 --kind leavers").ends_with(2).complains("did you mean `levers`?");
    linchpin("list korea-2026 --sector nowhere").ends_with(2).complains("sectors:");
    linchpin("test sir --only nothing_like_it").ends_with(2).complains("in its title");
}

#[test]
fn levers_and_their_values_are_looked_at() {
    linchpin("run korea-2026 --set usfk_targt=10 --futures 10 --no-study").complains("usfk_target").ends_with(2);
    linchpin("run korea-2026 --set usfk_target=9000 --futures 10 --no-study").complains("usfk_target").ends_with(2);
    linchpin("run korea-2026 --policy us_drawdwn --futures 10 --no-study").complains("us_drawdown").ends_with(2);
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::new("twice");
    folder.linchpin("new m").ends_with(0);
    let before = folder.read("m/model.lin");
    folder.linchpin("new m").ends_with(2).complains("is there already");
    assert_eq!(folder.read("m/model.lin"), before);
    folder.linchpin("new Bad+Name").ends_with(2).complains("cannot name a model");
    folder.linchpin("run m --futures 10 --out study").ends_with(0);
    folder.linchpin("run m --futures 10 --out study").ends_with(2).complains("study").complains("--force");
}

#[test]
fn misuse_is_two() {
    linchpin("").ends_with(2);
    linchpin("ckeck sir").ends_with(2).complains("check");
    linchpin("check").ends_with(2).complains("MODEL");
    linchpin("loops sir --max-length 1").ends_with(2);
    linchpin("game korea-2026 crisis --scaled").ends_with(2);
    linchpin("completions tcsh").ends_with(2);
}

#[test]
fn numbers_that_are_none_are_told_in_words() {
    for (said, value) in [("--futures -1", "-1"), ("--futures 1.5", "1.5"), ("--futures 2,000", "2,000"), ("--seed x", "x")] {
        let answer = linchpin(&format!("run lake {said}")).ends_with(2).complains("write a whole number");
        assert!(answer.err().starts_with(&format!("error: `{value}` is no value for --")), "{}", answer.err());
    }
    linchpin("run lake --futures 99999999999999999999").ends_with(2).complains("the number is too large");
    linchpin("loops lake --limit many").ends_with(2).complains("`many` is no value for --limit");
    linchpin("rerun somewhere --row -1").ends_with(2).complains("`-1` is no value for --row");
    linchpin("reach lake --threshold high").ends_with(2).complains("write a number");
}

#[test]
fn an_empty_model_is_said_to_be_one() {
    let folder = Folder::new("frame-alone");
    folder.write("m/model.lin", "model m\n  time 0 .. 10 day by 1 day\n");
    folder.linchpin("check m").ends_with(0).says("m: fine; nothing in it yet");
    let answer = folder.linchpin("run m --futures 5 --no-study").ends_with(0).says("The model has no outcome");
    assert!(!answer.out().contains("Levels"), "{}", answer.out());
}

#[test]
fn an_export_names_the_file_that_was_asked_for() {
    let folder = Folder::new("export-refused");
    folder.linchpin("run lake --futures 20 --no-pictures --out study --policy greedy").ends_with(0);
    let answer = folder.linchpin("study export study --out nowhere/x.csv").ends_with(2).complains("cannot write nowhere/x.csv");
    assert!(!answer.err().contains("partial"), "{}", answer.err());
    folder.linchpin("study export study --out study").ends_with(2).complains("it is a folder").complains("name a file");
}
