//! The dataset `bands`: quantiles over futures, by arm and date.
//!
//! Comes in: quantiles of every recorded variable. Goes out: one file within a study, whole or not at all. Rows are arm, time
//! and share; columns are variables, in the units shown. `study.toml` holds the file's seal. Refuses: what the disk refuses, and
//! a study that another process is writing.

use std::fs;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

use crate::asked::Asked;
use crate::dataset::{Dataset, Head, Holds, Piece};
use crate::layout::Layout;
use crate::lock::Lock;
use crate::out::{Seal, sync_folder, write_whole};
use crate::reader::Study;
use crate::trouble::refusal;

/// Quantiles of the recorded variables, in base units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// Shares of futures, rising.
    pub shares: Vec<f64>,
    /// `[arm][variable][point][share]`.
    pub values: Vec<Vec<Vec<Vec<f64>>>>,
    /// Futures that they are made of.
    pub futures: u64,
    /// By which share of an order statistic a quantile may miss it; 0 where they are exact.
    pub bound: f64,
}

/// Where they are within a study.
pub(crate) const BANDS: &str = "bands/bands.parquet";

/// Writes the bands of a study and names them in its `study.toml`; those that are there are replaced.
pub fn write_bands(study: &Path, layout: &Layout, bands: &Bands) -> Result<PathBuf, Refusal> {
    let _lock = Lock::take(study)?;
    // Another process may have gone on with it since it was opened.
    let asked = Study::open(study)?.asked;
    let folder = study.join("bands");
    fs::create_dir_all(&folder).map_err(|error| refusal("create", &folder, &error))?;
    let (path, aside) = (study.join(BANDS), folder.join(format!(".bands.partial-{}", std::process::id())));
    let write = || -> Result<Seal, Refusal> {
        let time = Head { facts: vec![("unit", layout.time_unit.clone())], ..Head::plain("time", Holds::Number) };
        let mut heads = vec![Head::plain("arm", Holds::Text), time, Head::plain("share", Holds::Number)];
        heads.extend(layout.series.iter().map(|column| column.head.clone()));
        let facts = [
            ("model", layout.title.0.clone()),
            ("model.title", layout.title.1.clone()),
            ("futures", bands.futures.to_string()),
            ("relative error at most", bands.bound.to_string()),
        ];
        let mut table = Dataset::create(&aside, &heads, &facts)?;
        let (points, shares) = (layout.times.len(), bands.shares.len());
        let times: Vec<f64> = layout.times.iter().flat_map(|time| std::iter::repeat_n(*time, shares)).collect();
        let all: Vec<f64> = (0..points).flat_map(|_| bands.shares.iter().copied()).collect();
        for (arm, variables) in layout.arms.iter().zip(&bands.values) {
            let shown: Vec<Vec<f64>> = layout
                .series
                .iter()
                .zip(variables)
                .map(|(column, points)| points.iter().flatten().map(|value| value / column.scale).collect())
                .collect();
            let mut pieces = vec![Piece::Word(&arm.name, times.len()), Piece::Number(&times), Piece::Number(&all)];
            pieces.extend(shown.iter().map(|values| Piece::Number(values)));
            table.group(&pieces)?;
        }
        let seal = table.finish()?;
        fs::rename(&aside, &path).map_err(|error| refusal("write", &path, &error))?;
        Ok(seal)
    };
    let end = write();
    if end.is_err() {
        // The write has failed already; a leftover that cannot be removed adds nothing to that.
        let _ = fs::remove_file(&aside);
    }
    let seal = end?;
    sync_folder(&folder);
    // Last, as with chunks: what is not named counts for nothing.
    write_whole(&study.join("study.toml"), Asked { bands: Some(seal), ..asked }.to_toml().as_bytes())?;
    Ok(path)
}
