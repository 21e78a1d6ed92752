use std::path::PathBuf;

use super::*;

fn report(language: Language) -> Report {
    let blocks = vec![
        Block::Heading(1, "One & two".into()),
        Block::Paragraph("`name` < 3".into()),
        Block::Note("weak".into()),
        Block::List(vec!["a".into(), "b".into()]),
        Block::Table { head: vec!["x".into()], rows: vec![vec!["1".into()]] },
        Block::Code("linchpin explore lake".into()),
    ];
    Report { title: "T".into(), below: "b".into(), language, blocks }
}

#[test]
fn a_page_needs_nothing_else() {
    let page = html(&report(Language::Korean)).unwrap();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"ko\">"));
    assert!(page.contains("One &amp; two") && page.contains("<code>name</code> &lt; 3") && page.contains("@media print"));
    for outside in ["http://", "https://", "<script", "<link", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_word_file_is_the_same_every_time() {
    let bytes = word(&report(Language::English)).unwrap();
    assert_eq!(&bytes[..2], b"PK");
    assert_eq!(bytes, word(&report(Language::English)).unwrap());
}

#[test]
fn a_picture_that_is_gone_is_refused() {
    let mut lost = report(Language::English);
    lost.blocks.push(Block::Picture { file: PathBuf::from("nowhere/figure"), title: "f".into() });
    assert!(html(&lost).unwrap_err().help.contains("explore"));
    assert!(word(&lost).is_err());
}
