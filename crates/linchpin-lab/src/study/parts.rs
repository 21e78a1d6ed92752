//! Parts of a study that were run apart, put together.
//!
//! Comes in: folders of all parts. Goes out: the whole study. Refuses: parts that do not make one whole.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use linchpin_store::{Layout, Study, Written, parts};

use super::{bytes_of, carried, files, opened_model, request_of, table_name};
use crate::run::plan;

/// Merges all parts of a study into a folder.
pub fn merge(folders: &[PathBuf], place: &Path, force: bool) -> Result<Written, Refusal> {
    let parts: Vec<Study> = parts(folders)?;
    let first = parts.first().ok_or_else(|| Refusal::new("there is nothing to merge", "name the folders of the parts"))?;
    let (opened, model) = opened_model(first)?;
    let mut request = request_of(first, &model)?;
    request.shard = (1, 1);
    let plan = plan(&model, &request)?;
    let mut files = files(&opened.sources);
    if let Some(path) = carried(first) {
        files.push((table_name(&path), bytes_of(&path)?));
    }
    linchpin_store::merge(&parts, place, force, &Layout::of(&model, &plan.experiment), &files)
}
