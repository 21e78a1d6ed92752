//! Is there room? Asked before the first future is run.
//!
//! Comes in: a layout and counts. Goes out: the bytes that a study takes. Refuses: more than the disk has free, saying
//! how much is needed.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

use crate::layout::Layout;

/// Bytes that the tables of a study take at most, within a percent: compression is not counted on, because the digits
/// of results look like noise.
pub fn bytes_needed(layout: &Layout, futures: u64, series_futures: u64, with_experiments: bool) -> f64 {
    let (futures, series_futures) = (futures as f64, series_futures as f64);
    let arms = layout.arms.len() as f64;
    let experiments = if with_experiments { futures * (layout.draws.len() as f64 + 0.5) } else { 0.0 };
    let outcomes = futures * arms * (layout.outcomes.len() as f64 + 0.5);
    let series = match layout.series.len() {
        0 => 0.0,
        columns => series_futures * arms * layout.times.len() as f64 * (columns as f64 + 0.5),
    };
    // Heads and feet of files, a few hundred bytes a column.
    let chunks = (futures / layout.chunk_futures() as f64).ceil();
    let columns = layout.draws.len() as f64 + (arms + 1.0) * layout.outcomes.len() as f64;
    1.01 * 8.0 * (experiments + outcomes + series) + chunks * (400.0 * columns + 1e4) + 1e5
}

/// Refuses when the disk under `out` has less than `bytes` free. A disk that does not say is given the benefit of the doubt.
pub fn require_room(out: &Path, bytes: f64) -> Result<(), Refusal> {
    match fs4::available_space(nearest_folder(out)) {
        Ok(free) => check(out, bytes, free as f64),
        Err(_) => Ok(()),
    }
}

pub(crate) fn check(out: &Path, bytes: f64, free: f64) -> Result<(), Refusal> {
    if bytes <= free {
        return Ok(());
    }
    Err(Refusal::new(
        format!("the study {} needs about {}, the disk has {} free", out.display(), in_bytes(bytes), in_bytes(free)),
        "ask for fewer futures or arms, keep no study (--no-study), or name a folder on a larger disk with --out",
    ))
}

/// The nearest folder above `out` that exists.
fn nearest_folder(out: &Path) -> PathBuf {
    let whole = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    whole.ancestors().find(|path| path.is_dir()).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// A number of bytes as people say it: `3.2 GB`.
pub fn in_bytes(bytes: f64) -> String {
    let units = ["kB", "MB", "GB", "TB", "PB", "EB"];
    let mut shown = bytes / 1e3;
    let mut unit = 0;
    while shown >= 999.5 && unit + 1 < units.len() {
        shown /= 1e3;
        unit += 1;
    }
    let digits = usize::from(shown < 9.95);
    format!("{shown:.digits$} {}", units[unit])
}
