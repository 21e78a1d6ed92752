//! Every command, on models that are right.

use std::io::Read;
use std::process::{Command, Stdio};

use super::{Folder, linchpin};

#[test]
fn a_new_model_checks_and_keeps_its_promises() {
    let folder = Folder::new("new");
    folder.linchpin("new my-strategy").ends_with(0).says("linchpin check my-strategy");
    assert!(folder.read("my-strategy/model.lin").contains("model my_strategy "));
    folder.linchpin("check my-strategy").ends_with(0).says("my-strategy: fine; 3 policies, 1 world");
    folder.linchpin("fmt --check my-strategy").ends_with(0).says("canonical");
    folder.linchpin("test my-strategy").ends_with(0).says("2 of 2 hold");
    folder.linchpin("test my-strategy/model.lin --only growth").ends_with(0).says("1 of 1 hold");
    folder.linchpin("run my-strategy --futures 50 --out study").ends_with(0).says("paced_exit");
}

#[test]
fn models_that_come_along_are_right() {
    let names = ["deterrence", "korea-2026", "lake", "richardson", "sir", "teacup"];
    let list = linchpin("list").ends_with(0);
    for name in names {
        assert!(list.out().contains(name), "{name}");
    }
    linchpin("check korea-2026 deterrence lake richardson sir teacup").ends_with(0).says("teacup: fine");
    linchpin("list korea_2026").ends_with(0).says("2026-01 .. 2041-01, 180 steps");
    linchpin("list korea-2026 --kind games").ends_with(0).says("crisis");
    linchpin("list sir --json").ends_with(0).says("\"model\": \"sir\"");
}

#[test]
fn small_models_keep_their_promises() {
    for name in ["deterrence", "lake", "richardson", "sir", "teacup"] {
        linchpin(&format!("test {name}")).ends_with(0).says("hold");
    }
}

#[test]
fn a_failing_test_shows_figures() {
    let folder = Folder::new("failing");
    folder.linchpin("new m").ends_with(0);
    let text = folder.read("m/model.lin").replace("then m_balance < baseline on average", "then m_balance > baseline on average");
    folder.write("m/model.lin", text);
    folder
        .linchpin("test m")
        .ends_with(1)
        .says("FAILS  less support")
        .says("on average at 2036-01")
        .says("1 of 2 hold, 1 do not");
    folder.linchpin("test m --json").ends_with(1).says("\"failed\": 1");
}

#[test]
fn a_card_says_what_a_number_stands_on_and_touches() {
    linchpin("show war_rate --model korea-2026").ends_with(0).says("in 1/year").says("uses").says("used by").says("war_cum");
    linchpin("show x155 -m korea-2026").ends_with(0).says("disputed");
    linchpin("show crisis -m korea-2026").ends_with(0).says("terminal status_quo");
    linchpin("show smooth").ends_with(0).says("First-order lag");
    linchpin("show triangular").ends_with(0).says("distribution");
    linchpin("show rok_def_share -m korea-2026 --json").ends_with(0).says("\"kind\": \"stock\"");
}

#[test]
fn a_game_is_printed_as_it_stands() {
    linchpin("game korea-2026 crisis --at 2030-01").ends_with(0).says("open (dprk moves)").says("precision 0.66");
    let wide = |answer: super::Answer| answer.out().lines().filter(|line| line.chars().count() > 100).count();
    assert_eq!(wide(linchpin("game korea-2026 crisis --at 2030-01")), 0);
    let future = linchpin("game korea-2026 crisis --at 2030-01 --future 3 --policy us_drawdown --efg").ends_with(0).out();
    assert!(future.starts_with("EFG 2 R \"Peninsula crisis\" { \"dprk\" \"rok\" \"us\" }\n"), "{future}");
    assert_eq!(future, linchpin("game korea-2026 crisis --at 2030-01 --future 3 --policy us_drawdown --efg").out());
    linchpin("game korea-2026 crisis --json").ends_with(0).says("\"payoff_unit\": \"util\"");
}

#[test]
fn loops_are_listed_shortest_first() {
    linchpin("loops sir").ends_with(0).says("loops of 2 to 12 variables");
    linchpin("loops korea-2026 --through tension --limit 2").ends_with(0).says("R 2 tension -(+)-> test_rate -(+)-> tension");
    linchpin("loops korea-2026 --policy paced_handover --json --limit 1").ends_with(0).says("\"policy\": \"paced_handover\"");
}

#[test]
fn canonical_form_is_written_whole() {
    let folder = Folder::new("fmt");
    folder.write(
        "m/model.lin",
        "model m \"M\"\n  time 0..1 year by 0.5 year\naux   a : 1=1+  2 # why\noutcome o:1=a \"O\" better higher\n",
    );
    folder.linchpin("fmt m --check").ends_with(1).says("m/model.lin is not in canonical form");
    folder.linchpin("fmt m/model.lin").ends_with(0).says("rewritten");
    assert!(
        folder.read("m/model.lin").contains("aux a : 1 = 1 + 2  # why")
            || folder.read("m/model.lin").contains("aux a : 1 = 1 + 2 # why")
    );
    folder.linchpin("fmt m").ends_with(0).says("1 file is in canonical form");
    folder.linchpin("check m").ends_with(0);
}

#[test]
fn reference_and_completions() {
    linchpin("reference").ends_with(0).says("# The strategy language: reference");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        linchpin(&format!("completions {shell}")).ends_with(0).says("linchpin");
    }
}

#[test]
fn help_has_examples_everywhere() {
    linchpin("--help").ends_with(0).says("Examples:").says("Exit codes");
    let commands = ["run", "check", "fmt", "test", "show", "list", "plot", "game", "loops", "new", "reference", "completions"];
    for command in commands {
        let help = linchpin(&format!("{command} --help")).ends_with(0).says("Examples:");
        assert!(help.out().contains(&format!("  linchpin {command}")), "{command}");
    }
    linchpin("--version").ends_with(0).says("linchpin 0.");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args(["list", "korea-2026", "--kind", "claims", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut complaint = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    let status = child.wait().unwrap();
    assert_eq!((status.code(), complaint.as_str()), (Some(0), ""));
}

const SENTENCES: &str = r#"
model m "Sentences"
  time 2026-01 .. 2028-01 by 1 month
actor a
source paper "A paper"
claim grows "It grows" in paper p2
uncertainty slope : 1/year = 0.5 in -0.5 .. 1 ~ uniform from grows, judgement
lever push : 1 = 1 in 0 .. 2 by a
sector works "Works"
stock size : 1 = 1
  change slope * push
sector judges "Judges"
aux seen : 1 = size
outcome last : 1 = seen better higher
check "more push, less of it"
  in paper p2 "less"
  speaker "A minister" of a
  when push = 2
  then size < baseline
  expect contradicted because "It grows either way."
"#;

#[test]
fn a_contract_says_what_comes_out() {
    let folder = Folder::new("contract");
    folder.write("m/model.lin", SENTENCES);
    let answer = folder.linchpin("contract m --futures 300").ends_with(1);
    let out = answer.out();
    assert!(out.contains("0 reproduced, 0 contradicted, 1 depend") && out.contains("the text expects contradicted"), "{out}");
    assert!(out.contains("paper p2 \"less\"") && out.contains("flips with slope"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    folder.linchpin("contract m --json").ends_with(1).says("\"answer\": \"depends\"");
    folder.linchpin("test m").ends_with(1).says("depends, and contradicted was expected");
    folder.linchpin("contract teacup").ends_with(2).complains("no sentence of a source");
    folder.linchpin("test m --cut-sectors").ends_with(0).says("works (1 link held)");
}

#[test]
fn a_trace_goes_back_and_forward() {
    let folder = Folder::new("trace");
    folder.write("m/model.lin", SENTENCES);
    folder.linchpin("evidence trace last -m m").ends_with(0).says("judgement bounded by evidence").says("via seen < size");
    folder.linchpin("evidence trace claim grows -m m").ends_with(0).says("slope  uncertainty").says("last");
    folder.linchpin("evidence trace source paper -m m --json").ends_with(0).says("\"kind\": \"source\"");
    folder.linchpin("evidence trace lost -m m").ends_with(2).complains("did you mean `last`?");
}

#[test]
fn a_library_comes_in_and_goes_out() {
    let folder = Folder::new("library");
    folder
        .write("m/model.lin", SENTENCES)
        .write("refs.bib", "@online{new_one, title = {New}, date = {2025}}\n@online{old, title = {\n");
    folder
        .linchpin("evidence import refs.bib --model m")
        .ends_with(1)
        .says("source new_one \"New\"\n  published 2025\n")
        .complains("refs.bib:2:1");
    folder.linchpin("evidence export m --form csl-json --out refs.json").ends_with(0);
    folder.linchpin("evidence import refs.json --model m").ends_with(0).says("0 new sources, 1 here already");
    folder.linchpin("evidence export m --style chicago").ends_with(0).says("\u{201c}");
    folder.linchpin("evidence export m").ends_with(2).complains("--form");
    folder.linchpin("evidence import nothing.bib --model m").ends_with(2).complains("cannot be read");
}

#[test]
fn the_sector_in_the_help_of_list_is_one() {
    let help = linchpin("list --help").ends_with(0);
    let text = help.out();
    let example = text.lines().find(|line| line.contains("--sector") && line.contains("linchpin list")).unwrap().trim();
    linchpin(example.trim_start_matches("linchpin ")).ends_with(0);
}

#[test]
fn a_model_is_not_named_by_a_word_of_the_language() {
    let folder = Folder::new("new-if");
    folder.linchpin("new if").ends_with(2).complains("the language uses that word").complains("my-if");
    assert!(!folder.path.join("if").exists());
}

#[test]
fn negative_counts_are_called_what_they_are() {
    for arguments in ["run lake --futures -1 --no-study", "run lake --seed -1 --no-study"] {
        linchpin(arguments).ends_with(2).complains("`-1` is no value for --");
    }
}

#[cfg(unix)]
#[test]
fn interrupted_tests_end_with_a_word_and_a_code_of_ours() {
    let child = Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args(["test", "korea-2026"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("interrupted"), "{said}");
}
