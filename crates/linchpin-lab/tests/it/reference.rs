//! The reference in the documents is the one that the language's tables give.

use std::fs;
use std::path::Path;

#[test]
fn the_reference_in_the_documents_is_generated() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference.md");
    let text = linchpin_lab::reference::text();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &text).expect("the documents can be written");
    }
    let written = fs::read_to_string(&path).expect("docs/reference.md is there");
    assert!(written == text, "docs/reference.md differs: run this test with UPDATE_GOLDEN=1 and read the difference");
}
