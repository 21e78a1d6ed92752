//! Is a study what was written? And what to do where it is not.
//!
//! Comes in: a study's folder. Goes out: everything that is amiss, each with its file; a study mended as far as files can be.
//! Refuses: a folder that is no study. Nothing is deleted: what is damaged is set aside within the study.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;

use crate::asked::Asked;
use crate::bands::BANDS;
use crate::chunks::{LIST, List, Listed};
use crate::files::{ASIDE, clear_aside};
use crate::layout::fingerprint;
use crate::lock::Lock;
use crate::out::{Seal, seal_of, write_whole};
use crate::seals::{self, SEALS, seals_path};
use crate::trouble::refusal;

/// Datasets whose files belong to chunks.
pub const DATASETS: [&str; 4] = ["experiments", "outcomes", "series", "faults"];
/// Where damaged files go.
const DAMAGED: &str = "damaged";

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amiss {
    /// The file, relative to the study; empty for the study as a whole.
    pub file: PathBuf,
    /// What is wrong with it.
    pub what: String,
    /// True where `repair` mends it, with or without futures to be computed again.
    pub mends: bool,
}

/// What a look at a study found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Futures that are there and sound.
    pub sound: u64,
    /// Futures of this part.
    pub asked: u64,
    /// Files that were read to their end.
    pub files: usize,
    /// All that is amiss.
    pub amiss: Vec<Amiss>,
}

/// Reads every file of a study to its end.
pub fn verify(study: &Path) -> Result<Verdict, Refusal> {
    Ok(look(study)?.0)
}

/// What a look found, and the list without what is damaged.
fn look(study: &Path) -> Result<(Verdict, List), Refusal> {
    let asked = asked(study)?;
    let range = asked.range();
    let mut verdict = Verdict { asked: range.end - range.start, ..Verdict::default() };
    let mut amiss = |file: PathBuf, what: String, mends| verdict.amiss.push(Amiss { file, what, mends });
    let mut list = match List::read(study) {
        Ok(list) => list,
        Err(trouble) => {
            amiss(PathBuf::from(LIST), trouble.why, true);
            List::default()
        }
    };
    for line in &list.damaged {
        amiss(PathBuf::from(LIST), format!("line {line} is damaged"), true);
    }
    match texts_below(&study.join("model")) {
        Ok(texts) if fingerprint(&texts) == asked.fingerprint => {}
        Ok(_) => amiss(PathBuf::from("model"), "its texts are not those that were run".into(), false),
        Err(trouble) => amiss(PathBuf::from("model"), trouble.why, false),
    }
    let mut files = 0;
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    let (mut sound, seal) = (Vec::new(), asked.seal());
    if let Some(chunk) = list.chunks.iter().find(|chunk| chunk.asked != seal) {
        amiss(PathBuf::from("study.toml"), chunk.stranger(), false);
    }
    let named = list.chunks.clone();
    for chunk in std::mem::take(&mut list.chunks) {
        let mut whole = chunk.first >= range.start && chunk.end() <= range.end && chunk.count > 0;
        if !whole {
            amiss(PathBuf::from(LIST), format!("futures {} to {} are not of this part", chunk.first, chunk.end() - 1), true);
        }
        for (dataset, seal) in &chunk.files {
            let file = chunk.file(dataset).unwrap_or_default();
            let found = seal_of(&study.join(&file));
            files += usize::from(found.is_ok());
            if let Some(what) = broken(study, &file, found, seal) {
                whole = false;
                amiss(file.clone(), what, true);
            }
            known.insert(file);
        }
        if whole {
            sound.push(chunk);
        }
    }
    list.chunks = sound;
    let lost = seals::unlisted(study, &list, &seal);
    for chunk in &lost {
        let last = chunk.end() - 1;
        amiss(LIST.into(), format!("it does not name futures {} to {last}, which are there and sound", chunk.first), true);
        files += chunk.files.len();
        known.extend(chunk.files.iter().filter_map(|(dataset, _)| chunk.file(dataset)));
    }
    let told: u64 = named.iter().chain(&lost).map(|chunk| chunk.count).sum();
    if told < asked.done {
        amiss(LIST.into(), format!("it names {told} of {} futures that were done", asked.done), true);
    }
    list.add(lost);
    for name in names_in(&study.join(SEALS)) {
        let said = seals::read(study, &name);
        let in_list = |chunks: &[Listed], said: &Listed| {
            chunks.binary_search_by_key(&said.first, |chunk| chunk.first).is_ok_and(|at| chunks[at] == *said)
        };
        // Those of a chunk that is damaged are told with its files.
        let what = match said {
            None => "it is damaged",
            Some(said) if in_list(&named, &said) || in_list(&list.chunks, &said) => continue,
            Some(_) => "it seals no chunk that is there and sound",
        };
        amiss(Path::new(SEALS).join(name), what.into(), true);
    }
    for dataset in DATASETS {
        for file in names_in(&study.join(dataset)).into_iter().map(|name| Path::new(dataset).join(name)) {
            if !known.contains(&file) {
                amiss(file, "no line of chunks.csv names it".into(), true);
            }
        }
    }
    match &asked.bands {
        Some(seal) => {
            let found = seal_of(&study.join(BANDS));
            files += usize::from(found.is_ok());
            if let Some(what) = broken(study, Path::new(BANDS), found, seal) {
                amiss(PathBuf::from(BANDS), format!("{what}; `linchpin study bands` makes it anew"), true);
            }
        }
        None if study.join(BANDS).exists() => amiss(PathBuf::from(BANDS), "study.toml does not name it".into(), true),
        None => {}
    }
    if study.join(ASIDE).exists() {
        let what = "the remains of an interrupted write; they are harmless, and `run --resume` or `study repair` removes them";
        amiss(PathBuf::from(ASIDE), what.into(), true);
    }
    verdict.files = files;
    // They stay listed: it may be study.toml that is wrong, and not they.
    verdict.sound = list.chunks.iter().filter(|chunk| chunk.asked == seal).map(|chunk| chunk.count).sum();
    Ok((verdict, list))
}

/// What is wrong with a file that should have this seal.
fn broken(study: &Path, file: &Path, found: Result<Seal, Refusal>, seal: &Seal) -> Option<String> {
    match found {
        Ok(found) if found == *seal => None,
        Ok(found) if found.bytes < seal.bytes => Some(format!("it ends after {} of {} bytes", found.bytes, seal.bytes)),
        Ok(_) => Some("its content is not what was written".to_owned()),
        Err(_) if !study.join(file).exists() => Some("it is missing".to_owned()),
        Err(trouble) => Some(trouble.why),
    }
}

/// Sets aside what is damaged, in the folder `damaged`, and lists what is sound. Returns what was amiss before.
pub fn repair(study: &Path) -> Result<Verdict, Refusal> {
    let _lock = Lock::take(study)?;
    let (verdict, list) = look(study)?;
    let kept: BTreeSet<PathBuf> =
        list.chunks.iter().flat_map(|chunk| chunk.files.iter().filter_map(|(dataset, _)| chunk.file(dataset))).collect();
    // First the list: from here on nobody reads what is set aside next.
    if verdict.amiss.iter().any(|amiss| amiss.mends) {
        write_whole(&study.join(LIST), list.text().as_bytes())?;
    }
    for dataset in DATASETS {
        for name in names_in(&study.join(dataset)) {
            let file = Path::new(dataset).join(&name);
            if !kept.contains(&file) {
                set_aside(study, &file)?;
            }
        }
    }
    mend_seals(study, &list)?;
    clear_aside(study);
    let asked = asked(study)?;
    let sound = asked.bands.as_ref().is_some_and(|seal| seal_of(&study.join(BANDS)).is_ok_and(|found| found == *seal));
    if !sound && study.join(BANDS).exists() {
        set_aside(study, Path::new(BANDS))?;
    }
    let asked = Asked { bands: asked.bands.filter(|_| sound), ..asked };
    let (done, faults) = list.chunks.iter().fold((0, 0), |(done, faults), c| (done + c.count, faults + c.faults));
    write_whole(&study.join("study.toml"), Asked { done, faults, ..asked }.to_toml().as_bytes())?;
    Ok(verdict)
}

/// Removes files of chunks that no line of the list names: a run was killed after it had renamed them, or before it had
/// removed those whose place they took. Readers that open a whole folder would take them for results.
pub(crate) fn clear_unlisted(study: &Path, list: &List) {
    let mut known: BTreeSet<PathBuf> =
        list.chunks.iter().flat_map(|chunk| chunk.files.iter().filter_map(|(dataset, _)| chunk.file(dataset))).collect();
    known.extend(list.chunks.iter().map(|chunk| seals_path(chunk.first, chunk.count)));
    for dataset in DATASETS.into_iter().chain([SEALS]) {
        for name in names_in(&study.join(dataset)) {
            let file = Path::new(dataset).join(&name);
            let stem = name.split('.').next().unwrap_or_default();
            let ours = stem.len() == 25 && stem.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            if ours && !known.contains(&file) {
                // One that stays is said by `verify`.
                let _ = fs::remove_file(study.join(&file));
            }
        }
    }
}

/// Lets every chunk of the list have its seals, and nothing else have any.
fn mend_seals(study: &Path, list: &List) -> Result<(), Refusal> {
    let kept: BTreeSet<PathBuf> = list.chunks.iter().map(|chunk| seals_path(chunk.first, chunk.count)).collect();
    for file in names_in(&study.join(SEALS)).into_iter().map(|name| Path::new(SEALS).join(name)) {
        if !kept.contains(&file) {
            set_aside(study, &file)?;
        }
    }
    complete_seals(study, list)
}

/// Lets every chunk of the list have its seals. All its files must have been looked at.
pub(crate) fn complete_seals(study: &Path, list: &List) -> Result<(), Refusal> {
    for chunk in &list.chunks {
        let file = seals_path(chunk.first, chunk.count);
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if seals::read(study, &name).as_ref() != Some(chunk) {
            seals::write(study, chunk)?;
        }
    }
    Ok(())
}

fn set_aside(study: &Path, file: &Path) -> Result<(), Refusal> {
    let folder = study.join(DAMAGED).join(file.parent().unwrap_or(Path::new("")));
    fs::create_dir_all(&folder).map_err(|error| refusal("create", &folder, &error))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // A file that was set aside before keeps its name.
    let places = (0_u32..).map(|k| folder.join(if k == 0 { name.clone() } else { format!("{name}.{k}") }));
    let place = places.into_iter().find(|place| !place.exists()).unwrap_or_else(|| folder.join(&name));
    fs::rename(study.join(file), &place).map_err(|error| refusal("set aside", &study.join(file), &error))
}

fn asked(study: &Path) -> Result<Asked, Refusal> {
    let file = study.join("study.toml");
    if study.is_dir() && !file.is_file() {
        return Err(Refusal::new(
            format!("{} is not a study: it has no study.toml", study.display()),
            "name a folder that `linchpin run` has written",
        ));
    }
    let text = fs::read_to_string(&file).map_err(|error| refusal("read", &file, &error))?;
    Asked::from_toml(&text, &file)
}

/// Files of a folder by name; folders and what is hidden are left out.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut names: Vec<String> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

/// All texts below a folder, by relative path with `/`, in order.
pub fn texts_below(folder: &Path) -> Result<Vec<(String, String)>, Refusal> {
    let mut texts = Vec::new();
    let mut left = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = left.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| refusal("read", &folder, &error))?;
        for entry in entries.flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                true => left.push((entry.path(), name + "/")),
                false => {
                    let path = entry.path();
                    texts.push((name, fs::read_to_string(&path).map_err(|error| refusal("read", &path, &error))?));
                }
            }
        }
    }
    texts.sort();
    Ok(texts)
}
