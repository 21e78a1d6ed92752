//! The contract of the flagship: its sentences are those of the specification, with its verdicts, and their words stand in
//! the articles. Whether the verdicts come out is for `linchpin test`; here a few do, in fewer futures.
//!
//! The specification and the articles are read where a folder of reference values is: see `agreement.rs`.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::SourceMap;
use linchpin_core::model::{Answer, Model};
use linchpin_lab::contract::{Question, contract};
use linchpin_lab::ensemble::in_memory;

fn flagship() -> (Model, SourceMap) {
    let opened = linchpin_lab::open::open("korea-2026").unwrap();
    (opened.model.unwrap(), opened.sources)
}

/// The folder that holds the specification and the articles, where there is one.
fn beside(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = std::env::var_os("LINCHPIN_REFERENCE").map_or(here, PathBuf::from);
    Some(folder.parent()?.join(name)).filter(|path| path.exists())
}

#[test]
fn every_sentence_has_the_verdict_of_the_specification() {
    let (model, _) = flagship();
    let sentences: Vec<_> = model.checks.iter().filter_map(|check| check.sentence.as_ref()).collect();
    let count = |answer: Answer| sentences.iter().filter(|sentence| sentence.expected == answer).count();
    assert_eq!([Answer::Reproduced, Answer::Contradicted, Answer::Depends].map(count), [41, 6, 4]);
    assert!(sentences.iter().all(|s| (s.expected == Answer::Reproduced) == s.because.is_none()), "what fails says why");
    let Some(path) = beside("design/korea-model.md") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let verdicts: Vec<Answer> = text
        .lines()
        .filter(|line| line.starts_with("| K") && line.matches('|').count() >= 9)
        .map(|line| line.trim_end_matches([' ', '|']).rsplit('|').next().unwrap().trim().trim_matches('*').to_owned())
        .map(|word| Answer::ALL.into_iter().find(|answer| word.starts_with(answer.word())).unwrap_or_else(|| panic!("{word}")))
        .collect();
    assert_eq!(verdicts.len(), 51);
    let mut wrong = Vec::new();
    for (at, verdict) in verdicts.iter().enumerate() {
        if sentences[at].expected != *verdict {
            wrong.push(format!("K{:02}", at + 1));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn contradictions_come_first_with_the_article_beside_them() {
    let (model, sources) = flagship();
    let question = Question { only: Some("submarine".into()), futures: Some(60), documents: beside("documents") };
    let report = contract(&model, &sources, &question, &in_memory).unwrap();
    let [first, second] = &report.sentences[..] else { panic!("{:#?}", report.sentences) };
    assert_eq!((first.answer, first.official, first.small), ("contradicted", true, true));
    assert_eq!(first.compared, "m_reliability");
    assert_eq!(first.against, ["ssn_fund = 0"]);
    assert!(first.change.high < 0.0 && first.share.unwrap() < 0.2, "{first:#?}");
    assert_eq!((second.answer, second.as_expected, report.unexpected), ("reproduced", true, 0));
    for place in report.sentences.iter().flat_map(|line| &line.found) {
        assert_eq!(place.said.is_some(), question.documents.is_some());
        assert_ne!(place.words_found, Some(false), "{place:?}");
    }
}

#[test]
fn the_quoted_words_stand_in_the_articles() {
    let (model, _) = flagship();
    let Some(documents) = beside("documents") else { return };
    let plain = |text: &str| text.to_lowercase().replace(['\u{2018}', '\u{2019}'], "'");
    let mut looked_up = 0;
    for at in model.checks.iter().filter_map(|check| check.sentence.as_ref()).flat_map(|sentence| &sentence.found) {
        let (Some(file), Some(number), Some(words)) = (&model.sources[at.source.idx()].file, at.paragraph, &at.figure) else {
            panic!("a sentence of the contract names a paragraph and its words: {at:?}");
        };
        let text = std::fs::read_to_string(documents.join(file)).unwrap();
        let paragraph = text.lines().filter(|line| !line.trim().is_empty()).nth(number as usize - 1).unwrap_or("");
        assert!(plain(paragraph).contains(&plain(words)), "{file} p{number} lacks \"{words}\"");
        looked_up += 1;
    }
    assert!(looked_up >= 51);
}
