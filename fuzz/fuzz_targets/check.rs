//! Any bytes as a model: reading, checking and printing must neither panic nor hang, and what is printed must read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linchpin_lang::files::Memory;
use linchpin_lang::parser::{UnitNames, parse};
use linchpin_lang::print::print;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (file, faults) = parse(0, &text, &UnitNames::of([text.as_str()]));
    if faults.is_empty() {
        let printed = print(&file, &text);
        let (again, faults) = parse(0, &printed, &UnitNames::of([printed.as_str()]));
        assert!(faults.is_empty(), "printed text has faults: {faults:?}\n{printed}");
        assert_eq!(print(&again, &printed), printed, "printing what was printed changes it");
    }
    let _ = linchpin_lang::check(&Memory::one(text));
});
