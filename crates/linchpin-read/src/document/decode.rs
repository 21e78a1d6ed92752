//! Bytes to text.
//!
//! Comes in: the bytes of a file. Goes out: text, and notes where the encoding had to be guessed or differs from line to line.
//! Refuses: packed formats and what is no text in any encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use linchpin_core::diagnostic::Refusal;

/// First bytes of formats that hold no readable text, and what to do with them.
const PACKED: [(&[u8], &str, &str); 9] = [
    (b"PK\x03\x04", "a packed document, such as Word or Hangul", "save it as PDF, HTML or plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Hangul document", "save it as PDF, HTML or plain text"),
    (b"HWP Document File", "an old Hangul document", "save it as PDF, HTML or plain text"),
    (b"{\\rtf", "rich text", "save it as plain text"),
    (b"\x1f\x8b", "packed", "unpack it first"),
    (b"\x89PNG", "a picture", "read its text by other means first"),
    (b"\xff\xd8\xff", "a picture", "read its text by other means first"),
    (b"GIF8", "a picture", "read its text by other means first"),
    (b"%!PS", "PostScript", "save it as PDF or plain text"),
];

/// Refuses formats that hold no text as such.
pub(super) fn refuse_packed(name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    match PACKED.iter().find(|(first, ..)| bytes.starts_with(first)) {
        Some((_, what, help)) => Err(Refusal::new(format!("{name} is {what}"), *help)),
        None => Ok(()),
    }
}

/// The text of the bytes, and what was noted on the way.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<(String, Vec<String>), Refusal> {
    let (text, notes) = text_of(name, bytes)?;
    let sample = text.chars().take(200_000);
    let (mut all, mut wrong) = (0usize, 0usize);
    for c in sample {
        all += 1;
        wrong +=
            usize::from(c == '\u{fffd}' || c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{0b}' | '\u{0c}' | '\u{85}'));
    }
    if wrong * 50 > all {
        return Err(Refusal::new(format!("{name} is no text in any encoding that is known"), "save it as UTF-8"));
    }
    Ok((text, notes))
}

fn text_of(name: &str, bytes: &[u8]) -> Result<(String, Vec<String>), Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(whole(encoding, &bytes[mark..]));
    }
    if bytes.iter().take(1 << 16).any(|b| *b == 0) {
        let encoding =
            wide(bytes).ok_or_else(|| Refusal::new(format!("{name} is no text: it holds zero bytes"), "save it as UTF-8"))?;
        return Ok(whole(encoding, bytes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_string(), Vec::new()));
    }
    if mixed(bytes) {
        return Ok(line_by_line(bytes));
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    let encoding = declared.unwrap_or_else(|| guess(bytes));
    let (text, mut notes) = whole(encoding, bytes);
    if declared.is_none() {
        notes.insert(0, format!("the encoding is not told; read as {}", encoding.name()));
    }
    Ok((text, notes))
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<String>) {
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    let notes = if wrong { vec![format!("some bytes are not {} and were marked", encoding.name())] } else { Vec::new() };
    (text.into_owned(), notes)
}

/// UTF-16 without a mark: zero bytes stand on one side only.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1 << 16) & !1];
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|b| **b == 0).count() * 200;
    let pairs = head.len() / 2;
    let encoding = match (zeros(0) > pairs * 8, zeros(1) > pairs * 8) {
        (true, false) if zeros(1) <= pairs => UTF_16BE,
        (false, true) if zeros(0) <= pairs => UTF_16LE,
        _ => return None,
    };
    (!encoding.decode_without_bom_handling(head).1).then_some(encoding)
}

/// The encoding that an HTML page names in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let behind =
        head.split("charset=").nth(1).or_else(|| head.split("encoding=").nth(1).filter(|_| head.starts_with("<?xml")))?;
    let label: String = behind
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// True when some lines are surely UTF-8 and others surely not.
fn mixed(bytes: &[u8]) -> bool {
    let lines = || bytes.split(|b| *b == b'\n').filter(|line| !line.is_ascii());
    let wrong = lines().any(|line| std::str::from_utf8(line).is_err());
    // Two characters of three bytes in one valid line do not happen in another encoding.
    let right =
        lines().any(|line| std::str::from_utf8(line).is_ok_and(|text| text.chars().filter(|c| c.len_utf8() == 3).count() >= 2));
    wrong && right
}

fn line_by_line(bytes: &[u8]) -> (String, Vec<String>) {
    let other: Vec<u8> = bytes
        .split(|b| *b == b'\n')
        .filter(|line| std::str::from_utf8(line).is_err())
        .take(5000)
        .collect::<Vec<_>>()
        .join(&b'\n');
    let encoding = guess(&other);
    let (mut out, mut count) = (String::with_capacity(bytes.len()), 0);
    for line in bytes.split(|b| *b == b'\n') {
        match std::str::from_utf8(line) {
            Ok(text) => out.push_str(text),
            Err(_) => {
                count += 1;
                out.push_str(&encoding.decode_without_bom_handling(line).0);
            }
        }
        out.push('\n');
    }
    (
        out,
        vec![format!("the encoding changes from line to line: {count} lines are read as {}, the rest as UTF-8", encoding.name())],
    )
}
