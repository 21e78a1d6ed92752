use super::*;
use crate::ensemble::in_memory;
use crate::open::{Opened, read};
use linchpin_lang::files::Memory;

const FRAME: &str = r#"
model m "Sentences"
  time 2026-01 .. 2028-01 by 1 month
actor a
source paper "A paper" file "paper.txt"
claim grows "It grows" in paper
uncertainty slope : 1/year = 0.5 in -1 .. 1 ~ uniform "Slope" from judgement
uncertainty other : 1 = 0.5 in 0 .. 1 ~ uniform "Other" from judgement
lever push : 1 = 1 in 0 .. 2 by a
stock size : 1 = 1
  change slope * push
aux level : 1 = push + 0.001 * other
outcome last : 1 = size better higher
policy hard
  push = 2
world rising "It rises"
  slope = 1
"#;

fn model(checks: &str) -> (Model, SourceMap) {
    let Opened { model, sources, diagnostics, .. } = read("m", false, &Memory::one(format!("{FRAME}{checks}")));
    let faults: Vec<_> = diagnostics.iter().map(|d| sources.render(d, false)).collect();
    (model.unwrap_or_else(|| panic!("{}", faults.join("\n"))), sources)
}

fn report(checks: &str) -> ContractReport {
    let (model, sources) = model(checks);
    contract(&model, &sources, &Question::default(), &in_memory).unwrap()
}

#[test]
fn a_sentence_is_reproduced_contradicted_or_depends() {
    let report = report(
        r#"
check "more push, a higher level"
  in paper p1
  from grows
  when push = 2
  then level > baseline
check "more push, more size"
  in paper p2 "more"
  when policy hard
  then size > baseline
  expect depends because "The slope has no known sign."
check "more push, a lower level"
  in paper p2
  speaker "Somebody" of a
  when push = 2
  then level < baseline
  expect contradicted
check "the level stays"
  in paper
  speaker "Somebody else"
  when push = 2
  then level == baseline
"#,
    );
    assert_eq!((report.reproduced, report.contradicted, report.depends, report.unexpected), (1, 2, 1, 1));
    let titles: Vec<&str> = report.sentences.iter().map(|line| line.title.as_str()).collect();
    // Who speaks for an actor is contradicted first; what is reproduced comes last.
    assert_eq!(titles, ["more push, a lower level", "the level stays", "more push, more size", "more push, a higher level"]);
    let [minister, _, depends, plain] = &report.sentences[..] else { panic!("four") };
    assert!(minister.official && minister.as_expected && !minister.found[0].found.source.is_empty());
    assert!((minister.change.mean - 1.0).abs() < 1e-12 && minister.share == Some(0.0));
    assert_eq!((plain.answer, plain.share, plain.claims.as_slice()), ("reproduced", Some(1.0), &["grows".to_owned()][..]));
    // Doubling the push doubles slope * 2 years: the change is uniform on -2 .. 2, and its sign is that of the slope.
    assert_eq!(depends.when, ["push = 2"]);
    assert!((depends.share.unwrap() - 0.5).abs() < 0.02, "{:?}", depends.share);
    assert_eq!(depends.assumptions.len(), 1, "{:#?}", depends.assumptions);
    let slope = &depends.assumptions[0];
    assert!(slope.flips && slope.name == "slope" && slope.low_half.high < 0.0 && slope.high_half.low > 0.0);
    assert_eq!(depends.worlds.len(), 1);
    assert_eq!((depends.worlds[0].world.as_str(), depends.worlds[0].answer), ("rising", "reproduced"));
}

#[test]
fn nothing_that_moves_is_no_effect() {
    let report = report("check \"push moves the slope\"\n  in paper\n  when other = 1\n  then size > baseline\n");
    let line = &report.sentences[0];
    assert_eq!((line.answer, line.moved, line.share, line.shift), ("contradicted", 0, None, 0.0));
}

#[test]
fn effects_by_hand() {
    use crate::behaviour::sentence::effect;
    let other = [0.0, 1.0, 2.0, 3.0, 4.0];
    let up = |changes: [f64; 5]| {
        let own: Vec<f64> = other.iter().zip(changes).map(|(x, d)| x + d).collect();
        effect(Claimed::Up, &own, &other)
    };
    // The standard deviation of 0 .. 4 is sqrt(2.5); four of the five move.
    let all = up([0.5, 0.5, 0.5, 0.5, 0.0]);
    assert_eq!((all.answer, all.moved, all.share), (Answer::Reproduced, 4, 1.0));
    assert!((all.shift - 0.4 / 2.5_f64.sqrt()).abs() < 1e-12 && !all.small);
    assert!(up([0.1, 0.1, 0.1, 0.1, 0.1]).small);
    assert_eq!(up([1.0, 1.0, 1.0, -0.1, -0.1]).answer, Answer::Depends);
    // One in five goes the claimed way, and so far that the mean agrees with it: no contradiction.
    assert_eq!(up([9.0, -0.1, -0.1, -0.1, -0.1]).answer, Answer::Depends);
    assert_eq!(up([0.1, -1.0, -1.0, -1.0, -1.0]).answer, Answer::Contradicted);
    let missing = up([f64::NAN, 1.0, 1.0, 1.0, 1.0]);
    assert_eq!((missing.difference.n, missing.difference.left_out, missing.share), (4, 1, 1.0));
    let still = effect(Claimed::Same, &[0.1, 1.1, 2.1, 3.1, 4.1], &other);
    assert_eq!((still.answer, still.share), (Answer::Reproduced, 1.0));
    assert_eq!(effect(Claimed::Same, &[1.0, 2.0, 3.0, 4.0, 5.0], &other).answer, Answer::Contradicted);
}

#[test]
fn the_paragraph_stands_beside_it() {
    let folder = std::env::temp_dir().join(format!("linchpin-contract-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("paper.txt"), "Title\n\n  It \u{201c}grows\u{201d}  and\u{2019}s well.\n").unwrap();
    let (model, sources) = model(
        "check \"grows\"\n  in paper p2 \"it \\\"grows\\\" and's\"\n  in paper p1 \"grows\"\n  in paper p9 \"x\"\n  when push = 2\n  then level > baseline\n",
    );
    let ask = |documents: Option<PathBuf>| {
        contract(&model, &sources, &Question { documents, ..Question::default() }, &in_memory)
            .map(|r| r.sentences[0].found.clone())
    };
    let found = ask(Some(folder.clone())).unwrap();
    assert_eq!(found[0].said.as_deref(), Some("It \u{201c}grows\u{201d}  and\u{2019}s well."));
    assert_eq!(found.iter().map(|at| at.words_found).collect::<Vec<_>>(), [Some(true), Some(false), None]);
    assert_eq!(ask(None).unwrap()[0].said, None);
    let refusal = ask(Some(folder.join("nowhere"))).unwrap_err();
    assert!(refusal.why.contains("is no folder"), "{refusal}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_model_without_sentences_is_refused() {
    let (model, sources) = model("check \"plain\"\n  when push = 2\n  then level > baseline\n");
    let ask = |only: Option<&str>| {
        let question = Question { only: only.map(str::to_owned), ..Question::default() };
        contract(&model, &sources, &question, &in_memory).unwrap_err()
    };
    assert!(ask(None).why.contains("no sentence"), "{}", ask(None));
    assert!(ask(Some("nothing")).why.contains("`nothing`"));
}
