//! Tests of the parser: faults are marked where they occur, `# error: 15-22 code` on a line above.

use super::*;

#[test]
fn reads_the_texts_of_functions() {
    for text in ["(x - s) / tau", "start * tau / 3", "if t < start then 0 else x", "x"] {
        assert!(expression(text).is_some(), "{text}");
    }
    assert!(expression("x +").is_none());
    assert!(expression("x y").is_none());
}
