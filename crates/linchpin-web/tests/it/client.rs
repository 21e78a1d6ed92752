//! A plain HTTP client, so that a test says every byte it sends.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;

use linchpin_lab::open::open;
use linchpin_lab::page::LabModel;
use linchpin_web::{Lab, Options};
use serde_json::Value;

/// An answer, or its beginning.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The refusal, which every status from 400 on must carry.
    pub fn refusal(&self) -> String {
        let value = self.json();
        format!("{} | {}", value["why"].as_str().expect("a reason"), value["help"].as_str().expect("a mend"))
    }

    /// Events by name.
    pub fn events(&self) -> Vec<(String, Value)> {
        let event = |block: &str| {
            let (name, data) = block.split_once('\n').expect("two lines");
            let data = data.strip_prefix("data: ").expect("data");
            (name.strip_prefix("event: ").expect("a name").to_owned(), serde_json::from_str(data).expect("JSON"))
        };
        self.body.split("\n\n").filter(|block| !block.is_empty()).map(event).collect()
    }
}

pub fn start(models: &[&str], host: &str) -> (SocketAddr, String) {
    let models = models.iter().map(|name| LabModel::new(open(name).unwrap()).unwrap()).collect();
    let lab = Lab::bind(Options { models, host: host.parse().unwrap(), port: 0 }).unwrap();
    let found = (lab.address(), lab.link());
    std::thread::spawn(move || lab.serve().unwrap());
    found
}

/// The lab that most tests share.
pub fn lab() -> SocketAddr {
    static LAB: OnceLock<SocketAddr> = OnceLock::new();
    *LAB.get_or_init(|| start(&["korea-2026", "lake"], "127.0.0.1").0)
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

/// Sends these bytes and reads until the server closes.
pub fn raw(address: SocketAddr, request: &str) -> Reply {
    let mut stream = connect(address);
    // The server may answer and close before all of a large body is sent.
    let _ = stream.write_all(request.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    Reply {
        status: head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0),
        head: head.to_lowercase(),
        body: if chunked { unchunked(body) } else { body.to_owned() },
    }
}

fn unchunked(mut body: &str) -> String {
    let mut out = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("a size");
        if size == 0 {
            break;
        }
        out += &rest[..size];
        body = &rest[size + 2..];
    }
    out
}

pub fn get(address: SocketAddr, path: &str) -> Reply {
    raw(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))
}

pub fn posted(address: SocketAddr, path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

pub fn post(address: SocketAddr, path: &str, body: &Value) -> Reply {
    raw(address, &posted(address, path, &body.to_string()))
}
