//! Texts that nobody would write: reading never panics, never hangs, never overflows.

use super::*;

/// A small generator of reproducible noise (Marsaglia 2003, xorshift).
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Noise(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }
}

/// All spans lie in the text, on character boundaries.
fn spans_hold(text: &str) {
    let (file, diagnostics) = read(text);
    for d in &diagnostics {
        for span in std::iter::once(d.span).chain(d.related.iter().map(|label| label.span)) {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
        }
    }
    for statement in &file.statements {
        assert!(text.get(statement.span.start as usize..statement.span.end as usize).is_some());
    }
}

#[test]
fn deep_nesting_is_a_fault() {
    for (open, close) in [
        ("(", ")"),
        ("-", ""),
        ("not ", ""),
        ("f(", ")"),
        ("x^", ""),
        ("if a then ", " else b"),
        ("if (", ") then a else b"),
        ("1 + (", ")"),
        ("{", "}"),
    ] {
        for n in [10, 90, 250, 100_000] {
            let text = format!("aux a : 1 = {}x{}\naux b : 1 = 1\n", open.repeat(n), close.repeat(n));
            let (file, diagnostics) = read(&text);
            assert_eq!(file.statements.len(), 2);
            let deep = diagnostics.iter().any(|d| d.code == "too-deep");
            assert_eq!(deep, n > 200 && open != "{", "{open} {n}");
        }
    }
}

#[test]
fn long_texts_are_read_in_linear_time() {
    // Anything quadratic takes minutes here.
    let n = 200_000;
    for part in [
        "\"",
        "(",
        ")",
        "{",
        "a ",
        "1 ",
        "a = ",
        "= ",
        "a,",
        "1,",
        "1.",
        "#\n",
        "\n",
        "aux ",
        "aux a",
        "\\",
        "\u{0}",
        "$",
        "\u{d55c}",
        "/",
        "..",
        "in ",
        "->",
        "\naux a : 1 = (",
        "\n x",
        "\n  + b",
        "5 frm ",
    ] {
        let text = format!("policy p\n  a = {}", part.repeat(n / part.len()));
        spans_hold(&text);
    }
}

#[test]
fn faults_are_not_without_end() {
    assert_eq!(read(&"$ a\n".repeat(10_000)).1.len(), MOST_DIAGNOSTICS);
}

#[test]
fn changed_bytes_never_panic() {
    let pieces: Vec<&str> = "( ) { } , : = + - * / ^ % < <= == .. -> ~ \" # \n \n\x20\x20 \r\n \t in if then else and not 2026-01 1e 3.5 stock policy node claim check \u{feff} \u{0} \u{d55c} \\ & ; ' . judgement within"
        .split(' ')
        .collect();
    let mut noise = Noise::new(7);
    for _ in 0..3000 {
        let mut text = ALL.to_string();
        for _ in 0..1 + noise.below(4) {
            let mut at = noise.below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let mut end = (at + noise.below(6)).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            let with = pieces[noise.below(pieces.len())];
            text.replace_range(at..if noise.below(2) == 0 { at } else { end }, with);
        }
        spans_hold(&text);
    }
}

#[test]
fn any_prefix_is_read() {
    for (at, _) in ALL.char_indices() {
        spans_hold(&ALL[..at]);
    }
}
