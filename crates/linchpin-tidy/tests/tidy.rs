//! Rules of the house that no compiler knows: who may know whom, licences, words, lengths, links.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/linchpin-tidy lies two below").to_path_buf()
}

/// Files that git tracks, or would track, with their text; binary ones are left out.
fn texts() -> Vec<(String, String)> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(listed.status.success());
    let names = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    names.lines().filter_map(|name| fs::read_to_string(root().join(name)).ok().map(|text| (name.to_string(), text))).collect()
}

fn metadata() -> cargo_metadata::Metadata {
    let mut command = cargo_metadata::MetadataCommand::new();
    command.manifest_path(root().join("Cargo.toml")).other_options(vec!["--locked".into()]);
    command.exec().expect("cargo knows the workspace")
}

#[test]
fn rooms_know_only_whom_they_may() {
    let may: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("core", &[][..]),
        ("lang", &["core"]),
        ("engine", &["core"]),
        ("explore", &["core"]),
        ("store", &["core"]),
        ("read", &["core"]),
        ("lab", &["core", "lang", "engine", "explore", "store", "read"]),
        ("web", &["core", "lab"]),
        ("cli", &["core", "lab", "web"]),
        ("bench", &["core", "lang", "engine", "explore", "store", "lab"]),
        ("tidy", &[]),
    ]);
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        let room = package.name.strip_prefix("linchpin-").unwrap_or(&package.name).to_string();
        let allowed = may.get(room.as_str()).unwrap_or_else(|| panic!("say in this test whom `{room}` may know"));
        for dependency in &package.dependencies {
            let test_only = dependency.kind == cargo_metadata::DependencyKind::Development;
            if let (Some(other), false) = (dependency.name.strip_prefix("linchpin-"), test_only) {
                assert!(allowed.contains(&other), "`{room}` may not know `{other}`");
            }
        }
    }
}

#[test]
fn licences_are_permissive() {
    let allowed = [
        "MIT",
        "MIT-0",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "0BSD",
        "Unlicense",
        "CC0-1.0",
        "BSL-1.0",
        "Unicode-3.0",
        "OFL-1.1",
    ];
    let mut seen = 0;
    for package in &metadata().packages {
        let text = package.license.as_deref().unwrap_or_else(|| panic!("{} names no licence", package.name));
        let expression = spdx::Expression::parse_mode(text, spdx::ParseMode::LAX)
            .unwrap_or_else(|error| panic!("{}: {text}: {error}", package.name));
        let fine = expression.evaluate(|requirement| requirement.license.id().is_some_and(|id| allowed.contains(&id.name)));
        assert!(fine, "{} is under {text}", package.name);
        seen += 1;
    }
    assert!(seen > 10, "the test saw {seen} packages only");
}

#[test]
fn no_path_of_a_machine_and_no_registry_host() {
    let unwanted = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["/tm", "p/target"],
        ["static.crates", ".io"],
        ["files.python", "hosted.org"],
    ];
    for (name, text) in texts() {
        for needle in unwanted.map(|parts| parts.concat()) {
            assert!(!text.contains(&needle), "{name} contains {needle}");
        }
    }
}

#[test]
fn only_the_rooms_that_may_say_it() {
    for (name, text) in texts().iter().filter(|(name, _)| name.starts_with("crates/") && name.ends_with(".rs")) {
        let only = |needle: &str, may: &[&str]| {
            assert!(!text.contains(needle) || may.iter().any(|room| name.starts_with(room)), "{name} says `{needle}`");
        };
        if name.starts_with("crates/linchpin-tidy/") {
            continue;
        }
        only(concat!("derive(", "Serialize"), &["crates/linchpin-lab/src/wire"]);
        only("arrow::", &["crates/linchpin-store/"]);
        only("parquet::", &["crates/linchpin-store/"]);
        only("unsafe {", &["crates/linchpin-core/src/lanes", "crates/linchpin-engine/tests/"]);
    }
}

#[test]
fn no_engine_code_knows_a_country() {
    let rooms = ["core", "lang", "engine", "explore", "store", "read"].map(|room| format!("crates/linchpin-{room}/src/"));
    for (name, text) in
        texts().iter().filter(|(name, _)| rooms.iter().any(|room| name.starts_with(room)) && !name.contains("/tests"))
    {
        let lower = text.to_lowercase();
        for country in ["korea_2026", "pyongyang", "washington", "usfk", "dprk", "opcon"] {
            assert!(!lower.contains(country), "{name} says {country}");
        }
    }
}

#[test]
fn no_file_holds_two_ideas_by_length() {
    for (name, text) in texts().iter().filter(|(name, _)| name.starts_with("crates/") && name.ends_with(".rs")) {
        // A list may be long, a plot may not: tests and tables of numbers are lists.
        let is_list = ["/tests", "golden"].iter().any(|list| name.contains(list));
        let lines = text.lines().count();
        assert!(is_list || lines <= 600, "{name} has {lines} lines: split it by idea");
    }
}

#[test]
fn links_in_documents_lead_somewhere() {
    let mut followed = 0;
    for (name, text) in texts().iter().filter(|(name, _)| name.ends_with(".md")) {
        let folder = root().join(name).parent().expect("a file lies in a folder").to_path_buf();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            assert!(folder.join(path).exists(), "{name} links to {target}, which is not there");
            followed += 1;
        }
    }
    assert!(followed > 3, "only {followed} links were followed");
}
