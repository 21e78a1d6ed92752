//! How large a PDF unpacks, measured without keeping it.
//!
//! Comes in: the bytes of a file. Goes out: nothing, where it is of a bearable size. Refuses: files whose streams unpack to more than
//! [`MOST_UNPACKED`] bytes together, and packings whose size cannot be measured this way.

use std::io::Read;

use flate2::bufread::ZlibDecoder;
use linchpin_core::diagnostic::Refusal;

/// Bytes that all streams may unpack to.
const MOST_UNPACKED: u64 = 256 << 20;
/// Files with the old packing are small or refused: it unpacks up to a few thousandfold.
const MOST_OLD: usize = 256 << 10;

pub(super) fn refuse_bombs(name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let too_much =
        || Refusal::new(format!("{name} unpacks to more than an article can hold"), "save the article as text or HTML");
    let has = |needle: &[u8]| find(bytes, needle).is_some();
    if has(b"/Encrypt") {
        return Err(Refusal::new(format!("{name} is an encrypted PDF"), "save it without a password"));
    }
    if bytes.len() > MOST_OLD && (has(b"/LZWDecode") || has(b"/LZW ")) {
        return Err(Refusal::new(
            format!("{name} is packed in an old way that is read in small files only"),
            "save it anew, or as text",
        ));
    }
    // Packed twice is a bomb or a mistake.
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"/FlateDecode") {
        let end = from + at + b"/FlateDecode".len();
        let behind = &bytes[end..(end + 40).min(bytes.len())];
        let list = behind.iter().position(|b| *b == b']' || *b == b'>').unwrap_or(0);
        if find(&behind[..list], b"/Fl").is_some() {
            return Err(too_much());
        }
        from = end;
    }
    let mut left = MOST_UNPACKED;
    let mut at = 0;
    let mut sink = vec![0u8; 64 << 10];
    while let Some(found) = find(&bytes[at..], b"stream") {
        let mut start = at + found + b"stream".len();
        at = start;
        while start < bytes.len() && matches!(bytes[start], b'\r' | b'\n' | b' ') && start < at + 3 {
            start += 1;
        }
        // Streams that do not begin like zlib are not packed this way.
        if bytes.get(start).is_none_or(|b| b & 0x0f != 8) {
            continue;
        }
        let mut unpack = ZlibDecoder::new(&bytes[start..]);
        while let Ok(n) = unpack.read(&mut sink) {
            if n == 0 {
                break;
            }
            left = left.checked_sub(n as u64).ok_or_else(too_much)?;
        }
        at = at.max(start + unpack.total_in() as usize);
    }
    Ok(())
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle[0];
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|b| *b == first)?;
        if bytes[at..].starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
}
