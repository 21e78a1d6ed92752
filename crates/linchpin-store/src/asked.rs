//! `study.toml`: what was asked, and how far it got.
//!
//! Comes in: the facts of a run. Goes out: TOML that a person reads at a glance, and the facts read back. Refuses: a
//! file that is not TOML or lacks a fact. No clock and no machine: the same request gives the same bytes.

use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// One arm as it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedArm {
    /// Name shown.
    pub name: String,
    /// The policy's name; empty for none.
    pub policy: String,
    /// The world's name; empty for none.
    pub world: String,
    /// A stress test.
    pub stress: bool,
}

/// What a study was asked to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Version of the program.
    pub version: String,
    /// Name of the model.
    pub model: String,
    /// Its title.
    pub title: String,
    /// Fingerprint of its texts, in hexadecimal.
    pub fingerprint: String,
    /// Seed of all luck.
    pub seed: u64,
    /// Futures asked for.
    pub futures: u64,
    /// Futures that are in the tables.
    pub done: u64,
    /// How futures were drawn.
    pub design: String,
    /// False: every event was silent.
    pub events: bool,
    /// Name of the arm that the others are compared with.
    pub baseline: String,
    /// The arms.
    pub arms: Vec<AskedArm>,
    /// What was set by hand in all arms: name and value with its unit.
    pub settings: Vec<(String, String)>,
    /// Futures whose series are kept: the first so many.
    pub series_futures: u64,
    /// Runs that faulted.
    pub faults: u64,
}

impl Asked {
    /// As TOML.
    pub fn to_toml(&self) -> String {
        let mut document = DocumentMut::new();
        document.decor_mut().set_prefix("# A study of Linchpin: what was asked, and how far it got.\n");
        let mut run = Table::new();
        run["futures"] = value(whole(self.futures));
        run["done"] = value(whole(self.done));
        run["complete"] = value(self.done == self.futures);
        run["faults"] = value(whole(self.faults));
        // A seed may exceed what TOML calls an integer.
        run["seed"] = i64::try_from(self.seed).map_or_else(|_| value(self.seed.to_string()), value);
        run["design"] = value(&self.design);
        run["events"] = value(self.events);
        run["baseline"] = value(&self.baseline);
        run["series_futures"] = value(whole(self.series_futures));
        let mut model = Table::new();
        model["name"] = value(&self.model);
        model["title"] = value(&self.title);
        model["sha256"] = value(&self.fingerprint);
        let mut settings = Table::new();
        for (name, setting) in &self.settings {
            settings[name.as_str()] = value(setting);
        }
        let mut arms = ArrayOfTables::new();
        for arm in &self.arms {
            let mut table = Table::new();
            table["name"] = value(&arm.name);
            for (key, name) in [("policy", &arm.policy), ("world", &arm.world)] {
                if !name.is_empty() {
                    table[key] = value(name);
                }
            }
            if arm.stress {
                table["stress"] = value(true);
            }
            arms.push(table);
        }
        let mut files = Array::new();
        ["experiments.parquet", "outcomes.parquet", "series.parquet", "faults.csv", "model/"]
            .into_iter()
            .for_each(|file| files.push(file));
        document["linchpin"] = value(&self.version);
        document["files"] = value(files);
        document["model"] = Item::Table(model);
        document["run"] = Item::Table(run);
        if !self.settings.is_empty() {
            document["set"] = Item::Table(settings);
        }
        document["arm"] = Item::ArrayOfTables(arms);
        let text = document.to_string();
        if text.ends_with('\n') { text } else { text + "\n" }
    }

    /// Reads it back. `path` is for the words of a refusal.
    pub fn from_toml(text: &str, path: &Path) -> Result<Asked, Refusal> {
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            Refusal::new(format!("{} cannot be read: {}", path.display(), error.message()), "mend or remove it")
        })?;
        let find = |table: &str, key: &str| document.get(table).and_then(|item| item.get(key));
        let lacks = |table: &str, key: &str| {
            Refusal::new(
                format!("{} lacks `{key}` in [{table}]", path.display()),
                "it may be of another version; run the study again",
            )
        };
        let word =
            |table: &str, key: &str| find(table, key).and_then(Item::as_str).map(str::to_owned).ok_or_else(|| lacks(table, key));
        let count = |table: &str, key: &str| {
            find(table, key).and_then(Item::as_integer).and_then(|n| u64::try_from(n).ok()).ok_or_else(|| lacks(table, key))
        };
        let flag = |table: &str, key: &str| find(table, key).and_then(Item::as_bool).ok_or_else(|| lacks(table, key));
        let seed = match find("run", "seed").and_then(Item::as_str) {
            Some(text) => text.parse().map_err(|_| lacks("run", "seed"))?,
            None => count("run", "seed")?,
        };
        let said = |table: &Table, key: &str| table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned();
        let arms = document.get("arm").and_then(Item::as_array_of_tables).ok_or_else(|| lacks("arm", "name"))?;
        let settings = document.get("set").and_then(Item::as_table);
        Ok(Asked {
            version: document.get("linchpin").and_then(Item::as_str).unwrap_or_default().to_owned(),
            model: word("model", "name")?,
            title: word("model", "title")?,
            fingerprint: word("model", "sha256")?,
            seed,
            futures: count("run", "futures")?,
            done: count("run", "done")?,
            design: word("run", "design")?,
            events: flag("run", "events")?,
            baseline: word("run", "baseline")?,
            arms: arms
                .iter()
                .map(|arm| AskedArm {
                    name: said(arm, "name"),
                    policy: said(arm, "policy"),
                    world: said(arm, "world"),
                    stress: arm.get("stress").and_then(Item::as_bool).unwrap_or(false),
                })
                .collect(),
            settings: settings
                .map(|table| {
                    table.iter().map(|(key, item)| (key.to_owned(), item.as_str().unwrap_or_default().to_owned())).collect()
                })
                .unwrap_or_default(),
            series_futures: count("run", "series_futures")?,
            faults: count("run", "faults")?,
        })
    }
}

/// TOML's integers end at 2^63; no study is that long.
fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
