//! Lists the built page in `assets/` for embedding. Without the folder the crate builds all the same, and the lab serves
//! its API and says that the page is not built.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let assets = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("assets");
    println!("cargo::rerun-if-changed={}", assets.display());
    let mut files = Vec::new();
    if assets.is_dir() {
        collect(&assets, &mut files)?;
    }
    let mut list = String::from("&[\n");
    for file in files {
        let inside = file.strip_prefix(&assets).map_err(io::Error::other)?;
        let path: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let _ = writeln!(list, "    ({:?}, include_bytes!({:?})),", path.join("/"), file.display().to_string());
    }
    list.push_str("]\n");
    let out = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("assets.rs");
    fs::write(out, list)
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() { collect(&path, into)? } else { into.push(path) }
    }
    Ok(())
}
