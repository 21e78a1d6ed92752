//! `linchpin study`: what studies there are, whether they are sound, parts put together, two side by side.
//!
//! Comes in: study folders. Goes out: lists, findings, files. Exit 1 where something is amiss or two studies differ. Refuses:
//! folders that are no studies.

mod unlike;

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::run::Manner;
use linchpin_lab::study::{self, STUDIES, Study};
use linchpin_lab::wire::{self, StudyAmiss, StudyVerdict};
use linchpin_lab::words::grouped;

use super::{Exit, columns};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin study ls                                    the studies in linchpin-studies
  linchpin study show STUDY                            what it asked and what it holds
  linchpin study verify STUDY                          read every file; exit 1 where one is damaged
  linchpin study repair STUDY                          set aside what is damaged; `run --resume` then goes on
  linchpin study merge part-* --out whole              parts that were run with --shard
  linchpin study bands STUDY                           quantiles by strategy and date, as Parquet
  linchpin study export STUDY --dataset outcomes --out outcomes.csv
  linchpin study diff A B                              text, settings, outcomes")]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// List the studies in a folder
    Ls {
        /// The folder [default: linchpin-studies]
        folder: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Say what a study asked and what it holds
    Show {
        /// The study's folder
        study: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Read every file of a study and say what is not as it was written
    Verify {
        /// The study's folder
        study: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Set aside what is damaged and list what is sound
    Repair {
        /// The study's folder
        study: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Put parts together that were run with --shard
    Merge {
        /// Folders of all parts
        #[arg(required = true, value_name = "PART")]
        parts: Vec<PathBuf>,
        /// The folder for the whole
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Replace a study that is in that folder
        #[arg(long)]
        force: bool,
    },
    /// Write quantiles over futures by strategy and date, into the study's folder `bands`
    Bands {
        /// The study's folder
        study: PathBuf,
        /// Threads [default: one a core]
        #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
        threads: usize,
    },
    /// Write a dataset as comma-separated values
    Export {
        /// The study's folder
        study: PathBuf,
        /// experiments, outcomes, series or faults
        #[arg(long, value_name = "NAME", default_value = "outcomes")]
        dataset: String,
        /// The file; one that is there is replaced
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Say what two studies differ in; differences are B less A
    Diff {
        /// A study's folder
        a: PathBuf,
        /// Another's
        b: PathBuf,
        /// Every outcome, those that are the same too
        #[arg(long)]
        all: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Does it.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    match &arguments.verb {
        Verb::Ls { folder, json } => ls(folder.as_deref().unwrap_or(Path::new(STUDIES)), *json, screen),
        Verb::Show { study, json } => show(study, *json, screen),
        Verb::Verify { study, json } => looked(study, &study::verify(study)?, false, *json, screen),
        Verb::Repair { study, json } => looked(study, &study::repair(study)?, true, *json, screen),
        Verb::Merge { parts, out, force } => {
            let written = study::merge(parts, out, *force)?;
            let size = study::in_bytes(written.bytes as f64);
            let (count, futures) = (parts.len(), grouped(written.futures as usize));
            let s = if count == 1 { "" } else { "s" };
            screen.line(format!("{}: {count} part{s}, {futures} futures, {size}", written.path.display()));
            Ok(Exit::Fine)
        }
        Verb::Bands { study, threads } => bands(study, *threads, screen),
        Verb::Export { study, dataset, out } => {
            let rows = study::export(&Study::open(study)?, dataset, out)?;
            screen.line(format!("{}: {} rows", out.display(), grouped(rows as usize)));
            Ok(Exit::Fine)
        }
        Verb::Diff { a, b, all, json } => unlike::run(a, b, *all, *json, screen),
    }
}

fn bands(place: &Path, threads: usize, screen: &mut Screen) -> Result<Exit, Refusal> {
    let study = Study::open(place)?;
    screen.note("running the futures again for their recorded variables");
    let cancel = super::cancelled_by_signals(screen);
    let manner = Manner { threads, cancel: &cancel, progress: &|_, _| {} };
    match study::make_bands(&study, manner)? {
        Some(path) => {
            screen.line(path.display().to_string());
            Ok(Exit::Fine)
        }
        None => {
            screen.note("interrupted; no bands were written");
            Ok(Exit::Findings)
        }
    }
}

fn ls(folder: &Path, json: bool, screen: &mut Screen) -> Result<Exit, Refusal> {
    let lines = study::catalogue(folder)?;
    if json {
        screen.print(&wire::json(&lines));
        return Ok(Exit::Fine);
    }
    if lines.is_empty() {
        screen.line(format!("no study in {}", folder.display()));
        return Ok(Exit::Fine);
    }
    let mut rows = vec![["study", "model", "strategies", "futures", "seed", "design", "size", ""].map(String::from).to_vec()];
    for line in &lines {
        let state = match (&line.trouble, line.complete) {
            (Some(trouble), _) => trouble.clone(),
            (None, true) if line.failed > 0 => format!("{} runs failed", grouped(line.failed as usize)),
            (None, true) => line.part.as_ref().map_or_else(String::new, |part| format!("part {part}")),
            (None, false) => format!("{} futures to come", grouped(line.futures.saturating_sub(line.done) as usize)),
        };
        let name = Path::new(&line.path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (design, size) = (line.design.clone(), study::in_bytes(line.bytes as f64));
        let (strategies, futures) = (line.strategies.to_string(), grouped(line.done as usize));
        rows.push(vec![name, line.model.clone(), strategies, futures, line.seed.to_string(), design, size, state]);
    }
    columns(screen, &rows);
    Ok(Exit::Fine)
}

fn show(place: &Path, json: bool, screen: &mut Screen) -> Result<Exit, Refusal> {
    let card = study::card(&Study::open(place)?)?;
    if json {
        screen.print(&wire::json(&card));
        return Ok(Exit::Fine);
    }
    let line = &card.line;
    screen.line(format!("{}  {}", screen.bold(&line.model), card.title));
    let number = |n: u64| grouped(n as usize);
    let names = |names: &[String]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let state =
        if line.complete { "complete".to_owned() } else { format!("{} to come", number(line.futures.saturating_sub(line.done))) };
    let part = line.part.as_ref().map_or_else(String::new, |part| format!(", part {part}"));
    let series = match card.futures_with_series {
        futures if futures == 0 || card.series.is_empty() => "none".to_owned(),
        futures => format!("{} (the first {} futures)", names(&card.series), number(futures)),
    };
    let mut rows = vec![
        ("futures", format!("{} ({state}{part}), seed {}, {}", number(line.done), line.seed, line.design)),
        ("strategies", card.arms.iter().map(|arm| arm.name.clone()).collect::<Vec<_>>().join(", ")),
        ("compared with", card.baseline.clone()),
        ("set by hand", names(&card.settings)),
        ("outcomes", names(&card.outcomes)),
        ("series", series),
        ("failed", format!("{} runs", number(line.failed))),
        (
            "on disk",
            format!("{} in {} chunk{}", study::in_bytes(line.bytes as f64), card.chunks, if card.chunks == 1 { "" } else { "s" }),
        ),
        ("text", format!("SHA-256 {}, run by linchpin {}", study::short_fingerprint(&card.fingerprint), card.version)),
    ];
    if !card.sampled_levers.is_empty() {
        rows.insert(4, ("sampled levers", names(&card.sampled_levers)));
    }
    if !card.events {
        rows.insert(1, ("events", "silent".to_owned()));
    }
    for (what, said) in rows {
        for (at, text) in super::lines_of(&said, screen.columns(101) - 17).into_iter().enumerate() {
            screen.line(format!("  {:<15}{text}", if at == 0 { what } else { "" }));
        }
    }
    Ok(Exit::Fine)
}

fn looked(place: &Path, found: &study::Verdict, mended: bool, json: bool, screen: &mut Screen) -> Result<Exit, Refusal> {
    let shown = place.display();
    let left = found.amiss.iter().filter(|amiss| !(mended && amiss.mends)).count();
    let exit = if left == 0 { Exit::Fine } else { Exit::Findings };
    if json {
        let amiss = found.amiss.iter();
        screen.print(&wire::json(&StudyVerdict {
            path: shown.to_string(),
            done: found.sound,
            futures: found.asked,
            files: found.files,
            amiss: amiss
                .map(|amiss| StudyAmiss { file: amiss.file.display().to_string(), what: amiss.what.clone(), mends: amiss.mends })
                .collect(),
        }));
        return Ok(exit);
    }
    for amiss in &found.amiss {
        screen.line(format!("{}: {}", screen.bad(&amiss.file.display().to_string()), amiss.what));
    }
    let (sound, asked) = (grouped(found.sound as usize), grouped(found.asked as usize));
    screen.line(format!("{shown}: {} files read, {sound} of {asked} futures are sound", found.files));
    let mends = found.amiss.iter().any(|amiss| amiss.mends);
    match (mends, mended) {
        (true, false) => screen.line(format!("`linchpin study repair {shown}` lists what is sound and sets aside what is not")),
        (true, true) if place.join("damaged").is_dir() => {
            screen.line(format!("what was set aside is in {}", place.join("damaged").display()));
        }
        _ => {}
    }
    if found.sound < found.asked && (mended || !mends) {
        screen.line(format!("`linchpin run --resume --out {shown}` computes what is missing"));
    }
    Ok(exit)
}
