//! A dataset of a study as one file of comma-separated values.
//!
//! Comes in: a study, the name of a dataset, a path. Goes out: the file, whole or not at all; a missing number is an empty
//! field. Memory: one chunk. Refuses: datasets that the study does not keep, and what the disk refuses.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use linchpin_core::diagnostic::{Refusal, nearest};

use crate::blocks::{FAULTS_HEAD, quoted};
use crate::chunks::Listed;
use crate::out::Out;
use crate::reader::Study;
use crate::trouble::refusal;
use crate::verify::DATASETS;

/// Writes a dataset; returns its rows.
pub fn export(study: &Study, dataset: &str, path: &Path) -> Result<u64, Refusal> {
    if !DATASETS.contains(&dataset) {
        let help = nearest(dataset, DATASETS).map_or_else(|| DATASETS.join(", "), |near| format!("did you mean `{near}`?"));
        return Err(Refusal::new(format!("there is no dataset `{dataset}`"), help));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let aside = path.with_file_name(format!(".{name}.partial-{}", std::process::id()));
    let asked = |trouble: Refusal| Refusal {
        why: trouble.why.replace(&aside.display().to_string(), &path.display().to_string()),
        ..trouble
    };
    let write = || -> Result<u64, Refusal> {
        let mut out = Out::create(&aside)?;
        let mut rows = 0;
        let mut send = |text: &str, count: u64| {
            rows += count;
            out.write_all(text.as_bytes()).map_err(|error| refusal("write", path, &error))
        };
        match dataset {
            "experiments" => experiments(study, &mut send)?,
            "outcomes" => outcomes(study, &mut send)?,
            "series" => series(study, &mut send)?,
            _ => faults(study, &mut send)?,
        }
        out.sync()?;
        fs::rename(&aside, path).map_err(|error| refusal("write", path, &error))?;
        Ok(rows)
    };
    let end = write();
    if end.is_err() {
        // The write has failed already; a leftover that cannot be removed adds nothing to that.
        let _ = fs::remove_file(&aside);
    }
    end.map_err(asked)
}

type Send<'a> = dyn FnMut(&str, u64) -> Result<(), Refusal> + 'a;

fn head(first: &[&str], names: &[String]) -> String {
    let fields: Vec<String> = first.iter().map(|name| (*name).to_owned()).chain(names.iter().map(|name| quoted(name))).collect();
    fields.join(",") + "\n"
}

fn number(line: &mut String, value: f64) {
    // Writing to a text does not fail; the shortest digits that read back as the same number.
    let _ = if value.is_nan() { write!(line, ",") } else { write!(line, ",{value}") };
}

fn experiments(study: &Study, send: &mut Send<'_>) -> Result<(), Refusal> {
    for (at, chunk) in study.chunks.iter().enumerate() {
        let drawn = study.drawn_of(chunk)?;
        let mut text = if at == 0 { head(&["future"], &drawn.names) } else { String::new() };
        for (row, future) in (chunk.first..chunk.end()).enumerate() {
            text += &future.to_string();
            drawn.values.iter().for_each(|column| number(&mut text, column[row]));
            text.push('\n');
        }
        send(&text, chunk.count)?;
    }
    Ok(())
}

fn outcomes(study: &Study, send: &mut Send<'_>) -> Result<(), Refusal> {
    let names = study.outcome_names()?;
    send(&head(&["future", "arm", "policy", "world"], &names), 0)?;
    let columns: Vec<usize> = (0..names.len()).collect();
    for chunk in &study.chunks {
        for (at, arm) in study.asked.arms.iter().enumerate() {
            let mut read = study.outcomes_of(chunk, &[at], &columns)?;
            let values = read.pop().unwrap_or_default();
            let words = [&arm.name, &arm.policy, &arm.world].map(|word| quoted(word)).join(",");
            let mut text = String::new();
            for (row, future) in (chunk.first..chunk.end()).enumerate() {
                text += &format!("{future},{words}");
                values.iter().for_each(|column| number(&mut text, column[row]));
                text.push('\n');
            }
            send(&text, chunk.count)?;
        }
    }
    Ok(())
}

fn series(study: &Study, send: &mut Send<'_>) -> Result<(), Refusal> {
    let names = study.series_names()?;
    if names.is_empty() {
        return Err(Refusal::new(
            format!("the study {} keeps no series", study.path.display()),
            "run it again with --series N, or look at one run with `linchpin rerun`",
        ));
    }
    send(&head(&["future", "arm", "time"], &names), 0)?;
    for chunk in study.chunks.iter().filter(|chunk| chunk.file("series").is_some()) {
        let read = (0..names.len()).map(|variable| study.series_of(chunk, variable)).collect::<Result<Vec<_>, _>>()?;
        for (at, arm) in study.asked.arms.iter().enumerate() {
            let Some(first) = read.first().map(|variable| &variable[at]) else { continue };
            for (row, future) in (chunk.first..chunk.end()).take(first.values.len()).enumerate() {
                let mut text = String::new();
                for (point, time) in first.times.iter().enumerate() {
                    text += &format!("{future},{},{time}", quoted(&arm.name));
                    read.iter().for_each(|variable| number(&mut text, variable[at].values[row][point]));
                    text.push('\n');
                }
                send(&text, first.times.len() as u64)?;
            }
        }
    }
    Ok(())
}

fn faults(study: &Study, send: &mut Send<'_>) -> Result<(), Refusal> {
    send(FAULTS_HEAD, 0)?;
    let lines = |chunk: &Listed| study.faults_of(chunk);
    for chunk in &study.chunks {
        for (_, line) in lines(chunk)? {
            send(&line, 1)?;
        }
    }
    Ok(())
}
