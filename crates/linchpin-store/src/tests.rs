//! Studies of made-up results; each file holds one kind of what may happen to them.

mod writing;
mod places;
mod parts;
mod damage;
mod disk;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use linchpin_core::experiment::{Fault, FaultKind};
use linchpin_core::model::VarId;
use linchpin_core::table::Chunk;

use crate::chunks::LIST;
use crate::dataset::{Dataset, Head, Holds, Piece};
use crate::layout::Measured;
use crate::out::Out;
use crate::*;

/// A folder of this test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("linchpin-store-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(&self.0).expect("read").map(|e| e.expect("entry").file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn measured(name: &str, scale: f64) -> Measured {
    let facts = vec![("title", format!("Title of {name}")), ("ko", "제목".into()), ("unit", "kperson".into())];
    Measured { head: Head { name: name.into(), holds: Holds::Number, facts }, scale }
}

fn layout() -> Layout {
    let arm = |name: &str| AskedArm { name: name.into(), policy: name.into(), ..AskedArm::default() };
    Layout {
        title: ("small".into(), "A small model".into()),
        arms: vec![arm("base"), AskedArm { stress: true, ..arm("other, quoted") }],
        draws: vec![measured("u", 1.0)],
        outcomes: vec![measured("o", 1000.0), measured("p", 1.0)],
        series: vec![measured("s", 1.0)],
        times: vec![2026.0, 2026.5, 2027.0],
        time_unit: "year".into(),
        time_scale: 1.0,
        variables: vec![("s".into(), "kperson".into(), 1000.0)],
    }
}

fn asked(futures: u64) -> Asked {
    Asked {
        version: "0.1.0".into(),
        model: "small".into(),
        title: "A \"small\" model".into(),
        fingerprint: fingerprint(&texts()),
        seed: u64::MAX,
        futures,
        done: futures,
        design: "latin_hypercube".into(),
        events: true,
        baseline: "base".into(),
        arms: layout().arms,
        settings: vec![("lever".into(), "3.5 %".into())],
        sets: vec!["lever=3.5%".into()],
        levers: Vec::new(),
        only: vec!["u".into()],
        shard: (1, 1),
        chunk: layout().chunk_futures(),
        experiments: true,
        table: String::new(),
        series_futures: futures,
        faults: 0,
        bands: None,
    }
}

fn files() -> Vec<(String, Vec<u8>)> {
    texts().into_iter().map(|(path, text)| (format!("model/{path}"), text.into_bytes())).collect()
}

fn texts() -> Vec<(String, String)> {
    vec![("model.lin".into(), "model small\n".into()), ("part/more.lin".into(), "# more\n".into())]
}

/// Made-up results of consecutive futures; every number tells where it belongs.
fn chunk(first: u64, count: usize) -> Chunk {
    let futures = || (first..first + count as u64).map(|f| f as f64);
    let column = |arm: f64, at: f64| futures().map(|f| f + 1e4 * arm + 1e5 * at).collect::<Vec<f64>>();
    Chunk {
        first,
        count,
        draws: vec![futures().map(|f| f / 7.0).collect()],
        outcomes: vec![vec![column(0.0, 0.0), column(0.0, 1.0)], vec![column(1.0, 0.0), column(1.0, 1.0)]],
        series: (0..2).map(|arm| vec![(0..3).map(|point| column(f64::from(arm), f64::from(point))).collect()]).collect(),
        faults: Vec::new(),
    }
}

fn write(place: &Path, force: bool, cuts: &[usize]) -> Result<Written, linchpin_core::diagnostic::Refusal> {
    let total: usize = cuts.iter().sum();
    let mut writer = Writer::create(place, force, asked(total as u64), layout(), &files())?;
    let mut first = 0;
    for &count in cuts {
        writer.take(&chunk(first, count))?;
        first += count as u64;
    }
    writer.finish()
}

/// Every file of two studies, to the byte.
fn same(a: &Path, b: &Path) {
    let read = |study: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        let (mut found, mut left) = (Vec::new(), vec![study.to_owned()]);
        while let Some(folder) = left.pop() {
            for entry in fs::read_dir(&folder).expect("read").map(|entry| entry.expect("entry").path()) {
                match entry.is_dir() {
                    true => left.push(entry),
                    false => found.push((entry.strip_prefix(study).expect("below").to_owned(), fs::read(&entry).expect("there"))),
                }
            }
        }
        // The order of lines tells the order of work; what they say is compared.
        found.retain(|(name, _)| !name.ends_with("chunks.csv"));
        found.sort();
        found
    };
    let (left, right) = (read(a), read(b));
    let names = |found: &[(PathBuf, Vec<u8>)]| found.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&left), names(&right));
    for ((name, left), (_, right)) in left.iter().zip(&right) {
        assert!(left == right, "{} differs", name.display());
    }
    let chunks = |study: &Path| Study::open(study).expect("opens").chunks;
    assert_eq!(chunks(a), chunks(b));
}

/// Goes on with a study and sends what is missing in pieces of one size.
fn resumed(place: &Path, asked: Asked, piece: usize, until: u64) -> Result<Written, linchpin_core::diagnostic::Refusal> {
    let mut writer = Writer::resume(place, asked, layout())?;
    let mut left = until;
    while let (Some(range), true) = (writer.missing().first().cloned(), left > 0) {
        let count = (range.end - range.start).min(piece as u64).min(left);
        writer.take(&faulting(range.start, count as usize))?;
        left -= count;
    }
    writer.finish()
}

/// Made-up results of which every future that ends in 7 faulted.
fn faulting(first: u64, count: usize) -> Chunk {
    let fault = |future, arm| Fault { future, arm, time: 2026.5, variable: VarId(0), value: 1.0, kind: FaultKind::Infinite };
    let futures = || (first..first + count as u64).filter(|future| future % 10 == 7);
    // By arm, then future, as the engine tells them.
    let faults = (0..2).flat_map(|arm| futures().map(move |future| fault(future, arm))).collect();
    Chunk { faults, ..chunk(first, count) }
}

fn in_one_piece(place: &Path, asked: Asked) -> Written {
    let mut writer = Writer::create(place, false, asked, layout(), &files()).expect("starts");
    for range in writer.missing().to_vec() {
        writer.take(&faulting(range.start, (range.end - range.start) as usize)).expect("taken");
    }
    writer.finish().expect("ends")
}

const TOTAL: u64 = 40_000;
