//! Disks that are full, read-only or gone.

use super::*;

/// Tells what was not tested. Not by `eprintln`, which the harness keeps to itself.
fn say(words: &str) {
    writeln!(std::io::stderr(), "{words}").expect("standard error is open");
}

/// `/dev/full` takes every write and answers that the disk is full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_with_the_path() {
    let full = Path::new("/dev/full");
    let mut out = Out::create(full).expect("opens");
    assert!(out.write_all(b"x").is_err());
    let refusal = out.trouble().expect("remembered");
    assert!(refusal.why.contains("/dev/full") && refusal.why.contains("the disk is full"), "{refusal}");
    let mut table = match Dataset::create(full, &[Head::plain("n", Holds::Number)], &[]) {
        Ok(table) => table,
        Err(refusal) => return assert!(refusal.why.contains("the disk is full"), "{refusal}"),
    };
    let values = vec![0.5; 1 << 16];
    let end = table.group(&[Piece::Number(&values)]).and_then(|()| table.finish());
    assert!(end.expect_err("full").why.contains("the disk is full"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("locked");
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o555)).expect("locked");
    let end = write(&folder.0.join("study"), false, &[1]);
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).expect("unlocked");
    match end {
        Err(refusal) => assert!(refusal.why.contains("not permitted") && refusal.why.contains("study"), "{refusal}"),
        Ok(_) => say("left out: this user may write anywhere, so no folder was locked"),
    }
    let beneath_a_file = folder.0.join("file");
    fs::write(&beneath_a_file, "x").expect("made");
    let refusal = write(&beneath_a_file.join("study"), false, &[1]).expect_err("no folder");
    assert!(refusal.why.contains("file"), "{refusal}");
}

#[test]
fn a_folder_that_vanishes_is_named() {
    let folder = Folder::new("vanished");
    let place = folder.0.join("study");
    let mut writer = Writer::create(&place, false, asked(TOTAL), layout(), &files()).expect("starts");
    fs::remove_dir_all(&place).expect("removed");
    let end = writer.take(&chunk(0, TOTAL as usize)).and_then(|()| writer.finish().map(drop));
    let refusal = end.expect_err("it is gone");
    assert!(refusal.why.contains("no such file or folder") || refusal.why.contains("cannot"), "{refusal}");
}

/// A small file system of this test's own; `None` where mounting is not permitted.
#[cfg(target_os = "linux")]
struct Mount(PathBuf);

#[cfg(target_os = "linux")]
impl Mount {
    fn new(place: &Path, options: &str) -> Option<Mount> {
        fs::create_dir_all(place).expect("a folder to mount on");
        let mount = std::process::Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(place).output();
        match mount {
            Ok(done) if done.status.success() => Some(Mount(place.to_owned())),
            _ => {
                say("left out: mounting is not permitted here, so no disk was full or read-only");
                None
            }
        }
    }

    fn change(&self, options: &str) {
        let mount = std::process::Command::new("mount").args(["-o", options]).arg(&self.0).status();
        assert!(mount.expect("mount runs").success());
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mount {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_costs_nothing_that_was_whole() {
    let folder = Folder::new("full");
    let Some(mount) = Mount::new(&folder.0.join("disk"), "size=3m") else { return };
    let place = mount.0.join("study");
    let whole = folder.0.join("whole");
    let asked = || Asked { series_futures: 0, ..asked(TOTAL) };
    in_one_piece(&whole, asked());
    let mut writer = Writer::create(&place, false, asked(), layout(), &files()).expect("there is room");
    // Somebody else takes the room meanwhile: one chunk fits, two do not.
    let sizes = Study::open(&whole).expect("opens").chunks[0].files.iter().map(|(_, seal)| seal.bytes).sum::<u64>();
    let free = fs4::available_space(&mount.0).expect("tmpfs says");
    fs::write(mount.0.join("other"), vec![1_u8; (free - sizes - sizes / 3 - 20_000) as usize]).expect("written");
    let end = writer.take(&faulting(0, TOTAL as usize)).and_then(|()| writer.finish().map(drop));
    let refusal = end.expect_err("the disk is full");
    assert!(refusal.why.contains("the disk is full") && refusal.help.contains("--resume"), "{refusal}");
    let study = Study::open(&place).expect("what is whole is kept");
    assert_eq!(study.asked.done, 16_384);
    assert_eq!(verify(&place).expect("looks").amiss, Vec::new());
    let refusal = Writer::resume(&place, asked(), layout()).map(drop).expect_err("still full");
    assert!(refusal.why.contains("needs about") || refusal.why.contains("full"), "{refusal}");
    mount.change("remount,ro");
    let refusal = Writer::resume(&place, asked(), layout()).map(drop).expect_err("read-only");
    assert!(refusal.why.contains("read-only"), "{refusal}");
    let refusal = write(&mount.0.join("new"), false, &[1]).expect_err("read-only");
    assert!(refusal.why.contains("read-only") && refusal.help.contains("--out"), "{refusal}");
    mount.change("remount,rw");
    fs::remove_file(mount.0.join("other")).expect("removed");
    resumed(&place, asked(), 5000, u64::MAX).expect("goes on");
    same(&whole, &place);
}
