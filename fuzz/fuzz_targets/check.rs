//! Any bytes as a model: reading, checking and printing must neither panic nor hang.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linchpin_lang::files::Memory;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let files = Memory::new(vec![("model.lin".to_string(), text)]);
    let _ = linchpin_lang::check(&files);
});
