//! Nothing operational stands in models, their evidence or their prose: no coordinates, no designations of units, no
//! performance of weapons. Budgets, posture, agreements and published estimates are what models are made of.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// What is refused: the kind and a pattern, `(?i)` where case says nothing.
const REFUSED: &[(&str, &str)] = &[
    ("coordinates", r#"\d{1,3}\s?°\s?\d{0,2}(\.\d+)?\s?['′]?\s?(\d{1,2}(\.\d+)?\s?["″])?\s?[NSEW]?"#),
    ("coordinates", r"\b\d{1,3}\.\d{2,}\s?[NSEW]\b"),
    ("coordinates", r"(?i)\b(latitude|longitude|lat|lon)\b\.?\s?[:=]?\s?-?\d"),
    ("coordinates", r"(?i)\b(latitude|longitude) of -?\d"),
    ("coordinates", r"-?\b\d{1,2}\.\d{3,}\s?,\s?-?\d{1,3}\.\d{3,}\b"),
    ("coordinates", r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"),
    ("coordinates", r"(북위|동경|남위|서경)\s?\d"),
    (
        "unit designation",
        r"(?i)\b\d{1,3}(st|nd|rd|th)\s+([a-z-]+\s+){0,3}(army|corps|division|brigade|regiment|battalion|squadron|wing|fleet|flotilla|battery|air force)\b",
    ),
    (
        "unit designation",
        r"\b(First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth)\s+([A-Z][a-z-]+\s+){0,3}(Army|Corps|Division|Brigade|Regiment|Battalion|Squadron|Wing|Fleet|Flotilla|Air Force)\b",
    ),
    ("unit designation", r"\b[IVX]+\s+(Marine\s+)?(Corps|MEF)\b"),
    ("unit designation", r"(?i)\b(task force|destroyer squadron|carrier strike group|bomb wing)\s+\d+"),
    (
        "unit designation",
        r"제?\s?\d{1,3}\s?(보병|기계화|기갑|해병|공수|전투|미사일|포병)*\s?(사단|군단|여단|연대|대대|함대|비행단|전대)",
    ),
    ("weapon performance", r"(?i)\b\d[\d,.]*\s?-?\s?(km|kilomet(er|re)s?|nautical miles?|nmi|miles?)\b"),
    ("weapon performance", r"(?i)\b\d[\d,.]*\s?-?\s?(kilotons?|megatons?|kilotonnes? of tnt)\b"),
    ("weapon performance", r"\b\d[\d,.]*\s?-?(kt|Mt)\b"),
    ("weapon performance", r"\bCEP\b"),
    ("weapon performance", r"(?i)\bcircular error\b"),
    ("weapon performance", r"(?i)\bmach\s?\d"),
    ("weapon performance", r"(?i)\b\d[\d,.]*\s?(km/h|m/s|km/s|knots)(\b|$)"),
    ("weapon performance", r"(?i)\b\d[\d,.]*\s?(m|met(er|re)s?|feet|ft)\s+(of\s+)?(accuracy|precision|error)\b"),
    ("weapon performance", r"(?i)\b(accura(te|cy)|error) (to|of|within) (about |some )?\d[\d,.]*\s?(m|met(er|re)s?|feet|ft)\b"),
    (
        "weapon performance",
        r"(?i)\b\d[\d,.]*\s?-?\s?(kg|kilograms?|tons?|tonnes?|pounds?|lb)\s+(payload|warhead|bomb|throw-?weight)",
    ),
    ("weapon performance", r"(?i)\b(payload|warhead|throw-?weight|yield) of (about |some )?\d"),
    ("weapon performance", r"(사거리|사정거리|폭발력|원형공산오차)\s?\d"),
    ("weapon performance", r"\d[\d,.]*\s?(km|㎞|킬로미터|킬로톤|메가톤)"),
    ("weapon performance", r"마하\s?\d"),
];

fn patterns() -> Vec<(&'static str, Regex)> {
    REFUSED.iter().map(|(kind, pattern)| (*kind, Regex::new(pattern).expect(pattern))).collect()
}

/// The first thing in a line that is refused: its kind and the words.
fn refused<'t>(patterns: &[(&'static str, Regex)], line: &'t str) -> Option<(&'static str, &'t str)> {
    // Addresses hold numbers of their own.
    if line.trim_start().starts_with("url ") {
        return None;
    }
    patterns.iter().find_map(|(kind, pattern)| pattern.find(line).map(|found| (*kind, found.as_str())))
}

fn texts(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the models lie beside the crates") {
        let path = entry.expect("a folder can be listed").path();
        match path.extension().and_then(|e| e.to_str()) {
            _ if path.is_dir() => texts(&path, into),
            Some("lin" | "md" | "csv" | "json" | "txt" | "toml") => into.push(path),
            _ => {}
        }
    }
}

#[test]
fn no_model_says_anything_operational() {
    let patterns = patterns();
    let mut files = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models"), &mut files);
    assert!(files.len() > 10, "only {} texts were read", files.len());
    let mut found = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for (number, line) in text.lines().enumerate() {
            if let Some((kind, words)) = refused(&patterns, line) {
                found.push(format!("{}:{}: {kind}: {words}", file.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn it_would_be_seen() {
    let patterns = patterns();
    let bad = [
        ("coordinates", "the site lies at 37°32'N 126°58'E"),
        ("coordinates", "at 39.0194, 125.7381"),
        ("coordinates", "at 37.5665 N"),
        ("coordinates", "latitude 37.5"),
        ("coordinates", "52S CG 2345 6789"),
        ("coordinates", "북위 38도"),
        ("unit designation", "the 2nd Infantry Division stays"),
        ("unit designation", "8th Army"),
        ("unit designation", "the 7th Air Force at its base"),
        ("unit designation", "the 51st Fighter Wing"),
        ("unit designation", "Seventh Fleet"),
        ("unit designation", "the 35th Air Defense Artillery Brigade"),
        ("unit designation", "III Corps"),
        ("unit designation", "3rd Battalion"),
        ("unit designation", "17th Fighter Squadron"),
        ("unit designation", "제2보병사단"),
        ("unit designation", "7군단"),
        ("weapon performance", "a missile with a range of 800 km"),
        ("weapon performance", "an 800-km missile"),
        ("weapon performance", "reaches 1,300 kilometres"),
        ("weapon performance", "a yield of 15 kilotons"),
        ("weapon performance", "a 10-kt device"),
        ("weapon performance", "a CEP of 50 m"),
        ("weapon performance", "flies at Mach 5"),
        ("weapon performance", "at 30 knots"),
        ("weapon performance", "accurate to 10 metres"),
        ("weapon performance", "a 2-ton warhead"),
        ("weapon performance", "a 500 kg payload"),
        ("weapon performance", "사거리 800"),
        ("weapon performance", "마하 5"),
    ];
    for (kind, line) in bad {
        assert_eq!(refused(&patterns, line).map(|(kind, _)| kind), Some(kind), "{line}");
    }
}

#[test]
fn what_models_are_made_of_is_left_alone() {
    let patterns = patterns();
    let fine = [
        "usfk_target = 28.5 kperson",
        "uncertainty warhead_rate : warhead/year = 9 in 4 .. 18",
        "stock warheads : warhead = 50 within 0 ..",
        "the second division of labour between the two armies",
        "38th parallel talks, the 57th Security Consultative Meeting",
        "Budget of 65.8642 trillion won, 2.4 % of GDP",
        "published 2025-12-03",
        "in seed_003 p7 \"7.5\"",
        "aux p_full : 1 = 1 / (1 + (def_full / dprk_conv)^csf_m)",
        "first submarine in the mid-2030s, 8,000 tons",
        "three conditions: FOC, FMC, then a decision in 2029-04",
        "lat_first = 0.3",
        "The army shrinks by 20 % and the fleet grows",
        "url \"https://example.org/2025/500-km\"",
        "a range of 2.2 % .. 4.5 %",
        "전작권 전환과 역할 분담 2030년",
    ];
    for line in fine {
        assert_eq!(refused(&patterns, line), None, "{line}");
    }
}
