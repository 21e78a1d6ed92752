//! Settings given outside the text.

use linchpin_core::model::Setting;
use linchpin_lang::{Reach, setting};

use crate::meaning::model;

#[track_caller]
fn sets(text: &str, expected: Setting) {
    let model = model("");
    let (id, value) = setting(&model, text, Reach::Declared).unwrap();
    assert!(text.trim_start().starts_with(&model.variable(id).name));
    assert_eq!(value, expected);
}

#[track_caller]
fn refused(text: &str, why: &str, help: &str) {
    let refusal = setting(&model(""), text, Reach::Declared).unwrap_err();
    assert_eq!((refusal.why.as_str(), refusal.help.as_str()), (why, help));
}

#[test]
fn numbers_units_dates_and_paths() {
    sets("target=22", Setting::Constant(22_000.0));
    sets("target = 22 kperson", Setting::Constant(22_000.0));
    sets("target=22000 person", Setting::Constant(22_000.0));
    sets("share=3.5 %", Setting::Constant(0.035));
    sets("lag=1.5", Setting::Constant(1.5));
    sets("lag=18 months", Setting::Constant(1.5));
    sets("mode=0", Setting::Constant(0.0));
    sets("share=(2026-01 -> 2.4 %, 2030-07 -> 3.5 %)", Setting::Path(vec![(2026.0, 0.024), (2030.5, 0.035)]));
}

#[test]
fn beyond_the_range_when_asked() {
    let model = model("");
    assert!(setting(&model, "target=99", Reach::Declared).is_err());
    assert_eq!(setting(&model, "target=99", Reach::Beyond).unwrap().1, Setting::Constant(99_000.0));
}

#[test]
fn what_cannot_be_set() {
    refused("target=99", "99 kperson lies outside the range of `target`", "2 .. 30 kperson is allowed");
    refused("mode=0.5", "0.5 lies outside the range of `mode`", "one of 0, 1 is allowed");
    refused("share=(2026-01 -> 2.4 %, 2030-01 -> 9 %)", "0.09 lies outside the range of `share`", "0.02 .. 0.04 is allowed");
    refused("targt=3", "cannot set `targt=3`: there is no lever or uncertainty `targt`", "did you mean `target`?");
    refused(
        "gdp=3",
        "cannot set `gdp=3`: `gdp` is a constant, and no lever or uncertainty",
        "make it a `lever` if it may be set",
    );
    refused(
        "target=3 year",
        "cannot set `target=3 year`: the setting of `target` is in kperson, its equation gives year",
        "multiply by a quantity in person/year",
    );
    refused(
        "share=strength",
        "`share=strength` is a rule, which reads the state",
        "write rules into a `policy` of the model, where they are checked for loops",
    );
    for text in ["", "target", "=", "target=", "target=3, share=3 %", "stress", "target=(2026-01 ->", "\"x\""] {
        assert!(setting(&model(""), text, Reach::Declared).is_err(), "{text}");
    }
}
