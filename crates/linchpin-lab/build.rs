//! Lists the texts of `models/` for embedding. A list made here notices new files; one made by a macro would not.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let models = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../models").canonicalize()?;
    println!("cargo::rerun-if-changed={}", models.display());
    let mut list = String::from("&[\n");
    for folder in sorted(&models)? {
        if !folder.join("model.lin").is_file() {
            continue;
        }
        let read = |name: &str| {
            // A page that is missing is not watched, or every build would begin anew; the folder notices when it comes.
            let page = folder.join(name);
            if page.is_file() { format!("include_str!({:?})", page.display().to_string()) } else { "\"\"".to_owned() }
        };
        let (readme, readme_ko) = (read("README.md"), read("README.ko.md"));
        let _ =
            writeln!(list, "    Embedded {{ name: {:?}, readme: {readme}, readme_ko: {readme_ko}, files: &[", name_of(&folder));
        let mut files = Vec::new();
        collect(&folder, &mut files)?;
        for file in files {
            let inside = file.strip_prefix(&folder).map_err(io::Error::other)?;
            let path: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let _ = writeln!(list, "        ({:?}, include_str!({:?})),", path.join("/"), file.display().to_string());
        }
        list.push_str("    ] },\n");
    }
    list.push_str("]\n");
    let out = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("embedded.rs");
    fs::write(out, list)
}

/// All `.lin` files of a folder and below, `model.lin` first.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = sorted(folder)?;
    entries.sort_by_key(|path| (path.is_dir(), path.file_name() != Some("model.lin".as_ref()), path.clone()));
    for path in entries {
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() {
            collect(&path, into)?;
        } else if path.extension() == Some("lin".as_ref()) {
            into.push(path);
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
