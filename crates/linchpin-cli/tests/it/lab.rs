//! The lab as the command opens it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use super::{Folder, linchpin};

/// A lab that ends with the test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn of(folder: &Folder, arguments: &str) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_linchpin"))
            .args(["lab", "--no-open", "--port", "0"])
            .args(arguments.split_whitespace())
            .current_dir(&folder.path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut link = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut link).unwrap();
        let address = link.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Served { child, address }
    }

    fn get(&self, path: &str) -> serde_json::Value {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(" 200 "), "{head}");
        serde_json::from_str(body).unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_study_opens_at_what_it_asked() {
    let folder = Folder::new("lab-study");
    let policies = "--policy us_led --policy rok_nuclear_path --policy declared_2026";
    let sets = "--set usfk_flex=0.5 --set renege=1.5 --seed 7 --futures 16 --no-pictures --draws 0";
    folder.linchpin(&format!("run korea-2026 {policies} {sets} --out asked")).ends_with(0);
    let lab = Served::of(&folder, "--study asked");
    let names = lab.get("/api/models");
    assert_eq!(names.as_array().map(Vec::len), Some(1), "{names}");
    let name = names[0]["name"].as_str().unwrap();
    let beginning = &lab.get(&format!("/api/model/{name}"))["beginning"];
    assert_eq!((beginning["model"].as_str(), beginning["seed"].as_u64()), (Some(name), Some(7)));
    let strategies = beginning["strategies"].as_array().unwrap();
    let asked: Vec<_> = strategies.iter().map(|one| (one["id"].as_str().unwrap(), one["policy"].as_str().unwrap())).collect();
    assert_eq!(asked, [("A", "declared_2026"), ("B", "us_led"), ("C", "rok_nuclear_path")], "a stress test comes last");
    assert!(strategies.iter().all(|one| one["set"] == serde_json::json!({ "usfk_flex": 0.5 })), "{strategies:?}");
    assert_eq!(beginning["locks"], serde_json::json!({ "renege": 1.5 }));
    linchpin("lab --study nowhere --no-open").ends_with(2).complains("nowhere");
}

#[test]
fn without_a_study_a_reader_starts_as_the_page_chooses() {
    let folder = Folder::new("lab-plain");
    let lab = Served::of(&folder, "sir");
    assert!(lab.get("/api/model/sir")["beginning"].is_null());
}
