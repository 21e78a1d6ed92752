use std::io::Write as _;

use super::super::{Format, read};

/// A PDF with one page of this content; `font` is the body of its font object, `map` a map to Unicode.
fn pdf(content: &[u8], font: &str, map: &str, packed: bool) -> Vec<u8> {
    let stream = |data: &[u8]| {
        if !packed {
            return (data.to_vec(), "");
        }
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(data).expect("to memory");
        (out.finish().expect("to memory"), "/Filter /FlateDecode ")
    };
    let (content, filter) = stream(content);
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    let mut object = |out: &mut Vec<u8>, body: &[u8]| {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", places.len()).bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    };
    object(&mut out, b"<< /Type /Catalog /Pages 2 0 R >>");
    object(&mut out, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    object(
        &mut out,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    );
    let mut body = format!("<< {filter}/Length {} >>\nstream\n", content.len()).into_bytes();
    body.extend(&content);
    body.extend(b"\nendstream");
    object(&mut out, &body);
    object(&mut out, font.as_bytes());
    object(&mut out, format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()).as_bytes());
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", places.len() + 1).bytes());
    out
}

const PLAIN: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

const ARTICLE: &[u8] = b"BT /F1 18 Tf 1 0 0 1 50 750 Tm (Troops to stay) Tj /F1 10 Tf 1 0 0 1 50 700 Tm 12 TL
(About 28,500 US troops will stay in the coun-) Tj T* (try, the minister said on Monday in the capital.) Tj T* [(Spend) 20 (ing) -300 (rises) -250 (by 3.5%.)] TJ
1 0 0 1 50 640 Tm (A second paragraph ends here.) Tj ET";

#[test]
fn lines_become_paragraphs() {
    for packed in [false, true] {
        let document = read("a.pdf", &pdf(ARTICLE, PLAIN, "", packed)).expect("it is read");
        assert_eq!(document.format, Format::Pdf);
        let texts: Vec<_> = document.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Troops to stay",
                "About 28,500 US troops will stay in the country, the minister said on Monday in the capital. Spending rises by 3.5%.",
                "A second paragraph ends here.",
            ]
        );
        assert!(document.paragraphs[0].heading);
    }
}

#[test]
fn korean_is_read_through_the_map_of_its_font() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R >>";
    let map = "2 beginbfchar <0001> <C8FC> <0002> <D55C> endbfchar 1 beginbfrange <0003> <0004> [<BBF8> <AD70>] endbfrange 1 beginbfrange <0010> <0019> <0030> endbfrange";
    let document =
        read("a.pdf", &pdf(b"BT /F1 10 Tf 50 700 Td <00010002000300040012> Tj ET", font, map, true)).expect("it is read");
    assert_eq!(document.paragraphs[0].text, "주한미군2");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let why = |bytes: &[u8]| read("a.pdf", bytes).expect_err("refused").to_string();
    assert!(why(b"%PDF-1.7\nnothing of the kind").contains("broken"));
    assert!(why(&pdf(b"BT ET", PLAIN, "", false)).contains("no text"));
    let mut locked = pdf(ARTICLE, PLAIN, "", false);
    locked.extend(b"trailer << /Encrypt 9 0 R >>");
    assert!(why(&locked).contains("encrypted"));
    // 300 MB of nothing in 300 kB.
    assert!(why(&pdf(&vec![b' '; 300 << 20], PLAIN, "", true)).contains("unpacks"));
    assert!(why(b"%PDF-1.7\n1 0 obj << /Filter [/FlateDecode /FlateDecode] >> stream x endstream").contains("unpacks"));
}

#[test]
fn damaged_files_end() {
    let whole = pdf(ARTICLE, PLAIN, "", true);
    for cut in (0..whole.len()).step_by(37) {
        let _ = read("a.pdf", &whole[..cut]);
        let mut hurt = whole.clone();
        hurt[cut] ^= 0x55;
        let _ = read("a.pdf", &hurt);
    }
    let deep = format!("%PDF-1.7\n1 0 obj {} endobj trailer << /Root 1 0 R >>", "[".repeat(200_000));
    let _ = read("a.pdf", deep.as_bytes());
}
