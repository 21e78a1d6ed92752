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

/// Also units that nothing is declared in, and those that are built in.
#[test]
fn every_unit_of_the_model_is_known() {
    let model = model("unit dozen = 12 person\nunit gross = 12 dozen\n");
    for (text, value) in [
        ("target=2000 dozen", 24_000.0),
        ("target=100 gross", 14_400.0),
        ("lag=6 quarters", 1.5),
        ("lag=18 month", 1.5),
        ("precision_rok=100 %/util", 1.0),
        ("target=2400 dozen/year * 1 year", 28_800.0),
    ] {
        assert_eq!(setting(&model, text, Reach::Declared).map(|set| set.1), Ok(Setting::Constant(value)), "{text}");
    }
    let refusal = setting(&model, "target=2000 dozn", Reach::Declared).unwrap_err();
    assert_eq!(
        (refusal.why.as_str(), refusal.help.as_str()),
        ("cannot set `target=2000 dozn`: there is no unit `dozn`", "did you mean `dozen`?")
    );
    // Days and years do not convert.
    assert!(setting(&model, "lag=400 days", Reach::Declared).is_err());
}

#[test]
fn a_share_is_not_set_alone() {
    let model = model(
        "uncertainty east : 1 = 25 % from judgement\nuncertainty west : 1 = 75 % from judgement\nshares trade = east, west\n",
    );
    let refusal = setting(&model, "east=0.5", Reach::Beyond).unwrap_err();
    assert_eq!(refusal.why, "`east` is a share of `trade`, and shares sum to one: it cannot be set alone");
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
