//! `study.toml`: what was asked, and how far it got.
//!
//! Comes in: the facts of a run. Goes out: TOML that a person reads at a glance, and the facts read back. Refuses: a
//! file that is not TOML or lacks a fact. No clock and no machine: the same request gives the same bytes.

use std::ops::Range;
use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use sha2::{Digest, Sha256};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use crate::out::{Seal, hex};

/// How study folders are laid out. A folder of another format is refused.
pub const FORMAT: i64 = 3;

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
    /// The same as it was written, `name=value`.
    pub sets: Vec<String>,
    /// Levers that are drawn like uncertainties, as they were written.
    pub levers: Vec<String>,
    /// The only uncertainties that vary; empty for all that are not held.
    pub only: Vec<String>,
    /// The part of the whole that this folder holds, `(i, n)` with i from 1; `(1, 1)` for all of it.
    pub shard: (u64, u64),
    /// Futures in a chunk.
    pub chunk: u64,
    /// What was drawn is kept beside the outcomes.
    pub experiments: bool,
    /// SHA-256 of the table that futures were taken from; empty where they were drawn.
    pub table: String,
    /// Futures whose series are kept: the first so many.
    pub series_futures: u64,
    /// Runs that faulted.
    pub faults: u64,
    /// The file of quantiles over futures, where it was made.
    pub bands: Option<Seal>,
}

impl Asked {
    /// The futures of this folder's part: every part begins where the one before it ends.
    pub fn range(&self) -> Range<u64> {
        let (part, of) = (self.shard.0.max(1), self.shard.1.max(1));
        let cut = |parts: u64| (u128::from(self.futures) * u128::from(parts) / u128::from(of)) as u64;
        cut(part - 1)..cut(part)
    }

    /// True when all futures of this part are in the tables.
    pub fn complete(&self) -> bool {
        let range = self.range();
        self.done == range.end - range.start
    }

    /// The same question, whatever came of it so far.
    pub fn question(&self) -> Asked {
        Asked { done: 0, faults: 0, bands: None, ..self.clone() }
    }

    /// Seal of the question, as chunks carry it: the first half of a SHA-256. What came of it so far is no part of it.
    pub fn seal(&self) -> String {
        hex(&Sha256::digest(self.question().to_toml().as_bytes())[..16])
    }

    /// What two requests differ in, in words: `the seed is 7 there, 42 here`. Empty for one and the same question.
    pub fn unlike(&self, there: &Asked) -> Vec<String> {
        let mut found = Vec::new();
        let mut compare = |what: &str, here: String, there: String| {
            if here != there {
                found.push(format!("{what} is {there} there, {here} here"));
            }
        };
        let said = |flag: bool| if flag { "on" } else { "off" }.to_owned();
        let listed = |words: &[String]| if words.is_empty() { "none".to_owned() } else { words.join(", ") };
        let arms = |asked: &Asked| asked.arms.iter().map(|arm| arm.name.clone()).collect::<Vec<_>>();
        compare("the version of the program", self.version.clone(), there.version.clone());
        compare("the model", self.model.clone(), there.model.clone());
        compare("the model's text (SHA-256)", self.fingerprint.clone(), there.fingerprint.clone());
        compare("the seed", self.seed.to_string(), there.seed.to_string());
        compare("the number of futures", self.futures.to_string(), there.futures.to_string());
        compare("the design", self.design.clone(), there.design.clone());
        compare("the table of futures (SHA-256)", self.table.clone(), there.table.clone());
        compare("chance by events", said(self.events), said(there.events));
        compare("the baseline", self.baseline.clone(), there.baseline.clone());
        compare("the list of strategies", listed(&arms(self)), listed(&arms(there)));
        compare("what is set by hand", listed(&self.sets), listed(&there.sets));
        compare("the list of sampled levers", listed(&self.levers), listed(&there.levers));
        compare("the list of what alone varies", listed(&self.only), listed(&there.only));
        compare("the part", format!("{}/{}", self.shard.0, self.shard.1), format!("{}/{}", there.shard.0, there.shard.1));
        compare("the number of futures with series", self.series_futures.to_string(), there.series_futures.to_string());
        compare("keeping what was drawn", said(self.experiments), said(there.experiments));
        compare("the number of futures in a chunk", self.chunk.to_string(), there.chunk.to_string());
        found
    }

    /// As TOML.
    pub fn to_toml(&self) -> String {
        let mut document = DocumentMut::new();
        document.decor_mut().set_prefix("# A study of Linchpin: what was asked, and how far it got.\n");
        let mut run = Table::new();
        run["futures"] = value(whole(self.futures));
        run["done"] = value(whole(self.done));
        run["complete"] = value(self.complete());
        run["faults"] = value(whole(self.faults));
        // A seed may exceed what TOML calls an integer.
        run["seed"] = i64::try_from(self.seed).map_or_else(|_| value(self.seed.to_string()), value);
        run["design"] = value(&self.design);
        run["events"] = value(self.events);
        run["baseline"] = value(&self.baseline);
        run["series_futures"] = value(whole(self.series_futures));
        run["experiments"] = value(self.experiments);
        run["chunk"] = value(whole(self.chunk));
        run["shard"] = value(format!("{}/{}", self.shard.0, self.shard.1));
        for (key, words) in [("sets", &self.sets), ("sampled_levers", &self.levers), ("vary_only", &self.only)] {
            if !words.is_empty() {
                run[key] = value(words.iter().collect::<Array>());
            }
        }
        if !self.table.is_empty() {
            run["table_sha256"] = value(&self.table);
        }
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
        ["experiments/", "outcomes/", "series/", "faults/", "chunks.csv", "model/"].into_iter().for_each(|file| files.push(file));
        if self.bands.is_some() {
            files.push("bands/");
        }
        document["linchpin"] = value(&self.version);
        document["format"] = value(FORMAT);
        document["files"] = value(files);
        document["model"] = Item::Table(model);
        document["run"] = Item::Table(run);
        if !self.settings.is_empty() {
            document["set"] = Item::Table(settings);
        }
        document["arm"] = Item::ArrayOfTables(arms);
        if let Some(seal) = &self.bands {
            let mut bands = Table::new();
            bands["bytes"] = value(whole(seal.bytes));
            bands["sha256"] = value(&seal.sha256);
            document["bands"] = Item::Table(bands);
        }
        let text = document.to_string();
        if text.ends_with('\n') { text } else { text + "\n" }
    }

    /// Reads it back. `path` is for the words of a refusal.
    pub fn from_toml(text: &str, path: &Path) -> Result<Asked, Refusal> {
        if text.trim().is_empty() {
            return Err(Refusal::new(
                format!("{} is empty: nothing says any more what was asked", path.display()),
                "put it back from a copy of the study, or run the study again with another --out",
            ));
        }
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            Refusal::new(format!("{} cannot be read: {}", path.display(), error.message()), "mend or remove it")
        })?;
        let format = document.get("format").and_then(Item::as_integer).unwrap_or(1);
        if format != FORMAT {
            return Err(Refusal::new(
                format!("{} is of format {format}, this program reads format {FORMAT}", path.display()),
                "read it with the version of linchpin that wrote it, or run the study again",
            ));
        }
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
        let words = |key: &str| -> Vec<String> {
            let array = find("run", key).and_then(Item::as_array);
            array.into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
        };
        let shard = word("run", "shard")?;
        let shard = shard
            .split_once('/')
            .and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)))
            .filter(|&(part, of): &(u64, u64)| part >= 1 && part <= of)
            .ok_or_else(|| lacks("run", "shard"))?;
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
            sets: words("sets"),
            levers: words("sampled_levers"),
            only: words("vary_only"),
            shard,
            chunk: count("run", "chunk")?.max(1),
            experiments: flag("run", "experiments")?,
            table: find("run", "table_sha256").and_then(Item::as_str).unwrap_or_default().to_owned(),
            series_futures: count("run", "series_futures")?,
            faults: count("run", "faults")?,
            bands: match document.get("bands") {
                Some(_) => Some(Seal { bytes: count("bands", "bytes")?, sha256: word("bands", "sha256")? }),
                None => None,
            },
        })
    }
}

/// TOML's integers end at 2^63; no study is that long.
fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
